export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The same measure of a bare `node:http` server. */
  readonly peer: number
  readonly ratio: number
}

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Four digits are as many as a measurement has. */
export const rounded = (number: number): number => Number(number.toPrecision(4))

/** The median of what was measured, beside that of the bare server. */
export const row = (name: string, unit: string, ours: readonly number[], theirs: readonly number[]): Row => {
  const value = median(ours)
  const peer = median(theirs)
  return { name, value: rounded(value), unit, peer: rounded(peer), ratio: rounded(value / peer) }
}
