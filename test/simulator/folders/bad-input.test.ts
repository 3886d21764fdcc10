import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { adult, bytesOf, read } from '../support.ts'
import { type Site, aWhile, askedTimes, asking, identifierOf, site, temporaryFolder, until } from './support.ts'

/** Whatever was put there, the next ordinary request is answered. */
async function stillServes(at: Site): Promise<void> {
  at.drop('OQSsiquc01req_after.xml', asking('after'))
  expect(identifierOf(await until(() => at.result('OQSsiquc01res_after.xml'), 'the next answer'))).toBe('after')
  await until(() => !at.names('req').includes('OQSsiquc01req_after.xml'), 'the request to go')
}

describe('names that lead elsewhere', () => {
  it.each([
    'OQSsiquc01req_..\\..\\evil.xml',
    'OQSsiquc01req_a\nb.xml',
    ' OQSsiquc01req_1.xml',
    'C:OQSsiquc01req_1.xml',
  ])('leaves %j alone and says so', async (name) => {
    const at = await site()
    writeFileSync(at.path('req', name), asking('A'))
    await until(() => at.codes().includes('SIM-L004'))
    await stillServes(at)
    expect(at.names('req')).toEqual([name])
    expect(at.names('res')).toEqual(['OQSsiquc01res_after.xml'])
  })

  it('leaves names alone that are no text', async () => {
    const at = await site()
    writeFileSync(
      Buffer.concat([Buffer.from(`${at.path('req')}/OQSsiquc01req_`), Buffer.from([0x91, 0xe5]), Buffer.from('.xml')]),
      asking('A'),
    )
    await until(() => at.codes().includes('SIM-L004'))
    await stillServes(at)
    expect(at.names('req')).toHaveLength(1)
  })

  it('does not follow a link to a file outside', async () => {
    const at = await site()
    const outside = join(temporaryFolder(), 'secret.xml')
    writeFileSync(outside, asking('secret'))
    symlinkSync(outside, at.path('req', 'OQSsiquc01req_1.xml'))
    await until(() => at.codes().includes('SIM-L002'))
    await stillServes(at)
    expect(askedTimes(at)).toBe(1)
    expect(at.names('res')).toEqual(['OQSsiquc01res_after.xml'])
  })

  it('replaces a link in the result folder instead of writing through it', async () => {
    const at = await site()
    const outside = join(temporaryFolder(), 'mine.xml')
    writeFileSync(outside, 'mine')
    symlinkSync(outside, at.path('res', 'OQSsiquc01res_1.xml'))
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    await until(() => identifierOf(at.result('OQSsiquc01res_1.xml') ?? '') === 'A')
    expect(readFileSync(outside, 'utf8')).toBe('mine')
  })

  it.each(['req', 'res', 'face'])(
    'does not work in %s while it is a link, and goes on when it is a folder again',
    async (folder) => {
      const dir = temporaryFolder()
      const outside = temporaryFolder()
      writeFileSync(join(outside, 'OQSsiquc01req_9.xml'), asking('outside'))
      const at = await site({ dir })
      rmSync(at.path(folder), { recursive: true })
      symlinkSync(outside, at.path(folder))
      await until(() => at.codes().includes('SIM-L012'))
      await aWhile(200)
      expect(askedTimes(at)).toBe(0)
      rmSync(at.path(folder))
      await until(() => at.codes().includes('SIM-L014'))
      await stillServes(at)
    },
  )

  it('does not serve a clinic whose folder is a link', async () => {
    const at = await site()
    const outside = temporaryFolder()
    symlinkSync(outside, at.path('1310000001'))
    await until(() => at.notes.some(({ code, where }) => code === 'SIM-L012' && where === '1310000001/'))
    await stillServes(at)
    expect(readdirSync(outside)).toEqual([])
  })
})

