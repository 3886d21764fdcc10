import { addDays, earlierOf } from '../civil-date.ts'
import { type CoverageKey, type Ratio, sameKey } from '../ledger.ts'
import { parseInsurerNumber } from '../numbers.ts'
import type { Answer, AnswerRecord, PrintedFields, Share } from '../presentation.ts'
import * as methods from '../rules/methods.ts'
import * as oldCards from '../rules/old-card.ts'
import * as papers from '../rules/papers-and-ladder.ts'
import * as provisional from '../rules/provisional.ts'
import { type Desk, type Draft, find, keyOf, note, papersOf, read } from './desk.ts'
import { askForBranch, inquire, isDeadKey, takeLoss } from './inquiry.ts'
import { isStrangers, stopForStranger } from './person.ts'
import { ticketFollowUps } from './reader.ts'
import { ageShare, claimOf, limitOnCertificate, recordShare, shareOnElderlyCertificate } from './shares.ts'

/** Numbers from a paper or from the own record. */
export interface Numbers {
  /** The paper, null for the own record and a declaration. */
  readonly fields: PrintedFields | null
  readonly key: CoverageKey | null
  /** The share to charge when no answer tells it. */
  readonly ratio: Ratio | null
}

export const onPaper = (fields: PrintedFields): Numbers => ({ fields, key: keyOf(fields), ratio: fields.ratio })

/** Numbers accepted with the record an inquiry found, or as they are with a dated check to follow. */
export function acceptNumbers(desk: Desk, method: string, numbers: Numbers, answer: Answer | null): Draft {
  const record = answer?.validity === 1 || answer?.validity === 6 ? answer.record : null
  if (record === null) return acceptUnchecked(desk, method, numbers, answer)
  desk.accepted = record
  desk.beside = answer?.beside ?? null
  return acceptRecord(desk, method, numbers, record, answer?.validity === 6)
}

/** A check of today that is on record serves again today, unless the setting says never. @see facts/rules.md 9 no. 36 */
function checkedToday(desk: Desk, numbers: Numbers): boolean {
  const { chart } = desk.shown
  if (chart === null || chart.lastCheckedOn !== desk.day || chart.key === null || numbers.key === null) return false
  return sameKey(chart.key, numbers.key) && read(desk, methods.recheckReuse) === 'SAME_DAY'
}

/** 後期 has no share by age: it is printed or asked for. @see facts/rules.md 2.2 step 3 */
const isKouki = ({ key }: Numbers): boolean => key !== null && key.insurerNumber.startsWith('39')

function acceptUnchecked(desk: Desk, method: string, numbers: Numbers, answer: Answer | null): Draft {
  const share =
    numbers.ratio ??
    (isKouki(numbers)
      ? null
      : (shareOnElderlyCertificate(desk, null) ??
        ageShare(desk, numbers.fields?.birthDate ?? desk.shown.chart?.birthDate ?? null)))
  if (share === null) note(desk, 'share-unknown')
  const common = {
    outcome: 'accepted',
    method,
    share,
    limitBand: limitOnCertificate(desk),
    key: numbers.key,
    claim: numbers.key === null ? 'UNKNOWN' : 'CURRENT',
  } as const
  if (answer === null && checkedToday(desk, numbers)) return { ...common, verified: 'number', reads: 'R1' }
  return { ...common, followUps: answer?.validity === 4 ? ['recheck', 'ask-insurer'] : ['recheck'] }
}

/** Row U: the share on the paper is not the online one; the setting says which is charged. */
function shareOfBoth(
  desk: Desk,
  online: Share | null,
  printed: Ratio | null,
): { share: Share | null; conflict: boolean } {
  if (printed === null || online === null || printed === online) return { share: online ?? printed, conflict: false }
  note(desk, 'ratio-conflict', { paper: printed, online })
  const policy = read(desk, methods.ratioOnConflict)
  return { share: policy === 'ONLINE' ? online : policy === 'PAPER' ? printed : null, conflict: true }
}

