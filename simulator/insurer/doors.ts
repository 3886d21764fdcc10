import { Hono } from 'hono'
import type { FilingInsurer } from '../../src/domain/registration.ts'
import { INSURER_LISTS, RECORD_BANNER } from '../../src/wire/insurer-records.ts'
import { isAuthorized } from '../api/app.ts'
import type { DoorOptions } from '../doors.ts'
import { type DoorContext, type SimulatorEnv, dropConnection, jsonError, readBody } from '../http.ts'
import type { SimulatedWorld } from '../world.ts'

/** Largest file of records, in bytes. */
export const INSURER_BODY_LIMIT = 1_048_576

const encoder = new TextEncoder()

/** An answer says first that its format is our own. */
const asJson = (value: object, status = 200): Response => Response.json({ banner: RECORD_BANNER, ...value }, { status })

/** Text of a body in UTF-8, a byte order mark left out; null for other bytes. */
function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

type Serve = (call: {
  readonly c: DoorContext
  readonly world: SimulatedWorld
  readonly insurer: FilingInsurer
  readonly body: Uint8Array | null
}) => Response

/** A cursor of the query; null when it is no whole number. */
const cursorOf = (c: DoorContext): number | null => {
  const text = c.req.query('after') ?? '0'
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

const BAD_CURSOR = (): Response => jsonError('SIM-A003', 400, { field: 'after' })

const lastOf = (rows: readonly { readonly cursor: number }[], after: number): number =>
  rows.reduce((highest, { cursor }) => Math.max(highest, cursor), after)

const register: Serve = ({ world, insurer, body }) => {
  const text = body === null ? null : utf8(body)
  return text === null ? jsonError('SIM-I001', 400) : asJson(world.gateway.receive(insurer, text), 202)
}

const log: Serve = ({ c, world, insurer }) => {
  const after = cursorOf(c)
  if (after === null) return BAD_CURSOR()
  const registrations = world.gateway.log(insurer, after)
  return asJson({ registrations, cursor: lastOf(registrations, after) })
}

const results: Serve = ({ c, world, insurer }) => {
  const after = cursorOf(c)
  if (after === null) return BAD_CURSOR()
  const found = world.gateway.results(insurer, after)
  return asJson({ results: found, cursor: lastOf(found, after) })
}

const index: Serve = ({ world, insurer }) => asJson({ lists: world.insurerLists(insurer) })

const list: Serve = ({ c, world, insurer }) => {
  const kind = INSURER_LISTS.find((one) => one === c.req.param('kind'))
  const month = c.req.param('month') ?? ''
  if (kind === undefined) return jsonError('SIM-I003', 404, { field: 'kind', known: INSURER_LISTS })
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) return jsonError('SIM-A003', 400, { field: 'month', form: 'YYYY-MM' })
  const found = world.insurerList(insurer, kind, month)
  return found === null
    ? jsonError('SIM-I003', 404, { known: world.insurerLists(insurer).map(({ id }) => id) })
    : asJson(found)
}

const BASE = '/insurer/:insurerNo'

/** 医療保険者等向け中間サーバーの入口: registrations in, results and lists out; never the format of the real one. @see facts/insurer.md sections 2, 3, 7 */
export function insurerDoors(worldOf: DoorOptions['worldOf'], token: string | null): Hono<SimulatorEnv> {
  const doors = new Hono<SimulatorEnv>()
  const through =
    (serve: Serve) =>
    async (c: DoorContext): Promise<Response> => {
      if (token !== null && !isAuthorized(token, c.req.header('authorization'))) return jsonError('SIM-A008', 401)
      const world = worldOf(c)
      if (world === null) return jsonError('SIM-A001', 404)
      // The link of the insurer is down: nothing arrives, and nothing is written down. @see facts/insurer.md INS-14
      if (!world.state.equipment(null).line) return dropConnection(c)
      const insurer = world.gateway.insurer(c.req.param('insurerNo') ?? '')
      const read = c.req.method === 'POST' ? await readBody(c, INSURER_BODY_LIMIT) : null
      const answer =
        insurer === null
          ? jsonError('SIM-I002', 400, { field: 'insurerNo' })
          : read !== null && !read.ok
            ? jsonError('SIM-A004', 413, { bytes: INSURER_BODY_LIMIT })
            : serve({ c, world, insurer, body: read === null ? null : read.value })
      const text = await answer.text()
      const { path } = c.req
      world.note({
        door: 'insurer',
        name: `${c.req.method} ${path.slice(path.indexOf('/insurer/') + '/insurer/'.length)}`,
        request: read !== null && read.ok ? read.value : null,
        answer: encoder.encode(text),
        answerName: null,
        status: answer.status,
        note: answer.ok ? 'answered' : 'refused',
      })
      return new Response(text, answer)
    }
  doors.post(`${BASE}/registrations`, through(register))
  doors.get(`${BASE}/registrations`, through(log))
  doors.get(`${BASE}/results`, through(results))
  doors.get(`${BASE}/lists`, through(index))
  doors.get(`${BASE}/lists/:kind/:month`, through(list))
  for (const path of ['registrations', 'results', 'lists', 'lists/:kind/:month']) {
    doors.all(
      `${BASE}/${path}`,
      through(() => jsonError('SIM-A012', 405)),
    )
  }
  return doors
}
