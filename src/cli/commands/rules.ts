import type { Rule, Ruleset } from '../../domain/rules.ts'
import type { Setting } from '../../domain/settings.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { choiceFlag, formatFlag, langFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Lang } from '../lang.ts'
import { UsageError } from '../usage-error.ts'

const EXAMPLE = 'madoguchi rules show old-card/valid'

interface Book {
  readonly rules: readonly Rule<unknown>[]
  readonly rulesets: readonly Ruleset[]
  readonly settings: readonly Setting[]
}

async function openBook(): Promise<Book> {
  const { RULES } = await import('../../domain/rules/index.ts')
  const { RULESETS } = await import('../../domain/rulesets.ts')
  const { SETTINGS } = await import('../../domain/settings.ts')
  return { rules: RULES, rulesets: RULESETS, settings: SETTINGS }
}

function list({ rules, rulesets }: Book, lang: Lang): string {
  const width = Math.max(...rules.map(({ id }) => id.length))
  const rows = rules.map(({ id, title, rows: dated }) => `${id.padEnd(width)}  ${title[lang]} (${dated.length})`)
  const revisions = rulesets.map(({ id, knowledgeDate }) => `${id} (${knowledgeDate})`).join(', ')
  return `${rows.join('\n')}\n\nruleset: ${revisions}\n`
}

function show(rule: Rule<unknown>, settings: Book['settings'], lang: Lang): string {
  const span = (from: string | null, until: string | null): string => `${from ?? '…'} → ${until ?? '…'}`
  const rows = rule.rows.map(
    ({ from, until, value, knownFrom, source }) =>
      `  ${span(from, until).padEnd(25)} ${JSON.stringify(value)}  [${source.confidence}] ${source.key}  ${lang === 'ja' ? '公表' : 'known'} ${knownFrom}`,
  )
  const setting = settings.find(({ name }) => name === rule.setting)
  const switched =
    setting === undefined
      ? []
      : [
          `  setting ${setting.name} = ${String(setting.default)} (${setting.alternatives.map(String).join(', ')})${setting.assumption ? (lang === 'ja' ? ' 仮定' : ' assumption') : ''}: ${setting.title[lang]}`,
        ]
  const otherwise = `  ${(lang === 'ja' ? 'その他の日' : 'other days').padEnd(25)} ${JSON.stringify(rule.otherwise)}`
  return `${[`${rule.id}  ${rule.title[lang]}`, ...rows, otherwise, ...switched].join('\n')}\n`
}

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const [verb = 'list', id = ''] = args
  const book = await openBook()
  if (verb === 'list') {
    io.print(format === 'json' ? `${JSON.stringify(book, null, 2)}\n` : list(book, io.lang))
    return EXIT.conforms
  }
  if (verb !== 'show') {
    throw new UsageError({
      ja: `rules に "${verb}" はありません。使える語: list, show。例: ${EXAMPLE}`,
      en: `rules does not know "${verb}". Allowed: list, show. Example: ${EXAMPLE}`,
    })
  }
  const rule = book.rules.find((candidate) => candidate.id === id)
  if (rule === undefined) {
    const ids = book.rules.map((candidate) => candidate.id).join(', ')
    throw new UsageError({
      ja: `規則 "${id}" はありません。ある規則: ${ids}。例: ${EXAMPLE}`,
      en: `There is no rule "${id}". There are: ${ids}. Example: ${EXAMPLE}`,
    })
  }
  io.print(format === 'json' ? `${JSON.stringify(rule, null, 2)}\n` : show(rule, book.settings, io.lang))
  return EXIT.conforms
}

export const rulesCommand = defineCommand({
  name: 'rules',
  args: ['[verb]', '[id]'],
  summary: {
    ja: '規則と出典を見る（list, show ID）',
    en: 'Show the rules with their dates and sources (list, show ID)',
  },
  flags: [formatFlag, langFlag],
  example: EXAMPLE,
  run,
})
