import type { DocumentTwin } from '../../domain/document.ts'
import { type CivilDate, dateOf, instant } from '../../domain/civil-date.ts'
import { writeRecords } from '../../wire/insurer-records.ts'
import { resolveDay } from '../../../scenarios/days.ts'
import type { InsurerScript } from '../../../scenarios/insurer.ts'
import type { Driver } from '../../../scenarios/ports.ts'
import { type Piece, insurerSetupInput } from '../../../scenarios/protocol-insurer.ts'
import type { Capabilities, DriverRequest } from '../../../scenarios/protocol.ts'
import type { Scenario } from '../../../scenarios/scenario.ts'
import { startOf } from '../../../scenarios/replay.ts'
import { functionDriver } from './function.ts'

type Fetch = (url: string, init?: RequestInit) => Promise<Response>

/** Draws a document of a script. */
export type Print = (twin: DocumentTwin) => Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }>

const CAPABILITIES: Capabilities = {
  clock: 'movable',
  worlds: 'many',
  memory: 'cleared',
  transport: 'http',
  operations: ['setup', 'event', 'issued', 'clock'],
}

const EMPTY: InsurerScript = { fetches: [], sends: [], taken: true, missing: [], problems: [], issues: [] }

/**
 * 台本どおりの保険者システム: plays what stands in a scenario file under `office`. The records it sends to the gateway and the
 * documents it issues are real; a step without a script does nothing.
 */
export function scriptedInsurer(scenario: Scenario, fetch: Fetch, print: Print): Driver {
  const scripts = scenario.steps.flatMap((step) =>
    step.do === 'event' || step.do === 'clock' ? [step.office ?? EMPTY] : [],
  )
  const start = startOf(scenario, null)
  let place = 0
  let root = ''
  let gateway = ''
  let issued: Piece[] = []

  async function send(records: InsurerScript['sends']): Promise<void> {
    for (const number of new Set(records.map(({ insurerNo }) => insurerNo))) {
      const own = records.filter(({ insurerNo }) => insurerNo === number)
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as written
      await fetch(`${root}insurer/${number}/registrations`, { method: 'POST', body: writeRecords(own) })
    }
  }

  async function issue(specs: InsurerScript['issues'], today: CivilDate): Promise<void> {
    for (const { documents, on, ...spec } of specs) {
      const drawn: Piece['documents'] = []
      for (const document of documents) {
        const { mediaType, bytes } = await print({ v: 1, ...document, fields: document.fields })
        drawn.push({ mediaType, bytes: Buffer.from(bytes).toString('base64') })
      }
      issued.push({
        ...spec,
        id: String(issued.length + 1),
        on: on === undefined ? today : resolveDay(on, start),
        documents: drawn,
      })
    }
  }

  async function act(at: CivilDate): Promise<InsurerScript> {
    const script = scripts[place] ?? EMPTY
    place += 1
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as written
    for (const path of script.fetches) await fetch(`${gateway}/${path}`)
    await send(script.sends)
    await issue(script.issues, at)
    return script
  }

  return functionDriver('script', async ({ id, op, input }: DriverRequest): Promise<object> => {
    if (op === 'setup') {
      const setup = insurerSetupInput.parse(input)
      root = setup.baseUrl
      gateway = `${root}insurer/${setup.insurer.number}`
      place = 0
      issued = []
      return { id, result: { name: 'script', version: '1', capabilities: CAPABILITIES } }
    }
    if (op === 'event' || op === 'clock') {
      const { taken, missing, problems } = await act(dayOf(input))
      const said = { taken, missing, ...(problems.length === 0 ? {} : { problems }) }
      return { id, result: op === 'event' ? said : {} }
    }
    if (op === 'issued') {
      const after = afterOf(input)
      return { id, result: { pieces: issued.slice(after), cursor: String(issued.length) } }
    }
    return { id, unsupported: true }
  })
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** The day of `at` or `now` of an input. */
function dayOf(input: unknown): CivilDate {
  const at = isRecord(input) ? (input['at'] ?? input['now']) : undefined
  return dateOf(instant(String(at)))
}

function afterOf(input: unknown): number {
  const after = isRecord(input) ? input['after'] : null
  return typeof after === 'string' ? Number(after) : 0
}
