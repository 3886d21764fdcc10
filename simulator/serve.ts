import type { IncomingMessage, ServerResponse } from 'node:http'
import { HEALTHY } from './app.ts'
import { type DoorReply, OQS_BODY_LIMIT, handIn } from './doors.ts'
import type { FolderOptions, ServedFolders } from './folders/index.ts'
import { OUTCOME_HEADER, joined } from './http.ts'
import type { Simulator } from './index.ts'
import { type NearMiss, createMissLog } from './near.ts'
import type { TlsMaterial } from './tls/folder.ts'
import type { TlsNote } from './tls/messages.ts'
import type { SecureServer } from './tls/server.ts'
import type { SimulatedWorld } from './world.ts'
import { DEFAULT_WORLD } from './worlds.ts'

/** 相互TLS: where the development authority lies, and for whom it makes certificates. */
export interface TlsOptions {
  /** Authority, server and client certificates are made here, or used again. */
  readonly dir: string
  /** Ten-digit codes that get a client certificate besides the institution of the default world. */
  readonly institutions?: readonly string[]
  /** What is made, renewed and turned away, in both languages. */
  readonly note?: (line: TlsNote) => void
}

export interface ServeOptions {
  readonly simulator: Simulator
  /** Default 127.0.0.1. Any other address needs a simulator with a token. */
  readonly host?: string
  /** Default 0: any free port. */
  readonly port?: number
  /** The clock of the default world goes on with the wall; default true. */
  readonly followWall?: boolean
  /** Minutes of the wall's clock after which a world that nobody uses is gone; default 0: never. */
  readonly idleMinutes?: number
  /** 連携フォルダー: the folders through which clinics ask, beside the socket. */
  readonly folders?: FolderOptions
  /** Told of each request that no door takes or whose kind nobody knows, once for its like, with what is closest. */
  readonly missed?: (miss: NearMiss) => void
  /** HTTPS with client certificates; default plain HTTP. */
  readonly tls?: TlsOptions
}

export interface Served {
  readonly url: string
  readonly port: number
  /** The folder that is served, without links; null without one. */
  readonly dir: string | null
  readonly close: () => Promise<void>
}

