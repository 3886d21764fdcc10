import { type CivilDate, compactDate } from '../domain/civil-date.ts'
import type { CoverageKey } from '../domain/ledger.ts'
import { RECEPTION_NUMBER, downloadRequestLayout, uploadResultLayout } from './bulk.ts'
import {
  IDENTIFIER,
  INSTITUTION,
  type QualificationConfirmSearchInfo,
  SEARCH_INFO_ROWS,
  keyElements,
} from './eligibility-request.ts'
import {
  RECORD_ROWS,
  RESULT_CODE,
  RESULT_MESSAGE,
  type ResultOfQualificationConfirmation,
} from './eligibility-result.ts'
import { DATE, INTEGER, MOMENT, type MessageLayout, type Rows, coded, defineMessage, maybe, one } from './layout.ts'

/** 資格確認一括照会要求 `OQSmuquc01req` (OQS-IF-005). @see facts/wire.md 2.6 */
export interface BulkEligibilityRequest {
  readonly MessageHeader: {
    readonly QualificationConfirmationDate: string
    readonly MedicalInstitutionCode: string
    readonly ArbitraryFileIdentifier?: string
  }
  readonly MessageBody: { readonly QualificationConfirmSearchInfo: readonly QualificationConfirmSearchInfo[] }
}

/** Elements of a record that a bulk result carries: items 1 to 26, no limit certificate, no consents. */
type BulkElement =
  | 'InsuredCardClassification'
  | 'InsurerNumber'
  | 'InsuredCardSymbol'
  | 'InsuredIdentificationNumber'
  | 'InsuredBranchNumber'
  | 'PersonalFamilyClassification'
  | 'InsuredName'
  | 'Name'
  | 'NameOfOther'
  | 'NameKana'
  | 'NameOfOtherKana'
  | 'Sex1'
  | 'Sex2'
  | 'Birthdate'
  | 'Address'
  | 'PostNumber'
  | 'QualificationDate'
  | 'DisqualificationDate'
  | 'InsuredCertificateIssuanceDate'
  | 'InsuredCardValidDate'
  | 'InsuredCardExpirationDate'
  | 'InsuredPartialContributionRatio'
  | 'PreschoolClassification'
  | 'ReasonOfLoss'
  | 'InsurerName'
  | 'ElderlyRecipientCertificateInfo'

/** 資格確認結果 of a bulk unit: that of a single inquiry without limit and consents, with the change flag. @see facts/wire.md 2.6 */
export interface BulkRecord extends Pick<ResultOfQualificationConfirmation, BulkElement> {
  readonly LimitApplicationCertificateChanged?: string
}

/** 照会結果 of one line of the upload. */
export interface BulkConfirmUnit {
  readonly QualificationConfirmSearchInfo: QualificationConfirmSearchInfo
  readonly ProcessingResultStatus: string
  readonly ProcessingResultCode?: string
  readonly ProcessingResultMessage?: string
  readonly QualificationValidity?: string
  readonly ResultOfQualificationConfirmation?: BulkRecord
  readonly ReferenceNumber?: string
}

/** 資格確認一括照会結果 `OQSmuquc02res` (OQS-IF-008). */
export interface BulkEligibilityResult {
  readonly MessageHeader: {
    readonly ProcessExecutionTime: string
    readonly QualificationConfirmationDate?: string
    readonly MedicalInstitutionCode: string
    readonly ArbitraryFileIdentifier?: string
    readonly ReceptionNumber: string
    readonly SegmentOfResult: string
    readonly ErrorCode?: string
    readonly ErrorMessage?: string
    readonly NumberOfProcessingResult?: string
    readonly NumberOfNormalProcessing?: string
    readonly NumberOfError?: string
    readonly CharacterCodeIdentifier: string
  }
  readonly MessageBody: { readonly BulkConfirmUnit?: readonly BulkConfirmUnit[] }
}

