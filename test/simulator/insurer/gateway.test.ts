import { describe, expect, it } from 'vitest'
import type { RegistrationRecordInput } from '../../../src/wire/insurer-records.ts'
import { coverageStates } from '../../../src/domain/ledger.ts'
import { personNumberOf } from '../../../src/domain/person-number.ts'
import {
  KENPO,
  KOKUHO,
  NINE,
  adult,
  at,
  day,
  deskOf,
  five,
  head,
  key,
  newestCover,
  nobody,
  registerOf,
  resultsOf,
} from './support.ts'
import { ALL, ask, askMedicines, firstRecord, read } from '../support.ts'

const noDoubt: RegistrationRecordInput = { op: 'setFlags', ...head, noDoubt: { reason: '住所の表記のみ' } }

describe('a registration', () => {
  it('is processed at noon, compared by the next run, and seen the next morning', () => {
    const who = nobody()
    const { world, send, moveTo, seen } = deskOf({ who })
    const receipt = send(registerOf(who))
    expect(receipt).toMatchObject({ run: '2026-11-21T12:00:00+09:00', lines: [{ line: 2, status: 'accepted' }] })
    expect(resultsOf(world)).toEqual([])
    moveTo('2026-11-21T21:00')
    expect(resultsOf(world)).toMatchObject([
      { verdict: 'match', differs: [], visible: true, visibleFrom: '2026-11-22T06:00:00+09:00' },
    ])
    moveTo('2026-11-22T05:59')
    expect(seen(who)).toBe('4')
    moveTo('2026-11-22T06:00')
    expect(seen(who)).toBe('1')
    expect(world.cardAnswer('who')).toMatchObject({ validity: 1, record: { key: { insurerNumber: KENPO } } })
    moveTo('2026-11-22T05:59')
    expect(seen(who)).toBe('4')
  })

  it('shows what was registered to a clinic that asks', () => {
    const who = nobody()
    const { world, send, moveTo } = deskOf({ who })
    send(
      registerOf(who, {
        entries: [
          {
            historyId: 'a',
            kind: 'eligibility',
            from: day('2026-11-01'),
            attrs: { relation: 'dependant', insuredName: '見本　一郎' },
          },
          {
            historyId: 'b',
            kind: 'certificate',
            from: day('2026-11-05'),
            to: day('2027-11-30'),
            attrs: { issued: '2026-11-04' },
          },
        ],
      }),
    )
    moveTo('2026-11-22T06:00')
    const body = ask(world, {
      key: { insurerNumber: KENPO, ...key() },
      birthDate: who.birthDate,
      on: day('2026-11-22'),
    })
    expect(firstRecord(body)).toMatchObject({
      QualificationDate: '20261101',
      InsuredName: '見本　一郎',
      PersonalFamilyClassification: '2',
      InsuredCertificateIssuanceDate: '20261104',
      InsuredCardValidDate: '20261105',
      InsuredCardExpirationDate: '20271130',
      InsurerName: '見本健康保険組合',
    })
    expect(world.member('who').ledger.map((entry) => entry.type)).toEqual(['acquired', 'corrected'])
    expect(world.member('who').ledger[0]).toMatchObject({ coverage: { id: `gw-${KENPO}-a`, scheme: 'kenpo' } })
  })

  it('without a number is stored, reported, and never seen', () => {
    const who = nobody()
    const { world, send, moveTo, seen } = deskOf({ who })
    send(registerOf(who, { personNo: null }))
    moveTo('2026-12-21T06:00')
    expect(resultsOf(world)).toMatchObject([{ verdict: 'no-number', visible: false, visibleFrom: null }])
    expect(seen(who)).toBe('4')
    send({ op: 'amend', ...head, personNo: personNumberOf(who.index) })
    moveTo('2026-12-22T06:00')
    expect(seen(who)).toBe('1')
  })

  it.each([
    ['09:00', '2026-11-21T12:00:00+09:00', '2026-11-22T06:00:00+09:00'],
    ['12:00', '2026-11-21T21:00:00+09:00', '2026-11-23T06:00:00+09:00'],
    ['21:00', '2026-11-22T12:00:00+09:00', '2026-11-23T06:00:00+09:00'],
  ])('that comes at %s goes into the run after it', (time, run, visibleFrom) => {
    const who = nobody()
    const { world, send, moveTo } = deskOf({ who }, { start: at(`2026-11-21T${time}`) })
    expect(send(registerOf(who)).run).toBe(run)
    moveTo('2026-11-23T06:00')
    expect(resultsOf(world)).toMatchObject([{ visibleFrom }])
  })
})

