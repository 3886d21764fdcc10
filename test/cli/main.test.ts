import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'madoguchi-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line as a person does, from source. */
function madoguchi(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'src/cli/main.ts'), ...args], { cwd: folder, env: { ...process.env, LANG: 'C', LC_ALL: 'C' } })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const scenario = `
people: { tanaka: { index: 12 } }
steps:
  - { do: receive, visit: v1, person: tanaka, show: [{ kind: screenshot }] }
`

describe('the command line', () => {
  it.each([
    ['nothing', [], 'Usage: madoguchi'],
    ['an unknown command', ['confrom'], 'Did you mean conform?'],
    ['no suite', ['conform'], 'Allowed: clinic'],
    ['the insurer suite', ['conform', 'insurer', '--driver', 'reference'], 'comes with a later release'],
    ['no driver', ['conform', 'clinic'], '--driver is missing'],
    ['a misspelt flag', ['conform', 'clinic', '--drvier', 'reference'], 'Did you mean --driver?'],
    ['a number that is none', ['conform', 'clinic', '--driver', 'reference', '--cases', 'many'], '--cases does not take "many". Allowed: a whole number from 1'],
    ['an unknown kind of report', ['conform', 'clinic', '--driver', 'reference', '--report', 'pdf=x'], 'Allowed: console=FILE, json=FILE, junit=FILE'],
    ['an unknown ruleset', ['serve', '--ruleset', '2019-01'], 'Allowed: latest'],
    ['an unknown requirement', ['conform', 'clinic', '--driver', 'reference', '--only', 'XYZ'], '--only does not take "XYZ"'],
    ['an unknown mutant', ['conform', 'clinic', '--driver', 'mutant:xyz'], 'no mutant "xyz"'],
    ['another address without a token', ['serve', '--host', '0.0.0.0', '--port', '0'], '--token'],
    ['a scenario that does not exist', ['replay', 'no.yaml', '--driver', 'reference'], 'no.yaml'],
  ])('answers %s with exit 2 and a sentence that helps', async (_, args, said) => {
    const { code, stdout, stderr } = await madoguchi(...args)
    expect(`${stdout}${stderr}`).toContain(said)
    expect(code).toBe(2)
  })

  it('speaks Japanese when asked', async () => {
    const { code, stderr } = await madoguchi('conform', '--lang', 'ja')
    expect(stderr).toContain('スイートを指定してください')
    expect(code).toBe(2)
  })

  it('prints help and the version with exit 0', async () => {
    const [help, version] = await Promise.all([madoguchi('conform', '--help'), madoguchi('--version')])
    expect(help.code).toBe(0)
    expect(help.stdout).toContain('Example: madoguchi conform clinic --driver reference')
    expect(version.stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('shows a rule with its dates and sources', async () => {
    const { code, stdout } = await madoguchi('rules', 'show', 'old-card/valid')
    expect(stdout).toContain('2025-12-01')
    expect(code).toBe(0)
  })

  it('points at the mistake in a scenario file', async () => {
    const { code, stderr } = await madoguchi('decide', file('wrong.yaml', scenario.replace('person: tanaka', 'persn: tanaka')))
    expect(stderr).toMatch(/wrong\.yaml:4:31 .*Did you mean "person"\?/)
    expect(code).toBe(2)
  })

  it('says what the rules make of a scenario, as JSON and nothing else', async () => {
    const { code, stdout } = await madoguchi('decide', file('right.yaml', scenario), '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ receptions: [{ step: 0, visit: 'v1', decision: { trace: {} } }] })
    expect(code).toBe(0)
  })
})

describe('madoguchi conform', () => {
  it('finds a mutant wrong, writes the smallest counterexample, and shows it again', async () => {
    const driver = ['--driver', 'mutant:screenshot-is-screen']
    const first = await madoguchi('conform', 'clinic', ...driver, '--only', 'row-P', '--cases', '4', '--format', 'json', '--report', 'junit=out/r.xml')
    expect(first.code).toBe(1)
    expect(JSON.parse(first.stdout)).toMatchObject({
      summary: { violated: 1 },
      verdicts: [{ requirement: 'row-P', verdict: 'violated', file: 'reports/counterexamples/row-P.yaml' }],
    })
    expect(readFileSync(join(folder, 'out/r.xml'), 'utf8')).toContain('<failure')
    const [broken, right] = await Promise.all([
      madoguchi('replay', 'reports/counterexamples/row-P.yaml', ...driver),
      madoguchi('replay', 'reports/counterexamples/row-P.yaml', '--driver', 'reference'),
    ])
    expect(broken.code).toBe(1)
    expect(right.code).toBe(0)
  })

  it('ends with 3 for a driver that dies, and still prints one JSON document', async () => {
    const { code, stdout } = await madoguchi('conform', 'clinic', '--driver', `stdio:"${process.execPath}" -e 0`, '--cases', '1', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ driverProblem: { code: 'DRIVER_DIED' } })
    expect(code).toBe(3)
  })
})
