import {
  type CivilDate,
  type Instant,
  addDays,
  addMonths,
  civilDate,
  endOfMonth,
  instantOf,
} from '../../src/domain/civil-date.ts'
import type { CoverageState, Scheme } from '../../src/domain/ledger.ts'
import { type RuleBook, valueOn } from '../../src/domain/rules.ts'
import { overlapListDay, statusListDay } from '../../src/domain/rules/registration.ts'

const MORNING = '06:00'

const dayOf = (month: CivilDate, day: number): CivilDate => addDays(civilDate(`${month.slice(0, 7)}-01`), day - 1)

/** B5: the state of a month end is published on a day of the next month, at 06:00. @see facts/insurer.md 3 */
export function statusPublishedAt(monthEnd: CivilDate, book: RuleBook): Instant {
  const next = endOfMonth(addMonths(monthEnd, 1))
  return instantOf(dayOf(next, valueOn(statusListDay, next, book)), MORNING)
}

/** B3 and B7: the day of a month on which they are published; they show the state of the day before. */
export const monthlyListDay = (month: CivilDate, book: RuleBook): CivilDate =>
  dayOf(month, valueOn(overlapListDay, month, book))

/** The moment at which lists of a day are there. */
export const morningOf = (day: CivilDate): Instant => instantOf(day, MORNING)

const RESIDENCE: readonly Scheme[] = ['kokuho', 'kokuho-kumiai']

/**
 * 法定の重複1日: 国保 ends the day after employee cover or 後期 begins, so both stand on the first day of the new one.
 * @see facts/insurer.md 1.7
 */
export const isLawfulDay = (older: CoverageState, newer: CoverageState, day: CivilDate): boolean =>
  RESIDENCE.includes(older.scheme) && !RESIDENCE.includes(newer.scheme) && newer.acquired === day
