import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Served, type TlsNote, createSimulator, openStore, serve } from '../../simulator/index.ts'
import { type Credential, issueAuthority, issueLeaf } from '../../simulator/tls/certificates.ts'
import { prepareTls } from '../../simulator/tls/folder.ts'
import { SIM_MESSAGES } from '../../simulator/messages.ts'
import { TLS_MESSAGES } from '../../simulator/tls/messages.ts'
import { adult, inquiry, newestCover } from './support.ts'

const DAY = 86_400_000
const own = '1319999999'
const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-tls-'))
  folders.push(folder)
  return folder
}

const read = (dir: string, file: string): string => readFileSync(join(dir, file), 'utf8')
const pairOf = (dir: string, name: string): Credential => ({
  certificate: read(dir, `${name}.pem`),
  key: read(dir, `${name}-key.pem`),
})

const dir = temporaryFolder()
const notes: TlsNote[] = []
const simulator = createSimulator()
let served: Served
beforeAll(async () => {
  simulator.worlds.default.addPerson('taro', adult())
  const tls = { dir, institutions: ['1310000001'], note: (line: TlsNote) => notes.push(line) }
  served = await serve({ simulator, followWall: false, tls })
})
afterAll(() => served.close())

interface Answer {
  readonly status: number | undefined
  readonly text: string
}

/** Asks over a connection of its own; rejects with the word of the system when there is none. */
const ask = (
  path: string,
  client: Credential | null,
  body?: Uint8Array,
  trusted = pairOf(dir, 'ca'),
  at: Served = served,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(
      new URL(path, at.url),
      {
        agent: false,
        method: body === undefined ? 'GET' : 'POST',
        ca: trusted.certificate,
        ...(client === null ? {} : { cert: client.certificate, key: client.key }),
      },
      (response) => {
        const chunks: Uint8Array[] = []
        response.on('data', (chunk: Uint8Array) => chunks.push(chunk))
        response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }))
        response.on('error', reject)
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })

const bytes = inquiry(newestCover(adult()))
const expired = async (): Promise<Credential> =>
  issueLeaf(pairOf(dir, 'ca'), { kind: 'client', institution: own }, new Date(Date.now() - 31 * DAY))
const ofAnotherAuthority = async (): Promise<Credential> =>
  issueLeaf(await issueAuthority(new Date()), { kind: 'client', institution: own }, new Date())

describe('a line with client certificates over a store', () => {
  it('answers the first request to a process that finds its worlds there, and another process beside it', async () => {
    const file = `sqlite:${join(temporaryFolder(), 'worlds.db')}`
    const started = async (): Promise<Served> => {
      const store = await openStore(file)
      const opened = await serve({ simulator: createSimulator({ store }), tls: { dir } })
      onTestFinished(async () => {
        await opened.close()
        await store.close()
      })
      return opened
    }
    const client = pairOf(dir, own)
    const [first, second] = await Promise.all([started(), started()])
    for (const at of [first, second, await started()])
      expect(await ask('/face', client, undefined, undefined, at)).toMatchObject({ status: 200 })
    expect(await ask('/oqs/OQSsiquc01req_1.xml', client, bytes, undefined, await started())).toMatchObject({
      status: 200,
    })
  })
})

