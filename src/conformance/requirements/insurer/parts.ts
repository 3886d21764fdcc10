import type { Examination, Finding } from '../../requirement.ts'

/** What one part of an examination saw, and what it found. */
export interface Part {
  /** Occasions on which the requirement could be seen to hold or to fail. */
  readonly seen: number
  readonly findings: readonly Finding[]
}

export const NOTHING: Part = { seen: 0, findings: [] }

/** The examination that its parts make; none without an occasion. What rests on the reading of documents is observed. */
export function concluded(parts: readonly Part[], evidence: Examination['evidence'] = 'observed'): Examination | null {
  const seen = parts.reduce((sum, part) => sum + part.seen, 0)
  return seen === 0 ? null : { evidence, findings: parts.flatMap(({ findings }) => findings) }
}
