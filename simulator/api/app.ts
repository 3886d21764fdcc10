import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { type DoorContext, type SimulatorEnv, decodeSegment, jsonError, readBody } from '../http.ts'
import { checkInput } from '../input.ts'
import type { Worlds } from '../worlds.ts'
import { openApi } from './openapi.ts'
import { API_ROUTES, type ApiRoute } from './routes.ts'

/** Largest body of an ordinary call on /api, in bytes. */
export const API_BODY_LIMIT = 262_144

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether a call carries the token. */
export const isAuthorized = (token: string, header: string | undefined): boolean =>
  header !== undefined && timingSafeEqual(digest(header), digest(`Bearer ${token}`))

const honoPath = (path: string): string => path.replace('{person}', ':person{.+}').replaceAll(/\{(\w+)\}/g, ':$1')

const paramNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')

async function jsonOf(c: DoorContext, limit = API_BODY_LIMIT): Promise<{ readonly value: unknown } | Response> {
  const body = await readBody(c, limit)
  if (!body.ok) return jsonError('SIM-A004', 413, { limit })
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body.value))
    return { value }
  } catch (error) {
    return jsonError('SIM-A002', 400, { reason: error instanceof Error ? error.message : String(error) })
  }
}

const serveRoute =
  (worlds: Worlds, route: ApiRoute) =>
  async (c: DoorContext): Promise<Response> => {
    const params = Object.fromEntries(
      paramNames(route.path).map((name) => {
        const raw = c.req.param(name) ?? ''
        return [name, decodeSegment(raw) ?? raw]
      }),
    )
    const call = { worlds, params, query: (name: string) => c.req.query(name) }
    if (route.input === null) return route.handle({ ...call, input: null })
    const body = await jsonOf(c, route.limit)
    if (body instanceof Response) return body
    const checked = checkInput(route.input, body.value)
    return checked.ok
      ? route.handle({ ...call, input: body.value })
      : jsonError('SIM-A003', 400, { issues: checked.problem })
  }

/** The control API; with a token every call but the document needs it. */
export function controlApi(worlds: Worlds, token: string | null): Hono<SimulatorEnv> {
  const api = new Hono<SimulatorEnv>()
  api.use('*', async (c, next) => {
    if (token !== null && !isAuthorized(token, c.req.header('authorization'))) return jsonError('SIM-A008', 401)
    await next()
    return undefined
  })
  let document: object | null = null
  api.get('/openapi.json', () => Response.json((document ??= openApi())))
  for (const route of API_ROUTES) api.on(route.method.toUpperCase(), honoPath(route.path), serveRoute(worlds, route))
  return api
}
