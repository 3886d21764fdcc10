import { minimize, ordinaryBudget } from '../conformance/minimize.ts'
import { type Power, type PowerSubject, measurePower as powerOf } from '../conformance/power.ts'
import type { PaperPicture } from '../conformance/reporters/reporter.ts'
import type { Report, Requirement } from '../conformance/requirement.ts'
import { runConformance } from '../conformance/runner.ts'
import { type NamedFile, judgeService } from '../conformance/self-check.ts'
import { SUITES, type SuiteId } from '../conformance/suites.ts'
import { type CivilDate, dateOf } from '../domain/civil-date.ts'
import { decide } from '../domain/decide.ts'
import type { RuleBook } from '../domain/rules.ts'
import type { WireEncoding } from '../wire/shift-jis.ts'
import { ruleBook } from '../domain/rulesets.ts'
import type { Driver, DriverProblem } from '../../scenarios/ports.ts'
import { type ReplayOptions, replay } from '../../scenarios/replay.ts'
import { type Scenario, scenarioSchema } from '../../scenarios/scenario.ts'
import { createSimulator, gatewayMutants, serviceMutants } from '../../simulator/index.ts'
import { type DriverSpec, IN_PROCESS } from '../session/driver-spec.ts'
import { OWN_SYSTEMS, isOwnSystem } from '../session/own-systems.ts'
import { isScripted, selfCheckOf } from '../session/self-check.ts'
import { type Session, openDriver, openSession } from '../session/session.ts'
import { shippedScenarios } from '../session/shipped.ts'
import type { DecidedReception } from './commands/decide.ts'
import type { Lang } from './lang.ts'
import { type ReplayedFile, replayReport } from './replay-report.ts'
import { ConfigurationError, UsageError } from './usage-error.ts'

export { SUITES }

function knownMutant(suite: SuiteId, spec: DriverSpec): void {
  if (spec.kind !== 'mutant' || isOwnSystem(suite, spec.id)) return
  const own = OWN_SYSTEMS[suite]
  const ids = [...own.mutants, ...own.hollow].join(', ')
  throw new UsageError({
    ja: `--driver: ${suite} に変異体 "${spec.id}" はありません。ある変異体: ${ids}。例: --driver mutant:${own.mutants[0] ?? 'ID'}`,
    en: `--driver: ${suite} has no mutant "${spec.id}". There are: ${ids}. Example: --driver mutant:${own.mutants[0] ?? 'ID'}`,
  })
}

/** How a system is reached, and how its terminal writes. */
interface Reached {
  readonly spec: DriverSpec
  readonly lang: Lang
  readonly encoding: WireEncoding
  /** Faults of the transport wait as long as they say; default no. */
  readonly realtime?: boolean
}

/** Starts the simulated services and the system under test. */
function sessionFor(suite: SuiteId, { spec, lang, encoding, realtime = false }: Reached): Promise<Session> {
  knownMutant(suite, spec)
  return openSession(suite, spec, { lang, encoding, realtime })
}

type Told = Pick<ReplayOptions, 'capabilities' | 'fixedNow'>

/** Asks a system what it can do, before anything is played. */
async function hello(suite: SuiteId, session: Session): Promise<Told & { readonly problem: DriverProblem | null }> {
  const knock = scenarioSchema.parse({ suite, steps: [] })
  const replayed = await replay(knock, session.worlds, session.driver, {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: 'hello',
  })
  if (replayed.kind === 'refused') throw new Error(JSON.stringify(replayed.refusal))
  const { history, gone } = replayed
  const capabilities = history.system?.capabilities ?? null
  return {
    capabilities,
    fixedNow: capabilities?.clock === 'fixed' ? (history.system?.now ?? null) : null,
    problem: gone,
  }
}

/** What every run of a suite needs to know. */
export interface SuiteRun extends Reached {
  readonly suite: SuiteId
  readonly seed: number
  readonly cases: number
  readonly ruleset: string
  readonly only?: readonly string[]
  readonly address?: string
  /** Draws the papers of the counterexamples. */
  readonly pictures?: boolean
  readonly progress: (done: number, planned: number, label: string) => void
}

/** A report with the papers of its counterexamples. */
export interface SuiteResult {
  readonly report: Report
  readonly pictures: Readonly<Record<string, readonly PaperPicture[]>>
}

const NO_BOUNDS: Told = { capabilities: null, fixedNow: null }

async function picturesFor(session: Session, report: Report): Promise<SuiteResult['pictures']> {
  const { picturesOf } = await import('./pictures.ts')
  const drawn: [string, readonly PaperPicture[]][] = []
  for (const { requirement, counterexample } of report.verdicts) {
    if (counterexample === null) continue
    const file = { name: requirement, scenario: counterexample.scenario }
    // oxlint-disable-next-line no-await-in-loop -- the system is asked one case after the other
    const { history } = await replayOne(session, NO_BOUNDS, file)
    drawn.push([requirement, await picturesOf(history)])
  }
  return Object.fromEntries(drawn)
}

/** Runs a suite against a system. */
export async function runSuite({
  spec,
  lang,
  encoding,
  realtime = false,
  suite,
  pictures = false,
  ...run
}: SuiteRun): Promise<SuiteResult> {
  const session = await sessionFor(suite, { spec, lang, encoding, realtime })
  try {
    const report = await runConformance({
      ...run,
      suite,
      driver: session.driver,
      worlds: session.worlds,
      requirements: SUITES[suite].requirements,
      selfCheck: selfCheckOf(session.simulator.fetch, shippedScenarios(suite)),
      steadyMillis: () => performance.now(),
    })
    const broken = report.driverProblem !== null
    return { report, pictures: pictures && !broken ? await picturesFor(session, report) : {} }
  } finally {
    await session.close()
  }
}

