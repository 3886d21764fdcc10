import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadScenario } from '../../scenarios/load.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { conformanceTests } from '../../src/vitest/index.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'madoguchi-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** As many cases as the requirement with the most edges has. */
const cases = Math.max(...clinicRequirements.map((requirement) => requirement.edges.length))

const printed = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})

interface Told {
  readonly id: string
  readonly status: string
  readonly message: string
}

/** What a vitest of its own, started beside the tree, makes of test files. */
interface Started {
  readonly code: number
  readonly text: string
  readonly of: (file: string) => readonly Told[]
}

async function startVitest(name: string, files: Readonly<Record<string, string>>, ...args: string[]): Promise<Started> {
  const place = join(folder, name)
  const entry = JSON.stringify(join(root, 'src', 'vitest', 'index.ts'))
  mkdirSync(place, { recursive: true })
  for (const [file, options] of Object.entries(files)) {
    const source = `import { conformanceTests } from ${entry}\n\nconformanceTests(${options})\n`
    writeFileSync(join(place, `${file}.test.ts`), source)
  }
  const outputFile = join(place, 'told.json')
  const command = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', place, '--maxWorkers', '1']
  const reporters = ['--reporter', 'verbose', '--reporter', 'json', '--outputFile.json', outputFile]
  const env = { ...process.env, NO_COLOR: '1', CI: '1' }
  const { code, text } = await new Promise<{ code: number; text: string }>((resolve) => {
    const child = execFile(process.execPath, [...command, ...reporters, ...args], { cwd: root, env }, (_, out, err) => {
      resolve({ code: child.exitCode ?? -1, text: out + err })
    })
  })
  const told = printed.parse(JSON.parse(readFileSync(outputFile, 'utf8')))
  return {
    code,
    text,
    of: (file) =>
      (told.testResults.find((result) => result.name.endsWith(`${file}.test.ts`))?.assertionResults ?? []).map(
        ({ title, status, failureMessages }) => ({
          id: title.split(' ')[0] ?? '',
          status,
          message: failureMessages.join('\n'),
        }),
      ),
  }
}

const withStatus = (told: readonly Told[], status: string): readonly string[] =>
  told.filter((one) => one.status === status).map(({ id }) => id)

const LIMIT = 180_000

/** Those that name the mutant, and every thirtieth of the others. */
const judged = clinicRequirements.filter(({ mutants }, k) => mutants.includes('grace-ninety-days') || k % 30 === 0)

describe('a mutant', () => {
  let started: Started
  beforeAll(async () => {
    const only = JSON.stringify(judged.map(({ id }) => id))
    started = await startVitest('mutant', {
      mutant: `{ suite: 'clinic', driver: 'mutant:grace-ninety-days', cases: ${cases}, only: ${only} }`,
    })
  }, LIMIT)

  it('fails exactly the requirements that name it', () => {
    const named = clinicRequirements.filter(({ mutants }) => mutants.includes('grace-ninety-days')).map(({ id }) => id)
    const told = started.of('mutant')
    expect(named.length).toBeGreaterThan(0)
    expect(withStatus(told, 'failed')).toEqual(named)
    expect(withStatus(told, 'passed')).toHaveLength(judged.length + 1 - named.length)
    expect(started.code).toBe(1)
  })

  it('says what was found, whose it is, and the line that shows it again', () => {
    const { message = '' } = started.of('mutant').find(({ id }) => id === 'C03') ?? {}
    expect(message).toContain('C03 violated: An expired certificate is accepted')
    expect(message).toContain('a card in its grace was not accepted [refused-in-grace]')
    expect(message).toContain('yours: make the system do')
    expect(message).toMatch(
      /again +npx madoguchi conform clinic --driver mutant:grace-ninety-days --seed 42 --ruleset \S+ --case "C03#\d+"\n/,
    )
    expect(started.text).toContain('❯ mutant.test.ts:3:1')
  })

  it('shows the smallest counterexample as a file that can be loaded', () => {
    const { message = '' } = started.of('mutant').find(({ id }) => id === 'C03') ?? {}
    const yaml = /^v: 1\n.*?(?=^ {4}at |\n\n)/ms.exec(message)?.[0] ?? ''
    const loaded = loadScenario(yaml, 'C03.yaml')
    expect(loaded.ok ? { requirement: loaded.value.requirement, steps: loaded.value.steps.length } : loaded).toEqual({
      requirement: 'C03',
      steps: 1,
    })
  })
})

/** A system that supports two operations and knows one answer only. */
const asksForTheScreen = `async ({ id, op }) =>
  op === 'setup'
    ? { id, result: { name: 'ours', version: '1', capabilities: { clock: 'movable', worlds: 'many', memory: 'cleared', transport: 'http', operations: ['setup', 'receive'] } } }
    : op === 'receive'
      ? { id, result: { decision: 'ask', method: null, payers: [], reads: [], recorded: null, warnings: [], followUps: [], offers: ['portal-screen'] } }
      : { id, unsupported: true }`

