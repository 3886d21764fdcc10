/** 世代と長さ: which world of a name somebody has read, and how many of its events. */
export interface Known {
  /** Tells a world from an earlier or later one of the same name. */
  readonly birth: number
  /** Number of the last event that was read; 0 before the first. */
  readonly sequence: number
}

/** What the store holds of one world beyond what the reader knows. */
export interface StoredWorld {
  readonly birth: number
  /** What the world was set up with; null when the reader knows this birth. */
  readonly setup: string | null
  /** The events after the known one, in order; all of them when the birth is another. */
  readonly events: readonly string[]
}

/** `conflict`: somebody appended first. `gone`: the world was deleted, or another has its name. */
export type Refused = 'conflict' | 'gone'

/**
 * 保管庫: worlds as texts: a setup and the events after it, numbered from 1. Several processes may use one store at once. What
 * an operation says is committed when it says so; one that rejects with a {@link StoreError} promises nothing either way.
 */
export interface Store {
  readonly kind: 'memory' | 'sqlite' | 'postgres'
  /** Where it is, without a password. */
  readonly shown: string
  /** Names of all worlds, oldest first; one that got another history stays where it was. */
  readonly list: () => Promise<readonly string[]>
  /** Creates a world with its first events and tells its birth; null when the name is taken. */
  readonly create: (id: string, setup: string, events: readonly string[]) => Promise<number | null>
  /** One look at a world; null when there is none. */
  readonly read: (id: string, known: Known | null) => Promise<StoredWorld | null>
  /** Adds events after the known one, all or none of them. */
  readonly append: (id: string, known: Known, events: readonly string[]) => Promise<'ok' | Refused>
  /** Puts another history in the place of the known one and tells its birth. */
  readonly replace: (id: string, known: Known, setup: string, events: readonly string[]) => Promise<number | Refused>
  /** False when there was none. */
  readonly delete: (id: string) => Promise<boolean>
  readonly close: () => Promise<void>
}

/**
 * `STORE_UNAVAILABLE`: it does not answer now. `STORE_DRIVER`: the package that it needs is not installed. `STORE_FOREIGN`:
 * what is there is not ours, or was made by a later version. `STORE_CONFIG`: such a store cannot be opened like this.
 */
export type StoreErrorCode = 'STORE_UNAVAILABLE' | 'STORE_DRIVER' | 'STORE_FOREIGN' | 'STORE_CONFIG'

/** The store could not be used. Its message never holds a password. */
export class StoreError extends Error {
  override readonly name = 'StoreError' as const
  readonly code: StoreErrorCode
  constructor(code: StoreErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Version of the tables that this code reads and writes. */
export const STORE_VERSION = 2
