import {
  type Card,
  type CardEvent,
  type CardKind,
  type Certificate,
  type PhoneCertificate,
  type Registration,
  bodyExpiry,
  certificateExpiry,
} from '../src/domain/certificate.ts'
import {
  type CivilDate,
  type Instant,
  addDays,
  addMonths,
  civilDate,
  earlierOf,
  instantOf,
  laterOf,
} from '../src/domain/civil-date.ts'
import {
  type Coverage,
  type CoveragePatch,
  type CoverageState,
  type LedgerEvent,
  type LimitInfo,
  type LossReason,
  type Ratio,
  type Scheme,
  coverageStates,
} from '../src/domain/ledger.ts'
import { completeNumber } from '../src/domain/numbers.ts'
import type { Member, PersonName, Sex } from '../src/domain/person.ts'
import { elderlyGroups, limitYears } from './entitlements.ts'
import { specimenInsurer } from './insurer.ts'

/** 資格喪失 of a changed cover: `date` is the first day without cover. */
export interface LossChange {
  readonly date: CivilDate
  /** Default `99`. */
  readonly reason?: LossReason
  /** Default the loss day at 00:00. */
  readonly knownAt?: Instant
}

/** One cover of a changed person; what is left out is taken from the member's present cover. */
export interface CoverageChange {
  readonly scheme?: Scheme
  readonly insurerNumber?: string
  readonly insurerName?: string
  readonly symbol?: string | null
  readonly number?: string
  readonly branch?: string | null
  readonly relation?: Coverage['relation']
  readonly classification?: Coverage['classification']
  readonly acquired?: CivilDate
  /** Default the day of acquisition at 00:00. */
  readonly knownAt?: Instant
  readonly lost?: LossChange
  /** 後期: the ratio of the cover; 70–74: the ratio of the elderly group; otherwise of no effect. */
  readonly ratio?: Ratio
  /** 適用区分 (OQSCD012), or null for none. */
  readonly limit?: string | null
  /** 長期入院該当年月日 of that class, known from that day on. */
  readonly limitLongStay?: CivilDate
  /** 医療扶助: day from which the 医療券 of the month is registered, null for never. */
  readonly ticket?: CivilDate | null
  /** 有効終了年月日 of the paper, inclusive; default that of the present cover, null for a new one. */
  readonly validUntil?: CivilDate | null
}

/** An event of a changed card, in the order of the list; `at` is absolute. */
export type CardEventChange =
  | { readonly at: Instant; readonly type: 'pin' | 'face'; readonly matched: boolean }
  | {
      readonly at: Instant
      readonly type: 'suspended' | 'resumed' | 'revoked' | 'registered' | 'deregistered' | 'unlocked'
    }
  | {
      readonly at: Instant
      readonly type: 'renewed'
      readonly issued: CivilDate
      readonly expiry: CivilDate
      readonly bodyExpiry: CivilDate
    }

/** Changes to the card; a member without a card gets an ordinary one first. */
export interface CardChange {
  readonly kind?: CardKind
  readonly issued?: CivilDate
  /** Last valid day (inclusive). */
  readonly bodyExpiry?: CivilDate
  /** `expiry` is the last valid day; `issued` defaults to five years before it, or the day of the card if later. */
  readonly certificate?: null | { readonly issued?: CivilDate; readonly expiry: CivilDate }
  readonly registration?: Registration
  readonly phone?: PhoneCertificate | null
  readonly pin?: string
  readonly stayLimited?: boolean
  readonly flags?: { readonly nonDisclosure?: boolean; readonly noSelfInfo?: boolean }
  /** Replaces all events of the card. */
  readonly events?: readonly CardEventChange[]
}

/** How a person differs from the member of the same index: plain data, every date absolute. */
export interface PersonChanges {
  readonly name?: PersonName
  readonly otherName?: PersonName | null
  readonly sex?: Sex
  readonly birthDate?: CivilDate
  /** Replaces the whole ledger; an empty list is a person who never had cover. */
  readonly coverage?: readonly CoverageChange[]
  /** null takes the card away. */
  readonly card?: null | CardChange
}

