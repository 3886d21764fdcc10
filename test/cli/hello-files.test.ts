import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { runConformance } from '../../src/conformance/runner.ts'
import { openSession } from '../../src/session/session.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const file = 'examples/hello-files.ts'

function started(dir: string): ChildProcess {
  const child = spawn(process.execPath, [file, dir], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  onTestFinished(() => {
    child.kill()
  })
  return child
}

describe('examples/hello-files.ts', () => {
  it('is short enough to read', () => {
    expect(readFileSync(`${root}${file}`, 'utf8').split('\n').length).toBeLessThanOrEqual(170)
  })

  it('speaks files only, reads cards, refuses screenshots, asks by number, and does not claim', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'madoguchi-hello-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    started(dir)
    const session = await openSession('clinic', { kind: 'files', dir }, {})
    const said: string[] = []
    try {
      const { verdicts, driverProblem } = await runConformance({
        worlds: {
          open: (setup, mode) => {
            const world = session.worlds.open(setup, mode)
            const close = (): void => {
              said.push(...world.messagesSince(0).map(({ door, note }) => `${door} ${note}`))
              world.close()
            }
            return { ...world, close }
          },
        },
        driver: session.driver,
        requirements: clinicRequirements,
        only: ['row-P', 'C12'],
        seed: 42,
        cases: 4,
        ruleset: 'latest',
        steadyMillis: () => performance.now(),
        minimizeFailures: false,
      })
      expect(driverProblem).toBeNull()
      const verdictOf = Object.fromEntries(verdicts.map(({ requirement, verdict }) => [requirement, verdict]))
      expect(verdictOf).toMatchObject({ 'row-P': 'proven', C12: 'not-applicable' })
    } finally {
      await session.close()
    }
    expect(new Set(said)).toEqual(new Set(['face answered', 'oqs answered']))
    // Nothing is left lying about but the folder that a system of one world may be set to.
    expect(readdirSync(join(dir, 'oqs'))).toEqual(['one'])
    expect([readdirSync(join(dir, 'probe', 'in')), readdirSync(join(dir, 'probe', 'out'))]).toEqual([[], []])
    expect(existsSync(join(dir, 'oqs', 'one', 'req'))).toBe(true)
  })
})
