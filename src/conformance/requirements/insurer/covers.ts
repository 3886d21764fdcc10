import type fc from 'fast-check'
import { type CivilDate, addDays, laterOf } from '../../../domain/civil-date.ts'
import { lossDateOf } from '../../../domain/loss-dates.ts'
import { completeNumber } from '../../../domain/numbers.ts'
import type { StepInput } from '../../arbitraries/cases.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, asks, happens, memberOf, numberFor, until } from '../../arbitraries/insurer-cases.ts'
import type { History } from '../../../../scenarios/history.ts'
import type { RosterMember } from '../../../../scenarios/protocol-insurer.ts'
import { type OfficeEvent, eventsOf, lastDay, memberInBooks, sentRecords } from '../../evidence-insurer.ts'
import type { Core, Examination, Finding, Requirement } from '../../requirement.ts'
import { recordsAbout } from './loss.ts'
import { apart, caseOf } from './offices.ts'
import { type Part, concluded } from './parts.ts'

// ── INS-35 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

type Merger = OfficeEvent<'merger'>

/** Last day of the old number and first day of the new one, as they were registered for a member. */
function carriedOver(history: History, { event, index }: Merger, { key }: RosterMember) {
  const about = sentRecords(history).filter(
    ({ index: at, record, accepted }) =>
      at >= index && accepted && record.memberKey.number === key.number && record.memberKey.branch === key.branch,
  )
  const closed = about.find(({ record }) => record.op === 'close' && record.insurerNo === key.insurerNumber)
  const opened = about.find(({ record }) => record.op === 'register' && record.insurerNo === event.insurerNumber)
  return {
    lost: closed?.record.op === 'close' ? closed.record.lossDate : null,
    acquired:
      opened?.record.op === 'register'
        ? (opened.record.entries.find(({ kind }) => kind === 'eligibility')?.from ?? null)
        : null,
  }
}

function examineCarried(history: History, merger: Merger, member: RosterMember): Part {
  const { lost, acquired } = carriedOver(history, merger, member)
  const expected: CivilDate = laterOf(merger.event.from, member.acquired)
  if (lost === expected && acquired === expected) return { seen: 1, findings: [] }
  const isMissing = lost === null || acquired === null
  const finding: Finding = {
    code: isMissing ? 'member-left-behind' : 'key-gap',
    step: merger.index,
    expected: `${member.ref}: the old number lost on ${expected}, the new one from ${expected}`,
    actual: `the old number lost on ${lost ?? '(not registered)'}, the new one from ${acquired ?? '(not registered)'}`,
  }
  return { seen: 1, findings: [finding] }
}

function examineMergers(history: History): Examination | null {
  const left = new Set(eventsOf(history, 'leave').map(({ person }) => person))
  const parts = eventsOf(history, 'merger')
    .filter(({ taken, day, event }) => taken === true && lastDay(history) > laterOf(day, event.from))
    .flatMap((merger) =>
      (history.insurance?.roster ?? [])
        .filter(({ ref }) => !left.has(ref))
        .map((member) => examineCarried(history, merger, member)),
    )
  return concluded(parts)
}

/** 合併後の保険者番号 of the harness. */
const MERGED = completeNumber('insurer-8', '0613998')

const merging = (from: string, ...steps: readonly StepInput[]): fc.Arbitrary<Core> =>
  caseOf(
    INSURERS.kenpo,
    (one) => ({
      patient: memberOf(INSURERS.kenpo, one),
      child: memberOf(
        INSURERS.kenpo,
        apart(one, 1),
        { birthDate: '2015-05-15', cover: { number: numberFor(one), branch: '01', relation: 'dependant' } },
        { head: 'patient' },
      ),
      other: memberOf(INSURERS.kenpo, apart(one, 2)),
    }),
    () => [happens({ kind: 'merger', insurerNumber: MERGED, insurerName: '見本合併健康保険組合', from }), ...steps],
  )

const ins35: Requirement = {
  id: 'INS-35',
  severity: 'must',
  sentence: {
    ja: '合併などで保険者番号が変わるときは、加入者全員について前の番号を新しい番号の初日に喪失とし、空白も重なりもなく新しい番号をその日から登録する。',
    en: 'When the insurer number changes, as in a merger, the old number of every member is valid through the day before and the new one from that day, without a gap and without a double.',
  },
  sources: ['insurer.md INS-35 (L)', 'counter.md I15'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('told-ahead', { ja: '前もって届く', en: 'told ahead' }, () =>
      merging('start+5d', until('+2d'), asks(), until('start+5dT09:00'), asks(), until('start+6dT09:00')),
    ),
    overTime('told-late', { ja: '変更日より後に届く', en: 'told after its first day' }, () =>
      merging('start-3d', until('+2d'), asks()),
    ),
  ],
  mutants: ['merger-of-insured-only', 'merger-overlaps'],
  examine: examineMergers,
}

