import { type CivilDate, type Instant, addMonths, instantOf } from '../../src/domain/civil-date.ts'
import { type LimitInfo, coverageStates } from '../../src/domain/ledger.ts'
import {
  BULK_ELIGIBILITY_DOWNLOAD,
  BULK_ELIGIBILITY_RECEIVED,
  BULK_ELIGIBILITY_RESULT,
  BULK_ELIGIBILITY_UPLOAD,
  type BulkConfirmUnit,
  type BulkEligibilityRequest,
  bulkRecord,
} from '../../src/wire/bulk-eligibility.ts'
import { type QualificationConfirmSearchInfo, inquiryOf } from '../../src/wire/eligibility-request.ts'
import type { WorldState } from '../state.ts'
import { type BulkPaths, defineBulk } from './bulk.ts'
import { answerByNumbers, echoedSearch } from './eligibility.ts'
import type { NamedMatch } from './matching.ts'

const PATHS: BulkPaths = {
  from: 'MessageBody/QualificationConfirmSearchInfo',
  unit: 'MessageBody/BulkConfirmUnit',
  group: 'QualificationConfirmSearchInfo',
}

const sameLimit = (a: LimitInfo | null, b: LimitInfo | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.kind === b.kind &&
    a.band === b.band &&
    a.from === b.from &&
    a.until === b.until &&
    a.longStay === b.longStay)

/** 限度額適用認定証情報変更有無: against what was known a month before the day asked about; not decidable counts as changed. */
function limitChanged({ member, state: cover }: NamedMatch, day: CivilDate, now: Instant): boolean {
  const monthAgo = instantOf(addMonths(day, -1), '23:59:59')
  const before = coverageStates(member.ledger, monthAgo < now ? monthAgo : now)
  const then = before.find(({ id }) => id === cover.id)
  return then === undefined || !sameLimit(then.limit, cover.limit)
}

/** One line as the single inquiry answers it, without limit and consents; 3 shows nothing. @see facts/wire.md 2.6 */
function unitOf(
  state: WorldState,
  header: BulkEligibilityRequest['MessageHeader'],
  line: QualificationConfirmSearchInfo,
): BulkConfirmUnit {
  const inquiry = inquiryOf({ MessageHeader: header, MessageBody: { QualificationConfirmSearchInfo: line } })
  const { validity, found, record } = answerByNumbers(state, inquiry)
  const isShown = validity !== 3 && found !== null && record !== null
  return {
    QualificationConfirmSearchInfo: echoedSearch(line),
    ProcessingResultStatus: '1',
    QualificationValidity: String(validity),
    ...(isShown
      ? {
          ResultOfQualificationConfirmation: bulkRecord(
            record,
            limitChanged(found, inquiry.confirmationDate, state.now()),
          ),
          ...(record.ReferenceNumber === undefined ? {} : { ReferenceNumber: record.ReferenceNumber }),
        }
      : {}),
  }
}

const QUC = defineBulk({
  func: 'quc',
  upload: BULK_ELIGIBILITY_UPLOAD,
  received: BULK_ELIGIBILITY_RECEIVED,
  download: BULK_ELIGIBILITY_DOWNLOAD,
  result: BULK_ELIGIBILITY_RESULT,
  linesOf: ({ MessageBody }) => MessageBody.QualificationConfirmSearchInfo.length,
  empty: (header, upload) => ({
    MessageHeader: {
      ...header,
      ...(upload === null ? {} : { QualificationConfirmationDate: upload.MessageHeader.QualificationConfirmationDate }),
    },
    MessageBody: {},
  }),
  results: ({ state, upload, header }) => {
    const units = upload.MessageBody.QualificationConfirmSearchInfo.map((line) =>
      unitOf(state, upload.MessageHeader, line),
    )
    const failed = units.filter(({ ProcessingResultStatus }) => ProcessingResultStatus === '2').length
    return {
      message: {
        MessageHeader: {
          ...header,
          QualificationConfirmationDate: upload.MessageHeader.QualificationConfirmationDate,
          NumberOfProcessingResult: String(units.length),
          NumberOfNormalProcessing: String(units.length - failed),
          NumberOfError: String(failed),
        },
        MessageBody: { BulkConfirmUnit: units },
      },
      paths: PATHS,
    }
  },
})

/** 資格確認一括照会 (OQS-IF-005 to 008). @see facts/wire.md 2.6 */
export const bulkEligibilityUpload = QUC.upload
export const bulkEligibilityDownload = QUC.download
