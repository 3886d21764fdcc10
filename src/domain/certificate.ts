import {
  type CivilDate,
  type Instant,
  type LeapPolicy,
  addDays,
  addMonths,
  birthday,
  dateOf,
  earlierOf,
  endOfMonth,
  toSecondNumber,
} from './civil-date.ts'

/** ordinary · 顔認証マイナンバーカード · photo-less card of a baby · 特定在留カード · 次期カード. @see facts/rules.md section 3 */
export type CardKind = 'ordinary' | 'face-only' | 'photoless' | 'specific-residence' | 'next-generation'

export interface Certificate {
  readonly issued: CivilDate
  /** 有効期限: the last valid day (inclusive). */
  readonly expiry: CivilDate
}

/** スマホ用電子証明書. `expiry` is its last valid day; it never outlives the card and has no grace. */
export interface PhoneCertificate {
  readonly kind: 'iphone' | 'android'
  readonly expiry: CivilDate
}

/** 利用登録: REMOVED after the grace end or 解除. */
export type Registration = 'REGISTERED' | 'NEVER' | 'REMOVED'

/** 利用登録の窓口: the reader of a clinic or pharmacy, Mynaportal, or an ATM. @see facts/rules.md 1.3 M03 */
export type RegistrationChannel = 'reader' | 'portal' | 'atm'

/** What happened to a card; `at` is both when and from when it is known. */
export type CardEvent = { readonly at: Instant; readonly sequence: number } & (
  | { readonly type: 'pin'; readonly matched: boolean }
  | { readonly type: 'face'; readonly matched: boolean }
  | { readonly type: 'phone-pin'; readonly matched: boolean }
  | { readonly type: 'suspended' }
  | { readonly type: 'resumed' }
  | { readonly type: 'revoked' }
  | { readonly type: 'renewed'; readonly certificate: Certificate; readonly bodyExpiry: CivilDate }
  /** 利用登録; left out where nobody knows through which channel. */
  | { readonly type: 'registered'; readonly channel?: RegistrationChannel }
  | { readonly type: 'deregistered' }
  | { readonly type: 'unlocked' }
)

/** マイナンバーカード as issued, with everything that happened to it since. */
export interface Card {
  readonly kind: CardKind
  readonly issued: CivilDate
  /** Last valid day of the card body (inclusive). */
  readonly bodyExpiry: CivilDate
  /** True when the card ends with a permitted stay (在留期間). */
  readonly stayLimited: boolean
  /** 利用者証明用電子証明書; null when declined or removed. */
  readonly certificate: Certificate | null
  readonly registration: Registration
  readonly phone: PhoneCertificate | null
  /** The four digits of the 利用者証明用 PIN; the face-only card has none. */
  readonly pin: string | null
  /** 不開示該当 and 自己情報提供不可 (DV). */
  readonly flags: { readonly nonDisclosure: boolean; readonly noSelfInfo: boolean }
  readonly events: readonly CardEvent[]
}

export type CertificateState = 'VALID' | 'WARN' | 'GRACE' | 'EXPIRED' | 'SUSPENDED' | 'REVOKED' | 'NONE'

/** A card on a day: a product of independent parts, never one list. @see facts/rules.md section 3, "States to simulate" */
export interface CardState {
  readonly kind: CardKind
  readonly certificate: CertificateState
  /** Last valid day of the certificate, null without one. */
  readonly certificateExpiry: CivilDate | null
  readonly body: 'LIVE' | 'EXPIRED'
  readonly bodyExpiry: CivilDate
  readonly pin: { readonly use: 'USED' | 'UNUSED'; readonly misses: number; readonly locked: boolean }
  readonly face: { readonly use: 'USED' | 'NO_PHOTO'; readonly misses: number; readonly locked: boolean }
  readonly registration: Registration
  readonly flags: Card['flags']
  readonly phone: PhoneCertificate | null
  /** スマホ用電子証明書の暗証番号: the four digits of an Android phone; left out while nothing was missed. @see facts/rules.md section 3 (L) */
  readonly phonePin?: { readonly misses: number; readonly locked: boolean }
  /** 24 h after a renewal the new certificate may not work yet. */
  readonly activating: boolean
}

/** The dated values the calendar needs; they come from the ruleset in force. */
export interface CertificatePolicy {
  /** Whether the grace rule is in force on the day in question. */
  readonly graceExists: boolean
  readonly graceMode: 'END_OF_MONTH_PLUS_3' | 'EXPIRY_PLUS_3_MONTHS'
  readonly graceMonths: number
  readonly graceCoversBody: boolean
  readonly graceForStayLimited: boolean
  readonly renewMonthsBefore: number
  readonly pinMaxFailures: number
  readonly faceMaxFailures: number
  readonly activationLagHours: number
}

