import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('../../', import.meta.url))
const hasPython = spawnSync('python3', ['--version']).status === 0

const examples = [
  { file: 'examples/hello-driver.ts', command: process.execPath, available: true },
  { file: 'examples/hello_driver.py', command: 'python3', available: hasPython },
]

const document = z.object({
  system: z.object({ name: z.string() }),
  verdicts: z.array(z.object({ requirement: z.string(), verdict: z.string() })),
  driverProblem: z.null(),
})

describe.each(examples)('$file', ({ file, command, available }) => {
  it('is short enough to read', () => {
    expect(readFileSync(`${root}${file}`, 'utf8').split('\n').length).toBeLessThanOrEqual(150)
  })

  // Python is the reader's, not ours: it does not come with the package.
  it.skipIf(!available)('keeps the protocol, reads cards, refuses screenshots, and does not claim', () => {
    const args = ['src/cli/main.ts', 'conform', 'clinic', '--driver', `stdio:"${command}" ${file}`]
    const asked = [
      '--only',
      'row-P,C12',
      '--cases',
      '8',
      '--format',
      'json',
      '--out',
      'reports/examples',
      '--lang',
      'en',
    ]
    const { stdout } = spawnSync(process.execPath, [...args, ...asked], { cwd: root, encoding: 'utf8' })
    const { verdicts } = document.parse(JSON.parse(stdout))
    const verdictOf = Object.fromEntries(verdicts.map(({ requirement, verdict }) => [requirement, verdict]))
    expect(verdictOf).toMatchObject({ 'row-P': 'proven', C12: 'not-applicable' })
  })
})

describe('examples/hello-insurer.ts', () => {
  const file = 'examples/hello-insurer.ts'

  it('is short enough to read', () => {
    expect(readFileSync(`${root}${file}`, 'utf8').split('\n').length).toBeLessThanOrEqual(150)
  })

  it('keeps the protocol, and registers whoever joins in time', () => {
    const args = ['src/cli/main.ts', 'conform', 'insurer', '--driver', `stdio:"${process.execPath}" ${file}`]
    const asked = [
      '--only',
      'I04,INS-13',
      '--cases',
      '4',
      '--format',
      'json',
      '--out',
      'reports/examples',
      '--lang',
      'en',
    ]
    const { stdout } = spawnSync(process.execPath, [...args, ...asked], { cwd: root, encoding: 'utf8' })
    const { verdicts } = document.parse(JSON.parse(stdout))
    const verdictOf = Object.fromEntries(verdicts.map(({ requirement, verdict }) => [requirement, verdict]))
    expect(verdictOf).toEqual({ I04: 'proven', 'INS-13': 'proven' })
  })
})
