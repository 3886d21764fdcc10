import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts')

/** A real `serve` in a process of its own. */
export interface ServeProcess {
  readonly url: string
  /** Everything it has printed so far. */
  readonly printed: () => string
  /** Ends it at once, as a power cut would. */
  readonly kill: () => Promise<void>
  /** Ends it as Ctrl+C does; tells the exit code. */
  readonly stop: () => Promise<number | null>
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return child.exitCode
}

/** Starts `serve` with these arguments on a free port; rejects with what it printed when it ends before it listens. */
export function startServe(args: readonly string[]): Promise<ServeProcess> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--lang', 'en', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString()
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0]
      if (url === undefined) return
      resolve({
        url,
        printed: () => printed,
        kill: async () => void (await ended(child, 'SIGKILL')),
        stop: () => ended(child, 'SIGINT'),
      })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${printed}`)))
  })
}
