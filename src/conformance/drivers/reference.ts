import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Driver } from '../../../scenarios/ports.ts'
import { requestSchema } from '../../../scenarios/protocol.ts'
import { type Drive, functionDriver } from './function.ts'
import { httpDriver } from './http.ts'
import type { ProtocolDriverOptions } from './protocol-driver.ts'

export interface ReferenceDriverOptions extends ProtocolDriverOptions {
  /** `process`: called in this process. `http`: behind its own port on the loopback address. Default `process`. */
  readonly reach?: 'process' | 'http'
}

/** A driver over a clinic of our own, right or deliberately broken, reached like a vendor's or without a socket. */
export async function referenceDriver(
  name: string,
  drive: Drive,
  options: ReferenceDriverOptions = {},
): Promise<Driver> {
  if (options.reach !== 'http') return functionDriver(name, drive, options)
  const listener = await listenClinic(drive)
  const driver = httpDriver(listener.url, options)
  return {
    name,
    perform: (caseName, op, input) => driver.perform(caseName, op, input),
    stop: async () => {
      await driver.stop()
      await listener.close()
    },
  }
}

/** A clinic that answers the driver protocol over HTTP on a free port of the loopback address. */
export interface ClinicListener {
  readonly url: string
  close(): Promise<void>
}

/** Gives a clinic a port. */
export async function listenClinic(drive: Drive): Promise<ClinicListener> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      void answerTo(drive, Buffer.concat(chunks).toString('utf8')).then((text) => {
        outgoing.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(text)
      })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0

async function answerTo(drive: Drive, body: string): Promise<string> {
  const request = requestSchema.parse(JSON.parse(body))
  try {
    return JSON.stringify(await drive(request))
  } catch (error) {
    return JSON.stringify({ id: request.id, error: error instanceof Error ? error.message : String(error) })
  }
}
