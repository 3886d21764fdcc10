import { citationText } from '../domain/citation.ts'
import type { Contradiction } from '../domain/contradictions.ts'
import { type BookDiff, type Said, leafChanges } from '../domain/rule-diff.ts'
import type { ChangedDecisions, DecisionChange, Example, Outcome } from '../domain/rule-search.ts'
import type { Rule, Ruleset } from '../domain/rules.ts'
import { type Setting, valuesOf } from '../domain/settings.ts'
import { MESSAGES, methodName } from '../domain/messages/index.ts'
import { clipped, padColumns, wrapLine } from './columns.ts'
import type { Both, Lang } from './lang.ts'

/** Columns of a terminal that every text keeps to. */
export const COLUMNS = 100

const LABELS = {
  rules: { ja: '規則', en: 'rules' },
  rows: { ja: '行', en: 'rows' },
  settings: { ja: '設定', en: 'settings' },
  assumptions: { ja: 'うち仮定', en: 'assumptions among them' },
  revisions: { ja: '版', en: 'revisions' },
  otherDays: { ja: 'その他の日', en: 'other days' },
  known: { ja: '公表', en: 'known' },
  assumption: { ja: '仮定', en: 'assumption' },
  setting: { ja: '設定', en: 'setting' },
  usual: { ja: '既定', en: 'default' },
  values: { ja: '選べる値', en: 'values' },
  seeds: { ja: '当初の文書', en: 'original documents' },
  source: { ja: '出典', en: 'source' },
  conflict: { ja: '食い違い', en: 'conflict' },
  because: { ja: '既定の理由', en: 'why the default' },
  readBy: { ja: '読む規則', en: 'read by' },
  readByNone: {
    ja: 'どの規則も読まない。変えても判断は変わらない。',
    en: 'No rule of the book reads it: turning it changes no decision.',
  },
  moved: { ja: '規定が移り変わったこと', en: 'The law moved on' },
  learnt: { ja: '新たに知られたこと', en: 'We learnt' },
  decisions: {
    ja: '変わる判断（見本の受付から探したもの）',
    en: 'Decisions that change, found among sample receptions',
  },
  none: { ja: 'なし', en: 'nothing' },
  from: { ja: 'から', en: 'from' },
  before: { ja: '前', en: 'before' },
  after: { ja: '後', en: 'after' },
  receptions: { ja: '件', en: 'receptions' },
  more: { ja: 'ほか', en: 'and more:' },
  kinds: { ja: '種類（--format json にすべて）', en: 'kinds (all in --format json)' },
} as const satisfies Readonly<Record<string, Both>>

type Word = (name: keyof typeof LABELS) => string
const wordsOf =
  (lang: Lang): Word =>
  (name) =>
    LABELS[name][lang]

const joined = (lines: readonly string[]): string => `${lines.join('\n')}\n`

/** Lines for a terminal: each kept to its columns. */
export const onScreen = (lines: readonly string[]): string => joined(lines.flatMap((line) => wrapLine(line, COLUMNS)))

const familyOf = ({ id }: Rule<unknown>): string => id.split('/')[0] ?? id

/** 規則の一覧: rules by family with their counts, then settings and revisions. */
export function listText(
  rules: readonly Rule<unknown>[],
  settings: readonly Setting[],
  rulesets: readonly Ruleset[],
  lang: Lang,
): string {
  const word = wordsOf(lang)
  const width = Math.max(...rules.map(({ id }) => id.length))
  const families = [...Map.groupBy(rules, familyOf)]
  const rowCount = (some: readonly Rule<unknown>[]): number => some.reduce((sum, { rows }) => sum + rows.length, 0)
  const counted = (some: readonly Rule<unknown>[]): string =>
    `${some.length} ${word('rules')}, ${rowCount(some)} ${word('rows')}`
  const assumed = settings.filter(({ assumption }) => assumption).length
  return joined([
    ...families.flatMap(([family, members]) => [
      `${family}  (${counted(members)})`,
      ...members.map(({ id, title, rows }) =>
        clipped(`  ${id.padEnd(width)}  ${title[lang]} (${rows.length})`, COLUMNS),
      ),
    ]),
    '',
    counted(rules),
    `${settings.length} ${word('settings')} (${assumed} ${word('assumptions')})`,
    ...wrapLine(
      `${word('revisions')}: ${rulesets.map(({ id, knowledgeDate }) => `${id} (${knowledgeDate})`).join(', ')}`,
      COLUMNS,
    ),
  ])
}

