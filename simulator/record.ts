import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { GENERATOR_VERSION, WHOLE_OF_JAPAN, population } from '../generators/index.ts'
import { CONSENT_KINDS, OFFLINE_FORMS } from '../scenarios/faults/fault.ts'
import { FAULT_NAMES } from '../scenarios/faults/index.ts'
import type { Card, CardEvent } from '../src/domain/certificate.ts'
import { type CivilDate, type Instant, parseCivilDate, parseInstant } from '../src/domain/civil-date.ts'
import type { Coverage, LedgerEvent } from '../src/domain/ledger.ts'
import { parseInsurerNumber, schemeOfInsurerNumber } from '../src/domain/numbers.ts'
import type { Member } from '../src/domain/person.ts'
import { type Facility, MOBILE_TOOLS, PRESCRIPTION_CHOICES } from '../src/domain/presentation.ts'
import { type Result, err, ok } from '../src/domain/result.ts'
import type { RuleBook } from '../src/domain/rules.ts'
import { ruleBook } from '../src/domain/rulesets.ts'
import { BULK_ELIGIBILITY_UPLOAD } from '../src/wire/bulk-eligibility.ts'
import { BULK_INQUIRY_NUMBER_UPLOAD } from '../src/wire/bulk-inquiry-number.ts'
import { isCode } from '../src/wire/codes.ts'
import { FETCHES } from '../src/wire/consented.ts'
import { readMessage } from '../src/wire/layout.ts'
import { registrationRecordSchema } from '../src/wire/insurer-records.ts'
import { type ClockStand, isClockMoment } from './clock.ts'
import type { BulkFunction, WorldEvent, WorldEventOf } from './events.ts'
import { indexOfName } from './lookup.ts'
import { SIM_MESSAGES, type SimCode } from './messages.ts'
import type { SimulatedWorld, WorldBeginning, WorldPast } from './world.ts'

/** 設定の記録: what a world is set up with, as plain data. */
export interface RecordedSetup {
  readonly seed: number
  readonly start: Instant
  /** The rule book by name, as `ruleBook` reads it: `2026-08`, with turned settings `2026-08@grace.mode=…`. */
  readonly ruleset: string
  /** People of the population. */
  readonly population: number
  readonly facility: Facility
  /** In the order in which they come into the world. */
  readonly people: Readonly<Record<string, Member>>
}

/** 世界の記録: a world as plain data; made a world again it gives the same answers, byte for byte. */
export interface WorldRecord extends WorldPast {
  readonly id: string
  readonly setup: RecordedSetup
}

/** Why a record cannot be read: our code, and what is wrong with it, in English. */
export interface RecordProblem {
  readonly code: Extract<SimCode, 'SIM-K002' | 'SIM-K003' | 'SIM-K004'>
  readonly reason: string
}

/** First field of every record: nobody may take it for data of real people. */
export const RECORD_OF_WORLD = '見本 SPECIMEN – 架空の人だけの模擬環境 / synthetic people of a simulated Japan'
const FORMAT = 'madoguchi-world'

/** Version of the form in which records are written. */
export const RECORD_VERSION = 1

/** Longest record that is read or written, in characters. */
export const RECORD_LIMIT = 16_777_216

const isDay = (text: string): text is CivilDate => parseCivilDate(text).ok
const isMoment = (text: string): text is Instant => parseInstant(text).ok
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u001F\u007F]/
const isPlainText = (text: string): boolean => text.isWellFormed() && !CONTROL.test(text)

const day = z.string().refine(isDay, 'YYYY-MM-DD')
const moment = z.string().refine(isMoment, 'YYYY-MM-DDTHH:mm:ss+09:00')
const clockMoment = moment.refine(isClockMoment, 'a moment to which a clock may be set')
const text = z.string().max(400).refine(isPlainText, 'text without control characters')
/** Text that stands in an element of so many characters at most, and never in an empty one. @see facts/wire.md 2.2 */
const element = (length: number) => text.min(1).max(length)
const name = element(100)
const count = z.int().min(0)
/** Far above any number that a world gives, and far below where numbers end. */
const number = count.max(2 ** 31)
const bytes = z.instanceof(Uint8Array)

