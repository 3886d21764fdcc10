import type { CivilDate, Instant } from '../src/domain/civil-date.ts'
import { resolveDay } from './days.ts'
import type { Message, NoObservation, StepRecord } from './history.ts'
import type { Driver, DriverProblem, World } from './ports.ts'
import type { Capabilities, Operation, OperationInput, OperationResult } from './protocol.ts'
import type { Scenario } from './scenario.ts'

/** What a replay needs to know beyond the scenario. */
export interface ReplayOptions {
  /** What the system said it can do; null before the first setup of a run. */
  readonly capabilities: Capabilities | null
  /** The clock of a system whose clock is fixed, at which the world starts. */
  readonly fixedNow: Instant | null
  /** Added to every index, so that a system that keeps its memory meets fresh people. A multiple of 16. */
  readonly freshPeople: number
  readonly caseName: string
  /** False leaves unasked what an insurer issued, where nothing is to be learnt from it; default true. */
  readonly papers?: boolean
}

/** One playing of a scenario: the world, the system under test, and the messages not yet taken. */
export interface Stage {
  readonly world: World
  readonly driver: Driver
  readonly options: ReplayOptions
  readonly scenario: Scenario
  readonly start: Instant
  /** Exchanges since the last call. */
  readonly takeMessages: () => readonly Message[]
  readonly day: (text: string) => CivilDate
}

/** Opens the stage of a world. */
export function openStage(parts: Pick<Stage, 'world' | 'driver' | 'options' | 'scenario' | 'start'>): Stage {
  let seen = -1
  return {
    ...parts,
    takeMessages: () => {
      const messages = parts.world.messagesSince(seen)
      seen = messages.at(-1)?.sequence ?? seen
      return messages
    },
    day: (text) => resolveDay(text, parts.start),
  }
}

/** What a step left: the answer of the system, or why there is none. */
export type Attempt = Pick<StepRecord, 'result' | 'missing'>

export const NOTHING: Attempt = { result: null, missing: null }

export const impossible = (message: string): Attempt => ({ result: null, missing: { kind: 'impossible', message } })

/** Thrown inside a replay to end it: the driver is gone for good. */
export class DriverGone extends Error {
  override readonly name = 'DriverGone'
  readonly problem: DriverProblem

  constructor(problem: DriverProblem) {
    super(problem.message)
    this.problem = problem
  }
}

/** Asks the system under test for one operation. Throws {@link DriverGone} when it is gone for good. */
export async function perform<K extends Operation>(
  stage: Stage,
  op: K,
  input: OperationInput<K>,
): Promise<{ result: OperationResult<K> | null; missing: NoObservation | null }> {
  const { capabilities, caseName } = stage.options
  if (capabilities !== null && !capabilities.operations.includes(op))
    return { result: null, missing: { kind: 'unsupported' } }
  const performed = await stage.driver.perform(caseName, op, input)
  if (performed.kind === 'unsupported') return { result: null, missing: { kind: 'unsupported' } }
  if (performed.kind === 'problem') {
    if (performed.problem.fatal) throw new DriverGone(performed.problem)
    return {
      result: null,
      missing: { kind: 'driver', code: performed.problem.code, message: performed.problem.message },
    }
  }
  const { now } = performed.result
  if (now !== undefined && capabilities?.clock === 'fixed') stage.world.moveTo(now)
  return { result: performed.result, missing: null }
}
