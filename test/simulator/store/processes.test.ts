import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { z } from 'zod'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { member, population } from '../../../generators/index.ts'
import { SERVER_PASSWORD, freshDatabase } from '../../support/postgres.ts'
import { type ServeProcess, startServe } from '../../support/serve-process.ts'
import { inquiry, newestCover } from '../support.ts'

const isSoak = fc.readConfigureGlobal().numRuns !== undefined
const folder = mkdtempSync(join(tmpdir(), 'madoguchi-processes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const onFile = { name: 'a SQLite file', place: async () => `sqlite:${join(folder, `${(files += 1)}.db`)}` } as const
const onServer = { name: 'PostgreSQL', place: async () => (await freshDatabase()).address } as const

const running = new Set<ServeProcess>()
afterEach(async () => {
  await Promise.all([...running].map((one) => one.kill()))
  running.clear()
})
const start = async (store: string): Promise<ServeProcess> => {
  const served = await startServe(['--store', store, '--population', '5000'])
  running.add(served)
  return served
}

const send = (url: string, method: string, body: unknown): Promise<Response> =>
  fetch(url, { method, body: JSON.stringify(body) })

const delivered = z.object({ face: z.string().nullable() })
const listing = z.object({ files: z.array(z.object({ name: z.string() })) })
const record = z.object({ events: z.array(z.object({ kind: z.string() })) })

/** A card on the reader; the name of the file that was delivered, or null. */
async function readCard(base: string, holder: string): Promise<string | null> {
  const response = await send(`${base}/reader`, 'POST', { holder, acts: ['face'] })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return delivered.parse(await response.json()).face
}

const faceNames = async (base: string): Promise<readonly string[]> =>
  listing.parse(await (await fetch(`${base}/face`)).json()).files.map(({ name }) => name)

const cover = newestCover(member(population({ seed: 42, size: 5000 }), 4711))
const QUESTIONS: readonly (readonly [method: string, path: string, body?: Uint8Array<ArrayBuffer>])[] = [
  ['POST', 'w/shared/oqs/OQSsiquc01req_1.xml', new Uint8Array(inquiry(cover))],
  ['GET', 'w/shared/face'],
  ['GET', 'w/shared/reader'],
  ['GET', `w/shared/insurer/${cover.key.insurerNumber}/registrations`],
  ['GET', 'api/worlds/shared/people/4711'],
  ['GET', 'api/worlds/shared/faults'],
  ['GET', 'api/worlds/shared/snapshot'],
  ['GET', 'api/worlds/other'],
]

/** What a process answers to every question; its own address left out. */
const answersOf = ({ url }: ServeProcess): Promise<readonly string[]> =>
  Promise.all(
    QUESTIONS.map(async ([method, path, body]) => {
      const response = await fetch(`${url}/${path}`, { method, ...(body === undefined ? {} : { body }) }).catch(
        () => null,
      )
      if (response === null) return `${path} refused`
      const text = (await response.text()).replaceAll(url, '')
      return `${path} ${response.status} ${response.headers.get('content-disposition')} ${text}`
    }),
  )

let holder = 0

/** Patients read their cards until the process is killed; tells the files that it acknowledged. */
async function killedUnderLoad(served: ServeProcess, extraMillis: number): Promise<readonly string[]> {
  const acknowledged: string[] = []
  const life = new AbortController()
  const patients = async (): Promise<void> => {
    while (!life.signal.aborted) {
      holder += 1
      const face = await readCard(served.url, String(holder % 5000)).catch(() => null)
      if (face !== null) acknowledged.push(face)
    }
  }
  const work = Promise.all(Array.from({ length: 6 }, patients))
  await expect.poll(() => acknowledged.length, { timeout: 20_000, interval: 10 }).toBeGreaterThan(3)
  await new Promise((done) => {
    setTimeout(done, extraMillis)
  })
  await served.kill()
  life.abort()
  await work
  return acknowledged
}

/** Every acknowledged reading is there, and every reading is whole: a mark on the card, a consent, a file. */
async function expectKept({ url }: ServeProcess, acknowledged: readonly string[]): Promise<void> {
  const kept = await faceNames(url)
  for (const name of acknowledged) expect(kept).toContain(name)
  const { events } = record.parse(await (await fetch(`${url}/api/worlds/default/snapshot`)).json())
  const count = (kind: string): number => events.filter((event) => event.kind === kind).length
  expect([count('card') >= kept.length, count('consent'), count('face-file')]).toEqual([true, kept.length, kept.length])
}

describe.each([onFile, onServer])('two processes over $name', ({ place }) => {
  it('answer the same bytes while changes go to either of them, and one outlives the other', async () => {
    const store = await place()
    const [one, other] = await Promise.all([start(store), start(store)])
    const shared = 'api/worlds/shared'
    const changes: readonly ((at: string) => Promise<unknown>)[] = [
      (at) => send(`${at}/api/worlds`, 'POST', { id: 'shared' }),
      (at) => readCard(`${at}/w/shared`, '4711'),
      (at) => send(`${at}/${shared}/clock`, 'PUT', { now: '2026-12-01T09:30:00+09:00' }),
      (at) => send(`${at}/${shared}/changes/4711`, 'POST', { what: { kind: 'suspend' } }),
      (at) => send(`${at}/api/worlds`, 'POST', { id: 'other', seed: 3 }),
      (at) => send(`${at}/${shared}/faults/line-down`, 'PUT', { on: true }),
      (at) => send(`${at}/${shared}/reset`, 'POST', {}),
      (at) => send(`${at}/api/worlds/other`, 'DELETE', {}),
    ]
    const seen = new Set<string>()
    for (const [turn, change] of changes.entries()) {
      await change(turn % 2 === 0 ? one.url : other.url)
      const [right, same] = await Promise.all([answersOf(one), answersOf(other)])
      expect(same).toEqual(right)
      seen.add(right.join())
    }
    expect(seen.size).toBeGreaterThan(5)
    await expectKept(one, await killedUnderLoad(other, 50))
    for (const { printed } of [one, other]) expect(printed()).not.toContain(encodeURIComponent(SERVER_PASSWORD))
    expect(await one.stop()).toBe(0)
  })
})

describe.each(isSoak ? [onFile, onServer] : [onFile])(
  'a process over $name that is killed at any moment',
  ({ place }) => {
    it('has kept every change that it acknowledged, and no half of another', async () => {
      const store = await place()
      const acknowledged: string[] = []
      for (let kill = 0; kill < (isSoak ? 30 : 1); kill += 1) {
        acknowledged.push(...(await killedUnderLoad(await start(store), (kill * 37 + 11) % 250)))
      }
      const survivor = await start(store)
      await expectKept(survivor, acknowledged)
      expect(await readCard(survivor.url, '4711')).not.toBeNull()
    })
  },
)
