import { civilDate, compactDate, compactInstant, dateOf, endOfMonth } from '../../src/domain/civil-date.ts'
import { type CoverageState, coverageStates } from '../../src/domain/ledger.ts'
import type { Member } from '../../src/domain/person.ts'
import { valueOn } from '../../src/domain/rules.ts'
import { limitConsentAsked } from '../../src/domain/rules/certificate-and-grace.ts'
import {
  FETCHES,
  FETCH_FLAGS,
  type FetchKind,
  type FetchRequest,
  type FetchSearchInfo,
  type FetchUnit,
} from '../../src/wire/consented.ts'
import type { ResultOfQualificationConfirmation } from '../../src/wire/eligibility-result.ts'
import { type RecordOptions, qualificationRecord } from '../../src/wire/qualification-record.ts'
import type { BulkFunction, StandingCare, WorldEventOf } from '../events.ts'
import type { SimCode } from '../messages.ts'
import { overlapPolicy, ticketDayOf } from '../overlap.ts'
import type { WorldState } from '../state.ts'
import { defineBulk } from './bulk.ts'
import { CONSENT_STEMS, agreesTo } from './consent-kinds.ts'
import { withoutHidden } from './eligibility.ts'
import { ticketsOf } from './tickets.ts'

type Consent = WorldEventOf<'consent'>

/** A period of days of a request, both inclusive, `yyyyMMdd`. */
type Days = readonly [from: string, until: string]

const daysOf = (from: string | undefined, until: string | undefined): Days | null =>
  from !== undefined && until !== undefined && from <= until ? [from, until] : null

/** The calendar of the service begins with this month. */
const FIRST_MONTH = '160001'

/** Why the conditions of a request do not fit its kind. @see facts/wire.md 2.6 */
function objectionOf(kind: FetchKind, { MessageBody }: FetchRequest): SimCode | null {
  const search = MessageBody.QualificationConfirmSearchInfo
  if (kind === 'assistance') return (search.MedicalTreatmentMonth ?? '') < FIRST_MONTH ? 'SIM-B006' : null
  const byConsent = daysOf(search.ConsentDateFrom, search.ConsentDateTo)
  const byExamination = kind === 'online' ? daysOf(search.ExaminationDateFrom, search.ExaminationDateTo) : null
  const isRight = (byConsent !== null || byExamination !== null) && search.MedicalTreatmentFlag === FETCH_FLAGS[kind]
  return isRight ? null : 'SIM-B006'
}

/** The last consent of a person for a form of care. */
const standingConsent = (state: WorldState, person: string, care: StandingCare): Consent | null =>
  state.eventsOf(person).findLast((event): event is Consent => event.kind === 'consent' && event.care === care) ?? null

function wasSeen(state: WorldState, person: string, [from, until]: Days): boolean {
  return state.eventsOf(person).some((event) => {
    if (event.kind !== 'care') return false
    const day = compactDate(event.date)
    return from <= day && day <= until
  })
}

/** The consent by which a person belongs to the answer, or null. */
function consentFor(state: WorldState, person: string, care: StandingCare, search: FetchSearchInfo): Consent | null {
  const consent = standingConsent(state, person, care)
  if (consent === null) return null
  const consentDays = daysOf(search.ConsentDateFrom, search.ConsentDateTo)
  const given = compactDate(dateOf(consent.at))
  if (consentDays !== null) return consentDays[0] <= given && given <= consentDays[1] ? consent : null
  const examinationDays = daysOf(search.ExaminationDateFrom, search.ExaminationDateTo)
  return examinationDays !== null && wasSeen(state, person, examinationDays) ? consent : null
}

const numbersOf = (state: WorldState, person: string, covers: readonly CoverageState[]): readonly string[] => [
  ...new Set(covers.map(({ key }) => state.referenceNumberOf(person, key)).filter((number) => number !== null)),
]

/** One person of the answer. */
function unitOf(
  state: WorldState,
  { person, member, shown }: { person: string; member: Member; shown: readonly CoverageState[] },
  validity: 1 | 2 | 6,
  options: RecordOptions,
  consents: Partial<ResultOfQualificationConfirmation>,
): FetchUnit {
  const numbers = numbersOf(state, person, shown)
  return {
    ...(numbers.length === 0 ? {} : { ReferenceNumber: numbers }),
    ProcessingResultStatus: '1',
    QualificationValidity: String(validity),
    ResultOfQualificationConfirmation: shown.map((cover) => ({
      ...withoutHidden(
        member,
        qualificationRecord(member, cover, {
          ...options,
          tickets: ticketsOf(state, { person, member, state: cover }, options.on),
        }),
      ),
      InsurerNumber: state.practice.padInsurerNumber(cover.key.insurerNumber),
      ...consents,
    })),
  }
}

