import { type CivilDate, addDays } from '../../../domain/civil-date.ts'
import type { RegistrationEntry } from '../../../wire/insurer-records.ts'
import type { InsurerEvent } from '../../../../scenarios/protocol-insurer.ts'
import { type Membership, isHouseholdScheme, isOpen } from './books.ts'
import { type Desk, type Handled, TAKEN, back, recordHead, sendOne, shareEntry } from './desk.ts'

type Decision = Extract<InsurerEvent, { kind: 'special-treatment' }>

/** Days before its first day on which a special treatment is registered. */
const AHEAD_DAYS = 31

/** 被保険者証区分 05: the class under which 特別療養 is shown. @see facts/insurer.md INS-21 */
const SPECIAL = '05'

function specialEntry({ practice, serial }: Desk, from: CivilDate, today: CivilDate): RegistrationEntry {
  const historyId = `c${serial()}`
  return practice.showsSpecialAs === 'share'
    ? shareEntry(historyId, { historyId, ratio: '030', from, until: null })
    : { historyId, kind: 'certificate', from, to: null, attrs: { issued: today, classification: SPECIAL } }
}

/** 特別療養の登録 of a member when its first day is near. */
export async function registerSpecial(desk: Desk, ref: string, today: CivilDate): Promise<void> {
  const member = desk.books.find(ref)
  if (member === null || member.special === null || member.special.registered || !isOpen(member, today)) return
  const { from } = member.special
  if (addDays(today, AHEAD_DAYS) < from) return
  const filed = await sendOne(desk, {
    op: 'amend',
    ...recordHead(desk, member.key, { kind: '特別療養', received: today }),
    entries: [specialEntry(desk, from, today)],
  })
  if (filed.refusal === null) desk.books.put({ ...member, special: { ...member.special, registered: true } })
}

/** 特別療養の決定 for a household: everybody of it, from the day of each. */
export async function decideSpecial(
  desk: Desk,
  head: Membership,
  { from, publicExpense }: Decision,
  today: CivilDate,
): Promise<Handled> {
  if (!isHouseholdScheme(desk.insurer.scheme)) return back('国保の世帯')
  for (const { ref } of [head, ...desk.books.dependantsOf(head.ref)]) {
    const member = desk.books.find(ref)
    if (member === null) continue
    const first = desk.practice.specialFrom(member.five.birthDate, from, publicExpense.includes(ref))
    if (first !== null) desk.books.put({ ...member, special: { from: first, registered: false, printed: false } })
    await registerSpecial(desk, ref, today)
  }
  return TAKEN
}
