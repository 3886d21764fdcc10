import { type Instant, dateOf } from '../../../domain/civil-date.ts'
import type { OperationInput, OperationResult } from '../../../../scenarios/protocol.ts'
import { completeLine, notClaimable } from './claim-parts.ts'
import { askAgain, notSettled } from './later.ts'
import type { Office, Visit } from './office.ts'
import type { ClinicPractice, Key } from './practice.ts'
import { lineWithoutNumbers } from './unnumbered.ts'

/** The visit with a check of a day that found its cover. */
function checked(office: Office, practice: ClinicPractice, visit: Visit, key: Key, at: Instant): Visit {
  const { recorded } = visit.outcome
  if (recorded === null) return visit
  const after: Visit = {
    ...visit,
    outcome: {
      ...visit.outcome,
      recorded: { ...recorded, verified: 'number', checkedOn: dateOf(at), key: practice.keyToStore(key) },
    },
  }
  office.visits.set(visit.id, after)
  return after
}

export async function onRecheck(
  office: Office,
  practice: ClinicPractice,
  input: OperationInput<'recheck'>,
): Promise<OperationResult<'recheck'>> {
  const visit = office.visits.get(input.visit)
  const recorded = visit?.outcome.recorded ?? null
  if (visit === undefined || recorded === null) return { recorded }
  const day = practice.recheckDay(visit.day, dateOf(input.at), recorded.verified !== 'none')
  const { found, key } = await askAgain(office, practice, visit, day)
  if (found === 'valid' && key !== null)
    return { recorded: checked(office, practice, visit, key, input.at).outcome.recorded }
  return { recorded: found === 'ended' ? { ...recorded, verified: 'none', checkedOn: null, key: null } : recorded }
}

type ClaimResult = OperationResult<'claim'>

function lineOf(visit: Visit, known: Key, practice: ClinicPractice): ClaimResult['lines'][number] {
  const key = practice.keyInClaim(known, visit.chartKey)
  return {
    visit: visit.id,
    insurerNumber: practice.insurerNumberInClaim(key.insurerNumber),
    symbol: practice.symbolInClaim(key.symbol),
    number: key.number,
    branch: key.branch,
    step: 'CURRENT',
    confirmation: visit.outcome.recorded?.verified === 'none' ? null : '01',
    remarks: '',
  }
}

async function claimVisit(office: Office, practice: ClinicPractice, id: string, at: Instant): Promise<ClaimResult> {
  const visit = office.visits.get(id)
  if (visit === undefined || visit.outcome.decision !== 'accepted')
    return { lines: [], held: [{ visit: id, why: 'not accepted on insurance' }] }
  const why = notClaimable(visit, practice) ?? notSettled(visit, practice)
  if (why !== null) return { lines: [], held: [{ visit: id, why }] }
  const key = visit.outcome.recorded?.key ?? null
  if (key === null) return { lines: [lineWithoutNumbers(visit, practice)], held: [] }
  const unchecked = visit.outcome.recorded?.verified === 'none' && practice.rechecksBeforeClaim
  const disputed = visit.disputed && practice.checksDisputeBeforeClaim
  if (!unchecked && !disputed && !practice.doubtsCheckedVisits)
    return { lines: [lineOf(visit, key, practice)], held: [] }
  const again = await askAgain(office, practice, visit, visit.day)
  if (again.found === 'valid' && again.key !== null) {
    const after = checked(office, practice, visit, again.key, at)
    return { lines: [lineOf(after, after.outcome.recorded?.key ?? key, practice)], held: [] }
  }
  return { lines: [], held: [{ visit: id, why: again.found === 'ended' ? 'cover had ended' : 'no online check yet' }] }
}

/** Whether phone and card of one visit were both read and both kept. */
const recordedTwice = (office: Office, practice: ClinicPractice, id: string): boolean =>
  practice.claimsEachReading && (office.visits.get(id)?.readings ?? 0) > 1

export async function onClaim(
  office: Office,
  practice: ClinicPractice,
  input: OperationInput<'claim'>,
): Promise<ClaimResult> {
  const parts: ClaimResult[] = []
  for (const id of input.visits) {
    // oxlint-disable-next-line no-await-in-loop -- visits are claimed in order
    parts.push(await claimVisit(office, practice, id, input.at))
  }
  const lines = parts.flatMap((part) => part.lines.map((line) => completeLine(office, practice, line)))
  return {
    lines: lines.flatMap((line) => (recordedTwice(office, practice, line.visit) ? [line, line] : [line])),
    held: parts.flatMap((part) => part.held),
  }
}
