import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Served, type Simulator, createSimulator, serve } from '../../simulator/index.ts'
import { RECORD_LIMIT } from '../../simulator/record.ts'
import { adult, inquiry, newestCover, read, setup } from './support.ts'

let simulator: Simulator
let served: Served
beforeAll(async () => {
  simulator = createSimulator()
  served = await serve({ simulator, idleMinutes: 60 })
})
afterAll(() => served.close())

const call = async (method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${served.url}/api${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: answer.status, text: await answer.text() }
}
const viewSchema = z.object({
  id: z.string(),
  now: z.string(),
  start: z.string(),
  lastUsed: z.string(),
  expires: z.string(),
})
const viewOf = ({ text }: { text: string }): z.infer<typeof viewSchema> => viewSchema.parse(JSON.parse(text))
const asked = async (id: string): Promise<string> => {
  const body = new Uint8Array(inquiry(newestCover(adult())))
  const answer = await fetch(`${served.url}/w/${id}/oqs/OQSsiquc01req_1.xml`, { method: 'POST', body })
  return await answer.text()
}
const lost = { what: { kind: 'lose', date: 'start', reason: '99' } }
const move = (id: string, now: string) => call('PUT', `/worlds/${id}/clock`, { now })

describe('worlds over HTTP', () => {
  it('are kept as a document and made again under another name, in another server too', async () => {
    const world = simulator.worlds.open(setup({ taro: adult() }))
    read(world, 'taro', ['face'])
    await call('POST', `/worlds/${world.id}/changes/taro`, lost)
    const kept = await call('GET', `/worlds/${world.id}/snapshot`)
    expect(kept.text).toContain('見本 SPECIMEN')
    const made = await call('POST', '/snapshots', kept.text)
    expect(made.status).toBe(201)
    const { id } = viewOf(made)
    expect(id).not.toBe(world.id)
    expect(await asked(id)).toBe(await asked(world.id))
    const other = createSimulator()
    const put = await other.fetch('/api/worlds/kept/snapshot', { method: 'PUT', body: kept.text })
    expect(put.status).toBe(201)
    const faces = async (answer: Promise<Response>) => (await answer).json()
    expect(await faces(other.fetch('/w/kept/face'))).toEqual(await faces(fetch(`${served.url}/w/${world.id}/face`)))
  })

  it('are put back in place by a snapshot of the same name', async () => {
    const world = simulator.worlds.open(setup({ taro: adult() }))
    const kept = await call('GET', `/worlds/${world.id}/snapshot`)
    const before = await asked(world.id)
    await call('POST', `/worlds/${world.id}/changes/taro`, lost)
    expect(await asked(world.id)).not.toBe(before)
    expect((await call('PUT', `/worlds/${world.id}/snapshot`, kept.text)).status).toBe(200)
    expect(await asked(world.id)).toBe(before)
  })

  it('go back to what they were created with, people included', async () => {
    await call('POST', '/worlds', { id: 'again', people: { hanako: { index: 9 } }, magic: true })
    const before = await call('GET', '/worlds/again/people')
    await call('POST', '/worlds/again/people', { name: 'jiro', ref: { index: 8 } })
    await move('again', '2027-01-01T00:00:00+09:00')
    const back = await call('POST', '/worlds/again/reset')
    expect([back.status, viewOf(back).now]).toEqual([200, '2026-11-21T09:00:00+09:00'])
    expect(await call('GET', '/worlds/again/people')).toEqual(before)
  })

  it('branch off at a moment, and neither side knows of the other', async () => {
    const world = simulator.worlds.open(setup({ taro: adult() }))
    const before = await asked(world.id)
    await move(world.id, '2026-11-22T09:00:00+09:00')
    await call('POST', `/worlds/${world.id}/changes/taro`, lost)
    const late = await asked(world.id)
    const branch = await call('POST', `/worlds/${world.id}/clone`, { id: 'branch', at: 'start' })
    expect([branch.status, viewOf(branch).now]).toEqual([201, '2026-11-21T09:00:00+09:00'])
    expect(await asked('branch')).toBe(before)
    await move('branch', '2026-11-22T09:00:00+09:00')
    expect(await asked('branch')).not.toBe(late)
    expect(await asked(world.id)).toBe(late)
    const whole = viewOf(await call('POST', `/worlds/${world.id}/clone`, {}))
    expect(await asked(whole.id)).toBe(late)
    expect((await call('POST', `/worlds/${world.id}/clone`, { id: 'branch' })).status).toBe(409)
  })

  it('tell when they were used last and when they are gone', async () => {
    const { id } = simulator.worlds.open(setup({}))
    const { lastUsed, expires } = viewOf(await call('GET', `/worlds/${id}`))
    expect(Date.parse(expires) - Date.parse(lastUsed)).toBe(3_600_000)
    const main: unknown = JSON.parse((await call('GET', '/worlds/default')).text)
    expect(main).toMatchObject({ expires: null })
  })

  it('are not made of anything else', async () => {
    const world = simulator.worlds.open(setup({ taro: adult() }))
    const kept = await call('GET', `/worlds/${world.id}/snapshot`)
    const refusals = [
      await call('POST', '/snapshots', '{"format":"madoguchi-world"}'),
      await call('POST', '/snapshots', kept.text.replace('"version":1', '"version":9')),
      await call('POST', '/snapshots', kept.text.replace('"ruleset":"', '"ruleset":"x')),
      await call('POST', '/snapshots', ' '.repeat(RECORD_LIMIT + 1)),
      await call('PUT', '/worlds/..%2Fup/snapshot', kept.text),
      await call('POST', '/worlds/nowhere/clone', {}),
      await call('POST', `/worlds/${world.id}/clone`, { at: 'yesterday' }),
    ]
    const told = refusals.map(({ status, text }) => [
      status,
      z.object({ code: z.string() }).parse(JSON.parse(text)).code,
    ])
    expect(told).toEqual([
      [400, 'SIM-K002'],
      [400, 'SIM-K003'],
      [400, 'SIM-K002'],
      [413, 'SIM-A004'],
      [400, 'SIM-A003'],
      [404, 'SIM-A001'],
      [400, 'SIM-A003'],
    ])
  })

  it('are bounded in number', async () => {
    const full = createSimulator({ worldLimit: 3 })
    for (const id of ['x0', 'x1', 'x2']) full.worlds.create(id, setup({}))
    for (const path of ['/api/worlds', '/api/worlds/x0/clone']) {
      const answer = await full.fetch(path, { method: 'POST', body: '{}' })
      expect(await answer.json()).toMatchObject({ code: 'SIM-K005' })
    }
    full.worlds.delete('x1')
    expect((await full.fetch('/api/worlds/x0/clone', { method: 'POST', body: '{}' })).status).toBe(201)
  })
})