type KeysOf<T> = T extends unknown ? keyof T : never

/** A schema of exactly a type: a key that the type has and the schema lacks does not compile. */
const schemaOf =
  <T>() =>
  <S extends z.ZodType<T>>(schema: S & (KeysOf<T> extends KeysOf<z.output<S>> ? unknown : never)): S =>
    schema

const keySchema = z.strictObject({
  insurerNumber: z.string().regex(/^(?:\d{6}|\d{8})$/, '6 or 8 digits'),
  symbol: element(20).nullable(),
  number: element(20),
  branch: z
    .string()
    .regex(/^\d{2}$/, '2 digits')
    .nullable(),
})
const elderlySchema = z.strictObject({ issued: day, from: day, until: day, ratio: z.enum(['010', '020', '030']) })
const limitSchema = z.strictObject({
  kind: z.enum(['01', '02', '03']),
  band: z.string().refine((code) => isCode('OQSCD012', code), 'a code of OQSCD012'),
  issued: day,
  from: day,
  until: day,
  longStay: day.exactOptional(),
})
const coverageSchema = schemaOf<Coverage>()(
  z.strictObject({
    id: text,
    scheme: z.enum(['kyokai', 'kenpo', 'kyosai', 'kokuho', 'kokuho-kumiai', 'kouki', 'assistance']),
    insurerName: name,
    key: keySchema,
    classification: z.enum(['01', '02', '03', '04', '05', '06', '07', 'A1']),
    relation: z.enum(['insured', 'dependant']).nullable(),
    insuredName: name,
    acquired: day,
    issued: day.nullable(),
    validFrom: day.nullable(),
    validUntil: day.nullable(),
    koukiRatio: z.enum(['010', '020', '030']).nullable(),
    elderly: elderlySchema.nullable(),
    limit: limitSchema.nullable(),
    ticket: day.nullable().exactOptional(),
  }),
)
const lossReason = z.enum(['01', '02', '03', '99'])
const patchSchema = z.strictObject({
  scheme: coverageSchema.shape.scheme.exactOptional(),
  insurerName: name.exactOptional(),
  key: keySchema.exactOptional(),
  classification: coverageSchema.shape.classification.exactOptional(),
  relation: coverageSchema.shape.relation.exactOptional(),
  insuredName: name.exactOptional(),
  acquired: day.exactOptional(),
  issued: day.nullable().exactOptional(),
  validFrom: day.nullable().exactOptional(),
  validUntil: day.nullable().exactOptional(),
  koukiRatio: coverageSchema.shape.koukiRatio.exactOptional(),
  elderly: elderlySchema.nullable().exactOptional(),
  limit: limitSchema.nullable().exactOptional(),
  ticket: day.nullable().exactOptional(),
})

/** Entries of a ledger; those of the chronicle get their number from the chronicle. */
const ledgerEntries = <N extends z.ZodRawShape>(numbered: N) =>
  [
    z.strictObject({ knownAt: moment, ...numbered, type: z.literal('acquired'), coverage: coverageSchema }),
    z.strictObject({
      knownAt: moment,
      ...numbered,
      type: z.literal('lost'),
      coverageId: text,
      lossDate: day,
      reason: lossReason,
    }),
    z.strictObject({
      knownAt: moment,
      ...numbered,
      type: z.literal('corrected'),
      coverageId: text,
      patch: patchSchema,
    }),
    z.strictObject({ knownAt: moment, ...numbered, type: z.literal('voided'), target: number }),
  ] as const

