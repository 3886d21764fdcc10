import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createSimulator } from '../../../simulator/index.ts'
import {
  RECORD_BANNER,
  insurerListSchema,
  listIndexSchema,
  registrationLogSchema,
  resultsSchema,
  writeRecords,
} from '../../../src/wire/insurer-records.ts'
import { setup } from '../support.ts'
import { KENPO, at, day, head, nobody, registerOf } from './support.ts'

const who = nobody()
const open = (options = {}) => {
  const simulator = createSimulator(options)
  const world = simulator.worlds.open(setup({ who }))
  const door = `${world.baseUrl}insurer/${KENPO}/`
  return { simulator, world, door }
}
const post = (body: string | Uint8Array<ArrayBuffer>): RequestInit => ({ method: 'POST', body })
const close = { op: 'close', ...head, lossDate: day('2026-11-20'), reason: '99' } as const

describe('/insurer', () => {
  it('takes a file, and gives back its log, its results and its lists', async () => {
    const { simulator, world, door } = open()
    const sent = writeRecords([registerOf(who), { ...close, lossDate: day('2026-10-31') }])
    const receipt = await simulator.fetch(`${door}registrations`, post(sent))
    expect(receipt.status).toBe(202)
    expect(await receipt.json()).toMatchObject({
      receivedAt: '2026-11-21T09:00:00+09:00',
      run: '2026-11-21T12:00:00+09:00',
      lines: [
        { line: 2, status: 'accepted', code: null },
        { line: 3, status: 'refused', code: 'INS-V12' },
      ],
    })
    world.moveTo(at('2026-12-06T09:00'))
    const log = registrationLogSchema.parse(await (await simulator.fetch(`${door}registrations`)).json())
    expect(log.registrations.map(({ status, record }) => [status, record?.op])).toEqual([
      ['accepted', 'register'],
      ['refused', 'close'],
    ])
    const rest = await simulator.fetch(`${door}registrations?after=${log.registrations[0]?.cursor}`)
    expect(registrationLogSchema.parse(await rest.json()).registrations).toHaveLength(1)
    const results = resultsSchema.parse(await (await simulator.fetch(`${door}results?after=0`)).json())
    expect(results.results).toMatchObject([{ line: 2, verdict: 'match' }])
    const none = resultsSchema.parse(await (await simulator.fetch(`${door}results?after=${results.cursor}`)).json())
    expect(none).toEqual({ banner: RECORD_BANNER, results: [], cursor: results.cursor })
    const index = listIndexSchema.parse(await (await simulator.fetch(`${door}lists`)).json())
    expect(index.lists.slice(-2).map(({ id }) => id)).toEqual([
      'registration-status/2026-11',
      'expired-certificates/2026-11',
    ])
    const list = await simulator.fetch(`${door}lists/registration-status/2026-11`)
    expect(insurerListSchema.parse(await list.json())).toMatchObject({
      banner: RECORD_BANNER,
      rows: [{ status: 'registered' }],
    })
  })

  it('says first in every answer that the format is our own', async () => {
    const { simulator, world, door } = open()
    const sent = await simulator.fetch(`${door}registrations`, post(writeRecords([registerOf(who)])))
    world.moveTo(at('2026-12-06T09:00'))
    const paths = ['registrations', 'results', 'lists', 'lists/registration-status/2026-11']
    const answers = [sent, ...(await Promise.all(paths.map((path) => simulator.fetch(`${door}${path}`))))]
    for (const text of await Promise.all(answers.map((answer) => answer.text()))) {
      expect(text).toMatch(/^\{"banner":"# SYNTHETIC – not the 中間サーバー format",/)
      expect(text.split('"banner"')).toHaveLength(2)
    }
  })

  it('writes every exchange into the log of the world', async () => {
    const { simulator, world, door } = open()
    const sent = writeRecords([registerOf(who)])
    await simulator.fetch(`${door}registrations`, post(sent))
    await simulator.fetch(`${door}results?after=0`)
    await simulator.fetch(`${door}lists/overlaps/2031-01`)
    const messages = world.messagesSince(0)
    expect(messages.map(({ door: through, name, status, note }) => [through, name, status, note])).toEqual([
      ['insurer', `POST ${KENPO}/registrations`, 202, 'answered'],
      ['insurer', `GET ${KENPO}/results`, 200, 'answered'],
      ['insurer', `GET ${KENPO}/lists/overlaps/2031-01`, 404, 'refused'],
    ])
    expect(new TextDecoder().decode(messages[0]?.request ?? new Uint8Array())).toBe(sent)
    expect(new TextDecoder().decode(messages[0]?.answer ?? new Uint8Array())).toContain('"receipt"')
    const told = await simulator.fetch(`/api/worlds/${world.id}/messages`)
    expect(await told.json()).toMatchObject({ messages: [{ door: 'insurer' }, {}, {}] })
  })

  it('is there for the default world too', async () => {
    const { simulator } = open()
    const answer = await simulator.fetch('/insurer/06139992/lists')
    expect([answer.status, listIndexSchema.safeParse(await answer.json()).success]).toEqual([200, true])
  })

  it('keeps worlds and insurers apart', async () => {
    const { simulator, door } = open()
    const other = simulator.worlds.open(setup({ who }))
    await simulator.fetch(`${door}registrations`, post(writeRecords([registerOf(who)])))
    const logs = [`${other.baseUrl}insurer/${KENPO}/`, door.replace(KENPO, '01130012')]
    for (const log of logs) {
      // oxlint-disable-next-line no-await-in-loop -- two questions
      const answer = await (await simulator.fetch(`${log}registrations`)).json()
      expect(answer).toEqual({ banner: RECORD_BANNER, registrations: [], cursor: 0 })
    }
  })

  it.each([
    ['GET', 'insurer/06139993/lists', 400, 'SIM-I002'],
    ['GET', 'insurer/99130018/lists', 400, 'SIM-I002'],
    ['GET', 'insurer/%20/lists', 400, 'SIM-I002'],
    ['GET', `insurer/${KENPO}/results?after=x`, 400, 'SIM-A003'],
    ['GET', `insurer/${KENPO}/registrations?after=-1`, 400, 'SIM-A003'],
    ['GET', `insurer/${KENPO}/lists/overlaps/2026-13`, 400, 'SIM-A003'],
    ['GET', `insurer/${KENPO}/lists/overlaps/2026-12`, 404, 'SIM-I003'],
    ['GET', `insurer/${KENPO}/lists/anything/2026-11`, 404, 'SIM-I003'],
    ['GET', `insurer/${KENPO}/anything`, 404, 'SIM-A007'],
    ['GET', `insurer/${KENPO}`, 404, 'SIM-A007'],
    ['DELETE', `insurer/${KENPO}/registrations`, 405, 'SIM-A012'],
    ['POST', `insurer/${KENPO}/results`, 405, 'SIM-A012'],
    ['PUT', `insurer/${KENPO}/lists`, 405, 'SIM-A012'],
  ])('%s %s is answered %i with %s in both languages', async (method, path, status, code) => {
    const { simulator, world } = open()
    const answer = await simulator.fetch(`${world.baseUrl}${path}`, { method })
    const told = z.object({ code: z.string(), ja: z.string(), en: z.string() }).parse(await answer.json())
    expect([answer.status, told.code]).toEqual([status, code])
    expect([told.ja, told.en]).toEqual([expect.stringMatching(/[ぁ-ん]/), expect.stringMatching(/^[A-Z]/)])
  })

  it('refuses what is no text or too much of it', async () => {
    const { simulator, door } = open()
    const bytes = await simulator.fetch(`${door}registrations`, post(new Uint8Array([0x83, 0x41, 0xff])))
    expect([bytes.status, await bytes.json()]).toMatchObject([400, { code: 'SIM-I001' }])
    const much = await simulator.fetch(`${door}registrations`, post('#'.repeat(1_048_577)))
    expect([much.status, await much.json()]).toMatchObject([413, { code: 'SIM-A004' }])
    const most = await simulator.fetch(`${door}registrations`, post('#'.repeat(1_048_576)))
    expect(most.status).toBe(202)
  })

  it('takes a file with a byte order mark, or with nothing in it', async () => {
    const { simulator, door } = open()
    const marked = await simulator.fetch(`${door}registrations`, post(`\uFEFF${writeRecords([registerOf(who)])}`))
    expect(await marked.json()).toMatchObject({ lines: [{ line: 2, status: 'accepted' }] })
    const empty = await simulator.fetch(`${door}registrations`, post(''))
    expect([empty.status, await empty.json()]).toMatchObject([202, { lines: [] }])
  })

  it('needs the token when there is one', async () => {
    const { simulator, door } = open({ token: 'secret' })
    const [without, withToken] = [
      await simulator.fetch(`${door}lists`),
      await simulator.fetch(`${door}lists`, { headers: { authorization: 'Bearer secret' } }),
    ]
    expect([without.status, withToken.status]).toEqual([401, 200])
    expect(await without.json()).toMatchObject({ code: 'SIM-A008' })
  })

  it('says 404 for a world that is not there', async () => {
    const { simulator } = open()
    const answer = await simulator.fetch(`/w/nowhere/insurer/${KENPO}/lists`)
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'SIM-A001' }])
  })

  it('judges a thousand lines at once in reasonable time', async () => {
    const { simulator, world, door } = open()
    const lines = Array.from({ length: 1000 }, (_, place) => {
      const member = world.member(`#${1000 + place}`)
      return registerOf(member, {
        memberKey: { symbol: '5', number: String(place), branch: '00' },
        entries: [{ historyId: `h${place}`, kind: 'eligibility', from: day('2026-11-01') }],
      })
    })
    const answer = await simulator.fetch(`${door}registrations`, post(writeRecords(lines)))
    expect(await answer.text()).not.toContain('"refused"')
    world.moveTo(at('2026-11-21T21:00'))
    const results = resultsSchema.parse(await (await simulator.fetch(`${door}results`)).json())
    expect(results.results.filter(({ verdict }) => verdict === 'match')).toHaveLength(1000)
  })
})

describe('the pages about the doors', () => {
  it('name the gateway: the landing page and the OpenAPI document', async () => {
    const { simulator } = open()
    expect(await (await simulator.fetch('/')).text()).toContain('/insurer/{insurer no.}/registrations')
    const document = z
      .object({ paths: z.record(z.string(), z.unknown()) })
      .parse(await (await simulator.fetch('/api/openapi.json')).json())
    const told = JSON.stringify(document.paths['/insurer/{insurerNo}/registrations'])
    expect(told).toContain('"unregisterCard"')
    expect(Object.keys(document.paths)).toContain('/insurer/{insurerNo}/lists/{kind}/{month}')
  })
})
