import { describe, expect, it } from 'vitest'
import { civilDate } from '../../../src/domain/civil-date.ts'
import { type AddOnCase, addOn } from '../../../src/domain/money/add-on.ts'
import { latestBook, ruleBook } from '../../../src/domain/rulesets.ts'

const found = ruleBook('latest@seeds')
const seeds = found.ok ? found.value : latestBook

const visit = (changes: Partial<AddOnCase> = {}): AddOnCase => ({
  day: civilDate('2024-11-27'),
  shownBy: 'my-number-card',
  fee: 'first-visit',
  share: '030',
  ...changes,
})

describe('the add-on for the way of showing the cover', () => {
  it('changes nothing unless it is turned on', () => {
    expect(addOn(visit(), latestBook)).toEqual({ cost: 0, patient: 0 })
    expect(addOn(visit({ shownBy: 'other' }), latestBook)).toEqual({ cost: 0, patient: 0 })
  })

  it('is by the original documents 3円 with the card and 9円 without: 20円 of cost, 6円 at 3割', () => {
    const card = addOn(visit(), seeds)
    const other = addOn(visit({ shownBy: 'other' }), seeds)
    expect([card, other]).toEqual([
      { cost: 10, patient: 3 },
      { cost: 30, patient: 9 },
    ])
    expect([other.cost - card.cost, other.patient - card.patient]).toEqual([20, 6])
  })

  it.each([
    ['2024-05-31', 0],
    ['2024-06-01', 9],
    ['2024-11-30', 9],
    ['2024-12-01', 0],
    ['2026-11-21', 0],
  ])('on %s costs the holder of an old card %i円', (on, patient) => {
    expect(addOn(visit({ day: civilDate(on), shownBy: 'other' }), seeds).patient).toBe(patient)
  })

  it.each([
    ['first-visit', 9],
    ['dispensing', 9],
    ['other', 0],
  ] as const)('goes with the fee %s: %i円', (fee, patient) => {
    expect(addOn(visit({ fee, shownBy: 'other' }), seeds).patient).toBe(patient)
  })

  it.each([
    ['010', 3],
    ['020', 6],
    ['030', 9],
  ] as const)('at %s is %i円', (share, patient) => {
    expect(addOn(visit({ share, shownBy: 'other' }), seeds).patient).toBe(patient)
  })
})
