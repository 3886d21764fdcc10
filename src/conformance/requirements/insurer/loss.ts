import type fc from 'fast-check'
import { type CivilDate, addDays, addMonths, dateOf, endOfMonth, startOfMonth } from '../../../domain/civil-date.ts'
import { lossDateOf } from '../../../domain/loss-dates.ts'
import type { History } from '../../../../scenarios/history.ts'
import type { RosterMember } from '../../../../scenarios/protocol-insurer.ts'
import type { StepInput } from '../../arbitraries/cases.ts'
import { onDay, overTime } from '../../arbitraries/edges.ts'
import { INSURERS, asks, happens, memberOf, until } from '../../arbitraries/insurer-cases.ts'
import { index } from '../../arbitraries/people.ts'
import {
  type OfficeEvent,
  type SentRecord,
  eventsOf,
  lastDay,
  memberInBooks,
  sentRecords,
} from '../../evidence-insurer.ts'
import type { Core, Examination, Finding, Requirement } from '../../requirement.ts'
import { concluded } from './parts.ts'

type Leave = OfficeEvent<'leave'>
type Cause = Leave['event']['cause']

/** A loss told more than this many days after the fact is a late one. */
const LATE_DAYS = 14

const isLate = ({ event, day }: Leave): boolean => day > addDays(event.day, LATE_DAYS)

/** Records of an operation about the numbers of a member, from a step on. */
export const recordsAbout = (history: History, member: RosterMember, from: number, op: SentRecord['record']['op']) =>
  sentRecords(history).filter(
    ({ index: at, record }) =>
      at >= from &&
      record.op === op &&
      record.memberKey.number === member.key.number &&
      (record.memberKey.branch === null || record.memberKey.branch === member.key.branch),
  )

function expectedLoss(history: History, left: Leave, member: RosterMember): CivilDate | 'void' | null {
  const scheme = history.insurance?.insurer.scheme
  return scheme === undefined ? null : lossDateOf(scheme, member.relation, left.event.cause, left.event.day)
}

// ── I05 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function examineLossDates(history: History): Examination | null {
  const { insurance } = history
  if (insurance === null) return null
  const findings: Finding[] = []
  let seen = 0
  for (const left of eventsOf(history, 'leave')) {
    const member = memberInBooks(insurance, left.person)
    if (member === null || isLate(left) || left.taken !== true) continue
    const expected = expectedLoss(history, left, member)
    if (expected === null || expected === 'void') continue
    const closed = recordsAbout(history, member, 0, 'close').at(-1)
    if (closed === undefined && lastDay(history) <= addDays(left.day, 5)) continue
    seen += 1
    const actual = closed?.record.op === 'close' ? closed.record.lossDate : null
    if (actual === expected) continue
    findings.push({
      code: actual === null ? 'loss-not-registered' : 'wrong-loss-date',
      step: closed?.index ?? left.index,
      expected: `資格喪失年月日 ${expected} (${left.event.cause}, ${left.event.day})`,
      actual: actual ?? 'no loss was registered',
    })
  }
  return concluded([{ seen, findings }])
}

type Insurer = (typeof INSURERS)[keyof typeof INSURERS]

/** A member leaves; the fact is some days before the form comes in. */
const leaving = (
  insurer: Insurer,
  cause: Cause,
  daysBefore: number,
  relation: 'insured' | 'dependant' = 'insured',
  books: Parameters<typeof memberOf>[3] = {},
): fc.Arbitrary<Core> =>
  index.map((at) => ({
    insurer,
    people: {
      ...(relation === 'dependant' ? { head: memberOf(insurer, at + 32) } : {}),
      patient: memberOf(
        insurer,
        at,
        { cover: { relation, branch: relation === 'dependant' ? '01' : insurer.scheme === 'kokuho' ? '01' : '00' } },
        { ...books, ...(relation === 'dependant' ? { head: 'head' } : {}) },
      ),
    },
    steps: [happens({ kind: 'leave', cause, day: `start-${daysBefore}d` }), until('+6d')],
  }))

const seventyFive =
  (insurer: Insurer) =>
  (day: CivilDate): fc.Arbitrary<Core> =>
    index.map((at) => ({
      insurer,
      people: { patient: memberOf(insurer, at, { birthDate: addMonths(day, -75 * 12) }) },
      steps: [happens({ kind: 'leave', cause: 'turned-75', day }), until('+6d')],
    }))

