import { catalogue, magicMember, member, population } from '../../../generators/index.ts'
import { type DocumentSubject, type TwinOptions, documentTwin } from '../../../generators/documents/index.ts'
import { civilDate, instant } from '../../../src/domain/civil-date.ts'
import type { DocumentKind, DocumentTwin } from '../../../src/domain/document.ts'
import { coverageStates, covers } from '../../../src/domain/ledger.ts'
import type { Member } from '../../../src/domain/person.ts'

export const TODAY = civilDate('2026-11-21')
const NOW = instant('2026-11-21T09:00:00+09:00')
const japan = population({ seed: 20_261_121, referenceDate: TODAY })

/** Whose cover a paper of today speaks of: the open one, else the last one; null for somebody who never had any. */
export function subjectOf(person: Member): DocumentSubject | null {
  const states = coverageStates(person.ledger, NOW)
  const cover = states.find((state) => covers(state, TODAY)) ?? states.at(-1)
  return cover === undefined ? null : { member: person, cover }
}

/** A magic person with a cover; throws for one without. */
export function magicSubject(id: string): DocumentSubject {
  const subject = subjectOf(magicMember(japan, id, TODAY))
  if (subject === null) throw new RangeError(`${id} has no cover`)
  return subject
}

export const magicSubjects: readonly DocumentSubject[] = catalogue.flatMap(
  ({ id }) => subjectOf(magicMember(japan, id, TODAY)) ?? [],
)

/** Somebody of the whole of Japan, the next one with a cover. */
export function anySubject(index: number): DocumentSubject {
  for (let at = index; ; at += 1) {
    const subject = subjectOf(member(japan, at))
    if (subject !== null) return subject
  }
}

/** A subject under another name. */
export const named = ({ member: person, cover }: DocumentSubject, kanji: string, kana: string): DocumentSubject => ({
  cover,
  member: { ...person, name: { kanji, kana } },
})

/** A document of today with everything a kind can say. */
export const fullTwin = (kind: DocumentKind, subject: DocumentSubject, more: TwinOptions = {}): DocumentTwin =>
  documentTwin(kind, subject, {
    issued: TODAY,
    validUntil: civilDate('2027-07-31'),
    last4: '1234',
    limit: true,
    longStay: civilDate('2026-10-01'),
    disease: { code: '1', from: civilDate('2026-09-01') },
    workplace: '見本工業株式会社',
    registration: '登録済',
    ...more,
  })
