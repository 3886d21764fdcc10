import { type CivilDate, laterOf } from '../../../domain/civil-date.ts'
import type { InsurerEvent } from '../../../../scenarios/protocol-insurer.ts'
import { isOpen } from './books.ts'
import { type Coming, type Desk, type Handled, TAKEN, back, recordHead, registerRecord, sendOne } from './desk.ts'

type Merger = Extract<InsurerEvent, { kind: 'merger' }>

/** Registers whoever is not under the new number yet; the old number ends for him as the new one begins. */
async function moveMembers(desk: Desk, coming: Coming, today: CivilDate): Promise<Handled> {
  const { from, insurer, gateway, moved } = coming
  const source = { kind: '保険者番号変更', filed: null, received: today }
  for (const member of desk.books.all()) {
    if (moved.has(member.ref) || member.registersOn !== null || !isOpen(member, from)) continue
    if (!desk.practice.goesAlong(member)) continue
    const first = laterOf(from, member.acquired)
    const lossDate = laterOf(desk.practice.oldNumberLost(from), member.acquired)
    const closed = await sendOne(desk, {
      op: 'close',
      ...recordHead(desk, member.key, source),
      lossDate,
      reason: '99',
    })
    if (closed.refusal !== null) return back(closed.refusal.ja)
    const renumbered = { ...desk, insurer, gateway }
    const filed = await sendOne(renumbered, registerRecord(renumbered, member, first, source))
    if (filed.refusal !== null) return back(filed.refusal.ja)
    moved.add(member.ref)
  }
  return TAKEN
}

/** 保険者番号の変更: told ahead or late, registered at once. @see facts/insurer.md INS-35 */
export function announceMerger(
  desk: Desk,
  { insurerNumber: number, insurerName: name, from }: Merger,
  today: CivilDate,
): Promise<Handled> {
  const insurer = { ...desk.insurer, number, name }
  const coming: Coming = { insurer, gateway: desk.gatewayOf(number), from, moved: new Set() }
  desk.coming.push(coming)
  return moveMembers(desk, coming, today)
}

/** 新しい番号の机: the office from the first day of a new number on; the same one before. */
export async function renumbered(desk: Desk, today: CivilDate): Promise<Desk> {
  const place = desk.coming.findIndex(({ from }) => from <= today)
  const coming = desk.coming[place]
  if (coming === undefined) return desk
  await moveMembers(desk, coming, today)
  desk.coming.splice(place, 1)
  for (const member of desk.books.all()) {
    if (coming.moved.has(member.ref)) desk.books.put({ ...member, keySince: coming.from })
  }
  return { ...desk, insurer: coming.insurer, gateway: coming.gateway }
}
