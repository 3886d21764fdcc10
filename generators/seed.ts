const TWO_TO_32 = 4_294_967_296
const GOLDEN = 0x9e_37_79_b9

/** A bijection of 32-bit integers that spreads every input bit over the output; result 0 to 2^32 - 1. */
export function mix32(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x7f_eb_35_2d)
  h = Math.imul(h ^ (h >>> 15), 0x84_6c_a6_8b)
  return (h ^ (h >>> 16)) >>> 0
}

/** FNV-1a over the UTF-16 units of a label. */
function hashText(text: string): number {
  let h = 0x81_1c_9d_c5
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01_00_01_93)
  return h >>> 0
}

const hashLabel = (label: string | number): number =>
  typeof label === 'string'
    ? mix32(hashText(label))
    : mix32(mix32(label >>> 0) ^ Math.floor(Math.abs(label) / TWO_TO_32) ^ (label < 0 ? GOLDEN : 0))

/** 32 bits for a seed and any labels; no state, integers only, equal on every system. */
export const hash32 = (seed: number, ...labels: readonly (string | number)[]): number =>
  labels.reduce<number>((h, label) => mix32(Math.imul(h, GOLDEN) + hashLabel(label)), mix32(hashLabel(seed)))

/**
 * One draw of 32 bits for a salt, an index and a numbered question about it. For one salt and question no two indices
 * share their inner state, so 125 million people have 125 million different draws.
 */
export function draw(salt: number, index: number, question: number): number {
  const h = mix32(index ^ salt)
  return mix32(mix32(h ^ Math.imul(question, GOLDEN)) + h)
}

/** A whole number from 0 to n - 1 made from 32 bits. */
export const scale = (bits: number, n: number): number => Math.floor((bits * n) / TWO_TO_32)

/** True for the given share of all 32-bit draws. */
export const falls = (bits: number, share: number): boolean => bits < share * TWO_TO_32

/** A source of random numbers that is a function of its seed, its labels and how often it was asked. */
export interface Stream {
  /** A whole number from 0 to 2^32 - 1. */
  readonly next32: () => number
  /** A whole number from 0 to n - 1. */
  readonly below: (n: number) => number
  /** True with the given probability. */
  readonly chance: (probability: number) => boolean
  /** One of the items; throws a RangeError for an empty list. */
  readonly pick: <T>(items: readonly T[]) => T
}

/** 乱数列: an independent stream for every seed and list of labels. */
export function stream(seed: number, ...labels: readonly (string | number)[]): Stream {
  const salt = hash32(seed, ...labels)
  let asked = 0
  const next32 = (): number => {
    asked += 1
    return draw(salt, asked, 1)
  }
  const below = (n: number): number => scale(next32(), n)
  return {
    next32,
    below,
    chance: (probability) => falls(next32(), probability),
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('pick from an empty list')
      return item
    },
  }
}
