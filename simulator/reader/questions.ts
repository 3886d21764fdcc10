import type { CivilDate } from '../../src/domain/civil-date.ts'
import type { Facility } from '../../src/domain/presentation.ts'
import { type RuleBook, valueOn } from '../../src/domain/rules.ts'
import { limitConsentAsked } from '../../src/domain/rules/certificate-and-grace.ts'
import type { Consents } from '../../scenarios/ports.ts'

/**
 * 同意の画面: what the reader asks once the patient is identified, one screen each and in this order. `all` is 包括同意.
 * @see facts/wire.md 5.3
 */
export const READER_QUESTIONS = [
  'all',
  'checkups',
  'medicines',
  'diagnosis',
  'operations',
  'limit',
  'diseases',
  'prescription',
] as const
export type ReaderQuestion = (typeof READER_QUESTIONS)[number]

/** 答え: consents are given or refused, the form of prescription is chosen. */
export type ReaderReply = 'yes' | 'no' | 'electronic' | 'paper'

/** What the patient has answered so far. */
export type ReaderAnswers = Readonly<Partial<Record<ReaderQuestion, ReaderReply>>>

/** 閲覧同意の種類 that one press of 包括同意 gives. 特定疾病 keeps its own consent. @see facts/wire.md 5.1, 5.3 */
const MEDICAL = ['checkups', 'medicines', 'diagnosis', 'operations'] as const satisfies readonly ReaderQuestion[]

const isMedical = (question: ReaderQuestion): boolean => MEDICAL.some((kind) => kind === question)

/** Replies that a question takes. */
export const repliesTo = (question: ReaderQuestion): readonly ReaderReply[] =>
  question === 'prescription' ? ['electronic', 'paper'] : ['yes', 'no']

export const isReplyTo = (question: ReaderQuestion, reply: ReaderReply): boolean => repliesTo(question).includes(reply)

/** The questions after the first one was answered: whoever agrees to everything is not asked kind by kind. */
export const questionsAfter = (
  [first, ...rest]: readonly ReaderQuestion[],
  reply: ReaderReply,
): readonly ReaderQuestion[] =>
  first === 'all' && reply === 'yes' ? rest.filter((question) => !isMedical(question)) : rest

/** Whether a reader still asks about the 限度額: until its own release, and never after the day of the rule. @see facts/wire.md 5.1, ASM-18 */
export const asksForLimit = (facility: Facility, day: CivilDate, book: RuleBook): boolean =>
  day < facility.readerRelease || day <= valueOn(limitConsentAsked, day, book)

/** What the questions depend on. */
export interface QuestionSituation {
  readonly facility: Facility
  readonly book: RuleBook
  readonly day: CivilDate
  /** False where nothing but eligibility is given: in grace, by an app for eligibility only, without a patient who can consent. */
  readonly medical: boolean
  /** マイナ資格確認アプリ: it has no screens of this kind at all. */
  readonly limited: boolean
}

/** The questions of a reader in their order. @see facts/wire.md 5.3 */
export function questionsOf({ facility, book, day, medical, limited }: QuestionSituation): readonly ReaderQuestion[] {
  const isReleased = day >= facility.readerRelease
  const isAsked: Readonly<Record<ReaderQuestion, boolean>> = {
    all: medical && isReleased,
    checkups: medical,
    medicines: medical,
    diagnosis: medical,
    operations: medical,
    limit: !limited && asksForLimit(facility, day, book),
    diseases: medical,
    prescription: !limited && facility.prescriptionChoice === 'at-check',
  }
  return READER_QUESTIONS.filter((question) => isAsked[question])
}

const yesNo = (agreed: boolean): ReaderReply => (agreed ? 'yes' : 'no')

/** How a patient of whom all consents are known answers a question. */
export function replyOf(consents: Consents, question: ReaderQuestion): ReaderReply {
  const { medicines, diagnosis = medicines, operations = medicines, all, diseases, prescription } = consents
  if (question === 'prescription') return prescription ?? 'paper'
  const agreed = { ...consents, diagnosis, operations, all: all === true, diseases: diseases === true }
  return yesNo(agreed[question])
}

/** 同意の結果: what was answered, and for what nobody asked what is known of the patient beforehand. */
export function consentsBy(answers: ReaderAnswers, known: Consents): Consents {
  const replied = (question: ReaderQuestion): ReaderReply => answers[question] ?? replyOf(known, question)
  const all = answers.all === 'yes'
  return {
    medicines: all || replied('medicines') === 'yes',
    checkups: all || replied('checkups') === 'yes',
    diagnosis: all || replied('diagnosis') === 'yes',
    operations: all || replied('operations') === 'yes',
    limit: replied('limit') === 'yes',
    diseases: replied('diseases') === 'yes',
    prescription: replied('prescription') === 'electronic' ? 'electronic' : 'paper',
  }
}
