import { describe, expect, it } from 'vitest'
import { replay } from '../../scenarios/replay.ts'
import type { DriverRequest } from '../../scenarios/protocol.ts'
import { type ScenarioInput, scenarioSchema } from '../../scenarios/scenario.ts'
import { drawCase } from '../../src/conformance/arbitraries/scenario.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { createReferenceClinic } from '../../src/conformance/reference/clinic/clinic.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { createSimulator } from '../../simulator/index.ts'

/** Every name that may occur in a reception: printed fields, spoken answers, screens of the reader, the own record. */
const SEEN_OR_HEARD = new Set(
  (
    'visit at patientPresent chart shown says reader patientNo name birthDate key ratio lastCheckedOn insurerNumber symbol number branch ' +
    'kind face bodyExpiry certificateExpiry faceOnlyMark photo device fields insurerName issued validFrom validUntil savedAt address telephone ' +
    'insured unchanged limitConsent document mediaType bytes copy certificate limitBand payerNumber recipientNumber samePrefecture ' +
    'circumstances place matter companion newborn responsive identity abroad care checkedBefore mode'
  ).split(' '),
)

const namesIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(namesIn)
    : value === null || typeof value !== 'object'
      ? []
      : Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)])

/** What a system is told in the course of a scenario. */
async function told(input: ScenarioInput): Promise<DriverRequest[]> {
  const simulator = createSimulator()
  const clinic = createReferenceClinic({ fetch: simulator.fetch })
  const requests: DriverRequest[] = []
  const driver = functionDriver('listener', (request) => {
    requests.push(request)
    return clinic(request)
  })
  await replay(scenarioSchema.parse(input), simulator.worlds, driver, {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: 'case',
  })
  return requests
}

const receptions = (requests: readonly DriverRequest[]): unknown[] =>
  requests.filter(({ op }) => op === 'receive').map(({ input }) => input)

const patient = (cover: object): ScenarioInput['people'] => ({
  patient: {
    index: 5,
    changes: {
      birthDate: '1970-08-20',
      coverage: [
        {
          scheme: 'kenpo',
          insurerNumber: '06139992',
          symbol: '12',
          number: '345',
          branch: '00',
          acquired: '2018-04-01',
          ...cover,
        },
      ],
    },
  },
})
const paper = { kind: 'certificate', issued: 'start-60d', validFrom: 'start-60d', validUntil: 'start+1y' } as const
const steps: ScenarioInput['steps'] = [{ do: 'receive', visit: 'v1', person: 'patient', show: [paper] }]

describe('a reception', () => {
  it('holds only names of things a clerk can see or hear', async () => {
    for (const requirement of clinicRequirements) {
      for (const k of [0, 1, 2, 3]) {
        const scenario = drawCase(requirement, k, { seed: 3, ruleset: 'latest', fixedNow: null })
        const requests = scenario === null ? [] : await told(scenario)
        expect(namesIn(receptions(requests)).filter((name) => !SEEN_OR_HEARD.has(name))).toEqual([])
      }
    }
  })

  it('is the same for a cover that stands and for one lost yesterday without anybody at the counter knowing', async () => {
    const standing = await told({ people: patient({}), steps })
    const lost = await told({ people: patient({ lost: { date: 'start-1d', reason: '99' } }), steps })
    expect(receptions(lost)).toEqual(receptions(standing))
    expect(receptions(standing)).toHaveLength(1)
  })

  it('is the same for a revoked and for a suspended certificate', async () => {
    const card: ScenarioInput['steps'][number] = {
      do: 'receive',
      visit: 'v1',
      person: 'patient',
      show: [{ kind: 'my-number-card', reader: ['face'] }],
    }
    const revoked = await told({
      people: { patient: { magic: 'limit/class-a03' } },
      steps: [{ do: 'change', person: 'patient', what: { kind: 'revoke' } }, card],
    })
    const suspended = await told({
      people: { patient: { magic: 'limit/class-a03' } },
      steps: [{ do: 'change', person: 'patient', what: { kind: 'suspend' } }, card],
    })
    expect(receptions(revoked)).toEqual(receptions(suspended))
  })

  it('never tells the case by anything but its name', async () => {
    const scenarios = clinicRequirements.flatMap(
      (requirement) => drawCase(requirement, 0, { seed: 3, ruleset: 'latest', fixedNow: null }) ?? [],
    )
    for (const scenario of scenarios) {
      const requests = await told(scenario)
      expect(Object.keys(requests[0] ?? {}).toSorted()).toEqual(['case', 'id', 'input', 'op', 'v'])
      expect(
        namesIn(requests.map(({ input }) => input)).filter((name) =>
          ['edge', 'requirement', 'seed', 'about'].includes(name),
        ),
      ).toEqual([])
    }
  })
})
