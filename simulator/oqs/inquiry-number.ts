import { compactInstant } from '../../src/domain/civil-date.ts'
import { keyOfElements } from '../../src/wire/eligibility-request.ts'
import {
  INQUIRY_NUMBER_REQUEST,
  INQUIRY_NUMBER_RESULT,
  type InquiryNumberRequest,
  type InquiryNumberResult,
  type ReferenceNumberRegistrationInfo,
} from '../../src/wire/inquiry-number.ts'
import { type SimCode, resultLine } from '../messages.ts'
import type { WorldState } from '../state.ts'
import { type Asked, type OqsFunction, type Told, characterCode, defineFunction, echoes, outage } from './exchange.ts'
import { matchesOf } from './matching.ts'

const INFO = 'MessageBody/ReferenceNumberRegistrationInfo/'

/** The echo of a registration; the source between the tags is given back, the value here only has to fit the layout. */
export const echoedInfo = (info: ReferenceNumberRegistrationInfo): ReferenceNumberRegistrationInfo => ({
  ...info,
  InsurerNumber: info.InsurerNumber.trim().padStart(8, ' '),
})

function headerOf(
  { state, request }: Asked<InquiryNumberRequest>,
  segment: '1' | '9',
): InquiryNumberResult['MessageHeader'] {
  const { MessageHeader: header } = request.message
  return {
    ProcessExecutionTime: compactInstant(state.now()),
    CharacterCodeIdentifier: characterCode(state),
    SegmentOfResult: segment,
    ...(header.ArbitraryFileIdentifier === undefined
      ? {}
      : { ArbitraryFileIdentifier: header.ArbitraryFileIdentifier }),
    MedicalInstitutionCode: header.MedicalInstitutionCode,
  }
}

function result(
  asked: Asked<InquiryNumberRequest>,
  refusal: SimCode | null,
  stopped: boolean,
): Told<InquiryNumberResult> {
  const header = headerOf(asked, stopped ? '9' : '1')
  const told = refusal === null ? {} : { ProcessingResultCode: refusal, ProcessingResultMessage: resultLine(refusal) }
  return {
    kind: stopped ? 'fault' : refusal === null ? 'answered' : 'refused',
    message: {
      MessageHeader:
        stopped && refusal !== null ? { ...header, ErrorCode: refusal, ErrorMessage: resultLine(refusal) } : header,
      MessageBody: {
        ReferenceNumberRegistrationInfo: echoedInfo(asked.request.message.MessageBody.ReferenceNumberRegistrationInfo),
        ProcessingResultStatus: refusal === null ? '1' : '2',
        ...(stopped ? {} : told),
      },
    },
    verbatim: echoes(asked, INFO),
  }
}

/** Registers one number; the code that says why not, or null when it was registered. */
export function registerNumber(state: WorldState, info: ReferenceNumberRegistrationInfo): SimCode | null {
  const matches = matchesOf(state, keyOfElements(info), null)
  const [first] = matches
  if (first === undefined) return 'SIM-N001'
  if (matches.some(({ person }) => person !== first.person)) return 'SIM-N002'
  state.append({ kind: 'reference-number', person: first.person, key: first.state.key, number: info.ReferenceNumber })
  return null
}

/** 照会番号登録 (OQS-IF-003/004): the institution's own number for the qualification of one person. @see facts/wire.md 2.4 */
function tell(asked: Asked<InquiryNumberRequest>): Told<InquiryNumberResult> {
  const { state, request } = asked
  const stopped = outage(state)
  if (stopped !== null) return result(asked, stopped, true)
  return result(asked, registerNumber(state, request.message.MessageBody.ReferenceNumberRegistrationInfo), false)
}

export const inquiryNumber: OqsFunction = defineFunction(INQUIRY_NUMBER_REQUEST, INQUIRY_NUMBER_RESULT, tell)
