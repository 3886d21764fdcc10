import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FAULTS, FAULT_NAMES, type FaultName } from '../../scenarios/faults/index.ts'
import { inWindow, strikesNth } from '../../scenarios/faults/fault.ts'
import { misfitOf } from '../../scenarios/faults/fields.ts'
import { loadScenario, writeScenario } from '../../scenarios/load.ts'
import { NINE } from '../simulator/support.ts'
import { type Step, scenarioSchema } from '../../scenarios/scenario.ts'
import { shrinkScenario } from '../../src/conformance/arbitraries/shrink.ts'
import { stepsInWords } from '../../src/conformance/reporters/step-words.ts'

const page = readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8')

describe('the table of faults', () => {
  it('is listed whole, without repetition', () => {
    expect([...FAULT_NAMES].toSorted()).toEqual(Object.keys(FAULTS).toSorted())
  })

  it.each(FAULT_NAMES)('%s stands on the page with its words', (name) => {
    const { http, folders, title } = FAULTS[name]
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`))
    for (const { ja, en } of [title, http, folders]) {
      expect(row).toContain(ja)
      expect(row).toContain(en)
    }
  })
})

describe('the fields of a fault', () => {
  it.each([
    [1, [true, false, true, true]],
    [2, [true, true, false, true]],
    [3, [true, false, false, false]],
    [4, [true, true, false, false]],
  ])('choose the %s. message', (count, expected) => {
    const kinds = [undefined, { every: 2 }, { only: 1 }, { first: 2 }]
    expect(kinds.map((nth) => strikesNth(nth, count))).toEqual(expected)
  })

  it('have a first moment that counts and a last one that does not', () => {
    expect(inWindow({ from: NINE }, NINE)).toBe(true)
    expect(inWindow({ until: NINE }, NINE)).toBe(false)
    expect(inWindow({}, NINE)).toBe(true)
  })

  it.each([
    ['reader-broken', { nth: { every: 2 } }, 'nth'],
    ['registration-lag', { prefix: 'OQS' }, 'prefix'],
    ['line-down', { hours: 3 }, 'hours'],
    ['latency', { offline: 'err' }, 'offline'],
    ['truncate', { withholds: ['limit'] }, 'withholds'],
    ['registration-lag', { hours: 3, person: 'taro', facility: '1319999999' }, null],
    ['processing', { nth: { first: 2 }, prefix: 'OQSmuquc02' }, null],
  ] as const)('that mean nothing for %s are told: %j', (fault, given, field) => {
    const { withholds, ...rest } = { withholds: undefined, ...given }
    expect(misfitOf(fault, { ...rest, ...(withholds === undefined ? {} : { withholds: [...withholds] }) })).toBe(field)
  })
})

const FILE = `
start: 2026-11-21T09:00:00+09:00
people: { taro: { index: 4 } }
steps:
  - { do: fault, fault: maintenance, on: true, from: start+1dT01:00, until: start+1dT05:00, offline: err }
  - { do: fault, fault: processing, on: true, nth: { first: 2 }, person: taro }
  - { do: fault, fault: partial-consent, on: true, withholds: [medicines, checkups], until: +2h }
`

describe('faults in a scenario', () => {
  it('are written as they were read, and said in words', () => {
    const read = loadScenario(FILE, 'faults.yaml')
    if (!read.ok) throw new Error(JSON.stringify(read.problem))
    expect(loadScenario(writeScenario(read.value), 'again.yaml')).toEqual(read)
    expect(stepsInWords(read.value, 'en').join('\n')).toContain(
      'Maintenance: begins (start+1dT01:00–start+1dT05:00, err)',
    )
    expect(stepsInWords(read.value, 'ja').join('\n')).toContain('一括処理がまだ処理中が起きる (taro, 初めの2件)')
  })

  it.each([
    ['{ do: fault, fault: reader-broken, on: true, nth: { every: 2 } }', 'no such field'],
    ['{ do: fault, fault: latency, on: true, nth: { every: 0 } }', ''],
    ['{ do: fault, fault: latency, on: true, prefix: "../x" }', 'the beginning of a file name'],
    ['{ do: fault, fault: latency, on: true, from: yesterday }', 'an instant'],
    ['{ do: fault, fault: latency, on: true, person: nobody }', 'nobody'],
    ['{ do: fault, fault: latency, on: true, from: start+2d, until: start+1d }', '/steps/0/until'],
    ['{ do: fault, fault: latency, on: true, from: start+1m, until: start+30d }', 'later than from'],
    ['{ do: fault, fault: latency, on: true, from: +2h, until: +2h }', '「from」より後の日時'],
    ['{ do: fault, fault: latency, on: false, from: start+1d, until: 2026-11-22T09:00:00+09:00 }', '/steps/0/until'],
  ])('%s is refused', (step, said) => {
    const read = loadScenario(`people: { taro: { index: 4 } }\nsteps:\n  - ${step}\n`, 'a.yaml')
    expect(read.ok).toBe(false)
    expect(JSON.stringify(read)).toContain(said)
  })

  it.each([
    'from: start+29d, until: start+1m',
    'from: +1h, until: +61m',
    'from: start+1d, until: +1h',
    'until: start-1d',
  ])('may have the window %s', (window) => {
    const read = loadScenario(`steps:\n  - { do: fault, fault: latency, on: true, ${window} }\n`, 'a.yaml')
    expect(read.ok).toBe(true)
  })

  it('become wider and plainer when a counterexample is made smaller', () => {
    const narrow: Step = {
      do: 'fault',
      fault: 'line-down',
      on: true,
      person: 'taro',
      nth: { every: 2 },
      until: 'start+1d',
      offline: 'err',
    }
    const scenario = scenarioSchema.parse({ people: { taro: { index: 4 } }, steps: [narrow] })
    const smaller = shrinkScenario(scenario).flatMap(({ steps }) => steps)
    for (const field of ['nth', 'until', 'offline'] as const) {
      const { [field]: _dropped, ...plainer } = narrow
      expect(smaller).toContainEqual(plainer)
    }
  })
})

it('every fault that waits says how long when nobody tells', () => {
  const waiting = FAULT_NAMES.filter((name: FaultName) => FAULTS[name].takes.includes('millis'))
  expect(waiting.map((name) => [name, FAULTS[name].millis])).toEqual([
    ['latency', 0],
    ['slow-drip', 1000],
    ['half-written', 1000],
    ['duplicate-file', 1000],
  ])
})
