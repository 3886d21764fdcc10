import {
  type Card,
  type CardState,
  type CertificatePolicy,
  cardStateAt,
  graceDay,
} from '../../src/domain/certificate.ts'
import {
  type CivilDate,
  type Instant,
  addDays,
  addMonths,
  civilDate,
  civilMonth,
  dateOf,
  endOfMonth,
  instantOf,
  monthOf,
  startOfMonth,
  yearOf,
} from '../../src/domain/civil-date.ts'
import { type CoverageState, type LedgerEvent, coverageStates, covers } from '../../src/domain/ledger.ts'
import type { Member } from '../../src/domain/person.ts'
import type { FilingInsurer } from '../../src/domain/registration.ts'
import { type RuleBook, valueOn } from '../../src/domain/rules.ts'
import { expiredListedAfter, lawfulDayListed } from '../../src/domain/rules/registration.ts'
import { INSURER_LISTS, type InsurerList, type InsurerListKind, RECORD_BANNER } from '../../src/wire/insurer-records.ts'
import type { WorldEventOf } from '../events.ts'
import type { ServicePractice } from '../practice.ts'
import { monthlyListDay, morningOf } from './calendar.ts'
import { insurerOf } from '../../generators/index.ts'
import type { Gateway } from './gateway.ts'

/** What the lists are made from. */
export interface ListWorld {
  readonly now: () => Instant
  readonly book: RuleBook
  readonly practice: ServicePractice
  readonly gateway: Gateway
  /** Everybody of whom the world knows anything by name. */
  readonly everybody: () => Iterable<string>
  /** A person with the card that was in his hands, handed back or not. */
  readonly person: (name: string) => Member | null
  readonly policyOn: (day: CivilDate) => CertificatePolicy
  /** When the card of a person was handed back; null when it was not. */
  readonly cardReturned: (name: string) => Instant | null
  /** Care that clinics gave, as known at a moment. */
  readonly care: (at: Instant) => readonly WorldEventOf<'care'>[]
}

/** A list that is there. */
export interface PublishedList {
  readonly id: string
  readonly kind: InsurerListKind
  readonly asOf: CivilDate
  readonly publishedAt: Instant
}

type RowOf<K extends InsurerListKind> = Extract<InsurerList, { kind: K }>['rows'][number]
type MemberKey = RowOf<'registration-status'>['memberKey']

const keyOf = ({ key: { symbol, number, branch } }: Pick<CoverageState, 'key'>): MemberKey => ({
  symbol,
  number,
  branch,
})
const orderOf = ({ symbol, number, branch }: MemberKey): string => `${symbol ?? ''} ${number} ${branch ?? ''}`
const byKey = (a: { readonly memberKey: MemberKey }, b: { readonly memberKey: MemberKey }): number => {
  const [left, right] = [orderOf(a.memberKey), orderOf(b.memberKey)]
  return left === right ? 0 : left < right ? -1 : 1
}

/** First month end whose registration status was given to insurers. @see facts/insurer.md 1.6 */
const FIRST_STATUS = civilDate('2024-10-31')
/** How many months of lists can be fetched. */
const MONTHS_KEPT = 12

const endOfDay = (day: CivilDate): Instant => instantOf(day, '23:59:59')
const monthsBetween = (from: CivilDate, to: CivilDate): number =>
  (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from)

/** Lists that are there by now, oldest first. */
export function publishedLists(world: ListWorld, insurer: FilingInsurer): readonly PublishedList[] {
  const { book, practice } = world
  const now = world.now()
  const months = Array.from({ length: MONTHS_KEPT + 1 }, (_, back) => addMonths(startOfMonth(dateOf(now)), -back))
  const plain = months.flatMap((month): Omit<PublishedList, 'id'>[] => {
    const monthEnd = endOfMonth(month)
    const day = monthlyListDay(month, book)
    const own = { asOf: addDays(day, -1), publishedAt: morningOf(day) }
    return [
      ...(monthEnd < FIRST_STATUS
        ? []
        : (['registration-status', 'expired-certificates'] as const).map((kind) => ({
            kind,
            asOf: monthEnd,
            publishedAt: practice.statusPublishedAt(monthEnd, book),
          }))),
      { kind: 'overlaps', ...own },
      { kind: 'moved-claims', ...own },
      ...applicationsOf(world, insurer, month),
      ...(invitationRows(world, insurer, own.asOf).length === 0 ? [] : [{ kind: 'invitations' as const, ...own }]),
    ]
  })
  return plain
    .filter(({ publishedAt }) => publishedAt <= now)
    .map((list) => ({ id: `${list.kind}/${listMonth(list)}`, ...list }))
    .toSorted((a, b) =>
      a.publishedAt === b.publishedAt
        ? INSURER_LISTS.indexOf(a.kind) - INSURER_LISTS.indexOf(b.kind)
        : a.publishedAt < b.publishedAt
          ? -1
          : 1,
    )
}

