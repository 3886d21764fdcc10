import type { CivilDate } from '../../src/domain/civil-date.ts'
import type { PersonChanges } from '../changes.ts'

/** A named hostile-but-legal person. `id` is `theme/name` and is never renamed. */
export interface MagicPerson {
  readonly id: string
  readonly sentence: { readonly ja: string; readonly en: string }
  /** Where the facts tell of such a person. */
  readonly source: string
  /** The member this person is made from. */
  readonly index: number
  /** The differences, given the first day of a scenario. */
  readonly changes: (start: CivilDate) => PersonChanges
}
