import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elderlyStart, koukiStart } from '../../src/domain/ages.ts'
import { type CivilDate, addDays, addMonths, civilDate, dayOfMonth, startOfMonth } from '../../src/domain/civil-date.ts'
import { LIMIT_BANDS, type LimitBand, isBandFrom70 } from '../../src/domain/money/band.ts'
import {
  type LimitCase,
  type LimitPlace,
  isHalvedMonth,
  limitBandOn,
  monthlyLimit,
} from '../../src/domain/money/limit.ts'
import { patientPays } from '../../src/domain/money/patient-pays.ts'
import { annualCaps, limitsFrom70, limitsUnder70 } from '../../src/domain/rules/money.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import { daysWithin } from '../support/domain-builders.ts'

const PLACES: readonly LimitPlace[] = ['out-patient', 'in-patient', 'household']
const bands = fc.constantFrom(...LIMIT_BANDS)
const careDays = daysWithin('2021-10-20', '2027-07-31')
const costs = fc.integer({ min: 0, max: 10_000_000 })
const cases = fc.record({
  band: bands,
  careDay: careDays,
  totalCost: costs,
  place: fc.constantFrom(...PLACES),
  countInYear: fc.integer({ min: 1, max: 12 }),
  halved: fc.boolean(),
})

/** The limit of a case whose table is established; anything else fails the property. */
function limitOf(limitCase: LimitCase): number {
  const found = monthlyLimit(limitCase, latestBook)
  if (!found.ok) throw new Error(`no limit in ${found.problem.careMonth}`)
  return found.value
}

describe('monthly limits', () => {
  it('never fall when the cost rises, and rise by no more than a yen in a hundred', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 1_000_000 }), (one, more) => {
        const rise = limitOf({ ...one, totalCost: one.totalCost + more }) - limitOf(one)
        expect(rise).toBeGreaterThanOrEqual(0)
        expect(rise).toBeLessThanOrEqual(Math.ceil(more / 100) + 1)
      }),
    )
  })

  it('are whole yen in every band, table and month to July 2027', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const yen = limitOf(one)
        expect(Number.isSafeInteger(yen) && yen > 0).toBe(true)
      }),
    )
  })

  it('are exactly half for half the cost when halved, but for the sum of a household', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 50_000 }), (one, hundreds) => {
        const halved = limitOf({ ...one, totalCost: hundreds * 100, halved: true })
        const full = limitOf({ ...one, totalCost: hundreds * (one.place === 'household' ? 100 : 200), halved: false })
        expect(one.place === 'household' ? halved : halved * 2).toBe(full)
      }),
    )
  })

  it('are never higher from the fourth month on, nor for out-patient care', () => {
    fc.assert(
      fc.property(cases, (one) => {
        expect(limitOf({ ...one, countInYear: 4 })).toBeLessThanOrEqual(limitOf({ ...one, countInYear: 3 }))
        expect(limitOf({ ...one, place: 'out-patient', countInYear: 1 })).toBeLessThanOrEqual(
          limitOf({ ...one, place: 'in-patient', countInYear: 1 }),
        )
      }),
    )
  })

  it('stay as they are inside a month, so that the day of care may be any of it', () => {
    fc.assert(
      fc.property(cases, (one) => {
        expect(limitOf({ ...one, careDay: startOfMonth(one.careDay) })).toBe(limitOf(one))
      }),
    )
  })

  it('do not fall from table A to table B', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const before = limitOf({ ...one, careDay: civilDate('2026-07-31') })
        expect(limitOf({ ...one, careDay: civilDate('2026-08-01') })).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  it('begin to grow where three tenths of the cost are the fixed part, in every row', () => {
    const tables = limitsUnder70.rows.flatMap(({ value }) => (value.established ? Object.values(value.table) : []))
    const growing = tables.flatMap(({ fixed, threshold }) => (threshold === null ? [] : [{ fixed, threshold }]))
    expect(growing).toHaveLength(6)
    for (const { fixed, threshold } of growing) expect(threshold * 3).toBe(fixed * 10)
    const announced = limitsUnder70.rows.flatMap(({ value }) =>
      value.established ? [] : (value.announced?.figures ?? []),
    )
    expect(announced.map(({ fixed, threshold }) => [fixed * 10, threshold])).toContainEqual([368_000 * 3, 368_000])
  })

  it('leave no day between one table and the next, and change on the first of a month', () => {
    for (const { rows } of [limitsUnder70, limitsFrom70, annualCaps]) {
      const firstDays = rows.map(({ from }) => from)
      expect(firstDays).toEqual([null, '2026-08-01', '2027-08-01'])
      expect(rows.map(({ until }) => (until === null ? null : addDays(until, 1)))).toEqual([null, '2027-08-01', null])
    }
  })
})

describe('what is paid at the counter', () => {
  it('is never more with the class than without it, and never more than the limit', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom('010', '020', '030', '100'), fc.boolean(), (one, share, kouki) => {
        const place = one.place === 'household' ? 'in-patient' : one.place
        const withClass = patientPays({ ...one, place, share, kouki }, latestBook)
        const without = patientPays({ ...one, place, share, kouki, band: null }, latestBook)
        if (!withClass.ok || !without.ok) throw new Error('no table')
        expect(withClass.value.owed).toBeLessThanOrEqual(without.value.owed)
        expect(withClass.value.plain).toBe(without.value.owed)
        if (share !== '100') expect(withClass.value.owed).toBeLessThanOrEqual(limitOf({ ...one, place }))
      }),
    )
  })
})

describe('ages', () => {
  const birthDates = daysWithin('1930-01-01', '1965-12-31')

  it('change the class on the first of a month, exactly when the ratio of 70 begins', () => {
    fc.assert(
      fc.property(birthDates, (born) => {
        const start = elderlyStart(born)
        const bandOn = (day: CivilDate): LimitBand => limitBandOn(born, day, 'A03', 'B04')
        expect(dayOfMonth(start)).toBe(1)
        expect([addDays(start, -1), start].map((day) => isBandFrom70(bandOn(day)))).toEqual([false, true])
      }),
    )
  })

  it('halve exactly one month, that of the 75th birthday, and none when 後期 begins on the first', () => {
    fc.assert(
      fc.property(birthDates, (born) => {
        const person = { birthDate: born, koukiByDisability: false, leavesWith: null }
        const start = koukiStart(born)
        const months = [-2, -1, 0, 1, 2].map((offset) => addMonths(startOfMonth(start), offset))
        const halved = months.filter((month) => isHalvedMonth(person, month, latestBook))
        expect(halved).toEqual(dayOfMonth(start) === 1 ? [] : [startOfMonth(start)])
        expect(months.some((month) => isHalvedMonth({ ...person, koukiByDisability: true }, month, latestBook))).toBe(
          false,
        )
      }),
    )
  })
})
