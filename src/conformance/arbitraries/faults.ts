import fc from 'fast-check'
import { CONSENT_KINDS, type NthMessage, OFFLINE_FORMS } from '../../../scenarios/faults/fault.ts'
import { isOverAtOnce, misfitOf } from '../../../scenarios/faults/fields.ts'
import { FAULTS, FAULT_NAMES } from '../../../scenarios/faults/index.ts'
import type { Step } from '../../../scenarios/scenario.ts'
import { type Instant, addSeconds } from '../../domain/civil-date.ts'

/** A step that turns a fault on. */
export type FaultStep = Extract<Step, { do: 'fault' }>

/** Where drawn faults may strike: what is left out is never narrowed to. */
export interface FaultGround {
  readonly start: Instant
  /** Minutes from the start between which windows open and close. */
  readonly minutes: number
  /** Names of people in the world. */
  readonly people: readonly string[]
  /** Institution codes. */
  readonly facilities?: readonly string[]
  /** Longest wait in milliseconds of wall time; default 20. */
  readonly millis?: number
}

const PREFIXES = ['OQS', 'OQSsiquc01', 'OQSmu', 'OQSmuquc02', 'YZK', 'face'] as const

const NTH: fc.Arbitrary<NthMessage> = fc.oneof(
  fc.record({ first: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ only: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ every: fc.integer({ min: 1, max: 4 }) }),
)

/** Mostly nothing, and nothing when it is made smaller. */
const seldom = <T>(drawn: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ withCrossShrink: true }, { weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: drawn })

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T | undefined> =>
  values.length === 0 ? fc.constant(undefined) : seldom(fc.constantFrom(...values))

type Narrowing = Omit<FaultStep, 'do' | 'on' | 'fault'>

/** A fault without what is undefined, what means nothing for it, and an end before its beginning. */
function fitting(fault: FaultStep['fault'], narrowing: Narrowing, start: Instant): FaultStep {
  const told: FaultStep = { do: 'fault', fault, on: true }
  return Object.entries(narrowing).reduce<FaultStep>((step, [field, value]) => {
    if (value === undefined || (field === 'millis' && !FAULTS[fault].takes.includes('millis'))) return step
    const narrower = { ...step, [field]: value }
    return misfitOf(fault, narrower) === null && !isOverAtOnce(narrower, start, null) ? narrower : step
  }, told)
}

/** 障害を引く: one fault with scope, window and details; smaller ones are wider and plainer. */
export function faultArbitrary(ground: FaultGround): fc.Arbitrary<FaultStep> {
  const minute = fc.integer({ min: 0, max: ground.minutes })
  const moment = minute.map((minutes) => addSeconds(ground.start, minutes * 60))
  const millis = fc.integer({ min: 0, max: ground.millis ?? 20 })
  return fc
    .tuple(
      fc.constantFrom(...FAULT_NAMES),
      fc.record({
        person: oneOf(ground.people),
        facility: oneOf(ground.facilities ?? []),
        prefix: oneOf(PREFIXES),
        nth: seldom(NTH),
        from: seldom(moment),
        until: seldom(moment),
        millis: seldom(millis),
        hours: seldom(fc.integer({ min: 1, max: 72 })),
        withholds: seldom(fc.subarray([...CONSENT_KINDS], { minLength: 1 })),
        offline: oneOf(OFFLINE_FORMS),
      }),
    )
    .map(([fault, narrowing]) => fitting(fault, narrowing, ground.start))
}

/** Two faults with the same scope and window are one: the later takes the place of the earlier. */
const placeOf = ({ fault, person, facility, prefix, nth, from, until }: FaultStep): string =>
  JSON.stringify([fault, person, facility, prefix, nth, from, until])

/** 障害の計画: up to six faults at once, none in the place of another; smaller plans have fewer and plainer faults. */
export const faultPlanArbitrary = (ground: FaultGround): fc.Arbitrary<FaultStep[]> =>
  fc.uniqueArray(faultArbitrary(ground), { maxLength: 6, selector: placeOf })

/** The plan of a seed. */
export const drawFaultPlan = (seed: number, ground: FaultGround): readonly FaultStep[] =>
  fc.sample(faultPlanArbitrary(ground), { seed, numRuns: 1 })[0] ?? []