describe('a record that differs from the resident register', () => {
  it.each([
    ['birth date', { birthDate: day('1980-05-11') }, ['birthDate']],
    ['sex', { sex: 'unset' as const }, ['sex']],
    ['spelling of a name', { kanji: '髙橋　花子' }, ['kanji']],
    ['both names', { kanji: '見本　花子', kana: 'ミホン　ハナコ' }, ['kanji', 'kana']],
    ['address', { address: '東京都見本区1-1' }, ['address']],
    ['address that is missing', { address: null }, ['address']],
    ['three items only', { kanji: '髙橋　花子', address: null }, ['kanji', 'address']],
  ])('in its %s is hidden since 2024-05', (_what, wrong, differs) => {
    const who = nobody()
    const { world, send, moveTo, seen } = deskOf({ who })
    send(registerOf(who, { five: { ...five(who), ...wrong } }))
    moveTo('2027-01-21T06:00')
    expect(resultsOf(world)).toMatchObject([{ verdict: 'mismatch', differs, visible: false, visibleFrom: null }])
    expect(seen(who)).toBe('4')
  })

  it('is compared again when it is amended', () => {
    const who = nobody()
    const { world, send, moveTo, seen } = deskOf({ who })
    send(registerOf(who, { five: { ...five(who), birthDate: day('1980-05-11') } }))
    moveTo('2026-11-25T09:00')
    send({ op: 'amend', ...head, five: five(who) })
    moveTo('2026-11-26T06:00')
    expect(resultsOf(world).map(({ verdict }) => verdict)).toEqual(['mismatch', 'match'])
    expect(seen(who)).toBe('1')
    send({ op: 'amend', ...head, five: { ...five(who), address: '東京都見本区1-1' } })
    moveTo('2026-11-26T20:59')
    expect(seen(who)).toBe('1')
    moveTo('2026-11-26T21:00')
    expect(seen(who)).toBe('4')
  })

  it('is seen unchanged after "no doubt", without another comparison', () => {
    const who = nobody()
    const { world, send, moveTo, seen } = deskOf({ who })
    send(registerOf(who, { five: { ...five(who), address: null } }))
    moveTo('2026-11-25T09:00')
    send(noDoubt)
    moveTo('2026-11-25T11:59')
    expect(seen(who)).toBe('4')
    moveTo('2026-11-25T12:00')
    expect(seen(who)).toBe('1')
    moveTo('2026-12-25T12:00')
    expect(resultsOf(world)).toHaveLength(1)
  })

  it('stays hidden when "no doubt" comes before there is a verdict to doubt', () => {
    const who = nobody()
    const { send, moveTo, seen } = deskOf({ who })
    send(registerOf(who, { five: { ...five(who), address: null } }), noDoubt)
    moveTo('2026-11-21T12:00')
    expect(seen(who)).toBe('4')
    moveTo('2026-12-25T12:00')
    expect(seen(who)).toBe('4')
  })

  it('of a foreign number that exists is hidden, and nobody else is shown', () => {
    const [who, other] = [nobody(40), nobody(41)]
    const { world, send, moveTo, seen } = deskOf({ who, other: { ...other, birthDate: day('1955-01-01') } })
    send(registerOf(who, { personNo: personNumberOf(other.index) }))
    moveTo('2026-12-25T12:00')
    expect(resultsOf(world)).toMatchObject([{ verdict: 'mismatch', visible: false }])
    expect([seen(who), world.cardAnswer('other')?.validity]).toEqual(['4', 4])
  })

  it('catches two numbers of a family that were swapped in one file', () => {
    const parent = { ...nobody(40), birthDate: day('1980-05-10') }
    const child = { ...nobody(41), birthDate: day('2012-03-04') }
    const { world, send, moveTo } = deskOf({ parent, child })
    send(
      registerOf(parent, { personNo: personNumberOf(child.index) }),
      registerOf(child, { personNo: personNumberOf(parent.index), memberKey: key('01') }),
    )
    moveTo('2026-12-25T12:00')
    expect(resultsOf(world).map(({ verdict }) => verdict)).toEqual(['mismatch', 'mismatch'])
  })

  // facts/insurer.md 2.6: the sweep of 2023.
  it.each([
    ['birth date', { birthDate: day('1980-05-11') }, '4', 'SIM-M005'],
    ['both names', { kanji: '見本　花子', kana: 'ミホン　ハナコ' }, '1', 'SIM-M005'],
    ['a name and the address', { kanji: '見本　花子', address: null }, '1', 'SIM-M005'],
    ['address', { address: null }, '1', 'SIM-M005'],
    ['one name', { kanji: '見本　花子' }, '1', '1'],
    ['nothing', {}, '1', '1'],
  ])('in its %s hid by class before: eligibility %s, medicines %s', (_what, wrong, validity, medicines) => {
    const who = nobody()
    const { world, send, moveTo, seen } = deskOf(
      {
        who: adult(
          { coverage: [], card: { issued: day('2022-06-01'), certificate: { expiry: day('2027-05-10') } } },
          40,
        ),
      },
      { start: at('2024-01-15T09:00') },
    )
    send(
      registerOf(who, {
        five: { ...five(who), ...wrong },
        entries: [{ historyId: 'a', kind: 'eligibility', from: day('2024-01-01') }],
      }),
    )
    moveTo('2024-01-16T09:00')
    read(world, 'who', ['face'], ALL)
    expect(seen(who)).toBe(validity)
    expect(askMedicines(world, { insurerNumber: KENPO, ...key() }).ResultCode).toBe(medicines)
  })
})

