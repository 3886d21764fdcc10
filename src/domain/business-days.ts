import holidayJp from '@holiday-jp/holiday_jp'
import { type CivilDate, addDays, monthOf, dayOfMonth, toDayNumber } from './civil-date.ts'

export type Weekday = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday'

/** How an office closes beyond weekends and holidays. */
export interface BusinessCalendar {
  /** 年末年始: closed from 29 December to 3 January, both inclusive. No fact asks for it, so the default is false. */
  readonly closedAtYearEnd?: boolean
}

/** First and last year of the holiday table (inclusive); asking about a day outside throws a RangeError. */
export const HOLIDAY_YEARS = { from: 1970, until: 2050 } as const

const HOLIDAYS: ReadonlyMap<string, string> = new Map(
  Object.values(holidayJp.holidays).map((holiday) => [holiday.date, holiday.name]),
)

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

/** 1970-01-01, day number 0, was a Thursday. */
const THURSDAY = 4

const weekdayIndex = (date: CivilDate): number => (((toDayNumber(date) + THURSDAY) % 7) + 7) % 7

/** 曜日: counted from the day number, without a calendar library. */
export const weekdayOf = (date: CivilDate): Weekday => WEEKDAYS[weekdayIndex(date)] ?? 'sunday'

/** 祝日の名称: the Japanese name of a holiday, substitutes included, or null on other days. Throws outside {@link HOLIDAY_YEARS}. */
export function holidayName(date: CivilDate): string | null {
  const year = Number(date.slice(0, 4))
  if (year < HOLIDAY_YEARS.from || year > HOLIDAY_YEARS.until) {
    throw new RangeError(
      `no holidays are known for ${date}: the table holds ${HOLIDAY_YEARS.from} to ${HOLIDAY_YEARS.until}`,
    )
  }
  return HOLIDAYS.get(date) ?? null
}

/** 祝日: a national holiday or its substitute. */
export const isHoliday = (date: CivilDate): boolean => holidayName(date) !== null

const isYearEnd = (date: CivilDate): boolean =>
  (monthOf(date) === 12 && dayOfMonth(date) >= 29) || (monthOf(date) === 1 && dayOfMonth(date) <= 3)

/** 営業日: Monday to Friday, no holiday, and outside the year-end break where the calendar has one. */
export function isBusinessDay(date: CivilDate, calendar: BusinessCalendar = {}): boolean {
  const weekday = weekdayIndex(date)
  if (weekday === 0 || weekday === 6 || isHoliday(date)) return false
  return !(calendar.closedAtYearEnd === true && isYearEnd(date))
}

/** The n-th business day strictly after a day, before it for a negative n; zero gives the day itself, open or not. */
export function addBusinessDays(date: CivilDate, n: number, calendar: BusinessCalendar = {}): CivilDate {
  const step = n < 0 ? -1 : 1
  let day = date
  for (let left = Math.abs(n); left > 0;) {
    day = addDays(day, step)
    if (isBusinessDay(day, calendar)) left -= 1
  }
  return day
}

/**
 * Business days after `from` (exclusive) up to `to` (inclusive); negative when `to` is earlier. For a business day `to` it
 * is the number that {@link addBusinessDays} needs to get there.
 */
export function businessDaysBetween(from: CivilDate, to: CivilDate, calendar: BusinessCalendar = {}): number {
  const step = to < from ? -1 : 1
  let count = 0
  for (let day = from; day !== to;) {
    day = addDays(day, step)
    if (isBusinessDay(day, calendar)) count += step
  }
  return count
}
