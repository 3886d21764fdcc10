import type { Instant } from '../src/domain/civil-date.ts'
import type { Facts, Presentation } from '../src/domain/presentation.ts'
import type { Capabilities, ClinicOperation, OperationResult, Reception } from './protocol.ts'
import type { Scenario, Step } from './scenario.ts'

/** One exchange between the system under test and the simulated service. Bytes as they were on the wire. */
export interface Message {
  readonly sequence: number
  readonly at: Instant
  /** `oqs` requests and their answers, `face` pick-ups of reader results, `insurer` exchanges with the insurers' gateway. */
  readonly door: 'oqs' | 'face' | 'insurer'
  /** File name of the request, or of the face file that was fetched; for `insurer` the method and the path below `/insurer/`. */
  readonly name: string
  readonly request: Uint8Array | null
  readonly answer: Uint8Array | null
  readonly answerName: string | null
  readonly status: number
  /** What the service made of it, for readers of a log: `answered`, `refused`, `fault`. */
  readonly note: 'answered' | 'refused' | 'fault'
}

/** Why a step has no observation: the operation is unsupported, the driver broke, or the counter could not do it. */
export type NoObservation =
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'driver'; readonly code: string; readonly message: string }
  | { readonly kind: 'impossible'; readonly message: string }

/** What one step of the scenario left behind. */
export interface StepRecord {
  readonly index: number
  readonly at: Instant
  readonly step: Step
  /** Exchanges that the system made during the step. */
  readonly messages: readonly Message[]
  /** For `receive`: what the clerk saw, and the truth behind it. */
  readonly reception: { readonly shown: Reception; readonly presentation: Presentation; readonly facts: Facts } | null
  readonly result: OperationResult<ClinicOperation> | null
  readonly missing: NoObservation | null
}

/** The ordered record of a replay; it stands alone and is judged without the world it came from. */
export interface History {
  readonly v: 1
  readonly scenario: Scenario
  readonly seed: number
  readonly ruleset: string
  readonly start: Instant
  readonly system: { readonly name: string; readonly version: string; readonly capabilities: Capabilities } | null
  readonly steps: readonly StepRecord[]
}
