import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadScenarioFile } from '../../scenarios/load.ts'
import { replay } from '../../scenarios/replay.ts'
import type { History } from '../../scenarios/history.ts'
import type { Driver } from '../../scenarios/ports.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { createSimulator } from '../../simulator/index.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { scriptedDriver } from '../../src/conformance/drivers/scripted.ts'
import { turnsOf } from '../../src/conformance/evidence.ts'
import { createReferenceClinic } from '../../src/conformance/reference/clinic/clinic.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { checkService } from '../../src/conformance/service-check.ts'

const folder = fileURLToPath(new URL('../../scenarios/data/situations/', import.meta.url))

const files = globSync('*.yaml', { cwd: folder })
  .toSorted()
  .flatMap((name) => {
    const loaded = loadScenarioFile(`${folder}${name}`)
    if (!loaded.ok) throw new Error(`${name}: ${loaded.problem.map(({ message }) => message.en).join('; ')}`)
    return loaded.value.suite === 'clinic' ? [[name, loaded.value] as const] : []
  })

async function play(scenario: Scenario, drive: 'script' | 'reference'): Promise<History> {
  const simulator = createSimulator()
  const driver: Driver =
    drive === 'script'
      ? scriptedDriver(scenario, simulator.fetch)
      : functionDriver('reference', createReferenceClinic({ fetch: simulator.fetch }))
  const replayed = await replay(scenario, simulator.worlds, driver, {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: 'situation',
  })
  if (replayed.kind === 'refused') throw new Error(JSON.stringify(replayed.refusal))
  return replayed.history
}

describe('a situation of every week', () => {
  it.each(files)('%s, played as it was typed, proves its requirement', async (_name, scenario) => {
    const requirement = clinicRequirements.find(({ id }) => id === scenario.requirement)
    const history = await play(scenario, 'script')
    expect(requirement?.examine(history)).toMatchObject({ findings: [] })
    expect(checkService(history)).toEqual([])
  })

  it.each(files)('%s is decided by the rules as it was typed', async (_name, scenario) => {
    for (const { outcome, decision } of turnsOf(await play(scenario, 'script'))) {
      const right = decision()
      expect([right.outcome, right.method]).toEqual([outcome.decision, outcome.method])
      const kept = outcome.recorded === null ? {} : { verified: right.verified, key: right.key }
      expect(outcome.recorded ?? {}).toMatchObject(kept)
    }
  })

  it.each(files)('%s breaks no requirement when the reference clinic plays it', async (_name, scenario) => {
    const history = await play(scenario, 'reference')
    const typed = turnsOf(await play(scenario, 'script')).map(({ outcome }) => [outcome.decision, outcome.recorded])
    expect(turnsOf(history).map(({ outcome }) => [outcome.decision, outcome.recorded])).toEqual(typed)
    expect(clinicRequirements.flatMap((requirement) => requirement.examine(history)?.findings ?? [])).toEqual([])
  })
})
