import type { PersonName } from '../src/domain/person.ts'
import {
  DIFFICULT_FAMILY_NAMES,
  FAMILY_NAMES,
  FEMALE_NAMES,
  FOREIGN_FAMILY_NAMES,
  FOREIGN_FEMALE_NAMES,
  FOREIGN_MALE_NAMES,
  MALE_NAMES,
} from './names.data.ts'
import { scale } from './seed.ts'

/** 姓または名: one part of a name with its reading. */
export interface NamePart {
  readonly kanji: string
  readonly kana: string
}

interface WeightedPart extends NamePart {
  /** Share of all people in parts per ten thousand; 0 when the list gives none. */
  readonly weight: number
}

const parse = (text: string): WeightedPart[] =>
  text
    .trim()
    .split(/[ \n]+/)
    .map((entry) => {
      const [kanji = '', kana = '', weight = '0'] = entry.split(':')
      return { kanji, kana, weight: Number(weight) }
    })

/** 姓の一覧, ordinary first. */
export const familyNames: readonly NamePart[] = parse(FAMILY_NAMES)
/** 異体字の姓の一覧. */
export const difficultFamilyNames: readonly NamePart[] = parse(DIFFICULT_FAMILY_NAMES)
/** 女性の名の一覧. */
export const femaleNames: readonly NamePart[] = parse(FEMALE_NAMES)
/** 男性の名の一覧. */
export const maleNames: readonly NamePart[] = parse(MALE_NAMES)

const foreignFamilyNames = parse(FOREIGN_FAMILY_NAMES)
const foreignFemaleNames = parse(FOREIGN_FEMALE_NAMES)
const foreignMaleNames = parse(FOREIGN_MALE_NAMES)

const DRAWER_SLOTS = 10_000

/** Ten thousand slots: first the difficult names by their parts per ten thousand, then the ordinary ones by rank. */
function familyDrawer(): readonly NamePart[] {
  const difficult = parse(DIFFICULT_FAMILY_NAMES).flatMap((part) => Array.from({ length: part.weight }, () => part))
  const free = DRAWER_SLOTS - difficult.length
  const ranks = familyNames.map((_, rank) => 1 / (rank + 12))
  const total = ranks.reduce((sum, weight) => sum + weight, 0)
  let spent = 0
  const ordinary = familyNames.flatMap((part, rank) => {
    const before = Math.round((spent / total) * free)
    spent += ranks[rank] ?? 0
    return Array.from({ length: Math.round((spent / total) * free) - before }, () => part)
  })
  return [...difficult, ...ordinary]
}

const drawer = familyDrawer()
const NOBODY: NamePart = { kanji: '見本', kana: 'ミホン' }

const at = (parts: readonly NamePart[], place: number): NamePart => parts[place] ?? NOBODY

/** 姓 drawn from 32 bits, common names more often. */
export const familyName = (bits: number): NamePart => at(drawer, scale(bits, drawer.length))

/** Foreign family name drawn from 32 bits. */
export const foreignFamilyName = (bits: number): NamePart =>
  at(foreignFamilyNames, scale(bits, foreignFamilyNames.length))

/** Foreign given name drawn from 32 bits. */
export function foreignGivenName(bits: number, male: boolean): NamePart {
  const parts = male ? foreignMaleNames : foreignFemaleNames
  return at(parts, scale(bits, parts.length))
}

/** How much of a list is in fashion at once. */
const FASHION = 0.35

/** 名 drawn from 32 bits among the names in fashion in a birth year, 1930 (first in the list) to 2026 (last). */
export function givenName(bits: number, male: boolean, birthYear: number): NamePart {
  const parts = male ? maleNames : femaleNames
  const era = Math.min(Math.max((birthYear - 1930) / 96, 0), 1)
  const window = Math.floor(parts.length * FASHION)
  const first = Math.floor((parts.length - window) * era)
  return at(parts, first + scale(bits, window))
}

/** 氏名: family and given name joined by one full-width space. */
export const fullName = (family: NamePart, given: NamePart): PersonName => ({
  kanji: `${family.kanji}　${given.kanji}`,
  kana: `${family.kana}　${given.kana}`,
})
