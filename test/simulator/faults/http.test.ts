import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { FaultName, FaultSetting } from '../../../scenarios/faults/index.ts'
import { type SimulatedWorld, type SimulatorOptions, createSimulator, serve } from '../../../simulator/index.ts'
import { adult, inquiry, newestCover, setup, textOf } from '../support.ts'

/** What came over a socket: the status line and headers, the body in the parts in which it came, and when each came. */
interface Heard {
  readonly head: string
  readonly body: Uint8Array
  /** Milliseconds after the question. */
  readonly first: number
  readonly last: number
}

const LINE = new Uint8Array(inquiry(newestCover(adult())))

async function served(options: SimulatorOptions = {}) {
  const simulator = createSimulator(options)
  const { port, close } = await serve({ simulator, followWall: false })
  onTestFinished(close)
  const world = simulator.worlds.open(setup({ taro: adult() }))
  const ask = (name = 'OQSsiquc01req_1.xml', body: Uint8Array = LINE): Promise<Heard> =>
    new Promise((resolve) => {
      const started = performance.now()
      const socket = connect(port, '127.0.0.1')
      const chunks: Buffer[] = []
      let [first, last] = [0, 0]
      socket.on('data', (chunk: Buffer) => {
        last = performance.now() - started
        if (first === 0) first = last
        chunks.push(chunk)
      })
      socket.on('error', () => undefined)
      socket.on('close', () => {
        const all = Buffer.concat(chunks)
        const end = all.indexOf('\r\n\r\n')
        const body = new Uint8Array(end < 0 ? [] : all.subarray(end + 4))
        resolve({ head: all.subarray(0, Math.max(0, end)).toString('latin1').toLowerCase(), body, first, last })
      })
      const head = `POST /w/${world.id}/oqs/${name} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`
      socket.write(Buffer.concat([Buffer.from(head), body]))
    })
  return { simulator, world, ask }
}

const toldLength = ({ head }: Heard): number => Number(/content-length: (\d+)/.exec(head)?.[1])
const whole = (world: SimulatedWorld): Uint8Array => world.answer('OQSsiquc01req_1.xml', LINE, null).bytes

async function heardUnder(fault: FaultName, setting: FaultSetting = {}, options: SimulatorOptions = {}) {
  const { ask, world } = await served(options)
  const right = whole(world)
  world.setFault(fault, true, setting)
  const heard = await ask()
  world.setFault(fault, false, {})
  expect((await ask()).body).toEqual(new Uint8Array(right))
  return { heard, right, world }
}

describe('over a socket', () => {
  it('latency keeps the answer back and leaves it as it is', async () => {
    const { heard, right } = await heardUnder('latency', { millis: 200 })
    expect(heard.first).toBeGreaterThan(190)
    expect(heard.body).toEqual(new Uint8Array(right))
  })

  it('a refused connection says nothing, and the request never arrived', async () => {
    const { heard, world } = await heardUnder('refused')
    expect(heard).toMatchObject({ head: '', first: 0 })
    // The one after the fault, and the one that was asked in process.
    expect(world.messagesSince(0)).toHaveLength(2)
  })

  it('a reset connection breaks after half of the answer, and the request has arrived', async () => {
    const { heard, right, world } = await heardUnder('reset')
    expect(heard.head).toContain('200 ok')
    expect(toldLength(heard)).toBe(right.length)
    expect(heard.body).toEqual(new Uint8Array(right.subarray(0, Math.floor(right.length / 2))))
    expect(world.messagesSince(0)).toHaveLength(3)
  })

  it('a truncated answer is complete by its length and holds the first half', async () => {
    const { heard, right } = await heardUnder('truncate')
    expect(toldLength(heard)).toBe(heard.body.length)
    expect(heard.body).toEqual(new Uint8Array(right.subarray(0, Math.floor(right.length / 2))))
  })

  it('a slow drip takes its time and gives every byte', async () => {
    const { heard, right } = await heardUnder('slow-drip', { millis: 300 })
    expect(heard.first).toBeLessThan(200)
    expect(heard.last - heard.first).toBeGreaterThan(200)
    expect(toldLength(heard)).toBe(right.length)
    expect(heard.body).toEqual(new Uint8Array(right))
  })

  it('a half-written answer stays half for a while and is then whole', async () => {
    const { heard, right } = await heardUnder('half-written', { millis: 200 })
    expect(heard.last - heard.first).toBeGreaterThan(150)
    expect(heard.body).toEqual(new Uint8Array(right))
  })

  it.each([
    ['UTF-8', 'shift_jis'],
    ['Shift_JIS', 'utf-8'],
  ] as const)('a result declared as %s comes in the other encoding', async (declared, real) => {
    const { heard, right } = await heardUnder('wrong-encoding', {}, { terminal: { encoding: declared } })
    expect(heard.head).toContain(`charset=${declared.toLowerCase()}`)
    expect(heard.body).not.toEqual(new Uint8Array(right))
    const text = new TextDecoder(real, { fatal: true }).decode(heard.body)
    expect(text).toBe(new TextDecoder(declared).decode(right))
    expect(text).toContain(`encoding="${declared}"`)
    expect(() => new TextDecoder(declared, { fatal: true }).decode(heard.body)).toThrow(TypeError)
  })

  it('a duplicate file is nothing that HTTP has', async () => {
    const { heard, right } = await heardUnder('duplicate-file')
    expect(heard.body).toEqual(new Uint8Array(right))
  })

  it('truncates the text of an error too', async () => {
    const { ask, world } = await served()
    world.setFault('truncate', true, {})
    const { head, body } = await ask('nonsense.xml')
    expect(head).toContain('422')
    expect(textOf(body)).toContain('SIM-F002')
    expect(textOf(body)).not.toMatch(/\n$/)
  })
})

