import type { CardKind, CertificateState } from '../src/domain/certificate.ts'
import type { CivilDate } from '../src/domain/civil-date.ts'
import type { LossReason, Scheme } from '../src/domain/ledger.ts'
import type { Sex } from '../src/domain/person.ts'
import type { Population } from './population.ts'

/** What a person must be like, as data; every given trait must hold. Ages and covers are those of `on`. */
export interface Traits {
  /** The day that traits are judged on; default the reference date. */
  readonly on?: CivilDate
  readonly scheme?: Scheme
  /** 満年齢, inclusive. */
  readonly ageMin?: number
  /** 満年齢, inclusive. */
  readonly ageMax?: number
  readonly sex?: Sex
  /** 01 to 47. */
  readonly prefecture?: number
  /** State of the certificate; `NO_CARD` for people without a card. */
  readonly certificate?: CertificateState | 'NO_CARD'
  readonly cardKind?: CardKind
  readonly registered?: boolean
  readonly phone?: boolean
  /** Shares symbol, number and birth date with somebody else. */
  readonly branchTwins?: boolean
  readonly lossReason?: LossReason
  /** 適用区分 (OQSCD012). */
  readonly limit?: string
  /** A name with a character the wire replaces by ●. */
  readonly gaiji?: boolean
}

export type TraitName = Exclude<keyof Traits, 'on'>

export interface FindOptions {
  readonly count: number
  /** First index to look at; default 0. */
  readonly from?: number
}

/** Who was found, how many were looked at, and how often each trait failed among them. */
export interface FindReport {
  readonly found: number[]
  readonly probed: number
  readonly failed: Readonly<Partial<Record<TraitName, number>>>
}

/** 検索: looks at no more than this many people. */
export const PROBE_LIMIT = 100_000

/** Finds people by trait, looking at {@link PROBE_LIMIT} at most. */
export function findPeople(_population: Population, _traits: Traits, _options: FindOptions): FindReport {
  throw new Error('being written')
}
