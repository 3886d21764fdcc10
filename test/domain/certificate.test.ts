import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Card, type CardEvent, type CertificatePolicy, cardStateAt } from '../../src/domain/certificate.ts'
import { addSeconds, civilDate, fromDayNumber, instant, instantOf, toDayNumber } from '../../src/domain/civil-date.ts'
import { POLICY, cardWith } from '../support/domain-builders.ts'

const MORNING = instant('2026-11-20T09:00:00+09:00')

const stateOn = (card: Card, day: string, policy: CertificatePolicy = POLICY) =>
  cardStateAt(card, instantOf(civilDate(day), '12:00'), policy)

/** ○ is a match and × a miss, one minute apart. */
const attempts = (type: 'pin' | 'face', pattern: string): CardEvent[] =>
  [...pattern].map((mark, index) => ({
    type,
    matched: mark === '○',
    at: addSeconds(MORNING, index * 60),
    sequence: index,
  }))

const endingOn = (day: string, changes: Partial<Card> = {}): Card =>
  cardWith({ certificate: { issued: civilDate('2021-01-01'), expiry: civilDate(day) }, ...changes })

const renewal = (day: string, sequence = 1): CardEvent => ({
  type: 'renewed',
  certificate: { issued: civilDate(day), expiry: civilDate('2031-05-10') },
  bodyExpiry: civilDate('2033-05-10'),
  at: instantOf(civilDate(day), '10:00'),
  sequence,
})

describe('PIN and face counters', () => {
  it.each([
    ['pin', '××○××', 2, false],
    ['pin', '×××', 3, true],
    ['pin', '×××○', 3, true],
    ['pin', '××', 2, false],
    ['pin', '○', 0, false],
    ['pin', '×○×○×○×', 1, false],
    ['face', '×××××××××', 9, false],
    ['face', '××××××××××', 10, true],
    ['face', '×××××××××○×××××××××', 9, false],
    ['face', '××××××××××○', 10, true],
  ] as const)('%s %s leaves %i misses, locked: %s', (kind, pattern, misses, locked) => {
    const state = stateOn(cardWith({ events: attempts(kind, pattern) }), '2026-11-20')
    expect(state[kind]).toEqual({ use: 'USED', misses, locked })
  })

  it('keeps the two counters apart: a locked PIN leaves the face usable', () => {
    const state = stateOn(cardWith({ events: attempts('pin', '×××') }), '2026-11-20')
    expect(state.face).toEqual({ use: 'USED', misses: 0, locked: false })
  })

  it('stays locked overnight and is cleared only by the municipality', () => {
    const locked = attempts('pin', '×××')
    expect(stateOn(cardWith({ events: locked }), '2027-06-01').pin.locked).toBe(true)
    const unlocked: CardEvent = { type: 'unlocked', at: instant('2026-11-21T10:00:00+09:00'), sequence: 9 }
    expect(stateOn(cardWith({ events: [...locked, unlocked] }), '2026-11-21').pin).toEqual({
      use: 'USED',
      misses: 0,
      locked: false,
    })
  })

  it('follows a seed document that locks after five misses when the policy says so', () => {
    const card = cardWith({ events: attempts('pin', '×××××') })
    const policy = { ...POLICY, pinMaxFailures: 5 }
    expect(cardStateAt(card, addSeconds(MORNING, 3 * 60), policy).pin).toMatchObject({ misses: 4, locked: false })
    expect(cardStateAt(card, addSeconds(MORNING, 4 * 60), policy).pin).toMatchObject({ misses: 5, locked: true })
  })

  it('has no PIN on a face-only card and no photo on a baby’s card', () => {
    const events = [...attempts('pin', '×××'), ...attempts('face', '××××××××××')]
    expect(stateOn(cardWith({ kind: 'face-only', pin: null, events }), '2026-11-20').pin).toEqual({
      use: 'UNUSED',
      misses: 0,
      locked: false,
    })
    expect(stateOn(cardWith({ kind: 'photoless', events }), '2026-11-20').face).toEqual({
      use: 'NO_PHOTO',
      misses: 0,
      locked: false,
    })
  })

  it('locks exactly when the misses since the last match reach the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 6 }),
        fc.integer({ min: 0, max: 4 }),
        (rounds, tail) => {
          const pattern = `${rounds.map((misses) => `${'×'.repeat(misses)}○`).join('')}${'×'.repeat(tail)}`
          const { pin } = stateOn(cardWith({ events: attempts('pin', pattern) }), '2026-11-20')
          expect(pin).toEqual({ use: 'USED', misses: Math.min(tail, 3), locked: tail >= 3 })
        },
      ),
    )
  })
})

