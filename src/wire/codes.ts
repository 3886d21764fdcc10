/** 業務コード: one value of a code list with its reading in both languages. `since` is the first day of use (inclusive) when known. */
export interface CodeValue {
  readonly code: string
  readonly ja: string
  readonly en: string
  readonly since?: string
}

/** One code list of 別紙5-1 as far as it is publicly established. @see facts/wire.md 3.1 */
export interface CodeList {
  readonly id: CodeListId
  readonly ja: string
  readonly en: string
  readonly confidence: 'H' | 'M'
  readonly source: string
  readonly values: readonly CodeValue[]
}

const flag = (no: string, yes: string, en: readonly [string, string]): readonly CodeValue[] => [
  { code: '0', ja: no, en: en[0] },
  { code: '1', ja: yes, en: en[1] },
]

const yesNo: readonly CodeValue[] = [
  { code: '01', ja: 'あり', en: 'yes' },
  { code: '02', ja: 'なし', en: 'no' },
]

const TABLE = {
  OQSCD001: {
    ja: '限度額適用認定証提供同意',
    en: 'consent to the limit certificate',
    confidence: 'H',
    source: 'OQSF, ONSHI',
    values: flag('未同意', '同意', ['no consent', 'consent']),
  },
  OQSCD002: {
    ja: '照会区分',
    en: 'kind of inquiry',
    confidence: 'H',
    source: 'OQSF, ONSHI',
    values: [
      { code: '1', ja: 'マイナンバーカード', en: 'My Number card' },
      { code: '2', ja: '被保険者証情報', en: 'insurance numbers' },
    ],
  },
  OQSCD003: {
    ja: '処理結果区分',
    en: 'outcome of the message',
    confidence: 'H',
    source: 'OQSF, ONSHI, SMK, OQSD2',
    values: [
      { code: '1', ja: '正常終了', en: 'done' },
      { code: '2', ja: '処理中', en: 'in progress' },
      { code: '9', ja: '異常終了', en: 'failed' },
    ],
  },
  OQSCD004: {
    ja: '処理結果状況',
    en: 'outcome for the person',
    confidence: 'H',
    source: 'OQSF, ONSHI, MYNA',
    values: [
      { code: '1', ja: '正常終了', en: 'done' },
      { code: '2', ja: 'エラー', en: 'error' },
    ],
  },
  OQSCD005: {
    ja: '文字コード識別',
    en: 'character encoding',
    confidence: 'H',
    source: 'ONSHI, ONSHI-FACE, MYNA, SIKAKU',
    values: [
      { code: '0', ja: 'UTF-8', en: 'UTF-8' },
      { code: '1', ja: 'Shift_JIS', en: 'Shift_JIS' },
    ],
  },
  OQSCD006: {
    ja: '資格有効性',
    en: 'validity of the qualification',
    confidence: 'H',
    source: 'ONSHI, SMKF; value 6: M (D69, D107)',
    values: [
      { code: '1', ja: '有効', en: 'valid' },
      { code: '2', ja: '無効', en: 'not valid' },
      { code: '3', ja: '無効（新しい資格あり）', en: 'not valid, a newer qualification exists' },
      { code: '4', ja: '該当資格なし', en: 'no such qualification' },
      { code: '5', ja: '複数該当', en: 'more than one match' },
      { code: '6', ja: '有効（未登録）', en: 'valid, no medical assistance ticket registered here' },
    ],
  },
  OQSCD007: {
    ja: '性別',
    en: 'sex',
    confidence: 'H',
    source: 'OQSF, ONSHI',
    values: [
      { code: '1', ja: '男', en: 'male' },
      { code: '2', ja: '女', en: 'female' },
      { code: '3', ja: '未設定', en: 'not set' },
    ],
  },
  OQSCD008: {
    ja: '資格喪失事由',
    en: 'reason of loss',
    confidence: 'H',
    source: 'OQSF, ONSHI',
    values: [
      { code: '01', ja: '死亡', en: 'death' },
      { code: '02', ja: '生活保護受給開始', en: 'public assistance began' },
      { code: '03', ja: '医療保険等の資格取得', en: 'another insurance acquired' },
      { code: '99', ja: 'その他', en: 'other' },
    ],
  },
  OQSCD009: {
    ja: '本人・家族の別',
    en: 'insured person or dependant',
    confidence: 'H',
    source: 'OQSF, ONSHI',
    values: [
      { code: '1', ja: '本人', en: 'insured person' },
      { code: '2', ja: '家族', en: 'dependant' },
    ],
  },
  OQSCD010: {
    ja: '被保険者証区分',
    en: 'kind of certificate',
    confidence: 'H',
    source: 'OQSF, ONSHI; A1 and the meaning of 05 since 2024-12-02: M',
    values: [
      { code: '01', ja: '被保険者証（一般）', en: 'insurance certificate, ordinary' },
      { code: '02', ja: '被保険者証（退職）', en: 'insurance certificate, retired' },
      { code: '03', ja: '短期被保険者証（一般）', en: 'short-term certificate, ordinary' },
      { code: '04', ja: '短期被保険者証（退職）', en: 'short-term certificate, retired' },
      { code: '05', ja: '特別療養費支給対象者', en: 'special medical expense: pays in full, claims later' },
      { code: '06', ja: '特例退職被保険者証', en: 'special retired member' },
      { code: '07', ja: '自衛官診療証', en: 'Self-Defence Forces member' },
      { code: 'A1', ja: '医療扶助', en: 'medical assistance' },
    ],
  },
  OQSCD011: {
    ja: '限度額適用認定証区分',
    en: 'kind of limit certificate',
    confidence: 'H',
    source: 'OQSF, ONSHI, SMK',
    values: [
      { code: '01', ja: '限度額適用認定証', en: 'limit certificate' },
      { code: '02', ja: '限度額適用・標準負担額減額認定証', en: 'limit and meal reduction certificate' },
      { code: '03', ja: '標準負担額減額認定証', en: 'meal reduction certificate' },
    ],
  },
  OQSCD012: {
    ja: '限度額適用区分',
    en: 'limit band',
    confidence: 'H',
    source: 'OQSF, ONSHI, SMK',
    values: [
      { code: 'A01', ja: 'ア', en: 'A (under 70)' },
      { code: 'A02', ja: 'イ', en: 'I (under 70)' },
      { code: 'A03', ja: 'ウ', en: 'U (under 70)' },
      { code: 'A04', ja: 'エ', en: 'E (under 70)' },
      { code: 'A05', ja: 'オ', en: 'O (under 70)' },
      { code: 'A06', ja: 'オ（境）', en: 'O, borderline (under 70)' },
      { code: 'B01', ja: '現役並みⅢ', en: 'active income III' },
      { code: 'B02', ja: '現役並みⅡ', en: 'active income II' },
      { code: 'B03', ja: '現役並みⅠ', en: 'active income I' },
      { code: 'B04', ja: '一般', en: 'ordinary (70 to 74)' },
      { code: 'B05', ja: '低所得Ⅱ', en: 'low income II' },
      { code: 'B06', ja: '低所得Ⅰ', en: 'low income I' },
      { code: 'B07', ja: '低所得Ⅰ（老福）', en: 'low income I, old-age welfare pension' },
      { code: 'B08', ja: '低所得Ⅰ（境）', en: 'low income I, borderline' },
      { code: 'B09', ja: '一般Ⅱ', en: 'ordinary II (late elderly)', since: '2022-10-01' },
      { code: 'B10', ja: '一般Ⅰ', en: 'ordinary I (late elderly)', since: '2022-10-01' },
    ],
  },
  OQSCD013: {
    ja: '特定疾病',
    en: 'specific disease',
    confidence: 'H',
    source: 'OQSF, ONSHI',
    values: [
      { code: '1', ja: '人工透析を要する慢性腎不全', en: 'chronic renal failure on dialysis' },
      { code: '2', ja: '先天性血液凝固因子障害', en: 'congenital clotting factor disorder' },
      { code: '3', ja: '血液製剤によるＨＩＶ感染症', en: 'HIV infection by blood products' },
    ],
  },
  OQSCD014: {
    ja: '限度額適用認定証情報変更有無',
    en: 'change of limit information',
    confidence: 'M',
    source: 'OQSF',
    values: flag('変更なし', '変更あり又は判定不能', ['unchanged', 'changed or not decidable']),
  },
  OQSCD015: {
    ja: '未就学区分',
    en: 'preschool',
    confidence: 'H',
    source: 'OQSF, ONSHI',
    values: [{ code: '1', ja: '未就学該当', en: 'preschool child' }],
  },
  OQSCD016: {
    ja: '同意区分',
    en: 'consent',
    confidence: 'H',
    source: 'OQSF, ONSHI; value 3: M',
    values: [
      { code: '0', ja: '同意なし', en: 'refused' },
      { code: '1', ja: '同意あり', en: 'given' },
      { code: '2', ja: '同意有効期限切れ', en: 'expired (home visit and online care only)' },
      { code: '3', ja: '同意取得困難', en: 'cannot be obtained (emergency only)' },
    ],
  },
  OQSCD017: {
    ja: '処方箋発行形態',
    en: 'form of prescription',
    confidence: 'H',
    source: 'OQSF, ONSHI, ORCA',
    values: [
      { code: '1', ja: '電子処方箋', en: 'electronic' },
      { code: '2', ja: '紙の処方箋', en: 'paper' },
    ],
  },
  OQSCD018: {
    ja: '医療券・調剤券別',
    en: 'kind of ticket',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '01', ja: '医療券', en: 'medical ticket' },
      { code: '02', ja: '調剤券', en: 'dispensing ticket' },
    ],
  },
  OQSCD019: {
    ja: '診療別',
    en: 'kind of care',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '01', ja: '入院', en: 'inpatient' },
      { code: '02', ja: '入院外', en: 'outpatient' },
      { code: '03', ja: '歯科', en: 'dental' },
      { code: '04', ja: '調剤', en: 'dispensing' },
      { code: '05', ja: '訪問看護', en: 'home nursing' },
    ],
  },
  OQSCD020: {
    ja: '単独・併用別',
    en: 'alone or combined',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '01', ja: '単独', en: 'alone' },
      { code: '02', ja: '併用', en: 'combined' },
    ],
  },
  OQSCD021: { ja: '社会保険状況', en: 'social insurance', confidence: 'M', source: 'OQSF', values: yesNo },
  OQSCD022: {
    ja: '社会保険状況の整合性',
    en: 'mismatch of social insurance',
    confidence: 'M',
    source: 'OQSF',
    values: [{ code: '1', ja: '不整合あり', en: 'mismatch' }],
  },
  OQSCD023: {
    ja: '感染症法37条の2該当',
    en: 'infectious diseases act 37-2',
    confidence: 'M',
    source: 'OQSF',
    values: yesNo,
  },
  OQSCD024: { ja: '後期高齢者医療該当', en: 'late elderly care', confidence: 'M', source: 'OQSF', values: yesNo },
  OQSCD025: { ja: '都道府県費該当', en: 'prefectural expense', confidence: 'M', source: 'OQSF', values: yesNo },
  OQSCD026: {
    ja: '指定医療機関確認',
    en: 'designated institution',
    confidence: 'M',
    source: 'OQSF',
    values: flag('一致', '不一致', ['same', 'different']),
  },
  OQSCD027: {
    ja: '同一個人有無',
    en: 'another record of the same person',
    confidence: 'M',
    source: 'OQSF',
    values: [{ code: '1', ja: 'あり', en: 'yes' }],
  },
  OQSCD028: {
    ja: '診療区分',
    en: 'setting of care',
    confidence: 'H',
    source: 'OQSF, OQSD2 for 1 to 3',
    values: [
      { code: '1', ja: '外来', en: 'outpatient' },
      { code: '2', ja: '訪問診療等', en: 'home visit' },
      { code: '3', ja: 'オンライン診療等', en: 'online care' },
      { code: '4', ja: '救急時', en: 'emergency' },
    ],
  },
  OQSCD029: {
    ja: '医療情報種別',
    en: 'kind of medical information',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: 'TKK', ja: '特定健診情報', en: 'check-ups' },
      { code: 'YZK', ja: '薬剤情報', en: 'medicines' },
    ],
  },
  OQSCD030: {
    ja: '薬剤情報等表示',
    en: 'display of medicines',
    confidence: 'M',
    source: 'OQSF',
    values: flag('しない', 'する', ['not shown', 'shown']),
  },
  OQSCD031: {
    ja: '同意期限切れ理由',
    en: 'why a consent ended',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '0', ja: '診療形態による', en: 'by the form of care' },
      { code: '1', ja: '医療機関による取消', en: 'cancelled by the institution' },
      { code: '2', ja: '患者による取消', en: 'cancelled by the patient' },
      { code: '3', ja: '用途変更による取消', en: 'cancelled by a change of use' },
    ],
  },
  OQSCD032: {
    ja: '資格情報変更確認フラグ',
    en: 'change of eligibility data',
    confidence: 'M',
    source: 'OQSF',
    values: flag('一致', '不一致', ['same', 'different']),
  },
  OQSCD033: {
    ja: 'URL取得区分',
    en: 'use of the address',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '2', ja: '訪問診療等', en: 'home visit' },
      { code: '3', ja: 'オンライン診療等', en: 'online care' },
    ],
  },
  OQSCD034: {
    ja: 'URL取得形式',
    en: 'form of the address',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '1', ja: 'PDF', en: 'PDF' },
      { code: '2', ja: 'PNG', en: 'PNG' },
    ],
  },
  OQSCD035: {
    ja: 'URL変更有無',
    en: 'change of the address',
    confidence: 'M',
    source: 'OQSF',
    values: flag('しない', 'する', ['kept', 'changed']),
  },
  OQSCD036: {
    ja: '閲覧同意情報種別',
    en: 'information a consent is about',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: 'TSR', ja: '特定疾病療養受療証情報', en: 'specific disease certificate' },
      { code: 'TKK', ja: '特定健診情報', en: 'check-ups' },
      { code: 'YZK', ja: '薬剤情報', en: 'medicines' },
      { code: 'SRJ', ja: '診療情報', en: 'care' },
      { code: 'SHJ', ja: '手術情報', en: 'operations' },
    ],
  },
  OQSCD037: {
    ja: '利用設定',
    en: 'use of a function',
    confidence: 'M',
    source: 'OQSF',
    values: flag('しない', 'する', ['not used', 'used']),
  },
  OQSCD038: {
    ja: '電子処方箋利用',
    en: 'use of electronic prescriptions',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '0', ja: 'しない', en: 'not used' },
      { code: '1', ja: '電子のみ', en: 'electronic only' },
      { code: '2', ja: '電子と紙', en: 'electronic and paper' },
      { code: '3', ja: '紙のみ', en: 'paper only' },
    ],
  },
  OQSCD039: {
    ja: '処方箋発行形態の選択タイミング',
    en: 'when the form of prescription is chosen',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '1', ja: '資格確認時以外', en: 'not at the eligibility check' },
      { code: '2', ja: '資格確認時', en: 'at the eligibility check' },
    ],
  },
  OQSCD040: {
    ja: '情報要求パターン',
    en: 'pattern of requested information',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '1', ja: '救急サマリー', en: 'emergency summary' },
      { code: '2', ja: '救急全量', en: 'everything, in an emergency' },
      { code: '3', ja: '電子処方箋と救急', en: 'electronic prescriptions and emergency' },
      { code: '4', ja: '薬剤', en: 'medicines' },
      { code: '5', ja: '診療・薬剤', en: 'care and medicines' },
      { code: '6', ja: '特定健診', en: 'check-ups' },
    ],
  },
  OQSCD041: {
    ja: '二要素認証の要素',
    en: 'factor of authentication',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '1', ja: '記憶', en: 'something known' },
      { code: '2', ja: '生体', en: 'something of the body' },
      { code: '3', ja: '物理媒体', en: 'something held' },
    ],
  },
  OQSCD042: {
    ja: '二要素認証の方式',
    en: 'method of authentication',
    confidence: 'M',
    source: 'OQSF; the readings are not publicly established',
    values: ['01', '02', '03', '04', '05'].map((code) => ({
      code,
      ja: `方式${code}（名称は未公表）`,
      en: `method ${code} (its name is not public)`,
    })),
  },
  OQSCD043: {
    ja: '救急時閲覧権限',
    en: 'right to view in an emergency',
    confidence: 'M',
    source: 'OQSF',
    values: flag('なし', 'あり', ['no', 'yes']),
  },
  OQSCD044: {
    ja: '連携システムID',
    en: 'linked system',
    confidence: 'M',
    source: 'OQSF',
    values: [
      { code: '01', ja: '医療費助成', en: 'subsidy of medical expenses' },
      { code: '2', ja: '母子保健', en: 'maternal and child health' },
      { code: '4', ja: '予防接種', en: 'vaccination' },
      { code: '8', ja: '介護保険', en: 'long-term care insurance' },
    ],
  },
} as const satisfies Record<string, Omit<CodeList, 'id'>>

/** The lists of 別紙5-1: 001 to 044. */
export type CodeListId = keyof typeof TABLE

/** 業務コード一覧: every list by its id. @see facts/wire.md 3.1 */
export const CODE_LISTS: Readonly<Record<CodeListId, Omit<CodeList, 'id'>>> = TABLE

const INDEX: ReadonlyMap<string, ReadonlyMap<string, CodeValue>> = new Map(
  Object.entries(CODE_LISTS).map(([id, list]) => [id, new Map(list.values.map((value) => [value.code, value]))]),
)

/** The values of a list. */
export const codesOf = (list: CodeListId): ReadonlySet<string> => new Set(INDEX.get(list)?.keys())

/** True when a list has the value. */
export const isCode = (list: CodeListId, code: string): boolean => INDEX.get(list)?.has(code) === true

/** The reading of a code, or null when the list does not have it. */
export const codeLabel = (list: CodeListId, code: string, lang: 'ja' | 'en'): string | null =>
  INDEX.get(list)?.get(code)?.[lang] ?? null
