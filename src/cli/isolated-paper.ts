import { Worker } from 'node:worker_threads'
import { type Result, err } from '../domain/result.ts'
import type { AnyReading } from '../wire/paper/any.ts'
import { type PaperProblem, paperProblem } from '../wire/paper/problem.ts'
import type { PaperWorkerData, PaperWorkerMessage } from './paper-worker.ts'

/** 隔離の上限: how long and in how much memory a paper of strangers may be read. */
export interface Isolation {
  /** Milliseconds from the moment at which reading begins; on a busy machine, of processor time. */
  readonly time: number
  /** Megabytes of the heap. */
  readonly memory: number
}

export const ISOLATION: Isolation = { time: 1_600, memory: 256 }

/** From source the worker is TypeScript, from a package JavaScript. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './paper-worker.ts' : './paper-worker.js', import.meta.url)

const isMessage = (message: unknown): message is PaperWorkerMessage =>
  typeof message === 'object' && message !== null && 'type' in message

/** The loading of the libraries has its own, longer limit: it is not the fault of the file. */
const LOADING = 20_000

/** A busy machine may take so many times longer: then it is not the file that is slow. */
const PATIENCE = 6

/** Milliseconds of processor time that this process has used, all its threads together. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const isMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

/**
 * 隔離して読む: reads a paper in a thread of its own, so that no file can hold up this process or use up its memory. What goes
 * over the limits is a problem like any other.
 */
export function readIsolated(
  bytes: Uint8Array,
  { time, memory }: Isolation = ISOLATION,
): Promise<Result<AnyReading, PaperProblem>> {
  const workerData: PaperWorkerData = { paper: bytes }
  return new Promise((resolve) => {
    const worker = new Worker(WORKER, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      stdout: true,
      stderr: true,
    })
    const late = (): void => answer(err(paperProblem('SIM-D009', { limit: time })))
    let usedBefore = 0
    const lateUnlessStarved = (turns: number): void => {
      const left = time - (processorTime() - usedBefore)
      if (left <= 0 || turns <= 0) return late()
      timer = setTimeout(lateUnlessStarved, Math.max(left, time / 10), turns - 1)
    }
    let timer = setTimeout(late, LOADING)
    const answer = (result: Result<AnyReading, PaperProblem>): void => {
      clearTimeout(timer)
      resolve(result)
      void worker.terminate()
    }
    worker.on('message', (message: unknown) => {
      if (!isMessage(message)) return
      if (message.type === 'done') return answer(message.result)
      clearTimeout(timer)
      usedBefore = processorTime()
      timer = setTimeout(lateUnlessStarved, time, PATIENCE)
    })
    worker.on('error', (error: unknown) => {
      const reason = error instanceof Error ? error.message.slice(0, 120) : String(error)
      answer(err(isMemory(error) ? paperProblem('SIM-D010', { limit: memory }) : paperProblem('SIM-D008', { reason })))
    })
    worker.on('exit', () => answer(err(paperProblem('SIM-D008', { reason: 'the reader ended' }))))
  })
}
