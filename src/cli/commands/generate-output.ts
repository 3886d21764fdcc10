import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Io } from '../io.ts'
import { ConfigurationError } from '../usage-error.ts'

/** A place that takes a long text piece by piece, never more than a piece in memory. */
export interface Sink {
  /** False when the reader at the other end has gone. */
  readonly write: (bytes: Uint8Array) => Promise<boolean>
  /** Makes the file appear under its name; a file that was never closed does not. */
  readonly close: () => void
}

const cannotWrite = (file: string, error: unknown): ConfigurationError => {
  const why = error instanceof Error ? error.message : String(error)
  return new ConfigurationError({
    ja: `"${file}" に書けません: ${why}`,
    en: `"${file}" cannot be written: ${why}`,
  })
}

/** Throws when a file is there and may not be written over. */
export function refuseToOverwrite(file: string, force: boolean): void {
  if (force || !existsSync(file)) return
  throw new ConfigurationError({
    ja: `"${file}" はすでにあります。上書きするには --force を付けてください。`,
    en: `"${file}" exists. Add --force to write over it.`,
  })
}

/** Writes a whole file, its folder too. */
export function writeWhole(file: string, content: Uint8Array | string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  } catch (error) {
    throw cannotWrite(file, error)
  }
}

function fileSink(file: string, force: boolean): Sink {
  refuseToOverwrite(file, force)
  const part = `${file}.part`
  try {
    mkdirSync(dirname(file), { recursive: true })
    const descriptor = openSync(part, 'w')
    return {
      write: async (bytes) => {
        try {
          for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
        } catch (error) {
          closeSync(descriptor)
          rmSync(part, { force: true })
          throw cannotWrite(file, error)
        }
        // Between two pieces the process listens, to Ctrl+C among others.
        await setImmediate()
        return true
      },
      close: () => {
        closeSync(descriptor)
        renameSync(part, file)
      },
    }
  } catch (error) {
    throw cannotWrite(file, error)
  }
}

/** Waits until a stream takes more; a reader that went away, such as head, closes it and never drains. */
async function drained(stream: NodeJS.WriteStream): Promise<void> {
  const waiting = new AbortController()
  const { signal } = waiting
  try {
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })])
  } finally {
    waiting.abort()
  }
}

function standardOutput(io: Io, isText: boolean): Sink {
  const { stdout } = process
  const decoder = new TextDecoder()
  let isOpen = true
  const onError = (): void => {
    isOpen = false
  }
  stdout.on('error', onError)
  return {
    write: async (bytes) => {
      if (isText) io.print(decoder.decode(bytes, { stream: true }))
      else stdout.write(bytes)
      if (stdout.writableNeedDrain) await drained(stdout).catch(onError)
      await setImmediate()
      return isOpen
    },
    close: () => undefined,
  }
}

/** Opens `--out`: a file, or `-` for the standard output. `isText` says that the bytes are UTF-8. */
export const openSink = (out: string, io: Io, options: { readonly force: boolean; readonly isText: boolean }): Sink =>
  out === '-' ? standardOutput(io, options.isText) : fileSink(out, options.force)

/** A name that every file system takes: letters, digits, point, hyphen and underscore. */
export const safeName = (text: string): string => text.replaceAll(/[^\w.-]/g, '_').replaceAll(/^\.+/g, '_')
