import { X509Certificate, createPrivateKey } from 'node:crypto'
import { chmod, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { type Result, err, ok } from '../../src/domain/result.ts'
import { type Credential, type LeafPurpose, ORGANIZATION, issueAuthority, issueLeaf } from './certificates.ts'
import { type TlsNote, tlsNote } from './messages.ts'

/** What is to be in the folder. */
export interface TlsWish {
  readonly dir: string
  /** Names and addresses under which the server is called, besides those of this machine. */
  readonly hosts: readonly string[]
  /** Ten-digit codes of the institutions that get a client certificate. */
  readonly institutions: readonly string[]
  readonly now: Date
  readonly note: (line: TlsNote) => void
}

/** What a server needs, in PEM, and where clients find theirs. */
export interface TlsMaterial {
  /** The folder, without links. */
  readonly dir: string
  readonly authority: string
  readonly server: Credential
}

/** Why a folder cannot be used: a file in it that was not made here, or the word of the system. */
export interface TlsProblem {
  readonly kind: 'not-ours' | 'failed'
  readonly where: string
}

const THIS_MACHINE = ['localhost', '127.0.0.1', '::1'] as const
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::'])
/** Something that ends within a day is renewed at once, so that it does not end under a running server. */
const MARGIN = 86_400_000

const filesOf = (name: string) => ({ certificate: `${name}.pem`, key: `${name}-key.pem` })

const wordOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (wordOf(error) === 'ENOENT') return null
    throw error
  }
}

/** A pair that lies in the folder. */
interface Found {
  readonly credential: Credential
  readonly x509: X509Certificate
}

function parsed(certificate: string, key: string): Found | null {
  try {
    const x509 = new X509Certificate(certificate)
    const isOurs = x509.subject.split('\n').includes(`O=${ORGANIZATION}`)
    return isOurs && x509.checkPrivateKey(createPrivateKey(key)) ? { credential: { certificate, key }, x509 } : null
  } catch {
    return null
  }
}

/** The pair of a name: null when there is none, a problem when one of its files is not what was made here. */
async function find(dir: string, name: string): Promise<Result<Found | null, TlsProblem>> {
  const files = filesOf(name)
  const [certificate, key] = [await textOf(join(dir, files.certificate)), await textOf(join(dir, files.key))]
  if (certificate === null && key === null) return ok(null)
  const found = certificate === null || key === null ? null : parsed(certificate, key)
  return found === null ? err({ kind: 'not-ours', where: join(dir, files.certificate) }) : ok(found)
}

const isCurrent = ({ x509 }: Found, now: Date): boolean =>
  new Date(x509.validFrom) <= now && new Date(x509.validTo).getTime() > now.getTime() + MARGIN

function fits({ x509 }: Found, authority: X509Certificate, purpose: LeafPurpose): boolean {
  if (!x509.checkIssued(authority) || !x509.verify(authority.publicKey)) return false
  if (purpose.kind === 'client') return x509.subject.split('\n').includes(`CN=${purpose.institution}`)
  return purpose.hosts.every((host) => (isIP(host) === 0 ? x509.checkHost(host) : x509.checkIP(host)) !== undefined)
}

/** Written beside and renamed: whoever looks sees the old file or the whole new one. */
async function put(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.tmp`
  await rm(temporary, { force: true })
  const file = await open(temporary, 'wx', mode)
  try {
    await file.writeFile(text)
  } finally {
    await file.close()
  }
  await chmod(temporary, mode)
  await rename(temporary, path)
}

async function keep(dir: string, name: string, { certificate, key }: Credential): Promise<void> {
  const files = filesOf(name)
  await put(join(dir, files.key), key, 0o600)
  await put(join(dir, files.certificate), certificate, 0o644)
}

/** 証明書フォルダーの用意: what is there and good is used again, what is missing is made, what ends is renewed and told. */
export async function prepareTls(wish: TlsWish): Promise<Result<TlsMaterial, TlsProblem>> {
  const { now, note } = wish
  try {
    await mkdir(wish.dir, { recursive: true, mode: 0o700 })
    const dir = await realpath(wish.dir)
    const known = await find(dir, 'ca')
    if (!known.ok) return known
    const hosts = [...new Set([...THIS_MACHINE, ...wish.hosts.filter((host) => !EVERYWHERE.has(host))])]
    const purposes: readonly (readonly [name: string, purpose: LeafPurpose])[] = [
      ['server', { kind: 'server', hosts }],
      ...[...new Set(wish.institutions)].map((code) => [code, { kind: 'client', institution: code }] as const),
    ]
    const leaves = new Map<string, Found | null>()
    for (const [name] of purposes) {
      const leaf = await find(dir, name)
      if (!leaf.ok) return leaf
      leaves.set(name, leaf.value)
    }

    const make = async (name: string, isNew: boolean, issued: Promise<Credential>): Promise<Credential> => {
      const credential = await issued
      await keep(dir, name, credential)
      note(tlsNote(isNew ? 'SIM-T003' : 'SIM-T004', join(dir, filesOf(name).certificate)))
      return credential
    }
    const isGood = known.value !== null && isCurrent(known.value, now)
    const authority =
      isGood && known.value !== null
        ? known.value.credential
        : await make('ca', known.value === null, issueAuthority(now))
    const x509 = new X509Certificate(authority.certificate)
    let server: Credential | null = null
    for (const [name, purpose] of purposes) {
      const leaf = leaves.get(name) ?? null
      const isUsable = leaf !== null && isCurrent(leaf, now) && fits(leaf, x509, purpose)
      const credential = isUsable
        ? leaf.credential
        : await make(name, leaf === null, issueLeaf(authority, purpose, now))
      if (purpose.kind === 'server') server = credential
    }
    if (server === null) throw new TypeError('no server certificate was asked for')
    return ok({ dir, authority: authority.certificate, server })
  } catch (error) {
    const word = wordOf(error)
    if (word === null) throw error
    return err({ kind: 'failed', where: `${wish.dir} (${word})` })
  }
}
