import { type CivilDate, addDays, birthday, civilDate, laterOf, monthOf, yearOf } from '../../../domain/civil-date.ts'

const CHILD_AGE = 18

/** The 31 March on or after a day. */
const nextEndOfMarch = (day: CivilDate): CivilDate => civilDate(`${yearOf(day) + (monthOf(day) < 4 ? 0 : 1)}-03-31`)

/**
 * 子の除外の最終日: the 31 March after the day on which somebody reaches 18, in law the day before the birthday.
 *
 * @see facts/insurer.md INS-21
 */
export const childUntil = (birthDate: CivilDate): CivilDate =>
  nextEndOfMarch(addDays(birthday(birthDate, CHILD_AGE, 'MAR1'), -1))

/** 特別療養の初日 of one member of a household: never for 公費, for a child from the 1 April after 18. */
export function specialFrom(birthDate: CivilDate | null, from: CivilDate, publicExpense: boolean): CivilDate | null {
  if (publicExpense) return null
  return birthDate === null ? from : laterOf(from, addDays(childUntil(birthDate), 1))
}
