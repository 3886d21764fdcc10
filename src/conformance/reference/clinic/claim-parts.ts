import type { OperationResult } from '../../../../scenarios/protocol.ts'
import type { Office, Visit } from './office.ts'
import { isSpecialCare } from './payers.ts'
import type { ClinicPractice } from './practice.ts'

type Line = OperationResult<'claim'>['lines'][number]

/** Why nothing is claimed for an accepted visit; null when something is. */
export function notClaimable(visit: Visit | undefined, practice: ClinicPractice): string | null {
  if (visit === undefined) return null
  if (isSpecialCare(visit.money.record) && !practice.claimsSpecialCare) return 'special care'
  const key = visit.outcome.recorded?.key ?? null
  return key === null || practice.numbersServe(key) ? null : 'numbers are incomplete'
}

/** 特記事項 of a visit: the reason of the visit and the class. */
function specialOf(office: Office, visit: Visit, practice: ClinicPractice): string[] {
  const band = visit.outcome.payers[0]?.limitClass ?? null
  const reached = office.bills.get(visit.id)?.reached ?? false
  return [practice.codeOfMatter(visit.money.matter), band === null ? null : practice.limitCode(band, reached)].flatMap(
    (code) => code ?? [],
  )
}

/** A line with what belongs to the whole claim: the form it stands on, 特記事項 and 公費. */
export function completeLine(office: Office, practice: ClinicPractice, line: Line): Line {
  const visit = office.visits.get(line.visit)
  if (visit === undefined) return line
  const insurer = `${line.insurerNumber} ${line.symbol ?? ''} ${line.number}`
  return {
    ...line,
    form: practice.claimForm(visit.person, visit.day, insurer),
    special: specialOf(office, visit, practice),
    publicExpense: practice.claimsPublicExpense ? [...visit.money.publicExpense] : [],
  }
}
