import { elderlyStart, koukiStart } from '../ages.ts'
import { type CivilDate, civilDate, civilMonth, dayOfMonth, monthOf, yearOf } from '../civil-date.ts'
import type { TraceEntry } from '../presentation.ts'
import { type Result, err, ok } from '../result.ts'
import { type RuleBook, valueOn } from '../rules.ts'
import { koukiLeap } from '../rules/methods.ts'
import * as money from '../rules/money.ts'
import type { Ceiling } from '../rules/money.ts'
import { type LimitBand, type LimitRow, ROW_OF, isBandFrom70, isElderlyRow } from './band.ts'

/** No table of limits is established for the month of care; `announced` is what was made public of it. */
export interface LimitProblem {
  readonly code: 'limit-not-established'
  readonly careMonth: string
  readonly announced: money.Announced | null
}

/**
 * 外来・入院・世帯: `out-patient` and `in-patient` are one person's claims of one institution, `household` the sum that the
 * insurer settles afterwards. Only people of 70 and older have a limit of their own for out-patient care.
 */
export type LimitPlace = 'out-patient' | 'in-patient' | 'household'

/** What a monthly limit depends on. */
export interface LimitCase {
  readonly band: LimitBand
  /** Any day of the month of care; the month of the claim plays no part. */
  readonly careDay: CivilDate
  /** 医療費: the whole cost in yen, before any share; a whole number. */
  readonly totalCost: number
  readonly place: LimitPlace
  /** Which month within twelve this is in which the limit is reached, this one included; 1 when absent. */
  readonly countInYear?: number
  /** The month of the 75th birthday, see {@link isHalvedMonth}; false when absent. */
  readonly halved?: boolean
}

const FIRST_MULTI = 4

/** 多数回該当: true from the fourth month within twelve. @see 健康保険法施行令42条 */
export const isMulti = (countInYear: number): boolean => countInYear >= FIRST_MULTI

const notEstablished = (
  careDay: CivilDate,
  announced: money.Announced | null,
): { readonly ok: false; readonly problem: LimitProblem } =>
  err({ code: 'limit-not-established', careMonth: civilMonth(careDay), announced })

/** The ceiling that a row of the tables has for a place. */
function ceilingOf(
  limitRow: LimitRow,
  place: LimitPlace,
  careDay: CivilDate,
  book: RuleBook,
  trace: TraceEntry[] | undefined,
): Result<Ceiling, LimitProblem> {
  if (!isElderlyRow(limitRow)) {
    const general = valueOn(money.limitsUnder70, careDay, book, trace)
    return general.established ? ok(general.table[limitRow]) : notEstablished(careDay, general.announced)
  }
  const elderly = valueOn(money.limitsFrom70, careDay, book, trace)
  if (!elderly.established) return notEstablished(careDay, elderly.announced)
  const { outPatient, household } = elderly.table[limitRow]
  return ok(place === 'out-patient' ? outPatient : household)
}

const half = ({ fixed, threshold, multi }: Ceiling): Ceiling => ({
  fixed: fixed / 2,
  threshold: threshold === null ? null : threshold / 2,
  multi: multi === null ? null : multi / 2,
})

/** 1 % in whole yen, half a yen upwards. @see 健康保険法施行令42条 */
const onePercent = (yen: number): number => Math.floor((yen + 50) / 100)

const limitOf = ({ fixed, threshold, multi }: Ceiling, totalCost: number, isMultiMonth: boolean): number => {
  if (isMultiMonth && multi !== null) return multi
  return threshold === null ? fixed : fixed + onePercent(Math.max(0, totalCost - threshold))
}

function assertYen(yen: number): void {
  if (!Number.isSafeInteger(yen) || yen < 0) throw new RangeError(`${yen} is not an amount in whole yen`)
}

/**
 * 自己負担限度額（月）in whole yen, by the table of the month of care. Halving touches one person's claims; the sum of a
 * household stays whole (M). Refused for care from 2027-08, for which no table is established; throws a RangeError for a
 * cost that is no whole number of yen.
 *
 * @example
 * monthlyLimit({ band: 'A03', careDay: civilDate('2026-08-01'), totalCost: 1_000_000, place: 'in-patient' }, latestBook)
 * // { ok: true, value: 92_940 }
 * @see facts/rules.md 6 [W56][W57][W75]
 */
export function monthlyLimit(
  { band, careDay, totalCost, place, countInYear = 1, halved = false }: LimitCase,
  book: RuleBook,
  trace?: TraceEntry[],
): Result<number, LimitProblem> {
  assertYen(totalCost)
  const ceiling = ceilingOf(ROW_OF[band], place, careDay, book, trace)
  if (!ceiling.ok) return ceiling
  const isHalved = halved && place !== 'household'
  return ok(limitOf(isHalved ? half(ceiling.value) : ceiling.value, totalCost, isMulti(countInYear)))
}

/** What an annual cap depends on. */
export interface AnnualCase {
  readonly band: LimitBand
  /** Any day of the twelve months from August to July. */
  readonly careDay: CivilDate
  /** All care, or the out-patient care of one person of 70 and older. */
  readonly of: 'all' | 'out-patient'
  /** 標準報酬月額 in yen, where the cover has one; it lowers the cap of エ. */
  readonly standardPay?: number
}

