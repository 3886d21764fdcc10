import type { Instant } from '../../src/domain/civil-date.ts'

/** Parts of the counter's equipment. */
export type EquipmentPart = 'reader' | 'chip' | 'terminal' | 'line' | 'service'

/** Consents that a reader can lose on the way. */
export const CONSENT_KINDS = ['medicines', 'diagnosis', 'operations', 'checkups', 'diseases', 'limit'] as const
export type ConsentKind = (typeof CONSENT_KINDS)[number]

/** What comes of a request while nothing can be asked: an abnormal result, the text of an error, or nothing. @see ASM-07 */
export const OFFLINE_FORMS = ['segment-9', 'err', 'silence'] as const
export type OfflineForm = (typeof OFFLINE_FORMS)[number]

/**
 * What a fault is about. `exchanges`: everything between the clinic and its terminal. `requests`: request files.
 * `downloads`: requests for the results of a bulk function. `reader`: cards at the reader. `registry`: what insurers filed.
 */
export type FaultConcern = 'exchanges' | 'requests' | 'downloads' | 'reader' | 'registry'

/** Details that belong to some faults only. */
export type FaultDetail = 'millis' | 'hours' | 'withholds' | 'offline'

interface Bilingual {
  readonly ja: string
  readonly en: string
}

/** 障害の行: domain faults break a part of the counter's world; transport faults disturb single exchanges. */
export interface Fault {
  readonly layer: 'domain' | 'transport'
  readonly title: Bilingual
  /** Parts of the equipment that are dead while it lasts. */
  readonly breaks: readonly EquipmentPart[]
  readonly concerns: FaultConcern
  readonly takes: readonly FaultDetail[]
  /** Milliseconds of wall time when none are told; 0 where it has no meaning. */
  readonly millis: number
  /** What a client sees over HTTP. */
  readonly http: Bilingual
  /** What a client sees in the folders. */
  readonly folders: Bilingual
}

/** Which messages of its scope a fault strikes, counted from 1 since it was turned on. */
export type NthMessage = { readonly every: number } | { readonly only: number } | { readonly first: number }

/** 障害の範囲と期間: whom a fault strikes and when; what is left out does not narrow it. */
export interface FaultSetting {
  /** A person of the world, by name. */
  readonly person?: string
  /** 医療機関コード of the site. */
  readonly facility?: string
  /** Beginning of the names of request files, e.g. `OQSmuquc`; `face` for the reader's results. */
  readonly prefix?: string
  readonly nth?: NthMessage
  /** First moment, inclusive, on the clock of the world. */
  readonly from?: Instant
  /** Last moment, exclusive. */
  readonly until?: Instant
  /** Milliseconds of wall time. */
  readonly millis?: number
  /** Hours of the world's clock, for `registration-lag`. */
  readonly hours?: number
  readonly withholds?: readonly ConsentKind[]
  readonly offline?: OfflineForm
}

/** Whether the `count`-th message of a scope (from 1) is struck. */
export function strikesNth(nth: NthMessage | undefined, count: number): boolean {
  if (nth === undefined) return true
  if ('every' in nth) return count % nth.every === 0
  return 'only' in nth ? count === nth.only : count <= nth.first
}

/** Whether a moment lies in the window of a fault. */
export const inWindow = ({ from, until }: Pick<FaultSetting, 'from' | 'until'>, at: Instant): boolean =>
  (from === undefined || from <= at) && (until === undefined || at < until)
