/** 様式コード of the forms that are known here: 取得届, 喪失届, 被扶養者(異動)届, 住所変更届 (older layout). */
export const FORM_CODES = ['2200700', '2201700', '2202700', '22187041'] as const
export type FormCode = (typeof FORM_CODES)[number]

/** What an item may hold when it is not empty. Sizes are bytes of Shift_JIS. */
export type ItemRule =
  | { readonly kind: 'code'; readonly values: readonly string[] }
  | { readonly kind: 'digits'; readonly min: number; readonly max: number; readonly not?: readonly string[] }
  /** 事業所記号: letters and digits, or half-width kana; not all zero. */
  | { readonly kind: 'symbol' }
  /** 都道府県コード of 日本年金機構. */
  | { readonly kind: 'prefecture' }
  /** 住所地: 01 to 47, the numbering that everybody else uses. */
  | { readonly kind: 'region' }
  | { readonly kind: 'kana-name' | 'kanji-name' | 'kana' | 'text'; readonly max: number }
  /** 元号; the item after it is its day. */
  | { readonly kind: 'era'; readonly values: readonly string[] }
  /** 年月日: YYMMDD in the era of the item before. */
  | { readonly kind: 'day' }
  /** 省略: nothing may stand here. */
  | { readonly kind: 'empty' }

/** 項目: one column of a form. `no` counts from 1. */
export interface FormItem {
  readonly no: number
  readonly title: string
  readonly rule: ItemRule
  readonly required: boolean
}

/** 様式: a form with all of its columns. */
export interface FormLayout {
  readonly code: FormCode
  readonly title: { readonly ja: string; readonly en: string }
  readonly items: readonly FormItem[]
  readonly source: string
}

type Row = Omit<FormItem, 'no'>

const must = (title: string, rule: ItemRule): Row => ({ title, rule, required: true })
const may = (title: string, rule: ItemRule): Row => ({ title, rule, required: false })
const code = (...values: readonly string[]): ItemRule => ({ kind: 'code', values })
const digits = (min: number, max: number, ...not: readonly string[]): ItemRule => ({ kind: 'digits', min, max, not })
const exactly = (size: number, ...not: readonly string[]): ItemRule => digits(size, size, ...not)
const kanaName = (max: number): ItemRule => ({ kind: 'kana-name', max })
const kanjiName = (max: number): ItemRule => ({ kind: 'kanji-name', max })
const kana = (max: number): ItemRule => ({ kind: 'kana', max })
const text = (max: number): ItemRule => ({ kind: 'text', max })
const era = (...values: readonly string[]): ItemRule => ({ kind: 'era', values })
const DAY: ItemRule = { kind: 'day' }
const ONE = code('1')
const EMPTY: ItemRule = { kind: 'empty' }
const zeros = (max: number): string[] => Array.from({ length: max }, (_, at) => '0'.repeat(at + 1))

const numbered = (rows: readonly Row[]): readonly FormItem[] => rows.map((row, at) => ({ no: at + 1, ...row }))

/** 元号コード: 明治, 大正, 昭和, 平成, 令和. */
const ANY_ERA = era('1', '3', '5', '7', '9')
const LIVING_ERA = era('5', '7', '9')
const LATE_ERA = era('7', '9')
const REIWA = era('9')

const OFFICE: readonly Row[] = [
  must('都道府県コード', { kind: 'prefecture' }),
  must('郡市区符号', exactly(2, '00', '99')),
  must('事業所記号', { kind: 'symbol' }),
]
const OFFICE_NUMBER = must('事業所番号', digits(1, 5, ...zeros(5)))
const MEMBER_NUMBER = may('被保険者整理番号', digits(1, 6, ...zeros(6)))
const NAMES = (max: number): readonly Row[] => [
  must('被保険者氏名（カナ）', kanaName(25)),
  may('被保険者氏名（漢字）', kanjiName(max)),
]
const PENSION: readonly Row[] = [
  may('基礎年金番号（課所符号）', exactly(4, '0000')),
  may('基礎年金番号（一連番号）', exactly(6, '000000')),
]