function acceptRecord(
  desk: Desk,
  method: string,
  numbers: Numbers,
  record: AnswerRecord,
  withoutTicket: boolean,
): Draft {
  const asked = desk.shown.says.limitConsent === 'yes'
  const online = recordShare(desk, record)
  const both = shareOfBoth(desk, online, numbers.fields?.ratio ?? null)
  return {
    outcome: 'accepted',
    method,
    reads: asked ? 'R1+L' : 'R1',
    share: both.conflict ? both.share : (online ?? shareOnElderlyCertificate(desk, record)),
    limitBand: (asked ? record.limitBand : null) ?? limitOnCertificate(desk),
    verified: 'number',
    key: record.key,
    claim: claimOf(record),
    followUps: [...(withoutTicket ? ticketFollowUps(desk) : []), ...(both.conflict ? (['ask-insurer'] as const) : [])],
  }
}

/**
 * Row M, by eye: an insurer number that fails its check digit is the number of no insurer. The paper is asked about and not
 * claimed on. @see facts/rules.md 2.1 rows M T2, 5.1
 */
export function isMisnumbered(desk: Desk, { insurerNumber }: PrintedFields): boolean {
  if (insurerNumber === null || parseInsurerNumber(insurerNumber).ok) return false
  note(desk, 'number-misprinted')
  return true
}

/** A paper against its inquiry: rows AA, M, T1, T2, U and L. */
export function judgePaperInTerm(desk: Desk, method: string, fields: PrintedFields): Draft | null {
  if (isMisnumbered(desk, fields)) return null
  const key = keyOf(fields)
  const answer = inquire(desk, key)
  if (isStrangers(desk, fields, answer)) return stopForStranger(desk)
  if (isDeadKey(desk, key)) {
    note(desk, 'paper-of-lost-cover')
    return null
  }
  if (answer?.validity === 2 || answer?.validity === 3) return takeLoss(desk, answer)
  if (answer?.validity === 5) return askForBranch(desk)
  if (answer?.validity === 4) {
    note(desk, 'paper-without-record')
    if (read(desk, papers.paperOnAnswer4) === 'ROW_Z') return null
  }
  return acceptNumbers(desk, method, onPaper(fields), answer)
}

/** 2 Papers that prove something by themselves: 資格確認書, stop-gap papers, the old card. */
export function readPapers(desk: Desk): Draft | null {
  return readCertificates(desk) ?? readStopGaps(desk) ?? readOldCard(desk)
}

/** Every 資格確認書 on the counter in turn: in August and before a 75th birthday people hold two. A copy is none. */
export function readCertificates(desk: Desk): Draft | null {
  const registered = find(desk, 'my-number-card') !== null && desk.facts.card?.registration === 'REGISTERED'
  const papersHere = papersOf(desk, 'certificate').length > 0
  if (papersHere && registered && read(desk, provisional.besideCard) === 'REFUSE') return null
  if (papersOf(desk, 'certificate').length === 0 && papersOf(desk, 'certificate', true).length > 0)
    note(desk, 'copy-refused')
  for (const { fields } of papersOf(desk, 'certificate')) {
    const accepted = readCertificate(desk, fields)
    if (accepted !== null) return accepted
  }
  return null
}

/** One 資格確認書: its term, then its inquiry. */
export function readCertificate(desk: Desk, fields: PrintedFields): Draft | null {
  if (!read(desk, papers.certificateExists)) return null
  if (fields.validFrom !== null && desk.day < fields.validFrom) {
    note(desk, 'paper-not-yet-valid', { from: fields.validFrom })
    return null
  }
  if (fields.validUntil !== null && fields.validUntil < desk.day) {
    note(desk, 'paper-expired', { until: fields.validUntil })
    const answer = inquire(desk, keyOf(fields))
    const tolerated = read(desk, papers.expiredPaper) === 'ACCEPT_IF_ONLINE_VALID' && answer?.validity === 1
    return tolerated ? judgePaperInTerm(desk, 'M08', fields) : null
  }
  note(desk, 'paper-in-term')
  return judgePaperInTerm(desk, 'M08', fields)
}

/** M28 and M32: no online answer is to be expected, and none is no refusal. @see facts/counter.md S47 */
function readStopGaps(desk: Desk): Draft | null {
  for (const [kind, method] of [
    ['jps-certificate', 'M28'],
    ['day-labourer-book', 'M32'],
  ] as const) {
    for (const { fields } of papersOf(desk, kind)) {
      const taken = readStopGap(desk, method, fields)
      if (taken !== null) return taken
    }
  }
  return null
}

