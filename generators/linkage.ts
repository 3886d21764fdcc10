import { type CivilDate, civilDate } from '../src/domain/civil-date.ts'
import type { DatedRow } from '../src/domain/rules.ts'
import { personNumberOf } from '../src/domain/person-number.ts'
import type { CoverageKey } from '../src/domain/ledger.ts'
import type { Address } from '../src/domain/person.ts'
import { cityName, municipalitiesOf, prefectureName } from './insurer.ts'
import { COMPANIES, TOWNS } from './noise.data.ts'
import { falls, hash32, scale } from './seed.ts'

/**
 * 5情報の照合区分: (a) nothing differs, (b) something differs and the insurer confirmed it, (c) a difference of low risk,
 * (d) number not supplied or not confirmed. @see facts/rules.md section 7 (5-item classes)
 */
export type MatchClass = 'a' | 'b' | 'c' | 'd'

/** 紐づけ: how a person stands at the insurer with the Individual Number. */
export interface Linkage {
  readonly matchClass: MatchClass
  /** True for a, b and c: the insurer knows the number and prints its end. */
  readonly linked: boolean
  /** マイナンバー下4桁; null when not linked. The whole number is nowhere in the data. */
  readonly last4: string | null
}

type Share = Omit<DatedRow<number>, 'knownFrom'>

/** 未紐付けの割合 of members of 協会けんぽ, by the day from which a figure holds. */
export const UNLINKED_SHARE: readonly Share[] = [
  {
    from: null,
    until: civilDate('2023-06-30'),
    value: 0.92 / 40,
    source: { key: 'insurer.md 2.6 [M3][A15]: about 920,000 in 2021-08, of about 40 million', confidence: 'M' },
  },
  {
    from: civilDate('2023-07-01'),
    until: null,
    value: 0.4 / 39.7,
    source: { key: 'insurer.md 2.6 [M3][A15]: about 400,000 in mid-2023; rules.md 8: 39.7 million', confidence: 'M' },
  },
]

/** 不一致の割合: records in which some of the five items differ. */
export const MISMATCH_SHARE: Share = {
  from: null,
  until: null,
  value: 1.39 / 160,
  source: { key: 'insurer.md 2.6 [M4][A10][A11]: 1.39 of 160 million, about 0.87 per cent', confidence: 'H' },
}

/** Of the mismatches: how many the insurer has confirmed one by one (b); the others are of low risk (c). Nobody says. */
export const CONFIRMED_OF_MISMATCHES: Share = {
  from: null,
  until: null,
  value: 0.5,
  source: { key: 'insurer.md 2.6: not published, our choice', confidence: 'L' },
}

/** 日雇特例被保険者の割合 of insured persons. The facts name no figure. */
export const DAY_LABOUR_SHARE: Share = {
  from: null,
  until: null,
  value: 0.0006,
  source: { key: 'rules.md 7 [S3] names them, no figure: our choice', confidence: 'L' },
}

/** The row that holds on a day; throws a RangeError when a table has a hole. */
export function shareOn(rows: readonly Share[], day: CivilDate): number {
  const row = rows.find(({ from, until }) => (from === null || from <= day) && (until === null || day <= until))
  if (row === undefined) throw new RangeError(`no row of the table holds on ${day}`)
  return row.value
}

function classOf(seed: number, index: number, day: CivilDate): MatchClass {
  const unlinked = shareOn(UNLINKED_SHARE, day)
  const confirmed = MISMATCH_SHARE.value * CONFIRMED_OF_MISMATCHES.value
  const bits = hash32(seed, 'linkage', index)
  if (falls(bits, unlinked)) return 'd'
  if (falls(bits, unlinked + confirmed)) return 'b'
  return falls(bits, unlinked + MISMATCH_SHARE.value) ? 'c' : 'a'
}

/** A linkage of a given class, for people whose class is told and not drawn. */
export function linkageOfClass(index: number, matchClass: MatchClass): Linkage {
  const linked = matchClass !== 'd'
  return { matchClass, linked, last4: linked ? personNumberOf(index).slice(-4) : null }
}

/**
 * 紐づけの状態 of a person on a day, a function of seed and index. Who is unlinked under a later row of
 * {@link UNLINKED_SHARE} was so under the earlier, larger one.
 */
export const linkageOf = (seed: number, index: number, day: CivilDate): Linkage =>
  linkageOfClass(index, classOf(seed, index, day))

/** 日雇特例被保険者: whether an insured person is one; dependants follow the insured person. */
export const isDayLabourer = (seed: number, insured: number): boolean =>
  falls(hash32(seed, 'day-labour', insured), DAY_LABOUR_SHARE.value)

/** 事業所: an employer, known by the insurer number and symbol of its people. Invented; no real company is meant. */
export interface Office {
  readonly insurerNumber: string
  /** 事業所記号. */
  readonly symbol: string
  readonly name: string
  readonly address: Address
}

const nth = (items: readonly string[], place: number): string => items[place % items.length] ?? ''

/** 事業所 of a symbol: name and address are a function of seed, insurer and symbol, in the prefecture of the insurer. */
export function officeOf(seed: number, key: Pick<CoverageKey, 'insurerNumber' | 'symbol'>): Office {
  const { insurerNumber, symbol } = key
  const bits = (question: string): number => hash32(seed, 'office', question, insurerNumber, symbol ?? '')
  const prefecture = Math.min(47, Math.max(1, Number(insurerNumber.slice(-6, -4))))
  const city = cityName(prefecture, scale(bits('city'), municipalitiesOf(prefecture)))
  const town = nth(TOWNS, scale(bits('town'), TOWNS.length))
  const house = bits('house')
  const postal = `${String(1000 + prefecture * 20 + (house % 20)).slice(1)}-${scale(bits('postal'), 9000) + 1000}`
  const text = `${prefectureName(prefecture)}${city}${town}${1 + (house % 9)}丁目${1 + ((house >>> 8) % 30)}番`
  const name = `見本${nth(COMPANIES, scale(bits('name'), COMPANIES.length))}`
  return { insurerNumber, symbol: symbol ?? '', name, address: { postal, text } }
}
