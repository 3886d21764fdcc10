import type { CivilDate } from '../../../domain/civil-date.ts'
import type { DocumentTwin, FieldId } from '../../../domain/document.ts'
import type { InsurerSetup } from '../../../../scenarios/protocol-insurer.ts'
import { type Membership, isEmployeeScheme } from './books.ts'
import type { InsurerPractice } from './practice.ts'

/** 印刷の注文: what stands behind one sheet. */
export interface SheetOrder {
  readonly insurer: InsurerSetup
  readonly member: Membership
  /** Name of the insured person or the head of the household; null when he is that himself, or is not in the books. */
  readonly headName: string | null
  readonly addressee: string
  readonly issued: CivilDate
  /** First day on which it counts. */
  readonly from: CivilDate
  readonly practice: InsurerPractice
}

type Draft = Partial<Record<FieldId, string | null>>

const HOLDERS = {
  card: { insured: '本人（被保険者）', dependant: '家族（被扶養者）' },
  page: { insured: '本人', dependant: '家族' },
} as const

/** The sentence at the foot of a notice. @see facts/rules.md 4.2 */
const FOOTER = '受診の際にはマイナ保険証があわせて必要です'

const isField = (id: string, fields: Draft): id is FieldId => id in fields

function sheet(kind: DocumentTwin['kind'], format: DocumentTwin['format'], draft: Draft): DocumentTwin {
  const fields: Partial<Record<FieldId, string>> = {}
  for (const [id, value] of Object.entries(draft)) {
    if (isField(id, draft) && value !== null && value !== undefined && value !== '') fields[id] = value
  }
  return { v: 1, kind, format, fields }
}

function keyFields({ insurer, member: { key }, practice }: SheetOrder): Draft {
  return {
    insurerNumber: insurer.number,
    insurerName: insurer.name,
    symbol: key.symbol,
    number: practice.numberOnPaper(key.number, insurer.scheme),
    branch: practice.branchOnPaper(key.branch),
  }
}

const personFields = ({ member: { five } }: SheetOrder): Draft => ({
  name: five.kanji,
  kana: five.kana,
  sex: five.sex,
  birthDate: five.birthDate,
})

const holderOf = ({ insurer, member }: SheetOrder, where: keyof typeof HOLDERS): string | null =>
  isEmployeeScheme(insurer.scheme) ? HOLDERS[where][member.relation] : null

/** 被保険者氏名 for dependants, 世帯主氏名 for everybody in a household; 後期 has none. */
function insuredName({ insurer: { scheme }, member, headName, practice }: SheetOrder): string | null {
  if (scheme === 'kouki') return null
  if (isEmployeeScheme(scheme) && member.relation === 'insured') return null
  return practice.insuredNameOnPaper(member.five.kanji, headName ?? member.five.kanji)
}

/** Whether a paper is that of 特別療養. @see facts/insurer.md INS-21 */
export const isSpecial = ({ member, from, practice }: SheetOrder): boolean =>
  practice.marksSpecial && member.special !== null && member.special.from <= from

/** The title of a paper, with the mark of 特別療養 where it belongs. */
const titled = (order: SheetOrder, title: string): string => (isSpecial(order) ? `${title}（特別療養）` : title)

function shareFields(order: SheetOrder): Draft {
  if (isSpecial(order)) return { ratio: '100' }
  const { member, from, practice } = order
  const share = practice.shareOnPaper(member.shares, from)
  return { ratio: share?.ratio ?? null, ratioFrom: share?.from ?? null, ratioUntil: share?.until ?? null }
}

/** 資格確認書. @see facts/rules.md 4.1 */
export const certificateSheet = (order: SheetOrder, validUntil: CivilDate): DocumentTwin =>
  sheet('certificate', 'card', {
    title: titled(order, order.practice.certificateTitle(order.insurer.scheme)),
    holder: holderOf(order, 'card'),
    validFrom: order.from > order.issued ? order.from : null,
    validUntil,
    ...keyFields(order),
    ...personFields(order),
    acquired: order.member.acquired,
    issued: order.issued,
    insuredName: insuredName(order),
    ...shareFields(order),
  })

const noticeFields = (order: SheetOrder): Draft => ({
  addressee: order.addressee,
  address: order.member.flagged ? null : order.member.five.address,
  holder: holderOf(order, 'page'),
  ...keyFields(order),
  ...personFields(order),
  acquired: order.member.acquired,
  issued: order.issued,
  insuredName: insuredName(order),
  ...shareFields(order),
  footer: FOOTER,
})

/** 資格情報のお知らせ. @see facts/rules.md 4.2 */
export const noticeSheet = (order: SheetOrder): DocumentTwin =>
  sheet('notice', 'a4', {
    title: titled(order, order.practice.noticeTitle(order.insurer.scheme)),
    ...noticeFields(order),
  })

/** 加入者情報のお知らせ; `digits` is null for a blank box. @see facts/rules.md 4.3 */
export const memberNoticeSheet = (order: SheetOrder, digits: string | null): DocumentTwin =>
  sheet('member-notice', 'a4', { title: '加入者情報のお知らせ', ...noticeFields(order), last4: digits })

/** 個人番号申出書, for somebody whose number is not linked. */
export const numberFormSheet = (order: SheetOrder): DocumentTwin =>
  sheet('number-form', 'a4', {
    title: '個人番号（マイナンバー）申出書',
    ...keyFields(order),
    ...personFields(order),
    address: order.member.flagged ? null : order.member.five.address,
  })
