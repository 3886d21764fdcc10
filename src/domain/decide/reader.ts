import { type CardKind, type CardState, graceEnd, isLiveCertificate } from '../certificate.ts'
import { type CivilDate, dayOfMonth } from '../civil-date.ts'
import { sameKey } from '../ledger.ts'
import type { Answer, AnswerRecord, Facts, FollowUp, Offer, ReadingDevice } from '../presentation.ts'
import type { Rule } from '../rules.ts'
import * as cards from '../rules/certificate-and-grace.ts'
import * as methods from '../rules/methods.ts'
import { type Desk, type Draft, find, note, read } from './desk.ts'
import { fitsRecord, stopForStranger } from './person.ts'
import { claimOf, limitOnCertificate, onDay, recordShare, shareOnElderlyCertificate } from './shares.ts'
import { takeLoss } from './inquiry.ts'

interface KindOfCard {
  readonly method: string
  readonly exists: Rule<boolean>
}

const METHOD_BY_KIND: Readonly<Record<CardKind, KindOfCard>> = {
  ordinary: { method: 'M03', exists: methods.cardRead },
  'face-only': { method: 'M05', exists: methods.faceOnlyCard },
  photoless: { method: 'M06', exists: methods.photolessCard },
  'specific-residence': { method: 'M29', exists: methods.specificResidenceCard },
  'next-generation': { method: 'M22', exists: methods.nextGenerationCard },
}

/** True for a certificate with which a reader still confirms eligibility. */
const confirms = (card: CardState): boolean => isLiveCertificate(card) || card.certificate === 'GRACE'

/** A site that only confirms eligibility reads with its app, a mobile one with its registered device. */
function deviceOf({ facility, device }: Facts): ReadingDevice {
  if (device !== 'reader') return device
  if (facility.capability === 'LIMITED') return 'limited-app'
  return facility.capability === 'MOBILE' ? 'app' : 'reader'
}

/** Whether a site has a tool of the 居宅同意取得型; a mobile site has both. */
export const hasTool = ({ facility }: Facts, tool: 'web' | 'app'): boolean =>
  facility.tools.includes(tool) || facility.capability === 'MOBILE'

/** Tools are for the patient's side; at the counter since a day of their own. @see facts/rules.md 1.3 M20a M20b */
const openHere = (desk: Desk): boolean =>
  desk.shown.circumstances.place !== 'counter' || read(desk, methods.toolsAtCounter)

/** A face reader, and what is plugged into it for phones, stands at the counter and is carried to the car or bedside. */
const hasReaderHere = ({ shown }: Desk): boolean => ['counter', 'outside'].includes(shown.circumstances.place)

/** What each device reads: whether it may be used here and now for the way in which the patient was identified. */
const DEVICE_SERVES: Readonly<Record<ReadingDevice, (desk: Desk) => boolean>> = {
  reader: (desk) =>
    desk.facts.facility.capability === 'FULL' && hasReaderHere(desk) && desk.facts.delivered !== 'reinquiry',
  'limited-app': (desk) =>
    desk.facts.facility.capability === 'LIMITED' &&
    desk.shown.circumstances.place !== 'online' &&
    read(desk, methods.limitedApp) &&
    (desk.facts.delivered === 'pin' || desk.facts.delivered === 'visual'),
  web: (desk) => {
    const { place, care } = desk.shown.circumstances
    const there = place === 'outside' ? read(desk, methods.outsideCheck) : openHere(desk)
    return (
      hasTool(desk.facts, 'web') &&
      read(desk, methods.webTool) &&
      there &&
      desk.facts.delivered === 'pin' &&
      care !== 'withdrawn'
    )
  },
  app: (desk) => {
    const { facts, shown } = desk
    const { place, care } = shown.circumstances
    if (!hasTool(facts, 'app') || !read(desk, methods.homeApp) || place === 'online' || place === 'telephone')
      return false
    if (facts.delivered === 'reinquiry') return place === 'home' && care === 'continuing'
    if (facts.delivered === 'visual' && !read(desk, methods.homeAppVisual)) return false
    return openHere(desk) && (facts.delivered === 'pin' || facts.delivered === 'visual')
  },
}

