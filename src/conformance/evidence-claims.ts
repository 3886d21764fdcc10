import { keyOf } from '../domain/decide.ts'
import type { CoverageKey } from '../domain/ledger.ts'
import type { Answer, AnswerRecord } from '../domain/presentation.ts'
import { type EligibilityAnswer, readEligibilityAnswer } from '../wire/eligibility-result.ts'
import type { History, Message, StepRecord } from '../../scenarios/history.ts'
import type { OperationResult } from '../../scenarios/protocol.ts'
import { type Turn, inquiries, isOnline, sameNumbers, turnsOf, undecided } from './evidence.ts'
import type { Examination, Finding } from './requirement.ts'
import type { FindingCode } from './findings.ts'

export type ClaimLine = OperationResult<'claim'>['lines'][number]

/** One claim of a visit that was received before it. */
export interface Claim {
  readonly index: number
  /** The last turn of the visit before the claim, and the first. */
  readonly turn: Turn
  readonly first: Turn
  /** The turns of the visit before the claim, in order. */
  readonly turns: readonly Turn[]
  /** Null when the visit was not claimed. */
  readonly line: ClaimLine | null
  /** Exchanges after the last turn, up to and with the claim. */
  readonly messages: readonly Message[]
}

const isClaim = (result: StepRecord['result']): result is OperationResult<'claim'> =>
  result !== null && 'lines' in result

/** Exchanges of the steps after one index, up to and with another. */
export const messagesBetween = (history: History, after: number, until: number): Message[] =>
  history.steps.filter(({ index }) => index > after && index <= until).flatMap(({ messages }) => messages)

/** The claims of a history, each with what was received before it. */
export function claimsOf(history: History): Claim[] {
  const all = turnsOf(history)
  return history.steps.flatMap(({ index, step, result }) => {
    if (step.do !== 'claim' || !isClaim(result)) return []
    return step.visits.flatMap((visit): Claim[] => {
      const turns = all.filter((turn) => turn.step.visit === visit && turn.index < index)
      const [first] = turns
      const turn = turns.at(-1)
      if (first === undefined || turn === undefined) return []
      const line = result.lines.find((each) => each.visit === visit) ?? null
      return [{ index, turn, first, turns, line, messages: messagesBetween(history, turn.index, index) }]
    })
  })
}

/** Answers by number or of the reader among some exchanges. */
export const answersIn = (messages: readonly Message[]): EligibilityAnswer[] =>
  messages.flatMap(({ answer, name }) => {
    if (answer === null || !name.startsWith('OQSsiquc01')) return []
    const read = readEligibilityAnswer(answer)
    return read.ok ? [read.value] : []
  })

/** Whether some exchanges hold an inquiry by these numbers. */
export const isInquired = (messages: readonly Message[], key: CoverageKey): boolean =>
  inquiries(messages).some((inquiry) => sameNumbers(inquiry.key, key))

/** What the service answered in a reception: to the card that was read, and to the numbers on the papers. */
export function answersAtReception(turn: Turn): Answer[] {
  const { facts, presentation } = turn
  const byCard = facts.delivered === null || facts.cardAnswer === null ? [] : [facts.cardAnswer]
  const printed = presentation.shown.flatMap((thing) => ('fields' in thing ? (keyOf(thing.fields) ?? []) : []))
  const byNumber = isOnline(turn)
    ? facts.numberAnswers.filter(({ key }) => printed.some((shown) => sameNumbers(shown, key)))
    : []
  return [...byCard, ...byNumber.map(({ answer }) => answer)]
}

/** Records that the answers of a reception show as lost by its day. */
export const lostAtReception = (turn: Turn): AnswerRecord[] =>
  answersAtReception(turn).flatMap(({ validity, record }) =>
    (validity === 2 || validity === 3) && record !== null && record.loss !== null && record.loss.date <= turn.day
      ? [record]
      : [],
  )

/** The patient was received in a way that needs no word about persons and places. */
export const isOrdinary = ({ presentation }: Turn): boolean => {
  const { place, matter, newborn, abroad, mode, companion } = presentation.circumstances
  return (
    place === 'counter' &&
    matter === 'illness' &&
    !newborn &&
    abroad === 'no' &&
    mode === 'normal' &&
    companion === 'none' &&
    presentation.patientPresent
  )
}

export const claimFinding = (code: FindingCode, index: number, expected: string, actual: string): Finding => ({
  code,
  step: index,
  expected,
  actual,
})

/** A short picture of what was claimed, for findings. */
export const picturedLine = (line: ClaimLine | null): string =>
  line === null
    ? 'not claimed'
    : `${line.step} ${line.insurerNumber} ${line.symbol ?? ''} ${line.number} 「${line.remarks}」`

/** What one thing looked at says: nothing, that it was seen, or what is wrong with it. */
export type Look = 'unseen' | 'fine' | Finding

/** An examination from everything that was looked at. */
export function examination(evidence: Examination['evidence'], looks: readonly Look[]): Examination | null {
  const seen = looks.filter((look) => look !== 'unseen')
  if (seen.length === 0) return null
  return { evidence, findings: seen.flatMap((look) => (look === 'fine' ? [] : [look])) }
}

/** Looks at every reception; one on which nothing was decided is unseen unless something is wrong with it. */
export const lookAtTurns = (history: History, look: (turn: Turn) => Look): Look[] =>
  turnsOf(history).map((turn) => {
    const seen = look(turn)
    return seen === 'fine' && undecided(turn) ? 'unseen' : seen
  })