describe('a line with client certificates', () => {
  it('answers the institution of the world as plain HTTP does, on the short way and on the other', async () => {
    const plain = await simulator.fetch('/oqs/OQSsiquc01req_1.xml', { method: 'POST', body: new Uint8Array(bytes) })
    const expected = await plain.text()
    expect(expected).toContain('<QualificationValidity>1<')
    const client = pairOf(dir, own)
    expect(await ask('/oqs/OQSsiquc01req_1.xml', client, bytes)).toEqual({ status: 200, text: expected })
    expect(await ask('/oqs/%4FQSsiquc01req_1.xml', client, bytes)).toEqual({ status: 200, text: expected })
    expect(await ask('/face', client)).toMatchObject({ status: 200 })
    expect(simulator.worlds.default.baseUrl).toBe(`https://127.0.0.1:${served.port}/w/default/`)
  })

  it.each<readonly [string, () => Promise<Credential | null> | Credential | null]>([
    ['no certificate', () => null],
    ['a certificate of another authority', ofAnotherAuthority],
    ['a certificate that has expired', expired],
    ['the certificate of the server', () => pairOf(dir, 'server')],
  ])('has no connection for %s, whatever the door', async (_, make) => {
    const client = await make()
    await expect(ask('/oqs/OQSsiquc01req_1.xml', client, bytes)).rejects.toThrow(/./)
    await expect(ask('/health', client)).rejects.toThrow(/./)
  })

  it('says in the log why it turned somebody away, once for each reason', async () => {
    await ask('/health', null).catch(() => null)
    await ask('/health', await ofAnotherAuthority()).catch(() => null)
    const reasons = notes.filter(({ code }) => code === 'SIM-T002').map(({ where }) => where)
    expect(reasons).toContain('ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE')
    expect(new Set(reasons).size).toBe(reasons.length)
  })

  it.each(['/oqs/OQSsiquc01req_1.xml', '/w/default/oqs/%4FQSsiquc01req_1.xml'])(
    'refuses the certificate of another institution at %s, but not at the other doors',
    async (path) => {
      const other = pairOf(dir, '1310000001')
      const asked = simulator.worlds.default.messagesSince(-1).length
      const { status, text } = await ask(path, other, bytes)
      expect([status, text]).toEqual([403, JSON.stringify({ code: 'SIM-T001', ...SIM_MESSAGES['SIM-T001'] })])
      expect(await ask('/face', other)).toMatchObject({ status: 403 })
      expect(await ask('/health', other)).toEqual({ status: 200, text: '{"ok":true}' })
      expect(simulator.worlds.default.messagesSince(-1)).toHaveLength(asked)
    },
  )

  it('serves the world of another institution to its certificate', async () => {
    const { setup } = simulator.worlds.default
    simulator.worlds.create('other', { ...setup, facility: { ...setup.facility, institutionCode: '1310000001' } })
    expect(await ask('/w/other/face', pairOf(dir, '1310000001'))).toMatchObject({ status: 200 })
    expect(await ask('/w/other/face', pairOf(dir, own))).toMatchObject({ status: 403 })
  })

  it('is trusted only through its authority, under the names of this machine', async () => {
    await expect(ask('/health', pairOf(dir, own), undefined, await issueAuthority(new Date()))).rejects.toThrow(/./)
    const server = new X509Certificate(read(dir, 'server.pem'))
    expect([server.checkHost('localhost'), server.checkIP('127.0.0.1'), server.checkIP('::1')]).not.toContain(undefined)
    expect(server.checkHost('oqs.example')).toBeUndefined()
  })

  it('speaks nothing older than TLS 1.2', async () => {
    const { certificate: cert, key } = pairOf(dir, own)
    const ended = await new Promise((resolve) => {
      const socket = connect(
        {
          port: served.port,
          host: '127.0.0.1',
          ca: read(dir, 'ca.pem'),
          cert,
          key,
          maxVersion: 'TLSv1.1',
          minVersion: 'TLSv1',
        },
        () => resolve('connected'),
      )
      socket.on('error', () => resolve('refused'))
    })
    expect(ended).toBe('refused')
  })
})

