import { type CivilDate, dateOf } from '../../../domain/civil-date.ts'
import type { ComparisonResult, InsurerList } from '../../../wire/insurer-records.ts'
import { type Membership, isEmployeeScheme, isHouseholdScheme, isOpen } from './books.ts'
import { type Desk, awaiting, endCovers, leavers, recordHead, registerRecord, sendOne } from './desk.ts'
import { registerSpecial } from './special-treatment.ts'
import { seventyFifth } from './terms.ts'

/** B1 突合結果: linked or not, as the comparison says. */
async function takeResult(desk: Desk, result: ComparisonResult, today: CivilDate): Promise<void> {
  const { books, practice } = desk
  const member = books
    .all()
    .find(({ awaits }) => awaits !== null && awaits.receipt === result.receipt && awaits.line === result.line)
  if (member === undefined) return
  const { differs } = result
  books.put({ ...member, link: practice.links(result) ? 'linked' : 'unlinked', awaits: null, differs })
  if (practice.takesBack(result)) {
    await endCovers(desk, [member], { kind: 'void' }, { kind: '突合結果', received: today })
    return
  }
  if (!practice.declaresUnseen(result)) return
  await sendOne(desk, {
    op: 'setFlags',
    ...recordHead(desk, member.key, { kind: '突合結果', received: today }),
    noDoubt: { reason: '届出のとおり' },
  })
}

type StatusList = Extract<InsurerList, { kind: 'registration-status' }>
type OverlapList = Extract<InsurerList, { kind: 'overlaps' }>
type InvitationList = Extract<InsurerList, { kind: 'invitations' }>
type UnregistrationList = Extract<InsurerList, { kind: 'unregistrations' }>

/** B5: who has a usable マイナ保険証 at the end of a month, and who has none. */
function takeStatus({ books, insurer }: Desk, { rows, asOf }: StatusList): void {
  for (const { memberKey, status } of rows) {
    const member = books.byKey(memberKey)
    if (member === null) continue
    const isEnding = member.cardWorksUntil !== null && asOf <= member.cardWorksUntil
    if (status !== 'registered') books.put({ ...member, card: 'none' })
    else if (!isEnding) {
      const isBack = member.card !== 'usable' && insurer.policy.asksBackOnRegistration
      const mail = isBack ? { ...member.mail, reclaims: true, askedBack: false } : member.mail
      books.put({ ...member, card: 'usable', cardWorksUntil: null, wanted: false, mail })
    }
  }
}

/** B6: applications that were made elsewhere too. */
function takeUnregistrations({ books }: Desk, { rows }: UnregistrationList): void {
  for (const { memberKey, worksUntil } of rows) {
    const member = books.byKey(memberKey)
    if (member !== null && member.cardWorksUntil === null) {
      books.put({ ...member, card: 'none', cardWorksUntil: worksUntil })
    }
  }
}

const SIX_DIGITS = 6

/** B3: 国保の職権喪失, when the same employee cover stands beside it again. @see facts/insurer.md 3.1 */
async function takeOverlaps(desk: Desk, { rows }: OverlapList, today: CivilDate): Promise<void> {
  const { books, practice, insurer } = desk
  if (!isHouseholdScheme(insurer.scheme)) return
  const listed = new Set(rows.flatMap(({ memberKey }) => books.byKey(memberKey)?.ref ?? []))
  for (const { ref } of books.all()) desk.inARow.set(ref, listed.has(ref) ? (desk.inARow.get(ref) ?? 0) + 1 : 0)
  for (const { memberKey, acquired, other, appearances } of rows) {
    const member = books.byKey(memberKey)
    if (member === null || member.lost !== null || member.voided || other.insurerNo.length === SIX_DIGITS) continue
    const count = practice.overlapCount(appearances, desk.inARow.get(member.ref) ?? 0)
    if (!practice.closesOverlap(count, acquired, other.acquired)) continue
    const loss = { kind: 'close', lossDate: practice.overlapLoss(other.acquired), reason: '03' } as const
    await endCovers(desk, [member], loss, { kind: '職権喪失', received: today })
  }
}

