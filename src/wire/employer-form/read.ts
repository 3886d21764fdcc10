import { type CivilDate, parseCompactDate } from '../../domain/civil-date.ts'
import { decodeText } from '../shift-jis.ts'
import { itemProblem, rowProblem } from './fit.ts'
import { lawProblems } from './laws.ts'
import { FORM_CODES, FORM_LAYOUTS, type FormCode, JPS_PREFECTURES } from './layout.ts'
import { type FormProblem, formProblem } from './problem.ts'
import { type FormCharacters, isFormCharacter } from './values.ts'

/** What a reader has to know beside the bytes. */
export interface FormReading {
  /** システムチェック実施日: no fact may lie after it. */
  readonly today: CivilDate
  readonly characters?: FormCharacters
}

/** 届書の1行: one person's form. `values` hold item 1 at place 0. */
export interface FormRecord {
  /** From 1, in the file. */
  readonly line: number
  /** Null for a form code that is not known. */
  readonly form: FormCode | null
  readonly values: readonly string[]
}

/** 読み取った届書ファイル: every row as it stands, and everything that is wrong. */
export interface FormFile {
  readonly records: readonly FormRecord[]
  readonly problems: readonly FormProblem[]
}

/** Electronic filing refuses files of this size and more, in bytes. @see facts/insurer.md 5.1 */
export const FORM_FILE_LIMIT = 4_500_000

const CR = 0x0d
const LF = 0x0a
const COMMA = 0x2c

/** The lines of a file; neither a comma nor the end of a line is ever the second byte of a character. */
function bytesOfLines(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = []
  let from = 0
  while (from < bytes.length) {
    const end = bytes.indexOf(LF, from)
    const until = end === -1 ? bytes.length : end
    lines.push(bytes.subarray(from, until))
    from = until + 1
  }
  return lines
}

const withoutCr = (line: Uint8Array): Uint8Array => (line.at(-1) === CR ? line.subarray(0, -1) : line)

interface Line {
  readonly no: number
  readonly values: readonly string[]
  readonly problems: readonly FormProblem[]
}

function readLine(raw: Uint8Array, no: number, characters: FormCharacters): Line {
  const bytes = withoutCr(raw)
  const text = decodeText(bytes, 'Shift_JIS')
  if (!text.ok) {
    const item = bytes.subarray(0, text.problem.offset).filter((byte) => byte === COMMA).length + 1
    return { no, values: [], problems: [formProblem('SIM-F101', no, item)] }
  }
  const values = text.value.split(',')
  const problems = values.flatMap((value, place): readonly FormProblem[] => {
    for (const char of value)
      if (!isFormCharacter(char, characters)) return [formProblem('SIM-F102', no, place + 1, { char })]
    return []
  })
  return { no, values, problems }
}

const isFormCode = (text: string | undefined): text is FormCode => FORM_CODES.some((known) => known === text)

/** 様式コードから様式: null for a code that is not known. */
export const formCode = (text: string | undefined): FormCode | null => (isFormCode(text) ? text : null)

function recordProblems({ no, values, problems }: Line, today: CivilDate): readonly FormProblem[] {
  const [given = ''] = values
  const form = formCode(given)
  if (form === null) return [...problems, formProblem('SIM-F103', no, 1, { given })]
  const layout = FORM_LAYOUTS[form]
  const row = rowProblem(layout, values, no)
  if (row !== null) return [...problems, row]
  const items = layout.items.flatMap((item, place) => itemProblem(item, values[place] ?? '', no) ?? [])
  const known = new Set([...problems, ...items].map(({ item }) => item))
  const laws = lawProblems(form, values, no, today).filter(
    ({ item, related }) => !known.has(item) && !related.some((other) => known.has(other)),
  )
  return [...problems, ...items, ...laws]
}

const layoutProblem = (line: number, wanted: string, wantedEn: string): FormProblem =>
  formProblem('SIM-F120', line, null, { wanted, wantedEn })

