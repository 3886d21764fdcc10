import { type CivilDate, type Instant, dateOf } from '../../../domain/civil-date.ts'
import {
  OPERATIONS,
  clinicSetupInput,
  type Capabilities,
  type DriverAnswer,
  type DriverRequest,
  type OperationInput,
  type OperationResult,
  type Outcome,
} from '../../../../scenarios/protocol.ts'
import { connectService } from './connect.ts'
import { type ClinicPractice, type Key, type OnlineAnswer, type Screen, standardPractice } from './practice.ts'
import { receive } from './reception.ts'
import type { EligibilityService } from './service.ts'

/** What a reference clinic runs on; it reads no clock and opens no socket by itself. */
export interface ClinicEnvironment {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  readonly practice?: ClinicPractice
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

interface Visit {
  readonly id: string
  readonly person: string
  readonly day: CivilDate
  readonly cardAnswer: OnlineAnswer | null
  readonly inGrace: boolean
  readonly outcome: Outcome
  readonly declaration: { readonly address: string; readonly telephone: string } | null
}

/** The clinic's memory: emptied by `setup`. */
interface Office {
  readonly service: EligibilityService
  readonly visits: Map<string, Visit>
  /** Screens per person, for the PIN. */
  readonly screens: Map<string, Screen[]>
}

const personOf = (input: OperationInput<'receive'>): string => {
  const named = input.shown.find((thing) => thing.kind === 'my-number-card')
  if (named !== undefined) return `${named.face.name} ${named.face.birthDate}`
  return input.chart === null ? input.visit : `${input.chart.name} ${input.chart.birthDate}`
}

async function onReceive(
  office: Office,
  practice: ClinicPractice,
  input: OperationInput<'receive'>,
): Promise<OperationResult<'receive'>> {
  const person = personOf(input)
  const earlier = office.visits.get(input.visit)
  const before = [...office.visits.values()].filter((visit) => visit.person === person && visit.id !== input.visit)
  const past = before.flatMap((visit) => office.screens.get(visit.id) ?? [])
  const { outcome, cardAnswer } = await receive(
    input,
    { cardAnswer: earlier?.cardAnswer ?? null, screens: past },
    practice,
    office.service,
  )
  const form = input.shown.find((thing) => thing.kind === 'declaration')
  office.screens.set(input.visit, [...input.reader])
  office.visits.set(input.visit, {
    id: input.visit,
    person,
    day: dateOf(input.at),
    cardAnswer,
    inGrace: input.reader.includes('result-sent-eligibility-only'),
    outcome,
    declaration: form === undefined ? null : { address: form.address, telephone: form.telephone },
  })
  return outcome
}

/** The consent that a visit may rest on: its own card answer; a broken practice looks at earlier visits of the person. */
function consentFor(
  office: Office,
  practice: ClinicPractice,
  visit: Visit,
  what: 'medicines' | 'checkups',
): Instant | null {
  const own = visit.cardAnswer?.record?.consents[what] ?? null
  if (own !== null || practice.consentBelongsToVisit) return own
  const others = [...office.visits.values()].filter((other) => other.person === visit.person)
  return (
    others.map((other) => other.cardAnswer?.record?.consents[what] ?? null).findLast((consTime) => consTime !== null) ??
    null
  )
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
  const wrongly = visit.inGrace && practice.viewsInGrace
  const consent = consentFor(office, practice, visit, input.what)
  if (!wrongly && (consent === null || input.at > practice.consentUntil(consent))) return { shown: false }
  return { shown: await office.service.readMedical(input.what, key) }
}

async function check(office: Office, practice: ClinicPractice, visit: Visit, at: Instant): Promise<Visit> {
  const recorded = visit.outcome.recorded
  if (recorded === null || recorded.key === null || recorded.birthDate === null) return visit
  const answer = await office.service.inquire({
    key: { ...recorded.key, branch: practice.branchToSend(recorded.key.branch) },
    birthDate: recorded.birthDate,
    day: visit.day,
    limitConsent: false,
  })
  if (answer === 'offline' || answer.record === null || !practice.validByNumber(answer.validity)) return visit
  const checked: Visit = {
    ...visit,
    outcome: {
      ...visit.outcome,
      recorded: { ...recorded, verified: 'number', checkedOn: dateOf(at), key: practice.keyToStore(answer.record.key) },
    },
  }
  office.visits.set(visit.id, checked)
  return checked
}

async function onRecheck(
  office: Office,
  practice: ClinicPractice,
  input: OperationInput<'recheck'>,
): Promise<OperationResult<'recheck'>> {
  const visit = office.visits.get(input.visit)
  if (visit === undefined) return { recorded: null }
  return { recorded: (await check(office, practice, visit, input.at)).outcome.recorded }
}

type ClaimResult = OperationResult<'claim'>

function lineOf(visit: Visit, key: Key, practice: ClinicPractice): ClaimResult['lines'][number] {
  return {
    visit: visit.id,
    insurerNumber: practice.insurerNumberInClaim(key.insurerNumber),
    symbol: practice.symbolInClaim(key.symbol),
    number: key.number,
    branch: key.branch,
    step: 'CURRENT',
    confirmation: visit.outcome.recorded?.verified === 'none' ? null : '01',
    remarks: '',
  }
}

async function claimVisit(office: Office, practice: ClinicPractice, id: string, at: Instant): Promise<ClaimResult> {
  const visit = office.visits.get(id)
  if (visit === undefined || visit.outcome.decision !== 'accepted')
    return { lines: [], held: [{ visit: id, why: 'not accepted on insurance' }] }
  const key = visit.outcome.recorded?.key ?? null
  if (key === null) {
    const remarks = `不詳 ${visit.declaration?.address ?? ''} ${visit.declaration?.telephone ?? ''}`
    const line = {
      visit: id,
      insurerNumber: '77777777',
      symbol: '',
      number: '777777777',
      branch: null,
      step: 'UNKNOWN',
      confirmation: null,
      remarks,
    } as const
    return { lines: [line], held: [] }
  }
  const needsCheck = visit.outcome.recorded?.verified === 'none' && practice.rechecksBeforeClaim
  const checked = needsCheck ? await check(office, practice, visit, at) : visit
  if (needsCheck && checked.outcome.recorded?.verified === 'none')
    return { lines: [], held: [{ visit: id, why: 'no online check yet' }] }
  return { lines: [lineOf(checked, checked.outcome.recorded?.key ?? key, practice)], held: [] }
}

async function onClaim(office: Office, practice: ClinicPractice, input: OperationInput<'claim'>): Promise<ClaimResult> {
  const parts: ClaimResult[] = []
  for (const id of input.visits) {
    // oxlint-disable-next-line no-await-in-loop -- visits are claimed in order
    parts.push(await claimVisit(office, practice, id, input.at))
  }
  return { lines: parts.flatMap((part) => part.lines), held: parts.flatMap((part) => part.held) }
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
    transport: 'http',
    operations: ['setup', 'receive', 'view', 'recheck', 'claim', 'clock'],
  }
  const own = (): { now?: Instant } => (environment.ownClock === undefined ? {} : { now: environment.ownClock() })

  async function perform(request: DriverRequest): Promise<object | null> {
    if (request.op === 'setup') {
      const input = clinicSetupInput.parse(request.input)
      office = { service: connectService(environment.fetch, input), visits: new Map(), screens: new Map() }
      const papers = papersNow()
      opened += 1
      return { name: environment.name ?? 'reference clinic', version: '1', capabilities: { ...capabilities, papers } }
    }
    if (office === null) throw new Error('setup has to come first')
    if (request.op === 'receive') return onReceive(office, practice, OPERATIONS.receive.input.parse(request.input))
    if (request.op === 'view') return onView(office, practice, OPERATIONS.view.input.parse(request.input))
    if (request.op === 'recheck') return onRecheck(office, practice, OPERATIONS.recheck.input.parse(request.input))
    if (request.op === 'claim') return onClaim(office, practice, OPERATIONS.claim.input.parse(request.input))
    return request.op === 'clock' ? {} : null
  }

  return async (request) => {
    const result = await perform(request)
    return result === null ? { id: request.id, unsupported: true } : { id: request.id, result: { ...result, ...own() } }
  }
}
