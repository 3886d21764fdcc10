import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { adult, newestCover, read, registration, setup } from '../support.ts'
import { serveFolders } from '../../../simulator/folders/index.ts'
import { createSimulator, serve } from '../../../simulator/index.ts'
import { QUICK, aWhile, askedTimes, asking, identifierOf, site, temporaryFolder, until } from './support.ts'

/** Programs of the system; only the superuser has all of them. */
const system = (program: string, ...args: readonly string[]): boolean => spawnSync(program, args).status === 0

const mounted = (dir: string): boolean => {
  if (!system('mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', dir)) return false
  onTestFinished(() => void system('umount', '-l', dir))
  return true
}

/** A disk of 256 kB of its own. */
function smallDisk(): string {
  const dir = temporaryFolder()
  expect(mounted(dir)).toBe(true)
  return dir
}

const canMount = system('sh', '-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d" && rmdir "$d"')

const fill = (dir: string): void => {
  let size = 65_536
  for (let index = 0; size >= 4096; index += 1) {
    try {
      writeFileSync(join(dir, `filler-${index}`), new Uint8Array(size))
    } catch {
      rmSync(join(dir, `filler-${index}`), { force: true })
      size /= 2
    }
  }
}

const empty = (dir: string): void => {
  for (const name of readdirSync(dir)) if (name.startsWith('filler-')) rmSync(join(dir, name))
}

describe.skipIf(!canMount)('a disk that is full', () => {
  it('is told once; requests stay and are answered when there is space, each exactly once', async () => {
    const dir = smallDisk()
    const at = await site({ dir })
    const key = newestCover(adult())
    for (const id of ['1', '2', '3']) writeFileSync(at.path('req', `.${id}.tmp`), registration(key.key, `N${id}`))
    fill(dir)
    for (const id of ['1', '2', '3']) {
      renameSync(at.path('req', `.${id}.tmp`), at.path('req', `OQSsiimm01req_${id}.xml`))
    }
    await until(() => at.codes().includes('SIM-L008'))
    expect(at.notes[0]).toMatchObject({ where: 'res', detail: 'ENOSPC' })
    await aWhile(400)
    expect(at.codes()).toEqual(['SIM-L008'])
    expect(at.names('req')).toHaveLength(3)
    expect(at.names('res')).toEqual([])
    empty(dir)
    await until(() => at.names('res').length === 3 && at.names('req').length === 0)
    expect(askedTimes(at)).toBe(3)
    await until(() => at.codes().length > 1)
    expect(at.codes()).toEqual(['SIM-L008', 'SIM-L014'])
    expect(at.names('.work')).toEqual(['taken'])
  })

  it('forgets the answer when the client gives up, and goes on with the next', async () => {
    const dir = smallDisk()
    const at = await site({ dir })
    writeFileSync(at.path('req', '.1.tmp'), asking('A'))
    fill(dir)
    renameSync(at.path('req', '.1.tmp'), at.path('req', 'OQSsiquc01req_1.xml'))
    await until(() => at.codes().includes('SIM-L008'))
    rmSync(at.path('req', 'OQSsiquc01req_1.xml'))
    empty(dir)
    at.drop('OQSsiquc01req_2.xml', asking('B'))
    expect(identifierOf(await until(() => at.result('OQSsiquc01res_2.xml')))).toBe('B')
    await aWhile(200)
    expect(at.names('res')).toEqual(['OQSsiquc01res_2.xml'])
  })
})

describe.skipIf(!canMount)('folders on disks of their own', () => {
  it.each(['req', 'res', 'face'])('are served when %s is one', async (folder) => {
    const dir = temporaryFolder()
    mkdirSync(join(dir, folder))
    expect(mounted(join(dir, folder))).toBe(true)
    const at = await site({ dir })
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    at.drop('OQSsizzz01req_2.xml', asking('B'))
    read(at.world, 'taro', ['face'])
    // On a disk of its own the last step goes by way of a temporary name.
    const all = 'OQSsiquc01res_1.xml OQSsizzz01req_2.err OQSsizzz01req_2.xml'
    await until(() => at.names('res').join(' ') === all && at.names('req').length === 0)
    await until(() => at.names('face').join('').startsWith('OQSsiquc01res_face_'))
    expect(at.notes).toEqual([])
  })
})

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

/** The superuser may write everywhere, so he becomes somebody else for a while. */
function asNobody(dir: string): void {
  if (!isRoot) return
  chownSync(dir, NOBODY, NOBODY)
  process.seteuid?.(NOBODY)
  onTestFinished(() => process.seteuid?.(0))
}

