import { describe, expect, it } from 'vitest'
import { applyChanges } from '../../generators/index.ts'
import { civilDate, instant } from '../../src/domain/civil-date.ts'
import { INQUIRY_NUMBER_RESULT } from '../../src/wire/inquiry-number.ts'
import { ELIGIBILITY_RESULT } from '../../src/wire/eligibility-result.ts'
import {
  NINE,
  adult,
  ask,
  bytesOf,
  firstRecord,
  inquiry,
  messageOf,
  newestCover,
  registration,
  setup,
  textOf,
  worldOf,
} from './support.ts'
import { createSimulator } from '../../simulator/index.ts'

const lostCover = (acquired: string, lost: string) => ({
  scheme: 'kyokai' as const,
  insurerNumber: '01130012',
  symbol: '7654321',
  number: '5',
  branch: '00',
  acquired: civilDate(acquired),
  lost: { date: civilDate(lost), reason: '99' as const },
})
const newCover = {
  scheme: 'kokuho' as const,
  insurerNumber: '138057',
  symbol: '記12',
  number: '34',
  branch: '01',
  acquired: civilDate('2026-11-01'),
}

describe('an inquiry by numbers', () => {
  it('answers 1 with the registered record and gives the question back', () => {
    const world = worldOf({ taro: adult() })
    const body = ask(world, { ...newestCover(adult()), personId: 'ptId_7' })
    expect(body).toMatchObject({ ProcessingResultStatus: '1', QualificationValidity: '1' })
    expect(firstRecord(body)).toMatchObject({
      InsurerNumber: '01130012',
      InsuredIdentificationNumber: '89',
      InsuredBranchNumber: '01',
    })
    expect(body.QualificationConfirmSearchInfo?.ArbitraryIdentifier).toBe('ptId_7')
  })

  it('answers 2 with the loss on the loss day and 1 on the day before', () => {
    const who = adult({ coverage: [lostCover('2020-04-01', '2026-11-21')] })
    const world = worldOf({ who })
    expect(ask(world, { ...newestCover(who), on: civilDate('2026-11-20') }).QualificationValidity).toBe('1')
    const onTheDay = ask(world, newestCover(who))
    expect(onTheDay.QualificationValidity).toBe('2')
    expect(firstRecord(onTheDay)).toMatchObject({ DisqualificationDate: '20261121', ReasonOfLoss: '99' })
  })

  it('answers 3 with the asked record only when a newer cover exists', () => {
    const who = adult({ coverage: [lostCover('2020-04-01', '2026-11-01'), newCover] })
    const body = ask(worldOf({ who }), {
      key: { insurerNumber: '01130012', symbol: '7654321', number: '5', branch: '00' },
      birthDate: who.birthDate,
    })
    expect(body.QualificationValidity).toBe('3')
    expect(body.ResultList?.ResultOfQualificationConfirmation).toHaveLength(1)
    expect(firstRecord(body)).toMatchObject({ InsurerNumber: '01130012', DisqualificationDate: '20261101' })
  })

  it.each([
    ['the birth date is wrong', { birthDate: civilDate('1980-05-11') }],
    [
      'nobody has the numbers',
      { key: { insurerNumber: '01130012', symbol: '1234567', number: '999999', branch: null } },
    ],
    [
      'the branch is another one',
      { key: { insurerNumber: '01130012', symbol: '1234567', number: '89', branch: '77' } },
    ],
  ])('answers 4 without a list when %s', (_, changed) => {
    const body = ask(worldOf({ taro: adult() }), { ...newestCover(adult()), ...changed })
    expect(body).toMatchObject({ QualificationValidity: '4', ProcessingResultStatus: '1' })
    expect(body.ResultList).toBeUndefined()
  })

  it('answers 5 for twins without a branch and the right twin with one', () => {
    const cover = (branch: string) => ({
      coverage: [
        {
          scheme: 'kyokai' as const,
          insurerNumber: '01130012',
          symbol: '1',
          number: '2',
          branch,
          acquired: civilDate('2020-04-01'),
        },
      ],
    })
    const [ichi, ni] = [adult(cover('02'), 4), adult(cover('03'), 20)]
    const world = worldOf({ ichi, ni })
    const { birthDate } = ichi
    const key = { insurerNumber: '01130012', symbol: '1', number: '2', branch: null }
    const body = ask(world, { key, birthDate })
    expect(body.QualificationValidity).toBe('5')
    expect(body.ResultList).toBeUndefined()
    expect(firstRecord(ask(world, { key: { ...key, branch: '03' }, birthDate }))?.Name).toBe(ni.name.kanji)
  })

  it('gives the limit class only when the flag asks for it', () => {
    const who = adult({
      coverage: [
        {
          scheme: 'kyokai',
          insurerNumber: '01130012',
          symbol: '1',
          number: '2',
          branch: '01',
          acquired: civilDate('2020-04-01'),
          limit: 'A03',
        },
      ],
    })
    const world = worldOf({ who })
    const [without, asked] = [false, true].map((limit) => firstRecord(ask(world, { ...newestCover(who), limit })))
    expect(without?.LimitApplicationCertificateRelatedInfo).toBeUndefined()
    expect(without?.LimitApplicationCertificateRelatedConsFlg).toBe('0')
    expect(asked?.LimitApplicationCertificateRelatedInfo?.LimitApplicationCertificateClassificationFlag).toBe('A03')
  })

  it('never carries a medical consent', () => {
    const world = worldOf({ taro: adult() })
    world.useReader({
      holder: 'taro',
      person: 'taro',
      present: true,
      acts: ['pin'],
      consents: { medicines: true, checkups: true, limit: true },
    })
    const record = firstRecord(ask(world, newestCover(adult())))
    expect(
      Object.keys(record ?? {}).filter((name) => /^(Pharmacists|Diagnosis|Operation|SpecificHealth)/.test(name)),
    ).toEqual([])
  })

  it('returns a six-digit insurer number with spaces and takes spaces, zeros and full-width numbers', () => {
    const who = adult({ coverage: [newCover] })
    const world = worldOf({ who })
    const request = textOf(inquiry(newestCover(who)))
    const ways = [
      request,
      request.replace('  138057', '00138057'),
      request.replace('>34<', '>３４<'),
      request.replace('>記12<', '> 記１２ <'),
    ]
    for (const way of ways) {
      const body = messageOf(ELIGIBILITY_RESULT, world.answer('OQSsiquc01req_1.xml', bytesOf(way)).bytes).MessageBody
      expect(body.QualificationValidity).toBe('1')
      expect(firstRecord(body)?.InsurerNumber).toBe('  138057')
    }
  })

  it('gives identifiers and the question back byte for byte, entities and Japanese included', () => {
    const world = worldOf({ taro: adult() })
    const odd = ' 患者&#x31;&amp;&lt;｢甲｣&gt; '
    const request = textOf(inquiry({ ...newestCover(adult()), fileId: 'FILE', personId: 'PERSON' }))
      .replace('FILE', odd)
      .replace('PERSON', odd)
    const result = textOf(world.answer('OQSsiquc01req_1.xml', bytesOf(request)).bytes)
    expect(result).toContain(`<ArbitraryFileIdentifier>${odd}</ArbitraryFileIdentifier>`)
    expect(result).toContain(`<ArbitraryIdentifier>${odd}</ArbitraryIdentifier>`)
  })

  it('decides by the confirmation day of the request and by what is known now', () => {
    const world = worldOf({ taro: adult() })
    world.moveTo(instant('2026-11-21T10:00:00+09:00'))
    world.change('taro', { kind: 'lose', date: '2026-11-10', reason: '99' })
    const asked = newestCover(adult())
    expect(ask(world, { ...asked, on: civilDate('2026-11-09') }).QualificationValidity).toBe('1')
    expect(ask(world, asked).QualificationValidity).toBe('2')
    world.moveTo(NINE)
    expect(ask(world, asked).QualificationValidity).toBe('1')
  })

  it('hides the address of a person whose information is not disclosed', () => {
    const who = adult({ card: { flags: { nonDisclosure: true } } })
    expect(firstRecord(ask(worldOf({ who }), newestCover(who)))?.Address).toBeUndefined()
  })

  it.each([
    ['line-down', 'SIM-V001'],
    ['service-closed', 'SIM-V002'],
  ] as const)('fails as a whole with segment 9 under %s', (fault, code) => {
    const world = worldOf({ taro: adult() })
    world.setFault(fault, true, {})
    const reply = world.answer('OQSsiquc01req_1.xml', inquiry(newestCover(adult())))
    const { MessageHeader, MessageBody } = messageOf(ELIGIBILITY_RESULT, reply.bytes)
    expect(reply).toMatchObject({ kind: 'fault', status: 200 })
    expect(MessageHeader).toMatchObject({ SegmentOfResult: '9', ErrorCode: code })
    expect(MessageBody.ResultList).toBeUndefined()
    world.setFault(fault, false, {})
    expect(ask(world, newestCover(adult())).QualificationValidity).toBe('1')
  })

  it('answers in Shift_JIS when the terminal is set to it', () => {
    const world = worldOf({ taro: adult() }, {}, { terminal: { encoding: 'Shift_JIS' } })
    const reply = world.answer('OQSsiquc01req_1.xml', inquiry(newestCover(adult())))
    const { MessageHeader, MessageBody } = messageOf(ELIGIBILITY_RESULT, reply.bytes)
    expect(MessageHeader.CharacterCodeIdentifier).toBe('1')
    expect(firstRecord(MessageBody)?.Name).toBe(adult().name.kanji)
  })
})

