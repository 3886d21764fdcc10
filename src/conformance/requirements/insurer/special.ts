import type fc from 'fast-check'
import {
  type CivilDate,
  addDays,
  civilDate,
  dateOf,
  fiscalYear,
  laterOf,
  reachesAgeOn,
} from '../../../domain/civil-date.ts'
import type { StepInput } from '../../arbitraries/cases.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, happens, memberOf, numberFor, until } from '../../arbitraries/insurer-cases.ts'
import type { History } from '../../../../scenarios/history.ts'
import type { RosterMember } from '../../../../scenarios/protocol-insurer.ts'
import {
  type OfficeEvent,
  documentsIn,
  eventsOf,
  lastDay,
  memberInBooks,
  piecesOf,
  printed,
  sentRecords,
  truthSteps,
} from '../../evidence-insurer.ts'
import type { Core, Examination, Finding, Requirement } from '../../requirement.ts'
import { type People, apart, at, caseOf, fromDay } from './offices.ts'
import { NOTHING, type Part, concluded } from './parts.ts'

// ── I21 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** 被保険者証区分 of 特別療養. @see facts/insurer.md INS-21 */
const SPECIAL = '05'
const CHILD_AGE = 18

/** Last day on which a child is exempt: the 31 March after 18 is reached in law. @see facts/insurer.md INS-21 [D36][D37] */
const exemptUntil = (birthDate: CivilDate): CivilDate =>
  civilDate(`${fiscalYear(reachesAgeOn(birthDate, CHILD_AGE)) + 1}-03-31`)

type Decision = OfficeEvent<'special-treatment'>

/** First day of special treatment of a member of the household; null for one who has 公費. */
function specialFrom({ event }: Decision, member: RosterMember, birthDate: CivilDate): CivilDate | null {
  if (event.publicExpense.includes(member.ref)) return null
  return laterOf(event.from, addDays(exemptUntil(birthDate), 1))
}

function examineMember(history: History, decision: Decision, member: RosterMember): Part {
  const findings: Finding[] = []
  let seen = 0
  const birthDate = history.insurance?.register[member.ref]?.five.birthDate
  if (birthDate === undefined) return { seen, findings }
  const first = specialFrom(decision, member, birthDate)
  for (const { index, at: moment, insurance } of truthSteps(history)) {
    const day = dateOf(moment)
    const answer = insurance.truth[member.ref]?.answer ?? null
    if (day <= addDays(decision.day, 1) || answer?.validity !== 1 || answer.record === null) continue
    if (answer.record.key.insurerNumber !== history.insurance?.insurer.number) continue
    seen += 1
    const isSpecial = answer.record.classification === SPECIAL
    if (isSpecial === (first !== null && first <= day)) continue
    findings.push({
      code: isSpecial ? 'special-on-exempt' : 'special-not-shown',
      step: index,
      expected: first === null ? 'no special treatment: 公費' : `class ${SPECIAL} from ${first} on, born ${birthDate}`,
      actual: `class ${answer.record.classification} on ${day}`,
    })
    break
  }
  return { seen, findings }
}

const MARK = '特別療養'
const JUDGED: readonly string[] = ['certificate', 'notice', 'member-notice']

/** Papers sent since the decision: whether each is of the kind that its first day asks for. */
function examinePapers(history: History, decision: Decision, member: RosterMember): Part {
  const birthDate = history.insurance?.register[member.ref]?.five.birthDate
  const sent = documentsIn(piecesOf(history) ?? []).filter(
    ({ index, piece, document }) =>
      index >= decision.index && piece.person === member.ref && JUDGED.includes(document.reading?.kind ?? ''),
  )
  if (birthDate === undefined) return NOTHING
  const first = specialFrom(decision, member, birthDate)
  const findings = sent.flatMap((paper): Finding[] => {
    const counts = printed(paper, 'validFrom') ?? printed(paper, 'issued') ?? paper.piece.on
    const [title, share] = [printed(paper, 'title') ?? '', printed(paper, 'ratio')]
    const [isMarked, isWhole] = [title.includes(MARK), share === '100']
    const isDue = first !== null && first <= counts
    // What begins to count before and runs on is judged by its first day; a notice for later says the later day nowhere.
    const isAhead = first !== null && first > counts && paper.document.reading?.kind !== 'certificate'
    if (isAhead || (isDue ? isMarked && isWhole : !isMarked && !isWhole)) return []
    return [
      {
        code: isDue ? 'special-not-on-paper' : 'special-paper-for-exempt',
        step: paper.index,
        expected: isDue ? `(特別療養) and 10割 from ${first} on` : 'an ordinary paper',
        actual: `${title}, ${share ?? 'no share'}`,
      },
    ]
  })
  return { seen: sent.length, findings }
}