describe('waits of the transport', () => {
  const waitsOf = async (options: SimulatorOptions) => {
    const waits: number[] = []
    const simulator = createSimulator({ ...options, sleep: async (millis) => void waits.push(millis) })
    const world = simulator.worlds.open(setup({ taro: adult() }))
    world.setFault('latency', true, { millis: 1500 })
    world.setFault('half-written', true, { millis: 5000 })
    const url = `${world.baseUrl}oqs/OQSsiquc01req_1.xml`
    expect(await (await simulator.fetch(url, { method: 'POST', body: LINE })).text()).toContain('</XmlMsg>')
    return waits
  }

  it('are at most two seconds for one message, all faults together', async () => {
    expect(await waitsOf({})).toEqual([1500, 500])
  })

  it('of a drip and of a half-written answer are the longer of both, in ten pieces', async () => {
    const waits: number[] = []
    const simulator = createSimulator({ sleep: async (millis) => void waits.push(millis) })
    const world = simulator.worlds.open(setup({ taro: adult() }))
    world.setFault('slow-drip', true, { millis: 90 })
    world.setFault('half-written', true, { millis: 900 })
    await (
      await simulator.fetch(`${world.baseUrl}oqs/OQSsiquc01req_1.xml`, { method: 'POST', body: LINE })
    ).arrayBuffer()
    expect(waits).toEqual(Array.from({ length: 9 }, () => 100))
  })

  it('are as long as they are told in real time', async () => {
    expect(await waitsOf({ realtime: true })).toEqual([1500, 5000])
  })
})

it('a broken answer rejects in this process, as fetch does', async () => {
  const simulator = createSimulator()
  const world = simulator.worlds.open(setup({ taro: adult() }))
  world.setFault('reset', true, {})
  const response = await simulator.fetch(`${world.baseUrl}oqs/OQSsiquc01req_1.xml`, { method: 'POST', body: LINE })
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow(new TypeError('terminated'))
})

describe('the folder of the reader over HTTP', () => {
  it('is disturbed as requests are, and a listing too', async () => {
    const simulator = createSimulator()
    const world = simulator.worlds.open(setup({ taro: adult() }))
    world.setFault('truncate', true, { prefix: 'face' })
    const listing = await (await simulator.fetch(`${world.baseUrl}face`)).text()
    expect(listing).toBe('{"files":[],"'.slice(0, listing.length))
    const result = await simulator.fetch(`${world.baseUrl}oqs/OQSsiquc01req_1.xml`, { method: 'POST', body: LINE })
    expect(await result.text()).toContain('</XmlMsg>')
  })
})
