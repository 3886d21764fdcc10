import { describe, expect, it } from 'vitest'
import { catalogue, findByKey, magicMember, magicPerson, member, population } from '../../generators/index.ts'
import { certificatePolicy } from '../../src/domain/certificate-policy.ts'
import { cardStateAt } from '../../src/domain/certificate.ts'
import { type CivilDate, civilDate, instantOf } from '../../src/domain/civil-date.ts'
import { coverageOn, coverageStates, sameKey } from '../../src/domain/ledger.ts'
import { parseInsurerNumber } from '../../src/domain/numbers.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import { isJisX0208 } from '../../src/wire/shift-jis.ts'

const japan = population({ seed: 42 })
const start = civilDate('2026-11-21')
const noon = (day: CivilDate) => instantOf(day, '12:00')
const of = (id: string, day = start) => magicMember(japan, id, day)
const stateOf = (id: string, day = start) => {
  const { card } = of(id, day)
  return card === null ? null : cardStateAt(card, noon(day), certificatePolicy(day, latestBook))
}
const coversOf = (id: string, day = start) => coverageStates(of(id, day).ledger, noon(day))

describe('the catalogue', () => {
  it('names everybody once, in both languages, with a source', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(25)
    expect(new Set(catalogue.map((person) => person.id)).size).toBe(catalogue.length)
    expect(new Set(catalogue.map((person) => Math.floor(person.index / 16))).size).toBe(catalogue.length)
    for (const { id, sentence, source, index } of catalogue) {
      expect(id).toMatch(/^[a-z]+\/[a-z0-9-]+$/)
      expect(sentence.ja).toMatch(/[ぁ-ん].*。$/)
      expect(sentence.en).toMatch(/^[A-Z].*\.$/)
      expect(source).toContain('facts/')
      expect(index).toBeLessThan(1000)
    }
  })

  it.each(catalogue.map((person) => person.id))('%s is a whole person on any first day', (id) => {
    for (const day of ['2024-12-02', '2025-02-28', '2026-03-31', '2026-11-21', '2028-02-29']) {
      const person = of(id, civilDate(day))
      for (const event of person.ledger) {
        if (event.type !== 'acquired') continue
        expect(parseInsurerNumber(event.coverage.key.insurerNumber)).toMatchObject({ ok: true })
        expect(event.coverage.acquired >= person.birthDate).toBe(true)
      }
      const { card } = person
      expect((card?.certificate?.expiry ?? '') <= (card?.bodyExpiry ?? '')).toBe(true)
      expect(person.ledger.map((event) => event.sequence)).toEqual(person.ledger.map((_, place) => place + 1))
    }
  })

  it('is made from people whose own keys find them, and uses numbers that are nobody else’s', () => {
    for (const { id, index } of catalogue) {
      for (const event of member(japan, index).ledger) {
        if (event.type !== 'acquired') continue
        expect(findByKey(japan, event.coverage.key)).toContainEqual({ index, coverageId: event.coverage.id })
      }
      for (const { key } of coverageStates(of(id).ledger, noon(civilDate('2099-01-01'))))
        expect(findByKey(japan, key)).toEqual([])
    }
  })

  it('gives no two people the same key, except for covers without a branch', () => {
    const keys = catalogue.flatMap(({ id }) =>
      coverageStates(of(id).ledger, noon(civilDate('2099-01-01'))).map((state) => state.key),
    )
    expect(keys.filter((key, place) => keys.findIndex((other) => sameKey(key, other)) !== place)).toEqual([])
  })

  it('says so when an id is unknown', () => {
    expect(magicPerson('grace/nobody')).toBeUndefined()
    expect(() => of('grace/nobody')).toThrow(RangeError)
  })
})

