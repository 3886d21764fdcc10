import { Hono } from 'hono'
import type { DoorContext, SimulatorEnv } from '../http.ts'
import type { SimulatedWorld } from '../world.ts'

/** マイナポータルの入口: the pages of a person's own portal. They are loaded when somebody opens the first one. */
export function portalDoors(worldOf: (c: DoorContext) => SimulatedWorld | null): Hono<SimulatorEnv> {
  const doors = new Hono<SimulatorEnv>()
  doors.all('/portal/*', async (c) => {
    const { visitPortal } = await import('./visit.ts')
    return visitPortal(c.req.raw, worldOf(c))
  })
  return doors
}
