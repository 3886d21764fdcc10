import type { Outcome } from '../../../../scenarios/protocol.ts'
import type { Desk, Draft } from './desk.ts'
import type { Key, OnlineRecord } from './practice.ts'
import type { AddOn, Matter, PayerKind } from './practice-payers.ts'

type Payer = Outcome['payers'][number]
type FollowUp = Outcome['followUps'][number]['what']

/** What a visit keeps for its bill and its claim. */
export interface VisitMoney {
  readonly matter: Matter
  /** The record on which cover was accepted. */
  readonly record: OnlineRecord | null
  /** 公費負担者番号 beside the insurance, in order. */
  readonly publicExpense: readonly string[]
}

const SPECIAL_CARE = '05'
const ASSISTANCE = 'A1'

const payer = (kind: PayerKind, share: Payer['share'] = null, limitClass: string | null = null): Payer => ({
  kind,
  share,
  limitClass,
})

/** Somebody else than health insurance pays, whatever the card reads. */
export function otherPayer({ input, practice }: Desk): Draft | null {
  const kind = practice.otherPayer(input.circumstances.matter)
  return kind === null ? null : { decision: 'other-payer', payers: [payer(kind, kind === 'private' ? '100' : null)] }
}

/** Answer 6: 医療扶助 without this month's ticket. */
export function withoutTicket({ practice, day }: Desk, draft: Draft): Draft {
  if (!practice.treatsWithoutTicket) return { decision: 'ask', offers: ['new-cover'] }
  const missed = practice.asksForTicket(day)
  return {
    ...draft,
    followUps: [...(draft.followUps ?? []), 'recheck', ...(missed ? (['ask-welfare-office'] as const) : [])],
  }
}

const sameKey = (a: Key, b: Key): boolean =>
  a.insurerNumber === b.insurerNumber && (a.symbol ?? '') === (b.symbol ?? '') && a.number === b.number

/** Whether the visit rests on a cover that is not lost. */
const isInsured = (desk: Desk, { key }: Draft): boolean =>
  desk.lost === null || (key !== undefined && key !== null && !sameKey(key, desk.lost))

const serves = (desk: Desk, draft: Draft, paper: AddOn): boolean => {
  const { practice, input, day } = desk
  const atSchool = paper.certificate === 'child-subsidy' && input.circumstances.matter === 'school-injury'
  return (
    (isInsured(desk, draft) || !practice.subsidyNeedsInsurance) &&
    practice.subsidyInTerm(paper, day) &&
    practice.subsidyServesHere(paper) &&
    (!atSchool || practice.childSubsidyAtSchool)
  )
}

/** 受給者証 that pay on top of the insurance. */
const subsidiesFor = (desk: Desk, draft: Draft): AddOn[] =>
  desk.input.shown.filter(
    (thing): thing is AddOn =>
      thing.kind === 'add-on' &&
      (thing.certificate === 'subsidy' || thing.certificate === 'child-subsidy') &&
      serves(desk, draft, thing),
  )

const assistanceBeside = ({ practice, beside }: Desk): OnlineRecord[] =>
  practice.keepsBothRecords ? beside.filter(({ classification }) => classification === ASSISTANCE) : []

/** Who pays, in order: insurance, 公費, 医療扶助. */
export function payersOf(desk: Desk, draft: Draft): Payer[] {
  if (draft.payers !== undefined) return [...draft.payers]
  const share = draft.share ?? null
  const limit = draft.limit ?? null
  if (draft.decision === 'full-charge') return [payer('private', share, limit)]
  if (draft.decision !== 'accepted') return []
  if (desk.accepted?.classification === ASSISTANCE) return [payer('medical-assistance', share)]
  const insurance = payer('insurance', share, limit)
  const subsidies = subsidiesFor(desk, draft).map(() => payer('public-expense'))
  const assistance = assistanceBeside(desk).map(() => payer('medical-assistance'))
  return desk.practice.subsidyBeforeInsurance
    ? [...subsidies, insurance, ...assistance]
    : [insurance, ...subsidies, ...assistance]
}

/** What has to be done later because of who pays. */
export function payersFollowUps({ practice, input, welfareBegun }: Desk, draft: Draft): FollowUp[] {
  if (draft.decision === 'stop') return []
  const thirdParty = input.circumstances.matter === 'third-party-insured' && practice.reportsThirdParty
  return [
    ...(welfareBegun && practice.seesWelfareLoss ? (['ask-welfare-office'] as const) : []),
    ...(thirdParty ? (['third-party-notice'] as const) : []),
  ]
}

/** 特別療養: the patient pays everything, nothing is claimed, the insurer pays back. */
export const isSpecialCare = (record: OnlineRecord | null): boolean => record?.classification === SPECIAL_CARE

/** What the visit keeps of all this. */
export const moneyOf = (desk: Desk, draft: Draft): VisitMoney => ({
  matter: desk.input.circumstances.matter,
  record: draft.decision === 'accepted' ? desk.accepted : null,
  publicExpense:
    draft.decision === 'accepted'
      ? [
          ...subsidiesFor(desk, draft).flatMap(({ payerNumber }) => payerNumber ?? []),
          ...assistanceBeside(desk).map(({ key }) => key.insurerNumber),
        ]
      : [],
})
