import type { Scenario } from '../../scenarios/scenario.ts'
import { shrinkScenario } from './arbitraries/shrink.ts'

/** How much minimising may cost. */
export interface Budget {
  /** Replays, default 300. */
  readonly replays: number
  /** Milliseconds on the shell's steady clock, default 20,000. */
  readonly millis: number
  readonly steadyMillis: () => number
}

export const ordinaryBudget = (steadyMillis: () => number): Budget => ({ replays: 300, millis: 20_000, steadyMillis })

/** A scenario made smaller, and how many replays that took. */
export interface Minimized {
  readonly scenario: Scenario
  readonly replays: number
}

/**
 * Takes the first smaller scenario that still fails, again and again, until none does or the budget is spent; keeps the
 * best so far. `stillFails` has to hold for the same requirement with the same finding code.
 */
export async function minimize(
  scenario: Scenario,
  stillFails: (candidate: Scenario) => Promise<boolean>,
  budget: Budget,
): Promise<Minimized> {
  const until = budget.steadyMillis() + budget.millis
  let best = scenario
  let replays = 0
  let improved = true
  while (improved) {
    improved = false
    for (const candidate of shrinkScenario(best)) {
      if (replays >= budget.replays || budget.steadyMillis() >= until) return { scenario: best, replays }
      replays += 1
      // oxlint-disable-next-line no-await-in-loop -- each attempt depends on the one before
      if (await stillFails(candidate)) {
        best = candidate
        improved = true
        break
      }
    }
  }
  return { scenario: best, replays }
}
