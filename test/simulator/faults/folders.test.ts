import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FaultName, FaultSetting } from '../../../scenarios/faults/index.ts'
import type { SimulatorOptions } from '../../../simulator/index.ts'
import { textOf } from '../support.ts'
import { aWhile, asking, askedTimes, site, until } from '../folders/support.ts'
import { unlock } from '../folders/winzip.ts'

const NAME = 'OQSsiquc01req_1.xml'
const RESULT = 'OQSsiquc01res_1.xml'

/** A served folder under one fault, a request in it, and what the answer would be without the fault. */
async function under(fault: FaultName, setting: FaultSetting = {}, options: SimulatorOptions = {}) {
  const served = await site({}, options)
  const bytes = asking('A')
  const right = served.world.answer(NAME, bytes).bytes
  served.world.setFault(fault, true, setting)
  const { length } = right
  const size = (): number =>
    served.names('res').includes(RESULT) ? readFileSync(served.path('res', RESULT)).length : 0
  const put = (): void => served.drop(NAME, bytes)
  put()
  return { ...served, served, right, length, half: Math.floor(length / 2), size, put }
}

const lies = (path: string): Uint8Array => new Uint8Array(readFileSync(path))

describe('in the folders', () => {
  it('a truncated result holds its first half and stays like that', async () => {
    const { size, half, names } = await under('truncate')
    await until(() => size() > 0)
    await until(() => names('req').length === 0)
    await aWhile(120)
    expect(size()).toBe(half)
  })

  it('a half-written result is whole after a while, in the same file', async () => {
    const { path, size, half, right } = await under('half-written', { millis: 250 })
    await until(() => size() > 0)
    expect(size()).toBe(Math.ceil(right.length / 2))
    expect(size() - half).toBeLessThanOrEqual(1)
    await until(() => size() === right.length)
    expect(lies(path('res', RESULT))).toEqual(new Uint8Array(right))
  })

  it('a half-written result that the client takes away stays away', async () => {
    const { path, size, names } = await under('half-written', { millis: 200 })
    await until(() => size() > 0)
    unlinkSync(path('res', RESULT))
    await aWhile(350)
    expect(names('res')).toEqual([])
  })

  it('a slow result grows in pieces, and others are answered meanwhile', async () => {
    const { size, right, drop, names, world, path } = await under('slow-drip', { millis: 400, nth: { only: 1 } })
    const sizes = new Set<number>()
    drop('OQSsiquc01req_2.xml', asking('B'))
    let beforeTheEnd = false
    await until(() => {
      sizes.add(size())
      if (names('res').includes('OQSsiquc01res_2.xml') && size() < right.length) beforeTheEnd = true
      return size() === right.length
    })
    expect(beforeTheEnd).toBe(true)
    expect(sizes.size).toBeGreaterThan(4)
    expect(lies(path('res', RESULT))).toEqual(new Uint8Array(right))
    expect(world.messagesSince(0)).toHaveLength(3)
  })

  it('a duplicate appears again after the client has taken the result', async () => {
    const { path, size, length, right, put } = await under('duplicate-file', { millis: 200, nth: { only: 1 } })
    await until(() => size() === length)
    unlinkSync(path('res', RESULT))
    await until(() => size() === length)
    expect(lies(path('res', RESULT))).toEqual(new Uint8Array(right))
    unlinkSync(path('res', RESULT))
    put()
    await until(() => size() === length)
  })

  it('a result in the wrong encoding says the other', async () => {
    const { path, size } = await under('wrong-encoding', {}, { terminal: { encoding: 'Shift_JIS' } })
    await until(() => size() > 0)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path('res', RESULT)))
    expect(text).toContain('encoding="Shift_JIS"')
    expect(text).toContain('<CharacterCodeIdentifier>1<')
  })

  it('a result in a password ZIP is turned before it is locked', async () => {
    const encryption = { passphrase: 'ひみつ', prefixes: ['OQSsiquc'], face: true }
    const { world, drop, names, path } = await site({ encryption }, { terminal: { encoding: 'Shift_JIS' } })
    world.setFault('wrong-encoding', true, {})
    drop(NAME, asking('A'))
    await until(() => names('res').includes('OQSsiquc01res_1.zip'))
    const { bytes } = unlock(lies(path('res', 'OQSsiquc01res_1.zip')), 'ひみつ')
    expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toContain('encoding="Shift_JIS"')
  })

  it('a reset connection is nothing that a folder has', async () => {
    const { path, size, right } = await under('reset')
    await until(() => size() > 0)
    expect(lies(path('res', RESULT))).toEqual(new Uint8Array(right))
  })

  it('a refused request stays until the fault is over, and is counted once however often it is looked at', async () => {
    const { served, world, drop, names } = await under('refused', { nth: { only: 1 } })
    await aWhile(200)
    drop('OQSsiquc01req_2.xml', asking('B'))
    await until(() => served.result('OQSsiquc01res_2.xml'))
    await until(() => !names('req').includes('OQSsiquc01req_2.xml'))
    expect(names('req')).toEqual([NAME])
    world.setFault('refused', false, { nth: { only: 1 } })
    await until(() => served.result(RESULT))
    expect(askedTimes(served)).toBe(3)
  })

  it('latency holds back the requests that it is about', async () => {
    const { served, drop } = await under('latency', { millis: 350, nth: { only: 1 } })
    await aWhile(100)
    drop('OQSsiquc01req_2.xml', asking('B'))
    await until(() => served.result('OQSsiquc01res_2.xml'))
    expect(served.result(RESULT)).toBeNull()
    await until(() => served.result(RESULT))
  })
})

describe('a terminal that cannot ask (ASM-07)', () => {
  it('gives the request back with a text', async () => {
    const { path, names } = await under('line-down', { offline: 'err' })
    await until(() => names('res').length === 2)
    expect(names('res')).toEqual(['OQSsiquc01req_1.err', NAME])
    expect(textOf(lies(path('res', 'OQSsiquc01req_1.err')))).toContain('SIM-V001')
  })

  it('is silent, and answers when it can', async () => {
    const { served, world, names } = await under('maintenance', { offline: 'silence' })
    await aWhile(200)
    expect([names('req'), names('res')]).toEqual([[NAME], []])
    world.setFault('maintenance', false, {})
    await until(() => served.result(RESULT))
  })
})

describe('the folder of the reader', () => {
  it('gets half of a result at first, and a taken one again', async () => {
    const { world, names, path } = await site()
    world.setFault('half-written', true, { millis: 200, prefix: 'face' })
    world.setFault('duplicate-file', true, { millis: 200, prefix: 'face' })
    world.useReader({
      holder: 'taro',
      person: 'taro',
      present: true,
      acts: ['face'],
      consents: { medicines: true, checkups: true, limit: true },
    })
    const name = await until(() => names('face')[0])
    const whole = new Uint8Array(world.state.faceFiles(0)[0]?.bytes ?? [])
    expect(lies(path('face', name)).length).toBe(Math.ceil(whole.length / 2))
    await until(() => lies(path('face', name)).length === whole.length)
    unlinkSync(path('face', name))
    await until(() => names('face').length === 1)
    expect(lies(path('face', name))).toEqual(whole)
  })
})

it('a client that writes without renaming is served under faults too', async () => {
  const { world, path, names } = await site()
  world.setFault('half-written', true, { millis: 60 })
  writeFileSync(path('req', NAME), asking('A'))
  await until(() => names('res').includes(RESULT))
  await aWhile(150)
  expect(textOf(lies(path('res', RESULT)))).toMatch(/<\/XmlMsg>\n$/)
})
