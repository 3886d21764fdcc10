import { type CivilDate, dateOf } from '../../domain/civil-date.ts'
import type { Driver } from '../../../scenarios/ports.ts'
import {
  OPERATIONS,
  clinicSetupInput,
  type Capabilities,
  type ClinicOperation,
  type Operation,
  type DriverRequest,
  type Outcome,
  type Reception,
} from '../../../scenarios/protocol.ts'
import type { Scenario, Scripted, Step } from '../../../scenarios/scenario.ts'
import { connectService } from '../reference/clinic/connect.ts'
import type { EligibilityService } from '../reference/clinic/service.ts'
import { functionDriver } from './function.ts'

type Fetch = (url: string, init?: RequestInit) => Promise<Response>
type Key = NonNullable<NonNullable<Outcome['recorded']>['key']>
type Act = Scripted['does'][number]

const CAPABILITIES: Capabilities = {
  clock: 'movable',
  worlds: 'many',
  memory: 'cleared',
  transport: 'http',
  operations: ['setup', 'receive', 'view', 'recheck', 'claim', 'bill', 'clock'],
}

/** What a typed outcome leaves out: nothing was decided. */
const NOTHING: Outcome = {
  decision: 'none',
  method: null,
  payers: [],
  reads: [],
  recorded: null,
  warnings: [],
  followUps: [],
  offers: [],
}

/**
 * A file identifier that only an exact echo gives back: blanks at both ends, a character reference where none is needed,
 * and an entity. @see facts/wire.md HAB-12
 */
const delicateIdentifier = (suffix: string): string => ` &#x7A93;&quot;${suffix}&quot; `

/** What the script can act on in one visit. */
interface Visit {
  readonly reception: Reception | null
  /** The numbers of the last result of the reader, else those that the script has recorded. */
  readonly key: Key | null
}

const NOBODY: Visit = { reception: null, key: null }

interface Desk {
  readonly service: EligibilityService
  readonly visits: Map<string, Visit>
}

interface Numbers {
  readonly key: Key
  readonly birthDate: CivilDate
}

/** The numbers of the first paper on the counter that has any. */
function shownNumbers(reception: Reception): Numbers | null {
  for (const thing of reception.shown) {
    if (!('fields' in thing)) continue
    const { insurerNumber, symbol, number, branch, birthDate } = thing.fields
    if (insurerNumber !== null && number !== null && birthDate !== null)
      return { key: { insurerNumber, symbol, number, branch }, birthDate }
  }
  return null
}

const chartNumbers = ({ chart }: Reception): Numbers | null =>
  chart === null || chart.key === null ? null : { key: chart.key, birthDate: chart.birthDate }

async function inquire(
  desk: Desk,
  reception: Reception | null,
  numbersOf: (reception: Reception) => Numbers | null,
): Promise<void> {
  const numbers = reception === null ? null : numbersOf(reception)
  if (reception === null || numbers === null) throw new Error('the script inquires by numbers that nobody has shown')
  await desk.service.inquire({
    ...numbers,
    day: dateOf(reception.at),
    limitConsent: reception.says.limitConsent === 'yes',
  })
}

/** By the numbers of the last result of the reader, about the day of the step and not of the reception. */
async function inquireAgain(desk: Desk, id: string, day: CivilDate): Promise<void> {
  const { key, reception } = desk.visits.get(id) ?? NOBODY
  const card = reception?.shown.find((thing) => thing.kind === 'my-number-card')
  if (key === null || card === undefined) throw new Error('the script inquires again without any numbers')
  await desk.service.inquire({ key, birthDate: card.face.birthDate, day, limitConsent: false })
}

const withoutBranch = (numbers: Numbers | null): Numbers | null =>
  numbers === null ? null : { ...numbers, key: { ...numbers.key, branch: null } }

async function requestMedical(desk: Desk, id: string, what: 'medicines' | 'checkups'): Promise<void> {
  const key = desk.visits.get(id)?.key ?? null
  if (key === null) throw new Error(`the script asks for ${what} without any numbers`)
  await desk.service.readMedical(what, key)
}

