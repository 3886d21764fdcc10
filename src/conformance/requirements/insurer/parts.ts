import type { CivilDate } from '../../../domain/civil-date.ts'
import type { FindingCode } from '../../findings.ts'
import type { Examination, Finding } from '../../requirement.ts'

/** What one part of an examination saw, and what it found. */
export interface Part {
  /** Occasions on which the requirement could be seen to hold or to fail. */
  readonly seen: number
  readonly findings: readonly Finding[]
}

export const NOTHING: Part = { seen: 0, findings: [] }

/** One occasion, with what was found on it. */
export const part = (findings: readonly Finding[]): Part => ({ seen: 1, findings })

/** One occasion on which one thing was wrong. */
export const found = (code: FindingCode, step: number, expected: string, actual: string): Part =>
  part([{ code, step, expected, actual }])

/** Whether a paper with this last day, inclusive, may be used on a day or later; null is without an end. */
export const runsInto = (day: CivilDate, last: CivilDate | null): boolean => last === null || last >= day

/** The examination that its parts make; none without an occasion. What rests on the reading of documents is observed. */
export function concluded(parts: readonly Part[], evidence: Examination['evidence'] = 'observed'): Examination | null {
  const seen = parts.reduce((sum, part) => sum + part.seen, 0)
  return seen === 0 ? null : { evidence, findings: parts.flatMap(({ findings }) => findings) }
}
