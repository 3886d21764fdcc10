import { type Desk, type Draft, accepted, paperOf } from './desk.ts'
import { paperInTerm } from './papers.ts'
import { NEWBORN_OFFERS } from './practice-claims.ts'
import { wholePrice } from './without-card.ts'

/** A newborn whose registration is still to come has neither card nor numbers; what lies there is his parents'. */
export async function receiveNewborn(desk: Desk): Promise<Draft | null> {
  const { input, practice } = desk
  if (!input.circumstances.newborn) return null
  const form = input.shown.find((thing) => thing.kind === 'declaration')
  if (form !== undefined && practice.newbornByDeclaration)
    return accepted(desk, { method: 'M14', share: '020', verified: 'none', key: null, birthDate: form.birthDate })
  if (practice.newbornOnParentsNumbers) return null
  const paper = paperOf(input, 'certificate')
  const own = paper !== null && input.chart !== null && paper.birthDate === input.chart.birthDate
  const draft = own ? await paperInTerm(desk, 'M08', paper) : null
  return draft ?? { decision: 'wait', offers: NEWBORN_OFFERS, followUps: ['recheck'] }
}

const referred = (desk: Desk): Draft => ({
  ...wholePrice(desk),
  followUps: [...(desk.practice.refersUninsured ? (['refer-to-municipality'] as const) : []), 'bring-proof'],
})

/** What is said about cover when card and papers proved nothing: no insurance at all, or just back from abroad. */
export function bySaying(desk: Desk): Draft | null {
  const { input, practice } = desk
  if (input.says.insured === 'no' && !practice.laddersUninsured) return referred(desk)
  if (practice.wholePriceAfterReturn(input.circumstances.abroad)) return referred(desk)
  const silent = input.reader.at(-1) === 'result-unavailable'
  return silent && practice.silentCardIsNone ? wholePrice(desk) : null
}

/** A re-visit with nothing in the hand: a broken practice rests on the check it has on record. */
export function byRecordedCheck(desk: Desk): Draft | null {
  const { input, practice, day } = desk
  const { chart } = input
  if (input.shown.length > 0 || chart === null || chart.key === null) return null
  if (!practice.recordCheckCounts(chart.lastCheckedOn, day)) return null
  return accepted(desk, {
    method: 'M13',
    share: chart.ratio ?? '030',
    verified: 'number',
    key: chart.key,
    birthDate: chart.birthDate,
  })
}
