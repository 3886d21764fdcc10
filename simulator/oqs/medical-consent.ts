import { cardStateAt } from '../../src/domain/certificate.ts'
import { dateOf } from '../../src/domain/civil-date.ts'
import type { Member } from '../../src/domain/person.ts'
import { type Result, err, ok } from '../../src/domain/result.ts'
import type { MedicalRequestHeader } from '../../src/wire/medical-request.ts'
import { keyOfElements } from '../../src/wire/eligibility-request.ts'
import { secondsBetween } from '../clock.ts'
import type { SimCode } from '../messages.ts'
import type { WorldState } from '../state.ts'
import { type MedicalKind, agreesTo } from './consent-kinds.ts'
import { matchesOf } from './matching.ts'

/** Whose information may be given, and which kinds of it. */
export interface Permission {
  readonly member: Member
  /** Of the kinds that were asked for, those that the patient agreed to; never empty. */
  readonly kinds: ReadonlySet<MedicalKind>
}

/** The kinds that may be given of one person now, or why none may. */
function permission(
  state: WorldState,
  person: string,
  member: Member,
  asked: readonly MedicalKind[],
): Result<Permission, SimCode> {
  const now = state.now()
  const consent = state.consentOf(person)
  if (member.card !== null && !state.practice.medicinesAllowed(cardStateAt(member.card, now, state.policy())))
    return err('SIM-M004')
  if (consent === null) return err('SIM-M001')
  const hours = state.practice.consentHours(dateOf(consent.at), state.book)
  if (secondsBetween(consent.at, now) > hours * 3600) return err('SIM-M002')
  const kinds = asked.filter((kind) => agreesTo(consent, kind))
  return kinds.length === 0 ? err('SIM-M003') : ok({ member, kinds: new Set(kinds) })
}

/**
 * 閲覧同意: whose medical information may be given, and which. Only with flag 1 of this institution's reader, to the last
 * second of its hours, and never on the strength of an inquiry by number. A record that hides its medical information counts
 * as not found. @see facts/rules.md 2.3, facts/insurer.md 2.6
 */
export function permissionFor(
  state: WorldState,
  header: MedicalRequestHeader,
  asked: readonly MedicalKind[],
): Result<Permission, SimCode> {
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
    const found = permission(state, person, member, asked)
    if (found.ok) return found
    refusal = found.problem
  }
  return err(refusal)
}
