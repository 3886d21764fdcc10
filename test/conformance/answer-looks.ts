import {
  INSURERS,
  asks,
  happens,
  memberOf,
  numberFor,
  stranger,
  until,
} from '../../src/conformance/arbitraries/insurer-cases.ts'
import { completeNumber } from '../../src/domain/numbers.ts'
import { type CaseInput, type Played, field } from './reference-insurer-support.ts'

/** One look at an insurer: what a right one leaves there, and what the broken one leaves. */
interface Look {
  readonly case: CaseInput
  readonly see: (played: Played) => unknown
  readonly right: unknown
  readonly wrong: unknown
}

type Step = NonNullable<CaseInput['steps']>[number]
type Join = Partial<Extract<Parameters<typeof happens>[0], { kind: 'join' }>>

const AT = 16
const NUMBER = numberFor(AT)
const START = '2026-11-10T09:00:00+09:00'
const MERGED = completeNumber('insurer-8', '0613998')

const ops = ({ sent }: Played) => sent.map(({ record }) => record.op)
const numbered = ({ sent }: Played) =>
  sent.map(({ record }) => `${record.op} ${record.insurerNo} ${record.memberKey.branch ?? ''}`)
const daysOf = ({ sent }: Played) => sent.map(({ record, day }) => `${record.op} ${day}`)
const closedOn = ({ sent }: Played) =>
  sent.flatMap(({ record, day }) => (record.op === 'close' ? [`${day} ${record.lossDate}`] : []))
const answers = ({ history }: Played) =>
  history.steps.flatMap(({ insurance }) => {
    const inquiry = insurance?.inquiry ?? null
    return inquiry === null ? [] : [inquiry.answer?.validity ?? null]
  })
const kinds = ({ documents }: Played) => documents.map(({ document }) => document.reading?.kind)
const entries = ({ sent }: Played) =>
  sent.flatMap(({ record }) =>
    record.op === 'amend'
      ? record.entries.map(
          ({ kind, from, to, attrs }) =>
            `${record.memberKey.branch ?? ''} ${kind} ${from} ${to ?? '-'} ${attrs['classification'] ?? attrs['ratio'] ?? ''}`,
        )
      : [],
  )

const joins = (more: Join = {}, who = 'patient') =>
  happens({ kind: 'join', fact: 'start', symbol: '1234', number: NUMBER, ...more }, who)
const caseOf = (people: CaseInput['people'], ...steps: readonly Step[]): CaseInput => ({
  start: START,
  insurer: INSURERS.kenpo,
  people,
  steps: [...steps],
})
const ofKokuho = (input: CaseInput): CaseInput => ({ ...input, insurer: INSURERS.kokuho })

const acquires = (insurer: 'kenpo' | 'kyosai', acquired: string, lost?: string): Step => ({
  do: 'change',
  person: 'patient',
  what: {
    kind: 'acquire',
    cover: {
      scheme: insurer,
      insurerNumber: INSURERS[insurer].number,
      symbol: '9',
      number: '12',
      branch: '00',
      acquired,
      ...(lost === undefined ? {} : { lost: { date: lost } }),
    },
  },
})
const listDays = ['2026-11-10', '2026-12-10'].map((day) => until(`${day}T10:00:00+09:00`))

/** Treated on a cover of an employee scheme that was lost before, which is told later. */
const uninsured = (...steps: readonly Step[]): CaseInput =>
  ofKokuho({
    ...caseOf(
      { patient: memberOf(INSURERS.kyosai, AT) },
      { do: 'change', person: 'patient', what: { kind: 'care', date: '2026-08-05' } },
      until('2026-08-20T09:00:00+09:00'),
      { do: 'change', person: 'patient', what: { kind: 'lose', date: '2026-08-01' } },
      until('2026-10-10T09:00:00+09:00'),
      ...steps,
    ),
    start: '2026-08-05T09:00:00+09:00',
  })
