import { clinicMutants } from '../conformance/mutants/clinic/index.ts'
import { createReferenceClinic } from '../conformance/reference/clinic/clinic.ts'
import { moduleDriver } from '../conformance/drivers/module.ts'
import { httpDriver } from '../conformance/drivers/http.ts'
import { referenceDriver } from '../conformance/drivers/reference.ts'
import { stdioDriver } from '../conformance/drivers/stdio.ts'
import { type Instant, instantOfUnixMillis } from '../domain/civil-date.ts'
import type { Driver, DriverProblem, WorldFactory } from '../../scenarios/ports.ts'
import type { Capabilities } from '../../scenarios/protocol.ts'
import { createSimulator, serve } from '../../simulator/index.ts'
import type { ClinicTraits, DriverSpec } from './driver-spec.ts'
import type { Lang } from './lang.ts'
import { UsageError } from './usage-error.ts'

/** A system under test and the worlds it is tested in, ready to play. */
export interface Session {
  readonly driver: Driver
  readonly worlds: WorldFactory
  /** What the system said it can do; null when it did not say. */
  readonly capabilities: Capabilities | null
  /** The clock of a system whose clock is fixed. */
  readonly fixedNow: Instant | null
  readonly close: () => Promise<void>
}

type Fetch = (url: string, init?: RequestInit) => Promise<Response>

const FACILITY = { capability: 'FULL', kind: 'CLINIC', phoneEnabled: true } as const
const INSTITUTION = '1319999999'

/** The simulated service of a session; systems outside this process reach it on a loopback port. */
interface Service {
  readonly worlds: WorldFactory
  readonly baseUrl: string
  readonly now: Instant
  readonly fetch: Fetch
  readonly close: () => Promise<void>
}

async function openService(worlds: 'many' | 'one', listens: boolean): Promise<Service> {
  const simulator = createSimulator({ worlds })
  const served = listens ? await serve({ simulator, followWall: false }) : null
  const world = simulator.worlds.default
  return {
    worlds: simulator.worlds,
    baseUrl: world.baseUrl,
    now: world.now(),
    fetch: simulator.fetch,
    close: async () => {
      simulator.close()
      await served?.close()
    },
  }
}

/** A driver that cannot be opened: the run says so as it does for one that dies. */
const closedDriver = (name: string, problem: DriverProblem): Driver => ({
  name,
  perform: () => Promise.resolve({ kind: 'problem', problem }),
  stop: () => Promise.resolve(),
})

function ownClinic(spec: Extract<DriverSpec, { traits: ClinicTraits }>, fetch: Fetch) {
  const { traits } = spec
  const mutant = spec.kind === 'mutant' ? clinicMutants.find(({ id }) => id === spec.id) : undefined
  return createReferenceClinic({
    fetch,
    name: mutant === undefined ? 'reference clinic' : `mutant ${mutant.id}`,
    ...(mutant === undefined ? {} : { practice: mutant.practice }),
    ...(traits.worlds === 'one' ? { oneWorld: true } : {}),
    ...(traits.clock === 'fixed' ? { ownClock: () => instantOfUnixMillis(Date.now()) } : {}),
  })
}

function knownMutant(id: string): void {
  if (clinicMutants.some((mutant) => mutant.id === id)) return
  const ids = clinicMutants.map((mutant) => mutant.id).join(', ')
  throw new UsageError({
    ja: `--driver: 変異体 "${id}" はありません。ある変異体: ${ids}。例: --driver mutant:ignores-branch`,
    en: `--driver: there is no mutant "${id}". There are: ${ids}. Example: --driver mutant:ignores-branch`,
  })
}

async function openDriver(spec: DriverSpec, lang: Lang, service: () => Service): Promise<Driver> {
  switch (spec.kind) {
    case 'reference':
    case 'mutant': {
      const name = spec.kind === 'mutant' ? `mutant:${spec.id}` : 'reference'
      return referenceDriver(name, ownClinic(spec, (url, init) => service().fetch(url, init)), { lang, reach: spec.traits.reach })
    }
    case 'module': {
      const opened = await moduleDriver(spec.file, { lang })
      return opened.ok ? opened.value : closedDriver(`module:${spec.file}`, opened.problem)
    }
    case 'stdio':
      return stdioDriver(spec.command, { lang })
    case 'http':
      return httpDriver(spec.url, { lang })
  }
}

/** Starts the simulated service and the driver, and asks the system what it can do. */
export async function openSession(spec: DriverSpec, lang: Lang): Promise<Session> {
  if (spec.kind === 'mutant') knownMutant(spec.id)
  const isOurs = spec.kind === 'reference' || spec.kind === 'mutant'
  let service = await openService('many', !isOurs)
  const driver = await openDriver(spec, lang, () => service)
  const told = await driver.perform('hello', 'setup', {
    suite: 'clinic',
    baseUrl: service.baseUrl,
    world: 'default',
    institutionCode: INSTITUTION,
    facility: FACILITY,
    now: service.now,
  })
  const capabilities = told.kind === 'result' ? told.result.capabilities : null
  if (capabilities?.worlds === 'one') {
    await service.close()
    service = await openService('one', !isOurs)
  }
  return {
    driver,
    worlds: service.worlds,
    capabilities,
    fixedNow: told.kind === 'result' && capabilities?.clock === 'fixed' ? (told.result.now ?? null) : null,
    close: async () => {
      await driver.stop()
      await service.close()
    },
  }
}
