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
  const now = state.now()
  const matches: NamedMatch[] = []
  for (const { person, member } of state.find(asked, birthDate)) {
    for (const cover of coverageStates(member.ledger, now)) {
      if (sameKey(foldKey(cover.key), asked)) matches.push({ person, member, state: cover })
    }
  }
  return matches
}
