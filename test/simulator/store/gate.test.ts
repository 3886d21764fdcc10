import fc from 'fast-check'
import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { type Simulator, type SimulatorOptions, type Store, createSimulator } from '../../../simulator/index.ts'
import { memoryStore } from '../../../simulator/store/memory.ts'
import { StoreError } from '../../../simulator/store/port.ts'
import { member } from '../../../generators/index.ts'
import { bytesOf, inquiry, newestCover, people, registration } from '../support.ts'
import { upload } from '../bulk-support.ts'

const ORIGIN = 'http://clinic.example'

const simulator = (store: Store | null, more: SimulatorOptions = {}): Simulator =>
  createSimulator({ origin: ORIGIN, population: 5000, ...(store === null ? {} : { store }), ...more })

/** Two processes over one store. */
const pair = (more: SimulatorOptions = {}) => {
  const store = memoryStore()
  return { store, here: simulator(store, more), there: simulator(store, more) }
}

interface Call {
  readonly method: string
  readonly path: string
  readonly body?: string | Uint8Array<ArrayBuffer>
}

const get = (path: string): Call => ({ method: 'GET', path })
const post = (path: string, body: unknown): Call => ({ method: 'POST', path, body: JSON.stringify(body) })
const put = (path: string, body: unknown): Call => ({ method: 'PUT', path, body: JSON.stringify(body) })
const remove = (path: string): Call => ({ method: 'DELETE', path })

/** Everything of an answer that a client sees; a word when the connection is refused. */
async function outcome(at: Simulator, { method, path, body }: Call) {
  const response = await at.fetch(path, { method, ...(body === undefined ? {} : { body }) }).catch(() => null)
  if (response === null) return 'nobody answers'
  const { status, headers } = response
  const name = headers.get('content-disposition')
  return { status, name, type: headers.get('content-type'), text: await response.text() }
}

async function asked(at: Simulator, call: Call) {
  const answer = await outcome(at, call)
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}

const fields = z.looseObject({
  id: z.string().optional(),
  face: z.string().nullish(),
  code: z.string().optional(),
  seed: z.number().optional(),
  files: z.array(z.unknown()).optional(),
  messages: z.array(z.unknown()).optional(),
})
const fieldsOf = (text: string): z.output<typeof fields> => fields.parse(JSON.parse(text))

const readCard = (holder: string, acts: readonly string[] = ['face'], base = ''): Call =>
  post(`${base}/reader`, { holder, acts })

/** The same store, counting what is written, and failing or being overtaken when told. */
function watched(store: Store) {
  const seen = { appends: 0, creates: 0, reads: 0 }
  const before: (() => Promise<void>)[] = []
  const watching: Store = {
    ...store,
    read: (...given) => {
      seen.reads += 1
      return store.read(...given)
    },
    create: (...given) => {
      seen.creates += 1
      return store.create(...given)
    },
    append: async (...given) => {
      seen.appends += 1
      await before.shift()?.()
      return store.append(...given)
    },
  }
  return { store: watching, seen, before }
}

const unavailable = async (): Promise<void> => {
  throw new StoreError('STORE_UNAVAILABLE', 'the test says so')
}

