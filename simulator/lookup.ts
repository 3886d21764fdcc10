import { type KeyMatch, findByKey, member as baseMember } from '../generators/index.ts'
import type { Population } from '../generators/index.ts'
import type { CivilDate } from '../src/domain/civil-date.ts'
import type { CoverageKey, LedgerEvent } from '../src/domain/ledger.ts'
import { normalizeInsurerNumber } from '../src/domain/numbers.ts'
import type { Member } from '../src/domain/person.ts'
import { foldWidth } from '../src/domain/text.ts'

/** Somebody found by numbers: the name under which the world keeps him, and the person as known now. */
export interface Found {
  readonly person: string
  readonly member: Member
}

/** True for ASCII without spaces and controls, which no folding changes. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x21 || code > 0x7e) return false
  }
  return true
}

const folded = (text: string): string => (isPlain(text) ? text : foldWidth(text).trim())

const PLAIN_NUMBER = /^(?:[1-9]\d|0[1-9])\d{6}$/

/** The numbers in the form in which they are compared: half width, no padding, no empty symbol or branch. @see facts/wire.md ASM-12, ASM-13 */
export function foldKey(key: CoverageKey): CoverageKey {
  const insurerNumber = PLAIN_NUMBER.test(key.insurerNumber)
    ? key.insurerNumber
    : normalizeInsurerNumber(key.insurerNumber)
  const symbol = key.symbol === null ? null : folded(key.symbol) || null
  const number = folded(key.number)
  const branch = key.branch === null ? null : folded(key.branch) || null
  const isFolded =
    insurerNumber === key.insurerNumber && symbol === key.symbol && number === key.number && branch === key.branch
  return isFolded ? key : { insurerNumber, symbol, number, branch }
}

const indexKey = (key: CoverageKey): string => `${key.insurerNumber}|${key.symbol ?? ''}|${key.number}`

/** The name of a person of the population in a world. */
export const nameOfIndex = (index: number): string => `#${index}`

/** The index behind such a name, or null for a person of the world. */
export const indexOfName = (name: string): number | null => (/^#\d{1,9}$/.test(name) ? Number(name.slice(1)) : null)

/** 検索簿: who has or had which numbers in a world; the people of the world first, then the population behind them. */
export interface Directory {
  /** Writes down the numbers of a ledger entry. */
  readonly enter: (person: string, event: Pick<LedgerEvent, 'type'> & Partial<LedgerEvent>) => void
  /** Writes down numbers under which a person may be found. */
  readonly enterKey: (person: string, key: CoverageKey) => void
  /** The population's person of an index no longer answers: somebody of the world stands in his place. */
  readonly mask: (index: number) => void
  readonly isMasked: (index: number) => boolean
  /** Names of everybody who may have the folded numbers. */
  readonly candidates: (key: CoverageKey, birthDate: CivilDate | null) => readonly string[]
}

export function createDirectory(people: Population): Directory {
  const names = new Map<string, string[]>()
  const masked = new Set<number>()
  const add = (person: string, key: CoverageKey): void => {
    const at = indexKey(foldKey(key))
    const known = names.get(at)
    if (known === undefined) names.set(at, [person])
    else if (!known.includes(person)) known.push(person)
  }
  const baseMatches = (
    { insurerNumber, symbol, number, branch }: CoverageKey,
    birthDate: CivilDate | null,
  ): readonly KeyMatch[] =>
    birthDate === null
      ? findByKey(people, { insurerNumber, symbol, number, branch })
      : findByKey(people, { insurerNumber, symbol, number, branch, birthDate })
  return {
    enter: (person, event) => {
      if (event.type === 'acquired' && 'coverage' in event && event.coverage !== undefined)
        add(person, event.coverage.key)
      if (event.type === 'corrected' && 'patch' in event && event.patch?.key !== undefined) add(person, event.patch.key)
    },
    enterKey: add,
    mask: (index) => {
      masked.add(index)
    },
    isMasked: (index) => masked.has(index),
    candidates: (key, birthDate) => {
      const own = names.get(indexKey(key))
      const found = own === undefined ? [] : [...own]
      for (const { index } of baseMatches(key, birthDate)) {
        const name = nameOfIndex(index)
        if (!masked.has(index) && !found.includes(name)) found.push(name)
      }
      return found
    },
  }
}

/** The person of the population behind a name. */
export const memberOfPopulation = (people: Population, index: number): Member => baseMember(people, index)
