/** 書類の種類: papers and pages that the harness makes, reads and judges. @see facts/rules.md section 4 */
export const DOCUMENT_KINDS = [
  'certificate',
  'notice',
  'member-notice',
  'number-form',
  'portal-pdf',
  'portal-screen',
  'declaration',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** 紙の大きさ: card 85.6×54 mm, postcard 148×100 mm, A4 210×297 mm; `phone` is a picture of a screen. @see facts/rules.md 4.8 */
export const DOCUMENT_FORMATS = ['card', 'postcard', 'a4', 'phone'] as const
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]

/** How the value of a field is written in a twin, and what a reader must find behind its print. */
export type FieldType =
  /** Text as it is. */
  | 'text'
  /** Digits; leading zeros count. */
  | 'digits'
  /** `YYYY-MM-DD`, printed in 和暦. */
  | 'day'
  /** `YYYY-MM-DDTHH:mm:ss+09:00`, printed to the minute. */
  | 'moment'
  /** Share in percent: `010` `020` `030` `100`, printed as 1割 and so on. */
  | 'ratio'
  /** `male` `female` `unset`, printed as 男, 女, or 裏面参照. */
  | 'sex'
  /** One of the printed words of the field, kept as printed. */
  | 'word'

interface FieldRow {
  readonly type: FieldType
  readonly ja: string
  readonly en: string
  /** Labels under which papers in use print it, the first one as we print it; empty for what carries no label. */
  readonly labels: readonly string[]
  readonly source: string
}

