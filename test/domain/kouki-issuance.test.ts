import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, civilDate } from '../../src/domain/civil-date.ts'
import { type KoukiDecision, type KoukiStanding, koukiPaper } from '../../src/domain/kouki-issuance.ts'

const HOLDING: KoukiDecision = { koukiRule: 'HOLDING', koukiAgeMode: 'BIRTHDAY' }
const USAGE: KoukiDecision = { ...HOLDING, koukiRule: 'USAGE' }
const born = (birthDate: string, more: Partial<KoukiStanding> = {}): KoukiStanding => ({
  birthDate: civilDate(birthDate),
  hasCard: true,
  uses: null,
  ...more,
})

describe('the paper of a member of 後期 from 2026-08-01', () => {
  it('is a certificate for whoever is 85 on that day, whatever his card', () => {
    expect(koukiPaper(born('1941-08-01'), HOLDING)).toBe('certificate')
    expect(koukiPaper(born('1941-08-02'), HOLDING)).toBe('notice')
  })

  it.each([
    ['BIRTHDAY', '1941-08-01', 'certificate'],
    ['BIRTHDAY', '1941-08-02', 'notice'],
    ['LEGAL', '1941-08-02', 'certificate'],
    ['LEGAL', '1941-08-03', 'notice'],
  ] as const)('counts 85 by %s: born %s, a %s', (koukiAgeMode, birthDate, paper) => {
    expect(koukiPaper(born(birthDate), { ...HOLDING, koukiAgeMode })).toBe(paper)
  })

  it.each([
    [6, 1, 'notice'],
    [5, 1, 'certificate'],
    [6, 0, 'certificate'],
    [12, 3, 'notice'],
  ] as const)('follows %i uses in twelve months, %i of them lately: a %s', (inTwelveMonths, inThreeMonths, paper) => {
    expect(koukiPaper(born('1945-05-20', { uses: { inTwelveMonths, inThreeMonths } }), USAGE)).toBe(paper)
  })

  it('does not look at the uses where holding decides, nor where nobody counts', () => {
    expect(koukiPaper(born('1945-05-20', { uses: { inTwelveMonths: 0, inThreeMonths: 0 } }), HOLDING)).toBe('notice')
    expect(koukiPaper(born('1945-05-20'), USAGE)).toBe('notice')
  })

  it('is a certificate for everybody without a card, under every rule', () => {
    const day = fc.integer({ min: 0, max: 15_000 }).map((days) => addDays(civilDate('1910-01-01'), days))
    fc.assert(
      fc.property(day, fc.constantFrom(HOLDING, USAGE), (birthDate, decision) => {
        expect(koukiPaper({ birthDate, hasCard: false, uses: null }, decision)).toBe('certificate')
      }),
    )
  })
})
