import { type Instant, dateOf } from '../../../domain/civil-date.ts'
import {
  OPERATIONS,
  clinicSetupInput,
  type Capabilities,
  type ClinicSetup,
  type DriverAnswer,
  type DriverRequest,
  type OperationInput,
  type OperationResult,
} from '../../../../scenarios/protocol.ts'
import { onBill } from './bill.ts'
import { connectFolders } from './connect-folders.ts'
import { connectService } from './connect.ts'
import { type ClinicPractice, standardPractice } from './practice.ts'
import { sent } from './at-reader.ts'
import type { Desk } from './desk.ts'
import type { FolderAccess } from './folder-access.ts'
import { onClaim, onRecheck } from './claims.ts'
import { beforeBill, firstProof, settle } from './later.ts'
import type { Office, Visit } from './office.ts'
import { receive } from './reception.ts'
import type { EligibilityService } from './service.ts'

/** What a reference clinic runs on; it reads no clock and opens no socket by itself. */
export interface ClinicEnvironment {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  readonly practice?: ClinicPractice
  /** Opens the folder that `setup` tells: then the clinic speaks files and asks nobody over HTTP. */
  readonly folders?: (folder: string) => FolderAccess
  /** A clock of its own: then the clinic cannot be moved and tells its time in every answer. */
  readonly ownClock?: () => Instant
  /** True when it works in one world only. */
  readonly oneWorld?: boolean
  readonly name?: string
  /** Whether it takes the papers themselves. A right clinic does in every eighth case unless told otherwise, a broken one never. */
  readonly papers?: 'bytes' | 'fields'
}

/** Cases from one in which the files are taken to the next: drawing them takes as long as everything else together. */
const TAKES_FILES_EVERY = 8

const personOf = (input: OperationInput<'receive'>): string => {
  const named = input.shown.find((thing) => thing.kind === 'my-number-card')
  if (named !== undefined) return `${named.face.name} ${named.face.birthDate}`
  return input.chart === null ? input.visit : `${input.chart.name} ${input.chart.birthDate}`
}

/** Inquiries by number that other visits rest on; an open chart tells its own last check. */
const checksBefore = (office: Office, { visit, chart }: OperationInput<'receive'>): Desk['earlierChecks'] =>
  [...(chart === null ? office.visits.values() : [])].flatMap(({ id, at, outcome: { recorded } }) =>
    id === visit || recorded?.verified !== 'number' || recorded.key === null ? [] : [{ at, key: recorded.key }],
  )

async function onReceive(
  office: Office,
  practice: ClinicPractice,
  input: OperationInput<'receive'>,
): Promise<OperationResult<'receive'>> {
  const person = personOf(input)
  const earlier = office.visits.get(input.visit)
  const before = [...office.visits.values()].filter((visit) => visit.person === person && visit.id !== input.visit)
  const past = before.flatMap((visit) => office.screens.get(visit.id) ?? [])
  const readBefore = office.screens.get(input.visit)?.length ?? 0
  const readAgain = sent(input.reader.slice(readBefore)) !== null
  const { outcome, cardAnswer, money, lost, disputed, erased } = await receive(
    input,
    {
      cardAnswer: readAgain ? null : (earlier?.cardAnswer ?? null),
      screens: past,
      earlierChecks: checksBefore(office, input),
    },
    practice,
    office.service,
    office.site,
  )
  const today = dateOf(input.at)
  const chartKey = input.chart?.key ?? null
  const form = input.shown.find((thing) => thing.kind === 'declaration')
  office.screens.set(input.visit, [...input.reader])
  const visit: Visit = {
    id: input.visit,
    person,
    day: earlier?.day ?? today,
    at: input.at,
    cardAnswer,
    inGrace: input.reader.includes('result-sent-eligibility-only'),
    circumstances: input.circumstances,
    readings: input.reader.filter((screen) => screen.startsWith('result-sent')).length,
    outcome,
    money,
    form: form ?? null,
    old: erased ? null : (lost ?? chartKey),
    chartKey,
    disputed,
    proof: firstProof(outcome.decision, today),
  }
  const settled = await settle(office, practice, visit, earlier, today)
  office.visits.set(input.visit, settled)
  return settled.outcome
}

