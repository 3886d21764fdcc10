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
import { type ClaimsPractice, standardClaims } from './practice-claims.ts'
import { type PayersPractice, standardPayers } from './practice-payers.ts'
import { type PlacesPractice, standardPlaces } from './practice-places.ts'
import { type RowsPractice, standardRows } from './practice-rows.ts'

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
  /** 氏名, then 氏名(その他) if there is one. */
  readonly names: readonly string[]
  readonly birthDate: CivilDate
  readonly classification: string
  readonly koukiRatio: string | null
  readonly elderly: { readonly from: CivilDate; readonly until: CivilDate; readonly ratio: string } | null
  readonly limitBand: string | null
  readonly lossDate: CivilDate | null
  /** 資格喪失事由; null while open. */
  readonly lossReason: string | null
  /** 資格取得年月日. */
  readonly acquired: CivilDate | null
  readonly address: string | null
  /** ConsTime of each consent that was given (flag 1), null otherwise. */
  readonly consents: { readonly medicines: Instant | null; readonly checkups: Instant | null }
}

/** An online answer with the day it belongs to. */
export interface OnlineAnswer {
  readonly validity: string
  readonly day: CivilDate
  readonly record: OnlineRecord | null
  /** Further records of the same answer: 医療扶助 beside an insurance. */
  readonly others: readonly OnlineRecord[]
}

/** Whose name, birth date and numbers were found on a card, on a paper or in an answer. */
export interface Found {
  /** Null for a card, which has no numbers on its face. */
  readonly key: Key | null
  /** The name by which it goes first. */
  readonly names: readonly string[]
  readonly birthDate: CivilDate | null
}
export type OwnChart = NonNullable<Reception['chart']>
export type Filed = NonNullable<Outcome['chart']>

/**
 * The working rules of the clinic, one small decision each, written from the facts as a vendor would. A broken clinic is
 * this table with one entry computed wrongly; nothing else differs.
 */
