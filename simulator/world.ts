import { applyChanges } from '../generators/index.ts'
import type { Population } from '../generators/index.ts'
import { answerToCard, answerToNumber, cardCoverage, matchKey } from '../src/domain/answers.ts'
import { certificatePolicy } from '../src/domain/certificate-policy.ts'
import { type CardState, type CertificatePolicy, cardStateAt } from '../src/domain/certificate.ts'
import { type CivilDate, type Instant, dateOf, instantOf } from '../src/domain/civil-date.ts'
import { type CoverageKey, type CoverageState, coverageStates } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import type { Answer, ReadingDevice } from '../src/domain/presentation.ts'
import type { FilingInsurer } from '../src/domain/registration.ts'
import { valueOn } from '../src/domain/rules.ts'
import { phoneServed } from '../src/domain/rules/certificate-and-grace.ts'
import type { InsurerList, InsurerListKind } from '../src/wire/insurer-records.ts'
import { overlapPolicy, ticketDayOf } from './overlap.ts'
import { type EquipmentPart, FAULTS, type FaultName } from '../scenarios/faults/index.ts'
import type { Message } from '../scenarios/history.ts'
import type { ReaderOutcome, World, WorldSetup } from '../scenarios/ports.ts'
import { resolveChanges } from '../scenarios/resolve.ts'
import type { Step } from '../scenarios/scenario.ts'
import { resolveDay } from '../scenarios/offsets.ts'
import { type WorldClock, standingClock } from './clock.ts'
import { createChronicle } from './chronicle.ts'
import { ALWAYS, type StandingCare, type WorldChange, type WorldEvent, type WorldEventOf } from './events.ts'
import { type ExchangeLog, createExchangeLog } from './exchange-log.ts'
import { type Found, createDirectory, foldKey, indexOfName, memberOfPopulation, nameOfIndex } from './lookup.ts'
import { answer } from './oqs/service.ts'
import type { OqsAnswer } from './oqs/service.ts'
import { type Gateway, type GatewayView, createGateway } from './insurer/gateway.ts'
import { type ListWorld, type PublishedList, insurerList, publishedLists } from './insurer/lists.ts'
import { type ServicePractice, standardPractice } from './practice.ts'
import { faceFile } from './reader/face-file.ts'
import { runReader } from './reader/machine.ts'
import type { ActiveFault, TerminalSettings, WorldState } from './state.ts'

/** A world with the doors of the simulator: the port of the replayer, and what the HTTP side needs. */
export interface SimulatedWorld extends World {
  readonly state: WorldState
  readonly setup: WorldSetup
  readonly log: ExchangeLog
  /** Names of the people of the world, in the order in which they came. */
  people(): readonly string[]
  /** Adds somebody, or puts somebody else in his place. He was always there. */
  addPerson(name: string, member: Member): void
  /** One request of a system under test; the exchange is written down. */
  answer(name: string, bytes: Uint8Array): OqsAnswer
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
}

export interface WorldOptions {
  readonly id: string
  readonly baseUrl: () => string
  readonly setup: WorldSetup
  readonly population: Population
  readonly practice?: Partial<ServicePractice>
  readonly terminal?: Partial<TerminalSettings>
  /** Default: a clock that stands still at the start. */
  readonly clock?: WorldClock
  readonly onClose?: () => void
}

const laterOf = (a: Instant, b: Instant): Instant => (a < b ? b : a)
const earlierOf = (a: Instant, b: Instant): Instant => (a < b ? a : b)

const PARTS = ['reader', 'chip', 'terminal', 'line', 'service'] as const satisfies readonly EquipmentPart[]

const breaks = (fault: FaultName, part: EquipmentPart): boolean =>
  FAULTS[fault].breaks.some((broken) => broken === part)

const NO_FAULTS: readonly ActiveFault[] = []

const nextSequence = (entries: readonly { readonly sequence: number }[]): number =>
  entries.reduce((highest, { sequence }) => Math.max(highest, sequence), 0)

