import type { Population } from './population.ts'
import { type BlockAddress, BLOCK_SIZE, type HouseholdPlan, type Role, addressOfBlock, planAt } from './block-layout.ts'
import { Q } from './questions.ts'
import { draw, falls, scale } from './seed.ts'

/** What is known of somebody before anything is written out; days are day numbers. */
export interface Resident {
  readonly index: number
  /** Place in the block, 0 to 15. */
  readonly position: number
  /** Place in the household, the head is 0. */
  readonly place: number
  readonly role: Role
  readonly male: boolean
  readonly birth: number
}

/** 世帯: people who live together, with what they have in common. */
export interface Household {
  readonly population: Population
  readonly block: number
  readonly at: BlockAddress
  readonly plan: HouseholdPlan
  readonly head: Resident
  /** Everybody, the head first. */
  readonly people: readonly Resident[]
  /** Lived in another prefecture before. */
  readonly moved: boolean
  readonly foreign: boolean
  /** 婚姻日 of head and spouse or partner. */
  readonly married: number
}

/** Completed years as bands `[from, until, weight]`, both ends inclusive. */
type AgeBands = readonly (readonly [number, number, number])[]

const AGE_SLOTS = 1024

function ageDrawer(bands: AgeBands): Uint8Array {
  const total = bands.reduce((sum, [, , weight]) => sum + weight, 0)
  const drawer = new Uint8Array(AGE_SLOTS)
  let spent = 0
  for (const [from, until, weight] of bands) {
    const first = Math.round((spent / total) * AGE_SLOTS)
    spent += weight
    const end = Math.round((spent / total) * AGE_SLOTS)
    for (let slot = first; slot < end; slot += 1) {
      drawer[slot] = from + Math.floor(((slot - first) * (until - from + 1)) / (end - first))
    }
  }
  return drawer
}

const ADULTS = ageDrawer([
  [25, 29, 9],
  [30, 39, 10],
  [40, 44, 4],
  [45, 49, 8],
  [50, 54, 19],
  [55, 59, 24],
  [60, 64, 26],
])
const YOUNG = ageDrawer([
  [18, 21, 12],
  [22, 27, 40],
  [28, 34, 36],
  [35, 44, 12],
])
const PENSIONERS = ageDrawer([
  [65, 69, 48],
  [70, 74, 52],
])
const ELDERS = ageDrawer([
  [75, 79, 38],
  [80, 84, 28],
  [85, 89, 19],
  [90, 94, 11],
  [95, 99, 2.6],
  [100, 106, 0.4],
])

/** Days of a number of years, rounded down. */
const years = (count: number): number => Math.floor(count * 365.25)

const ask = (population: Population, index: number, question: number): number => draw(population.salt, index, question)

/** A birth day that makes somebody at least `age` and not yet `age + 1` on the reference day, to a day or two. */
const bornAged = (population: Population, index: number, age: number): number =>
  population.referenceDay - years(age) - 1 - scale(ask(population, index, Q.dayOfYear), 365)

const drawnAge = (population: Population, index: number, drawer: Uint8Array): number =>
  drawer[scale(ask(population, index, Q.age), AGE_SLOTS)] ?? 40

const MALE_HEADS: Readonly<Partial<Record<Role, number>>> = { adult: 0.53, young: 0.52, pensioner: 0.62, elder: 0.3 }

function maleHead(population: Population, index: number, plan: HouseholdPlan): boolean {
  const [first, second] = plan.roles
  const bits = ask(population, index, Q.sex)
  if (first === 'head' && second === 'child') return falls(bits, 0.13)
  if (plan.roles.length > 1) return falls(bits, 0.88)
  return falls(bits, MALE_HEADS[first ?? 'adult'] ?? 0.5)
}

const DRAWERS: Readonly<Partial<Record<Role, Uint8Array>>> = {
  adult: ADULTS,
  young: YOUNG,
  pensioner: PENSIONERS,
  elder: ELDERS,
}

/** Birth days of the children, the eldest first by plan; twins share one. */
function births(population: Population, firstIndex: number, plan: HouseholdPlan): number[] {
  const days: number[] = []
  const share = ask(population, firstIndex, Q.childGap) / 4_294_967_296
  const eldest = population.referenceDay - 1 - Math.floor(((share + Math.sqrt(share)) / 2) * years(22.5))
  plan.roles.forEach((role, place) => {
    if (role !== 'child') return
    const index = firstIndex + place
    const before = days.at(-1)
    if (before === undefined) {
      days.push(eldest)
      return
    }
    if (falls(ask(population, index, Q.twins), 0.012)) {
      days.push(before)
      return
    }
    const gap = 500 + scale(ask(population, index, Q.ageGap), 1100)
    const later = before + gap
    days.push(later < population.referenceDay ? later : Math.min(...days) - gap)
  })
  return days
}