/** The month a list is named after: that of its state, for overlaps and claims that of their publication. */
const listMonth = ({ kind, asOf, publishedAt }: Omit<PublishedList, 'id'>): string =>
  civilMonth(OF_ITS_STATE.has(kind) ? asOf : dateOf(publishedAt))

const OF_ITS_STATE: ReadonlySet<InsurerListKind> = new Set([
  'registration-status',
  'expired-certificates',
  'unregistrations',
])

/** B6 is there at once after the run that processed an application. */
function applicationsOf(world: ListWorld, insurer: FilingInsurer, month: CivilDate): Omit<PublishedList, 'id'>[] {
  const last = applied(world, insurer, month)
    .map(({ at }) => at)
    .toSorted()
    .at(-1)
  return last === undefined ? [] : [{ kind: 'unregistrations', asOf: dateOf(last), publishedAt: last }]
}

const applied = ({ gateway, now }: ListWorld, insurer: FilingInsurer, month: CivilDate) =>
  gateway
    .timelines(insurer)
    .flatMap(({ unregistrations }) => unregistrations)
    .filter(({ at }) => at <= now() && civilMonth(dateOf(at)) === civilMonth(month))

/** Whether the card of a person had been handed back by a moment. */
function isReturned({ cardReturned }: ListWorld, name: string, at: Instant): boolean {
  const returned = cardReturned(name)
  return returned !== null && returned <= at
}

/** 利用登録の状態 of one card at a month end. @see facts/insurer.md 3.2, 3.3 */
function statusOf(
  world: ListWorld,
  name: string,
  member: Member,
  monthEnd: CivilDate,
): RowOf<'registration-status'>['status'] {
  const at = endOfDay(monthEnd)
  const { book, policyOn } = world
  if (isReturned(world, name, at)) return 'cardReturned'
  if (member.card === null) return 'none'
  const card = cardStateAt(member.card, at, policyOn(monthEnd))
  if (card.registration === 'REMOVED' && wasTakenBack(member.card, at)) return 'unregistered'
  if (card.registration === 'NEVER') return 'none'
  const expiry = expiredOn(card)
  if (expiry !== null) return isDue(expiry, monthEnd, book) ? 'expired' : 'registered'
  if (card.registration === 'REMOVED' || card.certificate === 'NONE' || card.certificate === 'REVOKED') return 'none'
  return 'registered'
}

/** Last day of a certificate that has ended by itself; null for any other. */
const expiredOn = ({ certificate, certificateExpiry }: CardState): CivilDate | null =>
  certificate === 'GRACE' || certificate === 'EXPIRED' ? certificateExpiry : null

/** Whether the insurer issues a 資格確認書 by the list of this month end. @see facts/insurer.md 3.3 */
const isDue = (expiry: CivilDate, monthEnd: CivilDate, book: RuleBook): boolean =>
  monthsBetween(expiry, monthEnd) >= valueOn(expiredListedAfter, monthEnd, book)

/** Whether the registration ended on the wish of the person, not with the grace. */
function wasTakenBack(card: Card, at: Instant): boolean {
  const last = card.events
    .filter((event) => event.at <= at && (event.type === 'registered' || event.type === 'deregistered'))
    .toSorted((a, b) => (a.at === b.at ? a.sequence - b.sequence : a.at < b.at ? -1 : 1))
    .at(-1)
  return last?.type === 'deregistered'
}

function* membersOf(world: ListWorld): Generator<{ readonly name: string; readonly member: Member }> {
  for (const name of new Set(world.everybody())) {
    const member = world.person(name)
    if (member !== null) yield { name, member }
  }
}

const openOn = (member: Member, day: CivilDate): readonly CoverageState[] =>
  coverageStates(member.ledger, endOfDay(day)).filter((state) => covers(state, day))

