import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { instant } from '../../../src/domain/civil-date.ts'
import { plainZip } from '../../../src/wire/zip.ts'
import { type NamedFile, createArchives } from '../../../simulator/folders/archives.ts'
import { endsLikeArchive } from '../../../simulator/folders/requests.ts'
import { bytesOf, read } from '../support.ts'
import { type Site, aWhile, askedTimes, asking, identifierOf, site, until } from './support.ts'
import { lockedByAnother, unlock } from './winzip.ts'

const passphrase = 'ひみつの合言葉 42'
const nine = instant('2026-11-21T09:00:00+09:00')
const archives = createArchives({ passphrase, prefixes: ['OQSsiquc', 'oqsMUTIC02'], face: true })

const aes = { password: passphrase, encryptionStrength: 3 } as const

async function packed(files: Readonly<Record<string, Uint8Array>>, options: object = aes): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter())
  for (const [name, bytes] of Object.entries(files)) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    await writer.add(name, new Uint8ArrayReader(bytes), options)
  }
  return writer.close()
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))

const inner = 'OQSsiquc01req_1.xml'
const message = bytesOf(`<XmlMsg>${'x'.repeat(3000)}</XmlMsg>`)
const opened = (bytes: Uint8Array, name = 'OQSsiquc01req_1.zip') => archives.open({ name, bytes })

describe('a result of a prefix that is encrypted', () => {
  it('is one AES-256 entry under the name of the message, for an unzipper of our own', async () => {
    const bytes = bytesOf('<XmlMsg>資格</XmlMsg>\n')
    const sealed = await archives.result({ name: 'OQSsiquc01res_1.xml', bytes }, nine)
    expect(sealed.name).toBe('OQSsiquc01res_1.zip')
    expect(Buffer.from(sealed.bytes).includes('資格')).toBe(false)
    expect(unlock(sealed.bytes, passphrase)).toEqual({ name: 'OQSsiquc01res_1.xml', bytes: Buffer.from(bytes) })
    expect(() => unlock(sealed.bytes, 'another')).toThrow('wrong password')
  })

  it('holds the message itself where the terminal would have delivered a plain archive', async () => {
    const name = 'OQSmutic02res_1.xml'
    const plain = { name: 'OQSmutic02res_1.zip', bytes: plainZip(name, message, nine) }
    const { bytes } = await archives.result(plain, nine)
    expect(unlock(bytes, passphrase)).toEqual({ name, bytes: Buffer.from(message) })
  })

  it.each(['OQSsiimm01res_1.xml', 'OQSmutic01res_1.xml', 'OQSsiquc01res_1.xml'])(
    'is no other one: %s',
    async (name) => {
      const file: NamedFile = { name, bytes: message }
      const { name: written } = await archives.result(file, nine)
      expect(written).toBe(name.startsWith('OQSsiquc') ? 'OQSsiquc01res_1.zip' : name)
      expect(await createArchives(null).result(file, nine)).toBe(file)
    },
  )
})

