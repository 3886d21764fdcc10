import { koukiStart } from '../../../domain/ages.ts'
import { type CivilDate, addDays, civilDate, dateOf, parseCivilDate } from '../../../domain/civil-date.ts'
import type { DocumentKind } from '../../../domain/document.ts'
import { lossDateOf } from '../../../domain/loss-dates.ts'
import type { MemberKey } from '../../../wire/insurer-records.ts'
import type { History, PersonTruth } from '../../../../scenarios/history.ts'
import { isUsable } from '../../../../scenarios/office.ts'
import type { InsurerEvent, RosterMember } from '../../../../scenarios/protocol-insurer.ts'
import { headInForms } from '../../evidence-forms.ts'
import {
  type OfficeEvent,
  type ToldDocument,
  type ToldPiece,
  documentsIn,
  eventsOf,
  isComplete,
  memberInBooks,
  piecesOf,
  printed,
  sentRecords,
  truthSteps,
} from '../../evidence-insurer.ts'

/** 加入者: what the scenario itself says of one person, whatever the system under test makes of it. */
export interface Member {
  readonly ref: string
  readonly roster: RosterMember | null
  /** Complete forms by which he joined. */
  readonly joins: readonly OfficeEvent<'join'>[]
  /** Every name that he has or had on a form, in the books or in the resident register. */
  readonly names: ReadonlySet<string>
  readonly birthDates: ReadonlySet<string>
}

type Kind = InsurerEvent['kind']

/** The events of some kinds about a person, in order. */
export const eventsAbout = (history: History, ref: string, ...kinds: readonly Kind[]) =>
  kinds.flatMap((kind) => eventsOf(history, kind)).filter(({ person }) => person === ref)

/** Whether anything of some kinds happened to a person up to a step, default ever. */
export const happened = (history: History, ref: string, kinds: readonly Kind[], upTo = Infinity): boolean =>
  eventsAbout(history, ref, ...kinds).some(({ index }) => index <= upTo)

const MEMBERS = new WeakMap<History, readonly Member[]>()

/** Everybody of a case who is in the books or joined. */
export function membersOf(history: History): readonly Member[] {
  const known = MEMBERS.get(history)
  if (known !== undefined) return known
  const members = Object.keys(history.insurance?.register ?? {}).map((ref) => memberOfCase(history, ref))
  MEMBERS.set(history, members)
  return members
}

function memberOfCase(history: History, ref: string): Member {
  const roster = history.insurance === null ? null : memberInBooks(history.insurance, ref)
  const forms = eventsAbout(history, ref, 'join', 'correct-five').flatMap(({ event }) =>
    event.kind === 'join' || event.kind === 'correct-five' ? [event.five] : [],
  )
  const fives = [history.insurance?.register[ref]?.five, roster?.five, ...forms]
  const renamed = eventsOf(history, 'rename').flatMap(({ person, event }) => (person === ref ? [event.name.kanji] : []))
  return {
    ref,
    roster,
    joins: eventsOf(history, 'join').filter(({ person, event }) => person === ref && isComplete(event)),
    names: new Set([...fives.flatMap((five) => five?.kanji ?? []), ...renamed]),
    birthDates: new Set(fives.flatMap((five) => five?.birthDate ?? [])),
  }
}

/** The characters of a name, without the space between its parts. */
const charactersOf = (name: string): readonly string[] => [...name.replaceAll(/\s/g, '')]

/** What stands for a character that could not be printed. @see facts/insurer.md INS-08 */
const STAND_INS: readonly string[] = ['●', '〓']

/** Whether a name on a paper is the one that was meant; a stand-in is any one character. */
export function isSameName(printedName: string | null, name: string): boolean {
  if (printedName === null) return false
  const [is, meant] = [charactersOf(printedName), charactersOf(name)]
  return is.length === meant.length && is.every((char, at) => char === meant[at] || STAND_INS.includes(char))
}

/** Whether a name on a paper is one of somebody's. */
export const isNameOf = ({ names }: Member, printedName: string | null): boolean =>
  [...names].some((name) => isSameName(printedName, name))

const isNamed = (member: Member, document: ToldDocument): boolean => isNameOf(member, printed(document, 'name'))

function isBornAs({ birthDates }: Member, document: ToldDocument): boolean {
  const birthDate = printed(document, 'birthDate')
  return birthDate === null || birthDates.has(birthDate)
}

/** Whose document it is by what stands on it: name and birth date; null when they are nobody's of this case. */
export function ownerOf(history: History, document: ToldDocument): Member | null {
  const found = membersOf(history).filter((member) => isNamed(member, document) && isBornAs(member, document))
  return found.find(({ ref }) => ref === document.piece.person) ?? found[0] ?? null
}

/** Who holds it: its owner, or the person of the piece when half of what stands on it is his. */
function holderOf(history: History, document: ToldDocument): Member | null {
  const owner = ownerOf(history, document)
  if (owner !== null) return owner
  const said = membersOf(history).find(({ ref }) => ref === document.piece.person)
  if (said === undefined) return null
  return isNamed(said, document) || isBornAs(said, document) ? said : null
}

