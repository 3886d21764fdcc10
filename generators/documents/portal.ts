import type { DocumentTwin, FieldId } from '../../src/domain/document.ts'
import type { DocumentDefinition, Draw } from './definition.ts'
import { HEAD_OF_HOUSEHOLD, isHousehold } from './household-label.ts'
import { INK, type Ink, type Pen, layered, startDrawing } from './page.ts'

/** The rows of the page in their order. @see facts/rules.md 4.4: the first five are published, the others our choice */
const ROWS = [
  'insurerName',
  'insurerNumber',
  'symbol',
  'number',
  'branch',
  'name',
  'kana',
  'sex',
  'birthDate',
  'holder',
  'insuredName',
  'acquired',
  'issued',
  'validFrom',
  'validUntil',
  'ratio',
  'ratioFrom',
  'ratioUntil',
  'limitBand',
  'limitFrom',
  'longStay',
  'disease',
  'diseaseFrom',
  'registration',
] as const satisfies readonly FieldId[]

const UNREGISTERED = '未登録'

/** 未登録 is red. */
const inkOf = (twin: DocumentTwin, field: FieldId): { readonly ink?: Ink } =>
  field === 'registration' && twin.fields[field] === UNREGISTERED ? { ink: INK.red } : {}

/** 国保 calls the person after whom a household is insured by another name. */
const labelOf = (twin: DocumentTwin, field: FieldId): string | undefined =>
  field === 'insuredName' && isHousehold(twin) ? HEAD_OF_HOUSEHOLD : undefined

interface TableStyle {
  readonly x: number
  readonly top: number
  readonly width: number
  readonly label: number
  readonly height: number
  readonly size: number
  readonly labelSize: number
  readonly inset: number
  readonly line: number
}

function table(pen: Pen, twin: DocumentTwin, rows: readonly FieldId[], style: TableStyle): void {
  const { x, top, width, label, height, size, inset, line } = style
  rows.forEach((field, index) => {
    const y = top + index * height
    pen.box(x, y, label, height, { fill: INK.pale })
    pen.line(x, y + height, x + width, y + height, { line })
    const base = y + height / 2 + size * 0.36
    pen.label(field, x + inset, base, style.labelSize, labelOf(twin, field))
    pen.value(field, x + label + inset, base, {
      size,
      width: width - label - inset * 2,
      least: size * 0.55,
      ...inkOf(twin, field),
    })
  })
  pen.line(x, top, x + width, top, { line })
}

const drawPdf: Draw = ({ twin, faces }) => {
  const { pen, marks, cut } = startDrawing(twin, faces)
  pen.specimen(150, 12, 4, { x: 105, y: 150, width: 190 })
  pen.value('title', 20, 26, { size: 6.6, weight: 'bold', width: 125 })
  if (pen.has('footer')) {
    pen.box(20, 32, 170, 16, { ink: INK.red, line: 0.4, radius: 1.5 })
    pen.value('footer', 25, 41.4, { size: 3.5, weight: 'bold', width: 160, least: 2.2 })
  }
  pen.pair('savedAt', 20, 57.5, { label: 20, labelSize: 3.4, size: 3.8, width: 120, after: '時点' })
  const rows = ROWS.filter((field) => pen.has(field))
  const height = Math.min(9, 218 / Math.max(rows.length, 1))
  table(pen, twin, rows, {
    x: 20,
    top: 64,
    width: 170,
    label: 60,
    height,
    size: 3.7,
    labelSize: 3.3,
    inset: 3,
    line: 0.2,
  })
  pen.text(20, 290, 'マイナポータル（見本）で保存した内容です。', { size: 2.8, ink: INK.label })
  return { sheets: [{ width: 210, height: 297, marks: layered(marks) }], cut }
}

/** 画面の幅: points of a phone. */
const PHONE = { width: 390, height: 844 }
const STATUS_BAR = 44

/** 状態表示: clock, strength of the signal and battery of a phone, as a picture of a screen has them. */
function statusBar(pen: Pen): void {
  pen.text(30, 29, '12:00', { size: 16, weight: 'bold' })
  ;[5, 7.5, 10, 12.5].forEach((height, bar) =>
    pen.box(297 + bar * 5, 29 - height, 3.4, height, { fill: INK.black, radius: 0.8 }),
  )
  pen.text(322, 28.5, '5G', { size: 11, weight: 'bold' })
  pen.box(347, 16.5, 24, 12.5, { ink: INK.label, line: 1, radius: 3 })
  pen.box(349, 18.5, 16, 8.5, { fill: INK.black, radius: 1.6 })
  pen.box(372.4, 20.6, 1.8, 4.4, { fill: INK.label, radius: 0.9 })
}

const drawScreen: Draw = ({ twin, faces, screenshot }) => {
  const { pen, marks, cut } = startDrawing(twin, faces)
  const rows = ROWS.filter((field) => pen.has(field))
  const start = screenshot ? STATUS_BAR : 0
  const tableTop = start + (pen.has('savedAt') ? 242 : 210)
  const height = Math.max(PHONE.height, tableTop + rows.length * 36 + 50)
  if (screenshot) statusBar(pen)
  pen.box(0, start, PHONE.width, 48, { fill: INK.accent })
  pen.text(20, start + 31, 'マイナポータル', { size: 17, weight: 'bold', ink: INK.white })
  pen.text(330, start + 30, '閉じる', { size: 13, ink: INK.white })
  pen.specimen(240, start + 60, 15, { x: PHONE.width / 2, y: height * 0.58, width: 350 })
  pen.text(20, start + 76, '証明書 ＞ 健康保険証', { size: 12.5, ink: INK.label })
  pen.value('title', 20, start + 118, { size: 23, weight: 'bold', width: 350 })
  if (pen.has('footer')) {
    pen.box(20, start + 134, 350, 58, { ink: INK.red, line: 1, radius: 6 })
    const words = twin.fields.footer ?? ''
    pen.paragraph(32, start + 158, words, { size: 13, weight: 'bold', width: 326, leading: 20, field: 'footer' })
  }
  pen.pair('savedAt', 20, start + 222, { label: 64, labelSize: 13, size: 14, width: 240, after: '時点' })
  table(pen, twin, rows, {
    x: 20,
    top: tableTop,
    width: 350,
    label: 138,
    height: 36,
    size: 15,
    labelSize: 13,
    inset: 8,
    line: 1,
  })
  return { sheets: [{ width: PHONE.width, height: Math.round(height), marks: layered(marks) }], cut }
}

/** 医療保険の資格情報 saved as PDF: it speaks of the moment at which it was saved. @see facts/rules.md 4.4, 4.8 */
export const portalPdf: DocumentDefinition = {
  kind: 'portal-pdf',
  title: { ja: '医療保険の資格情報', en: 'eligibility data of the portal, saved' },
  formats: ['a4'],
  required: ['title', 'footer', 'savedAt', 'insurerName', 'insurerNumber', 'number', 'name', 'birthDate', 'acquired'],
  optional: ROWS.filter(
    (field) => !['insurerName', 'insurerNumber', 'number', 'name', 'birthDate', 'acquired'].includes(field),
  ),
  qr: [],
  draw: drawPdf,
}

/** 医療保険の資格情報 on a phone. @see facts/rules.md 4.4 */
export const portalScreen: DocumentDefinition = {
  ...portalPdf,
  kind: 'portal-screen',
  title: { ja: '医療保険の資格情報', en: 'eligibility data of the portal, on a phone' },
  formats: ['phone'],
  required: portalPdf.required.filter((field) => field !== 'savedAt'),
  optional: [...portalPdf.optional, 'savedAt'],
  draw: drawScreen,
}
