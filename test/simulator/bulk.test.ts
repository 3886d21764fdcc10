import { describe, expect, it } from 'vitest'
import { addSeconds, civilDate, instant } from '../../src/domain/civil-date.ts'
import type { BulkLine } from '../../src/wire/bulk-eligibility.ts'
import type { Member } from '../../src/domain/person.ts'
import { download, numberOf, received, registered, registrations, results, send, upload } from './bulk-support.ts'
import {
  INSTITUTION,
  NINE,
  adult,
  ask,
  bytesOf,
  firstRecord,
  inquiry,
  newestCover,
  textOf,
  worldOf,
} from './support.ts'

const lineOf = (who: Member, personId: string | null = null): BulkLine => ({ ...newestCover(who), personId })
const later = (seconds: number) => addSeconds(NINE, seconds)
const DONE = 11

const lostCover = {
  scheme: 'kyokai' as const,
  insurerNumber: '01130012',
  symbol: '7654321',
  number: '5',
  branch: '00',
  acquired: civilDate('2020-04-01'),
  lost: { date: civilDate('2026-11-01'), reason: '99' as const },
}
const newCover = {
  scheme: 'kokuho' as const,
  insurerNumber: '138057',
  symbol: '記12',
  number: '34',
  branch: '01',
  acquired: civilDate('2026-11-01'),
}

