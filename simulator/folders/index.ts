import { join } from 'node:path'
import { type Result, ok } from '../../src/domain/result.ts'
import type { Gate } from '../store/gate.ts'
import { StoreError } from '../store/port.ts'
import type { SimulatedWorld } from '../world.ts'
import { DEFAULT_WORLD, type Worlds } from '../worlds.ts'
import { type FolderEncryption, createArchives } from './archives.ts'
import { type ClinicFolders, type WithinWorld, createClinicFolders } from './clinic.ts'
import { type DiskError, type Writing, listFolder, prepareRoot, watchFolder } from './disk.ts'
import { type FolderNote, createTroubles } from './messages.ts'

export type { FolderEncryption } from './archives.ts'
export type { Writing } from './disk.ts'
export type { FolderNote } from './messages.ts'

/** 連携フォルダーの設定: where the folders are and how they are served. */
export interface FolderOptions {
  /** Gets `req`, `res` and `face`; folders in it named by ten digits are those of further clinics. Made when absent. */
  readonly dir: string
  /** Name of the world that is asked; default the default world. While there is none of this name, nothing is taken. */
  readonly world?: string
  /** ResponseFileStayTime: minutes of the world's clock after which a result is forgotten; default 1440. */
  readonly stayMinutes?: number
  /** How results appear; default `atomic`. */
  readonly writing?: Writing
  /** パスワード付きZIP: requests may be archives, and results of some prefixes are; default none. */
  readonly encryption?: FolderEncryption
  /** What happens in the folders, in both languages. */
  readonly note?: (line: FolderNote) => void
  /** Milliseconds between two looks when nothing tells of changes; default 1000 (ASM-05). */
  readonly pollMillis?: number
  /** Milliseconds for which a request has to stay the same; default 300. */
  readonly settleMillis?: number
  /** Milliseconds for which a request that does not end as a message is waited for in addition; default 2000. */
  readonly patienceMillis?: number
}

/** Folders that are being served. */
export interface ServedFolders {
  /** The folder, without links. */
  readonly dir: string
  /** Ends after the look that is under way. */
  readonly close: () => Promise<void>
}

const CLINIC = /^\d{10}$/
const CLINICS = 1000
const DEFAULT_STAY = 1440

/** The clinic's own Japan: one that somebody opened for its code, or a copy of the main one that goes by its clock. */
function worldOfClinic(worlds: Worlds, main: SimulatedWorld, code: string): SimulatedWorld {
  const opened = worlds.list().find(({ setup }) => setup.facility.institutionCode === code)
  const id = `clinic-${code}`
  const world =
    opened ??
    worlds.create(id, { ...main.setup, facility: { ...main.setup.facility, institutionCode: code } }) ??
    worlds.get(id) ??
    main
  if (world.id === id) world.setClock(main.clockStand())
  return world
}

const throughGate =
  (gate: Gate): WithinWorld =>
  async (world, act) => {
    const done = await gate.within(world.id, async () => ({ result: await act() }))
    if (done === null) throw new StoreError('STORE_UNAVAILABLE', `world ${world.id} is gone`)
    return done.result
  }

/**
 * 連携ソフト: serves the folders of one clinic or of several. Problem: the word of the system when the folder cannot be used.
 * @see facts/wire.md 1.4, 1.5
 */
export async function serveFolders(
  worlds: Worlds,
  options: FolderOptions,
  gate: Gate | null = null,
): Promise<Result<ServedFolders, DiskError>> {
  const root = await prepareRoot(options.dir)
  if (!root.ok) return root
  const dir = root.value
  const { pollMillis = 1000, note = () => undefined } = options
  const troubles = createTroubles(note)
  const archives = createArchives(options.encryption ?? null)
  const held = new Set<string>()
  const clinics = new Map<string, ClinicFolders>()
  const clinicOf = (code: string | null): ClinicFolders => {
    const key = code ?? ''
    const known = clinics.get(key)
    if (known !== undefined) return known
    const clinic = createClinicFolders({
      base: code === null ? dir : join(dir, code),
      label: code === null ? '' : `${code}/`,
      stayMinutes: options.stayMinutes ?? DEFAULT_STAY,
      writing: options.writing ?? 'atomic',
      archives,
      ...(gate === null ? {} : { within: throughGate(gate) }),
      settle: options.settleMillis ?? 300,
      patience: options.patienceMillis ?? 2000,
      note,
    })
    clinics.set(key, clinic)
    return clinic
  }

  const watchers = new Map<string, { readonly key: string; readonly close: () => void }>()
  const watchAll = (wanted: ReadonlyMap<string, string>, changed: () => void): void => {
    for (const [path, { key, close }] of watchers) {
      if (wanted.get(path) === key) continue
      close()
      watchers.delete(path)
    }
    for (const [path, key] of wanted) {
      if (watchers.has(path)) continue
      const watcher = watchFolder(path, changed)
      if (watcher !== null) watchers.set(path, { key, close: watcher.close })
    }
  }

  const codesOf = async (): Promise<readonly string[]> => {
    const listing = await listFolder(dir)
    if (!listing.ok) return []
    const codes = listing.value.filter(({ name, kind }) => kind !== 'file' && CLINIC.test(name)).map(({ name }) => name)
    if (codes.length > CLINICS) troubles.report('SIM-L018', '')
    troubles.endRound()
    return codes.slice(0, CLINICS)
  }

  let closed = false
  let timer: NodeJS.Timeout | null = null
  let isSweeping = false
  let isWanted = false
  let sweeping: Promise<void> = Promise.resolve()

  /** One look at every clinic, one after the other; tells when the next one is due. */
  const sweep = async (): Promise<number> => {
    let next = pollMillis
    const wanted = new Map<string, string>()
    const name = options.world ?? DEFAULT_WORLD
    const main = gate === null ? worlds.get(name) : await gate.within(name, (world) => world)
    for (const code of main === null ? [] : [null, ...(await codesOf())]) {
      if (closed || main === null) break
      const clinic = clinicOf(code)
      const ofClinic = (): SimulatedWorld => (code === null ? main : worldOfClinic(worlds, main, code))
      const world = code === null || gate === null ? ofClinic() : await gate.everywhere(ofClinic)
      held.add(world.id)
      worlds.hold(world.id)
      next = Math.min(next, (await clinic.sweep(world, performance.now())) ?? pollMillis)
      for (const [path, key] of clinic.watched()) wanted.set(path, key)
    }
    watchAll(wanted, wake)
    return next
  }
  const round = (): void => {
    timer = null
    isSweeping = true
    isWanted = false
    sweeping = sweep()
      .catch((error: unknown) => {
        if (error instanceof StoreError) troubles.report('SIM-L019', '', error.message)
        else console.error(error)
        troubles.endRound()
        return pollMillis
      })
      .then((next) => {
        isSweeping = false
        if (!closed) timer = setTimeout(round, isWanted ? 1 : Math.max(1, next))
      })
  }
  function wake(): void {
    isWanted = true
    if (closed || isSweeping || timer === null) return
    clearTimeout(timer)
    timer = setTimeout(round, 1)
  }
  round()
  return ok({
    dir,
    close: async () => {
      closed = true
      if (timer !== null) clearTimeout(timer)
      await sweeping
      for (const id of held) worlds.letGo(id)
      for (const { close } of watchers.values()) close()
      watchers.clear()
    },
  })
}
