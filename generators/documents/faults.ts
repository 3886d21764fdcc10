import type { FieldId } from '../../src/domain/document.ts'
import { charactersOf } from './font-subset.ts'
import type { Mark, Sheet, TextMark } from './page.ts'
import type { QrPayload } from './qr.ts'

/**
 * 印刷の誤り: what a broken printer would do. For tests of readers and of our own round trip only; no fault takes away the
 * ground that says 見本.
 */
export const RENDER_FAULTS = [
  /** Two glyphs of the embedded font have each other's outline: the text layer stays good. */
  'swapped-glyph',
  /** The name stands in the field of the insurer, and the other way about. */
  'shifted-value',
  /** No 枝番. */
  'dropped-branch',
  /** Two digits of 番号 have changed places. */
  'transposed-digits',
  /** The name ends early without a mark. */
  'cut-name',
  /** The words 見本 SPECIMEN in their box are not printed. */
  'lost-mark',
  /** The QR says the numbers of somebody else. */
  'foreign-qr',
] as const
export type RenderFault = (typeof RENDER_FAULTS)[number]

const isValueOf =
  (field: FieldId) =>
  (mark: Mark): mark is TextMark =>
    mark.type === 'text' && mark.role === 'value' && mark.field === field

/** The first two neighbours that differ, exchanged. */
function transposed(text: string): string {
  const at = [...text].findIndex((digit, index) => index + 1 < text.length && digit !== text.charAt(index + 1))
  return at < 0 ? text : text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
}

const rotated = (text: string): string => text.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10))

const foreign = (payload: QrPayload): QrPayload =>
  payload.type === 'link' ? { ...payload, url: `${payload.url}2` } : { ...payload, text: rotated(payload.text) }

const eachText = (field: FieldId, change: (text: string) => string): Tamper => {
  const isIt = isValueOf(field)
  return (marks) => marks.map((mark) => (isIt(mark) ? { ...mark, text: change(mark.text) } : mark))
}

type Tamper = (marks: readonly Mark[]) => readonly Mark[]

const same: Tamper = (marks) => marks

/** Exchanges the words of the first print of two fields. */
const exchanged =
  (one: FieldId, other: FieldId): Tamper =>
  (marks) => {
    const [first, second] = [marks.find(isValueOf(one)), marks.find(isValueOf(other))]
    if (first === undefined || second === undefined) return marks
    return marks.map((mark) =>
      mark === first ? { ...first, text: second.text } : mark === second ? { ...second, text: first.text } : mark,
    )
  }

const TAMPERS: Readonly<Record<RenderFault, Tamper>> = {
  'swapped-glyph': same,
  'shifted-value': exchanged('name', 'insurerName'),
  'dropped-branch': (marks) => marks.filter((mark) => mark.type !== 'text' || mark.field !== 'branch'),
  'transposed-digits': eachText('number', transposed),
  'cut-name': eachText('name', (text) => charactersOf(text).slice(0, -1).join('')),
  'lost-mark': (marks) => marks.filter((mark) => mark.type !== 'text' || mark.role !== 'specimen'),
  'foreign-qr': (marks) =>
    marks.map((mark) => (mark.type === 'qr' ? { ...mark, payload: foreign(mark.payload) } : mark)),
}

/** 誤りを植える. */
export const tampered = (sheets: readonly Sheet[], fault: RenderFault | null): readonly Sheet[] =>
  fault === null ? sheets : sheets.map((sheet) => ({ ...sheet, marks: TAMPERS[fault](sheet.marks) }))
