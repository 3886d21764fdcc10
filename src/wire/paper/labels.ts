import { DOCUMENT_FIELDS, type FieldId, fieldRow } from '../../domain/document.ts'
import { foldWidth } from '../../domain/text.ts'
import { beginsValue } from './values.ts'
import type { Line } from './tokens.ts'

/** What a label stands for: a field, the numbers together, a first day whose owner the row tells, or nothing we read. */
export type LabelMeaning = FieldId | 'numbers' | 'from-day' | 'none'

/** A label in a row: characters `from` (inclusive) to `to` (exclusive), the value begins at `value`. */
export interface Label {
  readonly meaning: LabelMeaning
  readonly line: number
  readonly from: number
  readonly to: number
  readonly value: number
}

/** Labels in use beside those of the table. */
const ALSO: readonly (readonly [string, LabelMeaning])[] = [
  ['保険者等名称', 'insurerName'],
  ['保険者等の名称', 'insurerName'],
  ['保険者の名称', 'insurerName'],
  ['交付者', 'insurerName'],
  ['保険者名・印', 'insurerName'],
  ['保険者等番号', 'insurerNumber'],
  ['氏名フリガナ', 'kana'],
  ['氏名(フリガナ)', 'kana'],
  ['ふりがな', 'kana'],
  ['被保険者の氏名', 'insuredName'],
  ['被保険者(世帯主)氏名', 'insuredName'],
  ['被保険者氏名または世帯主氏名', 'insuredName'],
  ['被保険者氏名・世帯主氏名', 'insuredName'],
  ['世帯主名', 'insuredName'],
  ['有効期間', 'none'],
  ['個人番号の下4桁', 'last4'],
  ['個人番号(下4桁)', 'last4'],
  ['マイナンバー(下4桁)', 'last4'],
  ['個人番号(マイナンバー)の下4桁', 'last4'],
  ['負担割合の発効期日', 'ratioFrom'],
  ['負担割合の有効期限', 'ratioUntil'],
  ['限度区分の発効期日', 'limitFrom'],
  ['適用区分発効期日', 'limitFrom'],
  ['特定疾病の発効期日', 'diseaseFrom'],
  ['特定疾病区分発効期日', 'diseaseFrom'],
  ['発効期日', 'from-day'],
  ['発効年月日', 'from-day'],
  ['本人家族の別', 'holder'],
  ['本人・家族', 'holder'],
  ['被保険者証区分', 'none'],
  ['記号・番号・枝番', 'numbers'],
  ['記号・番号・(枝番)', 'numbers'],
  ['記号番号枝番', 'numbers'],
  ['記号番号(枝番)', 'numbers'],
  ['記号・番号(枝番)', 'numbers'],
  ['記号・番号', 'numbers'],
  ['記号番号', 'numbers'],
  ['被保険者等記号・番号等', 'numbers'],
  ['備考', 'none'],
  ['摘要', 'none'],
  ['所在地', 'none'],
  ['保険者所在地', 'none'],
  ['保険者住所', 'none'],
  ['公印', 'none'],
  ['印', 'none'],
  ['問合せ先', 'none'],
  ['お問い合わせ先', 'none'],
  ['旧姓', 'none'],
  ['通称名', 'none'],
  ['高齢受給者証情報', 'none'],
  ['限度額適用認定証情報', 'none'],
  ['限度額適用認定証関連情報', 'none'],
  ['特定疾病療養受療証情報', 'none'],
]

const packed = (label: string): string => foldWidth(label).replaceAll(/\s/g, '')

const isField = (id: string): id is FieldId => id in DOCUMENT_FIELDS

function makeLabels(): readonly (readonly [string, LabelMeaning])[] {
  const own = Object.keys(DOCUMENT_FIELDS)
    .filter(isField)
    .flatMap((id) => fieldRow(id).labels.map((label): readonly [string, LabelMeaning] => [packed(label), id]))
  const all = new Map<string, LabelMeaning>([...own, ...ALSO.map(([label, to]) => [packed(label), to] as const)])
  return [...all].toSorted(([a], [b]) => b.length - a.length)
}

/** Longest first, by their first character. */
const BY_FIRST: ReadonlyMap<string, readonly (readonly [string, LabelMeaning])[]> = Map.groupBy(
  makeLabels(),
  ([label]) => label.charAt(0),
)

const BOUNDARY = /[:・/|()[\]【】［］「」■□●○◆◇◎※①-⑳0-9.、,]/

/** A label may begin at a cell, behind a space, and behind a mark. */
function mayBegin({ glyphs, plain }: Line, at: number): boolean {
  const glyph = glyphs[at]
  if (glyph === undefined) return false
  return at === 0 || glyph.gap >= 0.15 || plain.charAt(at) === '(' || BOUNDARY.test(plain.charAt(at - 1))
}

/** Inside a label the characters touch, or they are spread evenly over the width of a column. */
function holdsTogether({ glyphs }: Line, from: number, to: number): boolean {
  const gaps = glyphs.slice(from + 1, to).map(({ gap }) => gap)
  const widest = Math.max(0, ...gaps)
  return widest < 0.35 || (widest < 6 && widest - Math.min(...gaps) < 0.6)
}

/** Where the value of a label begins, or null when what follows shows that this is running text. */
function valueStart({ glyphs, plain }: Line, to: number, meaning: LabelMeaning): number | null {
  const next = glyphs[to]
  if (next === undefined) return to
  const sign = plain.charAt(to)
  if (sign === ':') return to + 1
  if (next.gap >= 0.15) return to
  if (sign === '(') {
    // An explanation in brackets belongs to the label: 生年月日（西暦）.
    const end = plain.indexOf(')', to)
    if (end < 0 || end - to > 16) return null
    const after = glyphs[end + 1]
    if (after === undefined || after.gap >= 0.15) return end + 1
    return plain.charAt(end + 1) === ':' ? end + 2 : null
  }
  if (sign === ')') return to + 1 >= plain.length || (glyphs[to + 1]?.gap ?? 1) >= 0.15 ? to + 1 : null
  if (meaning === 'numbers') return /\d/.test(sign) ? to : null
  const direct = meaning === 'from-day' || meaning === 'none' ? 'issued' : meaning
  return beginsValue(direct, plain.slice(to)) ? to : null
}

/** The labels of a row from left to right; a longer label hides the shorter ones inside it. */
export function labelsOf(row: Line, line: number): Label[] {
  const labels: Label[] = []
  for (let at = 0; at < row.glyphs.length; at += 1) {
    if (!mayBegin(row, at)) continue
    for (const [label, meaning] of BY_FIRST.get(row.plain.charAt(at)) ?? []) {
      const to = at + label.length
      if (!row.plain.startsWith(label, at) || !holdsTogether(row, at, to)) continue
      const value = valueStart(row, to, meaning)
      if (value === null) continue
      labels.push({ meaning, line, from: at, to, value })
      at = to - 1
      break
    }
  }
  return labels
}
