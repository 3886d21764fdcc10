import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Capabilities, DriverRequest } from '../../scenarios/protocol.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import type { Report } from '../../src/conformance/requirement.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { runConformance } from '../../src/conformance/runner.ts'
import { type Opened, type Session, openSession } from '../../src/session/session.ts'
import { createSimulator } from '../../simulator/index.ts'

function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-world-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const judge = ({ driver, worlds }: Pick<Session, 'driver' | 'worlds'>): Promise<Report> =>
  runConformance({
    driver,
    worlds,
    requirements: clinicRequirements,
    only: ['C03'],
    seed: 42,
    cases: 3,
    ruleset: 'latest',
    steadyMillis: () => performance.now(),
    minimizeFailures: false,
  })

const capabilities: Capabilities = {
  clock: 'movable',
  worlds: 'many',
  memory: 'cleared',
  transport: 'folders',
  operations: ['setup', 'receive'],
}

const folderOf = ({ input }: DriverRequest): string | null =>
  typeof input === 'object' && input !== null && 'folder' in input ? String(input.folder) : null

/** A clinic that only sets up; `told` hears of every folder, null when there was none. */
const settingUp =
  (changes: Partial<Capabilities>, told: (folder: string | null) => void) =>
  (request: DriverRequest): object => {
    const { id } = request
    if (request.op !== 'setup') return { id, unsupported: true }
    told(folderOf(request))
    return { id, result: { name: 'ours', version: '1', capabilities: { ...capabilities, ...changes } } }
  }

async function judged(system: Opened): Promise<Report> {
  const session = await openSession('clinic', system, {})
  try {
    return await judge(session)
  } finally {
    await session.close()
  }
}

describe('a system of transport folders', () => {
  it('gets a folder for each world, empty, and nothing is left of them', async () => {
    const folders: string[] = []
    const found: string[][] = []
    const drive = settingUp({}, (folder) => {
      folders.push(folder ?? '')
      found.push(['req', 'res', 'face'].flatMap((name) => readdirSync(join(folder ?? '', name))))
      writeFileSync(join(folder ?? '', 'res', 'left.xml'), '')
    })
    await judged({ kind: 'function', drive })
    expect(new Set(folders).size).toBe(4)
    expect(found).toEqual([[], [], [], []])
    expect(folders.filter((folder) => existsSync(dirname(folder)))).toEqual([])
  })

  it('of one world gets the same folder each time, emptied', async () => {
    const folders: string[] = []
    const found: string[][] = []
    const drive = settingUp({ worlds: 'one' }, (folder) => {
      folders.push(folder ?? '')
      found.push(readdirSync(join(folder ?? '', 'res')))
      writeFileSync(join(folder ?? '', 'res', 'left.xml'), '')
    })
    await judged({ kind: 'function', drive })
    expect(new Set(folders).size).toBe(1)
    expect(found).toEqual([[], [], [], []])
  })

  it('is refused where no folders are served', async () => {
    const { worlds } = createSimulator()
    const { driverProblem } = await judge({
      driver: functionDriver(
        'ours',
        settingUp({}, () => undefined),
      ),
      worlds,
    })
    expect(driverProblem).toMatchObject({ code: 'DRIVER_ERROR' })
    expect(driverProblem?.message).toContain('folders is not offered here; there is http')
  })
})

describe('a system of transport http', () => {
  it('is told of a folder once, and not bothered with it again', async () => {
    const folders: (string | null)[] = []
    await judged({ kind: 'function', drive: settingUp({ transport: 'http' }, (folder) => folders.push(folder)) })
    expect(folders.map((folder) => folder === null)).toEqual([false, true, true, true])
  })
})

it('folders that cannot be used are a matter of configuration, told before the system is asked', async () => {
  const dir = temporaryFolder()
  mkdirSync(join(dir, 'oqs'))
  writeFileSync(join(dir, 'oqs', 'one'), 'a file in the way')
  const { driverProblem } = await judged({ kind: 'files', dir })
  expect(driverProblem).toMatchObject({ code: 'DRIVER_UNREACHABLE' })
  expect(driverProblem?.message).toContain(join(dir, 'oqs', 'one'))
})
