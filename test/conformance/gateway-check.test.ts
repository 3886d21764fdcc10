import { describe, expect, it } from 'vitest'
import { judgeService } from '../../src/conformance/self-check.ts'
import { selfCheckOf } from '../../src/session/self-check.ts'
import { shippedScenarios } from '../../src/session/shipped.ts'
import { type SimulatorOptions, createSimulator, gatewayMutants } from '../../simulator/index.ts'

const files = shippedScenarios('insurer')

function defectsOf(options: SimulatorOptions) {
  const simulator = createSimulator(options)
  return judgeService(selfCheckOf(simulator.fetch, files), simulator.worlds)
}

describe('the gateway of a run', () => {
  it('contradicts none of the typed answers and lists', async () => {
    expect(await defectsOf({})).toEqual([])
  })

  it.each(gatewayMutants.map((mutant) => [mutant.id, mutant] as const))(
    'is found out when it is broken: %s',
    async (_, { practice }) => {
      expect((await defectsOf({ practice })).length).toBeGreaterThan(0)
    },
  )
})
