import type { Answer } from '../src/domain/presentation.ts'
import type { CardState } from '../src/domain/certificate.ts'
import type { CivilDate, Instant } from '../src/domain/civil-date.ts'
import type { CoverageKey } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import type { Facility, ReaderScreen, ReaderWay, ReadingDevice } from '../src/domain/presentation.ts'
import type { RuleBook } from '../src/domain/rules.ts'
import type { EquipmentPart, FaultName } from './faults/index.ts'
import type { Message } from './history.ts'
import type { Operation, OperationInput, OperationResult } from './protocol.ts'
import type { ReaderAct, Step } from './scenario.ts'

/** What a world starts with. People carry their changes already. */
export interface WorldSetup {
  readonly seed: number
  readonly start: Instant
  readonly book: RuleBook
  readonly facility: Facility
  readonly people: Readonly<Record<string, Member>>
}

export interface Consents {
  readonly medicines: boolean
  readonly checkups: boolean
  readonly limit: boolean
}

export interface ReaderOutcome {
  readonly screens: readonly ReaderScreen[]
  /** The way that delivered a result file, null when none was delivered. */
  readonly delivered: ReaderWay | null
}

/** One isolated simulated Japan, as the replayer plays it. */
export interface World {
  readonly id: string
  /** Root URL that the system under test is given, with a trailing slash. */
  readonly baseUrl: string
  now(): Instant
  /** Moves the clock, in either direction. */
  moveTo(at: Instant): void
  setFault(fault: FaultName, on: boolean, options: { readonly person?: string; readonly millis?: number }): void
  /** Applies a `change` step to a person, known from now on. */
  change(person: string, what: Extract<Step, { do: 'change' }>['what']): void
  /** Puts a card (or phone) on the reader and performs the acts; a result file may land in the face folder. */
  useReader(input: {
    readonly holder: string
    /** Who stands in front of the reader. */
    readonly person: string
    readonly present: boolean
    readonly acts: readonly ReaderAct[]
    readonly consents: Consents
    /** What the card is read with; default the reader. */
    readonly device?: ReadingDevice
    /** Whether a continuing consent of a home-visit patient is in force; default no. */
    readonly continuingCare?: boolean
    /** False when the patient cannot consent; default true. */
    readonly responsive?: boolean
  }): ReaderOutcome
  /** Whether a live Mynaportal login works for the person now. */
  portalLogin(person: string): boolean
  /** The person as known at a moment, changes of this world included. */
  member(person: string): Member
  cardState(person: string): CardState | null
  equipment(person: string | null): Readonly<Record<EquipmentPart, boolean>>
  /** What an inquiry with the card answers about a day, default today, as known now. */
  cardAnswer(person: string, day?: CivilDate): Answer | null
  numberAnswer(key: CoverageKey, birthDate: CivilDate, day?: CivilDate): Answer
  /** What the service really answers about a day, by card (no key) or by number: the two above tell what would be right. */
  serviceAnswer(person: string, day: CivilDate, key: CoverageKey | null): Answer
  /** Exchanges with the system under test since a sequence number (exclusive). */
  messagesSince(sequence: number): readonly Message[]
  close(): void
}

/** Opens worlds. With `worlds: one` the same world is reset and handed out again. */
export interface WorldFactory {
  /** `one` hands out the same world again, reset; default as the factory was made. */
  open(setup: WorldSetup, mode?: 'many' | 'one'): World
}

/** A failure of the driver, not of the counter: it ends the run with exit code 3, or leaves a step without evidence. */
export type DriverProblem = { readonly code: `DRIVER_${string}`; readonly message: string; readonly fatal: boolean }

export type Performed<K extends Operation> =
  | { readonly kind: 'result'; readonly result: OperationResult<K> }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'problem'; readonly problem: DriverProblem }

/** How the system under test is reached. It performs an operation and returns what was observed; it judges nothing. */
export interface Driver {
  readonly name: string
  perform<K extends Operation>(caseName: string, op: K, input: OperationInput<K>): Promise<Performed<K>>
  stop(): Promise<void>
}
