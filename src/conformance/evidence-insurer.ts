import type { z } from 'zod'
import { type CivilDate, type Instant, dateOf } from '../domain/civil-date.ts'
import type { FieldId } from '../domain/document.ts'
import {
  type InsurerList,
  type RegistrationRecord,
  insurerListSchema,
  readRecords,
  receiptSchema,
} from '../wire/insurer-records.ts'
import type {
  History,
  InsuranceRecord,
  InsuranceStart,
  IssuedDocument,
  IssuedPiece,
  Message,
  StepRecord,
} from '../../scenarios/history.ts'
import type { InsurerEvent, RosterMember } from '../../scenarios/protocol-insurer.ts'

/** One record that the system sent to the gateway, with what the gateway said of the line. */
export interface SentRecord {
  /** Index of the step during which it was sent. */
  readonly index: number
  readonly at: Instant
  readonly day: CivilDate
  readonly record: RegistrationRecord
  readonly accepted: boolean
  /** Code of the refusal, one of ours. */
  readonly code: string | null
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** What the gateway answered, as the schema reads it; null when it is nothing of the kind. */
function answered<T>({ status, answer }: Message, schema: z.ZodType<T>): T | null {
  if (answer === null || status >= 400) return null
  try {
    return schema.safeParse(JSON.parse(text(answer))).data ?? null
  } catch {
    return null
  }
}

/** 一覧: a list that was fetched; null for any other message, and for a list that was not published. */
export const listIn = (message: Message): InsurerList | null =>
  message.door === 'insurer' && message.name.includes('/lists/') ? answered(message, insurerListSchema) : null

const SENT = new WeakMap<History, readonly SentRecord[]>()

/** Every record that reached the gateway, in order: read from its log, never from what the system says. */
export function sentRecords(history: History): readonly SentRecord[] {
  const known = SENT.get(history)
  if (known !== undefined) return known
  const sent = history.steps.flatMap((step) => step.messages.flatMap((message) => recordsIn(step, message)))
  SENT.set(history, sent)
  return sent
}

function recordsIn(step: StepRecord, message: Message): SentRecord[] {
  if (message.door !== 'insurer' || !message.name.startsWith('POST') || message.request === null) return []
  const receipt = answered(message, receiptSchema)
  return readRecords(text(message.request)).flatMap(({ line, record }): SentRecord[] => {
    if (record === null) return []
    const said = receipt?.lines.find((one) => one.line === line)
    return [
      {
        index: step.index,
        at: message.at,
        day: dateOf(message.at),
        record,
        accepted: said?.status === 'accepted',
        code: said?.code ?? null,
      },
    ]
  })
}

/** One event that reached the office, and whether the system took it. */
export interface OfficeEvent<K extends InsurerEvent['kind'] = InsurerEvent['kind']> {
  readonly index: number
  readonly at: Instant
  readonly day: CivilDate
  readonly person: string
  readonly event: Extract<InsurerEvent, { kind: K }>
  /** Null when the system gave no answer. */
  readonly taken: boolean | null
}

/** The events of a kind, in order. */
export function eventsOf<K extends InsurerEvent['kind']>(history: History, kind: K): OfficeEvent<K>[] {
  const isKind = (event: InsurerEvent): event is Extract<InsurerEvent, { kind: K }> => event.kind === kind
  return history.steps.flatMap((step): OfficeEvent<K>[] => {
    const told = step.insurance?.event ?? null
    if (told === null || !isKind(told.event)) return []
    const taken = step.result !== null && 'taken' in step.result ? step.result.taken : null
    return [{ index: step.index, at: step.at, day: dateOf(step.at), person: told.person, event: told.event, taken }]
  })
}

/** A piece with the step at which it was told. `told` is the day of that step: the piece left by then. */
export interface ToldPiece {
  readonly index: number
  readonly told: CivilDate
  readonly piece: IssuedPiece
}

/** Every piece that was issued, in order; null when the system never told what it issues. */
export function piecesOf(history: History): readonly ToldPiece[] | null {
  const told = history.steps.flatMap((step) =>
    step.insurance?.pieces === null || step.insurance === null
      ? []
      : [{ index: step.index, day: dateOf(step.at), pieces: step.insurance.pieces }],
  )
  if (told.length === 0) return null
  return told.flatMap(({ index, day, pieces }) => pieces.map((piece) => ({ index, told: day, piece })))
}

/** One document of a piece. */
export interface ToldDocument extends ToldPiece {
  readonly document: IssuedDocument
}

/** The documents in some pieces. */
export const documentsIn = (pieces: readonly ToldPiece[]): ToldDocument[] =>
  pieces.flatMap((told) => told.piece.documents.map((document) => ({ ...told, document })))

/** What stands in a field of a document, as read from its bytes; null when nothing does. */
export const printed = ({ document }: Pick<ToldDocument, 'document'>, field: FieldId): string | null =>
  document.reading?.fields[field] ?? null

export const memberInBooks = (start: InsuranceStart, person: string): RosterMember | null =>
  start.roster.find(({ ref }) => ref === person) ?? null

/** Steps at which the truth about the people was written down, in order. */
export const truthSteps = (
  history: History,
): readonly (Omit<StepRecord, 'insurance'> & { readonly insurance: InsuranceRecord })[] =>
  history.steps.flatMap((step) => (step.insurance === null ? [] : [{ ...step, insurance: step.insurance }]))

/** A form with the Individual Number and all of the five items. @see facts/insurer.md INS-10 */
export const isComplete = ({ personNo, five }: Extract<InsurerEvent, { kind: 'join' }>): boolean =>
  personNo !== null && Object.values(five).every((item) => item !== null && item !== '')

/** The last day that the history saw. */
export const lastDay = (history: History): CivilDate => dateOf(history.steps.at(-1)?.at ?? history.start)
