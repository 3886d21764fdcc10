import { Hono } from 'hono'
import { controlApi } from './api/app.ts'
import { type DoorOptions, terminalDoors } from './doors.ts'
import { type SimulatorEnv, jsonError } from './http.ts'
import { landingPage } from './landing.ts'
import { readerDoors } from './reader/page.ts'
import type { Worlds } from './worlds.ts'

export interface AppOptions {
  readonly worlds: Worlds
  readonly sleep: DoorOptions['sleep']
  /** Null: the control API is open. */
  readonly token: string | null
}

/** The whole simulator as one app; worlds by name under /w, the default world without a name. */
export function createApp({ worlds, sleep, token }: AppOptions): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>()
  const worldOf: DoorOptions['worldOf'] = (c) => {
    const id = c.req.param('world')
    return id === undefined ? worlds.default : worlds.get(id)
  }
  const doors = terminalDoors({ worldOf, sleep })
  const reader = readerDoors(worldOf)
  app.route('/', doors)
  app.route('/w/:world', doors)
  app.route('/', reader)
  app.route('/w/:world', reader)
  app.route('/api', controlApi(worlds, token))
  app.get('/health', () => Response.json({ ok: true }))
  app.get('/', (c) => c.html(landingPage()))
  app.notFound(() => jsonError('SIM-A007', 404))
  return app
}