/** What decides the last day of a certificate. */
export interface CertificateTerm {
  readonly birthDate: CivilDate
  readonly issued: CivilDate
  /** Renewed while less than three months were left: the sixth birthday counts instead of the fifth. */
  readonly earlyRenewal?: boolean
  readonly bodyExpiry?: CivilDate
  readonly stayUntil?: CivilDate
  readonly leap: LeapPolicy
}

/** The n-th birthday strictly after a day. */
export function nthBirthdayAfter(birthDate: CivilDate, day: CivilDate, n: number, leap: LeapPolicy): CivilDate {
  const firstAge = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  const firstIsAfter = birthday(birthDate, firstAge, leap) > day
  return birthday(birthDate, firstAge + n - (firstIsAfter ? 1 : 0), leap)
}

/**
 * 電子証明書の有効期限: the fifth birthday strictly after the day of issue (sixth on an early renewal), never later than
 * the card body or the permitted stay. @see facts/rules.md section 3 [W66][W31]
 */
export function certificateExpiry(term: CertificateTerm): CivilDate {
  const byBirthday = nthBirthdayAfter(term.birthDate, term.issued, term.earlyRenewal === true ? 6 : 5, term.leap)
  return [term.bodyExpiry, term.stayUntil].reduce<CivilDate>(
    (end, limit) => (limit === undefined ? end : earlierOf(end, limit)),
    byBirthday,
  )
}

/** Last valid day of a card body: 10th birthday after issue for adults, 5th for minors; early renewal one more. */
export function bodyExpiry(
  birthDate: CivilDate,
  issued: CivilDate,
  leap: LeapPolicy,
  earlyRenewal: boolean = false,
): CivilDate {
  const adultFrom = issued >= '2022-04-01' ? 18 : 20
  const years = birthday(birthDate, adultFrom, leap) <= issued ? 10 : 5
  return nthBirthdayAfter(birthDate, issued, years + (earlyRenewal ? 1 : 0), leap)
}

/** 猶予の最終日 (inclusive): by default the last day of the third month after the month of expiry. @see facts/rules.md section 3 [S2][W21] */
export function graceEnd(expiry: CivilDate, policy: Pick<CertificatePolicy, 'graceMode' | 'graceMonths'>): CivilDate {
  return policy.graceMode === 'END_OF_MONTH_PLUS_3'
    ? endOfMonth(addMonths(endOfMonth(expiry), policy.graceMonths))
    : addMonths(expiry, policy.graceMonths)
}

/** First day on which less than three months are left: the day after the day three months before expiry. @see facts/rules.md section 3 [W66][D29] */
export function renewFrom(expiry: CivilDate, policy: Pick<CertificatePolicy, 'renewMonthsBefore'>): CivilDate {
  return addDays(addMonths(expiry, -policy.renewMonthsBefore), 1)
}

interface Counter {
  readonly misses: number
  readonly locked: boolean
}

/** Consecutive misses lock for good; a success before the lock resets, an unlock at the municipality clears. */
function count(events: readonly CardEvent[], kind: 'pin' | 'face' | 'phone-pin', maxFailures: number): Counter {
  return events.reduce<Counter>(
    (counter, event) => {
      if (event.type === 'unlocked') return { misses: 0, locked: false }
      if (event.type !== kind || counter.locked) return counter
      if (event.matched) return { misses: 0, locked: false }
      const misses = counter.misses + 1
      return { misses, locked: misses >= maxFailures }
    },
    { misses: 0, locked: false },
  )
}

type InForce = Pick<Card, 'certificate' | 'bodyExpiry'> & { readonly since: Instant | null }

/** A certificate never outlives its card body, whatever the data says. @see facts/rules.md section 3, "States to simulate" */
const withinBody = (certificate: Certificate | null, bodyEnd: CivilDate): Certificate | null =>
  certificate === null ? null : { ...certificate, expiry: earlierOf(certificate.expiry, bodyEnd) }

/** The card as it is in force at a moment: the last renewal known then. */
function inForce(card: Card, events: readonly CardEvent[]): InForce {
  let current: InForce = {
    certificate: withinBody(card.certificate, card.bodyExpiry),
    bodyExpiry: card.bodyExpiry,
    since: null,
  }
  for (const event of events) {
    if (event.type === 'renewed') {
      current = {
        certificate: withinBody(event.certificate, event.bodyExpiry),
        bodyExpiry: event.bodyExpiry,
        since: event.at,
      }
    }
  }
  return current
}

