import {
  type Card,
  type CardEvent,
  type CardKind,
  type Certificate,
  bodyExpiry,
  certificateExpiry,
} from '../src/domain/certificate.ts'
import {
  type CivilDate,
  addMonths,
  birthday,
  civilDate,
  earlierOf,
  laterOf,
  startOfMonth,
  toDayNumber,
  yearOf,
} from '../src/domain/civil-date.ts'
import { dayOf, minuteOf } from './calendar.ts'
import type { Household, Resident } from './household.ts'
import { Q } from './questions.ts'
import { draw, falls, scale } from './seed.ts'

/** 交付開始: no card of the population is older. */
const FIRST_CARDS = toDayNumber(civilDate('2016-01-01'))
/** First day on which a baby gets a card without a photo. @see facts/rules.md section 1.3 M06 */
const PHOTOLESS_FROM = '2024-12-02'
/** First day of the 顔認証 card. @see facts/rules.md section 1.3 M05 */
const FACE_ONLY_FROM = '2023-12-15'
/** First day of the 特定在留カード. @see facts/rules.md section 1.3 M29 */
const RESIDENCE_CARD_FROM = '2026-06-14'

/** 保有率, 登録率. @see facts/rules.md section 8 [W58] */
const HOLDERS = 0.802
const REGISTERED = 0.878

/** Of those whose last birthday is at most the grace ago, and of the others; together near section 8. */
const IN_GRACE = 0.05
const EXPIRED = 0.013

interface Terms {
  readonly issued: CivilDate
  readonly bodyExpiry: CivilDate
  readonly certificate: Certificate
}

const ask = (home: Household, person: Resident, question: number): number =>
  draw(home.population.salt, person.index, question)

/** A day from `first` to `last` (both inclusive); `first` when the range is empty. */
const dayBetween = (first: number, last: number, bits: number): number =>
  first + scale(bits, Math.max(last - first + 1, 1))

/**
 * Which birthday ends the certificate: mostly one of the next five, for some the last one (in grace), for a few one that
 * is longer past.
 */
function expiringAge(home: Household, person: Resident, birthDate: CivilDate): number {
  const { referenceDate } = home.population
  const ageThisYear = yearOf(referenceDate) - yearOf(birthDate)
  const nextAge = birthDate.slice(5) >= referenceDate.slice(5) ? ageThisYear : ageThisYear + 1
  const life = ask(home, person, Q.certificateLife)
  if (falls(life, IN_GRACE)) {
    const inGrace = birthday(birthDate, nextAge - 1, 'FEB28') >= startOfMonth(addMonths(referenceDate, -3))
    if (inGrace || falls(life, EXPIRED)) return nextAge - 1
  }
  return nextAge + scale(ask(home, person, Q.certificateYear), 5)
}

/** A day that is a birthday or the day after: never before the birthday of an age. */
const birthdayOrNext = (birth: number, age: number): number => birth + 365 * age + Math.ceil(age / 4)
/** A day that is a birthday or the day before: never after the birthday of an age. */
const birthdayOrEve = (birth: number, age: number): number => birth + 365 * age + Math.floor(age / 4)

/** A card and certificate whose end is that birthday, or the first card of a small child. */
function terms(home: Household, person: Resident, birthDate: CivilDate): Terms | null {
  const { referenceDay } = home.population
  const earliest = Math.max(FIRST_CARDS, person.birth + 40)
  if (earliest >= referenceDay) return null
  const age = expiringAge(home, person, birthDate)
  if (age >= 30 && falls(ask(home, person, Q.cardRenewal), 0.45)) return renewedTerms(home, person, birthDate, age)
  const from = Math.max(earliest, age >= 5 ? birthdayOrNext(person.birth, age - 5) : person.birth)
  const until = Math.min(age >= 5 ? birthdayOrEve(person.birth, age - 4) - 1 : referenceDay, referenceDay - 1)
  const day = dayBetween(from, Math.max(until, from), ask(home, person, Q.certificateIssue))
  const issued = dayOf(Math.min(day, referenceDay))
  const body = bodyExpiry(birthDate, issued, 'FEB28')
  const expiry = certificateExpiry({ birthDate, issued, bodyExpiry: body, leap: 'FEB28' })
  return { issued, bodyExpiry: body, certificate: { issued, expiry } }
}

