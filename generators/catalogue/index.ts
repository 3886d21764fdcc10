import type { CivilDate } from '../../src/domain/civil-date.ts'
import type { Member } from '../../src/domain/person.ts'
import type { Population } from '../population.ts'
import type { MagicPerson } from './magic-person.ts'

export type { MagicPerson } from './magic-person.ts'

/** All magic people, by theme. */
export const catalogue: readonly MagicPerson[] = []

/** The magic person of an id, or undefined. */
export const magicPerson = (id: string): MagicPerson | undefined => catalogue.find((person) => person.id === id)

/** The member a magic id stands for in a scenario that starts on `start`; throws a RangeError for an unknown id. */
export function magicMember(_population: Population, _id: string, _start: CivilDate): Member {
  throw new Error('being written')
}