describe('a request in an archive', () => {
  it.each([
    ['of another archiver', lockedByAnother(Buffer.from(inner), Buffer.from(message), passphrase)],
    [
      'with a name in other letters',
      lockedByAnother(Buffer.from('oqsSIquc01REQ_1.XML'), Buffer.from(message), passphrase),
    ],
  ])('%s is opened', async (_, bytes) => {
    expect(await opened(bytes)).toEqual({ ok: true, value: { name: inner, bytes: new Uint8Array(message) } })
  })

  it('may have a name in the encoding of Windows', async () => {
    const name = 'OQSsiquc01req_窓口ソ.xml'
    const bytes = lockedByAnother(iconv.encode(name, 'cp932'), Buffer.from(message), passphrase)
    expect(await opened(bytes, 'OQSsiquc01req_窓口ソ.zip')).toMatchObject({ ok: true, value: { name } })
  })

  it.each<readonly [string, string, () => Promise<Uint8Array> | Uint8Array]>([
    ['another password', 'SIM-Z002', () => packed({ [inner]: message }, { ...aes, password: 'another' })],
    ['no ZIP', 'SIM-Z003', () => message],
    ['no bytes', 'SIM-Z003', () => new Uint8Array()],
    ['a ZIP cut off before its directory', 'SIM-Z003', async () => (await packed({ [inner]: message })).slice(0, 90)],
    ['a ZIP without its last bytes', 'SIM-Z003', async () => (await packed({ [inner]: message })).slice(0, -9)],
    ['a changed byte', 'SIM-Z003', async () => flipped(await packed({ [inner]: message }), 100)],
    ['two files', 'SIM-Z004', () => packed({ [inner]: message, 'b.xml': message })],
    ['no file', 'SIM-Z004', () => packed({})],
    ['another name', 'SIM-Z005', () => packed({ 'OQSsiquc01req_2.xml': message })],
    ['a path upwards', 'SIM-Z005', () => packed({ [`../${inner}`]: message })],
    ['a path of Windows', 'SIM-Z005', () => packed({ [`..\\${inner}`]: message })],
    ['a path from the root', 'SIM-Z005', () => packed({ [`/${inner}`]: message })],
    ['a folder', 'SIM-Z005', () => packed({ [`${inner}/`]: new Uint8Array() }, {})],
    ['no password', 'SIM-Z006', () => packed({ [inner]: message }, {})],
    ['the old encryption', 'SIM-Z006', () => packed({ [inner]: message }, { password: passphrase, zipCrypto: true })],
    ['AES-128', 'SIM-Z006', () => packed({ [inner]: message }, { ...aes, encryptionStrength: 1 })],
    ['a message over 1 MB', 'SIM-C006', () => packed({ [inner]: new Uint8Array(1_048_577) })],
    ['a bomb', 'SIM-C006', () => packed({ [inner]: new Uint8Array(4_000_000) }, { ...aes, level: 1 })],
  ])('comes back for %s: %s', async (_, code, make) => {
    const answer = await opened(await make())
    expect(answer).toMatchObject({ ok: false, problem: { code } })
    expect(JSON.stringify(answer)).not.toContain(passphrase)
  })

  it('comes back where no passphrase is set', async () => {
    const answer = await createArchives(null).open({ name: 'OQSsiquc01req_1.zip', bytes: message })
    expect(answer).toMatchObject({ problem: { code: 'SIM-Z001' } })
  })

  it('is whole when its directory is, with or without a comment after it', () => {
    const zip = plainZip(inner, message, nine)
    const commented = new Uint8Array([...zip.slice(0, -2), 2, 0, 65, 66])
    expect([zip, commented].map(endsLikeArchive)).toEqual([true, true])
    expect([zip.slice(0, -1), commented.slice(0, -1), zip.slice(0, 40), message].map(endsLikeArchive)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

const encryption = { passphrase, prefixes: ['OQSsiquc'], face: true }
const unlocked = (at: Site, folder: string, name: string) => unlock(readFileSync(at.path(folder, name)), passphrase)

describe('folders with a passphrase', () => {
  it('take a request in an archive and answer with an archive', async () => {
    const at = await site({ encryption })
    at.drop('OQSsiquc01req_1.zip', await packed({ [inner]: asking('A') }))
    await until(() => at.names('res').includes('OQSsiquc01res_1.zip'))
    const result = unlocked(at, 'res', 'OQSsiquc01res_1.zip')
    expect(result.name).toBe('OQSsiquc01res_1.xml')
    expect(identifierOf(result.bytes.toString())).toBe('A')
    await until(() => at.names('req').length === 0)
    expect(at.world.messagesSince(-1)).toMatchObject([{ name: inner, answerName: 'OQSsiquc01res_1.xml' }])
  })

  it('take a plain request too, and wait for an archive that is written slowly', async () => {
    const at = await site({ encryption })
    const whole = await packed({ 'OQSsiquc01req_2.xml': asking('B') })
    writeFileSync(at.path('req', 'OQSsiquc01req_2.zip'), whole.slice(0, -10))
    await aWhile(200)
    expect([at.names('res'), askedTimes(at)]).toEqual([[], 0])
    writeFileSync(at.path('req', 'OQSsiquc01req_2.zip'), whole)
    at.drop('OQSsiquc01req_1.xml', asking('A'))
    await until(() => at.names('res').length === 2)
    expect(at.names('res')).toEqual(['OQSsiquc01res_1.zip', 'OQSsiquc01res_2.zip'])
  })

  it('give an archive back that they cannot open, with a text beside it and without the passphrase', async () => {
    const at = await site({ encryption })
    at.drop('OQSsiquc01req_1.zip', await packed({ [inner]: asking('A') }, { ...aes, password: 'another' }))
    expect(await until(() => at.result('OQSsiquc01req_1.err'))).toMatch(/^SIM-Z002 OQSsiquc01req_1\.zip: /)
    await until(() => at.names('res').includes('OQSsiquc01req_1.zip'))
    expect([at.names('req'), askedTimes(at), at.codes()]).toEqual([[], 0, []])
  })

  it('write what the reader makes as archives, once, and see that they are picked up', async () => {
    const at = await site({ encryption })
    read(at.world, 'taro', ['face'])
    const name = await until(() => at.names('face')[0])
    expect(name).toMatch(/^OQSsiquc01res_face_.*\.zip$/)
    const [file] = at.world.state.faceFiles(0)
    expect(unlocked(at, 'face', name)).toEqual({ name: file?.name, bytes: Buffer.from(file?.bytes ?? []) })
    await aWhile(120)
    expect(at.world.state.faceFiles(0)).toHaveLength(1)
    writeFileSync(at.path('face', 'theirs.txt'), '')
    rmSync(at.path('face', name))
    await until(() => at.world.state.faceFiles(0).length === 0)
  })
})
