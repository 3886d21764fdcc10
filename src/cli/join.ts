import type { Drive } from '../conformance/drivers/function.ts'
import { moduleDriver } from '../conformance/drivers/module.ts'
import { httpDriver } from '../conformance/drivers/http.ts'
import { referenceDriver } from '../conformance/drivers/reference.ts'
import { scriptedDriver } from '../conformance/drivers/scripted.ts'
import { stdioDriver } from '../conformance/drivers/stdio.ts'
import { hollowSystem, hollowSystems } from '../conformance/mutants/clinic/hollow.ts'
import { clinicMutant, clinicMutants } from '../conformance/mutants/clinic/index.ts'
import { createReferenceClinic } from '../conformance/reference/clinic/clinic.ts'
import { minimize, ordinaryBudget } from '../conformance/minimize.ts'
import { type Power, type PowerSubject, measurePower as powerOf } from '../conformance/power.ts'
import type { Report } from '../conformance/requirement.ts'
import { clinicRequirements } from '../conformance/requirements/index.ts'
import { runConformance } from '../conformance/runner.ts'
import { type SelfCheck, judgeService } from '../conformance/self-check.ts'
import { type Instant, instantOfUnixMillis } from '../domain/civil-date.ts'
import { decide } from '../domain/decide.ts'
import { ruleBook } from '../domain/rulesets.ts'
import type { Driver, DriverProblem, WorldFactory } from '../../scenarios/ports.ts'
import { type ReplayOptions, replay } from '../../scenarios/replay.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { createSimulator, serve, serviceMutants } from '../../simulator/index.ts'
import type { DecidedReception } from './commands/decide.ts'
import type { ClinicTraits, DriverSpec } from './driver-spec.ts'
import type { Lang } from './lang.ts'
import { type ReplayedFile, replayReport } from './replay-report.ts'
import { type NamedScenario, shippedScenarios } from './scenario-files.ts'
import { ConfigurationError, UsageError } from './usage-error.ts'

export { clinicRequirements }

/** A system under test and the worlds it is tested in, ready to play. */
export interface Session {
  readonly driver: Driver
  readonly worlds: WorldFactory
  /** What a first setup is told. */
  readonly service: Service
  readonly close: () => Promise<void>
}

type Fetch = (url: string, init?: RequestInit) => Promise<Response>

const FACILITY = { capability: 'FULL', kind: 'CLINIC', phoneEnabled: true } as const
const INSTITUTION = '1319999999'
const IN_PROCESS: ClinicTraits = { clock: 'movable', worlds: 'many', reach: 'process' }

/** The simulated service of a session; systems outside this process reach it on a loopback port. */
interface Service {
  readonly worlds: WorldFactory
  readonly baseUrl: string
  readonly now: Instant
  readonly fetch: Fetch
  readonly close: () => Promise<void>
}

