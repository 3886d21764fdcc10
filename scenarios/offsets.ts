import {
  type CivilDate,
  type Instant,
  addDays,
  addMonths,
  addSeconds,
  civilDate,
  dateOf,
  instant,
  instantOf,
  parseCivilDate,
  parseInstant,
} from '../src/domain/civil-date.ts'

const OFFSET = /^start(?:([+-])(\d{1,4})([dmy]))?$/
const INSTANT_OFFSET = /^start(?:([+-])(\d{1,4})([dmy]))?(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?$/
const DURATION = /^\+(\d{1,6})(s|m|h|d)$/
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** Longest offset, in years: what is reckoned from a start has a date, too. */
const REACH = 150
const PER_YEAR = { d: 366, m: 12, y: 1 } as const

/** True for an offset of a pattern that does not lead out of the calendar. */
function isWithinReach(pattern: RegExp, text: string): boolean {
  const match = pattern.exec(text)
  const unit = match?.[3] === 'm' || match?.[3] === 'y' ? match[3] : 'd'
  return match !== null && Number(match[2] ?? 0) <= REACH * PER_YEAR[unit]
}

/** True for a day of a scenario: absolute, or an offset of at most 150 years from the start. */
export const isDayText = (text: string): boolean => isWithinReach(OFFSET, text) || parseCivilDate(text).ok

/** True for a moment of a scenario: absolute, an offset from the start, or a duration. */
export const isMomentText = (text: string): boolean =>
  DURATION.test(text) || isWithinReach(INSTANT_OFFSET, text) || parseInstant(text).ok

function offsetDay(
  start: CivilDate,
  sign: string | undefined,
  amount: string | undefined,
  unit: string | undefined,
): CivilDate {
  if (amount === undefined) return start
  const n = (sign === '-' ? -1 : 1) * Number(amount)
  return unit === 'd' ? addDays(start, n) : addMonths(start, unit === 'm' ? n : n * 12)
}

/** Resolves a day against the start of its scenario. The text has passed {@link isDayText}. */
export function resolveDay(text: string, start: Instant): CivilDate {
  const match = OFFSET.exec(text)
  return match === null ? civilDate(text) : offsetDay(dateOf(start), match[1], match[2], match[3])
}

/** Resolves a moment against the start and, for durations, the clock. */
export function resolveMoment(text: string, start: Instant, now: Instant): Instant {
  const duration = DURATION.exec(text)
  if (duration !== null) {
    const unit = duration[2] === 's' || duration[2] === 'm' || duration[2] === 'h' ? duration[2] : 'd'
    return addSeconds(now, Number(duration[1]) * SECONDS[unit])
  }
  const match = INSTANT_OFFSET.exec(text)
  if (match === null) return instant(text)
  if (match[4] === undefined && match[2] === undefined) return start
  const day = offsetDay(dateOf(start), match[1], match[2], match[3])
  return match[4] === undefined
    ? instantOf(day, start.slice(11, 19))
    : instantOf(day, `${match[4]}:${match[5]}:${match[6] ?? '00'}`)
}
