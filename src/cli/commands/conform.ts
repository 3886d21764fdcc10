import { availableParallelism } from 'node:os'
import { civilDate } from '../../domain/civil-date.ts'
import type { Report, Requirement } from '../../conformance/requirement.ts'
import { REPORT_KINDS, type ReportKind } from '../../conformance/reporters/kinds.ts'
import type { ReportContext } from '../../conformance/reporters/reporter.ts'
import type { SuiteId } from '../../conformance/suites.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { driverSpecOf } from '../driver-flag.ts'
import { exitCodeOf, worstOf } from '../exit-code.ts'
import {
  ENCODINGS,
  MAX_SEED,
  choiceFlag,
  driverFlag,
  encodingFlag,
  formatFlag,
  isSet,
  langFlag,
  numberFlag,
  realtimeFlag,
  rulesetFlag,
  rulesetFlagValue,
  seedFlag,
  textFlag,
  textFlags,
} from '../flags.ts'
import type { Io } from '../io.ts'
import type { SuiteResult, SuiteRun } from '../join.ts'
import { createProgress } from '../progress.ts'
import { UsageError, wrongValue } from '../usage-error.ts'

const EXAMPLE = 'madoguchi conform clinic --driver reference'
const SUITE_IDS = ['clinic', 'insurer'] as const satisfies readonly SuiteId[]

/** The suites that are asked for, each once, in the order of the product. */
export function suitesOf(args: readonly string[]): readonly SuiteId[] {
  const unknown = args.find((text) => !SUITE_IDS.some((id) => id === text))
  if (args.length > 0 && unknown === undefined) return SUITE_IDS.filter((id) => args.includes(id))
  const allowed = SUITE_IDS.join(', ')
  throw new UsageError({
    ja: `スイートを指定してください（${unknown === undefined ? '指定なし' : `"${unknown}" はありません`}）。使える値: ${allowed}。例: ${EXAMPLE}`,
    en: `${unknown === undefined ? 'Name a suite' : `There is no suite "${unknown}"`}. Allowed: ${allowed}. Example: ${EXAMPLE}`,
  })
}

/** Reads `--driver`, which has no default: nobody should test our own clinic by mistake. */
export function driverText(flags: FlagValues): string {
  const text = textFlag(flags, 'driver')
  if (text !== undefined) return text
  throw new UsageError({
    ja: `--driver を指定してください。使える値: reference, mutant:ID, module:ファイル, stdio:コマンド, http://…, files:フォルダー。例: ${EXAMPLE}`,
    en: `--driver is missing. Allowed: reference, mutant:ID, module:FILE, stdio:COMMAND, http://…, files:DIR. Example: ${EXAMPLE}`,
  })
}

interface ReportTarget {
  readonly kind: ReportKind
  readonly file: string
}

/** A name that follows the day is known on every day; each case begins on its own. */
const ANY_DAY = civilDate('2026-11-21')

const PLACE = '{suite}'

/** Where reports go. A page holds every suite; the other kinds are one file per suite. */
function reportTargets(flags: FlagValues, suites: readonly SuiteId[]): readonly ReportTarget[] {
  return textFlags(flags, 'report').map((text) => {
    const at = text.indexOf('=')
    const kind = REPORT_KINDS.find((known) => known === text.slice(0, Math.max(at, 0)))
    const file = text.slice(at + 1)
    if (kind === undefined || file === '')
      throw wrongValue(
        '--report',
        text,
        REPORT_KINDS.map((known) => `${known}=FILE`).join(', '),
        '--report junit=reports/clinic.xml',
      )
    if (suites.length > 1 && kind !== 'html' && !file.includes(PLACE))
      throw wrongValue(
        '--report',
        text,
        { ja: `${kind}=…${PLACE}…（スイートごとに一つのファイル）`, en: `${kind}=…${PLACE}… (one file per suite)` },
        `--report ${kind}=reports/${PLACE}.${kind === 'junit' ? 'xml' : kind}`,
      )
    return { kind, file }
  })
}

