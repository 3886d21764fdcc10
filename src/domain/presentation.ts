import type { CardState } from './certificate.ts'
import type { Circumstances } from './circumstances.ts'
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

/**
 * Papers and screens: 資格確認書, 被保険者証, 資格情報のお知らせ, Mynaportal live screen, saved PDF, screenshot, 被保険者資格証明書 of
 * 日本年金機構 (M28), 受給資格者票 of a day labourer (M32), the terminal's own screen in システム障害時モード or 災害時モード (M15, M16).
 */
export const PAPER_KINDS = [
  'certificate',
  'old-card',
  'notice',
  'portal-screen',
  'portal-pdf',
  'screenshot',
  'jps-certificate',
  'day-labourer-book',
  'mode-screen',
] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

/** 添える証 (M23): 高齢受給者証, 限度額適用認定証, 特定疾病療養受療証, 公費・こども医療の受給者証. Never proof of cover alone. */
export interface AddOn {
  readonly certificate: 'elderly' | 'limit' | 'disease' | 'subsidy' | 'child-subsidy'
  readonly name: string
  readonly birthDate: CivilDate
  /** 一部負担金の割合 on a 高齢受給者証. */
  readonly ratio: Ratio | null
  /** 適用区分 on a 限度額適用認定証. */
  readonly limitBand: string | null
  /** 公費負担者番号 and 受給者番号. */
  readonly payerNumber: string | null
  readonly recipientNumber: string | null
  /** First and last valid day as printed, both inclusive. */
  readonly validFrom: CivilDate
  readonly validUntil: CivilDate
  /** False for a 受給者証 of another prefecture. */
  readonly samePrefecture: boolean
}

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
  | {
      readonly kind: PaperKind
      readonly fields: PrintedFields
      /** A photocopy or print-out instead of the paper itself. */
      readonly copy?: boolean
    }
  | ({ readonly kind: 'add-on' } & AddOn)
  | {
      readonly kind: 'declaration'
      readonly name: string
      readonly birthDate: CivilDate
      /** 一部負担金の割合 ticked by the patient; `unknown` is 「わからない」. */
      readonly ratio: Ratio | 'unknown'
      readonly insurerName: string | null
      /** 保険者番号 that the clinic finds for that name; null when it finds none. */
      readonly insurerNumber: string | null
      readonly address: string
      readonly telephone: string
    }

/** Screens of the card reader that clerk and patient can see. The numbers 001, 002 and 006 are public, every other name is ours. */
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
  '002-other-card',
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
  readonly circumstances: Circumstances
}

/** What the eligibility service answers: QualificationValidity (OQSCD006) and the record it shows. */
export interface Answer {
  readonly validity: 1 | 2 | 3 | 4 | 5 | 6
  readonly record: AnswerRecord | null
  /** A second record of the same answer: 医療扶助 beside an insurance, or the other of two open insurances. */
  readonly beside?: AnswerRecord
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
  /** 医療扶助 only: whether the 医療券 of this month is registered. */
  readonly ticket?: boolean
}

export interface Facility {
  /** 医療機関コード, 10 digits. */
  readonly institutionCode: string
  readonly capability: 'FULL' | 'LIMITED' | 'MOBILE' | 'NONE'
  readonly kind: 'HOSPITAL' | 'CLINIC' | 'DENTAL' | 'PHARMACY' | 'OTHER'
  /** Day on which this site's reader got the release of 2024-10-07; never earlier. */
  readonly readerRelease: CivilDate
  readonly phoneEnabled: boolean
  /** 居宅同意取得型: マイナ在宅受付Web (M20a) and the app on a registered device (M20b), beside a reader or alone. */
  readonly tools: readonly MobileTool[]
  /** 処方箋発行形態の選択タイミング (OQSCD039); left out: `elsewhere`. */
  readonly prescriptionChoice?: PrescriptionChoice | undefined
}

/** When the patient chooses between 電子処方箋 and paper: not at the eligibility check (OQSCD039 1), or on the reader (2). */
export const PRESCRIPTION_CHOICES = ['elsewhere', 'at-check'] as const
export type PrescriptionChoice = (typeof PRESCRIPTION_CHOICES)[number]

export const MOBILE_TOOLS = ['web', 'app'] as const
export type MobileTool = (typeof MOBILE_TOOLS)[number]

