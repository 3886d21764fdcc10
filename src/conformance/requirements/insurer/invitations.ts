import type fc from 'fast-check'
import { addDays, dateOf } from '../../../domain/civil-date.ts'
import type { InsurerList } from '../../../wire/insurer-records.ts'
import type { StepInput } from '../../arbitraries/cases.ts'
import { INSURERS, happens, stranger } from '../../arbitraries/insurer-cases.ts'
import { employeeCover } from '../../arbitraries/people.ts'
import type { History } from '../../../../scenarios/history.ts'
import { eventsOf, isComplete, lastDay, listIn, memberInBooks, piecesOf } from '../../evidence-insurer.ts'
import type { Core, Examination, Finding, Requirement } from '../../requirement.ts'
import { at, caseOf, form, fromDay } from './offices.ts'
import { type Part, concluded } from './parts.ts'

// ── INS-16 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Days within which the letter goes out after the list came: two weeks, no text names a limit (L). */
const LETTER_DAYS = 14

type InvitationList = Extract<InsurerList, { kind: 'invitations' }>
const isInvitations = (list: InsurerList | null): list is InvitationList => list?.kind === 'invitations'

/** Lists that the system fetched, with the step at which it did. */
const fetched = (history: History) =>
  history.steps.flatMap((step) =>
    step.messages
      .map(listIn)
      .filter(isInvitations)
      .map((list) => ({ index: step.index, day: dateOf(step.at), list })),
  )

/** Step from which on somebody is in the books of the insurer: 0 for a member of the start; null for nobody. */
function insuredFrom(history: History, person: string): number | null {
  if (history.insurance !== null && memberInBooks(history.insurance, person) !== null) return 0
  const joined = eventsOf(history, 'join').find(
    (told) => told.person === person && told.taken === true && isComplete(told.event),
  )
  return joined?.index ?? null
}

function examinePerson(history: History, person: string): Part {
  const letters = (piecesOf(history) ?? []).filter(({ piece }) => piece.person === person && piece.invites === true)
  const listed = fetched(history).find(({ list }) => list.rows.some((row) => row.person === person)) ?? null
  const [first, second] = letters
  const insured = insuredFrom(history, person)
  const findings: Finding[] = []
  const add = (code: Finding['code'], step: number, expected: string, actual: string): void => {
    findings.push({ code, step, expected, actual })
  }
  if (first !== undefined && (listed === null || first.index < listed.index))
    add('invited-too-early', first.index, 'nobody is invited before he stands on a list', `invited on ${first.told}`)
  if (first !== undefined && insured !== null && insured < first.index)
    add('invited-although-insured', first.index, 'who has joined is not invited', `invited on ${first.told}`)
  if (second !== undefined) add('invited-twice', second.index, 'one letter', `${letters.length} letters`)
  const isDue =
    listed !== null &&
    (insured === null || insured > listed.index) &&
    lastDay(history) > addDays(listed.day, LETTER_DAYS)
  if (isDue && first === undefined)
    add('not-invited', listed.index, `invited by ${addDays(listed.day, LETTER_DAYS)}`, 'no letter went out')
  return { seen: listed !== null || first !== undefined ? 1 : 0, findings }
}

function examineInvitations(history: History): Examination | null {
  if (history.insurance?.insurer.scheme !== 'kokuho' || piecesOf(history) === null) return null
  const people = Object.keys(history.insurance.register)
  return concluded(
    people.map((person) => examinePerson(history, person)),
    'reported',
  )
}

/** Lost on 2026-08-01, which is told on 08-20; treated with the old card on 08-05: on the list of 2026-11-10. */
const uninsured = (steps: (one: number) => readonly StepInput[]): fc.Arbitrary<Core> =>
  caseOf(
    INSURERS.kokuho,
    (one) => ({
      patient: {
        ...stranger(one),
        changes: {
          ...stranger(one).changes,
          coverage: [
            employeeCover(one, {
              insurerNumber: INSURERS.kyosai.number,
              insurerName: INSURERS.kyosai.name,
              scheme: 'kyosai',
            }),
          ],
        },
      },
    }),
    (one) => [
      { do: 'change', person: 'patient', what: { kind: 'care', date: '2026-08-05' } },
      at('2026-08-20'),
      { do: 'change', person: 'patient', what: { kind: 'lose', date: '2026-08-01' } },
      at('2026-09-10'),
      at('2026-10-10'),
      ...steps(one),
    ],
  )

const ins16: Requirement = {
  id: 'INS-16',
  severity: 'must',
  sentence: {
    ja: '受診月の3か月後の一覧に載った、資格のない住民には国保への加入を書面で一度勧奨する。一覧より前には勧奨せず、すでに加入した人には勧奨しない。',
    en: 'A resident without cover who stands on the list three months after the visit is invited to join 国保 by letter, once; not before the list, and not when he has joined already.',
  },
  sources: ['insurer.md INS-16, 1.5, 3 B4 [M7a]', 'insurer.md 3 B4 (term of the letter, L)'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    fromDay('2026-08-05', 'on-the-list', { ja: '受診月の3か月後', en: 'three months after the visit' }, () =>
      uninsured(() => [at('2026-11-10'), at('2026-11-11'), at('2026-11-25'), at('2026-12-10')]),
    ),
    fromDay('2026-08-05', 'joined-meanwhile', { ja: '一覧の前日に加入', en: 'joins the day before the list' }, () =>
      uninsured((one) => [
        at('2026-11-09', '22:00'),
        happens(form(one, { cause: 'lost-cover', fact: '2026-08-01' })),
        at('2026-11-10'),
        at('2026-11-25'),
      ]),
    ),
  ],
  mutants: ['invites-nobody', 'invites-the-insured'],
  examine: examineInvitations,
}

/** Requirements about people without any cover. */
export const invitationRequirements: readonly Requirement[] = [ins16]
