import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Driver } from '../../../scenarios/ports.ts'
import { filesDriver } from './files.ts'
import { type Drive, answerText, functionDriver } from './function.ts'
import { httpDriver } from './http.ts'
import { serveProbe } from './probe.ts'
import type { ProtocolDriverOptions } from './protocol-driver.ts'

export interface ReferenceDriverOptions extends ProtocolDriverOptions {
  /**
   * `process`: called in this process. `http`: behind its own port on the loopback address. `files`: behind probe folders of
   * its own. Default `process`.
   */
  readonly reach?: 'process' | 'http' | 'files'
}

/** A driver over a clinic of our own, right or deliberately broken, reached like a vendor's or without a door. */
export async function referenceDriver(
  name: string,
  drive: Drive,
  options: ReferenceDriverOptions = {},
): Promise<Driver> {
  const { reach = 'process' } = options
  if (reach === 'process') return functionDriver(name, drive, options)
  const { driver, close } = reach === 'http' ? await behindPort(drive, options) : behindProbe(drive, options)
  return {
    name,
    perform: (caseName, op, input) => driver.perform(caseName, op, input),
    stop: async () => {
      await driver.stop()
      await close()
    },
  }
}

interface Reached {
  readonly driver: Driver
  readonly close: () => Promise<void>
}

async function behindPort(drive: Drive, options: ProtocolDriverOptions): Promise<Reached> {
  const listener = await listenClinic(drive)
  return { driver: httpDriver(listener.url, options), close: () => listener.close() }
}

function behindProbe(drive: Drive, options: ProtocolDriverOptions): Reached {
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-probe-'))
  const probe = serveProbe(dir, drive)
  return {
    driver: filesDriver(dir, options),
    close: () => {
      probe.close()
      rmSync(dir, { recursive: true, force: true })
      return Promise.resolve()
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
      void answerText(drive, Buffer.concat(chunks).toString('utf8')).then((text) => {
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
