import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { OperationInput } from '../../scenarios/protocol.ts'
import { type FilesDriverOptions, filesDriver } from '../../src/conformance/drivers/files.ts'
import { instant } from '../../src/domain/civil-date.ts'
import { readRequest, rightAnswer } from '../support/drivers/behaviour.ts'
import { startFilesDriver } from '../support/drivers/files-driver.ts'

const setup: OperationInput<'setup'> = {
  suite: 'clinic',
  baseUrl: 'http://127.0.0.1:1/',
  folder: '/nowhere',
  world: 'w1',
  institutionCode: '1319999999',
  facility: { capability: 'FULL', kind: 'CLINIC', phoneEnabled: true, tools: [] },
  now: instant('2026-11-21T09:00:00+09:00'),
}

function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-files-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A driver, its folders, and what a program would do by hand. */
function opened(options: FilesDriverOptions = {}) {
  const dir = temporaryFolder()
  const driver = filesDriver(dir, options)
  onTestFinished(() => driver.stop())
  const [requests, answers] = [join(dir, 'probe', 'in'), join(dir, 'probe', 'out')]
  const take = async (): Promise<{ readonly name: string; readonly right: string }> => {
    for (;;) {
      const name = existsSync(requests) ? readdirSync(requests).find((one) => one.endsWith('.json')) : undefined
      if (name !== undefined) {
        const text = readFileSync(join(requests, name), 'utf8')
        rmSync(join(requests, name))
        return { name, right: JSON.stringify(rightAnswer(readRequest(text))) }
      }
      await sleep(2)
    }
  }
  return { dir, driver, requests, answers, take, ask: () => driver.perform('R#1', 'setup', setup) }
}

describe('an answer in a file', () => {
  it('is removed after it was read, and so are requests and answers of an earlier run', async () => {
    const { dir, requests, answers, take, ask } = opened()
    for (const path of [requests, answers]) mkdirSync(path, { recursive: true })
    writeFileSync(join(requests, 'old-0001.json'), '{}')
    writeFileSync(join(answers, 'old-0001.json'), '{"id":"1","error":"of yesterday"}')
    writeFileSync(join(answers, 'notes.txt'), 'mine')
    const asked = ask()
    const { name, right } = await take()
    writeFileSync(join(answers, name), right)
    expect((await asked).kind).toBe('result')
    expect([readdirSync(join(dir, 'probe', 'in')), readdirSync(answers)]).toEqual([[], ['notes.txt']])
  })

  it('may be written slowly and without renaming', async () => {
    const { answers, take, ask } = opened()
    const asked = ask()
    const { name, right } = await take()
    for (const end of [0, 30, right.length]) {
      writeFileSync(join(answers, name), right.slice(0, end))
      await sleep(120)
    }
    expect((await asked).kind).toBe('result')
  })

  it('may be prepared under a temporary name beside it', async () => {
    const { answers, take, ask } = opened()
    const asked = ask()
    const { name, right } = await take()
    writeFileSync(join(answers, `${name}.tmp`), 'half')
    writeFileSync(join(answers, `.${name}`), 'half')
    await sleep(400)
    writeFileSync(join(answers, name), right)
    expect((await asked).kind).toBe('result')
  })

  it('that comes after its limit is dropped', async () => {
    const { answers, take, driver, ask } = opened({ limitMillis: 150 })
    const late = ask()
    const first = await take()
    expect(await late).toMatchObject({ kind: 'problem', problem: { code: 'DRIVER_TIMEOUT' } })
    writeFileSync(join(answers, first.name), first.right)
    const asked = driver.perform('R#2', 'setup', setup)
    const { name, right } = await take()
    writeFileSync(join(answers, name), right)
    expect((await asked).kind).toBe('result')
    expect(readdirSync(answers)).toEqual([])
  })

  it('under another name answers nothing', async () => {
    const { answers, take, ask } = opened()
    const asked = ask()
    const { right } = await take()
    writeFileSync(join(answers, 'answer.json'), right)
    const performed = await asked
    expect(performed).toMatchObject({ kind: 'problem', problem: { code: 'DRIVER_WRONG_ID', fatal: true } })
    expect(performed.kind === 'problem' && performed.problem.message).toContain('answer.json')
  })

  it.skipIf(process.platform === 'win32')('that is a link is not read', async () => {
    const { dir, answers, take, ask } = opened({ limitMillis: 400 })
    writeFileSync(join(dir, 'secret.json'), '{"id":"1","unsupported":true}')
    const asked = ask()
    const { name } = await take()
    symlinkSync(join(dir, 'secret.json'), join(answers, name))
    expect(await asked).toMatchObject({ kind: 'problem', problem: { code: 'DRIVER_TIMEOUT' } })
  })
})

describe('a request in a file', () => {
  it('that nobody has ever taken is a matter of configuration', async () => {
    const { requests, ask } = opened({ takeMillis: 100 })
    const performed = await ask()
    expect(performed).toMatchObject({ kind: 'problem', problem: { code: 'DRIVER_UNREACHABLE', fatal: true } })
    expect(performed.kind === 'problem' && performed.problem.message).toContain('nobody took')
    expect(readdirSync(requests)).toEqual([])
  })

  it('that is not taken any more tells that the program has ended', async () => {
    const { dir, driver, ask } = opened({ takeMillis: 100 })
    const system = startFilesDriver(dir, 'right')
    expect((await ask()).kind).toBe('result')
    system.stop()
    const performed = await driver.perform('R#2', 'setup', setup)
    expect(performed).toMatchObject({ kind: 'problem', problem: { code: 'DRIVER_DIED', fatal: true } })
  })

  it('is withdrawn when its time is over', async () => {
    const { requests, ask } = opened({ limitMillis: 100 })
    expect(await ask()).toMatchObject({ kind: 'problem', problem: { code: 'DRIVER_TIMEOUT' } })
    expect(readdirSync(requests)).toEqual([])
  })
})

describe('a folder', () => {
  it('that is a file is a matter of configuration', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const performed = await filesDriver(file).perform('R#1', 'setup', setup)
    expect(performed).toMatchObject({ kind: 'problem', problem: { code: 'DRIVER_UNREACHABLE', fatal: true } })
  })

  it('that goes away during a run ends it', async () => {
    const { dir, driver, ask } = opened()
    const system = startFilesDriver(dir, 'right')
    expect((await ask()).kind).toBe('result')
    system.stop()
    rmSync(dir, { recursive: true })
    expect(await driver.perform('R#2', 'setup', setup)).toMatchObject({
      kind: 'problem',
      problem: { code: 'DRIVER_UNREACHABLE', fatal: true },
    })
  })
})
