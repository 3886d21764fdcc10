import { applyChanges } from '../generators/index.ts'
import type { Population } from '../generators/index.ts'
import { answerToCard, answerToNumber, cardCoverage, matchKey } from '../src/domain/answers.ts'
import { certificatePolicy } from '../src/domain/certificate-policy.ts'
import {
  type CardState,
  type CertificatePolicy,
  cardStateAt,
  identifiesByPin,
  isLiveCertificate,
} from '../src/domain/certificate.ts'
import { type CivilDate, type Instant, dateOf, instantOf } from '../src/domain/civil-date.ts'
import { type CoverageKey, type CoverageState, coverageStates, lastSequence } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import type { Answer } from '../src/domain/presentation.ts'
import type { FilingInsurer } from '../src/domain/registration.ts'
import { type InsurerList, type InsurerListKind, writeRecords } from '../src/wire/insurer-records.ts'
import { overlapPolicy, ticketDayOf } from './overlap.ts'
import type { Message } from '../scenarios/history.ts'
import type { Consents, ReaderOutcome, World, WorldSetup } from '../scenarios/ports.ts'
import { resolveChanges } from '../scenarios/resolve.ts'
import type { Step } from '../scenarios/scenario.ts'
import { resolveDay } from '../scenarios/offsets.ts'
import { type ClockStand, type Wall, worldClock } from './clock.ts'
import { createChronicle } from './chronicle.ts'
import { ALWAYS, type Stamp, type WorldChange, type WorldEvent, type WorldEventOf } from './events.ts'
import { type ExchangeLog, createExchangeLog } from './exchange-log.ts'
import { concernedPeople } from './faults/concerned.ts'
import { type ActiveFault, type FaultEntry, entriesAt, foldFaults } from './faults/in-force.ts'
import {
  type Strike,
  type Tally,
  cardUnder,
  equipmentUnder,
  memberUnder,
  remaining,
  standing,
  strikeOf,
  unbound,
} from './faults/strike.ts'
import { type Found, createDirectory, foldKey, indexOfName, memberOfPopulation, nameOfIndex } from './lookup.ts'
import { answer } from './oqs/service.ts'
import type { OqsAnswer } from './oqs/service.ts'
import type { Outcome } from './outcomes.ts'
import { type Gateway, type GatewayView, createGateway } from './insurer/gateway.ts'
import { type ListWorld, type PublishedList, insurerList, publishedLists } from './insurer/lists.ts'
import { type ServicePractice, standardPractice } from './practice.ts'
import { type ReaderPlacing, type ReaderSession, openSession, runSession } from './reader/session.ts'
import type { TerminalSettings, WorldState } from './state.ts'

