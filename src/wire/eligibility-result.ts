import { type CivilDate, type Instant, instant, parseCompactInstant } from '../domain/civil-date.ts'
import type { CoverageKey, Ratio } from '../domain/ledger.ts'
import { type Result, ok } from '../domain/result.ts'
import { CONSENT_KINDS, CONSENT_ROWS, type Consent, type ConsentElements, type ConsentKind } from './consents.ts'
import {
  IDENTIFIER,
  INSTITUTION,
  type QualificationConfirmSearchInfo,
  SEARCH_INFO_ROWS,
  keyOfElements,
  wireDate,
} from './eligibility-request.ts'
import {
  DATE,
  INSURER_NUMBER,
  INTEGER,
  MOMENT,
  MONTH,
  type MessageLayout,
  type ReadOptions,
  type Rows,
  coded,
  defineMessage,
  digits,
  maybe,
  one,
  oneOf,
  readMessage,
  text,
} from './layout.ts'
import type { WireProblem } from './problem.ts'
import type { WireEncoding } from './shift-jis.ts'

/** 高齢受給者証情報. @see facts/wire.md 2.2 row 26 */
export interface ElderlyRecipientCertificateInfo {
  readonly ElderlyRecipientCertificateDate?: string
  readonly ElderlyRecipientValidStartDate?: string
  readonly ElderlyRecipientValidEndDate?: string
  readonly ElderlyRecipientContributionRatio?: string
}

/** 限度額適用認定証関連情報. @see facts/wire.md 2.2 row 29 */
export interface LimitApplicationCertificateRelatedInfo {
  readonly LimitApplicationCertificateClassification?: string
  readonly LimitApplicationCertificateClassificationFlag?: string
  readonly LimitApplicationCertificateDate?: string
  readonly LimitApplicationCertificateValidStartDate?: string
  readonly LimitApplicationCertificateValidEndDate?: string
  readonly LimitApplicationCertificateLongTermDate?: string
}

/** 特定疾病療養受療証情報. @see facts/wire.md 2.2 row 32 */
export interface SpecificDiseasesCertificateInfo {
  readonly SpecificDiseasesDiseaseCategory?: string
  readonly SpecificDiseasesCertificateDate?: string
  readonly SpecificDiseasesValidStartDate?: string
  readonly SpecificDiseasesValidEndDate?: string
  readonly SpecificDiseasesSelfPay?: string
}

/** 医療券・調剤券情報. `StatusOfInfecton` is spelt so in the source. @see facts/wire.md 2.3 */
export interface MedicalTicketInfo {
  readonly TicketType?: string
  readonly MedicalTicketValidDate?: string
  readonly MedicalTicketExpirationDate?: string
  readonly IssueNumber?: string
  readonly MedicalTreatmentMonth?: string
  readonly DesignatedMedicalInstitutionCode?: string
  readonly DesignatedMedicalInstitutionFlag?: string
  readonly DesignatedMedicalInstitutionName?: string
  readonly PrescriptionIssuerMedicalInstitutionCode?: string
  readonly PrescriptionIssuerMedicalInstitutionName?: string
  readonly InjuryName1?: string
  readonly InjuryName2?: string
  readonly InjuryName3?: string
  readonly MedicalTreatmentType?: string
  readonly SelfPayAmount?: string
  readonly DistrictContactName?: string
  readonly HandlingContactName?: string
  readonly SingleOrCombinedUse?: string
  readonly StatusOfSocialInsurance?: string
  readonly ConsistencyFlag?: string
  readonly StatusOfInfecton?: string
  readonly StatusOfElderlyMedicalCare?: string
  readonly StatusOfPrefecturalExpenses?: string
  readonly Remarks1?: string
  readonly Remarks2?: string
  readonly Remarks3?: string
}

