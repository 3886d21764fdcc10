import { elderlyStart, koukiStart, preschoolUntil } from '../ages.ts'
import type { CivilDate } from '../civil-date.ts'
import type { Ratio } from '../ledger.ts'
import type { Answer, AnswerRecord, ClaimStep, Share, Shown } from '../presentation.ts'
import { koukiLeap } from '../rules/methods.ts'
import * as papers from '../rules/papers-and-ladder.ts'
import { type Desk, note, read } from './desk.ts'

const inElderlyGroup = (record: AnswerRecord, day: CivilDate): boolean =>
  record.elderly !== null && record.elderly.from <= day && day <= record.elderly.until

/**
 * 負担割合 of a record on a day, in the order of `facts/rules.md` 2.2; null when no share is known and the clerk must ask.
 */
export function shareOf(record: AnswerRecord, day: CivilDate): Share | null {
  if (record.classification === '05') return '100'
  if (record.classification === 'A1') return null
  if (record.scheme === 'kouki') return record.koukiRatio
  if (record.elderly !== null && inElderlyGroup(record, day)) return record.elderly.ratio
  return shareByAge(record.birthDate, day)
}

/** The share that the law gives by age alone; null from the elderly start day, where income decides. */
export function shareByAge(birthDate: CivilDate, day: CivilDate): Ratio | null {
  if (day <= preschoolUntil(birthDate)) return '020'
  return day < elderlyStart(birthDate) ? '030' : null
}

/** First day of 後期 for a birth date under the book; the row speaks only for people born on 29 February. */
export const koukiFrom = (desk: Desk, birthDate: CivilDate): CivilDate =>
  koukiStart(birthDate, birthDate.endsWith('-02-29') ? read(desk, koukiLeap) : 'MAR1')

/** Step 8 of `facts/rules.md` 2.2: a cover that is not 後期 ended on the 75th birthday, whatever the record says. */
const isOutlived = (desk: Desk, record: AnswerRecord): boolean =>
  record.classification !== '05' &&
  record.classification !== 'A1' &&
  record.scheme !== 'kouki' &&
  !inElderlyGroup(record, desk.day) &&
  koukiFrom(desk, record.birthDate) <= desk.day

/** What an answer amounts to on the day: a loss still to come is none, a cover past the 75th birthday is lost. */
export function onDay(desk: Desk, answer: Answer): Answer {
  const { validity, record } = answer
  if (record === null) return answer
  const toCome = (validity === 2 || validity === 3) && record.loss !== null && desk.day < record.loss.date
  if (!toCome && validity !== 1) return answer
  return isOutlived(desk, record)
    ? {
        ...answer,
        validity: 2,
        record: { ...record, loss: { date: koukiFrom(desk, record.birthDate), reason: '99' } },
      }
    : { ...answer, validity: 1 }
}

/** The share by age, with the row of the book that gives it. */
export function ageShare(desk: Desk, birthDate: CivilDate | null): Ratio | null {
  const share = birthDate === null ? null : shareByAge(birthDate, desk.day)
  if (share !== null) read<Ratio>(desk, share === '020' ? papers.preschoolRatio : papers.generalRatio)
  return share
}

/** The share of a record, with a note when it has to be asked for. The ticket of 医療扶助 settles its own amount. */
export function recordShare(desk: Desk, record: AnswerRecord): Share | null {
  const share = shareOf(record, desk.day)
  if (record.classification === '05') note(desk, 'special-care')
  else if (share === null && record.classification !== 'A1') note(desk, 'share-unknown')
  else if (record.scheme !== 'kouki' && !inElderlyGroup(record, desk.day)) ageShare(desk, record.birthDate)
  return share
}

/** 特別療養 is settled between patient and insurer: nothing is claimed. @see facts/rules.md 2.1 row AG */
export const claimOf = (record: AnswerRecord): ClaimStep => (record.classification === '05' ? 'NONE' : 'CURRENT')

type AddOn = Extract<Shown, { kind: 'add-on' }>

/** A certificate beside the proof of cover that is in term on the day; both ends inclusive. @see facts/rules.md 4.6 */
const addOnInTerm = (desk: Desk, certificate: AddOn['certificate']): AddOn | null =>
  desk.shown.shown.find(
    (thing): thing is AddOn =>
      thing.kind === 'add-on' &&
      thing.certificate === certificate &&
      thing.validFrom <= desk.day &&
      desk.day <= thing.validUntil,
  ) ?? null

/**
 * 高齢受給者証 in term on the counter: the share of somebody of 70 to 74 whose paper or answer has none; 後期 and 医療扶助
 * know no such certificate. @see facts/rules.md 2.2 step 7, 4.6
 */
export function shareOnElderlyCertificate(desk: Desk, record: AnswerRecord | null): Ratio | null {
  if (record?.scheme === 'kouki' || record?.classification === 'A1') return null
  return addOnInTerm(desk, 'elderly')?.ratio ?? null
}

/** 限度額適用認定証 in term on the counter. @see facts/rules.md 4.6 */
export const limitOnCertificate = (desk: Desk): string | null => addOnInTerm(desk, 'limit')?.limitBand ?? null