async function replayOne(
  session: Pick<Session, 'driver' | 'worlds'>,
  { capabilities, fixedNow }: Told,
  { name, scenario }: NamedFile,
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

/** The suite that all files are of; files of both suites cannot be replayed against one system. */
function suiteOf(files: readonly NamedFile[]): SuiteId {
  const suites = new Set(files.map(({ scenario }) => scenario.suite))
  if (suites.size > 1)
    throw new UsageError({
      ja: 'clinic と insurer のシナリオを一度に再生することはできません。スイートごとに分けてください。',
      en: 'Scenarios of clinic and insurer cannot be replayed against one system. Replay them suite by suite.',
    })
  return files[0]?.scenario.suite ?? 'clinic'
}

/** Replays scenario files and judges what happened. */
export async function replayFiles(input: Reached & { readonly files: readonly NamedFile[] }): Promise<Report> {
  const suite = suiteOf(input.files)
  const session = await sessionFor(suite, input)
  const { requirements } = SUITES[suite]
  try {
    const told = await hello(suite, session)
    if (told.problem?.fatal === true)
      return { ...replayReport(suite, requirements, [], []), driverProblem: told.problem }
    const replayed: ReplayedFile[] = []
    for (const file of input.files) {
      // oxlint-disable-next-line no-await-in-loop -- a system may have one world only
      const one = await replayOne(session, told, file)
      replayed.push(one)
      if (one.gone !== null) break
    }
    const typed = input.files.filter(({ scenario }) => isScripted(scenario))
    const defects = await judgeService(selfCheckOf(session.simulator.fetch, typed), session.worlds)
    return replayReport(suite, requirements, replayed, defects)
  } finally {
    await session.close()
  }
}

/** What the rules say about each reception of a scenario: nobody has to be at the counter for that. */
export async function decideScenario(scenario: Scenario): Promise<readonly DecidedReception[]> {
  const driver: Driver = {
    name: 'nobody',
    perform: () => Promise.resolve({ kind: 'unsupported' }),
    stop: () => Promise.resolve(),
  }
  const { worlds, close } = createSimulator()
  try {
    const { history } = await replayOne({ driver, worlds }, NO_BOUNDS, { name: 'decide', scenario })
    return history.steps.flatMap(({ index, at, step, reception }) => {
      if (reception === null || step.do !== 'receive') return []
      const book = bookOn(scenario.ruleset, dateOf(at))
      const decision = decide(reception.presentation, reception.facts, book)
      return [{ step: index, visit: step.visit, at, ruleset: book.ruleset.id, decision }]
    })
  } finally {
    close()
  }
}

/** The book of a name on the day of a reception, which `as-known` follows. */
function bookOn(name: string, day: CivilDate): RuleBook {
  const book = ruleBook(name, day)
  if (book.ok) return book.value
  const { unknown, known } = book.problem
  throw new UsageError({
    ja: `ruleset に "${unknown}" は使えません。使える値: ${known.join(', ')}`,
    en: `ruleset does not take "${unknown}". Allowed: ${known.join(', ')}`,
  })
}

function requirementOf(suite: SuiteId, id: string): Requirement {
  const { requirements } = SUITES[suite]
  const found = requirements.find((requirement) => requirement.id === id)
  if (found !== undefined) return found
  const ids = requirements.map((requirement) => requirement.id).join(', ')
  throw new UsageError({
    ja: `要求 "${id}" はありません。ある要求: ${ids}`,
    en: `There is no requirement "${id}". There are: ${ids}`,
  })
}

/** The smallest scenario that violates the same requirement; null when this one does not. */
export async function minimizeScenario(
  input: Reached & { readonly scenario: Scenario; readonly requirement: string },
): Promise<Scenario | null> {
  const { suite } = input.scenario
  const requirement = requirementOf(suite, input.requirement)
  const session = await sessionFor(suite, input)
  try {
    const told = await hello(suite, session)
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

/** Measures a suite by our own system, every broken one, the hollow ones, and every broken service. */
export async function measurePower(input: Pick<SuiteRun, 'suite' | 'seed' | 'cases' | 'progress'>): Promise<Power> {
  const { suite } = input
  const right = createSimulator()
  const shipped = shippedScenarios(suite)
  const own = OWN_SYSTEMS[suite]
  const inProcess = (id: string | null, kind: PowerSubject['kind']): PowerSubject => ({
    id: id ?? 'reference',
    kind,
    worlds: right.worlds,
    driver: () =>
      openDriver(
        suite,
        id === null ? { kind: 'reference', traits: IN_PROCESS } : { kind: 'mutant', id, traits: IN_PROCESS },
        right.fetch,
        { lang: 'en' },
      ),
  })
  const subjects: readonly PowerSubject[] = [
    inProcess(null, 'reference'),
    ...own.mutants.map((id) => inProcess(id, 'mutant')),
    ...own.hollow.map((id) => inProcess(id, 'hollow')),
    ...(suite === 'insurer' ? gatewayMutants : serviceMutants).map(({ id, practice }): PowerSubject => {
      const broken = createSimulator({ practice })
      return {
        id: `service:${id}`,
        kind: 'service',
        worlds: broken.worlds,
        driver: () => openDriver(suite, { kind: 'reference', traits: IN_PROCESS }, broken.fetch, { lang: 'en' }),
        selfCheck: selfCheckOf(broken.fetch, shipped),
      }
    }),
  ]
  return powerOf({
    ...input,
    ruleset: 'latest',
    requirements: SUITES[suite].requirements,
    steadyMillis: () => performance.now(),
    subjects,
  })
}