/** 資格確認結果: one qualification of the answer. @see facts/wire.md 2.2 rows 1 to 39 */
export interface ResultOfQualificationConfirmation extends ConsentElements {
  readonly InsuredCardClassification: string
  readonly InsurerNumber?: string
  readonly InsuredCardSymbol?: string
  readonly InsuredIdentificationNumber?: string
  readonly InsuredBranchNumber?: string
  readonly PersonalFamilyClassification?: string
  readonly InsuredName?: string
  readonly Name: string
  readonly NameOfOther?: string
  readonly NameKana?: string
  readonly NameOfOtherKana?: string
  readonly Sex1: string
  readonly Sex2?: string
  readonly Birthdate: string
  readonly Address?: string
  readonly PostNumber?: string
  readonly QualificationDate?: string
  readonly DisqualificationDate?: string
  readonly InsuredCertificateIssuanceDate?: string
  readonly InsuredCardValidDate?: string
  readonly InsuredCardExpirationDate?: string
  readonly InsuredPartialContributionRatio?: string
  readonly PreschoolClassification?: string
  readonly ReasonOfLoss?: string
  readonly InsurerName: string
  readonly ElderlyRecipientCertificateInfo?: ElderlyRecipientCertificateInfo
  readonly LimitApplicationCertificateRelatedConsFlg?: string
  readonly LimitApplicationCertificateRelatedConsTime?: string
  readonly LimitApplicationCertificateRelatedInfo?: LimitApplicationCertificateRelatedInfo
  readonly SpecificDiseasesCertificateRelatedConsFlg?: string
  readonly SpecificDiseasesCertificateRelatedConsTime?: string
  readonly SpecificDiseasesCertificateList?: {
    readonly SpecificDiseasesCertificateInfo: readonly SpecificDiseasesCertificateInfo[]
  }
  readonly PublicExpenseResultList?: { readonly MedicalTicketInfo: readonly MedicalTicketInfo[] }
  readonly ReferenceNumber?: string
}

/** ヘッダー of the result. @see facts/wire.md 2.2 */
export interface EligibilityResultHeader {
  readonly ProcessExecutionTime: string
  readonly QualificationConfirmationDate: string
  readonly MedicalInstitutionCode: string
  readonly ArbitraryFileIdentifier?: string
  readonly ReferenceClassification: string
  readonly SegmentOfResult: string
  readonly ErrorCode?: string
  readonly ErrorMessage?: string
  readonly CharacterCodeIdentifier: string
}

/** 資格確認結果 `OQSsiquc01res` and the reader's `OQSsiquc01res_face_…` (OQS-IF-002). */
export interface EligibilityResult {
  readonly MessageHeader: EligibilityResultHeader
  readonly MessageBody: {
    readonly PrescriptionIssueSelect?: string
    readonly ProcessingResultStatus: string
    readonly ProcessingResultCode?: string
    readonly ProcessingResultMessage?: string
    readonly QualificationValidity?: string
    readonly ResultList?: {
      readonly ResultOfQualificationConfirmation: readonly ResultOfQualificationConfirmation[]
    }
    readonly QualificationConfirmSearchInfo?: QualificationConfirmSearchInfo
  }
}

const NAME = text(100)
const ADDRESS = text(300)
/** 処理結果コード, エラーコード: the official list is not public, ours begin with `SIM-` (ASM-01). */
export const RESULT_CODE = text(20)
export const RESULT_MESSAGE = text(1000)
const RATIO = oneOf('010', '020', '030')

const TICKET_ROWS: Rows<MedicalTicketInfo> = {
  TicketType: maybe('医療券・調剤券別', coded('OQSCD018')),
  MedicalTicketValidDate: maybe('有効開始年月日', DATE),
  MedicalTicketExpirationDate: maybe('有効終了年月日', DATE),
  IssueNumber: maybe('交付番号', text(50)),
  MedicalTreatmentMonth: maybe('診療年月', MONTH),
  DesignatedMedicalInstitutionCode: maybe('指定医療機関コード', INSTITUTION),
  DesignatedMedicalInstitutionFlag: maybe('指定医療機関確認フラグ', coded('OQSCD026')),
  DesignatedMedicalInstitutionName: maybe('指定医療機関名', NAME),
  PrescriptionIssuerMedicalInstitutionCode: maybe('処方箋発行元医療機関コード', INSTITUTION),
  PrescriptionIssuerMedicalInstitutionName: maybe('処方箋発行元医療機関名', NAME),
  InjuryName1: maybe('傷病名1', NAME),
  InjuryName2: maybe('傷病名2', NAME),
  InjuryName3: maybe('傷病名3', NAME),
  MedicalTreatmentType: maybe('診療別', coded('OQSCD019')),
  SelfPayAmount: maybe('本人支払額', INTEGER),
  DistrictContactName: maybe('地区担当員名', NAME),
  HandlingContactName: maybe('取扱担当者名', NAME),
  SingleOrCombinedUse: maybe('単独・併用別', coded('OQSCD020')),
  StatusOfSocialInsurance: maybe('社会保険状況', coded('OQSCD021')),
  ConsistencyFlag: maybe('社会保険状況の整合性フラグ', coded('OQSCD022')),
  StatusOfInfecton: maybe('感染症法37条の2該当', coded('OQSCD023')),
  StatusOfElderlyMedicalCare: maybe('後期高齢者医療該当', coded('OQSCD024')),
  StatusOfPrefecturalExpenses: maybe('都道府県費該当', coded('OQSCD025')),
  Remarks1: maybe('備考1', text(200)),
  Remarks2: maybe('備考2', text(200)),
  Remarks3: maybe('備考3', text(200)),
}