const invited = ({ pieces }: Played) =>
  pieces.flatMap(({ piece, told }) => (piece.invites === true ? [`${piece.person} ${told}`] : []))

const rejoining = caseOf(
  { patient: stranger(AT) },
  joins({ five: { birthDate: '1999-12-31' } }),
  until('+2d'),
  happens({ kind: 'leave', cause: 'retired', day: 'start+1d' }),
  until('+2d'),
  joins({ fact: 'start+4d' }),
  until('+2d'),
  asks(),
  asks('start'),
)

const cutOff = caseOf(
  { patient: stranger(AT) },
  { do: 'fault', fault: 'line-down', on: true },
  joins(),
  until('+1d'),
  { do: 'fault', fault: 'line-down', on: false },
  until('+1d'),
  until('+1d'),
)

const dependant = (at: number, birthDate: string, branch: string) =>
  memberOf(
    INSURERS.kokuho,
    at,
    { birthDate, cover: { number: NUMBER, branch, relation: 'dependant' } },
    { head: 'patient' },
  )
const household = ofKokuho(
  caseOf(
    {
      patient: memberOf(INSURERS.kokuho, AT, { birthDate: '1975-05-15' }),
      child: dependant(AT + 32, '2015-05-15', '02'),
      mother: dependant(AT + 64, '1955-01-15', '03'),
    },
    happens({ kind: 'special-treatment', from: 'start', publicExpense: ['mother'] }),
  ),
)

const merging = caseOf(
  {
    patient: memberOf(INSURERS.kenpo, AT),
    child: memberOf(
      INSURERS.kenpo,
      AT + 32,
      { cover: { number: NUMBER, branch: '01', relation: 'dependant' } },
      { head: 'patient' },
    ),
  },
  happens({ kind: 'merger', insurerNumber: MERGED, from: '2026-11-20' }),
)
const losses = ({ sent }: Played) => sent.flatMap(({ record }) => (record.op === 'close' ? [record.lossDate] : []))

