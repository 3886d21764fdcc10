import type { CivilDate } from '../civil-date.ts'
import { type CoverageKey, sameKey } from '../ledger.ts'
import type { Answer, AnswerRecord, Chart, PrintedFields } from '../presentation.ts'
import { sameName } from '../text.ts'
import { type Desk, type Draft, find, keyOf, note } from './desk.ts'

/** Row AA: another birth date, or other numbers and another name together, are another person. @see facts/rules.md 5.8 */
function fits(
  chart: Chart | null,
  found: { readonly key: CoverageKey | null; readonly names: readonly string[]; readonly birthDate: CivilDate | null },
): boolean {
  if (chart === null) return true
  if (found.birthDate !== null && found.birthDate !== chart.birthDate) return false
  const otherKey = found.key !== null && chart.key !== null && !sameKey(found.key, chart.key)
  return !otherKey || found.names.some((name) => sameName(name, chart.name))
}

/** Nothing of that answer or paper is stored. */
export function stopForStranger(desk: Desk): Draft {
  note(desk, 'wrong-person')
  return { outcome: 'stop', offers: ['my-number-card'] }
}

/** 氏名 and 氏名(その他): either one is the person. */
const namesOf = (record: AnswerRecord): string[] => [
  record.name,
  ...(record.otherName === undefined ? [] : [record.otherName]),
]

export const fitsRecord = (chart: Chart | null, record: AnswerRecord): boolean =>
  fits(chart, { key: record.key, names: namesOf(record), birthDate: record.birthDate })

/** A paper that does not fit the opened chart or the card beside it, or whose answer does not. */
export function isStrangers(desk: Desk, fields: PrintedFields, answer: Answer | null): boolean {
  const { chart } = desk.shown
  const face = find(desk, 'my-number-card')?.face ?? null
  const otherCard = face !== null && fields.birthDate !== null && fields.birthDate !== face.birthDate
  const record = answer?.record ?? null
  const online = record === null ? [] : namesOf(record)
  // A paper under one of the two names is that person under both.
  const names = online.some((name) => sameName(name, fields.name)) ? online : [fields.name]
  return (
    otherCard ||
    !fits(chart, { key: keyOf(fields), names, birthDate: fields.birthDate }) ||
    (record !== null && !fitsRecord(chart, record))
  )
}