const i05: Requirement = {
  id: 'I05',
  severity: 'must',
  sentence: {
    ja: '資格喪失年月日は制度と事由に従う。退職・死亡・離婚は翌日、75歳と扶養からの就職は当日、国保は社保加入の翌日、生活保護・国保組合加入は当日、任意継続の申出は翌月1日。',
    en: 'The loss date follows scheme and cause: retired, died, divorced: the next day; 75, and a dependant who takes a job: that day; 国保: the day after employee cover begins, the same day for public assistance or a 国保組合; a continued cover given up: the 1st of the next month.',
  },
  sources: ['counter.md I05', 'insurer.md 1.7 [N2][D15][D16][D40][D103][D104]', 'insurer.md INS-37, INS-39'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('retired', { ja: '退職（翌日）', en: 'retired: the next day' }, () =>
      leaving(INSURERS.kenpo, 'retired', 1),
    ),
    overTime('died', { ja: '死亡（翌日）', en: 'died: the next day' }, () => leaving(INSURERS.kenpo, 'died', 3)),
    overTime('own-job', { ja: '扶養から就職（当日）', en: 'dependant takes a job: that day' }, () =>
      leaving(INSURERS.kenpo, 'own-job', 2, 'dependant'),
    ),
    overTime('divorced', { ja: '離婚（翌日）', en: 'divorced: the next day' }, () =>
      leaving(INSURERS.kyosai, 'divorced', 2, 'dependant'),
    ),
    overTime(
      'seventy-five',
      { ja: '75歳の誕生日（当日）', en: 'the 75th birthday: that day' },
      seventyFive(INSURERS.kenpo),
    ),
    overTime('employee-cover', { ja: '国保から社保（翌日）', en: '国保, employee cover: the next day' }, () =>
      leaving(INSURERS.kokuho, 'employee-cover', 4),
    ),
    overTime('welfare', { ja: '国保から生活保護（当日）', en: '国保, public assistance: the same day' }, () =>
      leaving(INSURERS.kokuho, 'welfare', 4),
    ),
    overTime('kumiai', { ja: '国保から国保組合（当日）', en: '国保, 国保組合: the same day' }, () =>
      leaving(INSURERS.kokuho, 'joins-kokuho-kumiai', 4),
    ),
    overTime(
      'own-wish',
      { ja: '任意継続の申出（翌月1日）', en: 'continued cover given up: the 1st of the next month' },
      () => leaving(INSURERS.kenpo, 'own-wish', 0, 'insured', { continued: true }),
    ),
    overTime(
      'premium',
      { ja: '任意継続の未納（納付期日の翌日）', en: 'premium unpaid: the day after the due date' },
      () => leaving(INSURERS.kenpo, 'premium-unpaid', 1, 'insured', { continued: true }),
    ),
  ],
  mutants: ['loss-a-day-early', 'loss-a-day-late', 'one-loss-rule-for-all', 'void-for-any-premium', 'fire-and-forget'],
  examine: examineLossDates,
}

// ── I06 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Days beside the loss that every right reading of its date agrees on. */
const MARGIN = 3

function examineLateLoss(history: History): Examination | null {
  const { insurance } = history
  if (insurance === null) return null
  const findings: Finding[] = []
  let seen = 0
  for (const left of eventsOf(history, 'leave')) {
    const member = memberInBooks(insurance, left.person)
    if (member === null || !isLate(left) || left.taken !== true) continue
    const lost = expectedLoss(history, left, member)
    if (lost === null || lost === 'void') continue
    for (const step of history.steps) {
      const inquiry = step.insurance?.inquiry ?? null
      if (inquiry === null || inquiry.person !== left.person || dateOf(step.at) <= left.day) continue
      const { day, answer } = inquiry
      const valid = answer?.validity === 1 && answer.record?.key.insurerNumber === insurance.insurer.number
      const before = day <= addDays(lost, -MARGIN) && day >= member.acquired
      const after = day >= addDays(lost, MARGIN)
      if (!before && !after) continue
      seen += 1
      if (before && !valid)
        findings.push({
          code: 'earlier-days-lost',
          step: step.index,
          expected: `${day} is before the loss on ${lost}: valid`,
          actual: `answer ${answer?.validity ?? 'none'}`,
        })
      if (after && valid)
        findings.push({
          code: 'later-days-still-valid',
          step: step.index,
          expected: `${day} is after the loss on ${lost}: not valid`,
          actual: 'answer 1',
        })
    }
  }
  return concluded([{ seen, findings }])
}

