import type fc from 'fast-check'
import { type CivilDate, addDays, dateOf } from '../../../domain/civil-date.ts'
import type { RegistrationEntry } from '../../../wire/insurer-records.ts'
import type { History } from '../../../../scenarios/history.ts'
import type { StepInput } from '../../arbitraries/cases.ts'
import { overTime } from '../../arbitraries/edges.ts'
import { INSURERS, asks, happens, memberOf, numberFor, stranger, until } from '../../arbitraries/insurer-cases.ts'
import { index } from '../../arbitraries/people.ts'
import { eventsOf, lastDay, memberInBooks, sentRecords } from '../../evidence-insurer.ts'
import type { Core, Examination, Finding, Requirement } from '../../requirement.ts'
import { concluded } from './parts.ts'

// ── I07 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const isRatio = (entry: RegistrationEntry): boolean => entry.kind === 'elderly' && entry.attrs['ratio'] !== undefined

/** historyId of the ratios that were registered with a value, before a step. */
const ratioEntries = (history: History, number: string, before: number, value: (ratio: string) => boolean): string[] =>
  sentRecords(history).flatMap(({ index: at, record, accepted }) =>
    at < before && accepted && (record.op === 'register' || record.op === 'amend') && record.memberKey.number === number
      ? record.entries
          .filter((entry) => isRatio(entry) && value(entry.attrs['ratio'] ?? ''))
          .map(({ historyId }) => historyId)
      : [],
  )

function examineCorrected(history: History): Examination | null {
  const { insurance } = history
  if (insurance === null) return null
  const findings: Finding[] = []
  let seen = 0
  for (const told of eventsOf(history, 'correct-ratio')) {
    const member = memberInBooks(insurance, told.person)
    if (member === null || told.taken !== true) continue
    const wrong = ratioEntries(history, member.key.number, told.index, (ratio) => ratio !== told.event.ratio)
    if (wrong.length === 0 || lastDay(history) === told.day) continue
    seen += 1
    const voided = new Set(
      sentRecords(history).flatMap(({ index: at, record }) =>
        at >= told.index && record.op === 'amend' ? record.voids : [],
      ),
    )
    const left = wrong.filter((id) => !voided.has(id))
    if (left.length > 0) {
      findings.push({
        code: 'wrong-value-not-voided',
        step: told.index,
        expected: `entry ${wrong.join(', ')} is voided`,
        actual: 'only another value was added',
      })
      continue
    }
    for (const { index: at, insurance: record, at: moment } of history.steps) {
      const inquiry = record?.inquiry ?? null
      if (inquiry === null || inquiry.person !== told.person || dateOf(moment) <= addDays(told.day, 1)) continue
      const ratio = inquiry.answer?.record?.elderly?.ratio ?? null
      if (ratio !== null && ratio !== told.event.ratio)
        findings.push({
          code: 'wrong-value-answered',
          step: at,
          expected: `share ${told.event.ratio}`,
          actual: `share ${ratio}`,
        })
    }
  }
  return concluded([{ seen, findings }])
}

/** 70 to 74 all along, whatever the day of the case. */
const elder = { birthDate: '1954-02-15' }
const corrected = (...steps: readonly StepInput[]): fc.Arbitrary<Core> =>
  index.map((at) => ({
    insurer: INSURERS.kokuho,
    people: { patient: memberOf(INSURERS.kokuho, at, elder) },
    steps: [
      happens({ kind: 'ratio', ratio: '030', from: 'start-1d', until: '2027-07-31' }),
      until('+2d'),
      happens({ kind: 'correct-ratio', ratio: '020', from: 'start-1d', until: '2027-07-31' }),
      ...steps,
    ],
  }))

const i07: Requirement = {
  id: 'I07',
  severity: 'must',
  sentence: {
    ja: '誤って登録した値は、正しい値を足すだけでなく取り消し、その後の統合・再交付・移行でよみがえらせない。',
    en: 'A value registered by mistake is voided, not merely followed by the right one, so that no later merge, re-issue or migration brings it back.',
  },
  sources: ['counter.md I07', 'insurer.md INS-17, INS-18, 2.4 [A1][M1]'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('next-day', { ja: '訂正の翌々日の照会', en: 'asked two days after the correction' }, () =>
      corrected(until('+2d'), asks()),
    ),
    overTime('month-later', { ja: '一か月後の照会', en: 'asked a month later' }, () =>
      corrected(until('+31d'), asks()),
    ),
  ],
  mutants: ['merge-revives-corrected'],
  examine: examineCorrected,
}

// ── I15 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Holder {
  readonly family: string
  readonly branch: string
  readonly who: string
  /** Individual Number that was filed for him; another name under the same one is still he. */
  readonly personNo: string | null
  readonly step: number
}

