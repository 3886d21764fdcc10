import { civilDate, toDayNumber } from '../src/domain/civil-date.ts'
import type { Coverage, LossReason, Scheme } from '../src/domain/ledger.ts'
import { PLACES, type Place, planAt } from './block-layout.ts'
import { seventyFifthBirthday } from './calendar.ts'
import type { Household, Resident } from './household.ts'
import { EPOCHS } from './insurer.ts'
import { Q } from './questions.ts'
import { draw, falls, scale } from './seed.ts'

/** 資格の期間: one cover of a person before it is written out. Days are day numbers, moments are minutes of the Japanese clock. */
export interface Span {
  readonly scheme: Scheme
  readonly place: Place
  /** Whose number it is: the insured person, or the head of a 国保 household. */
  readonly holder: Resident
  /** The slot of the block that the numbers are issued for. */
  readonly slot: number
  readonly relation: Coverage['relation']
  readonly branch: string | null
  /** First day with cover. */
  readonly acquired: number
  readonly acquiredKnown: number
  /** First day without cover, or null. */
  readonly lost: number | null
  readonly lostKnown: number
  readonly reason: LossReason
}

/** One job or 国保 time of a holder, newest first in a line. */
interface Epoch {
  readonly epoch: number
  readonly scheme: Scheme
  readonly acquired: number
  readonly lost: number | null
}

const DAY = 1440
const years = (count: number): number => Math.floor(count * 365.25)
const TWO_TO_32 = 4_294_967_296

/** How far beyond the reference day births turning 75 are already written into the ledger. */
const HORIZON = 366

/** 後期高齢者医療 begins. @see facts/rules.md section 6 */
const KOUKI_BEGAN = toDayNumber(civilDate('2008-04-01'))

const isResidential = (scheme: Scheme): boolean => scheme === 'kokuho' || scheme === 'kokuho-kumiai'

type Weights = readonly (readonly [Scheme, number])[]

/** 加入制度の割合 of working households; 医療扶助 is drawn apart. */
const WORKING: Weights = [
  ['kyokai', 0.405],
  ['kenpo', 0.31],
  ['kyosai', 0.11],
  ['kokuho', 0.145],
  ['kokuho-kumiai', 0.03],
]
const EMPLOYED: Weights = [
  ['kyokai', 0.51],
  ['kenpo', 0.37],
  ['kyosai', 0.12],
]
const PENSIONED: Weights = [
  ['kokuho', 0.71],
  ['kyokai', 0.21],
  ['kenpo', 0.06],
  ['kyosai', 0.02],
]

const WELFARE: Readonly<Partial<Record<Resident['role'], number>>> = {
  head: 0.006,
  adult: 0.035,
  young: 0.008,
  pensioner: 0.03,
  elder: 0.034,
}

function weighted(weights: Weights, bits: number): Scheme {
  let rest = bits / TWO_TO_32
  for (const [scheme, weight] of weights) {
    if (rest < weight) return scheme
    rest -= weight
  }
  return weights[0]?.[0] ?? 'kokuho'
}

const ask = (home: Household, person: Resident, question: number): number =>
  draw(home.population.salt, person.index, question)

const isSenior = (person: Resident): boolean => person.role.startsWith('elder') || person.role.startsWith('pension')

/** 75歳到達: the first day of 後期 of a person, also for those who were 75 before it existed. */
const kouki = (person: Resident): number => Math.max(seventyFifthBirthday(person.birth), KOUKI_BEGAN)

/** A scheme before another: seldom the same kind of 国保 twice. */
function schemeBefore(next: Scheme, bits: number): Scheme {
  if (isResidential(next) || bits < TWO_TO_32 * 0.65) return weighted(EMPLOYED, Math.imul(bits, 0x9e_37_79_b9) >>> 0)
  return 'kokuho'
}