describe('a membership', () => {
  const registered = (options = {}) => {
    const who = nobody()
    const desk = deskOf({ who }, {}, options)
    desk.send(registerOf(who))
    desk.moveTo('2026-11-25T09:00')
    return { who, ...desk }
  }

  it('is closed by the next run, for days from the loss on', () => {
    const { who, send, moveTo, seen } = registered()
    send({ op: 'close', ...head, lossDate: day('2026-11-20'), reason: '99' })
    moveTo('2026-11-25T11:59')
    expect(seen(who)).toBe('1')
    moveTo('2026-11-25T12:00')
    expect([seen(who, '2026-11-19'), seen(who, '2026-11-20'), seen(who)]).toEqual(['1', '2', '2'])
    send({ op: 'close', ...head, lossDate: day('2026-11-22'), reason: '99' })
    moveTo('2026-11-25T21:00')
    expect([seen(who, '2026-11-21'), seen(who, '2026-11-22')]).toEqual(['1', '2'])
  })

  it('that is voided never was', () => {
    const { who, send, moveTo, seen } = registered()
    send({ op: 'void', ...head })
    moveTo('2026-11-25T12:00')
    expect([seen(who, '2026-11-10'), seen(who)]).toEqual(['4', '4'])
    expect(send({ op: 'close', ...head, lossDate: day('2026-11-20'), reason: '99' }).lines).toMatchObject([
      { code: 'INS-V10' },
    ])
  })

  it('may be registered again after it was voided', () => {
    const { who, send, moveTo, seen } = registered()
    send({ op: 'void', ...head })
    expect(send(registerOf(who)).lines).toMatchObject([{ status: 'accepted' }])
    moveTo('2026-11-26T06:00')
    expect(seen(who)).toBe('1')
  })

  it('gets new numbers from a day on, without a gap or a day twice', () => {
    const { who, world, send, moveTo, seen } = registered()
    const newKey = { symbol: '6', number: '100', branch: '00' }
    send({ op: 'rekey', ...head, newKey, from: day('2026-11-20') })
    moveTo('2026-11-25T12:00')
    expect([seen(who, '2026-11-19'), seen(who, '2026-11-20')]).toEqual(['1', '3'])
    expect([seen(who, '2026-11-19', newKey), seen(who, '2026-11-20', newKey)]).toEqual(['4', '1'])
    expect(world.cardAnswer('who', day('2026-11-19'))?.record?.key).toMatchObject({ number: '77' })
    expect(world.cardAnswer('who', day('2026-11-20'))?.record?.key).toMatchObject({ number: '100' })
    send({ op: 'close', insurerNo: KENPO, memberKey: newKey, lossDate: day('2026-11-24'), reason: '99' })
    moveTo('2026-11-25T21:00')
    expect([seen(who, '2026-11-23', newKey), seen(who, '2026-11-24', newKey)]).toEqual(['1', '2'])
  })

  it('shows the value that stands: a voided one never comes back', () => {
    const who = nobody()
    const { world, send, moveTo } = deskOf({ who: { ...who, birthDate: day('1953-05-10') } })
    const old = { ...who, birthDate: day('1953-05-10') }
    const elderly = (historyId: string, ratio: string, from = '2026-11-01') =>
      ({ historyId, kind: 'elderly', from: day(from), to: day('2027-07-31'), attrs: { ratio } }) as const
    const ratio = () =>
      firstRecord(
        ask(world, { key: { insurerNumber: KENPO, ...key() }, birthDate: old.birthDate, on: day('2026-11-25') }),
      )?.ElderlyRecipientCertificateInfo?.ElderlyRecipientContributionRatio
    send(
      registerOf(old, {
        entries: [{ historyId: 'e', kind: 'eligibility', from: day('2026-11-01') }, elderly('A', '020')],
      }),
    )
    moveTo('2026-11-22T09:00')
    expect(ratio()).toBe('020')
    send({ op: 'amend', ...head, entries: [elderly('B', '030')] })
    moveTo('2026-11-22T12:00')
    expect(ratio()).toBe('030')
    send({ op: 'amend', ...head, entries: [elderly('old', '010', '2025-08-01')] })
    moveTo('2026-11-22T21:00')
    expect(ratio()).toBe('030')
    send({ op: 'amend', ...head, voids: ['A'] })
    moveTo('2026-11-23T12:00')
    expect(ratio()).toBe('030')
    send({ op: 'amend', ...head, voids: ['B'], entries: [elderly('C', '010', '2026-11-24')] })
    moveTo('2026-11-23T21:00')
    expect(ratio()).toBe('010')
    moveTo('2026-11-24T00:00')
    expect(ratio()).toBe('010')
  })

  it('of somebody who was covered before the world began is changed by its numbers', () => {
    const who = adult()
    const numbers = { symbol: '1234567', number: '89', branch: '01' }
    const desk = deskOf({ who }, {}, {}, '01130012')
    const at01 = { insurerNo: '01130012', memberKey: numbers } as const
    expect(desk.send(registerOf(who, { ...at01 })).lines).toMatchObject([{ code: 'INS-V14' }])
    expect(desk.send(registerOf(who, { ...at01, memberKey: key() })).lines).toMatchObject([{ code: 'INS-V02' }])
    expect(desk.send({ op: 'close', ...at01, lossDate: day('2026-11-20'), reason: '99' }).lines).toMatchObject([
      { status: 'accepted' },
    ])
    desk.moveTo('2026-11-21T12:00')
    expect([desk.seen(who, '2026-11-19', numbers), desk.seen(who, '2026-11-20', numbers)]).toEqual(['1', '2'])
    const rejoined = registerOf(who, {
      ...at01,
      memberKey: { ...numbers, number: '90' },
      entries: [{ historyId: 'again', kind: 'eligibility', from: day('2026-11-21') }],
    })
    expect(desk.send(rejoined).lines).toMatchObject([{ status: 'accepted' }])
    desk.moveTo('2026-11-23T06:00')
    expect([desk.seen(who, undefined, numbers), desk.seen(who, undefined, { ...numbers, number: '90' })]).toEqual([
      '3',
      '1',
    ])
  })

  it('that stood before the world began is hidden by a difference, shown again as it was, and renumbered', () => {
    const elder = adult({
      birthDate: day('1953-05-10'),
      coverage: [
        {
          scheme: 'kyokai',
          insurerNumber: '01130012',
          symbol: '1',
          number: '2',
          branch: '00',
          acquired: day('2020-04-01'),
          ratio: '030',
        },
      ],
    })
    const numbers = { symbol: '1', number: '2', branch: '00' }
    const { world, send, moveTo, seen } = deskOf({ elder }, {}, {}, '01130012')
    const ours = { insurerNo: '01130012', memberKey: numbers } as const
    const before = coverageStates(elder.ledger, NINE)
    send({ op: 'amend', ...ours, five: { ...five(elder), sex: 'unset' } })
    moveTo('2026-11-21T20:59')
    expect(seen(elder, undefined, numbers)).toBe('1')
    moveTo('2026-11-21T21:00')
    expect(seen(elder, undefined, numbers)).toBe('4')
    expect(coverageStates(world.member('elder').ledger, at('2027-12-31T00:00'))).toEqual([])
    send({ op: 'amend', ...ours, five: five(elder) })
    moveTo('2026-11-23T06:00')
    expect(coverageStates(world.member('elder').ledger, world.now())).toEqual(before)
    const newKey = { symbol: '1', number: '3', branch: '00' }
    send({ op: 'rekey', ...ours, newKey, from: day('2026-11-23') })
    moveTo('2026-11-23T12:00')
    expect([seen(elder, '2026-11-22', numbers), seen(elder, undefined, newKey)]).toEqual(['1', '1'])
    const [old, next] = coverageStates(world.member('elder').ledger, world.now())
    expect([old?.loss?.date, next?.acquired, next?.elderly]).toEqual(['2026-11-23', '2026-11-23', old?.elderly])
    const later = coverageStates(world.member('elder').ledger, at('2027-08-02T00:00'))
    expect(later[1]?.elderly?.from).toBe('2027-08-01')
  })

  it('of the population is changed by its numbers', () => {
    const desk = deskOf({})
    const member = desk.world.member('#5')
    const { key: found, birthDate } = newestCover(member, NINE)
    const { insurerNumber, ...numbers } = found
    const insurer = desk.world.gateway.insurer(insurerNumber)
    if (insurer === null) throw new Error('no insurer')
    const record = { op: 'void', insurerNo: insurerNumber, memberKey: numbers }
    expect(desk.world.gateway.receive(insurer, JSON.stringify(record)).lines).toMatchObject([{ status: 'accepted' }])
    expect(desk.world.numberAnswer(found, birthDate).validity).toBe(1)
    desk.moveTo('2026-11-21T12:00')
    expect(desk.world.numberAnswer(found, birthDate).validity).toBe(4)
  })

  it('carries its flags while it lasts, and not to the next insurer', () => {
    const { who, world, send, moveTo } = registered()
    send({ op: 'setFlags', ...head, noSelfInfo: true, hideDisclosure: true })
    moveTo('2026-11-25T11:59')
    expect(world.cardAnswer('who')?.validity).toBe(1)
    moveTo('2026-11-25T12:00')
    expect(world.cardAnswer('who')?.validity).toBe(4)
    const body = ask(world, {
      key: { insurerNumber: KENPO, ...key() },
      birthDate: who.birthDate,
      on: day('2026-11-25'),
    })
    expect(firstRecord(body)).toBeDefined()
    expect(firstRecord(body)?.Address).toBeUndefined()
    send({ op: 'close', ...head, lossDate: day('2026-11-25'), reason: '03' })
    moveTo('2026-11-25T21:00')
    expect(world.cardState('who')?.flags).toEqual({ nonDisclosure: false, noSelfInfo: false })
    moveTo('2026-11-25T12:00')
    expect(world.cardState('who')?.flags).toEqual({ nonDisclosure: true, noSelfInfo: true })
  })

  it('lets a card work to the end of the month after the application', () => {
    const { world, send, moveTo } = registered()
    send({ op: 'unregisterCard', ...head, appliedOn: day('2026-11-24') })
    moveTo('2026-12-31T23:59')
    expect(world.cardState('who')?.registration).toBe('REGISTERED')
    moveTo('2027-01-01T00:00')
    expect(world.cardState('who')?.registration).toBe('REMOVED')
  })

  it('takes an application of the day itself, and none of the day after', () => {
    const { send } = registered()
    const [refused] = send({ op: 'unregisterCard', ...head, appliedOn: day('2026-11-26') }).lines
    expect([refused?.code, refused?.ja, refused?.en]).toEqual([
      'INS-V17',
      'appliedOn 2026-11-26 > 2026-11-25(5 77 00): 申請日が受付の日より後です。申請日を確かめ、申請を受けた日以後に送ってください。',
      'appliedOn 2026-11-26 > 2026-11-25 (5 77 00): The application is dated after the day on which it was received. See whether the day is right, and send it on that day or later.',
    ])
    expect(send({ op: 'unregisterCard', ...head, appliedOn: day('2026-11-25') }).lines).toMatchObject([
      { status: 'accepted' },
    ])
  })

  it('overlaps with another without being refused: the older one answers until it is closed', () => {
    const who = adult()
    const { world, send, moveTo } = deskOf({ who })
    expect(send(registerOf(who)).lines).toMatchObject([{ status: 'accepted' }])
    moveTo('2026-11-22T06:00')
    const shown = () => world.cardAnswer('who')?.record?.key.insurerNumber
    expect(shown()).toBe('01130012')
    world.change('who', { kind: 'lose', date: '2026-11-01', reason: '99' })
    expect(shown()).toBe(KENPO)
  })
})