const certificateSchema = z.strictObject({ issued: day, expiry: day })
const cardEvents = <N extends z.ZodRawShape>(numbered: N) =>
  [
    z.strictObject({ at: moment, ...numbered, type: z.enum(['pin', 'face', 'phone-pin']), matched: z.boolean() }),
    z.strictObject({
      at: moment,
      ...numbered,
      type: z.enum(['suspended', 'resumed', 'revoked', 'deregistered', 'unlocked']),
    }),
    z.strictObject({
      at: moment,
      ...numbered,
      type: z.literal('registered'),
      channel: z.enum(['reader', 'portal', 'atm']).exactOptional(),
    }),
    z.strictObject({
      at: moment,
      ...numbered,
      type: z.literal('renewed'),
      certificate: certificateSchema,
      bodyExpiry: day,
    }),
  ] as const

const NUMBERED = { sequence: number } as const
const NUMBERED_LATER = {} as const

const cardSchema = schemaOf<Card>()(
  z.strictObject({
    kind: z.enum(['ordinary', 'face-only', 'photoless', 'specific-residence', 'next-generation']),
    issued: day,
    bodyExpiry: day,
    stayLimited: z.boolean(),
    certificate: certificateSchema.nullable(),
    registration: z.enum(['REGISTERED', 'NEVER', 'REMOVED']),
    phone: z.strictObject({ kind: z.enum(['iphone', 'android']), expiry: day }).nullable(),
    pin: text.nullable(),
    flags: z.strictObject({ nonDisclosure: z.boolean(), noSelfInfo: z.boolean() }),
    events: z.array(schemaOf<CardEvent>()(z.union(cardEvents(NUMBERED)))),
  }),
)
const personName = z.strictObject({ kanji: name, kana: name })
const memberSchema = schemaOf<Member>()(
  z.strictObject({
    index: count.max(WHOLE_OF_JAPAN - 1),
    name: personName,
    otherName: personName.nullable(),
    sex: z.enum(['male', 'female', 'unset']),
    birthDate: day,
    address: z.strictObject({ postal: element(8), text: element(300) }),
    ledger: z.array(schemaOf<LedgerEvent>()(z.discriminatedUnion('type', ledgerEntries(NUMBERED)))),
    card: cardSchema.nullable(),
  }),
)
const facilitySchema = schemaOf<Facility>()(
  z.strictObject({
    institutionCode: z.string().regex(/^\d{10}$/, '10 digits'),
    capability: z.enum(['FULL', 'LIMITED', 'MOBILE', 'NONE']),
    kind: z.enum(['HOSPITAL', 'CLINIC', 'DENTAL', 'PHARMACY', 'OTHER']),
    readerRelease: day,
    phoneEnabled: z.boolean(),
    tools: z.array(z.enum(MOBILE_TOOLS)).max(10),
    prescriptionChoice: z.enum(PRESCRIPTION_CHOICES).optional(),
  }),
)

const isSimCode = (code: string): code is SimCode => Object.hasOwn(SIM_MESSAGES, code)
const coverOfPerson = z.strictObject({ person: text, coverageId: text })
/** Parts of every event. */
const STAMP = { at: moment, written: moment.exactOptional(), sequence: number.min(1) } as const

