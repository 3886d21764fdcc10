import type { AddressInfo } from 'node:net'
import { serve as listen } from '@hono/node-server'
import type { Simulator } from './index.ts'

export interface ServeOptions {
  readonly simulator: Simulator
  /** Default 127.0.0.1. Any other address needs a simulator with a token. */
  readonly host?: string
  /** Default 0: any free port. */
  readonly port?: number
  /** The clock of the default world goes on with the wall; default true. */
  readonly followWall?: boolean
}

export interface Served {
  readonly url: string
  readonly port: number
  readonly close: () => Promise<void>
}

/** The simulator may not be served like this, or the address cannot be used. */
export class ServeRefusal extends Error {
  override readonly name = 'ServeRefusal' as const
  readonly code: 'CONFIG_TOKEN_MISSING' | 'CONFIG_ADDRESS'
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

const ALREADY_SENT = { 'x-hono-already-sent': 'true' }

/** Listens. Throws a {@link ServeRefusal} for an address beyond this machine without a token, and for a port in use. */
export function serve(options: ServeOptions): Promise<Served> {
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
    const server = listen({ fetch, hostname: host, port }, (info: AddressInfo) => {
      const shown = info.family === 'IPv6' ? `[${info.address}]` : info.address
      const url = `http://${shown}:${info.port}`
      simulator.setOrigin(url)
      resolve({
        url,
        port: info.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      })
    })
    server.once('error', (error) => reject(new ServeRefusal('CONFIG_ADDRESS', `cannot listen on ${host}:${port}`, error)))
  })
}
