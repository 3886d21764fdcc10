import type { CivilDate } from '../../../domain/civil-date.ts'
import type { Key, OnlineAnswer } from './practice.ts'

/** How the clinic talks to the eligibility service; `offline` when no answer can be had. */
export interface EligibilityService {
  readonly inquire: (query: {
    readonly key: Key
    readonly birthDate: CivilDate
    readonly day: CivilDate
    readonly limitConsent: boolean
  }) => Promise<OnlineAnswer | 'offline'>
  /** The newest result of the card reader that was not picked up before, null when there is none. */
  readonly pickUpReaderResult: () => Promise<OnlineAnswer | null>
  /** Asks for medicines or check-ups; true when they were delivered. */
  readonly readMedical: (what: 'medicines' | 'checkups', key: Key) => Promise<boolean>
}
