import {
  type CivilDate,
  type Instant,
  addMonths,
  addSeconds,
  civilDate,
  dayOfMonth,
  endOfMonth,
  monthOf,
  yearOf,
} from '../../../domain/civil-date.ts'
import type { Outcome, Reception } from '../../../../scenarios/protocol.ts'

/** Numbers of a qualification as the protocol carries them. */
export type Key = NonNullable<NonNullable<Outcome['recorded']>['key']>
export type Share = Outcome['payers'][number]['share']
export type Thing = Reception['shown'][number]
export type CardFace = Extract<Thing, { kind: 'my-number-card' }>['face']
export type Printed = Extract<Thing, { fields: unknown }>['fields']
export type Offer = Outcome['offers'][number]
export type Screen = Reception['reader'][number]

/** One record of an answer, in the clinic's own terms. */
export interface OnlineRecord {
  readonly key: Key
  readonly birthDate: CivilDate
  readonly classification: string
  readonly koukiRatio: string | null
  readonly elderly: { readonly from: CivilDate; readonly until: CivilDate; readonly ratio: string } | null
  readonly limitBand: string | null
  readonly lossDate: CivilDate | null
  /** ConsTime of each consent that was given (flag 1), null otherwise. */
  readonly consents: { readonly medicines: Instant | null; readonly checkups: Instant | null }
}

/** An online answer with the day it belongs to. */
export interface OnlineAnswer {
  readonly validity: string
  readonly day: CivilDate
  readonly record: OnlineRecord | null
}

/**
 * The working rules of the clinic, one small decision each, written from the facts as a vendor would. A broken clinic is
 * this table with one entry computed wrongly; nothing else differs.
 */
export interface ClinicPractice {
  /** Last day (inclusive) on which a reader result in grace is used; null when the expiry is not known. */
  readonly graceEnd: (expiry: CivilDate) => CivilDate
  /** Whether a reader result in grace is used although the card body has ended. */
  readonly endedBodyReads: boolean
  /** Whether a card is an identity document by eye on a day. */
  readonly bodyServesByEye: (face: CardFace, day: CivilDate) => boolean
  /** Whether a screen 006 still lets the card be taken as read, from the own record. */
  readonly takesInvalidCertificate: (face: CardFace, day: CivilDate) => boolean
  /** Whether a refused phone is taken as read, from the own record. */
  readonly takesRefusedPhone: boolean
  readonly usesLimitInGrace: boolean
  /** Whether a dead certificate ends the ladder too. */
  readonly ladderAfterDeadCertificate: boolean
  /** Whether a result is used that came after a lock (visual mode). */
  readonly usesResultAfterLock: boolean
  /** Numbers to record from a valid card answer. */
  readonly keyFromCard: (answered: Key, chart: Key | null) => Key
  /** The patient's share from a record on a day; null when it has to be asked. */
  readonly shareOnline: (record: OnlineRecord, day: CivilDate) => Share
  /** Which validity codes let a number be used. */
  readonly validByNumber: (validity: string) => boolean
  readonly validByCard: (validity: string) => boolean
  /** Whether a paper is refused whose numbers an answer showed as lost. */
  readonly lostKeyVoidsPaper: boolean
  /** What a paper in term is worth when the answer is 4. */
  readonly paperOnAnswer4: 'accept-with-recheck' | 'accept' | 'refuse'
  /** What is done when several records match. */
  readonly onSeveral: 'ask' | 'take'
  /** The branch that is sent and stored. */
  readonly branchToSend: (branch: string | null) => string | null
  readonly keyToStore: (key: Key) => Key
  readonly insurerNumberInClaim: (insurerNumber: string) => string
  readonly paperBegun: (validFrom: CivilDate | null, day: CivilDate) => boolean
  readonly paperInTerm: (validUntil: CivilDate | null, day: CivilDate) => boolean
  readonly oldCardInTerm: (validUntil: CivilDate | null, day: CivilDate) => boolean
  /** Whether an expired old card or a notice alone is tolerated on a day. */
  readonly toleranceOpen: (insurerNumber: string, day: CivilDate) => boolean
  readonly toleranceNeedsInquiry: boolean
  readonly acceptsPageWithoutCard: boolean
  readonly acceptsScreenshot: boolean
  /** Whether numbers from the own record are inquired before the ladder. */
  readonly inquiresBeforeLadder: boolean
  readonly ladder: readonly Offer[]
  /** Whether a live portal login can work, as far as the counter can tell. */
  readonly loginCanWork: (face: CardFace, screens: readonly Screen[], day: CivilDate) => boolean
  /** Whether the PIN is locked, from every screen this card has caused here. */
  readonly pinLocked: (screens: readonly Screen[]) => boolean
  readonly offersVisual: (face: CardFace) => boolean
  readonly offersPin: (face: CardFace) => boolean
  readonly chargesWholePriceOffline: boolean
  readonly chargesWholePriceOnLost: boolean
  readonly chargesWholePriceForNothing: boolean
  readonly asksBeforePastRecord: boolean
  readonly noticeServesOffline: boolean
  readonly declaredShare: (declared: string, birthDate: CivilDate, day: CivilDate) => Share
  /** Whether the own record's last check counts as a check of a day. */
  readonly chartCheckCounts: (lastCheckedOn: CivilDate | null, day: CivilDate) => boolean
  readonly rechecksBeforeClaim: boolean
  /** Last moment (inclusive) at which a consent is good. */
  readonly consentUntil: (consTime: Instant) => Instant
  readonly consentBelongsToVisit: boolean
  readonly viewNeedsQualified: boolean
  readonly viewsInGrace: boolean
}