/** 年間上限 in yen, null where there is none; it is settled after the year and never at the counter. Refused for care from 2027-08. @see facts/rules.md 6 [W56] */
export function annualLimit(
  { band, careDay, of, standardPay }: AnnualCase,
  book: RuleBook,
  trace?: TraceEntry[],
): Result<number | null, LimitProblem> {
  const limitRow = ROW_OF[band]
  if (of === 'out-patient') {
    const elderly = valueOn(money.limitsFrom70, careDay, book, trace)
    if (!elderly.established) return notEstablished(careDay, elderly.announced)
    return ok(isElderlyRow(limitRow) ? elderly.table[limitRow].outPatientYear : null)
  }
  const found = valueOn(money.annualCaps, careDay, book, trace)
  if (!found.established) return notEstablished(careDay, found.announced)
  if (found.table === null) return ok(null)
  const { caps, lowPay } = found.table
  const isLowPay = band === lowPay.row && standardPay !== undefined && standardPay <= lowPay.upTo
  return ok(isLowPay ? lowPay.cap : caps[limitRow])
}

const AUGUST = 8

/** 年間上限の期間: the twelve months from 1 August to 31 July (both inclusive) that a day belongs to. */
export function limitYear(day: CivilDate): { readonly from: CivilDate; readonly until: CivilDate } {
  const year = yearOf(day) - (monthOf(day) < AUGUST ? 1 : 0)
  return { from: civilDate(`${year}-08-01`), until: civilDate(`${year + 1}-07-31`) }
}

/**
 * 70歳での区分の切替え: the class under 70 to the end of the month in which 70 is reached, the class from 70 afterwards.
 *
 * @see facts/rules.md 6, facts/counter.md S38
 */
export const limitBandOn = <Under, From>(
  birthDate: CivilDate,
  day: CivilDate,
  bandUnder70: Under,
  bandFrom70: From,
): Under | From => (day < elderlyStart(birthDate) ? bandUnder70 : bandFrom70)

/** A birthday that may end one scheme and begin 後期 in the middle of a month. */
interface TurnsSeventyFive {
  readonly birthDate: CivilDate
  /** 障害認定: on the 75th birthday the person is in 後期 already. */
  readonly koukiByDisability: boolean
}

/** Whose limits may be halved; `leavesWith` is the head of an employee family with whom a dependant loses the cover, null when nobody. */
export interface HalvingFacts extends TurnsSeventyFive {
  readonly leavesWith: TurnsSeventyFive | null
}

const changesWithin = (one: TurnsSeventyFive, month: CivilDate, book: RuleBook): boolean => {
  const start = koukiStart(one.birthDate, valueOn(koukiLeap, month, book))
  return !one.koukiByDisability && civilMonth(start) === civilMonth(month) && dayOfMonth(start) !== 1
}

/**
 * 75歳到達月の特例: true in the month whose limits are halved in each of the two schemes. 後期 that begins on the 1st leaves
 * one claim and the full limit, as for those born on 29 February whose birthday is kept on 1 March; 障害認定 halves nothing, neither at the certification nor on the birthday.
 *
 * @see facts/rules.md 6 [D34][D35][D61][D108]
 */
export const isHalvedMonth = (person: HalvingFacts, month: CivilDate, book: RuleBook): boolean =>
  changesWithin(person, month, book) || (person.leavesWith !== null && changesWithin(person.leavesWith, month, book))

/** 世帯合算の対象額 in yen: the least part of a claim that people under 70 add up, half of it in a halved month. @see facts/rules.md 6 [W75] */
export const aggregationLineOn = (careDay: CivilDate, halved: boolean, book: RuleBook): number =>
  valueOn(money.aggregationLine, careDay, book) / (halved ? 2 : 1)

/** 特記事項 as the claim writes it, and whether it stands there even when the limit is not reached. */
export interface ClaimRemark {
  /** Two digits and label, such as `28区ウ`; null where no code is known. */
  readonly text: string | null
  /** True from 70; under 70 the code is due only when the limit is applied. */
  readonly isAlwaysDue: boolean
}

/** What a claim code depends on. */
export interface RemarkCase {
  readonly band: LimitBand
  readonly careDay: CivilDate
  /** 多数回該当: the fourth month within twelve or a later one. */
  readonly multi: boolean
}

function remarkText({ band, careDay, multi }: RemarkCase, book: RuleBook, trace?: TraceEntry[]): string | null {
  if (band === 'B07' || band === 'B08') {
    const borderline = valueOn(money.borderlineRemark, careDay, book, trace)
    return borderline === 'NONE' ? null : borderline
  }
  const remarks = valueOn(money.claimRemarks, careDay, book, trace)[band]
  if (!multi) return remarks.plain
  if (band !== 'B05') return remarks.multi ?? remarks.plain
  const elderly = valueOn(money.limitsFrom70, careDay, book, trace)
  const hasMulti = elderly.established && elderly.table.B05.household.multi !== null
  return hasMulti ? valueOn(money.lowIncomeMultiRemark, careDay, book, trace) : remarks.plain
}

/** 限度額の特記事項 of a class, by the day of care. @see facts/wire.md 3.1 [D17][D18][D19][D105] */
export const limitClaimCode = (remark: RemarkCase, book: RuleBook, trace?: TraceEntry[]): ClaimRemark => ({
  text: remarkText(remark, book, trace),
  isAlwaysDue: isBandFrom70(remark.band),
})
