import type { DocumentFieldValues, DocumentKind, DocumentReading, FieldId } from '../../domain/document.ts'
import { foldWidth, widenKana } from '../../domain/text.ts'
import { type Label, labelsOf } from './labels.ts'
import type { Glyph, Line } from './tokens.ts'
import { dayOfIssue, readValue, splitNumbers } from './values.ts'

/** What a reader found under one label, before the same labels of other places are compared with it. */
interface Finding {
  readonly field: FieldId
  readonly text: string
  /** Null: there is something, and it cannot be understood. */
  readonly value: string | null
}

/** Characters as they read, a space where one was left. */
export const joined = (glyphs: readonly Glyph[]): string =>
  glyphs.map(({ char, gap }, index) => (index > 0 && gap >= 0.2 ? ` ${char}` : char)).join('')

/** A value ends before a gap that is wider than any inside one. */
const CELL_GAP = 4

function untilGap(glyphs: readonly Glyph[]): readonly Glyph[] {
  const end = glyphs.findIndex(({ gap }, index) => index > 0 && gap > CELL_GAP)
  return end < 0 ? glyphs : glyphs.slice(0, end)
}

interface Page {
  readonly lines: readonly Line[]
  readonly labels: readonly (readonly Label[])[]
}

const leftOf = ({ lines }: Page, { line, from }: Label): number => lines[line]?.glyphs[from]?.x ?? 0
const rightOf = ({ lines }: Page, { line, to }: Label): number => lines[line]?.glyphs[to - 1]?.right ?? 0

/** What stands between a label and the next one in its row. */
function beside(page: Page, label: Label): readonly Glyph[] {
  const row = page.lines[label.line]
  const next = page.labels[label.line]?.find(({ from }) => from >= label.to)
  return untilGap(row?.glyphs.slice(label.value, next?.from) ?? [])
}

const MARKS_ONLY = /^[\s:()（）「」|・,、]*$/

const isText = (glyphs: readonly Glyph[]): boolean => !MARKS_ONLY.test(joined(glyphs))

/** Runs of a row between wide gaps. */
function cells(glyphs: readonly Glyph[]): readonly Glyph[][] {
  const all: Glyph[][] = []
  for (const glyph of glyphs) {
    const last = all.at(-1)
    if (last === undefined || glyph.gap > 1.6) all.push([glyph])
    else last.push(glyph)
  }
  return all
}

const centre = (left: number, right: number): number => (left + right) / 2

/** How far a cell is from standing in the column of a label: by its left edge or by its middle. */
function offColumn(page: Page, label: Label, cell: readonly Glyph[]): number {
  const [left, right] = [cell[0]?.x ?? 0, cell.at(-1)?.right ?? 0]
  const [labelLeft, labelRight] = [leftOf(page, label), rightOf(page, label)]
  const inside = labelLeft >= left - 2 && labelRight <= right + 2 ? 0.5 : Infinity
  return Math.min(
    Math.abs(left - labelLeft),
    Math.abs(centre(left, right) - centre(labelLeft, labelRight)),
    inside * Math.abs(left - labelLeft),
  )
}

/** The rows just beneath a label, as long as they could belong to it. */
function rowBeneath(page: Page, label: Label): number | null {
  const row = page.lines[label.line]
  if (row === undefined) return null
  const size = row.glyphs[label.from]?.size ?? row.size
  for (let at = label.line + 1; at < page.lines.length && at <= label.line + 3; at += 1) {
    const next = page.lines[at]
    if (next === undefined || next.top - row.bottom > 1.6 * Math.max(size, next.size)) return null
    if (next.top < row.bottom - 0.4 * size) continue
    const touches = next.glyphs.some(
      ({ x, right }) => right > leftOf(page, label) - size && x < rightOf(page, label) + size,
    )
    if (touches) return at
  }
  return null
}

