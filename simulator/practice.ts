import { answerToNumber, cardCoverage } from '../src/domain/answers.ts'
import type { CardState, CertificatePolicy } from '../src/domain/certificate.ts'
import type { CivilDate, Instant } from '../src/domain/civil-date.ts'
import { certificatePolicy } from '../src/domain/certificate-policy.ts'
import { type RuleBook, valueOn } from '../src/domain/rules.ts'
import { consentHours } from '../src/domain/rules/certificate-and-grace.ts'
import type { CoverageKey, CoverageState } from '../src/domain/ledger.ts'
import { type RegistrationPractice, standardRegistration } from '../src/domain/registration.ts'
import { isLawfulDay, statusPublishedAt } from './insurer/calendar.ts'

/**
 * サービスの流儀: the points on which a wrong eligibility service would differ, as plain functions. The standard is what
 * the facts say; a deliberately broken service replaces one of them.
 */
export interface ServicePractice extends RegistrationPractice {
  /** What a card inquiry shows for a day. @see facts/rules.md 2.3 */
  readonly cardCoverage: typeof cardCoverage
  /** What the matches of a number inquiry amount to. @see facts/rules.md 2.3 */
  readonly answerToNumber: typeof answerToNumber
  /** The numbers that are looked for, made from those that were asked. */
  readonly askedKey: (key: CoverageKey) => CoverageKey
  /** The certificate calendar of a day. @see facts/rules.md section 3 */
  readonly policy: (day: CivilDate, book: RuleBook) => CertificatePolicy
  /** Hours for which a consent lasts; its last second is included. @see facts/rules.md 2.3 */
  readonly consentHours: (day: CivilDate, book: RuleBook) => number
  /** Whether medicines and check-ups may be given to somebody whose card is in this state. @see facts/wire.md 5.4 */
  readonly medicinesAllowed: (card: CardState) => boolean
  /** The form in which an identifier of the client is given back, from its source between the tags. @see facts/wire.md 2.1 */
  readonly echoIdentifier: (source: string) => string
  /** 保険者番号 as results carry it, 8 characters. @see facts/wire.md ASM-13 */
  readonly padInsurerNumber: (number: string) => string
  /** 一括処理: seconds until the results of an upload of so many lines are there. Ours; nothing is published. @see facts/wire.md 1.5 */
  readonly bulkSeconds: (lines: number) => number
  /** 一括処理の上限件数, inclusive. @see facts/wire.md ASM-08 */
  readonly bulkLines: number
  /** 受付番号の保存日数: hours of 24 × so many days, the last second inclusive. Ours; nothing is published. */
  readonly bulkDays: number
  /** When the registration status of a month end is published. @see facts/insurer.md 3, B5 */
  readonly statusPublishedAt: (monthEnd: CivilDate, book: RuleBook) => Instant
  /** Whether two covers are open on a day only because the law prescribes that day. @see facts/insurer.md 1.7 */
  readonly isLawfulDay: (older: CoverageState, newer: CoverageState, day: CivilDate) => boolean
}

/** The service as the facts describe it. */
export const standardPractice: ServicePractice = {
  ...standardRegistration,
  cardCoverage,
  answerToNumber,
  askedKey: (key) => key,
  policy: (day, book) => certificatePolicy(day, book),
  consentHours: (day, book) => valueOn(consentHours, day, book),
  medicinesAllowed: (card) => card.certificate !== 'GRACE',
  echoIdentifier: (source) => source,
  padInsurerNumber: (number) => number.padStart(8, ' '),
  bulkSeconds: (lines) => 10 + Math.ceil(lines / 50),
  bulkLines: 1000,
  bulkDays: 7,
  statusPublishedAt,
  isLawfulDay,
}
