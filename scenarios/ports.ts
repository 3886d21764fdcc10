import type { Answer } from '../src/domain/presentation.ts'
import type { CardState } from '../src/domain/certificate.ts'
import type { CivilDate, Instant } from '../src/domain/civil-date.ts'
import type { CoverageKey } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import type { Facility, ReaderScreen, ReaderWay, ReadingDevice } from '../src/domain/presentation.ts'
import type { RuleBook } from '../src/domain/rules.ts'
import type { EquipmentPart, FaultName, FaultSetting } from './faults/index.ts'
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

/** 提供の同意: what the patient answers at the reader, one screen after the other. @see facts/wire.md 5.3 */
export interface Consents {
  /** 包括同意: one press for check-ups, medicines, 診療 and 手術; offered by a reader with the release of 2024-10-07 only. */
  readonly all?: boolean | undefined
  /** 薬剤情報. */
  readonly medicines: boolean
  /** 特定健診情報. */
  readonly checkups: boolean
  /** 限度額適用認定証: asked by a reader without that release only. */
  readonly limit: boolean
  /** 診療情報 and 手術情報; left out: as the medicines. */
  readonly diagnosis?: boolean | undefined
  readonly operations?: boolean | undefined
  /** 特定疾病療養受療証; left out: no. */
  readonly diseases?: boolean | undefined
  /** 処方箋発行形態, where the institution has it chosen at the eligibility check; left out: paper. */
  readonly prescription?: PrescriptionForm | undefined
}

/** 処方箋発行形態 (OQSCD017). */
export type PrescriptionForm = 'electronic' | 'paper'

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
  /** 連携フォルダー with `req`, `res` and `face` that the system under test is given; absent when none is served. */
  readonly folder?: string
  now(): Instant
  /** Moves the clock, in either direction. */
  moveTo(at: Instant): void
  /** Turns a fault on in a scope and a window, or off in it; off without a window ends it in every one. */
  setFault(fault: FaultName, on: boolean, setting: FaultSetting): void
  /** Applies a `change` step to a person, known from now on; one that is refused changes nothing. */
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
