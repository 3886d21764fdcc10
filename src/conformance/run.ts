import type { Driver, WorldFactory } from '../../scenarios/ports.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import type { Requirement } from './requirement.ts'
import type { SelfCheck } from './self-check.ts'

/** What a conformance run is made of; the shell supplies worlds, driver and progress. */
export interface RunOptions {
  readonly driver: Driver
  readonly worlds: WorldFactory
  /** Default `clinic`. */
  readonly suite?: Scenario['suite']
  readonly requirements: readonly Requirement[]
  readonly seed: number
  /** Cases per requirement, or every edge of a requirement once. */
  readonly cases: number | 'edges'
  readonly ruleset: string
  /** Restricts drawing to these requirements; every history is still judged against them only. */
  readonly only?: readonly string[]
  /** Draws cases of these requirements only; every history is still judged against all. Default: of all. */
  readonly drawn?: readonly string[]
  /** One address `R#k` instead of the whole run. */
  readonly address?: string
  /** How our own service is judged in the same run; left out, it is not. */
  readonly selfCheck?: SelfCheck
  /** Milliseconds on any steady clock; supplied by the shell for the budget of minimising. */
  readonly steadyMillis: () => number
  /** False skips confirming and minimising, where only the verdicts matter. */
  readonly minimizeFailures?: boolean
  readonly progress?: (done: number, planned: number, label: string) => void
}