/** Rows of a record, shared with the bulk results. */
export const RECORD_ROWS: Rows<ResultOfQualificationConfirmation> = {
  InsuredCardClassification: one('被保険者証区分', coded('OQSCD010')),
  InsurerNumber: maybe('保険者番号', INSURER_NUMBER),
  InsuredCardSymbol: maybe('被保険者証記号', text(20)),
  InsuredIdentificationNumber: maybe('被保険者証番号', text(20)),
  InsuredBranchNumber: maybe('枝番', digits(2)),
  PersonalFamilyClassification: maybe('本人・家族の別', coded('OQSCD009')),
  InsuredName: maybe('被保険者氏名(世帯主氏名)', NAME),
  Name: one('氏名', NAME),
  NameOfOther: maybe('氏名(その他)', NAME),
  NameKana: maybe('氏名カナ', NAME),
  NameOfOtherKana: maybe('氏名カナ(その他)', NAME),
  Sex1: one('性別1', coded('OQSCD007')),
  Sex2: maybe('性別2', coded('OQSCD007')),
  Birthdate: one('生年月日', DATE),
  Address: maybe('住所', ADDRESS),
  PostNumber: maybe('郵便番号', text(8)),
  QualificationDate: maybe('資格取得年月日', DATE),
  DisqualificationDate: maybe('資格喪失年月日', DATE),
  InsuredCertificateIssuanceDate: maybe('被保険者証交付年月日', DATE),
  InsuredCardValidDate: maybe('被保険者証有効開始年月日', DATE),
  InsuredCardExpirationDate: maybe('被保険者証有効終了年月日', DATE),
  InsuredPartialContributionRatio: maybe('被保険者証一部負担金割合', RATIO),
  PreschoolClassification: maybe('未就学区分', coded('OQSCD015')),
  ReasonOfLoss: maybe('資格喪失事由', coded('OQSCD008')),
  InsurerName: one('保険者名称', NAME),
  ElderlyRecipientCertificateInfo: {
    cardinality: '?',
    label: '高齢受給者証情報',
    rows: {
      ElderlyRecipientCertificateDate: maybe('高齢受給者証交付年月日', DATE),
      ElderlyRecipientValidStartDate: maybe('高齢受給者証有効開始年月日', DATE),
      ElderlyRecipientValidEndDate: maybe('高齢受給者証有効終了年月日', DATE),
      ElderlyRecipientContributionRatio: maybe('高齢受給者証一部負担金割合', RATIO),
    },
  },
  LimitApplicationCertificateRelatedConsFlg: maybe('限度額適用認定証提供同意フラグ', coded('OQSCD001')),
  LimitApplicationCertificateRelatedConsTime: maybe('限度額適用認定証提供同意日時', MOMENT),
  LimitApplicationCertificateRelatedInfo: {
    cardinality: '?',
    label: '限度額適用認定証関連情報',
    rows: {
      LimitApplicationCertificateClassification: maybe('限度額適用認定証区分', coded('OQSCD011')),
      LimitApplicationCertificateClassificationFlag: maybe('限度額適用認定証適用区分', coded('OQSCD012')),
      LimitApplicationCertificateDate: maybe('限度額適用認定証交付年月日', DATE),
      LimitApplicationCertificateValidStartDate: maybe('限度額適用認定証有効開始年月日', DATE),
      LimitApplicationCertificateValidEndDate: maybe('限度額適用認定証有効終了年月日', DATE),
      LimitApplicationCertificateLongTermDate: maybe('限度額適用認定証長期入院該当年月日', DATE),
    },
  },
  SpecificDiseasesCertificateRelatedConsFlg: maybe('特定疾病療養受療証提供同意フラグ', coded('OQSCD016')),
  SpecificDiseasesCertificateRelatedConsTime: maybe('特定疾病療養受療証提供同意日時', MOMENT),
  SpecificDiseasesCertificateList: {
    cardinality: '?',
    label: '特定疾病療養受療証情報リスト',
    rows: {
      SpecificDiseasesCertificateInfo: {
        cardinality: '+',
        label: '特定疾病療養受療証情報',
        rows: {
          SpecificDiseasesDiseaseCategory: maybe('特定疾病療養受療証認定疾病区分', coded('OQSCD013')),
          SpecificDiseasesCertificateDate: maybe('特定疾病療養受療証交付年月日', DATE),
          SpecificDiseasesValidStartDate: maybe('特定疾病療養受療証有効開始年月日', DATE),
          SpecificDiseasesValidEndDate: maybe('特定疾病療養受療証有効終了年月日', DATE),
          SpecificDiseasesSelfPay: maybe('特定疾病療養受療証自己負担限度額', INTEGER),
        },
      },
    },
  },
  PublicExpenseResultList: {
    cardinality: '?',
    label: '医療扶助資格確認結果リスト',
    rows: { MedicalTicketInfo: { cardinality: '+', label: '医療券・調剤券情報', rows: TICKET_ROWS } },
  },
  ...CONSENT_ROWS,
  ReferenceNumber: maybe('照会番号', IDENTIFIER),
}

