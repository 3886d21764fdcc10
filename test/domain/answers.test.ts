import { describe, expect, it } from 'vitest'
import { type OverlapPolicy, answerToCard, answerToNumber, cardCoverage, matchKey } from '../../src/domain/answers.ts'
import { type CivilDate, type Instant, civilDate, instant, instantOf } from '../../src/domain/civil-date.ts'
import type { Coverage, CoverageKey, LedgerEvent, LossReason } from '../../src/domain/ledger.ts'
import type { Member } from '../../src/domain/person.ts'
import { cardWith, coverageWith } from '../support/domain-builders.ts'

const A: CoverageKey = { insurerNumber: '06139992', symbol: '123', number: '45', branch: '00' }
const B: CoverageKey = { insurerNumber: '34139998', symbol: '9', number: '8', branch: '00' }
const KOKUHO: CoverageKey = { insurerNumber: '138016', symbol: '07', number: '0012', branch: '01' }

const LONG_AGO = instant('2020-01-01T00:00:00+09:00')

/** What an insurer told the service, in the order in which it was told. */
type Entry =
  | { readonly joined: string; readonly key?: CoverageKey; readonly cover?: Partial<Coverage>; readonly told?: string }
  | { readonly left: string; readonly of?: CoverageKey; readonly reason?: LossReason; readonly told?: string }
  | { readonly void: number; readonly told?: string }

const idOf = (key: CoverageKey): string => `${key.insurerNumber}-${key.number}-${key.branch ?? ''}`
const toldAt = (text: string | undefined): Instant => (text === undefined ? LONG_AGO : instant(`${text}+09:00`))

function eventOf(entry: Entry, sequence: number): LedgerEvent {
  const known = { knownAt: toldAt(entry.told), sequence }
  if ('void' in entry) return { ...known, type: 'voided', target: entry.void }
  if ('left' in entry) {
    return {
      ...known,
      type: 'lost',
      coverageId: idOf(entry.of ?? A),
      lossDate: civilDate(entry.left),
      reason: entry.reason ?? '99',
    }
  }
  const key = entry.key ?? A
  return {
    ...known,
    type: 'acquired',
    coverage: coverageWith({ id: idOf(key), key, acquired: civilDate(entry.joined), ...entry.cover }),
  }
}

let next = 0
const person = (entries: readonly Entry[], changes: Partial<Member> = {}): Member => ({
  index: (next += 1),
  name: { kanji: '見本　花子', kana: 'ミホン　ハナコ' },
  otherName: null,
  sex: 'female',
  birthDate: civilDate('1980-05-10'),
  address: { postal: '100-0001', text: '東京都見本区見本1-1-1' },
  ledger: entries.map(eventOf),
  card: cardWith(),
  ...changes,
})

const noon = (day: string): Instant => instantOf(civilDate(day), '12:00')

const byCard = (member: Member, day: string, knownAt: Instant = noon(day), overlap: OverlapPolicy = 'OLDER') =>
  answerToCard(member, civilDate(day), knownAt, overlap)

const byNumber = (
  members: Member | readonly Member[],
  key: CoverageKey,
  day: string,
  knownAt: Instant = noon(day),
  birthDate: CivilDate = civilDate('1980-05-10'),
) => answerToNumber(matchKey([members].flat(), key, birthDate, knownAt), civilDate(day), knownAt)

describe('an answer', () => {
  const employee = person([{ joined: '2024-04-01' }])

  it('is 1 with the record while the cover is open, by card and by number', () => {
    expect(byCard(employee, '2026-11-21')).toEqual({
      validity: 1,
      record: {
        key: A,
        scheme: 'kenpo',
        classification: '01',
        name: '見本　花子',
        birthDate: '1980-05-10',
        koukiRatio: null,
        elderly: null,
        limitBand: null,
        loss: null,
      },
    })
    expect(byNumber(employee, A, '2026-11-21')).toMatchObject({ validity: 1, record: { key: A } })
  })

  it('begins on the day of acquisition', () => {
    expect([byCard(employee, '2024-03-31').validity, byCard(employee, '2024-04-01').validity]).toEqual([4, 1])
    expect([byNumber(employee, A, '2024-03-31').validity, byNumber(employee, A, '2024-04-01').validity]).toEqual([4, 1])
  })

  it('flips on the loss day, which is the first day without cover (rules.md 2.1 row T1)', () => {
    const left = person([{ joined: '2024-04-01' }, { left: '2026-11-01', reason: '03' }])
    expect(byCard(left, '2026-10-31').validity).toBe(1)
    expect(byCard(left, '2026-11-01')).toMatchObject({
      validity: 2,
      record: { key: A, loss: { date: '2026-11-01', reason: '03' } },
    })
    expect(byNumber(left, A, '2026-10-31').validity).toBe(1)
    expect(byNumber(left, A, '2026-11-01')).toMatchObject({ validity: 2, record: { loss: { date: '2026-11-01' } } })
  })

  it('covers the day of a death and not the next (rules.md 2.5)', () => {
    const dead = person([{ joined: '2024-04-01' }, { left: '2026-11-11', reason: '01' }])
    expect([byCard(dead, '2026-11-10').validity, byCard(dead, '2026-11-11').validity]).toEqual([1, 2])
  })
})

