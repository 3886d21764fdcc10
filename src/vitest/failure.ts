import { FINDINGS } from '../conformance/findings.ts'
import { reproduction, shellWord } from '../conformance/reporters/reporter.ts'
import { stepsInWords } from '../conformance/reporters/step-words.ts'
import type { Report, Verdict } from '../conformance/requirement.ts'
import { writeScenario } from '../../scenarios/load.ts'

export type Lang = 'ja' | 'en'
type Both = Readonly<Record<Lang, string>>

/** 不合格: a requirement that is violated or unproven, or a run that could not be made. */
export class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure' as const
}

const labels = {
  what: { ja: '何が', en: 'what' },
  expected: { ja: '期待', en: 'expected' },
  actual: { ja: '実際', en: 'actual' },
  where: { ja: 'どこで', en: 'where' },
  whose: { ja: '誰が直す', en: 'whose' },
  again: { ja: '再現', en: 'again' },
} as const satisfies Record<string, Both>

const words = {
  violated: { ja: '違反', en: 'violated' },
  unproven: { ja: '未証明', en: 'unproven' },
  stopped: { ja: '実行を中断しました', en: 'the run was stopped' },
  yours: {
    ja: 'システム側。下の手順でこの要求を満たすように直してください。',
    en: 'yours: make the system do what the sentence says in the steps below.',
  },
  ours: {
    ja: 'Madoguchi自身の不具合です。この行を添えて報告してください。',
    en: 'ours: this is a defect of Madoguchi, please report these lines.',
  },
  doubtful: {
    ja: '模擬サービスの回答も期待と違います。この違反はMadoguchiの不具合によるものかもしれません。',
    en: 'ours, perhaps: the simulated service also answers other than expected, which may be the cause.',
  },
  unstable: { ja: '再実行では再現しませんでした（不安定）。', en: 'It did not recur when played again (unstable).' },
  smallest: {
    ja: '最小の反例（ファイルに保存すれば madoguchi replay で再生できます）:',
    en: 'The smallest counterexample, a file for madoguchi replay:',
  },
  defects: {
    ja: '模擬サービスの回答が期待と違います',
    en: 'the simulated service did not answer as expected',
  },
} as const satisfies Record<string, Both>

/** What a failure is told about the run it belongs to. */
export interface FailedRun {
  readonly report: Report
  readonly lang: Lang
  /** Text of the driver as on the command line; null for a function, which only a test file can reach. */
  readonly driver: string | null
  /** The test file, as a shell started in the project would name it. */
  readonly file: string
  readonly defects: Report['serviceDefects']
}

const line = (label: Both, lang: Lang, text: string): string => `  ${label[lang].padEnd(lang === 'ja' ? 5 : 9)} ${text}`

/** The one line that shows it again: the case alone where a command line can reach the system, else this test. */
function againLine({ report, driver, file }: FailedRun, id: string): string {
  const byCommand = driver === null ? null : reproduction(id, report, { files: {}, driver, program: 'npx madoguchi' })
  return byCommand ?? `npx vitest run ${shellWord(file)} -t ${shellWord(`${id} `)}`
}

const head = ({ report, lang }: FailedRun, id: string, word: Both): string =>
  `${id} ${word[lang]}: ${report.sentences[id]?.[lang] ?? ''}`

function violatedText(run: FailedRun, verdict: Verdict): string {
  const { lang, defects } = run
  const { requirement: id, counterexample: found, reason } = verdict
  const whose = line(labels.whose, lang, words[defects.length === 0 ? 'yours' : 'doubtful'][lang])
  const again = line(labels.again, lang, againLine(run, id))
  if (found === null) return [head(run, id, words.violated), `  ${reason[lang]}`, whose, again].join('\n')
  const { finding, scenario } = found
  const step = stepsInWords(scenario, lang)[finding.step] ?? ''
  return [
    head(run, id, words.violated),
    line(labels.what, lang, `${FINDINGS[finding.code][lang]} [${finding.code}]`),
    line(labels.expected, lang, finding.expected),
    line(labels.actual, lang, finding.actual),
    line(labels.where, lang, `${finding.step + 1}/${scenario.steps.length} (${found.case}) ${step}`),
    whose,
    again,
    ...(found.unstable ? [`  ${words.unstable[lang]}`] : []),
    '',
    words.smallest[lang],
    '',
    writeScenario({ ...scenario, requirement: id }),
  ].join('\n')
}

/** Why a requirement is not met; null when it is. */
export function failureOf(run: FailedRun, verdict: Verdict): ConformanceFailure | null {
  if (verdict.verdict === 'violated') return new ConformanceFailure(violatedText(run, verdict))
  if (verdict.verdict !== 'unproven') return null
  const again = line(labels.again, run.lang, againLine(run, verdict.requirement))
  const lines = [head(run, verdict.requirement, words.unproven), `  ${verdict.reason[run.lang]}`, again]
  return new ConformanceFailure(lines.join('\n'))
}

/** The driver died, hung or broke the protocol. */
export const stopped = ({ code, message }: { readonly code: string; readonly message: string }, lang: Lang) =>
  new ConformanceFailure(`${words.stopped[lang]} [${code}]\n  ${message}`)

/** Our own service contradicts what its scenarios say of it. */
export function ourDefect(defects: Report['serviceDefects'], lang: Lang): ConformanceFailure {
  const rows = defects.flatMap(({ scenario, step, expected, actual }) => [
    `  ${scenario}, ${step + 1}`,
    line(labels.expected, lang, expected),
    line(labels.actual, lang, actual),
  ])
  return new ConformanceFailure([words.defects[lang], ...rows, line(labels.whose, lang, words.ours[lang])].join('\n'))
}
