import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keptIn, openedStore } from '../../src/cli/store.ts'
import { memoryStore } from '../../simulator/store/memory.ts'

const refusal = (store: string): Promise<unknown> => openedStore({ store }).catch((error: unknown) => error)

describe('--store', () => {
  it.each([undefined, 'memory'])('leaves worlds in the memory of the process: %s', async (store) => {
    expect(await openedStore({ store })).toBeNull()
  })

  it.each([
    ['mysql://u:secret@db/x', 'UsageError'],
    ['sqlite:', 'UsageError'],
    ['worlds.db', 'UsageError'],
    [`sqlite:${tmpdir()}`, 'ConfigurationError'],
    [`sqlite:${join(tmpdir(), 'no-such-folder', 'w.db')}`, 'ConfigurationError'],
    ['postgres://u:secret@127.0.0.1:1/x', 'ConfigurationError'],
  ])('refuses %s in both languages, without a password', async (text, name) => {
    const error = await refusal(text)
    expect(error).toMatchObject({ name })
    const told = JSON.stringify(error)
    expect(told).toMatch(/"ja":"[^"]*--store.*"en":"[^"]*--store/)
    expect(told).not.toContain('secret')
  })

  it('says where worlds are kept', () => {
    expect(keptIn(null, 'en')).toBe('')
    expect(keptIn({ ...memoryStore(), shown: 'postgres://u@db/m' }, 'ja')).toBe('  保管庫 postgres://u@db/m\n')
  })
})
