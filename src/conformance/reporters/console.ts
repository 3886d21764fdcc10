import { FINDINGS } from '../findings.ts'
import type { Report, Verdict, VerdictKind } from '../requirement.ts'
import { type Lang, type ReportContext, type Reporter, reproduction } from './reporter.ts'
import { peopleInWords, stepsInWords } from './step-words.ts'

type Both = Readonly<Record<Lang, string>>

const WIDTH = 96
const WORD_WIDTH = 14

const words: Readonly<Record<VerdictKind, Both & { readonly mark: string; readonly colour: string }>> = {
  proven: { ja: '適合', en: 'proven', mark: '✓', colour: '32' },
  violated: { ja: '違反', en: 'violated', mark: '✗', colour: '31' },
  waived: { ja: '免除', en: 'waived', mark: '~', colour: '33' },
  'not-applicable': { ja: '対象外', en: 'not applicable', mark: '-', colour: '2' },
  unproven: { ja: '未証明', en: 'unproven', mark: '?', colour: '33' },
}

const labels = {
  what: { ja: '何が', en: 'what' },
  expected: { ja: '期待', en: 'expected' },
  actual: { ja: '実際', en: 'actual' },
  where: { ja: 'どこで', en: 'where' },
  fix: { ja: '誰が直す', en: 'whose' },
  smallest: { ja: '最小の例', en: 'smallest' },
  file: { ja: 'ファイル', en: 'file' },
  again: { ja: '再現', en: 'again' },
} as const satisfies Record<string, Both>

const system: Both = {
  ja: 'システム側。上の手順でこの要求を満たすように直してください。',
  en: 'yours: make the system do what the sentence says in these steps.',
}
const ours: Both = {
  ja: 'Madoguchi自身の不具合です。この行を添えて報告してください。',
  en: 'ours: this is a defect of Madoguchi, please report these lines.',
}
const should: Both = { ja: '（推奨。--strict のときだけ不合格）', en: ' (should: fails only with --strict)' }
const unstable: Both = {
  ja: '再実行では再現しませんでした（不安定）',
  en: 'it did not recur when played again (unstable)',
}

/** Columns on a terminal: East Asian wide characters take two. */
const columns = (text: string): number =>
  [...text].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/.test(character)
        ? 2
        : 1),
    0,
  )

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)))

function shortened(text: string, width: number): string {
  if (columns(text) <= width) return text
  let kept = ''
  for (const character of text) {
    if (columns(kept + character) > width - 1) break
    kept += character
  }
  return `${kept}…`
}

/** The first line of every report: how much is proven, of how many, and how much was not supported. */
export function headline(report: Report, lang: Lang): string {
  const { proven, notApplicable } = report.summary
  const all = report.verdicts.length
  return lang === 'ja'
    ? `${all}件中${proven}件が適合、${notApplicable}件は対象外`
    : `proven ${proven} of ${all}, ${notApplicable} not supported`
}

function runLine(report: Report, lang: Lang): string {
  const { system: tested, histories, seed, ruleset, cases } = report
  const name = `${tested.name} ${tested.version}`.trim()
  return lang === 'ja'
    ? `${name} ・ ${histories}件の履歴 ・ 各${cases}件 ・ seed ${seed} ・ ruleset ${ruleset}`
    : `${name} · ${histories} ${histories === 1 ? 'history' : 'histories'} · ${cases} cases each · seed ${seed} · ruleset ${ruleset}`
}

/** A report for people at a terminal. */
export const consoleReport: Reporter = (report, lang, context) => {
  const paint = (code: string, text: string): string =>
    context.colours === true ? `\u001B[${code}m${text}\u001B[0m` : text
  const lines = report.verdicts.flatMap((verdict) => {
    const word = words[verdict.verdict]
    const head = `${word.mark} ${padded(word[lang], WORD_WIDTH)} ${verdict.requirement}`
    const sentence = shortened(report.sentences[verdict.requirement]?.[lang] ?? '', Math.max(30, WIDTH - columns(head)))
    const soft = verdict.verdict === 'violated' && verdict.severity === 'should' ? should[lang] : ''
    return [`${paint(word.colour, head)}  ${sentence}${soft}`, ...details(verdict, report, lang, context)]
  })
  return [headline(report, lang), runLine(report, lang), '', ...lines, ...troubles(report, lang), ''].join('\n')
}

