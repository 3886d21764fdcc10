import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { SuiteResult, SuiteRun } from './join.ts'
import type { Both } from './lang.ts'

/** What the worker is given: a run without the function that shows its progress. */
export interface SuiteWorkerData {
  readonly run: Omit<SuiteRun, 'progress'>
}

/** What the worker says: how far it is, then what came out, or why nothing did. */
export type SuiteWorkerMessage =
  | { readonly type: 'progress'; readonly done: number; readonly planned: number; readonly label: string }
  | { readonly type: 'done'; readonly result: SuiteResult }
  | { readonly type: 'refused'; readonly both: Both }

const isOurs = (data: unknown): data is SuiteWorkerData => typeof data === 'object' && data !== null && 'run' in data

// A port of Node has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const say = (message: SuiteWorkerMessage): void => parentPort?.postMessage(message)

async function work({ run }: SuiteWorkerData): Promise<void> {
  const { runSuite } = await import('./join.ts')
  const { UsageError } = await import('./usage-error.ts')
  const progress: SuiteRun['progress'] = (done, planned, label) => say({ type: 'progress', done, planned, label })
  try {
    say({ type: 'done', result: await runSuite({ ...run, progress }) })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    say({ type: 'refused', both: error.both })
  }
}

const data: unknown = workerData
if (!isMainThread && isOurs(data)) await work(data)
