import type { FieldId } from '../../src/domain/document.ts'
import type { DocumentDefinition, Draw } from './definition.ts'
import { type FormRow, choiceRow, formRow } from './form.ts'
import { INK, layered, startDrawing } from './page.ts'
import { printedValue } from './print.ts'

const LEFT = 20
const WIDTH = 170

const row = (y: number, height: number, label = 60): FormRow => ({ x: LEFT, y, width: WIDTH, height, label })

interface Choice {
  readonly field: FieldId
  readonly options: readonly string[]
}

/** 1. 保険証等: null stands for a field that is written by hand. @see facts/rules.md 4.5 */
const INSURANCE: readonly (Choice | FieldId)[] = [
  { field: 'insuredNow', options: ['はい'] },
  { field: 'schemeKind', options: ['社保', '国保', '後期', 'その他', 'わからない'] },
  'insurerName',
  'workplace',
  { field: 'issuedWhen', options: ['1か月以内', 'それより前', 'わからない'] },
  { field: 'ratio', options: ['3割', '2割', '1割', 'わからない'] },
]

const NOTES = [
  '※1 事業所名は、勤め先をとおして健康保険に加入している方だけが書きます。',
  '※2 一部負担金の割合は、70歳以上の方と小学校に入る前のお子さんで異なります。わからないときは「わからない」を選びます。',
  '※3 後日、資格がなかったとわかったときは、医療費を改めてお支払いいただくことがあります。',
]

const draw: Draw = ({ twin, faces }) => {
  const { pen, marks, cut } = startDrawing(twin, faces)
  pen.specimen(158, 12, 3.4, { x: 105, y: 150, width: 190 })
  pen.text(LEFT, 15, '（別紙様式）', { size: 3 })
  pen.valueCentred('title', 105, 26, { size: 6.4, weight: 'bold', width: WIDTH })
  pen.paragraph(
    LEFT,
    36,
    '有効な保険証の交付を受けており、医療保険等の被保険者資格について、下記のとおり申し立てます。',
    { size: 3.5, width: WIDTH, leading: 6 },
  )
  pen.centred(105, 50, '記', { size: 3.8 })
  pen.text(LEFT, 57, '1. 保険証等に関する事項', { size: 3.6, weight: 'bold', ink: INK.accent })
  INSURANCE.forEach((one, index) => {
    const place = row(60 + index * 12, 12)
    if (typeof one === 'string') formRow(pen, one, place)
    else {
      const value = twin.fields[one.field]
      const chosen = value === undefined ? null : printedValue(one.field, value)
      choiceRow(pen, one.field, place, one.options, chosen, one.field === 'ratio' ? '一部負担金の割合' : undefined)
    }
  })
  pen.text(LEFT, 141.5, '2. マイナンバーカードの券面事項', { size: 3.6, weight: 'bold', ink: INK.accent })
  formRow(pen, 'kana', row(145, 8))
  formRow(pen, 'name', row(153, 13), { size: 5, weight: 'bold' })
  formRow(pen, 'birthDate', row(166, 12))
  const sex = twin.fields.sex
  choiceRow(pen, 'sex', row(178, 12), ['男', '女'], sex === undefined ? null : printedValue('sex', sex))
  formRow(pen, 'address', row(190, 14))
  pen.text(LEFT, 211.5, '3. 記入した人', { size: 3.6, weight: 'bold', ink: INK.accent })
  formRow(pen, 'signedOn', { x: LEFT, y: 215, width: 85, height: 11, label: 30 })
  formRow(pen, 'telephone', { x: LEFT + 85, y: 215, width: 85, height: 11, label: 33 })
  formRow(pen, 'signature', { x: LEFT, y: 226, width: 85, height: 11, label: 30 })
  formRow(pen, 'signerRelation', { x: LEFT + 85, y: 226, width: 85, height: 11, label: 33 })
  let y = 245
  for (const note of NOTES) y = pen.paragraph(LEFT, y, note, { size: 2.9, width: WIDTH, leading: 4.6 }) + 1
  return { sheets: [{ width: 210, height: 297, marks: layered(marks) }], cut }
}

/** 被保険者資格申立書. @see facts/rules.md 4.5, 4.8 */
export const declaration: DocumentDefinition = {
  kind: 'declaration',
  title: { ja: '被保険者資格申立書', en: "patient's declaration of cover" },
  formats: ['a4'],
  required: [
    'title',
    'insuredNow',
    'schemeKind',
    'ratio',
    'name',
    'birthDate',
    'sex',
    'address',
    'signedOn',
    'signature',
    'telephone',
  ],
  optional: ['insurerName', 'workplace', 'issuedWhen', 'kana', 'signerRelation'],
  qr: [],
  draw,
}
