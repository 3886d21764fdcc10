import { Hono } from 'hono'
import {
  type DoorContext,
  OUTCOME_HEADER,
  type SimulatorEnv,
  attachment,
  decodeSegment,
  jsonError,
  readBody,
} from './http.ts'
import type { FaceList } from './api/doors.ts'
import { respondUnder } from './faults/respond.ts'
import type { Strike } from './faults/strike.ts'
import { bilingualLine } from './messages.ts'
import { closestField, closestOf } from './near.ts'
import type { OqsAnswer } from './oqs/service.ts'
import type { Outcome } from './outcomes.ts'
import type { SimulatedWorld } from './world.ts'

/** Largest request on /oqs, in bytes. */
export const OQS_BODY_LIMIT = 1_048_576

/** What the doors of the terminal need from outside. */
export interface DoorOptions {
  readonly worldOf: (c: DoorContext) => SimulatedWorld | null
  /** Waits in wall time. */
  readonly sleep: (millis: number) => Promise<void>
}

/** The last segment of the path as it was sent: a name with separators or escapes in it is judged by the service. */
function nameOf(c: DoorContext, door: string): string {
  const { path } = c.req
  const raw = path.slice(path.indexOf(`/${door}/`) + door.length + 2)
  return decodeSegment(raw) ?? raw
}

/** What the door of the service answers to one request file. */
export interface DoorReply {
  readonly status: number
  readonly contentType: string
  readonly disposition: string
  readonly bytes: Uint8Array
}

/** 要求ファイルの入口: hands one request file to a world, whatever carried it here; only a paper takes time. @see facts/wire.md 1.5 */
export function handIn(
  world: SimulatedWorld,
  name: string,
  bytes: Uint8Array,
  struck?: Strike | null,
  seen?: Outcome['seen'],
): DoorReply | Promise<DoorReply> {
  const reply = world.answer(name, bytes, struck, seen)
  return reply.paper === undefined ? doorReply(reply) : world.drawn(name, bytes, reply).then(doorReply)
}

const doorReply = ({ status, contentType, name, bytes }: OqsAnswer): DoorReply => ({
  status,
  contentType,
  disposition: attachment(name),
  bytes,
})

const NOTHING = new Uint8Array()

const XML_TYPES = { 'UTF-8': 'text/xml; charset=UTF-8', Shift_JIS: 'text/xml; charset=Shift_JIS' } as const

/** What the header of a request picks for it; null without one, an answer for one that names nothing. */
async function outcomeOf(c: DoorContext, name: string): Promise<Outcome | Response | null> {
  const header = c.req.raw.headers.get(OUTCOME_HEADER)
  if (header === null) return null
  const { outcomeNames, outcomes, parseOutcome } = await import('./outcomes.ts')
  const parsed = parseOutcome(header, name)
  if (parsed.ok) return parsed.value
  const { code, given } = parsed.problem
  const closest = closestOf(given.replace(/:.*/, ''), outcomeNames())
  const near = closest === null || code === 'SIM-O002' || given.includes(',') ? {} : { closest }
  return jsonError(code, 400, { given, ...near, outcomes: outcomes() })
}

/** True on a line with client certificates for one that is not of this site. */
const isElsewhere = (c: DoorContext, { state }: SimulatedWorld): boolean =>
  c.env?.institution !== undefined && c.env.institution !== state.facility.institutionCode

/** The doors of one clinic's terminal: requests in and results out, and the folder of the reader. @see facts/wire.md 1.3 to 1.5 */
export function terminalDoors({ worldOf, sleep }: DoorOptions): Hono<SimulatorEnv> {
  const doors = new Hono<SimulatorEnv>()
  const withWorld =
    (door: (c: DoorContext, world: SimulatedWorld) => Response | Promise<Response>) =>
    async (c: DoorContext): Promise<Response> => {
      const world = worldOf(c)
      if (world === null) return jsonError('SIM-A001', 404)
      return isElsewhere(c, world) ? jsonError('SIM-T001', 403) : door(c, world)
    }
  /** The folder of the reader, with what disturbs its exchanges. */
  const withFace = (door: (c: DoorContext, world: SimulatedWorld) => Response) =>
    withWorld((c, world) => {
      const name = c.req.path.endsWith('/face') ? '' : nameOf(c, 'face')
      const struck = world.strike({ door: 'face', name, bytes: NOTHING })
      return struck === null ? door(c, world) : respondUnder(c, struck, sleep, () => door(c, world))
    })
  doors.post(
    '/oqs/*',
    withWorld(async (c, world) => {
      const body = await readBody(c, OQS_BODY_LIMIT)
      if (!body.ok) {
        return new Response(`SIM-C006: ${bilingualLine('SIM-C006')}\n`, {
          status: 413,
          headers: { 'content-type': 'text/plain; charset=UTF-8' },
        })
      }
      const name = nameOf(c, 'oqs')
      const picked = await outcomeOf(c, name)
      if (picked instanceof Response) return picked
      const struck = world.strike({ door: 'oqs', name, bytes: body.value }, picked?.faults)
      const answer = async (): Promise<Response> => {
        const reply = await handIn(world, name, body.value, struck, picked?.seen)
        return new Response(new Uint8Array(reply.bytes), {
          status: reply.status,
          headers: { 'content-type': reply.contentType, 'content-disposition': reply.disposition },
        })
      }
      return struck === null ? answer() : respondUnder(c, struck, sleep, answer)
    }),
  )
  doors.get(
    '/face',
    withFace((c, world) => {
      const after = Number(c.req.query('after') ?? '0')
      if (!Number.isInteger(after) || after < 0) return jsonError('SIM-A003', 400, { field: 'after' })
      const files = world.state.faceFiles(after)
      const highest = files.reduce((known, { sequence }) => Math.max(known, sequence), after)
      const list: FaceList = {
        files: files.map(({ name, sequence }) => ({ name, cursor: String(sequence) })),
        cursor: String(highest),
      }
      return Response.json(list)
    }),
  )
  doors.get(
    '/face/*',
    withFace((c, world) => {
      const file = world.pickUpFace(nameOf(c, 'face'))
      if (file === null) return jsonError('SIM-A006', 404)
      const headers = {
        'content-type': XML_TYPES[world.state.terminal.encoding],
        'content-disposition': attachment(file.name),
      }
      return new Response(new Uint8Array(file.bytes), { headers })
    }),
  )
  doors.delete(
    '/face/*',
    withFace((c, world) =>
      world.removeFace(nameOf(c, 'face')) ? new Response(null, { status: 204 }) : jsonError('SIM-A006', 404),
    ),
  )
  const notAllowed = (c: DoorContext): Response => jsonError('SIM-A012', 405, closestField(c.req.method, c.req.path))
  doors.all('/oqs/*', notAllowed)
  doors.all('/face', notAllowed)
  doors.all('/face/*', notAllowed)
  return doors
}