describe('who answers', () => {
  it('finds people of the population, and masks the one who was changed in this world', () => {
    const simulator = createSimulator()
    const plain = simulator.worlds.open(setup({}))
    const base = plain.state.person('#123456')
    if (base === null) throw new Error('the population is too small')
    const asked = newestCover(base)
    const before = ask(plain, asked).QualificationValidity
    expect(['1', '2', '3', '6']).toContain(before)
    const changed = applyChanges(base, { coverage: [newCover] })
    const masked = simulator.worlds.open(setup({ changed }))
    expect(ask(masked, asked).QualificationValidity).toBe('4')
    expect(ask(masked, newestCover(changed)).QualificationValidity).toBe('1')
    expect(ask(plain, asked).QualificationValidity).toBe(before)
  })

  it('finds a person of the population by numbers acquired in the world', () => {
    const world = worldOf({})
    world.change('#77', {
      kind: 'acquire',
      cover: { scheme: 'kokuho', insurerNumber: '138057', symbol: '9', number: '10', branch: '01', acquired: 'start' },
    })
    const birthDate = world.member('#77').birthDate
    expect(
      ask(world, { key: { insurerNumber: '138057', symbol: '9', number: '10', branch: '01' }, birthDate })
        .QualificationValidity,
    ).toBe('1')
  })

  it('agrees with the answers it tells the harness', () => {
    const who = adult({ coverage: [lostCover('2020-04-01', '2026-11-01'), newCover] })
    const world = worldOf({ who })
    const key = { insurerNumber: '01130012', symbol: '7654321', number: '5', branch: '00' }
    expect(world.numberAnswer(key, who.birthDate).validity).toBe(3)
    expect(world.cardAnswer('who')).toMatchObject({ validity: 1, record: { key: { insurerNumber: '138057' } } })
  })
})

