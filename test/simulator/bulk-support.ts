import type { CivilDate } from '../../src/domain/civil-date.ts'
import { type BulkUploadResult, bulkDownloadRequest, BULK_RESULT_LIMITS } from '../../src/wire/bulk.ts'
import {
  BULK_ELIGIBILITY_DOWNLOAD,
  BULK_ELIGIBILITY_RECEIVED,
  BULK_ELIGIBILITY_RESULT,
  BULK_ELIGIBILITY_UPLOAD,
  type BulkEligibilityResult,
  type BulkLine,
  bulkEligibilityRequest,
} from '../../src/wire/bulk-eligibility.ts'
import {
  BULK_INQUIRY_NUMBER_RESULT,
  BULK_INQUIRY_NUMBER_UPLOAD,
  type BulkInquiryNumberResult,
  bulkInquiryNumberRequest,
} from '../../src/wire/bulk-inquiry-number.ts'
import { FETCHES, type FetchKind, type FetchRequest, type FetchResult } from '../../src/wire/consented.ts'
import { type MessageLayout, readMessage, writeMessage } from '../../src/wire/layout.ts'
import type { SimulatedWorld } from '../../simulator/index.ts'
import { INSTITUTION, TODAY } from './support.ts'

type Encoding = 'UTF-8' | 'Shift_JIS'

export function large<T extends object>(layout: MessageLayout<T>, bytes: Uint8Array): T {
  const read = readMessage(layout, bytes, { limits: BULK_RESULT_LIMITS })
  if (!read.ok) throw new Error(JSON.stringify(read.problem))
  return read.value.message
}

export const upload = (
  lines: readonly BulkLine[],
  more: { readonly on?: CivilDate; readonly fileId?: string | null; readonly encoding?: Encoding } = {},
): Uint8Array =>
  writeMessage(
    BULK_ELIGIBILITY_UPLOAD,
    bulkEligibilityRequest({
      confirmationDate: more.on ?? TODAY,
      institutionCode: INSTITUTION,
      fileId: more.fileId ?? null,
      lines,
    }),
    { encoding: more.encoding ?? 'UTF-8' },
  )

export const download = (number: string, institution = INSTITUTION): Uint8Array =>
  writeMessage(BULK_ELIGIBILITY_DOWNLOAD, bulkDownloadRequest(institution, number))

/** The answer to an upload, whatever the function. */
export const received = (world: SimulatedWorld, func: string, bytes: Uint8Array): BulkUploadResult =>
  large(
    { ...BULK_ELIGIBILITY_RECEIVED, id: `OQS${func}01res` },
    world.answer(`OQS${func}01req_202611210001.xml`, bytes).bytes,
  )

export function numberOf(result: BulkUploadResult): string {
  const { ReceptionNumber: number } = result.MessageBody
  if (number === undefined) throw new Error(JSON.stringify(result))
  return number
}

/** Uploads and gives the reception number. */
export const send = (world: SimulatedWorld, lines: readonly BulkLine[], on: CivilDate = TODAY): string =>
  numberOf(received(world, 'muquc', upload(lines, { on })))

export const results = (world: SimulatedWorld, number: string): BulkEligibilityResult =>
  large(BULK_ELIGIBILITY_RESULT, world.answer('OQSmuquc02req_202611210002.xml', download(number)).bytes)

export const registrations = (lines: Parameters<typeof bulkInquiryNumberRequest>[0]['lines']): Uint8Array =>
  writeMessage(
    BULK_INQUIRY_NUMBER_UPLOAD,
    bulkInquiryNumberRequest({ institutionCode: INSTITUTION, fileId: 'imm-1', lines }),
  )

export const registered = (world: SimulatedWorld, number: string): BulkInquiryNumberResult =>
  large(BULK_INQUIRY_NUMBER_RESULT, world.answer('OQSmuimm02req_1.xml', download(number)).bytes)

const FUNCS: Readonly<Record<FetchKind, string>> = { assistance: 'mutic', home: 'muhvq', online: 'muonq' }

/** Uploads the conditions of a fetch. */
export const ask = (world: SimulatedWorld, kind: FetchKind, request: FetchRequest): BulkUploadResult =>
  received(world, FUNCS[kind], writeMessage(FETCHES[kind].upload, request))

export const fetched = (world: SimulatedWorld, kind: FetchKind, number: string): FetchResult =>
  large(FETCHES[kind].result, world.answer(`OQS${FUNCS[kind]}02req_1.xml`, download(number)).bytes)