function knownRequirement(flag: string, id: string, all: readonly Requirement[]): string {
  if (all.some((requirement) => requirement.id === id)) return id
  throw wrongValue(
    flag,
    id,
    all.map((requirement) => requirement.id).join(', '),
    `${flag} ${all[0]?.id ?? 'ID'}${flag === '--case' ? '#1' : ''}`,
  )
}

function addressOf(flags: FlagValues, all: readonly Requirement[]) {
  const text = textFlag(flags, 'case')
  if (text === undefined) return {}
  const [id = '', number] = text.split('#')
  if (number === undefined || !/^\d+$/.test(number)) {
    throw wrongValue(
      '--case',
      text,
      { ja: '要求のID#番号', en: 'REQUIREMENT#NUMBER' },
      `--case ${all[0]?.id ?? 'ID'}#1`,
    )
  }
  return { address: text, only: [knownRequirement('--case', id, all)] }
}

function onlyOf(flags: FlagValues, all: readonly Requirement[]) {
  const ids = textFlags(flags, 'only').flatMap((text) => text.split(','))
  return ids.length === 0 ? {} : { only: ids.map((id) => knownRequirement('--only', id.trim(), all)) }
}

/** The requirements of a suite that are asked for; null when a restriction leaves none of it. */
function restrictionOf(flags: FlagValues, all: readonly Requirement[], own: readonly Requirement[]) {
  const restricted = { ...onlyOf(flags, all), ...addressOf(flags, all) }
  if (!('only' in restricted)) return restricted
  const only = restricted.only.filter((id) => own.some((requirement) => requirement.id === id))
  return only.length === 0 ? null : { ...restricted, only }
}

/** Runs the suites in turn, or those against our own systems side by side, the first in this thread. */
async function runAll(
  runs: readonly SuiteRun[],
  runSuite: (run: SuiteRun) => Promise<SuiteResult>,
): Promise<readonly SuiteResult[]> {
  const [first, ...others] = runs
  if (first === undefined) return []
  const isOurs = first.spec.kind === 'reference' || first.spec.kind === 'mutant'
  if (others.length > 0 && isOurs && availableParallelism() > 1) {
    const { runSuiteBeside } = await import('../beside.ts')
    return Promise.all([...others.map(runSuiteBeside), runSuite(first)]).then((results) => [
      ...results.slice(-1),
      ...results.slice(0, -1),
    ])
  }
  const results: SuiteResult[] = []
  for (const each of runs) {
    // oxlint-disable-next-line no-await-in-loop -- a system of others has the machine for itself
    results.push(await runSuite(each))
  }
  return results
}

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const suites = suitesOf(args)
  const driver = driverText(flags)
  const spec = driverSpecOf(driver)
  const seed = numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 })
  const cases = numberFlag(flags, 'cases', { min: 1, max: 100_000, default: 100 })
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const strict = isSet(flags, 'strict')
  const encoding = choiceFlag(flags, 'encoding', ENCODINGS)
  const realtime = isSet(flags, 'realtime')
  const { name: ruleset } = await rulesetFlagValue(flags, ANY_DAY)
  const targets = reportTargets(flags, suites)
  const pictures = targets.some(({ kind }) => kind === 'html')
  const { SUITES, runSuite } = await import('../join.ts')
  const { writeCounterexamples } = await import('../scenario-files.ts')
  const all = suites.flatMap((suite) => SUITES[suite].requirements)
  const progress = createProgress(io)
  const runs = suites.flatMap((suite): SuiteRun[] => {
    const restricted = restrictionOf(flags, all, SUITES[suite].requirements)
    const terms = {
      suite,
      spec,
      lang: io.lang,
      encoding,
      realtime,
      seed,
      cases,
      ruleset,
      pictures,
      progress: progress.report,
    }
    return restricted === null ? [] : [{ ...terms, ...restricted }]
  })
  const told: ToldReport[] = []
  try {
    for (const { report, pictures: papers } of await runAll(runs, runSuite)) {
      const context = {
        files: writeCounterexamples(report, textFlag(flags, 'out') ?? 'reports/counterexamples'),
        driver,
        encoding,
        strict,
        program: io.program,
        sources: Object.fromEntries(SUITES[report.suite].requirements.map(({ id, sources }) => [id, sources])),
        pictures: papers,
      }
      told.push({ report, context })
    }
  } finally {
    progress.finish()
  }
  await tell(told, targets, format, io)
  return worstOf(told.map(({ report }) => exitCodeOf(report, { strict })))
}

