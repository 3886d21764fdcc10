import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { applyChanges, catalogue, magicMember } from '../../generators/index.ts'
import { type Instant, dateOf, instant, instantOfUnixMillis } from '../../src/domain/civil-date.ts'
import { personNumberOf } from '../../src/domain/person-number.ts'
import type { Member } from '../../src/domain/person.ts'
import type { Population } from '../../generators/index.ts'
import { ruleBook } from '../../src/domain/rulesets.ts'
import { momentText, resolveDay, resolveMoment } from '../../scenarios/days.ts'
import { LATER_THAN_FROM, faultFields, isOverAtOnce, misfitOf, settingOf } from '../../scenarios/faults/fields.ts'
import { FAULTS, FAULT_NAMES } from '../../scenarios/faults/index.ts'
import type { Message } from '../../scenarios/history.ts'
import { resolveChanges } from '../../scenarios/resolve.ts'
import { facilitySchema, personRef, worldChange } from '../../scenarios/scenario.ts'
import { CLOCK_YEARS, isClockMoment } from '../clock.ts'
import { jsonError } from '../http.ts'
import type { Bilingual } from '../messages.ts'
import { memberOfPopulation, nameOfIndex } from '../lookup.ts'
import { RECORD_LIMIT, beginningOf, documentSchema, encodeRecord, readRecord, snapshotOf } from '../record.ts'
import type { SimulatedWorld } from '../world.ts'
import { type Worlds, magicPeople } from '../worlds.ts'

/** One call of the control API: the table makes the routes, the checks and the OpenAPI document. */
export interface ApiRoute {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** Parameters in braces; `{person}` takes everything to the end of the path, for magic ids have a slash. */
  readonly path: string
  readonly summary: Bilingual
  readonly input: z.ZodType | null
  /** Longest body in bytes; left out: that of ordinary calls. */
  readonly limit?: number
  readonly output: z.ZodType
  readonly status: 200 | 201 | 204
  readonly handle: (call: ApiCall) => Response
}

/** A call with its input already checked. */
export interface ApiCall {
  readonly worlds: Worlds
  readonly params: Readonly<Record<string, string>>
  readonly query: (name: string) => string | undefined
  readonly input: unknown
}

const moment = z.string().describe('YYYY-MM-DDTHH:mm:ss+09:00')
const worldView = z.strictObject({
  id: z.string(),
  baseUrl: z.string(),
  now: moment,
  start: moment,
  seed: z.int(),
  ruleset: z.string(),
  lastUsed: moment
    .nullable()
    .describe('On the clock of the server, Japanese time; null for a world that does not expire'),
  expires: moment.nullable().describe('When it is gone if nobody uses it before, likewise'),
})
const worldId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40')
const cloneInput = z.strictObject({
  id: worldId.optional(),
  at: momentText.optional().describe('What became known later is left out; an instant, or an offset such as start+2d'),
})
const snapshotInput = z.unknown().describe('A document as a snapshot gave it')
const worldInput = z.strictObject({
  id: worldId.optional(),
  seed: z.int().min(0).default(42),
  start: momentText.default('2026-11-21T09:00:00+09:00'),
  ruleset: z.string().default('latest'),
  facility: facilitySchema.prefault({}),
  people: z.record(z.string(), personRef).default({}),
  /** True puts the whole catalogue of magic members into the world. */
  magic: z.boolean().default(false),
})
const clockView = z.strictObject({ now: moment })
const clockInput = z.strictObject({ now: momentText })
const faultInput = z.strictObject({ on: z.boolean(), ...faultFields })
const faultView = z.strictObject({
  ...faultFields,
  fault: z.enum(FAULT_NAMES),
  person: z.string().nullable(),
  millis: z.int(),
})
const personInput = z.strictObject({ name: z.string().min(1).max(100), ref: personRef })
const changeInput = z.strictObject({ what: worldChange })
const personView = z.unknown().describe('The person as data: names, birth date, ledger, card, number for insurers')
const messageView = z.strictObject({
  sequence: z.int(),
  at: moment,
  door: z.enum(['oqs', 'face', 'insurer']),
  name: z.string(),
  status: z.int(),
  note: z.enum(['answered', 'refused', 'fault']),
  answerName: z.string().nullable(),
  request: z.string().nullable().describe('base64'),
  answer: z.string().nullable().describe('base64'),
})