/** The simulator may not be served like this, or the address cannot be used. */
export class ServeRefusal extends Error {
  override readonly name = 'ServeRefusal' as const
  readonly code: 'CONFIG_TOKEN_MISSING' | 'CONFIG_ADDRESS' | 'CONFIG_FOLDERS' | 'CONFIG_TLS'
  constructor(code: ServeRefusal['code'], message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/

interface Connection {
  readonly incoming: {
    readonly headers: { readonly 'content-length'?: string | undefined }
    readonly socket: { readonly destroy: () => unknown }
  }
}

// A static import reads every export of the module, and one of them loads all of fetch: a fifth of a start.
const { createServer } = process.getBuiltinModule('node:http')

/** The institution of whose certificate a connection was made with; undefined on plain HTTP, where nobody shows one. */
type InstitutionOf = (incoming: { readonly socket: object }) => string | undefined

type Missed = (method: string, path: string) => void

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown

const ALREADY_SENT = { 'x-hono-already-sent': 'true' }

/** Paths that need no decoding: a request file of ordinary characters, in the default world or one with a name. */
const PLAIN_DOOR = /^(?:\/w\/([A-Za-z0-9_-]+))?\/oqs\/([A-Za-z0-9_-][A-Za-z0-9_.-]*)$/
const PLAIN_HOST = /^[A-Za-z0-9.-]+(?::\d{1,5})?$/
const LENGTH = /^\d{1,7}$/

/** A request file on the short way: its world and its name. */
interface PlainRequest {
  readonly world: SimulatedWorld
  readonly name: string
}

/** An ordinary request file for a world in which nothing disturbs the line; null leaves the request to the app. */
function plainRequest(
  { worlds, gate }: Simulator,
  { method, url = '', headers, httpVersion }: IncomingMessage,
  institution: string | undefined,
): PlainRequest | null {
  if (gate !== null) return null
  const length = headers['content-length'] ?? ''
  const path = method === 'POST' && httpVersion === '1.1' ? PLAIN_DOOR.exec(url) : null
  if (headers[OUTCOME_HEADER] !== undefined) return null
  if (path === null || !LENGTH.test(length) || Number(length) > OQS_BODY_LIMIT) return null
  if (!PLAIN_HOST.test(headers.host ?? '')) return null
  const [, id, name = ''] = path
  const world = id === undefined ? worlds.default : worlds.get(id)
  if (world === null || world.state.faults().length > 0) return null
  return institution === undefined || institution === world.state.facility.institutionCode ? { world, name } : null
}

function send(reply: DoorReply, outgoing: ServerResponse): void {
  outgoing.statusCode = reply.status
  outgoing.setHeader('content-type', reply.contentType).setHeader('content-disposition', reply.disposition)
  outgoing.end(reply.bytes)
}

const failed =
  (outgoing: ServerResponse) =>
  (error: unknown): void => {
    console.error(error)
    outgoing.statusCode = 500
    outgoing.setHeader('content-type', 'text/plain;charset=UTF-8').end('Internal Server Error')
  }

/** Takes a request file off the socket and puts the result on it, as the app does, without what the app needs in between. */
function handOver(
  { world, name }: PlainRequest,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  missed: Missed,
): void {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  incoming.on('data', (chunk: Uint8Array<ArrayBuffer>) => chunks.push(chunk))
  incoming.on('end', () => {
    try {
      const reply = handIn(world, name, joined(chunks))
      if (reply instanceof Promise) {
        reply.then((late) => send(late, outgoing)).catch(failed(outgoing))
        return
      }
      if (reply.status !== 200) missed('POST', incoming.url ?? '')
      send(reply, outgoing)
    } catch (error) {
      failed(outgoing)(error)
    }
  })
}

const isHealthCheck = ({ method, url, headers, httpVersion }: IncomingMessage): boolean =>
  method === 'GET' && url === '/health' && httpVersion === '1.1' && PLAIN_HOST.test(headers.host ?? '')

function sayHealthy(outgoing: ServerResponse): void {
  outgoing.setHeader('content-type', 'application/json').end(HEALTHY)
}

const A_MINUTE = 60_000

/** Lets idle worlds expire while it serves; what is given back ends that. */
function expiring({ worlds, gate }: Simulator, idleMinutes: number): () => void {
  // Worlds of a store lie there until somebody deletes them.
  if (gate !== null || idleMinutes <= 0) return () => undefined
  worlds.expireAfter(idleMinutes * A_MINUTE, () => Date.now())
  const timer = setInterval(() => worlds.sweep(), A_MINUTE)
  timer.unref()
  return () => clearInterval(timer)
}

async function serveFolders(simulator: Simulator, folders: FolderOptions): Promise<ServedFolders> {
  const door = await import('./folders/index.ts')
  const served = await door.serveFolders(simulator.worlds, folders, simulator.gate)
  if (served.ok) return served.value
  throw new ServeRefusal('CONFIG_FOLDERS', `${folders.dir} cannot be used as a folder: ${served.problem}`)
}

async function prepareTls({ simulator, host, tls }: ServeOptions): Promise<TlsMaterial | null> {
  if (tls === undefined) return null
  const { worlds, gate } = simulator
  const world = gate === null ? worlds.default : await gate.within(DEFAULT_WORLD, (found) => found)
  const own = (world ?? worlds.default).setup.facility.institutionCode
  const prepared = await (
    await import('./tls/folder.ts')
  ).prepareTls({
    dir: tls.dir,
    hosts: host === undefined ? [] : [host],
    institutions: [own, ...(tls.institutions ?? [])],
    now: new Date(),
    note: tls.note ?? (() => undefined),
  })
  if (prepared.ok) return prepared.value
  const { kind, where } = prepared.problem
  const why =
    kind === 'not-ours' ? 'it, or the key beside it, was not made here and is not overwritten' : 'the system says no'
  throw new ServeRefusal('CONFIG_TLS', `${where} cannot be used: ${why}`)
}

/**
 * Listens, and serves the folders. Throws a {@link ServeRefusal} for an address beyond this machine without a token, for a
 * port in use, and for a folder that cannot be used: that of the clinics or that of the certificates.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  if (options.followWall !== false) options.simulator.worlds.followWall(() => Date.now())
  const material = await prepareTls(options)
  const secure = material === null ? null : (await import('./tls/server.ts')).secureServer(material, options.tls?.note)
  const listening = await listen(options, secure)
  if (options.folders === undefined) return { ...listening, dir: null }
  try {
    const { dir, close } = await serveFolders(options.simulator, options.folders)
    const closeBoth = async (): Promise<void> => {
      await close()
      await listening.close()
    }
    return { ...listening, dir, close: closeBoth }
  } catch (error) {
    await listening.close()
    throw error
  }
}

function listen(options: ServeOptions, secure: SecureServer | null): Promise<Omit<Served, 'dir'>> {
  const { simulator, host = '127.0.0.1', port = 0 } = options
  if (!LOOPBACK.test(host) && simulator.token === null) {
    const message = `${host} can be reached from other machines: give the simulator a token, or listen on 127.0.0.1`
    return Promise.reject(new ServeRefusal('CONFIG_TOKEN_MISSING', message))
  }
  const missed = createMissLog(options.missed ?? (() => undefined))
  const institutionOf: InstitutionOf = secure === null ? () => undefined : secure.institutionOf
  const fetch = async (request: Request, { incoming }: Connection): Promise<Response> => {
    let dropped = false
    const drop = (): void => {
      dropped = true
      incoming.socket.destroy()
    }
    const cut = (): void => void incoming.socket.destroy()
    const response = await simulator.app.fetch(request, {
      contentLength: incoming.headers['content-length'],
      drop,
      cut,
      institution: institutionOf(incoming),
    })
    if (response.status >= 400) missed(request.method, new URL(request.url).pathname)
    return dropped ? new Response(null, { headers: ALREADY_SENT }) : response
  }
  return new Promise((resolve, reject) => {
    // The adapter and the web objects it needs are half of a start; clinics that only inquire never come here.
    let loading: Promise<Listener> | null = null
    const app = (): Promise<Listener> =>
      (loading ??= import('@hono/node-server').then(({ getRequestListener }) =>
        getRequestListener(fetch, { hostname: host, overrideGlobalObjects: false }),
      ))
    const server = secure === null ? createServer() : secure.server
    server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
      const plain = plainRequest(simulator, incoming, institutionOf(incoming))
      if (plain !== null) handOver(plain, incoming, outgoing, missed)
      else if (isHealthCheck(incoming)) sayHealthy(outgoing)
      else void app().then((listener) => listener(incoming, outgoing))
    })
    server.once('error', (error) =>
      reject(new ServeRefusal('CONFIG_ADDRESS', `cannot listen on ${host}:${port}`, error)),
    )
    server.listen(port, host, () => {
      const info = server.address()
      if (info === null || typeof info === 'string')
        return reject(new TypeError('a server without an address and a port'))
      const shown = info.family === 'IPv6' ? `[${info.address}]` : info.address
      const url = `${secure === null ? 'http' : 'https'}://${shown}:${info.port}`
      simulator.setOrigin(url)
      const endExpiring = expiring(simulator, options.idleMinutes ?? 0)
      resolve({
        url,
        port: info.port,
        close: () =>
          new Promise((done) => {
            endExpiring()
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })
}