describe('a clock that goes back', () => {
  it('takes a file where it is, and knows all of them when it goes on', () => {
    const [who, other] = [nobody(40), nobody(41)]
    const { world, send, moveTo, seen } = deskOf({ who, other: { ...other, birthDate: day('1955-01-01') } })
    moveTo('2026-11-25T09:00')
    send(registerOf(who))
    moveTo('2026-11-22T09:00')
    expect(send({ op: 'void', ...head }).lines).toMatchObject([{ code: 'INS-V10' }])
    const second = { ...other, birthDate: day('1955-01-01') }
    send(registerOf(second, { memberKey: key('01') }))
    moveTo('2026-11-25T10:00')
    expect(send(registerOf(who)).lines).toMatchObject([{ code: 'INS-V14' }])
    expect(send(registerOf(second, { memberKey: key('02') })).lines).toMatchObject([{ code: 'INS-V02' }])
    moveTo('2026-11-26T06:00')
    expect([seen(who), seen(second, undefined, key('01'))]).toEqual(['1', '1'])
    expect(resultsOf(world)).toHaveLength(2)
  })
})

describe('a refused line', () => {
  const who = nobody(40)
  const other = nobody(41)
  const bad = (more: object): string => JSON.stringify({ ...registerOf(who), ...more })

  it.each<readonly [string, string, string]>([
    ['INS-V01', 'a plausible number', bad({ personNo: '123456789018' })],
    [
      'INS-V01',
      'a number with a right check digit',
      bad({ personNo: personNumberOf(40).slice(0, 11) + String((Number(personNumberOf(40)[11]) + 9) % 10) }),
    ],
    ['INS-V01', 'a number of nobody', bad({ personNo: personNumberOf(9_999_999_999) })],
    ['INS-V02', 'the number of another member', bad({ memberKey: key('02'), personNo: personNumberOf(41) })],
    ['INS-V03', 'a branch of one digit', bad({ memberKey: key('1') })],
    ['INS-V03', 'no branch', bad({ memberKey: { ...key(), branch: null } })],
    ['INS-V03', 'a number in full width', bad({ memberKey: key('00', '１２') })],
    ['INS-V07', 'no JSON', '{'],
    ['INS-V07', 'an unknown field', bad({ colour: 'red' })],
    [
      'INS-V07',
      'a day that does not exist',
      bad({ entries: [{ historyId: 'x', kind: 'eligibility', from: '2026-02-30' }] }),
    ],
    ['INS-V08', 'a wrong check digit', bad({ insurerNo: '06139993' })],
    ['INS-V09', 'another insurer', bad({ insurerNo: '01130012' })],
    ['INS-V10', 'an unknown member', JSON.stringify({ op: 'void', insurerNo: KENPO, memberKey: key('09') })],
    ['INS-V11', 'a branch of somebody else', bad({ memberKey: key('01') })],
    [
      'INS-V12',
      'a loss before the acquisition',
      JSON.stringify({ op: 'close', insurerNo: KENPO, memberKey: key('01'), lossDate: '2026-10-31', reason: '99' }),
    ],
    [
      'INS-V12',
      'an end before its beginning',
      bad({ entries: [{ historyId: 'x', kind: 'eligibility', from: '2026-11-02', to: '2026-11-01' }] }),
    ],
    [
      'INS-V13',
      'an entry that stands',
      JSON.stringify({
        op: 'amend',
        insurerNo: KENPO,
        memberKey: key('01'),
        entries: [{ historyId: 'h41', kind: 'elderly', from: '2026-11-01' }],
      }),
    ],
    [
      'INS-V13',
      'one id twice',
      bad({ entries: [1, 2].map(() => ({ historyId: 'x', kind: 'eligibility', from: '2026-11-02' })) }),
    ],
    ['INS-V14', 'somebody registered already', JSON.stringify(registerOf(other, { memberKey: key('01') }))],
    [
      'INS-V15',
      'an unknown entry',
      JSON.stringify({ op: 'amend', insurerNo: KENPO, memberKey: key('01'), voids: ['zzz'] }),
    ],
    [
      'INS-V17',
      'an application of tomorrow',
      JSON.stringify({ op: 'unregisterCard', insurerNo: KENPO, memberKey: key('01'), appliedOn: '2026-11-22' }),
    ],
    ['INS-V16', 'nothing to amend', JSON.stringify({ op: 'amend', insurerNo: KENPO, memberKey: key('01') })],
    ['INS-V16', 'no eligibility', bad({ entries: [{ historyId: 'x', kind: 'elderly', from: '2026-11-02' }] })],
    [
      'INS-V16',
      'new numbers without a day',
      JSON.stringify({ op: 'rekey', insurerNo: KENPO, memberKey: key('01'), newKey: key('07') }),
    ],
  ])('%s: %s, and the lines around it are taken', (code, _what, line) => {
    const { world } = deskOf({ who, other })
    const insurer = world.gateway.insurer(KENPO)
    if (insurer === null) throw new Error('no insurer')
    const first = JSON.stringify(registerOf(other, { memberKey: key('01') }))
    const { lines } = world.gateway.receive(insurer, [first, line, JSON.stringify(registerOf(who))].join('\r\n'))
    expect(lines.map((each) => each.code)).toEqual([null, code, null])
    expect(lines[1]?.ja).toMatch(/[ぁ-ん]/)
    expect(lines[1]?.en).toMatch(/[A-Z]/)
    expect(JSON.stringify(lines)).not.toContain(personNumberOf(41))
    expect(world.gateway.log(insurer, 0).map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted'])
  })

  it.each([
    ['eight digits and nothing else', { symbol: null, number: '12345678', branch: null }, null],
    ['seven digits', { symbol: null, number: '1234567', branch: null }, 'INS-V03'],
    ['a branch', { symbol: null, number: '12345678', branch: '01' }, 'INS-V03'],
    ['a symbol', { symbol: '1', number: '12345678', branch: null }, 'INS-V03'],
  ])('of 後期 has %s', (_what, memberKey, code) => {
    const { send } = deskOf({ who }, {}, {}, '39139993')
    const { lines } = send(registerOf(who, { insurerNo: '39139993', memberKey }))
    expect(lines[0]?.code).toBe(code)
  })

  it('keeps the branch of the living; after a death it may be given again', () => {
    const { send } = deskOf({ who, other }, {}, {}, KOKUHO)
    const kokuho = { insurerNo: KOKUHO, memberKey: key('01') } as const
    send(registerOf(other, kokuho))
    expect(send(registerOf(who, kokuho)).lines).toMatchObject([{ code: 'INS-V11' }])
    send({ op: 'close', ...kokuho, lossDate: day('2026-11-20'), reason: '99' })
    expect(send(registerOf(who, kokuho)).lines).toMatchObject([{ code: 'INS-V11' }])
    send({ op: 'close', ...kokuho, lossDate: day('2026-11-20'), reason: '01' })
    expect(send(registerOf(who, kokuho)).lines).toMatchObject([{ code: null }])
  })
})