/** 顔認証 card: never a PIN; photo-less card: PIN only; with a proxy neither face nor visual. @see facts/rules.md 2.1 rows F2 G AD */
function isWayPossible(desk: Desk): boolean {
  const { card, delivered } = desk.facts
  if (delivered === 'face' || delivered === 'visual') return card?.face.use === 'USED' && desk.shown.patientPresent
  return delivered !== 'pin' || card?.pin.use === 'USED'
}

/** A result counts only from a certificate that may still prove cover, read in a way that exists; a phone has no grace of its own. */
function isResultUsable(desk: Desk): boolean {
  const { card, delivered, facility } = desk.facts
  if (delivered === null || card === null || desk.shown.circumstances.place === 'telephone') return false
  if (delivered === 'phone') {
    return (
      facility.capability === 'FULL' &&
      facility.phoneEnabled &&
      hasReaderHere(desk) &&
      read(desk, cards.phoneServed) &&
      (card.phone === null || desk.day <= card.phone.expiry) &&
      card.body === 'LIVE' &&
      isLiveCertificate(card)
    )
  }
  const device = deviceOf(desk.facts)
  if (!isWayPossible(desk)) return false
  if (!DEVICE_SERVES[device](desk)) {
    note(desk, 'tool-not-open', { device })
    return false
  }
  const { method, exists } = METHOD_BY_KIND[card.kind]
  if (!read(desk, exists)) {
    note(desk, 'method-not-begun', { method })
    return false
  }
  return confirms(card)
}

/** The method by which a usable result came. */
function methodOf(desk: Desk): string {
  const { facts, shown } = desk
  if (facts.delivered === 'phone') return 'M07'
  const device = deviceOf(facts)
  if (device === 'limited-app') return 'M19'
  if (device === 'web') return shown.circumstances.place === 'outside' ? 'M26' : 'M20a'
  if (device === 'app') return 'M20b'
  if (isEmergency(desk)) return 'M27'
  return facts.card?.certificate === 'GRACE' ? 'M04' : METHOD_BY_KIND[facts.card?.kind ?? 'ordinary'].method
}

/** 救急時医療情報閲覧: only a hospital, only for a patient who cannot consent. @see facts/rules.md 1.3 M27 */
const isEmergency = (desk: Desk): boolean =>
  !desk.shown.circumstances.responsive &&
  desk.facts.card?.certificate !== 'GRACE' &&
  desk.facts.delivered === 'visual' &&
  desk.facts.facility.kind === 'HOSPITAL' &&
  read(desk, methods.emergencyView)

function readsOf(desk: Desk, method: string): 'R1' | 'R3' {
  if (desk.facts.card?.certificate === 'GRACE') return 'R1'
  if (method === 'M19') {
    note(desk, 'limited-site')
    return 'R1'
  }
  if (method === 'M27') note(desk, 'emergency-view')
  else if (!desk.shown.circumstances.responsive) {
    note(desk, 'consent-missing')
    return 'R1'
  }
  return 'R3'
}

/** What a 医療扶助 record without this month's ticket leaves to be done. @see facts/rules.md 2.1 row AF */
export function ticketFollowUps(desk: Desk): FollowUp[] {
  note(desk, 'assistance-no-ticket')
  return dayOfMonth(desk.day) > read(desk, methods.ticketDay) ? ['recheck', 'ask-welfare-office'] : ['recheck']
}

function noteHow(desk: Desk, method: string): void {
  const { card, delivered } = desk.facts
  const expiry = card?.certificateExpiry ?? ''
  if (delivered === 'phone') note(desk, 'phone-read')
  else if (card?.certificate === 'GRACE') {
    const end = card.certificateExpiry === null ? '' : graceEndOf(desk, card.certificateExpiry)
    note(desk, 'card-read-in-grace', { expiry, graceEnd: end })
  } else note(desk, 'card-read')
  if (delivered === 'reinquiry') note(desk, 'reinquiry')
  else if (method === 'M20a' || method === 'M20b' || method === 'M26') note(desk, 'read-by-tool', { method })
  if (card?.certificate === 'WARN') note(desk, 'renew-soon')
}

