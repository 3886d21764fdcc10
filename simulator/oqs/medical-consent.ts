import { cardStateAt } from '../../src/domain/certificate.ts'
import { dateOf } from '../../src/domain/civil-date.ts'
import type { Member } from '../../src/domain/person.ts'
import { type Result, err, ok } from '../../src/domain/result.ts'
import type { MedicalRequestHeader } from '../../src/wire/medical-request.ts'
import { keyOfElements } from '../../src/wire/eligibility-request.ts'
import { secondsBetween } from '../clock.ts'
import type { SimCode } from '../messages.ts'
import type { WorldState } from '../state.ts'
import { matchesOf } from './matching.ts'

/** Why the information of one person may not be given now; null when it may. */
function objection(state: WorldState, person: string, member: Member, what: 'medicines' | 'checkups'): SimCode | null {
  const now = state.now()
  const consent = state.consentOf(person)
  if (member.card !== null && !state.practice.medicinesAllowed(cardStateAt(member.card, now, state.policy())))
    return 'SIM-M004'
  if (consent === null) return 'SIM-M001'
  const hours = state.practice.consentHours(dateOf(consent.at), state.book)
  if (secondsBetween(consent.at, now) > hours * 3600) return 'SIM-M002'
  return consent[what] ? null : 'SIM-M003'
}

/**
 * 閲覧同意: whose medical information may be given. Only with flag 1 of this institution's reader, to the last second of
 * its hours, and never on the strength of an inquiry by number. A record that hides its medical information counts as not
 * found. @see facts/rules.md 2.3, facts/insurer.md 2.6
 */
export function consentingMember(
  state: WorldState,
  header: MedicalRequestHeader,
  what: 'medicines' | 'checkups',
): Result<Member, SimCode> {
  const key = keyOfElements({
    InsurerNumber: header.InsurerNumber,
    InsuredIdentificationNumber: header.InsuredPersonIdentificationNumber,
    ...(header.InsuranceCardSymbol === undefined ? {} : { InsuredCardSymbol: header.InsuranceCardSymbol }),
    ...(header.BranchNumber === undefined ? {} : { InsuredBranchNumber: header.BranchNumber }),
  })
  const shown = matchesOf(state, key, null).filter(({ person, state: cover }) => !state.hidesMedical(person, cover.id))
  const owners = new Map(shown.map(({ person, member }) => [person, member]))
  let refusal: SimCode = 'SIM-M005'
  for (const [person, member] of owners) {
    const against = objection(state, person, member, what)
    if (against === null) return ok(member)
    refusal = against
  }
  return err(refusal)
}
