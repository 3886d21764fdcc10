import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type AttachOptions, attachFolder } from '../../../simulator/folders/attach.ts'
import { type SimulatorOptions, createSimulator } from '../../../simulator/index.ts'
import type { SimulatedWorld } from '../../../simulator/world.ts'
import { adult } from '../support.ts'
import { aWhile, asking, identifierOf, temporaryFolder, until } from './support.ts'

const QUICK: AttachOptions = { pollMillis: 40, settleMillis: 0 }

function worldsWithTaro(options: SimulatorOptions = {}): () => SimulatedWorld {
  const { worlds } = createSimulator(options)
  return () => worlds.open({ ...worlds.default.setup, people: { taro: adult() } })
}

async function attached(world: SimulatedWorld, dir = temporaryFolder(), options: AttachOptions = QUICK) {
  const result = await attachFolder(world, dir, options)
  if (!result.ok) throw new Error(result.problem)
  onTestFinished(result.value.close)
  const path = (...names: readonly string[]): string => join(dir, ...names)
  const drop = (name: string, bytes: Uint8Array): void => {
    writeFileSync(path('req', `.${name}.tmp`), bytes)
    renameSync(path('req', `.${name}.tmp`), path('req', name))
  }
  const found = (name: string): string | null =>
    existsSync(path('res', name)) ? readFileSync(path('res', name), 'utf8') : null
  return { ...result.value, path, drop, result: found }
}

const readCard = (world: SimulatedWorld): void => {
  world.useReader({
    holder: 'taro',
    person: 'taro',
    present: true,
    acts: ['face'],
    consents: { medicines: true, checkups: true, limit: true },
  })
}

describe('folders of one world', () => {
  it('are there at once, and answer', async () => {
    const at = await attached(worldsWithTaro()())
    expect(['req', 'res', 'face'].map((name) => existsSync(at.path(name)))).toEqual([true, true, true])
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    expect(identifierOf(await until(() => at.result('OQSsiquc01res_1.xml')))).toBe('A')
  })

  it('belong to their world alone', async () => {
    const open = worldsWithTaro()
    const [here, there] = [open(), open()]
    const at = await attached(here)
    await attached(there)
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    await until(() => at.result('OQSsiquc01res_1.xml'))
    expect([here.messagesSince(0).length, there.messagesSince(0).length]).toEqual([1, 0])
  })

  it('have every result of the reader after a look, and tell what was taken after the next', async () => {
    const world = worldsWithTaro()()
    const at = await attached(world, temporaryFolder(), { pollMillis: 60_000 })
    readCard(world)
    await at.look()
    const [name = ''] = readdirSync(at.path('face'))
    expect(name).toMatch(/^OQSsiquc01res_face_/)
    rmSync(at.path('face', name))
    await at.look()
    expect(world.messagesSince(0)).toMatchObject([{ door: 'face', answerName: name, status: 200 }])
  })

  it('are empty when another world gets them, and stay the same folders', async () => {
    const open = worldsWithTaro()
    const dir = temporaryFolder()
    const first = await attached(open(), dir)
    writeFileSync(join(dir, 'res', 'forgotten.xml'), 'x')
    writeFileSync(join(dir, 'face', 'forgotten.xml'), 'x')
    mkdirSync(join(dir, 'res', 'mine'))
    await first.close()
    const second = await attached(open(), dir)
    expect([readdirSync(join(dir, 'res')), readdirSync(join(dir, 'face'))]).toEqual([['mine'], []])
    second.drop('OQSsiquc01req_1.xml', asking('A'))
    await until(() => second.result('OQSsiquc01res_1.xml'))
  })

  it('are not served any more when they are closed', async () => {
    const world = worldsWithTaro()()
    const at = await attached(world)
    await at.close()
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    await aWhile(150)
    expect(world.messagesSince(0)).toEqual([])
    await expect(at.look()).resolves.toBeUndefined()
  })

  it('write as the terminal is set', async () => {
    const at = await attached(worldsWithTaro({ terminal: { encoding: 'Shift_JIS' } })())
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    expect(await until(() => at.result('OQSsiquc01res_1.xml'))).toContain('encoding="Shift_JIS"')
  })

  it('leave a request where it is while the terminal has no power', async () => {
    const world = worldsWithTaro()()
    const at = await attached(world)
    world.setFault('power-out', true, {})
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    await aWhile(150)
    expect([readdirSync(at.path('req')), readdirSync(at.path('res'))]).toEqual([['OQSsiquc01req_1.xml'], []])
    world.setFault('power-out', false, {})
    expect(identifierOf(await until(() => at.result('OQSsiquc01res_1.xml')))).toBe('A')
  })

  it('cannot be where a file is', async () => {
    const dir = temporaryFolder()
    writeFileSync(join(dir, 'res'), '')
    expect(await attachFolder(worldsWithTaro()(), dir)).toMatchObject({ ok: false, problem: 'ENOTDIR' })
  })
})