describe('the registration of an inquiry number', () => {
  it('comes back in later results', () => {
    const world = worldOf({ taro: adult() })
    const { key } = newestCover(adult())
    const reply = world.answer('OQSsiimm01req_1.xml', registration(key, 'P-00123'))
    expect(messageOf(INQUIRY_NUMBER_RESULT, reply.bytes).MessageBody).toMatchObject({
      ProcessingResultStatus: '1',
      ReferenceNumberRegistrationInfo: { ReferenceNumber: 'P-00123' },
    })
    expect(firstRecord(ask(world, newestCover(adult())))?.ReferenceNumber).toBe('P-00123')
  })

  it('is refused for numbers that nobody has', () => {
    const reply = worldOf({}).answer(
      'OQSsiimm01req_1.xml',
      registration({ insurerNumber: '01130012', symbol: '1', number: '1', branch: '01' }, 'X'),
    )
    expect(reply.kind).toBe('refused')
    expect(messageOf(INQUIRY_NUMBER_RESULT, reply.bytes).MessageBody).toMatchObject({
      ProcessingResultStatus: '2',
      ProcessingResultCode: 'SIM-N001',
    })
  })
})

describe('a request that the connector gives back', () => {
  const good = () => textOf(inquiry(newestCover(adult())))
  it.each([
    ['is cut off', 'OQSsiquc01req_1.xml', () => good().slice(0, 300), /SIM-X009.*閉じて.*Close every element/],
    ['has another root', 'OQSsiquc01req_1.xml', () => '<Other/>', /SIM-W001.*XmlMsg/],
    ['is empty', 'OQSsiquc01req_1.xml', () => '', /SIM-X008/],
    [
      'declares an entity',
      'OQSsiquc01req_1.xml',
      () => '<!DOCTYPE XmlMsg [<!ENTITY a "b">]><XmlMsg>&a;</XmlMsg>',
      /SIM-X004/,
    ],
    [
      'lacks the number',
      'OQSsiquc01req_1.xml',
      () => good().replace(/<InsuredIdentificationNumber>.*<\/InsuredIdentificationNumber>/, ''),
      /SIM-W002.*QualificationConfirmSearchInfo.*被保険者証番号/,
    ],
    [
      'names another institution',
      'OQSsiquc01req_1.xml',
      () => good().replace('1319999999', '1311111111'),
      /SIM-C003.*MedicalInstitutionCode 1311111111.*医療機関コード.*institution code/,
    ],
    ['is of an unknown kind', 'OQSsixyz01req_1.xml', good, /SIM-C001/],
    [
      'is known by name only',
      'OQSsihvq01req_1.xml',
      good,
      /SIM-C002 OQSsihvq01req OQS-IF-025\/026 資格確認（訪問診療等）:/,
    ],
    ['is of another service', 'EPSsiabc01req_1.xml', good, /SIM-C002/],
    ['is a result', 'OQSsiquc01res_1.xml', good, /SIM-C004/],
    ['is a ZIP', 'OQSsiquc01req_1.zip', good, /SIM-C005/],
    ['climbs out of the folder', '../OQSsiquc01req_1.xml', good, /SIM-F001/],
    ['hides a separator', 'OQSsiquc01req_a\\..\\b.xml', good, /SIM-F001/],
    ['has no prefix', 'hello.xml', good, /SIM-F002/],
    ['has an endless name', `OQSsiquc01req_${'x'.repeat(400)}.xml`, good, /SIM-F004/],
  ])('says why when it %s', (_, name, body, text) => {
    const reply = worldOf({ taro: adult() }).answer(name, bytesOf(body()))
    expect(reply).toMatchObject({ kind: 'fault', status: 422 })
    expect(reply.name).toMatch(/\.err$/)
    expect(textOf(reply.bytes)).toMatch(text)
  })
})
