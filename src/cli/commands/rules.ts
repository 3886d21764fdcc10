import { RULES } from '../../domain/rules/index.ts'
import type { Rule } from '../../domain/rules.ts'
import { RULESETS } from '../../domain/rulesets.ts'
import { SETTINGS } from '../../domain/settings.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { choiceFlag, formatFlag, langFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Lang } from '../lang.ts'
import { UsageError } from '../usage-error.ts'

const EXAMPLE = 'madoguchi rules show old-card/valid'

function list({ lang, print }: Io): void {
  const width = Math.max(...RULES.map(({ id }) => id.length))
  const rows = RULES.map(({ id, title, rows: dated }) => `${id.padEnd(width)}  ${title[lang]} (${dated.length})`)
  const revisions = RULESETS.map(({ id, knowledgeDate }) => `${id} (${knowledgeDate})`).join(', ')
  print(`${rows.join('\n')}\n\nruleset: ${revisions}\n`)
}

function show(rule: Rule<unknown>, lang: Lang): string {
  const span = (from: string | null, until: string | null): string => `${from ?? '…'} → ${until ?? '…'}`
  const rows = rule.rows.map(
    ({ from, until, value, knownFrom, source }) =>
      `  ${span(from, until).padEnd(25)} ${JSON.stringify(value)}  [${source.confidence}] ${source.key}  ${lang === 'ja' ? '公表' : 'known'} ${knownFrom}`,
  )
  const setting = SETTINGS.find(({ name }) => name === rule.setting)
  const switched =
    setting === undefined
      ? []
      : [`  setting ${setting.name} = ${String(setting.default)} (${setting.alternatives.map(String).join(', ')})${setting.assumption ? (lang === 'ja' ? ' 仮定' : ' assumption') : ''}: ${setting.title[lang]}`]
  const otherwise = `  ${(lang === 'ja' ? 'その他の日' : 'other days').padEnd(25)} ${JSON.stringify(rule.otherwise)}`
  return `${[`${rule.id}  ${rule.title[lang]}`, ...rows, otherwise, ...switched].join('\n')}\n`
}

function run(args: readonly string[], flags: FlagValues, io: Io) {
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const [verb = 'list', id = ''] = args
  if (verb === 'list') {
    if (format === 'json') io.print(`${JSON.stringify({ rulesets: RULESETS, rules: RULES, settings: SETTINGS }, null, 2)}\n`)
    else list(io)
    return Promise.resolve(EXIT.conforms)
  }
  if (verb !== 'show') {
    throw new UsageError({
      ja: `rules に "${verb}" はありません。使える語: list, show。例: ${EXAMPLE}`,
      en: `rules does not know "${verb}". Allowed: list, show. Example: ${EXAMPLE}`,
    })
  }
  const rule = RULES.find((candidate) => candidate.id === id)
  if (rule === undefined) {
    const ids = RULES.map((candidate) => candidate.id).join(', ')
    throw new UsageError({
      ja: `規則 "${id}" はありません。ある規則: ${ids}。例: ${EXAMPLE}`,
      en: `There is no rule "${id}". There are: ${ids}. Example: ${EXAMPLE}`,
    })
  }
  io.print(format === 'json' ? `${JSON.stringify(rule, null, 2)}\n` : show(rule, io.lang))
  return Promise.resolve(EXIT.conforms)
}

export const rulesCommand = defineCommand({
  name: 'rules',
  args: ['[verb]', '[id]'],
  summary: { ja: '規則と出典を見る（list, show ID）', en: 'Show the rules with their dates and sources (list, show ID)' },
  flags: [formatFlag, langFlag],
  example: EXAMPLE,
  run: async (args, flags, io) => run(args, flags, io),
})
