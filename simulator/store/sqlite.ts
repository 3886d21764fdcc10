import { resolve } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type Known, type Refused, STORE_VERSION, type Store, StoreError } from './port.ts'

/** "MDGC", as SQLite files name the program that they belong to. */
const APPLICATION = 0x4d444743

/** Milliseconds for which a writer waits for another process. */
const BUSY = 5000

const TABLES = `
  CREATE TABLE world (
    birth INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    setup TEXT NOT NULL,
    length INTEGER NOT NULL,
    listed INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE event (
    birth INTEGER NOT NULL REFERENCES world ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (birth, sequence)
  ) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${STORE_VERSION};
`

const numberIn = (row: Readonly<Record<string, unknown>> | undefined, column: string): number =>
  Number(row?.[column] ?? 0)

const textIn = (row: Readonly<Record<string, unknown>>, column: string): string => String(row[column])

/** Runs an act under the write lock: all of it or nothing. */
function atomically<T>(db: DatabaseSync, act: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = act()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** Makes the tables of a new file; refuses one that is somebody else's. */
function prepare(db: DatabaseSync, file: string): void {
  const isEmpty = numberIn(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get(), 'n') === 0
  const application = numberIn(db.prepare('PRAGMA application_id').get(), 'application_id')
  const version = numberIn(db.prepare('PRAGMA user_version').get(), 'user_version')
  if (isEmpty && application === 0) {
    db.exec(TABLES)
    return
  }
  if (application !== APPLICATION) throw new StoreError('STORE_FOREIGN', `${file} is a database of another program`)
  if (version !== STORE_VERSION) {
    throw new StoreError('STORE_FOREIGN', `${file} has tables of version ${version}; this is version ${STORE_VERSION}`)
  }
}

function open(Database: typeof DatabaseSync, file: string): DatabaseSync {
  const db = new Database(file, { timeout: BUSY })
  try {
    db.exec('PRAGMA journal_mode = WAL')
    db.exec('PRAGMA synchronous = FULL')
    db.exec('PRAGMA foreign_keys = ON')
    // Of two processes that make the file at once one waits for the lock, and finds it made.
    atomically(db, () => prepare(db, file))
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Waits between attempts to open a file that another process is making, in milliseconds: that does not queue for the lock. */
const OPENING = [10, 30, 100, 300, 1000] as const

const SQLITE_BUSY = 5
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === SQLITE_BUSY

const raise = (error: unknown): never => {
  throw error
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** 組み込みの保管庫: one SQLite file, which several processes of one machine may share. Every commit is on the disk. */
export async function sqliteStore(path: string): Promise<Store> {
  const file = resolve(path)
  const { DatabaseSync: Database } = await import('node:sqlite').catch((error: unknown) => {
    throw new StoreError('STORE_DRIVER', `this Node has no node:sqlite: ${reasonOf(error)}`)
  })
  const guarded = <T>(act: () => T): T => {
    try {
      return act()
    } catch (error) {
      if (error instanceof StoreError) throw error
      throw new StoreError('STORE_UNAVAILABLE', `${file}: ${reasonOf(error)}`)
    }
  }
  const opened = async (waits: readonly number[]): Promise<DatabaseSync> => {
    try {
      return open(Database, file)
    } catch (error) {
      const [millis, ...later] = waits
      if (millis === undefined || !isBusy(error)) return guarded(() => raise(error))
      await new Promise((done) => {
        setTimeout(done, millis)
      })
      return opened(later)
    }
  }
  const db = await opened(OPENING)
  const sql = {
    list: db.prepare('SELECT id FROM world ORDER BY listed'),
    world: db.prepare('SELECT birth, length, listed FROM world WHERE id = ?'),
    setup: db.prepare('SELECT setup FROM world WHERE birth = ?'),
    events: db.prepare('SELECT body FROM event WHERE birth = ? AND sequence > ? ORDER BY sequence'),
    last: db.prepare('SELECT max(listed) AS listed FROM world'),
    insert: db.prepare('INSERT INTO world (id, setup, length, listed) VALUES (?, ?, ?, ?) RETURNING birth'),
    move: db.prepare('UPDATE world SET length = length + ? WHERE birth = ?'),
    event: db.prepare('INSERT INTO event (birth, sequence, body) VALUES (?, ?, ?)'),
    delete: db.prepare('DELETE FROM world WHERE id = ?'),
  } satisfies Readonly<Record<string, StatementSync>>

  const addEvents = (birth: number, after: number, events: readonly string[]): void => {
    for (const [place, body] of events.entries()) sql.event.run(birth, after + place + 1, body)
  }
  const put = (id: string, setup: string, events: readonly string[], listed: number): number => {
    const birth = numberIn(sql.insert.get(id, setup, events.length, listed), 'birth')
    addEvents(birth, 0, events)
    return birth
  }
  const refusal = (id: string, known: Known): Refused | null => {
    const row = sql.world.get(id)
    if (row === undefined || numberIn(row, 'birth') !== known.birth) return 'gone'
    return numberIn(row, 'length') === known.sequence ? null : 'conflict'
  }
  return {
    kind: 'sqlite',
    shown: `sqlite:${file}`,
    list: async () => guarded(() => sql.list.all().map((row) => textIn(row, 'id'))),
    create: async (id, setup, events) =>
      guarded(() =>
        atomically(db, () => {
          if (sql.world.get(id) !== undefined) return null
          return put(id, setup, events, numberIn(sql.last.get(), 'listed') + 1)
        }),
      ),
    read: async (id, known) =>
      guarded(() => {
        const row = sql.world.get(id)
        if (row === undefined) return null
        const [birth, length] = [numberIn(row, 'birth'), numberIn(row, 'length')]
        const isKnown = birth === known?.birth
        if (isKnown && length === known.sequence) return { birth, setup: null, events: [] }
        db.exec('BEGIN')
        try {
          const setup = isKnown ? null : sql.setup.get(birth)
          if (setup === undefined) return null
          const events = sql.events.all(birth, isKnown ? known.sequence : 0).map((event) => textIn(event, 'body'))
          return { birth, setup: setup === null ? null : textIn(setup, 'setup'), events }
        } finally {
          db.exec('COMMIT')
        }
      }),
    append: async (id, known, events) =>
      guarded(() =>
        atomically(db, () => {
          const refused = refusal(id, known)
          if (refused !== null) return refused
          sql.move.run(events.length, known.birth)
          addEvents(known.birth, known.sequence, events)
          return 'ok'
        }),
      ),
    replace: async (id, known, setup, events) =>
      guarded(() =>
        atomically(db, () => {
          const refused = refusal(id, known)
          if (refused !== null) return refused
          const listed = numberIn(sql.world.get(id), 'listed')
          sql.delete.run(id)
          return put(id, setup, events, listed)
        }),
      ),
    delete: async (id) => guarded(() => atomically(db, () => Number(sql.delete.run(id).changes) > 0)),
    close: async () => {
      if (db.isOpen) db.close()
    },
  }
}
