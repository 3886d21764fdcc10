import { civilDate } from '../domain/civil-date.ts'
import { type TestContext, afterAll, describe, expect, it } from 'vitest'
import { parseDriver } from '../session/driver-spec.ts'
import { OWN_SYSTEMS, isOwnSystem } from '../session/own-systems.ts'
import { serviceDefects } from '../session/self-check.ts'
import { type Opened, type Session, openSession } from '../session/session.ts'
import type { Report, Requirement, Verdict } from '../conformance/requirement.ts'
import { runConformance } from '../conformance/runner.ts'
import { SUITES, type SuiteId } from '../conformance/suites.ts'
import { ruleBook } from '../domain/rulesets.ts'
import { type SuiteDrive, driveOf } from './drive.ts'
import { type ConformanceFailure, type Lang, failureOf, ourDefect, stopped } from './failure.ts'

export type { SuiteAnswer, SuiteDrive, SuiteRequest } from './drive.ts'
export type { SuiteId }

/** Options of {@link conformanceTests}. */
export interface ConformanceTests<S extends SuiteId> {
  readonly suite: S
  /** As `--driver` on the command line, or an async function of the driver protocol in this process. */
  readonly driver: string | SuiteDrive<S>
  /** Cases per requirement; default 100. Fewer than a requirement has edges leave it unproven. */
  readonly cases?: number
  /** Seed of the cases; default 42. */
  readonly seed?: number
  /** Revision of the rules; default `latest`. */
  readonly ruleset?: string
  /** Ids of the requirements that get a test; default all of the suite. */
  readonly only?: readonly string[]
  /** A violated *should* fails as well; default false: it is skipped, with what was found. */
  readonly strict?: boolean
  /** Language of titles and messages; default `en`. */
  readonly lang?: Lang
}

const SELF_CHECK: Readonly<Record<Lang, string>> = {
  ja: '模擬サービスは、同梱のシナリオの期待どおりに回答する（不合格ならMadoguchiの不具合）',
  en: 'the simulated service answers as its own scenarios say (a failure here is ours)',
}

/** After these nothing can be asked any more; asking again would only wait. */
const HOPELESS: readonly string[] = ['DRIVER_HUNG', 'DRIVER_UNREACHABLE']

function systemFor<S extends SuiteId>({ suite, driver }: ConformanceTests<S>): Opened {
  if (typeof driver !== 'string') return { kind: 'function', drive: driveOf(driver) }
  const spec = parseDriver(driver)
  if (!spec.ok) {
    const { text, allowed } = spec.problem
    throw new RangeError(`driver "${text}" is not known. Allowed: ${allowed}, or an async function`)
  }
  if (spec.value.kind === 'mutant' && !isOwnSystem(suite, spec.value.id)) {
    const known = OWN_SYSTEMS[suite].mutants.join(', ')
    throw new RangeError(`there is no mutant "${spec.value.id}"; there are: ${known}`)
  }
  return spec.value
}

function chosen<S extends SuiteId>({ suite, only, ruleset = 'latest' }: ConformanceTests<S>): readonly Requirement[] {
  const book = ruleBook(ruleset, civilDate('2026-11-21'))
  if (!book.ok) throw new RangeError(`there is no ruleset "${ruleset}"; there are: ${book.problem.known.join(', ')}`)
  const { requirements } = SUITES[suite]
  const unknown = only?.find((id) => !requirements.some((requirement) => requirement.id === id))
  if (unknown !== undefined) {
    const known = requirements.map(({ id }) => id).join(', ')
    throw new RangeError(`the suite "${suite}" has no requirement "${unknown}"; there are: ${known}`)
  }
  const picked = requirements.filter(({ id }) => only === undefined || only.includes(id))
  if (picked.length === 0) throw new RangeError(`the suite "${suite}" has nothing to judge here`)
  return picked
}