const line = (label: Both, lang: Lang, text: string): string => `    ${padded(label[lang], 9)} ${text}`

function whyClosed(closed: Verdict['edges'][number]['notApplicable'], lang: Lang): string {
  if (closed?.movesClock === true) return lang === 'ja' ? '時計を動かす必要がある' : 'moves the clock'
  return closed?.next ?? (lang === 'ja' ? '再び来ない' : 'never again')
}

/** Edges that a fixed clock kept out of a proof, with the next day on which they could be shown. */
function closedEdges({ edges }: Verdict, lang: Lang): readonly string[] {
  const closed = edges.filter((edge) => edge.notApplicable !== null)
  if (closed.length === 0) return []
  const head =
    lang === 'ja'
      ? `時計が固定のため対象外の境界 ${closed.length}/${edges.length}:`
      : `not applicable, clock fixed: ${closed.length} of ${edges.length} edges:`
  const each = closed.map(({ title, notApplicable }) => `${title[lang]} (${whyClosed(notApplicable, lang)})`)
  return [`    ${shortened(`${head} ${each.join(lang === 'ja' ? '、' : ', ')}`, WIDTH * 2)}`]
}

function details(verdict: Verdict, report: Report, lang: Lang, context: ReportContext): readonly string[] {
  if (verdict.verdict === 'proven') return closedEdges(verdict, lang)
  if (verdict.verdict !== 'violated') return verdict.reason[lang] === '' ? [] : [`    ${verdict.reason[lang]}`]
  const { counterexample: found } = verdict
  const again = reproduction(verdict.requirement, report, context)
  const file = context.files[verdict.requirement]
  const last = [
    ...(file === undefined ? [] : [line(labels.file, lang, file)]),
    ...(again === null ? [] : [line(labels.again, lang, again)]),
    '',
  ]
  if (found === null)
    return [line(labels.what, lang, verdict.reason[lang]), line(labels.fix, lang, system[lang]), ...last]
  const { finding, scenario } = found
  const step = stepsInWords(scenario, lang)[finding.step] ?? ''
  const place =
    lang === 'ja'
      ? `${scenario.steps.length}手順中の${finding.step + 1}番目（${found.case}）: ${step}`
      : `step ${finding.step + 1} of ${scenario.steps.length} (${found.case}): ${step}`
  return [
    line(labels.what, lang, `${FINDINGS[finding.code][lang]} [${finding.code}]`),
    ...(lang === 'en' ? [line({ ja: '', en: '' }, lang, `${labels.expected[lang]}: ${finding.expected}`)] : []),
    line({ ja: '', en: '' }, lang, `${labels.actual[lang]}: ${finding.actual}`),
    line(labels.where, lang, place),
    line(labels.fix, lang, system[lang]),
    ...(found.unstable ? [line({ ja: '', en: '' }, lang, unstable[lang])] : []),
    line(labels.smallest, lang, `start ${scenario.start}`),
    ...peopleInWords(scenario, lang).map((person) => `              ${shortened(person, WIDTH)}`),
    ...stepsInWords(scenario, lang).map((one, index) => `              ${index + 1}. ${one}`),
    ...last,
  ]
}

function troubles(report: Report, lang: Lang): readonly string[] {
  const driver = report.driverProblem
  const first =
    driver === null
      ? []
      : [
          '',
          `${lang === 'ja' ? '実行を中断しました' : 'The run was stopped'} [${driver.code}]`,
          `    ${driver.message}`,
        ]
  if (report.serviceDefects.length === 0) return first
  const title =
    lang === 'ja' ? '模擬サービスの回答が期待と違います' : 'The simulated service did not answer as expected'
  const rows = report.serviceDefects.flatMap(({ scenario, step, expected, actual }) => [
    `    ${scenario}, ${lang === 'ja' ? `手順${step + 1}` : `step ${step + 1}`}`,
    `        ${labels.expected[lang]}: ${expected}`,
    `        ${labels.actual[lang]}: ${actual}`,
  ])
  return [...first, '', title, ...rows, line(labels.fix, lang, ours[lang])]
}
