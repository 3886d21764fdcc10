import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PowerOptions, type PowerSubject, measurePower } from '../../src/conformance/power.ts'

/** The soak plays every broken system through the cases of every requirement. */
const isSoak = fc.readConfigureGlobal().numRuns !== undefined

/**
 * One share of a kill matrix, every edge once; shares run in files of their own so that both cores work. A broken system
 * plays the cases of the requirements that name it; every requirement judges them. `madoguchi power` plays everything.
 */
export function describePower(
  subjects: readonly PowerSubject[],
  options: Omit<PowerOptions, 'subjects'>,
  share: number,
  of: number,
): void {
  const drawnFor = (id: string): string[] =>
    options.requirements.filter(({ mutants }) => isSoak || mutants.includes(id)).map((requirement) => requirement.id)
  const shared = subjects.filter((_, place) => place % of === share)

  describe(`the kill matrix, share ${share + 1} of ${of}`, () => {
    it.each(shared.map((subject) => [subject.id, subject] as const))(
      '%s violates exactly the requirements that name it',
      async (id, subject) => {
        const power = await measurePower({ ...options, drawn: drawnFor(id), subjects: [subject] })
        const row = power.matrix[0]
        expect({ unexpected: row?.unexpected, missed: row?.missed }).toEqual({ unexpected: [], missed: [] })
        expect(row?.killed).toBe(true)
      },
      120_000,
    )
  })
}