export interface ClinicPractice extends PayersPractice, ClaimsPractice, PlacesPractice, RowsPractice {
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
  /** Whether a loss of some numbers is a loss of these. */
  readonly lossConcerns: (key: Key, lost: Key) => boolean
  /** Whether a saved page stands although an inquiry of today shows its numbers as lost. */
  readonly savedPageOutlastsLoss: boolean
  /** What a paper in term is worth when the answer is 4. */
  readonly paperOnAnswer4: 'accept-with-recheck' | 'accept' | 'refuse'
  /** What is done when several records match. */
  readonly onSeveral: 'ask' | 'take'
  /** The branch that is sent and stored. */
  readonly branchToSend: (branch: string | null) => string | null
  readonly keyToStore: (key: Key) => Key
  /** The numbers typed from a paper. */
  readonly keyOnPaper: (printed: Key) => Key
  /** Whether an insurer can have a printed insurer number at all. */
  readonly insurerNumberServes: (insurerNumber: string) => boolean
  /** Whether a card, and the answer to it, belong to the opened chart. */
  readonly cardFitsChart: (found: Found, chart: OwnChart) => boolean
  /** Whether a paper, and the answer to its numbers, belong to the opened chart. */
  readonly paperFitsChart: (found: Found, chart: OwnChart) => boolean
  /** Whether a paper can be that of the person on the card beside it. */
  readonly paperFitsCard: (printed: Printed, face: CardFace) => boolean
  /** The chart as it stands after a reception in which a name was seen. */
  readonly chartAfter: (chart: OwnChart, seen: string | null) => Filed
  /** The share from a paper alone; null when it has to be asked. */
  readonly shareOnPaper: (printed: Share, birthDate: CivilDate | null, day: CivilDate) => Share
  /** The share when a paper prints one and the answer to its numbers has one too. */
  readonly shareOfBoth: (online: Share, printed: Share) => Share
  /** Whether a difference between the two is put to the insurer. */
  readonly reportsConflict: boolean
  readonly insurerNumberInClaim: (insurerNumber: string) => string
  readonly symbolInClaim: (symbol: string | null) => string | null
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

/** The 1st of the month of the 70th birthday. */
export const seventiethMonth = (birthDate: CivilDate): CivilDate =>
  civilDate(`${yearOf(birthDate) + 70}-${birthDate.slice(5, 7)}-01`)

/** 1st of the month after the 70th birthday; born on the 1st: that month. */
const elderlyFrom = (birthDate: CivilDate): CivilDate =>
  dayOfMonth(birthDate) === 1 ? seventiethMonth(birthDate) : addMonths(seventiethMonth(birthDate), 1)

/** The share by age alone, null from the elderly start. */
export function shareByAge(birthDate: CivilDate, day: CivilDate, elderly = elderlyFrom): Share {
  if (day <= preschoolUntil(birthDate)) return '020'
  return day < elderly(birthDate) ? '030' : null
}

const VARIATION_SELECTORS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu

const letters = (name: string): string[] => [
  ...name.normalize('NFC').replaceAll(VARIATION_SELECTORS, '').replaceAll(/\s/g, ''),
]

/** ● is a letter that somebody's machine could not write. */
function sameName(a: string, b: string): boolean {
  const [left, right] = [letters(a), letters(b)]
  return (
    left.length === right.length &&
    left.every((letter, at) => letter === right[at] || letter === '●' || right[at] === '●')
  )
}

const sameBranch = (a: string | null, b: string | null): boolean => a === null || b === null || a === b

/** Equal numbers; a branch that is missing on one side is no difference. */
const sameNumbers = (a: Key, b: Key): boolean =>
  a.insurerNumber === b.insurerNumber &&
  (a.symbol ?? '') === (b.symbol ?? '') &&
  a.number === b.number &&
  sameBranch(a.branch, b.branch)

/** Another birth date is another person; so are other numbers together with another name. A name alone is not. */
function fitsChart(found: Found, chart: OwnChart): boolean {
  if (found.birthDate !== null && found.birthDate !== chart.birthDate) return false
  if (found.key === null || chart.key === null || sameNumbers(found.key, chart.key)) return true
  return found.names.some((name) => sameName(name, chart.name))
}

/** Whether a paper goes by one of the names of an answer. */
export const goesBy = (printed: string, names: readonly string[]): boolean =>
  names.some((name) => sameName(name, printed))

/** The last digit that belongs to the digits before it: weights 2, 1, 2, 1 … from the right, digit sums, complement to ten. */
export function checkDigitOf(body: string): string {
  const sum = [...body].toReversed().reduce((total, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (product > 9 ? product - 9 : product)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}

const asShare = (text: string | null): Share => (text === '010' || text === '020' || text === '030' ? text : null)

/** The share of a record; `elderly` tells the first day from which income decides. */
export function shareOnline(record: OnlineRecord, day: CivilDate, elderlyStart = elderlyFrom): Share {
  if (record.classification === '05') return '100'
  if (record.classification === 'A1') return null
  if (isKouki(record)) return asShare(record.koukiRatio)
  const { elderly } = record
  if (elderly !== null && elderly.from <= day && day <= elderly.until) return asShare(elderly.ratio)
  return shareByAge(record.birthDate, day, elderlyStart)
}

const isKouki = ({ key }: OnlineRecord): boolean => key.insurerNumber.length === 8 && key.insurerNumber.startsWith('39')

/** The 75th birthday, on which every cover but that of the late elderly ends. */
const koukiFrom = (birthDate: CivilDate): CivilDate => addMonths(birthDate, 75 * 12)

/** An answer by number as it stands on a day: a cover that the 75th birthday has ended is lost, whatever the record says. */
export function onDay(answer: OnlineAnswer, day: CivilDate, practice: Pick<ClinicPractice, 'endedAt75'>): OnlineAnswer {
  const { record, validity } = answer
  if (validity !== '1' || record === null || isKouki(record) || record.classification === '05') return answer
  const group = record.elderly !== null && record.elderly.from <= day && day <= record.elderly.until
  const lossDate = practice.endedAt75(record.birthDate, day, group)
  return lossDate === null ? answer : { ...answer, validity: '2', record: { ...record, lossDate } }
}

function declaredShare(declared: string, birthDate: CivilDate, day: CivilDate): Share {
  const told = asShare(declared)
  if (told !== null) return told
  const byAge = shareByAge(birthDate, day)
  if (byAge !== null) return byAge
  return day < koukiFrom(birthDate) ? '020' : '010'
}

const RESIDENCE_TOLERANCE = '2025-08-01'
const GENERAL_TOLERANCE = '2025-12-02'
const TOLERANCE_END = '2026-07-31'

/** The clinic as it should work. Each line follows `facts/rules.md` 1 to 3 and `facts/counter.md` 3. */
export const standardPractice: ClinicPractice = {
  ...standardClaims,
  ...standardPayers,
  ...standardPlaces,
  ...standardRows,
  graceEnd: (expiry) => endOfMonth(addMonths(endOfMonth(expiry), 3)),
  endedBodyReads: true,
  bodyServesByEye: (face, day) => day <= face.bodyExpiry,
  takesInvalidCertificate: () => false,
  takesRefusedPhone: false,
  usesLimitInGrace: true,
  ladderAfterDeadCertificate: true,
  usesResultAfterLock: true,
  keyFromCard: (answered) => answered,
  shareOnline: (record, day) => shareOnline(record, day),
  validByNumber: (validity) => validity === '1',
  validByCard: (validity) => validity === '1',
  lostKeyVoidsPaper: true,
  lossConcerns: (key, lost) => sameNumbers({ ...key, branch: null }, lost),
  savedPageOutlastsLoss: false,
  paperOnAnswer4: 'accept-with-recheck',
  onSeveral: 'ask',
  branchToSend: (branch) => branch,
  keyToStore: (key) => key,
  keyOnPaper: (printed) => printed,
  insurerNumberServes: (insurerNumber) =>
    /^(\d{6}|\d{8})$/.test(insurerNumber) && checkDigitOf(insurerNumber.slice(0, -1)) === insurerNumber.slice(-1),
  cardFitsChart: fitsChart,
  paperFitsChart: fitsChart,
  paperFitsCard: (printed, face) => printed.birthDate === null || printed.birthDate === face.birthDate,
  chartAfter: ({ patientNo, name }) => ({ patientNo, name }),
  shareOnPaper: (printed, birthDate, day) => printed ?? (birthDate === null ? null : shareByAge(birthDate, day)),
  shareOfBoth: (online) => online,
  reportsConflict: true,
  insurerNumberInClaim: (insurerNumber) => insurerNumber,
  symbolInClaim: (symbol) => symbol,
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
