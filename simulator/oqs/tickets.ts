import { hash32 } from '../../generators/seed.ts'
import {
  type CivilDate,
  addDays,
  compactDate,
  earlierOf,
  endOfMonth,
  laterOf,
  startOfMonth,
} from '../../src/domain/civil-date.ts'
import { coverageStates, covers } from '../../src/domain/ledger.ts'
import type { Facility } from '../../src/domain/presentation.ts'
import type { MedicalTicketInfo } from '../../src/wire/eligibility-result.ts'
import { type TicketCare, ticketElements } from '../../src/wire/medical-ticket.ts'
import { ticketDayOf } from '../overlap.ts'
import type { WorldState } from '../state.ts'
import type { NamedMatch } from './matching.ts'

const CARE: Readonly<Record<Facility['kind'], TicketCare>> = {
  HOSPITAL: 'outpatient',
  CLINIC: 'outpatient',
  DENTAL: 'dental',
  PHARMACY: 'dispensing',
  OTHER: 'outpatient',
}

/**
 * 医療券・調剤券情報 of the month of a day for this institution: one for a cover of class A1 whose ticket is registered by
 * then, none otherwise. Who bears the rest, the diagnosis and the names of officials are unknown to the simulation and are
 * left out; the number of issue is ours. @see facts/wire.md 2.3, ASM-35
 */
export function ticketsOf(state: WorldState, match: NamedMatch, day: CivilDate): readonly MedicalTicketInfo[] {
  const { member, state: cover } = match
  if (cover.classification !== 'A1' || !covers(cover, day)) return []
  const now = state.now()
  const { record } = state.practice.answerToNumber([match], day, now, ticketDayOf(state.book))
  if (record?.ticket !== true) return []
  const last = endOfMonth(day)
  const month = compactDate(day).slice(0, 6)
  const serial = hash32(state.seed, 'ticket', member.index, month) % 1_000_000
  const insured = coverageStates(member.ledger, now).some((each) => each.classification !== 'A1' && covers(each, day))
  return [
    ticketElements({
      from: laterOf(startOfMonth(day), cover.acquired),
      until: cover.loss === null ? last : earlierOf(last, addDays(cover.loss.date, -1)),
      issueNumber: `SIM-${month}-${String(serial).padStart(6, '0')}`,
      month,
      institutionCode: state.facility.institutionCode,
      care: CARE[state.facility.kind],
      selfPay: 0,
      insured,
    }),
  ]
}