describe('a bulk eligibility inquiry', () => {
  it('is received at once, in progress for a while, and then answered line by line', () => {
    const [taro, hanako] = [
      adult(),
      adult(
        { coverage: [{ scheme: 'kyokai', insurerNumber: '01130012', symbol: '55', number: '6', branch: '02' }] },
        20,
      ),
    ]
    const world = worldOf({ taro, hanako })
    const receipt = received(world, 'muquc', upload([lineOf(hanako, 'h'), lineOf(taro, 't')], { fileId: 'day-1' }))
    expect(receipt.MessageHeader).toEqual({
      ProcessExecutionTime: '20261121090000',
      MedicalInstitutionCode: INSTITUTION,
      ArbitraryFileIdentifier: 'day-1',
      CharacterCodeIdentifier: '0',
    })
    expect(receipt.MessageBody).toMatchObject({ ReceptionDateTime: '20261121090000' })
    const number = numberOf(receipt)
    expect(number).toMatch(/^\d{20}$/)

    const waiting = results(world, number)
    expect(waiting.MessageHeader).toMatchObject({
      SegmentOfResult: '2',
      ReceptionNumber: number,
      QualificationConfirmationDate: '20261121',
      ArbitraryFileIdentifier: 'day-1',
    })
    expect(waiting.MessageBody.BulkConfirmUnit).toBeUndefined()

    world.moveTo(later(DONE))
    const done = results(world, number)
    expect(done.MessageHeader).toMatchObject({
      SegmentOfResult: '1',
      NumberOfProcessingResult: '2',
      NumberOfNormalProcessing: '2',
      NumberOfError: '0',
    })
    const units = done.MessageBody.BulkConfirmUnit ?? []
    expect(units.map((unit) => unit.QualificationConfirmSearchInfo.ArbitraryIdentifier)).toEqual(['h', 't'])
    expect(units.map((unit) => unit.ResultOfQualificationConfirmation?.Name)).toEqual([
      hanako.name.kanji,
      taro.name.kanji,
    ])
    expect(units.map((unit) => unit.QualificationValidity)).toEqual(['1', '1'])
  })

  it.each([
    [1, 11],
    [50, 11],
    [51, 12],
    [1000, 30],
  ])('of %d lines is in progress for %d seconds, to the second before', (lines, seconds) => {
    const taro = adult()
    const world = worldOf({ taro })
    const number = send(
      world,
      Array.from({ length: lines }, () => lineOf(taro)),
    )
    world.moveTo(later(seconds - 1))
    expect(results(world, number).MessageHeader.SegmentOfResult).toBe('2')
    world.moveTo(later(seconds))
    const done = results(world, number)
    expect(done.MessageHeader.SegmentOfResult).toBe('1')
    expect(done.MessageBody.BulkConfirmUnit).toHaveLength(lines)
  })

  it('gives the same results again for another request with the same number', () => {
    const taro = adult()
    const world = worldOf({ taro })
    const number = send(world, [lineOf(taro)])
    world.moveTo(later(DONE))
    const first = results(world, number)
    // In the very second in which the results are there.
    world.change('taro', { kind: 'lose', date: '2026-11-01', reason: '99' })
    world.moveTo(later(3600))
    expect(results(world, number).MessageBody).toEqual(first.MessageBody)
    expect(ask(world, newestCover(taro)).QualificationValidity).toBe('2')
  })

  it('says in one digit whether limit data changed, and never carries limit data, consents or tickets', () => {
    const who = adult({
      coverage: [{ ...newCover, acquired: civilDate('2020-04-01'), limit: 'A03' }],
    })
    const world = worldOf({ who })
    const number = send(world, [lineOf(who)])
    world.moveTo(later(DONE))
    const record = results(world, number).MessageBody.BulkConfirmUnit?.[0]?.ResultOfQualificationConfirmation
    expect(record).toMatchObject({ InsurerNumber: '  138057', LimitApplicationCertificateChanged: '0' })
    expect(Object.keys(record ?? {}).filter((name) => /Cons|RelatedInfo|Diseases|PublicExpense/.test(name))).toEqual([])
  })

  it('calls limit data changed when they cannot be compared with those of a month ago', () => {
    const who = adult({ coverage: [newCover] })
    const world = worldOf({ who })
    const number = send(world, [lineOf(who)])
    world.moveTo(later(DONE))
    const record = results(world, number).MessageBody.BulkConfirmUnit?.[0]?.ResultOfQualificationConfirmation
    expect(record?.LimitApplicationCertificateChanged).toBe('1')
  })

  it('answers 3 without data where a newer cover exists, and 4 where nothing matches', () => {
    const who = adult({ coverage: [lostCover, newCover] })
    const world = worldOf({ who })
    const { birthDate } = who
    const old = { insurerNumber: '01130012', symbol: '7654321', number: '5', branch: '00' }
    const number = send(world, [
      { key: old, birthDate, personId: 'old' },
      { key: { ...old, number: '999' }, birthDate, personId: 'nobody' },
    ])
    world.moveTo(later(DONE))
    const units = results(world, number).MessageBody.BulkConfirmUnit ?? []
    expect(units.map((unit) => unit.QualificationValidity)).toEqual(['3', '4'])
    expect(units.every((unit) => unit.ResultOfQualificationConfirmation === undefined)).toBe(true)
  })

  it('carries the registered inquiry number beside the record, once', () => {
    const taro = adult()
    const world = worldOf({ taro })
    const reception = numberOf(
      received(world, 'muimm', registrations([{ key: newestCover(taro).key, referenceNumber: 'P-1' }])),
    )
    expect(firstRecord(ask(world, newestCover(taro)))?.ReferenceNumber).toBeUndefined()
    world.moveTo(later(DONE))
    expect(registered(world, reception).MessageHeader.SegmentOfResult).toBe('1')
    const number = send(world, [lineOf(taro)])
    world.moveTo(later(2 * DONE))
    expect(results(world, number).MessageBody.BulkConfirmUnit?.[0]?.ReferenceNumber).toBe('P-1')
  })

  it('gives identifiers, padding and the reception number back exactly as sent, in both encodings', () => {
    const taro = adult()
    const odd = '患者&#x31;&amp;&lt;｢甲｣&gt;'
    for (const encoding of ['UTF-8', 'Shift_JIS'] as const) {
      const world = worldOf({ taro }, {}, { terminal: { encoding } })
      const sent = textOf(upload([lineOf(taro, 'ONE'), lineOf(taro, 'TWO')], { fileId: 'FILE' }))
        .replace('FILE', odd)
        .replace('TWO', odd)
        .replace('<InsurerNumber>01130012', '<InsurerNumber> 1130012')
      const number = numberOf(received(world, 'muquc', bytesOf(sent)))
      world.moveTo(later(DONE))
      const text = new TextDecoder(encoding).decode(world.answer('OQSmuquc02req_1.xml', download(number)).bytes)
      expect(text).toContain(`<ArbitraryFileIdentifier>${odd}</ArbitraryFileIdentifier>`)
      expect(text.indexOf('<ArbitraryIdentifier>ONE<')).toBeLessThan(
        text.indexOf(`<ArbitraryIdentifier>${odd}</ArbitraryIdentifier>`),
      )
      expect(text).toContain(`<ReceptionNumber>${number}</ReceptionNumber>`)
      expect(text).toContain('<InsurerNumber> 1130012</InsurerNumber>')
    }
  })

  it('reads an upload in Shift_JIS', () => {
    const who = adult({ coverage: [newCover] })
    const world = worldOf({ who })
    const number = numberOf(received(world, 'muquc', upload([lineOf(who, '患者')], { encoding: 'Shift_JIS' })))
    world.moveTo(later(DONE))
    expect(results(world, number).MessageBody.BulkConfirmUnit?.[0]).toMatchObject({
      QualificationValidity: '1',
      QualificationConfirmSearchInfo: { ArbitraryIdentifier: '患者' },
    })
  })
})

