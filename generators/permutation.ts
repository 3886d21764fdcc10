import { mix32 } from './seed.ts'

const ROUNDS = 6

/** The largest domain: 2^31 values. */
export const PERMUTATION_LIMIT = 2_147_483_648

const roundValue = (half: number, key: number, round: number, modulus: number): number =>
  mix32(mix32(half ^ key) + Math.imul(round + 1, 0x9e_37_79_b9)) % modulus

/**
 * Where `value` goes in the permutation `key` of 0 … size - 1: a Feistel network over a nearly square grid that walks
 * on while it stands outside the domain. O(1); `size` at most 2^31.
 */
export function permute(size: number, key: number, value: number): number {
  const columns = Math.ceil(Math.sqrt(size))
  const rows = Math.ceil(size / columns)
  let at = value
  do {
    let column = at % columns
    let row = (at - column) / columns
    for (let round = 0; round < ROUNDS; round += 2) {
      row = (row + roundValue(column, key, round, rows)) % rows
      column = (column + roundValue(row, key, round + 1, columns)) % columns
    }
    at = row * columns + column
  } while (at >= size)
  return at
}

/** The inverse of {@link permute}. */
export function unpermute(size: number, key: number, value: number): number {
  const columns = Math.ceil(Math.sqrt(size))
  const rows = Math.ceil(size / columns)
  let at = value
  do {
    let column = at % columns
    let row = (at - column) / columns
    for (let round = ROUNDS - 2; round >= 0; round -= 2) {
      column = (column + columns - roundValue(row, key, round + 1, columns)) % columns
      row = (row + rows - roundValue(column, key, round, rows)) % rows
    }
    at = row * columns + column
  } while (at >= size)
  return at
}

/** 置換: a reversible shuffle of 0 … size - 1 that stores nothing. */
export interface Permutation {
  readonly size: number
  readonly forward: (value: number) => number
  readonly backward: (value: number) => number
}

/** A permutation chosen by `key`; throws a RangeError for a size outside 1 … 2^31. */
export function permutation(size: number, key: number): Permutation {
  if (!Number.isInteger(size) || size < 1 || size > PERMUTATION_LIMIT) {
    throw new RangeError(`a permutation of ${size} values is outside 1 to 2^31`)
  }
  return {
    size,
    forward: (value) => permute(size, key, value),
    backward: (value) => unpermute(size, key, value),
  }
}
