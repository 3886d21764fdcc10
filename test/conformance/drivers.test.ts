import type { OperationInput } from '../../scenarios/protocol.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { instant } from '../../src/domain/civil-date.ts'
import { DRIVER_PROBLEMS, driverProblem } from '../../src/conformance/drivers/driver-problem.ts'
import { filesDriver } from '../../src/conformance/drivers/files.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { httpDriver } from '../../src/conformance/drivers/http.ts'
import { moduleDriver } from '../../src/conformance/drivers/module.ts'
import { referenceDriver } from '../../src/conformance/drivers/reference.ts'
import { stdioDriver } from '../../src/conformance/drivers/stdio.ts'
import { driverContract } from '../contracts/driver.contract.ts'
import { type Behaviour, replyAs, rightAnswer } from '../support/drivers/behaviour.ts'
import { startFilesDriver } from '../support/drivers/files-driver.ts'
import { startHttpDriver } from '../support/drivers/http-driver.ts'

const fixture = (name: string): string => fileURLToPath(new URL(`../support/drivers/${name}`, import.meta.url))
const setup: OperationInput<'setup'> = {
  suite: 'clinic',
  baseUrl: 'http://127.0.0.1:1/',
  world: 'w1',
  institutionCode: '1319999999',
  facility: { capability: 'FULL', kind: 'CLINIC', phoneEnabled: true, tools: [] },
  now: instant('2026-11-21T09:00:00+09:00'),
}
const quiet = { onStderr: () => undefined }

/** A function returns values, so it has its own way of talking nonsense and of dying. */
async function valueAs(behaviour: Behaviour, request: Parameters<typeof replyAs>[1]): Promise<unknown> {
  const text = await replyAs(behaviour, request)
  if (text === 'die') throw new Error('died')
  if (behaviour === 'nonsense') return undefined
  const value: unknown = JSON.parse(text)
  return value
}

driverContract({
  name: 'a function',
  open: (behaviour, options) =>
    Promise.resolve(functionDriver('fixture', (request) => valueAs(behaviour, request), options)),
  death: 'DRIVER_ERROR',
})

driverContract({
  name: 'a command (stdio)',
  open: (behaviour, options) =>
    Promise.resolve(
      stdioDriver(`"${process.execPath}" "${fixture('stdio-driver.ts')}" ${behaviour}`, { ...options, ...quiet }),
    ),
  death: 'DRIVER_DIED',
})

driverContract({
  name: 'HTTP',
  open: async (behaviour, options) => {
    const system = await startHttpDriver(behaviour)
    const driver = httpDriver(system.url, options)
    return {
      name: driver.name,
      perform: (caseName, op, input) => driver.perform(caseName, op, input),
      stop: async () => {
        await driver.stop()
        await system.stop()
      },
    }
  },
  death: 'DRIVER_DIED',
})

driverContract({
  name: 'files',
  open: (behaviour, options) => {
    const dir = mkdtempSync(join(tmpdir(), 'madoguchi-files-'))
    const system = startFilesDriver(dir, behaviour)
    const driver = filesDriver(dir, options)
    return Promise.resolve({
      name: driver.name,
      perform: (caseName, op, input) => driver.perform(caseName, op, input),
      stop: async () => {
        await driver.stop()
        system.stop()
        rmSync(dir, { recursive: true, force: true })
      },
    })
  },
  death: 'DRIVER_TIMEOUT',
})

driverContract({
  name: 'a clinic of our own behind a port',
  open: (behaviour, options) =>
    referenceDriver('fixture', (request) => valueAs(behaviour, request), { ...options, reach: 'http' }),
  death: 'DRIVER_ERROR',
})

driverContract({
  name: 'a clinic of our own behind files',
  open: (behaviour, options) =>
    referenceDriver('fixture', (request) => valueAs(behaviour, request), { ...options, reach: 'files' }),
  death: 'DRIVER_ERROR',
})

describe('a module', () => {
  it('is a file that exports a function', async () => {
    const opened = await moduleDriver(fixture('module-right.ts'))
    expect(opened.ok && (await opened.value.perform('R#1', 'setup', setup)).kind).toBe('result')
  })

  it.each([
    ['exports no function', 'module-empty.ts', 'no function'],
    ['does not exist', 'no-such-file.ts', 'no-such-file.ts'],
  ])('that %s is refused at once', async (_, file, seen) => {
    const opened = await moduleDriver(fixture(file))
    expect(opened.ok ? null : opened.problem).toMatchObject({ code: 'DRIVER_UNREACHABLE', fatal: true })
    expect(opened.ok ? '' : opened.problem.message).toContain(seen)
  })

  it('cannot change what the harness holds', async () => {
    const input = { visits: ['v1'], at: setup.now }
    const driver = functionDriver('vandal', (request) => {
      if (typeof request.input === 'object' && request.input !== null && 'visits' in request.input)
        request.input.visits = []
      return rightAnswer(request)
    })
    await driver.perform('R#1', 'claim', input)
    expect(input.visits).toEqual(['v1'])
  })
})

describe('a command', () => {
  it('that does not exist is a matter of configuration', async () => {
    const driver = stdioDriver('no-such-command-of-madoguchi', quiet)
    const performed = await driver.perform('R#1', 'setup', setup)
    expect(performed).toMatchObject({ kind: 'problem', problem: { code: 'DRIVER_UNREACHABLE' } })
    await driver.stop()
  })

  it('has its stderr passed through and quoted when it dies', async () => {
    const said: string[] = []
    const command = `"${process.execPath}" "${fixture('stdio-driver.ts')}" dying`
    const driver = stdioDriver(command, { onStderr: (text) => said.push(text) })
    const performed = await driver.perform('R#1', 'setup', setup)
    expect(said.join('')).toContain('fixture started')
    expect(performed.kind === 'problem' && performed.problem.message).toMatch(/exit code 3.*fixture started/)
    await driver.stop()
  })
})

describe('a URL', () => {
  it('where nobody listens is a matter of configuration', async () => {
    const performed = await httpDriver('http://127.0.0.1:1/').perform('R#1', 'setup', setup)
    expect(performed).toMatchObject({ kind: 'problem', problem: { code: 'DRIVER_UNREACHABLE' } })
  })
})

describe('the sentences about drivers', () => {
  it.each(Object.entries(DRIVER_PROBLEMS))('say whose %s is to fix, in both languages', (_, { ja, en }) => {
    expect(en).toMatch(/Yours to fix|configuration/)
    expect(ja).toMatch(/直すのはシステム側|設定の問題/)
  })

  it('name the place and what was seen', () => {
    const { message } = driverProblem('DRIVER_NOT_JSON', 'ja', 'stdio:x, receive (R#1)', '"hello"')
    expect(message).toMatch(/^stdio:x, receive \(R#1\): .*内容: "hello"$/)
  })
})
