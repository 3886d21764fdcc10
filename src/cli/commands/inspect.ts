import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { InspectedDocument, InspectedXml } from '../../../generators/inspect.ts'
import type { CivilDate } from '../../domain/civil-date.ts'
import type { Member } from '../../domain/person.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT, type ExitCode, worstOf } from '../exit-code.ts'
import { MAX_SEED, choiceFlag, formatFlag, langFlag, numberFlag, seedFlag, textFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Lang } from '../lang.ts'
import { UsageError, wrongValue } from '../usage-error.ts'

/** Bytes of a file that was named on the command line. */
export function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError({
      ja: `ファイル "${file}" を読めません: ${why}`,
      en: `The file "${file}" cannot be read: ${why}`,
    })
  }
}

/** One line about a file, and what it is in JSON. */
interface Told {
  readonly lines: readonly string[]
  readonly json: object
  readonly exit: ExitCode
}

async function tellXml(file: string, bytes: Uint8Array, lang: Lang): Promise<Told> {
  const { inspectXml } = await import('../../../generators/inspect.ts')
  const { describeWireProblem } = await import('../../wire/problem.ts')
  const inspected: InspectedXml = inspectXml(bytes, basename(file))
  const problems = inspected.problems.map((problem) => ({
    code: problem.code,
    severity: problem.severity,
    ...describeWireProblem(problem, lang),
  }))
  const { kind, title, encoding, facts } = inspected
  const unknown = lang === 'ja' ? '知らない種類のファイル' : 'not a file we know'
  const head = `${file}: ${kind === null ? unknown : `${kind} ${title?.[lang] ?? ''}`}${encoding === null ? '' : `, ${encoding}`}`
  const said = facts.map(
    ({ label, value, place }) =>
      `  ${place === null ? '' : `${place.line}:${place.column} `}${label[lang]}: ${value[lang]}`,
  )
  const wrong = problems.map(
    ({ code, severity, what, where, fix }) =>
      `  ${severity === 'error' ? '✗' : '!'} ${where}: ${what} ${fix} [${code}]`,
  )
  return {
    lines: [head, ...said, ...wrong],
    json: { file, ...inspected, problems },
    exit: problems.some(({ severity }) => severity === 'error') ? EXIT.violated : EXIT.conforms,
  }
}

const WORDS = {
  unknown: { ja: '知らない種類の書類', en: 'not a document we know' },
  pages: { ja: 'ページ', en: 'page(s)' },
  specimen: {
    seen: { ja: '見本の表示あり', en: 'specimen mark seen' },
    'not-seen': { ja: '見本の表示なし', en: 'no specimen mark' },
    'not-proven': { ja: '見本の表示は証明できません', en: 'specimen mark not proven' },
  },
  qr: { ja: 'QRコード（内容は信用しません）', en: 'QR code (told, not believed)' },
  bar: {
    ja: '手がかり: 上端にスマートフォンの状態表示らしい帯',
    en: "hint: what looks like a phone's status bar at the top",
  },
} as const

const MARKS = { error: '✗', warning: '!', note: '・' } as const

/** What pixels show, where there is no text. */
const pictureLines = (picture: NonNullable<InspectedDocument['picture']>, lang: Lang): readonly string[] => [
  `  ${picture.format}, ${picture.width} × ${picture.height}`,
  ...picture.qr.map((code) => `  ${WORDS.qr[lang]}: ${code}`),
  ...(picture.phoneStatusBar === 'seen' ? [`  ${WORDS.bar[lang]}`] : []),
]

function headOf(file: string, { title, medium, pages, specimen, problem }: InspectedDocument, lang: Lang): string {
  if (problem !== null) return `${file}: ${medium}`
  const count = pages === null ? [] : [`${pages.count} ${WORDS.pages[lang]}`, `${pages.width} × ${pages.height} mm`]
  return `${file}: ${[title?.[lang] ?? WORDS.unknown[lang], medium, ...count, WORDS.specimen[specimen][lang]].join(', ')}`
}

