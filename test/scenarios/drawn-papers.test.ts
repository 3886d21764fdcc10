import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { History } from '../../scenarios/history.ts'
import type { Capabilities, DriverRequest, Reception } from '../../scenarios/protocol.ts'
import { OPERATIONS } from '../../scenarios/protocol.ts'
import { replay } from '../../scenarios/replay.ts'
import { type ScenarioInput, scenarioSchema } from '../../scenarios/scenario.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { readPaper } from '../../src/wire/paper/index.ts'
import { createSimulator } from '../../simulator/index.ts'

type ShowInput = NonNullable<Extract<ScenarioInput['steps'][number], { do: 'receive' }>['show']>

const CAPABILITIES: Capabilities = {
  clock: 'movable',
  worlds: 'many',
  memory: 'cleared',
  transport: 'http',
  operations: ['setup', 'receive'],
}
const NOTHING = {
  decision: 'none',
  method: null,
  payers: [],
  reads: [],
  recorded: null,
  warnings: [],
  followUps: [],
  offers: [],
}

const elder: ScenarioInput['people'] = {
  patient: {
    index: 2300,
    changes: {
      name: { kanji: '髙見　花子', kana: 'タカミ　ハナコ' },
      birthDate: '1953-06-10',
      coverage: [
        {
          scheme: 'kenpo',
          insurerNumber: '06139992',
          symbol: '77',
          number: '0055',
          branch: '01',
          acquired: '2018-04-01',
          ratio: '020',
        },
      ],
      card: { certificate: { expiry: '2030-06-10' }, registration: 'REGISTERED', events: [] },
    },
  },
}

/** What a system is told when things are laid on the counter, and the record that is kept. */
async function laid(show: ShowInput, papers?: 'bytes'): Promise<{ shown: Reception['shown']; history: History }> {
  const simulator = createSimulator()
  const told: Reception[] = []
  const driver = functionDriver('listener', ({ id, op, input }: DriverRequest) => {
    if (op === 'setup')
      return {
        id,
        result: { name: 'x', version: '1', capabilities: { ...CAPABILITIES, ...(papers ? { papers } : {}) } },
      }
    told.push(OPERATIONS.receive.input.parse(input))
    return { id, result: NOTHING }
  })
  const scenario = scenarioSchema.parse({
    people: elder,
    steps: [{ do: 'receive', visit: 'v1', person: 'patient', show }],
  })
  const options = { capabilities: null, fixedNow: null, freshPeople: 0, caseName: 'papers' }
  const replayed = await replay(scenario, simulator.worlds, driver, options)
  const [reception] = told
  if (replayed.kind === 'refused' || reception === undefined) throw new Error(JSON.stringify(replayed))
  return { shown: reception.shown, history: replayed.history }
}

async function fileOf(show: ShowInput[number]): Promise<{ mediaType: string; bytes: Uint8Array }> {
  const { shown } = await laid([show], 'bytes')
  const thing = shown[0]
  if (thing === undefined || !('document' in thing) || thing.document === undefined || thing.document === null)
    throw new Error('no document was shown')
  return { mediaType: thing.document.mediaType, bytes: new Uint8Array(Buffer.from(thing.document.bytes, 'base64')) }
}

async function fieldsOf(show: ShowInput[number]) {
  const { bytes } = await fileOf(show)
  const reading = await readPaper(bytes)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem))
  return reading.value
}

const TERM = { issued: '2026-08-01', validFrom: '2026-08-01', validUntil: '2027-07-31' } as const