describe('the folder of the certificates', () => {
  const wish = (into: string, now: Date, told: string[], hosts: readonly string[] = []) =>
    prepareTls({
      dir: into,
      hosts,
      institutions: [own],
      now,
      note: ({ code, where }) => told.push(`${code} ${where.slice(into.length + 1)}`),
    })
  const contents = (into: string) => readdirSync(into).map((file) => [file, read(into, file)])
  const start = new Date('2026-11-21T00:00:00Z')

  it('is used again as it is, and a new institution or host makes what is missing', async () => {
    const into = temporaryFolder()
    const told: string[] = []
    await wish(into, start, told)
    expect(told).toEqual(['SIM-T003 ca.pem', 'SIM-T003 server.pem', `SIM-T003 ${own}.pem`])
    const before = contents(into)
    await wish(into, new Date(start.getTime() + 28 * DAY), told)
    expect(contents(into)).toEqual(before)
    expect(told).toHaveLength(3)
    await wish(into, start, told, ['oqs.clinic.example', '0.0.0.0'])
    expect(told.slice(3)).toEqual(['SIM-T004 server.pem'])
    expect(new X509Certificate(read(into, 'server.pem')).checkHost('oqs.clinic.example')).toBe('oqs.clinic.example')
  })

  it('renews what ends within a day, leaves after 29 days and the authority after 89, and says so', async () => {
    const into = temporaryFolder()
    const told: string[] = []
    await wish(into, start, [])
    const authority = read(into, 'ca.pem')
    await wish(into, new Date(start.getTime() + 29 * DAY), told)
    expect(told).toEqual(['SIM-T004 server.pem', `SIM-T004 ${own}.pem`])
    expect(read(into, 'ca.pem')).toBe(authority)
    told.length = 0
    await wish(into, new Date(start.getTime() + 89 * DAY), told)
    expect(told).toEqual(['SIM-T004 ca.pem', 'SIM-T004 server.pem', `SIM-T004 ${own}.pem`])
    const leaf = new X509Certificate(read(into, `${own}.pem`))
    expect(leaf.verify(new X509Certificate(read(into, 'ca.pem')).publicKey)).toBe(true)
  })

  it('keeps keys to their owner, and marks every certificate as a specimen', () => {
    const files = readdirSync(dir)
    const modes = files
      .filter((file) => file.endsWith('-key.pem'))
      .map((file) => statSync(join(dir, file)).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600])
    for (const file of files.filter((name) => !name.endsWith('-key.pem'))) {
      expect(new X509Certificate(read(dir, file)).subject).toContain('O=Madoguchi SPECIMEN 見本')
    }
  })

  it.each([
    ['a key without a certificate', 'ca-key.pem', 'mine'],
    ['a text', 'ca.pem', 'mine'],
    ['the certificate of a client', `${own}.pem`, 'mine'],
  ])('never overwrites what was not made here: %s', async (_, file, text) => {
    const into = temporaryFolder()
    writeFileSync(join(into, file), text)
    expect(await wish(into, start, [])).toMatchObject({ ok: false, problem: { kind: 'not-ours' } })
    expect(contents(into)).toEqual([[file, text]])
    await expect(serve({ simulator: createSimulator(), tls: { dir: into } })).rejects.toMatchObject({
      code: 'CONFIG_TLS',
    })
  })

  it('never overwrites a certificate and its key that somebody else made, even when they have ended', async () => {
    await import('reflect-metadata')
    const { PemConverter, X509CertificateGenerator } = await import('@peculiar/x509')
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
    const theirs = await X509CertificateGenerator.createSelfSigned({
      name: 'CN=Theirs, O=A real company',
      notBefore: new Date(start.getTime() - 2 * DAY),
      notAfter: new Date(start.getTime() - DAY),
      keys,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    })
    const into = temporaryFolder()
    writeFileSync(join(into, 'ca.pem'), theirs.toString('pem'))
    const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
    writeFileSync(join(into, 'ca-key.pem'), PemConverter.encode(key, 'PRIVATE KEY'))
    const before = contents(into)
    expect(await wish(into, start, [])).toMatchObject({ ok: false, problem: { kind: 'not-ours' } })
    expect(contents(into)).toEqual(before)
  })

  it('does not take a key that belongs to another certificate', async () => {
    const into = temporaryFolder()
    await wish(into, start, [])
    writeFileSync(join(into, 'server-key.pem'), read(into, 'ca-key.pem'))
    expect(await wish(into, start, [])).toMatchObject({ ok: false })
  })

  it('is told apart from a file in its way', async () => {
    const into = join(temporaryFolder(), 'file')
    writeFileSync(into, '')
    expect(await wish(into, start, [])).toMatchObject({ ok: false, problem: { kind: 'failed' } })
  })

  it('lets a second start trust what the first one made', async () => {
    const again = await serve({ simulator: createSimulator(), followWall: false, tls: { dir } })
    onTestFinished(again.close)
    const before = served
    served = again
    try {
      expect(await ask('/health', pairOf(dir, own))).toMatchObject({ status: 200 })
    } finally {
      served = before
    }
  })
})

describe('docs/tls.md', () => {
  it('lists every code with both sentences', () => {
    const page = readFileSync(new URL('../../docs/tls.md', import.meta.url), 'utf8')
    const rows = [...page.matchAll(/^\| `(SIM-T\d{3})` \| (.*) \|$/gm)].map(([, code, text]) => [code, text])
    const known = Object.entries({ 'SIM-T001': SIM_MESSAGES['SIM-T001'], ...TLS_MESSAGES })
    expect(rows).toEqual(known.map(([code, { ja, en }]) => [code, `${en} / ${ja}`]))
  })
})
