import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../generators/documents/index.ts'
import type { History } from '../../scenarios/history.ts'
import { loadScenario } from '../../scenarios/load.ts'
import { replay } from '../../scenarios/replay.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { createSimulator } from '../../simulator/index.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { scriptedInsurer } from '../../src/conformance/drivers/scripted-insurer.ts'
import { createReferenceInsurer } from '../../src/conformance/reference/insurer/insurer.ts'
import { insurerRequirements } from '../../src/conformance/requirements/index.ts'
import { checkService } from '../../src/conformance/service-check.ts'

const print = createRenderer({ limit: 100 })

const FILES = globSync('scenarios/data/rulebook/*.yaml')
  .toSorted()
  .flatMap((file): (readonly [string, Scenario])[] => {
    const loaded = loadScenario(readFileSync(file, 'utf8'), file)
    if (!loaded.ok) throw new Error(`${file} does not load: ${JSON.stringify(loaded.problem)}`)
    return loaded.value.suite === 'insurer' ? [[file, loaded.value]] : []
  })

async function play(scenario: Scenario, by: 'script' | 'reference'): Promise<History> {
  const { fetch, worlds } = createSimulator()
  const driver =
    by === 'script'
      ? scriptedInsurer(scenario, fetch, print)
      : functionDriver('reference', createReferenceInsurer({ fetch, print }))
  const replayed = await replay(scenario, worlds, driver, {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: 'file',
  })
  if (replayed.kind === 'refused') throw new Error(JSON.stringify(replayed.refusal))
  return replayed.history
}

const judged = (scenario: Scenario, history: History) =>
  insurerRequirements.find(({ id }) => id === scenario.requirement)?.examine(history)

describe('a file about the rules of insurers', () => {
  it.each(FILES)('shows what a right insurer does: %s', async (_file, scenario) => {
    const history = await play(scenario, 'script')
    expect(history.steps.flatMap(({ missing }) => missing ?? [])).toEqual([])
    expect(judged(scenario, history)).toMatchObject({ findings: [] })
    expect(checkService(history)).toEqual([])
  })

  it.each(FILES)('is what the reference insurer does: %s', async (_file, scenario) => {
    expect(judged(scenario, await play(scenario, 'reference'))).toMatchObject({ findings: [] })
  })
})