/** A document with its holder and its first valid day. */
export interface Paper extends ToldDocument {
  readonly kind: DocumentKind
  readonly holder: Member
  /** Whether name and birth date on it are the holder's. */
  readonly isOwn: boolean
  readonly issued: CivilDate
  /** First day on which it counts. */
  readonly first: CivilDate
  /** Last valid day, inclusive; null where none stands on it. */
  readonly until: CivilDate | null
}

const printedDay = (document: ToldDocument, field: 'issued' | 'validFrom' | 'validUntil'): CivilDate | null => {
  const parsed = parseCivilDate(printed(document, field) ?? '')
  return parsed.ok ? parsed.value : null
}

function paperOf(history: History, document: ToldDocument): Paper[] {
  const kind = document.document.reading?.kind ?? null
  const holder = holderOf(history, document)
  if (kind === null || holder === null) return []
  const issued = printedDay(document, 'issued') ?? document.told
  return [
    {
      ...document,
      kind,
      holder,
      isOwn: ownerOf(history, document) !== null,
      issued,
      first: printedDay(document, 'validFrom') ?? issued,
      until: printedDay(document, 'validUntil'),
    },
  ]
}

const PAPERS = new WeakMap<History, readonly Paper[]>()

/** Every paper that was issued, with its holder, in order; null when the system does not tell what it issues. */
export function papersOf(history: History): readonly Paper[] | null {
  const known = PAPERS.get(history)
  if (known !== undefined) return known
  const pieces = piecesOf(history)
  if (pieces === null) return null
  const papers = documentsIn(pieces).flatMap((document) => paperOf(history, document))
  PAPERS.set(history, papers)
  return papers
}

export const isCertificate = ({ kind }: Pick<Paper, 'kind'>): boolean => kind === 'certificate'
export const isNotice = ({ kind }: Pick<Paper, 'kind'>): boolean => kind === 'notice' || kind === 'member-notice'

/** 資格確認書 of one person. */
export const certificatesOf = (papers: readonly Paper[], ref: string): readonly Paper[] =>
  papers.filter((paper) => isCertificate(paper) && paper.holder.ref === ref)

/** The papers of one piece. */
export const inSamePiece = (papers: readonly Paper[], { index, piece }: ToldPiece): readonly Paper[] =>
  papers.filter((other) => other.index === index && other.piece.id === piece.id)

/** The truth about a person at a step. */
export interface TruthOn extends PersonTruth {
  readonly index: number
  readonly day: CivilDate
}

/** The truth about a person, step by step. */
export const truthOf = (history: History, ref: string): readonly TruthOn[] =>
  truthSteps(history).flatMap(({ index, at, insurance }) => {
    const truth = insurance.truth[ref]
    return truth === undefined ? [] : [{ ...truth, index, day: dateOf(at) }]
  })

/** Whether the card proves cover: registered, with a certificate that works or is in its grace, and not blocked. */
export const hasCard = ({ card }: PersonTruth): boolean => isUsable(card) && card?.flags.noSelfInfo !== true

/** The same with a certificate that has not ended. */
export const hasLiveCard = (truth: PersonTruth): boolean => hasCard(truth) && truth.card?.certificate !== 'GRACE'

/** Whether a clinic is answered that this insurer covers him. */
export const isAnswered = (history: History, { answer }: PersonTruth): boolean =>
  answer?.validity === 1 && answer.record?.key.insurerNumber === history.insurance?.insurer.number

/** 資格喪失年月日 that follows from the forms: first day without cover; null while it is open. */
export function lostOn(history: History, member: Member): CivilDate | null {
  const left = eventsOf(history, 'leave').find(({ person }) => person === member.ref)
  const insurer = history.insurance?.insurer
  if (left === undefined || insurer === undefined) return null
  const relation = member.joins.at(-1)?.event.relation ?? member.roster?.relation ?? 'insured'
  const lost = lossDateOf(insurer.scheme, relation, left.event.cause, left.event.day)
  if (lost === 'void') return left.event.day
  return lost ?? addDays(left.event.day, 1)
}

/** Whether somebody belongs to 後期 by a day, so that no other insurer has to give him anything. */
export function belongsToKouki(history: History, { birthDates }: Member, day: CivilDate): boolean {
  const known = [...birthDates].map((text) => parseCivilDate(text))
  const starts = known.flatMap((parsed) => (parsed.ok ? [koukiStart(parsed.value)] : []))
  return history.insurance?.insurer.scheme !== 'kouki' && starts.some((start) => start <= day)
}

/** Numbers as they were accepted by the gateway, with the step from which they were known; the books' own are known before the first. */
interface KnownNumbers {
  readonly index: number
  readonly key: MemberKey
}

const isSameKey = (a: MemberKey, b: MemberKey): boolean =>
  a.symbol === b.symbol && a.number === b.number && a.branch === b.branch

