import { INSTITUTION, IDENTIFIER } from './eligibility-request.ts'
import { RESULT_CODE, RESULT_MESSAGE } from './eligibility-result.ts'
import { type MessageLayout, MOMENT, coded, defineMessage, maybe, one, text } from './layout.ts'
import type { XmlLimits } from './xml.ts'

/** 一括照会の結果取得要求 `02req`: the same for every bulk function. @see facts/wire.md 2.5, 2.6 */
export interface BulkDownloadRequest {
  readonly MessageHeader: { readonly MedicalInstitutionCode: string }
  readonly MessageBody: { readonly ReceptionNumber: string }
}

/** 一括照会の受付結果 `01res`: the number under which the results are fetched later. @see facts/wire.md 2.5, 2.6 */
export interface BulkUploadResult {
  readonly MessageHeader: {
    readonly ProcessExecutionTime: string
    readonly MedicalInstitutionCode: string
    readonly ArbitraryFileIdentifier?: string
    readonly SegmentOfResult?: string
    readonly ErrorCode?: string
    readonly ErrorMessage?: string
    readonly CharacterCodeIdentifier: string
  }
  readonly MessageBody: {
    readonly ReceptionNumber?: string
    readonly ReceptionDateTime?: string
    readonly ProcessingResultStatus?: string
    readonly ProcessingResultCode?: string
    readonly ProcessingResultMessage?: string
  }
}

/** 受付番号: its form is not public, ours has 20 digits (ASM-09). */
export const RECEPTION_NUMBER = text(50)

/** ヘッダー of results that are fetched by a reception number. */
export const BULK_RESULT_HEADER = {
  ProcessExecutionTime: one('処理実行日時', MOMENT),
  MedicalInstitutionCode: one('医療機関コード', INSTITUTION),
  ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
  ReceptionNumber: one('受付番号', RECEPTION_NUMBER),
  SegmentOfResult: one('処理結果区分', coded('OQSCD003')),
  ErrorCode: maybe('エラーコード', RESULT_CODE),
  ErrorMessage: maybe('エラーメッセージ', RESULT_MESSAGE),
  CharacterCodeIdentifier: one('文字コード識別', coded('OQSCD005')),
} as const

/** Limits for a bulk result: a thousand people fill more than what is accepted of a request. */
export const BULK_RESULT_LIMITS: XmlLimits = { bytes: 16_777_216, depth: 32, elements: 500_000 }

interface BulkName {
  /** Five letters after the system, e.g. `muquc`. */
  readonly func: string
  readonly ja: string
  readonly en: string
  readonly source: string
}

/** レイアウト of the request for results of one bulk function. */
export const downloadRequestLayout = ({ func, ja, en, source }: BulkName): MessageLayout<BulkDownloadRequest> =>
  defineMessage<BulkDownloadRequest>({
    id: `OQS${func}02req`,
    title: { ja: `${ja}ダウンロード要求`, en: `${en}, request for the results` },
    source,
    rows: {
      MessageHeader: {
        cardinality: '1',
        label: 'ヘッダー',
        rows: { MedicalInstitutionCode: one('医療機関コード', INSTITUTION) },
      },
      MessageBody: {
        cardinality: '1',
        label: '本体',
        rows: { ReceptionNumber: one('受付番号', RECEPTION_NUMBER) },
      },
    },
  })

/** レイアウト of the answer to the upload of one bulk function. */
export const uploadResultLayout = ({ func, ja, en, source }: BulkName): MessageLayout<BulkUploadResult> =>
  defineMessage<BulkUploadResult>({
    id: `OQS${func}01res`,
    title: { ja: `${ja}アップロード結果`, en: `${en}, upload received` },
    source,
    rows: {
      MessageHeader: {
        cardinality: '1',
        label: 'ヘッダー',
        rows: {
          ProcessExecutionTime: one('処理実行日時', MOMENT),
          MedicalInstitutionCode: one('医療機関コード', INSTITUTION),
          ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
          SegmentOfResult: maybe('処理結果区分', coded('OQSCD003')),
          ErrorCode: maybe('エラーコード', RESULT_CODE),
          ErrorMessage: maybe('エラーメッセージ', RESULT_MESSAGE),
          CharacterCodeIdentifier: one('文字コード識別', coded('OQSCD005')),
        },
      },
      MessageBody: {
        cardinality: '1',
        label: '本体',
        rows: {
          ReceptionNumber: maybe('受付番号', RECEPTION_NUMBER),
          ReceptionDateTime: maybe('受付日時', MOMENT),
          ProcessingResultStatus: maybe('処理結果状況', coded('OQSCD004')),
          ProcessingResultCode: maybe('処理結果コード', RESULT_CODE),
          ProcessingResultMessage: maybe('処理結果メッセージ', RESULT_MESSAGE),
        },
      },
    },
  })

/** Builds the request for the results behind a reception number. */
export const bulkDownloadRequest = (institutionCode: string, receptionNumber: string): BulkDownloadRequest => ({
  MessageHeader: { MedicalInstitutionCode: institutionCode },
  MessageBody: { ReceptionNumber: receptionNumber },
})
