import { type CivilDate, compactDate } from '../domain/civil-date.ts'
import {
  type BulkDownloadRequest,
  type BulkUploadResult,
  BULK_RESULT_HEADER,
  downloadRequestLayout,
  uploadResultLayout,
} from './bulk.ts'
import { IDENTIFIER, INSTITUTION } from './eligibility-request.ts'
import {
  RECORD_ROWS,
  RESULT_CODE,
  RESULT_MESSAGE,
  type ResultOfQualificationConfirmation,
} from './eligibility-result.ts'
import { DATE, MONTH, type MessageLayout, type Rows, coded, defineMessage, many, maybe, one } from './layout.ts'

/** 取得条件: a month (医療扶助), or the days of the consents or of the care (訪問, オンライン). @see facts/wire.md 2.6 */
export interface FetchSearchInfo {
  readonly MedicalTreatmentMonth?: string
  readonly ConsentDateFrom?: string
  readonly ConsentDateTo?: string
  readonly ExaminationDateFrom?: string
  readonly ExaminationDateTo?: string
  readonly MedicalTreatmentFlag?: string
}

/** 一括取得要求 `OQSmutic01req`, `OQSmuhvq01req`, `OQSmuonq01req` (OQS-IF-013, 017, 021). */
export interface FetchRequest {
  readonly MessageHeader: { readonly MedicalInstitutionCode: string; readonly ArbitraryFileIdentifier?: string }
  readonly MessageBody: { readonly QualificationConfirmSearchInfo: FetchSearchInfo }
}

/** One person of the results, with all qualifications that are shown. */
export interface FetchUnit {
  readonly ReferenceNumber?: readonly string[]
  readonly ProcessingResultStatus: string
  readonly ProcessingResultCode?: string
  readonly ProcessingResultMessage?: string
  readonly QualificationValidity?: string
  readonly ResultOfQualificationConfirmation?: readonly ResultOfQualificationConfirmation[]
}

/** 一括取得結果 (OQS-IF-016, 020, 024). */
export interface FetchResult {
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
  readonly MessageBody: { readonly BulkConfirmUnit?: readonly FetchUnit[] }
}

/** 一括取得の種類: 医療扶助, 訪問診療等, オンライン診療等. */
export type FetchKind = 'assistance' | 'home' | 'online'

/** The four messages of one kind. */
export interface FetchLayouts {
  readonly upload: MessageLayout<FetchRequest>
  readonly received: MessageLayout<BulkUploadResult>
  readonly download: MessageLayout<BulkDownloadRequest>
  readonly result: MessageLayout<FetchResult>
}

const SOURCE = 'facts/wire.md 2.6 [OQSD2, KIT]'

const NAMES = {
  assistance: {
    func: 'mutic',
    ja: '委託先資格情報一括取得',
    en: 'fetch of medical assistance tickets',
    source: SOURCE,
  },
  home: {
    func: 'muhvq',
    ja: '同意済資格情報一括取得（訪問診療等）',
    en: 'fetch of home visit consents',
    source: SOURCE,
  },
  online: {
    func: 'muonq',
    ja: '同意済資格情報一括取得（オンライン診療等）',
    en: 'fetch of online care consents',
    source: SOURCE,
  },
} as const

const SEARCH_ROWS: Rows<FetchSearchInfo> = {
  MedicalTreatmentMonth: maybe('診療年月', MONTH),
  ConsentDateFrom: maybe('同意日（開始）', DATE),
  ConsentDateTo: maybe('同意日（終了）', DATE),
  ExaminationDateFrom: maybe('診療日（開始）', DATE),
  ExaminationDateTo: maybe('診療日（終了）', DATE),
  MedicalTreatmentFlag: maybe('診療区分', coded('OQSCD028')),
}

const uploadLayout = (name: (typeof NAMES)[FetchKind]): MessageLayout<FetchRequest> =>
  defineMessage<FetchRequest>({
    id: `OQS${name.func}01req`,
    title: { ja: `${name.ja}要求`, en: name.en },
    source: name.source,
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
          QualificationConfirmSearchInfo: { cardinality: '1', label: '資格確認照会用情報', rows: SEARCH_ROWS },
        },
      },
    },
  })

const resultLayout = (name: (typeof NAMES)[FetchKind]): MessageLayout<FetchResult> =>
  defineMessage<FetchResult>({
    id: `OQS${name.func}02res`,
    title: { ja: `${name.ja}結果`, en: `${name.en}, results` },
    source: name.source,
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
          BulkConfirmUnit: {
            cardinality: '*',
            label: '取得結果',
            rows: {
              ReferenceNumber: many('照会番号', IDENTIFIER),
              ProcessingResultStatus: one('処理結果状況', coded('OQSCD004')),
              ProcessingResultCode: maybe('処理結果コード', RESULT_CODE),
              ProcessingResultMessage: maybe('処理結果メッセージ', RESULT_MESSAGE),
              QualificationValidity: maybe('資格有効性', coded('OQSCD006')),
              ResultOfQualificationConfirmation: { cardinality: '*', label: '資格確認結果', rows: RECORD_ROWS },
            },
          },
        },
      },
    },
  })

const layoutsOf = (kind: FetchKind): FetchLayouts => {
  const name = NAMES[kind]
  return {
    upload: uploadLayout(name),
    received: uploadResultLayout(name),
    download: downloadRequestLayout(name),
    result: resultLayout(name),
  }
}

/** レイアウト of the three kinds. */
export const FETCHES: Readonly<Record<FetchKind, FetchLayouts>> = {
  assistance: layoutsOf('assistance'),
  home: layoutsOf('home'),
  online: layoutsOf('online'),
}

/** 診療区分 that belongs to a kind (OQSCD028); none for 医療扶助. */
export const FETCH_FLAGS: Readonly<Record<FetchKind, string | null>> = { assistance: null, home: '2', online: '3' }

interface Days {
  readonly from: CivilDate
  readonly until: CivilDate
}

/** Builds the request for the people whose ticket of a month (`yyyyMM`) names this institution. */
export const ticketsRequest = (institutionCode: string, fileId: string | null, month: string): FetchRequest => ({
  MessageHeader: headerOf(institutionCode, fileId),
  MessageBody: { QualificationConfirmSearchInfo: { MedicalTreatmentMonth: month } },
})

/** Builds the request for the people who consented, or for online care were seen, on some days (both inclusive). */
export const consentsRequest = (ask: {
  readonly kind: 'home' | 'online'
  readonly institutionCode: string
  readonly fileId: string | null
  readonly by: 'consent' | 'examination'
  readonly days: Days
}): FetchRequest => {
  const [from, until] = [compactDate(ask.days.from), compactDate(ask.days.until)]
  const days =
    ask.by === 'consent'
      ? { ConsentDateFrom: from, ConsentDateTo: until }
      : { ExaminationDateFrom: from, ExaminationDateTo: until }
  return {
    MessageHeader: headerOf(ask.institutionCode, ask.fileId),
    MessageBody: {
      QualificationConfirmSearchInfo: { ...days, MedicalTreatmentFlag: ask.kind === 'home' ? '2' : '3' },
    },
  }
}

const headerOf = (institutionCode: string, fileId: string | null): FetchRequest['MessageHeader'] => ({
  MedicalInstitutionCode: institutionCode,
  ...(fileId === null ? {} : { ArbitraryFileIdentifier: fileId }),
})
