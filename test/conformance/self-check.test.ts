import { describe, expect, it } from 'vitest'
import { shippedScenarios } from '../../src/session/shipped.ts'
import { scriptedDriver } from '../../src/conformance/drivers/scripted.ts'
import { judgeService } from '../../src/conformance/self-check.ts'
import { type SimulatorOptions, createSimulator, serviceMutants } from '../../simulator/index.ts'
import { clinicMutants } from '../../src/conformance/mutants/clinic/index.ts'
import { judgeClinic } from '../support/suites.ts'

const files = shippedScenarios('clinic')

async function defectsOf(options: SimulatorOptions) {
  const simulator = createSimulator(options)
  return judgeService({ files, scripted: (scenario) => scriptedDriver(scenario, simulator.fetch) }, simulator.worlds)
}

describe('the service of a run', () => {
  it('contradicts none of the typed expectations', async () => {
    expect(await defectsOf({})).toEqual([])
  })

  it.each(serviceMutants.map((mutant) => [mutant.id, mutant] as const))(
    'is found out when it is broken: %s',
    async (_, { practice }) => {
      expect((await defectsOf({ practice })).length).toBeGreaterThan(0)
    },
  )

  it('is not blamed for what a broken clinic sends', async () => {
    const mutant = clinicMutants.find(({ id }) => id === 'ignores-branch')
    const report = await judgeClinic({
      only: ['C10'],
      cases: 3,
      ...(mutant === undefined ? {} : { mutant }),
      files,
      minimizeFailures: false,
    })
    expect(report.summary.violated).toBe(1)
    expect(report.serviceDefects).toEqual([])
  })
})
