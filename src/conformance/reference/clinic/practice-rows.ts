import { type CivilDate, type Instant } from '../../../domain/civil-date.ts'
import type { CardFace, Screen } from './practice.ts'

/** What is heard and held when the own record is to serve. */
export interface Recalled {
  readonly hasCard: boolean
  readonly unchanged: 'yes' | 'no' | 'not-asked'
}

interface Consents {
  readonly medicines: Instant | null
  readonly checkups: Instant | null
}

/** Working rules about single ways of showing cover: each is one small decision. */
export interface RowsPractice {
  /** Whether the holder of a card that was read is told to renew its certificate. */
  readonly advisesRenewal: (screen: Screen, face: CardFace | null, day: CivilDate) => boolean
  /** Whether a person whose ended card or notice is tolerated is told to bring proof. */
  readonly tellsToBringProof: boolean
  /** What is done when several records match the numbers of a page, a notice or the own record. */
  readonly onSeveralAtLadder: 'ask' | 'take'
  /** Whether the old numbers stay known once an answer says that newer ones exist. */
  readonly keepsNumbersOnThree: boolean
  /** Whether a valid answer is used although the patient agreed to nothing. */
  readonly eligibilityWithoutConsent: boolean
  /** The consent under which something is viewed. */
  readonly consentFor: (consents: Consents, what: keyof Consents) => Instant | null
  /** Whether an add-on certificate proves cover by itself. */
  readonly addOnProves: boolean
  readonly pastRecordServes: (recalled: Recalled) => boolean
  readonly declarationNeedsCard: boolean
  /** Whether a declaration is looked at before anything else that is on the counter. */
  readonly declarationFirst: boolean
  /** Whether a live portal page on the counter can have been opened by this person. */
  readonly screenIsLive: (face: CardFace, screens: readonly Screen[], day: CivilDate) => boolean
  readonly noticeBegun: (day: CivilDate) => boolean
  readonly noticeInTerm: (validUntil: CivilDate | null, day: CivilDate) => boolean
  /** Whether a member with this address can belong to this insurer. */
  readonly addressFits: (address: string | null, insurerNumber: string) => boolean
  /** Whether an inquiry of an earlier visit counts as one of now. */
  readonly reusesCheck: (madeAt: Instant, now: Instant) => boolean
}

const BLOCKED: readonly Screen[] = ['pin-locked', '006-certificate-invalid', 'result-sent-eligibility-only']

/** Notices exist from the day on which old cards were no longer made. */
const NOTICES_FROM = '2024-12-02'

/** Each line follows `facts/rules.md` 1.3 and 2.1. */
export const standardRows: RowsPractice = {
  advisesRenewal: (screen) => screen === 'result-sent-renew-soon' || screen === 'result-sent-eligibility-only',
  tellsToBringProof: true,
  onSeveralAtLadder: 'ask',
  keepsNumbersOnThree: true,
  eligibilityWithoutConsent: true,
  consentFor: (consents, what) => consents[what],
  addOnProves: false,
  pastRecordServes: ({ hasCard, unchanged }) => hasCard && unchanged === 'yes',
  declarationNeedsCard: true,
  declarationFirst: false,
  screenIsLive: (face, screens, day) =>
    !face.faceOnlyMark &&
    !screens.some((screen) => BLOCKED.includes(screen)) &&
    (face.certificateExpiry === null || day <= face.certificateExpiry),
  noticeBegun: (day) => day >= NOTICES_FROM,
  noticeInTerm: (validUntil, day) => validUntil === null || day <= validUntil,
  addressFits: () => true,
  reusesCheck: () => false,
}
