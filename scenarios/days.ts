import { z } from 'zod'
import { isDayText, isMomentText } from './offsets.ts'

export { resolveDay, resolveMoment } from './offsets.ts'

/** A day in a scenario: absolute (`2026-08-20`) or an offset from the start (`start`, `start-1d`, `start+3m`, `start-5y`). */
export const dayText = z.string().refine(isDayText, 'a day YYYY-MM-DD, or an offset such as start-1d, start+3m')
export type DayText = z.infer<typeof dayText>

/** A moment in a scenario: absolute, or `start`, `start+1dT09:00`, or relative to the clock (`+30m`, `+24h`). */
export const momentText = z
  .string()
  .refine(
    isMomentText,
    'an instant YYYY-MM-DDTHH:mm:ss+09:00, an offset such as start+1dT09:00, or a duration such as +24h',
  )
