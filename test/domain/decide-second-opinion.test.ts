import { describe, expect, it } from 'vitest'
import { decide } from '../../src/domain/decide.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import {
  CURRENT,
  LATE_ELDERLY,
  LINE_DOWN,
  MUNICIPAL,
  PATIENT,
  type Scene,
  born,
  card,
  certificate,
  chart,
  counter,
  elderly,
  lost,
  paper,
  read,
  record,
  valid,
  withoutTicket,
} from '../support/counter-builders.ts'

const decided = (day: string, scene: Scene) => {
  const { presentation, facts } = counter(day, scene)
  return decide(presentation, facts, latestBook)
}

const DAY = '2026-11-21'
const ADD_ON = {
  kind: 'add-on',
  name: PATIENT.name,
  birthDate: PATIENT.birthDate,
  ratio: null,
  limitBand: null,
  payerNumber: null,
  recipientNumber: null,
  validFrom: civilDate('2026-08-01'),
  validUntil: civilDate('2027-07-31'),
  samePrefecture: true,
} as const
const ELDERLY_PAPER = { ...ADD_ON, certificate: 'elderly', ratio: '020' } as const
const LIMIT_PAPER = { ...ADD_ON, certificate: 'limit', limitBand: 'A04' } as const
const ASSISTED = { insurerNumber: '12139994', symbol: null, number: '1234566', branch: null }
const assistance = record({ key: ASSISTED, scheme: 'assistance', classification: 'A1', limitBand: null })

