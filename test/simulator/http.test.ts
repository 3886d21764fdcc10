import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogue } from '../../generators/index.ts'
import { type Simulator, createSimulator } from '../../simulator/index.ts'
import { instant } from '../../src/domain/civil-date.ts'
import { adult, inquiry, newestCover, setup } from './support.ts'

const clinic = (): { simulator: Simulator; at: string } => {
  const simulator = createSimulator()
  const world = simulator.worlds.open(setup({ taro: adult() }))
  return { simulator, at: world.baseUrl }
}

const body = (): Uint8Array<ArrayBuffer> => new Uint8Array(inquiry(newestCover(adult())))
const post = (bytes: string | Uint8Array<ArrayBuffer>): RequestInit => ({ method: 'POST', body: bytes })
const json = (value: unknown, method = 'POST'): RequestInit => ({
  method,
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
})

describe('POST /oqs/{file name}', () => {
  it('answers bytes with the name of the result', async () => {
    const { simulator, at } = clinic()
    const response = await simulator.fetch(`${at}oqs/OQSsiquc01req_202611210001.xml`, post(body()))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/xml; charset=UTF-8')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="OQSsiquc01res_202611210001.xml"')
    expect(await response.text()).toContain('<QualificationValidity>1</QualificationValidity>')
  })

  it('keeps a Japanese suffix in the extended form of the name', async () => {
    const { simulator, at } = clinic()
    const response = await simulator.fetch(`${at}oqs/${encodeURIComponent('OQSsiquc01req_患者1.xml')}`, post(body()))
    expect(response.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''OQSsiquc01res_${encodeURIComponent('患者')}1.xml`,
    )
  })

  it('answers 422 with the text of the .err file', async () => {
    const { simulator, at } = clinic()
    const response = await simulator.fetch(`${at}oqs/OQSsiquc01req_1.xml`, post('<XmlMsg>'))
    expect(response.status).toBe(422)
    expect(response.headers.get('content-disposition')).toContain('OQSsiquc01req_1.err')
    expect(await response.text()).toMatch(/^SIM-X009 .*\n$/)
  })

  it.each([
    ['10 MB that say so', new Uint8Array(10_000_000)],
    ['10 MB in pieces', new Blob([new Uint8Array(10_000_000)]).stream()],
  ])('refuses %s', async (_, bytes) => {
    const { simulator, at } = clinic()
    const init =
      bytes instanceof ReadableStream
        ? { method: 'POST', body: bytes, duplex: 'half' as const }
        : { ...post(bytes), headers: { 'content-length': '10000000' } }
    const response = await simulator.fetch(new Request(`${at}oqs/OQSsiquc01req_1.xml`, init))
    expect(response.status).toBe(413)
    expect(await response.text()).toMatch(/^SIM-C006.*1 MB/)
  })

  it.each(['..%2F..%2Fetc%2Fpasswd', '%2e%2e%5cOQSsiquc01req_1.xml', 'a/b/OQSsiquc01req_1.xml', '%00', '%E0%A4%A'])(
    'refuses the name %s',
    async (name) => {
      const { simulator, at } = clinic()
      const response = await simulator.fetch(`${at}oqs/${name}`, post(body()))
      expect(response.status).toBe(422)
      expect(await response.text()).toMatch(/^SIM-F00[12] /)
    },
  )

  it('says clearly what is no world, no door and no method', async () => {
    const { simulator, at } = clinic()
    const answers = await Promise.all([
      simulator.fetch('/w/nowhere/oqs/OQSsiquc01req_1.xml', post(body())),
      simulator.fetch('/nothing'),
      simulator.fetch(`${at}oqs/OQSsiquc01req_1.xml`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 405])
    expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([
      { code: 'SIM-A001' },
      { code: 'SIM-A007' },
      { code: 'SIM-A012' },
    ])
  })
})

describe('the face folder', () => {
  it('lists, hands out, writes down and removes results', async () => {
    const { simulator, at } = clinic()
    await simulator.fetch(`${at}reader`, json({ holder: 'taro', acts: ['face'] }))
    const list = z
      .object({ files: z.array(z.object({ name: z.string(), cursor: z.string() })), cursor: z.string() })
      .parse(await (await simulator.fetch(`${at}face?after=0`)).json())
    expect(list.files).toHaveLength(1)
    const [file] = list.files
    const got = await simulator.fetch(`${at}face/${file?.name}`)
    expect(got.status).toBe(200)
    expect(await got.text()).toContain('<ReferenceClassification>1</ReferenceClassification>')
    expect(await (await simulator.fetch(`${at}face?after=${list.cursor}`)).json()).toMatchObject({ files: [] })
    expect((await simulator.fetch(`${at}face/${file?.name}`, { method: 'DELETE' })).status).toBe(204)
    expect((await simulator.fetch(`${at}face/${file?.name}`)).status).toBe(404)
    const messages = simulator.worlds.get('w1')?.messagesSince(0) ?? []
    expect(messages.map(({ door, status, note }) => [door, status, note])).toEqual([
      ['face', 200, 'answered'],
      ['face', 404, 'fault'],
    ])
  })
})

describe('faults of the transport', () => {
  it('waits before it answers', async () => {
    const waits: number[] = []
    const simulator = createSimulator({ sleep: async (millis) => void waits.push(millis) })
    const world = simulator.worlds.open(setup({ taro: adult() }))
    world.setFault('latency', true, { millis: 700 })
    expect((await simulator.fetch(`${world.baseUrl}oqs/OQSsiquc01req_1.xml`, post(body()))).status).toBe(200)
    expect(waits).toEqual([700])
  })

  it.each(['refused', 'power-out'] as const)('drops the connection under %s and leaves no trace', async (fault) => {
    const { simulator, at } = clinic()
    const world = simulator.worlds.get('w1')
    world?.setFault(fault, true, {})
    await expect(simulator.fetch(`${at}oqs/OQSsiquc01req_1.xml`, post(body()))).rejects.toThrow(
      new TypeError('fetch failed'),
    )
    await expect(simulator.fetch(`${at}face`)).rejects.toThrow(TypeError)
    world?.setFault(fault, false, {})
    expect((await simulator.fetch(`${at}oqs/OQSsiquc01req_1.xml`, post(body()))).status).toBe(200)
    expect(world?.messagesSince(0)).toHaveLength(1)
  })
})

describe('the control API', () => {
  it('creates a world with people, moves its clock both ways and deletes it', async () => {
    const simulator = createSimulator()
    const created = await simulator.fetch(
      '/api/worlds',
      json({
        id: 'mine',
        start: '2026-11-21T09:00:00+09:00',
        people: { hanako: { index: 5, changes: { birthDate: '1990-01-31' } } },
      }),
    )
    expect(created.status).toBe(201)
    expect(await created.json()).toMatchObject({ id: 'mine', baseUrl: 'http://simulator.localhost/w/mine/', seed: 42 })
    const clock = async (now: string) => (await simulator.fetch('/api/worlds/mine/clock', json({ now }, 'PUT'))).json()
    expect(await clock('+24h')).toEqual({ now: '2026-11-22T09:00:00+09:00' })
    expect(await clock('2020-01-01T00:00:00+09:00')).toEqual({ now: '2020-01-01T00:00:00+09:00' })
    expect(await (await simulator.fetch('/api/worlds/mine/people/hanako')).json()).toMatchObject({
      index: 5,
      birthDate: '1990-01-31',
    })
    expect((await simulator.fetch('/api/worlds', json({ id: 'mine' }))).status).toBe(409)
    expect((await simulator.fetch('/api/worlds/mine', { method: 'DELETE' })).status).toBe(204)
    expect((await simulator.fetch('/api/worlds/mine')).status).toBe(404)
    expect((await simulator.fetch('/api/worlds/default', { method: 'DELETE' })).status).toBe(409)
  })

  it('lists the magic members with both sentences and shows anybody by index', async () => {
    const simulator = createSimulator()
    const people = z.object({
      magic: z.array(z.object({ id: z.string(), ja: z.string(), en: z.string() })),
      population: z.int(),
    })
    const listed = people.parse(await (await simulator.fetch('/api/worlds/default/people')).json())
    expect(listed.magic.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id))
    expect(listed.population).toBe(125_000_000)
    expect(await (await simulator.fetch('/api/worlds/default/people/124999999')).json()).toMatchObject({
      index: 124_999_999,
    })
    expect((await simulator.fetch('/api/worlds/default/people/125000000')).status).toBe(404)
  })

  it('adds a person, changes the cover, turns faults and shows the log', async () => {
    const { simulator } = clinic()
    expect((await simulator.fetch('/api/worlds/w1/people', json({ name: 'jiro', ref: { index: 9 } }))).status).toBe(201)
    expect(
      (await simulator.fetch('/api/worlds/w1/changes/jiro', json({ what: { kind: 'lose', date: 'start-1d' } }))).status,
    ).toBe(200)
    const faults = await simulator.fetch('/api/worlds/w1/faults/line-down', json({ on: true }, 'PUT'))
    expect(await faults.json()).toEqual({ active: [{ fault: 'line-down', person: null, millis: 0 }] })
    await simulator.fetch('/w/w1/oqs/OQSsiquc01req_1.xml', post(body()))
    const log = z.object({ messages: z.array(z.object({ name: z.string(), note: z.string(), request: z.string() })) })
    const { messages } = log.parse(await (await simulator.fetch('/api/worlds/w1/messages?after=0')).json())
    expect(messages).toMatchObject([{ name: 'OQSsiquc01req_1.xml', note: 'fault' }])
    expect(Buffer.from(messages[0]?.request ?? '', 'base64')).toEqual(Buffer.from(body()))
  })

  it.each([
    ['bad JSON', '/api/worlds', { method: 'POST', body: '{' }, 400, 'SIM-A002'],
    ['an unknown field', '/api/worlds', json({ color: 'red' }), 400, 'SIM-A003'],
    ['a wrong field', '/api/worlds', json({ seed: -1 }), 400, 'SIM-A003'],
    ['an unknown ruleset', '/api/worlds', json({ ruleset: '1999-01' }), 400, 'SIM-A009'],
    ['an unknown person', '/api/worlds', json({ people: { x: { magic: 'no/such' } } }), 400, 'SIM-A005'],
    ['300 kB', '/api/worlds', { method: 'POST', body: `"${'x'.repeat(300_000)}"` }, 413, 'SIM-A004'],
    ['an unknown world', '/api/worlds/none/clock', { method: 'GET' }, 404, 'SIM-A001'],
    ['an unknown fault', '/api/worlds/default/faults/meteor', json({ on: true }, 'PUT'), 404, 'SIM-A003'],
    ['a change of nobody', '/api/worlds/default/changes/none', json({ what: { kind: 'suspend' } }), 404, 'SIM-A005'],
  ])('explains %s', async (_, path, init, status, code) => {
    const response = await createSimulator().fetch(path, init)
    expect(response.status).toBe(status)
    const told = z
      .object({ code: z.string(), ja: z.string().min(5), en: z.string().min(5) })
      .parse(await response.json())
    expect(told.code).toBe(code)
  })

  it.each([
    { from: 'start+2d', until: 'start+1d' },
    { from: 'start', until: '2026-11-21T09:00:00+09:00' },
    { from: 'start+1d', until: '+24h' },
  ])('refuses a fault that is over before it begins: %j', async (window) => {
    const simulator = createSimulator()
    const world = simulator.worlds.open(setup({}))
    const put = (on: object) => simulator.fetch(`/api/worlds/${world.id}/faults/line-down`, json(on, 'PUT'))
    const refused = await put({ on: true, ...window })
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { code: 'SIM-A003', issues: [{ field: 'until', ja: '「from」より後の日時', en: 'a moment later than from' }] },
    ])
    expect(world.faultEntries()).toEqual([])
    expect((await put({ on: true, ...window, until: 'start+1dT09:01' })).status).toBe(
      window.from === 'start+2d' ? 400 : 200,
    )
  })

  it('refuses an application to end a registration that is not there, or is ending already', async () => {
    const simulator = createSimulator()
    const world = simulator.worlds.open(
      setup({
        taro: adult(),
        never: adult({ coverage: [], card: { registration: 'NEVER' } }, 5),
        bare: adult({ coverage: [], card: null }, 6),
      }),
    )
    const apply = async (who: string) => {
      const what = { kind: 'apply-deregistration' }
      const response = await simulator.fetch(`/api/worlds/${world.id}/changes/${who}`, json({ what }))
      const said = z.object({ code: z.string().optional(), ja: z.string().optional(), en: z.string().optional() })
      const { code, ja, en } = said.parse(await response.json())
      return { status: response.status, code, ja, en, serial: world.state.serial() }
    }
    const before = world.state.serial()
    for (const who of ['never', 'bare']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await apply(who)).toEqual({
        status: 409,
        code: 'SIM-A013',
        ja: 'このカードは利用登録されていないため、解除を申請できません。利用登録をしてから申請してください。',
        en: 'The card is not registered, so there is nothing to end. Register it before you apply.',
        serial: before,
      })
    }
    const { status, serial } = await apply('taro')
    expect([status, serial > before]).toEqual([200, true])
    const again = await apply('taro')
    expect(again).toMatchObject({ status: 409, code: 'SIM-A014', serial })
    expect([again.ja, again.en]).toEqual([expect.stringMatching(/もう申請/), expect.stringMatching(/waiting already/)])
    world.moveTo(instant('2026-12-31T23:59:59+09:00'))
    expect(await apply('taro')).toMatchObject({ status: 409, code: 'SIM-A014' })
    world.moveTo(instant('2027-01-01T00:00:00+09:00'))
    expect(await apply('taro')).toMatchObject({ status: 409, code: 'SIM-A013' })
    world.change('taro', { kind: 'register' })
    expect((await apply('taro')).status).toBe(200)
    world.moveTo(instant('2027-03-01T00:00:00+09:00'))
    expect(world.cardState('taro')?.registration).toBe('REMOVED')
  })

  it('refuses an application for which there is no insurer', async () => {
    const simulator = createSimulator()
    const world = simulator.worlds.open(setup({ taro: adult({ coverage: [] }) }))
    const what = { kind: 'apply-deregistration' }
    const response = await simulator.fetch(`/api/worlds/${world.id}/changes/taro`, json({ what }))
    expect([response.status, await response.json()]).toMatchObject([409, { code: 'SIM-A015' }])
  })

  it('publishes an OpenAPI document made from the schemas that check', async () => {
    const simulator = createSimulator()
    const document = z
      .looseObject({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(await (await simulator.fetch('/api/openapi.json')).json())
    expect(Object.keys(document.paths)).toContain('/api/worlds/{world}/clock')
    expect(JSON.stringify(document.paths['/api/worlds']?.['post'])).toContain('"institutionCode"')
  })

  it('wants the token when there is one', async () => {
    const simulator = createSimulator({ token: 'secret' })
    expect((await simulator.fetch('/api/worlds')).status).toBe(401)
    expect((await simulator.fetch('/api/worlds', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
    expect((await simulator.fetch('/api/worlds', { headers: { authorization: 'Bearer secret' } })).status).toBe(200)
    expect((await simulator.fetch('/face')).status).toBe(200)
  })
})

describe('the reader door', () => {
  it('plays a session for scripts', async () => {
    const { simulator, at } = clinic()
    const response = await simulator.fetch(`${at}reader`, json({ holder: 'taro', acts: ['pin-wrong', 'pin'] }))
    const session = z
      .object({ screens: z.array(z.string()), delivered: z.string(), face: z.string() })
      .parse(await response.json())
    expect(session).toMatchObject({ screens: ['pin-wrong', 'result-sent'], delivered: 'pin' })
    expect(session.face).toContain('OQSsiquc01res_face_')
    expect((await simulator.fetch(`${at}reader`, json({ holder: 'nobody', acts: ['pin'] }))).status).toBe(404)
    expect((await simulator.fetch(`${at}reader`, json({ holder: 'taro', acts: ['kick'] }))).status).toBe(400)
  })

  it('is a page for people, who may click everything and cannot inject anything', async () => {
    const { simulator, at } = clinic()
    const page = await (await simulator.fetch(`${at}reader?holder=${encodeURIComponent('"><script>')}`)).text()
    expect(page).toContain('&quot;&gt;&lt;script&gt;')
    const form = new URLSearchParams({ holder: 'taro', acts: 'face', present: 'on', medicines: 'on' })
    const shown = await (await simulator.fetch(`${at}reader`, { method: 'POST', body: form })).text()
    expect(shown).toContain('The result was sent')
    expect(shown).toContain('href="face/OQSsiquc01res_face_')
  })
})

it('has a landing page in both languages and a health door', async () => {
  const simulator = createSimulator()
  const page = await (await simulator.fetch('/')).text()
  expect(page).toContain('模擬環境')
  expect(page).toContain('not the real service')
  expect(await (await simulator.fetch('/health')).json()).toEqual({ ok: true })
})

it('resets and reuses one world when it is told to', () => {
  const simulator = createSimulator({ worlds: 'one' })
  const first = simulator.worlds.open(setup({ taro: adult() }))
  first.setFault('line-down', true, {})
  first.close()
  const second = simulator.worlds.open(setup({}))
  expect([second.id, second.baseUrl]).toEqual([first.id, first.baseUrl])
  expect(second.people()).toEqual([])
  expect(second.equipment(null).line).toBe(true)
  expect(simulator.worlds.get(first.id)).toBe(second)
})
