import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSimulator, serve } from '../../simulator/index.ts'
import { adult } from '../simulator/support.ts'
import { asking, identifierOf } from '../simulator/folders/support.ts'
import { campaign } from './campaign.ts'
import { createLine } from './client.ts'
import { bytesOnLine } from './inputs.ts'

/** The soak sends hundreds of times as many, to a simulator in a process of its own. */
const isSoak = fc.readConfigureGlobal().numRuns !== undefined

it('answers whatever is sent to any door, or refuses it in words', async () => {
  const { port, close } = await serve({ simulator: createSimulator() })
  onTestFinished(close)
  const tally = await campaign({ port, runs: 600, seed: 42 })
  expect(tally.inputs).toBe(600)
  if (process.env['FUZZ_FIGURES'] !== undefined) console.log(tally)
})

describe('days that lead out of the calendar', () => {
  const { app } = createSimulator()
  const call = async (method: string, path: string, body: unknown): Promise<number> => {
    const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return (await app.request(`http://localhost/api/worlds${path}`, init)).status
  }
  const born = (birthDate: string): unknown => ({ name: 'x', ref: { index: 4, changes: { birthDate } } })
  const acquired = {
    what: { kind: 'acquire', cover: { scheme: 'kyokai', acquired: '9999-12-31', limit: { band: 'A03' } } },
  }

  it.each([
    ['a clock', 'PUT', '/default/clock', { now: '9999-12-31T23:59:59+09:00' }],
    ['a clock by offset', 'PUT', '/default/clock', { now: 'start+9999y' }],
    ['a clock by duration', 'PUT', '/default/clock', { now: '+999999d' }],
    ['a start', 'POST', '', { start: '2081-01-01T00:00:00+09:00' }],
    ['a start before rules', 'POST', '', { start: '1989-12-31T23:59:59+09:00' }],
    ['a branch', 'POST', '/default/clone', { at: 'start-9999y' }],
    ['a birth', 'POST', '/default/people', born('9999-12-31')],
    ['a birth by offset', 'POST', '/default/people', born('start+9999y')],
    ['a birth in a new world', 'POST', '', { people: { x: { index: 4, changes: { birthDate: '2100-01-01' } } } }],
    ['a fault', 'PUT', '/default/faults/line-down', { on: true, from: 'start+9999y' }],
    ['a cover', 'POST', '/default/changes/4', acquired],
  ])('are refused: %s', async (_, method, path, body) => {
    expect(await call(method, path, body)).toBe(400)
  })

  it('are not those at the ends of what a clock can show', async () => {
    for (const start of ['1990-01-01T00:00:00+09:00', '2080-12-31T23:59:59+09:00']) {
      const id = `w${start.slice(0, 4)}`
      expect(await call('POST', '', { id, start, magic: true })).toBe(201)
      for (const path of ['/insurer/06139992/lists', '/portal/grace%2Ffirst-day', '/reader'])
        expect((await app.request(`http://localhost/w/${id}${path}`)).status).toBeLessThan(500)
    }
  })
})

describe('a client that misbehaves on the line', () => {
  it('may go away in the middle of what it sends, at any door, and no defect is told', async () => {
    const { app } = createSimulator()
    for (const target of ['/oqs/OQSsiquc01req_1.xml', '/reader', '/api/worlds', '/insurer/06139992/registrations']) {
      const gone = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
      const body = new ReadableStream({
        pull: (controller) => {
          controller.error(gone)
        },
      })
      const request = new Request(`http://localhost${target}`, { method: 'POST', body, duplex: 'half' })
      expect({ target, status: (await app.fetch(request)).status }).toEqual({ target, status: 400 })
    }
  })

  it('may send requests of one name at once: each gets the answer to its own', async () => {
    const simulator = createSimulator()
    simulator.worlds.default.addPerson('taro', adult())
    const { port, close } = await serve({ simulator })
    onTestFinished(close)
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const line = createLine(port)
        const body = asking(`client-${index}`)
        const target = '/oqs/OQSsiquc01req_1.xml'
        const answer = await line.exchange(bytesOnLine({ kind: 'good', method: 'POST', target, headers: [], body }))
        line.close()
        return typeof answer === 'string' ? answer : identifierOf(answer.body.toString())
      }),
    )
    expect(answers).toEqual(answers.map((_, index) => `client-${index}`))
  })
})

/** A busy machine needs longer than the soak gives to a test. */
const AN_HOUR = 3_600_000

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** A simulator in a process of its own. */
async function served(): Promise<{
  readonly child: ChildProcess
  readonly port: number
  readonly complaints: readonly string[]
}> {
  const child = spawn(process.execPath, [main, 'serve', '--port', '0', '--lang', 'en'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const complaints: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text))
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1]
    if (port !== undefined) return { child, port: Number(port), complaints }
  }
  throw new Error('the simulator did not start')
}

/** Resident memory of a process in MB; null where the system does not tell. */
function residentOf(pid: number | undefined): number | null {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return null
  }
}

describe.runIf(isSoak)('200,000 inputs', () => {
  it(
    'leave a simulator that is alive, quick and no larger than after the first tenth',
    async () => {
      const { child, port, complaints } = await served()
      const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
      const runs = Number(process.env['FUZZ_RUNS'] ?? 200_000)
      const memory: { readonly inputs: number; readonly megabytes: number }[] = []
      const every = {
        inputs: runs / 10,
        call: (inputs: number): void => {
          memory.push({ inputs, megabytes: Math.round(residentOf(child.pid) ?? 0) })
          console.log(JSON.stringify(memory.at(-1)))
        },
      }
      const begun = performance.now()
      const tally = await campaign({ port, runs, seed, every })
      const seconds = Math.round((performance.now() - begun) / 1000)
      console.log(JSON.stringify({ seed, seconds, ...tally, memory }, null, 1))
      expect(child.exitCode).toBeNull()
      // It may log what it did not know; it has no defect to tell.
      expect(complaints.join('').match(/^.*Error.*\n\s+at .*$/m)).toBeNull()
      const [first, last] = [memory[0], memory.at(-1)]
      expect(last?.inputs).toBe(runs)
      expect(last?.megabytes ?? Infinity).toBeLessThanOrEqual((first?.megabytes ?? 0) * 1.2)
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([0, null])
    },
    AN_HOUR,
  )
})