/** What stands in the row beneath, in the column of the label and of no other label beside it. */
function beneath(page: Page, label: Label): readonly Glyph[] {
  const at = rowBeneath(page, label)
  const row = at === null ? undefined : page.lines[at]
  if (at === null || row === undefined) return []
  const size = page.lines[label.line]?.glyphs[label.from]?.size ?? row.size
  const rivals = (page.labels[label.line] ?? []).filter((other) => other !== label)
  const labelled = page.labels[at] ?? []
  const taken = new Set(labelled.flatMap(({ from, to }) => row.glyphs.slice(from, to)))
  const free = cells(row.glyphs).filter((cell) => !cell.some((glyph) => taken.has(glyph)))
  // A row that begins with a label of its own keeps what stands in it.
  if (labelled.some((other) => leftOf(page, other) <= leftOf(page, label) + size)) return []
  const near = free
    .map((cell) => ({ cell, off: offColumn(page, label, cell) }))
    .filter(({ cell, off }) => off < 2.5 * size && rivals.every((rival) => offColumn(page, rival, cell) >= off))
    .toSorted((a, b) => a.off - b.off)
  return near[0]?.cell ?? []
}

/** True when every label of the row waits for its value: a row of headings. */
const isHeading = (page: Page, label: Label): boolean => {
  const row = page.labels[label.line] ?? []
  return row.length > 1 && row.every((other) => other === row.at(-1) || !isText(beside(page, other)))
}

/** The print that belongs to a label: right of it, or beneath it. */
function printOf(page: Page, label: Label): string {
  const right = beside(page, label)
  const below = beneath(page, label)
  const hasRight = isText(right)
  if (!isText(below)) return hasRight ? joined(right) : ''
  if (!hasRight) return joined(below)
  const size = right[0]?.size ?? 1
  const far = ((right[0]?.x ?? 0) - rightOf(page, label)) / size > 12
  return isHeading(page, label) || far ? joined(below) : joined(right)
}

const OWNERS: Readonly<Partial<Record<Label['meaning'], FieldId>>> = {
  limitBand: 'limitFrom',
  disease: 'diseaseFrom',
  ratio: 'ratioFrom',
}

/** 発効期日: whose first day it is, by the label before it in its row or by the row above. */
function ownerOf(page: Page, label: Label): FieldId {
  const before = (page.labels[label.line] ?? []).findLast(({ from, meaning }) => from < label.from && meaning in OWNERS)
  const above = [1, 2]
    .map((up) => page.labels[label.line - up]?.find(({ meaning }) => meaning in OWNERS))
    .find((other) => other !== undefined && Math.abs(leftOf(page, other) - leftOf(page, label)) < 60)
  const owner = before ?? above
  return (owner === undefined ? undefined : OWNERS[owner.meaning]) ?? 'ratioFrom'
}

/** A day of end beside a share is that of the share; on a notice with a share and no other end it is so wherever it stands. */
function endOf(page: Page, label: Label, kind: DocumentKind | null): FieldId {
  const isNotice = kind === 'notice' || kind === 'member-notice'
  const all = page.labels.flat().map(({ meaning }) => meaning)
  if (isNotice && all.includes('ratio') && !all.includes('ratioUntil')) return 'ratioUntil'
  const before = (page.labels[label.line] ?? []).findLast(({ from }) => from < label.from)
  return before !== undefined && ['ratio', 'ratioFrom', 'from-day'].includes(before.meaning)
    ? 'ratioUntil'
    : 'validUntil'
}

function findingsAt(page: Page, label: Label, kind: DocumentKind | null): Finding[] {
  const { meaning } = label
  if (meaning === 'none') return []
  const text = printOf(page, label)
  if (meaning === 'numbers') {
    if (text === '') return []
    const parts = splitNumbers(text)
    if (parts === null) return (['symbol', 'number'] as const).map((field) => ({ field, text, value: null }))
    return parts.map(([field, value]) => ({ field, text, value }))
  }
  const field =
    meaning === 'from-day' || meaning === 'ratioFrom'
      ? ownerOf(page, label)
      : meaning === 'validUntil'
        ? endOf(page, label, kind)
        : meaning
  const read = readValue(field, text)
  if (read.state === 'blank') return []
  return [{ field, text, value: read.state === 'value' ? read.value : null }]
}

const KATAKANA = /^[ァ-ヺー・\s･-ﾟ]+$/

/** Facts without a label: the day of issue before its word, the holder beside the title, kana over a name. */
function unlabelled(page: Page): Finding[] {
  return page.lines.flatMap((row, at) => {
    const labels = page.labels[at] ?? []
    return cells(row.glyphs).flatMap((cell): Finding[] => {
      const text = joined(cell)
      const plain = foldWidth(text).replaceAll(/\s/g, '')
      const day = labels.some(({ meaning }) => meaning === 'issued') ? null : dayOfIssue(plain)
      if (day !== null) return [{ field: 'issued', text, value: day }]
      if (labels.length === 0 && /^(?:本人|家族)(?:\((?:被保険者|被扶養者|組合員)\))?$/.test(plain)) {
        return [{ field: 'holder', text, value: text.replaceAll(/\s/g, '') }]
      }
      return []
    })
  })
}

