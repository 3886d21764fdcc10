import type { DocumentTwin, FieldId } from '../../src/domain/document.ts'
import type { Draw } from './definition.ts'
import { HEAD_OF_HOUSEHOLD, isHousehold } from './household-label.ts'
import { INK, type Pen, layered, startDrawing } from './page.ts'

/** 切り取り部: where the cut-out stands. @see facts/rules.md 4.8 */
const CUT_OUT = { x: 110, y: 225, width: 85.6, height: 54 }

/** 宛名: the window of the envelope, 85 × 45 mm. */
function window(pen: Pen): void {
  pen.pair('address', 24, 23, { label: 10, labelSize: 2.6, size: 3.4, width: 76, least: 2 })
  pen.pair('addressee', 24, 38, { label: 10, labelSize: 2.6, size: 4.8, width: 60, least: 2.4, after: '様' })
}

type Cell = readonly [FieldId, ((twin: DocumentTwin) => string | undefined)?]

/** The full data, two columns of label and value. */
const TABLE: readonly (readonly Cell[])[] = [
  [['symbol'], ['number']],
  [['branch'], ['holder']],
  [['kana']],
  [['name']],
  [['birthDate'], ['sex']],
  [['acquired'], ['issued']],
  [['ratio'], ['ratioFrom']],
  [['ratioUntil'], ['validUntil']],
  [['insuredName', (twin) => (isHousehold(twin) ? HEAD_OF_HOUSEHOLD : undefined)]],
  [['insurerNumber']],
  [['insurerName']],
]

const LEFT = 20
const WIDTH = 170
const LABEL = 29

/** Gives the lower edge. */
function table(pen: Pen, twin: DocumentTwin, top: number): number {
  const rows = TABLE.map((row) => row.filter(([field]) => pen.has(field))).filter((row) => row.length > 0)
  const height = Math.min(6.4, 60 / Math.max(rows.length, 1))
  rows.forEach((row, index) => {
    const y = top + index * height
    row.forEach(([field, naming], place) => {
      const as = naming?.(twin)
      const wide = row.length === 1 ? WIDTH : WIDTH / 2
      const x = LEFT + place * (WIDTH / 2)
      pen.box(x, y, LABEL, height, { fill: INK.pale })
      pen.box(x, y, wide, height, { ink: INK.rule })
      pen.line(x + LABEL, y, x + LABEL, y + height)
      pen.pair(field, x + 2, y + height / 2 + 1.25, {
        label: LABEL,
        labelSize: 2.9,
        size: 3.5,
        width: wide - LABEL - 4,
        least: 2.2,
        ...(as === undefined ? {} : { as }),
      })
    })
  })
  return top + rows.length * height
}

/** はさみ: two rings and two blades, pointing up along the left edge. */
function scissors(pen: Pen, x: number, y: number): void {
  const ink = INK.label
  pen.box(x - 2.3, y, 1.9, 1.9, { radius: 0.95, line: 0.35, ink })
  pen.box(x + 0.4, y, 1.9, 1.9, { radius: 0.95, line: 0.35, ink })
  pen.line(x - 0.7, y + 0.2, x + 1.1, y - 4.2, { ink, line: 0.4 })
  pen.line(x + 0.7, y + 0.2, x - 1.1, y - 4.2, { ink, line: 0.4 })
}

/** The part that is cut out and carried along, with the sentence that it is no use alone. */
function cutOut(pen: Pen, title: string): void {
  const { x, y, width, height } = CUT_OUT
  pen.box(x, y, width, height, { ink: INK.label, line: 0.3, dash: [1.2, 1], fill: INK.white })
  scissors(pen, x, y + 16)
  pen.text(x + 1, y - 1.6, '切り取ってお使いください', { size: 2.4, ink: INK.label })
  const left = x + 4
  pen.text(left, y + 7.4, title, { size: 3.9, weight: 'bold' })
  pen.pair('issued', x + 47, y + 7.2, { label: 11.6, labelSize: 1.9, size: 2.4, width: 24, as: '発行年月日' })
  pen.line(left, y + 9.4, x + width - 4, y + 9.4)
  const row = (index: number): number => y + 14.4 + index * 5.6
  const style = { label: 15, labelSize: 2.4, size: 3.1 }
  pen.pair('insurerNumber', left, row(0), { ...style, width: 30 })
  pen.pair('insurerName', left, row(1), { ...style, width: 62, least: 1.8 })
  if (pen.has('symbol')) {
    pen.pair('symbol', left, row(2), { ...style, label: 6.6, width: 23 })
    pen.pair('number', x + 36, row(2), { ...style, label: 6.6, width: 20 })
  } else {
    pen.pair('number', left, row(2), { ...style, as: '被保険者番号', width: 40 })
  }
  pen.pair('branch', x + 66, row(2), { ...style, label: 6.6, width: 8 })
  pen.pair('name', left, row(3), { ...style, size: 3.7, weight: 'bold', width: 62, least: 1.75 })
  pen.pair('ratio', left, row(4), { ...style, width: 12 })
  pen.pair('ratioFrom', x + 34, row(4), { ...style, label: 12, size: 2.5, width: 30 })
  pen.pair('ratioUntil', left, row(5), { ...style, label: 18, size: 2.5, width: 30 })
  pen.line(left, y + 46.6, x + width - 4, y + 46.6)
  pen.value('footer', left, y + 51, { size: 3.1, weight: 'bold', width: width - 8, least: 2 })
}

const LEAFLET = [
  'このお知らせは、あなたの医療保険の資格情報をお伝えするものです。',
  'カードリーダーが使えないときは、マイナ保険証とこのお知らせをいっしょに窓口で示すと受診できます。',
  'このお知らせだけでは受診できません。右下を切り取り、マイナ保険証とあわせてお持ちください。',
  '記載の内容に誤りがあるときは、発行した保険者へご連絡ください。',
]

interface SheetWords {
  /** Sentences above the table. */
  readonly explanation: readonly string[]
  /** Title of the cut-out. */
  readonly cutOut: string
  /** What goes into the part above the leaflet, if anything. */
  readonly extra: (pen: Pen) => void
}

/** お知らせの紙: A4 with the addressee, all data and the cut-out. */
export const noticeSheet =
  (words: SheetWords): Draw =>
  ({ twin, faces, qr }) => {
    const { pen, marks, cut } = startDrawing(twin, faces)
    pen.specimen(150, 15, 4, { x: 105, y: 130, width: 190 })
    window(pen)
    pen.valueCentred('title', 105, 73, { size: 7, weight: 'bold', width: 170 })
    pen.line(LEFT, 77, LEFT + WIDTH, 77, { ink: INK.accent, line: 0.6 })
    words.explanation.forEach((line, index) => pen.text(LEFT, 86 + index * 7, line, { size: 3.5 }))
    pen.text(LEFT, 127.4, 'あなたの資格情報', { size: 4, weight: 'bold', ink: INK.accent })
    table(pen, twin, 130)
    words.extra(pen)
    pen.text(LEFT, 229, 'ご案内', { size: 3.6, weight: 'bold', ink: INK.accent })
    const wide = 82
    let y = 235
    for (const line of LEAFLET) y = pen.paragraph(LEFT, y, `・${line}`, { size: 2.8, width: wide, leading: 4.4 }) + 0.6
    pen.seal(88, 276, 14, 9)
    if (qr !== null) pen.qr(168, 193, 21, qr)
    cutOut(pen, words.cutOut)
    return { sheets: [{ width: 210, height: 297, marks: layered(marks) }], cut }
  }
