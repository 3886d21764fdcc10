import { sameKey } from '../domain/ledger.ts'
import type { Answer, AnswerRecord, PayerKind } from '../domain/presentation.ts'
import type { History, StepRecord } from '../../scenarios/history.ts'
import type { OperationResult, Outcome } from '../../scenarios/protocol.ts'
import { type Turn, ownCardShown, stepsFor } from './evidence.ts'

type ClaimLine = OperationResult<'claim'>['lines'][number]
type Payer = Outcome['payers'][number]

/** The online answer on which cover has to be accepted, and whether it came by card or by number. */
export interface Ground {
  readonly by: 'card' | 'number'
  readonly answer: Answer
  readonly record: AnswerRecord
}

/** 根拠: the answer that a right system rests a reception on; null when it rests on none. */
export function groundOf(turn: Turn): Ground | null {
  const { outcome, verified, key } = turn.decision()
  if (outcome !== 'accepted' || verified === 'none' || key === null) return null
  const answer =
    verified === 'card'
      ? turn.facts.cardAnswer
      : (turn.facts.numberAnswers.find((known) => sameKey(known.key, key))?.answer ?? null)
  return answer === null || answer.record === null ? null : { by: verified, answer, record: answer.record }
}

/** The system took the patient's own card's result for this visit, or should have: a result lay ready. */
export const hasOwnResult = (turn: Turn): boolean => turn.facts.delivered !== null && ownCardShown(turn)

/** The first payer of a kind; null when it does not pay. */
export const payerOf = (turn: Turn, kind: PayerKind): Payer | null =>
  turn.outcome.payers.find((payer) => payer.kind === kind) ?? null

/** Place of a kind among the payers, -1 when it does not pay. */
export const placeOf = (turn: Turn, kind: PayerKind): number =>
  turn.outcome.payers.findIndex((payer) => payer.kind === kind)

/** What one claim step says of a visit. */
export interface ClaimOfVisit {
  readonly record: StepRecord
  /** The line of the visit; null when none was written. */
  readonly line: ClaimLine | null
}

/** 請求: what every claim step says of the visit of a turn; steps without a result are left out. */
export const claimsOf = (history: History, turn: Turn): ClaimOfVisit[] =>
  stepsFor(history, 'claim', turn.step.visit).flatMap((record) =>
    record.result !== null && 'lines' in record.result
      ? [{ record, line: record.result.lines.find(({ visit }) => visit === turn.step.visit) ?? null }]
      : [],
  )

/** 窓口負担 as the system told it for one cost. */
export interface BillOfVisit {
  readonly record: StepRecord
  readonly totalCost: number
  readonly patientPays: number | null
}

/** 会計: every bill step of the visit of a turn that was answered. */
export const billsOf = (history: History, turn: Turn): BillOfVisit[] =>
  stepsFor(history, 'bill', turn.step.visit).flatMap((record) =>
    record.step.do === 'bill' && record.result !== null && 'patientPays' in record.result
      ? [{ record, totalCost: record.step.totalCost, patientPays: record.result.patientPays }]
      : [],
  )
