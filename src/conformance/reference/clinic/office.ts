import type { CivilDate, Instant } from '../../../domain/civil-date.ts'
import type { Outcome } from '../../../../scenarios/protocol.ts'
import type { Bill } from './bill.ts'
import type { VisitMoney } from './payers.ts'
import type { Proof } from './later.ts'
import type { KeptForm } from './practice-claims.ts'
import type { Key, OnlineAnswer, Screen } from './practice.ts'
import type { Site, Situation } from './practice-places.ts'
import type { EligibilityService } from './service.ts'

/** 来院: one visit as the clinic keeps it. */
export interface Visit {
  readonly id: string
  readonly person: string
  readonly day: CivilDate
  readonly at: Instant
  readonly cardAnswer: OnlineAnswer | null
  readonly inGrace: boolean
  readonly circumstances: Situation
  /** Results that the reader sent in this visit. */
  readonly readings: number
  readonly outcome: Outcome
  readonly money: VisitMoney
  /** 申立書 that was handed in. */
  readonly form: KeptForm | null
  /** Numbers that are not current: shown as lost, or of the own record. */
  readonly old: Key | null
  /** Numbers of the own record. */
  readonly chartKey: Key | null
  /** The patient says that his cover has changed, the answer does not. */
  readonly disputed: boolean
  readonly proof: Proof
}

/** The clinic's memory: emptied by `setup`. */
export interface Office {
  readonly service: EligibilityService
  readonly site: Site
  readonly visits: Map<string, Visit>
  /** Screens per person, for the PIN. */
  readonly screens: Map<string, Screen[]>
  /** 窓口負担 by visit. */
  readonly bills: Map<string, Bill>
}