/** A person with what happened to him in this world. */
function withEvents(base: Member, events: readonly WorldEvent[]): Member {
  if (events.length === 0) return base
  let current = base
  for (const event of events) {
    if (event.kind === 'person') current = event.member
    else if (event.kind === 'ledger') {
      const sequence = nextSequence(base.ledger) + event.sequence
      current = { ...current, ledger: [...current.ledger, { ...event.event, sequence }] }
    } else if (event.kind === 'card' && current.card !== null) {
      const sequence = nextSequence(base.card?.events ?? []) + event.sequence
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

/** 居宅同意取得型: consents of these tools last as long as the care does. @see facts/wire.md 5.3 */
const STANDING: Readonly<Partial<Record<ReadingDevice, StandingCare>>> = { app: 'home', web: 'online' }

const isLiveCertificate = (card: CardState): boolean => card.certificate === 'VALID' || card.certificate === 'WARN'

/** The qualification that a report of loss is about: of those still open the one acquired first. */
function openCover(member: Member, now: Instant, date: CivilDate): CoverageState | null {
  const states = coverageStates(member.ledger, now)
  const open = states.filter(({ loss, acquired }) => loss === null && acquired <= date)
  return open.toSorted((a, b) => (a.acquired < b.acquired ? -1 : 1))[0] ?? states.at(-1) ?? null
}

/** Creates one isolated simulated Japan. @see scenarios/ports.ts */
export function createWorld(options: WorldOptions): SimulatedWorld {
  const { setup, id } = options
  const { book, facility } = setup
  const people = options.population
  const practice = { ...standardPractice, ...options.practice }
  const clock = options.clock ?? standingClock(setup.start)
  const chronicle = createChronicle()
  const directory = createDirectory(people)
  const log = createExchangeLog()
  const names = new Map<string, Member>()

  let arrivals = 0
  const appendAt = (at: Instant, change: WorldChange): WorldEvent => {
    if (change.kind === 'person') {
      arrivals += 1
      names.set(change.person, change.member)
      directory.mask(change.member.index)
      for (const event of change.member.ledger) directory.enter(change.person, event)
    }
    if (change.kind === 'ledger') directory.enter(change.person, change.event)
    return chronicle.append(at, change)
  }
  let pinned: Instant | null = null
  const now = (): Instant => pinned ?? clock.now()
  const append = (change: WorldChange): WorldEvent => appendAt(now(), change)

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
    serial: chronicle.length,
    arrivals: () => arrivals,
    append: (line) => chronicle.append(now(), line),
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
  const person = (name: string): Member | null => seen(name, 'service')
  const somebody = (name: string): Member => {
    const found = seen(name, 'truth')
    if (found === null) throw new RangeError(`nobody in world ${id} is called "${name}"`)
    return found
  }

  const findAs = (view: GatewayView, key: CoverageKey, birthDate: CivilDate | null): Found[] => {
    const found: Found[] = []
    for (const name of directory.candidates(foldKey(key), birthDate)) {
      const member = seen(name, view)
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

  const faults = (): readonly ActiveFault[] => {
    const known = chronicle.known('fault', now())
    if (known.length === 0) return NO_FAULTS
    const last = new Map<string, WorldEventOf<'fault'>>()
    for (const event of known) last.set(`${event.fault} ${event.person ?? ''}`, event)
    return [...last.values()]
      .filter(({ on }) => on)
      .map(({ fault, person: scope, millis }) => ({ fault, person: scope, millis }))
  }
  const equipment: WorldState['equipment'] = (name) => {
    const active = faults().filter((fault) => fault.person === null || fault.person === name)
    const works = (part: EquipmentPart): boolean => !active.some(({ fault }) => breaks(fault, part))
    const [reader, chip, terminal, line, service] = PARTS.map(works)
    return {
      reader: reader === true,
      chip: chip === true,
      terminal: terminal === true,
      line: line === true,
      service: service === true,
    }
  }

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
    serial: chronicle.length,
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
    asOf: (at, ask) => {
      const before = pinned
      pinned = at
      try {
        return ask()
      } finally {
        pinned = before
      }
    },
    faults,
    equipment,
    faceFiles,
  }

  for (const [name, member] of Object.entries(setup.people)) appendAt(ALWAYS, { kind: 'person', person: name, member })

  const factsPolicy = (): CertificatePolicy => certificatePolicy(dateOf(now()), book)
  const cardState = (name: string): CardState | null => {
    const { card } = somebody(name)
    return card === null ? null : cardStateAt(card, now(), factsPolicy())
  }

  const change = (name: string, what: Extract<Step, { do: 'change' }>['what']): void => {
    const member = somebody(name)
    const at = now()
    const day = (text: string): CivilDate => resolveDay(text, setup.start)
    switch (what.kind) {
      case 'lose': {
        const lossDate = day(what.date)
        const cover = openCover(member, at, lossDate)
        if (cover === null) return
        append({
          kind: 'ledger',
          person: name,
          event: { knownAt: at, type: 'lost', coverageId: cover.id, lossDate, reason: what.reason },
        })
        return
      }
      case 'acquire': {
        const changed = applyChanges(member, resolveChanges({ coverage: [what.cover] }, setup.start))
        const id = `acquired-${chronicle.length() + 1}`
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
        return
      }
      case 'suspend':
        append({ kind: 'card', person: name, event: { at, type: 'suspended' } })
        return
      case 'revoke':
        append({ kind: 'card', person: name, event: { at, type: 'revoked' } })
        return
      case 'unlock':
        append({ kind: 'card', person: name, event: { at, type: 'unlocked' } })
        return
      case 'deregister':
        append({ kind: 'card', person: name, event: { at, type: 'deregistered' } })
        return
      case 'register':
        append({ kind: 'card', person: name, event: { at, type: 'registered' } })
        return
      case 'return-card':
        append({ kind: 'card-returned', person: name })
        return
      case 'care': {
        const date = day(what.date)
        const asked = earlierOf(at, instantOf(date, '23:59:59'))
        const found = cardCoverage(member, date, asked, overlapPolicy(book), ticketDayOf(book))
        const billed =
          found === null || found.validity === 2 ? null : { coverageId: found.state.id, key: found.state.key, asked }
        append({ kind: 'care', person: name, date, billed })
        return
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
        return
      }
    }
  }

  const useReader: World['useReader'] = (input): ReaderOutcome => {
    const device = input.device ?? 'reader'
    if (facility.capability === 'NONE' && device === 'reader') return { screens: [], delivered: null }
    const at = now()
    const holder = somebody(input.holder)
    const card = holder.card === null ? null : cardStateAt(holder.card, at, policy())
    const session = runReader(
      {
        day: dateOf(at),
        equipment: equipment(input.holder),
        card,
        policy: policy(),
        own: input.holder === input.person,
        present: input.present,
        phoneServed: facility.phoneEnabled && valueOn(phoneServed, dateOf(at), book),
        device,
        continuingCare: input.continuingCare ?? false,
      },
      input.acts,
    )
    for (const mark of session.marks) append({ kind: 'card', person: input.holder, event: { at, ...mark } })
    if (session.delivered !== null && card !== null) {
      const limited = facility.capability === 'LIMITED' || device === 'limited-app'
      const medical = practice.medicinesAllowed(card) && !limited && input.responsive !== false
      const consents = {
        medicines: medical && input.consents.medicines,
        checkups: medical && input.consents.checkups,
        limit: input.consents.limit,
      }
      const care = session.delivered === 'reinquiry' ? undefined : STANDING[device]
      append({
        kind: 'consent',
        person: input.holder,
        medicines: consents.medicines,
        checkups: consents.checkups,
        ...(care === undefined ? {} : { care }),
      })
      append({
        kind: 'face-file',
        person: input.holder,
        ...faceFile(state, { person: input.holder, member: holder, card, consents, way: session.delivered }),
      })
    }
    return { screens: session.screens, delivered: session.delivered }
  }

  const portalLogin = (name: string): boolean => {
    const card = cardState(name)
    if (card === null || card.flags.noSelfInfo) return false
    const day = dateOf(now())
    const phoneLives =
      card.phone !== null && day <= card.phone.expiry && card.body === 'LIVE' && isLiveCertificate(card)
    const cardLogsIn = isLiveCertificate(card) && !card.activating && card.pin.use === 'USED' && !card.pin.locked
    return phoneLives || cardLogsIn
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

  const note = (message: Omit<Message, 'sequence' | 'at'>): void => {
    log.add({ at: now(), ...message })
  }

  return {
    id,
    get baseUrl() {
      return options.baseUrl()
    },
    state,
    setup,
    log,
    now,
    moveTo: clock.moveTo,
    setFault: (fault, on, { person: scope, millis }) => {
      append({ kind: 'fault', fault, on, person: scope ?? null, millis: millis ?? 0 })
    },
    change,
    useReader,
    portalLogin,
    member: somebody,
    cardState,
    equipment,
    cardAnswer: (name, day = dateOf(now())) =>
      answerToCard(somebody(name), day, now(), overlapPolicy(book), ticketDayOf(book)),
    numberAnswer,
    serviceAnswer,
    messagesSince: log.since,
    close: () => options.onClose?.(),
    people: () => [...names.keys()],
    addPerson: (name, member) => {
      appendAt(ALWAYS, { kind: 'person', person: name, member })
    },
    answer: (name, bytes) => {
      const reply = answer(state, name, bytes)
      const { status } = reply
      note({ door: 'oqs', name, request: bytes, answer: reply.bytes, answerName: reply.name, status, note: reply.kind })
      return reply
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
  }
}

const matchesKey = (a: CoverageKey, b: CoverageKey): boolean => {
  const [left, right] = [foldKey(a), foldKey(b)]
  return left.insurerNumber === right.insurerNumber && left.symbol === right.symbol && left.number === right.number
}
