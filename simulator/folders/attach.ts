import { rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type Result, err, ok } from '../../src/domain/result.ts'
import type { SimulatedWorld } from '../world.ts'
import { createArchives } from './archives.ts'
import { createClinicFolders } from './clinic.ts'
import { type DiskError, listFolder, prepareRoot, seeFolder, watchFolder } from './disk.ts'
import type { FolderOptions } from './index.ts'
import { createRounds } from './rounds.ts'

/** 一つの世界のフォルダー: folders that one world serves, beside those of `serveFolders`. */
export interface AttachedFolder {
  /** The folder that has `req`, `res` and `face`, without links. */
  readonly dir: string
  /** Resolves when everything that the reader has sent is in `face`, and what a clinic has taken from there is known. */
  readonly look: () => Promise<void>
  /** Ends the service; the folders and what lies in them stay. */
  readonly close: () => Promise<void>
}

export type AttachOptions = Omit<FolderOptions, 'dir' | 'world'>

const DOORS = ['req', 'res', 'face'] as const

/** Takes away what an earlier world left, files only. The folders stay: a clinic may be watching them. */
async function empty(dir: string): Promise<void> {
  await rm(join(dir, '.work'), { recursive: true, force: true })
  for (const door of DOORS) {
    const path = join(dir, door)
    const listing = await listFolder(path)
    const files = listing.ok ? listing.value.filter(({ kind }) => kind !== 'folder') : []
    await Promise.all(files.map(({ name }) => unlink(join(path, name)).catch(() => undefined)))
  }
}

/**
 * 世界にフォルダーを付ける: makes and empties `dir` and serves it for one world until it is closed. Problem: the word of the
 * system when one of the folders cannot be used.
 */
export async function attachFolder(
  world: SimulatedWorld,
  folder: string,
  options: AttachOptions = {},
): Promise<Result<AttachedFolder, DiskError>> {
  const root = await prepareRoot(folder)
  if (!root.ok) return root
  const dir = root.value
  await empty(dir)
  for (const door of DOORS) {
    const state = await seeFolder(join(dir, door), true)
    if (!('inode' in state)) return err(state.code)
  }
  const { pollMillis = 1000 } = options
  const clinic = createClinicFolders({
    base: dir,
    label: '',
    stayMinutes: options.stayMinutes ?? 1440,
    writing: options.writing ?? 'atomic',
    archives: createArchives(options.encryption ?? null),
    settle: options.settleMillis ?? 300,
    patience: options.patienceMillis ?? 2000,
    note: options.note ?? (() => undefined),
  })
  const watchers = new Map<string, { readonly key: string; readonly close: () => void }>()
  const rounds = createRounds(async () => {
    const next = await clinic.sweep(world, performance.now())
    for (const [path, key] of clinic.watched()) {
      if (watchers.get(path)?.key === key) continue
      watchers.get(path)?.close()
      watchers.delete(path)
      const watcher = watchFolder(path, () => rounds.wake())
      if (watcher !== null) watchers.set(path, { key, close: watcher.close })
    }
    return next ?? pollMillis
  }, pollMillis)
  return ok({
    dir,
    look: rounds.look,
    close: async () => {
      await rounds.close()
      for (const { close } of watchers.values()) close()
    },
  })
}
