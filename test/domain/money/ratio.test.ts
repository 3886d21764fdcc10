import { describe, expect, it } from 'vitest'
import { civilDate } from '../../../src/domain/civil-date.ts'
import {
  type EmployeeIncome,
  type KoukiIncome,
  elderlyRatio,
  koukiRatio,
  koukiRelief,
} from '../../../src/domain/money/ratio.ts'
import { latestBook } from '../../../src/domain/rulesets.ts'

const TODAY = civilDate('2026-11-21')

const employee = (changes: Partial<EmployeeIncome> = {}): EmployeeIncome => ({
  scheme: 'employee',
  insuredFrom70: true,
  standardPay: 280_000,
  yearlyIncome: null,
  withDependantFrom70: false,
  applied: false,
  ...changes,
})

const kouki = (changes: Partial<KoukiIncome> = {}): KoukiIncome => ({
  highestTaxable: 280_000,
  totalIncome: 2_000_000,
  members: 1,
  isLiftedByIncome: false,
  ...changes,
})

describe('the share of 70 to 74', () => {
  // rules.md 6, employee schemes: pay from 280,000, income below 3,830,000 or 5,200,000 on application.
  it.each([
    ['a pay below the line', { standardPay: 279_999 }, '020'],
    ['a pay on the line', {}, '030'],
    ['a high pay of an insured person under 70', { insuredFrom70: false, standardPay: 1_390_000 }, '020'],
    ['a low income without an application', { yearlyIncome: 3_000_000 }, '030'],
    ['a low income applied for', { yearlyIncome: 3_829_999, applied: true }, '020'],
    ['an income on the line, applied for', { yearlyIncome: 3_830_000, applied: true }, '030'],
    ['an application that states no income', { applied: true }, '030'],
    ['a couple below its line', { yearlyIncome: 5_199_999, applied: true, withDependantFrom70: true }, '020'],
    ['a couple on its line', { yearlyIncome: 5_200_000, applied: true, withDependantFrom70: true }, '030'],
  ] as const)('in an employee scheme with %s', (_title, changes, expected) => {
    expect(elderlyRatio(employee(changes), TODAY, latestBook)).toBe(expected)
  })

  it.each([
    [1_449_999, '020'],
    [1_450_000, '030'],
  ] as const)('in 国保 with a taxable income of %i円 is %s', (highestTaxable, expected) => {
    expect(elderlyRatio({ scheme: 'kokuho', highestTaxable }, TODAY, latestBook)).toBe(expected)
  })

  it('in 国保 is asked for when the assumption is turned off', () => {
    const asking = { ...latestBook, settings: { 'ratio.kokuhoActive': 'ASK' } }
    expect(elderlyRatio({ scheme: 'kokuho', highestTaxable: 9_000_000 }, TODAY, asking)).toBeNull()
    expect(elderlyRatio(employee(), TODAY, asking)).toBe('030')
  })
})

describe('the share of 後期', () => {
  // rules.md 6 [W55]
  it.each([
    ['a taxable income below 280,000円', { highestTaxable: 279_999 }, '010'],
    ['one from there on, alone with 2,000,000円', {}, '020'],
    ['one from there on, alone with less', { totalIncome: 1_999_999 }, '010'],
    ['a couple with 3,200,000円', { members: 2, totalIncome: 3_200_000 }, '020'],
    ['a couple with less', { members: 2, totalIncome: 3_199_999 }, '010'],
    ['a taxable income of 1,449,999円', { highestTaxable: 1_449_999 }, '020'],
    ['a taxable income of 1,450,000円', { highestTaxable: 1_450_000 }, '030'],
    ['that, lifted by an income test', { highestTaxable: 1_450_000, isLiftedByIncome: true }, '020'],
    ['that, lifted, with little income', { highestTaxable: 1_450_000, isLiftedByIncome: true, totalIncome: 0 }, '010'],
  ] as const)('with %s', (_title, changes, expected) => {
    expect(koukiRatio(kouki(changes), TODAY, latestBook)).toBe(expected)
  })

  it('knew no 2割 before October 2022, and 3割 all the same', () => {
    const before = civilDate('2022-09-30')
    expect(koukiRatio(kouki(), before, latestBook)).toBe('010')
    expect(koukiRatio(kouki({ highestTaxable: 1_450_000 }), before, latestBook)).toBe('030')
    expect(koukiRatio(kouki(), civilDate('2022-10-01'), latestBook)).toBe('020')
  })

  it.each([
    ['2022-09-30', null],
    ['2022-10-01', 3_000],
    ['2025-09-30', 3_000],
    ['2025-10-01', null],
  ])('is relieved on %s by %s', (on, expected) => {
    expect(koukiRelief(civilDate(on), latestBook)).toBe(expected)
  })
})
