import { type CivilDate, endOfMonth } from '../../../domain/civil-date.ts'
import type { Key, Offer } from './practice.ts'

/** 申立書 as the clinic keeps it for the claim. */
export interface KeptForm {
  readonly address: string
  readonly telephone: string
  readonly insurerNumber: string | null
}

/** What a clinic knows about cover whose current numbers nobody told. */
export interface Unnumbered {
  /** Numbers of a lost cover or of the own record. */
  readonly old: Key | null
  /** 保険者番号 found for the insurer that the form names. */
  readonly insurerNumber: string | null
}

/** Working rules about claims, days, loss, and patients who have nothing to show. */
export interface ClaimsPractice {
  /** Whether a loss day has come. */
  readonly lossHasBegun: (lossDate: CivilDate, day: CivilDate) => boolean
  /** Whether a paper is laid aside when its answer names a loss that is still to come. */
  readonly comingLossVoids: boolean
  /** Whether a paper in term is taken although its numbers are answered as lost. */
  readonly paperOutlastsLoss: boolean
  /** Whether the answer 4 to a paper counts as a check. */
  readonly answer4IsCheck: boolean
  /** Whether a visit is claimed whose late check shows that cover had ended. */
  readonly claimsAfterLateLoss: boolean
  /** Visits that were checked on their day and are inquired again, and dropped when cover is gone, before the claim. */
  readonly doubtsCheckedVisits: boolean
  /** Which step a claim without current numbers takes. */
  readonly stepWithoutNumbers: (known: Unnumbered) => 'OLD' | 'INSURER_ONLY' | 'UNKNOWN'
  readonly unknownInsurerNumber: string
  readonly unknownRemarks: (form: KeptForm | null) => string
  /** The numbers of a claim, from those recorded and those of the chart. */
  readonly keyInClaim: (recorded: Key, chart: Key | null) => Key
  /** Whether somebody who says that he has no insurance goes on to the ladder. */
  readonly laddersUninsured: boolean
  readonly refersUninsured: boolean
  /** Whether a record that ended by death stops the reception of a living patient. */
  readonly deathStops: boolean
  /** Who gives back a whole price paid on a day, now that proof is there. */
  readonly refundBy: (paid: CivilDate, proved: CivilDate) => 'clinic' | 'insurer' | null
  /** Whether a visit that was not accepted at first can still be claimed. */
  readonly provesLater: boolean
  /** Whether a newborn without registration goes by the numbers on the parent's paper. */
  readonly newbornOnParentsNumbers: boolean
  /** Whether a form of declared cover is taken for a newborn. */
  readonly newbornByDeclaration: boolean
  /** Whether somebody back from abroad pays the whole price until cover is found. */
  readonly wholePriceAfterReturn: (abroad: 'no' | 'returned-filed' | 'returned-not-filed' | 'home-leave') => boolean
  /** Whether a patient's word that his cover has changed is written down. */
  readonly notesDispute: boolean
  readonly checksDisputeBeforeClaim: boolean
  /** Whether a card that gives no result yet is as good as none. */
  readonly silentCardIsNone: boolean
  /** The day a later check is about, from the day of the visit and today. */
  readonly recheckDay: (visitDay: CivilDate, today: CivilDate, wasChecked: boolean) => CivilDate
  /** Whether a bill rests on what the service answers on the day of the bill. */
  readonly billsOnLaterAnswer: boolean
  /** Whether who pays the whole price is told how it comes back. */
  readonly tellsWayBack: boolean
  /** Whether a check on record counts for a patient who shows nothing. */
  readonly recordCheckCounts: (checkedOn: CivilDate | null, day: CivilDate) => boolean
}

/** What a clinic offers to parents of a newborn whose cover is not registered yet. */
export const NEWBORN_OFFERS: readonly Offer[] = ['guardian-cover', 'certificate']

/** Claims and losses as they should be handled. Each line follows `facts/rules.md` 2.1, 2.4, 2.5 and `facts/counter.md` 2 and 3. */
export const standardClaims: ClaimsPractice = {
  lossHasBegun: (lossDate, day) => lossDate <= day,
  comingLossVoids: false,
  paperOutlastsLoss: false,
  answer4IsCheck: false,
  claimsAfterLateLoss: false,
  doubtsCheckedVisits: false,
  stepWithoutNumbers: ({ old, insurerNumber }) =>
    old !== null ? 'OLD' : insurerNumber === null ? 'UNKNOWN' : 'INSURER_ONLY',
  unknownInsurerNumber: '77777777',
  unknownRemarks: (form) => `不詳 ${form?.address ?? ''} ${form?.telephone ?? ''}`,
  keyInClaim: (recorded) => recorded,
  laddersUninsured: false,
  refersUninsured: true,
  deathStops: true,
  refundBy: (paid, proved) => (proved <= endOfMonth(paid) ? 'clinic' : 'insurer'),
  provesLater: true,
  newbornOnParentsNumbers: false,
  newbornByDeclaration: false,
  wholePriceAfterReturn: (abroad) => abroad === 'returned-not-filed',
  notesDispute: true,
  checksDisputeBeforeClaim: true,
  silentCardIsNone: false,
  recheckDay: (visitDay, today, wasChecked) => (wasChecked ? today : visitDay),
  billsOnLaterAnswer: false,
  tellsWayBack: true,
  recordCheckCounts: () => false,
}
