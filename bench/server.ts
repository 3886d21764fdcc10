import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'

/** A server process under measurement. */
export interface Server {
  readonly port: number
  /** Milliseconds from the start of the process to the first 200 on `/health`. */
  readonly startMillis: number
  /** Resident memory now, in MB of 1,000,000 bytes. */
  residentMegabytes(): number
  stop(): Promise<void>
}

const hasTaskset = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0

/** Leaves the first core to the servers and the second to the load; does nothing where the tool is missing. */
export function stayOffTheFirstCore(): void {
  if (hasTaskset) spawnSync('taskset', ['-a', '-c', '-p', '1', String(process.pid)])
}

/** Whether servers run on one core of their own. */
export const isPinned = (): boolean => hasTaskset

/** A bare server that reads a body and answers as many bytes as it is told, beginning with that body. */
export const echoArguments = (answerBytes: number): readonly string[] => [
  '-e',
  `const size = ${answerBytes}
   require('node:http').createServer((request, response) => {
     const chunks = []
     request.on('data', (chunk) => chunks.push(chunk))
     request.on('end', () => {
       const body = Buffer.alloc(size)
       Buffer.concat(chunks).copy(body)
       response.writeHead(200, { 'content-type': 'application/xml', 'content-length': size }).end(body)
     })
   }).listen(0, '127.0.0.1', function () { console.log('http://127.0.0.1:' + this.address().port) })`,
]

const firstUrl = async (child: ChildProcess): Promise<URL> =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the server left with code ${code} before it listened`)))
    if (child.stdout === null) return reject(new Error('the server has no output'))
    createInterface(child.stdout).on('line', (line) => {
      const url = /https?:\/\/\S+/.exec(line)?.[0]
      if (url !== undefined) resolve(new URL(url))
    })
  })

async function healthy(url: URL): Promise<void> {
  const health = new URL('/health', url)
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const response = await fetch(health).catch(() => undefined)
    await response?.arrayBuffer()
    if (response?.status === 200) return
  }
  throw new Error(`${health.href} never answered 200`)
}

function residentMegabytes(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return (Number(kilobytes) * 1024) / 1e6
  } catch {
    return (Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) * 1024) / 1e6
  }
}

/** Starts Node with these arguments, on the first core where possible, and waits until it is healthy. */
export async function startServer(nodeArguments: readonly string[]): Promise<Server> {
  const [command, ...leading] = hasTaskset ? ['taskset', '-c', '0', process.execPath] : [process.execPath]
  const start = performance.now()
  const child = spawn(command ?? process.execPath, [...leading, ...nodeArguments], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = (): boolean => child.kill('SIGTERM')
  // A measurement that fails must not leave a server behind.
  process.once('exit', kill)
  const url = await firstUrl(child)
  await healthy(url)
  const startMillis = performance.now() - start
  const { pid } = child
  if (pid === undefined) throw new Error('the server has no process id')
  return {
    port: Number(url.port),
    startMillis,
    residentMegabytes: () => residentMegabytes(pid),
    async stop() {
      const gone = once(child, 'exit')
      kill()
      await gone
      process.off('exit', kill)
    },
  }
}