const SCHEMAS = {
  person: z.strictObject({ kind: z.literal('person'), person: text, member: memberSchema, ...STAMP }),
  ledger: z.strictObject({
    kind: z.literal('ledger'),
    person: text,
    event: z.discriminatedUnion('type', ledgerEntries(NUMBERED_LATER)),
    ...STAMP,
  }),
  card: z.strictObject({
    kind: z.literal('card'),
    person: text,
    event: z.union(cardEvents(NUMBERED_LATER)),
    ...STAMP,
  }),
  consent: z.strictObject({
    kind: z.literal('consent'),
    person: text,
    medicines: z.boolean(),
    checkups: z.boolean(),
    diagnosis: z.boolean().exactOptional(),
    operations: z.boolean().exactOptional(),
    care: z.enum(['home', 'online']).exactOptional(),
    ...STAMP,
  }),
  'reference-number': z.strictObject({
    kind: z.literal('reference-number'),
    person: text,
    key: keySchema,
    number: element(50),
    ...STAMP,
  }),
  'face-file': z.strictObject({ kind: z.literal('face-file'), person: text, name: text, bytes, ...STAMP }),
  'face-removed': z.strictObject({ kind: z.literal('face-removed'), name: text, ...STAMP }),
  'card-returned': z.strictObject({ kind: z.literal('card-returned'), person: text, ...STAMP }),
  'bulk-reception': z.strictObject({
    kind: z.literal('bulk-reception'),
    func: z.enum(['quc', 'imm', 'tic', 'hvq', 'onq']),
    institution: text,
    number: text,
    lines: count.max(100_000),
    bytes,
    refusals: z.array(z.string().refine(isSimCode, 'a code of ours').nullable()),
    ...STAMP,
  }),
  care: z.strictObject({
    kind: z.literal('care'),
    person: text,
    date: day,
    billed: z.strictObject({ coverageId: text, key: keySchema, asked: moment }).nullable(),
    ...STAMP,
  }),
  'insurer-line': z.strictObject({
    kind: z.literal('insurer-line'),
    insurerNo: text,
    receipt: text,
    line: count,
    code: text.nullable(),
    record: registrationRecordSchema.nullable(),
    file: text.nullable(),
    base: coverOfPerson.nullable(),
    ...STAMP,
  }),
  fault: z.strictObject({
    kind: z.literal('fault'),
    fault: z.enum(FAULT_NAMES),
    on: z.boolean(),
    person: text.nullable(),
    millis: count.max(3_600_000),
    facility: text.exactOptional(),
    prefix: text.exactOptional(),
    nth: z
      .union([
        z.strictObject({ every: count.min(1) }),
        z.strictObject({ only: count.min(1) }),
        z.strictObject({ first: count }),
      ])
      .exactOptional(),
    from: moment.exactOptional(),
    until: moment.exactOptional(),
    hours: z.number().min(0).max(100_000).exactOptional(),
    withholds: z.array(z.enum(CONSENT_KINDS)).max(10).exactOptional(),
    offline: z.enum(OFFLINE_FORMS).exactOptional(),
    ...STAMP,
  }),
  clock: z.strictObject({ kind: z.literal('clock'), to: clockMoment, wall: z.number().nullable(), ...STAMP }),
} as const satisfies { readonly [K in WorldEvent['kind']]: z.ZodType<WorldEventOf<K>> }

/** Every key of every kind of event has its place in the schemas: what they lack does not compile. */
type Lacking = {
  [K in WorldEvent['kind']]: Exclude<KeysOf<WorldEventOf<K>>, KeysOf<z.output<(typeof SCHEMAS)[K]>>>
}[WorldEvent['kind']]
const nothingLacks = <L extends never>(): L[] => []
nothingLacks<Lacking>()

const setupSchema = schemaOf<RecordedSetup>()(
  z.strictObject({
    seed: count,
    start: clockMoment,
    ruleset: z.string().max(2000),
    population: count.min(1).max(WHOLE_OF_JAPAN),
    facility: facilitySchema,
    people: z.record(text, memberSchema),
  }),
)
const clockSchema = schemaOf<ClockStand>()(z.strictObject({ at: clockMoment, wall: z.number().nullable() }))

const isSetup = (value: unknown): value is RecordedSetup => setupSchema.safeParse(value).success
const isClock = (value: unknown): value is ClockStand => clockSchema.safeParse(value).success
const isKind = (kind: unknown): kind is WorldEvent['kind'] => typeof kind === 'string' && Object.hasOwn(SCHEMAS, kind)
const isEventOf = (kind: WorldEvent['kind'], value: unknown): value is WorldEvent =>
  SCHEMAS[kind].safeParse(value).success

const refused = (reason: string): Result<never, RecordProblem> => err({ code: 'SIM-K002', reason })

/** The first thing that is wrong with a value, with its place. */
function faultOf(schema: z.ZodType, value: unknown, place: string): string {
  const issue = schema.safeParse(value).error?.issues[0]
  return `${[place, ...(issue?.path ?? [])].join('/')}: ${issue?.message ?? 'wrong'}`
}