async function openService(listens: boolean): Promise<Service> {
  const simulator = createSimulator()
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

function ownClinic(spec: Extract<DriverSpec, { traits: ClinicTraits }>, fetch: Fetch): Drive {
  const { traits } = spec
  const hollow = spec.kind === 'mutant' ? hollowSystem(spec.id) : null
  if (hollow !== null) return hollow.drive
  const mutant = spec.kind === 'mutant' ? clinicMutant(spec.id) : null
  return createReferenceClinic({
    fetch,
    name: mutant === null ? 'reference clinic' : `mutant ${mutant.id}`,
    ...(mutant === null ? {} : { practice: mutant.practice }),
    ...(traits.worlds === 'one' ? { oneWorld: true } : {}),
    ...(traits.clock === 'fixed' ? { ownClock: () => instantOfUnixMillis(Date.now()) } : {}),
  })
}

function knownMutant(id: string): void {
  if (clinicMutant(id) !== null || hollowSystem(id) !== null) return
  const ids = [...clinicMutants, ...hollowSystems].map((mutant) => mutant.id).join(', ')
  throw new UsageError({
    ja: `--driver: 変異体 "${id}" はありません。ある変異体: ${ids}。例: --driver mutant:ignores-branch`,
    en: `--driver: there is no mutant "${id}". There are: ${ids}. Example: --driver mutant:ignores-branch`,
  })
}

async function openDriver(spec: DriverSpec, lang: Lang, fetch: Fetch): Promise<Driver> {
  switch (spec.kind) {
    case 'reference':
    case 'mutant': {
      const name = spec.kind === 'mutant' ? `mutant:${spec.id}` : 'reference'
      return referenceDriver(name, ownClinic(spec, fetch), { lang, reach: spec.traits.reach })
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

/** Starts the simulated service and the driver. */
export async function openSession(spec: DriverSpec, lang: Lang): Promise<Session> {
  if (spec.kind === 'mutant') knownMutant(spec.id)
  // A clinic of our own in this process needs no socket; every other system reaches the service on a loopback port.
  const listens = !('traits' in spec) || spec.traits.reach === 'http'
  const service = await openService(listens)
  const driver = await openDriver(spec, lang, listens ? fetch : service.fetch)
  return {
    driver,
    worlds: service.worlds,
    service,
    close: async () => {
      await driver.stop()
      await service.close()
    },
  }
}

/** Asks a system what it can do, before anything is played. */
async function hello({
  driver,
  service,
}: Session): Promise<Pick<ReplayOptions, 'capabilities' | 'fixedNow'> & { readonly problem: DriverProblem | null }> {
  const told = await driver.perform('hello', 'setup', {
    suite: 'clinic',
    baseUrl: service.baseUrl,
    world: 'default',
    institutionCode: INSTITUTION,
    facility: FACILITY,
    now: service.now,
  })
  if (told.kind === 'problem') return { capabilities: null, fixedNow: null, problem: told.problem }
  const { capabilities, now } = told.kind === 'result' ? told.result : { capabilities: null, now: undefined }
  return { capabilities, fixedNow: capabilities?.clock === 'fixed' ? (now ?? null) : null, problem: null }
}

/** What every run of a suite needs to know. */
export interface SuiteRun {
  readonly spec: DriverSpec
  readonly lang: Lang
  readonly seed: number
  readonly cases: number
  readonly ruleset: string
  readonly only?: readonly string[]
  readonly address?: string
  readonly progress: (done: number, planned: number, label: string) => void
}

/** Runs the clinic suite against a system. */
export async function runClinicSuite({ spec, lang, ...run }: SuiteRun): Promise<Report> {
  const session = await openSession(spec, lang)
  try {
    return await runConformance({
      ...run,
      driver: session.driver,
      worlds: session.worlds,
      requirements: clinicRequirements,
      selfCheck: selfCheckOf(session.service.fetch, shippedScenarios()),
      steadyMillis: () => performance.now(),
    })
  } finally {
    await session.close()
  }
}

type Told = Pick<ReplayOptions, 'capabilities' | 'fixedNow'>

async function replayOne(
  session: Pick<Session, 'driver' | 'worlds'>,
  { capabilities, fixedNow }: Told,
  { name, scenario }: NamedScenario,
): Promise<ReplayedFile> {
  const replayed = await replay(scenario, session.worlds, session.driver, {
    capabilities,
    fixedNow,
    freshPeople: 0,
    caseName: name,
  })
  if (replayed.kind === 'history') return { name, scenario, history: replayed.history, gone: replayed.gone }
  const { what, name: given } = replayed.refusal
  throw new UsageError({
    ja: `${name}: シナリオを再生できません（${what}: ${given}）`,
    en: `${name}: the scenario cannot be played (${what}: ${given})`,
  })
}

/** How our own service is judged: the typed exchanges of the files, in this process. */
const selfCheckOf = (fetch: Fetch, files: readonly NamedScenario[]): SelfCheck => ({
  files,
  scripted: (scenario) => scriptedDriver(scenario, fetch),
})

const isScripted = ({ scenario }: NamedScenario): boolean =>
  scenario.steps.some((step) => 'script' in step && step.script !== undefined)

/** Replays scenario files and judges what happened. */
export async function replayFiles(input: {
  readonly spec: DriverSpec
  readonly lang: Lang
  readonly files: readonly NamedScenario[]
}): Promise<Report> {
  const session = await openSession(input.spec, input.lang)
  try {
    const told = await hello(session)
    if (told.problem?.fatal === true)
      return { ...replayReport(clinicRequirements, [], []), driverProblem: told.problem }
    const replayed: ReplayedFile[] = []
    for (const file of input.files) {
      // oxlint-disable-next-line no-await-in-loop -- a system may have one world only
      const one = await replayOne(session, told, file)
      replayed.push(one)
      if (one.gone !== null) break
    }
    const defects = await judgeService(
      selfCheckOf(session.service.fetch, input.files.filter(isScripted)),
      session.worlds,
    )
    return replayReport(clinicRequirements, replayed, defects)
  } finally {
    await session.close()
  }
}

/** What the rules say about each reception of a scenario: nobody has to be at the counter for that. */
export async function decideScenario(scenario: Scenario): Promise<readonly DecidedReception[]> {
  const book = ruleBook(scenario.ruleset)
  if (!book.ok)
    throw new UsageError({
      ja: `ruleset "${book.problem.unknown}" はありません`,
      en: `There is no ruleset "${book.problem.unknown}"`,
    })
  const driver: Driver = {
    name: 'nobody',
    perform: () => Promise.resolve({ kind: 'unsupported' }),
    stop: () => Promise.resolve(),
  }
  const { worlds, close } = await openService(false)
  try {
    const { history } = await replayOne(
      { driver, worlds },
      { capabilities: null, fixedNow: null },
      { name: 'decide', scenario },
    )
    return history.steps.flatMap(({ index, at, step, reception }) =>
      reception === null || step.do !== 'receive'
        ? []
        : [
            {
              step: index,
              visit: step.visit,
              at,
              decision: decide(reception.presentation, reception.facts, book.value),
            },
          ],
    )
  } finally {
    await close()
  }
}

/** The smallest scenario that violates the same requirement; null when this one does not. */
export async function minimizeScenario(input: {
  readonly spec: DriverSpec
  readonly lang: Lang
  readonly scenario: Scenario
  readonly requirement: string
}): Promise<Scenario | null> {
  const requirement = clinicRequirements.find(({ id }) => id === input.requirement)
  if (requirement === undefined) {
    const ids = clinicRequirements.map(({ id }) => id).join(', ')
    throw new UsageError({
      ja: `要求 "${input.requirement}" はありません。ある要求: ${ids}`,
      en: `There is no requirement "${input.requirement}". There are: ${ids}`,
    })
  }
  const session = await openSession(input.spec, input.lang)
  try {
    const told = await hello(session)
    if (told.problem?.fatal === true)
      throw new ConfigurationError({ ja: told.problem.message, en: told.problem.message })
    const codesOf = async (scenario: Scenario): Promise<readonly string[]> => {
      const { history } = await replayOne(session, told, { name: 'minimize', scenario })
      return requirement.examine(history)?.findings.map(({ code }) => code) ?? []
    }
    const code = (await codesOf(input.scenario))[0]
    if (code === undefined) return null
    const stillFails = async (candidate: Scenario): Promise<boolean> => (await codesOf(candidate)).includes(code)
    const { scenario } = await minimize(
      input.scenario,
      stillFails,
      ordinaryBudget(() => performance.now()),
    )
    return scenario
  } finally {
    await session.close()
  }
}

/** Measures the suite by our own clinic, every broken one, the hollow ones, and every broken service. */
export async function measurePower(input: Pick<SuiteRun, 'seed' | 'cases' | 'progress'>): Promise<Power> {
  const right = createSimulator()
  const shipped = shippedScenarios()
  const clinic = (id: string): DriverSpec => ({ kind: 'mutant', id, traits: IN_PROCESS })
  const reference: DriverSpec = { kind: 'reference', traits: IN_PROCESS }
  const open = (spec: DriverSpec, { fetch }: Pick<Service, 'fetch'>) => openDriver(spec, 'en', fetch)
  const subjects: readonly PowerSubject[] = [
    { id: 'reference', kind: 'reference', worlds: right.worlds, driver: () => open(reference, right) },
    ...clinicMutants.map(({ id }): PowerSubject => ({
      id,
      kind: 'mutant',
      worlds: right.worlds,
      driver: () => open(clinic(id), right),
    })),
    ...hollowSystems.map(({ id }): PowerSubject => ({
      id,
      kind: 'hollow',
      worlds: right.worlds,
      driver: () => open(clinic(id), right),
    })),
    ...serviceMutants.map(({ id, practice }): PowerSubject => {
      const broken = createSimulator({ practice })
      return {
        id: `service:${id}`,
        kind: 'service',
        worlds: broken.worlds,
        driver: () => open(reference, broken),
        selfCheck: selfCheckOf(broken.fetch, shipped),
      }
    }),
  ]
  return powerOf({
    ...input,
    ruleset: 'latest',
    requirements: clinicRequirements,
    steadyMillis: () => performance.now(),
    subjects,
  })
}