describe('folders without permission', () => {
  it('are told once; requests stay and are answered when they can be, each exactly once', async () => {
    const dir = temporaryFolder()
    asNobody(dir)
    const at = await site({ dir })
    chmodSync(at.path('res'), 0o555)
    onTestFinished(() => chmodSync(at.path('res'), 0o755))
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    at.drop('OQSsiquc01req_2.xml', asking('B'))
    await until(() => at.codes().includes('SIM-L008'))
    expect(at.notes[0]?.detail).toBe('EACCES')
    await aWhile(300)
    expect(at.codes()).toEqual(['SIM-L008'])
    expect(at.names('req')).toHaveLength(2)
    expect(askedTimes(at)).toBe(1)
    chmodSync(at.path('res'), 0o755)
    await until(() => at.names('res').length === 2)
    expect(askedTimes(at)).toBe(2)
  })

  it('get the result of the reader when they can be written again', async () => {
    const dir = temporaryFolder()
    asNobody(dir)
    const at = await site({ dir })
    chmodSync(at.path('face'), 0o555)
    onTestFinished(() => chmodSync(at.path('face'), 0o755))
    read(at.world, 'taro', ['face'])
    await until(() => at.notes.some(({ code, where }) => code === 'SIM-L008' && where === 'face'))
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    await until(() => at.result('OQSsiquc01res_1.xml'))
    chmodSync(at.path('face'), 0o755)
    await until(() => at.names('face').length === 1)
    expect(at.world.state.faceFiles(0)).toHaveLength(1)
  })

  it('keep a request that cannot be read until it can', async () => {
    const dir = temporaryFolder()
    asNobody(dir)
    const at = await site({ dir })
    writeFileSync(at.path('req', 'OQSsiquc01req_1.xml'), asking('A'))
    chmodSync(at.path('req', 'OQSsiquc01req_1.xml'), 0)
    await until(() => at.codes().includes('SIM-L007'))
    at.drop('OQSsiquc01req_2.xml', asking('B'))
    await until(() => at.result('OQSsiquc01res_2.xml'))
    chmodSync(at.path('req', 'OQSsiquc01req_1.xml'), 0o644)
    expect(identifierOf(await until(() => at.result('OQSsiquc01res_1.xml')))).toBe('A')
  })

  it('do not make an answered request that cannot be removed be answered twice', async () => {
    const dir = temporaryFolder()
    asNobody(dir)
    const at = await site({ dir, settleMillis: 200 })
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    chmodSync(at.path('req'), 0o555)
    onTestFinished(() => chmodSync(at.path('req'), 0o755))
    await until(() => at.codes().includes('SIM-L010'))
    rmSync(at.path('res', 'OQSsiquc01res_1.xml'))
    await aWhile(400)
    expect(at.names('res')).toEqual([])
    expect(askedTimes(at)).toBe(1)
    chmodSync(at.path('req'), 0o755)
    await until(() => at.names('req').length === 0)
    expect(at.codes()).toEqual(['SIM-L010'])
  })
})

describe('a folder that cannot be used at all', () => {
  it('is refused before anything is served', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    expect(await serveFolders(createSimulator().worlds, { dir: file })).toMatchObject({ ok: false })
    await expect(serve({ simulator: createSimulator(), folders: { dir: file } })).rejects.toMatchObject({
      code: 'CONFIG_FOLDERS',
    })
  })

  it('is asked of the world that it names, and waits while there is none', async () => {
    const simulator = createSimulator()
    const dir = temporaryFolder()
    const { close } = await serve({ simulator, folders: { ...QUICK, dir, world: 'branch' } })
    onTestFinished(close)
    await aWhile(150)
    expect(readdirSync(dir)).toEqual([])
    const world = simulator.worlds.create('branch', setup({ taro: adult() }))
    await until(() => existsSync(join(dir, 'req')))
    writeFileSync(join(dir, 'req', 'OQSsiquc01req_1.xml'), asking('A'))
    await until(() => existsSync(join(dir, 'res', 'OQSsiquc01res_1.xml')))
    expect(world?.messagesSince(0)).toHaveLength(1)
  })

  it('is served beside the socket when it can be, and both end together', async () => {
    const dir = join(temporaryFolder(), 'new', 'tree')
    const served = await serve({ simulator: createSimulator(), folders: { dir } })
    await until(() => ['res', 'face'].every((door) => existsSync(join(dir, door))))
    expect(served.dir).toBe(dir)
    expect(statSync(join(dir, 'face')).isDirectory()).toBe(true)
    await served.close()
    await expect(fetch(`${served.url}/health`)).rejects.toThrow(TypeError)
  })
})
