import { type BigIntStats, constants, watch } from 'node:fs'
import { copyFile, link, lstat, mkdir, open, readdir, realpath, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type Result, err, ok } from '../../src/domain/result.ts'
import type { Entry } from './requests.ts'

/** The word of the system for what went wrong, e.g. `ENOSPC`; ours are in lower case: `changed`, `in-the-way`. */
export type DiskError = string

const codeOf = (error: unknown): DiskError | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

/** Runs an operation of the file system; what the system refuses is a problem, anything else a defect. */
async function attempt<T>(operation: () => Promise<T>): Promise<Result<T, DiskError>> {
  try {
    return ok(await operation())
  } catch (error) {
    const code = codeOf(error)
    if (code === null) throw error
    return err(code)
  }
}

const KINDS = [
  ['file', (stats: BigIntStats) => stats.isFile()],
  ['folder', (stats: BigIntStats) => stats.isDirectory()],
  ['link', (stats: BigIntStats) => stats.isSymbolicLink()],
] as const

const inodeOf = (stats: BigIntStats): string => `${stats.dev}:${stats.ino}`
const versionOf = (stats: BigIntStats): string => `${inodeOf(stats)}:${stats.size}:${stats.mtimeNs}`

const entryOf = (name: string, stats: BigIntStats): Entry => ({
  name,
  kind: KINDS.find(([, is]) => is(stats))?.[0] ?? 'other',
  size: Number(stats.size),
  inode: inodeOf(stats),
  version: versionOf(stats),
})

const look = (folder: string, name: string): Promise<Result<Entry, DiskError>> =>
  attempt(async () => entryOf(name, await lstat(join(folder, name), { bigint: true })))

/** An ordinary folder; links are not followed. */
export type FolderState =
  | { readonly kind: 'there'; readonly inode: string }
  | { readonly kind: 'made'; readonly inode: string }
  | { readonly kind: 'absent' | 'in-the-way' | 'failed'; readonly code: DiskError }

async function folderAt(path: string): Promise<FolderState> {
  const found = await attempt(() => lstat(path, { bigint: true }))
  if (!found.ok) return { kind: found.problem === 'ENOENT' ? 'absent' : 'failed', code: found.problem }
  if (!found.value.isDirectory()) return { kind: 'in-the-way', code: 'ENOTDIR' }
  return { kind: 'there', inode: inodeOf(found.value) }
}

/** A folder, made when it is absent and `make` is true. Its parents are not made: a share that went away stays away. */
export async function seeFolder(path: string, make: boolean): Promise<FolderState> {
  const found = await folderAt(path)
  if (found.kind !== 'absent' || !make) return found
  const made = await attempt(() => mkdir(path))
  if (!made.ok && made.problem !== 'EEXIST') return { kind: 'failed', code: made.problem }
  const now = await folderAt(path)
  return now.kind === 'there' ? { kind: 'made', inode: now.inode } : now
}

/** The folder that is to be served, made with its parents; its path without links. */
export const prepareRoot = (path: string): Promise<Result<string, DiskError>> =>
  attempt(async () => {
    await mkdir(path, { recursive: true })
    return realpath(path)
  })

/** How many files are looked at together. */
const AT_ONCE = 32

/** What lies in a folder, in the order of names; files that vanish meanwhile are left out. */
export async function listFolder(path: string): Promise<Result<readonly Entry[], DiskError>> {
  const names = await attempt(() => readdir(path))
  if (!names.ok) return names
  const sorted = names.value.toSorted()
  const entries: Entry[] = []
  for (let from = 0; from < sorted.length; from += AT_ONCE) {
    const some = sorted.slice(from, from + AT_ONCE)
    const seen = await Promise.all(some.map((name) => look(path, name)))
    for (const [index, entry] of seen.entries()) {
      const name = some[index] ?? ''
      if (entry.ok) entries.push(entry.value)
      else if (name.includes('\uFFFD')) entries.push({ name, kind: 'file', size: 0, inode: name, version: name })
    }
  }
  return ok(entries)
}