function examineSpecial(history: History): Examination | null {
  const roster = history.insurance?.roster ?? []
  const parts = eventsOf(history, 'special-treatment')
    .filter(({ taken }) => taken === true)
    .flatMap((decision) =>
      roster
        .filter(({ ref, head }) => ref === decision.person || head === decision.person)
        .flatMap((member) => [examineMember(history, decision, member), examinePapers(history, decision, member)]),
    )
  return concluded(parts)
}

const household = (
  others: Readonly<Record<string, string>>,
  publicExpense: readonly string[],
  ...steps: readonly StepInput[]
): fc.Arbitrary<Core> =>
  caseOf(
    INSURERS.kokuho,
    (one): People => ({
      patient: memberOf(INSURERS.kokuho, one, { birthDate: '1975-05-15' }),
      ...Object.fromEntries(
        Object.entries(others).map(([name, birthDate], place) => [
          name,
          memberOf(
            INSURERS.kokuho,
            apart(one, place + 1),
            {
              birthDate,
              cover: { number: numberFor(one), branch: `0${place + 2}`, relation: 'dependant' },
            },
            { head: 'patient' },
          ),
        ]),
      ),
    }),
    () => [happens({ kind: 'special-treatment', from: 'start', publicExpense: [...publicExpense] }), ...steps],
  )

const i21: Requirement = {
  id: 'I21',
  severity: 'must',
  sentence: {
    ja: '特別療養は記録の区分05と書面の（特別療養）・10割に現れ、18歳に達した後の最初の3月31日までの子（2008-04-01生まれは2026-03-31まで、2008-04-02生まれは2027-03-31まで）と、原爆一般疾病医療費などの公費のある人には現れない。',
    en: 'Special treatment shows as the class 05 of the record, and as (特別療養) with 10割 on papers, but neither for children to the 31 March after 18 (born 2008-04-01: through 2026-03-31; born 2008-04-02: through 2027-03-31) nor for people with 原爆 or similar 公費.',
  },
  sources: ['counter.md I21, S34', 'insurer.md INS-21, 4.3 [U11][U17][D36][D37]'],
  needs: ['event', 'issued'],
  inquiry: false,
  edges: [
    overTime('adults', { ja: '大人だけの世帯', en: 'a household of adults' }, () =>
      household({ spouse: '1977-08-15' }, [], until('+2d')),
    ),
    overTime('without-card', { ja: 'カードのない人（資格確認書）', en: 'somebody without a card: a certificate' }, () =>
      caseOf(
        INSURERS.kokuho,
        (one) => ({ patient: memberOf(INSURERS.kokuho, one, { birthDate: '1975-05-15', card: null }) }),
        () => [until('+1d'), happens({ kind: 'special-treatment', from: 'start+10d' }), until('start+12dT09:00')],
      ),
    ),
    overTime('public-expense', { ja: '公費のある人', en: 'somebody with 公費' }, () =>
      household({ grandmother: '1955-01-15' }, ['grandmother'], until('+2d')),
    ),
    fromDay(
      '2026-10-05',
      'children',
      { ja: '2008-04-01と2008-04-02生まれの子', en: 'children born on 2008-04-01 and 2008-04-02' },
      () => household({ older: '2008-04-01', younger: '2008-04-02', small: '2019-09-09' }, [], until('+2d')),
    ),
    fromDay(
      '2026-03-20',
      'born-2008-04-01',
      { ja: '2008-04-01生まれ、2026-03-31と2026-04-01', en: 'born 2008-04-01: 2026-03-31 and 2026-04-01' },
      () => household({ child: '2008-04-01' }, [], at('2026-03-31'), at('2026-04-01'), at('2026-04-02')),
    ),
    fromDay(
      '2027-03-20',
      'born-2008-04-02',
      { ja: '2008-04-02生まれ、2027-03-31と2027-04-01', en: 'born 2008-04-02: 2027-03-31 and 2027-04-01' },
      () => household({ child: '2008-04-02' }, [], at('2027-03-31'), at('2027-04-01'), at('2027-04-02')),
    ),
  ],
  mutants: [
    'special-by-ratio',
    'special-for-children',
    'special-despite-public-expense',
    'special-off-paper',
    'notice-titled-certificate',
  ],
  examine: examineSpecial,
}

