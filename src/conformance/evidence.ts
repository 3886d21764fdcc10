import { decide } from '../domain/decide.ts'
import { type CivilDate, dateOf } from '../domain/civil-date.ts'
import { type CoverageKey, sameKey } from '../domain/ledger.ts'
import {
  LADDER,
  type Decision,
  type Facts,
  type PaperKind,
  type Presentation,
  type PrintedFields,
} from '../domain/presentation.ts'
import { latestBook, ruleBook } from '../domain/rulesets.ts'
import type { RuleBook } from '../domain/rules.ts'
import { ELIGIBILITY_REQUEST, type EligibilityInquiry, inquiryOf } from '../wire/eligibility-request.ts'
import { readMessage } from '../wire/layout.ts'
import type { History, Message, StepRecord } from '../../scenarios/history.ts'
import type { OperationResult, Outcome } from '../../scenarios/protocol.ts'
import type { ReceiveStep, Step } from '../../scenarios/scenario.ts'
import type { FindingCode } from './findings.ts'
import type { Examination, Finding } from './requirement.ts'

/** One turn of a reception as a check sees it: what was shown, the truth, what the rules say, what the system did. */
export interface Turn {
  readonly index: number
  readonly step: ReceiveStep
  readonly day: CivilDate
  readonly presentation: Presentation
  readonly facts: Facts
  readonly outcome: Outcome
  readonly messages: readonly Message[]
  /** Exchanges of this turn and of the earlier turns of the same visit. */
  readonly visitMessages: readonly Message[]
  /** What the rules in force on the day say; computed when first asked for. */
  readonly decision: () => Decision
}

/** The rule book a history was played under. */
export function bookOf(history: History): RuleBook {
  const book = ruleBook(history.ruleset, dateOf(history.start))
  return book.ok ? book.value : latestBook
}

const isOutcome = (result: StepRecord['result']): result is OperationResult<'receive'> =>
  result !== null && 'decision' in result

const TURNS = new WeakMap<History, readonly Turn[]>()

/** The receptions of a history for which the system gave an outcome, in order. */
export function turnsOf(history: History): readonly Turn[] {
  const known = TURNS.get(history)
  if (known !== undefined) return known
  const turns = readTurns(history)
  TURNS.set(history, turns)
  return turns
}

function readTurns(history: History): Turn[] {
  const book = bookOf(history)
  const turns: Turn[] = []
  const perVisit = new Map<string, Message[]>()
  for (const record of history.steps) {
    const { step, reception, result } = record
    if (step.do !== 'receive') continue
    const visitMessages = [...(perVisit.get(step.visit) ?? []), ...record.messages]
    perVisit.set(step.visit, visitMessages)
    if (reception === null || !isOutcome(result)) continue
    let decision: Decision | null = null
    turns.push({
      index: record.index,
      step,
      day: dateOf(reception.presentation.at),
      presentation: reception.presentation,
      facts: reception.facts,
      outcome: result,
      messages: record.messages,
      visitMessages,
      decision: () => (decision ??= decide(reception.presentation, reception.facts, book)),
    })
  }
  return turns
}

// ── what was seen on the wire ──────────────────────────────────────────────────────────────────────────────────────

/** True when the system picked up a result of the reader during the visit. */
export const pickedUp = (turn: Turn): boolean =>
  turn.visitMessages.some((message) => message.door === 'face' && message.answer !== null)

/** Inquiries by number among some exchanges, as they were sent. */
export function inquiries(messages: readonly Message[]): EligibilityInquiry[] {
  return messages.flatMap((message) => {
    if (message.door !== 'oqs' || !message.name.startsWith('OQSsiquc01req') || message.request === null) return []
    const read = readMessage(ELIGIBILITY_REQUEST, message.request)
    return read.ok ? [inquiryOf(read.value.message)] : []
  })
}

export const isMedical = (message: Message): boolean =>
  message.name.startsWith('YZKsiquc01req') || message.name.startsWith('TKKsiquc01req')

// ── what was on the counter ────────────────────────────────────────────────────────────────────────────────────────

export const shows = (turn: Turn, kind: string): boolean => turn.presentation.shown.some((thing) => thing.kind === kind)

/** Printed fields of the papers of a kind on the counter; a copy is none. */
export const papersOf = (turn: Turn, kind: PaperKind): PrintedFields[] =>
  turn.presentation.shown.flatMap((thing) =>
    thing.kind === kind && 'fields' in thing && thing.copy !== true ? [thing.fields] : [],
  )

/** A paper whose printed days contain the day. */
export const inPrintedTerm = (turn: Turn, fields: PrintedFields): boolean =>
  (fields.validFrom === null || fields.validFrom <= turn.day) &&
  (fields.validUntil === null || turn.day <= fields.validUntil)

/** An own plastic card lies on the counter. */
export const ownCardShown = (turn: Turn): boolean => shows(turn, 'my-number-card') && turn.facts.ownCard

export const isOnline = (turn: Turn): boolean =>
  turn.facts.equipment.terminal && turn.facts.equipment.line && turn.facts.equipment.service

export const readerWorks = (turn: Turn): boolean =>
  isOnline(turn) && turn.facts.equipment.reader && turn.facts.equipment.chip

/** The answer that an inquiry by these numbers has on the day. */
export const answerTo = (turn: Turn, key: CoverageKey) =>
  turn.facts.numberAnswers.find((known) => sameKey(known.key, key) && known.key.branch === key.branch)?.answer ?? null

