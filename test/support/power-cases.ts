import { describe, expect, it } from 'vitest'
import { measurePower } from '../../src/conformance/power.ts'
import { mutantSubjects, powerDefaults } from './suites.ts'

/** One share of the kill matrix; shares run in files of their own so that both cores work. */
export function describePower(share: number, of: number): void {
  describe(`the kill matrix, share ${share + 1} of ${of}`, () => {
    const subjects = mutantSubjects().filter((_, at) => at % of === share)
    it.each(subjects.map((subject) => [subject.id, subject] as const))(
      '%s violates exactly the requirements that name it',
      async (_, subject) => {
        const power = await measurePower({ ...powerDefaults, seed: 1, subjects: [subject] })
        const row = power.matrix[0]
        expect({ unexpected: row?.unexpected, missed: row?.missed }).toEqual({ unexpected: [], missed: [] })
        expect(row?.killed).toBe(true)
      },
      60_000,
    )
  })
}
