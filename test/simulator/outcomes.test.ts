import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FAULTS, FAULT_NAMES } from '../../scenarios/faults/index.ts'
import { createSimulator } from '../../simulator/index.ts'
import { outcomeNames, outcomes } from '../../simulator/outcomes.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import { adult, inquiry, newestCover, registration } from './support.ts'

const waited: number[] = []
const simulator = createSimulator({
  sleep: (millis) => {
    waited.push(millis)
    return Promise.resolve()
  },
})
const world = simulator.worlds.default
world.addPerson('taro', adult())
const lost = adult({
  coverage: [
    {
      scheme: 'kyokai',
      insurerNumber: '01130012',
      symbol: '7654321',
      number: '98',
      branch: '01',
      acquired: civilDate('2020-04-01'),
      lost: { date: civilDate('2026-10-01'), reason: '99' },
    },
  ],
})
world.addPerson('hanako', lost)

const ofTaro = inquiry(newestCover(adult()))
const ofHanako = inquiry(newestCover(lost))
const ask = (outcome: string | null, body = ofTaro, name = 'OQSsiquc01req_1.xml') =>
  simulator.fetch(`/oqs/${name}`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: outcome === null ? {} : { 'X-Madoguchi-Outcome': outcome },
  })
const element = (xml: string, name: string): string | undefined => new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1]
async function answered(outcome: string | null, body = ofTaro) {
  const response = await ask(outcome, body)
  const xml = await response.text()
  const [segment, validity, lostOn] = ['SegmentOfResult', 'QualificationValidity', 'DisqualificationDate'].map((name) =>
    element(xml, name),
  )
  return { status: response.status, segment, validity, lostOn, code: element(xml, 'ErrorCode'), xml }
}

const closestIn = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'closest' in body ? body.closest : undefined