/** Everybody whom an insurer covers on a day, with the numbers of that cover. */
const insuredOn = (world: ListWorld, insurer: FilingInsurer, day: CivilDate) =>
  [...membersOf(world)].flatMap(({ name, member }) => {
    const own = openOn(member, day).findLast(({ key }) => key.insurerNumber === insurer.number)
    return own === undefined ? [] : [{ name, member, memberKey: keyOf(own) }]
  })

function statusRows(world: ListWorld, insurer: FilingInsurer, asOf: CivilDate): RowOf<'registration-status'>[] {
  return insuredOn(world, insurer, asOf).map(({ name, member, memberKey }) => ({
    memberKey,
    status: statusOf(world, name, member, asOf),
  }))
}

function expiredRows(world: ListWorld, insurer: FilingInsurer, asOf: CivilDate): RowOf<'expired-certificates'>[] {
  const policy = world.policyOn(asOf)
  const at = endOfDay(asOf)
  return insuredOn(world, insurer, asOf).flatMap(({ name, member, memberKey }) => {
    if (member.card === null || isReturned(world, name, at)) return []
    const card = cardStateAt(member.card, at, policy)
    const expiry = expiredOn(card)
    if (expiry === null) return []
    return [
      { memberKey, expiry, graceEnd: graceDay(member.card, card, policy), issue: isDue(expiry, asOf, world.book) },
    ]
  })
}

type Pair = readonly [CoverageState, CoverageState]

/** Covers of different insurers that are open on a day, older first; the day that the law prescribes left out. @see facts/insurer.md 1.7, 3.1 */
function pairsOn({ book, practice }: ListWorld, member: Member, day: CivilDate): Pair[] {
  const open = openOn(member, day)
    .filter(({ scheme }) => scheme !== 'assistance')
    .toSorted((a, b) => (a.acquired === b.acquired ? 0 : a.acquired < b.acquired ? -1 : 1))
  const listsLawful = valueOn(lawfulDayListed, day, book)
  return open.flatMap((older, place) =>
    open
      .slice(place + 1)
      .filter((newer) => newer.key.insurerNumber !== older.key.insurerNumber)
      .filter((newer) => listsLawful || !practice.isLawfulDay(older, newer, day))
      .map((newer): Pair => [older, newer]),
  )
}

/** More lists in a row than anybody reads. */
const MOST_APPEARANCES = 60

function appearancesOf(world: ListWorld, member: Member, [older, newer]: Pair, asOf: CivilDate): number {
  let count = 1
  let month = startOfMonth(asOf)
  while (count < MOST_APPEARANCES) {
    month = addMonths(month, -1)
    const day = addDays(monthlyListDay(month, world.book), -1)
    const same = pairsOn(world, member, day).some(([a, b]) => a.id === older.id && b.id === newer.id)
    if (!same) return count
    count += 1
  }
  return count
}

function overlapRows(world: ListWorld, insurer: FilingInsurer, asOf: CivilDate): RowOf<'overlaps'>[] {
  return [...membersOf(world)].flatMap(({ member }) =>
    pairsOn(world, member, asOf).flatMap((pair) => {
      const own = pair.find(({ key }) => key.insurerNumber === insurer.number)
      const other = pair.find(({ key }) => key.insurerNumber !== insurer.number)
      if (own === undefined || other === undefined) return []
      return [
        {
          memberKey: keyOf(own),
          acquired: own.acquired,
          other: { insurerNo: other.key.insurerNumber, memberKey: keyOf(other), acquired: other.acquired },
          appearances: appearancesOf(world, member, pair, asOf),
        },
      ]
    }),
  )
}

interface LateLoss {
  readonly date: CivilDate
  readonly knownAt: Instant
}

/** Losses of a cover, and the voiding of the whole, with the moment from which they were known. */
function lossesOf(world: ListWorld, name: string, ledger: readonly LedgerEvent[], coverageId: string): LateLoss[] {
  const acquired = new Map(
    ledger.flatMap((event) =>
      event.type === 'acquired' && event.coverage.id === coverageId
        ? [[event.sequence, event.coverage.acquired] as const]
        : [],
    ),
  )
  const isVoided = world.gateway.isVoided(name, coverageId)
  return ledger.flatMap((event): LateLoss[] => {
    if (event.type === 'lost' && event.coverageId === coverageId) {
      return [{ date: event.lossDate, knownAt: event.knownAt }]
    }
    const first = event.type === 'voided' && isVoided ? acquired.get(event.target) : undefined
    return first === undefined ? [] : [{ date: first, knownAt: event.knownAt }]
  })
}

