import { Hono } from 'hono'
import {
  type DoorContext,
  type SimulatorEnv,
  attachment,
  decodeSegment,
  dropConnection,
  jsonError,
  readBody,
} from './http.ts'
import { SIM_MESSAGES, bilingualLine } from './messages.ts'
import type { SimulatedWorld } from './world.ts'

/** Largest request on /oqs, in bytes. */
export const OQS_BODY_LIMIT = 1_048_576

/** What the doors of the terminal need from outside. */
export interface DoorOptions {
  readonly worldOf: (c: DoorContext) => SimulatedWorld | null
  /** Waits in wall time. */
  readonly sleep: (millis: number) => Promise<void>
}

/** What transport faults make of an exchange: waits, then says whether the connection is refused. */
async function disturbed(world: SimulatedWorld, sleep: DoorOptions['sleep']): Promise<boolean> {
  const faults = world.state.faults()
  if (faults.length === 0) return false
  const millis = faults.reduce(
    (longest, { fault, millis: wait }) => (fault === 'latency' ? Math.max(longest, wait) : longest),
    0,
  )
  if (millis > 0) await sleep(millis)
  return !world.state.equipment(null).terminal
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

/** 要求ファイルの入口: hands one request file to a world, whatever carried it here. @see facts/wire.md 1.5 */
export function handIn(world: SimulatedWorld, name: string, bytes: Uint8Array): DoorReply {
  const reply = world.answer(name, bytes)
  return {
    status: reply.status,
    contentType: reply.contentType,
    disposition: attachment(reply.name),
    bytes: reply.bytes,
  }
}

const XML_TYPES = { 'UTF-8': 'text/xml; charset=UTF-8', Shift_JIS: 'text/xml; charset=Shift_JIS' } as const

/** The doors of one clinic's terminal: requests in and results out, and the folder of the reader. @see facts/wire.md 1.3 to 1.5 */
export function terminalDoors({ worldOf, sleep }: DoorOptions): Hono<SimulatorEnv> {
  const doors = new Hono<SimulatorEnv>()
  const withWorld =
    (door: (c: DoorContext, world: SimulatedWorld) => Response | Promise<Response>) =>
    async (c: DoorContext): Promise<Response> => {
      const world = worldOf(c)
      if (world === null) return jsonError('SIM-A001', 404)
      if (world.state.faults().length > 0 && (await disturbed(world, sleep))) return dropConnection(c)
      return door(c, world)
    }
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
      const reply = handIn(world, nameOf(c, 'oqs'), body.value)
      return new Response(new Uint8Array(reply.bytes), {
        status: reply.status,
        headers: { 'content-type': reply.contentType, 'content-disposition': reply.disposition },
      })
    }),
  )
  doors.get(
    '/face',
    withWorld((c, world) => {
      const after = Number(c.req.query('after') ?? '0')
      if (!Number.isInteger(after) || after < 0) return jsonError('SIM-A003', 400, { field: 'after' })
      const files = world.state.faceFiles(after)
      const highest = files.reduce((known, { sequence }) => Math.max(known, sequence), after)
      return Response.json({
        files: files.map(({ name, sequence }) => ({ name, cursor: String(sequence) })),
        cursor: String(highest),
      })
    }),
  )
  doors.get(
    '/face/*',
    withWorld((c, world) => {
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
    withWorld((c, world) =>
      world.removeFace(nameOf(c, 'face')) ? new Response(null, { status: 204 }) : jsonError('SIM-A006', 404),
    ),
  )
  const notAllowed = (): Response => Response.json({ code: 'SIM-A012', ...SIM_MESSAGES['SIM-A012'] }, { status: 405 })
  doors.all('/oqs/*', notAllowed)
  doors.all('/face', notAllowed)
  doors.all('/face/*', notAllowed)
  return doors
}