const ACQUISITION: readonly Row[] = [
  must('様式コード', code('2200700')),
  ...OFFICE,
  OFFICE_NUMBER,
  MEMBER_NUMBER,
  ...NAMES(25),
  must('生年月日（元号）', ANY_ERA),
  must('生年月日（年月日）', DAY),
  must('種別', code('1', '2', '3', '5', '6', '7')),
  must('取得区分', code('1', '3', '4', '6', '7')),
  may('個人番号', exactly(12)),
  may('住民票住所を記載できない理由', code('1', '2', '3')),
  may('住民票住所を記載できない理由（その他）', text(75)),
  ...PENSION,
  must('資格取得年月日（元号）', LATE_ERA),
  must('資格取得年月日（年月日）', DAY),
  must('被扶養者の有無', code('0', '1')),
  must('報酬月額（通貨）', digits(1, 7)),
  must('報酬月額（現物）', digits(1, 7)),
  must('報酬月額（合計）', digits(1, 7)),
  may('70歳以上被用者該当', ONE),
  may('二以上事業所勤務', ONE),
  may('短時間労働者', ONE),
  may('退職後の継続再雇用', ONE),
  may('備考', text(75)),
  may('郵便番号（親番号）', exactly(3)),
  may('郵便番号（子番号）', exactly(4)),
  may('被保険者住所（カナ）', kana(75)),
  may('被保険者住所（漢字）', text(74)),
  may('70歳以上被用者届のみ提出', ONE),
  may('資格確認書発行要否', ONE),
]

const LOSS: readonly Row[] = [
  must('様式コード', code('2201700')),
  ...OFFICE,
  OFFICE_NUMBER,
  MEMBER_NUMBER,
  ...NAMES(25),
  must('生年月日（元号）', ANY_ERA),
  must('生年月日（年月日）', DAY),
  may('個人番号', exactly(12)),
  ...PENSION,
  may('資格喪失年月日（元号）', LATE_ERA),
  may('資格喪失年月日（年月日）', DAY),
  must('喪失（不該当）原因', code('4', '5', '7', '9', '11')),
  may('退職日死亡日（元号）', LATE_ERA),
  may('退職日死亡日（年月日）', DAY),
  may('備考欄項目１', ONE),
  may('備考欄項目２', ONE),
  may('備考', text(75)),
  may('資格確認書回収（添付）', digits(1, 2)),
  may('資格確認書回収（返不能）', digits(1, 2)),
  may('70歳不該当', ONE),
  may('不該当年月日（元号）', LATE_ERA),
  may('不該当年月日（年月日）', DAY),
  may('70歳以上被用者届のみ提出', ONE),
]

const SPOUSE: readonly Row[] = [
  may('第３号被保険者届出日（元号）', LATE_ERA),
  may('第３号被保険者届出日（年月日）', DAY),
  may('配偶者氏名（カナ）', kanaName(25)),
  may('配偶者氏名（漢字）', kanjiName(24)),
  may('配偶者生年月日（元号）', LIVING_ERA),
  may('配偶者生年月日（年月日）', DAY),
  may('配偶者性別（続柄）', code('1', '2', '3', '4')),
  may('配偶者個人番号', exactly(12)),
  may('配偶者基礎年金番号（課所符号）', exactly(4)),
  may('配偶者基礎年金番号（一連番号）', exactly(6)),
  may('配偶者外国籍', text(60)),
  may('配偶者外国人通称名（カナ）', kanaName(25)),
  may('配偶者外国人通称名（漢字）', kanjiName(24)),
  may('配偶者同居・別居の別', code('1', '2')),
  may('配偶者住所地', { kind: 'region' }),
  may('配偶者郵便番号（親番号）', exactly(3)),
  may('配偶者郵便番号（子番号）', exactly(4)),
  may('配偶者住所（漢字）', text(74)),
  may('配偶者電話番号（種別）', code('1', '2', '3', '4')),
  may('配偶者電話番号（局番１）', digits(2, 5)),
  may('配偶者電話番号（局番２）', digits(1, 4)),
  may('配偶者電話番号（局番３）', digits(4, 5)),
  may('配偶者 被扶養者になった日（元号）', LATE_ERA),
  may('配偶者 被扶養者になった日（年月日）', DAY),
  may('配偶者 被扶養者になった理由', code('1', '2', '3', '4', '5')),
  may('配偶者 被扶養者になった理由（その他）', text(48)),
  may('配偶者職業', code('1', '2', '3', '4')),
  may('配偶者収入', digits(1, 7)),
  may('配偶者 被扶養者でなくなった日（元号）', LATE_ERA),
  may('配偶者 被扶養者でなくなった日（年月日）', DAY),
  may('配偶者 被扶養者でなくなった理由', code('1', '2', '3', '4', '5', '6')),
  may('配偶者 被扶養者でなくなった理由（その他）', text(48)),
  may('配偶者死亡年月日（元号）', LATE_ERA),
  may('配偶者死亡年月日（年月日）', DAY),
  may('配偶者備考', text(75)),
  may('配偶者続柄確認', ONE),
  may('配偶者海外特例', code('1', '2')),
  may('配偶者 海外特例に該当した日（元号）', REIWA),
  may('配偶者 海外特例に該当した日（年月日）', DAY),
  may('配偶者 海外特例に該当した理由', code('1', '2', '3', '4', '5')),
  may('配偶者 海外特例に該当した理由（その他）', text(48)),
  may('配偶者 海外特例に非該当となった日（元号）', REIWA),
  may('配偶者 海外特例に非該当となった日（年月日）', DAY),
  may('配偶者 海外特例に非該当となった理由', code('1', '2')),
  may('配偶者 海外特例に非該当となった理由（その他）', text(48)),
  may('配偶者国内転入日（元号）', REIWA),
  may('配偶者国内転入日（年月日）', DAY),
  may('配偶者の年間収入', digits(1, 7)),
]

