import { dateOf } from '../../../domain/civil-date.ts'
import type { OperationInput, OperationResult } from '../../../../scenarios/protocol.ts'
import { monthlyLimit, plainShare } from './money.ts'
import type { Office, Visit } from './office.ts'
import type { ClinicPractice } from './practice.ts'

/** What a visit cost its patient, and whether the limit of the class held it down. */
export interface Bill {
  readonly patientPays: number | null
  readonly reached: boolean
}

const UNKNOWN: Bill = { patientPays: null, reached: false }

function halved(practice: ClinicPractice, { money, day }: Visit): boolean {
  const { record } = money
  if (record === null) return false
  const { key, birthDate, acquired } = record
  return practice.halvesLimit({ birthDate, kouki: key.insurerNumber.startsWith('39'), acquired }, day)
}

function billOf(practice: ClinicPractice, visit: Visit, input: OperationInput<'bill'>): Bill {
  const { outcome, day } = visit
  const [first, ...others] = outcome.payers
  if (first === undefined || first.share === null || others.length > 0) return UNKNOWN
  if (first.share === '100') return { patientPays: input.totalCost, reached: false }
  const plain = plainShare(input.totalCost, first.share)
  if (first.limitClass === null) return { patientPays: plain, reached: false }
  const table = practice.limitDay(day, dateOf(input.at))
  const limit = monthlyLimit(first.limitClass, table, input.totalCost, halved(practice, visit))
  return limit === null ? UNKNOWN : { patientPays: Math.min(plain, limit), reached: limit < plain }
}

/** 窓口負担: what the patient owes for a visit that is the only one of its month. */
export function onBill(
  office: Office,
  practice: ClinicPractice,
  input: OperationInput<'bill'>,
): OperationResult<'bill'> {
  const visit = office.visits.get(input.visit)
  const bill = visit === undefined ? UNKNOWN : billOf(practice, visit, input)
  office.bills.set(input.visit, bill)
  return { patientPays: bill.patientPays }
}
