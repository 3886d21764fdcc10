import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { latestBook, ruleBook } from '../../src/domain/rulesets.ts'
import { RECORD_LIMIT, bookName, decodeEvent, decodeRecord, encodeRecord, snapshotOf } from '../../simulator/record.ts'
import { SIM_MESSAGES } from '../../simulator/messages.ts'
import { adult, read, worldOf } from './support.ts'

const text = (): string => {
  const world = worldOf({ taro: adult() })
  read(world, 'taro', ['face'])
  return encodeRecord(snapshotOf(world))
}

const anything = z.record(z.string(), z.unknown())
type Json = z.infer<typeof anything>
const json = (): Json => anything.parse(JSON.parse(text()))

/** The record with its last event changed. */
const withLast = (more: Json): Json => {
  const record = json()
  const events = z.array(anything).parse(record['events'])
  return { ...record, events: [...events.slice(0, -1), { ...events.at(-1), ...more }] }
}
const withSetup = (more: Json): Json => {
  const record = json()
  return { ...record, setup: { ...anything.parse(record['setup']), ...more } }
}

describe('a record of a world', () => {
  it('says on its first line that nobody in it is real', () => {
    expect(text().slice(0, 40)).toContain('見本 SPECIMEN')
  })

  it('is read as it was written', () => {
    const read = decodeRecord(text())
    expect(read.ok && encodeRecord(read.value)).toBe(text())
  })

  const wrong: readonly (readonly [string, () => string, string, string])[] = [
    ['no JSON', () => '{', 'SIM-K002', 'JSON'],
    ['nothing', () => 'null', 'SIM-K002', 'object'],
    ['a list', () => '[]', 'SIM-K002', 'object'],
    ['deep nesting', () => '['.repeat(200_000), 'SIM-K002', 'JSON'],
    ['too much', () => ' '.repeat(RECORD_LIMIT + 1), 'SIM-K004', 'characters'],
    ['another format', () => JSON.stringify({ ...json(), format: 'zip' }), 'SIM-K002', 'format'],
    ['a later version', () => JSON.stringify({ ...json(), version: 2 }), 'SIM-K003', 'version 2'],
    ['other generators', () => JSON.stringify({ ...json(), generators: 99 }), 'SIM-K003', 'generators 99'],
    ['something more', () => JSON.stringify({ ...json(), more: 1 }), 'SIM-K002', 'more'],
    ['another clock', () => JSON.stringify({ ...json(), clock: { at: 'now', wall: null } }), 'SIM-K002', 'clock/at'],
    [
      'a day that is none',
      () => JSON.stringify(withSetup({ start: '2026-02-30T09:00:00+09:00' })),
      'SIM-K002',
      'setup/start',
    ],
    ['nobody at all', () => JSON.stringify(withSetup({ people: { taro: {} } })), 'SIM-K002', 'setup/people/taro'],
    ['an unknown event', () => JSON.stringify(withLast({ kind: 'toString' })), 'SIM-K002', 'unknown kind'],
    ['an event of another form', () => JSON.stringify(withLast({ evil: true })), 'SIM-K002', 'evil'],
    ['bytes that are none', () => JSON.stringify(withLast({ bytes: { base64: '%%' } })), 'SIM-K002', 'bytes'],
    ['a stranger', () => JSON.stringify(withLast({ person: 'saburo' })), 'SIM-K002', 'saburo'],
    [
      'somebody beyond the population',
      () => JSON.stringify(withLast({ person: '#125000000' })),
      'SIM-K002',
      '#125000000',
    ],
    ['a number given twice', () => JSON.stringify(withLast({ sequence: 1 })), 'SIM-K002', 'sequence'],
    [
      'a number without end',
      () => JSON.stringify({ ...json(), sequence: Number.MAX_SAFE_INTEGER }),
      'SIM-K002',
      'sequence',
    ],
    ['control characters', () => JSON.stringify(withLast({ name: 'a\u0000b' })), 'SIM-K002', 'name'],
    ['half a character', () => JSON.stringify(withLast({ name: '\uD800' })), 'SIM-K002', 'name'],
  ]
  it.each(wrong)('with %s is refused with a reason', (_, content, code, reason) => {
    const read = decodeRecord(content())
    expect(read.ok).toBe(false)
    if (read.ok) return
    expect(read.problem.code).toBe(code)
    expect(read.problem.reason).toContain(reason)
    expect(SIM_MESSAGES[read.problem.code].ja).not.toBe('')
  })

  it.each(['{}', 'null', '{"kind":"clock"}', '{"kind":"__proto__"}', 'x'])('has no event like %s', (content) => {
    expect(decodeEvent(content).ok).toBe(false)
  })
})

describe('the name of a rule book', () => {
  it.each(['latest', '2025-12', 'latest@seeds', '2026-03@grace.mode=EXPIRY_PLUS_3_MONTHS,grace.coversBody=false'])(
    'finds %s again',
    (name) => {
      const book = ruleBook(name)
      expect(book.ok && ruleBook(bookName(book.value))).toEqual(book)
    },
  )

  it('is that of the revision where nothing is turned', () => {
    expect(bookName(latestBook)).toBe(latestBook.ruleset.id)
  })
})
