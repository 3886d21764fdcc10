import { describe, expect, it } from 'vitest'
import { civilDate, instant } from '../../src/domain/civil-date.ts'
import type { ReaderScreen } from '../../src/domain/presentation.ts'
import { ruleBook } from '../../src/domain/rulesets.ts'
import { READER_SCREENS } from '../../src/domain/presentation.ts'
import type { ReaderAct } from '../../scenarios/scenario.ts'
import type { SimulatedWorld } from '../../simulator/world.ts'
import { NINE, adult, read, worldOf } from './support.ts'

const phone = (kind: 'iphone' | 'android') => adult({ card: { phone: { kind, expiry: civilDate('2029-05-01') } } })
const expiring = (expiry: string) => adult({ card: { certificate: { expiry: civilDate(expiry) } } })
const misses = (count: number, act: ReaderAct): readonly ReaderAct[] => Array.from({ length: count }, () => act)

const seen = (world: SimulatedWorld, ...acts: readonly ReaderAct[]): readonly ReaderScreen[] =>
  read(world, 'taro', acts).screens

const broken = (fault: Parameters<SimulatedWorld['setFault']>[0]): SimulatedWorld => {
  const world = worldOf({ taro: adult() })
  world.setFault(fault, true, {})
  return world
}

const renewed = (): SimulatedWorld => {
  const world = worldOf({ taro: expiring('2026-12-01') })
  world.change('taro', { kind: 'renew', expiry: '2031-05-10' })
  return world
}

/** Every screen of a reader, with somebody who makes it appear. */
const WAYS: readonly (readonly [ReaderScreen, () => SimulatedWorld, readonly ReaderAct[]])[] = [
  ['result-sent', () => worldOf({ taro: adult() }), ['face']],
  ['result-sent-renew-soon', () => worldOf({ taro: expiring('2027-02-20') }), ['face']],
  ['result-sent-eligibility-only', () => worldOf({ taro: expiring('2026-08-31') }), ['pin']],
  ['pin-wrong', () => worldOf({ taro: adult() }), ['pin-wrong']],
  ['pin-locked', () => worldOf({ taro: adult() }), misses(3, 'pin-wrong')],
  ['face-mismatch', () => worldOf({ taro: adult() }), misses(9, 'face-mismatch')],
  ['face-locked', () => worldOf({ taro: adult() }), misses(10, 'face-mismatch')],
  ['visual-mismatch', () => worldOf({ taro: adult() }), ['visual-mismatch']],
  ['way-not-offered', () => worldOf({ taro: adult({ card: { kind: 'photoless' } }) }), ['face']],
  ['001-card-unreadable', () => broken('chip-unreadable'), ['face']],
  ['002-other-card', () => worldOf({ taro: adult() }), ['other-card']],
  ['006-certificate-invalid', () => worldOf({ taro: expiring('2026-07-31') }), ['face']],
  ['phone-refused', () => worldOf({ taro: adult() }), ['phone']],
  [
    'registration-refused',
    () => worldOf({ taro: adult({ card: { registration: 'NEVER' } }) }),
    ['face', 'refuse-registration'],
  ],
  ['result-unavailable', renewed, ['face']],
  ['line-error', () => broken('line-down'), ['face']],
  ['out-of-order', () => broken('reader-broken'), ['face']],
]

describe('a screen of the reader', () => {
  it.each(WAYS)('%s comes up', (screen, world, acts) => {
    expect(seen(world(), ...acts).at(-1)).toBe(screen)
  })

  it('is in the table above, whichever it is', () => {
    expect(WAYS.map(([screen]) => screen)).toEqual([...READER_SCREENS])
  })
})

describe('another card', () => {
  it('is 002, leaves no mark, and makes room for the right one', () => {
    expect(seen(worldOf({ taro: adult() }), 'other-card', 'face')).toEqual(['002-other-card', 'result-sent'])
    expect(seen(worldOf({ taro: adult({ card: null }) }), 'other-card', 'face')).toEqual([
      '002-other-card',
      '001-card-unreadable',
    ])
  })
})

describe('a phone on the reader', () => {
  it.each([
    ['iphone', 'iphone', 'result-sent'],
    ['android', 'android', 'result-sent'],
    ['iphone', 'android', 'phone-refused'],
    ['android', 'iphone', 'phone-refused'],
  ] as const)('of kind %s, chosen as %s: %s', (kind, act, screen) => {
    expect(seen(worldOf({ taro: phone(kind) }), act)).toEqual([screen])
  })

  it('locks at the third miss of its own PIN, over days, and leaves that of the card alone', () => {
    const world = worldOf({ taro: phone('android') })
    expect(seen(world, 'android-pin-wrong', 'android-pin-wrong')).toEqual(['pin-wrong', 'pin-wrong'])
    world.moveTo(instant('2026-11-22T09:00:00+09:00'))
    expect(seen(world, 'android-pin-wrong', 'android')).toEqual(['pin-locked', 'pin-locked'])
    expect(world.cardState('taro')?.pin).toEqual({ use: 'USED', misses: 0, locked: false })
    expect(seen(world, 'pin')).toEqual(['result-sent'])
  })

  it('forgets misses after a success', () => {
    const world = worldOf({ taro: phone('android') })
    seen(world, 'android-pin-wrong', 'android-pin-wrong', 'android')
    expect(seen(world, 'android-pin-wrong', 'android-pin-wrong')).toEqual(['pin-wrong', 'pin-wrong'])
  })
})

describe('the lock of the PIN', () => {
  it.each([
    ['latest', 3],
    ['latest@seeds', 5],
  ])('under the rules %s comes at miss %i', (name, limit) => {
    const book = ruleBook(name, civilDate('2026-11-21'))
    if (!book.ok) throw new Error(name)
    const world = worldOf({ taro: adult() }, { book: book.value })
    expect(seen(world, ...misses(limit - 1, 'pin-wrong')).at(-1)).toBe('pin-wrong')
    expect(seen(world, 'pin-wrong')).toEqual(['pin-locked'])
  })
})

describe('a renewed certificate', () => {
  it.each([
    [instant('2026-11-22T08:59:59+09:00'), 'result-unavailable'],
    [instant('2026-11-22T09:00:00+09:00'), 'result-sent'],
  ] as const)('renewed at nine, read at %s: %s', (at, screen) => {
    const world = renewed()
    expect(world.now()).toBe(NINE)
    world.moveTo(at)
    expect(seen(world, 'pin')).toEqual([screen])
  })
})
