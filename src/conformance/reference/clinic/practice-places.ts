import {
  type CivilDate,
  addDays,
  civilDate,
  dayOfMonth,
  earlierOf,
  monthOf,
  yearOf,
} from '../../../domain/civil-date.ts'
import type { OperationInput, Reception } from '../../../../scenarios/protocol.ts'
import type { CardFace, Printed } from './practice.ts'

/** 施設: what `setup` told the clinic about itself. */
export type Site = Extract<OperationInput<'setup'>, { suite: 'clinic' }>['facility']
/** 来院の事情 as the clinic is told it. */
export type Situation = Reception['circumstances']

/** A paper shown for a pupil on a school event. */
interface EventPaper {
  readonly companion: Situation['companion']
  readonly birthDate: CivilDate | null
  readonly day: CivilDate
  readonly copy: boolean
}

/** What the clinic does about ways of presenting, places and tools. @see facts/rules.md 1.3, 2.1 */
export interface PlacesPractice {
  /** Whether a photo-less card with a locked PIN still opens the ladder. */
  readonly ladderAfterBabyLock: boolean
  /** Whether a card can be read with the web tool, which asks for a PIN. */
  readonly webTakesCard: (face: CardFace, pinLocked: boolean) => boolean
  /** Whether the tools of a home visit may be used at the counter on a day. */
  readonly toolsAtCounter: (day: CivilDate) => boolean
  /** Whether a live portal page on the phone serves after its reading failed. */
  readonly takesPortalOnPhone: boolean
  /** Whether phone and card, both read, make one line of a claim each. */
  readonly claimsEachReading: boolean
  /** What a refused registration leaves. */
  readonly afterRefusedRegistration: 'ladder' | 'paper-only' | 'whole-price'
  /** Whether family members are asked for a face. */
  readonly looksAtProxy: boolean
  readonly takesPinOfFamily: boolean
  /** Whether medical information is asked for although nobody consented. */
  readonly viewsWithoutConsent: (site: Site, situation: Situation) => boolean
  /** Whether an earlier consent of any age serves on the telephone. */
  readonly telephoneOnOldConsent: boolean
  /** Whether a consultation by telephone rests on the own record at all. */
  readonly telephoneByRecord: boolean
  /** Whether the screen of an emergency function counts. */
  readonly modeScreenServes: (mode: Situation['mode']) => boolean
  readonly reportsModeUse: boolean
  /** Whether a paper of a pupil counts without the card. */
  readonly eventServes: (paper: EventPaper) => boolean
  readonly readsAtLimitedSite: boolean
  /** Whether the ladder is climbed in an online consultation. */
  readonly climbsOnline: boolean
  readonly looksOnline: boolean
  readonly takesPaperByCamera: boolean
  /** Whether a result without card serves while the care relation lasts, and after its consent was withdrawn. */
  readonly reinquiryServes: boolean
  readonly withdrawnConsentLives: boolean
  /** Whether a patient who was checked before he came has to show who he is. */
  readonly asksAtArrival: (identity: Situation['identity']) => boolean
  /** Last day (inclusive) of a stop-gap paper. */
  readonly stopGapUntil: (paper: Printed) => CivilDate | null
  readonly stopGapNeedsAnswer: boolean
  readonly bookInTerm: (paper: Printed, day: CivilDate) => boolean
  readonly bookNeedsAnswer: boolean
  /** Whether a paper serves after the reader had no result for the card. */
  readonly paperAfterNoResult: boolean
  /** Whether a dead card without a written certificate expiry is taken for no card at all. */
  readonly blankCardIsNoCard: boolean
}

/** The 31 March (inclusive) after the 18th birthday; born on 2 April or later a year later. */
function pupilUntil(birthDate: CivilDate): CivilDate {
  const early = monthOf(birthDate) < 4 || (monthOf(birthDate) === 4 && dayOfMonth(birthDate) === 1)
  return civilDate(`${yearOf(birthDate) + (early ? 18 : 19)}-03-31`)
}

const LONGEST_STOP_GAP = 20

const inTerm = ({ validFrom, validUntil }: Printed, day: CivilDate): boolean =>
  (validFrom === null || validFrom <= day) && (validUntil === null || day <= validUntil)

/** The clinic as it should work. */
export const standardPlaces: PlacesPractice = {
  ladderAfterBabyLock: true,
  webTakesCard: (face, pinLocked) => !face.faceOnlyMark && !pinLocked,
  toolsAtCounter: (day) => day >= '2025-04-01',
  takesPortalOnPhone: true,
  claimsEachReading: false,
  afterRefusedRegistration: 'ladder',
  looksAtProxy: false,
  takesPinOfFamily: true,
  viewsWithoutConsent: () => false,
  telephoneOnOldConsent: false,
  telephoneByRecord: true,
  modeScreenServes: (mode) => mode !== 'normal',
  reportsModeUse: true,
  eventServes: ({ companion, birthDate, day, copy }) =>
    companion === 'teacher' &&
    birthDate !== null &&
    day <= pupilUntil(birthDate) &&
    day >= (copy ? '2025-02-12' : '2024-11-01'),
  readsAtLimitedSite: true,
  climbsOnline: false,
  looksOnline: false,
  takesPaperByCamera: true,
  reinquiryServes: true,
  withdrawnConsentLives: false,
  asksAtArrival: (identity) => identity === 'none',
  stopGapUntil: ({ issued, validUntil }) => {
    const longest = issued === null ? null : addDays(issued, LONGEST_STOP_GAP - 1)
    if (longest === null || validUntil === null) return longest ?? validUntil
    return earlierOf(longest, validUntil)
  },
  stopGapNeedsAnswer: false,
  bookInTerm: inTerm,
  bookNeedsAnswer: false,
  paperAfterNoResult: true,
  blankCardIsNoCard: false,
}
