import { request as nodeRequest } from 'node:http'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator } from '../../simulator/index.ts'
import { type EligibilityOptions, eligibilityHandlers } from '../../src/msw/index.ts'
import { askByNumber, readCard } from '../../examples/clinic-client.ts'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const paper = { insurerNumber: '139998', symbol: '0012', number: '0000302', branch: '01', birthDate: '19810301' }

/** Handlers in use. */
function use(options: EligibilityOptions = {}) {
  const service = eligibilityHandlers(options)
  server.use(...service)
  return service
}

async function json(url: string, init: RequestInit = {}): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(url, init)
  return { status: response.status, body: await response.json() }
}

describe('the base URL', () => {
  it.each([
    'http://oqs.localhost/',
    'http://oqs.localhost',
    'https://10.0.0.5:8443/renkei/v1/',
    'http://clinic.example/a.b(c)+d',
    'http://[::1]:8700/',
  ])('may be %s', async (baseUrl) => {
    const service = use({ baseUrl })
    service.placeCard('name/gaiji')
    expect(service.baseUrl.endsWith('/')).toBe(true)
    expect(await askByNumber(service.baseUrl, '20261121', paper)).toMatchObject({ validity: '1' })
    expect(await readCard(service.baseUrl)).toEqual({ validity: '1', name: '●﨑　●彦' })
  })

  it.each(['oqs.localhost', 'ftp://oqs.localhost/', '/oqs', ''])('is refused when it is %j', (baseUrl) => {
    expect(() => eligibilityHandlers({ baseUrl })).toThrow(RangeError)
  })

  it('has nothing under it that falls through in silence', async () => {
    use({ baseUrl: 'http://clinic.example/renkei/' })
    for (const path of ['', '/', '/api/worlds', '/reader', '/health', '/oqsx', '/faces', '/w/default/face', '//face']) {
      // oxlint-disable-next-line no-await-in-loop -- one path after the other
      const { status, body } = await json(`http://clinic.example/renkei${path}`)
      expect({ path, status, body }).toMatchObject({
        path,
        status: 404,
        body: { code: 'SIM-H001', path: `/renkei${path}` },
      })
    }
  })

  it.each(['http://clinic.example/', 'http://clinic.example/renkeix', 'http://clinic.example:81/renkei/face'])(
    'leaves %s alone',
    async (url) => {
      server.use(http.all(url, () => HttpResponse.text('theirs')))
      use({ baseUrl: 'http://clinic.example/renkei/' })
      expect(await (await fetch(url)).text()).toBe('theirs')
    },
  )
})

const closestIn = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'closest' in body ? body.closest : undefined

describe('a path that is nearly right', () => {
  it.each([
    ['osq/OQSsiquc01req_1.xml', 'POST', 'POST /oqs/{request file}'],
    ['OQSsiquc01req_1.xml', 'POST', 'POST /oqs/{request file}'],
    ['faces', 'GET', 'GET /face'],
    ['nothing', 'GET', undefined],
    ['helth', 'GET', undefined],
  ])('%s is answered with what is closest', async (path, method, closest) => {
    const { baseUrl } = use({ baseUrl: 'http://clinic.example/renkei/' })
    const { status, body } = await json(`${baseUrl}${path}`, { method })
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: 'SIM-H001', path: `/renkei/${path}` })
    expect(closestIn(body)).toBe(closest)
  })
})

describe('an outcome for one request', () => {
  it('is picked by a header, and is over with it', async () => {
    const { baseUrl } = use()
    const url = `${baseUrl}oqs/OQSsiquc01req_1.xml`
    const headers = { 'X-Madoguchi-Outcome': 'refused' }
    await expect(fetch(url, { method: 'POST', headers, body: 'x' })).rejects.toThrow(TypeError)
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(422)
  })
})

