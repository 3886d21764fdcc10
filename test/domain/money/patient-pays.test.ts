import { describe, expect, it } from 'vitest'
import { civilDate } from '../../../src/domain/civil-date.ts'
import { type CounterCase, patientPays, shareOfCost } from '../../../src/domain/money/patient-pays.ts'
import { latestBook } from '../../../src/domain/rulesets.ts'

const at = (careDay: string, more: Partial<CounterCase> = {}): CounterCase => ({
  share: '030',
  band: 'A03',
  totalCost: 1_000_000,
  careDay: civilDate(careDay),
  place: 'in-patient',
  ...more,
})

const pays = (counter: CounterCase) => {
  const found = patientPays(counter, latestBook)
  return found.ok ? found.value : found.problem.code
}

describe('what the patient pays', () => {
  it('for 1,000,000円 in class ウ is 87,430円 in July and 92,940円 in August 2026, without the class 300,000円', () => {
    expect(pays(at('2026-07-31'))).toEqual({ plain: 300_000, limit: 87_430, owed: 87_430 })
    expect(pays(at('2026-08-01'))).toEqual({ plain: 300_000, limit: 92_940, owed: 92_940 })
    expect(pays(at('2026-08-01', { band: null }))).toEqual({ plain: 300_000, limit: null, owed: 300_000 })
  })

  it('loses 207,060円 in the grace when the class is withheld: care of September 2026', () => {
    const withheld = pays(at('2026-09-10', { band: null }))
    const shown = pays(at('2026-09-10'))
    expect([withheld, shown]).toEqual([
      { plain: 300_000, limit: null, owed: 300_000 },
      { plain: 300_000, limit: 92_940, owed: 300_000 - 207_060 },
    ])
  })

  it('is the plain share as long as that is less than the limit', () => {
    expect(pays(at('2026-08-01', { totalCost: 12_340 }))).toEqual({ plain: 3_700, limit: 85_800, owed: 3_700 })
  })

  // rules.md 6: the share of 70 to 74 and of 後期 against the limits of 一般 and 低所得.
  it.each([
    ['020', 'B04', 'out-patient', '2026-07-31', 100_000, 20_000, 18_000],
    ['020', 'B04', 'out-patient', '2026-08-01', 100_000, 20_000, 20_000],
    ['020', 'B04', 'out-patient', '2026-08-01', 200_000, 40_000, 22_000],
    ['020', 'B05', 'out-patient', '2026-08-01', 100_000, 20_000, 11_000],
    ['010', 'B06', 'in-patient', '2026-08-01', 500_000, 50_000, 15_700],
    ['010', 'B10', 'in-patient', '2026-08-01', 1_000_000, 100_000, 61_500],
    ['030', 'B03', 'out-patient', '2026-08-01', 1_000_000, 300_000, 92_940],
  ] as const)(
    'at %s in class %s, %s on %s, for %i円 is %i円 and with the class %i円',
    (share, band, place, on, totalCost, plain, owed) => {
      expect(pays(at(on, { share, band, place, totalCost }))).toMatchObject({ plain, owed })
    },
  )

  it('follows the fourth month and the month of the 75th birthday', () => {
    expect(pays(at('2026-08-01', { countInYear: 4 }))).toMatchObject({ owed: 44_400 })
    expect(pays(at('2026-11-20', { band: 'B03', halved: true }))).toMatchObject({ owed: 51_470 })
    expect(pays(at('2026-11-20', { band: 'B03', halved: true, countInYear: 4 }))).toMatchObject({ owed: 22_200 })
  })

  it('is everything for 特別療養費, whatever class stands beside it', () => {
    expect(pays(at('2026-08-01', { share: '100' }))).toEqual({ plain: 1_000_000, limit: null, owed: 1_000_000 })
  })

  it('is not known with a class from August 2027, and the plain share without one', () => {
    expect(pays(at('2027-08-01'))).toBe('limit-not-established')
    expect(pays(at('2027-08-01', { band: null }))).toMatchObject({ owed: 300_000 })
  })

  // rules.md 6: 2割 of 後期 could exceed 1割 by 3,000円 a month, to 2025-09-30.
  it.each([
    ['2025-09-30', 50_000, 8_000],
    ['2025-10-01', 50_000, 10_000],
    ['2022-10-01', 50_000, 8_000],
    ['2025-09-30', 20_000, 4_000],
    ['2025-09-30', 30_000, 6_000],
  ] as const)('at 2割 of 後期 on %s for %i円 is %i円', (on, totalCost, plain) => {
    const relieved = at(on, { share: '020', band: null, place: 'out-patient', kouki: true, totalCost })
    expect(pays(relieved)).toMatchObject({ plain })
  })

  it.each([
    ['in-patient care', { place: 'in-patient', kouki: true, share: '020' }, 10_000],
    ['people of 70 to 74', { place: 'out-patient', kouki: false, share: '020' }, 10_000],
    ['1割', { place: 'out-patient', kouki: true, share: '010' }, 5_000],
    ['3割', { place: 'out-patient', kouki: true, share: '030' }, 15_000],
  ] as const)('knows no relief for %s', (_title, more, plain) => {
    expect(pays(at('2025-09-30', { band: null, totalCost: 50_000, ...more }))).toMatchObject({ plain })
  })

  it.each([
    [10, '010', 0],
    [50, '010', 10],
    [12_340, '030', 3_700],
    [12_350, '030', 3_710],
    [12_340, '020', 2_470],
    [12_340, '100', 12_340],
  ] as const)('of %i円 at %s is rounded to %i円', (cost, share, expected) => {
    expect(shareOfCost(cost, share)).toBe(expected)
  })
})
