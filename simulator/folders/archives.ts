import type * as ZipLibrary from '@zip.js/zip.js/lib/zip-core-native.js'
import type { Instant } from '../../src/domain/civil-date.ts'
import { type Result, err, ok } from '../../src/domain/result.ts'
import { decodeText } from '../../src/wire/shift-jis.ts'
import { dosMoment } from '../../src/wire/zip.ts'
import { OQS_BODY_LIMIT } from '../doors.ts'
import type { SimCode } from '../messages.ts'
import { isArchiveName } from './requests.ts'

/** 暗号化の設定: what a terminal has in `encrypt.conf`, `encrypt_face.conf` and its store of passwords. @see facts/wire.md 1.4, ASM-22 */
export interface FolderEncryption {
  /** Opens requests and locks results; never shown anywhere. */
  readonly passphrase: string
  /** Beginnings of file names, e.g. `OQSmutic`: results of these are written as password ZIP. */
  readonly prefixes: readonly string[]
  /** The files of the reader, in `face`, are written as password ZIP too. */
  readonly face: boolean
}

/** A file as it lies in a folder, or as it lies in an archive. */
export interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Why an archive gives no request; the code has its sentence in the catalogue. */
export interface ArchiveProblem {
  readonly code: SimCode
  /** What was found, as far as it is none of the client's secrets. */
  readonly found: string
}

/** 暗号化したファイルの出し入れ of the folders of one simulator. */
/** What becomes of a text before it goes into an archive. */
type Written = (bytes: Uint8Array) => Uint8Array

export interface Archives {
  /** The request that is in a password ZIP, under its own name. */
  readonly open: (archive: NamedFile) => Promise<Result<NamedFile, ArchiveProblem>>
  /** A result as it goes to `res`: in a password ZIP when its prefix is set so. */
  readonly result: (file: NamedFile, at: Instant, written?: Written) => Promise<NamedFile>
  /** A file of the reader as it goes to `face`; its name is that of `faceName`. */
  readonly face: (file: NamedFile, at: Instant, written?: Written) => Promise<NamedFile>
  readonly faceName: (name: string) => string
}

const asZip = (name: string): string => name.replace(/\.[^.]*$/, '.zip')
const asXml = (name: string): string => name.replace(/\.zip$/i, '.xml')

// Half of a start: loaded with the first archive. Inflating is Node's own; no threads, nothing is fetched.
type Zip = typeof ZipLibrary
type Entry = ZipLibrary.Entry
let loading: Promise<Zip> | null = null
async function zip(): Promise<Zip> {
  loading ??= import('@zip.js/zip.js/lib/zip-core-native.js').then((library) => {
    library.configure({ useWebWorkers: false })
    return library
  })
  return loading
}

const problem = (code: SimCode, found: string): Result<never, ArchiveProblem> => err({ code, found })

const SHOWN = 60
// oxlint-disable-next-line no-control-regex -- control characters are what is hidden
const shown = (text: string): string => JSON.stringify(text.slice(0, SHOWN).replaceAll(/[\u0000-\u001F\u007F]/g, '?'))

/** An entry whose name is that of the request, in UTF-8 or as archivers of Windows write names. */
function isNamed(entry: Entry, name: string): boolean {
  const wanted = name.toLowerCase()
  if (entry.filename.toLowerCase() === wanted) return true
  const other = decodeText(entry.rawFilename, 'Shift_JIS')
  return other.ok && other.value.toLowerCase() === wanted
}

const AES_256 = 3

interface Wanted {
  /** Name of the only entry. */
  readonly name: string
  /** Null takes an entry that has no password. */
  readonly passphrase: string | null
}

/** The first two entries: more are never looked at. */
async function firstEntries(library: Zip, bytes: Uint8Array): Promise<readonly Entry[]> {
  const reader = new library.ZipReader(new library.Uint8ArrayReader(bytes), { filenameValidation: 'tolerant' })
  const entries: Entry[] = []
  for await (const entry of reader.getEntriesGenerator()) {
    entries.push(entry)
    if (entries.length === 2) break
  }
  return entries
}