describe('the doors', () => {
  it('are all open when asked for, with worlds of their own', async () => {
    const { baseUrl } = use({ baseUrl: 'http://clinic.example/sim/', doors: 'all' })
    const headers = { 'content-type': 'application/json' }
    const made = await json(`${baseUrl}api/worlds`, { method: 'POST', headers, body: '{"id":"qa"}' })
    expect(made).toMatchObject({ status: 201, body: { baseUrl: 'http://clinic.example/sim/w/qa/' } })
    expect(await json(`${baseUrl}w/qa/face`)).toEqual({ status: 200, body: { files: [], cursor: '0' } })
    expect((await fetch(`${baseUrl}reader`)).status).toBe(200)
    expect(await json(`${baseUrl}nowhere`)).toMatchObject({ status: 404, body: { code: 'SIM-A007' } })
  })

  it('belong to the world that was named', async () => {
    const simulator = createSimulator()
    const setup = simulator.worlds.default.setup
    simulator.worlds.create('qa', { ...setup, people: { hanako: simulator.worlds.default.member('name/gaiji') } })
    const { baseUrl, placeCard } = use({ simulator, world: 'qa' })
    placeCard('hanako')
    expect(await readCard(baseUrl)).toMatchObject({ validity: '1' })
    expect(simulator.worlds.default.state.faceFiles(0)).toEqual([])
  })
})

describe('the world', () => {
  it('has the people of the test besides the magic members', async () => {
    const people = {
      hanako: { magic: 'key/leading-zeros', changes: { name: { kanji: '見本　花子', kana: 'ミホン　ハナコ' } } },
    }
    const { baseUrl, placeCard } = use({ people })
    placeCard('hanako')
    expect(await readCard(baseUrl)).toEqual({ validity: '1', name: '見本　花子' })
  })

  it.each<readonly [string, EligibilityOptions, string]>([
    ['a moment', { now: '2026-11-31' }, 'no Japanese instant'],
    ['a ruleset', { ruleset: '2019-01' }, 'there are: latest'],
    ['a magic member', { people: { hanako: { magic: 'no/body' } } }, 'no/body'],
    ['a world', { simulator: createSimulator(), world: 'qa' }, 'no world "qa"'],
  ])('refuses %s that there is not', (_, options, said) => {
    expect(() => eligibilityHandlers(options)).toThrow(said)
  })

  it('has nobody else at its reader', () => {
    expect(() => use().placeCard('nobody')).toThrow(RangeError)
  })

  it('is another one for the next handlers', async () => {
    use().placeCard('name/gaiji')
    server.resetHandlers()
    expect(await readCard(use().baseUrl)).toBeNull()
  })

  it('logs what the clinic asked', async () => {
    const { baseUrl, world } = use()
    await askByNumber(baseUrl, '20261121', paper)
    expect(world.messagesSince(-1)).toMatchObject([{ door: 'oqs', name: 'OQSsiquc01req_0000302.xml', status: 200 }])
  })
})

describe('a refused connection', () => {
  it('is a network error for fetch, until it is over', async () => {
    const { baseUrl, world } = use()
    world.setFault('refused', true, {})
    await expect(fetch(`${baseUrl}face`)).rejects.toThrow(TypeError)
    world.setFault('refused', false, {})
    expect((await fetch(`${baseUrl}face`)).status).toBe(200)
  })

  it('is an error event for node:http', async () => {
    const { baseUrl, world } = use()
    world.setFault('power-out', true, {})
    const outcome = await new Promise<string>((resolve) => {
      nodeRequest(`${baseUrl}face`, (response) => resolve(`status ${response.statusCode}`))
        .on('error', () => resolve('error'))
        .end()
    })
    expect(outcome).toBe('error')
  })
})

describe("the developer's own handlers", () => {
  it('win when they come later, and give way again', async () => {
    const { baseUrl } = use()
    server.use(http.post(`${baseUrl}oqs/*`, () => new HttpResponse('busy', { status: 503 })))
    expect((await fetch(`${baseUrl}oqs/OQSsiquc01req_1.xml`, { method: 'POST', body: 'x' })).status).toBe(503)
    expect((await fetch(`${baseUrl}face`)).status).toBe(200)
  })
})
