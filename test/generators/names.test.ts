import { describe, expect, it } from 'vitest'
import {
  difficultFamilyNames,
  familyName,
  familyNames,
  femaleNames,
  givenName,
  maleNames,
} from '../../generators/names.ts'
import { isJisX0208 } from '../../src/wire/shift-jis.ts'

const outside = (name: string): boolean => [...name].some((character) => !isJisX0208(character))

describe('the names', () => {
  it.each([
    ['family names', familyNames, 300],
    ['female names', femaleNames, 200],
    ['male names', maleNames, 200],
  ])('%s come in pairs of kanji and full-width kana, each once', (_, parts, count) => {
    expect(parts.length).toBeGreaterThanOrEqual(count)
    expect(parts.filter((part) => !/^[ァ-ヶー]+$/.test(part.kana) || part.kanji === '')).toEqual([])
    expect(new Set(parts.map((part) => part.kanji)).size).toBe(parts.length)
    expect(parts.filter((part) => outside(part.kanji))).toEqual([])
  })

  it.each(['髙橋', '山﨑', '𠮷田', '栁', '德永', '渡邉', '渡邊', '齋藤'])('%s is among the difficult ones', (name) => {
    expect(difficultFamilyNames.map((part) => part.kanji)).toContain(name)
  })

  it('put a character that becomes ● into 4.4 per cent of Japanese family names', () => {
    const draws = 100_000
    const marked = Array.from({ length: draws }, (_, place) => familyName(Math.floor((place * 2 ** 32) / draws)))
    expect(marked.filter((part) => outside(part.kanji)).length / draws).toBeCloseTo(0.044, 3)
  })

  it('follow the fashion of the birth year', () => {
    const named = (year: number) =>
      new Set(Array.from({ length: 400 }, (_, n) => givenName(n * 10_737_418, false, year).kanji))
    expect(named(1935)).toContain('和子')
    expect(named(1935)).not.toContain('結菜')
    expect(named(2020)).toContain('結菜')
    expect(named(2020)).not.toContain('和子')
  })
})
