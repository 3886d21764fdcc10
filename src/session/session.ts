import { functionDriver, type Drive } from '../conformance/drivers/function.ts'
import { httpDriver } from '../conformance/drivers/http.ts'
import { moduleDriver } from '../conformance/drivers/module.ts'
import type { ProtocolDriverOptions } from '../conformance/drivers/protocol-driver.ts'
import { referenceDriver } from '../conformance/drivers/reference.ts'
import { stdioDriver } from '../conformance/drivers/stdio.ts'
import type { SuiteId } from '../conformance/suites.ts'
import type { Driver, DriverProblem, WorldFactory } from '../../scenarios/ports.ts'
import { type Simulator, createSimulator, serve } from '../../simulator/index.ts'
import type { DriverSpec } from './driver-spec.ts'
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
    case 'function':
      return functionDriver('function', spec.drive, options)
  }
}

/** Starts the simulated services, on a loopback port where the system needs one, and opens the system. */
export async function openSession(suite: SuiteId, spec: Opened, options: ProtocolDriverOptions): Promise<Session> {
  // A system of our own in this process needs no socket; every other system reaches the services on a loopback port.
  const needsPort = !('traits' in spec) || spec.traits.reach === 'http'
  const simulator = createSimulator()
  const served = needsPort ? await serve({ simulator, followWall: false }) : null
  const driver = await openDriver(suite, spec, needsPort ? fetch : simulator.fetch, options)
  return {
    driver,
    worlds: simulator.worlds,
    simulator,
    close: async () => {
      await driver.stop()
      simulator.close()
      await served?.close()
    },
  }
}
