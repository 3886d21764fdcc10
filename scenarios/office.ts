import { type CivilDate, type Instant, dateOf } from '../src/domain/civil-date.ts'
import type { CardState } from '../src/domain/certificate.ts'
import { type CoverageState, coverageStates, covers } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import { personNumberOf } from '../src/domain/person-number.ts'
import { ruleBook } from '../src/domain/rulesets.ts'
import type { FiveItems } from '../src/wire/insurer-records.ts'
import { resolveDay } from './days.ts'
import { filedForms } from './forms.ts'
import { respell } from './respell.ts'
import type { InsuranceRecord, InsuranceStart, IssuedDocument, IssuedPiece, PersonTruth } from './history.ts'
import { type EventSpec, insurerSpec } from './insurer.ts'
import type { World } from './ports.ts'
import type { InsurerEvent, InsurerSetup, Piece, RosterMember } from './protocol-insurer.ts'
import type { EventStep, InquireStep, PersonRef, Scenario } from './scenario.ts'
import { type Attempt, type Stage, perform } from './stage.ts'

/** The office of an insurer in one playing. */
export interface Office {
  readonly stage: Stage
  readonly start: InsuranceStart
  /** Where the telling of pieces stands. */
  readonly told: { cursor: string | null }
}

export const openOffice = (stage: Stage, start: InsuranceStart): Office => ({ stage, start, told: { cursor: null } })

/** 住民基本台帳: the five items as they are registered. */
const registerOf = (member: Member): FiveItems => ({
  kanji: member.name.kanji,
  kana: member.name.kana,
  birthDate: member.birthDate,
  sex: member.sex,
  address: member.address.text,
})

type FiveSpec = Extract<EventSpec, { kind: 'join' }>['five']

function filedFive(truth: FiveItems, spec: FiveSpec, day: (text: string) => CivilDate): RosterMember['five'] {
  const { birthDate, respelled = [], ...others } = spec
  const written = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
  return {
    ...truth,
    ...written,
    ...Object.fromEntries(respelled.map((item) => [item, respell(item, truth[item] ?? '')])),
    ...(birthDate === undefined ? {} : { birthDate: birthDate === null ? null : day(birthDate) }),
  }
}

/** A card that works as insurance card today, certificates in their grace included. */
export const isUsable = (card: CardState | null): boolean =>
  card !== null &&
  card.registration === 'REGISTERED' &&
  (card.certificate === 'VALID' || card.certificate === 'WARN' || card.certificate === 'GRACE')

const numberOfName = (world: World, own: string, numberOf: string): string | null => {
  if (numberOf === 'none') return null
  return personNumberOf(world.member(numberOf === 'own' ? own : numberOf).index)
}

/** The cover with an insurer that is open at the start, or begins later. */
function coverWith(member: Member, insurerNumber: string, at: Instant): CoverageState | null {
  const states = coverageStates(member.ledger, at).filter(({ key }) => key.insurerNumber === insurerNumber)
  return (
    states.find((state) => covers(state, dateOf(at))) ?? states.find(({ acquired }) => acquired > dateOf(at)) ?? null
  )
}

function rosterMember(
  name: string,
  ref: PersonRef,
  world: World,
  start: Instant,
  insurerNumber: string,
): RosterMember | null {
  const member = world.member(name)
  const cover = coverWith(member, insurerNumber, start)
  if (cover === null) return null
  const day = (text: string): CivilDate => resolveDay(text, start)
  const { books } = ref
  const card = world.cardState(name)
  const flags = card?.flags
  return {
    ref: name,
    five: filedFive(registerOf(member), books?.five ?? {}, day),
    personNo: numberOfName(world, name, books?.numberOf ?? 'own'),
    linked: books?.linked ?? true,
    key: { ...cover.key },
    acquired: cover.acquired,
    relation: cover.relation ?? 'insured',
    head: books?.head ?? null,
    ratio: cover.koukiRatio ?? cover.elderly?.ratio ?? null,
    usableCard: books?.usableCard ?? isUsable(card),
    flagged: flags?.noSelfInfo === true || flags?.nonDisclosure === true,
    continued: books?.continued ?? false,
    holds: (books?.holds ?? []).map(({ kind, issued, validUntil }) => ({
      kind,
      issued: day(issued),
      validUntil: validUntil === null ? null : day(validUntil),
    })),
    cardUses: books?.cardUses ?? null,
  }
}

/** The insurer of a scenario; what it leaves open is as the rule book says. */
function decidedInsurer(scenario: Scenario, start: Instant): InsurerSetup {
  const { policy, ...insurer } = scenario.insurer ?? insurerSpec.parse({})
  const book = ruleBook(scenario.ruleset, dateOf(start))
  const turned = book.ok ? book.value.settings : {}
  const koukiRule = policy.koukiRule ?? (turned['kouki.rule'] === 'USAGE' ? 'USAGE' : 'HOLDING')
  const koukiAgeMode = policy.koukiAgeMode ?? (turned['kouki.ageMode'] === 'LEGAL' ? 'LEGAL' : 'BIRTHDAY')
  return { ...insurer, policy: { ...policy, koukiRule, koukiAgeMode } }
}

