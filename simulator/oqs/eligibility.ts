import { compactInstant } from '../../src/domain/civil-date.ts'
import type { Member } from '../../src/domain/person.ts'
import type { Answer } from '../../src/domain/presentation.ts'
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
import { type SimCode, resultLine } from '../messages.ts'
import { ticketDayOf } from '../overlap.ts'
import type { WorldState } from '../state.ts'
import { type Asked, type OqsFunction, type Told, characterCode, defineFunction, echoes, outage } from './exchange.ts'
import { type NamedMatch, matchesOf } from './matching.ts'
import { ticketsOf } from './tickets.ts'

const SEARCH_INFO = 'MessageBody/QualificationConfirmSearchInfo/'

/** The echo of what was asked; the source between the tags is given back, the value here only has to fit the layout. */
export const echoedSearch = (search: QualificationConfirmSearchInfo): QualificationConfirmSearchInfo =>
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
    tickets: ticketsOf(state, match, asked.confirmationDate),
    ...(referenceNumber === null ? {} : { referenceNumber }),
  })
  const InsurerNumber = state.practice.padInsurerNumber(cover.key.insurerNumber)
  const record = plain.InsurerNumber === InsurerNumber ? plain : { ...plain, InsurerNumber }
  return withoutHidden(member, record)
}

/** A record without the address of a person whose information is not disclosed. @see facts/rules.md 2.3 */
export function withoutHidden(
  { card }: Member,
  record: ResultOfQualificationConfirmation,
): ResultOfQualificationConfirmation {
  if (card?.flags.nonDisclosure !== true && card?.flags.noSelfInfo !== true) return record
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
      MessageHeader: { ...headerOf(asked, '9'), ErrorCode: code, ErrorMessage: resultLine(code) },
      MessageBody: {
        ProcessingResultStatus: '2',
        QualificationConfirmSearchInfo: echoedSearch(asked.request.message.MessageBody.QualificationConfirmSearchInfo),
      },
    },
    verbatim: echoes(asked, SEARCH_INFO),
  }
}

/** What an inquiry by numbers amounts to, with the qualification it is about and its record. */
export interface NumbersAnswer {
  readonly validity: Answer['validity']
  readonly found: NamedMatch | null
  readonly record: ResultOfQualificationConfirmation | null
}

/** 番号による照会の答え: shared by the single and the bulk inquiry. @see facts/wire.md 5.1 */
export function answerByNumbers(state: WorldState, inquiry: ReturnType<typeof inquiryOf>): NumbersAnswer {
  const matches = matchesOf(state, inquiry.key, inquiry.birthDate)
  const { validity, match } = state.practice.answerToNumber(
    matches,
    inquiry.confirmationDate,
    state.now(),
    ticketDayOf(state.book),
  )
  const found =
    matches.find(({ member, state: cover }) => member === match?.member && cover.id === match.state.id) ?? null
  const isOpen = validity === 1 || validity === 6
  const record = found === null ? null : recordOf(state, found, inquiry, inquiry.limitConsent && isOpen)
  return { validity, found, record }
}

/** 資格確認 by numbers (OQS-IF-001/002, 照会区分 2). @see facts/wire.md 5.1, facts/rules.md 2.3 */
function tell(asked: Asked<EligibilityRequest>): Told<EligibilityResult> {
  const { state, request } = asked
  const stopped = outage(state)
  if (stopped !== null) return failed(asked, stopped)
  const { validity, record } = answerByNumbers(state, inquiryOf(request.message))
  return {
    kind: 'answered',
    message: {
      MessageHeader: headerOf(asked, '1'),
      MessageBody: {
        ...(record === null ? {} : { ResultList: { ResultOfQualificationConfirmation: [record] } }),
        ProcessingResultStatus: '1',
        QualificationValidity: String(validity),
        QualificationConfirmSearchInfo: echoedSearch(request.message.MessageBody.QualificationConfirmSearchInfo),
      },
    },
    verbatim: echoes(asked, SEARCH_INFO),
  }
}

export const eligibility: OqsFunction = defineFunction(ELIGIBILITY_REQUEST, ELIGIBILITY_RESULT, tell)