/** Opens what is a regular file only, never waits for the other end of a pipe, never follows a link. */
const READ_SAFELY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** The whole content of a file of at most `limit` bytes; `changed` when it is not the version asked for, or no longer. */
export async function readVersion(
  folder: string,
  name: string,
  version: string,
  limit: number,
): Promise<Result<Uint8Array, DiskError>> {
  const read = await attempt(async () => {
    const file = await open(join(folder, name), READ_SAFELY)
    try {
      const before = await file.stat({ bigint: true })
      if (!before.isFile() || versionOf(before) !== version || before.size > limit) return null
      const bytes = new Uint8Array(Number(before.size))
      let filled = 0
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled)
        if (bytesRead === 0) return null
        filled += bytesRead
      }
      return versionOf(await file.stat({ bigint: true })) === version ? bytes : null
    } finally {
      await file.close()
    }
  })
  if (!read.ok) return read
  return read.value === null ? err('changed') : ok(read.value)
}

/** 書き方: how a result appears in its folder. `atomic` at once and whole; the others exercise clients. @see ASM-05 */
export type Writing = 'atomic' | 'create-then-modify' | 'slow'

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, millis)
  })

/** The version that was written, whatever happens to the name afterwards. */
async function writeNew(path: string, pieces: readonly Uint8Array[], millis: number): Promise<string> {
  const file = await open(path, 'wx')
  try {
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await pause(millis)
      await file.writeFile(piece)
    }
    return versionOf(await file.stat({ bigint: true }))
  } finally {
    await file.close()
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/** Writes beside and renames into place; on failure nothing is left. */
async function writeByRename(temporary: string, path: string, bytes: Uint8Array): Promise<string> {
  try {
    await removeIfThere(temporary)
    const version = await writeNew(temporary, [bytes], 0)
    await rename(temporary, path)
    return version
  } catch (error) {
    await removeIfThere(temporary).catch(() => undefined)
    throw error
  }
}

const thirds = (bytes: Uint8Array): readonly Uint8Array[] => {
  const third = Math.ceil(bytes.length / 3)
  return [bytes.subarray(0, third), bytes.subarray(third, third * 2), bytes.subarray(third * 2)]
}

const WRITERS: Readonly<Record<Writing, (to: Target, bytes: Uint8Array) => Promise<string>>> = {
  // From a folder that clients do not watch, so that they see a file being created and not one being renamed (HAB-13).
  atomic: async ({ folder, work, name }, bytes) => {
    try {
      return await writeByRename(join(work, 'result.tmp'), join(folder, name), bytes)
    } catch (error) {
      if (codeOf(error) !== 'EXDEV') throw error
      return writeByRename(join(folder, '~result.tmp'), join(folder, name), bytes)
    }
  },
  'create-then-modify': ({ folder, name }, bytes) => writeInPlace(join(folder, name), [new Uint8Array(), bytes], 100),
  slow: ({ folder, name }, bytes) => writeInPlace(join(folder, name), thirds(bytes), 150),
}

async function writeInPlace(path: string, pieces: readonly Uint8Array[], millis: number): Promise<string> {
  await removeIfThere(path)
  try {
    return await writeNew(path, pieces, millis)
  } catch (error) {
    await removeIfThere(path).catch(() => undefined)
    throw error
  }
}

/** Where a file is to appear, and a folder of ours on the same disk. */
export interface Target {
  readonly folder: string
  readonly work: string
  readonly name: string
}

export interface Published {
  readonly version: string
  readonly overwritten: boolean
}

/** Puts a whole file under its name; an existing file is replaced, a folder of that name is `in-the-way`. */
export async function publish(
  target: Target,
  bytes: Uint8Array,
  writing: Writing,
): Promise<Result<Published, DiskError>> {
  const { folder, name } = target
  const there = await look(folder, name)
  if (there.ok && there.value.kind === 'folder') return err('in-the-way')
  const written = await attempt(() => WRITERS[writing](target, bytes))
  if (!written.ok) return written
  return ok({ version: written.value, overwritten: there.ok })
}

/**
 * Writes more of a file in place: `bytes` from `from` (inclusive) to `until` (exclusive). Problem `changed` when it does not
 * end at `from`, `ENOENT` when somebody has taken it away.
 */
export async function growFile(
  folder: string,
  name: string,
  bytes: Uint8Array,
  from: number,
  until: number,
): Promise<Result<string, DiskError>> {
  const grown = await attempt(async () => {
    const file = await open(join(folder, name), constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const before = await file.stat()
      if (!before.isFile() || before.size !== from) return null
      await file.write(bytes, from, until - from, from)
      return versionOf(await file.stat({ bigint: true }))
    } finally {
      await file.close()
    }
  })
  if (!grown.ok) return grown
  return grown.value === null ? err('changed') : ok(grown.value)
}

/** Where requests are moved aside, below the folder of ours. */
const TAKEN = 'taken'

/** What became of an answered request: `replaced` when the client had put another one in its place, which stays. */
export type Removed = 'removed' | 'gone' | 'replaced'

/**
 * Takes a request out of its folder, but only the version that was answered: it is moved aside first and looked at again, so
 * that a file that a client put in its place in the meantime is never lost. With `to` it goes there under its own name.
 */
export async function takeAway(from: Target, version: string, to: string | null): Promise<Result<Removed, DiskError>> {
  const path = join(from.folder, from.name)
  if (to !== null) {
    const there = await look(to, from.name)
    if (there.ok && there.value.kind === 'folder') return err('in-the-way')
  }
  const aside = join(from.work, TAKEN, from.name)
  const moved = await attempt(() => rename(path, aside))
  if (!moved.ok) {
    if (moved.problem === 'ENOENT') return (await look(from.folder, from.name)).ok ? err('ENOENT') : ok('gone')
    if (moved.problem !== 'EXDEV') return moved
  }
  const at = moved.ok ? aside : path
  const found = await attempt(async () => versionOf(await lstat(at, { bigint: true })))
  if (!found.ok) return found
  if (found.value !== version) {
    if (moved.ok) await putBack(aside, path)
    return ok('replaced')
  }
  const done = await attempt(() => (to === null ? unlink(at) : move(at, to, from.name)))
  if (done.ok) return ok('removed')
  if (moved.ok) await putBack(aside, path)
  return done
}

/** Moves a file into a folder under a name, also from another disk. */
async function move(path: string, folder: string, name: string): Promise<void> {
  try {
    await rename(path, join(folder, name))
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error
    const temporary = join(folder, '~request.tmp')
    try {
      await removeIfThere(temporary)
      await copyFile(path, temporary, constants.COPYFILE_EXCL)
      await rename(temporary, join(folder, name))
    } catch (failed) {
      await removeIfThere(temporary).catch(() => undefined)
      throw failed
    }
    await unlink(path)
  }
}

/** Back to where it was, unless something newer lies there. */
async function putBack(aside: string, path: string): Promise<void> {
  const linked = await attempt(() => link(aside, path))
  if (linked.ok || linked.problem === 'EEXIST') await attempt(() => unlink(aside))
  else await attempt(() => rename(aside, path))
}

/** The folder of ours beside the three: made when it is absent, with what a run that was cut off had moved aside put back. */
export async function prepareWork(work: string, requests: string): Promise<FolderState> {
  const state = await seeFolder(work, true)
  if (state.kind !== 'there' && state.kind !== 'made') return state
  const taken = join(work, TAKEN)
  const names = await attempt(() => readdir(taken))
  if (names.ok) for (const name of names.value) await putBack(join(taken, name), join(requests, name))
  const there = await seeFolder(taken, true)
  return there.kind === 'there' || there.kind === 'made' ? state : there
}

/** Removes a file if it is still the version that was written. */
export async function removeVersion(folder: string, name: string, version: string): Promise<Result<void, DiskError>> {
  const found = await look(folder, name)
  if (!found.ok || found.value.version !== version) return ok(undefined)
  return attempt(() => unlink(join(folder, name)))
}

/** Tells of changes in a folder; null where that cannot be had, and looking regularly has to do. */
export function watchFolder(path: string, changed: () => void): { readonly close: () => void } | null {
  try {
    const watcher = watch(path, { persistent: false }, changed)
    watcher.on('error', () => watcher.close())
    return { close: () => watcher.close() }
  } catch {
    return null
  }
}