/** レイアウト of the result, with the order real files were seen in. @see facts/wire.md 2.2 */
export const ELIGIBILITY_RESULT: MessageLayout<EligibilityResult> = defineMessage<EligibilityResult>({
  id: 'OQSsiquc01res',
  title: { ja: '資格確認結果', en: 'eligibility result' },
  source: 'facts/wire.md 2.2, 2.3 [OQSF, ONSHI, SMK, OQSD2]; observed order [ONSHI-FACE, SIKAKU]',
  rows: {
    MessageHeader: {
      cardinality: '1',
      label: 'ヘッダー',
      observed: [
        'ProcessExecutionTime',
        'CharacterCodeIdentifier',
        'SegmentOfResult',
        'QualificationConfirmationDate',
        'ReferenceClassification',
        'ArbitraryFileIdentifier',
        'MedicalInstitutionCode',
      ],
      rows: {
        ProcessExecutionTime: one('処理実行日時', MOMENT),
        QualificationConfirmationDate: one('資格確認日', DATE),
        MedicalInstitutionCode: one('医療機関コード', INSTITUTION),
        ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
        ReferenceClassification: one('照会区分', coded('OQSCD002')),
        SegmentOfResult: one('処理結果区分', coded('OQSCD003')),
        ErrorCode: maybe('エラーコード', RESULT_CODE),
        ErrorMessage: maybe('エラーメッセージ', RESULT_MESSAGE),
        CharacterCodeIdentifier: one('文字コード識別', coded('OQSCD005')),
      },
    },
    MessageBody: {
      cardinality: '1',
      label: '本体',
      observed: ['ResultList', 'ProcessingResultStatus', 'QualificationValidity'],
      rows: {
        PrescriptionIssueSelect: maybe('処方箋発行形態', coded('OQSCD017')),
        ProcessingResultStatus: one('処理結果状況', coded('OQSCD004')),
        ProcessingResultCode: maybe('処理結果コード', RESULT_CODE),
        ProcessingResultMessage: maybe('処理結果メッセージ', RESULT_MESSAGE),
        QualificationValidity: maybe('資格有効性', coded('OQSCD006')),
        ResultList: {
          cardinality: '?',
          label: '資格確認結果リスト',
          rows: {
            ResultOfQualificationConfirmation: {
              cardinality: '+',
              label: '資格確認結果',
              rows: RECORD_ROWS,
              observed: [
                'Address',
                'SpecificHealthCheckupsInfoConsTime',
                'DiagnosisInfoConsFlg',
                'SpecificHealthCheckupsInfoAvailableTime',
                'PersonalFamilyClassification',
                'Sex1',
                'SpecificDiseasesCertificateRelatedConsFlg',
                'Name',
                'InsurerNumber',
                'InsuredCardSymbol',
                'NameKana',
                'InsuredCardValidDate',
                'LimitApplicationCertificateRelatedConsFlg',
                'InsuredCardClassification',
                'InsuredBranchNumber',
                'Birthdate',
                'InsuredCertificateIssuanceDate',
                'InsuredIdentificationNumber',
                'PharmacistsInfoAvailableTime',
                'SpecificHealthCheckupsInfoConsFlg',
                'PharmacistsInfoConsTime',
                'PharmacistsInfoConsFlg',
                'InsurerName',
                'PostNumber',
              ],
            },
          },
        },
        QualificationConfirmSearchInfo: { cardinality: '?', label: '資格確認照会用情報', rows: SEARCH_INFO_ROWS },
      },
    },
  },
})

