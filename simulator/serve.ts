import type { IncomingMessage, ServerResponse } from 'node:http'
import { HEALTHY } from './app.ts'
import { OQS_BODY_LIMIT, handIn } from './doors.ts'
import type { FolderOptions, ServedFolders } from './folders/index.ts'
import type { Simulator } from './index.ts'
import type { SimulatedWorld } from './world.ts'

export interface ServeOptions {
  readonly simulator: Simulator
  /** Default 127.0.0.1. Any other address needs a simulator with a token. */
  readonly host?: string
  /** Default 0: any free port. */
  readonly port?: number
  /** The clock of the default world goes on with the wall; default true. */
  readonly followWall?: boolean
  /** 連携フォルダー: the folders through which clinics ask, beside the socket. */
  readonly folders?: FolderOptions
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
  readonly code: 'CONFIG_TOKEN_MISSING' | 'CONFIG_ADDRESS' | 'CONFIG_FOLDERS'
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
  { worlds }: Simulator,
  { method, url = '', headers, httpVersion }: IncomingMessage,
): PlainRequest | null {
  const length = headers['content-length'] ?? ''
  const path = method === 'POST' && httpVersion === '1.1' ? PLAIN_DOOR.exec(url) : null
  if (path === null || !LENGTH.test(length) || Number(length) > OQS_BODY_LIMIT) return null
  if (!PLAIN_HOST.test(headers.host ?? '')) return null
  const [, id, name = ''] = path
  const world = id === undefined ? worlds.default : worlds.get(id)
  return world === null || world.state.faults().length > 0 ? null : { world, name }
}

/** Takes a request file off the socket and puts the result on it, as the app does, without what the app needs in between. */
function handOver({ world, name }: PlainRequest, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const chunks: Uint8Array[] = []
  incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  incoming.on('end', () => {
    try {
      const reply = handIn(world, name, joined(chunks))
      outgoing.statusCode = reply.status
      outgoing.setHeader('content-type', reply.contentType).setHeader('content-disposition', reply.disposition)
      outgoing.end(reply.bytes)
    } catch (error) {
      console.error(error)
      outgoing.statusCode = 500
      outgoing.setHeader('content-type', 'text/plain;charset=UTF-8').end('Internal Server Error')
    }
  })
}

const isHealthCheck = ({ method, url, headers, httpVersion }: IncomingMessage): boolean =>
  method === 'GET' && url === '/health' && httpVersion === '1.1' && PLAIN_HOST.test(headers.host ?? '')

function sayHealthy(outgoing: ServerResponse): void {
  outgoing.setHeader('content-type', 'application/json').end(HEALTHY)
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks
  if (first !== undefined && chunks.length === 1) return new Uint8Array(first.buffer, first.byteOffset, first.length)
  const whole = Buffer.concat(chunks)
  return new Uint8Array(whole.buffer, whole.byteOffset, whole.length)
}

async function serveFolders(simulator: Simulator, folders: FolderOptions): Promise<ServedFolders> {
  const door = await import('./folders/index.ts')
  const served = await door.serveFolders(simulator.worlds, folders)
  if (served.ok) return served.value
  throw new ServeRefusal('CONFIG_FOLDERS', `${folders.dir} cannot be used as a folder: ${served.problem}`)
}

/**
 * Listens, and serves the folders. Throws a {@link ServeRefusal} for an address beyond this machine without a token, for a
 * port in use, and for a folder that cannot be used.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const listening = await listen(options)
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

function listen(options: ServeOptions): Promise<Omit<Served, 'dir'>> {
  const { simulator, host = '127.0.0.1', port = 0 } = options
  if (!LOOPBACK.test(host) && simulator.token === null) {
    const message = `${host} can be reached from other machines: give the simulator a token, or listen on 127.0.0.1`
    return Promise.reject(new ServeRefusal('CONFIG_TOKEN_MISSING', message))
  }
  const fetch = async (request: Request, { incoming }: Connection): Promise<Response> => {
    let dropped = false
    const drop = (): void => {
      dropped = true
      incoming.socket.destroy()
    }
    const response = await simulator.app.fetch(request, { contentLength: incoming.headers['content-length'], drop })
    return dropped ? new Response(null, { headers: ALREADY_SENT }) : response
  }
  if (options.followWall !== false) simulator.worlds.followWall(() => Date.now())
  return new Promise((resolve, reject) => {
    // The adapter and the web objects it needs are half of a start; clinics that only inquire never come here.
    let loading: Promise<Listener> | null = null
    const app = (): Promise<Listener> =>
      (loading ??= import('@hono/node-server').then(({ getRequestListener }) =>
        getRequestListener(fetch, { hostname: host, overrideGlobalObjects: false }),
      ))
    const server = createServer((incoming, outgoing) => {
      const plain = plainRequest(simulator, incoming)
      if (plain !== null) handOver(plain, incoming, outgoing)
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
      const url = `http://${shown}:${info.port}`
      simulator.setOrigin(url)
      resolve({
        url,
        port: info.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })
}
