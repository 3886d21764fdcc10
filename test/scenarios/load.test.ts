import { describe, expect, it } from 'vitest'
import {
  loadScenario,
  loadScenarioFile,
  scenarioJsonSchema,
  scenarioProblemText,
  writeScenario,
} from '../../scenarios/load.ts'
import { nearestName } from '../../scenarios/nearest-name.ts'
import { textOf } from '../support/committed-json.ts'

const good = `
title: { ja: 猶予期間の最終日, en: Last day of the grace }
start: 2026-11-30T09:00:00+09:00
people:
  tanaka:
    index: 12
    changes:
      card: { certificate: { expiry: start-3m } }
      coverage:
        - { scheme: kokuho, branch: '01' }
steps:
  - do: receive
    visit: v1
    person: tanaka
    show:
      - kind: my-number-card
        reader: [face]
  - { do: claim, visits: [v1] }
`

function problems(text: string) {
  const loaded = loadScenario(text, 'a.yaml')
  if (loaded.ok) throw new Error('the text was accepted')
  return loaded.problem
}

const stepsOnly = (steps: string): string => `people: { tanaka: { index: 1 } }\nsteps:\n${steps}`

describe('loading a scenario', () => {
  it('fills in what the writer left out', () => {
    const loaded = loadScenario(good, 'good.yaml')
    expect(loaded.ok && loaded.value).toMatchObject({
      v: 1,
      seed: 42,
      ruleset: 'latest',
      facility: { institutionCode: '1319999999', capability: 'FULL' },
      steps: [
        { do: 'receive', present: true, chart: null, show: [{ kind: 'my-number-card', expiryWritten: true }] },
        {},
      ],
    })
  })

  it('reads JSON as well', () => {
    expect(loadScenario('{"steps": [{"do": "clock", "to": "+24h"}]}', 'a.json').ok).toBe(true)
  })

  it('names the place of an unknown field and the field that was probably meant', () => {
    const [problem] = problems(stepsOnly('  - do: receive\n    visit: v1\n    persn: tanaka\n    person: tanaka\n'))
    expect(problem).toMatchObject({
      code: 'SIM-S005',
      file: 'a.yaml',
      line: 5,
      column: 5,
      pointer: '/steps/0/persn',
      suggestion: 'person',
    })
    expect(problem && scenarioProblemText(problem, 'en')).toBe(
      'a.yaml:5:5 /steps/0/persn There is no field "persn" here. ' +
        'Known fields: do, visit, person, present, chart, show, says, circumstances, reinquiry, decides, expect, script. Did you mean "person"? [SIM-S005]',
    )
    expect(problem && scenarioProblemText(problem, 'ja')).toContain('もしかして: person')
  })

  it.each([
    ['a value that is not in the list', '  - { do: recieve }', 'SIM-S008', '/steps/0/do', 'receive'],
    ['a missing field', '  - { do: clock }', 'SIM-S006', '/steps/0/to', null],
    [
      'a day that does not exist',
      '  - { do: change, person: tanaka, what: { kind: lose, date: 2026-02-30 } }',
      'SIM-S008',
      '/steps/0/what/date',
      null,
    ],
    [
      'an unknown field of a thing shown',
      '  - { do: receive, visit: v, person: tanaka, show: [{ kind: notice, isued: start }] }',
      'SIM-S005',
      '/steps/0/show/0/isued',
      'issued',
    ],
    [
      'somebody who is not among the people',
      '  - { do: receive, visit: v, person: tanaca }',
      'SIM-S009',
      '/steps/0/person',
      'tanaka',
    ],
    ['a visit that was never received', '  - { do: claim, visits: [v9] }', 'SIM-S009', '/steps/0/visits/0', null],
  ])('refuses %s', (_, steps, code, pointer, suggestion) => {
    expect(problems(stepsOnly(steps))).toMatchObject([{ code, pointer, suggestion, line: 3 }])
  })

  it('says that digits have to stand in quotes', () => {
    const text = 'people: { a: { index: 1, changes: { coverage: [{ branch: 01 }] } } }\nsteps: []\n'
    expect(problems(text)[0]?.message.en).toBe("Expected a string, found a number: write it in quotes, '01'")
    expect(problems(text)[0]?.message.ja).toContain("'01'")
  })

  it('reports every mistake in the order of the lines', () => {
    const found = problems('sead: 1\nsteps:\n  - { do: clock, to: noon }\n  - { do: dance }\n')
    expect(found.map(({ line, code }) => [line, code])).toEqual([
      [1, 'SIM-S005'],
      [3, 'SIM-S008'],
      [4, 'SIM-S008'],
    ])
  })

  it('understands anchors and merge keys, but no explosion of aliases', () => {
    const merged = 'x: &x { index: 1 }\n'
    expect(problems(`${merged}people: { a: { <<: *x } }\nsteps: []\n`)).toMatchObject([{ pointer: '/x' }])
    const bomb = Array.from({ length: 9 }, (_, k) =>
      k === 0 ? 'a0: &a0 [x, x]' : `a${k}: &a${k} [*a${k - 1}, *a${k - 1}, *a${k - 1}, *a${k - 1}]`,
    ).join('\n')
    expect(problems(bomb)).toMatchObject([{ code: 'SIM-S004' }])
  })

  it.each([
    ['text that is not YAML', 'steps: [', 'SIM-S003'],
    ['the same key twice', 'seed: 1\nseed: 2\nsteps: []', 'SIM-S003'],
    ['an empty file', '', 'SIM-S007'],
    ['a file over a megabyte', `# ${'x'.repeat(1_000_000)}`, 'SIM-S002'],
  ])('refuses %s', (_, text, code) => {
    expect(problems(text)[0]?.code).toBe(code)
  })

  it('says which file cannot be read', () => {
    const loaded = loadScenarioFile('no/such/file.yaml')
    expect(loaded.ok ? [] : loaded.problem).toMatchObject([{ code: 'SIM-S001', file: 'no/such/file.yaml', line: 0 }])
  })
})

describe('writing a scenario', () => {
  const loaded = loadScenario(good, 'good.yaml')
  const scenario = loaded.ok ? loaded.value : null
  if (scenario === null) throw new Error('the example does not load')

  it('gives the same scenario when read again', () => {
    expect(loadScenario(writeScenario(scenario), 'again.yaml')).toEqual({ ok: true, value: scenario })
  })

  it('leaves defaults out, keeps the seed and the order, and quotes digits', () => {
    expect(writeScenario(scenario)).toBe(`v: 1
title:
  ja: 猶予期間の最終日
  en: Last day of the grace
seed: 42
ruleset: latest
start: 2026-11-30T09:00:00+09:00
people:
  tanaka:
    index: 12
    changes:
      coverage:
        - scheme: kokuho
          branch: "01"
      card:
        certificate:
          expiry: start-3m
steps:
  - do: receive
    visit: v1
    person: tanaka
    show:
      - kind: my-number-card
        reader:
          - face
  - do: claim
    visits:
      - v1
`)
  })
})

describe('the names that are near', () => {
  it.each([
    ['persn', ['person', 'present'], 'person'],
    ['RECEIVE', ['receive'], 'receive'],
    ['zzz', ['receive'], null],
    ['x', [], null],
  ])('for %s among %j is %s', (given, known, nearest) => {
    expect(nearestName(given, known)).toBe(nearest)
  })
})

describe('scenarios/schema.json', () => {
  it('is what the types say (rewrite it with npm run golden)', async () => {
    const file = '../../scenarios/schema.json'
    await expect(textOf(new URL(file, import.meta.url), scenarioJsonSchema())).toMatchFileSnapshot(file)
  })
})
