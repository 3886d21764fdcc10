import { describe, expect, it } from 'vitest'
import {
  DAY_LABOUR_SHARE,
  MISMATCH_SHARE,
  UNLINKED_SHARE,
  isDayLabourer,
  linkageOf,
  linkageOfClass,
  officeOf,
  shareOn,
} from '../../generators/linkage.ts'
import { prefectureName } from '../../generators/insurer.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import { indexOfPersonNumber, personNumberOf } from '../../src/domain/person-number.ts'

const SAMPLE = 200_000
const day = civilDate('2024-06-07')
const everybody = Array.from({ length: SAMPLE }, (_, index) => linkageOf(42, index, day))
const shareOf = (classes: string): number =>
  everybody.filter(({ matchClass }) => classes.includes(matchClass)).length / SAMPLE

describe('the linkage of a person', () => {
  it('has the shares of the facts', () => {
    expect(Math.abs(shareOf('d') - shareOn(UNLINKED_SHARE, day))).toBeLessThan(0.001)
    expect(Math.abs(shareOf('bc') - MISMATCH_SHARE.value)).toBeLessThan(0.001)
    expect(shareOf('b')).toBeGreaterThan(0)
    expect(shareOf('c')).toBeGreaterThan(0)
  })

  it('is the same for the same seed and index, and another one for another seed', () => {
    expect(everybody.slice(0, 500)).toEqual(Array.from({ length: 500 }, (_, index) => linkageOf(42, index, day)))
    expect(everybody.slice(0, 5000)).not.toEqual(Array.from({ length: 5000 }, (_, index) => linkageOf(43, index, day)))
  })

  it('tells the last four digits of the linked and nothing of the others', () => {
    for (const [index, { matchClass, linked, last4 }] of everybody.slice(0, 5000).entries()) {
      expect(linked).toBe(matchClass !== 'd')
      expect(last4).toBe(linked ? personNumberOf(index).slice(-4) : null)
      expect(indexOfPersonNumber(last4 ?? '')).toBeNull()
    }
  })

  it('was missing for more people before mid-2023, the later unlinked among them', () => {
    const before = Array.from({ length: 20_000 }, (_, index) => linkageOf(42, index, civilDate('2021-08-01')).linked)
    const later = everybody.slice(0, 20_000).map(({ linked }) => linked)
    expect(before.filter((linked) => !linked).length).toBeGreaterThan(later.filter((linked) => !linked).length)
    expect(later.filter((linked, index) => !linked && before[index] === true)).toEqual([])
  })

  it.each([
    ['a', true],
    ['b', true],
    ['c', true],
    ['d', false],
  ] as const)('of class %s is linked: %s', (matchClass, linked) => {
    expect(linkageOfClass(7, matchClass)).toEqual({ matchClass, linked, last4: linked ? '0070' : null })
  })
})

describe('day labourers', () => {
  it('are as rare as the table says', () => {
    const share = Array.from({ length: SAMPLE }, (_, index) => isDayLabourer(42, index)).filter(Boolean).length / SAMPLE
    expect(Math.abs(share - DAY_LABOUR_SHARE.value)).toBeLessThan(0.0003)
  })
})

describe('an office', () => {
  it('is invented, says so, and lies in the prefecture of its insurer', () => {
    const office = officeOf(42, { insurerNumber: '01409911', symbol: '40097004' })
    expect(office.name).toMatch(/^見本/)
    expect(office.address.text.startsWith(prefectureName(40))).toBe(true)
    expect(office.address.postal).toMatch(/^\d{3}-\d{4}$/)
    expect(officeOf(42, { insurerNumber: '01409911', symbol: '40097004' })).toEqual(office)
    expect(officeOf(42, { insurerNumber: '01409911', symbol: '40097005' })).not.toEqual(office)
  })
})