/** The second certificate of an adult's card: renewed in the last three months, it ends with the body. */
function renewedTerms(home: Household, person: Resident, birthDate: CivilDate, age: number): Terms {
  const from = Math.max(birthdayOrNext(person.birth, age - 10), FIRST_CARDS)
  const until = Math.max(birthdayOrEve(person.birth, age - 9) - 1, from)
  const issued = dayOf(dayBetween(from, until, ask(home, person, Q.bodyIssue)))
  const body = bodyExpiry(birthDate, issued, 'FEB28')
  const due = birthdayOrEve(person.birth, age - 5)
  const renewal = dayOf(
    Math.min(due - 1 - scale(ask(home, person, Q.certificateIssue), 80), home.population.referenceDay - 1),
  )
  const expiry = certificateExpiry({ birthDate, issued: renewal, earlyRenewal: true, bodyExpiry: body, leap: 'FEB28' })
  return { issued, bodyExpiry: body, certificate: { issued: renewal, expiry } }
}

function kindOf(
  home: Household,
  person: Resident,
  birthDate: CivilDate,
  issued: CivilDate,
  stayLimited: boolean,
): CardKind {
  if (issued >= PHOTOLESS_FROM && issued < birthday(birthDate, 1, 'FEB28')) return 'photoless'
  const bits = ask(home, person, Q.cardKind)
  if (stayLimited && issued >= RESIDENCE_CARD_FROM && falls(bits, 0.5)) return 'specific-residence'
  return issued >= FACE_ONLY_FROM && falls(bits, 0.005) ? 'face-only' : 'ordinary'
}

/** What went wrong in the sixty days before the reference day: seldom anything. */
function mishaps(home: Household, person: Resident, issued: CivilDate, kind: CardKind): CardEvent[] {
  const bits = ask(home, person, Q.mishap)
  if (!falls(bits, 0.002)) return []
  const day = dayOf(home.population.referenceDay - 1 - scale(ask(home, person, Q.mishapDay), 60))
  const date = laterOf(day, issued)
  const at = minuteOf(date, 680)
  if (falls(bits, 0.0005)) return [{ at, sequence: 1, type: 'suspended' }]
  if (falls(bits, 0.001)) return [{ at, sequence: 1, type: 'revoked' }]
  if (kind === 'face-only') return []
  return [1, 2, 3].map((sequence): CardEvent => ({ at, sequence, type: 'pin', matched: false }))
}

function phoneOf(home: Household, person: Resident, expiry: CivilDate): Card['phone'] {
  const bits = ask(home, person, Q.phone)
  const oldEnough = home.population.referenceDay - person.birth > 5844
  if (!oldEnough || expiry < home.population.referenceDate || !falls(bits, 0.06)) return null
  return { kind: falls(bits, 0.036) ? 'iphone' : 'android', expiry }
}

const registrationOf = (bits: number): Card['registration'] =>
  falls(bits, REGISTERED) ? 'REGISTERED' : falls(bits, REGISTERED + 0.004) ? 'REMOVED' : 'NEVER'

/** マイナンバーカード of a person, or null; terms follow the rules of the domain. @see facts/rules.md sections 3 and 8 */
export function cardOf(home: Household, person: Resident, birthDate: CivilDate): Card | null {
  if (!falls(ask(home, person, Q.card), HOLDERS)) return null
  const made = terms(home, person, birthDate)
  if (made === null) return null
  const { referenceDay } = home.population
  const stayBits = ask(home, person, Q.stay)
  const stayLimited = home.foreign && falls(stayBits, 0.5)
  const stayUntil = stayLimited ? dayOf(referenceDay + 20 + (stayBits % 1500)) : null
  const limit = (day: CivilDate): CivilDate => (stayUntil === null ? day : earlierOf(day, stayUntil))
  const kind = kindOf(home, person, birthDate, made.issued, stayLimited)
  const flagBits = ask(home, person, Q.flags)
  const expiry = limit(made.certificate.expiry)
  const declined = falls(ask(home, person, Q.declined), 0.003)
  return {
    kind,
    issued: made.issued,
    bodyExpiry: limit(made.bodyExpiry),
    stayLimited,
    certificate: declined ? null : { issued: made.certificate.issued, expiry },
    registration: registrationOf(ask(home, person, Q.registration)),
    phone: declined || kind !== 'ordinary' ? null : phoneOf(home, person, expiry),
    pin: kind === 'face-only' ? null : String(10_000 + scale(ask(home, person, Q.pin), 10_000)).slice(1),
    flags: { nonDisclosure: falls(flagBits, 0.0003), noSelfInfo: falls(flagBits, 0.0001) },
    events: mishaps(home, person, made.issued, kind),
  }
}
