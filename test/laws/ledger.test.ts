import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Instant, addDays, addSeconds, civilDate, instant } from '../../src/domain/civil-date.ts'
import { type LedgerEvent, coverageOn, coverageStates, covers, sameKey } from '../../src/domain/ledger.ts'
import { coverageWith, daysWithin } from '../support/domain-builders.ts'

const day = civilDate
const FOREVER = instant('2099-12-31T23:59:59+09:00')

const first = coverageWith()
const second = coverageWith({ id: 'second', scheme: 'kyokai', acquired: day('2026-11-01') })

const acquired = (knownAt: string, sequence: number, coverage = first): LedgerEvent => ({
  type: 'acquired',
  knownAt: instant(knownAt),
  sequence,
  coverage,
})

const lost = (knownAt: string, sequence: number, lossDate: string, coverageId = 'first'): LedgerEvent => ({
  type: 'lost',
  knownAt: instant(knownAt),
  sequence,
  coverageId,
  lossDate: day(lossDate),
  reason: '03',
})

const ids = (ledger: readonly LedgerEvent[], on: string, knownAt: Instant = FOREVER): string[] =>
  coverageOn(ledger, day(on), knownAt).map((state) => state.id)

const REGISTERED = acquired('2024-04-05T09:00:00+09:00', 1)

describe('the coverage ledger', () => {
  it('covers from the day of acquisition and no longer on the day of loss', () => {
    const ledger = [REGISTERED, lost('2026-11-02T09:00:00+09:00', 2, '2026-11-01')]
    expect(ids(ledger, '2024-03-31')).toEqual([])
    expect(ids(ledger, '2024-04-01')).toEqual(['first'])
    expect(ids(ledger, '2026-10-31')).toEqual(['first'])
    expect(ids(ledger, '2026-11-01')).toEqual([])
  })

  it('answers what was known at 10:05, before the loss of three weeks ago was reported at 10:06', () => {
    const ledger = [REGISTERED, lost('2026-11-21T10:06:00+09:00', 2, '2026-11-01')]
    expect(ids(ledger, '2026-11-21', instant('2026-11-21T10:05:00+09:00'))).toEqual(['first'])
    expect(ids(ledger, '2026-11-21', instant('2026-11-21T10:06:00+09:00'))).toEqual([])
    expect(ids(ledger, '2026-10-31', instant('2026-11-21T10:06:00+09:00'))).toEqual(['first'])
  })

  it('shows a registration only after its lag, and then from the day of acquisition on', () => {
    const ledger = [acquired('2026-11-09T06:00:00+09:00', 1, second)]
    expect(ids(ledger, '2026-11-05', instant('2026-11-05T10:00:00+09:00'))).toEqual([])
    expect(ids(ledger, '2026-11-05', instant('2026-11-09T06:00:00+09:00'))).toEqual(['second'])
  })

  it('leaves exactly one day uncovered between a loss and an acquisition of the day after', () => {
    const ledger = [
      REGISTERED,
      lost('2026-11-03T09:00:00+09:00', 2, '2026-10-31'),
      acquired('2026-11-04T09:00:00+09:00', 3, second),
    ]
    expect(ids(ledger, '2026-10-30')).toEqual(['first'])
    expect(ids(ledger, '2026-10-31')).toEqual([])
    expect(ids(ledger, '2026-11-01')).toEqual(['second'])
  })

  it('shows two covers while the old insurer has not reported the loss', () => {
    const ledger = [
      REGISTERED,
      acquired('2026-11-04T09:00:00+09:00', 2, second),
      lost('2026-11-20T09:00:00+09:00', 3, '2026-11-01'),
    ]
    expect(ids(ledger, '2026-11-10', instant('2026-11-10T10:00:00+09:00'))).toEqual(['first', 'second'])
    expect(ids(ledger, '2026-11-10', instant('2026-11-20T09:00:00+09:00'))).toEqual(['second'])
  })

  it('applies a correction from the moment it is known and keeps the rest', () => {
    const ledger: LedgerEvent[] = [
      REGISTERED,
      {
        type: 'corrected',
        knownAt: instant('2026-11-10T12:00:00+09:00'),
        sequence: 2,
        coverageId: 'first',
        patch: { acquired: day('2024-05-01'), insuredName: '見本 次郎' },
      },
    ]
    const nameAt = (at: string) => coverageOn(ledger, day('2024-05-01'), instant(at)).map((state) => state.insuredName)
    expect(nameAt('2026-11-10T11:59:59+09:00')).toEqual(['見本 太郎'])
    expect(nameAt('2026-11-10T12:00:00+09:00')).toEqual(['見本 次郎'])
    expect(ids(ledger, '2024-04-30')).toEqual([])
    expect(coverageStates(ledger, FOREVER)[0]?.key).toEqual(first.key)
  })

  it('reopens a cover when a mistaken loss is voided', () => {
    const ledger: LedgerEvent[] = [
      REGISTERED,
      lost('2026-11-02T09:00:00+09:00', 2, '2026-11-01'),
      { type: 'voided', knownAt: instant('2026-11-05T09:00:00+09:00'), sequence: 3, target: 2 },
    ]
    expect(ids(ledger, '2026-11-04', instant('2026-11-04T09:00:00+09:00'))).toEqual([])
    expect(ids(ledger, '2026-11-04', instant('2026-11-05T09:00:00+09:00'))).toEqual(['first'])
  })

  it('forgets a voided registration together with everything said about it, even if the void is voided', () => {
    const ledger: LedgerEvent[] = [
      REGISTERED,
      lost('2026-11-02T09:00:00+09:00', 2, '2026-11-01'),
      { type: 'voided', knownAt: instant('2026-11-05T09:00:00+09:00'), sequence: 3, target: 1 },
      { type: 'voided', knownAt: instant('2026-11-06T09:00:00+09:00'), sequence: 4, target: 3 },
    ]
    expect(coverageStates(ledger, FOREVER)).toEqual([])
  })

  it('lets the later of two losses stand', () => {
    const ledger = [
      REGISTERED,
      lost('2026-11-02T09:00:00+09:00', 2, '2026-11-01'),
      lost('2026-11-03T09:00:00+09:00', 3, '2026-10-01'),
    ]
    expect(coverageStates(ledger, FOREVER)[0]?.loss).toEqual({ date: '2026-10-01', reason: '03' })
  })

  it('orders entries of the same moment by their sequence', () => {
    const at = '2026-11-02T09:00:00+09:00'
    const ledger = [lost(at, 2, '2026-11-01'), acquired(at, 1)]
    expect(ids(ledger, '2026-11-01')).toEqual([])
    expect(ids(ledger, '2026-10-31')).toEqual(['first'])
  })

  it('ignores what is said about a qualification that nobody registered', () => {
    expect(coverageStates([lost('2026-11-02T09:00:00+09:00', 1, '2026-11-01')], FOREVER)).toEqual([])
  })
})