/** Takes the one file out of an archive, at most as large as a request may be. */
async function takeOut(archive: NamedFile, wanted: Wanted): Promise<Result<NamedFile, ArchiveProblem>> {
  const library = await zip()
  const chunks: Uint8Array[] = []
  let size = 0
  let isTooLarge = false
  try {
    const [entry, second] = await firstEntries(library, archive.bytes)
    if (entry === undefined || second !== undefined) return problem('SIM-Z004', archive.name)
    if (entry.directory || !isNamed(entry, wanted.name)) return problem('SIM-Z005', shown(entry.filename))
    if (wanted.passphrase !== null && entry.extraFieldAES?.strength !== AES_256)
      return problem('SIM-Z006', archive.name)
    const writable = new WritableStream<Uint8Array>({
      write: (chunk) => {
        size += chunk.length
        isTooLarge ||= size > OQS_BODY_LIMIT
        if (isTooLarge) throw new RangeError('the entry is larger than a request may be')
        chunks.push(chunk.slice())
      },
    })
    const secret = wanted.passphrase === null ? {} : { password: wanted.passphrase }
    await entry.getData(writable, secret)
    return ok({ name: wanted.name, bytes: new Uint8Array(Buffer.concat(chunks)) })
  } catch (error) {
    if (isTooLarge) return problem('SIM-C006', archive.name)
    if (!(error instanceof Error)) throw error
    return problem(error.message === library.ERR_INVALID_PASSWORD ? 'SIM-Z002' : 'SIM-Z003', archive.name)
  }
}

async function lock(file: NamedFile, passphrase: string, at: Instant): Promise<NamedFile> {
  const library = await zip()
  const writer = new library.ZipWriter(new library.Uint8ArrayWriter())
  const { day, time } = dosMoment(at)
  await writer.add(file.name, new library.Uint8ArrayReader(file.bytes), {
    password: passphrase,
    encryptionStrength: AES_256,
    rawLastModDate: day * 65_536 + time,
    extendedTimestamp: false,
    dataDescriptor: false,
  })
  return { name: asZip(file.name), bytes: new Uint8Array(await writer.close()) }
}

/** A bulk result that the terminal delivers as a plain archive is locked as what is in it, not as an archive in an archive. */
async function unwrapped(file: NamedFile): Promise<NamedFile> {
  if (!isArchiveName(file.name)) return file
  const out = await takeOut(file, { name: asXml(file.name), passphrase: null })
  if (!out.ok) throw new TypeError(`${out.problem.code}: ${file.name} is no archive of the terminal`)
  return out.value
}

/** Only XML is text. */
const asWritten = (file: NamedFile, written: Written | undefined): NamedFile =>
  written !== undefined && file.name.endsWith('.xml') ? { ...file, bytes: written(file.bytes) } : file

/** Null: nothing is encrypted here, and requests that are come back. */
export function createArchives(encryption: FolderEncryption | null): Archives {
  const prefixes = (encryption?.prefixes ?? []).map((prefix) => prefix.toLowerCase())
  const isLocked = (name: string): boolean => prefixes.some((prefix) => name.toLowerCase().startsWith(prefix))
  return {
    open: async (archive) =>
      encryption === null
        ? problem('SIM-Z001', archive.name)
        : takeOut(archive, { name: asXml(archive.name), passphrase: encryption.passphrase }),
    result: async (file, at, written) =>
      encryption === null || !isLocked(file.name)
        ? file
        : lock(asWritten(await unwrapped(file), written), encryption.passphrase, at),
    face: async (file, at, written) =>
      encryption?.face === true ? lock(asWritten(file, written), encryption.passphrase, at) : file,
    faceName: (name) => (encryption?.face === true ? asZip(name) : name),
  }
}
