import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DECISION_KINDS, PAPER_KINDS, PAYER_KINDS } from '../../src/domain/presentation.ts'
import { differences, firstOpinion, inWords, otherOpinion } from './compare.ts'
import { PLANTED_ERRORS, type PlantedError } from './planted-errors.ts'
import { type Reception, receptions } from './receptions.ts'
import type { Opinion } from './second-opinion.ts'

/** The soak draws ten times as many receptions, and other ones every time. */
const isSoak = fc.readConfigureGlobal().numRuns !== undefined
const COUNT = isSoak ? 200_000 : 20_000
const SEED = isSoak ? Date.now() % 4_294_967_296 : 42
const SAMPLE = 20_000
const TOLD = 5

const METHODS = [
  'M01',
  'M02',
  'M03',
  'M04',
  'M05',
  'M06',
  'M07',
  'M08',
  'M09',
  'M10',
  'M11',
  'M12',
  'M13',
  'M14',
  'M15',
  'M16',
  'M17',
  'M18',
  'M19',
  'M20a',
  'M20b',
  'M21',
  'M22',
  'M26',
  'M27',
  'M28',
  'M29',
  'M32',
]

interface Agreed {
  readonly reception: Reception
  readonly opinion: Opinion
}

/** Receptions of the ordinary seed on which both sides say the same: what a planted error has to break. */
const sample: readonly Agreed[] = [...receptions(42, SAMPLE)].map((reception) => ({
  reception,
  opinion: otherOpinion(reception),
}))

const tally = (values: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Where a side that holds a planted error first says something else, or null. */
function foundAt(error: PlantedError, side: (reception: Reception) => Opinion): number | null {
  const at = sample.findIndex(({ reception, opinion }) => {
    const seen = error.sees?.(reception) ?? reception
    const wrong = error.says?.(side(seen), reception) ?? side(seen)
    const isAbout =
      error.about === undefined || [wrong.method, opinion.method].some((id) => error.about?.includes(id ?? '') === true)
    return isAbout && differences(wrong, opinion).length > 0
  })
  return at === -1 ? null : at
}

describe('a second reading of the facts', () => {
  it(
    `agrees with decide() on ${COUNT.toLocaleString('en')} random presentations`,
    () => {
      const told: string[] = []
      let disagreements = 0
      let at = 0
      for (const reception of receptions(SEED, COUNT)) {
        const first = firstOpinion(reception)
        const second = otherOpinion(reception)
        if (differences(first, second).length > 0) {
          disagreements += 1
          if (told.length < TOLD) told.push(inWords(at, reception, first, second))
        }
        at += 1
      }
      expect(disagreements, `${disagreements} of ${COUNT}, seed ${SEED}\n${told.join('\n')}`).toBe(0)
    },
    isSoak ? 600_000 : 60_000,
  )

  it('meets every method of an acceptance at least 20 times', () => {
    const counts = tally(sample.map(({ opinion }) => opinion.method ?? 'none'))
    expect(METHODS.filter((id) => (counts.get(id) ?? 0) < 20)).toEqual([])
  })

  it('meets every outcome, payer, claim step and read level of the counter, and every paper', () => {
    const opinions = sample.map(({ opinion }) => opinion)
    expect(DECISION_KINDS.filter((kind) => (tally(opinions.map((one) => one.outcome)).get(kind) ?? 0) < 20)).toEqual([])
    expect(PAYER_KINDS.filter((kind) => !opinions.some(({ payers }) => payers.includes(kind)))).toEqual([])
    const claims = ['CURRENT', 'OLD', 'INSURER_ONLY', 'UNKNOWN', 'NONE'] as const
    expect(claims.filter((step) => !opinions.some(({ claim }) => claim === step))).toEqual([])
    const levels = ['R0', 'R1', 'R1+L', 'R3'] as const
    expect(levels.filter((level) => !opinions.some(({ reads }) => reads === level))).toEqual([])
    const shown = new Set<string>(
      sample.flatMap(({ reception }) => reception.presentation.shown.map(({ kind }) => kind)),
    )
    expect(PAPER_KINDS.filter((kind) => !shown.has(kind))).toEqual([])
  })

  it('draws the same receptions for the same seed and others for another', () => {
    const draw = (seed: number): string => JSON.stringify([...receptions(seed, 20)])
    expect(draw(1)).toBe(draw(1))
    expect(draw(1)).not.toBe(draw(2))
  })
})

describe('an error planted in one of the two', () => {
  it.each(PLANTED_ERRORS.map((error) => [error.name, error] as const))('%s: is found in either', (_name, error) => {
    expect(foundAt(error, firstOpinion)).not.toBeNull()
    expect(foundAt(error, otherOpinion)).not.toBeNull()
  })

  it('is not found where nothing is planted', () => {
    const nothing: PlantedError = { name: 'nothing', sees: (reception) => reception }
    expect(foundAt(nothing, firstOpinion)).toBeNull()
    expect(foundAt(nothing, otherOpinion)).toBeNull()
  })
})