/** The login cannot work and the clerk can see it: mark on the card, lock, dead certificate, written expiry. */
export function loginVisiblyImpossible(turn: Turn): boolean {
  const card = turn.presentation.shown.find((thing) => thing.kind === 'my-number-card')
  if (card === undefined) return false
  const { reader } = turn.presentation
  const dead =
    reader.includes('pin-locked') ||
    reader.includes('006-certificate-invalid') ||
    reader.includes('result-sent-eligibility-only')
  return (
    card.face.faceOnlyMark || dead || (card.face.certificateExpiry !== null && card.face.certificateExpiry < turn.day)
  )
}

/** 健康保険の対象: false where somebody else pays whatever the card reads. @see facts/rules.md 2.1 row AH */
export const isInsuranceMatter = (turn: Turn): boolean =>
  !['work-accident', 'third-party-liable', 'private'].includes(turn.presentation.circumstances.matter)

/** The patient came to an ordinary counter in person and speaks for himself: what most sentences mean. */
export function atOrdinaryCounter({ presentation, facts }: Turn): boolean {
  const { place, responsive } = presentation.circumstances
  return (
    place === 'counter' &&
    responsive &&
    presentation.patientPresent &&
    facts.facility.capability === 'FULL' &&
    facts.device === 'reader'
  )
}

// ── what the system did ────────────────────────────────────────────────────────────────────────────────────────────

const BY_READER = ['M03', 'M04', 'M05', 'M06', 'M07', 'M29']

export const accepted = (turn: Turn): boolean => turn.outcome.decision === 'accepted'

/** Accepted as read by card or phone. */
export const acceptedByReader = (turn: Turn): boolean =>
  accepted(turn) && (turn.outcome.recorded?.verified === 'card' || BY_READER.includes(turn.outcome.method ?? ''))

export const recordedKey = (turn: Turn): CoverageKey | null => turn.outcome.recorded?.key ?? null

/** Equal insurer, symbol and number, to the letter; the branch is the matter of another requirement. */
export const sameNumbers = (a: CoverageKey, b: CoverageKey): boolean =>
  a.insurerNumber === b.insurerNumber && (a.symbol ?? '') === (b.symbol ?? '') && a.number === b.number

export const chargedWhole = (turn: Turn): boolean =>
  turn.outcome.decision === 'full-charge' || turn.outcome.payers.some((payer) => payer.share === '100')

/** The system told the clerk nothing: no evidence, unless it left out an exchange that was due. */
export const undecided = (turn: Turn): boolean => turn.outcome.decision === 'none'

export const ladderOffers = (turn: Turn) => turn.outcome.offers.filter((offer) => LADDER.some((rung) => rung === offer))

/** The steps of a kind that concern a visit. */
export const stepsFor = (history: History, kind: Step['do'], visit: string): StepRecord[] =>
  history.steps.filter(
    ({ step }) =>
      step.do === kind &&
      (('visit' in step && step.visit === visit) || ('visits' in step && step.visits.includes(visit))),
  )

// ── findings ───────────────────────────────────────────────────────────────────────────────────────────────────────

export const finding = (
  code: FindingCode,
  turn: { readonly index: number },
  expected: string,
  actual: string,
): Finding => ({
  code,
  step: turn.index,
  expected,
  actual,
})

/** A short picture of an outcome, for findings. */
export function pictured(outcome: Outcome): string {
  const payers = outcome.payers
    .map((payer) => `${payer.kind} ${payer.share ?? '?'}${payer.limitClass === null ? '' : ` ${payer.limitClass}`}`)
    .join(' + ')
  const checked = outcome.recorded === null ? '' : ` checked=${outcome.recorded.verified}`
  return `${outcome.decision}${outcome.method === null ? '' : ` ${outcome.method}`}${payers === '' ? '' : ` [${payers}]`}${checked}`
}

/** The finding for a result that lay ready and was never fetched. */
export const notPickedUp = (turn: Turn): Finding =>
  finding('no-inquiry', turn, "the reader's result is picked up (GET face)", 'no result was fetched in this visit')

/** The finding for a number inquiry that was due. */
export const notInquired = (turn: Turn): Finding =>
  finding('no-inquiry', turn, 'an inquiry by number (OQSsiquc01req) in this reception', 'no inquiry was sent')

interface TurnCheck {
  readonly evidence: Examination['evidence']
  /** The receptions the requirement speaks of. */
  readonly about: (turn: Turn, history: History) => boolean
  /** What is wrong with one of them, null when nothing is. */
  readonly check: (turn: Turn, history: History) => Finding | null
}

/**
 * The usual examination: select receptions, check each. A reception on which the system decided nothing is no evidence
 * unless the check still finds something, such as a missing exchange.
 */
export const examineTurns =
  ({ evidence, about, check }: TurnCheck) =>
  (history: History): Examination | null => {
    const findings: Finding[] = []
    let seen = 0
    for (const turn of turnsOf(history)) {
      if (!about(turn, history)) continue
      const found = check(turn, history)
      if (found !== null) findings.push(found)
      if (found !== null || !undecided(turn)) seen += 1
    }
    return seen === 0 ? null : { evidence, findings }
  }

/** Numbers in a finding. */
export const say = (key: CoverageKey | null): string =>
  key === null ? 'no numbers' : `${key.insurerNumber} ${key.symbol ?? ''} ${key.number}`

/** Neither a card nor a phone lies on the counter. */
export const noCard = (turn: Turn): boolean => !shows(turn, 'my-number-card') && !shows(turn, 'phone')
