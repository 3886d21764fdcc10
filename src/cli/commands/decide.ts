import { civilDate } from '../../domain/civil-date.ts'
import { explainDecision } from '../../domain/explain.ts'
import type { Decision } from '../../domain/presentation.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { choiceFlag, formatFlag, langFlag, textFlag, textFlags } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Both, Lang } from '../lang.ts'
import { UsageError, wrongValue } from '../usage-error.ts'

/** What the rules say about one reception of a scenario. */
export interface DecidedReception {
  readonly step: number
  readonly visit: string
  readonly at: string
  /** Revision under which it was judged; `as-known` has one for each day. */
  readonly ruleset: string
  readonly decision: Decision
}

const WORDS = {
  step: { ja: '手順', en: 'step' },
  ruleset: { ja: '規則の版', en: 'rules' },
  unread: {
    ja: 'この設定を読む規則はなく、判断は変わりません',
    en: 'no rule of the book reads this setting; no decision changes',
  },
  unasked: {
    ja: 'どの判断でも尋ねられていません（カードの状態には効いていることがあります）',
    en: 'asked in none of these decisions; it may still have changed the state of a card',
  },
} as const satisfies Readonly<Record<string, Both>>

function inWords(
  { step, visit, at, ruleset, decision }: DecidedReception,
  turned: readonly string[],
  lang: Lang,
  told: Set<string>,
): readonly string[] {
  const head = [`${WORDS.step[lang]} ${step + 1}`, visit, at, `${WORDS.ruleset[lang]} ${ruleset}`, ...turned].join('  ')
  return [head, ...explainDecision(decision, lang, told).map((line) => `  ${line}`)]
}

/** Reads every `--set NAME=VALUE`, or says which names and values there are. */
async function turnedSettings(flags: FlagValues): Promise<readonly string[]> {
  const { readSetting } = await import('../../domain/settings.ts')
  const texts = textFlags(flags, 'set')
  for (const text of texts) {
    const read = readSetting(text)
    if (read.ok) continue
    const { problem } = read
    const allowed = problem.allowed.join(', ')
    if (problem.what === 'unknown value') {
      const example = `--set ${problem.name}=${problem.allowed[0] ?? ''}`
      throw wrongValue(`--set ${problem.name}`, problem.given, allowed, example)
    }
    throw new UsageError({
      ja: `--set: 設定 "${problem.name}" はありません。ある設定: ${allowed}。例: --set grace.mode=EXPIRY_PLUS_3_MONTHS`,
      en: `--set: there is no setting "${problem.name}". There are: ${allowed}. Example: --set grace.mode=EXPIRY_PLUS_3_MONTHS`,
    })
  }
  return texts
}

/** Any day will do to see whether a name is known at all. */
const SOME_DAY = civilDate('2026-11-21')

/** The book of this run by name: that of the file or of `--ruleset`, with what `--set` turns behind it. */
async function bookName(inFile: string, flags: FlagValues, turned: readonly string[]): Promise<string> {
  const { ruleBook } = await import('../../domain/rulesets.ts')
  const given = textFlag(flags, 'ruleset')
  const name = given ?? inFile
  if (given !== undefined) {
    const book = ruleBook(given, SOME_DAY)
    if (!book.ok)
      throw wrongValue('--ruleset', book.problem.unknown, book.problem.known.join(', '), '--ruleset as-known')
  }
  return turned.length === 0 ? name : `${name}${name.includes('@') ? ',' : '@'}${turned.join(',')}`
}

/** Says on stderr when a turned setting spoke in no decision. */
async function warnOfUnread(turned: readonly string[], decided: readonly DecidedReception[], io: Io): Promise<void> {
  const { RULES } = await import('../../domain/rules/index.ts')
  const sources = new Set(decided.flatMap(({ decision }) => decision.trace.map(({ source }) => source)))
  for (const text of turned) {
    const name = text.slice(0, text.indexOf('='))
    const why = RULES.some(({ setting }) => setting === name) ? WORDS.unasked : WORDS.unread
    if (!sources.has(`setting ${name}`)) io.warn(`madoguchi: --set ${name}: ${why[io.lang]}\n`)
  }
}

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const file = args[0] ?? ''
  const { readScenario } = await import('../scenario-files.ts')
  const inFile = readScenario(file)
  const turned = await turnedSettings(flags)
  const scenario = { ...inFile, ruleset: await bookName(inFile.ruleset, flags, turned) }
  const { decideScenario } = await import('../join.ts')
  const decided = await decideScenario(scenario)
  await warnOfUnread(turned, decided, io)
  if (format === 'json')
    io.print(`${JSON.stringify({ file, ruleset: scenario.ruleset, receptions: decided }, null, 2)}\n`)
  else {
    const { onScreen } = await import('../rule-words.ts')
    const told = new Set<string>()
    io.print(decided.map((one) => onScreen(inWords(one, turned, io.lang, told))).join('\n'))
  }
  return decided.length === 0 ? EXIT.unproven : EXIT.conforms
}

export const decideCommand = defineCommand({
  name: 'decide',
  args: ['<file>'],
  summary: {
    ja: 'シナリオの受付ごとに、規則が何と言うかを示す',
    en: 'Say what the rules make of each reception of a scenario, with sources',
  },
  flags: [
    {
      form: '--ruleset <name>',
      text: {
        ja: '規則の版: latest, as-known（その日に知られていた版）, 2025-12, latest@seeds …（既定はファイルの版）',
        en: 'Revision: latest, as-known (what was known on the day), 2025-12, latest@seeds … (default: that of the file)',
      },
    },
    {
      form: '--set <name=value>',
      text: { ja: '設定を変える（何度でも）', en: 'Turn a setting (repeatable); see madoguchi rules show NAME' },
      repeats: true,
    },
    formatFlag,
    langFlag,
  ],
  example: 'madoguchi decide scenarios/data/examples/grace-2026-08-20.yaml --lang ja',
  run,
})
