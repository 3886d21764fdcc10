import type { CardState } from '../src/domain/certificate.ts'
import type { CivilDate, Instant } from '../src/domain/civil-date.ts'
import type { DocumentReading, DocumentTwin } from '../src/domain/document.ts'
import type { CoverageKey } from '../src/domain/ledger.ts'
import type { Answer, Facts, Presentation } from '../src/domain/presentation.ts'
import type { FiveItems } from '../src/wire/insurer-records.ts'
import type { InsurerEvent, InsurerSetup, Piece, RosterMember } from './protocol-insurer.ts'
import type { Capabilities, Operation, OperationResult, Reception } from './protocol.ts'
import type { Scenario, Step } from './scenario.ts'

/** One exchange between the system under test and the simulated service. Bytes as they were on the wire. */
export interface Message {
  readonly sequence: number
  readonly at: Instant
  /** `oqs` requests and their answers, `face` pick-ups of reader results, `insurer` exchanges with the insurers' gateway. */
  readonly door: 'oqs' | 'face' | 'insurer'
  /** File name of the request, or of the face file that was fetched; for `insurer` the method and the path below `/insurer/`. */
  readonly name: string
  readonly request: Uint8Array | null
  readonly answer: Uint8Array | null
  readonly answerName: string | null
  readonly status: number
  /** What the service made of it, for readers of a log: `answered`, `refused`, `fault`. */
  readonly note: 'answered' | 'refused' | 'fault'
}

/** Why a step has no observation: the operation is unsupported, the driver broke, or the counter could not do it. */
export type NoObservation =
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'driver'; readonly code: string; readonly message: string }
  | { readonly kind: 'impossible'; readonly message: string }

/** A document that was issued, as it was read from its bytes. */
export interface IssuedDocument {
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** What stands on it; null when it could not be read, and why. */
  readonly reading: DocumentReading | null
  readonly unreadable: string | null
}

/** One piece of mail with its documents read. Person, route, addressee and fee are the system's word. */
export interface IssuedPiece extends Omit<Piece, 'documents'> {
  readonly documents: readonly IssuedDocument[]
}

/** The truth about a person of an insurer's scenario at a step, known to the harness only. */
export interface PersonTruth {
  readonly card: CardState | null
  /** What an inquiry with the card answers today, whether or not the card still reads. */
  readonly answer: Answer | null
}

/** What a step of an insurer's scenario left behind. */
export interface InsuranceRecord {
  /** The event as the system was told it; null for other steps. */
  readonly event: { readonly person: string; readonly event: InsurerEvent } | null
  /** Pieces told since the step before. Null when the system does not tell what it issues. */
  readonly pieces: readonly IssuedPiece[] | null
  readonly inquiry: {
    readonly person: string
    readonly day: CivilDate
    readonly key: CoverageKey | null
    readonly answer: Answer | null
  } | null
  readonly truth: Readonly<Record<string, PersonTruth>>
}

/** How an insurer's case began. */
export interface InsuranceStart {
  readonly insurer: InsurerSetup
  readonly roster: readonly RosterMember[]
  /** The resident register, by name of the person; `personNo` is the number that is really his. */
  readonly register: Readonly<Record<string, { readonly personNo: string; readonly five: FiveItems }>>
}

/** A paper that was laid on the counter: the recipe it is drawn from, not its bytes. Drawn again it gives the same ones. */
export interface PaperRecord {
  /** Place among the things on the counter, from 0. */
  readonly place: number
  readonly twin: DocumentTwin
  /** Drawn with the status bar of a phone. */
  readonly screenshot: boolean
  /** SHA-256 of the bytes that the system was given, in hexadecimal; null when it takes fields only. */
  readonly sha256: string | null
}

/** What one step of the scenario left behind. */
export interface StepRecord {
  readonly index: number
  readonly at: Instant
  readonly step: Step
  /** Exchanges that the system made during the step. */
  readonly messages: readonly Message[]
  /** For `receive`: what the clerk saw, and the truth behind it. */
  readonly reception: {
    /** As it was told, without the bytes of the papers. */
    readonly shown: Reception
    readonly presentation: Presentation
    readonly facts: Facts
    readonly papers: readonly PaperRecord[]
  } | null
  /** For the insurer suite. */
  readonly insurance: InsuranceRecord | null
  readonly result: OperationResult<Operation> | null
  readonly missing: NoObservation | null
}

/** The ordered record of a replay; it stands alone and is judged without the world it came from. */
export interface History {
  readonly v: 1
  readonly scenario: Scenario
  readonly seed: number
  readonly ruleset: string
  readonly start: Instant
  /** Suite `insurer`: insurer, books and resident register as the case began. */
  readonly insurance: InsuranceStart | null
  readonly system: {
    readonly name: string
    readonly version: string
    readonly capabilities: Capabilities
    /** The clock of a system that cannot be moved, as it told it. */
    readonly now?: Instant | undefined
  } | null
  readonly steps: readonly StepRecord[]
}
