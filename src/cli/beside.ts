import { Worker } from 'node:worker_threads'
import type { SuiteResult, SuiteRun } from './join.ts'
import type { SuiteWorkerData, SuiteWorkerMessage } from './suite-worker.ts'
import { UsageError } from './usage-error.ts'

/** From source the worker is TypeScript, from a package JavaScript. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './suite-worker.ts' : './suite-worker.js', import.meta.url)

const isMessage = (message: unknown): message is SuiteWorkerMessage =>
  typeof message === 'object' && message !== null && 'type' in message

/**
 * 並行して検査する: runs a suite in a thread of its own, beside another suite in this one. Only for our own systems: a system
 * of others may not stand two suites at once.
 */
export function runSuiteBeside({ progress, ...run }: SuiteRun): Promise<SuiteResult> {
  const workerData: SuiteWorkerData = { run }
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData })
    worker.on('message', (message: unknown) => {
      if (!isMessage(message)) return
      if (message.type === 'progress') return progress(message.done, message.planned, message.label)
      if (message.type === 'done') resolve(message.result)
      else reject(new UsageError(message.both))
      void worker.terminate()
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`the thread of suite ${run.suite} ended with ${code}`)))
  })
}
