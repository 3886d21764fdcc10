import { isIP } from 'node:net'
import type * as X509Library from '@peculiar/x509'

/** 証明書と鍵: a certificate and its private key, both in PEM. */
export interface Credential {
  readonly certificate: string
  readonly key: string
}

/** How long they are good for, in days. A browser or a client never gets to trust them for long. */
export const VALID_DAYS = { authority: 90, leaf: 30 } as const

/** Organization of every certificate made here: none of them can be taken for a real one. */
export const ORGANIZATION = 'Madoguchi SPECIMEN 見本'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY = 86_400_000
/** Clocks that are a little behind accept it too. */
const EARLIER = 300_000

type X509 = typeof X509Library

// The library wants the metadata of its decorators before it is loaded; both are needed only to issue something.
async function x509(): Promise<X509> {
  await import('reflect-metadata')
  return import('@peculiar/x509')
}

const subject = (commonName: string, unit: string) => [{ CN: [commonName] }, { OU: [unit] }, { O: [ORGANIZATION] }]

const span = (now: Date, days: number) => ({
  notBefore: new Date(now.getTime() - EARLIER),
  notAfter: new Date(now.getTime() + days * DAY),
})

const makeKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])

type Keys = Awaited<ReturnType<typeof makeKeys>>

async function keyText(library: X509, key: Keys['privateKey']): Promise<string> {
  return `${library.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`
}

/** 開発用認証局: signs itself, and may sign nothing but leaves. */
export async function issueAuthority(now: Date): Promise<Credential> {
  const library = await x509()
  const keys = await makeKeys()
  const certificate = await library.X509CertificateGenerator.createSelfSigned({
    name: subject('Madoguchi SPECIMEN development authority', 'Not for real use'),
    ...span(now, VALID_DAYS.authority),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new library.BasicConstraintsExtension(true, 0, true),
      new library.KeyUsagesExtension(library.KeyUsageFlags.keyCertSign | library.KeyUsageFlags.cRLSign, true),
      await library.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: `${certificate.toString('pem')}\n`, key: await keyText(library, keys.privateKey) }
}

/** What a leaf is for. */
export type LeafPurpose =
  /** サーバー証明書 for names and addresses. */
  | { readonly kind: 'server'; readonly hosts: readonly string[] }
  /** クライアント証明書: its common name is the ten-digit code of the institution. */
  | { readonly kind: 'client'; readonly institution: string }

/** A certificate signed by the authority; it never outlives it. */
export async function issueLeaf(authority: Credential, purpose: LeafPurpose, now: Date): Promise<Credential> {
  const library = await x509()
  const keys = await makeKeys()
  const issuer = new library.X509Certificate(authority.certificate)
  const signingKey = await crypto.subtle.importKey(
    'pkcs8',
    library.PemConverter.decodeFirst(authority.key),
    ALGORITHM,
    false,
    ['sign'],
  )
  const isServer = purpose.kind === 'server'
  const { notBefore, notAfter } = span(now, VALID_DAYS.leaf)
  const names = isServer
    ? purpose.hosts.map((host) => ({ type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const), value: host }))
    : []
  const certificate = await library.X509CertificateGenerator.create({
    subject: isServer
      ? subject('Madoguchi SPECIMEN server', 'Not for real use')
      : subject(purpose.institution, 'Institution, not for real use'),
    issuer: issuer.subjectName,
    notBefore,
    notAfter: notAfter < issuer.notAfter ? notAfter : issuer.notAfter,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new library.BasicConstraintsExtension(false, undefined, true),
      new library.KeyUsagesExtension(library.KeyUsageFlags.digitalSignature, true),
      new library.ExtendedKeyUsageExtension([
        isServer ? library.ExtendedKeyUsage.serverAuth : library.ExtendedKeyUsage.clientAuth,
      ]),
      await library.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await library.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(names.length === 0 ? [] : [new library.SubjectAlternativeNameExtension(names)]),
    ],
  })
  return { certificate: `${certificate.toString('pem')}\n`, key: await keyText(library, keys.privateKey) }
}