const wallMoment = (millis: number | undefined): string | null =>
  millis === undefined ? null : instantOfUnixMillis(millis)

const viewOf = (worlds: Worlds, world: SimulatedWorld): z.infer<typeof worldView> => ({
  id: world.id,
  baseUrl: world.baseUrl,
  now: world.now(),
  start: world.setup.start,
  seed: world.setup.seed,
  ruleset: world.setup.book.ruleset.id,
  lastUsed: wallMoment(worlds.lease(world.id)?.lastUsed),
  expires: wallMoment(worlds.lease(world.id)?.expires),
})

const base64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('base64')

const messageOf = (message: Message): z.infer<typeof messageView> => ({
  ...message,
  request: base64(message.request),
  answer: base64(message.answer),
})

/** Nothing of this name: there was none, or it expired. */
export const noWorld = (worlds: Worlds, id: string): Response =>
  worlds.hasExpired(id) ? jsonError('SIM-K001', 410, { world: id }) : jsonError('SIM-A001', 404)

/** Calls about one world: an unknown one is a 404, one that expired a 410. */
const inWorld =
  (handle: (world: SimulatedWorld, call: ApiCall) => Response): ApiRoute['handle'] =>
  (call) => {
    const id = call.params['world'] ?? ''
    const world = call.worlds.get(id)
    return world === null ? noWorld(call.worlds, id) : handle(world, call)
  }

/** The person of a reference: a magic id or an index, with changes; null when there is nobody. */
function memberOf(population: Population, start: Instant, ref: z.infer<typeof personRef>): Member | null {
  if (ref.magic !== undefined && !catalogue.some(({ id }) => id === ref.magic)) return null
  const index = ref.index ?? 0
  if (ref.magic === undefined && index >= population.size) return null
  const base =
    ref.magic === undefined ? memberOfPopulation(population, index) : magicMember(population, ref.magic, dateOf(start))
  return applyChanges(base, resolveChanges(ref.changes ?? {}, start))
}

/** A name as people type it: `#5` and `5` are index 5 of the population. */
export const personName = (text: string): string => (/^\d{1,9}$/.test(text) ? nameOfIndex(Number(text)) : text)

const DEFAULT_START: Instant = instant('2026-11-21T09:00:00+09:00')

const beyondClock = (field: string): Response => jsonError('SIM-A003', 400, { field, years: CLOCK_YEARS })

/** Makes something of days that were sent; those of which the generators know nothing are refused. */
function reckon<T>(field: string, make: () => T): T | Response {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return jsonError('SIM-A003', 400, { field, reason: error.message })
  }
}

function createFrom(worlds: Worlds, input: z.infer<typeof worldInput>): Response {
  const start = resolveMoment(input.start, DEFAULT_START, DEFAULT_START)
  if (!isClockMoment(start)) return beyondClock('start')
  const book = ruleBook(input.ruleset, dateOf(start))
  if (!book.ok) return jsonError('SIM-A009', 400, { field: 'ruleset', known: book.problem.known })
  if (!worlds.hasRoom()) return jsonError('SIM-K005', 409, { limit: worlds.limit })
  const facility = { ...input.facility, readerRelease: resolveDay(input.facility.readerRelease, start) }
  const population = worlds.populationOf(input.seed)
  const people: Record<string, Member> = input.magic ? magicPeople(population, start) : {}
  for (const [name, ref] of Object.entries(input.people)) {
    const member = reckon(`people.${name}`, () => memberOf(population, start, ref))
    if (member instanceof Response) return member
    if (member === null) return jsonError('SIM-A005', 400, { field: `people.${name}` })
    people[name] = member
  }
  const world = worlds.create(input.id ?? null, { seed: input.seed, start, book: book.value, facility, people })
  return world === null ? jsonError('SIM-A011', 409) : Response.json(viewOf(worlds, world), { status: 201 })
}