function numbersOf(history: History, { roster, names, birthDates }: Member): readonly KnownNumbers[] {
  const known: KnownNumbers[] = roster === null ? [] : [{ index: -1, key: roster.key }]
  for (const { index, accepted, record } of sentRecords(history)) {
    if (!accepted) continue
    if (record.op === 'register' && names.has(record.five.kanji) && birthDates.has(record.five.birthDate))
      known.push({ index, key: record.memberKey })
    const { newKey } = record.op === 'rekey' ? record : {}
    if (newKey !== undefined && known.some(({ key }) => isSameKey(key, record.memberKey)))
      known.push({ index, key: newKey })
  }
  return known
}

/** The numbers that a paper told at a step has to carry: those registered by then, else the first after it. */
export function numbersAt(history: History, member: Member, index: number): MemberKey | null {
  const known = numbersOf(history, member)
  return (known.findLast((one) => one.index <= index) ?? known[0])?.key ?? null
}

/** 資格取得年月日 as registered; null where nothing was, or where other numbers took its place. */
export function acquiredOf(history: History, member: Member): CivilDate | null {
  if (happened(history, member.ref, ['rekey'])) return null
  if (member.roster !== null) return member.roster.acquired
  const registered = sentRecords(history).find(
    ({ accepted, record }) =>
      accepted &&
      record.op === 'register' &&
      member.names.has(record.five.kanji) &&
      member.birthDates.has(record.five.birthDate),
  )?.record
  if (registered?.op !== 'register') return null
  return registered.entries.find(({ kind }) => kind === 'eligibility')?.from ?? null
}

/** Insured person or head of the household of a member, himself where nobody else is; null for one whom the books do not know. */
export function headOf(history: History, member: Member): Member | null {
  const ref = member.joins.at(-1)?.event.head ?? headInForms(history, member.ref) ?? member.roster?.head ?? member.ref
  const head = membersOf(history).find((other) => other.ref === ref)
  const isKnown = head !== undefined && (head.roster !== null || head.joins.some(({ taken }) => taken === true))
  return isKnown ? head : null
}

/** Whether a share of the elderly was in force on a day and on the day before, by what the office had been told at a step. */
export function hasSettledShare(history: History, member: Member, day: CivilDate, index: number): boolean {
  const before = addDays(day, -1)
  const spans: { readonly from: CivilDate; readonly until: CivilDate }[] = []
  if (member.roster !== null && member.roster.ratio !== null) {
    const start = dateOf(history.start)
    spans.push({ from: member.roster.acquired, until: endOfBenefitYear(start) })
  }
  for (const { event, index: at } of eventsOf(history, 'ratio')) {
    const isHis = eventsAbout(history, member.ref, 'ratio').some((told) => told.index === at)
    if (isHis && at <= index) spans.push({ from: event.from, until: event.until })
  }
  for (const { event, index: at } of member.joins) {
    if (event.ratio !== null && at <= index) spans.push({ from: event.fact, until: endOfBenefitYear(event.fact) })
  }
  const covers = (one: CivilDate): boolean => spans.some(({ from, until }) => from <= one && one <= until)
  return covers(day) && covers(before)
}

/** 7月31日 on or after a day: shares are decided anew every August. */
function endOfBenefitYear(day: CivilDate): CivilDate {
  const end = civilDate(`${day.slice(0, 4)}-07-31`)
  return day <= end ? end : civilDate(`${Number(day.slice(0, 4)) + 1}-07-31`)
}

/** What stands in the resident register under the number he supplied: whether a form would be confirmed by it. */
export function isConfirmed(history: History, joined: OfficeEvent<'join'>): boolean {
  const truth = history.insurance?.register[joined.person]
  const { five, personNo } = joined.event
  return (
    truth !== undefined &&
    personNo === truth.personNo &&
    five.kanji === truth.five.kanji &&
    five.kana === truth.five.kana &&
    five.birthDate === truth.five.birthDate &&
    five.sex === truth.five.sex &&
    five.address === truth.five.address
  )
}

/** Events after which it takes another look to know whether a number is linked. */
const REPAIRS: readonly Kind[] = ['number', 'correct-five', 'no-doubt', 'rename', 'move']

/** Whether the number of a member is linked: `unknown` once something was put right. */
export function linkOf(history: History, member: Member, upTo = Infinity): 'linked' | 'unlinked' | 'unknown' {
  if (happened(history, member.ref, REPAIRS, upTo)) return 'unknown'
  const joined = member.joins.findLast(({ index }) => index <= upTo)
  if (joined !== undefined) return isConfirmed(history, joined) ? 'linked' : 'unlinked'
  if (member.roster === null) return 'unknown'
  return member.roster.linked ? 'linked' : 'unlinked'
}

/** Days of the steps of a history, in order. */
export const stepDays = (history: History): readonly CivilDate[] => history.steps.map(({ at }) => dateOf(at))

/** The day of the first step on or after a day; null when the history ends before. */
export const nextLook = (history: History, day: CivilDate): CivilDate | null =>
  stepDays(history).find((one) => one >= day) ?? null

/** Whether the history looked at the last moment of a deadline: on the day itself or one of the two before. */
export const isWatched = (history: History, deadline: CivilDate): boolean =>
  stepDays(history).some((day) => addDays(deadline, -2) <= day && day <= deadline)