const FIRST_LIMIT_YEAR = civilDate('2021-08-01')
const LAST_LIMIT_DAY = civilDate('2031-08-01')
const FAR = civilDate('2100-01-01')
const END_OF_TIME = instantOf(FAR, '00:00')

const startOfDay = (day: CivilDate): Instant => instantOf(day, '00:00')
const laterMoment = (a: Instant, b: Instant): Instant => (a < b ? b : a)

/** 変更後の人: the member with the changes; the given member stays as it is, and nobody else is touched. */
export function applyChanges(member: Member, changes: PersonChanges): Member {
  const person: Member = {
    ...member,
    name: changes.name ?? member.name,
    otherName: changes.otherName === undefined ? member.otherName : changes.otherName,
    sex: changes.sex ?? member.sex,
    birthDate: changes.birthDate ?? member.birthDate,
  }
  const ledger =
    changes.coverage === undefined ? adaptedLedger(member, person) : newLedger(member, person, changes.coverage)
  return { ...person, ledger, card: changedCard(member, person, changes.card) }
}

type WithoutSequence<E> = E extends LedgerEvent ? Omit<E, 'sequence'> : never
type Unnumbered = WithoutSequence<LedgerEvent>

/** Entries in the order in which they became known, numbered from 1. */
const numbered = (entries: readonly Unnumbered[]): LedgerEvent[] =>
  entries
    .toSorted((a, b) => (a.knownAt < b.knownAt ? -1 : a.knownAt > b.knownAt ? 1 : 0))
    .map((entry, place): LedgerEvent => ({ ...entry, sequence: place + 1 }))

interface Entitlement {
  readonly coverage: Coverage
  readonly knownAt: Instant
  /** First day without cover, or null. */
  readonly lost: CivilDate | null
  readonly ratio: Ratio
  readonly band: string | null
  readonly longStay: CivilDate | null
}

/** 長期入院該当: a class without it until that day, and with it from then on. */
function longStays(
  limit: LimitInfo,
  longStay: CivilDate | null,
): readonly (readonly [from: CivilDate, limit: LimitInfo])[] {
  if (longStay === null || limit.until < longStay) return [[limit.from, limit]]
  const known = { ...limit, longStay }
  return longStay <= limit.from
    ? [[limit.from, known]]
    : [
        [limit.from, limit],
        [longStay, known],
      ]
}

/** The yearly papers of a cover as corrections: elderly groups by age, limit classes if there is one. */
function entitlements(person: Member, of: Entitlement): Unnumbered[] {
  const { coverage, knownAt, ratio, band } = of
  const ends = of.lost ?? FAR
  const corrected = (from: CivilDate, patch: CoveragePatch): Unnumbered => ({
    type: 'corrected',
    knownAt: laterMoment(startOfDay(from), knownAt),
    coverageId: coverage.id,
    patch,
  })
  const hasGroups = coverage.scheme !== 'kouki' && coverage.scheme !== 'assistance'
  const groups = hasGroups ? elderlyGroups(person.birthDate, coverage.acquired, ends, ratio) : []
  const limitFrom = laterOf(coverage.acquired, FIRST_LIMIT_YEAR)
  const limits = band === null ? [] : limitYears(band, limitFrom, earlierOf(ends, LAST_LIMIT_DAY))
  return [
    ...groups.map((elderly) => corrected(elderly.from, { elderly })),
    ...limits.flatMap((limit) =>
      longStays(limit, of.longStay).map(([from, known]) => corrected(from, { limit: known })),
    ),
  ]
}

/** What a change of name or birth date does to a ledger that is not replaced. */
function adaptedLedger(member: Member, person: Member): readonly LedgerEvent[] {
  const [renamed, reborn] = [person.name !== member.name, person.birthDate !== member.birthDate]
  if (!renamed && !reborn) return member.ledger
  const states = coverageStates(member.ledger, END_OF_TIME)
  const entries = member.ledger.flatMap((event): Unnumbered[] => {
    if (event.type === 'acquired') {
      const coverage = {
        ...event.coverage,
        insuredName: ownName(event.coverage) ? person.name.kanji : event.coverage.insuredName,
        acquired: laterOf(event.coverage.acquired, person.birthDate),
      }
      const state = states.find((each) => each.id === coverage.id)
      const lost = state?.loss?.date ?? null
      const ratio = state?.elderly?.ratio ?? '020'
      const given = { ...event, coverage }
      if (!reborn) return [given]
      return [
        given,
        ...entitlements(person, { coverage, knownAt: event.knownAt, lost, ratio, band: null, longStay: null }),
      ]
    }
    const depends = event.type === 'corrected' && ('elderly' in event.patch || 'limit' in event.patch)
    return reborn && depends ? [] : [event]
  })
  return numbered(entries)
}

