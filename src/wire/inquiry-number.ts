import type { CoverageKey } from '../domain/ledger.ts'
import { IDENTIFIER, INSTITUTION, keyElements } from './eligibility-request.ts'
import { RESULT_CODE, RESULT_MESSAGE } from './eligibility-result.ts'
import {
  type GroupRow,
  INSURER_NUMBER,
  MOMENT,
  type MessageLayout,
  type Rows,
  coded,
  defineMessage,
  digits,
  maybe,
  one,
  text,
} from './layout.ts'

/** 照会番号登録情報: the clinic's own number for one qualification. @see facts/wire.md 2.4 */
export interface ReferenceNumberRegistrationInfo {
  readonly ReferenceNumber: string
  readonly InsurerNumber: string
  readonly InsuredCardSymbol?: string
  readonly InsuredIdentificationNumber: string
  readonly InsuredBranchNumber?: string
}

/** 照会番号登録要求 `OQSsiimm01req` (OQS-IF-003). */
export interface InquiryNumberRequest {
  readonly MessageHeader: { readonly MedicalInstitutionCode: string; readonly ArbitraryFileIdentifier?: string }
  readonly MessageBody: { readonly ReferenceNumberRegistrationInfo: ReferenceNumberRegistrationInfo }
}

/** 照会番号登録結果 `OQSsiimm01res` (OQS-IF-004). */
export interface InquiryNumberResult {
  readonly MessageHeader: {
    readonly ProcessExecutionTime: string
    readonly CharacterCodeIdentifier: string
    readonly SegmentOfResult: string
    readonly ArbitraryFileIdentifier?: string
    readonly MedicalInstitutionCode: string
    readonly ErrorCode?: string
    readonly ErrorMessage?: string
  }
  readonly MessageBody: {
    readonly ReferenceNumberRegistrationInfo?: ReferenceNumberRegistrationInfo
    readonly ProcessingResultStatus: string
    readonly ProcessingResultCode?: string
    readonly ProcessingResultMessage?: string
  }
}

/** The order of a real response. */
export const REGISTRATION_OBSERVED: readonly (keyof ReferenceNumberRegistrationInfo)[] = [
  'InsurerNumber',
  'InsuredIdentificationNumber',
  'ReferenceNumber',
  'InsuredCardSymbol',
  'InsuredBranchNumber',
]

/** Rows of one registration, shared with the bulk messages. */
export const REGISTRATION_ROWS: Rows<ReferenceNumberRegistrationInfo> = {
  ReferenceNumber: one('照会番号', IDENTIFIER),
  InsurerNumber: one('保険者番号', INSURER_NUMBER),
  InsuredCardSymbol: maybe('被保険者証記号', text(20)),
  InsuredIdentificationNumber: one('被保険者証番号', text(20)),
  InsuredBranchNumber: maybe('枝番', digits(2)),
}

const registration = <C extends '1' | '?'>(cardinality: C): GroupRow<ReferenceNumberRegistrationInfo, C> => ({
  cardinality,
  label: '照会番号登録情報',
  observed: REGISTRATION_OBSERVED,
  rows: REGISTRATION_ROWS,
})

/** レイアウト of the request. */
export const INQUIRY_NUMBER_REQUEST: MessageLayout<InquiryNumberRequest> = defineMessage<InquiryNumberRequest>({
  id: 'OQSsiimm01req',
  title: { ja: '照会番号登録要求', en: 'inquiry number registration' },
  source: 'facts/wire.md 2.4 [MYNA, SANOX-18]',
  rows: {
    MessageHeader: {
      cardinality: '1',
      label: 'ヘッダー',
      rows: {
        MedicalInstitutionCode: one('医療機関コード', INSTITUTION),
        ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
      },
    },
    MessageBody: {
      cardinality: '1',
      label: '本体',
      rows: { ReferenceNumberRegistrationInfo: registration('1') },
    },
  },
})

/** レイアウト of the result; the order is that of a real response. */
export const INQUIRY_NUMBER_RESULT: MessageLayout<InquiryNumberResult> = defineMessage<InquiryNumberResult>({
  id: 'OQSsiimm01res',
  title: { ja: '照会番号登録結果', en: 'inquiry number registration result' },
  source: 'facts/wire.md 2.4 [MYNA]',
  rows: {
    MessageHeader: {
      cardinality: '1',
      label: 'ヘッダー',
      rows: {
        ProcessExecutionTime: one('処理実行日時', MOMENT),
        CharacterCodeIdentifier: one('文字コード識別', coded('OQSCD005')),
        SegmentOfResult: one('処理結果区分', coded('OQSCD003')),
        ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
        MedicalInstitutionCode: one('医療機関コード', INSTITUTION),
        ErrorCode: maybe('エラーコード', RESULT_CODE),
        ErrorMessage: maybe('エラーメッセージ', RESULT_MESSAGE),
      },
    },
    MessageBody: {
      cardinality: '1',
      label: '本体',
      rows: {
        ReferenceNumberRegistrationInfo: registration('?'),
        ProcessingResultStatus: one('処理結果状況', coded('OQSCD004')),
        ProcessingResultCode: maybe('処理結果コード', RESULT_CODE),
        ProcessingResultMessage: maybe('処理結果メッセージ', RESULT_MESSAGE),
      },
    },
  },
})

/** Builds the registration of a 照会番号 for one qualification. */
export const inquiryNumberRequest = (ask: {
  readonly institutionCode: string
  readonly fileId: string | null
  readonly key: CoverageKey
  readonly referenceNumber: string
}): InquiryNumberRequest => ({
  MessageHeader: {
    MedicalInstitutionCode: ask.institutionCode,
    ...(ask.fileId === null ? {} : { ArbitraryFileIdentifier: ask.fileId }),
  },
  MessageBody: {
    ReferenceNumberRegistrationInfo: { ReferenceNumber: ask.referenceNumber, ...keyElements(ask.key) },
  },
})
