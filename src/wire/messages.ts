import {
  BULK_ELIGIBILITY_DOWNLOAD,
  BULK_ELIGIBILITY_RECEIVED,
  BULK_ELIGIBILITY_RESULT,
  BULK_ELIGIBILITY_UPLOAD,
} from './bulk-eligibility.ts'
import {
  BULK_INQUIRY_NUMBER_DOWNLOAD,
  BULK_INQUIRY_NUMBER_RECEIVED,
  BULK_INQUIRY_NUMBER_RESULT,
  BULK_INQUIRY_NUMBER_UPLOAD,
} from './bulk-inquiry-number.ts'
import { CHECKUPS_REQUEST, CHECKUPS_RESULT } from './checkups.ts'
import { FETCHES } from './consented.ts'
import { ELIGIBILITY_REQUEST } from './eligibility-request.ts'
import { ELIGIBILITY_RESULT } from './eligibility-result.ts'
import { INQUIRY_NUMBER_REQUEST, INQUIRY_NUMBER_RESULT } from './inquiry-number.ts'
import type { MessageLayout } from './layout.ts'
import { MEDICINES_REQUEST, MEDICINES_RESULT } from './medicines.ts'

/** A layout whose message type is not known. */
export type AnyLayout = MessageLayout<object>

/** メッセージ一覧: every message this product can read and write, requests before their results. */
export const MESSAGES: readonly AnyLayout[] = [
  ELIGIBILITY_REQUEST,
  ELIGIBILITY_RESULT,
  INQUIRY_NUMBER_REQUEST,
  INQUIRY_NUMBER_RESULT,
  MEDICINES_REQUEST,
  MEDICINES_RESULT,
  CHECKUPS_REQUEST,
  CHECKUPS_RESULT,
  BULK_ELIGIBILITY_UPLOAD,
  BULK_ELIGIBILITY_RECEIVED,
  BULK_ELIGIBILITY_DOWNLOAD,
  BULK_ELIGIBILITY_RESULT,
  BULK_INQUIRY_NUMBER_UPLOAD,
  BULK_INQUIRY_NUMBER_RECEIVED,
  BULK_INQUIRY_NUMBER_DOWNLOAD,
  BULK_INQUIRY_NUMBER_RESULT,
  ...Object.values(FETCHES).flatMap(({ upload, received, download, result }) => [upload, received, download, result]),
]

const BY_ID: ReadonlyMap<string, AnyLayout> = new Map(MESSAGES.map((layout) => [layout.id, layout]))

/** The layout of a file prefix such as `OQSsiquc01req`; null for one we have no layout of. */
export const layoutOf = (prefix: string): AnyLayout | null => BY_ID.get(prefix) ?? null
