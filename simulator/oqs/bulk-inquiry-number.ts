import {
  BULK_INQUIRY_NUMBER_DOWNLOAD,
  BULK_INQUIRY_NUMBER_RECEIVED,
  BULK_INQUIRY_NUMBER_RESULT,
  BULK_INQUIRY_NUMBER_UPLOAD,
  type BulkRegistrationUnit,
} from '../../src/wire/bulk-inquiry-number.ts'
import type { ReferenceNumberRegistrationInfo } from '../../src/wire/inquiry-number.ts'
import { type SimCode, resultLine } from '../messages.ts'
import { type BulkPaths, defineBulk } from './bulk.ts'
import { echoedInfo, registerNumber } from './inquiry-number.ts'

const PATHS: BulkPaths = {
  from: 'MessageBody/ReferenceNumberRegistrationInfo',
  unit: 'MessageBody/BulkRegistrationUnit',
  group: 'ReferenceNumberRegistrationInfo',
}

const unitOf = (info: ReferenceNumberRegistrationInfo, refusal: SimCode | null): BulkRegistrationUnit => ({
  ReferenceNumberRegistrationInfo: echoedInfo(info),
  ProcessingResultStatus: refusal === null ? '1' : '2',
  ...(refusal === null ? {} : { ProcessingResultCode: refusal, ProcessingResultMessage: resultLine(refusal) }),
})

const IMM = defineBulk({
  func: 'imm',
  upload: BULK_INQUIRY_NUMBER_UPLOAD,
  received: BULK_INQUIRY_NUMBER_RECEIVED,
  download: BULK_INQUIRY_NUMBER_DOWNLOAD,
  result: BULK_INQUIRY_NUMBER_RESULT,
  linesOf: ({ MessageBody }) => MessageBody.ReferenceNumberRegistrationInfo.length,
  apply: (state, { MessageBody }) =>
    MessageBody.ReferenceNumberRegistrationInfo.map((info) => registerNumber(state, info)),
  empty: (header) => ({ MessageHeader: header, MessageBody: {} }),
  results: ({ upload, header, reception }) => ({
    message: {
      MessageHeader: header,
      MessageBody: {
        BulkRegistrationUnit: upload.MessageBody.ReferenceNumberRegistrationInfo.map((info, line) =>
          unitOf(info, reception.refusals[line] ?? null),
        ),
      },
    },
    paths: PATHS,
  }),
})

/** 照会番号一括登録 (OQS-IF-009 to 012): in force from the moment when the results are there. @see facts/wire.md 2.5 */
export const bulkInquiryNumberUpload = IMM.upload
export const bulkInquiryNumberDownload = IMM.download
