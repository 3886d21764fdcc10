import { type Flag, type FlagValues, defineCommand } from '../command.ts'
import type { ExitCode } from '../exit-code.ts'
import { langFlag, seedFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Both } from '../lang.ts'
import { UsageError } from '../usage-error.ts'

const KINDS = ['members', 'documents', 'mailing'] as const
type Kind = (typeof KINDS)[number]

/** What each kind is, and the code that is loaded for it. */
const GENERATORS: Readonly<Record<Kind, (flags: FlagValues, io: Io) => Promise<ExitCode>>> = {
  members: async (flags, io) => (await import('./generate-members.ts')).generateMembers(flags, io),
  documents: async (flags, io) => (await import('./generate-documents.ts')).generateDocuments(flags, io),
  mailing: async (flags, io) => (await import('./generate-mailing.ts')).generateMailing(flags, io),
}

interface KindFlag extends Flag {
  /** As commander names its value. */
  readonly key: string
  readonly kinds: readonly Kind[]
}

const flag = (form: string, kinds: readonly Kind[], text: Both, more: { readonly repeats?: true } = {}): KindFlag => {
  const name = (form.split(' ')[0] ?? '').slice(2)
  const key = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const names = kinds.length === KINDS.length ? '' : `${kinds.join(', ')}: `
  return { form, key, kinds, text: { ja: `${names}${text.ja}`, en: `${names}${text.en}` }, ...more }
}

const PEOPLE: readonly Kind[] = ['members', 'documents']
const TABLES: readonly Kind[] = ['members', 'mailing']

const FLAGS: readonly KindFlag[] = [
  flag('--count <n>', KINDS, {
    ja: '人数（既定 members 100, documents 1, mailing 20。--magic は全員）',
    en: 'How many people (default members 100, documents 1, mailing 20; --magic all)',
  }),
  flag('--from <index>', KINDS, {
    ja: '始める番号（--traits とでは探し始める位置）',
    en: 'First index (with --traits: where the search begins)',
  }),
  flag(
    '--traits <traits>',
    PEOPLE,
    {
      ja: 'find と同じ条件、空白区切り: "scheme=kokuho age>=70"',
      en: 'Traits as find has them, with spaces: "scheme=kokuho age>=70"',
    },
    { repeats: true },
  ),
  flag('--magic', PEOPLE, { ja: '見本の人すべて', en: 'The magic people' }),
  flag(
    '--member <id>',
    ['documents'],
    { ja: '番号または見本の人のid（コンマ区切り）', en: 'Index or magic id, several with commas' },
    { repeats: true },
  ),
  flag(
    '--kind <kinds>',
    ['documents'],
    { ja: '書類の種類（コンマ区切り）', en: 'Kinds of document, several with commas' },
    { repeats: true },
  ),
  flag('--scheme <scheme>', ['documents'], { ja: 'どの制度の資格で作るか', en: 'The scheme whose cover it is about' }),
  flag('--wave <wave>', ['mailing'], {
    ja: 'notice-1, notice-2, certificate',
    en: 'notice-1, notice-2 or certificate',
  }),
  flag('--format <format>', KINDS, {
    ja: 'members: ndjson, csv。documents: card, a4, postcard, phone。mailing: human, json',
    en: 'members: ndjson, csv; documents: card, a4, postcard, phone; mailing: human, json',
  }),
  flag('--encoding <encoding>', TABLES, { ja: 'utf-8 または shift_jis', en: 'utf-8 or shift_jis' }),
  flag('--on <day>', KINDS, {
    ja: '基準の日（mailing: 発送日）',
    en: 'The day in question (mailing: the day of mailing)',
  }),
  flag('--issued <day>', ['documents'], { ja: '交付年月日', en: 'Day of issue' }),
  flag('--valid-until <day>', ['documents'], { ja: '有効期限', en: 'Last valid day' }),
  flag('--saved-at <moment>', ['documents'], {
    ja: '保存日時 YYYY-MM-DDTHH:mm',
    en: 'When a page of Mynaportal was saved, YYYY-MM-DDTHH:mm',
  }),
  flag('--blank', ['documents'], {
    ja: '記入前の用紙（申立書、申出書）',
    en: 'The empty form (declaration, number-form)',
  }),
  flag('--edges', ['mailing'], {
    ja: '間違えやすい家族12組を加える',
    en: 'Add twelve families that are easily got wrong',
  }),
  flag('--data-only', ['mailing'], { ja: 'PDFを作らない', en: 'No PDFs' }),
  flag('--replaced <file>', ['members'], {
    ja: '置き換えた文字をNDJSONで残す',
    en: 'Keep the replaced characters as NDJSON',
  }),
  flag('--out <path>', KINDS, {
    ja: '出力先。membersはファイルまたは -、ほかはフォルダー',
    en: 'members: a file or -; the others: a folder',
  }),
  flag('--force', KINDS, { ja: 'すでにあるファイルに上書きする', en: 'Write over files that exist' }),
  flag('--strict', TABLES, {
    ja: 'Shift_JISで文字を置き換えたら終了コード1',
    en: 'Exit 1 when a character was replaced for Shift_JIS',
  }),
]

const EXAMPLE = 'madoguchi generate members --count 1000 --format csv --encoding shift_jis --out members.csv'

function kindOf(text: string | undefined): Kind {
  const kind = KINDS.find((each) => each === text)
  if (kind !== undefined) return kind
  const known = KINDS.join(', ')
  throw new UsageError({
    ja: `何を作るか指定してください: ${known}${text === undefined ? '' : `（"${text}" はありません）`}。例: ${EXAMPLE}`,
    en: `Say what to generate: ${known}${text === undefined ? '' : ` (there is no "${text}")`}. Example: ${EXAMPLE}`,
  })
}

/** A flag of another kind would do nothing, which nobody wants to find out later. */
function refuseForeignFlags(kind: Kind, flags: FlagValues): void {
  const foreign = FLAGS.find(({ key, kinds }) => flags[key] !== undefined && !kinds.includes(kind))
  if (foreign === undefined) return
  const name = foreign.form.split(' ')[0] ?? ''
  throw new UsageError({
    ja: `${name} は generate ${foreign.kinds.join(', ')} の指定です。generate ${kind} には使えません。`,
    en: `${name} belongs to generate ${foreign.kinds.join(', ')}; generate ${kind} does not take it.`,
  })
}

async function run(args: readonly string[], flags: FlagValues, io: Io): Promise<ExitCode> {
  const kind = kindOf(args[0])
  refuseForeignFlags(kind, flags)
  return GENERATORS[kind](flags, io)
}

export const generateCommand = defineCommand({
  name: 'generate',
  args: ['[what]'],
  summary: {
    ja: '加入者・書類・発送計画を作る（members, documents, mailing）',
    en: 'Make members, documents or a mailing plan (members, documents, mailing)',
  },
  flags: [...FLAGS, seedFlag, langFlag],
  example: EXAMPLE,
  run,
})