/** The consent that a visit may rest on: its own card answer; a broken practice looks at earlier visits of the person. */
function consentFor(
  office: Office,
  practice: ClinicPractice,
  visit: Visit,
  what: 'medicines' | 'checkups',
): Instant | null {
  const consentIn = (answer: Visit['cardAnswer']): Instant | null =>
    answer === null || answer.record === null ? null : practice.consentFor(answer.record.consents, what)
  const own = consentIn(visit.cardAnswer)
  const telephone = visit.circumstances.place === 'telephone' && practice.telephoneOnOldConsent
  if (own !== null || (practice.consentBelongsToVisit && !telephone)) return own
  const others = [...office.visits.values()].filter((other) => other.person === visit.person)
  return others.map((other) => consentIn(other.cardAnswer)).findLast((consTime) => consTime !== null) ?? null
}

async function onView(
  office: Office,
  practice: ClinicPractice,
  input: OperationInput<'view'>,
): Promise<OperationResult<'view'>> {
  const visit = office.visits.get(input.visit)
  const key = visit?.outcome.recorded?.key ?? null
  if (visit === undefined || key === null) return { shown: false }
  if (input.role !== 'qualified' && practice.viewNeedsQualified) return { shown: false }
  const wrongly =
    (visit.inGrace && practice.viewsInGrace) || practice.viewsWithoutConsent(office.site, visit.circumstances)
  const consent = consentFor(office, practice, visit, input.what)
  const old = visit.circumstances.place === 'telephone' && practice.telephoneOnOldConsent
  if (!wrongly && (consent === null || (!old && input.at > practice.consentUntil(consent)))) return { shown: false }
  return { shown: await office.service.readMedical(input.what, key) }
}

function serviceFor({ fetch, folders }: ClinicEnvironment, setup: ClinicSetup): EligibilityService {
  if (folders === undefined) return connectService(fetch, setup)
  if (setup.folder === undefined) throw new Error('setup tells no folder, and this clinic speaks files only')
  return connectFolders(folders(setup.folder), setup)
}

/**
 * A clinic system written from the facts, as a vendor would write one: it sees receptions, talks XML to the service and
 * keeps its own records. It knows nothing of the oracle.
 */
export function createReferenceClinic(
  environment: ClinicEnvironment,
): (request: DriverRequest) => Promise<DriverAnswer> {
  const practice = environment.practice ?? standardPractice
  let office: Office | null = null
  let opened = 0
  const papersNow = (): 'bytes' | 'fields' =>
    environment.papers ?? (environment.practice === undefined && opened % TAKES_FILES_EVERY === 0 ? 'bytes' : 'fields')
  const capabilities: Omit<Capabilities, 'papers'> = {
    clock: environment.ownClock === undefined ? 'movable' : 'fixed',
    worlds: environment.oneWorld === true ? 'one' : 'many',
    memory: 'cleared',
    transport: environment.folders === undefined ? 'http' : 'folders',
    operations: ['setup', 'receive', 'view', 'recheck', 'claim', 'bill', 'clock'],
  }
  const own = (): { now?: Instant } => (environment.ownClock === undefined ? {} : { now: environment.ownClock() })

  async function perform(request: DriverRequest): Promise<object | null> {
    if (request.op === 'setup') {
      const input = clinicSetupInput.parse(request.input)
      office = {
        service: serviceFor(environment, input),
        site: input.facility,
        visits: new Map(),
        screens: new Map(),
        bills: new Map(),
      }
      const papers = papersNow()
      opened += 1
      return { name: environment.name ?? 'reference clinic', version: '1', capabilities: { ...capabilities, papers } }
    }
    if (office === null) throw new Error('setup has to come first')
    if (request.op === 'receive') return onReceive(office, practice, OPERATIONS.receive.input.parse(request.input))
    if (request.op === 'view') return onView(office, practice, OPERATIONS.view.input.parse(request.input))
    if (request.op === 'recheck') return onRecheck(office, practice, OPERATIONS.recheck.input.parse(request.input))
    if (request.op === 'claim') return onClaim(office, practice, OPERATIONS.claim.input.parse(request.input))
    if (request.op === 'bill') {
      const input = OPERATIONS.bill.input.parse(request.input)
      await beforeBill(office, practice, input.visit, dateOf(input.at))
      return onBill(office, practice, input)
    }
    return request.op === 'clock' ? {} : null
  }

  return async (request) => {
    const result = await perform(request)
    return result === null ? { id: request.id, unsupported: true } : { id: request.id, result: { ...result, ...own() } }
  }
}
