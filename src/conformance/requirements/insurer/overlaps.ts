import type fc from 'fast-check'
import type { CivilDate } from '../../../domain/civil-date.ts'
import { lossDateOf } from '../../../domain/loss-dates.ts'
import type { History } from '../../../../scenarios/history.ts'
import type { RosterMember } from '../../../../scenarios/protocol-insurer.ts'
import type { StepInput } from '../../arbitraries/cases.ts'
import { onDay } from '../../arbitraries/edges.ts'
import { INSURERS, memberOf, until } from '../../arbitraries/insurer-cases.ts'
import { employeeCover, index } from '../../arbitraries/people.ts'
import { type SentRecord, eventsOf, listIn } from '../../evidence-insurer.ts'
import type { Core, Edge, Examination, Finding, Requirement } from '../../requirement.ts'
import { recordsAbout } from './loss.ts'
import { concluded } from './parts.ts'

/** Two covers open at once, as a list told it. */
interface OverlapRow {
  readonly number: string
  readonly own: CivilDate
  readonly other: string
  readonly otherAcquired: CivilDate
}

/** The overlap lists that the system fetched, in order. */
function overlapLists(history: History, before: number): readonly (readonly OverlapRow[])[] {
  return history.steps
    .filter(({ index: at }) => at <= before)
    .flatMap(({ messages }) => messages.map(listIn))
    .flatMap((list) =>
      list?.kind !== 'overlaps'
        ? []
        : [
            {
              asOf: list.asOf,
              rows: list.rows.map(({ memberKey, acquired, other }) => ({
                number: memberKey.number,
                own: acquired,
                other: other.insurerNo,
                otherAcquired: other.acquired,
              })),
            },
          ],
    )
    .filter(({ asOf }, at, all) => all.findIndex((list) => list.asOf === asOf) === at)
    .map(({ rows }) => rows)
}

/** A member of 国保 about whom no form came: whatever closed his cover did so ex officio. */
interface Watched {
  readonly member: RosterMember
  /** His rows on the lists before the cover was closed, null where he is not on one; all lists when it never was. */
  readonly rows: readonly (OverlapRow | null)[]
  readonly closed: (SentRecord & { readonly record: Extract<SentRecord['record'], { op: 'close' }> }) | null
}

const isClose = (sent: SentRecord): sent is NonNullable<Watched['closed']> => sent.record.op === 'close'

function watchedMembers(history: History): readonly Watched[] {
  const { insurance } = history
  if (insurance?.insurer.scheme !== 'kokuho') return []
  const told = new Set(eventsOf(history, 'leave').map(({ person }) => person))
  return insurance.roster
    .filter(({ ref }) => !told.has(ref))
    .map((member) => {
      const closed = recordsAbout(history, member, 0, 'close').find(isClose) ?? null
      const lists = overlapLists(history, closed?.index ?? Infinity)
      return {
        member,
        closed,
        rows: lists.map((list) => list.find(({ number }) => number === member.key.number) ?? null),
      }
    })
}

// ── I17 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function closingFinding({ rows, closed }: Watched): Finding | null {
  if (closed === null) return null
  const [first, second] = [rows.at(-2) ?? null, rows.at(-1) ?? null]
  const isSame =
    first !== null && second !== null && first.other === second.other && first.otherAcquired === second.otherAcquired
  if (!isSame)
    return {
      code: 'closed-too-early',
      step: closed.index,
      expected: 'two consecutive lists with the same employee cover before closing ex officio',
      actual: `closed after ${rows.filter((row) => row !== null).length} list(s), not two in a row with one cover`,
    }
  if (second.otherAcquired >= second.own) return null
  return {
    code: 'closed-on-earlier-cover',
    step: closed.index,
    expected: `nothing is closed: the employee cover began on ${second.otherAcquired}, 国保 on ${second.own}`,
    actual: `closed with ${closed.record.lossDate}`,
  }
}

function examineExOfficio(history: History): Examination | null {
  const parts = watchedMembers(history).map((watched) => {
    const found = closingFinding(watched)
    const isListed = watched.rows.some((row) => row !== null)
    return { seen: isListed || watched.closed !== null ? 1 : 0, findings: found === null ? [] : [found] }
  })
  return concluded(parts)
}

type Cover = NonNullable<Parameters<typeof employeeCover>[1]>
const kyosai: Cover = { insurerNumber: INSURERS.kyosai.number, insurerName: INSURERS.kyosai.name, scheme: 'kyosai' }
const kenpo: Cover = { insurerNumber: INSURERS.kenpo.number, insurerName: INSURERS.kenpo.name, scheme: 'kenpo' }

const acquires = (at: number, cover: Cover): StepInput => ({
  do: 'change',
  person: 'patient',
  what: { kind: 'acquire', cover: employeeCover(at, cover) },
})