describe('keys', () => {
  const key = first.key

  it.each([
    ['the same numbers', {}, true],
    ['no branch on one side', { branch: null }, true],
    ['another branch', { branch: '01' }, false],
    ['another insurer', { insurerNumber: '02139996' }, false],
    ['a symbol with a leading zero', { symbol: '0123' }, false],
    ['a number with a leading zero', { number: '045' }, false],
  ])('compares %s', (_, changes, expected) => {
    expect(sameKey(key, { ...key, ...changes })).toBe(expected)
    expect(sameKey({ ...key, ...changes }, key)).toBe(expected)
  })

  it('treats an empty and an absent symbol of 後期 alike', () => {
    const kouki = { insurerNumber: '39131016', symbol: null, number: '12345674', branch: null }
    expect(sameKey(kouki, { ...kouki, symbol: '' })).toBe(true)
  })
})

describe('laws of the ledger', () => {
  const START = instant('2026-01-01T00:00:00+09:00')
  const days = daysWithin('2025-06-01', '2027-06-01')
  const moment = fc.nat(300).map((hours) => addSeconds(START, hours * 3600))
  const id = fc.constantFrom('a', 'b', 'c')
  type Draft = (knownAt: Instant, sequence: number) => LedgerEvent
  const draft: fc.Arbitrary<Draft> = fc.oneof(
    fc.tuple(id, days).map(([name, from]): Draft => (knownAt, sequence) => ({
      type: 'acquired',
      knownAt,
      sequence,
      coverage: coverageWith({ id: name, acquired: from }),
    })),
    fc.tuple(id, days).map(([coverageId, lossDate]): Draft => (knownAt, sequence) => ({
      type: 'lost',
      knownAt,
      sequence,
      coverageId,
      lossDate,
      reason: '99',
    })),
    fc.tuple(id, days).map(([coverageId, from]): Draft => (knownAt, sequence) => ({
      type: 'corrected',
      knownAt,
      sequence,
      coverageId,
      patch: { acquired: from },
    })),
    fc.nat(10).map((target): Draft => (knownAt, sequence) => ({ type: 'voided', knownAt, sequence, target })),
  )
  const ledgers = fc
    .array(fc.tuple(draft, moment), { maxLength: 12 })
    .map((drafts) => drafts.map(([make, at], index) => make(at, index)))

  it('never changes an answer about the past when it learns more', () => {
    fc.assert(
      fc.property(ledgers, days, moment, (ledger, on, at) => {
        const known = ledger.filter((event) => event.knownAt <= at)
        expect(coverageOn(ledger, on, at)).toEqual(coverageOn(known, on, at))
      }),
    )
  })

  it('does not depend on the order in which the entries are stored', () => {
    fc.assert(
      fc.property(ledgers, moment, (ledger, at) => {
        expect(coverageStates(ledger.toReversed(), at)).toEqual(coverageStates(ledger, at))
      }),
    )
  })

  it('answers as if a voided entry had never been made, from the voiding on for ever', () => {
    fc.assert(
      fc.property(ledgers, fc.nat(11), fc.nat(500), (ledger, target, later) => {
        const at = addSeconds(START, 301 * 3600)
        const voided: LedgerEvent[] = [...ledger, { type: 'voided', knownAt: at, sequence: 99, target }]
        const without = ledger.filter((event) => event.sequence !== target || event.type === 'voided')
        expect(coverageStates(voided, addSeconds(at, later))).toEqual(coverageStates(without, addSeconds(at, later)))
      }),
    )
  })

  it('covers one unbroken stretch of days: acquisition inclusive, loss exclusive', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        for (const state of coverageStates(ledger, FOREVER)) {
          const empty = state.loss !== null && state.loss.date <= state.acquired
          expect(covers(state, state.acquired)).toBe(!empty)
          expect(covers(state, addDays(state.acquired, -1))).toBe(false)
          if (state.loss !== null) {
            expect(covers(state, state.loss.date)).toBe(false)
            expect(covers(state, addDays(state.loss.date, -1))).toBe(!empty)
          }
        }
      }),
    )
  })

  it('knows nobody before the first entry', () => {
    fc.assert(
      fc.property(ledgers, days, (ledger, on) => {
        expect(coverageOn(ledger, on, addSeconds(START, -1))).toEqual([])
      }),
    )
  })
})