const DOCUMENT = { 'content-type': 'application/json' } as const

/** 記録を取り出す: a world as a document that can be kept and restored. */
function snapshot(world: SimulatedWorld): Response {
  const document = new TextEncoder().encode(encodeRecord(snapshotOf(world)))
  return document.length > RECORD_LIMIT
    ? jsonError('SIM-K004', 409, { limit: RECORD_LIMIT })
    : new Response(document, { headers: DOCUMENT })
}

/** 復元する: a world from a document, under a name or, with null, under one of its own. */
function restore(worlds: Worlds, id: string | null, document: unknown): Response {
  const record = readRecord(document)
  if (!record.ok) return jsonError(record.problem.code, 400, { reason: record.problem.reason })
  if (!isClockMoment(record.value.setup.start)) return beyondClock('setup.start')
  if (!isClockMoment(record.value.clock.at)) return beyondClock('clock.at')
  // Worlds other than the default one stand still until they are moved.
  const beginning = beginningOf({ ...record.value, clock: { at: record.value.clock.at, wall: null } })
  if (!beginning.ok) return jsonError(beginning.problem.code, 400, { reason: beginning.problem.reason })
  const isNew = id === null || worlds.get(id) === null
  if (isNew && !worlds.hasRoom()) return jsonError('SIM-K005', 409, { limit: worlds.limit })
  return Response.json(viewOf(worlds, worlds.restore(id, beginning.value)), { status: isNew ? 201 : 200 })
}

function clone(worlds: Worlds, source: SimulatedWorld, { id, at }: z.infer<typeof cloneInput>): Response {
  if (!worlds.hasRoom()) return jsonError('SIM-K005', 409, { limit: worlds.limit })
  const moment = at === undefined ? undefined : resolveMoment(at, source.setup.start, source.now())
  if (moment !== undefined && !isClockMoment(moment)) return beyondClock('at')
  const world = worlds.clone(source.id, id ?? null, moment)
  return world === null ? jsonError('SIM-A011', 409) : Response.json(viewOf(worlds, world), { status: 201 })
}

/** Declares a route; the handler sees its input with the type of the schema. */
const route = <S extends z.ZodType>(
  spec: Omit<ApiRoute, 'input' | 'handle'> & {
    readonly input: S
    readonly handle: (call: ApiCall, input: z.output<S>) => Response
  },
): ApiRoute => ({ ...spec, handle: (call) => spec.handle(call, spec.input.parse(call.input)) })

const plain = (spec: Omit<ApiRoute, 'input'>): ApiRoute => ({ ...spec, input: null })

