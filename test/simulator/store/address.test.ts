import { describe, expect, it } from 'vitest'
import { parseStoreAddress } from '../../../simulator/store/index.ts'

describe('the address of a store', () => {
  it.each([
    ['memory', { kind: 'memory' }],
    ['sqlite:worlds.db', { kind: 'sqlite', file: 'worlds.db' }],
    ['sqlite:/var/lib/a b.db', { kind: 'sqlite', file: '/var/lib/a b.db' }],
    ['postgres://localhost/m', { kind: 'postgres', address: 'postgres://localhost/m' }],
    ['postgresql://u:p@db:5433/m', { kind: 'postgres', address: 'postgresql://u:p@db:5433/m' }],
  ])('may be %s', (text, value) => {
    expect(parseStoreAddress(text)).toEqual({ ok: true, value })
  })

  it.each([
    ['', ''],
    ['sqlite:', 'sqlite:'],
    ['worlds.db', 'worlds.db'],
    ['postgres://', 'postgres://'],
    ['mysql://u:secret@db/m', 'mysql://***@db/m'],
    ['postgre://u:se@cret@db/m', 'postgre://***@db/m'],
    ['postgres:/u:secret@db', 'postgres:/***@db'],
    ['u:secret@db', 'u:***@db'],
  ])('may not be %j, and is told back without a password', (text, problem) => {
    expect(parseStoreAddress(text)).toEqual({ ok: false, problem })
  })
})
