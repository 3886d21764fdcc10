import type { CardEvent } from '../src/domain/certificate.ts'
import { type CivilDate, type Instant, instant } from '../src/domain/civil-date.ts'
import type { CoverageKey, LedgerEvent } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import type { RegistrationRecord } from '../src/wire/insurer-records.ts'
import type { FaultName, FaultSetting } from '../scenarios/faults/index.ts'
import type { SimCode } from './messages.ts'

/** 診療の形 in which a consent lasts. */
export type StandingCare = 'home' | 'online'

/** 一括処理の機能, by the three letters of its files. @see facts/wire.md 1.2 */
export type BulkFunction = 'quc' | 'imm' | 'tic' | 'hvq' | 'onq'

/** From the beginning: what a world was set up with is known at every moment. */
export const ALWAYS: Instant = instant('1600-01-01T00:00:00+09:00')

type OmitSequence<T> = T extends unknown ? Omit<T, 'sequence'> : never

/** What can happen in a world. `person` is the name of a person of the world, or `#index` for one of the population. */
export type WorldChange =
  | { readonly kind: 'person'; readonly person: string; readonly member: Member }
  | { readonly kind: 'ledger'; readonly person: string; readonly event: OmitSequence<LedgerEvent> }
  | { readonly kind: 'card'; readonly person: string; readonly event: OmitSequence<CardEvent> }
  | {
      readonly kind: 'consent'
      readonly person: string
      readonly medicines: boolean
      readonly checkups: boolean
      /** 診療情報 and 手術情報; left out: as the medicines. */
      readonly diagnosis?: boolean
      readonly operations?: boolean
      /** 訪問診療等 and オンライン診療等: a consent that lasts as long as the care does; left out at the counter. */
      readonly care?: StandingCare
    }
  | { readonly kind: 'reference-number'; readonly person: string; readonly key: CoverageKey; readonly number: string }
  | { readonly kind: 'face-file'; readonly person: string; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'face-removed'; readonly name: string }
  | { readonly kind: 'card-returned'; readonly person: string }
  | {
      readonly kind: 'bulk-reception'
      readonly func: BulkFunction
      readonly institution: string
      /** 受付番号. */
      readonly number: string
      /** How many lines the upload has. */
      readonly lines: number
      /** The upload as it was sent. */
      readonly bytes: Uint8Array
      /** 照会番号一括登録: why each line is refused, null for those that are taken; empty for the other functions. */
      readonly refusals: readonly (SimCode | null)[]
    }
  | {
      readonly kind: 'care'
      readonly person: string
      readonly date: CivilDate
      /** The cover that the clinic knew and bills, and when it asked; null when it found none. */
      readonly billed: { readonly coverageId: string; readonly key: CoverageKey; readonly asked: Instant } | null
    }
  | {
      readonly kind: 'insurer-line'
      readonly insurerNo: string
      readonly receipt: string
      readonly line: number
      /** Null when it was accepted. */
      readonly code: string | null
      readonly record: RegistrationRecord | null
      /** The file it went to; null when it was refused. */
      readonly file: string | null
      /** The cover of the world's own ledger with which that file began; null when it was refused, and for a new file. */
      readonly base: { readonly person: string; readonly coverageId: string } | null
    }
  | ({
      readonly kind: 'fault'
      readonly fault: FaultName
      readonly on: boolean
      readonly person: string | null
      readonly millis: number
    } & Omit<FaultSetting, 'person' | 'millis'>)
  /** The clock was set; `at` of the event is the same moment. @see ClockStand in clock.ts */
  | { readonly kind: 'clock'; readonly to: Instant; readonly wall: number | null }

/** When an event is known from, and its place among all. */
export interface Stamp {
  readonly at: Instant
  /** What the clock showed when the event was written down, where that is not `at`. */
  readonly written?: Instant
  /** From 1; never given twice. */
  readonly sequence: number
}

/** One entry of a world's chronicle: known from `at`, ordered by (`at`, `sequence`). */
export type WorldEvent = WorldChange & Stamp

export type WorldEventOf<K extends WorldChange['kind']> = Extract<WorldEvent, { kind: K }>
