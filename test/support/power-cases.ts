import { describe, expect, it } from 'vitest'
import { type PowerOptions, type PowerSubject, measurePower } from '../../src/conformance/power.ts'

/**
 * One share of a kill matrix, every edge of every requirement once; shares run in files of their own so that both cores
 * work.
 */
export function describePower(
  subjects: readonly PowerSubject[],
  options: Omit<PowerOptions, 'subjects'>,
  share: number,
  of: number,
): void {
  describe(`the kill matrix, share ${share + 1} of ${of}`, () => {
    const shared = subjects.filter((_, at) => at % of === share)
    it.each(shared.map((subject) => [subject.id, subject] as const))(
      '%s violates exactly the requirements that name it',
      async (_, subject) => {
        const power = await measurePower({ ...options, subjects: [subject] })
        const row = power.matrix[0]
        expect({ unexpected: row?.unexpected, missed: row?.missed }).toEqual({ unexpected: [], missed: [] })
        expect(row?.killed).toBe(true)
      },
      120_000,
    )
  })
}
