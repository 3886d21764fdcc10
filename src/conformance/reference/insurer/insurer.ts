import { type Instant, dateOf } from '../../../domain/civil-date.ts'
import type { DocumentTwin } from '../../../domain/document.ts'
import {
  type Capabilities,
  type DriverAnswer,
  type DriverRequest,
  type InsurerSetupInput,
  OPERATIONS,
  type OperationInput,
  type OperationResult,
} from '../../../../scenarios/protocol.ts'
import { insurerSetupInput } from '../../../../scenarios/protocol-insurer.ts'
import { openBooks, spellsOf } from './books.ts'
import { readPost, workOfDay } from './daily.ts'
import { type Desk, type Handled, TAKEN } from './desk.ts'
import { answerApplications, workOn } from './events.ts'
import { renumbered } from './merger.ts'
import { type Fetch, connectGateway } from './gateway.ts'
import { type PaperRun, type SentPiece, openRun } from './papers.ts'
import { type InsurerPractice, standardInsurer } from './practice.ts'
import { enrolled } from './roster.ts'

/** 見本の保険者の環境: what a reference insurer runs on; it reads no clock, opens no socket and draws no paper by itself. */
export interface InsurerEnvironment {
  readonly fetch: Fetch
  /** Prints what stands on a paper. */
  readonly print: (twin: DocumentTwin) => Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }>
  readonly practice?: InsurerPractice
  readonly name?: string
  /** A clock of its own: then the insurer cannot be moved and tells its time in every answer. */
  readonly ownClock?: () => Instant
  /** True when it works in one world only. */
  readonly oneWorld?: boolean
}

async function openDesk(fetch: Fetch, setup: InsurerSetupInput, practice: InsurerPractice): Promise<Desk> {
  const books = openBooks()
  for (const member of setup.roster) books.put(enrolled(member, setup, practice))
  const gatewayOf = (insurerNo: string) => connectGateway(fetch, setup.baseUrl, insurerNo, practice.resends)
  const gateway = gatewayOf(setup.insurer.number)
  // The roster knows what the lists before it said; of the overlaps the last one is still open.
  await gateway.skipLists({ overlaps: 1 })
  let last = 0
  const serial = (): number => {
    last += 1
    return last
  }
  const work = { sent: [], waiting: [], inARow: new Map<string, number>(), invited: new Set<string>(), coming: [] }
  return { insurer: setup.insurer, practice, books, gateway, gatewayOf, serial, ...work }
}

/** One look at the post, something to do, and the papers that follow from both. */
async function workAt(desk: Desk, at: Instant, work: (run: PaperRun) => Promise<Handled>): Promise<Handled> {
  const today = dateOf(at)
  const run = openRun(desk, today, desk.serial)
  await readPost(desk, today)
  const handled = await work(run)
  await workOfDay(desk, today)
  answerApplications(desk, run, today)
  run.sweep()
  desk.sent.push(...run.close())
  return handled
}

const onEvent = async (desk: Desk, input: OperationInput<'event'>): Promise<OperationResult<'event'>> => {
  const { taken, missing, problems } = await workAt(desk, input.at, (run) =>
    workOn(desk, run, input.person, input.event, input.at),
  )
  return { taken, missing: [...missing], ...(problems === undefined ? {} : { problems: [...problems] }) }
}

function onRegistered({ books, insurer }: Desk, input: OperationInput<'registered'>): OperationResult<'registered'> {
  const member = books.find(input.person)
  const spells = member === null || member.registersOn !== null ? [] : spellsOf(member)
  return {
    covers: spells.map(({ key, acquired, lost, ratio }) => ({
      key: { insurerNumber: insurer.number, ...key },
      acquired,
      lost,
      ratio,
    })),
  }
}

/** 見本の保険者: creates an insurer that answers the driver protocol, right or, with a practice, deliberately wrong. */
export function createReferenceInsurer(
  environment: InsurerEnvironment,
): (request: DriverRequest) => Promise<DriverAnswer> {
  const practice = environment.practice ?? standardInsurer
  let desk: Desk | null = null
  const capabilities: Capabilities = {
    clock: environment.ownClock === undefined ? 'movable' : 'fixed',
    worlds: environment.oneWorld === true ? 'one' : 'many',
    memory: 'cleared',
    transport: 'http',
    operations: ['setup', 'event', 'issued', 'registered', 'clock'],
  }
  const own = (): { now?: Instant } => (environment.ownClock === undefined ? {} : { now: environment.ownClock() })

  const printed = async ({ twins, ...piece }: SentPiece) => {
    const documents: { mediaType: string; bytes: string }[] = []
    for (const twin of twins) {
      const { mediaType, bytes } = await environment.print(twin)
      documents.push({ mediaType, bytes: Buffer.from(bytes).toString('base64') })
    }
    return { ...piece, documents }
  }
  async function onIssued(at: Desk, { after }: OperationInput<'issued'>): Promise<OperationResult<'issued'>> {
    const fresh = at.sent.slice(after === null ? 0 : Number(after))
    const pieces: OperationResult<'issued'>['pieces'] = []
    for (const piece of fresh) pieces.push(await printed(piece))
    return { pieces, cursor: String(at.sent.length) }
  }

  async function perform(request: DriverRequest): Promise<object | null> {
    if (request.op === 'setup') {
      desk = await openDesk(environment.fetch, insurerSetupInput.parse(request.input), practice)
      return { name: environment.name ?? 'reference insurer', version: '1', capabilities }
    }
    if (desk === null) throw new Error('setup has to come first')
    if (request.op === 'event') desk = await renumbered(desk, dateOf(OPERATIONS.event.input.parse(request.input).at))
    if (request.op === 'clock') desk = await renumbered(desk, dateOf(OPERATIONS.clock.input.parse(request.input).now))
    if (request.op === 'event') return onEvent(desk, OPERATIONS.event.input.parse(request.input))
    if (request.op === 'issued') return onIssued(desk, OPERATIONS.issued.input.parse(request.input))
    if (request.op === 'registered') return onRegistered(desk, OPERATIONS.registered.input.parse(request.input))
    if (request.op !== 'clock') return null
    await workAt(desk, OPERATIONS.clock.input.parse(request.input).now, () => Promise.resolve(TAKEN))
    return {}
  }

  return async (request) => {
    const result = await perform(request)
    return result === null ? { id: request.id, unsupported: true } : { id: request.id, result: { ...result, ...own() } }
  }
}
