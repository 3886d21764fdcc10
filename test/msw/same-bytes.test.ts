import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
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
    ['a prefix that is nearly right', 'oqs/OQSsiqcu01req_1.xml', { method: 'POST', body: inquiry }],
    ['the name of a result', 'oqs/OQSsiquc01res_1.xml', { method: 'POST', body: inquiry }],
    ...['line-down', 'truncate', 'wrong-encoding', 'slow-drip:20', 'validity-4', 'nonsense'].map(
      (outcome): readonly [string, string, RequestInit] => [
        `the outcome ${outcome}`,
        'oqs/OQSsiquc01req_1.xml',
        { method: 'POST', body: inquiry, headers: { 'x-madoguchi-outcome': outcome } },
      ],
    ),
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

/** A sample of every kind of request in one encoding, in an order in which a clinic could send them. */
const requestsIn = (folder: string): readonly { readonly name: string; readonly body: Buffer }[] =>
  globSync('*req_*.xml', { cwd: new URL(`../golden/wire/exchanges/${folder}/`, import.meta.url) })
    .toSorted()
    .map((name) => ({
      name: basename(name),
      body: readFileSync(new URL(`../golden/wire/exchanges/${folder}/${name}`, import.meta.url)),
    }))

describe.each([
  ['UTF-8', 'utf-8'],
  ['Shift_JIS', 'shift-jis'],
] as const)('every kind of request in %s', (encoding, folder) => {
  const requests = requestsIn(folder)

  it('is one of all that are answered', () => {
    expect(new Set(requests.map(({ name }) => name.split('_')[0])).size).toBe(14)
  })

  it('has the same answers from a terminal that writes it, over HTTP and without a network', async () => {
    const overHttp = await serve({ simulator: createSimulator({ terminal: { encoding } }), followWall: false })
    const handled = createSimulator({ terminal: { encoding } })
    // A simulator names itself in no answer, wherever it is.
    server.use(...eligibilityHandlers({ simulator: handled }))
    try {
      for (const { name, body } of requests) {
        const init = { method: 'POST', body: new Uint8Array(body) }
        // oxlint-disable-next-line no-await-in-loop -- uploads come before what asks for their results
        const [there, here] = [
          await seen(`${overHttp.url}/oqs/${name}`, init),
          await seen(`http://oqs.localhost/oqs/${name}`, init),
        ]
        expect({ name, ...here }).toEqual({ name, ...there })
        expect([name, there.status]).toEqual([name, 200])
      }
    } finally {
      await overHttp.close()
    }
  })
})
