import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type Socket, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Password of the server of the tests; its characters must be escaped in an address. */
export const SERVER_PASSWORD = 'geheim:p@ss/wört?'

const PATIENCE_MILLIS = 60_000

/** The tests of one run share one server, whichever process runs them. */
const FOLDER = join(tmpdir(), `madoguchi-postgres-${process.ppid}`)

function isFirst(): boolean {
  try {
    mkdirSync(FOLDER)
    return true
  } catch {
    return false
  }
}

async function started(): Promise<number> {
  const starts = isFirst()
  writeFileSync(join(FOLDER, String(process.pid)), '')
  if (starts) {
    const keeper = join(import.meta.dirname, 'postgres-keeper.ts')
    spawn(process.execPath, [keeper, FOLDER, SERVER_PASSWORD], { detached: true, stdio: 'ignore' }).unref()
  }
  for (let waited = 0; waited < PATIENCE_MILLIS; waited += 50) {
    if (existsSync(join(FOLDER, 'ready'))) return Number(readFileSync(join(FOLDER, 'ready'), 'utf8'))
    if (existsSync(join(FOLDER, 'failed'))) throw new Error(readFileSync(join(FOLDER, 'failed'), 'utf8'))
    await sleep(50)
  }
  throw new Error(`no PostgreSQL after ${PATIENCE_MILLIS} ms in ${FOLDER}`)
}

let server: Promise<number> | null = null
const serverPort = (): Promise<number> => (server ??= started())

export const addressOf = (port: number, database: string): string =>
  `postgres://postgres:${encodeURIComponent(SERVER_PASSWORD)}@127.0.0.1:${port}/${database}`

/** Asks the real server something as its administrator. */
export async function administer(sql: string, database = 'postgres'): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: addressOf(await serverPort(), database) })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

let made = 0

/** A fresh database of the real server, by name and address. */
export async function freshDatabase(): Promise<{ readonly name: string; readonly address: string }> {
  made += 1
  const name = `t${process.pid}_${made}`
  await administer(`CREATE DATABASE ${name}`)
  return { name, address: addressOf(await serverPort(), name) }
}

/** A line to the real server that can be cut and mended. */
export interface Line {
  readonly port: number
  /** Breaks every connection; new ones are refused until it is mended. */
  readonly cut: () => void
  readonly mend: () => void
  readonly close: () => Promise<void>
}

export async function lineToServer(): Promise<Line> {
  const to = await serverPort()
  const sockets = new Set<Socket>()
  let isCut = false
  const relay = createServer((from) => {
    if (isCut) {
      from.destroy()
      return
    }
    const onward = connect(to, '127.0.0.1')
    for (const [one, other] of [
      [from, onward],
      [onward, from],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((done) => {
    relay.listen(0, '127.0.0.1', done)
  })
  const address = relay.address()
  const cut = (): void => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    mend: () => {
      isCut = false
    },
    close: () =>
      new Promise((done) => {
        cut()
        relay.close(() => done())
      }),
  }
}