/** A world with the doors of the simulator: the port of the replayer, and what the HTTP side needs. */
export interface SimulatedWorld extends World {
  readonly state: WorldState
  readonly setup: WorldSetup
  /** As the port has it: null when it happened, or why it was refused and changed nothing. */
  change(person: string, what: Extract<Step, { do: 'change' }>['what']): ChangeRefusal | null
  readonly log: ExchangeLog
  /** Names of the people of the world, in the order in which they came. */
  people(): readonly string[]
  /** Adds somebody, or puts somebody else in his place. He was always there. */
  addPerson(name: string, member: Member): void
  /** One request of a system under test; the exchange is written down, that of a paper once it is drawn. */
  answer(name: string, bytes: Uint8Array, struck?: Strike | null, seen?: Outcome['seen']): OqsAnswer
  /** Every fault that is turned on, whether its window has come or not. */
  faultEntries(): readonly FaultEntry[]
  /** Counts a message and tells what disturbs it, `extra` for it alone included; null when nothing does. */
  strike(message: StrikableMessage, extra?: readonly ActiveFault[]): Strike | null
  /** What is left of a strike now. */
  stillStruck(struck: Strike): Strike
  /** 帳票を描く: the answer as it goes out. One that is no paper is ready as it is. */
  drawn(name: string, request: Uint8Array, reply: OqsAnswer): Promise<OqsAnswer>
  /** 読み取りの一回: a card on the reader, event by event; null at a site without a reader. */
  openReader(placing: ReaderPlacing, known?: Consents): ReaderSession | null
  /** A result file of the reader, or null; picking it up is written down. */
  pickUpFace(name: string): WorldEventOf<'face-file'> | null
  /** True when there was such a file. */
  removeFace(name: string): boolean
  /** 医療保険者等向け中間サーバー of this world. */
  readonly gateway: Gateway
  insurerLists(insurer: FilingInsurer): readonly PublishedList[]
  insurerList(insurer: FilingInsurer, kind: InsurerListKind, month: string): InsurerList | null
  /** Writes an exchange down. */
  note(message: Omit<Message, 'sequence' | 'at'>): void
  /** How the clock was set last. */
  clockStand(): ClockStand
  /** Sets the clock, standing or going with the wall; nothing happens when it was set so already. */
  setClock(stand: ClockStand): void
  /** What happened since the setup. Given to a new world of the same setup, that one answers the same. */
  past(): WorldPast
  /** Enters what happened to this world elsewhere, in the order of the numbers; all of them are higher than those known here. */
  take(events: readonly WorldEvent[]): void
  /** Begins again in place: what holds this world goes on with it. The exchange log stays. */
  rebuild(beginning: WorldBeginning): void
}

/** 異動の拒否: not registered, applied for already, nobody to apply to. */
export type ChangeRefusal = 'SIM-A013' | 'SIM-A014' | 'SIM-A015'

/** A message as the doors know it. */
export interface StrikableMessage {
  readonly door: 'oqs' | 'face'
  /** File name; empty for a listing. */
  readonly name: string
  /** Empty for what has no body. */
  readonly bytes: Uint8Array
}

/** 世界の過去: what happened to a world since its setup. */
export interface WorldPast {
  readonly clock: ClockStand
  /** The highest sequence number that was given; those of the setup's people come first. */
  readonly sequence: number
  /** In the order of their numbers. A move of the clock counts when it is there, and is never handed out. */
  readonly events: readonly WorldEvent[]
}

/** What a world is made from. */
export interface WorldBeginning {
  readonly setup: WorldSetup
  readonly population: Population
  /** Left out: nothing has happened yet. */
  readonly past?: WorldPast
}

export interface WorldOptions extends WorldBeginning {
  readonly id: string
  readonly baseUrl: () => string
  readonly practice?: Partial<ServicePractice>
  readonly terminal?: Partial<TerminalSettings>
  /** Faults of the transport last as long as they are told; default at most 2 s for each message. */
  readonly realtime?: boolean
  /** Where the wall's clock is read; without it every clock stands. */
  readonly wall?: Wall
  /** Hears of every event that happens here; not of the setup, the past, and what is taken from elsewhere. */
  readonly onAppend?: (event: WorldEvent) => void
  readonly onClose?: () => void
}

const laterOf = (a: Instant, b: Instant): Instant => (a < b ? b : a)
const earlierOf = (a: Instant, b: Instant): Instant => (a < b ? a : b)

const NO_FAULTS: readonly ActiveFault[] = []
const NO_ENTRIES: readonly FaultEntry[] = []
/** What is in force while it is worked out whom a message is about. */
const UNBROKEN: readonly ActiveFault[] = []

/** Milliseconds of wall time that faults of the transport may keep one message, unless the world is realtime. */
const ALLOWANCE = 2000

/** A person with what happened to him in this world. */
function withEvents(base: Member, events: readonly WorldEvent[]): Member {
  if (events.length === 0) return base
  let current = base
  for (const event of events) {
    if (event.kind === 'person') current = event.member
    else if (event.kind === 'ledger') {
      const sequence = lastSequence(base.ledger) + event.sequence
      current = { ...current, ledger: [...current.ledger, { ...event.event, sequence }] }
    } else if (event.kind === 'card' && current.card !== null) {
      const sequence = lastSequence(base.card?.events ?? []) + event.sequence
      current = {
        ...current,
        card: { ...current.card, events: [...current.card.events, { ...event.event, sequence }] },
      }
    } else if (event.kind === 'card-returned') {
      current = { ...current, card: null }
    }
  }
  return current
}

