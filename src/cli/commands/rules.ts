import type { RuleBook } from '../../domain/rules.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { choiceFlag, formatFlag, langFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Lang } from '../lang.ts'
import { UsageError } from '../usage-error.ts'

const EXAMPLE = 'madoguchi rules show old-card/valid'
const DIFF_EXAMPLE = 'madoguchi rules diff 2025-12 2026-08'

async function openBook() {
  const { CONTRADICTIONS, INSURER_CONFLICTS } = await import('../../domain/contradictions.ts')
  const { METHODS, SEED_ALIASES, methodByAlias, methodDays } = await import('../../domain/methods.ts')
  const { RULES } = await import('../../domain/rules/index.ts')
  const { RULESETS } = await import('../../domain/rulesets.ts')
  const { SETTINGS } = await import('../../domain/settings.ts')
  return {
    rules: RULES,
    rulesets: RULESETS,
    settings: SETTINGS,
    points: [...CONTRADICTIONS, ...INSURER_CONFLICTS],
    methods: METHODS.map((method) => ({ ...method, rows: methodDays(method) })),
    aliases: SEED_ALIASES,
    methodByAlias,
  }
}

type Book = Awaited<ReturnType<typeof openBook>>

const openWords = async () => ({ ...(await import('../rule-words.ts')), ...(await import('../method-words.ts')) })
type Words = Awaited<ReturnType<typeof openWords>>

/** Something that `rules show` finds by its name: the whole of it, and in words. */
interface Found {
  readonly json: unknown
  readonly text: (lang: Lang) => string
}

/** 引き出し: one kind of thing that has names. A further kind is one more of these. */
interface Shelf {
  readonly names: readonly string[]
  readonly find: (name: string) => Found | null
}

const ruleShelf = ({ rules, settings }: Book, { ruleText }: Words): Shelf => ({
  names: rules.map(({ id }) => id),
  find: (name) => {
    const rule = rules.find(({ id }) => id === name)
    if (rule === undefined) return null
    const setting = settings.find((one) => one.name === rule.setting) ?? null
    return { json: rule, text: (lang) => ruleText(rule, setting, lang) }
  },
})

const settingShelf = ({ rules, settings, points }: Book, { settingText }: Words): Shelf => ({
  names: settings.map(({ name }) => name),
  find: (name) => {
    const setting = settings.find((one) => one.name === name)
    if (setting === undefined) return null
    const own = points.filter((point) => point.settings.includes(setting.name))
    return { json: { ...setting, conflicts: own }, text: (lang) => settingText(setting, own, rules, lang) }
  },
})

/** A number of an original document may stand for two methods: S4-6 is the screen or the PDF. */
const methodShelf = ({ methods, aliases, methodByAlias }: Book, { methodText }: Words): Shelf => ({
  names: [...methods.map(({ id }) => id), ...aliases],
  find: (name) => {
    const named = methodByAlias(name)
    const found = methods.filter((method) => method.id === name || named.some(({ id }) => id === method.id))
    if (found.length === 0) return null
    return {
      json: found.length === 1 ? found[0] : found,
      text: (lang) => found.map((method) => methodText(method, lang)).join('\n'),
    }
  },
})

const SHELVES: readonly ((book: Book, words: Words) => Shelf)[] = [ruleShelf, settingShelf, methodShelf]

function show(name: string, book: Book, words: Words): Found {
  const shelves = SHELVES.map((shelf) => shelf(book, words))
  for (const shelf of shelves) {
    const found = shelf.find(name)
    if (found !== null) return found
  }
  const names = shelves.flatMap((shelf) => shelf.names).join(', ')
  throw new UsageError({
    ja: `規則・設定・方法 "${name}" はありません。ある名前: ${names}。例: ${EXAMPLE}`,
    en: `There is no rule, setting or method "${name}". There are: ${names}. Example: ${EXAMPLE}`,
  })
}

async function revision(name: string): Promise<RuleBook> {
  const { ruleBook } = await import('../../domain/rulesets.ts')
  const book = ruleBook(name)
  if (book.ok) return book.value
  const { unknown, known } = book.problem
  throw new UsageError({
    ja: `版 "${unknown}" はありません。ある版: ${known.join(', ')}。例: ${DIFF_EXAMPLE}`,
    en: `There is no revision "${unknown}". There are: ${known.join(', ')}. Example: ${DIFF_EXAMPLE}`,
  })
}

async function diff(a: string, b: string, format: 'human' | 'json', io: Io): Promise<void> {
  const { diffBooks } = await import('../../domain/rule-diff.ts')
  const { changedDecisions } = await import('../../domain/rule-search.ts')
  const { diffText } = await openWords()
  const [older, newer] = [await revision(a), await revision(b)]
  const rows = diffBooks(older, newer)
  const decisions = changedDecisions(older, newer, rows)
  if (format === 'human') return io.print(diffText([a, b], rows, decisions, io.lang))
  const { from, to, moved, learnt } = rows
  const json = {
    a,
    b,
    from,
    to,
    moved: { rows: moved, decisions: decisions.moved },
    learnt: { rows: learnt, decisions: decisions.learnt },
  }
  io.print(`${JSON.stringify(json, null, 2)}\n`)
}

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const [verb = 'list', first = '', second = ''] = args
  if (verb === 'diff') {
    await diff(first, second, format, io)
    return EXIT.conforms
  }
  const book = await openBook()
  const words = await openWords()
  if (verb === 'list') {
    const { rules, settings, rulesets, methods } = book
    io.print(
      format === 'json'
        ? `${JSON.stringify(book, null, 2)}\n`
        : `${words.listText(rules, settings, rulesets, io.lang)}\n${words.methodList(methods, io.lang)}`,
    )
    return EXIT.conforms
  }
  if (verb !== 'show') {
    throw new UsageError({
      ja: `rules に "${verb}" はありません。使える語: list, show, diff。例: ${EXAMPLE}`,
      en: `rules does not know "${verb}". Allowed: list, show, diff. Example: ${EXAMPLE}`,
    })
  }
  const found = show(first, book, words)
  io.print(format === 'json' ? `${JSON.stringify(found.json, null, 2)}\n` : found.text(io.lang))
  return EXIT.conforms
}

export const rulesCommand = defineCommand({
  name: 'rules',
  args: ['[verb]', '[name]', '[other]'],
  summary: {
    ja: '規則・設定と出典を見る、版を比べる（list, show 名前, diff 版 版）',
    en: 'Show rules and settings with their sources, compare revisions (list, show NAME, diff A B)',
  },
  flags: [formatFlag, langFlag],
  example: DIFF_EXAMPLE,
  run,
})