const ownName = (coverage: Pick<Coverage, 'relation'>): boolean => coverage.relation !== 'dependant'

/** The cover that changes start from: the open one registered last, else the last one. */
function presentCover(member: Member): CoverageState | undefined {
  const states = coverageStates(member.ledger, END_OF_TIME)
  return states.findLast((state) => state.loss === null) ?? states.at(-1)
}

const withoutSymbol = (scheme: Scheme): boolean => scheme === 'kouki' || scheme === 'assistance'

/** A number of the specimen insurer for a person, by index. */
function specimenNumber(scheme: Scheme, index: number): string {
  const digits = String(10_000_000 + (index % 10_000_000)).slice(1)
  if (scheme === 'kouki') return completeNumber('kouki-insured', digits)
  return scheme === 'assistance' ? completeNumber('public-recipient', digits.slice(1)) : digits
}

const unlessUndefined = <T>(value: T | undefined, other: T): T => (value === undefined ? other : value)

function changedCoverage(member: Member, person: Member, change: CoverageChange, id: string): Coverage {
  const base = presentCover(member)
  const scheme = change.scheme ?? base?.scheme ?? 'kyokai'
  const kept = base !== undefined && base.scheme === scheme ? base : undefined
  const specimen = specimenInsurer(scheme)
  const bare = withoutSymbol(scheme)
  const relation = unlessUndefined(change.relation, bare ? null : (kept?.relation ?? 'insured'))
  const firstBranch = scheme === 'kokuho' || scheme === 'kokuho-kumiai' ? '01' : '00'
  const acquired = change.acquired ?? laterOf(kept?.acquired ?? civilDate('2024-04-01'), person.birthDate)
  const own = ownName({ relation })
  return {
    id,
    scheme,
    insurerName: change.insurerName ?? kept?.insurerName ?? specimen.name,
    key: {
      insurerNumber: change.insurerNumber ?? kept?.key.insurerNumber ?? specimen.number,
      symbol: unlessUndefined(change.symbol, bare ? null : (kept?.key.symbol ?? '1')),
      number: change.number ?? kept?.key.number ?? specimenNumber(scheme, member.index),
      branch: unlessUndefined(change.branch, bare ? null : (kept?.key.branch ?? firstBranch)),
    },
    classification: change.classification ?? (scheme === 'assistance' ? 'A1' : (kept?.classification ?? '01')),
    relation,
    insuredName: own || kept === undefined ? person.name.kanji : kept.insuredName,
    acquired,
    issued: acquired,
    validFrom: acquired,
    validUntil: unlessUndefined(change.validUntil, change.acquired === undefined ? (kept?.validUntil ?? null) : null),
    koukiRatio: scheme === 'kouki' ? (change.ratio ?? kept?.koukiRatio ?? '010') : null,
    elderly: null,
    limit: null,
    ...(change.ticket === undefined ? {} : { ticket: change.ticket }),
  }
}

function newLedger(member: Member, person: Member, changes: readonly CoverageChange[]): LedgerEvent[] {
  const base = presentCover(member)
  return numbered(
    changes.flatMap((change, place): Unnumbered[] => {
      const coverage = changedCoverage(member, person, change, `c${place + 1}`)
      const knownAt = change.knownAt ?? startOfDay(coverage.acquired)
      const sameLife = base?.scheme === coverage.scheme && member.birthDate === person.birthDate
      const band = unlessUndefined(change.limit, sameLife ? (base.limit?.band ?? null) : null)
      const ratio = change.ratio ?? base?.elderly?.ratio ?? '020'
      const lost = change.lost?.date ?? null
      const entries: Unnumbered[] = [
        { type: 'acquired', knownAt, coverage },
        ...entitlements(person, { coverage, knownAt, lost, ratio, band, longStay: change.limitLongStay ?? null }),
      ]
      if (change.lost !== undefined) {
        entries.push({
          type: 'lost',
          knownAt: change.lost.knownAt ?? startOfDay(change.lost.date),
          coverageId: coverage.id,
          lossDate: change.lost.date,
          reason: change.lost.reason ?? '99',
        })
      }
      return entries
    }),
  )
}