function resident(plan: HouseholdPlan, index: number, place: number, male: boolean, birth: number): Resident {
  return { index, position: plan.first + place, place, role: plan.roles[place] ?? 'adult', male, birth }
}

function parentsHousehold(population: Population, plan: HouseholdPlan, firstIndex: number): Resident[] {
  const children = births(population, firstIndex, plan)
  const eldest = Math.min(...children)
  const headIsMale = maleHead(population, firstIndex, plan)
  const motherBirth = eldest - years(23) - scale(ask(population, firstIndex, Q.age), years(15))
  const fatherBirth = motherBirth + years(3) - scale(ask(population, firstIndex, Q.partnerGap), years(9))
  let child = 0
  return plan.roles.map((role, place) => {
    const index = firstIndex + place
    if (role === 'child') {
      const birth = children[child] ?? eldest
      child += 1
      return resident(plan, index, place, falls(ask(population, index, Q.sex), 0.512), birth)
    }
    if (role === 'elder') {
      const birth = bornAged(population, index, drawnAge(population, index, ELDERS))
      return resident(plan, index, place, falls(ask(population, index, Q.sex), 0.3), birth)
    }
    const male = role === 'head' ? headIsMale : !headIsMale
    return resident(plan, index, place, male, male ? fatherBirth : motherBirth)
  })
}

function adultHousehold(population: Population, plan: HouseholdPlan, firstIndex: number): Resident[] {
  const male = maleHead(population, firstIndex, plan)
  const drawer = DRAWERS[plan.roles[0] ?? 'adult'] ?? ADULTS
  const headBirth = bornAged(population, firstIndex, drawnAge(population, firstIndex, drawer))
  return plan.roles.map((role, place) => {
    const index = firstIndex + place
    if (place === 0) return resident(plan, index, place, male, headBirth)
    return resident(plan, index, place, !male, partnerBirth(population, index, role, headBirth, male))
  })
}

/** A man's partner is mostly younger, a woman's mostly older; a pensioner's partner is a pensioner too. */
function partnerBirth(
  population: Population,
  index: number,
  role: Role,
  headBirth: number,
  headIsMale: boolean,
): number {
  const gap = scale(ask(population, index, Q.partnerGap), years(8)) - years(2.5)
  const birth = headBirth + (headIsMale ? gap : -gap)
  const { referenceDay } = population
  if (role === 'pension-partner')
    return Math.min(Math.max(birth, referenceDay - years(74.9)), referenceDay - years(65) - 1)
  if (role === 'partner') return Math.min(Math.max(birth, referenceDay - years(64.9)), referenceDay - years(21))
  return birth
}

/** Builds the household of a person, and nothing else of the block. */
export function householdOf(population: Population, index: number): Household {
  const position = index % BLOCK_SIZE
  const block = (index - position) / BLOCK_SIZE
  const at = addressOfBlock(population, block)
  const plan = planAt(at).householdAt[position]
  if (plan === undefined) throw new RangeError(`index ${index} is not a whole number`)
  const firstIndex = block * BLOCK_SIZE + plan.first
  const parents = plan.roles[0] === 'head'
  const people = parents ? parentsHousehold(population, plan, firstIndex) : adultHousehold(population, plan, firstIndex)
  const [head, second] = people
  if (head === undefined) throw new RangeError('a household without people')
  const children = people.filter((person) => person.role === 'child')
  const grownUp = Math.max(head.birth, second?.birth ?? head.birth) + years(20)
  const bits = ask(population, firstIndex, Q.marriage)
  const latest = children.length > 0 ? Math.min(...children.map((child) => child.birth)) - 100 : population.referenceDay
  return {
    population,
    block,
    at,
    plan,
    head,
    people,
    moved: falls(ask(population, firstIndex, Q.moved), 0.09),
    foreign: falls(ask(population, firstIndex, Q.foreign), 0.022),
    married: Math.max(grownUp, latest - scale(bits, children.length > 0 ? 1800 : years(25))),
  }
}

/** 世帯員: the indices of everybody who lives with a person, head first, the person included; only people of the population. */
export const household = (population: Population, index: number): number[] =>
  householdOf(population, index)
    .people.map((person) => person.index)
    .filter((each) => each < population.size)