// ── INS-22 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Terms that were registered for a member, in order: the last day of each, null for none. */
const registeredEnds = (history: History, { key }: RosterMember) =>
  sentRecords(history).flatMap(({ index, record, accepted }) =>
    accepted && (record.op === 'amend' || record.op === 'register') && record.memberKey.number === key.number
      ? record.entries.flatMap((entry) =>
          entry.kind === 'certificate' && record.memberKey.branch === key.branch ? [{ index, to: entry.to }] : [],
        )
      : [],
  )

function examineEnds(history: History): Examination | null {
  const { insurance } = history
  if (insurance === null) return null
  const decisions = eventsOf(history, 'validity').filter(({ taken }) => taken === true)
  const parts = decisions.flatMap((decision): Part[] => {
    const { index, person, event, day } = decision
    const member = memberInBooks(insurance, person)
    const next = decisions.find((other) => other.person === person && other.index > index)?.index ?? Infinity
    if (member === null || event.until !== null || (next === Infinity && lastDay(history) <= day)) return []
    const ends = registeredEnds(history, member).filter((end) => end.index < next)
    const before = ends.findLast((end) => end.index < index)
    if (before === undefined || before.to === null) return []
    const standing = ends.at(-1)?.to ?? null
    const finding: Finding = {
      code: 'stale-end',
      step: index,
      expected: 'the record has no end',
      actual: `the end ${standing} stands`,
    }
    return [{ seen: 1, findings: standing === null ? [] : [finding] }]
  })
  return concluded(parts)
}

const valid = (from: string, end: string | null): StepInput => happens({ kind: 'validity', from, until: end })
const terms = (...steps: readonly StepInput[]): fc.Arbitrary<Core> =>
  caseOf(
    INSURERS.kokuho,
    (one) => ({ patient: memberOf(INSURERS.kokuho, one) }),
    () => steps,
  )

const ins22: Requirement = {
  id: 'INS-22',
  severity: 'must',
  sentence: {
    ja: '有効終了のある記録のあとに有効終了のない決定が来たら、有効終了は空で登録し、前の日付を残さない。',
    en: 'When a record with an end is followed by a decision without one, the end is registered as empty, and no older date is left in it.',
  },
  sources: ['insurer.md INS-22, 2.1 [T5]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('end-falls-away', { ja: '有効終了がなくなる', en: 'the end falls away' }, () =>
      terms(valid('start', 'start+3m'), until('+2d'), valid('start+2d', null), until('+2d')),
    ),
    overTime('after-the-end', { ja: '有効終了の翌日から', en: 'from the day after the end' }, () =>
      terms(valid('start', 'start+9d'), until('start+5dT10:00'), valid('start+10d', null), until('start+11dT09:00')),
    ),
    overTime('end-again', { ja: '空、日付、空の順', en: 'none, an end, none again' }, () =>
      terms(
        valid('start', null),
        until('+1d'),
        valid('start+1d', 'start+2m'),
        until('+1d'),
        valid('start+2d', null),
        until('+1d'),
      ),
    ),
  ],
  mutants: ['stale-end-kept'],
  examine: examineEnds,
}

/** Requirements about the class and the term of a record. */
export const specialRequirements: readonly Requirement[] = [i21, ins22]