/** 項目: every field of every document, with the labels by which a reader knows it. */
export const DOCUMENT_FIELDS = {
  title: { type: 'text', ja: '表題', en: 'title', labels: [], source: 'rules.md 4.1–4.5' },
  holder: {
    type: 'word',
    ja: '本人・家族の別',
    en: 'insured person or dependant',
    labels: ['本人・家族の別', '本人家族', '区分'],
    source: 'rules.md 4.1 no. 1, 4.4 [D46]',
  },
  insurerNumber: {
    type: 'digits',
    ja: '保険者番号',
    en: 'insurer number',
    labels: ['保険者番号'],
    source: 'rules.md 4.1 no. 11',
  },
  insurerName: {
    type: 'text',
    ja: '保険者名称',
    en: 'insurer',
    labels: ['保険者名', '保険者名称', '交付者名', '保険者'],
    source: 'rules.md 4.1 no. 11',
  },
  symbol: { type: 'text', ja: '記号', en: 'symbol', labels: ['記号'], source: 'rules.md 4.1 no. 3' },
  number: { type: 'text', ja: '番号', en: 'number', labels: ['番号', '被保険者番号'], source: 'rules.md 4.1 no. 3' },
  branch: {
    type: 'digits',
    ja: '枝番',
    en: 'branch',
    labels: ['枝番', '（枝番）', '(枝番)'],
    source: 'rules.md 4.1 no. 3',
  },
  name: { type: 'text', ja: '氏名', en: 'name', labels: ['氏名'], source: 'rules.md 4.1 no. 4' },
  kana: {
    type: 'text',
    ja: '氏名カナ',
    en: 'kana',
    labels: ['フリガナ', '氏名カナ', '氏名（カナ）', 'カナ氏名'],
    source: 'rules.md 4.1 no. 4',
  },
  sex: { type: 'sex', ja: '性別', en: 'sex', labels: ['性別'], source: 'rules.md 4.1 no. 4' },
  birthDate: { type: 'day', ja: '生年月日', en: 'birth date', labels: ['生年月日'], source: 'rules.md 4.1 no. 4' },
  acquired: {
    type: 'day',
    ja: '資格取得年月日',
    en: 'first day of cover',
    labels: ['資格取得年月日', '資格取得日', '適用開始年月日', '認定年月日'],
    source: 'rules.md 4.1 no. 5',
  },
  issued: {
    type: 'day',
    ja: '交付年月日',
    en: 'day of issue',
    labels: ['交付年月日', '交付日', '発行年月日', '発行日', '発行'],
    source: 'rules.md 4.1 no. 5',
  },
  validFrom: {
    type: 'day',
    ja: '有効開始年月日',
    en: 'first valid day',
    labels: ['有効開始年月日', '有効開始日'],
    source: 'rules.md 4.4',
  },
  validUntil: {
    type: 'day',
    ja: '有効期限',
    en: 'last valid day',
    labels: ['有効期限', '有効終了年月日'],
    source: 'rules.md 4.1 no. 2',
  },
  insuredName: {
    type: 'text',
    ja: '被保険者氏名・世帯主氏名',
    en: 'insured person or head of household',
    labels: ['被保険者氏名', '世帯主氏名', '組合員氏名'],
    source: 'rules.md 4.1 no. 6',
  },
  ratio: {
    type: 'ratio',
    ja: '負担割合',
    en: "patient's share",
    labels: ['負担割合', '一部負担金の割合', '一部負担金割合'],
    source: 'rules.md 4.1 no. 7',
  },
  ratioFrom: {
    type: 'day',
    ja: '負担割合の発効期日',
    en: 'first day of the share',
    labels: ['発効期日', '負担割合発効期日'],
    source: 'rules.md 4.1 no. 7',
  },
  ratioUntil: {
    type: 'day',
    ja: '負担割合の有効期限',
    en: 'last day of the share',
    labels: ['割合の有効期限', '負担割合有効期限'],
    source: 'rules.md 4.2',
  },
  limitBand: {
    type: 'word',
    ja: '限度区分',
    en: 'limit class',
    labels: ['限度区分', '適用区分'],
    source: 'rules.md 4.1 no. 8',
  },
  limitFrom: {
    type: 'day',
    ja: '限度区分の発効期日',
    en: 'first day of the limit class',
    labels: ['限度区分発効期日'],
    source: 'rules.md 4.1 no. 8',
  },
  longStay: {
    type: 'day',
    ja: '長期入院該当日',
    en: 'long stay from',
    labels: ['長期入院該当日', '長期入院該当年月日'],
    source: 'rules.md 4.1 no. 9',
  },
  disease: {
    type: 'word',
    ja: '特定疾病区分',
    en: 'specific disease',
    labels: ['特定疾病区分', '特定疾病'],
    source: 'rules.md 4.1 no. 10',
  },
  diseaseFrom: {
    type: 'day',
    ja: '特定疾病の発効期日',
    en: 'first day of the specific disease',
    labels: ['特定疾病発効期日'],
    source: 'rules.md 4.1 no. 10',
  },
  workplace: {
    type: 'text',
    ja: '事業所名',
    en: 'office',
    labels: ['事業所名', '事業所名称'],
    source: 'rules.md 4.1 no. 11',
  },
  addressee: { type: 'text', ja: '宛名', en: 'addressee', labels: ['宛名'], source: 'rules.md 4.2, 4.8' },
  address: { type: 'text', ja: '住所', en: 'address', labels: ['住所'], source: 'rules.md 4.5, 4.8' },
  last4: {
    type: 'digits',
    ja: 'マイナンバー下4桁',
    en: 'last four digits of the Individual Number',
    labels: ['マイナンバー下4桁', 'マイナンバーの下4桁', '個人番号下4桁'],
    source: 'rules.md 4.3',
  },
  savedAt: { type: 'moment', ja: '保存日時', en: 'saved at', labels: ['保存日時'], source: 'rules.md 4.4' },
  registration: {
    type: 'word',
    ja: '利用登録の状態',
    en: 'registration as insurance card',
    labels: ['健康保険証利用登録', '利用登録'],
    source: 'rules.md 4.4 [W46]',
  },
  footer: { type: 'text', ja: '注意書き', en: 'note at the foot', labels: [], source: 'rules.md 4.2, 4.4' },
  insuredNow: {
    type: 'word',
    ja: '有効な保険証（資格）の交付',
    en: 'declares valid cover',
    labels: ['有効な保険証（資格）の交付を受けている'],
    source: 'rules.md 4.5 no. 1',
  },
  schemeKind: {
    type: 'word',
    ja: '保険種別',
    en: 'kind of insurance',
    labels: ['保険種別'],
    source: 'rules.md 4.5 no. 1',
  },
  issuedWhen: {
    type: 'word',
    ja: '交付時期',
    en: 'when it was issued',
    labels: ['交付時期'],
    source: 'rules.md 4.5 no. 1',
  },
  signedOn: { type: 'day', ja: '記入日', en: 'day of signing', labels: ['記入日'], source: 'rules.md 4.5 no. 3' },
  signature: { type: 'text', ja: '署名', en: 'signature', labels: ['署名'], source: 'rules.md 4.5 no. 3' },
  telephone: {
    type: 'text',
    ja: '連絡先電話番号',
    en: 'telephone',
    labels: ['連絡先電話番号', '電話番号'],
    source: 'rules.md 4.5 no. 3',
  },
  signerRelation: {
    type: 'text',
    ja: '患者との関係',
    en: "signer's relation to the patient",
    labels: ['患者との関係'],
    source: 'rules.md 4.5 no. 3',
  },
} as const satisfies Readonly<Record<string, FieldRow>>
export type FieldId = keyof typeof DOCUMENT_FIELDS

/** The same table by id, for code that does not know which field it asks about. */
export const fieldRow = (id: FieldId): FieldRow => DOCUMENT_FIELDS[id]

/** 券面の項目: canonical values by field; a field that is not there is not printed. */
export type DocumentFieldValues = Readonly<Partial<Record<FieldId, string>>>

/**
 * 双子: what stands on a document, as data. It is written beside the document and never inside it; who reads the document
 * back must come to the same fields without it.
 */
export interface DocumentTwin {
  readonly v: 1
  readonly kind: DocumentKind
  readonly format: DocumentFormat
  readonly fields: DocumentFieldValues
}

/** 読み取り結果: what a reader found on a document of anybody, from its text alone. */
export interface DocumentReading {
  /** Null when no title of a known kind stands on it. */
  readonly kind: DocumentKind | null
  readonly fields: DocumentFieldValues
  /** Labels that stand on it with a value that cannot be understood, and what stands there. */
  readonly unclear: readonly { readonly field: FieldId; readonly text: string }[]
  /** 見本 or SPECIMEN stands on it. */
  readonly specimen: boolean
  /** Pages, and the size of the first in millimetres. */
  readonly pages: number
  readonly size: { readonly width: number; readonly height: number }
  /** All of its text in reading order, pages joined by a form feed. */
  readonly text: string
}
