import { hash32 } from '../../generators/seed.ts'
import { specificDiseasesOf } from '../../generators/specific-diseases.ts'
import type { CardState } from '../../src/domain/certificate.ts'
import { type CivilDate, compactDate, compactInstant, dateOf } from '../../src/domain/civil-date.ts'
import type { Member } from '../../src/domain/person.ts'
import type { ReaderWay } from '../../src/domain/presentation.ts'
import { valueOn } from '../../src/domain/rules.ts'
import { graceLimitInfo } from '../../src/domain/rules/certificate-and-grace.ts'
import { addSeconds } from '../../src/domain/civil-date.ts'
import {
  ELIGIBILITY_RESULT,
  type EligibilityResult,
  type ResultOfQualificationConfirmation,
} from '../../src/wire/eligibility-result.ts'
import { faceFileName } from '../../src/wire/file-name.ts'
import { writeMessage } from '../../src/wire/layout.ts'
import { qualificationRecord } from '../../src/wire/qualification-record.ts'
import type { PrescriptionForm } from '../../scenarios/ports.ts'
import { type SimCode, resultLine } from '../messages.ts'
import { overlapPolicy, ticketDayOf } from '../overlap.ts'
import { CONSENT_STEMS, type ViewingConsents, agreesTo } from '../oqs/consent-kinds.ts'
import { ticketsOf } from '../oqs/tickets.ts'
import type { WorldState } from '../state.ts'
import { asksForLimit } from './questions.ts'

/** What the reader knows when it writes a result. */
export interface ReaderResult {
  readonly person: string
  readonly member: Member
  readonly card: CardState
  readonly consents: ViewingConsents & { readonly limit: boolean; readonly diseases?: boolean | undefined }
  readonly way: ReaderWay
  /** 処方箋発行形態 that the patient chose; null or left out where nobody asked. */
  readonly prescription?: PrescriptionForm | null
}

/** 限度額: whether the answer carries the class, and what its flag says. @see facts/wire.md 5.1, ASM-18, ASM-30 */
function limitOf(state: WorldState, day: CivilDate, inGrace: boolean, consent: boolean): boolean {
  if (inGrace && valueOn(graceLimitInfo, day, state.book) === 'WITHHELD') return false
  return asksForLimit(state.facility, day, state.book) ? consent : true
}

/** The notice beside a normal result. @see facts/wire.md 5.4 */
function noticeOf(card: CardState, way: ReaderWay): SimCode | null {
  if (way === 'phone') return null
  if (card.certificate === 'WARN') return 'SIM-R001'
  return card.certificate === 'GRACE' ? 'SIM-R002' : null
}

/** OQSCD017. @see facts/wire.md 3.1 */
const PRESCRIPTION_CODES: Readonly<Record<PrescriptionForm, string>> = { electronic: '1', paper: '2' }

/** 閲覧同意: a consent has its moment and its end, a refusal is the flag alone. @see facts/wire.md 2.2 */
function consentElements(
  state: WorldState,
  consents: ReaderResult['consents'],
): Partial<ResultOfQualificationConfirmation> {
  const now = state.now()
  const until = compactInstant(addSeconds(now, state.practice.consentHours(dateOf(now), state.book) * 3600))
  return Object.fromEntries(
    Object.entries(CONSENT_STEMS).flatMap(([stem, kind]): [string, string][] =>
      agreesTo(consents, kind)
        ? [
            [`${stem}ConsFlg`, '1'],
            [`${stem}ConsTime`, compactInstant(now)],
            [`${stem}AvailableTime`, until],
          ]
        : [[`${stem}ConsFlg`, '0']],
    ),
  )
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** 任意のファイル識別子 of a terminal: 16 characters of URL-safe base64 that end in `=`. @see facts/wire.md 1.3 */
const terminalIdentifier = (seed: number, world: string, sequence: number): string =>
  `${Array.from({ length: 15 }, (_, place) => BASE64[hash32(seed, world, 'terminal', sequence, place) % 64] ?? 'A').join('')}=`

const sessionId = (seed: number, world: string, sequence: number): string =>
  [0, 1, 2]
    .map((part) => hash32(seed, world, 'session', sequence, part).toString(16).padStart(8, '0'))
    .join('')
    .slice(0, 20)

/**
 * 顔認証リーダー経由の資格確認結果: the file that the reader leaves behind, 照会区分 1. It is also written when no cover
 * is open: a lost one is shown as reference. @see facts/wire.md 1.3, 2.2, 5.1
 */
export function faceFile(
  state: WorldState,
  result: ReaderResult,
): { readonly name: string; readonly bytes: Uint8Array } {
  const now = state.now()
  const day = dateOf(now)
  const { member, card, person } = result
  const serial = state.serial()
  const found = state.practice.cardCoverage(member, day, now, overlapPolicy(state.book), ticketDayOf(state.book))
  const code = noticeOf(card, result.way)
  const withLimit = limitOf(state, day, result.way !== 'phone' && card.certificate === 'GRACE', result.consents.limit)
  const shown = found === null ? [] : [found.state, ...(found.beside === null ? [] : [found.beside])]
  const prescription = result.prescription ?? null
  const records = shown.map((cover) => {
    const referenceNumber = state.referenceNumberOf(person, cover.key)
    return {
      ...qualificationRecord(member, cover, {
        on: day,
        preschool: true,
        limit: withLimit && found?.validity !== 2,
        limitConsent: { agreed: withLimit, at: now },
        diseasesConsent: { agreed: result.consents.diseases === true && card.certificate !== 'GRACE', at: now },
        diseases: specificDiseasesOf(state.seed, member, day),
        tickets: ticketsOf(state, { person, member, state: cover }, day),
        ...(referenceNumber === null ? {} : { referenceNumber }),
      }),
      InsurerNumber: state.practice.padInsurerNumber(cover.key.insurerNumber),
      ...consentElements(state, result.consents),
    }
  })
  const message: EligibilityResult = {
    MessageHeader: {
      ProcessExecutionTime: compactInstant(now),
      QualificationConfirmationDate: compactDate(day),
      MedicalInstitutionCode: state.facility.institutionCode,
      ArbitraryFileIdentifier: terminalIdentifier(state.seed, state.id, serial),
      ReferenceClassification: '1',
      SegmentOfResult: '1',
      CharacterCodeIdentifier: state.terminal.encoding === 'UTF-8' ? '0' : '1',
    },
    MessageBody: {
      ...(prescription === null ? {} : { PrescriptionIssueSelect: PRESCRIPTION_CODES[prescription] }),
      ...(records.length === 0 ? {} : { ResultList: { ResultOfQualificationConfirmation: records } }),
      ProcessingResultStatus: '1',
      ...(code === null ? {} : { ProcessingResultCode: code, ProcessingResultMessage: resultLine(code) }),
      QualificationValidity: String(found?.validity ?? 4),
    },
  }
  return {
    name: faceFileName(state.facility.institutionCode, sessionId(state.seed, state.id, serial), now),
    bytes: writeMessage(ELIGIBILITY_RESULT, message, state.terminal),
  }
}