/** 続柄コード: 実子・養子, other child, 父母・養父母, 義父母, 弟妹, 兄姉, 祖父母, 曾祖父母, 孫, その他. */
const RELATIONS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'] as const

const other = (which: string): readonly Row[] =>
  [
    may('被扶養者番号', EMPTY),
    may('氏名（カナ）', kanaName(25)),
    may('氏名（漢字）', kanjiName(24)),
    may('生年月日（元号）', LIVING_ERA),
    may('生年月日（年月日）', DAY),
    may('性別', code('1', '2')),
    may('続柄コード', code(...RELATIONS)),
    may('続柄コードその他補足', text(24)),
    may('個人番号', exactly(12)),
    may('同居・別居の別', code('1', '2')),
    may('郵便番号（親番号）', exactly(3)),
    may('郵便番号（子番号）', exactly(4)),
    may('住所（漢字）', text(74)),
    may('海外特例', code('1', '2')),
    may('海外特例に該当した理由', code('1', '2', '3', '4', '5')),
    may('海外特例に該当した理由（その他）', text(48)),
    may('海外特例に非該当となった理由', code('1', '2')),
    may('海外特例に非該当となった理由（その他）', text(48)),
    may('国内転入日（元号）', REIWA),
    may('国内転入日（年月日）', DAY),
    may('被扶養者になった日（元号）', LATE_ERA),
    may('被扶養者になった日（年月日）', DAY),
    may('職業', code('1', '2', '3', '4', '5', '6')),
    may('住所地', { kind: 'region' }),
    may('収入', digits(1, 7)),
    may('被扶養者になった理由', code('1', '2', '3', '4', '5')),
    may('被扶養者になった理由（その他）', text(48)),
    may('被扶養者でなくなった日（元号）', LATE_ERA),
    may('被扶養者でなくなった日（年月日）', DAY),
    may('被扶養者でなくなった理由', code('1', '2', '3', '4', '5', '6')),
    may('被扶養者でなくなった理由（その他）', text(48)),
    may('備考', text(75)),
    may('続柄確認', ONE),
  ].map((row) => ({ ...row, title: `その他の被扶養者${which} ${row.title}` }))

const DEPENDANTS: readonly Row[] = [
  must('様式コード', code('2202700')),
  ...OFFICE,
  must('事業主確認欄', code('0', '1')),
  may('事業主等受付年月日（元号）', LATE_ERA),
  may('事業主等受付年月日（年月日）', DAY),
  MEMBER_NUMBER,
  ...NAMES(24),
  must('被保険者生年月日（元号）', LIVING_ERA),
  must('被保険者生年月日（年月日）', DAY),
  must('被保険者の性別', code('1', '2')),
  may('被保険者の個人番号', exactly(12)),
  ...PENSION,
  may('被保険者の収入', digits(1, 7)),
  may('被保険者の郵便番号（親番号）', exactly(3, '000')),
  may('被保険者の郵便番号（子番号）', exactly(4)),
  may('被保険者住所（漢字）', text(74)),
  must('異動の別', code('1', '2', '3')),
  ...SPOUSE,
  ...other('１'),
  ...other('２'),
  may('届出意思確認済', EMPTY),
  may('資格確認書発行要否（配偶者）', ONE),
  may('資格確認書発行要否（その他の被扶養者１）', ONE),
  may('資格確認書発行要否（その他の被扶養者２）', ONE),
]

