import { z } from 'zod'
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

/** A day in a scenario: absolute (`2026-08-20`) or an offset from the start (`start`, `start-1d`, `start+3m`, `start-5y`). */
export const dayText = z
  .string()
  .refine((text) => OFFSET.test(text) || parseCivilDate(text).ok, 'a day YYYY-MM-DD, or an offset such as start-1d, start+3m')
export type DayText = z.infer<typeof dayText>

/** A moment in a scenario: absolute, or `start`, `start+1dT09:00`, or relative to the clock (`+30m`, `+24h`). */
export const momentText = z
  .string()
  .refine(
    (text) => DURATION.test(text) || INSTANT_OFFSET.test(text) || parseInstant(text).ok,
    'an instant YYYY-MM-DDTHH:mm:ss+09:00, an offset such as start+1dT09:00, or a duration such as +24h',
  )

function offsetDay(start: CivilDate, sign: string | undefined, amount: string | undefined, unit: string | undefined): CivilDate {
  if (amount === undefined) return start
  const n = (sign === '-' ? -1 : 1) * Number(amount)
  return unit === 'd' ? addDays(start, n) : addMonths(start, unit === 'm' ? n : n * 12)
}

/** Resolves a day against the start of its scenario. The text was validated by {@link dayText}. */
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
  return match[4] === undefined ? instantOf(day, start.slice(11, 19)) : instantOf(day, `${match[4]}:${match[5]}:${match[6] ?? '00'}`)
}
