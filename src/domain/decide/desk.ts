import type { CivilDate } from '../civil-date.ts'
import type { CoverageKey } from '../ledger.ts'
import type {
  AnswerRecord,
  Decision,
  Facts,
  PaperKind,
  Presentation,
  PrintedFields,
  Reason,
  ReasonCode,
  Shown,
  TraceEntry,
} from '../presentation.ts'
import { type Rule, type RuleBook, valueOn } from '../rules.ts'

/** 窓口の机: everything one decision looks at, with the notes it takes on the way. */
export interface Desk {
  readonly day: CivilDate
  readonly shown: Presentation
  readonly facts: Facts
  readonly book: RuleBook
  readonly trace: TraceEntry[]
  readonly reasons: Reason[]
  /** Terminal, line and service work. */
  readonly online: boolean
  /** The record that an answer showed as lost, with its first day without cover. */
  lost: AnswerRecord | null
  /** The record on which cover was accepted. */
  accepted: AnswerRecord | null
  /** A second record of that answer: 医療扶助, or another insurance. */
  beside: AnswerRecord | null
}

/** A decision in the making: an outcome and what is known of the rest. */
export type Draft = Pick<Decision, 'outcome'> & Partial<Decision>

/** Reads a rule of the book on the day of the visit and writes it into the trace. */
export const read = <T>(desk: Desk, rule: Rule<T>): T => valueOn(rule, desk.day, desk.book, desk.trace)

/** Takes down a reason once. */
export function note(desk: Desk, code: ReasonCode, facts: Readonly<Record<string, string>> = {}): void {
  const known = desk.reasons.some(
    (reason) => reason.code === code && JSON.stringify(reason.facts) === JSON.stringify(facts),
  )
  if (!known) desk.reasons.push({ code, facts })
}

export const noted = (desk: Desk, code: ReasonCode): boolean => desk.reasons.some((reason) => reason.code === code)

/** The first thing of a kind on the counter. */
export const find = <K extends Shown['kind']>(desk: Desk, kind: K): Extract<Shown, { kind: K }> | null =>
  desk.shown.shown.find((thing): thing is Extract<Shown, { kind: K }> => thing.kind === kind) ?? null

type Paper = Extract<Shown, { fields: unknown }>

/** Papers of a kind on the counter; copies only where they are asked for. */
export const papersOf = (desk: Desk, kind: PaperKind, copies = false): Paper[] =>
  desk.shown.shown.filter(
    (thing): thing is Paper => thing.kind === kind && 'fields' in thing && (copies || thing.copy !== true),
  )

/** The first paper of a kind that is no copy. */
export const paper = (desk: Desk, kind: PaperKind): PrintedFields | null => papersOf(desk, kind)[0]?.fields ?? null

/** The numbers printed on a paper, null when they do not suffice for an inquiry. */
export function keyOf(fields: PrintedFields): CoverageKey | null {
  return fields.insurerNumber === null || fields.number === null
    ? null
    : { insurerNumber: fields.insurerNumber, symbol: fields.symbol, number: fields.number, branch: fields.branch }
}
