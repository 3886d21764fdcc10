import {
  appendFileSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { instant } from '../../../src/domain/civil-date.ts'
import { decodeText, encodeText } from '../../../src/wire/shift-jis.ts'
import { ALL, INSTITUTION, adult, bytesOf, newestCover, read, registration, textOf } from '../support.ts'
import { aWhile, askedTimes, asking, identifierOf, site, temporaryFolder, until } from './support.ts'

const sjis = (text: string): Uint8Array => {
  const encoded = encodeText(text, 'Shift_JIS')
  if (!encoded.ok) throw new Error(encoded.problem.char)
  return encoded.value
}

describe('a clinic that drops files', () => {
  it('finds its result under the same suffix, and its request gone', async () => {
    const { drop, result, names } = await site()
    drop('OQSsiquc01req_202611210001.xml', asking('A'))
    const xml = await until(() => result('OQSsiquc01res_202611210001.xml'))
    expect(identifierOf(xml)).toBe('A')
    expect(xml).toContain('<QualificationValidity>1<')
    await until(() => names('req').length === 0)
    expect(names('res')).toEqual(['OQSsiquc01res_202611210001.xml'])
  })

  it.each([
    ['an opaque suffix with a patient number', 'OQSsiquc01req_2021081611906.xml', 'OQSsiquc01res_2021081611906.xml'],
    ['FF and a time', 'OQSsiquc01req_FF2611210901000123.xml', 'OQSsiquc01res_FF2611210901000123.xml'],
    ['an epoch and letters', 'OQSsiquc01req_1795219200x7Fq.xml', 'OQSsiquc01res_1795219200x7Fq.xml'],
    ['Japanese and a space', 'OQSsiquc01req_見本 花子.xml', 'OQSsiquc01res_見本 花子.xml'],
    ['an extension in capitals', 'OQSsiquc01req_5.XML', 'OQSsiquc01res_5.xml'],
  ])('keeps %s', async (_, request, answer) => {
    const { drop, result } = await site()
    drop(request, asking('A'))
    expect(identifierOf(await until(() => result(answer), answer))).toBe('A')
  })

  it('may write without renaming', async () => {
    const { path, result } = await site()
    writeFileSync(path('req', 'OQSsiquc01req_1.xml'), asking('A'))
    expect(identifierOf(await until(() => result('OQSsiquc01res_1.xml')))).toBe('A')
  })

  it('may copy a finished file, or link it into place', async () => {
    const { dir, path, result } = await site()
    const source = join(dir, 'finished.xml')
    writeFileSync(source, asking('A'))
    copyFileSync(source, path('req', 'OQSsiquc01req_1.xml'))
    linkSync(source, path('req', 'OQSsiquc01req_2.xml'))
    await until(() => result('OQSsiquc01res_1.xml') !== null && result('OQSsiquc01res_2.xml') !== null)
    expect(textOf(readFileSync(source))).toBe(textOf(asking('A')))
  })

  it('may write slowly, half a message at a time', async () => {
    const site1 = await site()
    const { path, result } = site1
    const bytes = asking('A')
    writeFileSync(path('req', 'OQSsiquc01req_1.xml'), bytes.subarray(0, 100))
    await aWhile(200)
    expect(askedTimes(site1)).toBe(0)
    appendFileSync(path('req', 'OQSsiquc01req_1.xml'), bytes.subarray(100, 300))
    await aWhile(200)
    expect(askedTimes(site1)).toBe(0)
    appendFileSync(path('req', 'OQSsiquc01req_1.xml'), bytes.subarray(300))
    expect(identifierOf(await until(() => result('OQSsiquc01res_1.xml')))).toBe('A')
    expect(askedTimes(site1)).toBe(1)
  })

  it('may create an empty file first and fill it later', async () => {
    const site1 = await site()
    writeFileSync(site1.path('req', 'OQSsiquc01req_1.xml'), '')
    await aWhile(200)
    writeFileSync(site1.path('req', 'OQSsiquc01req_1.xml'), asking('A'))
    expect(identifierOf(await until(() => site1.result('OQSsiquc01res_1.xml')))).toBe('A')
    expect(askedTimes(site1)).toBe(1)
    expect(site1.names('res')).toEqual(['OQSsiquc01res_1.xml'])
  })

  it('may change its mind before the file has settled', async () => {
    const site1 = await site({ settleMillis: 300 })
    writeFileSync(site1.path('req', 'OQSsiquc01req_1.xml'), asking('A'))
    await aWhile(100)
    writeFileSync(site1.path('req', 'OQSsiquc01req_1.xml'), asking('B'))
    expect(identifierOf(await until(() => site1.result('OQSsiquc01res_1.xml')))).toBe('B')
    expect(askedTimes(site1)).toBe(1)
  })

  it('may give up and delete its request', async () => {
    const site1 = await site({ settleMillis: 300 })
    writeFileSync(site1.path('req', 'OQSsiquc01req_1.xml'), asking('A'))
    await aWhile(100)
    unlinkSync(site1.path('req', 'OQSsiquc01req_1.xml'))
    await aWhile(500)
    expect(askedTimes(site1)).toBe(0)
    expect(site1.notes).toEqual([])
    site1.drop('OQSsiquc01req_2.xml', asking('B'))
    await until(() => site1.result('OQSsiquc01res_2.xml'))
  })

  it('may use a name again, and finds the newer result with a warning in the log', async () => {
    const { drop, result, codes } = await site()
    drop('OQSsiquc01req_1.xml', asking('A'))
    await until(() => result('OQSsiquc01res_1.xml'))
    drop('OQSsiquc01req_1.xml', asking('B'))
    await until(() => identifierOf(result('OQSsiquc01res_1.xml') ?? '') === 'B')
    await until(() => codes().length > 0)
    expect(codes()).toEqual(['SIM-L015'])
  })

  it.each([
    ['by writing again', writeFileSync],
    [
      'by renaming',
      (file: string, bytes: Uint8Array) => {
        writeFileSync(`${file}.tmp`, bytes)
        renameSync(`${file}.tmp`, file)
      },
    ],
  ])('loses nothing when it replaces a request, %s, while the answer to it is being written', async (_, replace) => {
    const site1 = await site({ writing: 'slow' })
    site1.drop('OQSsiquc01req_1.xml', asking('A'))
    await until(() => site1.result('OQSsiquc01res_1.xml') !== null)
    replace(site1.path('req', 'OQSsiquc01req_1.xml'), asking('B'))
    await until(() => identifierOf(site1.result('OQSsiquc01res_1.xml') ?? '') === 'B')
    await until(() => site1.names('req').length === 0)
    expect(askedTimes(site1)).toBe(2)
  })

  it('is left alone with its temporary names', async () => {
    const site1 = await site()
    for (const name of ['.OQSsiquc01req_1.xml.tmp', '~OQSsiquc01req_1.xml', 'OQSsiquc01req_1.xml.part'])
      writeFileSync(site1.path('req', name), asking('A'))
    await aWhile(800)
    expect(site1.names('req')).toHaveLength(3)
    expect(site1.names('res')).toEqual([])
    expect(site1.notes).toEqual([])
  })

  it('is answered at once after it renames a file that was seen before', async () => {
    const site1 = await site({ settleMillis: 5000, patienceMillis: 5000 })
    writeFileSync(site1.path('req', '.1.tmp'), asking('A'))
    await aWhile(300)
    renameSync(site1.path('req', '.1.tmp'), site1.path('req', 'OQSsiquc01req_1.xml'))
    const from = performance.now()
    await until(() => site1.result('OQSsiquc01res_1.xml'))
    expect(performance.now() - from).toBeLessThan(4000)
  })

  it('may remove its results while others are written', async () => {
    const { drop, path, result, names } = await site()
    for (const id of ['1', '2', '3', '4']) {
      drop(`OQSsiquc01req_${id}.xml`, asking(id))
      await until(() => result(`OQSsiquc01res_${id}.xml`))
      unlinkSync(path('res', `OQSsiquc01res_${id}.xml`))
    }
    expect(names('res')).toEqual([])
  })

  it('sees a result being created, whole, and never under another name', async () => {
    const { drop, path, result } = await site()
    const seen: string[] = []
    const watcher = watch(path('res'), (_, name) => {
      if (name !== null) seen.push(name)
    })
    onTestFinished(() => watcher.close())
    drop('OQSsiquc01req_1.xml', asking('A'))
    const first = await until(() => result('OQSsiquc01res_1.xml'))
    expect(first.trimEnd().endsWith('</XmlMsg>')).toBe(true)
    await until(() => seen.length > 0)
    expect(new Set(seen)).toEqual(new Set(['OQSsiquc01res_1.xml']))
  })

  it.each(['create-then-modify', 'slow'] as const)(
    'sees a change after the creation when results are written %s',
    async (writing) => {
      const { drop, path, result } = await site({ writing })
      const events: string[] = []
      const watcher = watch(path('res'), (event, name) => {
        if (name === 'OQSsiquc01res_1.xml') events.push(event)
      })
      onTestFinished(() => watcher.close())
      drop('OQSsiquc01req_1.xml', asking('A'))
      await until(() => result('OQSsiquc01res_1.xml')?.trimEnd().endsWith('</XmlMsg>'))
      await until(() => events.includes('change'))
      expect(events[0]).toBe('rename')
    },
  )
})

describe('encodings', () => {
  it('takes a Shift_JIS request with single quotes in its declaration, and answers as the terminal is set', async () => {
    const request = sjis(
      textOf(asking('窓口')).replace(/^<\?xml[^>]*\?>/, `<?xml version='1.0' encoding='Shift_JIS'?>`),
    )
    const { drop, result } = await site()
    drop('OQSsiquc01req_1.xml', request)
    const xml = await until(() => result('OQSsiquc01res_1.xml'))
    expect(xml).toContain('encoding="UTF-8"')
    expect(xml).toContain('<CharacterCodeIdentifier>0<')
    expect(identifierOf(xml)).toBe('窓口')
  })

  it('writes results, faces and errors in Shift_JIS when the terminal is set so', async () => {
    const { drop, path, result, names, world } = await site({}, { terminal: { encoding: 'Shift_JIS' } })
    drop('OQSsiquc01req_1.xml', asking('窓口'))
    drop('OQSsiquc01req_2.xml', bytesOf('<XmlMsg></XmlMsg>'))
    read(world, 'taro', ['face'], ALL)
    await until(() => result('OQSsiquc01res_1.xml') !== null && result('OQSsiquc01req_2.err') !== null)
    const face = await until(() => names('face')[0])
    const texts = [path('res', 'OQSsiquc01res_1.xml'), path('res', 'OQSsiquc01req_2.err'), path('face', face)].map(
      (file) => decodeText(readFileSync(file), 'Shift_JIS'),
    )
    expect(texts.every(({ ok }) => ok)).toBe(true)
    const [xml = '', error = ''] = texts.map((one) => (one.ok ? one.value : ''))
    expect(xml).toContain('<CharacterCodeIdentifier>1<')
    expect(identifierOf(xml)).toBe('窓口')
    expect(error).toMatch(/[ぁ-ん]/)
  })
})

describe('errors of the connector', () => {
  it.each([
    ['a broken message', 'OQSsiquc01req_1.xml', bytesOf('<XmlMsg><MessageHeader></XmlMsg>'), /SIM-X|SIM-/],
    [
      'a request of another institution',
      'OQSsiquc01req_1.xml',
      bytesOf(textOf(asking('A')).replace(INSTITUTION, '1310000001')),
      /SIM-C003/,
    ],
    ['an unknown kind', 'OQSsizzz01req_1.xml', asking('A'), /SIM-C001/],
    ['a kind known by name only', 'OQSsiurl01req_1.xml', asking('A'), /SIM-C002/],
    ['an unknown system', 'ABCsiquc01req_1.xml', asking('A'), /SIM-F003/],
    ['a foreign file', 'letter.xml', bytesOf('<letter/>'), /SIM-F002/],
    ['an empty file', 'OQSsiquc01req_1.xml', bytesOf(''), /SIM-/],
    ['half a message that stays half', 'OQSsiquc01req_1.xml', asking('A').subarray(0, 200), /SIM-/],
  ])('gives %s back with a text beside it', async (_, name, bytes, code) => {
    const { path, result, names } = await site()
    writeFileSync(path('req', name), bytes)
    const error = name.replace('.xml', '.err')
    await until(() => result(name), name)
    expect(result(error)).toMatch(code)
    expect(new Uint8Array(readFileSync(path('res', name)))).toEqual(new Uint8Array(bytes))
    expect(names('res')).toEqual([error, name].toSorted())
    expect(names('req')).toEqual([])
  })

  it('has the text in place before the request comes back', async () => {
    const { path, drop } = await site()
    const order: string[] = []
    const watcher = watch(path('res'), (_, name) => {
      if (name === 'OQSsizzz01req_1.xml')
        order.push(existsSync(path('res', 'OQSsizzz01req_1.err')) ? 'after' : 'before')
    })
    onTestFinished(() => watcher.close())
    drop('OQSsizzz01req_1.xml', asking('A'))
    await until(() => order.length > 0)
    expect(order[0]).toBe('after')
  })

  it('answers a line that is down with a result that says so', async () => {
    const { drop, result, world } = await site()
    world.setFault('line-down', true, {})
    drop('OQSsiquc01req_1.xml', asking('A'))
    expect(await until(() => result('OQSsiquc01res_1.xml'))).toContain('<SegmentOfResult>9<')
  })

  it('takes nothing while the terminal has no power, and everything afterwards', async () => {
    const site1 = await site()
    site1.world.setFault('power-out', true, {})
    site1.drop('OQSsiquc01req_1.xml', asking('A'))
    await aWhile(500)
    expect(site1.names('req')).toEqual(['OQSsiquc01req_1.xml'])
    site1.world.setFault('power-out', false, {})
    await until(() => site1.result('OQSsiquc01res_1.xml'))
    expect(askedTimes(site1)).toBe(1)
  })

  it('makes requests wait under latency', async () => {
    const site1 = await site()
    site1.world.setFault('latency', true, { millis: 700 })
    const from = performance.now()
    writeFileSync(site1.path('req', 'OQSsiquc01req_1.xml'), asking('A'))
    await until(() => site1.result('OQSsiquc01res_1.xml'))
    expect(performance.now() - from).toBeGreaterThan(650)
  })
})

describe('the folder of the reader', () => {
  it('gets every result once, and tells the world when the clinic takes it', async () => {
    const { names, path, world } = await site()
    read(world, 'taro', ['face'], ALL)
    const name = await until(() => names('face')[0])
    expect(name).toMatch(/^OQSsiquc01res_face_1319999999[0-9a-f]{20}_\d{14}\.xml$/)
    expect(textOf(readFileSync(path('face', name)))).toContain('<ReferenceClassification>1<')
    mkdirSync(path('face', 'trash'))
    renameSync(path('face', name), path('face', 'trash', name))
    await until(() => world.messagesSince(0).some(({ door }) => door === 'face'))
    expect(world.state.faceFiles(0)).toEqual([])
    await aWhile(200)
    expect(names('face')).toEqual(['trash'])
    read(world, 'taro', ['face'], ALL)
    await until(() => names('face').length === 2)
  })
})

describe('results that are forgotten', () => {
  it('go away after the stay time of the world, and are listed in a text file', async () => {
    const { drop, names, path, world, codes } = await site({ stayMinutes: 60 })
    drop('OQSsiquc01req_1.xml', asking('A'))
    drop('OQSsizzz01req_2.xml', asking('A'))
    await until(() => names('req').length === 0 && names('res').length === 3)
    world.moveTo(instant('2026-11-21T09:59:59+09:00'))
    await aWhile(200)
    expect(names('res')).toHaveLength(3)
    world.moveTo(instant('2026-11-21T10:00:00+09:00'))
    await until(() => names('res').length === 1)
    expect(names('res')).toEqual(['del20261121100000.txt'])
    expect(readFileSync(path('res', 'del20261121100000.txt'), 'utf8').trim().split('\n').toSorted()).toEqual([
      'OQSsiquc01res_1.xml',
      'OQSsizzz01req_2.err',
      'OQSsizzz01req_2.xml',
    ])
    await until(() => codes().includes('SIM-L016'))
  })

  it('are never files that somebody else put there', async () => {
    const { drop, result, names, path, world } = await site({ stayMinutes: 60 })
    drop('OQSsiquc01req_1.xml', asking('A'))
    await until(() => result('OQSsiquc01res_1.xml'))
    rmSync(path('res', 'OQSsiquc01res_1.xml'))
    writeFileSync(path('res', 'OQSsiquc01res_1.xml'), 'kept by the clinic')
    world.moveTo(instant('2026-11-23T09:00:00+09:00'))
    await aWhile(300)
    expect(names('res')).toEqual(['OQSsiquc01res_1.xml'])
  })
})

describe('several clinics in one tree', () => {
  it('are answered each for its own code, and know nothing of each other', async () => {
    const other = '1310000001'
    const { dir, drop, result, simulator } = await site()
    mkdirSync(join(dir, other))
    await until(() => existsSync(join(dir, other, 'req')))
    const key = newestCover(adult())
    simulator.worlds.get(`clinic-${other}`)?.addPerson('taro', adult())
    drop('OQSsiimm01req_1.xml', registration(key.key, 'OURS'))
    await until(() => result('OQSsiimm01res_1.xml'))
    const theirs = (name: string): string | null => {
      const file = join(dir, other, 'res', name)
      return existsSync(file) ? readFileSync(file, 'utf8') : null
    }
    writeFileSync(
      join(dir, other, 'req', 'OQSsiquc01req_1.xml'),
      bytesOf(textOf(asking('T')).replace(INSTITUTION, other)),
    )
    writeFileSync(join(dir, other, 'req', 'OQSsiquc01req_2.xml'), asking('U'))
    drop('OQSsiquc01req_1.xml', asking('A'))
    const [own, their] = [
      await until(() => result('OQSsiquc01res_1.xml')),
      await until(() => theirs('OQSsiquc01res_1.xml')),
    ]
    expect(own).toContain('OURS')
    expect(their).toContain(`<MedicalInstitutionCode>${other}<`)
    expect(their).not.toContain('OURS')
    expect(await until(() => theirs('OQSsiquc01req_2.err'))).toContain('SIM-C003')
  })

  it('are served by a world that was opened for the code', async () => {
    const other = '1310000001'
    const { dir, simulator } = await site()
    const { setup } = simulator.worlds.default
    const world = simulator.worlds.create('branch', {
      ...setup,
      facility: { ...setup.facility, institutionCode: other },
    })
    mkdirSync(join(dir, other))
    const file = join(dir, other, 'req', 'OQSsiquc01req_1.xml')
    await until(() => existsSync(join(dir, other, 'req')))
    writeFileSync(file, bytesOf(textOf(asking('T')).replace(INSTITUTION, other)))
    await until(() => existsSync(join(dir, other, 'res', 'OQSsiquc01res_1.xml')))
    expect(world?.messagesSince(0)).toHaveLength(1)
    expect(simulator.worlds.get(`clinic-${other}`)).toBeNull()
  })
})

describe('a tree that was there before', () => {
  it('is served with what lies in it, and nothing that is not ours is touched', async () => {
    const dir = temporaryFolder()
    mkdirSync(join(dir, 'req'))
    mkdirSync(join(dir, 'res'))
    writeFileSync(join(dir, 'req', 'OQSsiquc01req_1.xml'), asking('A'))
    writeFileSync(join(dir, 'res', 'OQSsiquc01res_old.xml'), 'old')
    const { result, names } = await site({ dir })
    expect(identifierOf(await until(() => result('OQSsiquc01res_1.xml')))).toBe('A')
    expect(names('res')).toEqual(['OQSsiquc01res_1.xml', 'OQSsiquc01res_old.xml'])
  })

  it('has back what a run that was cut off had moved aside', async () => {
    const dir = temporaryFolder()
    for (const folder of ['req', '.work', '.work/taken']) mkdirSync(join(dir, folder))
    writeFileSync(join(dir, '.work', 'taken', 'OQSsiquc01req_1.xml'), asking('A'))
    const { result } = await site({ dir })
    expect(identifierOf(await until(() => result('OQSsiquc01res_1.xml')))).toBe('A')
    await until(
      () => readdirSync(join(dir, '.work', 'taken')).length === 0 && readdirSync(join(dir, 'req')).length === 0,
    )
  })

  it('closes in the middle of work without leaving anything half done', async () => {
    const site1 = await site()
    for (let index = 0; index < 20; index += 1) site1.drop(`OQSsiquc01req_${index}.xml`, asking(`I${index}`))
    await until(() => site1.names('res').length > 0)
    await site1.close()
    const [requests, results] = [site1.names('req'), site1.names('res')]
    expect(requests.length + results.length).toBe(20)
    await aWhile(200)
    expect(site1.names('res')).toEqual(results)
    expect(statSync(site1.path('.work')).isDirectory()).toBe(true)
  })
})