describe('things that are no files', () => {
  it('leaves a folder with the name of a request alone', async () => {
    const at = await site()
    mkdirSync(at.path('req', 'OQSsiquc01req_1.xml'))
    await until(() => at.codes().includes('SIM-L001'))
    await stillServes(at)
    await aWhile(200)
    expect(at.codes()).toEqual(['SIM-L001'])
  })

  it('never waits for the other end of a pipe', async () => {
    const at = await site()
    const makePipe = 'mkfifo'
    expect(spawnSync(makePipe, [at.path('req', 'OQSsiquc01req_1.xml')]).status).toBe(0)
    await until(() => at.codes().includes('SIM-L003'))
    await stillServes(at)
  })

  it('answers when the folder that lay in the way of the result is gone, exactly once', async () => {
    const at = await site()
    mkdirSync(at.path('res', 'OQSsiquc01res_1.xml'))
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    await until(() => at.codes().includes('SIM-L009'))
    await stillServes(at)
    expect(at.names('req')).toEqual(['OQSsiquc01req_1.xml'])
    rmdirSync(at.path('res', 'OQSsiquc01res_1.xml'))
    await until(() => at.names('req').length === 0)
    expect(identifierOf(at.result('OQSsiquc01res_1.xml') ?? '')).toBe('A')
    expect(askedTimes(at)).toBe(2)
    expect(at.codes()).toEqual(['SIM-L009'])
  })

  it('answers what a client put in the place of a request that could not be answered', async () => {
    const at = await site()
    mkdirSync(at.path('res', 'OQSsiquc01res_1.xml'))
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    await until(() => at.codes().includes('SIM-L009'))
    at.drop('OQSsiquc01req_1.xml', asking('B'))
    await until(() => askedTimes(at) === 2)
    rmdirSync(at.path('res', 'OQSsiquc01res_1.xml'))
    await until(() => at.names('req').length === 0)
    expect(identifierOf(at.result('OQSsiquc01res_1.xml') ?? '')).toBe('B')
  })

  it('leaves results in the request folder and other files alone', async () => {
    const at = await site()
    writeFileSync(at.path('req', 'OQSsiquc01res_1.xml'), asking('A'))
    writeFileSync(at.path('req', 'readme.txt'), 'hello')
    await until(() => at.codes().includes('SIM-L005') && at.codes().includes('SIM-L006'))
    await stillServes(at)
    expect(at.names('req')).toEqual(['OQSsiquc01res_1.xml', 'readme.txt'])
    expect(at.names('res')).toEqual(['OQSsiquc01res_after.xml'])
  })
})

describe('files that are too large or nonsense', () => {
  it('gives 10 MB back unread', async () => {
    const at = await site()
    writeFileSync(at.path('req', 'OQSsiquc01req_1.xml'), new Uint8Array(10_485_760))
    expect(await until(() => at.result('OQSsiquc01req_1.err'))).toContain('SIM-C006')
    await until(() => at.names('res').includes('OQSsiquc01req_1.xml'))
    expect(askedTimes(at)).toBe(0)
    await stillServes(at)
  })

  it.each([
    ['noise', Uint8Array.from({ length: 500 }, (_, index) => (index * 97) % 256)],
    ['a byte order mark and nothing', Uint8Array.of(0xef, 0xbb, 0xbf)],
    ['entities', bytesOf('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><XmlMsg>&b;</XmlMsg>')],
    ['deep nesting', bytesOf(`${'<a>'.repeat(20_000)}</XmlMsg>`)],
    ['a ZIP by its name', asking('A'), 'OQSsiquc01req_1.zip'],
  ])('gives %s back with a text', async (_, bytes, name = 'OQSsiquc01req_1.xml') => {
    const at = await site()
    writeFileSync(at.path('req', name), bytes)
    const error = await until(() => at.result('OQSsiquc01req_1.err'))
    expect(error).not.toContain('root:')
    await until(() => at.names('res').includes(name))
    await stillServes(at)
  })
})

describe('folders that vanish', () => {
  it.each(['req', 'res', 'face', '.work'])('makes %s again', async (folder) => {
    const at = await site()
    rmSync(at.path(folder), { recursive: true })
    await until(() => at.names('').includes(folder), folder)
    await stillServes(at)
    expect(at.codes()).toEqual([])
  })

  it('waits for the whole tree to come back, and answers what came with it', async () => {
    const at = await site()
    await stillServes(at)
    const away = `${at.dir}-away`
    onTestFinished(() => rmSync(away, { recursive: true, force: true }))
    renameSync(at.dir, away)
    await until(() => at.codes().includes('SIM-L011'))
    writeFileSync(join(away, 'req', 'OQSsiquc01req_1.xml'), asking('A'))
    await aWhile(200)
    expect(askedTimes(at)).toBe(1)
    renameSync(away, at.dir)
    expect(identifierOf(await until(() => at.result('OQSsiquc01res_1.xml')))).toBe('A')
    expect(at.codes()).toEqual(['SIM-L011', 'SIM-L014'])
  })

  it('writes the results of the reader again into a face folder that was lost, without taking them as picked up', async () => {
    const at = await site()
    at.world.addPerson('hanako', adult({}, 5))
    read(at.world, 'taro', ['face'])
    const name = await until(() => at.names('face')[0])
    renameSync(at.path('face'), at.path('lost'))
    expect(await until(() => at.names('face')[0])).toBe(name)
    expect(at.world.state.faceFiles(0)).toHaveLength(1)
  })
})
