import { describe, expect, it } from 'vitest'
import { member, population } from '../../generators/index.ts'
import { specificDiseasesOf } from '../../generators/specific-diseases.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import { isCode } from '../../src/wire/codes.ts'

const people = population({ seed: 42 })
const TODAY = civilDate('2026-11-21')

const holders = Array.from({ length: 20_000 }, (_, index) => member(people, index)).flatMap((who) =>
  specificDiseasesOf(42, who, TODAY).map((disease) => ({ who, disease })),
)

describe('the certificates of specific diseases', () => {
  it('are rare, and there', () => {
    expect(holders.length).toBeGreaterThan(20)
    expect(holders.length).toBeLessThan(120)
  })

  it('are of a listed category, began after the birth and on the first of a month', () => {
    for (const { who, disease } of holders) {
      expect(isCode('OQSCD013', disease.category)).toBe(true)
      expect(disease.from > who.birthDate && disease.from <= TODAY && disease.from.endsWith('-01')).toBe(true)
      expect(disease.selfPay).toBe(10_000)
    }
  })

  it('are the same whenever asked, and not there on the day before they begin', () => {
    for (const { who, disease } of holders) {
      expect(specificDiseasesOf(42, who, TODAY)).toEqual([disease])
      expect(specificDiseasesOf(42, who, disease.from)).toEqual([disease])
      expect(specificDiseasesOf(42, who, civilDate('2015-12-31'))).toEqual([])
    }
  })
})