describe('the reception number', () => {
  const taro = adult()
  const days = (count: number) => addSeconds(NINE, count * 86_400)

  it('is unknown before its time when the clock goes back, and known again after', () => {
    const world = worldOf({ taro })
    const number = send(world, [lineOf(taro)])
    world.moveTo(instant('2026-11-21T08:59:59+09:00'))
    expect(results(world, number).MessageHeader).toMatchObject({ SegmentOfResult: '9', ErrorCode: 'SIM-B002' })
    world.moveTo(NINE)
    expect(results(world, number).MessageHeader.SegmentOfResult).toBe('2')
    world.moveTo(later(DONE))
    expect(results(world, number).MessageHeader.SegmentOfResult).toBe('1')
  })

  it('is kept for seven days to the second', () => {
    const world = worldOf({ taro })
    const number = send(world, [lineOf(taro)])
    world.moveTo(days(7))
    expect(results(world, number).MessageHeader.SegmentOfResult).toBe('1')
    world.moveTo(addSeconds(days(7), 1))
    expect(results(world, number).MessageHeader).toMatchObject({ SegmentOfResult: '9', ErrorCode: 'SIM-B005' })
  })

  it('differs for every upload, also within one second', () => {
    const world = worldOf({ taro })
    const numbers = [1, 2, 3].map(() => send(world, [lineOf(taro)]))
    expect(new Set(numbers).size).toBe(3)
  })

  it.each([
    ['nobody received', 'OQSmuquc02req_1.xml', '12345678901234567890', 'SIM-B002'],
    ['belongs to another function', 'OQSmuimm02req_1.xml', null, 'SIM-B004'],
  ])('that %s is refused, and comes back as sent', (_, name, unknown, code) => {
    const world = worldOf({ taro })
    const number = unknown ?? send(world, [lineOf(taro)])
    const reply = world.answer(name, download(number))
    expect(reply).toMatchObject({ kind: 'refused', status: 200 })
    expect(textOf(reply.bytes)).toContain(`<ErrorCode>${code}</ErrorCode>`)
    expect(textOf(reply.bytes)).toContain(`<ReceptionNumber>${number}</ReceptionNumber>`)
  })

  it('of another institution is refused; a request in the name of another institution is given back', () => {
    const world = worldOf({ taro })
    world.state.append({
      kind: 'bulk-reception',
      func: 'quc',
      institution: '1311111111',
      number: '20261121090000999999',
      lines: 1,
      bytes: upload([lineOf(taro)]),
      refusals: [],
    })
    expect(results(world, '20261121090000999999').MessageHeader.ErrorCode).toBe('SIM-B003')
    const foreign = world.answer('OQSmuquc02req_1.xml', download('20261121090000999999', '1311111111'))
    expect(foreign).toMatchObject({ kind: 'fault', status: 422 })
    expect(textOf(foreign.bytes)).toContain('SIM-C003')
  })
})

