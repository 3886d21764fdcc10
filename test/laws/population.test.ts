import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findByKey, household, insurers, member, population } from '../../generators/index.ts'
import { permute } from '../../generators/permutation.ts'
import { koukiStart } from '../../src/domain/ages.ts'
import { cardStateAt } from '../../src/domain/certificate.ts'
import { certificatePolicy } from '../../src/domain/certificate-policy.ts'
import { addDays, civilDate, earlierOf, instantOf, legalAgeOn } from '../../src/domain/civil-date.ts'
import { type CoverageKey, coverageStates, covers } from '../../src/domain/ledger.ts'
import { parseInsurerNumber, schemeOfInsurerNumber } from '../../src/domain/numbers.ts'
import type { Member } from '../../src/domain/person.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import { isJisX0208 } from '../../src/wire/shift-jis.ts'

const japan = population({ seed: 42 })
const today = japan.referenceDate
const SAMPLE = 20_000
const everything = instantOf(civilDate('2100-01-01'), '00:00')

/** People spread over the whole of Japan without a pattern. */
const sample: readonly Member[] = Array.from({ length: SAMPLE }, (_, place) =>
  member(japan, permute(japan.size, 99, place)),
)
const present = sample.map((person) => coverageStates(person.ledger, everything).find((state) => covers(state, today)))

const queryOf = ({ insurerNumber, symbol, number, branch }: CoverageKey) => ({ insurerNumber, symbol, number, branch })

