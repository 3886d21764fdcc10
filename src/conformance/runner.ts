import { type Instant, dateOf } from '../domain/civil-date.ts'
import { latestBook } from '../domain/rulesets.ts'
import type { History } from '../../scenarios/history.ts'
import type { DriverProblem, WorldFactory } from '../../scenarios/ports.ts'
import type { Capabilities } from '../../scenarios/protocol.ts'
import { type Replayed, insuranceOf, replay, setupInput, startOf, worldSetup } from '../../scenarios/replay.ts'
import { type Scenario, scenarioSchema } from '../../scenarios/scenario.ts'
import { drawCase } from './arbitraries/scenario.ts'
import { type Tally, type Terms, type Violation, count, openTally, verdictOf } from './judge.ts'
import { minimize, ordinaryBudget } from './minimize.ts'
import type { Counterexample, Finding, Report, Requirement, Verdict } from './requirement.ts'
import type { RunOptions } from './run.ts'
import { judgeService } from './self-check.ts'

/** What the first setup of a run told about the system. */
interface Negotiated {
  readonly name: string
  readonly version: string
  readonly capabilities: Capabilities
  /** Its clock, when that cannot be moved. */
  readonly fixedNow: Instant | null
}

const knockOf = (suite: Scenario['suite']): Scenario => scenarioSchema.parse({ suite, steps: [] })

async function negotiate(options: RunOptions): Promise<Negotiated | DriverProblem> {
  const knock = knockOf(options.suite ?? 'clinic')
  const start = startOf(knock, null)
  const setup = worldSetup(knock, start, 0)
  if (!setup.ok) throw new Error('the empty scenario cannot be played')
  const world = options.worlds.open(setup.value, 'one')
  try {
    const input = setupInput(knock, world, insuranceOf(knock, world, start))
    const performed = await options.driver.perform('setup', 'setup', input)
    if (performed.kind === 'problem') return performed.problem
    if (performed.kind === 'unsupported')
      return { code: 'DRIVER_ERROR', message: 'setup is mandatory, but the driver answered unsupported', fatal: true }
    const { name, version, capabilities, now } = performed.result
    if (capabilities.clock === 'fixed' && now === undefined) {
      return {
        code: 'DRIVER_BAD_SHAPE',
        message: 'a system with a fixed clock has to report now in setup',
        fatal: true,
      }
    }
    const offered = ['http', ...(world.folder === undefined ? [] : ['folders'])]
    if (!offered.includes(capabilities.transport)) {
      return {
        code: 'DRIVER_ERROR',
        message: `transport ${capabilities.transport} is not offered here; there is ${offered.join(' and ')}`,
        fatal: true,
      }
    }
    return { name, version, capabilities, fixedNow: capabilities.clock === 'fixed' ? (now ?? null) : null }
  } finally {
    world.close()
  }
}

interface Player {
  readonly play: (scenario: Scenario, caseName: string, requirement: Requirement) => Promise<Replayed>
}

/** Plays scenarios for one negotiated system; people are fresh each time when it keeps its memory. */
function playerFor(options: RunOptions, negotiated: Negotiated): Player {
  let attempts = 0
  return {
    play: (scenario, caseName, { needs }) => {
      attempts += 1
      return replay(scenario, options.worlds, options.driver, {
        capabilities: negotiated.capabilities,
        fixedNow: negotiated.fixedNow,
        freshPeople: negotiated.capabilities.memory === 'kept' ? attempts * 4096 : 0,
        caseName,
        papers: needs.includes('issued'),
      })
    },
  }
}

/** Says whether a scenario still breaks a requirement in the same way. */
const breaks =
  (player: Player, requirement: Requirement, code: string) =>
  async (scenario: Scenario): Promise<boolean> => {
    const replayed = await player.play(scenario, scenario.requirement ?? 'minimize', requirement)
    if (replayed.kind !== 'history' || replayed.gone !== null) return false
    return requirement.examine(replayed.history)?.findings.some((finding) => finding.code === code) ?? false
  }

async function counterexampleOf(
  options: RunOptions,
  player: Player,
  requirement: Requirement,
  violation: Violation,
): Promise<Counterexample> {
  const stillBreaks = breaks(player, requirement, violation.finding.code)
  if (!(await stillBreaks(violation.scenario))) {
    return { ...violation, unstable: true, steps: violation.scenario.steps.length }
  }
  const smallest = await minimize(violation.scenario, stillBreaks, ordinaryBudget(options.steadyMillis))
  const scenario = { ...smallest.scenario, requirement: requirement.id }
  const replayed = await player.play(scenario, violation.case, requirement)
  const findings = replayed.kind === 'history' ? (requirement.examine(replayed.history)?.findings ?? []) : []
  const finding = findings.find((candidate) => candidate.code === violation.finding.code) ?? violation.finding
  return { scenario, case: violation.case, finding, unstable: false, steps: scenario.steps.length }
}

interface Course {
  readonly tallies: readonly Tally[]
  readonly defects: Report['serviceDefects'][number][]
  histories: number
  problem: DriverProblem | null
}

function judgeHistory(course: Course, history: History, caseName: string): void {
  course.histories += 1
  for (const tally of course.tallies) count(tally, history, caseName)
}

/** How many cases a requirement is drawn. */
const casesOf = ({ cases }: Pick<RunOptions, 'cases'>, { edges }: Requirement): number =>
  cases === 'edges' ? edges.length : cases