const BYTES = 'base64'
const tagged = (content: Uint8Array): object => ({ [BYTES]: Buffer.from(content).toString('base64') })

/** The same event with its bytes as text. */
const plainEvent = (event: WorldEvent): object => ('bytes' in event ? { ...event, bytes: tagged(event.bytes) } : event)

const taggedBytes = z.strictObject({ [BYTES]: z.base64() })

/** The same value with its bytes as bytes; keys stay in their order. */
function withBytes(value: object): object {
  if (!('bytes' in value)) return value
  const read = taggedBytes.safeParse(value.bytes)
  return read.success ? { ...value, bytes: new Uint8Array(Buffer.from(read.data[BYTES] ?? '', 'base64')) } : value
}

function readEvent(value: unknown, place: string): Result<WorldEvent, RecordProblem> {
  if (typeof value !== 'object' || value === null) return refused(`${place}: not an object`)
  const kind: unknown = 'kind' in value ? value.kind : undefined
  if (!isKind(kind)) return refused(`${place}: an event of an unknown kind`)
  const event = withBytes(value)
  if (!isEventOf(kind, event)) return refused(faultOf(SCHEMAS[kind], event, place))
  // Defaults of the schema of records are filled in: what is left out there is needed further in.
  return event.kind === 'insurer-line' && event.record !== null
    ? ok({ ...event, record: registrationRecordSchema.parse(event.record) })
    : ok(event)
}

function parsed(content: string): Result<unknown, RecordProblem> {
  if (content.length > RECORD_LIMIT) return err({ code: 'SIM-K004', reason: `more than ${RECORD_LIMIT} characters` })
  try {
    const value: unknown = JSON.parse(content)
    return ok(value)
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error))
  }
}

/** One event as JSON text, its bytes as `{"base64": …}`. */
export const encodeEvent = (event: WorldEvent): string => JSON.stringify(plainEvent(event))

/** Reads one event back; keys keep their order. */
export function decodeEvent(content: string): Result<WorldEvent, RecordProblem> {
  const json = parsed(content)
  return json.ok ? readEvent(json.value, 'event') : json
}

/** A rule book by the name under which `ruleBook` finds it again. */
export const bookName = ({ ruleset, settings }: RuleBook): string => {
  const turned = Object.entries(settings).map(([name, value]) => `${name}=${String(value)}`)
  return turned.length === 0 ? ruleset.id : `${ruleset.id}@${turned.join(',')}`
}

/** A world as it stands, its clock included. */
export function recordOf(world: SimulatedWorld): WorldRecord {
  const { seed, start, book, facility, people } = world.setup
  const setup = { seed, start, ruleset: bookName(book), population: world.state.population.size, facility, people }
  return { id: world.id, setup, ...world.past() }
}

/** A world as it is now, its clock standing: what is handed out as a snapshot. */
export const snapshotOf = (world: SimulatedWorld): WorldRecord => ({
  ...recordOf(world),
  clock: { at: world.now(), wall: null },
})

/** What makes the same world again. Problem: the rule book is not known here. */
export function beginningOf({ setup: recorded, ...past }: WorldRecord): Result<WorldBeginning, RecordProblem> {
  const { seed, start, facility, people } = recorded
  const book = ruleBook(recorded.ruleset)
  if (!book.ok) return refused(`setup/ruleset: ${book.problem.unknown} is not known; ${book.problem.known.join(', ')}`)
  return ok({
    setup: { seed, start, book: book.value, facility, people },
    population: population({ seed, size: recorded.population }),
    past,
  })
}

/** A record as a JSON document with its banner and versions. */
export const encodeRecord = ({ id, setup, clock, sequence, events }: WorldRecord): string =>
  JSON.stringify({
    banner: RECORD_OF_WORLD,
    format: FORMAT,
    version: RECORD_VERSION,
    generators: GENERATOR_VERSION,
    id,
    setup,
    clock,
    sequence,
    events: events.map(plainEvent),
  })