const preschoolUntil = (birthDate: CivilDate): CivilDate => {
  const early = monthOf(birthDate) < 4 || (monthOf(birthDate) === 4 && dayOfMonth(birthDate) === 1)
  return civilDate(`${yearOf(birthDate) + (early ? 6 : 7)}-03-31`)
}

/** 1st of the month after the 70th birthday; born on the 1st: that month. */
const elderlyFrom = (birthDate: CivilDate): CivilDate => {
  const seventieth = civilDate(`${yearOf(birthDate) + 70}-${birthDate.slice(5, 7)}-01`)
  return dayOfMonth(birthDate) === 1 ? seventieth : addMonths(seventieth, 1)
}

/** The share by age alone, null from the elderly start. */
export function shareByAge(birthDate: CivilDate, day: CivilDate): Share {
  if (day <= preschoolUntil(birthDate)) return '020'
  return day < elderlyFrom(birthDate) ? '030' : null
}

const asShare = (text: string | null): Share => (text === '010' || text === '020' || text === '030' ? text : null)

function shareOnline(record: OnlineRecord, day: CivilDate): Share {
  if (record.classification === '05') return '100'
  if (record.classification === 'A1') return null
  if (record.key.insurerNumber.startsWith('39') && record.key.insurerNumber.length === 8)
    return asShare(record.koukiRatio)
  const { elderly } = record
  if (elderly !== null && elderly.from <= day && day <= elderly.until) return asShare(elderly.ratio)
  return shareByAge(record.birthDate, day)
}

function declaredShare(declared: string, birthDate: CivilDate, day: CivilDate): Share {
  const told = asShare(declared)
  if (told !== null) return told
  const byAge = shareByAge(birthDate, day)
  if (byAge !== null) return byAge
  return day < addMonths(birthDate, 75 * 12) ? '020' : '010'
}

const RESIDENCE_TOLERANCE = '2025-08-01'
const GENERAL_TOLERANCE = '2025-12-02'
const TOLERANCE_END = '2026-07-31'

/** The clinic as it should work. Each line follows `facts/rules.md` 1 to 3 and `facts/counter.md` 3. */
export const standardPractice: ClinicPractice = {
  graceEnd: (expiry) => endOfMonth(addMonths(endOfMonth(expiry), 3)),
  endedBodyReads: true,
  bodyServesByEye: (face, day) => day <= face.bodyExpiry,
  takesInvalidCertificate: () => false,
  takesRefusedPhone: false,
  usesLimitInGrace: true,
  ladderAfterDeadCertificate: true,
  usesResultAfterLock: true,
  keyFromCard: (answered) => answered,
  shareOnline,
  validByNumber: (validity) => validity === '1',
  validByCard: (validity) => validity === '1',
  lostKeyVoidsPaper: true,
  paperOnAnswer4: 'accept-with-recheck',
  onSeveral: 'ask',
  branchToSend: (branch) => branch,
  keyToStore: (key) => key,
  insurerNumberInClaim: (insurerNumber) => insurerNumber,
  paperBegun: (validFrom, day) => validFrom === null || validFrom <= day,
  paperInTerm: (validUntil, day) => validUntil === null || day <= validUntil,
  oldCardInTerm: (validUntil, day) => day <= '2025-12-01' && (validUntil === null || day <= validUntil),
  toleranceOpen: (insurerNumber, day) => {
    const residence = insurerNumber.length === 6 || insurerNumber.startsWith('39')
    return day >= (residence ? RESIDENCE_TOLERANCE : GENERAL_TOLERANCE) && day <= TOLERANCE_END
  },
  toleranceNeedsInquiry: true,
  acceptsPageWithoutCard: false,
  acceptsScreenshot: false,
  inquiresBeforeLadder: true,
  ladder: ['portal-screen', 'portal-pdf', 'notice', 'past-record', 'declaration'],
  loginCanWork: (face, screens, day) =>
    !face.faceOnlyMark &&
    !screens.some(
      (screen) =>
        screen === 'pin-locked' || screen === '006-certificate-invalid' || screen === 'result-sent-eligibility-only',
    ) &&
    (face.certificateExpiry === null || day <= face.certificateExpiry),
  pinLocked: (screens) => screens.includes('pin-locked'),
  offersVisual: (face) => face.photo,
  offersPin: (face) => !face.faceOnlyMark,
  chargesWholePriceOffline: false,
  chargesWholePriceOnLost: false,
  chargesWholePriceForNothing: true,
  asksBeforePastRecord: true,
  noticeServesOffline: true,
  declaredShare,
  chartCheckCounts: () => false,
  rechecksBeforeClaim: true,
  consentUntil: (consTime) => addSeconds(consTime, 24 * 3600),
  consentBelongsToVisit: true,
  viewNeedsQualified: true,
  viewsInGrace: false,
}
