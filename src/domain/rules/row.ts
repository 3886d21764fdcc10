import { type CivilDate, civilDate } from '../civil-date.ts'
import type { DatedRow, Rule } from '../rules.ts'

/** Days before the first revision are public knowledge to every revision. */
const ALWAYS = civilDate('2021-10-20')

interface RowDates {
  readonly from?: string
  readonly until?: string
  readonly knownFrom?: string
}

const day = (text: string | undefined): CivilDate | null => (text === undefined ? null : civilDate(text))

/** A dated row: inclusive days, value, source key with the section of the facts, confidence. */
export const row = <T>(value: T, key: string, confidence: 'H' | 'M' | 'L', dates: RowDates = {}): DatedRow<T> => ({
  from: day(dates.from),
  until: day(dates.until),
  knownFrom: day(dates.knownFrom) ?? ALWAYS,
  value,
  source: { key, confidence },
})

/** Declares a rule; the identity function gives the table its type. */
export const rule = <T>(definition: Rule<T>): Rule<T> => definition