/** The same, which breaks the protocol as soon as it is asked a case of any other requirement than row-P. */
const knowsItsOwnCases = `async (request) =>
  /^(setup$|row-P#)/.test(request.case) ? (${asksForTheScreen})(request) : {}`

describe('other endings', () => {
  let started: Started
  beforeAll(async () => {
    started = await startVitest(
      'endings',
      {
        few: `{ suite: 'clinic', driver: 'reference', only: ['C03'], cases: 1 }`,
        dead: `{ suite: 'clinic', driver: 'stdio:exit 3', only: ['C03', 'row-P'], cases: 2 }`,
        gone: `{ suite: 'clinic', driver: 'http://127.0.0.1:9/', only: ['C03', 'row-P'], cases: 2 }`,
        hello: `{ suite: 'clinic', driver: 'stdio:node examples/hello-driver.ts', only: ['row-P', 'C13'], cases: 20 }`,
        ours: `{ suite: 'clinic', driver: ${asksForTheScreen}, only: ['row-A'], cases: 5, lang: 'ja' }`,
        alone: `{ suite: 'clinic', driver: ${knowsItsOwnCases}, only: ['row-P'], cases: 20 }`,
        module: `{ suite: 'clinic', driver: 'module:no-such-file.mjs', only: ['row-P'] }`,
      },
      '--no-isolate',
    )
  }, LIMIT)

  it('fails what is unproven, with what is missing', () => {
    expect(withStatus(started.of('few'), 'failed')).toEqual(['C03'])
    expect(started.of('few').find(({ id }) => id === 'C03')?.message).toMatch(/C03 unproven: .*\n {2}edges not seen: /)
  })

  it('skips what is not applicable, with the reason, and proves the rest over stdio', () => {
    expect(withStatus(started.of('hello'), 'passed')).toEqual(['service:', 'row-P'])
    expect(started.text).toMatch(/C13 .*\[operation not supported: view\]/)
  })

  it('plays the cases of its own requirement and no others', () => {
    expect(withStatus(started.of('alone'), 'passed')).toEqual(['service:', 'row-P'])
  })

  it('says that a driver died, and tries again with the next requirement', () => {
    const told = started.of('dead').filter(({ status }) => status === 'failed')
    expect(told.map(({ id }) => id)).toEqual(['C03', 'row-P'])
    for (const { message } of told) expect(message).toContain('the run was stopped [DRIVER_DIED]')
  })

  it.each(['gone', 'module'])('says that a driver cannot be reached or opened: %s', (file) => {
    const told = started.of(file).filter(({ status }) => status === 'failed')
    expect(told.length).toBeGreaterThan(0)
    for (const { message } of told) expect(message).toContain('[DRIVER_UNREACHABLE]')
  })

  it('names the test file where only that reaches the system, in the language asked for', () => {
    const { message = '' } = started.of('ours').find(({ id }) => id === 'row-A') ?? {}
    expect(message).toContain('row-A 違反: ')
    expect(message).toMatch(/再現 +npx vitest run \S*ours\.test\.ts -t "row-A "/)
  })
})

describe('a filter on the title', () => {
  it(
    'runs that requirement alone',
    async () => {
      const started = await startVitest(
        'filter',
        { all: `{ suite: 'clinic', driver: 'reference', cases: ${cases} }` },
        '-t',
        'C03 ',
      )
      expect(withStatus(started.of('all'), 'passed')).toEqual(['C03'])
      expect(withStatus(started.of('all'), 'failed')).toEqual([])
      expect(started.code).toBe(0)
    },
    LIMIT,
  )
})

describe('what there is not', () => {
  it.each([
    ['a driver', { driver: 'nothing' }, 'Allowed: reference'],
    ['a mutant', { driver: 'mutant:nothing' }, 'there are: ten-in-outage'],
    ['a trait', { driver: 'reference:nothing' }, 'Allowed: reference:fixed-clock'],
    ['a requirement', { driver: 'reference', only: ['C03', 'X99'] }, 'no requirement "X99"; there are: '],
    ['anything to judge', { driver: 'reference', only: [] }, 'nothing to judge'],
    ['a ruleset', { driver: 'reference', ruleset: '2019-01' }, 'there are: latest'],
  ])('is refused before any test is defined: %s', (_, options, said) => {
    expect(() => conformanceTests({ suite: 'clinic', ...options })).toThrow(RangeError)
    expect(() => conformanceTests({ suite: 'clinic', ...options })).toThrow(said)
  })
})