/** B4: 加入勧奨 by letter, once, to whoever is in no books here. @see facts/insurer.md 3 B4 */
function takeInvitations(
  { books, practice, insurer, invited, serial, sent }: Desk,
  list: InvitationList,
  today: CivilDate,
): void {
  if (insurer.scheme !== 'kokuho') return
  for (const { person, name: addressee } of list.rows) {
    const member = books.find(person)
    const isInsured = member !== null && isOpen(member, today)
    if (invited.has(person) || !practice.invites(isInsured)) continue
    invited.add(person)
    const id = `${today}-${serial()}`
    const letter = { tracked: null, asksBack: false, invites: true, twins: [] }
    sent.push({ id, on: today, person, addressee, route: 'registered-address', fee: 0, ...letter })
  }
}

async function takeList(desk: Desk, list: InsurerList, today: CivilDate): Promise<void> {
  if (list.kind === 'registration-status') takeStatus(desk, list)
  if (list.kind === 'unregistrations') takeUnregistrations(desk, list)
  if (list.kind === 'invitations') takeInvitations(desk, list, today)
  if (list.kind === 'overlaps') await takeOverlaps(desk, list, today)
}

/** 受信: results and lists that came since the last look, worked on when they are due. */
export async function readPost(desk: Desk, today: CivilDate): Promise<void> {
  await desk.gateway.catchUp()
  for (const result of await desk.gateway.newResults()) await takeResult(desk, result, today)
  for (const list of await desk.gateway.newLists()) {
    const published = dateOf(list.publishedAt)
    const actOn = list.kind === 'registration-status' ? desk.practice.actsOnList(published) : published
    desk.waiting.push({ list, actOn })
  }
  const due = desk.waiting.filter(({ actOn }) => actOn <= today)
  const later = desk.waiting.filter(({ actOn }) => actOn > today)
  desk.waiting.splice(0, desk.waiting.length, ...later)
  for (const { list } of due) await takeList(desk, list, today)
}

async function registerLate(desk: Desk, member: Membership, today: CivilDate): Promise<void> {
  const source = { kind: '取得届', filed: null, received: today }
  const filed = await sendOne(desk, registerRecord(desk, member, member.acquired, source))
  const registered: Membership = { ...member, registersOn: null, ...(filed.refusal === null ? awaiting(filed) : {}) }
  desk.books.put(registered)
  if (member.lost === null || filed.refusal !== null) return
  const loss = { kind: 'close', lossDate: member.lost, reason: '99' } as const
  desk.books.put({ ...registered, lost: null })
  await endCovers(desk, [{ ...registered, lost: null }], loss, { kind: '喪失届', received: today })
}

/** 75歳到達: the cover of an employee scheme ends on the birthday without a form, and with it that of the dependants. */
async function endAt75(desk: Desk, member: Membership, today: CivilDate): Promise<void> {
  const { scheme } = desk.insurer
  const { birthDate } = member.five
  if (!isEmployeeScheme(scheme) || birthDate === null) return
  const day = seventyFifth(birthDate)
  if (day > today || day < member.acquired) return
  const { relation, acquired } = member
  const loss = desk.practice.loss({ scheme, relation, cause: 'turned-75', day, entered: today, acquired })
  await endCovers(desk, leavers(desk, member), loss, { kind: '75歳到達', received: today })
}

/** 日次の処理: what the office does of itself on a day. */
export async function workOfDay(desk: Desk, today: CivilDate): Promise<void> {
  for (const { ref } of desk.books.all()) {
    const waiting = desk.books.find(ref)
    if (waiting !== null && waiting.registersOn !== null && waiting.registersOn <= today) {
      await registerLate(desk, waiting, today)
    }
    const member = desk.books.find(ref)
    if (member !== null && member.lost === null && isOpen(member, today)) await endAt75(desk, member, today)
    await registerSpecial(desk, ref, today)
  }
}