/** Past covers before a day, newest first. */
function past(
  home: Household,
  holder: Resident,
  next: Scheme,
  from: number,
  firstEpoch: number,
  adult: number,
): Epoch[] {
  const epochs: Epoch[] = []
  let [scheme, end] = [next, from]
  for (let epoch = firstEpoch; epoch < EPOCHS - 1; epoch += 1) {
    if (end - adult < 400 || !falls(ask(home, holder, Q.pastExists + epoch), epoch === 1 ? 0.55 : 0.35)) break
    const gapBits = ask(home, holder, Q.gap + epoch)
    const gap = falls(gapBits, 0.9) ? 0 : falls(gapBits, 0.94) ? 1 : 2 + (gapBits % 50)
    const length = 200 + scale(ask(home, holder, Q.pastLength + epoch), years(9))
    const lost = end - gap
    scheme = schemeBefore(scheme, ask(home, holder, Q.pastScheme + epoch))
    const acquired = Math.max(adult, lost - length)
    epochs.push({ epoch, scheme, acquired, lost })
    end = acquired
  }
  return epochs
}

/** The covers of somebody with a number of his or her own, newest first. */
function line(home: Household, holder: Resident, weights: Weights): Epoch[] {
  const { referenceDay } = home.population
  const adult = holder.birth + years(18) + 30
  const bits = ask(home, holder, Q.tenure) / TWO_TO_32
  const acquired = Math.min(Math.max(adult, referenceDay - 1 - Math.floor(bits * bits * years(20))), referenceDay)
  const scheme = weighted(weights, ask(home, holder, Q.scheme))
  const before = past(home, holder, scheme, acquired, 1, adult)
  const betweenJobs = before.length > 0 && falls(ask(home, holder, Q.betweenJobs), 0.004)
  return betweenJobs ? before : [{ epoch: 0, scheme, acquired, lost: null }, ...before]
}

const placeOf = (home: Household, scheme: Scheme, epoch: number): Place =>
  scheme === 'kenpo' ? PLACES.seat : home.moved && epoch > 0 && epoch < EPOCHS - 1 ? PLACES.former : PLACES.home

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))

function branchOf(scheme: Scheme, person: Resident, holder: Resident): string | null {
  if (scheme === 'kouki' || scheme === 'assistance') return null
  const place = holder.index === person.index ? 0 : person.place
  return two(isResidential(scheme) ? place + 1 : place)
}

/** Office hours, to the minute. */
const officeHour = (bits: number): number => 540 + scale(bits, 540)

interface Filing {
  readonly acquiredLag: number
  readonly lostLag: number
}

/** 登録遅れ in days: some for everybody, months for a few. */
function filing(home: Household, holder: Resident, scheme: Scheme, epoch: number): Filing {
  const acquireBits = ask(home, holder, Q.acquireLag + epoch)
  const lossBits = ask(home, holder, Q.lossLag + epoch)
  const usual = isResidential(scheme) ? 12 : 18
  return {
    acquiredLag: acquireBits % 1000 < 20 ? 30 + (acquireBits % 97) : 1 + (acquireBits % usual),
    lostLag: lossBits % 1000 < 15 ? 40 + (lossBits % 251) : 2 + (lossBits % 16),
  }
}

/** The part of a holder's epoch that a person shares, or null when there is none. */
function share(
  home: Household,
  person: Resident,
  holder: Resident,
  epoch: Epoch,
  from: number,
  until: number | null,
): Span | null {
  const acquired = Math.max(epoch.acquired, from)
  const lost = until === null ? epoch.lost : Math.min(epoch.lost ?? until, until)
  if (lost !== null && lost <= acquired) return null
  const { acquiredLag, lostLag } = filing(home, holder, epoch.scheme, epoch.epoch)
  const clock = officeHour(ask(home, holder, Q.clock + epoch.epoch))
  const reasonBits = ask(home, holder, Q.lossReason + epoch.epoch)
  return {
    scheme: epoch.scheme,
    place: placeOf(home, epoch.scheme, epoch.epoch),
    holder,
    slot: holder.position * EPOCHS + epoch.epoch,
    relation: holder.index === person.index ? 'insured' : 'dependant',
    branch: branchOf(epoch.scheme, person, holder),
    acquired,
    acquiredKnown: (acquired + acquiredLag) * DAY + clock,
    lost,
    lostKnown:
      lost === null ? 0 : Math.max((lost + lostLag) * DAY + clock + 60, (acquired + acquiredLag) * DAY + clock + 1),
    reason: falls(reasonBits, 0.8) ? '03' : '99',
  }
}

