import { readFileSync } from 'node:fs'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator, serve } from '../../simulator/index.ts'
import { eligibilityHandlers } from '../../src/msw/index.ts'

const inquiry = new Uint8Array(readFileSync(new URL('../golden/wire/eligibility-request.xml', import.meta.url)))

/** Written by the listener for this one connection. */
const OF_THE_CONNECTION = ['connection', 'date', 'keep-alive', 'transfer-encoding']

async function seen(url: string, init: RequestInit) {
  const response = await fetch(url, init)
  const { status, statusText } = response
  const headers = [...response.headers].filter(([name]) => !OF_THE_CONNECTION.includes(name))
  return { status, statusText, headers, body: Buffer.from(await response.arrayBuffer()).toString('latin1') }
}

const server = setupServer()
const simulator = createSimulator()
let served: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  served = await serve({ simulator, followWall: false })
  // The listener puts classes of its own in the place of Request and Response when it is first needed.
  await fetch(served.url)
  server.listen({ onUnhandledFrame: 'bypass' })
})
afterEach(() => server.resetHandlers())
afterAll(async () => {
  server.close()
  await served.close()
})

describe('an answer without a network', () => {
  it.each<readonly [string, string, RequestInit]>([
    ['an inquiry', 'oqs/OQSsiquc01req_1.xml', { method: 'POST', body: inquiry }],
    ['a request that cannot be read', 'oqs/OQSsiquc01req_1.xml', { method: 'POST', body: '<XmlMsg>' }],
    ['a name that is none', 'oqs/nothing', { method: 'POST', body: inquiry }],
    ['an escaped name', 'oqs/OQSsiquc01req_%E7%AA%93%20.xml', { method: 'POST', body: inquiry }],
    ['a body that is too long', 'oqs/OQSsiquc01req_1.xml', { method: 'POST', body: 'x'.repeat(1_048_577) }],
    ['a method that is not taken', 'oqs/OQSsiquc01req_1.xml', { method: 'PUT', body: inquiry }],
    ['a listing of nothing', 'face', {}],
    ['a listing after a cursor that is none', 'face?after=-1', {}],
    ['a file that is not there', 'face/nothing', {}],
    ['the removal of a file that is not there', 'face/nothing', { method: 'DELETE' }],
  ])('has the status, the headers and the bytes of one over HTTP: %s', async (_, path, init) => {
    const overHttp = await seen(`${served.url}/${path}`, init)
    const service = eligibilityHandlers({ baseUrl: 'https://gateway.example/oqs-terminal' })
    server.use(...service)
    expect(await seen(`https://gateway.example/oqs-terminal/${path}`, init)).toEqual(overHttp)
  })

  it('gives the result file of the reader as over HTTP, and removes it', async () => {
    const service = eligibilityHandlers({ simulator, world: 'default' })
    service.placeCard('name/gaiji')
    const [file] = service.world.state.faceFiles(0)
    const overHttp = await seen(`${served.url}/face/${file?.name}`, {})
    server.use(...service)
    expect(overHttp.status).toBe(200)
    expect(await seen(`http://oqs.localhost/face/${file?.name}`, {})).toEqual(overHttp)
    expect((await seen(`http://oqs.localhost/face/${file?.name}`, { method: 'DELETE' })).status).toBe(204)
    expect(service.world.state.faceFiles(0)).toEqual([])
  })
})
