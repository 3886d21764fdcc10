import type { Report, Requirement } from '../../conformance/requirement.ts'
import type { ReportKind } from '../../conformance/reporters/index.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { parseDriverSpec } from '../driver-spec.ts'
import { exitCodeOf } from '../exit-code.ts'
import {
  MAX_SEED,
  choiceFlag,
  driverFlag,
  formatFlag,
  isSet,
  langFlag,
  numberFlag,
  rulesetFlag,
  rulesetFlagValue,
  seedFlag,
  textFlag,
  textFlags,
} from '../flags.ts'
import type { Io } from '../io.ts'
import { createProgress } from '../progress.ts'
import { UsageError, wrongValue } from '../usage-error.ts'

const EXAMPLE = 'madoguchi conform clinic --driver reference'
const KINDS = ['console', 'json', 'junit'] as const satisfies readonly ReportKind[]

/** The suite that is asked for; only the clinic's exists so far. */
export function requireClinic(suite: string | undefined): void {
  if (suite === 'clinic') return
  if (suite === 'insurer') {
    throw new UsageError({
      ja: `insurer（保険者）のスイートは今後の版で加わります。今あるのは clinic です。例: ${EXAMPLE}`,
      en: `The insurer suite comes with a later release; there is clinic now. Example: ${EXAMPLE}`,
    })
  }
  throw new UsageError({
    ja: `スイートを指定してください（${suite === undefined ? '指定なし' : `"${suite}" はありません`}）。使える値: clinic。例: ${EXAMPLE}`,
    en: `${suite === undefined ? 'Name a suite' : `There is no suite "${suite}"`}. Allowed: clinic. Example: ${EXAMPLE}`,
  })
}

/** Reads `--driver`, which has no default: nobody should test our own clinic by mistake. */
export function driverText(flags: FlagValues): string {
  const text = textFlag(flags, 'driver')
  if (text !== undefined) return text
  throw new UsageError({
    ja: `--driver を指定してください。使える値: reference, mutant:ID, module:ファイル, stdio:コマンド, http://…。例: ${EXAMPLE}`,
    en: `--driver is missing. Allowed: reference, mutant:ID, module:FILE, stdio:COMMAND, http://… Example: ${EXAMPLE}`,
  })
}

interface ReportTarget {
  readonly kind: ReportKind
  readonly file: string
}

function reportTargets(flags: FlagValues): readonly ReportTarget[] {
  return textFlags(flags, 'report').map((text) => {
    const at = text.indexOf('=')
    const kind = KINDS.find((known) => known === text.slice(0, Math.max(at, 0)))
    const file = text.slice(at + 1)
    if (kind === undefined || file === '')
      throw wrongValue(
        '--report',
        text,
        KINDS.map((known) => `${known}=FILE`).join(', '),
        '--report junit=reports/clinic.xml',
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

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  requireClinic(args[0])
  const driver = driverText(flags)
  const spec = parseDriverSpec(driver)
  const seed = numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 })
  const cases = numberFlag(flags, 'cases', { min: 1, max: 100_000, default: 100 })
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const strict = isSet(flags, 'strict')
  const { name: ruleset } = await rulesetFlagValue(flags)
  const targets = reportTargets(flags)
  const { clinicRequirements, runClinicSuite } = await import('../join.ts')
  const restricted = { ...onlyOf(flags, clinicRequirements), ...addressOf(flags, clinicRequirements) }
  const progress = createProgress(io)
  let report: Report
  try {
    report = await runClinicSuite({
      spec,
      lang: io.lang,
      seed,
      cases,
      ruleset,
      progress: progress.report,
      ...restricted,
    })
  } finally {
    progress.finish()
  }

  const { REPORTERS } = await import('../../conformance/reporters/index.ts')
  const { writeCounterexamples, writeOut } = await import('../scenario-files.ts')
  const files = writeCounterexamples(report, textFlag(flags, 'out') ?? 'reports/counterexamples')
  const context = { files, driver, strict, program: io.program }
  for (const { kind, file } of targets) writeOut(file, REPORTERS[kind](report, io.lang, context))
  if (format === 'json') {
    io.print(REPORTERS.json(report, io.lang, context))
  } else {
    io.print(REPORTERS.console(report, io.lang, { ...context, colours: io.colours }))
    for (const { kind, file } of targets) io.print(`${io.lang === 'ja' ? '報告' : 'report'} ${kind}: ${file}\n`)
  }
  return exitCodeOf(report, { strict })
}

export const conformCommand = defineCommand({
  name: 'conform',
  args: ['[suite]'],
  summary: { ja: '適合性を検査する（SUITE: clinic）', en: 'Run a conformance suite (SUITE: clinic)' },
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
    { form: '--strict', text: { ja: '推奨の要求の違反も不合格にする', en: 'A violated "should" fails the run too' } },
    {
      form: '--report <kind=file>',
      text: { ja: '報告をファイルに書く: console, json, junit', en: 'Write a report: console=, json= or junit=FILE' },
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
