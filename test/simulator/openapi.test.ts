import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { READING_DEVICES } from '../../src/domain/presentation.ts'
import { createSimulator } from '../../simulator/index.ts'
import { READER_ACTS } from '../../scenarios/scenario.ts'
import { adult, inquiry, newestCover, setup } from './support.ts'

const media = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }))
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']) })),
  requestBody: z.object({ content: media }).optional(),
  responses: z.record(z.string(), z.object({ content: media.optional() })),
})
const documentSchema = z.object({
  paths: z.record(z.string(), z.looseObject({ get: operationSchema.optional(), post: operationSchema.optional() })),
})

const documentOf = async () =>
  documentSchema.parse(await (await createSimulator().fetch('/api/openapi.json')).json()).paths

const post = (value: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

const fieldsOf = (schema: unknown): readonly string[] =>
  Object.keys(z.object({ properties: z.record(z.string(), z.unknown()) }).parse(schema).properties)

describe('the OpenAPI document', () => {
  it('describes the reader: every field that is taken, and what is answered', async () => {
    const { post: read } = (await documentOf())['/reader'] ?? {}
    const input = read?.requestBody?.content['application/json']?.schema
    expect(fieldsOf(input)).toEqual([
      'holder',
      'person',
      'present',
      'acts',
      'consents',
      'device',
      'continuingCare',
      'responsive',
    ])
    const told = z
      .object({
        properties: z.object({
          device: z.object({ enum: z.array(z.string()) }),
          acts: z.object({ items: z.object({ enum: z.array(z.string()) }) }),
        }),
      })
      .parse(input).properties
    expect(told.device.enum).toEqual(READING_DEVICES)
    expect(told.acts.items.enum).toEqual(READER_ACTS)
    expect(fieldsOf(read?.responses['200']?.content?.['application/json']?.schema)).toEqual([
      'screens',
      'delivered',
      'face',
    ])
  })

  it.each(['/oqs/{file}', '/face', '/face/{file}', '/reader', '/portal/{person}/atm', '/insurer/{insurerNo}/results'])(
    'has %s for the default world and for a world with a name',
    async (path) => {
      const paths = await documentOf()
      expect(Object.keys(paths)).toEqual(expect.arrayContaining([path, `/w/{world}${path}`]))
    },
  )

  it('names every operation once', async () => {
    const ids = Object.values(await documentOf()).flatMap(({ get, post }) =>
      [get, post].flatMap((one) => (one === undefined ? [] : [one.operationId])),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('keeps its word: each described page, list and file is there, and is what it is said to be', async () => {
    const simulator = createSimulator()
    const world = simulator.worlds.open(setup({ taro: adult() }, {}))
    const { face } = z
      .object({ face: z.string() })
      .parse(await (await simulator.fetch(`${world.baseUrl}reader`, post({ holder: 'taro', acts: ['face'] }))).json())
    const values: Readonly<Record<string, string>> = {
      world: world.id,
      person: 'taro',
      file: face,
      insurerNo: newestCover(adult()).key.insurerNumber,
    }
    const described = Object.entries(await documentOf()).flatMap(([path, { get }]) =>
      get === undefined || !path.startsWith('/w/') || path.includes('{kind}') ? [] : [{ path, get }],
    )
    expect(described.length).toBeGreaterThan(12)
    for (const { path, get } of described) {
      const there = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
      // oxlint-disable-next-line no-await-in-loop -- papers are drawn one after the other
      const answer = await simulator.fetch(there)
      const [type = ''] = (answer.headers.get('content-type') ?? '').split(';')
      expect({ path, status: answer.status, type }).toEqual({
        path,
        status: 200,
        type: Object.keys(get.responses['200']?.content ?? {})[0],
      })
      // oxlint-disable-next-line no-await-in-loop -- as above
      await answer.arrayBuffer()
    }
  })

  it('keeps its word about what is sent: a request file, the reader, registration and ATM', async () => {
    const simulator = createSimulator()
    const world = simulator.worlds.open(setup({ taro: adult({ card: { registration: 'NEVER' } }) }, {}))
    const paths = await documentOf()
    const calls: readonly (readonly [door: string, path: string, init: RequestInit, status: number])[] = [
      ['/oqs/{file}', 'oqs/OQSsiquc01req_1.xml', { body: new Uint8Array(inquiry(newestCover(adult()))) }, 200],
      ['/oqs/{file}', 'oqs/OQSsiquc01req_2.xml', { body: '<no/>' }, 422],
      ['/reader', 'reader', post({ holder: 'taro', acts: ['other-card'] }), 200],
      ['/portal/{person}/atm', 'portal/taro/atm?pin=wrong', {}, 303],
      ['/portal/{person}/registration', 'portal/taro/registration', {}, 303],
    ]
    for (const [door, path, init, status] of calls) {
      // oxlint-disable-next-line no-await-in-loop -- one person at one counter
      const answer = await simulator.fetch(`${world.baseUrl}${path}`, { ...init, method: 'POST' })
      expect({ path, status: answer.status }).toEqual({ path, status })
      expect(Object.keys(paths[door]?.post?.responses ?? {})).toContain(String(status))
    }
  })
})

describe('a field that is not right', () => {
  it.each([
    [
      'an unknown one',
      '/api/worlds',
      { color: 'red' },
      '',
      '認識されていないキー: "color"',
      'Unrecognized key: "color"',
    ],
    ['a number', '/api/worlds', { seed: -1 }, 'seed', '0以上', '>=0'],
    ['a type', '/reader', { holder: 4, acts: ['face'] }, 'holder', '文字列|string', 'expected string'],
    ['a form of ours', '/api/worlds', { id: 'A B' }, 'id', '英小文字', 'lower-case letters'],
    ['a moment', '/api/worlds', { start: 'soon' }, 'start', '日時 YYYY', 'an instant YYYY'],
    ['a choice', '/reader', { holder: '1', acts: ['kick'] }, 'acts.0', 'いずれか', 'expected one of'],
  ])('is told in both languages: %s', async (_, path, input, field, ja, en) => {
    const answer = await createSimulator().fetch(path, post(input))
    const { code, issues } = z
      .object({
        code: z.string(),
        issues: z.array(z.strictObject({ field: z.string(), message: z.string(), ja: z.string(), en: z.string() })),
      })
      .parse(await answer.json())
    const [issue] = issues
    expect({ status: answer.status, code, field: issue?.field }).toEqual({ status: 400, code: 'SIM-A003', field })
    expect(issue?.ja).toMatch(new RegExp(ja))
    expect(issue?.en).toContain(en)
    expect(issue?.message).toBe(issue?.en)
  })
})