/** Looks at the insurers whose records lead to wrong answers, by the id of the broken one. */
export const ANSWER_LOOKS: Readonly<Record<string, Look>> = {
  'check-digit-only': {
    case: caseOf(
      { patient: stranger(AT), other: stranger(AT + 32) },
      joins({ numberOf: 'other' }),
      until('+1d'),
      until('+1d'),
      asks(undefined, 'other'),
    ),
    see: (of) => [ops(of), answers(of)],
    right: [['register'], [4]],
    wrong: [['register', 'setFlags'], [1]],
  },
  'scheme-change-keeps-count': {
    case: ofKokuho({
      ...caseOf(
        { patient: memberOf(INSURERS.kokuho, AT) },
        acquires('kyosai', '2026-10-01', '2026-11-21'),
        until('2026-11-10T10:00:00+09:00'),
        until('2026-11-25T10:00:00+09:00'),
        acquires('kenpo', '2026-11-21'),
        until('2026-12-10T10:00:00+09:00'),
        until('2027-01-10T10:00:00+09:00'),
      ),
      start: '2026-11-01T09:00:00+09:00',
    }),
    see: closedOn,
    right: ['2027-01-10 2026-11-22'],
    wrong: ['2026-12-10 2026-11-22'],
  },
  'closes-for-earlier-cover': {
    case: ofKokuho({
      ...caseOf({ patient: memberOf(INSURERS.kokuho, AT) }, acquires('kyosai', '2018-03-31'), ...listDays),
      start: '2026-11-01T09:00:00+09:00',
    }),
    see: closedOn,
    right: [],
    wrong: ['2026-12-10 2018-04-01'],
  },
  'invites-nobody': {
    case: uninsured(until('2026-11-10T09:00:00+09:00'), until('2026-12-10T09:00:00+09:00')),
    see: invited,
    right: ['patient 2026-11-10'],
    wrong: [],
  },
  'invites-the-insured': {
    case: uninsured(
      until('2026-11-09T22:00:00+09:00'),
      joins({ cause: 'lost-cover', fact: '2026-08-01' }),
      until('2026-11-10T09:00:00+09:00'),
    ),
    see: invited,
    right: [],
    wrong: ['patient 2026-11-10'],
  },
  'past-mismatch-blocks': {
    case: rejoining,
    see: (of) => [of.taken, answers(of)[0]],
    right: [[true, true, true], 1],
    wrong: [[true, true, false], 4],
  },
  'past-declared': {
    case: rejoining,
    see: (of) => [ops(of), answers(of)[1]],
    right: [['register', 'close', 'register'], 4],
    wrong: [['register', 'close', 'setFlags', 'register'], 1],
  },
  'spelling-is-another-person': {
    case: caseOf(
      { patient: stranger(AT, { name: { kanji: '髙橋　京', kana: 'タカハシ　キョウ' } }) },
      joins({ five: { respelled: ['kana'] } }),
      until('+1d'),
    ),
    see: ops,
    right: ['register'],
    wrong: ['register', 'void'],
  },
  'never-asks-for-number': {
    case: caseOf({ patient: memberOf(INSURERS.kenpo, AT, {}, { numberOf: 'none', linked: false }) }, until('+1d')),
    see: kinds,
    right: ['certificate', 'number-form'],
    wrong: ['certificate'],
  },
  'fire-and-forget': {
    case: cutOff,
    see: daysOf,
    right: ['register 2026-11-12'],
    wrong: [],
  },
  'resends-every-run': {
    case: cutOff,
    see: daysOf,
    right: ['register 2026-11-12'],
    wrong: ['register 2026-11-12', 'register 2026-11-13'],
  },
  'special-by-ratio': {
    case: household,
    see: entries,
    right: ['01 certificate 2026-11-10 - 05'],
    wrong: ['01 elderly 2026-11-10 - 030'],
  },
  'special-for-children': {
    case: household,
    see: entries,
    right: ['01 certificate 2026-11-10 - 05'],
    wrong: ['01 certificate 2026-11-10 - 05', '02 certificate 2026-11-10 - 05'],
  },
  'special-despite-public-expense': {
    case: household,
    see: entries,
    right: ['01 certificate 2026-11-10 - 05'],
    wrong: ['01 certificate 2026-11-10 - 05', '03 certificate 2026-11-10 - 05'],
  },
  'special-off-paper': {
    case: household,
    see: ({ documents }) => documents.map((one) => [field(one, 'title'), field(one, 'ratio')]),
    right: [['資格情報のお知らせ（特別療養）', '100']],
    wrong: [['加入者情報のお知らせ', null]],
  },
  'stale-end-kept': {
    case: caseOf(
      { patient: memberOf(INSURERS.kenpo, AT) },
      happens({ kind: 'validity', from: 'start', until: '2027-01-31' }),
      happens({ kind: 'validity', from: 'start+1d' }),
    ),
    see: entries,
    right: ['00 certificate 2026-11-10 2027-01-31 ', '00 certificate 2026-11-11 - '],
    wrong: ['00 certificate 2026-11-10 2027-01-31 ', '00 certificate 2026-11-11 2027-01-31 '],
  },
  'merger-of-insured-only': {
    case: merging,
    see: numbered,
    right: [`close 06139992 00`, `register ${MERGED} 00`, `close 06139992 01`, `register ${MERGED} 01`],
    wrong: [`close 06139992 00`, `register ${MERGED} 00`],
  },
  'merger-overlaps': {
    case: merging,
    see: losses,
    right: ['2026-11-20', '2026-11-20'],
    wrong: ['2026-11-21', '2026-11-21'],
  },
  'void-for-any-premium': {
    case: caseOf(
      { patient: memberOf(INSURERS.kenpo, AT, {}, { continued: true }) },
      happens({ kind: 'leave', cause: 'premium-unpaid', day: 'start-1d' }),
    ),
    see: ops,
    right: ['close'],
    wrong: ['void'],
  },
}
