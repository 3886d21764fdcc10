import { type CoverageKey, sameKey } from '../ledger.ts'
import type { Answer, AnswerRecord, Offer } from '../presentation.ts'
import type { CivilDate } from '../civil-date.ts'
import { numberInquiry } from '../rules/methods.ts'
import { type Desk, type Draft, find, note, noted, read } from './desk.ts'
import { onDay } from './shares.ts'

/** What an inquiry by these numbers answers today, null when none can be made. It needs a full site. @see facts/rules.md 1.3 M21 */
export function inquire(desk: Desk, key: CoverageKey | null): Answer | null {
  if (key === null || !desk.online || desk.facts.facility.capability !== 'FULL') return null
  if (!read(desk, numberInquiry)) return null
  const known = desk.facts.numberAnswers.find((asked) => sameKey(asked.key, key) && asked.key.branch === key.branch)
  return known === undefined ? null : onDay(desk, known.answer)
}

const isLostBy = (record: AnswerRecord | null, day: CivilDate): boolean =>
  record !== null && record.loss !== null && record.loss.date <= day

/** Numbers that an answer of this visit showed as lost. */
export const isDeadKey = (desk: Desk, key: CoverageKey | null): boolean =>
  key !== null && desk.lost !== null && sameKey(key, desk.lost.key) && isLostBy(desk.lost, desk.day)

const LOST_BY_DEATH = '01'
const LOST_TO_WELFARE = '02'

/** Takes down a loss; a patient who is registered as dead and stands at the counter stops the reception. Rows I, J, T1, Y1, Y2. */
export function takeLoss(desk: Desk, answer: Answer): Draft | null {
  const { record } = answer
  const date = record?.loss?.date ?? ''
  if (record?.loss?.reason === LOST_BY_DEATH && desk.shown.patientPresent) {
    note(desk, 'wrong-person', { registeredDeath: date })
    return { outcome: 'stop', offers: ['my-number-card'], followUps: ['ask-insurer'] }
  }
  note(desk, answer.validity === 3 ? 'newer-cover' : 'cover-lost', { date })
  if (record?.loss?.reason === LOST_TO_WELFARE) note(desk, 'welfare-begun', { date })
  desk.lost = desk.lost ?? record
  return null
}

export const newCover = (desk: Desk): Offer[] =>
  noted(desk, 'cover-lost') || noted(desk, 'newer-cover') ? ['new-cover'] : []

/** Row L: add the branch or use the card, never the first record. */
export function askForBranch(desk: Desk): Draft {
  note(desk, 'several-records')
  return { outcome: 'ask', offers: find(desk, 'my-number-card') === null ? ['branch', 'my-number-card'] : ['branch'] }
}
