import type { KeyMatch } from '../../src/domain/answers.ts'
import type { CivilDate } from '../../src/domain/civil-date.ts'
import { type CoverageKey, coverageStates, sameKey } from '../../src/domain/ledger.ts'
import { foldKey } from '../lookup.ts'
import type { WorldState } from '../state.ts'

/** A qualification whose numbers match, with the name of its owner in the world. */
export interface NamedMatch extends KeyMatch {
  readonly person: string
}

/** Qualifications with the asked numbers as far as known now; both sides are compared in folded form. */
export function matchesOf(state: WorldState, key: CoverageKey, birthDate: CivilDate | null): NamedMatch[] {
  const asked = state.practice.askedKey(foldKey(key))
  return state.find(asked, birthDate).flatMap(({ person, member }) =>
    coverageStates(member.ledger, state.now())
      .filter((cover) => sameKey(foldKey(cover.key), asked))
      .map((cover) => ({ person, member, state: cover })),
  )
}
