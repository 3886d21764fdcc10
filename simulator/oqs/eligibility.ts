import { compactInstant } from '../../src/domain/civil-date.ts'
import {
  type EligibilityRequest,
  ELIGIBILITY_REQUEST,
  type QualificationConfirmSearchInfo,
  inquiryOf,
} from '../../src/wire/eligibility-request.ts'
import {
  type EligibilityResult,
  ELIGIBILITY_RESULT,
  type ResultOfQualificationConfirmation,
} from '../../src/wire/eligibility-result.ts'
import { qualificationRecord } from '../../src/wire/qualification-record.ts'
import { type SimCode, bilingualLine } from '../messages.ts'
import type { WorldState } from '../state.ts'
import { type Asked, type OqsFunction, type Told, characterCode, defineFunction, echoes, outage } from './exchange.ts'
import { type NamedMatch, matchesOf } from './matching.ts'

const SEARCH_INFO = 'MessageBody/QualificationConfirmSearchInfo/'

/** The echo of what was asked; the source between the tags is given back, the value here only has to fit the layout. */
const echoedSearch = (search: QualificationConfirmSearchInfo): QualificationConfirmSearchInfo =>
  search.InsurerNumber.length === 8 && !search.InsurerNumber.endsWith(' ')
    ? search
    : { ...search, InsurerNumber: search.InsurerNumber.trim().padStart(8, ' ') }

/** 資格確認結果 by numbers: no medical consents, the limit group only when asked for. @see facts/wire.md 5.1 */
function recordOf(
  state: WorldState,
  match: NamedMatch,
  asked: ReturnType<typeof inquiryOf>,
  withLimit: boolean,
): ResultOfQualificationConfirmation {
  const { member, person, state: cover } = match
  const referenceNumber = state.referenceNumberOf(person, cover.key)
  const plain = qualificationRecord(member, cover, {
    on: asked.confirmationDate,
    preschool: true,
    limit: withLimit,
    limitConsent: { agreed: asked.limitConsent, at: state.now() },
    ...(referenceNumber === null ? {} : { referenceNumber }),
  })
  const InsurerNumber = state.practice.padInsurerNumber(cover.key.insurerNumber)
  const record = plain.InsurerNumber === InsurerNumber ? plain : { ...plain, InsurerNumber }
  const flags = member.card?.flags
  if (flags?.nonDisclosure !== true && flags?.noSelfInfo !== true) return record
  const { Address: _address, PostNumber: _post, ...hidden } = record
  return hidden
}

function headerOf(
  { state, request }: Asked<EligibilityRequest>,
  segment: '1' | '9',
): EligibilityResult['MessageHeader'] {
  const { MessageHeader: header } = request.message
  return {
    ProcessExecutionTime: compactInstant(state.now()),
    QualificationConfirmationDate: header.QualificationConfirmationDate,
    MedicalInstitutionCode: header.MedicalInstitutionCode,
    ...(header.ArbitraryFileIdentifier === undefined
      ? {}
      : { ArbitraryFileIdentifier: header.ArbitraryFileIdentifier }),
    ReferenceClassification: '2',
    SegmentOfResult: segment,
    CharacterCodeIdentifier: characterCode(state),
  }
}

function failed(asked: Asked<EligibilityRequest>, code: SimCode): Told<EligibilityResult> {
  return {
    kind: 'fault',
    message: {
      MessageHeader: { ...headerOf(asked, '9'), ErrorCode: code, ErrorMessage: bilingualLine(code) },
      MessageBody: {
        ProcessingResultStatus: '2',
        QualificationConfirmSearchInfo: echoedSearch(asked.request.message.MessageBody.QualificationConfirmSearchInfo),
      },
    },
    verbatim: echoes(asked, SEARCH_INFO),
  }
}

/** 資格確認 by numbers (OQS-IF-001/002, 照会区分 2). @see facts/wire.md 5.1, facts/rules.md 2.3 */
function tell(asked: Asked<EligibilityRequest>): Told<EligibilityResult> {
  const { state, request } = asked
  const stopped = outage(state)
  if (stopped !== null) return failed(asked, stopped)
  const inquiry = inquiryOf(request.message)
  const matches = matchesOf(state, inquiry.key, inquiry.birthDate)
  const { validity, match } = state.practice.answerToNumber(matches, inquiry.confirmationDate, state.now())
  const found =
    match === null
      ? undefined
      : matches.find(({ member, state: cover }) => member === match.member && cover.id === match.state.id)
  const isOpen = validity === 1 || validity === 6
  return {
    kind: 'answered',
    message: {
      MessageHeader: headerOf(asked, '1'),
      MessageBody: {
        ...(found === undefined
          ? {}
          : {
              ResultList: {
                ResultOfQualificationConfirmation: [recordOf(state, found, inquiry, inquiry.limitConsent && isOpen)],
              },
            }),
        ProcessingResultStatus: '1',
        QualificationValidity: String(validity),
        QualificationConfirmSearchInfo: echoedSearch(request.message.MessageBody.QualificationConfirmSearchInfo),
      },
    },
    verbatim: echoes(asked, SEARCH_INFO),
  }
}

export const eligibility: OqsFunction = defineFunction(ELIGIBILITY_REQUEST, ELIGIBILITY_RESULT, tell)
