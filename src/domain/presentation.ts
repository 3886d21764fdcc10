import type { CardState } from './certificate.ts'
import type { CivilDate, Instant } from './civil-date.ts'
import type { CoverageKey, ElderlyGroup, Ratio, Scheme } from './ledger.ts'

/** What a clerk reads on a paper or a screen; null where the paper does not carry the field. */
export interface PrintedFields {
  readonly insurerNumber: string | null
  readonly insurerName: string | null
  readonly symbol: string | null
  readonly number: string | null
  readonly branch: string | null
  readonly name: string
  readonly birthDate: CivilDate | null
  /** 一部負担金割合 as printed; null when nothing is printed. */
  readonly ratio: Ratio | null
  readonly issued: CivilDate | null
  /** First and last valid day as printed, both inclusive. */
  readonly validFrom: CivilDate | null
  readonly validUntil: CivilDate | null
  /** 保存日時 of a saved Mynaportal page. */
  readonly savedAt: Instant | null
}

/** Papers and screens: 資格確認書, 被保険者証, 資格情報のお知らせ, Mynaportal live screen, saved PDF, screenshot. */
export type PaperKind = 'certificate' | 'old-card' | 'notice' | 'portal-screen' | 'portal-pdf' | 'screenshot'

/** What can be seen on the front of a My Number card without a reader. */
export interface CardFace {
  readonly name: string
  readonly birthDate: CivilDate
  readonly bodyExpiry: CivilDate
  /** 電子証明書の有効期限 as written on the card by hand; null when nobody wrote it. */
  readonly certificateExpiry: CivilDate | null
  /** 「顔認証」 in the 追記欄. */
  readonly faceOnlyMark: boolean
  readonly photo: boolean
}

/** One thing laid on the counter. */
export type Shown =
  | { readonly kind: 'my-number-card'; readonly face: CardFace }
  | { readonly kind: 'phone'; readonly device: 'iphone' | 'android' }
  | { readonly kind: PaperKind; readonly fields: PrintedFields }
  | {
      readonly kind: 'declaration'
      readonly name: string
      readonly birthDate: CivilDate
      /** 一部負担金の割合 ticked by the patient; `unknown` is 「わからない」. */
      readonly ratio: Ratio | 'unknown'
      readonly insurerName: string | null
      readonly address: string
      readonly telephone: string
    }

/** Screens of the card reader that clerk and patient can see. The numbers 001 and 006 are public, every other name is ours. */
export const READER_SCREENS = [
  'result-sent',
  'result-sent-renew-soon',
  'result-sent-eligibility-only',
  'pin-wrong',
  'pin-locked',
  'face-mismatch',
  'face-locked',
  'visual-mismatch',
  'way-not-offered',
  '001-card-unreadable',
  '006-certificate-invalid',
  'phone-refused',
  'registration-refused',
  'result-unavailable',
  'line-error',
  'out-of-order',
] as const
export type ReaderScreen = (typeof READER_SCREENS)[number]

/** The clinic's own record of the patient, as the clerk's screen shows it. */
export interface Chart {
  readonly patientNo: string
  readonly name: string
  readonly birthDate: CivilDate
  readonly key: CoverageKey | null
  readonly ratio: Ratio | null
  /** Day of the last online check that is on record. */
  readonly lastCheckedOn: CivilDate | null
}

export type Spoken = 'yes' | 'no' | 'not-asked'

/** A reception: only what a clerk can see or hear. Never validity, certificate state, ledger, rule or outcome. */
export interface Presentation {
  readonly at: Instant
  /** The patient is at the counter in person; false when family came instead. */
  readonly patientPresent: boolean
  readonly chart: Chart | null
  /** Everything on the counter so far in this visit. */
  readonly shown: readonly Shown[]
  readonly says: {
    /** 「今、医療保険に入っていますか」 */
    readonly insured: Spoken
    /** 「前回から変わりありませんか」 */
    readonly unchanged: Spoken
    /** 限度額: consent given by word of mouth for an inquiry by number. */
    readonly limitConsent: Spoken
  }
  /** Screens the reader showed in this visit, in order. */
  readonly reader: readonly ReaderScreen[]
}

/** What the eligibility service answers: QualificationValidity (OQSCD006) and the record it shows. */
export interface Answer {
  readonly validity: 1 | 2 | 3 | 4 | 5 | 6
  readonly record: AnswerRecord | null
}

export interface AnswerRecord {
  readonly key: CoverageKey
  readonly scheme: Scheme
  readonly classification: string
  readonly name: string
  /** 氏名(その他): a common name beside it; absent when none is registered. */
  readonly otherName?: string
  readonly birthDate: CivilDate
  readonly koukiRatio: Ratio | null
  readonly elderly: ElderlyGroup | null
  readonly limitBand: string | null
  /** 資格喪失年月日 (first day without cover) and reason. */
  readonly loss: { readonly date: CivilDate; readonly reason: string } | null
}