/** What a card is read with: 顔認証付きカードリーダー, マイナ在宅受付Web, the home visit app, マイナ資格確認アプリ. */
export const READING_DEVICES = ['reader', 'web', 'app', 'limited-app'] as const
export type ReadingDevice = (typeof READING_DEVICES)[number]

/** How a result came about; `reinquiry` is 再照会 without a card while the care relation lasts. */
export const READER_WAYS = ['face', 'pin', 'visual', 'phone', 'reinquiry'] as const
export type ReaderWay = (typeof READER_WAYS)[number]

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
  /** What it was read with. */
  readonly device: ReadingDevice
  /** True when the patient refused the 限度額 at a reader that asks for it; absent otherwise. @see facts/rules.md 9 no. 25 */
  readonly limitRefused?: boolean
  /** What an inquiry with the card answers on this day. */
  readonly cardAnswer: Answer | null
  /** What an inquiry by number answers, for each key on the counter or in the chart. */
  readonly numberAnswers: readonly {
    readonly key: CoverageKey
    readonly birthDate: CivilDate
    readonly answer: Answer
  }[]
}

/**
 * 判定: cover accepted · 10割 · somebody else pays than health insurance · treated now and settled inside the month (newborn) ·
 * the clerk has to ask · stop, wrong card or wrong chart.
 */
export const DECISION_KINDS = ['accepted', 'full-charge', 'other-payer', 'wait', 'ask', 'stop'] as const
export type DecisionKind = (typeof DECISION_KINDS)[number]

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
  'register-card',
  'web-app',
  'home-app',
  'photo-id',
  'guardian-cover',
  ...LADDER,
] as const
export type Offer = (typeof OFFERS)[number]

export const FOLLOW_UPS = [
  'recheck',
  'renew-certificate',
  'unlock-at-municipality',
  'bring-proof',
  'ask-insurer',
  'ask-welfare-office',
  'refer-to-municipality',
  'third-party-notice',
  'report-mode-use',
] as const
export type FollowUp = (typeof FOLLOW_UPS)[number]

export type Share = Ratio | '100'

/** 請求の段: current numbers, old ones, a known insurer without a number, all unknown, no claim. @see facts/rules.md 2.4 */
export type ClaimStep = 'CURRENT' | 'OLD' | 'INSURER_ONLY' | 'UNKNOWN' | 'NONE'

/** 支払う者: insurance, 公費, 医療扶助, 労災, 自賠責, the patient himself. */
export const PAYER_KINDS = [
  'insurance',
  'public-expense',
  'medical-assistance',
  'work-accident',
  'liability',
  'private',
] as const
export type PayerKind = (typeof PAYER_KINDS)[number]

/** One payer of a visit; payers stand in the order in which they pay. */
export interface Payer {
  readonly kind: PayerKind
  /** The patient's share of what this payer is asked for; null when it has to be asked or the payer's paper says it. */
  readonly share: Share | null
  readonly limitBand: string | null
}

/** 返金の道: until when the clinic gives back and claims, and until when the insurer pays 療養費; both days inclusive. */
export interface Refund {
  /** Null when nothing is claimed through the clinic (特別療養). */
  readonly clinicUntil: CivilDate | null
  readonly insurerUntil: CivilDate
}

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
  readonly claim: ClaimStep
  /** Who pays, in order; empty when nothing was decided. */
  readonly payers: readonly Payer[]
  /** Set where 10割 is charged. */
  readonly refund: Refund | null
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
  'work-accident',
  'third-party',
  'liability-pays',
  'private-care',
  'school-injury',
  'newborn-unregistered',
  'telephone-visit',
  'mode-in-use',
  'mode-not-open',
  'school-event',
  'school-event-not-met',
  'copy-refused',
  'stop-gap-paper',
  'stop-gap-over',
  'emergency-view',
  'consent-missing',
  'limited-site',
  'read-by-tool',
  'tool-not-open',
  'identity-at-arrival',
  'reinquiry',
  'cover-disputed',
  'both-records',
  'welfare-begun',
  'subsidy-applied',
  'subsidy-not-applied',
  'discretion',
  'registration-offered',
  'registration-demanded',
  'abroad-filed',
  'abroad-not-filed',
  'ratio-conflict',
  'method-not-begun',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]