const besides = (steps: (at: number) => readonly StepInput[]): fc.Arbitrary<Core> =>
  index.map((at) => ({
    insurer: INSURERS.kokuho,
    people: { patient: memberOf(INSURERS.kokuho, at) },
    steps: [...steps(at)],
  }))

const doubleCover =
  (acquired: string, ...days: readonly string[]) =>
  (): fc.Arbitrary<Core> =>
    besides((at) => [acquires(at, { ...kyosai, acquired }), ...days.map(until)])

const from = (day: string, id: string, title: Edge['title'], core: Edge['core']): Edge => ({
  ...onDay(day, id, title, core),
  movesClock: true,
})

const morning = (day: string): string => `${day}T09:00:00+09:00`

const i17: Requirement = {
  id: 'I17',
  severity: 'must',
  sentence: {
    ja: '国保の職権による喪失は、国保より前に取得したものではない同じ社保との重複が、2回続けて一覧に載ってからとする。1回では喪失させず、相手の社保が変われば数え直す。',
    en: '国保 is closed ex officio only after two consecutive overlap lists with the same employee cover, acquired no earlier than 国保; one list closes nothing, and a change of employee scheme between the lists starts the count again.',
  },
  sources: ['counter.md I17', 'insurer.md INS-15, 3.1 [R1]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    from(
      '2026-11-01',
      'one-list',
      { ja: '一覧に1回', en: 'on one list' },
      doubleCover('2026-10-01', ...['2026-11-10', '2026-11-20', '2026-12-09'].map(morning)),
    ),
    from(
      '2026-11-02',
      'two-lists',
      { ja: '一覧に続けて2回', en: 'on two consecutive lists' },
      doubleCover('2026-10-01', ...['2026-11-10', '2026-12-10', '2026-12-11'].map(morning)),
    ),
    from(
      '2026-11-03',
      'scheme-changes',
      { ja: '1回目と2回目の間に社保が変わる', en: 'another employee scheme between the lists' },
      () =>
        besides((at) => [
          acquires(at, { ...kyosai, acquired: '2026-10-01', lost: { date: '2026-11-21' } }),
          until(morning('2026-11-10')),
          until(morning('2026-11-25')),
          acquires(at, { ...kenpo, symbol: '8', acquired: '2026-11-21' }),
          until(morning('2026-12-10')),
          until(morning('2026-12-20')),
        ]),
    ),
    from(
      '2026-11-04',
      'acquired-earlier',
      { ja: '国保の前日に取得した社保', en: 'an employee cover that began the day before 国保' },
      doubleCover('2018-03-31', ...['2026-11-10', '2026-12-10', '2026-12-20'].map(morning)),
    ),
  ],
  mutants: ['one-list-closes', 'scheme-change-keeps-count', 'closes-for-earlier-cover'],
  examine: examineExOfficio,
}

// ── INS-15 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function examineLawfulDay(history: History): Examination | null {
  const parts = watchedMembers(history).flatMap(({ member, rows, closed }) => {
    const row = rows.findLast((one) => one !== null) ?? null
    if (closed === null || row === null || row.otherAcquired < row.own) return []
    const expected = lossDateOf('kokuho', member.relation, 'employee-cover', row.otherAcquired)
    const actual = closed.record.lossDate
    const finding: Finding = {
      code: 'wrong-loss-date',
      step: closed.index,
      expected: `資格喪失年月日 ${expected}, the day after the employee cover began`,
      actual,
    }
    return [{ seen: 1, findings: expected === actual ? [] : [finding] }]
  })
  return concluded(parts)
}

const ins15: Requirement = {
  id: 'INS-15',
  severity: 'must',
  sentence: {
    ja: '職権で国保を喪失させる日は社保取得の翌日とし、法定の重複1日を残す（社保が2026-11-01からなら国保の喪失日は2026-11-02）。',
    en: '国保 that is closed ex officio is lost on the day after the employee cover began, so that the one lawful day of double cover stays (employee cover from 2026-11-01: 国保 lost on 2026-11-02).',
  },
  sources: ['counter.md I17, S10', 'insurer.md INS-15, 1.7 [D15]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    from(
      '2026-11-05',
      'mid-month',
      { ja: '月の途中で社保を取得', en: 'employee cover from the middle of a month' },
      doubleCover('2026-10-16', ...['2026-11-10', '2026-12-10', '2026-12-11'].map(morning)),
    ),
    from(
      '2026-11-06',
      'first-of-month',
      { ja: '2026-11-01に社保を取得', en: 'employee cover from 2026-11-01' },
      doubleCover('2026-11-01', ...['2026-11-10', '2026-12-10', '2026-12-11'].map(morning)),
    ),
  ],
  mutants: ['overlap-day-counted'],
  examine: examineLawfulDay,
}

/** Requirements about two covers at once. */
export const overlapRequirements: readonly Requirement[] = [i17, ins15]
