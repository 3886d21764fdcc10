import { type Result, err, ok } from './result.ts'

/** 暦日: a civil day in Japan, `YYYY-MM-DD`. Text order is time order. */
export type CivilDate = string & { readonly __brand: 'CivilDate' }

/** A moment on the Japanese clock to the second, always `YYYY-MM-DDTHH:mm:ss+09:00`. Text order is time order. */
export type Instant = string & { readonly __brand: 'Instant' }

/** How 29 February is observed in a common year; `facts/rules.md` section 9 no. 22 (`leap.policy`) and no. 34 (`koukiStart.leap`). */
export type LeapPolicy = 'FEB28' | 'MAR1'

const DAY_SECONDS = 86_400
const OFFSET = '+09:00'
const DASH = 0x2d
const COLON = 0x3a
const LETTER_T = 0x54

/** The numbers 0 to 99 with two digits. */
const TWO: readonly string[] = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'))
const two = (n: number): string => TWO[n] ?? String(n)

/** The number that two digits of a text make, NaN when they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30
  const ones = text.charCodeAt(at + 1) - 0x30
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const fourDigits = (text: string, at: number): number => twoDigits(text, at) * 100 + twoDigits(text, at + 2)

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Days in a month, `month` 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 31)
}

const isDashed = (text: string): boolean => text.charCodeAt(4) === DASH && text.charCodeAt(7) === DASH

/** Reads `YYYY-MM-DD`, years 1600 to 9999; refuses days that do not exist. */
export function parseCivilDate(text: string): Result<CivilDate, string> {
  const year = fourDigits(text, 0)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  if (text.length !== 10 || !isDashed(text) || Number.isNaN(year + month + day)) {
    return err(`"${text}" is not a date of the form YYYY-MM-DD`)
  }
  if (year < 1600 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return err(`"${text}" is not a day of the calendar`)
  }
  return ok(text as CivilDate)
}

/** A date written in source code; throws a RangeError when it does not exist. */
export function civilDate(text: string): CivilDate {
  const parsed = parseCivilDate(text)
  if (!parsed.ok) throw new RangeError(parsed.problem)
  return parsed.value
}

/** Reads the eight digits `yyyyMMdd` of the wire. */
export function parseCompactDate(text: string): Result<CivilDate, string> {
  const digits = fourDigits(text, 0) + fourDigits(text, 4)
  if (text.length !== 8 || Number.isNaN(digits)) return err(`"${text}" is not a date of the form yyyyMMdd`)
  return parseCivilDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
}

/** `yyyyMMdd`, as the wire writes days. */
export const compactDate = (date: CivilDate): string => `${date.slice(0, 4)}${date.slice(5, 7)}${date.slice(8)}`

export const yearOf = (date: CivilDate): number => fourDigits(date, 0)
/** 1 to 12. */
export const monthOf = (date: CivilDate): number => twoDigits(date, 5)
/** 1 to 31. */
export const dayOfMonth = (date: CivilDate): number => twoDigits(date, 8)

const fromParts = (year: number, month: number, day: number): CivilDate =>
  `${year >= 1000 ? year : String(year).padStart(4, '0')}-${two(month)}-${two(day)}` as CivilDate

/** Days since 1970-01-01, negative before; proleptic Gregorian. */
export function toDayNumber(date: CivilDate): number {
  const month = monthOf(date)
  const year = yearOf(date) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth(date) - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The inverse of {@link toDayNumber}. */
export function fromDayNumber(dayNumber: number): CivilDate {
  const shifted = dayNumber + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  return fromParts(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}

export const addDays = (date: CivilDate, days: number): CivilDate => fromDayNumber(toDayNumber(date) + days)

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number => toDayNumber(to) - toDayNumber(from)

/** Adds months and keeps the day of the month, clipped to the month's end (31 January + 1 month = 28 or 29 February). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const total = yearOf(date) * 12 + (monthOf(date) - 1) + months
  const year = Math.floor(total / 12)
  const month = (((total % 12) + 12) % 12) + 1
  return fromParts(year, month, Math.min(dayOfMonth(date), daysInMonth(year, month)))
}

export const endOfMonth = (date: CivilDate): CivilDate =>
  fromParts(yearOf(date), monthOf(date), daysInMonth(yearOf(date), monthOf(date)))

export const startOfMonth = (date: CivilDate): CivilDate => `${date.slice(0, 7)}-01` as CivilDate

/** `YYYY-MM`, for comparing months. */
export const civilMonth = (date: CivilDate): string => date.slice(0, 7)

export const laterOf = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? b : a)
export const earlierOf = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? a : b)