const span = (from: string | null, until: string | null): string => `${from ?? '…'} → ${until ?? '…'}`
/** A value as it is; a table with spaces, so that it can be cut into lines. */
const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ')

/** 一つの規則: its dated rows with their sources, and the setting that turns it. */
export function ruleText(rule: Rule<unknown>, setting: Setting | null, lang: Lang): string {
  const word = wordsOf(lang)
  const switched =
    setting === null
      ? []
      : [
          `  ${word('setting')} ${setting.name} = ${String(setting.default)} (${setting.alternatives.map(String).join(', ')})${setting.assumption ? ` ${word('assumption')}` : ''}`,
        ]
  return onScreen([
    `${rule.id}  ${rule.title[lang]}`,
    ...rule.rows.map(
      ({ from, until, value, knownFrom, source }) =>
        `  ${span(from, until).padEnd(25)} ${valueText(value)}  [${source.confidence}] ${citationText(source.key)}  ${word('known')} ${knownFrom}`,
    ),
    `  ${padColumns(word('otherDays'), 25)} ${valueText(rule.otherwise)}`,
    ...switched,
  ])
}

/** 一つの設定: its values, what they decide, and why the default is the default. */
export function settingText(
  setting: Setting,
  points: readonly Contradiction[],
  rules: readonly Rule<unknown>[],
  lang: Lang,
): string {
  const word = wordsOf(lang)
  const readers = rules.filter((rule) => rule.setting === setting.name).map(({ id }) => id)
  return onScreen([
    `${setting.name}  ${setting.title[lang]}${setting.assumption ? `  (${word('assumption')})` : ''}`,
    `  ${word('usual')}: ${String(setting.default)}`,
    `  ${word('values')}: ${valuesOf(setting).map(String).join(', ')}`,
    ...(setting.seeds === undefined ? [] : [`  ${word('seeds')}: ${String(setting.seeds)}  (--ruleset latest@seeds)`]),
    ...points.flatMap(({ no, conflict, because, confidence }) => [
      `  ${word('conflict')} ${no}: ${conflict[lang]}`,
      `  ${word('because')}: ${because[lang]} [${confidence}]`,
    ]),
    `  ${word('source')}: ${setting.source}`,
    `  ${readers.length === 0 ? word('readByNone') : `${word('readBy')}: ${readers.join(', ')}`}`,
  ])
}

const NO_ROW = 'no row on this day'

/** Who says so; of a row that ended, who had said it. */
function saidText(before: Said, after: Said, word: Word, lang: Lang): string {
  const { source, confidence, knownFrom } = after.source === NO_ROW && before.source !== NO_ROW ? before : after
  const text = source === NO_ROW ? MESSAGES[lang].labels.noRow : citationText(source)
  const known = knownFrom === null || knownFrom === KNOWN_TO_ALL ? '' : `, ${word('known')} ${knownFrom}`
  return `[${confidence}] ${text}${known}`
}

/** Rows that every revision knows carry this day, which tells a reader nothing. */
const KNOWN_TO_ALL = '2021-10-20'

const LEAVES_SHOWN = 1

/** What changed in a value: as it is, or its first changed parts. */
function changeText(before: unknown, after: unknown, word: Word): string {
  const leaves = leafChanges(before, after)
  const told = leaves
    .slice(0, LEAVES_SHOWN)
    .map(({ at, before: was, after: is }) =>
      clipped(`${at === '' ? '' : `${at} `}${valueText(was)} → ${valueText(is)}`, COLUMNS / 2),
    )
  const left = leaves.length - told.length
  return `${told.join('; ')}${left === 0 ? '' : `; ${word('more')} ${left}`}`
}

