import { describe, expect, it } from 'vitest'
import { drawCase } from '../../src/conformance/arbitraries/scenario.ts'
import { shrinkScenario } from '../../src/conformance/arbitraries/shrink.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { createReferenceClinic } from '../../src/conformance/reference/clinic/clinic.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { judgeFile } from '../../src/conformance/runner.ts'
import { loadScenario, writeScenario } from '../../scenarios/load.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { createSimulator } from '../../simulator/index.ts'
import { stream } from '../../generators/seed.ts'

const options = { seed: 7, ruleset: 'latest', fixedNow: null } as const
const drawn: Scenario[] = clinicRequirements.flatMap((requirement) =>
  Array.from({ length: 5 }, (_, k) => drawCase(requirement, k, options)).flatMap((scenario) => scenario ?? []),
)
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

describe('drawn scenarios', () => {
  it('have a median of at least five steps and two people', () => {
    expect(median(drawn.map((scenario) => scenario.steps.length))).toBeGreaterThanOrEqual(5)
    expect(median(drawn.map((scenario) => Object.keys(scenario.people).length))).toBeGreaterThanOrEqual(2)
  })

  it('are a function of seed, requirement and number alone', () => {
    for (const requirement of clinicRequirements) {
      expect(drawCase(requirement, 5, options)).toEqual(drawCase(requirement, 5, options))
      expect(drawCase(requirement, 5, options)).not.toEqual(drawCase(requirement, 5, { ...options, seed: 8 }))
    }
  })

  it('survive being written to a file and read again', () => {
    for (const scenario of drawn.filter((_, at) => at % 5 === 0)) {
      const loaded = loadScenario(writeScenario(scenario), 'drawn.yaml')
      expect(loaded.ok ? loaded.value : loaded.problem).toEqual(scenario)
    }
  })

  it('stay playable and innocent however they are shrunk', { timeout: 60_000 }, async () => {
    const simulator = createSimulator()
    const driver = functionDriver('reference', createReferenceClinic({ fetch: simulator.fetch }))
    const choose = stream(11, 'shrink')
    for (const start of drawn.filter((_, at) => at % 3 === 0)) {
      let scenario = start
      for (let depth = 0; depth < 8; depth += 1) {
        const smaller = shrinkScenario(scenario)
        if (smaller.length === 0) break
        scenario = smaller[choose.below(smaller.length)] ?? scenario
        const judged = await judgeFile(scenario, { driver, worlds: simulator.worlds, requirements: clinicRequirements })
        expect('examined' in judged ? judged.examined.flatMap(({ findings }) => findings) : judged).toEqual([])
      }
    }
  })
})
