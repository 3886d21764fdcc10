import {
  type CivilDate,
  type LeapPolicy,
  addMonths,
  birthday,
  civilDate,
  fiscalYear,
  reachesAgeOn,
  startOfMonth,
} from './civil-date.ts'

/** The law behind an age, the day since which it counts in this form, and where the project reads it. */
export interface AgeRule {
  readonly age: number
  readonly since: CivilDate
  readonly source: string
}

/** 年齢の境目: one row per boundary that moves a copay ratio or a scheme. */
export const AGE_RULES = {
  preschool: {
    age: 6,
    since: civilDate('2008-04-01'),
    source: '健康保険法110条2項 (to the first 31 March on or after reaching 6); facts/rules.md section 6 [W54]',
  },
  elderly: {
    age: 70,
    since: civilDate('2002-10-01'),
    source: '健康保険法74条1項 (from the month after the one in which 70 is reached); facts/rules.md section 6 [W53]',
  },
  kouki: {
    age: 75,
    since: civilDate('2008-04-01'),
    source: '高齢者の医療の確保に関する法律50条, 52条 (from the birthday); facts/rules.md section 6 [W53][D34]',
  },
} as const satisfies Record<string, AgeRule>

/** 未就学の最終日: the last day (inclusive) of the preschool ratio, the 31 March on or after the day on which 6 is reached. */
export const preschoolUntil = (birthDate: CivilDate): CivilDate =>
  civilDate(`${fiscalYear(reachesAgeOn(birthDate, AGE_RULES.preschool.age)) + 1}-03-31`)

/** 高齢受給者の開始日: the first day of the ratio of 70 to 74, the 1st of the month after 70 is reached in law. */
export const elderlyStart = (birthDate: CivilDate): CivilDate =>
  startOfMonth(addMonths(reachesAgeOn(birthDate, AGE_RULES.elderly.age), 1))

/**
 * 後期高齢者医療の開始日: the 75th birthday itself, even in mid-month. Born on 29 February: 1 March of a common year unless
 * `leap` says 28 February, an assumption (L, `koukiStart.leap`). @see facts/rules.md section 9 no. 34
 */
export const koukiStart = (birthDate: CivilDate, leap: LeapPolicy = 'MAR1'): CivilDate =>
  birthday(birthDate, AGE_RULES.kouki.age, leap)
