import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { monthlyLimit, plainShare } from '../../src/conformance/reference/clinic/money.ts'
import { addDays, civilDate } from '../../src/domain/civil-date.ts'
import { LIMIT_BANDS } from '../../src/domain/money/band.ts'
import { monthlyLimit as limitOfLaw } from '../../src/domain/money/limit.ts'
import { patientPays } from '../../src/domain/money/patient-pays.ts'
import { latestBook } from '../../src/domain/rulesets.ts'

const day = fc.integer({ min: 0, max: 600 }).map((days) => addDays(civilDate('2026-04-01'), days))
const cost = fc.integer({ min: 0, max: 5_000_000 })

describe('the tables of the reference clinic, written from the facts', () => {
  it('give the limit of the rule book for every class, day, cost and half', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LIMIT_BANDS), day, cost, fc.boolean(), (band, careDay, totalCost, halved) => {
        const law = limitOfLaw({ band, careDay, totalCost, halved, place: 'out-patient' }, latestBook)
        expect(monthlyLimit(band, careDay, totalCost, halved)).toBe(law.ok ? law.value : null)
      }),
    )
  })

  it('give the share of the rule book for every ratio and cost', () => {
    fc.assert(
      fc.property(fc.constantFrom('010', '020', '030'), cost, (share, totalCost) => {
        const priced = patientPays(
          { share, band: null, totalCost, careDay: civilDate('2026-11-21'), place: 'out-patient' },
          latestBook,
        )
        expect(priced).toEqual({
          ok: true,
          value: { plain: plainShare(totalCost, share), limit: null, owed: plainShare(totalCost, share) },
        })
      }),
    )
  })

  it('give the amounts that the facts print', () => {
    const pays = (careDay: string, halved = false) => monthlyLimit('A03', civilDate(careDay), 1_000_000, halved)
    expect([pays('2026-07-31'), pays('2026-08-01')]).toEqual([87_430, 92_940])
    expect([pays('2026-07-31', true), pays('2026-08-01', true)]).toEqual([48_715, 51_470])
  })
})
