import { describe, expect, it } from 'vitest'
import { decide } from '../../src/domain/decide.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import {
  CURRENT,
  FORMER,
  NOTHING_FOUND,
  type Scene,
  born,
  certificate,
  chart,
  counter,
  declaration,
  lost,
  paper,
  read,
  record,
  superseded,
  valid,
} from '../support/counter-builders.ts'

const decided = (day: string, scene: Scene) => {
  const { presentation, facts } = counter(day, scene)
  return decide(presentation, facts, latestBook)
}

const inTerm = certificate('2026-08-01', '2027-07-31')
const ending = (day: string) => valid(record({ loss: lost(day).record?.loss ?? null }))

describe('a paper in term and its loss date', () => {
  it.each([
    ['the day before the loss', '2026-10-31', ending('2026-11-01'), 'accepted'],
    ['the day before, answered as lost', '2026-10-31', lost('2026-11-01'), 'accepted'],
    ['the loss day', '2026-11-01', lost('2026-11-01'), 'full-charge'],
    ['the loss day, with newer cover', '2026-11-01', superseded('2026-11-01'), 'full-charge'],
  ] as const)('%s', (_title, day, answer, outcome) => {
    const right = decided(day, { shown: [inTerm], answers: [[CURRENT, answer]] })
    expect([right.outcome, right.claim]).toEqual([outcome, outcome === 'accepted' ? 'CURRENT' : 'NONE'])
  })

  it('stands with a dated re-check when no record is found', () => {
    const right = decided('2026-11-21', { shown: [inTerm], answers: [[CURRENT, NOTHING_FOUND]] })
    expect(right).toMatchObject({ outcome: 'accepted', verified: 'none', followUps: ['recheck', 'ask-insurer'] })
  })
})

describe('the step of a claim after a declaration', () => {
  const named = { ...declaration('030'), insurerNumber: '06139992' }

  it.each([
    [
      'the lost numbers that the card shows',
      { ...read({}, lost('2026-11-01', record({ key: FORMER }))) },
      'OLD',
      FORMER,
    ],
    ['the numbers of the own record', { ...read({}, NOTHING_FOUND), chart: chart({ key: FORMER }) }, 'OLD', FORMER],
    ['nothing', { ...read({}, NOTHING_FOUND) }, 'UNKNOWN', null],
  ] as const)('with %s', (_title, scene, step, key) => {
    const answers = [[FORMER, NOTHING_FOUND]] as const
    expect(decided('2026-11-21', { ...scene, answers, shown: [declaration('030')] })).toMatchObject({
      outcome: 'accepted',
      method: 'M14',
      claim: step,
      key,
    })
  })

  it('keeps an insurer that is known', () => {
    expect(decided('2026-11-21', { ...read({}, NOTHING_FOUND), shown: [named] }).claim).toBe('INSURER_ONLY')
  })
})

describe('somebody who says that he has no insurance', () => {
  it.each([
    ['and whose card answers 2', read({}, lost('2026-11-01'))],
    ['and whose card answers 4', read({}, NOTHING_FOUND)],
    ['and shows nothing', {}],
  ] as const)('%s pays the whole price and is referred, declaration or not', (_title, scene) => {
    expect(decided('2026-11-21', { ...scene, shown: [declaration('030')], insured: 'no' })).toMatchObject({
      outcome: 'full-charge',
      claim: 'NONE',
      followUps: ['refer-to-municipality', 'bring-proof'],
    })
  })

  it('is accepted when his card reads as valid', () => {
    expect(decided('2026-11-21', { ...read(), insured: 'no' }).outcome).toBe('accepted')
  })
})

describe('a record that ended by death', () => {
  it.each([
    ['by card', { ...read({}, lost('2026-11-11', record(), '01')), shown: [declaration('030')] }],
    ['by number', { shown: [inTerm], answers: [[CURRENT, lost('2026-11-11', record(), '01')]] }],
  ] as const)('%s stops the reception of a living patient and keeps nothing', (_title, scene) => {
    const right = decided('2026-11-21', scene)
    expect([right.outcome, right.key, right.claim]).toEqual(['stop', null, 'NONE'])
  })

  it('is an ordinary loss when the family comes about a bill', () => {
    const right = decided('2026-11-21', {
      shown: [inTerm],
      answers: [[CURRENT, lost('2026-11-11', record(), '01')]],
      present: false,
    })
    expect(right.outcome).not.toBe('stop')
  })
})

describe('the way back of a whole price', () => {
  it.each([
    ['2024-11-21', '2024-11-30', '2026-11-21'],
    ['2026-10-31', '2026-10-31', '2028-10-31'],
    ['2026-11-01', '2026-11-30', '2028-11-01'],
    ['2028-02-29', '2028-02-29', '2030-02-28'],
  ] as const)('paid on %s: at the clinic through %s, from the insurer through %s', (day, clinicUntil, insurerUntil) => {
    expect(decided(day, {}).refund).toEqual({ clinicUntil, insurerUntil })
  })
})

describe('a newborn whose registration is still to come', () => {
  const circumstances = { newborn: true, companion: 'guardian' } as const

  it.each([
    ['nothing', []],
    ['a paper of the parent', [inTerm]],
    ['a declaration', [declaration('020', '2026-11-18')]],
  ] as const)('waits with %s on the counter', (_title, shown) => {
    expect(decided('2026-11-21', { shown, circumstances })).toMatchObject({
      outcome: 'wait',
      key: null,
      claim: 'NONE',
    })
  })

  it('is received on a paper of his own', () => {
    const own = paper('certificate', { birthDate: '2026-11-18', validFrom: '2026-11-18', validUntil: '2027-07-31' })
    const right = decided('2026-11-21', {
      shown: [own],
      chart: chart({ birthDate: born('2026-11-18').birthDate, key: null }),
      answers: [[CURRENT, valid(born('2026-11-18'))]],
      circumstances,
    })
    expect([right.outcome, right.method, right.share]).toEqual(['accepted', 'M08', '020'])
  })
})

describe('back from abroad, the card answers 4', () => {
  it.each([
    ['returned-filed', 'accepted'],
    ['home-leave', 'accepted'],
    ['returned-not-filed', 'full-charge'],
  ] as const)('%s: %s', (abroad, outcome) => {
    const scene = { ...read({}, NOTHING_FOUND), shown: [declaration('030')], circumstances: { abroad } }
    expect(decided('2026-11-21', scene).outcome).toBe(outcome)
  })
})

describe('the patient says that his cover has changed', () => {
  it('and the card shows the one on record: accepted, noted, to be checked before the claim', () => {
    const right = decided('2026-11-21', { ...read(), chart: chart(), unchanged: 'no' })
    expect([right.outcome, right.followUps]).toEqual(['accepted', ['recheck', 'ask-insurer']])
  })

  it('and the card shows another one: nothing is left to ask', () => {
    const right = decided('2026-11-21', { ...read(), chart: chart({ key: FORMER }), unchanged: 'no' })
    expect([right.outcome, right.followUps]).toEqual(['accepted', []])
  })
})

describe('a certificate renewed this morning', () => {
  it('leads to the ladder and not to the whole price', () => {
    const scene = { card: { activating: true }, screens: ['result-unavailable'] } as const
    expect(decided('2026-11-21', { ...scene, shown: [declaration('030')] })).toMatchObject({
      method: 'M14',
      share: '030',
    })
    expect(decided('2026-11-21', { ...scene, shown: [paper('notice')] })).toMatchObject({
      method: 'M11',
      verified: 'number',
    })
  })
})