/** Opens the system when the first test needs it, and again when it was lost on the way. */
function keeper(suite: SuiteId, system: Opened, lang: Lang) {
  let session: Promise<Session> | null = null
  let lost: Report['driverProblem'] = null
  const close = async (): Promise<void> => {
    const open = session
    session = null
    await (await open)?.close()
  }
  return {
    lost: () => lost,
    open: () => (session ??= openSession(suite, system, { lang })),
    lose: async (problem: NonNullable<Report['driverProblem']>) => {
      if (HOPELESS.includes(problem.code)) lost = problem
      await close()
    },
    close,
  }
}

/**
 * 適合性検査: defines one test per requirement of a suite, to be called at the top level of a test file. A test draws, plays
 * and judges the cases of its own requirement, as `madoguchi conform SUITE --only ID` does, so it says the same alone, with
 * others, and in watch mode. Violated and unproven fail; not applicable is skipped with the reason.
 *
 * @throws RangeError for a driver, a requirement or a ruleset that there is not.
 * @example
 * conformanceTests({ suite: 'clinic', driver: 'stdio:node examples/hello-driver.ts', cases: 20 })
 */
export function conformanceTests<S extends SuiteId>(options: ConformanceTests<S>): void {
  const { suite, driver, cases = 100, seed = 42, ruleset = 'latest', strict = false, lang = 'en' } = options
  const system = systemFor(options)
  const requirements = chosen(options)
  const called = new Error('called').stack
  const systemKeeper = keeper(suite, system, lang)

  async function judged(id: string): Promise<{ readonly report: Report; readonly verdict: Verdict | undefined }> {
    const { driver: opened, worlds } = await systemKeeper.open()
    const report = await runConformance({
      suite,
      driver: opened,
      worlds,
      requirements: SUITES[suite].requirements,
      only: [id],
      seed,
      cases,
      ruleset,
      steadyMillis: () => performance.now(),
    })
    return { report, verdict: report.verdicts.find(({ requirement }) => requirement === id) }
  }

  /** Throws unless it is proven, or skips the test. */
  async function verdictOn(requirement: Requirement, context: TestContext): Promise<Verdict['verdict']> {
    const before = systemKeeper.lost()
    if (before !== null) throw placed(stopped(before, lang), called)
    const { report, verdict } = await judged(requirement.id)
    if (report.driverProblem !== null) {
      await systemKeeper.lose(report.driverProblem)
      throw placed(stopped(report.driverProblem, lang), called)
    }
    if (verdict === undefined) throw new Error(`${requirement.id} was not judged`)
    const isSkipped = verdict.verdict === 'not-applicable' || verdict.verdict === 'waived'
    if (isSkipped) context.skip(verdict.reason[lang])
    if (verdict.verdict === 'violated' && verdict.severity === 'should' && !strict)
      context.skip(`should, violated: ${verdict.reason[lang]}`)
    const failure = failureOf(
      {
        report,
        lang,
        driver: typeof driver === 'string' ? driver : null,
        file: context.task.file.name,
        defects: verdict.verdict === 'violated' ? await serviceDefects(suite) : [],
      },
      verdict,
    )
    if (failure !== null) throw placed(failure, called)
    return verdict.verdict
  }

  // A test ends by the limits of the driver protocol; the cases share one system and come one after the other.
  describe(`madoguchi ${suite}`, { concurrent: false, timeout: 0 }, () => {
    afterAll(() => systemKeeper.close())
    it(`service: ${SELF_CHECK[lang]}`, async () => {
      const defects = await serviceDefects(suite)
      if (defects.length > 0) throw placed(ourDefect(defects, lang), called)
      expect(defects).toEqual([])
    })
    for (const requirement of requirements) {
      it(`${requirement.id} ${requirement.sentence[lang]}`, async (context) => {
        expect(await verdictOn(requirement, context)).toBe('proven')
      })
    }
  })
}

/** A failure that points at the call in the test file: the place to look at is not in here. */
function placed(failure: ConformanceFailure, called: string | undefined): ConformanceFailure {
  const frames = (called ?? '').split('\n').slice(2).join('\n')
  failure.stack = `${failure.name}: ${failure.message}\n${frames}`
  return failure
}
