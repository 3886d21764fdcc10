import { z } from 'zod'
import type { Instant } from '../../src/domain/civil-date.ts'
import { momentText, resolveMoment } from '../days.ts'
import { CONSENT_KINDS, type FaultConcern, type FaultSetting, OFFLINE_FORMS } from './fault.ts'
import { FAULTS, type FaultName } from './index.ts'

const count = z.int().min(1).max(100_000)

/** 障害の項目: scope, window and details of a fault as scenarios and the control API write them; all may be left out. */
export const faultFields = {
  /** Strikes what concerns this person only. */
  person: z.string().optional(),
  /** Milliseconds of wall time. */
  millis: z.int().min(0).max(60_000).optional(),
  /** Strikes the site with this code only. */
  facility: z
    .string()
    .regex(/^\d{10}$/, '10 digits')
    .optional(),
  /** Strikes files whose names begin like this only, e.g. `OQSmuquc`, or `face`. */
  prefix: z
    .string()
    .regex(/^(?:face|[A-Z]{3}[a-z0-9]{0,9})$/, 'the beginning of a file name such as OQSsiquc01 or OQSmu, or face')
    .optional(),
  /** Strikes every n-th, the n-th only, or the first n messages of its scope. */
  nth: z
    .union([z.strictObject({ every: count }), z.strictObject({ only: count }), z.strictObject({ first: count })])
    .optional(),
  /** First moment, inclusive. */
  from: momentText.optional(),
  /** Last moment, exclusive; later than `from`. */
  until: momentText.optional(),
  /** `registration-lag`: hours of the world's clock. */
  hours: z.int().min(1).max(17_520).optional(),
  /** `partial-consent`: consents that do not arrive. */
  withholds: z.array(z.enum(CONSENT_KINDS)).min(1).optional(),
  /** What comes of a request while nothing can be asked (ASM-07). */
  offline: z.enum(OFFLINE_FORMS).optional(),
}

const fields = z.strictObject(faultFields)
type FaultFields = z.infer<typeof fields>

const OF_MESSAGES: ReadonlySet<FaultConcern> = new Set(['exchanges', 'requests', 'downloads'])
const DETAILS = ['hours', 'withholds', 'offline'] as const

/** A field that means nothing for a fault, or null: only faults of messages have an `nth` and a `prefix`. */
export function misfitOf(fault: FaultName, given: Partial<FaultFields>): keyof FaultFields | null {
  const { concerns, takes } = FAULTS[fault]
  const wrong = DETAILS.find((detail) => given[detail] !== undefined && !takes.includes(detail))
  if (wrong !== undefined) return wrong
  if (OF_MESSAGES.has(concerns)) return null
  if (given.nth !== undefined) return 'nth'
  return given.prefix === undefined ? null : 'prefix'
}

/** What a window needs of its end. */
export const LATER_THAN_FROM = { ja: '「from」より後の日時', en: 'a moment later than from' } as const

const isOfClock = (moment: string): boolean => moment.startsWith('+')

/**
 * True for a window that is over before it begins: no moment lies in it. With the clock left open, a window of which one end
 * alone counts from the clock passes.
 */
export function isOverAtOnce({ from, until }: Partial<FaultFields>, start: Instant, now: Instant | null): boolean {
  if (from === undefined || until === undefined) return false
  if (now === null && isOfClock(from) !== isOfClock(until)) return false
  return resolveMoment(until, start, now ?? start) <= resolveMoment(from, start, now ?? start)
}

/** The fields with their moments worked out: relative to the start of the scenario and to the clock. */
export function settingOf(given: Partial<FaultFields>, start: Instant, now: Instant): FaultSetting {
  const { person, millis, facility, prefix, nth, from, until, hours, withholds, offline } = given
  return {
    ...(person === undefined ? {} : { person }),
    ...(millis === undefined ? {} : { millis }),
    ...(facility === undefined ? {} : { facility }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(nth === undefined ? {} : { nth }),
    ...(from === undefined ? {} : { from: resolveMoment(from, start, now) }),
    ...(until === undefined ? {} : { until: resolveMoment(until, start, now) }),
    ...(hours === undefined ? {} : { hours }),
    ...(withholds === undefined ? {} : { withholds }),
    ...(offline === undefined ? {} : { offline }),
  }
}