/** The `age`-th birthday; 29 February is observed by `leap` in common years. */
export function birthday(birthDate: CivilDate, age: number, leap: LeapPolicy): CivilDate {
  const year = yearOf(birthDate) + age
  if (monthOf(birthDate) === 2 && dayOfMonth(birthDate) === 29 && !isLeapYear(year)) {
    return leap === 'FEB28' ? fromParts(year, 2, 28) : fromParts(year, 3, 1)
  }
  return fromParts(year, monthOf(birthDate), dayOfMonth(birthDate))
}

/**
 * 年齢到達日: the day on which a person reaches an age in law, the day before the birthday.
 * Born on 29 February: 28 February in every year. @see facts/rules.md section 6
 */
export function reachesAgeOn(birthDate: CivilDate, age: number): CivilDate {
  return addDays(birthday(birthDate, age, 'MAR1'), -1)
}

/** 満年齢 by law: completed years, counted up on the day before the birthday. */
export function legalAgeOn(birthDate: CivilDate, day: CivilDate): number {
  const years = yearOf(day) - yearOf(birthDate)
  if (reachesAgeOn(birthDate, years + 1) <= day) return years + 1
  return reachesAgeOn(birthDate, years) <= day ? years : years - 1
}

/** 年度: the fiscal year a day belongs to, from 1 April (inclusive) to 31 March. */
export const fiscalYear = (date: CivilDate): number => yearOf(date) - (monthOf(date) < 4 ? 1 : 0)

/** Reads an instant; the offset must be +09:00, the seconds are required. */
export function parseInstant(text: string): Result<Instant, string> {
  const date = text.slice(0, 10)
  const digits = fourDigits(date, 0) + twoDigits(date, 5) + twoDigits(date, 8)
  const isForm = text.length === 25 && isDashed(date) && !Number.isNaN(digits) && hasTime(text) && text.endsWith(OFFSET)
  if (!isForm) return err(`"${text}" is not a Japanese instant of the form YYYY-MM-DDTHH:mm:ss+09:00`)
  const parsed = parseCivilDate(date)
  return parsed.ok ? ok(text as Instant) : parsed
}

/** True for `THH:mm:ss` from the eleventh character on. */
const hasTime = (text: string): boolean =>
  text.charCodeAt(10) === LETTER_T &&
  twoDigits(text, 11) < 24 &&
  text.charCodeAt(13) === COLON &&
  twoDigits(text, 14) < 60 &&
  text.charCodeAt(16) === COLON &&
  twoDigits(text, 17) < 60

/** An instant written in source code; throws a RangeError when it does not exist. */
export function instant(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new RangeError(parsed.problem)
  return parsed.value
}

/** A day and a time of day (`HH:mm` or `HH:mm:ss`) on the Japanese clock. */
export const instantOf = (date: CivilDate, time: string): Instant =>
  instant(`${date}T${time.length === 5 ? `${time}:00` : time}+09:00`)

/** The Japanese day of an instant. */
export const dateOf = (at: Instant): CivilDate => at.slice(0, 10) as CivilDate

/** The moment at a whole minute (0 to 1439) of a day. */
export const minuteOfDay = (date: CivilDate, minute: number): Instant =>
  `${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00${OFFSET}` as Instant

/** `yyyyMMddHHmmss`, as the wire writes moments. */
export const compactInstant = (at: Instant): string =>
  `${at.slice(0, 4)}${at.slice(5, 7)}${at.slice(8, 10)}${at.slice(11, 13)}${at.slice(14, 16)}${at.slice(17, 19)}`

/** Reads the fourteen digits `yyyyMMddHHmmss` of the wire as a Japanese moment. */
export function parseCompactInstant(text: string): Result<Instant, string> {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text)
  if (match === null) return err(`"${text}" is not a moment of the form yyyyMMddHHmmss`)
  return parseInstant(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}+09:00`)
}

const secondOfDay = (at: Instant): number => twoDigits(at, 11) * 3600 + twoDigits(at, 14) * 60 + twoDigits(at, 17)

/** Seconds since 1970-01-01T00:00:00+09:00: a count for arithmetic, not a Unix time. */
export const toSecondNumber = (at: Instant): number => toDayNumber(dateOf(at)) * DAY_SECONDS + secondOfDay(at)

export function addSeconds(at: Instant, seconds: number): Instant {
  const total = toSecondNumber(at) + seconds
  const dayNumber = Math.floor(total / DAY_SECONDS)
  const rest = total - dayNumber * DAY_SECONDS
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}`
  return `${fromDayNumber(dayNumber)}T${time}${OFFSET}` as Instant
}

/** The Japanese instant of a Unix time in milliseconds, the fraction of a second dropped. Used at the shell, where clocks are read. */
export const instantOfUnixMillis = (millis: number): Instant =>
  addSeconds('1970-01-01T09:00:00+09:00' as Instant, Math.floor(millis / 1000))