function exitOf({ problem, findings }: InspectedDocument): ExitCode {
  if (problem !== null || findings.some(({ severity }) => severity === 'error')) return EXIT.violated
  return findings.some(({ code }) => code === 'SIM-D116') ? EXIT.unproven : EXIT.conforms
}

async function tellDocument(
  file: string,
  bytes: Uint8Array,
  whose: { readonly member?: Member; readonly on?: CivilDate },
  lang: Lang,
): Promise<Told> {
  const { inspectDocument, describePaperFinding } = await import('../../../generators/inspect.ts')
  const { describePaperProblem } = await import('../../wire/paper/problem.ts')
  const { readIsolated } = await import('../isolated-paper.ts')
  const inspected = await inspectDocument(bytes, { fileName: basename(file), ...whose, read: readIsolated })
  const { problem, picture } = inspected
  const findings = inspected.findings.map((one) => ({ ...one, ...describePaperFinding(one, lang) }))
  const described = problem === null ? null : { ...problem, ...describePaperProblem(problem, lang) }
  const lines = [
    headOf(file, inspected, lang),
    ...inspected.fields.map(({ label, shown }) => `  ${label[lang]}: ${shown[lang]}`),
    ...(picture === null ? [] : pictureLines(picture, lang)),
    ...findings.map(({ code, severity, what, fix }) => `  ${MARKS[severity]} ${what} ${fix} [${code}]`),
    ...(described === null
      ? []
      : [
          `  ✗ ${described.where}: ${described.what} ${described.fix} ${lang === 'ja' ? '直す人' : 'Whose to fix'}: ${described.whose} [${described.code}]`,
        ]),
  ]
  return { lines, json: { file, ...inspected, findings, problem: described }, exit: exitOf(inspected) }
}

const FORM_WORDS = {
  file: { ja: '届書のCSVファイル', en: 'CSV file of employer forms' },
  checked: { ja: '確認した日', en: 'checked on' },
  line: { ja: '行', en: 'line' },
  item: { ja: '項番', en: 'item' },
  unknown: { ja: '知らない様式', en: 'not a form we know' },
} as const

async function tellForms(file: string, bytes: Uint8Array, on: CivilDate | null, lang: Lang): Promise<Told> {
  const { inspectForms } = await import('../../../generators/inspect.ts')
  const { dateOf, instantOfUnixMillis } = await import('../../domain/civil-date.ts')
  const today = on ?? dateOf(instantOfUnixMillis(Date.now()))
  const inspected = inspectForms(bytes, today)
  const word = (name: keyof typeof FORM_WORDS): string => FORM_WORDS[name][lang]
  const place = (line: number, item: number | null): string =>
    [line === 0 ? file : `${word('line')} ${line}`, ...(item === null ? [] : [`${word('item')} ${item}`])].join(' ')
  const said = inspected.forms.flatMap(({ line, code, title, items }) => [
    `  ${place(line, null)}: ${code === null ? word('unknown') : `${code} ${title?.[lang] ?? ''}`}`,
    ...items.map(({ no, title: name, value }) => `    ${no} ${name}: ${value}`),
  ])
  const wrong = inspected.problems.map(
    (problem) => `  ✗ ${place(problem.line, problem.item)}: ${problem[lang]} [${problem.code}]`,
  )
  return {
    lines: [`${file}: ${word('file')}, ${word('checked')} ${today}`, ...said, ...wrong],
    json: { file, ...inspected },
    exit: inspected.problems.length === 0 ? EXIT.conforms : EXIT.violated,
  }
}

async function dayFlag(flags: FlagValues): Promise<CivilDate | null> {
  const text = textFlag(flags, 'on')
  if (text === undefined) return null
  const { parseCivilDate } = await import('../../domain/civil-date.ts')
  const day = parseCivilDate(text)
  if (!day.ok) throw wrongValue('--on', text, 'YYYY-MM-DD', '--on 2026-11-21')
  return day.value
}

