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
    const child = spawn(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
      cwd: folder,
      env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
    })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const scenario = `
people: { tanaka: { index: 12 } }
steps:
  - { do: receive, visit: v1, person: tanaka, show: [{ kind: screenshot }] }
`

describe('the command line', () => {
  it('answers wrong usage with exit 2 and nothing on stdout', async () => {
    const { code, stdout, stderr } = await madoguchi('conform', 'clinic', '--drvier', 'reference')
    expect(stderr).toContain('Did you mean --driver?')
    expect([code, stdout]).toEqual([2, ''])
  })

  it('says what the rules make of a scenario, as JSON and nothing else', async () => {
    const path = join(folder, 'right.yaml')
    writeFileSync(path, scenario)
    const { code, stdout } = await madoguchi('decide', path, '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ receptions: [{ step: 0, visit: 'v1', decision: { trace: {} } }] })
    expect(code).toBe(0)
  })
})

describe('madoguchi conform', () => {
  it('finds a mutant wrong, writes the smallest counterexample, and shows it again', async () => {
    const driver = ['--driver', 'mutant:screenshot-is-screen']
    const first = await madoguchi(
      'conform',
      'clinic',
      ...driver,
      '--only',
      'row-P',
      '--cases',
      '4',
      '--format',
      'json',
      '--report',
      'junit=out/r.xml',
    )
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
    const { code, stdout } = await madoguchi(
      'conform',
      'clinic',
      '--driver',
      `stdio:"${process.execPath}" -e 0`,
      '--cases',
      '1',
      '--format',
      'json',
    )
    expect(JSON.parse(stdout)).toMatchObject({ driverProblem: { code: 'DRIVER_DIED' } })
    expect(code).toBe(3)
  })
})
