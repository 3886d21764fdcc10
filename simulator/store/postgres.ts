import type pg from 'pg'
import type { Pool, PoolClient } from 'pg'
import { STORE_VERSION, type Store, StoreError } from './port.ts'

/** Any number of ours: two processes that make the tables at once wait for each other under it. */
const MAKING = 0x4d444743

const CONNECTIONS = 8
const CONNECT_MILLIS = 5000
const QUERY_MILLIS = 30_000

/** Waits between attempts to read after a connection broke, in milliseconds. */
const AGAIN = [0, 50, 250, 1000] as const

const TABLES = `
  CREATE SCHEMA IF NOT EXISTS madoguchi;
  CREATE TABLE madoguchi.version (version integer NOT NULL);
  CREATE TABLE madoguchi.world (
    birth integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    setup text NOT NULL,
    length integer NOT NULL
  );
  CREATE TABLE madoguchi.event (
    birth integer NOT NULL REFERENCES madoguchi.world ON DELETE CASCADE,
    sequence integer NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (birth, sequence)
  );
  INSERT INTO madoguchi.version VALUES (${STORE_VERSION});
`

/** One statement each, so that each is a transaction of its own and costs one round trip. */
const SQL = {
  list: 'SELECT id FROM madoguchi.world ORDER BY birth',
  create: `
    WITH made AS (
      INSERT INTO madoguchi.world (id, setup, length) VALUES ($1, $2, cardinality($3::text[]))
      ON CONFLICT (id) DO NOTHING RETURNING birth
    ), written AS (
      INSERT INTO madoguchi.event (birth, sequence, body)
      SELECT made.birth, place, body FROM made, unnest($3::text[]) WITH ORDINALITY AS new (body, place)
    )
    SELECT birth FROM made`,
  read: `
    SELECT world.birth, CASE WHEN world.birth = $2 THEN NULL ELSE world.setup END AS setup,
      ARRAY(
        SELECT body FROM madoguchi.event
        WHERE event.birth = world.birth AND sequence > CASE WHEN world.birth = $2 THEN $3 ELSE 0 END ORDER BY sequence
      ) AS events
    FROM madoguchi.world WHERE id = $1`,
  append: `
    WITH moved AS (
      UPDATE madoguchi.world SET length = length + cardinality($4::text[])
      WHERE id = $1 AND birth = $2 AND length = $3 RETURNING birth
    ), written AS (
      INSERT INTO madoguchi.event (birth, sequence, body)
      SELECT moved.birth, $3 + place, body FROM moved, unnest($4::text[]) WITH ORDINALITY AS new (body, place)
    )
    SELECT birth FROM moved`,
  birth: 'SELECT birth FROM madoguchi.world WHERE id = $1',
  drop: 'DELETE FROM madoguchi.world WHERE id = $1 AND birth = $2 AND length = $3',
  delete: 'DELETE FROM madoguchi.world WHERE id = $1',
} as const

interface BirthRow {
  readonly birth: number
}

interface ReadRow extends BirthRow {
  readonly setup: string | null
  readonly events: readonly string[]
}

/** Address of a server without what nobody should read; null for something that is no address of PostgreSQL. */
export function shownAddress(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, username, host, pathname } = new URL(address)
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') return null
  return `postgres://${username === '' ? '' : `${username}@`}${host}${pathname}`
}

