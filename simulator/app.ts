import { Hono } from 'hono'
import { type DoorOptions, terminalDoors } from './doors.ts'
import { type SimulatorEnv, jsonError, onDefect } from './http.ts'
import type { Gate } from './store/gate.ts'
import { portalDoors } from './portal/app.ts'
import type { Worlds } from './worlds.ts'

/** What the health door says. */
export const HEALTHY = '{"ok":true}'

export interface AppOptions {
  readonly worlds: Worlds
  readonly sleep: DoorOptions['sleep']
  /** Null: the control API is open. */
  readonly token: string | null
}

/** The whole simulator as one app; worlds by name under /w, the default world without a name. */
export function createApp({ worlds, sleep, token }: AppOptions): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>()
  app.onError(onDefect)
  const worldOf: DoorOptions['worldOf'] = (c) => {
    const id = c.req.param('world')
    return id === undefined ? worlds.default : worlds.get(id)
  }
  app.use('/w/:world/*', async (c, next) => {
    const world = c.req.param('world')
    if (worlds.get(world) === null && worlds.hasExpired(world)) return jsonError('SIM-K001', 410, { world })
    await next()
    return undefined
  })
  const doors = terminalDoors({ worldOf, sleep })
  app.route('/', doors)
  app.route('/w/:world', doors)
  for (const path of ['/', '/w/:world']) app.route(path, portalDoors(worldOf))
  app.get('/health', (c) => c.body(HEALTHY, 200, { 'content-type': 'application/json' }))
  let rest: Promise<Hono<SimulatorEnv>> | null = null
  app.all('*', async (c) => {
    rest ??= import('./rest.ts').then(({ restOfApp }) => restOfApp(worlds, token, worldOf))
    return (await rest).fetch(c.req.raw, c.env)
  })
  return app
}

/** The same app for worlds in a store: every request goes through the gate. */
export function gatedApp(gate: Gate, app: Hono<SimulatorEnv>): Hono<SimulatorEnv> {
  const gated = new Hono<SimulatorEnv>()
  gated.all('*', (c) => gate.pass(app, c.req.raw, c.env))
  return gated
}