function lastDayOf(desk: Desk, method: string, fields: PrintedFields) {
  if (method !== 'M28') return fields.validUntil
  const days = read(desk, methods.stopGapDays)
  if (fields.issued === null) return fields.validUntil
  const longest = addDays(fields.issued, days - 1)
  return fields.validUntil === null ? longest : earlierOf(fields.validUntil, longest)
}

function readStopGap(desk: Desk, method: 'M28' | 'M32', fields: PrintedFields): Draft | null {
  if (method === 'M32') read(desk, methods.dayLabourerBook)
  const until = lastDayOf(desk, method, fields)
  const begun = fields.validFrom === null || fields.validFrom <= desk.day
  if (!begun || (until !== null && until < desk.day)) {
    note(desk, 'stop-gap-over', { until: until ?? '' })
    return null
  }
  if (isMisnumbered(desk, fields)) return null
  if (isStrangers(desk, fields, null)) return stopForStranger(desk)
  if (isDeadKey(desk, keyOf(fields))) {
    note(desk, 'paper-of-lost-cover')
    return null
  }
  note(desk, 'stop-gap-paper')
  return acceptNumbers(desk, method, onPaper(fields), null)
}

/** Old cards in term before those that have ended; one that was mailed early is neither. @see facts/rules.md 2.1 rows M N W */
function readOldCard(desk: Desk): Draft | null {
  const cards = papersOf(desk, 'old-card')
    .map(({ fields }) => fields)
    .filter(({ validFrom }) => {
      if (validFrom === null || validFrom <= desk.day) return true
      note(desk, 'paper-not-yet-valid', { from: validFrom })
      return false
    })
  if (cards.length === 0) return null
  const exists = read(desk, oldCards.oldCardValid)
  const isInTerm = ({ validUntil }: PrintedFields): boolean => exists && (validUntil === null || desk.day <= validUntil)
  for (const fields of cards.filter(isInTerm)) {
    note(desk, 'old-card-in-term')
    const taken = judgePaperInTerm(desk, 'M01', fields)
    if (taken !== null) return taken
  }
  for (const fields of cards.filter((one) => !isInTerm(one))) {
    note(desk, 'old-card-ended')
    const taken = tolerate(desk, 'M02', fields)
    if (taken !== null) return taken
  }
  return null
}

/** 国保 (6 digits) and 後期 (39…): the covers for which the tolerance began first. */
const isResidenceBased = (insurerNumber: string): boolean =>
  insurerNumber.length === 6 || insurerNumber.startsWith('39')

/** The provisional tolerance of an expired old card (M02) or a notice alone (M12): only with a valid inquiry of the same day. */
export function tolerate(desk: Desk, method: 'M02' | 'M12', fields: PrintedFields): Draft | null {
  const residence = isResidenceBased(fields.insurerNumber ?? '') && read(desk, oldCards.toleranceResidence)
  const all = read(desk, oldCards.toleranceAll) && read(desk, provisional.provisionalInsurers) === 'ALL'
  const taken = method === 'M02' || read(desk, provisional.provisionalNotice)
  const open = (all || residence) && taken && desk.day <= read(desk, provisional.provisionalUntil)
  if (!open) {
    note(desk, 'tolerance-over')
    return null
  }
  if (isMisnumbered(desk, fields)) return null
  const answer = inquire(desk, keyOf(fields))
  if (isStrangers(desk, fields, answer)) return stopForStranger(desk)
  if (answer?.validity === 1) {
    note(desk, 'tolerated-with-inquiry')
    const draft = acceptNumbers(desk, method, onPaper(fields), answer)
    return { ...draft, followUps: ['bring-proof', ...(draft.followUps ?? [])] }
  }
  if (answer?.validity === 5) return askForBranch(desk)
  if (answer === null && !read(desk, provisional.provisionalCheck)) {
    const draft = acceptNumbers(desk, method, onPaper(fields), null)
    return { ...draft, followUps: ['bring-proof', ...(draft.followUps ?? [])] }
  }
  note(desk, 'tolerance-needs-inquiry')
  return answer?.validity === 2 || answer?.validity === 3 ? takeLoss(desk, answer) : null
}
