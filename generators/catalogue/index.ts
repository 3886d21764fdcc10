import type { CivilDate } from '../../src/domain/civil-date.ts'
import type { Member } from '../../src/domain/person.ts'
import { applyChanges } from '../changes.ts'
import { member } from '../member.ts'
import type { Population } from '../population.ts'
import { card } from './card.ts'
import { cover } from './cover.ts'
import { grace } from './grace.ts'
import type { MagicPerson } from './magic-person.ts'
import { person } from './person.ts'

export type { MagicPerson } from './magic-person.ts'

/** 名簿: all magic people, by theme. */
export const catalogue: readonly MagicPerson[] = [...grace, ...card, ...cover, ...person]

const BY_ID: ReadonlyMap<string, MagicPerson> = new Map(catalogue.map((each) => [each.id, each]))

/** The magic person of an id, or undefined. */
export const magicPerson = (id: string): MagicPerson | undefined => BY_ID.get(id)

/**
 * 見本の人: the member a magic id stands for in a scenario that starts on `start`. Throws a RangeError for an unknown id and
 * for a population of fewer than a thousand people.
 */
export function magicMember(population: Population, id: string, start: CivilDate): Member {
  const magic = magicPerson(id)
  if (magic === undefined) throw new RangeError(`no magic person "${id}"`)
  return applyChanges(member(population, magic.index), magic.changes(start))
}
