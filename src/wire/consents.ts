import { type Instant, addSeconds, compactInstant } from '../domain/civil-date.ts'
import { type FieldRow, MOMENT, coded, maybe } from './layout.ts'

/** 閲覧同意 kinds of the record: 1 to 4 since the beginning, the others with 電子カルテ情報共有 (M). @see facts/wire.md 2.2 rows 34 to 38 */
export const CONSENT_LABELS = {
  SpecificHealthCheckupsInfo: '特定健診情報',
  PharmacistsInfo: '薬剤情報',
  DiagnosisInfo: '診療情報',
  OperationInfo: '手術情報',
  DiagnosisNameInfo: '傷病名情報',
  InfectiousInfo: '感染症情報',
  AllergyInfo: 'その他アレルギー等情報',
  ContraindicationInfo: '薬剤アレルギー等情報',
  TestInfo: '検査情報',
  PrescriptionInfo: '処方情報',
} as const

/** 閲覧同意の種類, by the stem of its elements. */
export type ConsentKind = keyof typeof CONSENT_LABELS

/** ConsFlg, ConsTime and AvailableTime of every kind. */
export type ConsentElements = {
  readonly [Name in `${ConsentKind}${'ConsFlg' | 'ConsTime' | 'AvailableTime'}`]?: string
}

/** 同意: the flag (OQSCD016) and, when it was given, the moment and the end of its use. */
export interface Consent {
  readonly flag: string
  readonly at: Instant | null
  readonly until: Instant | null
}

export const CONSENT_KINDS: readonly ConsentKind[] = [
  'SpecificHealthCheckupsInfo',
  'PharmacistsInfo',
  'DiagnosisInfo',
  'OperationInfo',
  'DiagnosisNameInfo',
  'InfectiousInfo',
  'AllergyInfo',
  'ContraindicationInfo',
  'TestInfo',
  'PrescriptionInfo',
]

/** 同意の有効時間: 24 hours at the counter, in seconds. @see facts/wire.md 5.3 */
export const CONSENT_SECONDS = 86_400

const flagRow = (kind: ConsentKind): FieldRow<'?'> => maybe(`${CONSENT_LABELS[kind]}閲覧同意フラグ`, coded('OQSCD016'))
const timeRow = (kind: ConsentKind): FieldRow<'?'> => maybe(`${CONSENT_LABELS[kind]}閲覧同意日時`, MOMENT)
const untilRow = (kind: ConsentKind): FieldRow<'?'> => maybe(`${CONSENT_LABELS[kind]}閲覧有効期限`, MOMENT)

/** The rows of all kinds, three by three. */
export const CONSENT_ROWS = {
  SpecificHealthCheckupsInfoConsFlg: flagRow('SpecificHealthCheckupsInfo'),
  SpecificHealthCheckupsInfoConsTime: timeRow('SpecificHealthCheckupsInfo'),
  SpecificHealthCheckupsInfoAvailableTime: untilRow('SpecificHealthCheckupsInfo'),
  PharmacistsInfoConsFlg: flagRow('PharmacistsInfo'),
  PharmacistsInfoConsTime: timeRow('PharmacistsInfo'),
  PharmacistsInfoAvailableTime: untilRow('PharmacistsInfo'),
  DiagnosisInfoConsFlg: flagRow('DiagnosisInfo'),
  DiagnosisInfoConsTime: timeRow('DiagnosisInfo'),
  DiagnosisInfoAvailableTime: untilRow('DiagnosisInfo'),
  OperationInfoConsFlg: flagRow('OperationInfo'),
  OperationInfoConsTime: timeRow('OperationInfo'),
  OperationInfoAvailableTime: untilRow('OperationInfo'),
  DiagnosisNameInfoConsFlg: flagRow('DiagnosisNameInfo'),
  DiagnosisNameInfoConsTime: timeRow('DiagnosisNameInfo'),
  DiagnosisNameInfoAvailableTime: untilRow('DiagnosisNameInfo'),
  InfectiousInfoConsFlg: flagRow('InfectiousInfo'),
  InfectiousInfoConsTime: timeRow('InfectiousInfo'),
  InfectiousInfoAvailableTime: untilRow('InfectiousInfo'),
  AllergyInfoConsFlg: flagRow('AllergyInfo'),
  AllergyInfoConsTime: timeRow('AllergyInfo'),
  AllergyInfoAvailableTime: untilRow('AllergyInfo'),
  ContraindicationInfoConsFlg: flagRow('ContraindicationInfo'),
  ContraindicationInfoConsTime: timeRow('ContraindicationInfo'),
  ContraindicationInfoAvailableTime: untilRow('ContraindicationInfo'),
  TestInfoConsFlg: flagRow('TestInfo'),
  TestInfoConsTime: timeRow('TestInfo'),
  TestInfoAvailableTime: untilRow('TestInfo'),
  PrescriptionInfoConsFlg: flagRow('PrescriptionInfo'),
  PrescriptionInfoConsTime: timeRow('PrescriptionInfo'),
  PrescriptionInfoAvailableTime: untilRow('PrescriptionInfo'),
}

/** The elements of one answer of the patient: a refusal is the flag alone, a consent has its moment and its end 24 hours later. */
export const consentElements = (kind: ConsentKind, agreed: boolean, at: Instant): ConsentElements =>
  agreed
    ? {
        [`${kind}ConsFlg`]: '1',
        [`${kind}ConsTime`]: compactInstant(at),
        [`${kind}AvailableTime`]: compactInstant(addSeconds(at, CONSENT_SECONDS)),
      }
    : { [`${kind}ConsFlg`]: '0' }
