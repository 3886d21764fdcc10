import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { applyChanges, catalogue, magicMember } from '../../generators/index.ts'
import { type Instant, dateOf, instant } from '../../src/domain/civil-date.ts'
import { personNumberOf } from '../../src/domain/person-number.ts'
import type { Member } from '../../src/domain/person.ts'
import { ruleBook } from '../../src/domain/rulesets.ts'
import { momentText, resolveDay, resolveMoment } from '../../scenarios/days.ts'
import { FAULTS, FAULT_NAMES } from '../../scenarios/faults/index.ts'
import type { Message } from '../../scenarios/history.ts'
import { resolveChanges } from '../../scenarios/resolve.ts'
import { facilitySchema, personRef, worldChange } from '../../scenarios/scenario.ts'
import { jsonError } from '../http.ts'
import type { Bilingual } from '../messages.ts'
import { memberOfPopulation, nameOfIndex } from '../lookup.ts'
import type { SimulatedWorld } from '../world.ts'
import { type Worlds, magicPeople } from '../worlds.ts'

/** One call of the control API: the table makes the routes, the checks and the OpenAPI document. */
export interface ApiRoute {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** Parameters in braces; `{person}` takes everything to the end of the path, for magic ids have a slash. */
  readonly path: string
  readonly summary: Bilingual
  readonly input: z.ZodType | null
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
})
const worldInput = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40')
    .optional(),
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
const faultInput = z.strictObject({
  on: z.boolean(),
  person: z.string().optional(),
  millis: z.int().min(0).max(60_000).optional(),
})
const faultView = z.strictObject({ fault: z.enum(FAULT_NAMES), person: z.string().nullable(), millis: z.int() })
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

const viewOf = (world: SimulatedWorld): z.infer<typeof worldView> => ({
  id: world.id,
  baseUrl: world.baseUrl,
  now: world.now(),
  start: world.setup.start,
  seed: world.setup.seed,
  ruleset: world.setup.book.ruleset.id,
})

const base64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('base64')

const messageOf = (message: Message): z.infer<typeof messageView> => ({
  ...message,
  request: base64(message.request),
  answer: base64(message.answer),
})

/** Calls about one world: an unknown one is a 404. */
const inWorld =
  (handle: (world: SimulatedWorld, call: ApiCall) => Response): ApiRoute['handle'] =>
  (call) => {
    const world = call.worlds.get(call.params['world'] ?? '')
    return world === null ? jsonError('SIM-A001', 404) : handle(world, call)
  }

/** The person of a reference in a world: a magic id or an index, with changes; null when there is nobody. */
function memberOf(world: SimulatedWorld, ref: z.infer<typeof personRef>): Member | null {
  const { population } = world.state
  const { start } = world.setup
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

function createFrom(worlds: Worlds, input: z.infer<typeof worldInput>): Response {
  const start = resolveMoment(input.start, DEFAULT_START, DEFAULT_START)
  const book = ruleBook(input.ruleset, dateOf(start))
  if (!book.ok) return jsonError('SIM-A009', 400, { field: 'ruleset', known: book.problem.known })
  const facility = { ...input.facility, readerRelease: resolveDay(input.facility.readerRelease, start) }
  const world = worlds.create(input.id ?? null, { seed: input.seed, start, book: book.value, facility, people: {} })
  if (world === null) return jsonError('SIM-A011', 409)
  const magic = input.magic ? Object.entries(magicPeople(world.state.population, start)) : []
  for (const [name, member] of magic) world.addPerson(name, member)
  for (const [name, ref] of Object.entries(input.people)) {
    const member = memberOf(world, ref)
    if (member === null) {
      worlds.delete(world.id)
      return jsonError('SIM-A005', 400, { field: `people.${name}` })
    }
    world.addPerson(name, member)
  }
  return Response.json(viewOf(world), { status: 201 })
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
    handle: ({ worlds }) => Response.json({ worlds: worlds.list().map(viewOf) }),
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
    handle: inWorld((world) => Response.json(viewOf(world))),
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
        world.moveTo(resolveMoment(now, world.setup.start, world.now()))
        return Response.json({ now: world.now() })
      })(call),
  }),
  plain({
    method: 'get',
    path: '/worlds/{world}/faults',
    summary: { ja: '障害の一覧', en: 'Lists the faults that are on, and all there are' },
    output: z.strictObject({ active: z.array(faultView), known: z.record(z.string(), z.unknown()) }),
    status: 200,
    handle: inWorld((world) => Response.json({ active: world.state.faults(), known: FAULTS })),
  }),
  route({
    method: 'put',
    path: '/worlds/{world}/faults/{fault}',
    summary: { ja: '障害を起こす、直す', en: 'Turns a fault on or off' },
    input: faultInput,
    output: z.strictObject({ active: z.array(faultView) }),
    status: 200,
    handle: (call, { on, person, millis }) =>
      inWorld((world) => {
        const fault = FAULT_NAMES.find((name) => name === call.params['fault'])
        if (fault === undefined) return jsonError('SIM-A003', 404, { field: 'fault', known: FAULT_NAMES })
        if (person !== undefined && world.state.person(personName(person)) === null) return jsonError('SIM-A005', 404)
        world.setFault(fault, on, {
          ...(person === undefined ? {} : { person: personName(person) }),
          ...(millis === undefined ? {} : { millis }),
        })
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
        const member = memberOf(world, ref)
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
        world.change(name, what)
        return Response.json(world.member(name))
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
