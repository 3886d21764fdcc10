import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { faultFields } from '../../../scenarios/faults/fields.ts'
import { loadScenario } from '../../../scenarios/load.ts'
import { createSimulator } from '../../../simulator/index.ts'

const page = readFileSync(new URL('../../../docs/faults.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
  language,
  text,
}))

describe('docs/faults.md', () => {
  it('shows calls that go as printed', async () => {
    const simulator = createSimulator()
    let printed = ''
    const missing: string[] = []
    let calls = 0
    for (const { language, text } of blocks) {
      if (language === 'text' && !printed.includes(text.trim())) missing.push(text)
      if (language !== 'sh') continue
      for (const line of text.split('\n').filter((each) => each.startsWith('curl '))) {
        const path = /\$B([^\s"]+)/.exec(line)?.[1] ?? ''
        const body = /-d '([^']+)'/.exec(line)?.[1]
        const method = / -X ([A-Z]+)/.exec(line)?.[1] ?? (body === undefined ? 'GET' : 'POST')
        // oxlint-disable-next-line no-await-in-loop -- each line builds on the one before
        const answer = await simulator.fetch(path, { method, ...(body === undefined ? {} : { body }) })
        // oxlint-disable-next-line no-await-in-loop -- as above
        printed = await answer.text()
        expect([line, answer.status < 300]).toEqual([line, true])
        calls += 1
      }
    }
    expect([missing, calls]).toEqual([[], 6])
  })

  it('shows steps that can be read', () => {
    const yaml = blocks.filter(({ language }) => language === 'yaml').map(({ text }) => text)
    const people = 'people: { tanaka: { index: 4 } }\n'
    expect(yaml.map((text) => loadScenario(people + text, 'page.yaml').ok)).toEqual([true])
  })

  it('explains every field', () => {
    const table = page.slice(page.indexOf('| field |'))
    const explained = [...table.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, names = '']) =>
      names.split(', ').map((name) => name.replaceAll('`', '')),
    )
    expect(explained.toSorted()).toEqual(Object.keys(faultFields).toSorted())
  })
})

describe('the control API', () => {
  const put = async (fault: string, body: unknown) => {
    const simulator = createSimulator()
    const init = { method: 'PUT', body: JSON.stringify(body) }
    const answer = await simulator.fetch(`/api/worlds/default/faults/${fault}`, init)
    const told: unknown = await answer.json()
    return { status: answer.status, told, world: simulator.worlds.default }
  }

  it('says the old fields only when nothing else was told', async () => {
    expect(await put('line-down', { on: true })).toMatchObject({ status: 200 })
    const { told } = await put('line-down', { on: true })
    expect(told).toEqual({ active: [{ fault: 'line-down', person: null, millis: 0 }] })
  })

  it('shows what waits for its window', async () => {
    const { world, told } = await put('latency', { on: true, from: '+1h', millis: 5 })
    expect(told).toEqual({ active: [] })
    const simulator = createSimulator()
    simulator.worlds.default.setFault('latency', true, { from: world.now() })
    simulator.worlds.default.setFault('reset', true, { until: world.now() })
    const listing: unknown = await (await simulator.fetch('/api/worlds/default/faults')).json()
    expect(listing).toMatchObject({
      active: [{ fault: 'latency', from: world.now() }],
      planned: [{ fault: 'reset', until: world.now() }],
      known: { 'pin-locked': { layer: 'domain' } },
    })
  })

  it.each([
    ['reader-broken', { on: true, nth: { every: 2 } }, 400, 'SIM-A003'],
    ['latency', { on: true, nth: { every: 2, only: 1 } }, 400, 'SIM-A003'],
    ['latency', { on: true, person: 'nobody' }, 404, 'SIM-A005'],
    ['no-such-fault', { on: true }, 404, 'SIM-A003'],
  ])('refuses %s %j', async (fault, body, status, code) => {
    expect(await put(fault, body)).toMatchObject({ status, told: { code } })
  })
})