const LEAP = 'FEB28'

/** A card by the calendar: both ends follow from the birth date and the day of issue. */
function ordinaryCard(birthDate: CivilDate, issued: CivilDate, pin: string): Card {
  const body = bodyExpiry(birthDate, issued, LEAP)
  return {
    kind: 'ordinary',
    issued,
    bodyExpiry: body,
    stayLimited: false,
    certificate: { issued, expiry: certificateExpiry({ birthDate, issued, bodyExpiry: body, leap: LEAP }) },
    registration: 'REGISTERED',
    phone: null,
    pin,
    flags: { nonDisclosure: false, noSelfInfo: false },
    events: [],
  }
}

const DEFAULT_ISSUE = civilDate('2024-04-01')
const firstIssue = (birthDate: CivilDate): CivilDate => laterOf(DEFAULT_ISSUE, addDays(birthDate, 60))

/** The card of somebody whose birth date changed: same day of issue where possible, ends by the new birthday. */
function adaptedCard(member: Member, person: Member): Card | null {
  const { card } = member
  if (card === null || person.birthDate === member.birthDate) return card
  const issued = laterOf(card.issued, addDays(person.birthDate, 60))
  const { bodyExpiry: body, certificate } = ordinaryCard(person.birthDate, issued, '')
  const phone = card.phone !== null && certificate !== null ? { ...card.phone, expiry: certificate.expiry } : null
  return { ...card, issued, bodyExpiry: body, certificate: card.certificate === null ? null : certificate, phone }
}

function changedCertificate(base: Card, change: CardChange): Certificate | null {
  if (change.certificate === undefined) return base.certificate
  if (change.certificate === null) return null
  const { expiry } = change.certificate
  return { issued: change.certificate.issued ?? addMonths(expiry, -60), expiry }
}

function cardEvent(change: CardEventChange, place: number): CardEvent {
  const stamp = { at: change.at, sequence: place + 1 }
  if (change.type === 'pin' || change.type === 'face') return { ...stamp, type: change.type, matched: change.matched }
  if (change.type !== 'renewed') return { ...stamp, type: change.type }
  const certificate = { issued: change.issued, expiry: change.expiry }
  return { ...stamp, type: 'renewed', certificate, bodyExpiry: change.bodyExpiry }
}

/** The phone's certificate never outlives the card's. */
function changedPhone(base: Card, change: CardChange, certificate: Certificate | null): Card['phone'] {
  if (change.phone !== undefined) return change.phone
  if (base.phone === null || certificate === null) return null
  return { ...base.phone, expiry: earlierOf(base.phone.expiry, certificate.expiry) }
}

function changedCard(member: Member, person: Member, change: CardChange | null | undefined): Card | null {
  const adapted = adaptedCard(member, person)
  if (change === undefined) return adapted
  if (change === null) return null
  const base = adapted ?? ordinaryCard(person.birthDate, firstIssue(person.birthDate), '1234')
  const certificate = changedCertificate(base, change)
  const kind = change.kind ?? base.kind
  const issued = change.issued ?? earlierOf(base.issued, certificate?.issued ?? base.issued)
  const body = change.issued === undefined ? base.bodyExpiry : bodyExpiry(person.birthDate, change.issued, LEAP)
  return {
    kind,
    issued,
    bodyExpiry: change.bodyExpiry ?? laterOf(body, certificate?.expiry ?? body),
    stayLimited: change.stayLimited ?? base.stayLimited,
    certificate,
    registration: change.registration ?? base.registration,
    phone: changedPhone(base, change, certificate),
    pin: kind === 'face-only' ? null : (change.pin ?? base.pin ?? '1234'),
    flags: { ...base.flags, ...change.flags },
    events: change.events?.map(cardEvent) ?? base.events,
  }
}