/** Last day of the grace of a certificate, with the rows that set it. */
export function graceEndOf(desk: Desk, expiry: CivilDate): CivilDate {
  return graceEnd(expiry, { graceMode: read(desk, cards.graceMode), graceMonths: read(desk, cards.graceMonths) })
}

/** Row AJ: the patient says that his cover changed and the card still shows the one on record. */
function isDisputed(desk: Desk, record: AnswerRecord): boolean {
  const known = desk.shown.chart?.key ?? null
  return desk.shown.says.unchanged === 'no' && known !== null && sameKey(known, record.key)
}

/** Before the release of 2024-10-07, and at a site that got it later, the patient chooses. @see facts/rules.md 1.2, 9 no. 25 */
const isLimitRefused = (desk: Desk): boolean =>
  desk.facts.limitRefused === true &&
  (desk.day < desk.facts.facility.readerRelease || desk.day <= read(desk, cards.limitConsentAsked))

function acceptCardAnswer(desk: Desk, answer: Answer, record: AnswerRecord): Draft {
  const { facts } = desk
  const grace = facts.card?.certificate === 'GRACE'
  const share = recordShare(desk, record)
  if (grace) read(desk, cards.graceExists)
  const method = methodOf(desk)
  noteHow(desk, method)
  desk.accepted = record
  desk.beside = answer.beside ?? null
  const withheld = grace && read(desk, cards.graceLimitInfo) === 'WITHHELD'
  const disputed = isDisputed(desk, record)
  if (disputed) note(desk, 'cover-disputed')
  return {
    outcome: 'accepted',
    method,
    reads: readsOf(desk, method),
    share: share ?? shareOnElderlyCertificate(desk, record),
    limitBand: (withheld || isLimitRefused(desk) ? null : record.limitBand) ?? limitOnCertificate(desk),
    verified: 'card',
    key: record.key,
    claim: claimOf(record),
    followUps: [
      ...(answer.validity === 6 ? ticketFollowUps(desk) : []),
      ...(disputed ? (['recheck', 'ask-insurer'] as const) : []),
      ...(grace || facts.card?.certificate === 'WARN' ? (['renew-certificate'] as const) : []),
    ],
  }
}

/** M26: who was checked before he came shows who he is when he comes. @see facts/counter.md S53 */
function isUnknownArrival(desk: Desk): boolean {
  const { place, checkedBefore, identity } = desk.shown.circumstances
  return place === 'outside' && checkedBefore && identity === 'none'
}

/** 1 Card or phone at the reader or a tool: accepted, stopped, or null when papers and the ladder come next. */
export function readCard(desk: Desk): Draft | null {
  const { facts, shown } = desk
  const answer = isResultUsable(desk) && facts.cardAnswer !== null ? onDay(desk, facts.cardAnswer) : null
  const wrongCard = find(desk, 'my-number-card') !== null && !facts.ownCard
  const refusedByEye = facts.delivered === null && shown.reader.at(-1) === 'visual-mismatch'
  if (
    wrongCard ||
    refusedByEye ||
    (answer !== null && answer.record !== null && !fitsRecord(shown.chart, answer.record))
  )
    return stopForStranger(desk)
  if (answer === null) return explainUnread(desk)
  if (isUnknownArrival(desk)) {
    note(desk, 'identity-at-arrival')
    return { outcome: 'ask', offers: ['photo-id'] }
  }
  if ((answer.validity === 1 || answer.validity === 6) && answer.record !== null)
    return acceptCardAnswer(desk, answer, answer.record)
  if (answer.validity === 2) return takeLoss(desk, answer)
  note(desk, 'no-record')
  return null
}

function explainPhone(desk: Desk): void {
  const { card, facility } = desk.facts
  const served = read(desk, cards.phoneServed) && facility.phoneEnabled
  const ended = card !== null && (!isLiveCertificate(card) || (card.phone !== null && card.phone.expiry < desk.day))
  if (!served) note(desk, 'phone-not-served')
  else if (ended && !read(desk, cards.phoneGrace)) note(desk, 'phone-has-no-grace')
}