/** The qualification that a report of loss is about: of those still open the one acquired first. */
function openCover(member: Member, now: Instant, date: CivilDate): CoverageState | null {
  const states = coverageStates(member.ledger, now)
  const open = states.filter(({ loss, acquired }) => loss === null && acquired <= date)
  return open.toSorted((a, b) => (a.acquired < b.acquired ? -1 : 1))[0] ?? states.at(-1) ?? null
}

/** Creates one isolated simulated Japan. @see scenarios/ports.ts */
export function createWorld(options: WorldOptions): SimulatedWorld {
  const log = createExchangeLog()
  const world: SimulatedWorld = {
    ...buildWorld(options, options, log),
    get baseUrl() {
      return options.baseUrl()
    },
    rebuild: (beginning) => {
      Object.assign(world, buildWorld(options, beginning, log))
    },
  }
  return world
}

/** Everything of a world that its beginning decides. */
function buildWorld(
  options: WorldOptions,
  beginning: WorldBeginning,
  log: ExchangeLog,
): Omit<SimulatedWorld, 'baseUrl' | 'rebuild'> {
  const { id } = options
  const { setup, population: people, past } = beginning
  const { book, facility } = setup
  const practice = { ...standardPractice, ...options.practice }
  const wall: Wall = options.wall ?? (() => null)
  const clock = worldClock(past?.clock ?? { at: setup.start, wall: null }, wall)
  const chronicle = createChronicle()
  const directory = createDirectory(people)
  const names = new Map<string, Member>()

  let arrivals = 0
  /** What is found by name and number, kept beside the chronicle. */
  const enter = (change: WorldChange): void => {
    if (change.kind === 'person') {
      arrivals += 1
      names.set(change.person, change.member)
      directory.mask(change.member.index)
      for (const event of change.member.ledger) directory.enter(change.person, event)
    }
    if (change.kind === 'ledger') directory.enter(change.person, change.event)
  }
  const appendAt = <C extends WorldChange>(at: Instant, change: C): C & Stamp => {
    enter(change)
    const shown = clock.now()
    const event = chronicle.append(at === shown ? { at } : { at, written: shown }, change)
    options.onAppend?.(event)
    return event
  }
  let pinned: Instant | null = null
  const now = (): Instant => pinned ?? clock.now()
  const append = (change: WorldChange): WorldEvent => appendAt(now(), change)
  const asOf: WorldState['asOf'] = (at, ask) => {
    const before = pinned
    pinned = at
    try {
      return ask()
    } finally {
      pinned = before
    }
  }

  /** A person without what insurers filed, and without the events that do not count. */
  const own = (name: string, counts?: (event: WorldEvent) => boolean): Member | null => {
    const added = names.get(name)
    const index = added === undefined ? indexOfName(name) : null
    if (added === undefined && (index === null || index >= people.size)) return null
    const base = added ?? memberOfPopulation(people, index ?? 0)
    if (!chronicle.mentions(name)) return base
    const known = chronicle.knownOf(name, now())
    return withEvents(base, counts === undefined ? known : known.filter(counts))
  }
  /** Who stands behind an index: of several people made from it the one that came last. */
  const nameOf = (index: number): string | null => {
    let latest: string | null = null
    for (const [name, member] of names) if (member.index === index) latest = name
    if (latest !== null) return latest
    return index < people.size && !directory.isMasked(index) ? nameOfIndex(index) : null
  }
  const gateway = createGateway({
    now,
    book,
    practice,
    serial: chronicle.serial,
    arrivals: () => arrivals,
    append: (line) => appendAt(now(), line),
    lines: (at) => chronicle.known('insurer-line', at),
    own,
    nameOf,
    candidates: (key) => directory.candidates(foldKey(key), null),
    enter: directory.enterKey,
  })
  const seen = (name: string, view: GatewayView): Member | null => {
    const member = own(name)
    return member === null ? null : gateway.applied(name, member, view)
  }
  let striking: readonly ActiveFault[] | null = null
  const under = <T>(faults: readonly ActiveFault[], ask: () => T): T => {
    const before = striking
    striking = faults
    try {
      return ask()
    } finally {
      striking = before
    }
  }
  let folded: {
    readonly events: readonly unknown[]
    readonly length: number
    readonly entries: readonly FaultEntry[]
  } | null = null
  const faultEntries: SimulatedWorld['faultEntries'] = () => {
    const known = chronicle.known('fault', now())
    if (known.length === 0) return NO_ENTRIES
    if (folded?.events !== known || folded.length !== known.length)
      folded = { events: known, length: known.length, entries: foldFaults(known) }
    return folded.entries
  }
  const entriesOn = (): readonly FaultEntry[] => {
    const entries = faultEntries()
    return entries.length === 0 ? entries : entriesAt(entries, now(), facility.institutionCode)
  }
  const faults = (): readonly ActiveFault[] => {
    const entries = entriesOn()
    return entries.length === 0 ? NO_FAULTS : entries.map(({ active }) => active)
  }
  const inForce = (): readonly ActiveFault[] => {
    if (striking === UNBROKEN) return NO_FAULTS
    const on = faults()
    if (striking !== null) return on.length === 0 ? striking : [...striking, ...standing(on)]
    return on.length === 0 ? on : unbound(on)
  }
  const equipment: WorldState['equipment'] = (name) => equipmentUnder(inForce(), name)

  const registered = (name: string, view: GatewayView): Member | null => {
    const member = seen(name, view)
    return member === null ? null : memberUnder(inForce(), name, member)
  }
  const person = (name: string): Member | null => registered(name, 'service')
  const somebody = (name: string): Member => {
    const found = seen(name, 'truth')
    if (found === null) throw new RangeError(`nobody in world ${id} is called "${name}"`)
    return found
  }

  const findAs = (view: GatewayView, key: CoverageKey, birthDate: CivilDate | null): Found[] => {
    const found: Found[] = []
    for (const name of directory.candidates(foldKey(key), birthDate)) {
      const member = registered(name, view)
      if (member !== null && (birthDate === null || member.birthDate === birthDate))
        found.push({ person: name, member })
    }
    return found
  }

  let policyDay: CivilDate | null = null
  let policyOfDay: CertificatePolicy | null = null
  const policy = (): CertificatePolicy => {
    const day = dateOf(now())
    if (policyOfDay === null || policyDay !== day) {
      policyDay = day
      policyOfDay = practice.policy(day, book)
    }
    return policyOfDay
  }

  const lastOf = <K extends WorldEvent['kind']>(events: readonly WorldEvent[], kind: K): WorldEventOf<K> | null =>
    events.findLast((event): event is WorldEventOf<K> => event.kind === kind) ?? null

  const faceFiles: WorldState['faceFiles'] = (after) => {
    const removed = new Set(chronicle.known('face-removed', now()).map(({ name }) => name))
    return chronicle.known('face-file', now()).filter(({ name, sequence }) => sequence > after && !removed.has(name))
  }

  const state: WorldState = {
    id,
    seed: setup.seed,
    book,
    facility,
    practice,
    terminal: { encoding: 'UTF-8', order: 'observed', ...options.terminal },
    population: people,
    now,
    append,
    serial: chronicle.serial,
    policy,
    person,
    find: (key, birthDate) => findAs('service', key, birthDate),
    consentOf: (name) => lastOf(chronicle.knownOf(name, now()), 'consent'),
    referenceNumberOf: (name, key) => {
      const numbers = chronicle
        .knownOf(name, now())
        .filter((event): event is WorldEventOf<'reference-number'> => event.kind === 'reference-number')
      return numbers.findLast((event) => matchesKey(event.key, key))?.number ?? null
    },
    hidesMedical: gateway.hidesMedical,
    receptions: () => chronicle.known('bulk-reception', now()),
    eventsOf: (name) => chronicle.knownOf(name, now()),
    everybody: () =>
      [...new Set([...names.keys(), ...chronicle.mentioned(), ...gateway.people()])].filter((name) => {
        const index = names.has(name) ? null : indexOfName(name)
        return index === null || !directory.isMasked(index)
      }),
    asOf,
    faults,
    inForce,
    equipment,
    faceFiles,
  }

  const take = (event: WorldEvent): void => {
    enter(event)
    chronicle.take(event)
    if (event.kind === 'clock') clock.set({ at: event.to, wall: event.wall })
    if (event.kind === 'insurer-line') asOf(event.at, () => gateway.take(event))
  }
  for (const [name, member] of Object.entries(setup.people)) {
    const person: WorldChange = { kind: 'person', person: name, member }
    enter(person)
    chronicle.append({ at: ALWAYS }, person)
  }
  for (const event of past?.events ?? []) take(event)
  chronicle.skip(past?.sequence ?? 0)

  const setClock = (stand: ClockStand): void => {
    const { at, wall: since } = clock.stand()
    if (stand.at === at && stand.wall === since) return
    clock.set(stand)
    appendAt(stand.at, { kind: 'clock', to: stand.at, wall: stand.wall })
  }

  const factsPolicy = (): CertificatePolicy => certificatePolicy(dateOf(now()), book)
  const cardState = (name: string): CardState | null => {
    const { card } = somebody(name)
    return card === null ? null : cardUnder(inForce(), name, cardStateAt(card, now(), factsPolicy()))
  }

  const change = (name: string, what: Extract<Step, { do: 'change' }>['what']): ChangeRefusal | null => {
    const member = somebody(name)
    const at = now()
    const day = (text: string): CivilDate => resolveDay(text, setup.start)
    switch (what.kind) {
      case 'lose': {
        const lossDate = day(what.date)
        const cover = openCover(member, at, lossDate)
        if (cover === null) return null
        append({
          kind: 'ledger',
          person: name,
          event: { knownAt: at, type: 'lost', coverageId: cover.id, lossDate, reason: what.reason },
        })
        return null
      }
      case 'acquire': {
        const changed = applyChanges(member, resolveChanges({ coverage: [what.cover] }, setup.start))
        const id = `acquired-${chronicle.serial() + 1}`
        for (const event of changed.ledger) {
          const knownAt =
            what.cover.knownAt === undefined && event.type === 'acquired' ? at : laterOf(event.knownAt, at)
          if (event.type === 'acquired') {
            append({
              kind: 'ledger',
              person: name,
              event: { type: 'acquired', knownAt, coverage: { ...event.coverage, id } },
            })
          } else if (event.type !== 'voided') {
            append({ kind: 'ledger', person: name, event: { ...event, knownAt, coverageId: id } })
          }
        }
        return null
      }
      case 'suspend':
        append({ kind: 'card', person: name, event: { at, type: 'suspended' } })
        return null
      case 'revoke':
        append({ kind: 'card', person: name, event: { at, type: 'revoked' } })
        return null
      case 'unlock':
        append({ kind: 'card', person: name, event: { at, type: 'unlocked' } })
        return null
      case 'deregister':
        append({ kind: 'card', person: name, event: { at, type: 'deregistered' } })
        return null
      case 'register':
        append({
          kind: 'card',
          person: name,
          event: { at, type: 'registered', ...(what.channel === undefined ? {} : { channel: what.channel }) },
        })
        return null
      case 'apply-deregistration': {
        if (cardState(name)?.registration !== 'REGISTERED') return 'SIM-A013'
        if (gateway.isUnregistering(name)) return 'SIM-A014'
        const cover = openCover(member, at, dateOf(at))
        const insurer = cover === null ? null : gateway.insurer(cover.key.insurerNumber)
        if (cover === null || insurer === null) return 'SIM-A015'
        const { symbol, number, branch } = cover.key
        const record = { op: 'unregisterCard', insurerNo: insurer.number, appliedOn: dateOf(at) } as const
        gateway.receive(insurer, writeRecords([{ ...record, memberKey: { symbol, number, branch } }]))
        return null
      }
      case 'return-card':
        append({ kind: 'card-returned', person: name })
        return null
      case 'care': {
        const date = day(what.date)
        const asked = earlierOf(at, instantOf(date, '23:59:59'))
        const found = cardCoverage(member, date, asked, overlapPolicy(book), ticketDayOf(book))
        const billed =
          found === null || found.validity === 2 ? null : { coverageId: found.state.id, key: found.state.key, asked }
        append({ kind: 'care', person: name, date, billed })
        return null
      }
      case 'renew': {
        const expiry = day(what.expiry)
        const body = cardState(name)?.bodyExpiry ?? expiry
        const bodyExpiry = body < expiry ? expiry : body
        append({
          kind: 'card',
          person: name,
          event: { at, type: 'renewed', certificate: { issued: dateOf(at), expiry }, bodyExpiry },
        })
        return null
      }
    }
  }

  const openReader: SimulatedWorld['openReader'] = (placing, known) => {
    const isThere = facility.capability !== 'NONE' || (placing.device ?? 'reader') !== 'reader'
    if (!isThere) return null
    return openSession(state, memberUnder(inForce(), placing.holder, somebody(placing.holder)), placing, known)
  }
  const useReader: World['useReader'] = ({ acts, consents, ...placing }): ReaderOutcome => {
    const session = openReader(placing, consents)
    return session === null ? { screens: [], delivered: null } : runSession(session, acts, consents)
  }

  const portalLogin = (name: string): boolean => {
    const card = cardState(name)
    if (card === null || card.flags.noSelfInfo) return false
    const day = dateOf(now())
    const phoneLives =
      card.phone !== null && day <= card.phone.expiry && card.body === 'LIVE' && isLiveCertificate(card)
    return phoneLives || identifiesByPin(card)
  }

  const answerByNumber = (view: GatewayView, key: CoverageKey, birthDate: CivilDate, day: CivilDate): Answer => {
    const members = findAs(view, key, birthDate).map(({ member }) => member)
    const matches = matchKey(members, key, birthDate, now())
    const { validity, record } = answerToNumber(matches, day, now(), ticketDayOf(book))
    return { validity, record }
  }
  const numberAnswer: World['numberAnswer'] = (key, birthDate, day = dateOf(now())) =>
    answerByNumber('truth', key, birthDate, day)
  const serviceAnswer: World['serviceAnswer'] = (name, day, key) => {
    const asked = person(name) ?? somebody(name)
    return key === null
      ? answerToCard(asked, day, now(), overlapPolicy(book), ticketDayOf(book))
      : answerByNumber('service', key, asked.birthDate, day)
  }

  const lists: ListWorld = {
    now,
    book,
    practice,
    gateway,
    // A card that was handed back was there on the days before.
    person: (name) => {
      const member = own(name, (event) => event.kind !== 'card-returned')
      return member === null ? null : gateway.applied(name, member, 'service')
    },
    everybody: () => [...names.keys(), ...chronicle.mentioned(), ...gateway.people()],
    policyOn: (day) => practice.policy(day, book),
    cardReturned: (name) => lastOf(chronicle.knownOf(name, now()), 'card-returned')?.at ?? null,
    care: (at) => chronicle.known('care', at),
  }

  const tally: Tally = new Map()
  const strike: SimulatedWorld['strike'] = ({ door, name, bytes }, extra = []) => {
    const entries = entriesOn()
    if (entries.length === 0 && extra.length === 0) return null
    // Who is meant does not depend on what is broken.
    const people = (): readonly string[] =>
      door === 'face'
        ? faceFiles(0).flatMap((file) => (file.name === name ? [file.person] : []))
        : under(UNBROKEN, () => concernedPeople(state, name, bytes))
    const struck = strikeOf(entries, { door, name, people }, tally)
    return {
      faults: [...struck.map(({ active }) => active), ...extra],
      ids: [...struck.map(({ id }) => id), ...extra.map(() => null)],
      allowance: options.realtime === true ? Infinity : ALLOWANCE,
    }
  }

  const note = (message: Omit<Message, 'sequence' | 'at'>): void => {
    log.add({ at: now(), ...message })
  }

  return {
    id,
    state,
    setup,
    log,
    now,
    moveTo: (at) => setClock({ at, wall: clock.stand().wall === null ? null : wall() }),
    setFault: (fault, on, { person: scope, millis, ...more }) => {
      append({ kind: 'fault', fault, on, person: scope ?? null, millis: millis ?? 0, ...more })
    },
    faultEntries,
    strike,
    stillStruck: (struck) => remaining(struck, new Set(entriesOn().map(({ id }) => id))),
    change,
    useReader,
    openReader,
    portalLogin,
    member: somebody,
    cardState,
    equipment,
    cardAnswer: (name, day = dateOf(now())) =>
      answerToCard(memberUnder(inForce(), name, somebody(name)), day, now(), overlapPolicy(book), ticketDayOf(book)),
    numberAnswer,
    serviceAnswer,
    messagesSince: log.since,
    close: () => options.onClose?.(),
    people: () => [...names.keys()],
    addPerson: (name, member) => {
      appendAt(ALWAYS, { kind: 'person', person: name, member })
    },
    answer: (name, bytes, given, seen = null) => {
      const struck = given === undefined ? strike({ door: 'oqs', name, bytes }) : given
      const asked = seen === null ? state : seen(state)
      const reply =
        struck === null ? answer(asked, name, bytes) : under(struck.faults, () => answer(asked, name, bytes))
      const { status } = reply
      if (reply.paper !== undefined) return reply
      note({ door: 'oqs', name, request: bytes, answer: reply.bytes, answerName: reply.name, status, note: reply.kind })
      return reply
    },
    drawn: async (name, request, reply) => {
      if (reply.paper === undefined) return reply
      const at = now()
      const { drawMedicalPaper } = await import('../generators/documents/medical-paper.ts')
      const bytes = await drawMedicalPaper(reply.paper)
      const { status, kind, name: answerName } = reply
      log.add({ at, door: 'oqs', name, request, answer: bytes, answerName, status, note: kind })
      return { ...reply, bytes }
    },
    pickUpFace: (name) => {
      const file = faceFiles(0).find((candidate) => candidate.name === name) ?? null
      const found = { request: null, answer: file?.bytes ?? null, answerName: file === null ? null : name }
      note({
        door: 'face',
        name,
        ...found,
        status: file === null ? 404 : 200,
        note: file === null ? 'fault' : 'answered',
      })
      return file
    },
    removeFace: (name) => {
      const there = faceFiles(0).some((file) => file.name === name)
      if (there) append({ kind: 'face-removed', name })
      return there
    },
    gateway,
    insurerLists: (insurer) => publishedLists(lists, insurer),
    insurerList: (insurer, kind, month) => insurerList(lists, insurer, kind, month),
    note,
    clockStand: clock.stand,
    setClock,
    past: () => ({
      clock: clock.stand(),
      sequence: chronicle.serial(),
      events: chronicle.all().slice(Object.keys(setup.people).length),
    }),
    take: (events) => {
      for (const event of events) take(event)
    },
  }
}

const matchesKey = (a: CoverageKey, b: CoverageKey): boolean => {
  const [left, right] = [foldKey(a), foldKey(b)]
  return left.insurerNumber === right.insurerNumber && left.symbol === right.symbol && left.number === right.number
}
