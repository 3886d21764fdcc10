import { type CivilDate, addDays } from '../../../domain/civil-date.ts'
import type { Outcome } from '../../../../scenarios/protocol.ts'
import type { Desk, Draft } from './desk.ts'
import { isSpecialCare, payersFollowUps, payersOf } from './payers.ts'

export const due = (day: CivilDate): CivilDate => addDays(day, 1)

/** 特別療養: what was paid comes back from the insurer. Otherwise as the draft tells, or untold. */
function refundOf({ accepted, practice }: Desk, draft: Draft): Pick<Outcome, 'refund'> {
  if (draft.refund !== undefined) return { refund: draft.refund }
  return draft.decision === 'accepted' && isSpecialCare(accepted) ? { refund: practice.refundOfSpecialCare } : {}
}

export function outcomeOf(desk: Desk, draft: Draft): Outcome {
  const isAccepted = draft.decision === 'accepted'
  const limit = draft.limit ?? null
  const online = draft.verified === 'card' || draft.verified === 'number'
  return {
    decision: draft.decision,
    method: isAccepted ? (draft.method ?? null) : null,
    payers: payersOf(desk, draft),
    reads: online
      ? [
          { what: 'eligibility', role: 'reception' },
          ...(limit === null ? [] : [{ what: 'limit', role: 'reception' } as const]),
        ]
      : [],
    recorded: isAccepted
      ? {
          verified: draft.verified ?? 'none',
          checkedOn: draft.checkedOn ?? null,
          key: draft.key === null || draft.key === undefined ? null : desk.practice.keyToStore(draft.key),
          birthDate: draft.birthDate ?? null,
        }
      : null,
    chart:
      isAccepted && desk.input.chart !== null ? desk.practice.chartAfter(desk.input.chart, draft.seen ?? null) : null,
    ...refundOf(desk, draft),
    warnings: [...(draft.warnings ?? [])],
    followUps: [...new Set([...(draft.followUps ?? []), ...payersFollowUps(desk, draft)])].map((what) => ({
      what,
      due: due(desk.day),
    })),
    offers: [...(draft.offers ?? [])],
  }
}
