import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { StoreError, openStore } from '../../../simulator/store/index.ts'
import { storeContract } from '../../contracts/store.contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'madoguchi-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const newFile = (): string => join(folder, `${(files += 1)}.db`)

storeContract({
  name: 'SQLite',
  place: async () => {
    const file = newFile()
    return { open: () => openStore(`sqlite:${file}`), remove: async () => undefined }
  },
})

const refusal = async (file: string): Promise<unknown> => openStore(`sqlite:${file}`).catch((error: unknown) => error)

describe('a store in a SQLite file', () => {
  it('outlives the process that wrote it', async () => {
    const file = newFile()
    const first = await openStore(`sqlite:${file}`)
    const birth = await first.create('w', 'setup', ['a'])
    await first.close()
    const second = await openStore(`sqlite:${file}`)
    expect(await second.read('w', null)).toEqual({ birth, setup: 'setup', events: ['a'] })
    await second.close()
  })

  it('lets others read while one writes', async () => {
    const file = newFile()
    const store = await openStore(`sqlite:${file}`)
    const looker = new DatabaseSync(file)
    expect(looker.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    looker.close()
    await store.close()
  })

  it('does not touch a database of another program', async () => {
    const file = newFile()
    const db = new DatabaseSync(file)
    db.exec('CREATE TABLE patients (name TEXT)')
    db.close()
    expect(await refusal(file)).toMatchObject({ name: 'StoreError', code: 'STORE_FOREIGN' })
    const again = new DatabaseSync(file)
    expect(again.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'patients' }])
    again.close()
  })

  it('does not touch tables of a later version', async () => {
    const file = newFile()
    await (await openStore(`sqlite:${file}`)).close()
    const db = new DatabaseSync(file)
    db.exec('PRAGMA user_version = 3')
    db.close()
    const error = await refusal(file)
    expect(error).toMatchObject({ code: 'STORE_FOREIGN' })
    expect(String(error)).toContain('tables of version 3')
  })

  it.each([
    ['a folder', () => folder],
    ['a file in a folder that is not there', () => join(folder, 'no', 'such.db')],
    [
      'a file of other bytes',
      () => {
        const file = newFile()
        writeFileSync(file, 'これはデータベースではありません'.repeat(100))
        return file
      },
    ],
  ])('says which file cannot be used: %s', async (_, make) => {
    const file = make()
    const error = await refusal(file)
    expect(error).toBeInstanceOf(StoreError)
    expect(String(error)).toContain(file)
  })
})
