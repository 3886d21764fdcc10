import { type CardKind, type CardState, type CertificateState, cardStateAt } from '../src/domain/certificate.ts'
import { certificatePolicy } from '../src/domain/certificate-policy.ts'
import { type CivilDate, type Instant, instantOf, legalAgeOn } from '../src/domain/civil-date.ts'
import { type CoverageState, type LossReason, type Scheme, coverageOn, coverageStates } from '../src/domain/ledger.ts'
import type { Member, Sex } from '../src/domain/person.ts'
import { latestBook } from '../src/domain/rulesets.ts'
import { isJisX0208 } from '../src/wire/shift-jis.ts'
import { prefectureName } from './insurer.ts'
import { findByKey, member } from './member.ts'
import { permute } from './permutation.ts'
import type { Population } from './population.ts'

/** What a person must be like, as data; every given trait must hold. Ages and covers are those of `on`. */
export interface Traits {
  /** The day that traits are judged on; default the reference date. */
  readonly on?: CivilDate
  readonly scheme?: Scheme
  /** 満年齢, inclusive. */
  readonly ageMin?: number
  /** 満年齢, inclusive. */
  readonly ageMax?: number
  readonly sex?: Sex
  /** 01 to 47. */
  readonly prefecture?: number
  /** State of the certificate; `NO_CARD` for people without a card. */
  readonly certificate?: CertificateState | 'NO_CARD'
  readonly cardKind?: CardKind
  readonly registered?: boolean
  readonly phone?: boolean
  /** Shares symbol, number and birth date with somebody else. */
  readonly branchTwins?: boolean
  readonly lossReason?: LossReason
  /** 適用区分 (OQSCD012). */
  readonly limit?: string
  /** A name with a character the wire replaces by ●. */
  readonly gaiji?: boolean
}

export type TraitName = Exclude<keyof Traits, 'on'>

export interface FindOptions {
  readonly count: number
  /** Where in the order of the search to begin; default 0. Give `probed` of the last report to go on. */
  readonly from?: number
}

/** Who was found, how many were looked at, and how often each trait failed among them. */
export interface FindReport {
  readonly found: number[]
  readonly probed: number
  readonly failed: Readonly<Partial<Record<TraitName, number>>>
}

/** 検索: looks at no more than this many people. */
export const PROBE_LIMIT = 100_000

/** Key of the order in which a search goes through a population. */
const PROBE_ORDER = 20_261_121

/** A person as seen on the day in question. */
interface View {
  readonly population: Population
  readonly member: Member
  readonly day: CivilDate
  readonly covers: readonly CoverageState[]
  readonly card: CardState | null
}

type Test<T> = (view: View, wanted: T) => boolean

const hasTwin = (view: View): boolean => {
  const { member: person, population, covers: open } = view
  return open.some(({ key }) => {
    const query = { insurerNumber: key.insurerNumber, symbol: key.symbol, number: key.number }
    const matches = findByKey(population, { ...query, birthDate: person.birthDate })
    return matches.some((match) => match.index !== person.index)
  })
}

/** What each trait means. A new trait is one line here and one in {@link Traits}. */
const TESTS: { readonly [K in TraitName]: Test<NonNullable<Traits[K]>> } = {
  scheme: (view, wanted) => view.covers.some((cover) => cover.scheme === wanted),
  ageMin: (view, wanted) => legalAgeOn(view.member.birthDate, view.day) >= wanted,
  ageMax: (view, wanted) => legalAgeOn(view.member.birthDate, view.day) <= wanted,
  sex: (view, wanted) => view.member.sex === wanted,
  prefecture: (view, wanted) => view.member.address.text.startsWith(prefectureName(wanted)),
  certificate: (view, wanted) => (view.card?.certificate ?? 'NO_CARD') === wanted,
  cardKind: (view, wanted) => view.card?.kind === wanted,
  registered: (view, wanted) => (view.card?.registration === 'REGISTERED') === wanted,
  phone: (view, wanted) => (view.card !== null && view.card.phone !== null) === wanted,
  branchTwins: (view, wanted) => hasTwin(view) === wanted,
  lossReason: (view, wanted) =>
    coverageStates(view.member.ledger, noonOf(view.day)).some((state) => state.loss?.reason === wanted),
  limit: (view, wanted) => view.covers.some((cover) => cover.limit?.band === wanted),
  gaiji: (view, wanted) => hasGaiji(view.member.name.kanji) === wanted,
}

const noonOf = (day: CivilDate): Instant => instantOf(day, '12:00')
const hasGaiji = (name: string): boolean => [...name].some((character) => !isJisX0208(character))

type Check = (view: View) => boolean

/** One trait as a check of a view, or null when it is not asked for. */
function check<K extends TraitName>(name: K, wanted: Traits[K]): Check | null {
  const test: Test<NonNullable<Traits[K]>> = TESTS[name]
  return wanted === undefined || wanted === null ? null : (view) => test(view, wanted)
}

const isTraitName = (name: string): name is TraitName => name in TESTS

/**
 * 特徴からの検索: goes through the population in a fixed shuffled order from `from`, at most {@link PROBE_LIMIT} people. Of a
 * person with several missing traits every one is counted. State is that of noon of the day, under the latest ruleset.
 */
export function findPeople(population: Population, traits: Traits, options: FindOptions): FindReport {
  const day = traits.on ?? population.referenceDate
  const noon = noonOf(day)
  const policy = certificatePolicy(day, latestBook)
  const checks = Object.keys(traits)
    .filter(isTraitName)
    .map((name) => ({ name, passes: check(name, traits[name]) }))
  const failed: Partial<Record<TraitName, number>> = {}
  const found: number[] = []
  const limit = Math.min(PROBE_LIMIT, population.size)
  let probed = 0
  while (probed < limit && found.length < options.count) {
    const place = ((options.from ?? 0) + probed) % population.size
    const index = permute(population.size, PROBE_ORDER, place)
    probed += 1
    const person = member(population, index)
    const card = person.card === null ? null : cardStateAt(person.card, noon, policy)
    const view = { population, member: person, day, covers: coverageOn(person.ledger, day, noon), card }
    const missing = checks.filter(({ passes }) => passes !== null && !passes(view))
    for (const { name } of missing) failed[name] = (failed[name] ?? 0) + 1
    if (missing.length === 0) found.push(index)
  }
  return { found, probed, failed }
}