/** Takes down why the reader gave nothing; the ladder and the papers come next. */
function explainUnread(desk: Desk): null {
  const { facts, shown } = desk
  if (find(desk, 'phone') !== null) explainPhone(desk)
  if (facts.card === null) return null
  if (!facts.equipment.reader || !facts.equipment.chip || facts.facility.capability === 'NONE') note(desk, 'reader-out')
  else if (!desk.online) note(desk, 'line-out')
  if (facts.card.certificate === 'EXPIRED') {
    read(desk, cards.graceExists)
    const expiry = facts.card.certificateExpiry
    note(desk, 'certificate-dead', {
      expiry: expiry ?? '',
      graceEnd: expiry === null ? '' : graceEndOf(desk, expiry),
    })
  }
  if (facts.card.certificate === 'REVOKED' || facts.card.certificate === 'SUSPENDED') note(desk, 'certificate-blocked')
  if (facts.card.certificate === 'NONE') note(desk, 'certificate-none')
  if (facts.card.activating) note(desk, 'certificate-activating')
  if (facts.card.pin.locked) {
    read(desk, cards.pinMaxFailures)
    note(desk, 'pin-locked')
  }
  if (facts.card.face.locked) note(desk, 'face-locked')
  const mayRegister = confirms(facts.card)
  if (facts.card.registration !== 'REGISTERED' && mayRegister) note(desk, 'unregistered')
  if (
    shown.reader.some((screen) => screen === 'pin-wrong' || screen === 'face-mismatch' || screen === 'way-not-offered')
  )
    note(desk, 'not-identified')
  return null
}

/** Row AB: the reader offers the registration by itself, once. @see facts/rules.md 1.3 M30 */
const offersRegistration = (desk: Desk): boolean =>
  !desk.shown.reader.includes('registration-refused') && read(desk, methods.registrationAtReader)

/** Row H1: where only the face reader is dead, a tool of the 居宅同意取得型 may read the sound chip. */
export function toolOffers(desk: Desk): Offer[] {
  const { facts, shown } = desk
  const { card, equipment } = facts
  const readable =
    card !== null &&
    equipment.chip &&
    desk.online &&
    facts.delivered === null &&
    card.registration === 'REGISTERED' &&
    !card.activating &&
    confirms(card)
  const atCounter = shown.circumstances.place === 'counter'
  if (!readable || (atCounter && (equipment.reader || !read(desk, methods.toolsAtCounter)))) return []
  const byPin = card.pin.use === 'USED' && !card.pin.locked
  const byEye = card.face.use === 'USED' && shown.patientPresent
  const web = hasTool(facts, 'web') && byPin
  const app = hasTool(facts, 'app') && shown.circumstances.place !== 'online' && (byPin || byEye)
  return [...(web ? (['web-app'] as const) : []), ...(app ? (['home-app'] as const) : [])]
}

/** A reader stands where the patient is; the app of a limited site has no face matching. */
const isAtReader = ({ facts, shown }: Desk): boolean =>
  (facts.facility.capability === 'FULL' || facts.facility.capability === 'LIMITED') &&
  (shown.circumstances.place === 'counter' || shown.circumstances.place === 'outside')

/** Ways that are left at a working reader. @see facts/rules.md 2.1 rows F1, F2 and G */
export function readerWays(desk: Desk): Offer[] {
  const { facts, shown } = desk
  const { card, equipment } = facts
  const dead =
    card === null ||
    !equipment.reader ||
    !equipment.chip ||
    !desk.online ||
    !isAtReader(desk) ||
    facts.delivered !== null
  if (dead || card.activating) return []
  if (!confirms(card)) return []
  if (card.registration !== 'REGISTERED') {
    if (!offersRegistration(desk)) return []
    note(desk, 'registration-offered')
    return ['register-card']
  }
  const photo = card.face.use === 'USED' && shown.patientPresent
  const ways: Offer[] = []
  if (photo && !card.face.locked && facts.facility.capability === 'FULL') ways.push('reader-face')
  if (card.pin.use === 'USED' && !card.pin.locked) ways.push('reader-pin')
  if (photo) ways.push('reader-visual')
  return ways
}
