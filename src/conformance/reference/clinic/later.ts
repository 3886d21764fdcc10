import type { CivilDate } from '../../../domain/civil-date.ts'
import type { Outcome } from '../../../../scenarios/protocol.ts'
import type { Office, Visit } from './office.ts'
import type { ClinicPractice, Key } from './practice.ts'

/** What became of a visit whose proof did not lie on the counter at once. */
export interface Proof {
  /** What was decided first. */
  readonly first: Outcome['decision']
  /** Day on which the whole price was paid, null when it never was. */
  readonly paidOn: CivilDate | null
  /** Whether the proof covers the day of the visit. */
  readonly coversVisit: boolean
  readonly refund: 'clinic' | 'insurer' | null
}

export const firstProof = (decision: Outcome['decision'], day: CivilDate): Proof => ({
  first: decision,
  paidOn: decision === 'full-charge' ? day : null,
  coversVisit: true,
  refund: null,
})

type Found = 'valid' | 'ended' | 'unknown'

/** Asks again by the recorded numbers about a day. */
export async function askAgain(
  office: Office,
  practice: ClinicPractice,
  visit: Visit,
  day: CivilDate,
): Promise<{ readonly found: Found; readonly key: Key | null }> {
  const recorded = visit.outcome.recorded
  if (recorded === null || recorded.key === null || recorded.birthDate === null) return { found: 'unknown', key: null }
  const answer = await office.service.inquire({
    key: { ...recorded.key, branch: practice.branchToSend(recorded.key.branch) },
    birthDate: recorded.birthDate,
    day,
    limitConsent: false,
  })
  if (answer === 'offline' || answer.record === null) return { found: 'unknown', key: null }
  const { key, lossDate } = answer.record
  if (practice.validByNumber(answer.validity)) return { found: 'valid', key }
  const ended = answer.validity === '3' || (lossDate !== null && practice.lossHasBegun(lossDate, day))
  return { found: ended && !practice.claimsAfterLateLoss ? 'ended' : 'valid', key }
}

/** A broken practice asks again before it bills, and takes the share of that answer. */
export async function beforeBill(
  office: Office,
  practice: ClinicPractice,
  id: string,
  today: CivilDate,
): Promise<void> {
  const visit = office.visits.get(id)
  const recorded = visit?.outcome.recorded ?? null
  if (!practice.billsOnLaterAnswer || visit === undefined || recorded === null) return
  const { key, birthDate } = recorded
  const [first, ...others] = visit.outcome.payers
  if (key === null || birthDate === null || first === undefined) return
  const answer = await office.service.inquire({ key, birthDate, day: today, limitConsent: false })
  if (answer === 'offline' || answer.record === null || !practice.validByNumber(answer.validity)) return
  const share = practice.shareOnline(answer.record, today)
  office.visits.set(id, { ...visit, outcome: { ...visit.outcome, payers: [{ ...first, share }, ...others] } })
}

const settlesLater = (decision: Outcome['decision']): boolean => decision === 'full-charge' || decision === 'wait'

/** Proof of cover that comes after the whole price was paid, or after a newborn was treated without any. */
export async function settle(
  office: Office,
  practice: ClinicPractice,
  visit: Visit,
  earlier: Visit | undefined,
  today: CivilDate,
): Promise<Visit> {
  if (earlier === undefined || !settlesLater(earlier.proof.first)) return visit
  const { outcome, day } = visit
  const { proof } = earlier
  const paidOn = proof.paidOn ?? (outcome.decision === 'full-charge' ? today : null)
  if (outcome.decision !== 'accepted' || outcome.recorded === null || outcome.recorded.verified === 'none')
    return { ...visit, proof: { ...proof, paidOn } }
  const coversVisit = day === today || (await askAgain(office, practice, visit, day)).found === 'valid'
  if (paidOn === null) return { ...visit, proof: { ...proof, coversVisit } }
  const refund = coversVisit ? practice.refundBy(paidOn, today) : null
  return { ...visit, proof: { ...proof, paidOn, coversVisit, refund }, outcome: { ...outcome, refund } }
}

/** Why an accepted visit is not claimed although it was treated; null when it is. */
export function notSettled({ proof }: Visit, practice: ClinicPractice): string | null {
  if (settlesLater(proof.first) && !practice.provesLater) return 'decided on the day'
  if (!proof.coversVisit) return 'no cover on the day of the visit'
  return proof.paidOn !== null && proof.refund !== 'clinic' ? 'settled between patient and insurer' : null
}
