import { dateOf } from './civil-date.ts'
import { type Desk, type Draft, noted } from './decide/desk.ts'
import { climb, readPortalOnPhone } from './decide/ladder.ts'
import { fromAbroad, noteScreenshot, refundOf, uninsured, withoutCard } from './decide/nothing.ts'
import { readPapers } from './decide/papers.ts'
import { payersOf } from './decide/payers.ts'
import { readCard } from './decide/reader.ts'
import { atSchoolEvent, byTelephone, online, otherPayer, readModeScreen, receiveNewborn } from './decide/special.ts'
import type { Decision, Facts, FollowUp, Presentation } from './presentation.ts'
import type { RuleBook } from './rules.ts'

export { keyOf } from './decide/desk.ts'
export { loginPossible } from './decide/ladder.ts'
export { shareByAge, shareOf } from './decide/shares.ts'

const EMPTY: Omit<Decision, 'outcome' | 'payers' | 'reasons' | 'trace'> = {
  method: null,
  reads: 'R0',
  share: null,
  limitBand: null,
  verified: 'none',
  key: null,
  claim: 'NONE',
  refund: null,
  offers: [],
  followUps: [],
}

/** What to do later that follows from the notes and not from the way that was taken: rows D, F1, F2, K, Y2 and AH. */
function lateFollowUps(desk: Desk, draft: Draft): FollowUp[] {
  const { card } = desk.facts
  if (draft.outcome === 'stop') return []
  const locked = card !== null && (card.pin.locked || card.face.locked)
  const unfound = noted(desk, 'no-record') && !noted(desk, 'says-uninsured')
  return [
    ...(unfound ? (['ask-insurer'] as const) : []),
    ...(noted(desk, 'welfare-begun') ? (['ask-welfare-office'] as const) : []),
    ...(noted(desk, 'third-party') ? (['third-party-notice'] as const) : []),
    ...(noted(desk, 'certificate-dead') ? (['renew-certificate'] as const) : []),
    ...(locked ? (['unlock-at-municipality'] as const) : []),
  ]
}

function finish(desk: Desk, draft: Draft): Decision {
  const special = draft.outcome === 'accepted' && desk.accepted?.classification === '05'
  return {
    ...EMPTY,
    ...(special ? { refund: refundOf(desk, false) } : {}),
    ...draft,
    payers: payersOf(desk, draft),
    followUps: [...new Set([...(draft.followUps ?? []), ...lateFollowUps(desk, draft)])],
    reasons: desk.reasons,
    trace: desk.trace,
  }
}

/** The order of questions: who pays at all, where the visit is, the card, papers, the ladder, nothing. @see facts/rules.md 2.6 */
function answer(desk: Desk): Draft {
  const elsewhere = otherPayer(desk) ?? receiveNewborn(desk) ?? byTelephone(desk) ?? online(desk)
  if (elsewhere !== null) return elsewhere
  const early = readCard(desk) ?? readModeScreen(desk) ?? readPapers(desk) ?? readPortalOnPhone(desk)
  if (early !== null) return early
  noteScreenshot(desk)
  if (desk.shown.says.insured === 'no') return uninsured(desk)
  const abroad = fromAbroad(desk)
  if (abroad !== null) return abroad
  const climbed = climb(desk)
  if (climbed === null) return withoutCard(desk)
  return climbed.outcome === 'ask' ? (atSchoolEvent(desk) ?? climbed) : climbed
}

/**
 * 資格確認の判定: what the rules in force on the day say about a presentation. Total and pure; the trace names every rule
 * row that spoke, with its source.
 */
export function decide(shown: Presentation, facts: Facts, book: RuleBook): Decision {
  const { equipment } = facts
  const desk: Desk = {
    day: dateOf(shown.at),
    shown,
    facts,
    book,
    trace: [],
    reasons: [],
    online: equipment.terminal && equipment.line && equipment.service,
    lost: null,
    accepted: null,
    beside: null,
  }
  return finish(desk, answer(desk))
}