function shares(
  home: Household,
  person: Resident,
  holder: Resident,
  epochs: readonly Epoch[],
  from: number,
  until: number | null = null,
): Span[] {
  const spans: Span[] = []
  for (const epoch of epochs) {
    const span = share(home, person, holder, epoch, from, until)
    if (span !== null) spans.push(span)
  }
  return spans
}

/** 後期 from a day, known from that day on. */
function koukiSpan(home: Household, person: Resident, from: number): Span {
  return {
    scheme: 'kouki',
    place: PLACES.home,
    holder: person,
    slot: planAt(home.at).seniors.indexOf(person.position),
    relation: null,
    branch: null,
    acquired: from,
    acquiredKnown: from * DAY,
    lost: null,
    lostKnown: 0,
    reason: '03',
  }
}

function assistanceSpan(home: Household, person: Resident, from: number): Span {
  return {
    ...koukiSpan(home, person, from),
    scheme: 'assistance',
    slot: person.position,
    acquiredKnown: (from + 3) * DAY + officeHour(ask(home, person, Q.clock)),
  }
}

/** What ends by law on a day is known on that day. */
const endingBy = (spans: readonly Span[], day: number, reason: LossReason): Span[] =>
  spans.map((span) =>
    span.lost === day ? { ...span, reason, lostKnown: Math.max(day * DAY, span.acquiredKnown + 1) } : span,
  )

/** 医療扶助: since when a household lives on it, or null. */
function welfareSince(home: Household): number | null {
  const { head, population } = home
  if (!falls(ask(home, head, Q.welfare), WELFARE[head.role] ?? 0)) return null
  return population.referenceDay - 30 - scale(ask(home, head, Q.tenure), years(9))
}

function welfareSpans(home: Household, person: Resident, since: number): Span[] {
  const adult = home.head.birth + years(18)
  const from = Math.max(since, person.birth)
  const before: Epoch = { epoch: 1, scheme: 'kokuho', acquired: Math.max(adult, since - years(3)), lost: since }
  const joined =
    person.role === 'spouse' || person.role === 'partner' ? Math.max(home.married, person.birth) : person.birth
  const formerly = since < kouki(home.head) ? shares(home, person, home.head, [before], joined) : []
  return [assistanceSpan(home, person, from), ...endingBy(formerly, since, '02')]
}

/** The line of the head, cut off by his or her 75th birthday if that is near or past. */
function headLine(home: Household): Epoch[] {
  const { head } = home
  if (head.role === 'elder') return elderPast(home, head, kouki(head))
  const epochs = line(home, head, head.role === 'pensioner' ? PENSIONED : WORKING)
  if (head.role !== 'pensioner') return epochs
  const end = kouki(head)
  return end > home.population.referenceDay + HORIZON ? epochs : cut(epochs, end)
}

const cut = (epochs: readonly Epoch[], end: number): Epoch[] =>
  epochs.flatMap((epoch) => (epoch.acquired < end ? { ...epoch, lost: Math.min(epoch.lost ?? end, end) } : []))

/** What an elder had before 75, as far as it is remembered: twelve years. */
function elderPast(home: Household, person: Resident, turned: number): Epoch[] {
  if (turned <= KOUKI_BEGAN || home.population.referenceDay - turned > years(12)) return []
  const scheme = falls(ask(home, person, Q.elderPast), 0.8) ? 'kokuho' : weighted(EMPLOYED, ask(home, person, Q.scheme))
  return [{ epoch: 1, scheme, acquired: turned - years(6) - (person.birth % 900), lost: turned }]
}

function headSpans(home: Household, epochs: readonly Epoch[]): Span[] {
  const { head } = home
  const own = shares(home, head, head, epochs, head.birth)
  if (!isSenior(head)) return own
  const turned = kouki(head)
  if (turned > home.population.referenceDay + HORIZON) return own
  return [koukiSpan(home, head, turned), ...endingBy(own, turned, '03')]
}

