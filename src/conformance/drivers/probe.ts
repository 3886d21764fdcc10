import { type FSWatcher, mkdirSync, readFileSync, readdirSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { isProbeFile, probeFolders, putWhole } from './files.ts'
import { type Drive, answerText } from './function.ts'

/** How often is looked where the system does not tell of changes, in milliseconds. */
const LOOK_MILLIS = 50

/** A system that answers what is put into its probe folders. */
export interface ServedProbe {
  /** What is still being answered is answered to nobody. */
  readonly close: () => void
}

/** 探り: puts a system behind `DIR/probe`. A request is taken by removing it, and answered under its own name. */
export function serveProbe(dir: string, drive: Drive): ServedProbe {
  const at = probeFolders(dir)
  mkdirSync(at.in, { recursive: true })
  mkdirSync(at.out, { recursive: true })
  let work: Promise<void> = Promise.resolve()

  async function answer(name: string, text: string): Promise<void> {
    try {
      putWhole(at.out, name, await answerText(drive, text))
    } catch {
      // Whoever asks sees that nothing came.
    }
  }

  function look(): void {
    let names: readonly string[]
    try {
      names = readdirSync(at.in).filter(isProbeFile).toSorted()
    } catch {
      return
    }
    for (const name of names) {
      try {
        const text = readFileSync(join(at.in, name), 'utf8')
        rmSync(join(at.in, name))
        work = work.then(() => answer(name, text))
      } catch {
        // It was withdrawn.
      }
    }
  }

  const watcher: FSWatcher = watch(at.in, { persistent: false }, look)
  watcher.on('error', () => watcher.close())
  const timer = setInterval(look, LOOK_MILLIS)
  look()
  return {
    close: () => {
      clearInterval(timer)
      watcher.close()
    },
  }
}
