import type { CardKind, PhoneCertificate, Registration } from '../src/domain/certificate.ts'
import type { CivilDate, Instant } from '../src/domain/civil-date.ts'
import type { Coverage, LossReason, Ratio, Scheme } from '../src/domain/ledger.ts'
import type { Member, PersonName, Sex } from '../src/domain/person.ts'

/** 資格喪失 of a changed cover: `date` is the first day without cover. */
export interface LossChange {
  readonly date: CivilDate
  /** Default `99`. */
  readonly reason?: LossReason
  /** Default the loss day at 00:00. */
  readonly knownAt?: Instant
}

/** One cover of a changed person; what is left out is taken from the member's present cover. */
export interface CoverageChange {
  readonly scheme?: Scheme
  readonly insurerNumber?: string
  readonly insurerName?: string
  readonly symbol?: string | null
  readonly number?: string
  readonly branch?: string | null
  readonly relation?: Coverage['relation']
  readonly classification?: Coverage['classification']
  readonly acquired?: CivilDate
  /** Default the day of acquisition at 00:00. */
  readonly knownAt?: Instant
  readonly lost?: LossChange
  /** 後期: the ratio of the cover; 70–74: the ratio of the elderly group; otherwise of no effect. */
  readonly ratio?: Ratio
  /** 適用区分 (OQSCD012), or null for none. */
  readonly limit?: string | null
}

/** An event of a changed card, in the order of the list; `at` is absolute. */
export type CardEventChange =
  | { readonly at: Instant; readonly type: 'pin' | 'face'; readonly matched: boolean }
  | { readonly at: Instant; readonly type: 'suspended' | 'resumed' | 'revoked' | 'registered' | 'deregistered' | 'unlocked' }
  | { readonly at: Instant; readonly type: 'renewed'; readonly issued: CivilDate; readonly expiry: CivilDate; readonly bodyExpiry: CivilDate }

/** Changes to the card; a member without a card gets an ordinary one first. */
export interface CardChange {
  readonly kind?: CardKind
  readonly issued?: CivilDate
  /** Last valid day (inclusive). */
  readonly bodyExpiry?: CivilDate
  /** `expiry` is the last valid day; `issued` defaults to five years before it, or the day of the card if later. */
  readonly certificate?: null | { readonly issued?: CivilDate; readonly expiry: CivilDate }
  readonly registration?: Registration
  readonly phone?: PhoneCertificate | null
  readonly pin?: string
  readonly stayLimited?: boolean
  readonly flags?: { readonly nonDisclosure?: boolean; readonly noSelfInfo?: boolean }
  /** Replaces all events of the card. */
  readonly events?: readonly CardEventChange[]
}

/** How a person differs from the member of the same index: plain data, every date absolute. */
export interface PersonChanges {
  readonly name?: PersonName
  readonly otherName?: PersonName | null
  readonly sex?: Sex
  readonly birthDate?: CivilDate
  /** Replaces the whole ledger; an empty list is a person who never had cover. */
  readonly coverage?: readonly CoverageChange[]
  /** null takes the card away. */
  readonly card?: null | CardChange
}

/** The member as changed; the given member stays as it is. */
export function applyChanges(_member: Member, _changes: PersonChanges): Member {
  throw new Error('being written')
}