describe('what is known when', () => {
  it('shows a loss that is registered late only from that moment, but then for the days it is about (rules.md 2.5)', () => {
    const retroactive = person([{ joined: '2024-04-01' }, { left: '2026-11-01', told: '2026-11-21T10:05:00' }])
    const at = (time: string) => byCard(retroactive, '2026-11-21', instant(`2026-11-21T${time}+09:00`)).validity
    expect([at('10:04:59'), at('10:05:00')]).toEqual([1, 2])
    expect(byNumber(retroactive, A, '2026-10-31', noon('2026-11-22')).validity).toBe(1)
    expect(byNumber(retroactive, A, '2026-11-01', noon('2026-11-22')).validity).toBe(2)
    expect(byNumber(retroactive, A, '2026-11-01', noon('2026-11-20')).validity).toBe(1)
  })

  it('answers 4 until a registration has arrived, and then from the first day of cover (counter.md S18)', () => {
    const lagging = person([{ joined: '2026-11-01', told: '2026-11-20T08:00:00' }])
    expect([byCard(lagging, '2026-11-19').validity, byCard(lagging, '2026-11-20').validity]).toEqual([4, 1])
    expect(byNumber(lagging, A, '2026-11-03', noon('2026-11-03')).validity).toBe(4)
    expect(byNumber(lagging, A, '2026-11-03', noon('2026-11-20')).validity).toBe(1)
  })

  it('lets a voided loss never have happened, and a voided cover never have existed (counter.md S07)', () => {
    const restored = person([
      { joined: '2024-04-01' },
      { left: '2026-11-01' },
      { void: 1, told: '2026-11-15T00:00:00' },
    ])
    expect([byCard(restored, '2026-11-14').validity, byCard(restored, '2026-11-15').validity]).toEqual([2, 1])
    const neverPaid = person([{ joined: '2026-10-01' }, { void: 0, told: '2026-11-15T00:00:00' }])
    expect([byCard(neverPaid, '2026-11-14').validity, byCard(neverPaid, '2026-11-15').validity]).toEqual([1, 4])
    expect(byNumber(neverPaid, A, '2026-10-20', noon('2026-11-15')).validity).toBe(4)
  })
})