const ACTS: Readonly<Record<Act, (desk: Desk, id: string, day: CivilDate) => Promise<void>>> = {
  'fetch-face-file': async (desk, id) => {
    const read = await desk.service.pickUpReaderResult()
    const visit = desk.visits.get(id) ?? NOBODY
    desk.visits.set(id, { ...visit, key: read?.record?.key ?? visit.key })
  },
  'inquire-by-shown-number': (desk, id) => inquire(desk, desk.visits.get(id)?.reception ?? null, shownNumbers),
  'inquire-by-shown-number-without-branch': (desk, id) =>
    inquire(desk, desk.visits.get(id)?.reception ?? null, (reception) => withoutBranch(shownNumbers(reception))),
  'inquire-by-chart': (desk, id) => inquire(desk, desk.visits.get(id)?.reception ?? null, chartNumbers),
  'inquire-again-today': inquireAgain,
  'request-medicines': (desk, id) => requestMedical(desk, id, 'medicines'),
  'request-checkups': (desk, id) => requestMedical(desk, id, 'checkups'),
}

/** The result that a script has for an operation, undefined when it has none. */
const RESULTS: Readonly<Record<Exclude<ClinicOperation, 'setup' | 'clock'>, (script: Scripted) => object | undefined>> =
  {
    receive: ({ outcome }) => ({ ...NOTHING, ...outcome }),
    view: ({ view }) => view,
    recheck: ({ recheck }) => recheck,
    claim: ({ claim }) => claim,
    bill: ({ bill }) => bill,
  }

const visitOf = (step: Step): string => ('visit' in step ? step.visit : 'visits' in step ? (step.visits[0] ?? '') : '')
const scriptOf = (step: Step | undefined): Scripted | undefined =>
  step !== undefined && 'script' in step ? step.script : undefined

/**
 * 台本どおりの受付システム: plays what stands in a scenario file under `script`. Its exchanges with the service are real, its
 * outcomes are those that were typed; a step without a script is answered `unsupported`.
 */
export function scriptedDriver(scenario: Scenario, fetch: Fetch): Driver {
  let desk: Desk | null = null
  let place = 0

  /** The step that an operation belongs to: the next one of its kind, for the harness asks in order. */
  const takeStep = (op: Operation): Step | undefined => {
    const index = scenario.steps.findIndex((step, at) => at >= place && step.do === op)
    if (index >= 0) place = index + 1
    return scenario.steps[index]
  }

  async function play(
    open: Desk,
    op: Exclude<ClinicOperation, 'setup' | 'clock'>,
    input: unknown,
  ): Promise<object | undefined> {
    const step = takeStep(op)
    const script = scriptOf(step)
    if (step === undefined || script === undefined) return undefined
    const id = visitOf(step)
    if (op === 'receive') {
      const reception = OPERATIONS.receive.input.parse(input)
      open.visits.set(id, { reception, key: open.visits.get(id)?.key ?? script.outcome?.recorded?.key ?? null })
    }
    for (const act of script.does) {
      // oxlint-disable-next-line no-await-in-loop -- one act after the other, as written
      await ACTS[act](open, id, dateOf(OPERATIONS[op].input.parse(input).at))
    }
    return RESULTS[op](script)
  }

  const drive = async ({ id, op, input }: DriverRequest): Promise<object> => {
    if (op === 'setup') {
      desk = {
        service: connectService(fetch, clinicSetupInput.parse(input), delicateIdentifier),
        visits: new Map(),
      }
      place = 0
      return { id, result: { name: 'script', version: '1', capabilities: CAPABILITIES } }
    }
    if (op === 'clock') {
      takeStep(op)
      return { id, result: {} }
    }
    if (desk === null) throw new Error('setup has to come first')
    if (op === 'event' || op === 'issued' || op === 'registered') return { id, unsupported: true }
    const result = await play(desk, op, input)
    return result === undefined ? { id, unsupported: true } : { id, result }
  }

  return functionDriver('script', drive)
}
