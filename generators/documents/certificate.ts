import type { DocumentTwin, FieldId } from '../../src/domain/document.ts'
import { HEAD_OF_HOUSEHOLD, isHousehold } from './household-label.ts'
import { INK, type Ink, type Pen, type Sheet, layered, scaled, startDrawing } from './page.ts'
import type { Draw, DocumentDefinition } from './definition.ts'

const CARD = { width: 85.6, height: 54 }
/** 表題の帯. */
const BAND = 7.6
const MIDDLE = { x: 43, y: 29, width: 74 }

/** 地の色 by scheme, as insurers set them apart: 健保 yellow, 国保 green, 後期 orange. */
const TINTS: readonly (readonly [RegExp, Ink, Ink])[] = [
  [/^健康保険/, [0.996, 0.984, 0.92], [0.98, 0.9, 0.6]],
  [/^国民健康保険/, [0.955, 0.98, 0.955], [0.74, 0.88, 0.74]],
  [/^後期/, [0.998, 0.965, 0.93], [0.98, 0.8, 0.62]],
]
const PLAIN: readonly [Ink, Ink] = [
  [0.97, 0.97, 0.98],
  [0.85, 0.87, 0.9],
]

function tintOf(twin: DocumentTwin): readonly [Ink, Ink] {
  const found = TINTS.find(([title]) => title.test(twin.fields.title ?? ''))
  return found === undefined ? PLAIN : [found[1], found[2]]
}

type Cell = readonly [FieldId, (string | undefined)?]
/** Rows of the middle block: one or two cells each; a row without any value is left out. */
const rowsOf = (isOfHousehold: boolean): readonly (readonly Cell[])[] => [
  [['birthDate'], ['sex']],
  [['acquired'], ['issued']],
  [['ratio'], ['ratioFrom']],
  [['ratioUntil']],
  [['insuredName', isOfHousehold ? HEAD_OF_HOUSEHOLD : undefined]],
  [['workplace']],
  [['limitBand'], ['limitFrom']],
  [['longStay'], ['validFrom']],
  [['disease'], ['diseaseFrom']],
]

const TOP = 26.6
const BOTTOM = 44.6
const COLUMNS = [
  { x: 4, label: 16.2, width: 22.6 },
  { x: 44, label: 16.4, width: 21.2 },
]
const WIDE = 61.4

function middle(pen: Pen, isOfHousehold: boolean): void {
  const rows = rowsOf(isOfHousehold).flatMap((row) => {
    const cells = row.filter(([field]) => pen.has(field))
    return cells.length === 0 ? [] : [{ cells, wide: row.length === 1 }]
  })
  const pitch = Math.min(5.2, (BOTTOM - TOP) / Math.max(rows.length, 1))
  const size = Math.min(2.6, pitch * 0.86)
  rows.forEach(({ cells, wide }, row) => {
    const y = TOP + pitch * row + pitch / 2 + size * 0.36
    cells.forEach(([field, as], place) => {
      const column = COLUMNS[place] ?? COLUMNS[0]
      if (column === undefined) return
      pen.pair(field, column.x, y, {
        label: column.label,
        labelSize: Math.min(2, size),
        size,
        width: wide ? WIDE : column.width,
        least: 1.6,
        ...(as === undefined ? {} : { as }),
      })
    })
  })
}

function numbers(pen: Pen): void {
  const style = { labelSize: 2.1, size: 3 }
  const y = 17.4
  if (pen.has('symbol')) {
    pen.pair('symbol', 4, y, { ...style, label: 5.6, width: 25 })
    pen.pair('number', 37, y, { ...style, label: 5.6, width: 22 })
  } else {
    pen.pair('number', 4, y, { ...style, label: 15, width: 40, as: '被保険者番号' })
  }
  pen.pair('branch', 67, y, { ...style, label: 5.6, width: 9 })
}

/** 表面: the face of a card, 85.6 × 54 mm. */
function front(pen: Pen, twin: DocumentTwin): void {
  const [, band] = tintOf(twin)
  pen.box(0, 0, CARD.width, BAND, { fill: band })
  pen.value('title', 4, 5.2, { size: 3.3, weight: 'bold', width: pen.has('holder') ? 39 : 77, least: 2.2 })
  pen.pair('holder', 46, 5.1, { label: 13.4, labelSize: 1.8, size: 2.4, width: 22 })
  pen.specimen(58, 8.7, 2.3, MIDDLE)
  pen.pair('validUntil', 4, 12, { label: 10.2, labelSize: 2.1, size: 3, weight: 'bold', width: 42 })
  pen.line(4, 13.9, 81.6, 13.9)
  numbers(pen)
  pen.pair('kana', 4, 21, { label: 10.2, labelSize: 1.9, size: 2.1, width: 67, least: 1.4 })
  pen.pair('name', 4, 25.2, { label: 10.2, labelSize: 2.1, size: 3.6, weight: 'bold', width: 67, least: 1.95 })
  middle(pen, isHousehold(twin))
  pen.line(4, 45.2, 81.6, 45.2)
  pen.label('insurerNumber', 4, 49, 2)
  pen.boxed('insurerNumber', 16, 49.1, { size: 2.9, pitch: 4, height: 3.6 })
  pen.pair('insurerName', 4, 52.7, { label: 12, labelSize: 2, size: 2.5, width: 55, least: 1.6 })
  pen.seal(73.4, 46, 8.2, 7)
}