describe('a magic person', () => {
  it.each([
    ['grace/first-day', 'GRACE', 'LIVE'],
    ['grace/last-month', 'GRACE', 'LIVE'],
    ['grace/over', 'EXPIRED', 'LIVE'],
    ['grace/expires-today', 'WARN', 'LIVE'],
    ['grace/expired-2026-08-20', 'GRACE', 'LIVE'],
    ['grace/expired-2026-07-31', 'EXPIRED', 'LIVE'],
    ['grace/expired-2026-09-30', 'GRACE', 'LIVE'],
    ['grace/leap-day', 'EXPIRED', 'LIVE'],
    ['grace/body-too', 'GRACE', 'EXPIRED'],
    ['certificate/revoked', 'REVOKED', 'LIVE'],
    ['certificate/suspended', 'SUSPENDED', 'LIVE'],
    ['certificate/none', 'NONE', 'LIVE'],
    ['certificate/renew-soon', 'WARN', 'LIVE'],
    ['phone/iphone-expired', 'GRACE', 'LIVE'],
    ['card/baby-photoless', 'VALID', 'LIVE'],
    ['card/stay-ended', 'EXPIRED', 'EXPIRED'],
    ['name/gaiji', 'VALID', 'LIVE'],
  ])('%s has a certificate %s on a body %s on 2026-11-21', (id, certificate, body) => {
    expect(stateOf(id)).toMatchObject({ certificate, body })
  })

  it('grace/last-month is on its last day when the scenario starts on a month end', () => {
    expect(stateOf('grace/last-month', civilDate('2026-11-30'))).toMatchObject({ certificate: 'GRACE' })
    const { card } = of('grace/last-month', civilDate('2026-11-30'))
    const policy = certificatePolicy(start, latestBook)
    expect(card === null ? null : cardStateAt(card, noon(civilDate('2026-12-01')), policy).certificate).toBe('EXPIRED')
  })

  it('card/pin-locked is locked, card/face-only has no PIN, card/baby-photoless no photo', () => {
    expect(stateOf('card/pin-locked')?.pin).toMatchObject({ locked: true, misses: 3 })
    expect(of('card/face-only').card?.pin).toBeNull()
    expect(stateOf('card/face-only')?.pin.use).toBe('UNUSED')
    expect(stateOf('card/baby-photoless')?.face.use).toBe('NO_PHOTO')
  })

  it('key/twin-a and key/twin-b differ in name and branch only', () => {
    const [a, b] = [of('key/twin-a'), of('key/twin-b')]
    expect([a.birthDate, a.sex]).toEqual([b.birthDate, b.sex])
    const [keyA, keyB] = [coversOf('key/twin-a')[0]?.key, coversOf('key/twin-b')[0]?.key]
    expect(keyA).toEqual({ ...keyB, branch: '01' })
  })

  it.each([
    ['history/lost-with-newer', 1, 2],
    ['history/lost-nothing-newer', 0, 1],
    ['history/never-registered', 0, 0],
    ['history/not-yet-registered', 0, 0],
    ['history/two-open', 2, 2],
    ['history/retroactive-loss', 1, 1],
    ['history/one-day-gap', 1, 2],
    ['public/assistance', 1, 2],
    ['age/seventy-five', 1, 2],
  ])('%s has %d open covers of %d known on the first day', (id, open, known) => {
    expect(coverageOn(of(id).ledger, start, noon(start))).toHaveLength(open)
    expect(coversOf(id)).toHaveLength(known)
  })

  it('history/retroactive-loss turns out later to have had no cover', () => {
    expect(coverageOn(of('history/retroactive-loss').ledger, start, noon(civilDate('2026-12-02')))).toEqual([])
  })

  it.each([
    ['age/seventy-on-first', '2026-11-21', '2026-11-01'],
    ['age/seventy-on-second', '2026-11-21', undefined],
    ['age/seventy-on-second', '2026-12-01', undefined],
  ])('%s, started on %s, has an elderly group from %s', (id, day, from) => {
    expect(coversOf(id, civilDate(day))[0]?.elderly?.from).toBe(from)
  })

  it('age/seventy-five is in 後期 today and was in 国保 yesterday', () => {
    const { ledger, birthDate } = of('age/seventy-five')
    expect(birthDate).toBe('1951-11-21')
    expect(coverageOn(ledger, start, noon(start))[0]?.scheme).toBe('kouki')
    expect(coverageOn(ledger, civilDate('2026-11-20'), noon(start))[0]?.scheme).toBe('kokuho')
  })

  it('key/leading-zeros, key/kouki and key/old-card have the numbers they are about', () => {
    expect(coversOf('key/leading-zeros')[0]?.key).toEqual({
      insurerNumber: '139998',
      symbol: '0012',
      number: '0000302',
      branch: '01',
    })
    expect(coversOf('key/kouki')[0]?.key).toMatchObject({ symbol: null, branch: null })
    expect(coversOf('key/old-card')[0]?.key.branch).toBeNull()
    expect(of('key/old-card').card).toBeNull()
  })

  it('name/gaiji cannot be written in JIS X 0208, limit/class-a03 has its class', () => {
    expect([...of('name/gaiji').name.kanji].filter((character) => !isJisX0208(character))).toEqual(['髙', '﨑', '𠮷'])
    expect(coversOf('limit/class-a03')[0]?.limit).toMatchObject({ band: 'A03', kind: '01' })
  })

  it('changes nobody else', () => {
    const neighbours = catalogue.flatMap(({ index }) => [index - 1, index, index + 1])
    const before = JSON.stringify(neighbours.map((index) => member(japan, index)))
    for (const { id } of catalogue) of(id)
    expect(JSON.stringify(neighbours.map((index) => member(japan, index)))).toBe(before)
  })
})