/** What is wrong with the five lines before the records. */
function headProblems(lines: readonly Line[], today: CivilDate): readonly FormProblem[] {
  const [media, manage, offices, office, data] = lines.map(({ values }) => values)
  const made = parseCompactDate(media?.[4] ?? '')
  const problems = [
    media?.length === 6 && media[5] === '22223'
      ? []
      : [layoutProblem(1, '1行目は6項目で、最後は22223', 'line 1 has six items, the last of them 22223')],
    media !== undefined && !((media[0] ?? '') in JPS_PREFECTURES)
      ? [formProblem('SIM-F108', 1, 1, { given: media[0] ?? '' })]
      : [],
    /^(?!000)\d{3}$/.test(media?.[3] ?? '')
      ? []
      : [layoutProblem(1, '媒体通番は001から999', 'the serial number is 001 to 999')],
    made.ok && made.value <= today
      ? []
      : [layoutProblem(1, '作成年月日は確認した日までの日', 'the day of making is a day up to that of the check')],
    manage?.join(',') === '[kanri]' ? [] : [layoutProblem(2, '2行目は[kanri]', 'line 2 is [kanri]')],
    offices?.join(',') === ',001' ? [] : [layoutProblem(3, '3行目は,001', 'line 3 is ,001')],
    office?.length === 12 ? [] : [layoutProblem(4, '4行目は12項目', 'line 4 has twelve items')],
    data?.join(',') === '[data]' ? [] : [layoutProblem(5, '5行目は[data]', 'line 5 is [data]')],
  ]
  return problems.flat()
}

const HEAD_LINES = 5
/** Lines within which `[data]` is looked for. */
const HEAD_SEARCHED = 12

/**
 * 届書ファイルを読む: every record with what is wrong with it, by line and item. Total: any bytes give a file, never an error.
 *
 * @see facts/insurer.md section 5, INS-36 to INS-38
 */
export function readForms(bytes: Uint8Array, { today, characters = 'jis-x-0208' }: FormReading): FormFile {
  if (bytes.length >= FORM_FILE_LIMIT)
    return { records: [], problems: [formProblem('SIM-F119', 0, null, { given: bytes.length })] }
  const raw = bytesOfLines(bytes)
  const lines = raw.map((line, at) => readLine(line, at + 1, characters))
  const broken = raw.findIndex((line) => line.at(-1) !== CR)
  const marker = lines.slice(0, HEAD_SEARCHED).findIndex(({ values }) => values.join(',') === '[data]')
  const head = lines.slice(0, marker === -1 ? HEAD_LINES : marker + 1)
  const rows = marker === -1 ? lines.filter(({ values }) => formCode(values[0]) !== null) : lines.slice(marker + 1)
  const problems = [
    ...(broken === -1 ? [] : [layoutProblem(broken + 1, '行の終わりはCRLF', 'every line ends with CRLF')]),
    ...head.flatMap((line) => line.problems),
    ...headProblems(head, today),
    ...(rows.length === 0 ? [layoutProblem(0, '届書が1行もありません', 'there is no form in it')] : []),
    ...rows.flatMap((line) => (line.values.length === 0 ? line.problems : recordProblems(line, today))),
  ]
  return {
    records: rows.map(({ no, values }) => ({ line: no, form: formCode(values[0]), values })),
    problems: problems.toSorted((a, b) => a.line - b.line || (a.item ?? 0) - (b.item ?? 0)),
  }
}

/** 届書ファイルらしさ: whether bytes begin like a file of forms, so that a reader of many kinds can tell it from the others. */
export function looksLikeForms(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  return (
    /^[^\n]{0,200},22223\r?\n/.test(text) ||
    /(?:^|\n)\[(?:kanri|data)\]\r?\n/.test(text) ||
    /^22\d{5}(?:\d)?,/.test(text)
  )
}
