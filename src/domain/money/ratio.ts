import type { CivilDate } from '../civil-date.ts'
import type { Ratio } from '../ledger.ts'
import type { TraceEntry } from '../presentation.ts'
import { type RuleBook, valueOn } from '../rules.ts'
import * as money from '../rules/money.ts'

/** 被用者保険の所得: the pay of the insured person decides, for himself and for his dependants of 70 to 74. Yen. */
export interface EmployeeIncome {
  readonly scheme: 'employee'
  /** The insured person has the ratio of 70 to 74 himself, by the elderly start day. */
  readonly insuredFrom70: boolean
  /** 標準報酬月額 of the insured person. */
  readonly standardPay: number
  /** 収入 of a year, together with that of a dependant of 70 and older if there is one; null when not stated. */
  readonly yearlyIncome: number | null
  readonly withDependantFrom70: boolean
  /** 基準収入額適用申請: the income counts only when it was applied for. */
  readonly applied: boolean
}

/** 国保の所得: the highest 課税所得 in yen among the household's members of 70 to 74. */
export interface KokuhoIncome {
  readonly scheme: 'kokuho'
  readonly highestTaxable: number
}

function employeeRatio(income: EmployeeIncome, day: CivilDate, book: RuleBook, trace?: TraceEntry[]): Ratio {
  const { standardPay, alone, withDependant } = valueOn(money.activeEmployee, day, book, trace)
  if (!income.insuredFrom70 || income.standardPay < standardPay) return '020'
  const line = income.withDependantFrom70 ? withDependant : alone
  const isLifted = income.applied && income.yearlyIncome !== null && income.yearlyIncome < line
  return isLifted ? '020' : '030'
}

/**
 * 70～74歳の負担割合: 2割, or 3割 for 現役並み. An insured person under 70 leaves his dependants of 70 to 74 at 2割 whatever
 * his pay. Null when the insurer has to be asked (`ratio.kokuhoActive`).
 *
 * @see facts/rules.md 6 [D32][D33]; 国保 an inference (L)
 */
export function elderlyRatio(
  income: EmployeeIncome | KokuhoIncome,
  day: CivilDate,
  book: RuleBook,
  trace?: TraceEntry[],
): Ratio | null {
  if (income.scheme === 'employee') return employeeRatio(income, day, book, trace)
  const line = valueOn(money.activeKokuho, day, book, trace)
  if (line === 'ASK') return null
  return income.highestTaxable >= line ? '030' : '020'
}

/** 後期の所得: what the assessment of each 1 August looks at, in yen. */
export interface KoukiIncome {
  /** The highest 課税所得 among the household's members in 後期. */
  readonly highestTaxable: number
  /** 年金収入とその他の所得: the total of those members. */
  readonly totalIncome: number
  /** Members of the household in 後期, the person included. */
  readonly members: number
  /** An income test lifts the 3割 that the 課税所得 would give. */
  readonly isLiftedByIncome: boolean
}

/**
 * 後期高齢者医療の負担割合: 1割, 2割 since 2022-10-01, 3割 for 現役並み.
 *
 * @see facts/rules.md 6 [W55]
 */
export function koukiRatio(income: KoukiIncome, day: CivilDate, book: RuleBook, trace?: TraceEntry[]): Ratio {
  const threeTenths = valueOn(money.koukiThreeTenths, day, book, trace)
  if (income.highestTaxable >= threeTenths && !income.isLiftedByIncome) return '030'
  const twoTenths = valueOn(money.koukiTwoTenths, day, book, trace)
  if (twoTenths === null || income.highestTaxable < twoTenths.taxable) return '010'
  const line = income.members > 1 ? twoTenths.household : twoTenths.single
  return income.totalIncome >= line ? '020' : '010'
}

/** 配慮措置: by how many yen a month 2割 may exceed 1割 in out-patient care; null from 2025-10-01, and before 2022-10-01. @see facts/rules.md 6, 10.2 [W55] */
export const koukiRelief = (day: CivilDate, book: RuleBook): number | null => valueOn(money.koukiReliefCap, day, book)
