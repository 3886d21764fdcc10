import { type Stats, type FSWatcher, watch } from 'node:fs'
import { lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Driver } from '../../../scenarios/ports.ts'
import type { DriverRequest } from '../../../scenarios/protocol.ts'
import {
  ANSWER_LIMIT_BYTES,
  type Exchange,
  type ProtocolDriverOptions,
  createProtocolDriver,
  idOfAnswer,
} from './protocol-driver.ts'

/** A request that lies untaken for this long tells that nobody looks for it, in milliseconds. */
export const TAKE_LIMIT_MILLIS = 5000
/** An answer that is no JSON is looked at again until it has not changed for this long, in milliseconds. */
const SETTLE_MILLIS = 300
/** How often is looked where the system does not tell of changes, in milliseconds. */
const LOOK_MILLIS = 25

export interface FilesDriverOptions extends ProtocolDriverOptions {
  /** Milliseconds; default {@link TAKE_LIMIT_MILLIS}. */
  readonly takeMillis?: number
}

/** Names that a program writes to before it renames. */
const TEMPORARY = /^[.~]|~$|\.(?:tmp|temp|part|partial)$/i

/** 探りのフォルダー: where requests are put, and where their answers are looked for under the same names. */
export const probeFolders = (dir: string): { readonly in: string; readonly out: string } => ({
  in: join(dir, 'probe', 'in'),
  out: join(dir, 'probe', 'out'),
})

/** True for the name of a whole request or answer. */
export const isProbeFile = (name: string): boolean => /\.json$/i.test(name) && !TEMPORARY.test(name)

/** Puts a file under its name at once and whole. */
export function putWhole(folder: string, name: string, content: string | Uint8Array): void {
  const temporary = join(folder, `.${name}.tmp`)
  writeFileSync(temporary, content)
  renameSync(temporary, join(folder, name))
}

interface Waiting {
  readonly settle: (exchange: Exchange) => void
  readonly since: number
  taken: boolean
}

const remove = (path: string): void => rmSync(path, { force: true })

/** A regular file; null when there is none, so that nothing waits for the other end of a pipe. */
function fileAt(path: string): Stats | null {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true ? found : null
}

/** A driver that is a pair of folders: each request is a file in `DIR/probe/in`, its answer one in `DIR/probe/out`. */
export function filesDriver(folder: string, options: FilesDriverOptions = {}): Driver {
  const { takeMillis = TAKE_LIMIT_MILLIS } = options
  const dir = resolve(folder)
  const at = probeFolders(dir)
  // Names of one run never come again: what an earlier one left behind is nobody's answer.
  const run = Date.now().toString(36)
  const waiting = new Map<string, Waiting>()
  const seen = new Map<string, { readonly version: string; readonly since: number }>()
  let watcher: FSWatcher | null = null
  let timer: NodeJS.Timeout | null = null
  let isOpen = false
  let everTaken = false

  function open(): void {
    if (isOpen) return
    mkdirSync(at.in, { recursive: true })
    mkdirSync(at.out, { recursive: true })
    for (const path of [at.in, at.out])
      for (const name of readdirSync(path).filter(isProbeFile))
        if (fileAt(join(path, name)) !== null) remove(join(path, name))
    watcher = watch(at.out, { persistent: false }, look)
    watcher.on('error', () => watcher?.close())
    isOpen = true
  }

  function finish(name: string, exchange: Exchange): void {
    waiting.get(name)?.settle(exchange)
    waiting.delete(name)
    seen.delete(name)
    if (waiting.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }

  /** True when a file has not changed for a while. */
  function isSettled(name: string, { size, mtimeMs }: Stats): boolean {
    const version = `${size} ${mtimeMs}`
    const before = seen.get(name)
    if (before?.version === version) return performance.now() - before.since >= SETTLE_MILLIS
    seen.set(name, { version, since: performance.now() })
    return false
  }

  /** An answer under the name of an open request. */
  function take(name: string, file: Stats): void {
    const path = join(at.out, name)
    if (file.size > ANSWER_LIMIT_BYTES) {
      remove(path)
      return finish(name, { kind: 'failed', code: 'DRIVER_TOO_LARGE', seen: `${name}: ${file.size} bytes` })
    }
    const text = readFileSync(path, 'utf8')
    // What is no answer yet may be half of one.
    if (idOfAnswer(text) === null && !isSettled(name, file)) return
    remove(path)
    everTaken = true
    finish(name, { kind: 'text', text })
  }

  /** A file under a name that no request has. */
  function refuse(name: string, file: Stats): void {
    const [open] = waiting.keys()
    if (open === undefined || !isSettled(name, file)) return
    const what = `probe/out/${name}; an answer has the name of its request, ${open}`
    finish(open, { kind: 'failed', code: 'DRIVER_WRONG_ID', seen: what })
  }

  function missTheUntaken(): void {
    for (const [name, request] of waiting) {
      if (request.taken || fileAt(join(at.in, name)) === null) {
        request.taken = true
        everTaken = true
        continue
      }
      if (performance.now() - request.since < takeMillis) continue
      remove(join(at.in, name))
      const what = `nobody took ${join(at.in, name)} within ${takeMillis} ms`
      finish(name, { kind: 'failed', code: everTaken ? 'DRIVER_DIED' : 'DRIVER_UNREACHABLE', seen: what })
    }
  }

  function look(): void {
    if (waiting.size === 0) return
    try {
      for (const name of readdirSync(at.out)) {
        if (!isProbeFile(name)) continue
        const file = fileAt(join(at.out, name))
        if (file === null) continue
        if (waiting.has(name)) take(name, file)
        // Too late, or twice.
        else if (/^[0-9a-z]+-\d{4,}\.json$/.test(name)) remove(join(at.out, name))
        else refuse(name, file)
      }
      missTheUntaken()
    } catch (error) {
      for (const name of waiting.keys()) finish(name, unusable(error))
    }
  }

  const exchange = (request: DriverRequest, signal: AbortSignal): Promise<Exchange> =>
    new Promise((settle) => {
      const name = `${run}-${request.id.padStart(4, '0')}.json`
      try {
        open()
        putWhole(at.in, name, JSON.stringify(request))
      } catch (error) {
        return settle(unusable(error))
      }
      waiting.set(name, { settle, since: performance.now(), taken: false })
      timer ??= setInterval(look, LOOK_MILLIS)
      signal.addEventListener('abort', () => {
        finish(name, { kind: 'text', text: '' })
        remove(join(at.in, name))
      })
    })

  const stop = (): Promise<void> => {
    watcher?.close()
    for (const name of waiting.keys()) {
      finish(name, { kind: 'failed', code: 'DRIVER_DIED', seen: 'the run was stopped' })
      remove(join(at.in, name))
    }
    return Promise.resolve()
  }

  return createProtocolDriver({ name: `files:${folder}`, exchange, stop }, options)
}

const unusable = (error: unknown): Exchange => ({
  kind: 'failed',
  code: 'DRIVER_UNREACHABLE',
  seen: error instanceof Error ? error.message : String(error),
})
