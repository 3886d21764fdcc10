import { request as httpRequest } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { member } from '../../generators/index.ts'
import { ServeRefusal, type Served, createSimulator, serve } from '../../simulator/index.ts'
import { adult, inquiry, newestCover, people, setup } from './support.ts'

const open: Served[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()))
})
const start = async (...[options]: Parameters<typeof serve>): Promise<Served> => {
  const served = await serve(options)
  open.push(served)
  return served
}

describe('a served simulator', () => {
  it('answers over a socket for the last of 125,000,000 people', async () => {
    const simulator = createSimulator()
    const { url } = await start({ simulator, followWall: false })
    const last = member(people, 124_999_999)
    const response = await fetch(`${url}/oqs/OQSsiquc01req_1.xml`, {
      method: 'POST',
      body: new Uint8Array(inquiry(newestCover(last))),
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-disposition')).toContain('OQSsiquc01res_1.xml')
    expect(await response.text()).toContain('<QualificationValidity>')
    expect(simulator.worlds.default.baseUrl).toBe(`${url}/w/default/`)
  })

  it('takes a request written in pieces without a length, as small clients send it', async () => {
    const simulator = createSimulator()
    const { port } = await start({ simulator })
    const status = await new Promise((resolve, reject) => {
      const asked = httpRequest(
        { port, host: '127.0.0.1', method: 'POST', path: '/oqs/OQSsiquc01req_1.xml' },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      asked.on('error', reject)
      const bytes = inquiry(newestCover(member(people, 7)))
      asked.write(bytes.subarray(0, 100))
      asked.end(bytes.subarray(100))
    })
    expect(status).toBe(200)
  })

  it('gives the same status, names and bytes over a socket as in process', async () => {
    const simulator = createSimulator()
    const { url } = await start({ simulator, followWall: false })
    const world = simulator.worlds.open(setup({ taro: adult() }))
    const good = inquiry(newestCover(adult()))
    const cases: readonly (readonly [string, Uint8Array])[] = [
      ['OQSsiquc01req_1.xml', good],
      ['OQSsiquc01req_2.xml', new TextEncoder().encode('<XmlMsg>')],
      ['OQSsiurl01req_3.xml', good],
      ['nonsense.xml', good],
    ]
    for (const [name, body] of cases) {
      const told = async (answer: Response) => [
        answer.status,
        answer.headers.get('content-type'),
        answer.headers.get('content-disposition'),
        await answer.text(),
      ]
      const init = { method: 'POST', body: new Uint8Array(body) }
      const overSocket = await told(await fetch(`${url}/w/${world.id}/oqs/${name}`, init))
      expect(overSocket).toEqual(await told(await simulator.fetch(`/w/${world.id}/oqs/${name}`, init)))
    }
  })

  it('drops the connection under a refused fault and serves again afterwards', async () => {
    const simulator = createSimulator()
    await start({ simulator })
    const world = simulator.worlds.open(setup({ taro: adult() }))
    const ask = () =>
      fetch(`${world.baseUrl}oqs/OQSsiquc01req_1.xml`, {
        method: 'POST',
        body: new Uint8Array(inquiry(newestCover(adult()))),
      })
    world.setFault('refused', true, {})
    await expect(ask()).rejects.toThrow(TypeError)
    world.setFault('refused', false, {})
    expect((await ask()).status).toBe(200)
  })

  it('lets the default world follow the wall', async () => {
    const simulator = createSimulator()
    const standing = createSimulator().worlds.default
    await start({ simulator })
    await new Promise((resolve) => {
      setTimeout(resolve, 1100)
    })
    expect(simulator.worlds.default.now() > standing.now()).toBe(true)
  })
})

describe('an address beyond this machine', () => {
  it('needs a token', async () => {
    await expect(serve({ simulator: createSimulator(), host: '0.0.0.0' })).rejects.toThrow(ServeRefusal)
  })

  it('is served with a token, and /api asks for it', async () => {
    const { port } = await start({ simulator: createSimulator({ token: 'secret' }), host: '0.0.0.0' })
    expect((await fetch(`http://127.0.0.1:${port}/api/worlds`)).status).toBe(401)
    expect(
      (await fetch(`http://127.0.0.1:${port}/api/worlds`, { headers: { authorization: 'Bearer secret' } })).status,
    ).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
  })
})

it('says when the port is taken', async () => {
  const { port } = await start({ simulator: createSimulator() })
  await expect(serve({ simulator: createSimulator(), port })).rejects.toThrow(/cannot listen/)
})