describe('two simulators over one store', () => {
  it('see what happened at the other', async () => {
    const { here, there } = pair()
    const { face } = fieldsOf((await asked(here, readCard('4711'))).text)
    expect((await asked(there, get('/face'))).text).toContain(String(face))
    expect(await asked(there, get(`/face/${String(face)}`))).toEqual(await asked(here, get(`/face/${String(face)}`)))
    await asked(there, remove(`/face/${String(face)}`))
    expect((await asked(here, get('/face'))).text).not.toContain(String(face))
  })

  it('share worlds, their clocks and their end', async () => {
    const { here, there } = pair()
    expect(await asked(here, post('/api/worlds', { id: 'shared' }))).toMatchObject({ status: 201 })
    expect(await asked(there, post('/api/worlds', { id: 'shared' }))).toMatchObject({ status: 409 })
    await asked(there, put('/api/worlds/shared/clock', { now: '2027-03-01T10:00:00+09:00' }))
    expect((await asked(here, get('/api/worlds/shared/clock'))).text).toContain('2027-03-01T10:00:00')
    expect(await asked(here, remove('/api/worlds/shared'))).toMatchObject({ status: 204 })
    expect(await asked(there, get('/api/worlds/shared'))).toMatchObject({ status: 404 })
    expect(await asked(there, post('/api/worlds', { id: 'shared' }))).toMatchObject({ status: 201 })
    expect((await asked(here, get('/api/worlds/shared/clock'))).text).toContain('2026-11-21T09:00:00')
  })

  it('give away a name again that the other one has set free', async () => {
    const { here, there } = pair()
    const one = post('/api/worlds', { id: 'one' })
    expect(await asked(there, one)).toMatchObject({ status: 201 })
    await asked(there, put('/api/worlds/one/clock', { now: '2027-03-01T10:00:00+09:00' }))
    await asked(here, remove('/api/worlds/one'))
    expect(await asked(there, one)).toMatchObject({ status: 201 })
    expect((await asked(here, get('/api/worlds/one/clock'))).text).toContain('2026-11-21T09:00:00')
    await asked(here, remove('/api/worlds/one'))
    expect(await asked(there, post('/api/worlds/default/clone', { id: 'one' }))).toMatchObject({ status: 201 })
  })

  it('create a world once when both are asked for the same name at once', async () => {
    const { here, there } = pair()
    const one = post('/api/worlds', { id: 'one' })
    for (const _ of [1, 2, 3]) {
      const created = await Promise.all([here, there, here, there, here].map(async (at) => asked(at, one)))
      expect(created.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409])
      await asked(there, remove('/api/worlds/one'))
    }
  })

  it('list a world that began again where it was', async () => {
    const { here, there } = pair()
    for (const id of ['one', 'two']) await asked(here, post('/api/worlds', { id }))
    await asked(here, post('/api/worlds/one/reset', {}))
    for (const at of [here, there])
      expect((await asked(at, get('/api/worlds'))).text).toMatch(/"default".*"one".*"two"/)
  })

  it('give every new world a name of its own when they create at once', async () => {
    const { here, there } = pair()
    const created = await Promise.all(
      Array.from({ length: 10 }, (_, at) => asked(at % 2 === 0 ? here : there, post('/api/worlds', {}))),
    )
    const ids = created.map(({ text }) => String(fieldsOf(text).id))
    expect(new Set(ids).size).toBe(10)
    const lists = await Promise.all([asked(here, get('/api/worlds')), asked(there, get('/api/worlds'))])
    expect(lists[0]).toEqual(lists[1])
    for (const id of ids) expect(lists[0]?.text).toContain(`"${id}"`)
  })

  it('lose nothing when both change one world at once', async () => {
    const { here, there } = pair()
    const holders = Array.from({ length: 24 }, (_, at) => String(100 + at))
    await asked(here, get('/face'))
    const faces = await Promise.all(
      holders.map(
        async (holder, at) => fieldsOf((await asked(at % 2 === 0 ? here : there, readCard(holder))).text).face,
      ),
    )
    const [one, other] = [await asked(here, get('/face')), await asked(there, get('/face'))]
    expect(one).toEqual(other)
    const sent = faces.filter((face) => face !== null)
    expect(sent.length).toBeGreaterThan(12)
    for (const face of sent) expect(one.text).toContain(String(face))
  })
})

const isSoak = fc.readConfigureGlobal().numRuns !== undefined
const PEOPLE = ['4711', 'grace/last-day', '12']
const anyPerson = fc.constantFrom(...PEOPLE)
const anyBase = fc.constantFrom('', '/w/one-more')
const worldOf = (base: string): string => (base === '' ? 'default' : base.slice('/w/'.length))
const cover = newestCover(member(people, 4711))

