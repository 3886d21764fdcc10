import { permute } from './permutation.ts'
import type { Population } from './population.ts'

/** 家族ブロック: people per block; a block knows nothing of other blocks. */
export const BLOCK_SIZE = 16

/**
 * What somebody is in a household: head with children, spouse, child, adult without children and partner, young single,
 * pensioner of 65 to 74 and partner, elder of 75 or more and partner.
 */
export type Role =
  | 'head'
  | 'spouse'
  | 'child'
  | 'adult'
  | 'partner'
  | 'young'
  | 'pensioner'
  | 'pension-partner'
  | 'elder'
  | 'elder-partner'

const HOUSEHOLDS = {
  parents3: ['head', 'spouse', 'child', 'child', 'child'],
  parents2: ['head', 'spouse', 'child', 'child'],
  parents1: ['head', 'spouse', 'child'],
  threeGenerations: ['head', 'spouse', 'child', 'child', 'elder'],
  singleParent: ['head', 'child'],
  couple: ['adult', 'partner'],
  single: ['adult'],
  young: ['young'],
  pensioners: ['pensioner', 'pension-partner'],
  pensioner: ['pensioner'],
  elders: ['elder', 'elder-partner'],
  elder: ['elder'],
} as const satisfies Record<string, readonly Role[]>

type HouseholdKind = keyof typeof HOUSEHOLDS

/** How blocks are made up, with their weight in per cent; every list adds up to sixteen people. */
const TEMPLATES: readonly { readonly weight: number; readonly households: readonly HouseholdKind[] }[] = [
  { weight: 34, households: ['elders', 'elder', 'pensioners', 'parents2', 'parents1', 'couple', 'young', 'single'] },
  {
    weight: 14,
    households: ['elder', 'elder', 'pensioners', 'parents3', 'parents1', 'singleParent', 'young', 'single'],
  },
  {
    weight: 14,
    households: [
      'elders',
      'elder',
      'elder',
      'pensioner',
      'couple',
      'couple',
      'single',
      'single',
      'young',
      'young',
      'parents1',
    ],
  },
  {
    weight: 12,
    households: [
      'elder',
      'pensioners',
      'parents2',
      'couple',
      'single',
      'single',
      'single',
      'single',
      'young',
      'young',
      'young',
    ],
  },
  {
    weight: 12,
    households: ['threeGenerations', 'elder', 'pensioners', 'parents2', 'single', 'single', 'young', 'young'],
  },
  { weight: 14, households: ['elders', 'elders', 'pensioners', 'parents1', 'parents1', 'couple', 'young', 'single'] },
]

/** One household of a template: the positions of a block it takes and the roles in it. */
export interface HouseholdPlan {
  /** Its place among the households of the block. */
  readonly ordinal: number
  /** Position of its first person, 0 to 15. */
  readonly first: number
  readonly roles: readonly Role[]
}

/** One way to make up a block. */
export interface BlockPlan {
  readonly households: readonly HouseholdPlan[]
  /** The household of each of the sixteen positions. */
  readonly householdAt: readonly HouseholdPlan[]
  /** Positions of people of 65 and more, at most eight; a place in this list is a slot of 後期 numbers. */
  readonly seniors: readonly number[]
}

function blockPlan(kinds: readonly HouseholdKind[]): BlockPlan {
  const households: HouseholdPlan[] = []
  let first = 0
  for (const kind of kinds) {
    const roles: readonly Role[] = HOUSEHOLDS[kind]
    households.push({ ordinal: households.length, first, roles })
    first += roles.length
  }
  const householdAt = households.flatMap((plan) => plan.roles.map(() => plan))
  const roles = households.flatMap((plan) => plan.roles)
  const seniors = roles.flatMap((role, position) => (/^(elder|pension)/.test(role) ? [position] : []))
  if (roles.length !== BLOCK_SIZE || seniors.length > 8) throw new RangeError('a template of a block is wrong')
  return { households, householdAt, seniors }
}

const PLANS = TEMPLATES.map((template) => blockPlan(template.households))