describe('an upload that is not taken', () => {
  const taro = adult()

  it.each([
    [1000, undefined],
    [1001, 'SIM-B001'],
  ])('has more lines than allowed: %d', (lines, code) => {
    const world = worldOf({ taro })
    const bytes = upload(Array.from({ length: lines }, () => lineOf(taro)))
    const { MessageHeader, MessageBody } = received(world, 'muquc', bytes)
    expect(MessageHeader.ErrorCode).toBe(code)
    expect(MessageBody.ReceptionNumber === undefined).toBe(code !== undefined)
  })

  it.each(['line-down', 'service-closed'] as const)('meets %s, and leaves nothing behind', (fault) => {
    const world = worldOf({ taro })
    const number = send(world, [lineOf(taro)])
    world.setFault(fault, true, {})
    const serial = world.state.serial()
    const reply = world.answer('OQSmuquc01req_2.xml', upload([lineOf(taro)]))
    expect(reply).toMatchObject({ kind: 'fault', status: 200 })
    expect(textOf(reply.bytes)).toContain('<SegmentOfResult>9<')
    expect(world.state.serial()).toBe(serial)
    expect(results(world, number).MessageHeader.SegmentOfResult).toBe('9')
  })

  it.each([
    [
      'without a line',
      (xml: string) => xml.replace(/ *<QualificationConfirmSearchInfo>[^]*<\/QualificationConfirmSearchInfo>\n/, ''),
      /SIM-W002/,
    ],
    [
      'with a broken line',
      (xml: string) => xml.replace(/<Birthdate>\d+/, '<Birthdate>1'),
      /SIM-W006.*QualificationConfirmSearchInfo\[1\]/,
    ],
  ])('is given back %s', (_, change, text) => {
    const reply = worldOf({ taro }).answer('OQSmuquc01req_1.xml', bytesOf(change(textOf(upload([lineOf(taro)])))))
    expect(reply).toMatchObject({ kind: 'fault', status: 422, name: 'OQSmuquc01req_1.err' })
    expect(textOf(reply.bytes)).toMatch(text)
  })
})

describe('a bulk registration of inquiry numbers', () => {
  it('tells line by line what was registered, in order, from the moment the results are there', () => {
    const taro = adult()
    const { key } = newestCover(taro)
    const world = worldOf({ taro })
    const number = numberOf(
      received(
        world,
        'muimm',
        registrations([
          { key: { ...key, number: '999999' }, referenceNumber: 'nobody' },
          { key, referenceNumber: 'P-00123' },
        ]),
      ),
    )
    expect(registered(world, number).MessageHeader).toMatchObject({
      SegmentOfResult: '2',
      ArbitraryFileIdentifier: 'imm-1',
      ReceptionNumber: number,
    })
    world.moveTo(later(DONE - 1))
    expect(firstRecord(ask(world, newestCover(taro)))?.ReferenceNumber).toBeUndefined()
    world.moveTo(later(DONE))
    expect(firstRecord(ask(world, newestCover(taro)))?.ReferenceNumber).toBe('P-00123')
    const units = registered(world, number).MessageBody.BulkRegistrationUnit ?? []
    expect(
      units.map((unit) => [
        unit.ReferenceNumberRegistrationInfo.ReferenceNumber,
        unit.ProcessingResultStatus,
        unit.ProcessingResultCode,
      ]),
    ).toEqual([
      ['nobody', '2', 'SIM-N001'],
      ['P-00123', '1', undefined],
    ])
    world.moveTo(later(DONE - 1))
    expect(firstRecord(ask(world, newestCover(taro)))?.ReferenceNumber).toBeUndefined()
  })
})

describe('a terminal that delivers bulk results as an archive', () => {
  it('puts the same result into a plain ZIP, and nothing else', () => {
    const taro = adult()
    const [plain, zipped] = [worldOf({ taro }), worldOf({ taro }, {}, { terminal: { bulk: 'zip' } })]
    const replies = [plain, zipped].map((world) => {
      const number = send(world, [lineOf(taro)])
      expect(world.answer('OQSmuquc02req_1.xml', download(number)).name).toBe('OQSmuquc02res_1.xml')
      world.moveTo(later(DONE))
      return world.answer('OQSmuquc02req_1.xml', download(number))
    })
    expect(replies.map(({ name, contentType }) => [name, contentType])).toEqual([
      ['OQSmuquc02res_1.xml', 'text/xml; charset=UTF-8'],
      ['OQSmuquc02res_1.zip', 'application/zip'],
    ])
    const [xml, archive] = replies.map(({ bytes }) => Buffer.from(bytes))
    expect(archive?.includes(xml ?? 'nothing')).toBe(true)
    expect(archive?.subarray(30, 49).toString()).toBe('OQSmuquc02res_1.xml')
    expect(zipped.answer('OQSsiquc01req_1.xml', inquiry(newestCover(taro))).name).toBe('OQSsiquc01res_1.xml')
  })
})