// ── INS-40 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function laterPremium(history: History, told: OfficeEvent<'leave'>, member: RosterMember): Part {
  const scheme = history.insurance?.insurer.scheme ?? 'kenpo'
  const expected = lossDateOf(scheme, member.relation, 'premium-unpaid', told.event.day)
  const voided = recordsAbout(history, member, told.index, 'void').at(-1)
  const closed = recordsAbout(history, member, told.index, 'close').at(-1)
  if (voided !== undefined)
    return {
      seen: 1,
      findings: [
        {
          code: 'voided-instead-of-closed',
          step: voided.index,
          expected: `closed with ${expected}, the day after the due date`,
          actual: 'the cover was voided from its first day',
        },
      ],
    }
  if (closed?.record.op !== 'close') return { seen: 0, findings: [] }
  const actual = closed.record.lossDate
  return {
    seen: 1,
    findings:
      actual === expected
        ? []
        : [
            {
              code: 'wrong-loss-date',
              step: closed.index,
              expected: `資格喪失年月日 ${expected}, the day after the due date ${told.event.day}`,
              actual,
            },
          ],
  }
}

/** After the next run a cover that never was is answered for none of its days. */
function firstPremium(history: History, told: OfficeEvent<'leave'>, member: RosterMember): Part {
  const findings: Finding[] = []
  let seen = 0
  for (const { index, at, insurance } of history.steps) {
    const inquiry = insurance?.inquiry ?? null
    if (inquiry?.person !== told.person || at.slice(0, 10) <= addDays(told.day, 1)) continue
    seen += 1
    const answered = inquiry.answer?.record?.key.insurerNumber === member.key.insurerNumber
    if (!answered) continue
    findings.push({
      code: 'answered-though-never',
      step: index,
      expected: `${inquiry.day}: as if the cover had never been`,
      actual: `answer ${inquiry.answer?.validity ?? ''} with its numbers`,
    })
  }
  return { seen, findings }
}

function examinePremiums(history: History): Examination | null {
  const { insurance } = history
  if (insurance === null) return null
  const parts = eventsOf(history, 'leave').flatMap((told): Part[] => {
    const member = memberInBooks(insurance, told.person)
    if (member === null || !member.continued || told.taken !== true) return []
    if (told.event.cause === 'premium-unpaid') return [laterPremium(history, told, member)]
    return told.event.cause === 'first-premium-unpaid' ? [firstPremium(history, told, member)] : []
  })
  return concluded(parts)
}

const unpaid = (
  cause: 'premium-unpaid' | 'first-premium-unpaid',
  acquired: string,
  ...steps: readonly StepInput[]
): fc.Arbitrary<Core> =>
  caseOf(
    INSURERS.kenpo,
    (one) => ({ patient: memberOf(INSURERS.kenpo, one, { cover: { acquired } }, { continued: true }) }),
    () => [happens({ kind: 'leave', cause, day: 'start-1d' }), ...steps],
  )

const ins40: Requirement = {
  id: 'INS-40',
  severity: 'must',
  sentence: {
    ja: '任意継続の初回保険料が未納なら、次の処理からその資格は一日も回答されない。2回目以降の未納なら、納付期日の翌日を喪失日とし、それまでの資格は残す。',
    en: 'When the first premium of a continued cover is unpaid, no day of it is answered from the next run on; when a later one is unpaid, the cover is closed with the day after the due date and stands until then.',
  },
  sources: ['insurer.md INS-40, 1.7 [D41][D103]', 'counter.md S07'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('later-premium', { ja: '2回目以降の未納', en: 'a later premium' }, () =>
      unpaid('premium-unpaid', 'start-8m', until('+2d'), asks('start-1d'), asks()),
    ),
    overTime('first-premium', { ja: '初回の未納', en: 'the first premium' }, () =>
      unpaid('first-premium-unpaid', 'start-20d', until('+2d'), asks('start-10d'), asks()),
    ),
  ],
  mutants: ['void-for-any-premium', 'close-instead-of-void', 'loss-a-day-early', 'loss-a-day-late'],
  examine: examinePremiums,
}

/** Requirements about how a cover goes over into another, or into none. */
export const coverRequirements: readonly Requirement[] = [ins35, ins40]
