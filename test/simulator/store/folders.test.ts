import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { member, population } from '../../../generators/index.ts'
import { instant } from '../../../src/domain/civil-date.ts'
import { type FolderNote, type Store, createSimulator } from '../../../simulator/index.ts'
import { serveFolders } from '../../../simulator/folders/index.ts'
import { memoryStore } from '../../../simulator/store/memory.ts'
import { StoreError } from '../../../simulator/store/port.ts'
import { QUICK, temporaryFolder, until } from '../folders/support.ts'
import { newestCover, registration } from '../support.ts'

const SMALL = { population: 5000 } as const
const { key } = newestCover(member(population({ seed: 42, size: SMALL.population }), 4711))

/** A store that can be made to fail. */
function frail() {
  const store = memoryStore()
  const state = { fails: false }
  const guarded =
    <A extends readonly unknown[], R>(act: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      if (state.fails) throw new StoreError('STORE_UNAVAILABLE', 'the test says so')
      return act(...given)
    }
  const failing: Store = { ...store, read: guarded(store.read), append: guarded(store.append) }
  return { store: failing, state }
}

async function site(store: Store) {
  const dir = temporaryFolder()
  const simulator = createSimulator({ ...SMALL, store })
  const notes: FolderNote[] = []
  const options = { ...QUICK, dir, note: (line: FolderNote) => void notes.push(line) }
  const served = await serveFolders(simulator.worlds, options, simulator.gate)
  if (!served.ok) throw new Error(served.problem)
  onTestFinished(served.value.close)
  const names = (folder: string): readonly string[] =>
    existsSync(join(dir, folder)) ? readdirSync(join(dir, folder)) : []
  await until(() => existsSync(join(dir, 'face')), 'the folders')
  return { dir, notes, names, drop: (name: string, bytes: Uint8Array) => writeFileSync(join(dir, 'req', name), bytes) }
}

describe('folders of a world in a store', () => {
  it('answer from what others did, and tell others what happened in them', async () => {
    const { store } = frail()
    const { dir, names, drop } = await site(store)
    const other = createSimulator({ ...SMALL, store })
    drop('OQSsiimm01req_1.xml', registration(key, 'K1'))
    await until(() => names('res').includes('OQSsiimm01res_1.xml'), 'the result')
    expect(await other.within('default', ({ state }) => state.referenceNumberOf('#4711', key))).toBe('K1')

    const read = { holder: '4711', acts: ['face'] }
    await other.fetch('/reader', { method: 'POST', body: JSON.stringify(read) })
    const [face = ''] = await until(() => (names('face').length > 0 ? names('face') : null), 'the file of the reader')
    rmSync(join(dir, 'face', face))
    await expect.poll(() => other.within('default', ({ state }) => state.faceFiles(0).length)).toBe(0)
  })

  it('leave a request where it is while the store does not answer, and serve it afterwards', async () => {
    const { store, state } = frail()
    const { names, notes, drop } = await site(store)
    state.fails = true
    drop('OQSsiimm01req_1.xml', registration(key, 'K1'))
    await until(() => notes.some(({ code }) => code === 'SIM-L019'), 'the note')
    expect(names('req')).toEqual(['OQSsiimm01req_1.xml'])
    expect(names('res')).toEqual([])
    state.fails = false
    await until(() => names('res').includes('OQSsiimm01res_1.xml'), 'the result')
    expect(notes.filter(({ code }) => code === 'SIM-L019')).toHaveLength(1)
  })

  it('give every clinic of a tree a world of its own that goes by the main clock', async () => {
    const { store } = frail()
    const { dir, names } = await site(store)
    mkdirSync(join(dir, '1312345678'))
    await until(() => names('1312345678').includes('req'), 'the folders of the clinic')
    const other = createSimulator({ ...SMALL, store })
    expect(await other.within('clinic-1312345678', ({ setup }) => setup.facility.institutionCode)).toBe('1312345678')
    const later = instant('2027-02-01T09:00:00+09:00')
    await other.within('default', (world) => world.moveTo(later))
    await expect.poll(() => other.within('clinic-1312345678', (world) => world.now())).toBe(later)
    const before = (await store.read('clinic-1312345678', null))?.events.length
    await new Promise((done) => {
      setTimeout(done, 300)
    })
    expect((await store.read('clinic-1312345678', null))?.events.length).toBe(before)
  })
})