/** Everything under /api. A new call is one row. */
export const API_ROUTES: readonly ApiRoute[] = [
  plain({
    method: 'get',
    path: '/worlds',
    summary: { ja: '世界の一覧', en: 'Lists the worlds' },
    output: z.strictObject({ worlds: z.array(worldView) }),
    status: 200,
    handle: ({ worlds }) => Response.json({ worlds: worlds.list().map((world) => viewOf(worlds, world)) }),
  }),
  route({
    method: 'post',
    path: '/worlds',
    summary: { ja: '世界を作る', en: 'Creates a world' },
    input: worldInput,
    output: worldView,
    status: 201,
    handle: ({ worlds }, input) => createFrom(worlds, input),
  }),
  plain({
    method: 'get',
    path: '/worlds/{world}',
    summary: { ja: '世界を見る', en: 'Shows a world' },
    output: worldView,
    status: 200,
    handle: inWorld((world, { worlds }) => Response.json(viewOf(worlds, world))),
  }),
  plain({
    method: 'delete',
    path: '/worlds/{world}',
    summary: { ja: '世界を消す', en: 'Deletes a world' },
    output: z.null(),
    status: 204,
    handle: inWorld((world, { worlds }) =>
      worlds.delete(world.id) ? new Response(null, { status: 204 }) : jsonError('SIM-A010', 409),
    ),
  }),
  plain({
    method: 'post',
    path: '/worlds/{world}/reset',
    summary: { ja: '世界を作った時の状態に戻す', en: 'Takes a world back to how it was created' },
    output: worldView,
    status: 200,
    handle: inWorld((world, { worlds }) => {
      worlds.reset(world.id)
      return Response.json(viewOf(worlds, world))
    }),
  }),
  route({
    method: 'post',
    path: '/worlds/{world}/clone',
    summary: {
      ja: '世界を枝分かれさせる(atより後のことは除く)',
      en: 'Branches a new world off, without what became known after `at`',
    },
    input: cloneInput,
    output: worldView,
    status: 201,
    handle: (call, input) => inWorld((world, { worlds }) => clone(worlds, world, input))(call),
  }),
  plain({
    method: 'get',
    path: '/worlds/{world}/snapshot',
    summary: { ja: '世界の記録を取り出す', en: 'Gives a world as a document that can be kept and restored' },
    output: documentSchema,
    status: 200,
    handle: inWorld(snapshot),
  }),
  route({
    method: 'put',
    path: '/worlds/{world}/snapshot',
    summary: {
      ja: '記録からこの名前の世界を復元する(あれば置き換える)',
      en: 'Restores a snapshot under this name, in place of the world that is there',
    },
    input: snapshotInput,
    limit: RECORD_LIMIT,
    output: worldView,
    status: 200,
    handle: ({ worlds, params }, document) => {
      const id = params['world'] ?? ''
      return worldId.safeParse(id).success || worlds.get(id) !== null
        ? restore(worlds, id, document)
        : jsonError('SIM-A003', 400, { field: 'world' })
    },
  }),
  route({
    method: 'post',
    path: '/snapshots',
    summary: { ja: '記録から新しい世界を作る', en: 'Restores a snapshot as a new world' },
    input: snapshotInput,
    limit: RECORD_LIMIT,
    output: worldView,
    status: 201,
    handle: ({ worlds }, document) => restore(worlds, null, document),
  }),
  plain({
    method: 'get',
    path: '/worlds/{world}/clock',
    summary: { ja: '時計を見る', en: 'Reads the clock' },
    output: clockView,
    status: 200,
    handle: inWorld((world) => Response.json({ now: world.now() })),
  }),
  route({
    method: 'put',
    path: '/worlds/{world}/clock',
    summary: { ja: '時計を進める、戻す', en: 'Moves the clock, in either direction' },
    input: clockInput,
    output: clockView,
    status: 200,
    handle: (call, { now }) =>
      inWorld((world) => {
        const to = resolveMoment(now, world.setup.start, world.now())
        if (!isClockMoment(to)) return beyondClock('now')
        world.moveTo(to)
        return Response.json({ now: world.now() })
      })(call),
  }),
  plain({
    method: 'get',
    path: '/worlds/{world}/faults',
    summary: {
      ja: '障害の一覧（いまの障害、期間外の障害、すべての種類）',
      en: 'Lists the faults that are on, those whose window is not now, and all there are',
    },
    output: z.strictObject({
      active: z.array(faultView),
      planned: z.array(faultView),
      known: z.record(z.string(), z.unknown()),
    }),
    status: 200,
    handle: inWorld((world) => {
      const active = world.state.faults()
      const planned = world.faultEntries().flatMap((entry) => (active.includes(entry.active) ? [] : [entry.active]))
      return Response.json({ active, planned, known: FAULTS })
    }),
  }),
  route({
    method: 'put',
    path: '/worlds/{world}/faults/{fault}',
    summary: { ja: '障害を起こす、直す', en: 'Turns a fault on or off' },
    input: faultInput,
    output: z.strictObject({ active: z.array(faultView) }),
    status: 200,
    handle: (call, { on, ...given }) =>
      inWorld((world) => {
        const { person } = given
        const fault = FAULT_NAMES.find((name) => name === call.params['fault'])
        if (fault === undefined) return jsonError('SIM-A003', 404, { field: 'fault', known: FAULT_NAMES })
        if (person !== undefined && world.state.person(personName(person)) === null) return jsonError('SIM-A005', 404)
        const misfit = misfitOf(fault, given)
        if (misfit !== null) return jsonError('SIM-A003', 400, { field: misfit })
        if (isOverAtOnce(given, world.setup.start, world.now())) {
          const { ja, en } = LATER_THAN_FROM
          return jsonError('SIM-A003', 400, { issues: [{ field: 'until', message: en, ja, en }] })
        }
        const setting = settingOf(given, world.setup.start, world.now())
        world.setFault(fault, on, { ...setting, ...(person === undefined ? {} : { person: personName(person) }) })
        return Response.json({ active: world.state.faults() })
      })(call),
  }),
  plain({
    method: 'get',
    path: '/worlds/{world}/people',
    summary: { ja: '世界の人と、魔法の会員の一覧', en: 'Lists the people of a world and the magic members' },
    output: z.strictObject({
      people: z.array(z.string()),
      magic: z.array(z.strictObject({ id: z.string(), index: z.int(), ja: z.string(), en: z.string() })),
      population: z.int(),
    }),
    status: 200,
    handle: inWorld((world) =>
      Response.json({
        people: world.people(),
        magic: catalogue.map(({ id, index, sentence }) => ({ id, index, ja: sentence.ja, en: sentence.en })),
        population: world.state.population.size,
      }),
    ),
  }),
  route({
    method: 'post',
    path: '/worlds/{world}/people',
    summary: { ja: '人を世界に加える', en: 'Adds a person to a world' },
    input: personInput,
    output: personView,
    status: 201,
    handle: (call, { name, ref }) =>
      inWorld((world) => {
        const member = reckon('ref', () => memberOf(world.state.population, world.setup.start, ref))
        if (member instanceof Response) return member
        if (member === null) return jsonError('SIM-A005', 404, { field: 'ref' })
        world.addPerson(name, member)
        return Response.json(world.member(name), { status: 201 })
      })(call),
  }),
  route({
    method: 'post',
    path: '/worlds/{world}/changes/{person}',
    summary: {
      ja: '資格やカードの異動',
      en: 'Something happens to a person: cover lost or acquired, card suspended …',
    },
    input: changeInput,
    output: personView,
    status: 200,
    handle: (call, { what }) =>
      inWorld((world) => {
        const name = personName(call.params['person'] ?? '')
        if (world.state.person(name) === null) return jsonError('SIM-A005', 404)
        const changed = reckon('what', () => world.change(name, what))
        if (changed instanceof Response) return changed
        return changed === null ? Response.json(world.member(name)) : jsonError(changed, 409)
      })(call),
  }),
  plain({
    method: 'get',
    path: '/worlds/{world}/people/{person}',
    summary: { ja: '人を見る(名前、魔法の会員のid、番号)', en: 'Shows a person: a name, a magic id, or an index' },
    output: personView,
    status: 200,
    handle: inWorld((world, { params }) => {
      const member = world.state.person(personName(params['person'] ?? ''))
      return member === null
        ? jsonError('SIM-A005', 404)
        : Response.json({ ...member, personNo: personNumberOf(member.index) })
    }),
  }),
  plain({
    method: 'get',
    path: '/worlds/{world}/messages',
    summary: { ja: '通信記録 (?after=番号)', en: 'The exchange log (?after=sequence)' },
    output: z.strictObject({ messages: z.array(messageView) }),
    status: 200,
    handle: inWorld((world, { query }) => {
      const after = Number(query('after') ?? '0')
      if (!Number.isInteger(after)) return jsonError('SIM-A003', 400, { field: 'after' })
      return Response.json({ messages: world.messagesSince(after).map(messageOf) })
    }),
  }),
]
