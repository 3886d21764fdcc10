import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FolderAccess } from '../reference/clinic/folder-access.ts'
import { putWhole } from './files.ts'

export interface DiskFoldersOptions {
  /** How long a result is waited for, in milliseconds; default 2500, for transport faults delay by 2 s at most. */
  readonly patienceMillis?: number
}

/** The first looks follow quickly; who waits for long need not hurry. In milliseconds. */
const SOON = 1
const LATER = 20

/** What an operation gives, or something else where the system refuses: a file may go at any moment. */
function orElse<T>(operation: () => T, otherwise: T): Promise<T> {
  try {
    return Promise.resolve(operation())
  } catch {
    return Promise.resolve(otherwise)
  }
}

/** 連携フォルダー on a disk, for a clinic of ours. */
export function diskFolders(dir: string, { patienceMillis = 2500 }: DiskFoldersOptions = {}): FolderAccess {
  const at = (folder: string, name: string): string => join(dir, folder, name)
  const arrival = (folder: string, name: string): bigint => statSync(at(folder, name), { bigint: true }).mtimeNs
  return {
    put: (name, bytes) =>
      orElse(() => {
        putWhole(join(dir, 'req'), name, bytes)
        return true
      }, false),
    list: (folder) =>
      orElse(() => {
        const files = readdirSync(join(dir, folder)).map((name) => ({ name, since: arrival(folder, name) }))
        return files.toSorted((a, b) => Number(a.since - b.since)).map(({ name }) => name)
      }, []),
    read: (folder, name) => orElse(() => new Uint8Array(readFileSync(at(folder, name))), null),
    remove: (folder, name) => orElse(() => rmSync(at(folder, name), { force: true }), undefined),
    waitFor: async (look) => {
      const end = performance.now() + patienceMillis
      for (let pause = SOON; ; pause = Math.min(pause * 1.5, LATER)) {
        const found = await look()
        if (found !== null || performance.now() > end) return found
        await sleep(pause)
      }
    },
  }
}