const anyCall: fc.Arbitrary<Call> = fc.oneof(
  fc
    .record({ base: anyBase, who: anyPerson, act: fc.constantFrom('face', 'pin', 'pin-wrong', 'visual', 'register') })
    .map(({ base, who, act }) => readCard(who, [act], base)),
  fc
    .record({ base: anyBase, at: fc.constantFrom('2026-11-21T10:00:00+09:00', '2027-04-01T09:00:00+09:00') })
    .map(({ base, at }) => put(`/api/worlds/${worldOf(base)}/clock`, { now: at })),
  fc
    .record({ base: anyBase, who: anyPerson, kind: fc.constantFrom('suspend', 'unlock', 'register', 'return-card') })
    .map(({ base, who, kind }) => post(`/api/worlds/${worldOf(base)}/changes/${who}`, { what: { kind } })),
  fc
    .record({ base: anyBase, on: fc.boolean() })
    .map(({ base, on }) => put(`/api/worlds/${worldOf(base)}/faults/line-down`, { on })),
  anyBase.map((base) => ({
    method: 'POST',
    path: `${base}/oqs/OQSsiimm01req_1.xml`,
    body: new Uint8Array(registration(cover.key, 'K1')),
  })),
  anyBase.map((base) => ({
    method: 'POST',
    path: `${base}/oqs/OQSmuquc01req_1.xml`,
    body: new Uint8Array(upload([{ personId: null, key: cover.key, birthDate: cover.birthDate }])),
  })),
  anyBase.map((base) => ({
    method: 'POST',
    path: `${base}/insurer/${cover.key.insurerNumber}/registrations`,
    body: bytesOf('{"op":"close"}\n{"nonsense"'),
  })),
  fc.constantFrom(
    post('/api/worlds', { id: 'one-more', magic: true }),
    post('/api/worlds', { id: 'one-more' }),
    remove('/api/worlds/one-more'),
    post('/api/worlds/one-more/reset', {}),
    post('/api/worlds/default/clone', {}),
  ),
)

const QUESTIONS: readonly Call[] = ['', '/w/one-more'].flatMap((base) => [
  get(`${base}/face`),
  get(`${base}/reader?holder=4711`),
  { method: 'POST', path: `${base}/oqs/OQSsiquc01req_2.xml`, body: new Uint8Array(inquiry(cover)) },
  get(`${base}/insurer/${cover.key.insurerNumber}/registrations`),
  get(`/api/worlds/${worldOf(base)}/people/4711`),
  get(`/api/worlds/${worldOf(base)}/people/grace/last-day`),
  get(`/api/worlds/${worldOf(base)}/faults`),
  get(`/api/worlds/${worldOf(base)}/snapshot`),
])

describe('a world in a store', () => {
  it('answers every request as a world in memory does, whichever process is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyCall, fc.nat(2)), { maxLength: 12 }), async (script) => {
        const { store, here, there } = pair()
        const alone = simulator(null)
        for (const [call, where] of script) {
          // The third process began just now.
          const process = [here, there, simulator(store)][where] ?? here
          expect(await outcome(process, call)).toEqual(await outcome(alone, call))
        }
        const late = simulator(store)
        for (const question of [...QUESTIONS, get('/api/worlds')]) {
          const right = await outcome(alone, question)
          for (const process of [here, there, late]) expect(await outcome(process, question)).toEqual(right)
        }
      }),
      { numRuns: isSoak ? 500 : 6 },
    )
  })

  it('is not written to by questions', async () => {
    const { store, seen } = watched(memoryStore())
    const here = simulator(store)
    await asked(here, readCard('4711'))
    const written = { ...seen }
    for (const question of [...QUESTIONS, get('/api/worlds')]) await asked(here, question)
    expect(seen).toEqual({ ...written, reads: seen.reads })
    expect(written).toMatchObject({ creates: 1, appends: 0 })
  })

  it('is looked up once for all who came while somebody was before them, and again for whoever comes later', async () => {
    const { store, seen } = watched(memoryStore())
    const here = simulator(store)
    await asked(here, get('/face'))
    const before = seen.reads
    await Promise.all(Array.from({ length: 20 }, () => asked(here, get('/face'))))
    expect(seen.reads - before).toBeLessThan(5)
    const after = seen.reads
    await asked(here, get('/face'))
    expect(seen.reads).toBe(after + 1)
  })

  it('gets one append for one request', async () => {
    const { store, seen } = watched(memoryStore())
    const here = simulator(store)
    await asked(here, get('/face'))
    await asked(here, readCard('4711'))
    expect(seen.appends).toBe(1)
    expect((await store.read('default', null))?.events.length).toBeGreaterThan(1)
  })
})