/** ヤマダ タロウ over 山田 太郎, with no label of its own. */
function kanaOverName(page: Page): Finding[] {
  return page.labels.flat().flatMap((label): Finding[] => {
    if (label.meaning !== 'name') return []
    const [first] = beside(page, label)
    const row = page.lines[label.line]
    const above = page.lines[label.line - 1]
    if (first === undefined || row === undefined || above === undefined) return []
    if (row.top - above.bottom > first.size || (page.labels[label.line - 1] ?? []).length > 0) return []
    const cell = cells(above.glyphs).find(([start]) => start !== undefined && Math.abs(start.x - first.x) < first.size)
    const text = cell === undefined ? '' : joined(cell)
    return text !== '' && KATAKANA.test(text) ? readKana(text) : []
  })
}

function readKana(text: string): Finding[] {
  const read = readValue('kana', text)
  return read.state === 'value' ? [{ field: 'kana', text, value: read.value }] : []
}

/** 氏名 with its kana in brackets behind it: two facts in one cell. */
function partName(finding: Finding): Finding[] {
  if (finding.field !== 'name' || finding.value === null) return [finding]
  const match = /^(.+?)\s*[(（]([^()（）]+)[)）]$/.exec(finding.value)
  const [, name = '', kana = ''] = match ?? []
  if (match === null || !KATAKANA.test(kana)) return [finding]
  return [{ ...finding, value: name.trim() }, ...readKana(kana)]
}

const FOOTERS = [
  /受診の際には[、,]?マイナ保険証(?:が|と|も)?あわせて(?:必要です|提示してください)。?/,
  /この(?:画面|書面|お知らせ|通知書?|PDF|書類)のみでは[、,]?(?:医療機関等?を?)?受診(?:することは|は)?(?:でき|出来)ません。?(?:マイナ(?:保険証|ンバーカード)とあわせて[^。]{0,40}提示してください。?)?/,
]

/** 注意書き: the sentence that the paper is good only together with the card, over the ends of its lines. */
function footers(lines: readonly Line[]): Finding[] {
  const whole = lines.map(({ glyphs }) => glyphs.map(({ char }) => char).join('')).join('')
  for (const footer of FOOTERS) {
    const text = footer.exec(whole)?.[0]
    if (text !== undefined) return [{ field: 'footer', text, value: text }]
  }
  return []
}

const comparable = (value: string): string => foldWidth(widenKana(value)).replaceAll(/\s/g, '').normalize('NFC')

/** The same fact at several places is one when all of them agree. */
function merged(findings: readonly Finding[]): Pick<DocumentReading, 'fields' | 'unclear'> {
  const fields: Partial<Record<FieldId, string>> = {}
  const unclear: { field: FieldId; text: string }[] = []
  for (const [field, found] of Map.groupBy(findings, (finding) => finding.field)) {
    const [first] = found
    if (first === undefined) continue
    const agree = found.every(
      ({ value }) => value !== null && first.value !== null && comparable(value) === comparable(first.value),
    )
    if (agree && first.value !== null) fields[field] = first.value
    else unclear.push({ field, text: [...new Set(found.map(({ text }) => text))].join(' / ') })
  }
  return { fields, unclear }
}

/** 項目を読む: the fields of all pages together, by label and place. */
export function readFields(
  pages: readonly (readonly Line[])[],
  kind: DocumentKind | null,
): { readonly fields: DocumentFieldValues; readonly unclear: DocumentReading['unclear'] } {
  const findings = pages.flatMap((lines) => {
    const page: Page = { lines, labels: lines.map((row, at) => labelsOf(row, at)) }
    const labelled = page.labels
      .flat()
      .flatMap((label) => findingsAt(page, label, kind))
      .flatMap(partName)
    const hasKana = labelled.some(({ field }) => field === 'kana')
    return [...labelled, ...unlabelled(page), ...(hasKana ? [] : kanaOverName(page)), ...footers(lines)]
  })
  return merged(findings)
}