describe('an inquiry by number', () => {
  const branch = (text: string): CoverageKey => ({ ...A, branch: text })
  const twins = [
    person([{ joined: '2024-04-01', key: branch('01') }]),
    person([{ joined: '2024-04-01', key: branch('02') }]),
  ]

  it('answers 5 to twins without the branch, and the right one with it (wire.md ASM-23)', () => {
    expect(byNumber(twins, { ...A, branch: null }, '2026-11-21')).toEqual({ validity: 5, record: null, match: null })
    expect(byNumber(twins, branch('02'), '2026-11-21')).toMatchObject({
      validity: 1,
      match: { member: { index: twins[1]?.index } },
    })
  })

  it('answers 4 to a branch that nobody has', () => {
    expect(byNumber(twins, branch('03'), '2026-11-21')).toEqual({ validity: 4, record: null, match: null })
  })

  it('answers 4 to a wrong birth date (wire.md ASM-24)', () => {
    expect(
      byNumber(person([{ joined: '2024-04-01' }]), A, '2026-11-21', noon('2026-11-21'), civilDate('1980-05-11'))
        .validity,
    ).toBe(4)
  })

  it.each([
    ['insurer', { insurerNumber: '06139993' }],
    ['symbol', { symbol: '0123' }],
    ['number', { number: '045' }],
  ])('answers 4 to another %s', (_title, change) => {
    expect(byNumber(person([{ joined: '2024-04-01' }]), { ...A, ...change }, '2026-11-21').validity).toBe(4)
  })

  const changed = person([
    { joined: '2024-04-01' },
    { left: '2026-11-01', reason: '03' },
    { joined: '2026-11-01', key: B },
  ])

  it('answers 3 to the old numbers after a change of insurer, where the card answers 1 with the new ones (rules.md 2.3)', () => {
    expect(byNumber(changed, A, '2026-11-21')).toMatchObject({ validity: 3, record: { key: A } })
    expect(byCard(changed, '2026-11-21')).toMatchObject({ validity: 1, record: { key: B } })
    expect(byNumber(changed, B, '2026-11-21').validity).toBe(1)
  })

  it.each([
    ['2026-10-31', 1, 4],
    ['2026-11-01', 3, 1],
  ])(
    'turns over on the day of 同日得喪: on %s the old key answers %i, the new one %i (rules.md 2.5)',
    (day, old, fresh) => {
      expect([byNumber(changed, A, day).validity, byNumber(changed, B, day).validity]).toEqual([old, fresh])
    },
  )

  it('answers 3 as soon as the new cover is known, and 2 before', () => {
    const later = person([
      { joined: '2024-04-01' },
      { left: '2026-11-01' },
      { joined: '2026-11-01', key: B, told: '2026-11-20T00:00:00' },
    ])
    expect([byNumber(later, A, '2026-11-19').validity, byNumber(later, A, '2026-11-20').validity]).toEqual([2, 3])
  })

  it('answers 2 when the cover that is open is the older one (rules.md 2.3: 3 means a newer one)', () => {
    const backAgain = person([{ joined: '2020-04-01', key: B }, { joined: '2026-04-01' }, { left: '2026-11-01' }])
    expect(byNumber(backAgain, A, '2026-11-21').validity).toBe(2)
  })

  it('answers 2 between two covers, and 2 to the last of them by card', () => {
    const gap = person([{ joined: '2024-04-01' }, { left: '2026-11-01' }, { joined: '2026-12-01', key: B }])
    expect(byNumber(gap, A, '2026-11-21').validity).toBe(2)
    expect(byCard(gap, '2026-11-21')).toMatchObject({ validity: 2, record: { key: A } })
    expect(byNumber(gap, B, '2026-11-21').validity).toBe(4)
  })

  it('finds an open cover again under numbers that were lost once', () => {
    const again = person([{ joined: '2020-04-01' }, { left: '2021-04-01' }])
    const rejoined = {
      ...again,
      ledger: [...again.ledger, eventOf({ joined: '2026-04-01', cover: { id: 'again' } }, 9)],
    }
    expect(byNumber(rejoined, A, '2026-11-21').validity).toBe(1)
  })
})

