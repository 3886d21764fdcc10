import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PowerOptions, type PowerSubject, measurePower } from '../../src/conformance/power.ts'

/** The soak plays every broken system through the cases of every requirement. */
const isSoak = fc.readConfigureGlobal().numRuns !== undefined

/** How many of the others a broken system meets in an ordinary run. */
const OTHERS = 1

/**
 * One share of a kill matrix, every edge once; shares run in files of their own so that both cores work. A broken system
 * plays the cases of the requirements that name it and of about one other, which change from system to system; all of
 * them are judged. `madoguchi power` plays everything.
 */
export function describePower(
  subjects: readonly PowerSubject[],
  options: Omit<PowerOptions, 'subjects'>,
  share: number,
  of: number,
): void {
  const parts = Math.max(1, Math.round(options.requirements.length / OTHERS))
  const drawnFor = (id: string, place: number): string[] =>
    options.requirements
      .filter(({ mutants }, at) => isSoak || mutants.includes(id) || at % parts === place % parts)
      .map((requirement) => requirement.id)
  const shared = subjects.map((subject, place) => ({ subject, place })).filter(({ place }) => place % of === share)

  describe(`the kill matrix, share ${share + 1} of ${of}`, () => {
    it.each(shared.map(({ subject, place }) => [subject.id, subject, place] as const))(
      '%s violates exactly the requirements that name it',
      async (id, subject, place) => {
        const power = await measurePower({ ...options, drawn: drawnFor(id, place), subjects: [subject] })
        const row = power.matrix[0]
        expect({ unexpected: row?.unexpected, missed: row?.missed }).toEqual({ unexpected: [], missed: [] })
        expect(row?.killed).toBe(true)
      },
      120_000,
    )
  })
}
