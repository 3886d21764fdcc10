import type { Server } from 'node:https'
import { TLSSocket } from 'node:tls'
import type { TlsMaterial } from './folder.ts'
import { type TlsNote, tlsNote } from './messages.ts'

/** 相互TLSのサーバー: no connection without a client certificate of the authority. */
export interface SecureServer {
  readonly server: Server
  /** Common name of the certificate that a connection was made with. */
  readonly institutionOf: (incoming: { readonly socket: object }) => string
}

/** Different reasons that are told; each one once. */
const TOLD = 50

/** Makes the server; whoever listens sets its `request` event. */
export function secureServer(
  { authority, server: own }: TlsMaterial,
  note: (line: TlsNote) => void = () => undefined,
): SecureServer {
  const server = process.getBuiltinModule('node:https').createServer({
    ca: authority,
    cert: own.certificate,
    key: own.key,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  })
  const institutions = new WeakMap<object, string>()
  const told = new Set<string>()
  server.on('secureConnection', (socket) => {
    const name: unknown = socket.getPeerCertificate().subject?.CN
    institutions.set(socket, typeof name === 'string' ? name : '')
  })
  server.on('tlsClientError', (error, socket) => {
    const word = 'code' in error && typeof error.code === 'string' ? error.code : error.message
    const why = socket instanceof TLSSocket && socket.authorizationError ? String(socket.authorizationError) : word
    if (told.has(why) || told.size >= TOLD) return
    told.add(why)
    note(tlsNote('SIM-T002', why))
  })
  return { server, institutionOf: ({ socket }) => institutions.get(socket) ?? '' }
}
