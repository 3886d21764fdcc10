import type { DocumentDefinition, Draw } from './definition.ts'
import { type FormRow, formRow, frame } from './form.ts'
import { INK, layered, startDrawing } from './page.ts'

const LEFT = 20
const WIDTH = 170
const DIGITS = 12

const EXPLANATION = [
  'マイナンバーが登録されていない方に、お届けをお願いする書類です。',
  '下の欄を確かめ、マイナンバーを書いて、署名のうえ同封の封筒で返送してください。',
  '本人確認の書類の写しを添えてください。',
]

const row = (y: number, height: number): FormRow => ({ x: LEFT, y, width: WIDTH, height, label: 44 })
const half = (y: number, place: number): FormRow => ({
  x: LEFT + place * 85,
  y,
  width: 85,
  height: 10,
  label: place === 0 ? 44 : 30,
})

const draw: Draw = ({ twin, faces, qr }) => {
  const { pen, marks, cut } = startDrawing(twin, faces)
  pen.specimen(150, 14, 4, { x: 105, y: 140, width: 190 })
  pen.valueCentred('title', 105, 36, { size: 6.4, weight: 'bold', width: WIDTH })
  pen.line(LEFT, 41, LEFT + WIDTH, 41, { ink: INK.accent, line: 0.6 })
  EXPLANATION.forEach((line, index) => pen.text(LEFT, 51 + index * 6.5, line, { size: 3.4 }))
  pen.text(LEFT, 78, '1. 届け出る方', { size: 3.8, weight: 'bold', ink: INK.accent })
  const hasSymbol = pen.has('symbol') || !pen.has('number')
  if (hasSymbol) formRow(pen, 'symbol', half(81, 0))
  formRow(pen, 'number', half(81, hasSymbol ? 1 : 0), hasSymbol ? {} : { as: '被保険者番号' })
  formRow(pen, 'branch', half(91, 0))
  formRow(pen, 'insurerNumber', half(91, 1))
  formRow(pen, 'insurerName', row(101, 10))
  formRow(pen, 'kana', row(111, 8))
  formRow(pen, 'name', row(119, 14), { size: 5, weight: 'bold' })
  formRow(pen, 'birthDate', half(133, 0))
  formRow(pen, 'sex', half(133, 1))
  formRow(pen, 'address', row(143, 12))
  pen.text(LEFT, 168, '2. 個人番号（マイナンバー）　12桁を書いてください', {
    size: 3.8,
    weight: 'bold',
    ink: INK.accent,
  })
  for (let digit = 0; digit < DIGITS; digit += 1) {
    pen.box(LEFT + digit * 11 + Math.floor(digit / 4) * 5, 172, 11, 14, { ink: INK.label, line: 0.35, fill: INK.white })
  }
  pen.text(LEFT, 192, '見本には番号を印刷しません。', { size: 2.9, ink: INK.label })
  pen.text(LEFT, 205, '3. 届け出た方', { size: 3.8, weight: 'bold', ink: INK.accent })
  formRow(pen, 'signedOn', row(208, 11))
  formRow(pen, 'signature', row(219, 13))
  formRow(pen, 'telephone', row(232, 11))
  const office: FormRow = { x: 120, y: 262, width: 70, height: 18, label: 24 }
  frame(pen, office)
  pen.text(122.5, 272, '保険者使用欄', { size: 2.6, ink: INK.label })
  if (qr !== null) pen.qr(LEFT, 259, 22, qr)
  return { sheets: [{ width: 210, height: 297, marks: layered(marks) }], cut }
}

/** 個人番号（マイナンバー）申出書: enclosed for whose number is not linked. @see facts/rules.md 4.3 */
export const numberForm: DocumentDefinition = {
  kind: 'number-form',
  title: { ja: '個人番号（マイナンバー）申出書', en: 'form for giving the Individual Number' },
  formats: ['a4'],
  required: ['title', 'number', 'name', 'birthDate'],
  optional: [
    'symbol',
    'branch',
    'insurerNumber',
    'insurerName',
    'kana',
    'sex',
    'address',
    'signedOn',
    'signature',
    'telephone',
  ],
  qr: ['link'],
  draw,
}