const ORGANS = '【 心臓・肺・肝臓・腎臓・膵臓・小腸・眼球 】'

/** 裏面: address by hand, notes, declaration of organ donation. */
function back(pen: Pen, qr: Parameters<Draw>[0]['qr']): void {
  pen.specimen(58, 2.2, 2.3, MIDDLE)
  pen.label('address', 4, 11, 2.2)
  pen.value('address', 12, 11, { size: 2.6, width: 68, least: 1.6 })
  pen.line(12, 12, 81.6, 12)
  pen.text(4, 18.4, '備考', { size: 2.2, ink: INK.label })
  pen.line(12, 19.4, 81.6, 19.4)
  const wide = qr === null ? 77.6 : 52
  pen.box(4, 22.6, wide, 28.4, { fill: INK.white, ink: INK.rule })
  const text = (y: number, words: string, size = 1.9): void => pen.text(5.6, y, words, { size })
  text(25.8, '臓器提供についての意思（書くかどうかは自由です）', 2.1)
  text(29.2, '1. 脳死後でも心臓が停止した後でも提供します。')
  text(32, '2. 心臓が停止した後に限り提供します。')
  text(34.8, '3. 提供しません。')
  text(38, '1・2のうち提供したくない臓器があれば×をつけてください。', 1.7)
  text(40.6, ORGANS, 1.8)
  text(44.2, '特記欄')
  pen.line(13, 45, wide + 2, 45, { line: 0.12 })
  text(48.8, '本人署名（自筆）')
  pen.line(20, 49.6, qr === null ? 42 : 32, 49.6, { line: 0.12 })
  pen.text(qr === null ? 44 : 33, 48.8, '家族署名（自筆）', { size: 1.9 })
  pen.line(qr === null ? 58.5 : 47.5, 49.6, wide + 2, 49.6, { line: 0.12 })
  if (qr !== null) pen.qr(59, 24, 22, qr)
}

/** How the card stands on a paper. */
const PLACES = {
  card: { width: CARD.width, height: CARD.height, factor: 1, x: 0, y: 0 },
  postcard: { width: 148, height: 100, factor: 1.7, x: 1.24, y: 4.1 },
  a4: { width: 210, height: 297, factor: 1.98, x: 20.256, y: 62 },
} as const

const HINTS = [
  '医療機関・薬局等を受診するときは、この資格確認書を窓口に提示してください。',
  '有効期限を過ぎた資格確認書は使えません。資格を失ったときは、保険者に返してください。',
  '記載に変更や誤りがあるときは、ご自分で直さずに保険者へ届け出てください。',
  'マイナ保険証をお持ちの方は、マイナ保険証でも受診できます。',
]

const draw: Draw = ({ twin, faces, qr }) => {
  const place = PLACES[twin.format === 'postcard' || twin.format === 'a4' ? twin.format : 'card']
  const [paper, band] = tintOf(twin)
  const cut = new Set<FieldId>()
  const side = (isFront: boolean): Sheet => {
    const card = startDrawing(twin, faces)
    if (isFront) front(card.pen, twin)
    else back(card.pen, qr)
    const around = startDrawing(twin, faces)
    if (twin.format === 'a4') {
      const { pen } = around
      pen.text(20, 26, isFront ? '資格確認書の交付について' : '資格確認書（裏面）', { size: 6, weight: 'bold' })
      if (isFront) {
        pen.pair('addressee', 20, 44, { label: 12, labelSize: 3.2, size: 4.4, width: 100, after: '様' })
        pen.text(20, 56, '下記のとおり交付します。', { size: 3.6 })
      }
      const top = place.y + CARD.height * place.factor + 14
      HINTS.forEach((hint, index) => pen.text(20, top + index * 7, `・${hint}`, { size: 3.4 }))
      pen.box(place.x, place.y, CARD.width * place.factor, CARD.height * place.factor, { fill: paper, ink: INK.rule })
    } else {
      around.pen.box(0, 0, place.width, place.height, { fill: paper })
      if (isFront) around.pen.box(0, 0, place.width, place.y + BAND * place.factor, { fill: band })
    }
    for (const field of [...card.cut, ...around.cut]) cut.add(field)
    return {
      width: place.width,
      height: place.height,
      marks: [...around.marks, ...layered(scaled(card.marks, place.factor, place.x, place.y))],
    }
  }
  return { sheets: [side(true), side(false)], cut }
}

/** 資格確認書. @see facts/rules.md 4.1, 4.8 */
export const certificate: DocumentDefinition = {
  kind: 'certificate',
  title: { ja: '資格確認書', en: 'certificate of eligibility' },
  formats: ['card', 'postcard', 'a4'],
  required: [
    'title',
    'validUntil',
    'number',
    'name',
    'sex',
    'birthDate',
    'acquired',
    'issued',
    'insurerNumber',
    'insurerName',
  ],
  optional: [
    'holder',
    'symbol',
    'branch',
    'kana',
    'insuredName',
    'ratio',
    'ratioFrom',
    'ratioUntil',
    'limitBand',
    'limitFrom',
    'longStay',
    'disease',
    'diseaseFrom',
    'validFrom',
    'workplace',
    'address',
    'addressee',
  ],
  qr: ['synthetic', 'link'],
  draw,
}
