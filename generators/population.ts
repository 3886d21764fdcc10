import { type CivilDate, civilDate, toDayNumber } from '../src/domain/civil-date.ts'
import { hash32 } from './seed.ts'

/** Version of the generators: the same version, seed and reference date give the same people for ever. */
export const GENERATOR_VERSION = 1

/** 総人口: how many people a population has unless told otherwise, and at most. @see facts/rules.md section 8 */
export const WHOLE_OF_JAPAN = 125_000_000

/** 合成人口: a description of everybody; nobody is stored. Plain data. */
export interface Population {
  readonly version: number
  readonly seed: number
  /** The day on which ages, jobs and cards are as the statistics say. */
  readonly referenceDate: CivilDate
  /** {@link referenceDate} as a day number, so that it is counted once. */
  readonly referenceDay: number
  /** What version, seed and reference date come to in 32 bits; every draw starts from it. */
  readonly salt: number
  /** Indices run from 0 to size - 1. The first people of a small population are the first of a large one. */
  readonly size: number
}

export interface PopulationOptions {
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /** Default 2026-11-21. */
  readonly referenceDate?: CivilDate
  /** 1 to 125,000,000; default 125,000,000. */
  readonly size?: number
}

/** Describes a population; throws a RangeError for a seed or size outside its range. */
export function population(options: PopulationOptions): Population {
  const { seed, referenceDate = civilDate('2026-11-21'), size = WHOLE_OF_JAPAN } = options
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`seed ${seed} is not a whole number from 0 to 2^53 - 1`)
  if (!Number.isInteger(size) || size < 1 || size > WHOLE_OF_JAPAN) {
    throw new RangeError(`size ${size} is not a whole number from 1 to ${WHOLE_OF_JAPAN}`)
  }
  const referenceDay = toDayNumber(referenceDate)
  const salt = hash32(seed, 'people', GENERATOR_VERSION, referenceDay)
  return { version: GENERATOR_VERSION, seed, referenceDate, referenceDay, salt, size }
}