const lateLoss = (cause: Cause, weeks: number, ...asked: readonly string[]): fc.Arbitrary<Core> =>
  index.map((at) => ({
    insurer: INSURERS.kenpo,
    people: { patient: memberOf(INSURERS.kenpo, at) },
    steps: [
      happens({ kind: 'leave', cause, day: `start-${weeks * 7}d` }),
      until('+2d'),
      ...asked.map((day): StepInput => asks(day)),
    ],
  }))

const i06: Requirement = {
  id: 'I06',
  severity: 'must',
  sentence: {
    ja: '遅れて届いた喪失は喪失日にさかのぼって登録し、次の処理から喪失日以後のすべての日の回答を変え、それより前の日は有効のままにする。',
    en: 'A loss that is told late is registered with its date: from the next run every answer about days from then on changes, and earlier days stay valid.',
  },
  sources: ['counter.md I06, S05', 'insurer.md INS-42, 2.4 [D21][M12]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('days-after', { ja: '喪失日より後の受診日', en: 'a day after the loss' }, () =>
      lateLoss('retired', 8, 'start-40d'),
    ),
    overTime('days-before', { ja: '喪失日より前の受診日', en: 'a day before the loss' }, () =>
      lateLoss('retired', 8, 'start-70d'),
    ),
    overTime('both-sides', { ja: '両側の受診日', en: 'days on both sides' }, () =>
      lateLoss('died', 12, 'start-90d', 'start-60d', 'start-1d'),
    ),
  ],
  mutants: ['closes-from-entry-day', 'voids-whole-history'],
  examine: examineLateLoss,
}

// ── I16 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function examineDeregistration(history: History): Examination | null {
  const { insurance } = history
  if (insurance === null) return null
  const findings: Finding[] = []
  let seen = 0
  for (const told of eventsOf(history, 'unregister')) {
    const member = memberInBooks(insurance, told.person)
    if (member === null || told.taken !== true) continue
    const works = endOfMonth(addMonths(startOfMonth(told.event.appliedOn), 1))
    const [sent] = recordsAbout(history, member, told.index, 'unregisterCard')
    if (sent === undefined) {
      if (lastDay(history) <= addDays(told.day, 5)) continue
      findings.push({
        code: 'deregistration-not-sent',
        step: told.index,
        expected: 'the application reaches the gateway',
        actual: 'nothing was sent',
      })
    } else if (sent.record.op === 'unregisterCard' && sent.record.appliedOn !== told.event.appliedOn) {
      findings.push({
        code: 'deregistered-on-wrong-day',
        step: sent.index,
        expected: `applied on ${told.event.appliedOn}: the card works through ${works}`,
        actual: `applied on ${sent.record.appliedOn}`,
      })
    }
    seen += 1
  }
  return concluded([{ seen, findings }])
}

const deregistering =
  (...days: readonly string[]) =>
  (): fc.Arbitrary<Core> =>
    index.map((at) => ({
      insurer: INSURERS.kenpo,
      people: { patient: memberOf(INSURERS.kenpo, at) },
      steps: [happens({ kind: 'unregister', appliedOn: 'start' }), ...days.map(until)],
    }))

const i16: Requirement = {
  id: 'I16',
  severity: 'must',
  sentence: {
    ja: '利用登録の解除申請は申請日のまま登録し、カードは翌月末まで使える（2026-11-10の申請は2026-12-31まで、2027-01-01からは使えない）。',
    en: 'An application to take the registration back is registered with its own day, so that the card works through the end of the next month (applied 2026-11-10: through 2026-12-31, not on 2027-01-01).',
  },
  sources: ['counter.md I16', 'insurer.md 3.4, INS-31 [M6][A12][A13]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    onDay(
      '2026-11-10',
      'applied-2026-11-10',
      { ja: '2026-11-10に申請', en: 'applied on 2026-11-10' },
      deregistering('+1d', '2026-12-31T09:00:00+09:00', '2027-01-01T09:00:00+09:00'),
    ),
    overTime('any-day', { ja: '任意の日の申請', en: 'applied on any day' }, deregistering('+6d')),
  ],
  mutants: ['deregisters-at-once', 'deregisters-never'],
  examine: examineDeregistration,
}

/** Requirements about how covers end. */
export const lossRequirements: readonly Requirement[] = [i05, i06, i16]