/** The fields of a record's document; the contents are judged one by one. */
export const documentSchema = z.strictObject({
  banner: z.string(),
  format: z.literal(FORMAT),
  version: z.int(),
  generators: z.int(),
  id: z.string().min(1).max(100).refine(isPlainText),
  setup: z.unknown(),
  clock: z.unknown(),
  sequence: number,
  events: z.array(z.unknown()),
})

/** Everybody whom an event is about, by name. */
const peopleOf = (event: WorldEvent): readonly string[] => [
  ...('person' in event && event.person !== null ? [event.person] : []),
  ...('base' in event && event.base !== null ? [event.base.person] : []),
]

const isInsurer = (number: string): boolean => {
  const read = parseInsurerNumber(number)
  return read.ok && schemeOfInsurerNumber(read.value) !== null
}

/** Whether the upload behind a reception can be read. */
const IS_UPLOAD: Readonly<Record<BulkFunction, (content: Uint8Array) => boolean>> = {
  quc: (content) => readMessage(BULK_ELIGIBILITY_UPLOAD, content).ok,
  imm: (content) => readMessage(BULK_INQUIRY_NUMBER_UPLOAD, content).ok,
  tic: (content) => readMessage(FETCHES.assistance.upload, content).ok,
  hvq: (content) => readMessage(FETCHES.home.upload, content).ok,
  onq: (content) => readMessage(FETCHES.online.upload, content).ok,
}

/** What each event must have before it: a lower number, and the people it is about. */
function contradiction({ setup, sequence, events }: WorldRecord): string | null {
  const known = new Set(Object.keys(setup.people))
  const isSomebody = (name: string): boolean => known.has(name) || (indexOfName(name) ?? Infinity) < setup.population
  let last = known.size
  for (const [place, event] of events.entries()) {
    if (event.sequence <= last) return `events/${place}/sequence: must be above ${last}`
    last = event.sequence
    if (event.kind === 'person') known.add(event.person)
    const stranger = peopleOf(event).find((name) => !isSomebody(name))
    if (stranger !== undefined) return `events/${place}: there is nobody called ${stranger}`
    if (event.kind === 'insurer-line' && !isInsurer(event.insurerNo))
      return `events/${place}/insurerNo: ${event.insurerNo} is no insurer`
  }
  const unread = events.findIndex((event) => event.kind === 'bulk-reception' && !IS_UPLOAD[event.func](event.bytes))
  if (unread !== -1) return `events/${unread}/bytes: no upload of that function`
  return sequence < last ? `sequence: below that of an event, ${last}` : null
}

/** Reads a record out of parsed JSON. */
export function readRecord(value: unknown): Result<WorldRecord, RecordProblem> {
  const document = documentSchema.safeParse(value)
  if (!document.success) return refused(faultOf(documentSchema, value, ''))
  const { version, generators, id, setup, clock, sequence } = document.data
  if (version !== RECORD_VERSION || generators !== GENERATOR_VERSION) {
    const ours = `${RECORD_VERSION} and ${GENERATOR_VERSION}`
    return err({ code: 'SIM-K003', reason: `version ${version}, generators ${generators}; here ${ours}` })
  }
  if (!isSetup(setup)) return refused(faultOf(setupSchema, setup, 'setup'))
  if (!isClock(clock)) return refused(faultOf(clockSchema, clock, 'clock'))
  const events: WorldEvent[] = []
  for (const [place, entry] of document.data.events.entries()) {
    const event = readEvent(entry, `events/${place}`)
    if (!event.ok) return event
    events.push(event.value)
  }
  const record: WorldRecord = { id, setup, clock, sequence, events }
  const wrong = contradiction(record)
  return wrong === null ? ok(record) : refused(wrong)
}

/** Reads a record; what comes from outside may be anything. */
export function decodeRecord(content: string): Result<WorldRecord, RecordProblem> {
  const json = parsed(content)
  return json.ok ? readRecord(json.value) : json
}
