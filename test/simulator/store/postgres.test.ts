import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../../simulator/store/port.ts'
import { openStore } from '../../../simulator/store/index.ts'
import { storeContract } from '../../contracts/store.contract.ts'
import {
  type Line,
  SERVER_PASSWORD,
  addressOf,
  administer,
  freshDatabase,
  lineToServer,
} from '../../support/postgres.ts'

storeContract({
  name: 'PostgreSQL',
  place: async () => {
    const { address } = await freshDatabase()
    return { open: () => openStore(address), remove: async () => undefined }
  },
})

describe('a store in PostgreSQL', () => {
  let database: { readonly name: string; readonly address: string }
  let line: Line
  let store: Store
  beforeAll(async () => {
    database = await freshDatabase()
    line = await lineToServer()
    store = await openStore(addressOf(line.port, database.name))
  })
  afterAll(async () => {
    await store.close()
    await line.close()
  })

  it('keeps to tables of its own', async () => {
    const tables = await administer(
      "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1",
      database.name,
    )
    expect(tables).toEqual([{ name: 'madoguchi.event' }, { name: 'madoguchi.version' }, { name: 'madoguchi.world' }])
  })

  it('goes on after the server ended its connections', async () => {
    const birth = await store.create('ended', 'setup', [])
    await administer(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database.name}' AND application_name = 'madoguchi'`,
    )
    expect(await store.read('ended', null)).toEqual({ birth, setup: 'setup', events: [] })
  })

  it('promises nothing while the line is cut, and goes on when it is mended', async () => {
    const birth = (await store.create('cut', 'setup', ['a'])) ?? 0
    line.cut()
    const error: unknown = await store
      .append('cut', { birth, sequence: 1 }, ['lost'])
      .catch((problem: unknown) => problem)
    line.mend()
    expect(error).toMatchObject({ name: 'StoreError', code: 'STORE_UNAVAILABLE' })
    expect(await store.append('cut', { birth, sequence: 1 }, ['b'])).toBe('ok')
    expect((await store.read('cut', null))?.events).toEqual(['a', 'b'])
  })

  it('does not touch tables of a later version', async () => {
    const later = await freshDatabase()
    await (await openStore(later.address)).close()
    await administer('UPDATE madoguchi.version SET version = 3', later.name)
    await expect(openStore(later.address)).rejects.toMatchObject({ code: 'STORE_FOREIGN' })
  })

  it.each([
    ['a wrong password', (address: string) => address.replace('geheim', 'geraten'), 'geraten'],
    ['no such database', (address: string) => `${address}_missing`, 'geheim'],
    ['nobody listening', (address: string) => address.replace(/:\d+\//, ':1/'), 'geheim'],
    ['a password beside the address', (address: string) => `${address}_missing?password=versteckt`, 'versteckt'],
  ])('never tells a password: %s', async (_, change, secret) => {
    const error: unknown = await openStore(change(database.address)).catch((problem: unknown) => problem)
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(String(error)).not.toContain(secret)
    expect(String(error)).not.toContain(encodeURIComponent(SERVER_PASSWORD))
    expect(store.shown).not.toContain('geheim')
  })
})
