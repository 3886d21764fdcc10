import { parseFileName } from '../../src/wire/file-name.ts'
import type { FolderCode } from './messages.ts'

/** フォルダーの一項目: one name of a listing, as it was seen without opening it. */
export interface Entry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  /** Bytes. */
  readonly size: number
  /** The file behind the name, the same after it was renamed. */
  readonly inode: string
  /** Changes whenever the file is replaced, grows, shrinks or is written again. */
  readonly version: string
}

/** What a name in the request folder is. */
export type NameClass = 'request' | 'temporary' | 'unusable' | 'result' | 'other'

const TEMPORARY = /^[.~]|~$|\.(?:tmp|temp|part|partial|filepart|crdownload|bak|swp)$/i
const REQUEST_EXTENSION = /\.(?:xml|zip)$/i

/**
 * 要求の名前か: `temporary` names are those that clients write to before they rename; files of any other name that end
 * as requests do are taken and refused with a text. @see facts/wire.md 1.1, 1.5 (drop), HAB-11
 */
export function nameClassOf(name: string): NameClass {
  if (TEMPORARY.test(name)) return 'temporary'
  if (!REQUEST_EXTENSION.test(name)) return 'other'
  if (name.includes('\uFFFD')) return 'unusable'
  const parsed = parseFileName(name)
  if (parsed.ok) return parsed.value.direction === 'req' ? 'request' : 'result'
  const { code } = parsed.problem
  return code === 'SIM-F002' || code === 'SIM-F003' ? 'request' : 'unusable'
}

/** How a file was found at the last look, and since when it is like that. */
export interface Look {
  readonly inode: string
  readonly version: string
  /** Milliseconds of a steady clock. */
  readonly since: number
  /** It was seen under another name before: the client has finished it and renamed it into place. */
  readonly renamed: boolean
}

export type Looks = ReadonlyMap<string, Look>

export interface Patience {
  /** How long a file has to stay the same between two looks, in milliseconds. */
  readonly settle: number
  /** How long a file that does not end like a message is waited for, in milliseconds. */
  readonly patience: number
}

/** A request that may be taken. */
export interface Candidate {
  readonly name: string
  readonly version: string
  readonly size: number
  /** True when its content need not look finished: it was renamed into place, or waited for long enough. */
  readonly final: boolean
}

export interface RequestPlan {
  /** In the order in which they were finished. */
  readonly candidates: readonly Candidate[]
  readonly troubles: readonly { readonly name: string; readonly code: FolderCode }[]
  readonly looks: Looks
  /** Milliseconds until the next look that can change something; null when nothing is waited for. */
  readonly again: number | null
}

const KIND_TROUBLES = { folder: 'SIM-L001', link: 'SIM-L002', other: 'SIM-L003' } as const
const CLASS_TROUBLES = { unusable: 'SIM-L004', other: 'SIM-L005', result: 'SIM-L006' } as const

function lookAt(entry: Entry, before: Looks, known: ReadonlyMap<string, string>, now: number): Look {
  const { name, inode, version } = entry
  const last = before.get(name)
  if (last?.version === version) return last
  const formerName = known.get(version)
  const renamed = last?.inode !== inode && formerName !== undefined && formerName !== name
  return { inode, version, since: now, renamed }
}

/**
 * 要求フォルダーを見る: what to do with a listing. A file is taken when two looks `settle` apart agree, at once when it was
 * renamed into place, and not at all when it is none that we may open. @see facts/wire.md 1.5, HAB-10, HAB-11
 */
export function planRequests(
  before: Looks,
  entries: readonly Entry[],
  now: number,
  { settle, patience }: Patience,
): RequestPlan {
  const known = new Map([...before].map(([name, { version }]) => [version, name]))
  const looks = new Map<string, Look>()
  const candidates: (Candidate & { readonly since: number })[] = []
  const troubles: { name: string; code: FolderCode }[] = []
  let again: number | null = null
  const wait = (millis: number): void => {
    again = again === null ? millis : Math.min(again, millis)
  }
  for (const entry of entries) {
    const { name, kind, version, size } = entry
    const nameClass = nameClassOf(name)
    if (kind !== 'file') {
      if (REQUEST_EXTENSION.test(name) && nameClass !== 'temporary') troubles.push({ name, code: KIND_TROUBLES[kind] })
      continue
    }
    const look = lookAt(entry, before, known, now)
    looks.set(name, look)
    if (nameClass === 'temporary') continue
    const waited = now - look.since
    if (nameClass !== 'request') {
      if (waited >= patience) troubles.push({ name, code: CLASS_TROUBLES[nameClass] })
      else wait(patience - waited)
      continue
    }
    const final = look.renamed || waited >= settle + patience
    if (final || waited >= settle) candidates.push({ name, version, size, final, since: look.since })
    if (!final) wait((waited >= settle ? settle + patience : settle) - waited)
  }
  const finished = candidates.toSorted((a, b) => a.since - b.since || (a.name < b.name ? -1 : 1))
  return {
    candidates: finished.map(({ name, version, size, final }) => ({ name, version, size, final })),
    troubles,
    looks,
    again,
  }
}

const END = /<\/XmlMsg\s*>\s*$/
const TAIL = 256

/** True when the bytes end as a message ends, in either encoding: what was written slowly does not until it is whole. */
export function endsLikeMessage(bytes: Uint8Array): boolean {
  // Every byte of the end tag is ASCII in UTF-8 and in Shift_JIS.
  return END.test(String.fromCharCode(...bytes.subarray(-TAIL)))
}

const ZIP = /\.zip$/i

/** True for the name of a request or result that is an archive. */
export const isArchiveName = (name: string): boolean => ZIP.test(name)

const END_OF_DIRECTORY = [0x50, 0x4b, 0x05, 0x06] as const
const END_LENGTH = 22
const COMMENT = 1024

/** True when the bytes end as an archive ends: its directory is written last, so one that is being written does not. */
export function endsLikeArchive(bytes: Uint8Array): boolean {
  const last = bytes.length - END_LENGTH
  for (let at = last; at >= Math.max(0, last - COMMENT); at -= 1) {
    const isEnd = END_OF_DIRECTORY.every((byte, index) => bytes[at + index] === byte)
    if (isEnd && (bytes[at + 20] ?? 0) + (bytes[at + 21] ?? 0) * 256 === last - at) return true
  }
  return false
}

/** True when a request looks whole: a message by its end tag, an archive by its directory. */
export const endsLikeRequest = (name: string, bytes: Uint8Array): boolean =>
  isArchiveName(name) ? endsLikeArchive(bytes) : endsLikeMessage(bytes)