describe('the header X-Madoguchi-Outcome', () => {
  it.each([
    ['validity-1', '1', undefined],
    ['validity-2', '2', '20261121'],
    ['validity-3', '3', '20261121'],
    ['validity-4', '4', undefined],
    ['validity-5', '5', undefined],
  ])('makes the answer of one request %s', async (outcome, validity, lostOn) => {
    expect(await answered(outcome)).toMatchObject({ status: 200, segment: '1', validity, lostOn })
    expect(await answered(null)).toMatchObject({ validity: '1', lostOn: undefined })
  })

  it('lets a lost cover be valid for one request', async () => {
    expect(await answered(null, ofHanako)).toMatchObject({ validity: '2', lostOn: '20261001' })
    expect(await answered('validity-1', ofHanako)).toMatchObject({ validity: '1', lostOn: undefined })
    expect(await answered('validity-2', ofHanako)).toMatchObject({ validity: '2', lostOn: '20261001' })
  })

  it('finds nobody who is not there', async () => {
    const nobody = inquiry({ key: { ...newestCover(adult()).key, number: '5' }, birthDate: adult().birthDate })
    for (const outcome of ['validity-1', 'validity-3', 'validity-5']) {
      // oxlint-disable-next-line no-await-in-loop -- one request after the other
      expect(await answered(outcome, nobody)).toMatchObject({ validity: '4' })
    }
  })

  it.each([
    ['line-down', 'SIM-V001'],
    ['service-closed', 'SIM-V002'],
  ])('breaks what the fault %s breaks', async (outcome, code) => {
    expect(await answered(outcome)).toMatchObject({ segment: '9', code })
    expect((await answered(null)).validity).toBe('1')
  })

  it('drops the connection, cuts the answer short, and waits, each for one request', async () => {
    await expect(ask('refused')).rejects.toThrow(TypeError)
    const whole = (await answered(null)).xml
    const half = (await answered('truncate')).xml
    expect(half).toBe(whole.slice(0, half.length))
    expect(half.length).toBeLessThan(whole.length)
    waited.length = 0
    expect((await answered('latency:500, truncate')).xml).toBe(half)
    expect(waited).toEqual([500])
    expect((await answered(null)).xml).toBe(whole)
    expect(waited).toEqual([500])
  })

  it('leaves nothing in the world but the exchange', async () => {
    const [faults, people] = [world.state.faults(), world.people()]
    const before = world.messagesSince(-1).length
    const serial = world.state.serial()
    for (const outcome of outcomeNames()) {
      // oxlint-disable-next-line no-await-in-loop -- one request after the other
      await ask(outcome).catch(() => null)
    }
    expect([world.state.faults(), world.people(), world.state.serial()]).toEqual([faults, people, serial])
    expect(world.messagesSince(-1).length).toBeGreaterThan(before)
    expect(await answered(null)).toMatchObject({ validity: '1' })
  })

  it('goes with a fault of the world', async () => {
    world.setFault('line-down', true, {})
    expect(await answered('latency:5')).toMatchObject({ segment: '9', code: 'SIM-V001' })
    world.setFault('line-down', false, {})
  })

  it.each([
    ['validty-3', 'validity-3'],
    ['Line-Down', 'line-down'],
    ['latency:soon', 'latency'],
    ['latency:999999', 'latency'],
    ['latency:5:5', 'latency'],
    ['line-down:silent', 'line-down'],
    ['reader-broken', undefined],
    ['__proto__', undefined],
    ['', undefined],
    ['truncate,', undefined],
  ])('is refused with the list when it is %j', async (outcome, closest) => {
    const asked = world.messagesSince(-1).length
    const response = await ask(outcome)
    expect(response.status).toBe(400)
    const body: unknown = await response.json()
    expect(body).toMatchObject({ code: 'SIM-O001', outcomes: outcomes() })
    expect(body).toHaveProperty('ja')
    expect(closestIn(body)).toBe(closest)
    expect(world.messagesSince(-1)).toHaveLength(asked)
  })

  it.each([
    ['validity-2,validity-3', 'validity-2,validity-3'],
    ['validity-3, truncate , validity-2', 'validity-3,validity-2'],
    ['line-down,validity-3', 'line-down,validity-3'],
    ['maintenance:err,line-down', 'maintenance:err,line-down'],
    ['validity-4,registration-lag:48', 'validity-4,registration-lag:48'],
    ['refused,line-down', 'refused,line-down'],
    ['latency:5,latency:9', 'latency:5,latency:9'],
    ['latency:5,line-down:err,line-down:silence', 'line-down:err,line-down:silence'],
    ['slow-drip:10,half-written', 'slow-drip:10,half-written'],
    ['truncate,refused', 'truncate,refused'],
    ['line-down:silence,latency:5,reset', 'line-down:silence,reset'],
  ])('is refused when one would override the other: %s', async (outcome, given) => {
    const asked = world.messagesSince(-1).length
    waited.length = 0
    const response = await ask(outcome)
    const told: unknown = await response.json()
    expect([response.status, told]).toMatchObject([400, { code: 'SIM-O001', given }])
    expect(told).not.toHaveProperty('closest')
    expect([waited, world.messagesSince(-1).length]).toEqual([[], asked])
  })

  it.each([
    ['validity-3,latency:5,wrong-encoding,truncate', '200'],
    ['line-down:err,truncate', '422'],
    ['registration-lag:48,slow-drip:10,truncate,duplicate-file', '200'],
    ['validity-2,validity-2', '200'],
    ['refused,latency:5', 'dropped'],
    ['line-down:silence,latency:5', 'dropped'],
  ])('takes outcomes that go together: %s', async (outcome, status) => {
    expect(
      await ask(outcome).then(
        (response) => String(response.status),
        () => 'dropped',
      ),
    ).toBe(status)
  })

  it('picks no validity for another kind of request, and faults for every kind', async () => {
    const body = registration(newestCover(adult()).key, 'A1')
    const refused = await ask('validity-3', body, 'OQSsiimm01req_1.xml')
    expect([refused.status, await refused.json()]).toMatchObject([400, { code: 'SIM-O002', given: 'validity-3' }])
    expect(element(await (await ask('line-down', body, 'OQSsiimm01req_1.xml')).text(), 'SegmentOfResult')).toBe('9')
  })
})

describe('docs/outcomes.md', () => {
  const page = readFileSync(new URL('../../docs/outcomes.md', import.meta.url), 'utf8')

  it('lists every outcome of the service with both sentences', () => {
    const rows = [...page.matchAll(/^\| `(validity-\d)` \| (.*) \| (.*) \|$/gm)].map(([, name, ja, en]) => ({
      name,
      ja,
      en,
    }))
    expect(rows).toEqual(outcomes().filter(({ name }) => name.startsWith('validity-')))
  })

  it('takes every fault but those of the reader', () => {
    const reader = FAULT_NAMES.filter((name) => FAULTS[name].concerns === 'reader')
    expect(reader.length).toBeGreaterThan(1)
    expect(outcomeNames().filter((name) => !name.startsWith('validity-'))).toEqual(
      FAULT_NAMES.filter((name) => !reader.includes(name)),
    )
    for (const name of reader) expect(page).toContain(`\`${name}\``)
  })
})
