import http from 'node:http'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FaultName, FaultSetting } from '../../scenarios/faults/index.ts'
import { eligibilityHandlers } from '../../src/msw/index.ts'
import { adult, bytesOf, inquiry, newestCover } from '../simulator/support.ts'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const BODY = new Uint8Array(inquiry(newestCover(adult())))

interface Heard {
  readonly status: number | undefined
  readonly length: string | undefined
  readonly body: Uint8Array
  readonly broken: boolean
}

function service(fault: FaultName, setting: FaultSetting = {}) {
  const opened = eligibilityHandlers()
  server.use(...opened)
  opened.world.setFault(fault, true, setting)
  return { url: `${opened.baseUrl}oqs/OQSsiquc01req_1.xml`, world: opened.world }
}

const byFetch = async (url: string): Promise<Heard> => {
  const response = await fetch(url, { method: 'POST', body: BODY })
  const length = response.headers.get('content-length') ?? undefined
  const chunks: Uint8Array[] = []
  try {
    const body: ReadableStream<Uint8Array> | null = response.body
    if (body !== null) for await (const chunk of body) chunks.push(chunk)
  } catch {
    return { status: response.status, length, body: new Uint8Array(Buffer.concat(chunks)), broken: true }
  }
  return { status: response.status, length, body: new Uint8Array(Buffer.concat(chunks)), broken: false }
}

const byHttp = (url: string): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const asked = http.request(url, { method: 'POST' }, (response) => {
      const { statusCode: status, headers } = response
      const chunks: Uint8Array[] = []
      const heard = (broken: boolean) => ({
        status,
        length: headers['content-length'],
        body: new Uint8Array(Buffer.concat(chunks)),
        broken,
      })
      response.on('data', (chunk: Uint8Array) => chunks.push(chunk))
      response.on('end', () => resolve(heard(false)))
      response.on('error', () => resolve(heard(true)))
    })
    asked.on('error', reject)
    asked.end(BODY)
  })

const CLIENTS = [
  ['fetch', byFetch],
  ['node:http', byHttp],
] as const

describe.each(CLIENTS)('without a network, through %s', (_, ask) => {
  const whole = (world: ReturnType<typeof service>['world']) =>
    new Uint8Array(world.answer('OQSsiquc01req_1.xml', BODY, null).bytes)

  it('a truncated answer is complete by its length', async () => {
    const { url, world } = service('truncate')
    const right = whole(world)
    const { body, length, broken } = await ask(url)
    expect({ body, length, broken }).toEqual({
      body: right.subarray(0, Math.floor(right.length / 2)),
      length: String(body.length),
      broken: false,
    })
  })

  it('a reset answer breaks in the middle', async () => {
    const { url, world } = service('reset')
    const right = whole(world)
    const { length, broken, body } = await ask(url)
    expect([length, broken]).toEqual([String(right.length), true])
    expect(body.length).toBeLessThan(right.length)
  })

  it.each(['slow-drip', 'half-written'] as const)('%s gives every byte in the end', async (fault) => {
    const { url, world } = service(fault, { millis: 50 })
    expect((await ask(url)).body).toEqual(whole(world))
  })

  it('the wrong encoding is the other one', async () => {
    const { url } = service('wrong-encoding')
    const { body } = await ask(url)
    expect(new TextDecoder('shift_jis', { fatal: true }).decode(body)).toContain('encoding="UTF-8"')
    expect(body).not.toEqual(bytesOf(''))
  })
})