/** A report, and what its readers need beside it. */
interface ToldReport {
  readonly report: Report
  readonly context: ReportContext
}

async function tell(
  told: readonly ToldReport[],
  targets: readonly ReportTarget[],
  format: 'human' | 'json',
  io: Io,
): Promise<void> {
  const { REPORTERS } = await import('../../conformance/reporters/index.ts')
  const { htmlReport } = await import('../../conformance/reporters/html.ts')
  const { jsonReports } = await import('../../conformance/reporters/json.ts')
  const { writeOut } = await import('../scenario-files.ts')
  const [reports, contexts] = [told.map(({ report }) => report), told.map(({ context }) => context)]
  const written = targets.flatMap(({ kind, file }): ReportTarget[] => {
    if (kind === 'html') {
      writeOut(file, htmlReport(reports, io.lang, contexts))
      return [{ kind, file }]
    }
    return told.map(({ report, context }) => {
      const name = file.replaceAll(PLACE, report.suite)
      writeOut(name, REPORTERS[kind](report, io.lang, context))
      return { kind, file: name }
    })
  })
  if (format === 'json') {
    io.print(jsonReports(reports, io.lang, contexts))
    return
  }
  for (const { report, context } of told)
    io.print(REPORTERS.console(report, io.lang, { ...context, colours: io.colours }))
  for (const { kind, file } of written) io.print(`${io.lang === 'ja' ? '報告' : 'report'} ${kind}: ${file}\n`)
}

export const conformCommand = defineCommand({
  name: 'conform',
  args: ['[suites...]'],
  summary: {
    ja: '適合性を検査する（clinic, insurer, または両方）',
    en: 'Run conformance suites: clinic, insurer, or both',
  },
  flags: [
    driverFlag,
    seedFlag,
    { form: '--cases <n>', text: { ja: '要求ごとの事例の数（既定 100）', en: 'Cases per requirement (default 100)' } },
    {
      form: '--only <ids>',
      text: { ja: 'この要求だけ（コンマ区切り）', en: 'Only these requirements, separated by commas' },
      repeats: true,
    },
    {
      form: '--case <address>',
      text: { ja: '一つの事例だけ: 要求のID#番号', en: 'One case only: REQUIREMENT#NUMBER' },
    },
    rulesetFlag,
    encodingFlag,
    realtimeFlag,
    { form: '--strict', text: { ja: '推奨の要求の違反も不合格にする', en: 'A violated "should" fails the run too' } },
    {
      form: '--report <kind=file>',
      text: {
        ja: `報告をファイルに書く: ${REPORT_KINDS.join(', ')}。{suite} はスイート名になる`,
        en: `Write a report: ${REPORT_KINDS.map((kind) => `${kind}=`).join(', ')}FILE; {suite} becomes the name of the suite`,
      },
      repeats: true,
    },
    {
      form: '--out <dir>',
      text: {
        ja: '反例の置き場所（既定 reports/counterexamples）',
        en: 'Folder of counterexamples (default reports/counterexamples)',
      },
    },
    formatFlag,
    langFlag,
  ],
  example: EXAMPLE,
  run,
})