const MEMBER_EXAMPLE = '--member key/kouki'

/** Whose the papers are said to be, and the day on which they are compared. */
async function ownerFlag(
  flags: FlagValues,
  on: CivilDate | null,
): Promise<{ readonly member?: Member; readonly on?: CivilDate }> {
  const id = textFlag(flags, 'member')
  if (id === undefined) return on === null ? {} : { on }
  const { population, member, magicMember, magicPerson } = await import('../../../generators/index.ts')
  const people = population({ seed: numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 }) })
  const day = on ?? people.referenceDate
  if (magicPerson(id) !== undefined) return { member: magicMember(people, id, day), on: day }
  const index = Number(id)
  if (/^\d+$/.test(id) && index < people.size) return { member: member(people, index), on: day }
  throw wrongValue(
    '--member',
    id,
    { ja: '見本の人の名前か、0から始まる番号', en: 'the id of a magic person or an index from 0' },
    MEMBER_EXAMPLE,
  )
}

/** XML begins with its declaration or an element, behind a byte order mark and spaces. */
const looksLikeXml = (bytes: Uint8Array): boolean =>
  /^(?:\u00ef\u00bb\u00bf)?\s*</.test(new TextDecoder('latin1').decode(bytes.subarray(0, 256)))

const notKnown = (file: string, lang: Lang): Told => {
  const what = { ja: 'XMLでもPDFでもPNGでもJPEGでもありません。', en: 'This is neither XML, PDF, PNG nor JPEG.' }[lang]
  const fix = {
    ja: '書類はPDFかPNGかJPEG、電文はXMLで渡してください。直す人: 作成した側',
    en: 'Give a document as PDF, PNG or JPEG, a message as XML. Whose to fix: the maker of the file',
  }[lang]
  const problem = { code: 'SIM-D001', severity: 'error', owner: 'sender', where: 'file', what, fix }
  return {
    lines: [`${file}:`, `  ✗ ${what} ${fix} [SIM-D001]`],
    json: { file, kind: null, problem },
    exit: EXIT.violated,
  }
}

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const { documentMedium, looksLikeForms } = await import('../../../generators/inspect.ts')
  const on = await dayFlag(flags)
  const whose = await ownerFlag(flags, on)
  const tell = (file: string): Promise<Told> | Told => {
    const bytes = bytesOf(file)
    if (documentMedium(bytes) !== null) return tellDocument(file, bytes, whose, io.lang)
    const named = /\.(?:pdf|png|jpe?g)$/i.test(file)
    if (!named && looksLikeForms(bytes)) return tellForms(file, bytes, on, io.lang)
    return named || !looksLikeXml(bytes) ? notKnown(file, io.lang) : tellXml(file, bytes, io.lang)
  }
  const all: Told[] = []
  for (const file of args) all.push(await tell(file))
  io.print(
    format === 'json'
      ? `${JSON.stringify({ files: all.map(({ json }) => json) }, null, 2)}\n`
      : `${all.flatMap(({ lines }) => lines).join('\n')}\n`,
  )
  return worstOf(all.map(({ exit }) => exit))
}

export const inspectCommand = defineCommand({
  name: 'inspect',
  args: ['<files...>'],
  summary: {
    ja: 'XML・PDF・画像・届書のCSVを読み、内容と誤りを示す',
    en: 'Read XML, PDF, pictures and employer CSV back: what they are, what they say, what is wrong',
  },
  flags: [
    {
      form: '--member <id>',
      text: {
        ja: '書類をこの人と比べる: 見本の人の名前か番号',
        en: 'Compare papers with a person: a magic id or an index',
      },
    },
    { form: '--on <day>', text: { ja: '確認する日 YYYY-MM-DD', en: 'The day of the look, YYYY-MM-DD' } },
    seedFlag,
    formatFlag,
    langFlag,
  ],
  example: 'madoguchi inspect notice.pdf --member 1204 --on 2026-11-21',
  run,
})
