import { parseInstant } from '../domain/civil-date.ts'
import type { WorldSetup } from '../../scenarios/ports.ts'
import { type ScenarioRefusal, worldSetup } from '../../scenarios/replay.ts'
import { type PersonRef, scenarioSchema } from '../../scenarios/scenario.ts'

/** What the world of a test starts with, as a scenario file would say it. */
export interface WorldText {
  readonly seed: number
  readonly now: string
  readonly ruleset: string
  readonly people: Readonly<Record<string, PersonRef>>
}

const sentenceOf = (refusal: ScenarioRefusal): string =>
  `${refusal.what} "${refusal.name}"${refusal.code === 'SIM-P001' ? `; there are: ${refusal.known.join(', ')}` : ''}`

/** 世界の準備: people and rules as a scenario would have them. Throws a RangeError for what there is not. */
export function peopledWorld({ seed, now, ruleset, people }: WorldText): WorldSetup {
  const start = parseInstant(now)
  if (!start.ok) throw new RangeError(`now "${now}" is no Japanese instant, such as 2026-11-21T09:00:00+09:00`)
  const scenario = scenarioSchema.parse({ seed, ruleset, start: start.value, people, steps: [] })
  const setup = worldSetup(scenario, start.value, 0)
  if (!setup.ok) throw new RangeError(sentenceOf(setup.problem))
  return setup.value
}