describe('a paper for a system that takes bytes', () => {
  it.each<[string, ShowInput[number]]>([
    ['certificate', { kind: 'certificate', ...TERM }],
    ['notice', { kind: 'notice', issued: '2026-08-01' }],
    ['portal-pdf', { kind: 'portal-pdf', issued: '2026-11-01' }],
  ])('%s: the file says what the clerk is told', async (kind, show) => {
    const { shown } = await laid([show])
    const told = shown[0]
    if (told === undefined || !('fields' in told)) throw new Error('no paper')
    const reading = await fieldsOf(show)
    expect(reading.kind).toBe(kind)
    expect(reading.specimen).toBe(true)
    for (const id of [
      'insurerNumber',
      'symbol',
      'number',
      'branch',
      'name',
      'birthDate',
      'ratio',
      'savedAt',
    ] as const) {
      expect(reading.fields[id] ?? null, id).toBe(told.fields[id])
    }
  })

  it('a person of 73 has the ratio of the day on it', async () => {
    expect((await fieldsOf({ kind: 'certificate', ...TERM })).fields.ratio).toBe('020')
    expect((await fieldsOf({ kind: 'notice', issued: '2026-08-01' })).fields.ratio).toBe('020')
  })

  it.each<
    [
      string,
      NonNullable<Extract<ShowInput[number], { misprint?: unknown }>['misprint']>,
      Record<string, string | undefined>,
    ]
  >([
    ['insurer number with a wrong check digit', { insurerNumber: '06139993' }, { insurerNumber: '06139993' }],
    ['name with ●', { name: '●見　花子' }, { name: '●見　花子' }],
    ['ratio', { ratio: '030' }, { ratio: '030' }],
    ['no ratio', { ratio: null }, { ratio: undefined, ratioFrom: undefined, ratioUntil: undefined }],
    ['branch', { branch: '02' }, { branch: '02' }],
    ['no branch', { branch: null }, { branch: undefined }],
    ['symbol and number', { symbol: '78', number: '56' }, { symbol: '78', number: '56' }],
  ])('a misprint is misprinted in the file: %s', async (_, misprint, printed) => {
    const { fields } = await fieldsOf({ kind: 'certificate', ...TERM, misprint })
    expect(Object.fromEntries(Object.keys(printed).map((id) => [id, Reflect.get(fields, id)]))).toEqual(printed)
  })

  it('a saved page keeps the stamp of its day, or none', async () => {
    expect((await fieldsOf({ kind: 'portal-pdf', issued: '2026-02-03' })).fields.savedAt).toBe(
      '2026-02-03T12:00:00+09:00',
    )
    const { fields } = await fieldsOf({ kind: 'portal-pdf', issued: '2026-02-03', misprint: { savedAt: null } })
    expect(fields).not.toHaveProperty('savedAt')
  })

  it('a notice may lack the sentence at its foot', async () => {
    const foot = 'あわせて必要です'
    expect((await fieldsOf({ kind: 'notice', issued: '2026-08-01' })).text).toContain(foot)
    expect((await fieldsOf({ kind: 'notice', issued: '2026-08-01', misprint: { footer: null } })).text).not.toContain(
      foot,
    )
  })

  it('a declaration says what was ticked', async () => {
    const reading = await fieldsOf({ kind: 'declaration', ratio: 'unknown' })
    expect(reading.kind).toBe('declaration')
    expect(reading.fields.name).toBe('髙見　花子')
    expect(reading.fields.ratio).not.toBe('020')
  })

  it('a screenshot is a picture with the status bar of a phone, and no live screen', async () => {
    const screen = await fileOf({ kind: 'portal-screen', issued: '2026-11-21' })
    const picture = await fileOf({ kind: 'screenshot', issued: '2026-11-21' })
    expect([screen.mediaType, picture.mediaType]).toEqual(['image/png', 'image/png'])
    expect(Buffer.compare(screen.bytes, picture.bytes)).not.toBe(0)
  })
})

describe('what is kept and what is told', () => {
  it('keeps the recipe and a hash, not the bytes', async () => {
    const { shown, history } = await laid([{ kind: 'my-number-card' }, { kind: 'notice' }], 'bytes')
    const reception = history.steps[0]?.reception
    const notice = shown[1]
    const bytes = notice !== undefined && 'document' in notice ? (notice.document?.bytes ?? '') : ''
    expect(reception?.papers).toMatchObject([
      { place: 1, screenshot: false, twin: { kind: 'notice', fields: { name: '髙見　花子' } } },
    ])
    expect(reception?.papers[0]?.sha256).toBe(createHash('sha256').update(Buffer.from(bytes, 'base64')).digest('hex'))
    expect(JSON.stringify(reception)).not.toContain(bytes)
  })

  it('tells nothing of files to a system that takes fields', async () => {
    const { shown, history } = await laid([{ kind: 'certificate', ...TERM }])
    expect(shown[0]).not.toHaveProperty('document')
    expect(history.steps[0]?.reception?.papers).toMatchObject([{ sha256: null, twin: { kind: 'certificate' } }])
  })

  it('has no file for an old card', async () => {
    const { shown } = await laid([{ kind: 'old-card' }, { kind: 'notice' }], 'bytes')
    expect(shown.map((thing) => ('document' in thing ? (thing.document?.mediaType ?? null) : undefined))).toEqual([
      null,
      'application/pdf',
    ])
  })
})
