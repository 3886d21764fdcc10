import { describe, expect, it } from 'vitest'
import { CHECKUPS_REQUEST, CHECKUPS_RESULT } from '../../src/wire/checkups.ts'
import { ELIGIBILITY_REQUEST } from '../../src/wire/eligibility-request.ts'
import { ELIGIBILITY_RESULT } from '../../src/wire/eligibility-result.ts'
import { INQUIRY_NUMBER_REQUEST, INQUIRY_NUMBER_RESULT } from '../../src/wire/inquiry-number.ts'
import { type MessageLayout, type WriteOptions, readMessage, writeMessage } from '../../src/wire/layout.ts'
import { MEDICINES_REQUEST, MEDICINES_RESULT } from '../../src/wire/medicines.ts'
import {
  checkupRequest,
  checkupResult,
  drugsRequest,
  drugsResult,
  faceResult,
  golden,
  inquiryRequest,
  inquiryResult,
  notFound,
  request,
  validResult,
} from './samples.ts'

interface Sample {
  readonly file: string
  readonly bytes: () => Uint8Array
  readonly read: (bytes: Uint8Array) => unknown
  readonly message: object
}

function sample<T extends object>(
  file: string,
  layout: MessageLayout<T>,
  message: T,
  options: WriteOptions = {},
): Sample {
  return {
    file,
    message,
    bytes: () => writeMessage(layout, message, options),
    read: (bytes) => {
      const read = readMessage(layout, bytes)
      return read.ok ? read.value.message : read.problem
    },
  }
}

const SAMPLES: readonly Sample[] = [
  sample('eligibility-request.xml', ELIGIBILITY_REQUEST, request),
  sample('eligibility-request-shift-jis.xml', ELIGIBILITY_REQUEST, request, { encoding: 'Shift_JIS' }),
  sample('eligibility-result.xml', ELIGIBILITY_RESULT, validResult),
  sample('eligibility-result-layout-order.xml', ELIGIBILITY_RESULT, validResult, { order: 'layout' }),
  sample('eligibility-result-not-found.xml', ELIGIBILITY_RESULT, notFound),
  sample('face-result-shift-jis.xml', ELIGIBILITY_RESULT, faceResult, { encoding: 'Shift_JIS' }),
  sample('inquiry-number-request.xml', INQUIRY_NUMBER_REQUEST, inquiryRequest, { encoding: 'Shift_JIS' }),
  sample('inquiry-number-result.xml', INQUIRY_NUMBER_RESULT, inquiryResult),
  sample('medicines-request.xml', MEDICINES_REQUEST, drugsRequest, { encoding: 'Shift_JIS' }),
  sample('medicines-result.xml', MEDICINES_RESULT, drugsResult),
  sample('checkups-request.xml', CHECKUPS_REQUEST, checkupRequest, { encoding: 'Shift_JIS' }),
  sample('checkups-result.xml', CHECKUPS_RESULT, checkupResult),
]

describe('the golden messages', () => {
  it.each(SAMPLES)('$file is written byte for byte', ({ file, bytes }) => {
    expect(Buffer.from(bytes()).equals(Buffer.from(golden(file)))).toBe(true)
  })

  it.each(SAMPLES)('$file is read as the message it was made from', ({ file, read, message }) => {
    expect(read(golden(file))).toEqual(message)
  })
})