const ADDRESS: readonly Row[] = [
  must('様式コード', code('22187041')),
  must('郡市区符号', exactly(2, '00', '99')),
  must('事業所記号', { kind: 'symbol' }),
  must('被保険者整理番号', digits(1, 6, ...zeros(6))),
  ...PENSION,
  must('生年月日（元号）', ANY_ERA),
  must('生年月日（年月日）', DAY),
  must('変更後の郵便番号（親番号）', exactly(3)),
  must('変更後の郵便番号（子番号）', exactly(4)),
  must('変更後の住所（カナ）', kana(75)),
  may('変更後の住所（漢字）', text(74)),
  must('変更年月日（元号）', LATE_ERA),
  must('変更年月日（年月日）', DAY),
  must('被保険者氏名（カナ）', kanaName(25)),
  may('被保険者氏名（漢字）', kanjiName(24)),
  must('変更前の住所（カナ）', kana(75)),
  may('変更前の住所（漢字）', text(74)),
  may('備考', text(75)),
]

/** 届書レイアウト: the columns of every known form. @see facts/insurer.md 5.2 to 5.5 */
export const FORM_LAYOUTS: Readonly<Record<FormCode, FormLayout>> = {
  '2200700': {
    code: '2200700',
    title: { ja: '被保険者資格取得届', en: 'Acquisition' },
    items: numbered(ACQUISITION),
    source: 'insurer.md 5.2 [N2]',
  },
  '2201700': {
    code: '2201700',
    title: { ja: '被保険者資格喪失届', en: 'Loss' },
    items: numbered(LOSS),
    source: 'insurer.md 5.3 [N2]',
  },
  '2202700': {
    code: '2202700',
    title: { ja: '被扶養者(異動)届', en: 'Change of dependants' },
    items: numbered(DEPENDANTS),
    source: 'insurer.md 5.4 [N1][N3]',
  },
  '22187041': {
    code: '22187041',
    title: { ja: '被保険者住所変更届', en: 'Change of address' },
    items: numbered(ADDRESS),
    source: 'insurer.md 5.5 [N3]',
  },
}

/** First item of the spouse and of the two other dependants of 2202700. */
export const PLACES = { spouse: 22, 'other-1': 70, 'other-2': 103 } as const
export type DependantPlace = keyof typeof PLACES

/** 資格確認書発行要否 of 2202700, by place. */
export const DEPENDANT_TICKS: Readonly<Record<DependantPlace, number>> = { spouse: 137, 'other-1': 138, 'other-2': 139 }

/** 都道府県コード: the list of 日本年金機構, which is not the numbering of 01 to 47. @see facts/insurer.md 5.1 [N1][N3] */
export const JPS_PREFECTURES: Readonly<Record<string, string>> = {
  '01': '北海道',
  '02': '青森県',
  '03': '岩手県',
  '04': '宮城県',
  '05': '秋田県',
  '06': '山形県',
  '07': '福島県',
  '08': '茨城県',
  '09': '栃木県',
  '10': '群馬県',
  '11': '埼玉県',
  '12': '千葉県',
  '21': '東京都',
  '31': '神奈川県',
  '32': '新潟県',
  '33': '富山県',
  '34': '石川県',
  '35': '福井県',
  '36': '山梨県',
  '37': '長野県',
  '38': '岐阜県',
  '39': '静岡県',
  '41': '大阪府',
  '42': '兵庫県',
  '51': '愛知県',
  '52': '三重県',
  '53': '滋賀県',
  '54': '京都府',
  '55': '奈良県',
  '56': '和歌山県',
  '57': '鳥取県',
  '58': '島根県',
  '59': '岡山県',
  '60': '広島県',
  '61': '山口県',
  '71': '徳島県',
  '72': '香川県',
  '73': '愛媛県',
  '74': '高知県',
  '75': '福岡県',
  '76': '佐賀県',
  '77': '長崎県',
  '78': '熊本県',
  '79': '大分県',
  '80': '宮崎県',
  '81': '鹿児島県',
  '82': '沖縄県',
}
