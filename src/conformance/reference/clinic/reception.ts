import { dateOf } from '../../../domain/civil-date.ts'
import type { Outcome, Reception } from '../../../../scenarios/protocol.ts'
import { sent } from './at-reader.ts'
import type { Desk, Draft } from './desk.ts'
import { climb } from './ladder.ts'
import { outcomeOf } from './outcome.ts'
import { type VisitMoney, moneyOf, otherPayer } from './payers.ts'
import { readPapers } from './papers.ts'
import { elsewhere, portalOnPhone } from './places.ts'
import type { ClinicPractice, Key, OnlineAnswer, Screen } from './practice.ts'
import type { Site } from './practice-places.ts'
import type { EligibilityService } from './service.ts'
import { bySaying, byRecordedCheck, receiveNewborn } from './unregistered.ts'
import { withoutCard } from './without-card.ts'

export interface Received {
  readonly outcome: Outcome
  readonly cardAnswer: OnlineAnswer | null
  readonly money: VisitMoney
  /** Numbers that an answer of this visit showed as lost. */
  readonly lost: Key | null
  readonly disputed: boolean
  /** The numbers of the own record were thrown away. */
  readonly erased: boolean
}

const received = (desk: Desk, draft: Draft): Received => ({
  outcome: outcomeOf(desk, draft),
  cardAnswer: desk.cardAnswer,
  money: moneyOf(desk, draft),
  lost: desk.lost,
  disputed: draft.disputed === true,
  erased: desk.erased,
})

/** One turn of a reception: what the clerk laid on the desk, what the service says, what the clinic decides. */
export async function receive(
  input: Reception,
  earlier: { readonly cardAnswer: OnlineAnswer | null; readonly screens: readonly Screen[] } & Pick<
    Desk,
    'earlierChecks'
  >,
  practice: ClinicPractice,
  service: EligibilityService,
  site: Site,
): Promise<Received> {
  const fresh = sent(input.reader) !== null && earlier.cardAnswer === null ? await service.pickUpReaderResult() : null
  const desk: Desk = {
    day: dateOf(input.at),
    input,
    practice,
    service,
    site,
    screens: [...earlier.screens, ...input.reader],
    cardAnswer: earlier.cardAnswer ?? fresh,
    offline: false,
    lost: null,
    misnumbered: false,
    accepted: null,
    beside: [],
    welfareBegun: false,
    erased: false,
    earlierChecks: earlier.earlierChecks,
  }
  const early =
    otherPayer(desk) ??
    (await receiveNewborn(desk)) ??
    (await elsewhere(desk)) ??
    (await readPapers(desk)) ??
    (await portalOnPhone(desk))
  if (early !== null) return received(desk, early)
  const draft = bySaying(desk) ?? (await climb(desk)) ?? byRecordedCheck(desk) ?? (await withoutCard(desk))
  return received(desk, draft)
}
