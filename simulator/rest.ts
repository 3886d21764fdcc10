import { Hono } from 'hono'
import { controlApi } from './api/app.ts'
import type { DoorOptions } from './doors.ts'
import { type SimulatorEnv, jsonError, onDefect } from './http.ts'
import { insurerDoors } from './insurer/doors.ts'
import { landingPage } from './landing.ts'
import { readerDoors } from './reader/page.ts'
import { closestField } from './near.ts'
import type { Worlds } from './worlds.ts'

/** Everything but the doors of the terminal: reader, insurers' gateway, control API, landing page. Loaded when somebody asks for it. */
export function restOfApp(worlds: Worlds, token: string | null, worldOf: DoorOptions['worldOf']): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>()
  app.onError(onDefect)
  const reader = readerDoors(worldOf)
  app.route('/', reader)
  app.route('/w/:world', reader)
  const insurer = insurerDoors(worldOf, token)
  app.route('/', insurer)
  app.route('/w/:world', insurer)
  app.route('/api', controlApi(worlds, token))
  app.get('/', (c) => c.html(landingPage()))
  app.notFound((c) => jsonError('SIM-A007', 404, closestField(c.req.method, c.req.path)))
  return app
}