const NAME = {
  func: 'muquc',
  ja: '資格確認一括照会',
  en: 'bulk eligibility inquiry',
  source: 'facts/wire.md 2.6 [SMK, OQSD2]',
} as const

/** レイアウト of the upload. */
export const BULK_ELIGIBILITY_UPLOAD: MessageLayout<BulkEligibilityRequest> = defineMessage<BulkEligibilityRequest>({
  id: 'OQSmuquc01req',
  title: { ja: '資格確認一括照会要求', en: 'bulk eligibility inquiry' },
  source: NAME.source,
  rows: {
    MessageHeader: {
      cardinality: '1',
      label: 'ヘッダー',
      rows: {
        QualificationConfirmationDate: one('資格確認日', DATE),
        MedicalInstitutionCode: one('医療機関コード', INSTITUTION),
        ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
      },
    },
    MessageBody: {
      cardinality: '1',
      label: '本体',
      rows: {
        QualificationConfirmSearchInfo: { cardinality: '+', label: '資格確認照会用情報', rows: SEARCH_INFO_ROWS },
      },
    },
  },
})

/** レイアウト of the answer to the upload. */
export const BULK_ELIGIBILITY_RECEIVED = uploadResultLayout(NAME)

/** レイアウト of the request for the results. */
export const BULK_ELIGIBILITY_DOWNLOAD = downloadRequestLayout(NAME)

/** Rows of a bulk record: the element names in the order of the single record. */
export const BULK_RECORD_ROWS: Rows<BulkRecord> = {
  InsuredCardClassification: RECORD_ROWS.InsuredCardClassification,
  InsurerNumber: RECORD_ROWS.InsurerNumber,
  InsuredCardSymbol: RECORD_ROWS.InsuredCardSymbol,
  InsuredIdentificationNumber: RECORD_ROWS.InsuredIdentificationNumber,
  InsuredBranchNumber: RECORD_ROWS.InsuredBranchNumber,
  PersonalFamilyClassification: RECORD_ROWS.PersonalFamilyClassification,
  InsuredName: RECORD_ROWS.InsuredName,
  Name: RECORD_ROWS.Name,
  NameOfOther: RECORD_ROWS.NameOfOther,
  NameKana: RECORD_ROWS.NameKana,
  NameOfOtherKana: RECORD_ROWS.NameOfOtherKana,
  Sex1: RECORD_ROWS.Sex1,
  Sex2: RECORD_ROWS.Sex2,
  Birthdate: RECORD_ROWS.Birthdate,
  Address: RECORD_ROWS.Address,
  PostNumber: RECORD_ROWS.PostNumber,
  QualificationDate: RECORD_ROWS.QualificationDate,
  DisqualificationDate: RECORD_ROWS.DisqualificationDate,
  InsuredCertificateIssuanceDate: RECORD_ROWS.InsuredCertificateIssuanceDate,
  InsuredCardValidDate: RECORD_ROWS.InsuredCardValidDate,
  InsuredCardExpirationDate: RECORD_ROWS.InsuredCardExpirationDate,
  InsuredPartialContributionRatio: RECORD_ROWS.InsuredPartialContributionRatio,
  PreschoolClassification: RECORD_ROWS.PreschoolClassification,
  ReasonOfLoss: RECORD_ROWS.ReasonOfLoss,
  InsurerName: RECORD_ROWS.InsurerName,
  ElderlyRecipientCertificateInfo: RECORD_ROWS.ElderlyRecipientCertificateInfo,
  LimitApplicationCertificateChanged: maybe('限度額適用認定証情報変更有無', coded('OQSCD014')),
}

const isBulkElement = (name: string): name is BulkElement =>
  Object.hasOwn(BULK_RECORD_ROWS, name) && name !== 'LimitApplicationCertificateChanged'

