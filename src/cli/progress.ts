import type { Io } from './io.ts'

/** 進み具合: one line on stderr that is written over; nothing in CI or when piped. */
export interface Progress {
  readonly report: (done: number, planned: number, label: string) => void
  readonly finish: () => void
}

const silent: Progress = { report: () => undefined, finish: () => undefined }
const INTERVAL_MILLIS = 100
const CLEAR_LINE = '\r\u001B[2K'

/** Creates a progress line. */
export function createProgress(io: Io): Progress {
  if (!io.showsProgress) return silent
  let last = Number.NEGATIVE_INFINITY
  return {
    report: (done, planned, label) => {
      const now = performance.now()
      if (now - last < INTERVAL_MILLIS) return
      last = now
      io.warn(`${CLEAR_LINE}${done}/${planned} ${label}`)
    },
    finish: () => io.warn(CLEAR_LINE),
  }
}
