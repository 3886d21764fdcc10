import type { CivilDate } from '../../../domain/civil-date.ts'
import type {
  InsurerList,
  MemberKey,
  RegistrationEntry,
  RegistrationRecordInput,
} from '../../../wire/insurer-records.ts'
import type { InsurerSetup } from '../../../../scenarios/protocol-insurer.ts'
import { type Books, type Membership, type ShareEntry, fiveToRegister, isEmployeeScheme, isOpen } from './books.ts'
import type { Filed, Gateway } from './gateway.ts'
import type { Loss } from './losses.ts'
import type { SentPiece } from './papers.ts'
import type { InsurerPractice } from './practice.ts'

/** 担当の机: what the office has before it during one case. */
export interface Desk {
  readonly insurer: InsurerSetup
  readonly practice: InsurerPractice
  readonly books: Books
  readonly gateway: Gateway
  /** Grows by one at every call. */
  readonly serial: () => number
  readonly sent: SentPiece[]
  /** 加入勧奨: handles of everybody who was invited to join. */
  readonly invited: Set<string>
  /** Lists of overlaps in a row on which a member stood, by ref, whatever the other cover. */
  readonly inARow: Map<string, number>
  /** The gateway of an insurer number. */
  readonly gatewayOf: (insurerNo: string) => Gateway
  /** 保険者番号の変更 that is told and has not begun; `moved` are the members registered under the new number. */
  readonly coming: Coming[]
  /** Lists that are worked on later than they came. */
  readonly waiting: { readonly list: InsurerList; readonly actOn: CivilDate }[]
}

/** 新しい保険者番号: from when on, and who is registered under it. */
export interface Coming {
  readonly insurer: InsurerSetup
  readonly gateway: Gateway
  readonly from: CivilDate
  readonly moved: Set<string>
}

/** 受理または差戻し: what became of a form, and what it lacks. */
export type Handled = {
  readonly taken: boolean
  readonly missing: readonly string[]
  /** For a file of forms: what is wrong, by line and item. */
  readonly problems?: readonly FormFault[]
}
/** 届書の不備: line of the file and 項番; null for the line as a whole. */
export interface FormFault {
  readonly line: number
  readonly item: number | null
}
/** 受理. */
export const TAKEN: Handled = { taken: true, missing: [] }
/** 差戻し: the form goes back for what it lacks. */
export const back = (...missing: readonly string[]): Handled => ({ taken: false, missing })

/** 記録の頭: the start of a record, whose it is, and the form behind it. */
export const recordHead = (
  { insurer }: Desk,
  memberKey: MemberKey,
  source: { readonly kind: string; readonly filed?: CivilDate | null; readonly received: CivilDate },
) => ({
  insurerNo: insurer.number,
  memberKey,
  sourceDoc: { kind: source.kind, filed: source.filed ?? null, received: source.received },
})

/** 割合の履歴 as it is registered. */
export const shareEntry = (historyId: string, { ratio, from, until }: ShareEntry): RegistrationEntry => ({
  historyId,
  kind: 'elderly',
  from,
  to: until !== null && until >= from ? until : null,
  attrs: { ratio },
})

const headName = ({ books }: Desk, { head, five }: Membership): string =>
  (head === null ? null : books.find(head)?.five.kanji) ?? fiveToRegister(five).kanji

/** 資格取得の記録 of a membership, from a day on. */
export function registerRecord(
  desk: Desk,
  member: Membership,
  from: CivilDate,
  source: { readonly kind: string; readonly filed: CivilDate | null; readonly received: CivilDate },
): RegistrationRecordInput {
  const name = headName(desk, member)
  const { symbol, number } = member.key
  const isKouki = desk.insurer.scheme === 'kouki'
  const eligibility: RegistrationEntry = {
    historyId: `e${desk.serial()}`,
    kind: 'eligibility',
    from,
    to: null,
    attrs: {
      classification: '01',
      insurerName: desk.insurer.name,
      ...(isKouki ? {} : { relation: member.relation, insuredName: name }),
    },
  }
  return {
    op: 'register',
    ...recordHead(desk, member.key, source),
    personNo: member.personNo,
    five: fiveToRegister(member.five),
    entries: [
      eligibility,
      ...member.shares.flatMap((share) => (share.historyId === null ? [] : [shareEntry(share.historyId, share)])),
    ],
    household: { head: name, id: `${symbol ?? ''}-${number}` },
  }
}

/** 一件の送信: sends one record; what the gateway said of it. */
export async function sendOne({ gateway }: Desk, record: RegistrationRecordInput): Promise<Filed> {
  const [filed] = await gateway.send([record])
  if (filed === undefined) throw new Error('the gateway said nothing of the record')
  return filed
}

/** 突合待ち: what the books say until a comparison is answered. */
export const awaiting = ({ receipt, line }: Filed): Pick<Membership, 'link' | 'awaits'> => ({
  link: 'pending',
  awaits: { receipt, line },
})

/** ともに喪失する人: members who leave with one another; an insured person takes his dependants along. */
export const leavers = ({ insurer, books }: Desk, member: Membership): readonly Membership[] =>
  isEmployeeScheme(insurer.scheme) && member.relation === 'insured'
    ? [member, ...books.dependantsOf(member.ref).filter(({ lost, voided }) => lost === null && !voided)]
    : [member]

/** 喪失・取消の登録: registers the end of covers. The refusal of the first line, if there is one, is handed back and changes nothing. */
export async function endCovers(
  desk: Desk,
  members: readonly Membership[],
  loss: Loss,
  source: { readonly kind: string; readonly received: CivilDate },
): Promise<Handled> {
  const records = members
    .filter(({ registersOn, lost }) => registersOn === null && (loss.kind === 'void' || lost !== loss.lossDate))
    .map(({ key }): RegistrationRecordInput => {
      const head = recordHead(desk, key, source)
      return loss.kind === 'void'
        ? { op: 'void', ...head }
        : { op: 'close', ...head, lossDate: loss.lossDate, reason: loss.reason }
    })
  const filed = await desk.gateway.send(records)
  const refusal = filed[0]?.refusal ?? null
  if (refusal !== null) return back(refusal.ja)
  for (const { ref } of members) {
    const member = desk.books.find(ref)
    if (member === null) continue
    desk.books.put(loss.kind === 'void' ? { ...member, voided: true } : { ...member, lost: loss.lossDate })
  }
  return TAKEN
}

/** 返納: papers that came back, the ones that ended first first. */
export function takeBack({ books }: Desk, member: Membership, count: number): void {
  const back = member.holds
    .filter(({ kind }) => kind === 'certificate')
    .toSorted((a, b) => ((a.validUntil ?? '9999') < (b.validUntil ?? '9999') ? -1 : 1))
    .slice(0, count)
  books.put({ ...member, holds: member.holds.filter((paper) => !back.includes(paper)) })
}

/** 加入中: whether the member has cover today or later, so that a form about him can be worked on. */
export const isMember = (member: Membership | null, today: CivilDate): member is Membership =>
  member !== null && isOpen(member, today)