/** A code with the text to be shown as it is. */
export interface Notice {
  readonly code: string | null
  readonly message: string | null
}

/** 資格: one record of an answer in the words of the domain; what the record does not say is null. */
export interface AnswerRecord {
  /** The elements as received. */
  readonly record: ResultOfQualificationConfirmation
  readonly key: CoverageKey
  readonly classification: string
  readonly relation: 'insured' | 'dependant' | null
  readonly name: string
  readonly otherName: string | null
  readonly kana: string | null
  readonly birthDate: CivilDate
  readonly insurerName: string
  readonly acquired: CivilDate | null
  /** 資格喪失年月日: first day without cover. */
  readonly lost: CivilDate | null
  readonly lossReason: string | null
  /** 一部負担金割合 of 後期高齢者医療. */
  readonly koukiRatio: Ratio | null
  /** 高齢受給者証情報: days are inclusive. */
  readonly elderly: {
    readonly from: CivilDate | null
    readonly until: CivilDate | null
    readonly ratio: Ratio | null
  } | null
  readonly preschool: boolean
  /** 限度額適用区分: the band, with its kind and its inclusive days. */
  readonly limit: {
    readonly kind: string | null
    readonly band: string | null
    readonly from: CivilDate | null
    readonly until: CivilDate | null
  } | null
  readonly consents: Readonly<Partial<Record<ConsentKind, Consent>>>
  readonly referenceNumber: string | null
}

/** 資格確認の回答: a result in the words of the domain. */
export interface EligibilityAnswer {
  readonly message: EligibilityResult
  readonly encoding: WireEncoding
  readonly processedAt: Instant
  readonly confirmationDate: CivilDate
  readonly institutionCode: string
  readonly fileId: string | null
  /** 照会区分: by the card at the reader, or by the numbers. */
  readonly by: 'card' | 'number'
  /** 処理結果区分: the message as a whole. */
  readonly segment: 'done' | 'in-progress' | 'failed'
  /** ErrorCode and ErrorMessage of the message; null on normal ones. */
  readonly error: Notice | null
  /** 処理結果状況: this person. */
  readonly status: 'done' | 'error'
  /** ProcessingResultCode and -Message; beside `done` they are a notice (a certificate about to expire). */
  readonly notice: Notice | null
  /** 資格有効性 (OQSCD006), null when the message does not say. */
  readonly validity: string | null
  /** 処方箋発行形態 (OQSCD017). */
  readonly prescription: string | null
  readonly records: readonly AnswerRecord[]
  /** 照会用情報 as echoed, for an inquiry by numbers. */
  readonly search: QualificationConfirmSearchInfo | null
  readonly warnings: readonly WireProblem[]
}

/** A moment of a message that its layout has accepted. */
export function wireInstant(value: string): Instant {
  const moment = parseCompactInstant(value)
  return moment.ok ? moment.value : instant(value)
}

const dateOrNull = (value: string | undefined): CivilDate | null => (value === undefined ? null : wireDate(value))
const momentOrNull = (value: string | undefined): Instant | null => (value === undefined ? null : wireInstant(value))
const ratioOrNull = (value: string | undefined): Ratio | null =>
  value === '010' || value === '020' || value === '030' ? value : null