async function playDrawn(options: RunOptions, negotiated: Negotiated, player: Player, course: Course): Promise<void> {
  const address = options.address === undefined ? null : parseAddress(options.address)
  const drawn = course.tallies.filter(
    ({ requirement: { id } }) =>
      (address === null || id === address.id) && (options.drawn === undefined || options.drawn.includes(id)),
  )
  const numbersOf = (requirement: Requirement): readonly number[] =>
    address === null ? Array.from({ length: casesOf(options, requirement) }, (_, k) => k) : [address.k]
  const planned = drawn.reduce((sum, { requirement }) => sum + numbersOf(requirement).length, 0)
  let done = 0
  for (const { requirement } of drawn) {
    for (const k of numbersOf(requirement)) {
      const scenario = drawCase(requirement, k, {
        seed: options.seed,
        ruleset: options.ruleset,
        fixedNow: negotiated.fixedNow,
        suite: options.suite ?? 'clinic',
      })
      done += 1
      if (scenario === null) continue
      const caseName = `${requirement.id}#${k}`
      // oxlint-disable-next-line no-await-in-loop -- a system under test is asked one case after the other
      const replayed = await player.play(scenario, caseName, requirement)
      if (replayed.kind === 'refused') throw new Error(`${caseName}: ${JSON.stringify(replayed.refusal)}`)
      judgeHistory(course, replayed.history, caseName)
      if (replayed.gone !== null) {
        course.problem = replayed.gone
        return
      }
      options.progress?.(done, planned, caseName)
    }
  }
}

/** Splits `R#k`; the CLI checks the form before. */
function parseAddress(address: string): { readonly id: string; readonly k: number } {
  const [id = '', k = '0'] = address.split('#')
  return { id, k: Number(k) }
}

const EMPTY_SUMMARY = { proven: 0, violated: 0, waived: 0, notApplicable: 0, unproven: 0 }

function summarize(verdicts: readonly Verdict[]): Report['summary'] {
  const summary = { ...EMPTY_SUMMARY }
  for (const { verdict } of verdicts) summary[verdict === 'not-applicable' ? 'notApplicable' : verdict] += 1
  return summary
}

function reportOf(
  options: RunOptions,
  judged: readonly Requirement[],
  negotiated: Negotiated | null,
  course: Course,
  verdicts: readonly Verdict[],
): Report {
  return {
    suite: options.suite ?? 'clinic',
    system: { name: negotiated?.name ?? options.driver.name, version: negotiated?.version ?? 'unknown' },
    seed: options.seed,
    cases: options.cases === 'edges' ? 0 : options.cases,
    ruleset: options.ruleset === 'latest' ? latestBook.ruleset.id : options.ruleset,
    start: startOf(knockOf('clinic'), negotiated?.fixedNow ?? null),
    verdicts,
    sentences: Object.fromEntries(judged.map((requirement) => [requirement.id, requirement.sentence])),
    summary: summarize(verdicts),
    serviceDefects: course.defects,
    driverProblem: course.problem === null ? null : { code: course.problem.code, message: course.problem.message },
    histories: course.histories,
  }
}

/** Draws, replays, judges and minimises; never throws for what the system under test does. */
export async function runConformance(options: RunOptions): Promise<Report> {
  const judged = options.requirements.filter(
    (requirement) => options.only === undefined || options.only.includes(requirement.id),
  )
  const course: Course = { tallies: judged.map(openTally), defects: [], histories: 0, problem: null }
  const negotiated = await negotiate(options)
  if ('fatal' in negotiated) {
    course.problem = negotiated
    return reportOf(options, judged, null, course, [])
  }
  const player = playerFor(options, negotiated)
  await playDrawn(options, negotiated, player, course)
  if (options.selfCheck !== undefined && course.problem === null)
    course.defects.push(...(await judgeService(options.selfCheck, options.worlds)))
  const termsOf = (requirement: Requirement): Terms => ({
    cases: options.address === undefined ? casesOf(options, requirement) : 1,
    edges: options.address === undefined,
    capabilities: negotiated.capabilities,
    fixedDay: negotiated.fixedNow === null ? null : dateOf(negotiated.fixedNow),
  })
  const verdicts: Verdict[] = []
  for (const tally of course.tallies) {
    const { violation, requirement } = tally
    const confirm = violation !== null && course.problem === null && options.minimizeFailures !== false
    // oxlint-disable-next-line no-await-in-loop -- the system is asked one case after the other
    const counterexample = confirm ? await counterexampleOf(options, player, requirement, violation) : null
    verdicts.push(verdictOf(tally, termsOf(requirement), counterexample))
  }
  return reportOf(options, judged, negotiated, course, verdicts)
}

/** What a replay of one file says: every requirement with evidence in it. */
export interface FileVerdict {
  readonly history: History
  readonly examined: readonly { readonly requirement: Requirement; readonly findings: readonly Finding[] }[]
}

/** Replays one scenario and judges its history alone. */
export async function judgeFile(
  scenario: Scenario,
  options: Pick<RunOptions, 'driver' | 'requirements'> & { readonly worlds: WorldFactory },
): Promise<FileVerdict | { readonly problem: DriverProblem } | { readonly refusal: string }> {
  const replayed = await replay(scenario, options.worlds, options.driver, {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: scenario.requirement ?? 'replay',
  })
  if (replayed.kind === 'refused') return { refusal: JSON.stringify(replayed.refusal) }
  if (replayed.gone !== null) return { problem: replayed.gone }
  const examined = options.requirements.flatMap((requirement) => {
    const examination = requirement.examine(replayed.history)
    return examination === null ? [] : [{ requirement, findings: examination.findings }]
  })
  return { history: replayed.history, examined }
}
