import fc from 'fast-check'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Report } from '../../src/conformance/requirement.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { runConformance } from '../../src/conformance/runner.ts'
import type { DriverSpec } from '../../src/session/driver-spec.ts'
import { IN_PROCESS } from '../../src/session/driver-spec.ts'
import { type SessionOptions, openSession } from '../../src/session/session.ts'

/** The soak plays every case of a whole run on every rung. */
const isSoak = fc.readConfigureGlobal().numRuns !== undefined
const CASES = isSoak ? 30 : 1
/** In an ordinary run the cases of every n-th requirement are drawn; all requirements judge them. */
const STEP = isSoak ? 1 : 8

const drawn = clinicRequirements.filter((_, at) => at % STEP === 0).map(({ id }) => id)
const own = (reach: 'process' | 'http' | 'files', id: string | null = null): DriverSpec => {
  const traits = { ...IN_PROCESS, reach }
  return id === null ? { kind: 'reference', traits } : { kind: 'mutant', id, traits }
}

function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-ladder-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** The reference as a vendor's program that speaks files only, running by itself. */
function program(): DriverSpec {
  const dir = temporaryFolder()
  const of = (path: string): string => JSON.stringify(new URL(`../../src/conformance/${path}`, import.meta.url).href)
  const text = `import { diskFolders } from ${of('drivers/disk-folders.ts')}
import { serveProbe } from ${of('drivers/probe.ts')}
import { createReferenceClinic } from ${of('reference/clinic/clinic.ts')}
serveProbe(${JSON.stringify(dir)}, createReferenceClinic({ fetch, folders: diskFolders }))
`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  onTestFinished(() => {
    child.kill()
  })
  return { kind: 'files', dir }
}

/** The reference as a vendor's file: a module, or a program that reads lines. */
function wrapped(kind: 'module' | 'stdio'): DriverSpec {
  const dir = temporaryFolder()
  const surface = new URL('../../src/conformance/index.ts', import.meta.url).href
  const clinic = `import { createReferenceClinic } from ${JSON.stringify(surface)}
export const drive = createReferenceClinic({ fetch })
`
  const program = `import { createInterface } from 'node:readline'
import { drive } from './clinic.mjs'
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await drive(JSON.parse(line))))
`
  writeFileSync(join(dir, 'clinic.mjs'), clinic)
  writeFileSync(join(dir, 'program.mjs'), program)
  return kind === 'module'
    ? { kind, file: join(dir, 'clinic.mjs') }
    : { kind, command: `"${process.execPath}" "${join(dir, 'program.mjs')}"` }
}

async function judge(
  spec: DriverSpec,
  only: readonly string[],
  { cases = CASES, ...options }: SessionOptions & { readonly cases?: number | 'edges' } = {},
): Promise<Report> {
  const session = await openSession('clinic', spec, options)
  try {
    return await runConformance({
      driver: session.driver,
      worlds: session.worlds,
      requirements: clinicRequirements,
      drawn: only,
      seed: 42,
      cases,
      ruleset: 'latest',
      steadyMillis: () => performance.now(),
      minimizeFailures: false,
    })
  } finally {
    await session.close()
  }
}

/** What of a report has to be the same however the system is reached. */
const verdictsOf = ({ verdicts, driverProblem, histories }: Report) => ({
  driverProblem,
  histories,
  verdicts: verdicts.map(({ requirement, verdict, reason, evidence, cases }) => [
    requirement,
    verdict,
    reason,
    evidence,
    cases,
  ]),
})

describe('the same clinic', () => {
  const inProcess = judge(own('process'), drawn)

  it('breaks nothing in this process', async () => {
    const { verdicts } = await inProcess
    expect(verdicts.filter(({ verdict }) => verdict === 'violated').map(({ requirement }) => requirement)).toEqual([])
    expect(verdicts.length).toBeGreaterThan(100)
  })

  it.each([
    ['as a module', () => wrapped('module'), {}],
    ['as a command that reads lines', () => wrapped('stdio'), {}],
    ['behind a port', () => own('http'), {}],
    ['by files only', () => own('files'), {}],
    ['as a program of its own, by files only', program, {}],
    ['by files only in Shift_JIS', () => own('files'), { encoding: 'Shift_JIS' }],
  ] as const)(
    'has the same verdicts %s',
    async (_, spec, options) => {
      expect(verdictsOf(await judge(spec(), drawn, options))).toEqual(verdictsOf(await inProcess))
    },
    1_800_000,
  )
})

describe('a broken clinic', () => {
  const broken = ['ignores-branch', 'clerk-reads-medicines', 'screen-alone'] as const

  it.each(broken)('%s is found out by files as it is in this process', async (id) => {
    const killers = clinicRequirements.filter(({ mutants }) => mutants.includes(id)).map((one) => one.id)
    const here = await judge(own('process', id), killers, { cases: 'edges' })
    const byFiles = await judge(own('files', id), killers, { cases: 'edges' })
    const violated = byFiles.verdicts.filter(({ verdict }) => verdict === 'violated').map((one) => one.requirement)
    expect(violated).toEqual(expect.arrayContaining(killers))
    expect(verdictsOf(byFiles)).toEqual(verdictsOf(here))
  })
})