function certificateState(
  card: Card,
  certificate: Certificate | null,
  day: CivilDate,
  blocked: 'SUSPENDED' | 'REVOKED' | null,
  policy: CertificatePolicy,
): CertificateState {
  if (certificate === null) return 'NONE'
  if (blocked !== null) return blocked
  if (day <= certificate.expiry) return day >= renewFrom(certificate.expiry, policy) ? 'WARN' : 'VALID'
  const graceOpen = policy.graceExists && day <= graceEnd(certificate.expiry, policy)
  const bodyAllows = policy.graceCoversBody || day <= card.bodyExpiry
  const stayAllows = policy.graceForStayLimited || !card.stayLimited
  return graceOpen && bodyAllows && stayAllows ? 'GRACE' : 'EXPIRED'
}

function blockedBy(events: readonly CardEvent[]): 'SUSPENDED' | 'REVOKED' | null {
  let blocked: 'SUSPENDED' | 'REVOKED' | null = null
  for (const event of events) {
    if (event.type === 'revoked') blocked = 'REVOKED'
    else if (event.type === 'suspended' && blocked === null) blocked = 'SUSPENDED'
    else if ((event.type === 'resumed' && blocked === 'SUSPENDED') || event.type === 'renewed') blocked = null
  }
  return blocked
}

function registrationOf(
  card: Card,
  events: readonly CardEvent[],
  day: CivilDate,
  policy: CertificatePolicy,
): Registration {
  let registration = card.registration
  let certificate = withinBody(card.certificate, card.bodyExpiry)
  for (const event of events) {
    const lapsed = certificate !== null && dateOf(event.at) > graceEnd(certificate.expiry, policy)
    if (registration === 'REGISTERED' && lapsed) registration = 'REMOVED'
    if (event.type === 'registered') registration = 'REGISTERED'
    else if (event.type === 'deregistered') registration = 'REMOVED'
    else if (event.type === 'renewed') certificate = withinBody(event.certificate, event.bodyExpiry)
  }
  const lapsedNow = certificate !== null && day > graceEnd(certificate.expiry, policy)
  return registration === 'REGISTERED' && lapsedNow ? 'REMOVED' : registration
}

/** State of a card at a moment: folds the events known by then. Total; never throws. */
export function cardStateAt(card: Card, at: Instant, policy: CertificatePolicy): CardState {
  const events = card.events
    .filter((event) => event.at <= at)
    .toSorted((a, b) => (a.at === b.at ? a.sequence - b.sequence : a.at < b.at ? -1 : 1))
  const day = dateOf(at)
  const current = inForce(card, events)
  const body = { ...card, bodyExpiry: current.bodyExpiry }
  const phonePin = count(events, 'phone-pin', policy.pinMaxFailures)
  return {
    kind: card.kind,
    certificate: certificateState(body, current.certificate, day, blockedBy(events), policy),
    certificateExpiry: current.certificate?.expiry ?? null,
    body: day <= current.bodyExpiry ? 'LIVE' : 'EXPIRED',
    bodyExpiry: current.bodyExpiry,
    pin:
      card.kind === 'face-only'
        ? { use: 'UNUSED', misses: 0, locked: false }
        : { use: 'USED', ...count(events, 'pin', policy.pinMaxFailures) },
    face:
      card.kind === 'photoless'
        ? { use: 'NO_PHOTO', misses: 0, locked: false }
        : { use: 'USED', ...count(events, 'face', policy.faceMaxFailures) },
    registration: registrationOf(card, events, day, policy),
    flags: card.flags,
    phone: card.phone,
    ...(phonePin.misses === 0 ? {} : { phonePin }),
    activating: current.since !== null && hoursSince(current.since, at) < policy.activationLagHours,
  }
}

const hoursSince = (from: Instant, to: Instant): number => (toSecondNumber(to) - toSecondNumber(from)) / 3600

/** 猶予の最終日 of a card at the reader (inclusive), as its policy has it; null when it has no grace. @see facts/rules.md section 3 */
export function graceDay(card: Card, state: CardState, policy: CertificatePolicy): CivilDate | null {
  const expiry = state.certificateExpiry
  const bodyAllows = policy.graceCoversBody || (expiry !== null && expiry < state.bodyExpiry)
  const stayAllows = policy.graceForStayLimited || !card.stayLimited
  return expiry === null || !policy.graceExists || !bodyAllows || !stayAllows ? null : graceEnd(expiry, policy)
}

/** True for a 利用者証明用電子証明書 that is in term, with or without a notice of renewal. */
export const isLiveCertificate = ({ certificate }: CardState): boolean =>
  certificate === 'VALID' || certificate === 'WARN'

/** True when the card and its 暗証番号 identify the holder to Mynaportal or an ATM. @see facts/rules.md 1.3 M03 M05 M09 */
export const identifiesByPin = (card: CardState): boolean =>
  isLiveCertificate(card) && !card.activating && card.pin.use === 'USED' && !card.pin.locked