describe('the keys of the population', () => {
  it('lead back to their owner, past covers included', () => {
    const lost: unknown[] = []
    for (const person of sample) {
      for (const event of person.ledger) {
        if (event.type !== 'acquired') continue
        const query = { ...queryOf(event.coverage.key), birthDate: person.birthDate }
        const hit = { index: person.index, coverageId: event.coverage.id }
        const matches = findByKey(japan, query)
        if (!matches.some((match) => match.index === hit.index && match.coverageId === hit.coverageId)) lost.push(hit)
      }
    }
    expect(lost).toEqual([])
  })

  it('belong to one person only, except for twins without their branch', () => {
    const shared = sample.flatMap((person) =>
      person.ledger.flatMap((event) => {
        if (event.type !== 'acquired') return []
        return findByKey(japan, queryOf(event.coverage.key)).filter((match) => match.index !== person.index)
      }),
    )
    expect(shared).toEqual([])
  })

  it('without a branch lead to everybody of the symbol and number, who all live together', () => {
    for (const person of sample.slice(0, 3000)) {
      for (const event of person.ledger) {
        if (event.type !== 'acquired') continue
        const { insurerNumber, symbol, number } = event.coverage.key
        const home = household(japan, person.index)
        const matches = findByKey(japan, { insurerNumber, symbol, number })
        expect(home).toEqual(expect.arrayContaining(matches.map((match) => match.index)))
        for (const match of matches) {
          const owner = member(japan, match.index)
          const cover = coverageStates(owner.ledger, everything).find((state) => state.id === match.coverageId)
          expect(cover?.key).toMatchObject({ insurerNumber, symbol, number })
        }
      }
    }
  })

  it('drawn at random find nobody, and never somebody who does not own them', () => {
    const all = insurers()
    fc.assert(
      fc.property(
        fc.nat(all.length - 1),
        fc.oneof(
          fc.constant(null),
          fc.stringMatching(/^\d{1,8}$/),
          fc.constantFrom('公立見本東京', '見本12', 'ケ7', '国010'),
        ),
        fc.stringMatching(/^\d{1,8}$/),
        fc.nat(SAMPLE - 1),
        (place, symbol, number, stranger) => {
          const insurerNumber = all[place]?.number ?? ''
          const birthDate = sample[stranger]?.birthDate ?? today
          expect(findByKey(japan, { insurerNumber, symbol, number, birthDate })).toEqual([])
          for (const match of findByKey(japan, { insurerNumber, symbol, number })) {
            const owner = coverageStates(member(japan, match.index).ledger, everything)
            expect(owner.map((state) => state.key)).toContainEqual(
              expect.objectContaining({ insurerNumber, symbol, number }),
            )
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['a zero dropped from the front', (number: string) => number.replace(/^0/, '')],
    ['a zero added in front', (number: string) => `0${number}`],
    ['its last digit changed', (number: string) => `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`],
  ])('do not match with %s', (_, change) => {
    const hits = sample.slice(0, 2000).filter((person, place) => {
      const key = present[place]?.key
      if (key === undefined || change(key.number) === key.number) return false
      const matches = findByKey(japan, { ...queryOf(key), number: change(key.number) })
      return matches.some((match) => match.index === person.index)
    })
    expect(hits).toEqual([])
  })

  it('carry insurer numbers with a valid check digit that name the scheme', () => {
    for (const insurer of insurers()) {
      expect(parseInsurerNumber(insurer.number)).toMatchObject({ ok: true })
      expect(schemeOfInsurerNumber(insurer.number)).toBe(insurer.scheme)
    }
    expect(new Set(insurers().map((insurer) => insurer.number)).size).toBe(insurers().length)
  })
})

const share = (count: number): number => (count / SAMPLE) * 100
const sharePresent = (...schemes: readonly string[]): number =>
  share(present.filter((state) => state !== undefined && schemes.includes(state.scheme)).length)

describe('the shares of the population', () => {
  it.each([
    ['協会けんぽ', ['kyokai'], 39.7],
    ['健保組合', ['kenpo'], 28],
    ['共済', ['kyosai'], 10],
    ['国保', ['kokuho', 'kokuho-kumiai'], 25],
    ['後期高齢者', ['kouki'], 20],
    ['医療扶助', ['assistance'], 2.3],
  ])('%s is within one point of its share of 125 million', (_, schemes, millions) => {
    expect(Math.abs(sharePresent(...schemes) - (millions / 125) * 100)).toBeLessThan(1)
  })

  it.each([
    [0, 9, 7.1],
    [10, 19, 8.7],
    [20, 29, 10.3],
    [30, 39, 10.8],
    [40, 49, 13.3],
    [50, 59, 14.8],
    [60, 69, 12.1],
    [70, 79, 12.8],
    [80, 89, 8],
    [90, 120, 2.3],
  ])('ages %d to %d are about %d per cent', (from, until, percent) => {
    const counted = sample.filter((person) => {
      const age = legalAgeOn(person.birthDate, today)
      return age >= from && age <= until
    })
    expect(Math.abs(share(counted.length) - percent)).toBeLessThan(2)
  })

  it('has cards, registrations and certificates as the statistics say', () => {
    const cards = sample.flatMap((person) => person.card ?? [])
    const registered = cards.filter((card) => card.registration === 'REGISTERED')
    const policy = certificatePolicy(today, latestBook)
    const states = registered.map((card) => cardStateAt(card, instantOf(today, '12:00'), policy).certificate)
    const rate = (state: string): number => (states.filter((each) => each === state).length / states.length) * 100
    expect(Math.abs(share(cards.length) - 79.9)).toBeLessThan(1)
    expect(Math.abs((registered.length / cards.length) * 100 - 87.8)).toBeLessThan(1)
    expect(Math.abs(rate('GRACE') - 1.5)).toBeLessThan(0.5)
    expect(Math.abs(rate('EXPIRED') - 1)).toBeLessThan(0.5)
    expect(rate('VALID')).toBeGreaterThan(90)
  })

  it('has about 4.4 per cent names with a character that becomes ● and 2 per cent with a common name', () => {
    const marked = sample.filter((person) => [...person.name.kanji].some((character) => !isJisX0208(character)))
    expect(Math.abs(share(marked.length) - 4.4)).toBeLessThan(1)
    expect(Math.abs(share(sample.filter((person) => person.otherName !== null).length) - 2)).toBeLessThan(0.6)
  })
})

describe('every member', () => {
  it('has covers that do not overlap, in a ledger that is in order', () => {
    for (const person of sample) {
      const states = coverageStates(person.ledger, everything)
      expect(states.filter((state) => state.loss === null).length).toBeLessThanOrEqual(1)
      const sorted = states.toSorted((a, b) => (a.acquired < b.acquired ? -1 : 1))
      sorted.forEach((state, place) => {
        const next = sorted[place + 1]
        if (next !== undefined) expect((state.loss?.date ?? '9999') <= next.acquired, `${person.index}`).toBe(true)
        expect(state.acquired >= person.birthDate).toBe(true)
        if (state.loss !== null) expect(state.loss.date > state.acquired).toBe(true)
      })
      const moments = person.ledger.map((event) => event.knownAt)
      expect(moments).toEqual(moments.toSorted())
      expect(person.ledger.map((event) => event.sequence)).toEqual(person.ledger.map((_, place) => place + 1))
    }
  })

  it('is in 後期 from the 75th birthday on and not before, unless on public assistance', () => {
    sample.forEach((person, place) => {
      const state = present[place]
      if (state === undefined || state.scheme === 'assistance') return
      expect(state.scheme === 'kouki', `${person.index}`).toBe(koukiStart(person.birthDate) <= today)
    })
  })

  it('shows an elderly group from 70 to 74 and no ratio of 後期 elsewhere', () => {
    sample.forEach((person, place) => {
      const noon = instantOf(today, '12:00')
      const state = coverageStates(person.ledger, noon).find((each) => each.id === present[place]?.id)
      if (state === undefined || state.scheme === 'assistance') return
      const age = legalAgeOn(person.birthDate, today)
      if (age < 70 || age >= 75) expect(state.elderly, `${person.index}`).toBeNull()
      if (age >= 71 && age < 75)
        expect(state.elderly, `${person.index}`).toMatchObject({
          until: earlierOf(civilDate('2027-07-31'), addDays(koukiStart(person.birthDate), -1)),
        })
      expect(state.koukiRatio !== null).toBe(state.scheme === 'kouki')
    })
  })

  it('never has a certificate that outlives the card body', () => {
    const outliving = sample.filter(({ card }) => card !== null && (card.certificate?.expiry ?? '') > card.bodyExpiry)
    const odd = sample.filter(
      ({ card, birthDate }) => card !== null && (card.issued > today || card.issued <= birthDate),
    )
    expect([...outliving, ...odd].map((person) => person.index)).toEqual([])
  })
})

describe('the whole of Japan', () => {
  it('answers for its last member as for its first', () => {
    const time = (from: number): number => {
      const started = performance.now()
      for (let place = 0; place < 4000; place += 1) member(japan, from + place)
      return performance.now() - started
    }
    const last = japan.size - 4000
    time(0)
    time(last)
    const [first, end] = [[1, 2, 3, 4, 5].map(() => time(0)), [1, 2, 3, 4, 5].map(() => time(last))]
    expect(Math.min(...end)).toBeLessThan(Math.min(...first) * 3)
    expect(member(japan, japan.size - 1).index).toBe(124_999_999)
  })

  it('begins with the people of every smaller population', () => {
    const village = population({ seed: 42, size: 1000 })
    for (const index of [0, 17, 500, 999]) expect(member(village, index)).toEqual(member(japan, index))
    expect(() => member(village, 1000)).toThrow(RangeError)
  })

  it('does not find people beyond the end of a smaller population', () => {
    const village = population({ seed: 42, size: 1000 })
    const stranger = member(japan, 70_000)
    const [event] = stranger.ledger
    if (event?.type !== 'acquired') throw new Error('a ledger begins with an acquisition')
    expect(findByKey(japan, queryOf(event.coverage.key))).toHaveLength(1)
    expect(findByKey(village, queryOf(event.coverage.key))).toEqual([])
  })

  it('is another one for another seed or reference date', () => {
    const other = population({ seed: 43 })
    expect(member(other, 5)).not.toEqual(member(japan, 5))
  })

  it.each([{ seed: -1 }, { seed: 1.5 }, { seed: 1, size: 0 }, { seed: 1, size: 125_000_001 }])(
    'refuses %o',
    (options) => {
      expect(() => population(options)).toThrow(RangeError)
    },
  )
})