describe('a card is a product of independent parts', () => {
  it('warns about the end of a certificate while the PIN is locked and the face still reads', () => {
    const state = stateOn(endingOn('2027-01-31', { events: attempts('pin', '×××') }), '2026-11-20')
    expect(state).toMatchObject({ certificate: 'WARN', pin: { locked: true }, face: { locked: false } })
  })

  it('reads in grace with a locked face and a working PIN', () => {
    const state = stateOn(endingOn('2026-08-20', { events: attempts('face', '××××××××××') }), '2026-11-20')
    expect(state).toMatchObject({ certificate: 'GRACE', face: { locked: true }, pin: { locked: false } })
  })

  it('reads in grace when certificate and body ended on the same day', () => {
    const card = endingOn('2026-11-20', { bodyExpiry: civilDate('2026-11-20') })
    expect(stateOn(card, '2026-11-20')).toMatchObject({ certificate: 'WARN', body: 'LIVE' })
    expect(stateOn(card, '2026-11-21')).toMatchObject({ certificate: 'GRACE', body: 'EXPIRED' })
    expect(stateOn(card, '2027-02-28')).toMatchObject({ certificate: 'GRACE', body: 'EXPIRED' })
    expect(stateOn(card, '2027-03-01')).toMatchObject({ certificate: 'EXPIRED', body: 'EXPIRED' })
    expect(stateOn(card, '2026-11-21', { ...POLICY, graceCoversBody: false }).certificate).toBe('EXPIRED')
  })

  it('never calls a certificate valid on a body that has expired', () => {
    const card = endingOn('2028-05-10', { bodyExpiry: civilDate('2026-05-10') })
    expect(stateOn(card, '2026-05-11')).toMatchObject({ certificate: 'GRACE', certificateExpiry: '2026-05-10' })
    expect(stateOn(card, '2026-09-01').certificate).toBe('EXPIRED')
  })

  it('gives no grace to a card that ended with a permitted stay, unless the setting says so', () => {
    const card = endingOn('2026-11-20', { bodyExpiry: civilDate('2026-11-20'), stayLimited: true })
    expect(stateOn(card, '2026-11-21').certificate).toBe('EXPIRED')
    expect(stateOn(card, '2026-11-21', { ...POLICY, graceForStayLimited: true }).certificate).toBe('GRACE')
  })

  it('suspends and resumes, revokes for good, and starts again with a new certificate', () => {
    const at = (day: string) => instantOf(civilDate(day), '09:00')
    const card = cardWith({
      events: [
        { type: 'suspended', at: at('2026-03-01'), sequence: 1 },
        { type: 'resumed', at: at('2026-03-05'), sequence: 2 },
        { type: 'suspended', at: at('2026-04-01'), sequence: 3 },
        { type: 'revoked', at: at('2026-04-02'), sequence: 4 },
        { type: 'resumed', at: at('2026-04-03'), sequence: 5 },
        renewal('2026-04-20', 6),
      ],
    })
    const states = ['2026-02-28', '2026-03-02', '2026-03-06', '2026-04-01', '2026-04-02', '2026-04-04', '2026-04-21']
    expect(states.map((day) => stateOn(card, day).certificate)).toEqual([
      'VALID',
      'SUSPENDED',
      'VALID',
      'SUSPENDED',
      'REVOKED',
      'REVOKED',
      'VALID',
    ])
  })

  it('has no certificate state to offer when the certificate was declined', () => {
    expect(stateOn(cardWith({ certificate: null }), '2026-11-20')).toMatchObject({
      certificate: 'NONE',
      certificateExpiry: null,
      body: 'LIVE',
    })
  })

  it('does not know today what happens tomorrow', () => {
    const card = cardWith({ events: [{ type: 'revoked', at: instant('2026-11-21T09:00:00+09:00'), sequence: 1 }] })
    expect(cardStateAt(card, instant('2026-11-21T08:59:59+09:00'), POLICY).certificate).toBe('VALID')
    expect(cardStateAt(card, instant('2026-11-21T09:00:00+09:00'), POLICY).certificate).toBe('REVOKED')
  })

  it('says for 24 hours after a renewal that the new certificate may not work yet', () => {
    const card = cardWith({ events: [renewal('2026-04-20')] })
    expect(cardStateAt(card, instant('2026-04-20T09:59:59+09:00'), POLICY).activating).toBe(false)
    expect(cardStateAt(card, instant('2026-04-20T10:00:00+09:00'), POLICY).activating).toBe(true)
    expect(cardStateAt(card, instant('2026-04-21T09:59:59+09:00'), POLICY).activating).toBe(true)
    expect(cardStateAt(card, instant('2026-04-21T10:00:00+09:00'), POLICY).activating).toBe(false)
  })

  it('carries flags and a phone certificate through unchanged', () => {
    const flags = { nonDisclosure: true, noSelfInfo: true }
    const phone = { kind: 'iphone', expiry: civilDate('2028-05-10') } as const
    expect(stateOn(cardWith({ flags, phone }), '2026-11-20')).toMatchObject({ flags, phone })
  })

  it('is the same for any order of the event list, and never shows a live certificate on an expired body', () => {
    const day = (n: number) => instantOf(fromDayNumber(toDayNumber(civilDate('2026-01-01')) + n), '09:00')
    const event = fc
      .tuple(fc.nat(400), fc.constantFrom('suspended', 'resumed', 'revoked', 'registered', 'unlocked'))
      .map(([n, type]) => ({ n, type }) as const)
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), fc.nat(600), fc.nat(600), fc.nat(500), (list, cert, body, now) => {
        const events: CardEvent[] = list.map(({ n, type }, sequence) => ({ type, at: day(n), sequence }))
        const card = cardWith({
          certificate: {
            issued: civilDate('2025-01-01'),
            expiry: fromDayNumber(toDayNumber(civilDate('2026-01-01')) + cert),
          },
          bodyExpiry: fromDayNumber(toDayNumber(civilDate('2026-01-01')) + body),
          events,
        })
        const state = cardStateAt(card, day(now), POLICY)
        expect(cardStateAt({ ...card, events: events.toReversed() }, day(now), POLICY)).toEqual(state)
        expect(state.body === 'EXPIRED' && ['VALID', 'WARN'].includes(state.certificate)).toBe(false)
      }),
    )
  })
})

