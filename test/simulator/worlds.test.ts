import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { addSeconds } from '../../src/domain/civil-date.ts'
import { type Simulator, createSimulator, serve } from '../../simulator/index.ts'
import { encodeRecord, recordOf } from '../../simulator/record.ts'
import { EXPIRED_NAMES } from '../../simulator/worlds.ts'
import { NINE, adult, ask, inquiry, newestCover, read, setup } from './support.ts'

const HOUR = 3_600_000

/** A simulator whose worlds expire after an hour, and the wall's clock in its hand. */
function withWall(): { simulator: Simulator; wait: (millis: number) => void } {
  let wall = 1_800_000_000_000
  const simulator = createSimulator()
  simulator.worlds.expireAfter(HOUR, () => wall)
  return {
    simulator,
    wait: (millis) => {
      wall += millis
    },
  }
}

describe('an idle world', () => {
  it('is gone when nobody has asked for it for longer than its time, and says so', async () => {
    const { simulator, wait } = withWall()
    const world = simulator.worlds.open(setup({ taro: adult() }))
    wait(HOUR)
    expect(simulator.worlds.get(world.id)).toBe(world)
    wait(HOUR + 1)
    const init = { method: 'POST', body: new Uint8Array(inquiry(newestCover(adult()))) }
    for (const [path, how] of [
      [`/w/${world.id}/oqs/OQSsiquc01req_1.xml`, init],
      [`/w/${world.id}/face`, {}],
      [`/w/${world.id}/portal`, {}],
      [`/w/${world.id}/insurer/06139992/results`, {}],
      [`/api/worlds/${world.id}`, {}],
    ] as const) {
      const answer = await simulator.fetch(path, how)
      expect([path, answer.status]).toEqual([path, 410])
      expect(await answer.json()).toMatchObject({ code: 'SIM-K001', world: world.id })
    }
    expect((await simulator.fetch('/api/worlds/never-there')).status).toBe(404)
  })

  it('stays while a folder holds it, and starts anew when it is let go', () => {
    const { simulator, wait } = withWall()
    const { id } = simulator.worlds.open(setup({}))
    simulator.worlds.hold(id)
    wait(100 * HOUR)
    expect(simulator.worlds.sweep()).toEqual([])
    expect(simulator.worlds.lease(id)).toBeNull()
    simulator.worlds.letGo(id)
    wait(HOUR)
    expect(simulator.worlds.sweep()).toEqual([])
    wait(1)
    expect(simulator.worlds.sweep()).toEqual([id])
  })

  it('stays while a clinic is served through its folder, and goes by the main clock without a trace', async () => {
    const { simulator, wait } = withWall()
    const dir = await mkdtemp(join(tmpdir(), 'worlds-'))
    await mkdir(join(dir, '1319999998'))
    const served = await serve({ simulator, folders: { dir, pollMillis: 5 } })
    const clinic = await vi.waitFor(() => {
      const world = simulator.worlds.get('clinic-1319999998')
      if (world === null) throw new Error('not yet')
      return world
    })
    const serial = clinic.state.serial()
    await new Promise((resolve) => setTimeout(resolve, 50))
    wait(100 * HOUR)
    expect(simulator.worlds.sweep()).toEqual([])
    expect(clinic.state.serial()).toBe(serial)
    expect(clinic.clockStand()).toEqual(simulator.worlds.default.clockStand())
    await served.close()
    await rm(dir, { recursive: true })
    wait(HOUR + 1)
    expect(simulator.worlds.sweep()).toEqual([clinic.id])
  })

  it('is never the default one, and never one where nothing expires', () => {
    const { simulator, wait } = withWall()
    const world = simulator.worlds.default
    const other = createSimulator()
    const { id } = other.worlds.open(setup({}))
    wait(1000 * HOUR)
    expect(simulator.worlds.list()).toEqual([world])
    expect(simulator.worlds.default).toBe(world)
    expect(other.worlds.get(id)?.id).toBe(id)
    expect(other.worlds.lease(id)).toBeNull()
  })

  it('leaves its name free; of the names that expired the last ones are remembered', () => {
    const { simulator, wait } = withWall()
    for (let n = 0; n <= EXPIRED_NAMES; n += 1) simulator.worlds.create(`x${n}`, setup({}))
    wait(HOUR + 1)
    simulator.worlds.sweep()
    expect(simulator.worlds.hasExpired('x0')).toBe(false)
    expect(simulator.worlds.hasExpired('x1')).toBe(true)
    expect(simulator.worlds.create('x1', setup({}))?.id).toBe('x1')
    expect(simulator.worlds.hasExpired('x1')).toBe(false)
  })
})

describe('the clock of the default world', () => {
  it('shows the same to two simulators over one record, and goes on while neither runs', () => {
    let wall = 5_000_000
    const first = createSimulator()
    first.worlds.followWall(() => wall)
    const world = first.worlds.default
    wall += 10_000
    world.moveTo(addSeconds(NINE, 7200))
    wall += 60_000
    const { setup: begun, state } = world
    const second = createSimulator()
    second.worlds.load('default', { setup: begun, population: state.population, past: world.past() })
    second.worlds.followWall(() => wall)
    expect(second.worlds.default.now()).toBe('2026-11-21T11:01:00+09:00')
    wall += 3_600_000
    expect(second.worlds.default.now()).toBe(world.now())
    expect(encodeRecord(recordOf(second.worlds.default))).toBe(encodeRecord(recordOf(world)))
  })

  it('goes on from the start after a reset', () => {
    let wall = 0
    const { worlds } = createSimulator()
    worlds.followWall(() => wall)
    wall += 90_000
    expect(worlds.default.now()).toBe('2026-11-21T09:01:30+09:00')
    const world = worlds.default
    expect(worlds.reset('default')).toBe(world)
    expect(world.now()).toBe(NINE)
    wall += 2000
    expect(world.now()).toBe('2026-11-21T09:00:02+09:00')
  })
})

describe('a world that begins again', () => {
  it('is the same object for whoever holds it, with an empty log whose numbers go on', () => {
    const { worlds } = createSimulator()
    const world = worlds.open(setup({ taro: adult() }))
    world.change('taro', { kind: 'lose', date: 'start', reason: '99' })
    ask(world, newestCover(adult()))
    const [{ sequence } = { sequence: 0 }] = world.messagesSince(0)
    worlds.reset(world.id)
    expect(world.messagesSince(0)).toEqual([])
    expect(ask(world, newestCover(adult())).QualificationValidity).toBe('1')
    expect(world.messagesSince(0)[0]?.sequence).toBe(sequence + 1)
  })

  it('takes the place of another one when it is restored under that name', () => {
    const { worlds } = createSimulator()
    const [one, other] = [worlds.open(setup({ taro: adult() })), worlds.open(setup({ jiro: adult() }, { seed: 7 }))]
    read(one, 'taro', ['face'])
    const { population } = one.state
    expect(worlds.restore(other.id, { setup: one.setup, population, past: one.past() })).toBe(other)
    expect(other.people()).toEqual(['taro'])
    expect(other.state.faceFiles(0)).toEqual(one.state.faceFiles(0))
    expect(other.id).not.toBe(one.id)
  })
})
