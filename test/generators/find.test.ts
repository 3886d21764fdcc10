import { describe, expect, it } from 'vitest'
import { PROBE_LIMIT, type Traits, findByKey, findPeople, member, population } from '../../generators/index.ts'
import { cardStateAt } from '../../src/domain/certificate.ts'
import { certificatePolicy } from '../../src/domain/certificate-policy.ts'
import { civilDate, instantOf, legalAgeOn } from '../../src/domain/civil-date.ts'
import { coverageOn } from '../../src/domain/ledger.ts'
import { latestBook } from '../../src/domain/rulesets.ts'

const japan = population({ seed: 42 })
const today = japan.referenceDate
const noon = instantOf(today, '12:00')

describe('finding people', () => {
  it('finds people in grace who are in 国保', () => {
    const { found, failed } = findPeople(japan, { certificate: 'GRACE', scheme: 'kokuho' }, { count: 5 })
    expect(found).toHaveLength(5)
    expect(Object.keys(failed).toSorted()).toEqual(['certificate', 'scheme'])
    for (const index of found) {
      const { card, ledger } = member(japan, index)
      expect(card === null ? null : cardStateAt(card, noon, certificatePolicy(today, latestBook)).certificate).toBe(
        'GRACE',
      )
      expect(coverageOn(ledger, today, noon).map((state) => state.scheme)).toContain('kokuho')
    }
  })

  it.each<[string, Traits]>([
    ['a woman of 40 to 45 in Osaka', { sex: 'female', ageMin: 40, ageMax: 45, prefecture: 27 }],
    ['a card without a photo', { cardKind: 'photoless' }],
    ['a face-only card', { cardKind: 'face-only' }],
    ['a phone', { phone: true }],
    ['an unregistered card', { registered: false, certificate: 'VALID' }],
    ['nobody’s card', { certificate: 'NO_CARD' }],
    ['a loss to public assistance', { lossReason: '02' }],
    ['limit class A01', { limit: 'A01' }],
    ['a name with ● in 後期', { gaiji: true, scheme: 'kouki' }],
  ])('finds %s', (_, traits) => {
    expect(findPeople(japan, traits, { count: 1 }).found).toHaveLength(1)
  })

  it('finds twins whom only the branch tells apart', () => {
    const [index = -1] = findPeople(japan, { branchTwins: true }, { count: 1 }).found
    const { ledger, birthDate } = member(japan, index)
    const [open] = coverageOn(ledger, today, noon)
    if (open === undefined) throw new Error('twins have a cover')
    const { insurerNumber, symbol, number } = open.key
    expect(findByKey(japan, { insurerNumber, symbol, number, birthDate }).length).toBeGreaterThan(1)
    expect(findByKey(japan, { ...open.key, birthDate })).toEqual([{ index, coverageId: open.id }])
  })

  it('judges traits on the day it is given', () => {
    const on = civilDate('2027-03-01')
    const [index = -1] = findPeople(japan, { on, ageMin: 18, ageMax: 18 }, { count: 1 }).found
    expect(legalAgeOn(member(japan, index).birthDate, on)).toBe(18)
  })

  it('goes on where it stopped and never finds anybody twice', () => {
    const first = findPeople(japan, { gaiji: true }, { count: 10 })
    const second = findPeople(japan, { gaiji: true }, { count: 10, from: first.probed })
    expect(new Set([...first.found, ...second.found]).size).toBe(20)
  })

  it('gives up after looking at everybody or at the limit, and says which trait failed', () => {
    const village = population({ seed: 42, size: 500 })
    const report = findPeople(village, { scheme: 'kouki', ageMax: 20 }, { count: 1 })
    expect(report).toMatchObject({ found: [], probed: 500 })
    expect((report.failed.scheme ?? 0) + (report.failed.ageMax ?? 0)).toBeGreaterThanOrEqual(500)
    expect(PROBE_LIMIT).toBe(100_000)
  })
})
