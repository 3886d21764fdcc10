import { describe, expect, it } from 'vitest'
import { insurerOf, insurers, member, population, specimenInsurer } from '../../generators/index.ts'
import { checkDigit, parseNumber } from '../../src/domain/numbers.ts'
import type { Scheme } from '../../src/domain/ledger.ts'

const japan = population({ seed: 42 })

/** The covers of a few thousand people, first registration of each. */
const covers = Array.from({ length: 4000 }, (_, index) => member(japan, index * 31))
  .flatMap((person) => person.ledger)
  .flatMap((event) => (event.type === 'acquired' ? event.coverage : []))
const of = (scheme: Scheme) => covers.filter((cover) => cover.scheme === scheme)

describe('the numbers of a scheme', () => {
  it.each<[Scheme, RegExp, RegExp, RegExp]>([
    ['kyokai', /^\d{8}$/, /^[1-9]\d{0,6}$/, /^0\d$/],
    ['kenpo', /^(ケ)?\d{1,4}$/, /^\d{1,7}$/, /^0\d$/],
    ['kyosai', /^(公立|地共|私学|国共|警)見本$/, /^[1-9]\d{0,7}$/, /^0\d$/],
    ['kokuho', /^(見本|国)?\d{1,4}$/, /^\d{1,7}$/, /^0[1-9]$/],
    ['kokuho-kumiai', /^\d{1,3}$/, /^\d{5,7}$/, /^0[1-9]$/],
  ])('%s are written as its insurers write them', (scheme, symbol, number, branch) => {
    expect(of(scheme).length).toBeGreaterThan(50)
    for (const { key } of of(scheme)) {
      expect(key.symbol).toMatch(symbol)
      expect(key.number).toMatch(number)
      expect(key.branch).toMatch(branch)
    }
  })

  it('of 後期 are eight digits with their check digit, without symbol and branch', () => {
    for (const { key, relation } of of('kouki')) {
      expect(key).toMatchObject({ symbol: null, branch: null })
      expect(key.number.at(-1)).toBe(checkDigit('kouki-insured', key.number.slice(0, -1)))
      expect(relation).toBeNull()
    }
  })

  it('of 医療扶助 are 受給者番号 under a payer of law 12, class A1', () => {
    for (const { key, classification } of of('assistance')) {
      expect(parseNumber('public-recipient', key.number)).toMatchObject({ ok: true })
      expect(key.insurerNumber).toMatch(/^12\d{6}$/)
      expect(classification).toBe('A1')
    }
  })

  it('begin with zeros here and there', () => {
    expect(of('kokuho').some(({ key }) => key.number.startsWith('0'))).toBe(true)
    expect(of('kokuho').some(({ key }) => key.symbol?.startsWith('0') === true)).toBe(true)
    expect(of('kouki').some(({ key }) => key.number.startsWith('0'))).toBe(true)
  })

  it('give the insured person 00 and dependants the next branches, 国保 counts from 01', () => {
    for (const { key, relation, scheme } of covers) {
      if (key.branch === null) continue
      const first = scheme === 'kokuho' || scheme === 'kokuho-kumiai' ? '01' : '00'
      expect(key.branch === first).toBe(relation === 'insured')
    }
  })
})

describe('an insurer', () => {
  it('is plainly made up and stays in bodies that are unlikely to be real', () => {
    for (const { number, name, scheme } of insurers()) {
      expect(name).toMatch(/^見本/)
      expect(number.slice(-4, -1)).toMatch(scheme === 'kokuho-kumiai' ? /^39\d$/ : /^9\d\d$/)
    }
  })

  it('has room for everybody: no number grows beyond its digits', () => {
    expect(Math.max(...insurers('kouki').map((insurer) => insurer.capacity))).toBeLessThanOrEqual(10_000_000)
    expect(Math.max(...insurers('assistance').map((insurer) => insurer.capacity))).toBeLessThan(1_000_000)
  })

  it('is found by its number', () => {
    const [first] = insurers('kyokai')
    expect(insurerOf(first?.number ?? '')).toEqual(first)
    expect(insurerOf('00000000')).toBeNull()
  })

  it.each<[Scheme, string]>([
    ['kenpo', '06139992'],
    ['kyosai', '34139998'],
    ['kokuho', '139998'],
    ['assistance', '12139994'],
  ])('%s has the specimen %s, which the population never uses', (scheme, number) => {
    expect(specimenInsurer(scheme).number).toBe(number)
    expect(insurerOf(number)).toBeNull()
  })
})
