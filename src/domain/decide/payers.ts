import type { AddOn, Payer, Shown } from '../presentation.ts'
import { type Desk, type Draft, note } from './desk.ts'
import { isDeadKey } from './inquiry.ts'

const isSubsidy = (thing: Shown): thing is Extract<Shown, { kind: 'add-on' }> =>
  thing.kind === 'add-on' && (thing.certificate === 'subsidy' || thing.certificate === 'child-subsidy')

/** No loss was shown, or the visit rests on other numbers than the lost ones. */
const isInsured = (desk: Desk, { key = null }: Draft): boolean =>
  desk.lost === null || (key !== null && !isDeadKey(desk, key))

/** Why a 受給者証 does not pay for this visit; null when it does. @see facts/rules.md 2.1 rows AH AI */
function refusal(desk: Desk, draft: Draft, paper: AddOn): string | null {
  if (draft.outcome !== 'accepted' || !isInsured(desk, draft)) return 'no-insurance'
  if (desk.day < paper.validFrom || paper.validUntil < desk.day) return 'out-of-term'
  if (!paper.samePrefecture) return 'other-prefecture'
  if (paper.certificate === 'child-subsidy' && desk.shown.circumstances.matter === 'school-injury')
    return 'school-injury'
  return null
}

/** 公費 on the counter that pays on top of the insurance. */
function publicExpense(desk: Desk, draft: Draft): Payer[] {
  return desk.shown.shown.filter(isSubsidy).flatMap((paper): Payer[] => {
    const why = refusal(desk, draft, paper)
    note(desk, why === null ? 'subsidy-applied' : 'subsidy-not-applied', {
      number: paper.payerNumber ?? '',
      ...(why === null ? {} : { why }),
    })
    return why === null ? [{ kind: 'public-expense', share: null, limitBand: null }] : []
  })
}

/** 支払う者 of a draft, in the order in which they pay: insurance, 公費, 医療扶助; 10割 is the patient's own. */
export function payersOf(desk: Desk, draft: Draft): readonly Payer[] {
  const subsidies = publicExpense(desk, draft)
  if (draft.payers !== undefined) return draft.payers
  const { share = null, limitBand = null } = draft
  if (draft.outcome === 'full-charge') return [{ kind: 'private', share, limitBand: null }]
  if (draft.outcome !== 'accepted') return []
  const assistance: Payer = { kind: 'medical-assistance', share: null, limitBand: null }
  if (desk.accepted?.classification === 'A1') return [assistance]
  const insurance: Payer = { kind: 'insurance', share, limitBand }
  if (desk.beside !== null) note(desk, 'both-records')
  return [insurance, ...subsidies, ...(desk.beside?.classification === 'A1' ? [assistance] : [])]
}