/** Everything of an address that a message must not repeat. */
function secretsOf(address: string): readonly string[] {
  const { password, searchParams } = new URL(address)
  const asked = [...searchParams].flatMap(([name, value]) => (name.includes('password') ? [value] : []))
  return [password, decoded(password), ...asked].filter((secret) => secret !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What went wrong in the words of the driver or the server. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const text = error.message === '' ? error.name : error.message
  return code === null || text.includes(code) ? text : `${code} ${text}`
}

/** True for a refusal by the server itself: the same statement would be refused again. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(?!08|57|53)(?=.*\d)[0-9A-Z]{5}$/.test(error.code)

const wait = (millis: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, millis)
  })

async function loadDriver(): Promise<typeof pg> {
  try {
    return (await import('pg')).default
  } catch {
    throw new StoreError('STORE_DRIVER', 'the package pg is not installed: npm install pg')
  }
}

async function prepare(client: PoolClient, shown: string): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MAKING])
    const found = await client.query<{ table: string | null }>("SELECT to_regclass('madoguchi.version')::text AS table")
    if ((found.rows[0]?.table ?? null) === null) await client.query(TABLES)
    const versions = await client.query<{ version: number }>('SELECT version FROM madoguchi.version')
    const version = versions.rows[0]?.version
    if (version !== STORE_VERSION) {
      const text = `${shown} has tables of version ${version ?? 'unknown'}; this is version ${STORE_VERSION}`
      throw new StoreError('STORE_FOREIGN', text)
    }
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/**
 * PostgreSQLの保管庫: several processes on several machines may share it. A broken connection is made again with the next
 * question; a change whose commit was not confirmed rejects and is never sent twice.
 */
export async function postgresStore(address: string): Promise<Store> {
  const shown = shownAddress(address)
  if (shown === null) throw new StoreError('STORE_CONFIG', 'the address of a PostgreSQL begins with postgres://')
  const secrets = secretsOf(address)
  const failure = (error: unknown): StoreError => {
    if (error instanceof StoreError) return error
    const reason = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), reasonOf(error))
    return new StoreError('STORE_UNAVAILABLE', `${shown}: ${reason}`)
  }
  const driver = await loadDriver()
  const pool: Pool = new driver.Pool({
    connectionString: address,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MILLIS,
    query_timeout: QUERY_MILLIS,
    keepAlive: true,
    application_name: 'madoguchi',
  })
  // An idle connection broke: the pool drops it, and the next question opens another.
  pool.on('error', () => undefined)

  const changing = async <T>(act: (client: PoolClient) => Promise<T>): Promise<T> => {
    let client: PoolClient | null = null
    let broken = false
    try {
      client = await connected()
      return await act(client)
    } catch (error) {
      broken = !isRefusal(error)
      throw failure(error)
    } finally {
      client?.release(broken)
    }
  }
  const quietly = (): void => undefined
  /** A connection that breaks while somebody has it says so by the failing question. */
  const connected = async (): Promise<PoolClient> => {
    const client = await pool.connect()
    if (client.listenerCount('error') === 0) client.on('error', quietly)
    return client
  }
  const reading = async <T>(act: (client: PoolClient) => Promise<T>): Promise<T> => {
    for (const [attempt, millis] of AGAIN.entries()) {
      if (millis > 0) await wait(millis)
      try {
        return await changing(act)
      } catch (error) {
        if (attempt === AGAIN.length - 1) throw error
      }
    }
    throw new StoreError('STORE_UNAVAILABLE', shown)
  }

  try {
    await changing((client) => prepare(client, shown))
  } catch (error) {
    await pool.end()
    throw error
  }

  return {
    kind: 'postgres',
    shown,
    list: () =>
      reading(async (client) => (await client.query<{ readonly id: string }>(SQL.list)).rows.map(({ id }) => id)),
    create: (id, setup, events) =>
      changing(
        async (client) => (await client.query<BirthRow>(SQL.create, [id, setup, events])).rows[0]?.birth ?? null,
      ),
    read: (id, known) =>
      reading(
        async (client) =>
          (await client.query<ReadRow>(SQL.read, [id, known?.birth ?? 0, known?.sequence ?? 0])).rows[0] ?? null,
      ),
    append: (id, known, events) =>
      changing(async (client) => {
        const { rows } = await client.query(SQL.append, [id, known.birth, known.sequence, events])
        if (rows.length > 0) return 'ok'
        const found = await client.query<BirthRow>(SQL.birth, [id])
        return found.rows[0]?.birth === known.birth ? 'conflict' : 'gone'
      }),
    replace: (id, known, setup, events) =>
      changing(async (client) => {
        await client.query('BEGIN')
        try {
          const dropped = await client.query(SQL.drop, [id, known.birth, known.sequence])
          const made = dropped.rowCount === 1 ? await client.query<BirthRow>(SQL.create, [id, setup, events]) : null
          const found = made === null ? await client.query<BirthRow>(SQL.birth, [id]) : null
          await client.query('COMMIT')
          if (made !== null) return made.rows[0]?.birth ?? 'gone'
          return found?.rows[0]?.birth === known.birth ? 'conflict' : 'gone'
        } catch (error) {
          await client.query('ROLLBACK').catch(quietly)
          throw error
        }
      }),
    delete: (id) => changing(async (client) => ((await client.query(SQL.delete, [id])).rowCount ?? 0) > 0),
    close: () => pool.end(),
  }
}
