import type { CoverageKey } from '../domain/ledger.ts'
import { BULK_RESULT_HEADER, downloadRequestLayout, uploadResultLayout } from './bulk.ts'
import { IDENTIFIER, INSTITUTION, keyElements } from './eligibility-request.ts'
import { RESULT_CODE, RESULT_MESSAGE } from './eligibility-result.ts'
import { REGISTRATION_OBSERVED, REGISTRATION_ROWS, type ReferenceNumberRegistrationInfo } from './inquiry-number.ts'
import { type MessageLayout, coded, defineMessage, maybe, one } from './layout.ts'

/** 照会番号一括登録要求 `OQSmuimm01req` (OQS-IF-009). @see facts/wire.md 2.5 */
export interface BulkInquiryNumberRequest {
  readonly MessageHeader: { readonly MedicalInstitutionCode: string; readonly ArbitraryFileIdentifier?: string }
  readonly MessageBody: { readonly ReferenceNumberRegistrationInfo: readonly ReferenceNumberRegistrationInfo[] }
}

/** 登録結果 of one line of the upload. */
export interface BulkRegistrationUnit {
  readonly ReferenceNumberRegistrationInfo: ReferenceNumberRegistrationInfo
  readonly ProcessingResultStatus: string
  readonly ProcessingResultCode?: string
  readonly ProcessingResultMessage?: string
}

/** 照会番号一括登録結果 `OQSmuimm02res` (OQS-IF-012). */
export interface BulkInquiryNumberResult {
  readonly MessageHeader: {
    readonly ProcessExecutionTime: string
    readonly MedicalInstitutionCode: string
    readonly ArbitraryFileIdentifier?: string
    readonly ReceptionNumber: string
    readonly SegmentOfResult: string
    readonly ErrorCode?: string
    readonly ErrorMessage?: string
    readonly CharacterCodeIdentifier: string
  }
  readonly MessageBody: { readonly BulkRegistrationUnit?: readonly BulkRegistrationUnit[] }
}

const NAME = {
  func: 'muimm',
  ja: '照会番号一括登録',
  en: 'bulk inquiry number registration',
  source: 'facts/wire.md 2.5 [MYNA, SANOX-26, OQSD2]',
} as const

/** レイアウト of the upload. */
export const BULK_INQUIRY_NUMBER_UPLOAD: MessageLayout<BulkInquiryNumberRequest> =
  defineMessage<BulkInquiryNumberRequest>({
    id: 'OQSmuimm01req',
    title: { ja: '照会番号一括登録要求', en: 'bulk inquiry number registration' },
    source: NAME.source,
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
        rows: {
          ReferenceNumberRegistrationInfo: {
            cardinality: '+',
            label: '照会番号登録情報',
            observed: REGISTRATION_OBSERVED,
            rows: REGISTRATION_ROWS,
          },
        },
      },
    },
  })

/** レイアウト of the answer to the upload. */
export const BULK_INQUIRY_NUMBER_RECEIVED = uploadResultLayout(NAME)

/** レイアウト of the request for the results. */
export const BULK_INQUIRY_NUMBER_DOWNLOAD = downloadRequestLayout(NAME)

/** レイアウト of the results. */
export const BULK_INQUIRY_NUMBER_RESULT: MessageLayout<BulkInquiryNumberResult> =
  defineMessage<BulkInquiryNumberResult>({
    id: 'OQSmuimm02res',
    title: { ja: '照会番号一括登録結果', en: 'bulk inquiry number registration results' },
    source: NAME.source,
    rows: {
      MessageHeader: {
        cardinality: '1',
        label: 'ヘッダー',
        rows: BULK_RESULT_HEADER,
      },
      MessageBody: {
        cardinality: '1',
        label: '本体',
        rows: {
          BulkRegistrationUnit: {
            cardinality: '*',
            label: '登録結果',
            rows: {
              ReferenceNumberRegistrationInfo: {
                cardinality: '1',
                label: '照会番号登録情報',
                observed: REGISTRATION_OBSERVED,
                rows: REGISTRATION_ROWS,
              },
              ProcessingResultStatus: one('処理結果状況', coded('OQSCD004')),
              ProcessingResultCode: maybe('処理結果コード', RESULT_CODE),
              ProcessingResultMessage: maybe('処理結果メッセージ', RESULT_MESSAGE),
            },
          },
        },
      },
    },
  })

/** Builds the registration of many inquiry numbers; at least one. */
export const bulkInquiryNumberRequest = (ask: {
  readonly institutionCode: string
  readonly fileId: string | null
  readonly lines: readonly { readonly key: CoverageKey; readonly referenceNumber: string }[]
}): BulkInquiryNumberRequest => ({
  MessageHeader: {
    MedicalInstitutionCode: ask.institutionCode,
    ...(ask.fileId === null ? {} : { ArbitraryFileIdentifier: ask.fileId }),
  },
  MessageBody: {
    ReferenceNumberRegistrationInfo: ask.lines.map(({ key, referenceNumber }) => ({
      ReferenceNumber: referenceNumber,
      ...keyElements(key),
    })),
  },
})
