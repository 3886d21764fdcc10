import { type Instant, compactInstant } from '../../src/domain/civil-date.ts'
import { secondsBetween } from '../clock.ts'

/** A file that was written to the result folder. */
export interface WrittenResult {
  readonly name: string
  readonly version: string
  /** By the world's clock. */
  readonly at: Instant
}

/** 消し忘れ: results that lie in `res` for `stayMinutes` or longer by the world's clock. @see facts/wire.md 1.4 */
export const overdue = (written: readonly WrittenResult[], now: Instant, stayMinutes: number): WrittenResult[] =>
  written.filter(({ at }) => secondsBetween(at, now) >= stayMinutes * 60)

/** `del<yyyyMMddHHmmss>.txt`: one removed name a line. @see ASM-03 */
export const forgottenList = (
  names: readonly string[],
  now: Instant,
): { readonly name: string; readonly text: string } => ({
  name: `del${compactInstant(now)}.txt`,
  text: names.map((name) => `${name}\n`).join(''),
})
