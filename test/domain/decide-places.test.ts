import { describe, expect, it } from 'vitest'
import { civilDate } from '../../src/domain/civil-date.ts'
import { decide } from '../../src/domain/decide.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import {
  CURRENT,
  FACE_ONLY,
  NOTHING_FOUND,
  PIN_LOCKED,
  type Scene,
  card,
  certificate,
  chart,
  counter,
  expired,
  paper,
  read,
  READER_DEAD,
} from '../support/counter-builders.ts'

const on = (day: string, scene: Scene) => {
  const { presentation, facts } = counter(day, scene)
  return decide(presentation, facts, latestBook)
}
const TODAY = '2026-11-21'
const bothTools = { tools: ['web', 'app'] } as const

describe('ways that a place leaves', () => {
  it('a 顔認証 card at home is read by the app, never by the web tool, and there is no face reader', () => {
    const decision = on(TODAY, { card: FACE_ONLY, circumstances: { place: 'home' }, facility: bothTools })
    expect(decision.outcome).toBe('ask')
    expect(decision.offers).toContain('home-app')
    expect(decision.offers.filter((offer) => offer === 'web-app' || offer.startsWith('reader-'))).toEqual([])
  })

  it('a mobile site has no reader of its own to offer', () => {
    const { offers } = on(TODAY, { card: {}, circumstances: { place: 'home' }, facility: { capability: 'MOBILE' } })
    expect(offers.filter((offer) => offer.startsWith('reader-'))).toEqual([])
    expect(offers).toEqual(expect.arrayContaining(['web-app', 'home-app']))
  })

  it('a limited site has no face matching', () => {
    expect(on(TODAY, { card: {}, facility: { capability: 'LIMITED' } }).offers).not.toContain('reader-face')
  })

  it.each([
    ['2025-03-31', []],
    ['2025-04-01', ['web-app', 'home-app']],
  ] as const)('with a dead reader at the counter the tools are open on %s: %j', (day, tools) => {
    const { offers } = on(day, { card: {}, ...READER_DEAD, facility: bothTools })
    expect(offers.filter((offer) => offer.endsWith('-app'))).toEqual(tools)
  })
})

describe('an online consultation', () => {
  const atHome: Scene = { circumstances: { place: 'online' }, facility: bothTools }

  it('takes a card by PIN and never by eye', () => {
    const byPin: Scene = { ...read({}, undefined, 'pin'), ...atHome, device: 'web' }
    expect(on(TODAY, byPin)).toMatchObject({ outcome: 'accepted', method: 'M20a', reads: 'R3' })
    expect(on(TODAY, { ...byPin, delivered: 'visual' }).outcome).toBe('ask')
  })

  it('takes the 資格確認書 before the camera, but climbs no ladder', () => {
    expect(on(TODAY, { ...atHome, shown: [certificate('2026-01-01', '2026-12-31')] })).toMatchObject({
      outcome: 'accepted',
      method: 'M08',
    })
    expect(on(TODAY, { ...atHome, card: {}, shown: [paper('notice')] }).outcome).toBe('ask')
  })

  it.each([
    ['a 顔認証 card', FACE_ONLY],
    ['a locked PIN', PIN_LOCKED],
  ])('offers no web tool with %s', (_name, state) => {
    expect(on(TODAY, { ...atHome, card: state }).offers).not.toContain('web-app')
  })
})

describe('a visit by telephone', () => {
  const call: Scene = { circumstances: { place: 'telephone' }, chart: chart() }

  it('is answered from the own record, by number, else by word of mouth', () => {
    expect(on(TODAY, call)).toMatchObject({ outcome: 'accepted', method: 'M21', key: CURRENT })
    const dead: Scene = { ...call, broken: ['line'] }
    expect(on(TODAY, { ...dead, unchanged: 'yes' })).toMatchObject({ outcome: 'accepted', method: 'M13' })
    expect(on(TODAY, dead).outcome).toBe('ask')
  })
})

describe('stop-gap papers', () => {
  const stopGap = (text: Parameters<typeof paper>[1]): Scene => ({
    shown: [paper('jps-certificate', text)],
    answers: [[CURRENT, NOTHING_FOUND]],
  })

  it.each([
    ['2026-11-20', 'accepted'],
    ['2026-11-21', 'full-charge'],
  ] as const)('issued on 2026-11-01, on %s: %s', (day, outcome) => {
    expect(on(day, stopGap({ issued: civilDate('2026-11-01') })).outcome).toBe(outcome)
  })
})

describe('特定在留カード', () => {
  it.each([
    ['2026-06-13', false],
    ['2026-06-14', true],
  ] as const)('on %s it is read: %s', (day, isRead) => {
    const decision = on(day, read({ kind: 'specific-residence' }))
    expect(decision.method === 'M29').toBe(isRead)
  })

  it('ends with the stay, by reader and by eye', () => {
    const dead = card({ kind: 'specific-residence', ...expired('2026-11-20'), body: 'EXPIRED' })
    expect(on(TODAY, { card: dead, screens: ['006-certificate-invalid'], shown: [paper('notice')] }).outcome).toBe(
      'full-charge',
    )
  })
})

describe('a school event', () => {
  const pupil = { birthDate: '2014-06-10' } as const
  const copy = (until: string) => ({ ...certificate('2025-01-01', until, pupil), copy: true }) as const
  const event: Scene = { circumstances: { companion: 'teacher' } }

  it.each([
    ['2025-02-11', '2026-12-31', false],
    ['2025-02-12', '2026-12-31', true],
    ['2026-12-31', '2026-12-31', true],
    ['2027-01-01', '2026-12-31', false],
  ] as const)('a copy on %s, in term until %s: %s', (day, until, isTaken) => {
    expect(on(day, { ...event, shown: [copy(until)] }).method === 'M17').toBe(isTaken)
  })

  it('needs the accompanying adult', () => {
    expect(on(TODAY, { shown: [copy('2026-12-31')] }).outcome).toBe('full-charge')
  })
})