/** B7: care billed on a cover whose loss was registered after the care. @see facts/insurer.md 3, INS-42 */
function claimRows(world: ListWorld, insurer: FilingInsurer, publishedAt: Instant): RowOf<'moved-claims'>[] {
  const before = morningOf(monthlyListDay(addMonths(startOfMonth(dateOf(publishedAt)), -1), world.book))
  return world.care(publishedAt).flatMap(({ person: name, date, billed }) => {
    if (billed === null || billed.key.insurerNumber !== insurer.number) return []
    const ledger = world.person(name)?.ledger ?? []
    const late = lossesOf(world, name, ledger, billed.coverageId)
      .filter(({ knownAt }) => knownAt > billed.asked && knownAt > before && knownAt <= publishedAt)
      .filter((loss) => loss.date <= date)
      .at(-1)
    if (late === undefined) return []
    const final = coverageStates(ledger, publishedAt).find(({ id }) => id === billed.coverageId)
    const isKept = final !== undefined && covers(final, date)
    const lossDate = final?.loss?.date ?? late.date
    return [{ memberKey: keyOf(billed), careDay: date, lossDate, verdict: isKept ? 'kept' : 'moved' }]
  })
}

/** Months from the visit to the extraction. @see facts/insurer.md 1.5, 3 B4 */
const INVITED_AFTER = 3

/** Whether somebody lives where a municipality runs 国保; 見本区 is that of everybody who was made up for a world. */
const livesIn = ({ number, name }: FilingInsurer, { address }: Member): boolean =>
  insurerOf(number) === null || address.text.includes(name.replace(/^見本/, ''))

/** B4: care on a cover that was lost by then, in the month three before, of residents whom nothing covers now. */
function invitationRows(world: ListWorld, insurer: FilingInsurer, asOf: CivilDate): RowOf<'invitations'>[] {
  if (insurer.scheme !== 'kokuho' || asOf > dateOf(world.now())) return []
  const careMonth = civilMonth(addMonths(startOfMonth(addDays(asOf, 1)), -INVITED_AFTER))
  const rows = world.care(endOfDay(asOf)).flatMap(({ person: name, date, billed }): RowOf<'invitations'>[] => {
    const member = billed === null || civilMonth(date) !== careMonth ? null : world.person(name)
    if (billed === null || member === null || openOn(member, asOf).length > 0 || !livesIn(insurer, member)) return []
    const used = coverageStates(member.ledger, endOfDay(asOf)).find(({ id }) => id === billed.coverageId)
    const lossDate = used?.loss?.date ?? null
    if (used === undefined || lossDate === null || lossDate > date) return []
    const insurerNo = used.key.insurerNumber
    return [{ memberKey: keyOf(used), insurerNo, lossDate, person: name, name: member.name.kanji, careMonth }]
  })
  return rows.filter(({ person }, place) => rows.findIndex((row) => row.person === person) === place)
}

/** A list by its kind and month; null when it is not there yet, no longer, or never will be. */
export function insurerList(
  world: ListWorld,
  insurer: FilingInsurer,
  kind: InsurerListKind,
  month: string,
): InsurerList | null {
  const found = publishedLists(world, insurer).find(({ id }) => id === `${kind}/${month}`)
  if (found === undefined) return null
  const { asOf, publishedAt } = found
  const head = { banner: RECORD_BANNER, asOf, publishedAt } as const
  switch (kind) {
    case 'registration-status':
      return { ...head, kind, rows: statusRows(world, insurer, asOf).toSorted(byKey) }
    case 'expired-certificates':
      return { ...head, kind, rows: expiredRows(world, insurer, asOf).toSorted(byKey) }
    case 'overlaps':
      return { ...head, kind, rows: overlapRows(world, insurer, asOf).toSorted(byKey) }
    case 'unregistrations':
      return {
        ...head,
        kind,
        rows: applied(world, insurer, asOf)
          .map(({ numbers: memberKey, appliedOn, worksUntil }) => ({ memberKey, appliedOn, worksUntil }))
          .toSorted(byKey),
      }
    case 'moved-claims':
      return { ...head, kind, rows: claimRows(world, insurer, publishedAt).toSorted(byKey) }
    case 'invitations':
      return { ...head, kind, rows: invitationRows(world, insurer, asOf).toSorted(byKey) }
  }
}