const rowText = (head: string, rule: string, title: string): string => `  ${head}  ${title} <${rule}>`

function outcomeText({ outcome, method, reads, share }: Outcome, lang: Lang): string {
  const { outcomes, shares } = MESSAGES[lang]
  const charged = outcome === 'accepted' ? `, ${shares[share ?? 'ask']}` : ''
  return `${outcomes[outcome]}${charged}${method === null ? '' : `, ${methodName(method, lang)}, ${reads}`}`
}

function exampleLines({ words, days, before, after }: Example, word: Word, lang: Lang): string[] {
  const [first, second] = days
  return [
    `    ${words[lang]}`,
    clipped(`      ${word('before')} ${first}: ${outcomeText(before, lang)}`, COLUMNS),
    clipped(`      ${word('after')} ${second}: ${outcomeText(after, lang)}`, COLUMNS),
  ]
}

/** Lines of a section, so that it stays on a screen, and those that decisions may take however many rows there are. */
const SECTION_LINES = 38
const DECISION_LINES = 12

function decisionLines(changes: readonly DecisionChange[], budget: number, word: Word, lang: Lang): string[] {
  const blocks = changes.flatMap(({ examples, rules, count }) =>
    examples.map((example, round) => ({
      round,
      lines: [
        ...(round === 0 ? [`  <${rules.join('> <')}>  ${count} ${word('receptions')}`] : []),
        ...exampleLines(example, word, lang),
      ],
    })),
  )
  // The first example of every kind comes before a second one of any; they are told kind by kind.
  let left = budget
  const shown = new Set(
    blocks
      .toSorted((a, b) => a.round - b.round)
      .filter(({ lines }) => {
        const fits = lines.length <= left
        if (fits) left -= lines.length
        return fits
      }),
  )
  const kept = blocks.filter((block) => shown.has(block))
  const untold = changes.length - kept.filter(({ round }) => round === 0).length
  return [
    ...kept.flatMap(({ lines }) => lines),
    ...(untold === 0 ? [] : [`  ${word('more')} ${untold} ${word('kinds')}`]),
  ]
}

function section(
  title: string,
  rows: readonly string[],
  changes: readonly DecisionChange[],
  word: Word,
  lang: Lang,
): string[] {
  const lines = rows.flatMap((line) => wrapLine(line, COLUMNS))
  const budget = Math.max(DECISION_LINES, SECTION_LINES - lines.length)
  return [
    title,
    ...(lines.length === 0 ? [`  ${word('none')}`] : lines),
    ...(changes.length === 0 ? [] : [`${word('decisions')}:`, ...decisionLines(changes, budget, word, lang)]),
  ]
}

/** 版の比較: two sections, each with its changed rows and the decisions that change. */
export function diffText(
  names: readonly [string, string],
  diff: BookDiff,
  decisions: ChangedDecisions,
  lang: Lang,
): string {
  const word = wordsOf(lang)
  const moved = diff.moved.flatMap(({ on, rule, title, before, after }) => [
    rowText(on, rule, title[lang]),
    `      ${changeText(before.value, after.value, word)}  ${saidText(before, after, word, lang)}`,
  ])
  const learnt = diff.learnt.flatMap(({ from, until, rule, title, before, after }) => [
    rowText(span(from, until), rule, title[lang]),
    `      ${changeText(before.value, after.value, word)}  ${saidText(before, after, word, lang)}`,
  ])
  return onScreen([
    ...section(`${word('moved')}: ${diff.from} → ${diff.to} (${names[1]})`, moved, decisions.moved, word, lang),
    '',
    ...section(`${word('learnt')}: ${names[0]} → ${names[1]}`, learnt, decisions.learnt, word, lang),
  ])
}
