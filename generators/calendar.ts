import {
  type CivilDate,
  type Instant,
  civilDate,
  fromDayNumber,
  minuteOfDay,
  monthOf,
  yearOf,
} from '../src/domain/civil-date.ts'

const TABLE_FROM = -25_567
const TABLE_SIZE = 73_414
const days: CivilDate[] = []

/** 暦日 of a day number; the days of 1900 to 2100 are kept once written, because people share them. */
export function dayOf(dayNumber: number): CivilDate {
  const place = dayNumber - TABLE_FROM
  if (place < 0 || place >= TABLE_SIZE) return fromDayNumber(dayNumber)
  const known = days[place]
  if (known !== undefined) return known
  const made = fromDayNumber(dayNumber)
  days[place] = made
  return made
}

/** The moment at a minute (0 to 1439) of a day. */
export const minuteOf = (day: CivilDate, minute: number): Instant => minuteOfDay(day, minute)

/** 8月から7月までの年度: both days inclusive. */
export interface BenefitYear {
  readonly from: CivilDate
  readonly until: CivilDate
}

const FIRST_YEAR = 1960
const benefitYears: readonly BenefitYear[] = Array.from({ length: 200 }, (_, place) => ({
  from: civilDate(`${FIRST_YEAR + place}-08-01`),
  until: civilDate(`${FIRST_YEAR + place + 1}-07-31`),
}))

/** The benefit year (1 August to 31 July) that a day from 1961 to 2158 belongs to. */
export function benefitYearOf(day: CivilDate): BenefitYear {
  const place = yearOf(day) - FIRST_YEAR
  const year = benefitYears[monthOf(day) < 8 ? place - 1 : place]
  if (year === undefined) throw new RangeError(`${day} has no benefit year`)
  return year
}

/** The benefit year after one. */
export const nextBenefitYear = (year: BenefitYear): BenefitYear => {
  const next = benefitYears[yearOf(year.from) - FIRST_YEAR + 1]
  if (next === undefined) throw new RangeError(`no benefit year after ${year.until}`)
  return next
}

/** 75 years are 27,393 days or one more. */
const SEVENTY_FIVE_YEARS = 27_393

/** 75歳の誕生日 as a day number, 1 March for somebody born on 29 February; for births from 1901 to 2024. */
export function seventyFifthBirthday(birth: number): number {
  const day = birth + SEVENTY_FIVE_YEARS
  return dayOf(day).slice(5) === dayOf(birth).slice(5) ? day : day + 1
}
