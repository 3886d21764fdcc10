import { join } from 'node:path'
import { filesDriver } from '../conformance/drivers/files.ts'
import { functionDriver, type Drive } from '../conformance/drivers/function.ts'
import { httpDriver } from '../conformance/drivers/http.ts'
import { moduleDriver } from '../conformance/drivers/module.ts'
import type { ProtocolDriverOptions } from '../conformance/drivers/protocol-driver.ts'
import { referenceDriver } from '../conformance/drivers/reference.ts'
import { stdioDriver } from '../conformance/drivers/stdio.ts'
import type { SuiteId } from '../conformance/suites.ts'
import type { Driver, DriverProblem, WorldFactory } from '../../scenarios/ports.ts'
import { type Simulator, type TerminalSettings, createSimulator, serve } from '../../simulator/index.ts'
import type { DriverSpec } from './driver-spec.ts'
import { serveWorldFolders } from './folders.ts'
import { type Fetch, OWN_SYSTEMS } from './own-systems.ts'

/** A system under test and the simulated services it asks. */
export interface Session {
  readonly driver: Driver
  readonly worlds: WorldFactory
  readonly simulator: Simulator
  readonly close: () => Promise<void>
}

/** A system that could not be opened: a run says so as it does of one that died. */
const closed = (name: string, problem: DriverProblem): Driver => ({
  name,
  perform: () => Promise.resolve({ kind: 'problem', problem }),
  stop: () => Promise.resolve(),
})

/** A system of this process, told as one function. */
export type Opened = DriverSpec | { readonly kind: 'function'; readonly drive: Drive }

/** Opens a system. Ours must exist: the caller has looked it up. */
export async function openDriver(
  suite: SuiteId,
  spec: Opened,
  fetch: Fetch,
  options: ProtocolDriverOptions,
): Promise<Driver> {
  switch (spec.kind) {
    case 'reference':
    case 'mutant': {
      const own = OWN_SYSTEMS[suite]
      const id = spec.kind === 'mutant' ? spec.id : null
      const name = id === null ? 'reference' : `mutant:${id}`
      return referenceDriver(name, own.build(id, fetch, spec.traits), { ...options, reach: spec.traits.reach })
    }
    case 'module': {
      const opened = await moduleDriver(spec.file, options)
      return opened.ok ? opened.value : closed(`module:${spec.file}`, opened.problem)
    }
    case 'stdio':
      return stdioDriver(spec.command, options)
    case 'http':
      return httpDriver(spec.url, options)
    case 'files':
      return filesDriver(spec.dir, options)
    case 'function':
      return functionDriver('function', spec.drive, options)
  }
}

export interface SessionOptions extends ProtocolDriverOptions {
  /** How the terminal of the site writes its files; default UTF-8. */
  readonly encoding?: TerminalSettings['encoding']
  /** Faults of the transport wait as long as they say; default no. */
  readonly realtime?: boolean
}

/** How a system reaches the services: ours as its traits say, every other one as it likes. */
const reachOf = (spec: Opened): 'process' | 'http' | 'files' | 'any' => ('traits' in spec ? spec.traits.reach : 'any')

/** Requests of ours are renamed into place; those of others may still be written for a moment. In milliseconds. */
const SETTLE_MILLIS = { ours: 0, others: 20 } as const

/** Starts the simulated services, on a loopback port and in folders where the system needs them, and opens the system. */
export async function openSession(suite: SuiteId, spec: Opened, options: SessionOptions): Promise<Session> {
  const { encoding, realtime = false, ...driverOptions } = options
  const reach = reachOf(spec)
  // A system of our own in this process needs no socket; every other system reaches the services on a loopback port.
  const needsPort = reach !== 'process'
  const simulator = createSimulator({ realtime, ...(encoding === undefined ? {} : { terminal: { encoding } }) })
  const served = needsPort ? await serve({ simulator, followWall: false }) : null
  const driver = await openDriver(suite, spec, needsPort ? fetch : simulator.fetch, driverOptions)
  const folders =
    suite === 'clinic' && (reach === 'files' || reach === 'any')
      ? serveWorldFolders(driver, simulator.worlds, {
          ...driverOptions,
          root: spec.kind === 'files' ? join(spec.dir, 'oqs') : null,
          settleMillis: reach === 'files' ? SETTLE_MILLIS.ours : SETTLE_MILLIS.others,
        })
      : null
  return {
    driver: folders?.driver ?? driver,
    worlds: folders?.worlds ?? simulator.worlds,
    simulator,
    close: async () => {
      await driver.stop()
      await folders?.close()
      simulator.close()
      await served?.close()
    },
  }
}