/** 医療扶助: a beneficiary whose ticket of the month names this institution, as far as it is registered. */
function ticketUnit(state: WorldState, person: string, member: Member, month: string): FetchUnit | null {
  const today = dateOf(state.now())
  const first = civilDate(`${month.slice(0, 4)}-${month.slice(4)}-01`)
  if (first > today) return null
  const last = endOfMonth(first)
  const day = last < today ? last : today
  const shown = coverageStates(member.ledger, state.now()).filter(
    (cover) => ticketsOf(state, { person, member, state: cover }, day).length > 0,
  )
  return shown.length === 0 ? null : unitOf(state, { person, member, shown }, 1, { on: day, preschool: true }, {})
}

/** 閲覧同意 that lasts as long as the care: the moment of the consent and no end. @see facts/wire.md 5.3 */
const standingElements = (consent: Consent): Partial<ResultOfQualificationConfirmation> =>
  Object.fromEntries(
    Object.entries(CONSENT_STEMS).flatMap(([stem, what]): [string, string][] =>
      agreesTo(consent, what)
        ? [
            [`${stem}ConsFlg`, '1'],
            [`${stem}ConsTime`, compactInstant(consent.at)],
          ]
        : [[`${stem}ConsFlg`, '0']],
    ),
  )

/** 訪問診療等, オンライン診療等: a person who consented, with what a card inquiry shows today. */
function consentUnit(state: WorldState, person: string, member: Member, consent: Consent): FetchUnit | null {
  const now = state.now()
  const day = dateOf(now)
  const found = state.practice.cardCoverage(member, day, now, overlapPolicy(state.book), ticketDayOf(state.book))
  if (found === null || member.card?.flags.noSelfInfo === true) return null
  const shown = [found.state, ...(found.beside === null ? [] : [found.beside])]
  const limited = dateOf(consent.at) > valueOn(limitConsentAsked, dateOf(consent.at), state.book)
  const options: RecordOptions = {
    on: day,
    preschool: true,
    limit: limited && found.validity !== 2,
    limitConsent: { agreed: limited, at: consent.at },
    diseasesConsent: { agreed: false, at: consent.at },
  }
  return unitOf(state, { person, member, shown }, found.validity, options, standingElements(consent))
}

function unitsOf(state: WorldState, kind: FetchKind, search: FetchSearchInfo): FetchUnit[] {
  return state.everybody().flatMap((person) => {
    const member = state.person(person)
    if (member === null) return []
    if (kind === 'assistance') {
      const unit = ticketUnit(state, person, member, search.MedicalTreatmentMonth ?? '')
      return unit === null ? [] : [unit]
    }
    const consent = consentFor(state, person, kind, search)
    const unit = consent === null ? null : consentUnit(state, person, member, consent)
    return unit === null ? [] : [unit]
  })
}

const define = (func: BulkFunction, kind: FetchKind): ReturnType<typeof defineBulk> =>
  defineBulk({
    func,
    ...FETCHES[kind],
    linesOf: () => 1,
    objection: (upload) => objectionOf(kind, upload),
    empty: (header) => ({ MessageHeader: header, MessageBody: {} }),
    results: ({ state, upload, header }) => {
      const units = unitsOf(state, kind, upload.MessageBody.QualificationConfirmSearchInfo)
      return {
        message: { MessageHeader: header, MessageBody: units.length === 0 ? {} : { BulkConfirmUnit: units } },
        paths: null,
      }
    },
  })

/** 委託先資格情報の一括取得 (OQS-IF-013 to 016): beneficiaries whose 医療券 names this institution. @see facts/wire.md 2.6 */
export const ticketFetch = define('tic', 'assistance')

/** 同意済資格情報一括取得 of 訪問診療等 (OQS-IF-017 to 020) and オンライン診療等 (021 to 024). @see facts/wire.md 2.6 */
export const homeFetch = define('hvq', 'home')
export const onlineFetch = define('onq', 'online')
