import { type CivilDate, yearOf } from '../src/domain/civil-date.ts'
import type { Address, Member, PersonName } from '../src/domain/person.ts'
import { BLOCK_SIZE, PLACES, addressOfBlock, planAt, prefectureOfBlock } from './block-layout.ts'
import { dayOf } from './calendar.ts'
import { cardOf } from './card.ts'
import { type Span, spansOf } from './coverage-history.ts'
import { type Household, type Resident, householdOf } from './household.ts'
import { EPOCHS, type Holding, cityName, holdingOf, municipalityOf, prefectureName } from './insurer.ts'
import { writeLedger } from './ledger-writer.ts'
import { familyName, foreignFamilyName, foreignGivenName, fullName, givenName } from './names.ts'
import { TOWNS } from './noise.data.ts'
import type { Population } from './population.ts'
import { Q } from './questions.ts'
import { draw, falls, scale } from './seed.ts'

/** The numbers of an inquiry; without `branch` everybody of the symbol and number is meant. */
export interface KeyQuery {
  /** Without padding: 8 digits, 6 for 国保. */
  readonly insurerNumber: string
  /** As registered; null or empty for 後期 and 医療扶助. */
  readonly symbol: string | null
  readonly number: string
  readonly branch?: string | null
  readonly birthDate?: CivilDate
}

/** Somebody to whom a key belongs or belonged, and the id of that cover in the ledger. */
export interface KeyMatch {
  readonly index: number
  readonly coverageId: string
}

const ask = (home: Household, person: Resident, question: number): number =>
  draw(home.population.salt, person.index, question)

const japaneseName = (home: Household, person: Resident): PersonName =>
  fullName(
    familyName(ask(home, home.head, Q.familyName)),
    givenName(ask(home, person, Q.givenName), person.male, yearOf(dayOf(person.birth))),
  )

const foreignName = (home: Household, person: Resident): PersonName =>
  fullName(
    foreignFamilyName(ask(home, home.head, Q.familyName)),
    foreignGivenName(ask(home, person, Q.givenName), person.male),
  )

const nameOf = (home: Household, person: Resident): PersonName =>
  home.foreign ? foreignName(home, person) : japaneseName(home, person)

function addressOf(home: Household): Address {
  const prefecture = prefectureOfBlock(home.at, PLACES.home)
  const municipality = municipalityOf(home.at, PLACES.home)
  const town = TOWNS[scale(ask(home, home.head, Q.town), TOWNS.length)] ?? ''
  const house = ask(home, home.head, Q.house)
  const postal = `${String(1000 + prefecture * 20 + (municipality % 20)).slice(1)}-${scale(ask(home, home.head, Q.postal), 9000) + 1000}`
  const numbers = `${1 + (house % 9)}丁目${1 + ((house >>> 8) % 30)}番${1 + ((house >>> 16) % 20)}号`
  return { postal, text: `${prefectureName(prefecture)}${cityName(prefecture, municipality)}${town}${numbers}` }
}

/** 加入者: the person of an index, as plain data; O(1). Throws a RangeError outside 0 … size - 1. */
export function member(population: Population, index: number): Member {
  if (!Number.isInteger(index) || index < 0 || index >= population.size) {
    throw new RangeError(`no member ${index} in a population of ${population.size}`)
  }
  const home = homeOf(population, index)
  const person = residentOf(home, index)
  const name = nameOf(home, person)
  const birthDate = dayOf(person.birth)
  const hasCommonName = home.foreign && falls(ask(home, person, Q.commonName), 0.9)
  const names = { own: name.kanji, of: (other: Resident) => nameOf(home, other).kanji }
  return {
    index,
    name,
    otherName: hasCommonName ? japaneseName(home, person) : null,
    sex: person.male ? 'male' : 'female',
    birthDate,
    address: addressOf(home),
    ledger: writeLedger(home, person, birthDate, names, historyOf(home, person)),
    card: cardOf(home, person, birthDate),
  }
}

/** The household and the history that were asked for last: whoever is found by number is nearly always built next. */
let lastHome: Household | null = null
let lastPerson: Resident | null = null
let lastSpans: readonly Span[] = []

function homeOf(population: Population, index: number): Household {
  const place = lastHome === null ? -1 : index - lastHome.head.index
  if (lastHome !== null && lastHome.population === population && place >= 0 && place < lastHome.people.length)
    return lastHome
  lastHome = householdOf(population, index)
  return lastHome
}

function historyOf(home: Household, person: Resident): readonly Span[] {
  if (lastPerson === person) return lastSpans
  lastSpans = spansOf(home, person)
  lastPerson = person
  return lastSpans
}

function residentOf(home: Household, index: number): Resident {
  const person = home.people.find((each) => each.index === index)
  if (person === undefined) throw new RangeError(`index ${index} is not in its household`)
  return person
}

/** Position in the block of the person whose numbers a slot holds. */
function holderPosition(population: Population, holding: Holding & { readonly scheme: string }): number | null {
  if (holding.scheme === 'kouki') {
    return planAt(addressOfBlock(population, holding.block)).seniors[holding.slot] ?? null
  }
  return holding.scheme === 'assistance' ? holding.slot : Math.floor(holding.slot / EPOCHS)
}

/**
 * 記号・番号からの検索: everybody who has or had a key; O(1). Inverts the key to its block, builds that household and confirms
 * each person by the covers generated forward. `branch` null or left out matches any branch.
 */
export function findByKey(population: Population, query: KeyQuery): KeyMatch[] {
  const { insurerNumber, symbol, number, branch = null, birthDate = null } = query
  const holding = holdingOf(population, insurerNumber, symbol === '' ? null : symbol, number)
  if (holding === null || holding.block < 0) return []
  const position = holderPosition(population, holding)
  const holder = holding.block * BLOCK_SIZE + (position ?? population.size)
  if (holder >= population.size) return []
  const home = homeOf(population, holder)
  const matches: KeyMatch[] = []
  for (const person of home.people) {
    if (person.index >= population.size || (birthDate !== null && dayOf(person.birth) !== birthDate)) continue
    historyOf(home, person).forEach((span, place) => {
      const same = span.scheme === holding.scheme && span.place === holding.place && span.slot === holding.slot
      const branchFits = branch === null || span.branch === null || span.branch === branch
      if (same && branchFits) matches.push({ index: person.index, coverageId: `c${place + 1}` })
    })
  }
  return matches
}