/** 都道府県の人口 in thousands (2023, rounded), 北海道 first. */
export const PREFECTURE_PEOPLE: readonly number[] = [
  5092, 1184, 1163, 2264, 914, 1026, 1767, 2825, 1897, 1902, 7331, 6257, 14_086, 9229, 2126, 1007, 1109, 744, 796, 2004,
  1931, 3555, 7477, 1727, 1407, 2535, 8763, 5370, 1296, 892, 537, 650, 1847, 2738, 1298, 695, 926, 1291, 666, 5103, 795,
  1267, 1709, 1096, 1042, 1549, 1468,
]

/** Weights of the places where employers have their seat: as people live, with the three big cities in front. */
const SEAT_WEIGHTS = PREFECTURE_PEOPLE.map((people, index) => people * ({ 12: 9, 26: 4, 22: 3 }[index] ?? 1))

/** 7,812,500 blocks are 3,125 times this pattern; with the shift by the seed they touch one more. */
const PATTERN = 2500
const PERIODS = 3126

/** The order of the pattern, by weights: entry p is the number of the bucket that position p falls into. */
function spread(weights: readonly number[], key: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const buckets: number[] = []
  let spent = 0
  weights.forEach((weight, bucket) => {
    spent += weight
    const end = Math.round((spent / total) * PATTERN)
    while (buckets.length < end) buckets.push(bucket)
  })
  return buckets.map((_, p) => buckets[permute(PATTERN, key, p)] ?? 0)
}

const templateAt = spread(
  TEMPLATES.map((template) => template.weight),
  1,
)

/** 場所: the three places a block knows: where it lives, where households that moved came from, where big employers sit. */
export const PLACES = { home: 0, former: 1, seat: 2 } as const
export type Place = (typeof PLACES)[keyof typeof PLACES]

const prefectureAt = [spread(PREFECTURE_PEOPLE, 2), spread(PREFECTURE_PEOPLE, 3), spread(SEAT_WEIGHTS, 4)]

/** 都道府県番号 1 to 47 of a place of a block. */
export const prefectureOfBlock = (at: BlockAddress, place: Place): number =>
  (prefectureAt[place]?.[at.position] ?? 0) + 1

/** Where a block stands in the endless pattern. */
export interface BlockAddress {
  readonly position: number
  readonly period: number
}

/** The place in the pattern of a block. */
export function addressOfBlock(population: Population, block: number): BlockAddress {
  const shifted = block + (population.salt % PATTERN)
  const position = shifted % PATTERN
  return { position, period: (shifted - position) / PATTERN }
}

/** The plan of a block. */
export const planAt = (at: BlockAddress): BlockPlan => {
  const plan = PLANS[templateAt[at.position] ?? 0]
  if (plan === undefined) throw new RangeError('the pattern names an unknown template')
  return plan
}

/** 区域の順位: counts the (block, place) pairs of each prefecture without gaps, in both directions in O(1). */
export interface Ranking {
  /** How many pairs a prefecture (1 to 47) has in the whole of Japan. */
  readonly size: (prefecture: number) => number
  readonly rank: (at: BlockAddress, place: Place) => number
  /** The block may lie outside the population; null when the rank is outside the prefecture. */
  readonly locate: (population: Population, prefecture: number, rank: number) => { block: number; place: Place } | null
}

/** Ranks the pairs of the given places. */
export function ranking(places: readonly Place[]): Ranking {
  const lists: { position: number; place: Place }[][] = Array.from({ length: 48 }, () => [])
  const ranks = [0, 1, 2].map(() => Array.from({ length: PATTERN }, () => 0))
  for (let position = 0; position < PATTERN; position += 1) {
    for (const place of places) {
      const list = lists[prefectureOfBlock({ position, period: 0 }, place)]
      const row = ranks[place]
      if (list === undefined || row === undefined) continue
      row[position] = list.length
      list.push({ position, place })
    }
  }
  const perPeriod = (prefecture: number): number => lists[prefecture]?.length ?? 0
  return {
    size: (prefecture) => perPeriod(prefecture) * PERIODS,
    rank: (at, place) => at.period * perPeriod(prefectureOfBlock(at, place)) + (ranks[place]?.[at.position] ?? 0),
    locate: (population, prefecture, rank) => {
      const count = perPeriod(prefecture)
      const found = lists[prefecture]?.[rank % count]
      if (found === undefined) return null
      const block = Math.floor(rank / count) * PATTERN + found.position - (population.salt % PATTERN)
      return { block, place: found.place }
    },
  }
}