describe('a request that somebody overtakes', () => {
  it('is answered in the world as it has become, once', async () => {
    const { store, before } = watched(memoryStore())
    const here = simulator(store)
    const there = simulator({ ...store })
    await asked(here, get('/face'))
    before.push(async () => {
      await asked(there, put('/api/worlds/default/clock', { now: '2026-12-24T12:00:00+09:00' }))
    })
    const { text } = await asked(here, readCard('4711'))
    expect(fieldsOf(text).face).toMatch(/20261224120000/)
    expect(fieldsOf((await asked(there, get('/face'))).text).files).toHaveLength(1)
  })

  it('is written down once', async () => {
    const { store, before } = watched(memoryStore())
    const here = simulator(store)
    const there = simulator({ ...store })
    const request = {
      method: 'POST',
      path: '/oqs/OQSsiimm01req_1.xml',
      body: new Uint8Array(registration(cover.key, 'K')),
    }
    await asked(here, get('/face'))
    before.push(async () => {
      await asked(there, readCard('4711'))
    })
    expect(await asked(here, request)).toMatchObject({ status: 200 })
    expect(fieldsOf((await asked(here, get('/api/worlds/default/messages'))).text).messages).toHaveLength(1)
  })

  it('finds a name taken that was free a moment ago', async () => {
    const store = memoryStore()
    const there = simulator(store)
    const here = simulator({
      ...store,
      list: async () => {
        const names = await store.list()
        await asked(there, post('/api/worlds', { id: 'wanted', seed: 7 }))
        return names
      },
    })
    expect(await asked(here, post('/api/worlds', { id: 'wanted' }))).toMatchObject({ status: 409 })
    expect(fieldsOf((await asked(here, get('/api/worlds/wanted'))).text).seed).toBe(7)
  })
})

describe('a store that does not answer', () => {
  it('makes the request fail with our code, and nothing of it stays', async () => {
    const { store, before } = watched(memoryStore())
    const here = simulator(store)
    await asked(here, get('/face'))
    before.push(unavailable)
    const refused = await asked(here, readCard('4711'))
    expect(refused.status).toBe(503)
    expect(fieldsOf(refused.text).code).toBe('SIM-Q001')
    expect(fieldsOf((await asked(here, get('/face'))).text).files).toEqual([])
    expect(await asked(here, readCard('4711'))).toMatchObject({ status: 200 })
  })

  it('tells a clinic in a text, as other refusals on that door', async () => {
    const { store, before } = watched(memoryStore())
    const here = simulator(store)
    await asked(here, get('/face'))
    before.push(unavailable)
    const body = new Uint8Array(registration(cover.key, 'K'))
    const refused = await asked(here, { method: 'POST', path: '/oqs/OQSsiimm01req_1.xml', body })
    expect(refused).toMatchObject({ status: 503, type: 'text/plain; charset=UTF-8' })
    expect(refused.text).toMatch(/^SIM-Q001: /)
  })
})

describe('waiting in a world of a store', () => {
  it('does not keep others out of it', async () => {
    const waits: (() => void)[] = []
    const here = simulator(memoryStore(), {
      sleep: (millis) => (millis < 500 ? Promise.resolve() : new Promise((done) => void waits.push(done))),
    })
    await asked(here, put('/api/worlds/default/faults/latency', { on: true, millis: 900 }))
    const slow = asked(here, get('/face'))
    await expect.poll(() => waits.length).toBe(1)
    expect(await asked(here, readCard('4711'))).toMatchObject({ status: 200 })
    waits[0]?.()
    expect(fieldsOf((await slow).text).files).toHaveLength(1)
  })
})

describe('a program beside the doors', () => {
  it('may look at the default world first: the one that lies in the store takes its place', async () => {
    const { here, there } = pair()
    await asked(here, put('/api/worlds/default/clock', { now: '2027-03-01T10:00:00+09:00' }))
    expect(there.worlds.default.setup.seed).toBe(42)
    expect((await asked(there, get('/api/worlds/default/clock'))).text).toContain('2027-03-01T10:00:00')
  })

  it('changes a world within the gate as a request does', async () => {
    const { here, there } = pair()
    const count = await here.within('default', (world) => {
      world.moveTo(world.setup.start)
      world.setFault('line-down', true, {})
      return world.state.faults().length
    })
    expect(count).toBe(1)
    expect(await there.within('default', (world) => world.state.faults().length)).toBe(1)
    expect(await there.within('nowhere', () => 1)).toBeNull()
  })

  it('may change a world itself: it is committed before the next request is answered', async () => {
    const { here, there } = pair()
    await asked(here, get('/face'))
    here.worlds.default.setFault('line-down', true, {})
    here.worlds.create('made', here.worlds.default.setup)
    await asked(here, get('/face'))
    expect(await there.within('default', (world) => world.state.faults().length)).toBe(1)
    await here.gate?.settle()
    expect(await there.within('made', (world) => world.id)).toBe('made')
  })
})