describe('registration', () => {
  it('is removed on the day after the grace end, not before', () => {
    const card = endingOn('2026-05-10')
    expect(stateOn(card, '2026-08-31').registration).toBe('REGISTERED')
    expect(stateOn(card, '2026-09-01').registration).toBe('REMOVED')
  })

  it('survives a renewal on the grace end and not one on the day after', () => {
    const inTime = endingOn('2026-05-10', { events: [renewal('2026-08-31')] })
    const late = endingOn('2026-05-10', { events: [renewal('2026-09-01')] })
    expect(stateOn(inTime, '2026-09-02')).toMatchObject({ registration: 'REGISTERED', certificate: 'VALID' })
    expect(stateOn(late, '2026-09-02')).toMatchObject({ registration: 'REMOVED', certificate: 'VALID' })
  })

  it('needs a new registration after a late renewal', () => {
    const again: CardEvent = { type: 'registered', at: instant('2026-09-03T09:00:00+09:00'), sequence: 2 }
    const card = endingOn('2026-05-10', { events: [renewal('2026-09-01'), again] })
    expect(stateOn(card, '2026-09-02').registration).toBe('REMOVED')
    expect(stateOn(card, '2026-09-03').registration).toBe('REGISTERED')
  })

  it('ends with 解除 and is never invented for somebody who never registered', () => {
    const off: CardEvent = { type: 'deregistered', at: instant('2026-02-01T09:00:00+09:00'), sequence: 1 }
    expect(stateOn(cardWith({ events: [off] }), '2026-02-01').registration).toBe('REMOVED')
    expect(stateOn(endingOn('2026-05-10', { registration: 'NEVER' }), '2026-12-01').registration).toBe('NEVER')
  })
})