/** The record of a single inquiry as a bulk result carries it; `changed` is 限度額適用認定証情報変更有無 (OQSCD014). */
export function bulkRecord(single: ResultOfQualificationConfirmation, changed: boolean): BulkRecord {
  const { InsuredCardClassification, Name, Sex1, Birthdate, InsurerName } = single
  const others = Object.entries(single).filter(([name]) => isBulkElement(name))
  return {
    InsuredCardClassification,
    Name,
    Sex1,
    Birthdate,
    InsurerName,
    ...Object.fromEntries(others),
    LimitApplicationCertificateChanged: changed ? '1' : '0',
  }
}

/** レイアウト of the results. */
export const BULK_ELIGIBILITY_RESULT: MessageLayout<BulkEligibilityResult> = defineMessage<BulkEligibilityResult>({
  id: 'OQSmuquc02res',
  title: { ja: '資格確認一括照会結果', en: 'bulk eligibility results' },
  source: NAME.source,
  rows: {
    MessageHeader: {
      cardinality: '1',
      label: 'ヘッダー',
      rows: {
        ProcessExecutionTime: one('処理実行日時', MOMENT),
        QualificationConfirmationDate: maybe('資格確認日', DATE),
        MedicalInstitutionCode: one('医療機関コード', INSTITUTION),
        ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
        ReceptionNumber: one('受付番号', RECEPTION_NUMBER),
        SegmentOfResult: one('処理結果区分', coded('OQSCD003')),
        ErrorCode: maybe('エラーコード', RESULT_CODE),
        ErrorMessage: maybe('エラーメッセージ', RESULT_MESSAGE),
        NumberOfProcessingResult: maybe('処理結果件数', INTEGER),
        NumberOfNormalProcessing: maybe('正常処理件数', INTEGER),
        NumberOfError: maybe('エラー件数', INTEGER),
        CharacterCodeIdentifier: one('文字コード識別', coded('OQSCD005')),
      },
    },
    MessageBody: {
      cardinality: '1',
      label: '本体',
      rows: {
        BulkConfirmUnit: {
          cardinality: '*',
          label: '照会結果',
          rows: {
            QualificationConfirmSearchInfo: {
              cardinality: '1',
              label: '資格確認照会用情報',
              rows: SEARCH_INFO_ROWS,
            },
            ProcessingResultStatus: one('処理結果状況', coded('OQSCD004')),
            ProcessingResultCode: maybe('処理結果コード', RESULT_CODE),
            ProcessingResultMessage: maybe('処理結果メッセージ', RESULT_MESSAGE),
            QualificationValidity: maybe('資格有効性', coded('OQSCD006')),
            ResultOfQualificationConfirmation: { cardinality: '?', label: '資格確認結果', rows: BULK_RECORD_ROWS },
            ReferenceNumber: maybe('照会番号', IDENTIFIER),
          },
        },
      },
    },
  },
})

/** One person of a bulk inquiry. */
export interface BulkLine {
  readonly key: CoverageKey
  readonly birthDate: CivilDate
  /** 任意の識別子; null without one. */
  readonly personId: string | null
}

/** Builds the upload of a bulk inquiry; at least one line. The limit flag is 0: bulk results carry no limit certificate. */
export const bulkEligibilityRequest = (ask: {
  readonly confirmationDate: CivilDate
  readonly institutionCode: string
  readonly fileId: string | null
  readonly lines: readonly BulkLine[]
}): BulkEligibilityRequest => ({
  MessageHeader: {
    QualificationConfirmationDate: compactDate(ask.confirmationDate),
    MedicalInstitutionCode: ask.institutionCode,
    ...(ask.fileId === null ? {} : { ArbitraryFileIdentifier: ask.fileId }),
  },
  MessageBody: {
    QualificationConfirmSearchInfo: ask.lines.map(({ key, birthDate, personId }) => ({
      ...keyElements(key),
      Birthdate: compactDate(birthDate),
      LimitApplicationCertificateRelatedConsFlg: '0',
      ...(personId === null ? {} : { ArbitraryIdentifier: personId }),
    })),
  },
})
