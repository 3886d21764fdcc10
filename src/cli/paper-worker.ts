import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { Result } from '../domain/result.ts'
import type { AnyReading } from '../wire/paper/any.ts'
import type { PaperProblem } from '../wire/paper/problem.ts'

/** What the worker says: that it is about to read, then what it read. */
export type PaperWorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'done'; readonly result: Result<AnyReading, PaperProblem> }

/** What the worker is given; anything else is not meant for it. */
export interface PaperWorkerData {
  readonly paper: Uint8Array
}

const isOurs = (data: unknown): data is PaperWorkerData =>
  typeof data === 'object' && data !== null && 'paper' in data && data.paper instanceof Uint8Array

async function work(bytes: Uint8Array): Promise<void> {
  const { readAnyPaper } = await import('../wire/paper/any.ts')
  // A port of Node has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const say = (message: PaperWorkerMessage): void => parentPort?.postMessage(message)
  say({ type: 'ready' })
  say({ type: 'done', result: await readAnyPaper(bytes) })
}

const data: unknown = workerData
if (!isMainThread && isOurs(data)) await work(data.paper)