/** Who got which branch of which family, in order: the books first, then what was registered. */
function holders(history: History): Holder[] {
  const roster = (history.insurance?.roster ?? []).flatMap(({ key, five, personNo }): Holder[] =>
    key.branch === null
      ? []
      : [
          {
            family: `${key.symbol}-${key.number}`,
            branch: key.branch,
            who: `${five.kana} ${five.birthDate}`,
            personNo,
            step: -1,
          },
        ],
  )
  const registered = sentRecords(history).flatMap(({ index: at, record }): Holder[] => {
    if (record.op !== 'register' || record.memberKey.branch === null) return []
    const { symbol, number, branch } = record.memberKey
    const who = `${record.five.kana} ${record.five.birthDate}`
    return [{ family: `${symbol}-${number}`, branch, who, personNo: record.personNo, step: at }]
  })
  return [...roster, ...registered]
}

function examineKeys(history: History): Examination | null {
  if (history.insurance === null || history.insurance.insurer.scheme === 'kouki') return null
  const findings: Finding[] = []
  const all = holders(history)
  let seen = all.filter(({ step }) => step >= 0).length
  for (const holder of all) {
    if (holder.step < 0) continue
    if (!/^\d{2}$/.test(holder.branch))
      findings.push({
        code: 'branch-not-two-digits',
        step: holder.step,
        expected: 'two digits',
        actual: JSON.stringify(holder.branch),
      })
    const other = all.find(
      (one) =>
        one.family === holder.family &&
        Number(one.branch) === Number(holder.branch) &&
        one.who !== holder.who &&
        (one.personNo === null || one.personNo !== holder.personNo),
    )
    if (other !== undefined && other.step < holder.step)
      findings.push({
        code: 'branch-taken',
        step: holder.step,
        expected: 'a branch that nobody of the family had',
        actual: `${holder.branch}, which another person had`,
      })
  }
  for (const told of eventsOf(history, 'rekey')) {
    const member = memberInBooks(history.insurance, told.person)
    if (member === null || told.taken !== true || lastDay(history) === told.day) continue
    seen += 1
    const sent = sentRecords(history).find(
      ({ index: at, record }) =>
        at >= told.index && record.op === 'rekey' && record.newKey?.number === told.event.number,
    )
    const from: CivilDate | undefined = sent?.record.op === 'rekey' ? sent.record.from : undefined
    if (from !== told.event.from)
      findings.push({
        code: 'key-gap',
        step: sent?.index ?? told.index,
        expected: `the new numbers begin on ${told.event.from}, the old ones end the day before`,
        actual: from === undefined ? 'no change of numbers was sent' : `the new numbers begin on ${from}`,
      })
  }
  return concluded([{ seen, findings }])
}

const child = { birthDate: '2024-06-15' }
const newborn = (at: number): StepInput =>
  happens(
    {
      kind: 'join',
      relation: 'dependant',
      head: 'patient',
      cause: 'birth',
      fact: 'start',
      symbol: '1234',
      number: numberFor(at),
    },
    'baby',
  )

const families = (
  people: (at: number) => Core['people'],
  steps: (at: number) => readonly StepInput[],
): fc.Arbitrary<Core> =>
  index.map((at) => ({
    insurer: INSURERS.kenpo,
    people: { patient: memberOf(INSURERS.kenpo, at), ...people(at) },
    steps: [...steps(at)],
  }))

const sibling = (at: number, branch: string) =>
  memberOf(
    INSURERS.kenpo,
    at + 32,
    { ...child, cover: { number: numberFor(at), branch, relation: 'dependant' } },
    { head: 'patient' },
  )

const i15: Requirement = {
  id: 'I15',
  severity: 'must',
  sentence: {
    ja: '枝番は2桁で、家族の中で重ならず、死亡や脱退のあとも別の人に使わない。記号・番号が変わるときは、前の番号は新しい番号の前日で終わる。',
    en: 'A branch is two digits, unique in the family and never given to another person, not after a death or a loss; when the numbers change, the old ones end the day before the new ones begin.',
  },
  sources: ['counter.md I15', 'insurer.md INS-33, INS-34, INS-35 [K1][T3]', 'insurer.md 7 (household, L)'],
  needs: ['event'],
  inquiry: false,
  edges: [
    overTime('baby', { ja: '家族が増える', en: 'the family grows' }, () =>
      families(
        (at) => ({ sibling: sibling(at, '01'), baby: stranger(at + 64, { birthDate: '2026-07-15' }) }),
        (at) => [newborn(at), until('+1d')],
      ),
    ),
    overTime('after-death', { ja: '死亡した人のあと', en: 'after a death in the family' }, () =>
      families(
        (at) => ({ sibling: sibling(at, '01'), baby: stranger(at + 64, { birthDate: '2026-07-15' }) }),
        (at) => [
          happens({ kind: 'leave', cause: 'died', day: 'start-1d' }, 'sibling'),
          until('+6d'),
          newborn(at),
          until('+1d'),
        ],
      ),
    ),
    overTime('new-numbers', { ja: '記号・番号の変更', en: 'the numbers change' }, () =>
      families(
        () => ({}),
        (at) => [happens({ kind: 'rekey', symbol: '99', number: numberFor(at + 7), from: 'start+1d' }), until('+2d')],
      ),
    ),
  ],
  mutants: ['branch-reused', 'key-gap', 'branch-one-digit'],
  examine: examineKeys,
}

/** Requirements about corrections and numbers. */
export const correctionRequirements: readonly Requirement[] = [i07, i15]