export interface Facility {
  /** 医療機関コード, 10 digits. */
  readonly institutionCode: string
  readonly capability: 'FULL' | 'LIMITED' | 'MOBILE' | 'NONE'
  readonly kind: 'HOSPITAL' | 'CLINIC' | 'DENTAL' | 'PHARMACY' | 'OTHER'
  /** Day on which this site's reader got the release of 2024-10-07; never earlier. */
  readonly readerRelease: CivilDate
  readonly phoneEnabled: boolean
}

/** How the reader's result came about. */
export type ReaderWay = 'face' | 'pin' | 'visual' | 'phone'

/** The truth behind a reception, known to the harness only: what `decide` needs and no clerk can see. */
export interface Facts {
  readonly facility: Facility
  readonly equipment: {
    readonly reader: boolean
    /** IC chip of the card in the patient's hand. */
    readonly chip: boolean
    readonly terminal: boolean
    readonly line: boolean
    readonly service: boolean
  }
  /** The card that was shown, whoever it belongs to; null when none was. */
  readonly card: CardState | null
  /** False when the card shown belongs to somebody else. */
  readonly ownCard: boolean
  /** The way in which the reader delivered a result file in this visit, null when it did not. */
  readonly delivered: ReaderWay | null
  /** What an inquiry with the card answers on this day. */
  readonly cardAnswer: Answer | null
  /** What an inquiry by number answers, for each key on the counter or in the chart. */
  readonly numberAnswers: readonly {
    readonly key: CoverageKey
    readonly birthDate: CivilDate
    readonly answer: Answer
  }[]
}

export type DecisionKind = 'accepted' | 'full-charge' | 'ask' | 'stop'

/** Ways to go on that a system offers the clerk. The five of the ladder are listed in their order. */
export const LADDER = ['portal-screen', 'portal-pdf', 'notice', 'past-record', 'declaration'] as const
export type Rung = (typeof LADDER)[number]
export const OFFERS = [
  'reader-face',
  'reader-pin',
  'reader-visual',
  'my-number-card',
  'certificate',
  'branch',
  'new-cover',
  ...LADDER,
] as const
export type Offer = (typeof OFFERS)[number]

export const FOLLOW_UPS = [
  'recheck',
  'renew-certificate',
  'unlock-at-municipality',
  'bring-proof',
  'ask-insurer',
] as const
export type FollowUp = (typeof FOLLOW_UPS)[number]

export type Share = Ratio | '100'

/** 資格の確かめ方: by the card's result, by number, or not online at all. */
export type Verified = 'card' | 'number' | 'none'

/** What the rules in force on the day say about a presentation. */
export interface Decision {
  readonly outcome: DecisionKind
  /** Method id of `facts/rules.md` 1.3, null when nothing was accepted. */
  readonly method: string | null
  /** Highest read level: R0 printed only … R3 medical information with consent. */
  readonly reads: 'R0' | 'R1' | 'R1+L' | 'R2' | 'R3'
  /** 負担割合; null when no share is known and the clerk has to ask. */
  readonly share: Share | null
  readonly limitBand: string | null
  readonly verified: Verified
  /** The numbers to record and to claim on; null when none is known. */
  readonly key: CoverageKey | null
  readonly claim: 'CURRENT' | 'OLD' | 'UNKNOWN' | 'NONE'
  readonly offers: readonly Offer[]
  readonly followUps: readonly FollowUp[]
  readonly reasons: readonly Reason[]
  readonly trace: readonly TraceEntry[]
}

/** Why: a code with its facts; the sentences are in `messages/`. */
export interface Reason {
  readonly code: ReasonCode
  readonly facts: Readonly<Record<string, string>>
}

/** A rule row that was consulted, with the value it gave and where it comes from. */
export interface TraceEntry {
  readonly rule: string
  readonly value: string
  readonly source: string
  readonly confidence: 'H' | 'M' | 'L'
}

export const REASON_CODES = [
  'card-read',
  'card-read-in-grace',
  'renew-soon',
  'phone-read',
  'phone-has-no-grace',
  'phone-not-served',
  'certificate-dead',
  'certificate-blocked',
  'certificate-none',
  'certificate-activating',
  'pin-locked',
  'face-locked',
  'wrong-person',
  'not-identified',
  'unregistered',
  'reader-out',
  'line-out',
  'cover-lost',
  'newer-cover',
  'no-record',
  'several-records',
  'assistance-no-ticket',
  'paper-in-term',
  'paper-expired',
  'paper-not-yet-valid',
  'paper-of-lost-cover',
  'paper-without-record',
  'number-misprinted',
  'old-card-in-term',
  'old-card-ended',
  'tolerated-with-inquiry',
  'tolerance-over',
  'tolerance-needs-inquiry',
  'screenshot-refused',
  'card-missing',
  'card-body-ended',
  'rung-accepted',
  'rung-without-login',
  'number-inquiry-first',
  'says-uninsured',
  'nothing-to-go-on',
  'identity-unknown',
  'share-unknown',
  'special-care',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]