function childSpans(home: Household, child: Resident, epochs: readonly Epoch[]): Span[] {
  const { referenceDay } = home.population
  const grown = child.birth + years(18.3)
  if (grown >= referenceDay || !falls(ask(home, child, Q.working), 0.35)) {
    return shares(home, child, home.head, epochs, child.birth)
  }
  const own = line(home, child, EMPLOYED).filter((epoch) => epoch.epoch === 0)
  const start = own[0]?.acquired ?? null
  return [
    ...shares(home, child, child, own, child.birth),
    ...shares(home, child, home.head, epochs, child.birth, start),
  ]
}

/** The adult beside the head: at work under a number of his or her own, or sharing the head's. */
function partnerSpans(home: Household, person: Resident, epochs: readonly Epoch[]): Span[] {
  const headEmployed = epochs[0] !== undefined && !isResidential(epochs[0].scheme)
  if (falls(ask(home, person, Q.working), headEmployed ? 0.44 : 0.35)) {
    return shares(home, person, person, line(home, person, EMPLOYED), person.birth)
  }
  const joined = Math.max(home.married, epochs.at(-1)?.acquired ?? home.married)
  const adult = person.birth + years(18)
  const before = falls(ask(home, person, Q.ownPast), 0.75)
    ? past(home, person, 'kokuho', joined, 1, adult).slice(0, 1)
    : []
  return [...shares(home, person, home.head, epochs, joined), ...shares(home, person, person, before, person.birth)]
}

/** The pensioner or elder beside the head: loses a shared employee cover when the head turns 75. */
function seniorPartnerSpans(home: Household, person: Resident, epochs: readonly Epoch[]): Span[] {
  const { head, population } = home
  const horizon = population.referenceDay + HORIZON
  const [mine, heads] = [kouki(person), kouki(head)]
  const end = mine <= horizon ? mine : null
  const [present] = epochs
  const together = present !== undefined && falls(ask(home, person, Q.seniorCare), 0.75)
  const shared = together && (heads > horizon || !isResidential(present.scheme)) ? epochs : []
  const ownFrom = shared.length === 0 ? mine - years(11) - (person.birth % 400) : heads <= horizon ? heads : null
  const own: Epoch[] = ownFrom === null ? [] : [{ epoch: 0, scheme: 'kokuho', acquired: ownFrom, lost: null }]
  const remembered = mine > KOUKI_BEGAN && population.referenceDay - mine < years(12)
  const before = remembered
    ? [
        ...shares(home, person, person, own, person.birth, end),
        ...shares(home, person, head, shared, person.birth, end),
      ]
    : []
  const ended = endingBy(endingBy(before, heads, '99'), mine, '03')
  return end === null ? ended : [koukiSpan(home, person, mine), ...ended]
}

/** An elder who lives with a family. */
function elderSpans(home: Household, person: Resident): Span[] {
  const turned = kouki(person)
  const before = shares(home, person, person, elderPast(home, person, turned), person.birth)
  return [koukiSpan(home, person, turned), ...endingBy(before, turned, '03')]
}

const byAcquisition = (a: Span, b: Span): number => a.acquired - b.acquired || (a.lost ?? 1e9) - (b.lost ?? 1e9)

/** 資格の履歴: every cover of a person, the oldest first. */
export function spansOf(home: Household, person: Resident): Span[] {
  const since = welfareSince(home)
  const spans = spansInHousehold(home, person, since)
  return spans.length > 1 ? spans.toSorted(byAcquisition) : spans
}

function spansInHousehold(home: Household, person: Resident, since: number | null): Span[] {
  if (person.role === 'elder' && person.place > 0) return elderSpans(home, person)
  if (since !== null) return welfareSpans(home, person, since)
  const epochs = headLine(home)
  if (person.place === 0) return headSpans(home, epochs)
  if (person.role === 'child') return childSpans(home, person, epochs)
  return isSenior(person) ? seniorPartnerSpans(home, person, epochs) : partnerSpans(home, person, epochs)
}