/** How an insurer's case begins: who is in the books, and what the resident register says of everybody. */
export function insuranceStart(scenario: Scenario, world: World, start: Instant): InsuranceStart {
  const insurer = decidedInsurer(scenario, start)
  const people = Object.entries(scenario.people)
  const roster = people.flatMap(([name, ref]) => rosterMember(name, ref, world, start, insurer.number) ?? [])
  const register = Object.fromEntries(
    people.map(([name]) => {
      const member = world.member(name)
      return [name, { personNo: personNumberOf(member.index), five: registerOf(member) }]
    }),
  )
  return { insurer, roster, register }
}

/** The event as the office gets it: offsets resolved, and what the scenario leaves out taken from the person. */
function eventOf(office: Office, person: string, spec: EventSpec): InsurerEvent {
  const { world } = office.stage
  const day = office.stage.day
  const truth = office.start.register[person]?.five ?? registerOf(world.member(person))
  const today = dateOf(world.now())
  switch (spec.kind) {
    case 'join': {
      const { numberOf, head, five, fact, filed, ...others } = spec
      return {
        ...others,
        five: filedFive(truth, five, day),
        personNo: numberOfName(world, person, numberOf),
        head: head ?? null,
        fact: day(fact),
        filed: filed === undefined ? today : day(filed),
      }
    }
    case 'leave':
      return { ...spec, day: day(spec.day) }
    case 'rename':
    case 'move':
    case 'rekey':
    case 'special-treatment':
    case 'merger':
      return { ...spec, from: day(spec.from) }
    case 'ratio':
    case 'correct-ratio':
      return { ...spec, from: day(spec.from), until: day(spec.until) }
    case 'validity':
      return { ...spec, from: day(spec.from), until: spec.until === null ? null : day(spec.until) }
    case 'correct-five':
      return { kind: spec.kind, five: filedFive(truth, spec.five, day) }
    case 'number':
      return { kind: spec.kind, personNo: numberOfName(world, person, spec.numberOf) ?? '' }
    case 'unregister':
      return { ...spec, appliedOn: day(spec.appliedOn) }
    case 'forms':
      return filedForms(spec, { register: office.start.register, today, day })
    case 'no-doubt':
    case 'apply':
    case 'flag':
    case 'papers-returned':
    case 'undeliverable':
      return spec
  }
}

async function readDocument({ mediaType, bytes }: Piece['documents'][number]): Promise<IssuedDocument> {
  // The reader of papers is loaded with the first one: most runs do without it.
  const { readPaper } = await import('../src/wire/paper/index.ts')
  const raw = new Uint8Array(Buffer.from(bytes, 'base64'))
  const read = await readPaper(raw)
  return read.ok
    ? { mediaType, bytes: raw, reading: read.value, unreadable: null }
    : { mediaType, bytes: raw, reading: null, unreadable: read.problem.code }
}

async function readPiece(piece: Piece): Promise<IssuedPiece> {
  const documents: IssuedDocument[] = []
  for (const document of piece.documents) documents.push(await readDocument(document))
  return { ...piece, documents }
}

/** What was issued since the last question, documents read from their bytes; null when the system does not tell. */
async function takePieces(office: Office): Promise<readonly IssuedPiece[] | null> {
  const { stage, told } = office
  if (stage.options.papers === false) return null
  const { result } = await perform(stage, 'issued', { after: told.cursor, at: stage.world.now() })
  if (result === null) return null
  told.cursor = result.cursor
  const pieces: IssuedPiece[] = []
  for (const piece of result.pieces) pieces.push(await readPiece(piece))
  return pieces
}

function truthNow(stage: Stage): Readonly<Record<string, PersonTruth>> {
  const { world } = stage
  return Object.fromEntries(
    Object.keys(stage.scenario.people).map((name) => [
      name,
      { card: world.cardState(name), answer: world.cardAnswer(name) },
    ]),
  )
}

/** What a step left in the office: pieces are asked for after every step that could make some. */
export async function recordOf(
  office: Office,
  parts: Partial<Pick<InsuranceRecord, 'event' | 'inquiry'>>,
): Promise<InsuranceRecord> {
  const pieces = await takePieces(office)
  return { event: null, inquiry: null, ...parts, pieces, truth: truthNow(office.stage) }
}

/** Tells the system what reached its office, and asks what it issued. */
export async function playEvent(
  office: Office,
  step: EventStep,
): Promise<Attempt & { readonly insurance: InsuranceRecord }> {
  const event = eventOf(office, step.person, step.event)
  const at = office.stage.world.now()
  const attempt = await perform(office.stage, 'event', { at, person: step.person, event })
  return { ...attempt, insurance: await recordOf(office, { event: { person: step.person, event } }) }
}

/** An inquiry of the harness itself, as a clinic would make it; the system under test is not asked. */
export function inquire({ stage, start }: Office, step: InquireStep): InsuranceRecord {
  const { world } = stage
  const day = step.on === undefined ? dateOf(world.now()) : stage.day(step.on)
  const key = step.key === undefined ? null : { insurerNumber: start.insurer.number, ...step.key }
  const answer = world.serviceAnswer(step.person, day, key)
  return {
    event: null,
    pieces: null,
    inquiry: { person: step.person, day, key, answer },
    truth: truthNow(stage),
  }
}
