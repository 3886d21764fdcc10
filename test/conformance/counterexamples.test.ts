import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { clinicMutants } from '../../src/conformance/mutants/clinic/index.ts'
import { createReferenceClinic } from '../../src/conformance/reference/clinic/clinic.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { judgeFile } from '../../src/conformance/runner.ts'
import { loadScenario, writeScenario } from '../../scenarios/load.ts'
import { createSimulator } from '../../simulator/index.ts'
import { judgeClinic } from '../support/suites.ts'

/** The soak takes every pair, an ordinary run one broken clinic for every third requirement. */
const isSoak = fc.readConfigureGlobal().numRuns !== undefined

const pairs = clinicRequirements
  .filter((_, place) => isSoak || place % 3 === 0)
  .flatMap((requirement) =>
    requirement.mutants
      .slice(0, isSoak ? undefined : 1)
      .flatMap((name) => clinicMutants.filter(({ id }) => id === name))
      .map((mutant) => [mutant.id, requirement.id, mutant, requirement] as const),
  )

/** Two visits on two days and their claim, or a look after the second, cannot be told in three steps. */
const LONGER: Readonly<Record<string, number>> = { C21: 4, 'row-AL': 4 }

describe('a violated requirement', () => {
  it.each(pairs)(
    'shows %s breaking %s in at most three steps, and the file replays to the same finding',
    { timeout: 60_000 },
    async (_, id, mutant, requirement) => {
      const report = await judgeClinic({ mutant, only: [id], cases: isSoak ? 100 : 13 })
      const found = report.verdicts[0]?.counterexample
      expect(report.verdicts[0]?.verdict).toBe('violated')
      expect(found?.unstable).toBe(false)
      expect(found?.steps).toBeLessThanOrEqual(LONGER[id] ?? 3)
      if (found === null || found === undefined) return

      const loaded = loadScenario(writeScenario(found.scenario), 'counterexample.yaml')
      expect(loaded.ok ? [] : loaded.problem).toEqual([])
      if (!loaded.ok) return
      const simulator = createSimulator()
      const driver = functionDriver(
        'clinic',
        createReferenceClinic({ fetch: simulator.fetch, practice: mutant.practice }),
      )
      const judged = await judgeFile(loaded.value, { driver, worlds: simulator.worlds, requirements: [requirement] })
      const codes =
        'examined' in judged ? judged.examined.flatMap(({ findings }) => findings.map((finding) => finding.code)) : []
      expect(codes).toContain(found.finding.code)
    },
  )
})