describe('an inquiry by card', () => {
  it('answers 4 to somebody who never had cover, and to a DV-flagged holder (rules.md 2.1 row K)', () => {
    expect(byCard(person([]), '2026-11-21')).toEqual({ validity: 4, record: null })
    const hidden = person([{ joined: '2024-04-01' }], {
      card: cardWith({ flags: { nonDisclosure: true, noSelfInfo: true } }),
    })
    expect(byCard(hidden, '2026-11-21')).toEqual({ validity: 4, record: null })
    expect(byNumber(hidden, A, '2026-11-21').validity).toBe(1)
  })

  it('answers a person whose history alone is closed to himself', () => {
    const closed = person([{ joined: '2024-04-01' }], {
      card: cardWith({ flags: { nonDisclosure: true, noSelfInfo: false } }),
    })
    expect(byCard(closed, '2026-11-21').validity).toBe(1)
  })

  it('shows the last of several lost covers', () => {
    const lost = person([
      { joined: '2024-04-01', key: B },
      { left: '2026-10-01', of: B },
      { joined: '2020-04-01' },
      { left: '2024-04-01' },
    ])
    expect(byCard(lost, '2026-11-21')).toMatchObject({ validity: 2, record: { key: B } })
  })

  const overlap = person([{ joined: '2024-04-01' }, { joined: '2026-11-01', key: B }])

  it.each([
    ['OLDER', A],
    ['NEWER', B],
  ] as const)('shows of two open covers the %s (wire.md ASM-29)', (policy, key) => {
    expect(byCard(overlap, '2026-11-21', noon('2026-11-21'), policy)).toMatchObject({ validity: 1, record: { key } })
  })

  it('knows no day of lawful double cover for employees: the older stands on the first day of the newer', () => {
    expect(byCard(overlap, '2026-11-01')).toMatchObject({ record: { key: A } })
  })

  it('shows the newer one once the older is closed, also with an earlier date (counter.md S06)', () => {
    const closed = {
      ...overlap,
      ledger: [...overlap.ledger, eventOf({ left: '2026-11-01', told: '2026-11-20T00:00:00' }, 9)],
    }
    expect(byCard(closed, '2026-11-19')).toMatchObject({ record: { key: A } })
    expect(byCard(closed, '2026-11-20')).toMatchObject({ validity: 1, record: { key: B } })
  })

  const joinsWork = (left: string) =>
    person([
      { joined: '2024-04-01', key: KOKUHO, cover: { scheme: 'kokuho' } },
      { left, of: KOKUHO, reason: '03' },
      { joined: '2026-11-01', key: A },
    ])

  it('shows the new cover on the one day of double cover that the law makes for 国保 (insurer.md 1.7)', () => {
    const member = joinsWork('2026-11-02')
    expect(byCard(member, '2026-10-31')).toMatchObject({ validity: 1, record: { key: KOKUHO } })
    expect(byCard(member, '2026-11-01')).toMatchObject({ validity: 1, record: { key: A } })
    expect(byNumber(member, KOKUHO, '2026-11-01').validity).toBe(1)
    expect(byNumber(member, KOKUHO, '2026-11-02').validity).toBe(3)
  })

  it('shows the older 国保 again when its loss is not registered by the next day (counter.md S10)', () => {
    const member = joinsWork('2026-11-10')
    expect(byCard(member, '2026-11-02')).toMatchObject({ record: { key: KOKUHO } })
  })

  it('gives 後期 its own day: the birthday belongs to it (rules.md 2.5)', () => {
    const kouki: CoverageKey = { insurerNumber: '39131016', symbol: null, number: '12345678', branch: null }
    const member = person(
      [
        { joined: '2020-04-01', key: KOKUHO, cover: { scheme: 'kokuho' } },
        { left: '2026-11-22', of: KOKUHO },
        { joined: '2026-11-21', key: kouki, cover: { scheme: 'kouki', koukiRatio: '010' } },
      ],
      { birthDate: civilDate('1951-11-21') },
    )
    expect(byCard(member, '2026-11-20')).toMatchObject({ record: { scheme: 'kokuho' } })
    expect(byCard(member, '2026-11-21')).toMatchObject({ record: { scheme: 'kouki', koukiRatio: '010' } })
  })

  const ticket: CoverageKey = { insurerNumber: '12130000', symbol: null, number: '1234567', branch: null }
  const assisted: Entry = { joined: '2026-10-01', key: ticket, cover: { scheme: 'assistance', classification: 'A1' } }

  it('answers 6 to medical assistance without a ticket, by card and by number (rules.md 2.1 row AF)', () => {
    const member = person([
      { joined: '2020-04-01', key: KOKUHO, cover: { scheme: 'kokuho' } },
      { left: '2026-10-01', of: KOKUHO, reason: '02' },
      assisted,
    ])
    expect(byCard(member, '2026-11-14')).toMatchObject({ validity: 6, record: { classification: 'A1' } })
    expect(byNumber(member, ticket, '2026-11-14')).toMatchObject({ validity: 6 })
    expect(byCard(member, '2026-09-30')).toMatchObject({ validity: 1, record: { key: KOKUHO } })
  })

  it('shows the insurance first when medical assistance stands beside it (rules.md 2.1 row AF)', () => {
    expect(byCard(person([{ joined: '2024-04-01' }, assisted]), '2026-11-14')).toMatchObject({
      validity: 1,
      record: { key: A },
    })
  })

  it('never answers 3 or 5 (rules.md 2.3)', () => {
    const members = [overlap, joinsWork('2026-11-02'), person([]), person([assisted])]
    for (const member of members) {
      for (const day of ['2023-01-01', '2026-10-31', '2026-11-01', '2026-11-02', '2027-01-01']) {
        expect([1, 2, 6, undefined]).toContain(cardCoverage(member, civilDate(day), noon(day), 'OLDER')?.validity)
      }
    }
  })
})