/** What a second reading of the facts found in the first. */
describe('decide, read a second time', () => {
  it.each([
    ['2026-11-21', 'accepted'],
    ['2026-11-20', 'full-charge'],
  ] as const)('uses a phone whose own certificate ends on %s on 2026-11-21: %s', (end, outcome) => {
    const phone = { kind: 'iphone', expiry: civilDate(end) } as const
    expect(decided(DAY, { ...read({ phone }, valid(), 'phone'), cardShown: false }).outcome).toBe(outcome)
  })

  it.each(['home', 'online'] as const)('has no reader for a phone at a visit %s', (place) => {
    const visit = { ...read({}, valid(), 'phone'), cardShown: false, circumstances: { place } }
    expect(decided(DAY, visit).method).toBeNull()
  })

  it.each([
    ['home', 'M19'],
    ['online', null],
    ['telephone', null],
  ] as const)('reads a card with the app of a limited site at a visit %s: %s', (place, method) => {
    const visit = {
      ...read({}, valid(), 'pin'),
      facility: { capability: 'LIMITED' },
      circumstances: { place },
    } as const
    expect(decided(DAY, { ...visit, device: 'limited-app' }).method).toBe(method)
    const young = { ...visit, circumstances: { place, newborn: true } }
    expect(decided(DAY, { ...young, device: 'limited-app' }).method).toBe(method)
  })

  it('knows no inquiry without a card at the reader', () => {
    const again = read({}, valid(), 'reinquiry')
    expect(decided(DAY, { ...again, cardShown: false }).outcome).toBe('full-charge')
    const athome = { place: 'home', care: 'continuing' } as const
    expect(decided(DAY, { ...again, device: 'app', facility: { tools: ['app'] }, circumstances: athome }).method).toBe(
      'M20b',
    )
  })

  it('takes the share of a 高齢受給者証 in term beside a card whose answer has no elderly group', () => {
    const answer = valid(born('1954-04-10'))
    expect(decided(DAY, read({}, answer)).share).toBeNull()
    expect(decided(DAY, { ...read({}, answer), shown: [ELDERLY_PAPER] }).share).toBe('020')
  })

  it('takes no share of a 高齢受給者証 for 医療扶助 or 後期, by number either', () => {
    const late = record({ key: LATE_ELDERLY, scheme: 'kouki', koukiRatio: null })
    for (const [key, found] of [
      [ASSISTED, assistance],
      [LATE_ELDERLY, late],
    ] as const) {
      const scene = { card: {}, chart: chart({ key }), answers: [[key, valid(found)] as const], shown: [ELDERLY_PAPER] }
      expect(decided(DAY, scene)).toMatchObject({ method: 'M21', share: null })
    }
  })

  it('takes the class of a 限度額適用認定証 in term beside a card whose answer has none', () => {
    const answer = valid(record({ limitBand: null }))
    expect(decided(DAY, { ...read({}, answer), shown: [LIMIT_PAPER] }).limitBand).toBe('A04')
    expect(decided(DAY, { ...read(), shown: [LIMIT_PAPER] }).limitBand).toBe('A03')
  })

  it('treats employee cover past the 75th birthday as lost, also when its registered loss is still to come', () => {
    const old = born('1951-05-10')
    expect(decided(DAY, read({}, lost('2026-12-01', old))).outcome).toBe('ask')
    const grouped = { ...old, elderly: elderly('2026-08-01', '2027-07-31', '020') }
    expect(decided(DAY, read({}, lost('2026-12-01', grouped))).outcome).toBe('accepted')
  })

  it('refuses no 医療扶助 patient whose month has no ticket yet when the own record is inquired', () => {
    const scene = {
      card: {},
      chart: chart({ key: ASSISTED }),
      answers: [[ASSISTED, withoutTicket(assistance)] as const],
    }
    const decision = decided('2026-11-10', { ...scene, broken: ['reader'] })
    expect(decision).toMatchObject({ outcome: 'accepted', method: 'M21', followUps: ['recheck'] })
    expect(decision.payers.map(({ kind }) => kind)).toEqual(['medical-assistance'])
  })

  it.each([
    [{ present: false }, 'M21'],
    [{ circumstances: { responsive: false } }, 'M21'],
    [{}, null],
  ] as const)('inquires the own record for somebody who cannot come or speak (%j): %s', (who, method) => {
    expect(decided(DAY, { ...who, chart: chart() }).method).toBe(method)
  })

  it('takes a notice with a valid inquiry before the word of a patient who thinks that he is uninsured', () => {
    const scene = { shown: [paper('notice')], insured: 'no' } as const
    expect(decided('2026-07-31', scene).method).toBe('M12')
    expect(decided('2026-08-01', scene).outcome).toBe('full-charge')
  })

  it('takes the papers of a school event also where a card lies beside them', () => {
    const birthDate = '2015-04-10'
    const copy = { ...certificate('2026-08-01', '2027-07-31', { birthDate }), copy: true } as const
    const { presentation, facts } = counter(DAY, { shown: [copy], circumstances: { companion: 'teacher' } })
    const beside = counter(DAY, { card: {} }).presentation.shown.map((thing) =>
      thing.kind === 'my-number-card' ? { ...thing, face: { ...thing.face, birthDate: civilDate(birthDate) } } : thing,
    )
    const both = { ...presentation, shown: [...beside, ...presentation.shown] }
    const own = { ...facts, card: card() }
    expect(decide(both, own, latestBook).method).toBe('M17')
  })

  it('takes the notice or old card whose term contains the day, whichever lies on top', () => {
    const ended = paper('notice', { validUntil: '2026-07-31', ratio: '010', key: MUNICIPAL })
    const now = paper('notice', { validUntil: '2027-07-31', ratio: '030' })
    expect(decided(DAY, { card: {}, ...LINE_DOWN, shown: [ended, now] })).toMatchObject({ method: 'M11', key: CURRENT })
    const before = paper('old-card', { validUntil: '2024-07-31', key: MUNICIPAL })
    const after = paper('old-card', { validUntil: '2025-07-31' })
    expect(decided('2024-08-01', { shown: [before, after] })).toMatchObject({ method: 'M01', key: CURRENT })
  })

  it('claims on no current numbers where the paper carries none', () => {
    const bare = certificate('2026-08-01', '2027-07-31', { number: null })
    expect(decided(DAY, { shown: [bare] })).toMatchObject({ outcome: 'accepted', key: null, claim: 'UNKNOWN' })
  })
})
