import { expect, it } from 'vitest'
import { z } from 'zod'
import { loadScenario } from '../../scenarios/load.ts'
import { replay } from '../../scenarios/replay.ts'
import { createSimulator } from '../../simulator/index.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { checkService } from '../../src/conformance/service-check.ts'
import { writeMessage } from '../../src/wire/layout.ts'
import { MEDICINES_REQUEST, medicinesRequest } from '../../src/wire/medicines.ts'

const told = z.object({ baseUrl: z.string() })
const key = { insurerNumber: '06139992', symbol: '12', number: '2064', branch: '00' }

const scenario = (medicines: boolean, answered: boolean): string =>
  JSON.stringify({
    people: {
      patient: {
        index: 2064,
        changes: {
          birthDate: '1970-08-20',
          coverage: [{ scheme: 'kenpo', ...key, acquired: '2018-04-01' }],
          card: {
            kind: 'ordinary',
            issued: '2023-08-21',
            bodyExpiry: '2033-08-20',
            certificate: { expiry: '2028-08-20' },
            registration: 'REGISTERED',
            phone: null,
          },
        },
      },
    },
    steps: [
      {
        do: 'receive',
        visit: 'v1',
        person: 'patient',
        show: [{ kind: 'my-number-card', reader: ['face'], consents: { medicines } }],
      },
      {
        do: 'view',
        visit: 'v1',
        role: 'qualified',
        what: 'medicines',
        expect: [{ message: 'YZKsiquc01', answered }],
      },
    ],
  })

it.each([
  ['delivered', true, true, []],
  ['refused', false, false, []],
  ['not delivered as it was typed', false, true, ['delivered']],
  ['not refused as it was typed', true, false, ['refused']],
] as const)('a system that asks for medicines as a paper has them %s', async (_, medicines, answered, expected) => {
  const simulator = createSimulator()
  const loaded = loadScenario(scenario(medicines, answered), 'a.yaml')
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problem))
  let root = ''
  const driver = functionDriver('asks for papers', async ({ id, op, input }) => {
    if (op === 'setup') root = told.parse(input).baseUrl
    if (op !== 'view') return { id, unsupported: true }
    const { MessageHeader, MessageBody } = medicinesRequest({
      institutionCode: '1319999999',
      fileId: null,
      key,
      from: '202401',
      until: '202611',
    })
    const request = { MessageHeader, MessageBody: { ...MessageBody, FileCategory: '1' } }
    const body = new Uint8Array(writeMessage(MEDICINES_REQUEST, request))
    const response = await simulator.fetch(`${root}oqs/YZKsiquc01req_1.xml`, { method: 'POST', body })
    const type = response.headers.get('content-type')
    await response.arrayBuffer()
    return { id, result: { shown: type === 'application/pdf' } }
  })
  const replayed = await replay(loaded.value, simulator.worlds, driver, {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: 'papers',
  })
  if (replayed.kind === 'refused') throw new Error(JSON.stringify(replayed.refusal))
  expect(checkService(replayed.history).map((finding) => finding.expected)).toEqual(expected)
})