const noticeOf = (code: string | undefined, message: string | undefined): Notice | null =>
  code === undefined && message === undefined ? null : { code: code ?? null, message: message ?? null }

/** The consents a record carries; a kind without a flag is absent. */
export function consentsOf(record: ResultOfQualificationConfirmation): AnswerRecord['consents'] {
  return Object.fromEntries(
    CONSENT_KINDS.flatMap((kind): [ConsentKind, Consent][] => {
      const flag = record[`${kind}ConsFlg`]
      if (flag === undefined) return []
      const until = momentOrNull(record[`${kind}AvailableTime`])
      return [[kind, { flag, at: momentOrNull(record[`${kind}ConsTime`]), until }]]
    }),
  )
}

/** One record in the words of the domain. */
export function answerRecord(record: ResultOfQualificationConfirmation): AnswerRecord {
  const elderly = record.ElderlyRecipientCertificateInfo
  const limit = record.LimitApplicationCertificateRelatedInfo
  const relation = record.PersonalFamilyClassification
  return {
    record,
    key: keyOfElements(record),
    classification: record.InsuredCardClassification,
    relation: relation === undefined ? null : relation === '1' ? 'insured' : 'dependant',
    name: record.Name,
    otherName: record.NameOfOther ?? null,
    kana: record.NameKana ?? null,
    birthDate: wireDate(record.Birthdate),
    insurerName: record.InsurerName,
    acquired: dateOrNull(record.QualificationDate),
    lost: dateOrNull(record.DisqualificationDate),
    lossReason: record.ReasonOfLoss ?? null,
    koukiRatio: ratioOrNull(record.InsuredPartialContributionRatio),
    elderly:
      elderly === undefined
        ? null
        : {
            from: dateOrNull(elderly.ElderlyRecipientValidStartDate),
            until: dateOrNull(elderly.ElderlyRecipientValidEndDate),
            ratio: ratioOrNull(elderly.ElderlyRecipientContributionRatio),
          },
    preschool: record.PreschoolClassification === '1',
    limit:
      limit === undefined
        ? null
        : {
            kind: limit.LimitApplicationCertificateClassification ?? null,
            band: limit.LimitApplicationCertificateClassificationFlag ?? null,
            from: dateOrNull(limit.LimitApplicationCertificateValidStartDate),
            until: dateOrNull(limit.LimitApplicationCertificateValidEndDate),
          },
    consents: consentsOf(record),
    referenceNumber: record.ReferenceNumber ?? null,
  }
}

const SEGMENTS: Readonly<Record<string, EligibilityAnswer['segment']>> = {
  '1': 'done',
  '2': 'in-progress',
  '9': 'failed',
}

/** Reads a result, or a file of the reader, into an answer. Problems are those of {@link readMessage}. */
export function readEligibilityAnswer(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Result<EligibilityAnswer, readonly WireProblem[]> {
  const read = readMessage(ELIGIBILITY_RESULT, bytes, options)
  if (!read.ok) return read
  const { message, encoding, warnings } = read.value
  const { MessageHeader: header, MessageBody: body } = message
  return ok({
    message,
    encoding,
    processedAt: wireInstant(header.ProcessExecutionTime),
    confirmationDate: wireDate(header.QualificationConfirmationDate),
    institutionCode: header.MedicalInstitutionCode,
    fileId: header.ArbitraryFileIdentifier ?? null,
    by: header.ReferenceClassification === '1' ? 'card' : 'number',
    segment: SEGMENTS[header.SegmentOfResult] ?? 'failed',
    error: noticeOf(header.ErrorCode, header.ErrorMessage),
    status: body.ProcessingResultStatus === '1' ? 'done' : 'error',
    notice: noticeOf(body.ProcessingResultCode, body.ProcessingResultMessage),
    validity: body.QualificationValidity ?? null,
    prescription: body.PrescriptionIssueSelect ?? null,
    records: (body.ResultList?.ResultOfQualificationConfirmation ?? []).map(answerRecord),
    search: body.QualificationConfirmSearchInfo ?? null,
    warnings,
  })
}
