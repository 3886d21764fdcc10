import {
  type CivilDate,
  addDays,
  addMonths,
  birthday,
  civilDate,
  dayOfMonth,
  earlierOf,
  startOfMonth,
  yearOf,
} from '../../../domain/civil-date.ts'
import type { CertificateTerm } from '../../../../scenarios/protocol-insurer.ts'

const yearsLater = (day: CivilDate, years: number): CivilDate => addMonths(day, years * 12)

/** 高齢の割合の初日: the 1st of the month after the 70th birthday; born on the 1st, of that month. @see facts/rules.md section 6 */
export function elderlyFrom(birthDate: CivilDate): CivilDate {
  const seventieth = birthday(birthDate, 70, 'MAR1')
  return dayOfMonth(seventieth) === 1 ? seventieth : addMonths(startOfMonth(seventieth), 1)
}

/** 75歳の誕生日, on which 後期 begins. */
export const seventyFifth = (birthDate: CivilDate): CivilDate => birthday(birthDate, 75, 'MAR1')

/** 7月31日 on or after a day. */
export function nextEndOfJuly(day: CivilDate): CivilDate {
  const end = civilDate(`${yearOf(day)}-07-31`)
  return day <= end ? end : civilDate(`${yearOf(day) + 1}-07-31`)
}

function fixedEnd(until: CivilDate, everyYears: number, from: CivilDate): CivilDate {
  let end = until
  for (let step = 1; end < from; step += 1) end = yearsLater(until, everyYears * step)
  return end
}

/** 有効期限 as the insurer decided it, before any limit of the law. `from` is the first day on which it is needed. */
export function termEnd(term: CertificateTerm, issued: CivilDate, from: CivilDate): CivilDate {
  switch (term.kind) {
    case 'years':
      return addDays(yearsLater(issued, term.years), -1)
    case 'fixed':
      return fixedEnd(term.until, term.everyYears, from)
    case 'yearly':
      return nextEndOfJuly(from)
  }
}

/** 最長の有効期限: the last day of five years from the issue. @see facts/insurer.md 4.1 */
export const fiveYearsFrom = (issued: CivilDate): CivilDate => addDays(yearsLater(issued, 5), -1)

/** 最も早い日: the earliest of some days; null among them means no limit. */
export const earliest = (first: CivilDate, ...others: readonly (CivilDate | null)[]): CivilDate =>
  others.reduce<CivilDate>((least, other) => (other === null ? least : earlierOf(least, other)), first)
