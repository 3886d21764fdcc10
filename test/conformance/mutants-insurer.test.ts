import { describe, expect, it } from 'vitest'
import {
  INSURERS,
  asks,
  happens,
  memberOf,
  numberFor,
  stranger,
  until,
} from '../../src/conformance/arbitraries/insurer-cases.ts'
import { cardExpired, cardWith } from '../../src/conformance/arbitraries/people.ts'
import { insurerHollowSystems, insurerMutant, insurerMutants } from '../../src/conformance/mutants/insurer/index.ts'
import type { EventSpec } from '../../scenarios/insurer.ts'
import type { DriverRequest } from '../../scenarios/protocol.ts'
import { ANSWER_LOOKS } from './answer-looks.ts'
import { FORM_LOOKS } from './form-looks.ts'
import { MAILING_LOOKS } from './mailing-looks.ts'
import { type CaseInput, type Played, field, papersOf, played } from './reference-insurer-support.ts'

/** One look at an insurer: what a right one leaves there, and what the broken one leaves. */
interface Look {
  readonly case: CaseInput
  readonly see: (played: Played) => unknown
  readonly right: unknown
  readonly wrong: unknown
}

type Traits = Parameters<typeof memberOf>[2]
type Books = Parameters<typeof memberOf>[3]
type Step = NonNullable<CaseInput['steps']>[number]
type Join = Partial<Extract<Parameters<typeof happens>[0], { kind: 'join' }>>
type Cause = Extract<EventSpec, { kind: 'leave' }>['cause']

const AT = 16
const NUMBER = numberFor(AT)
const NEW_NUMBER = numberFor(AT + 7)
const START = '2026-11-10T09:00:00+09:00'
const NO_CARD = cardWith({ registration: 'NEVER' })

const ops = ({ sent }: Played) => sent.map(({ record }) => record.op)
const losses = ({ sent }: Played) => sent.flatMap(({ record }) => (record.op === 'close' ? [record.lossDate] : []))
const registers = ({ sent }: Played) =>
  sent.flatMap(({ record, day, accepted }) => (record.op === 'register' ? [{ record, day, accepted }] : []))
const firstDays = (of: Played) => registers(of).map(({ record }) => record.entries[0]?.from)
const branches = (of: Played) => registers(of).map(({ record }) => record.memberKey.branch)
const registeredOn = (of: Played) => registers(of).map(({ day }) => day)
const kinds = ({ documents }: Played) => documents.map(({ document }) => document.reading?.kind)
const printed =
  (id: Parameters<typeof field>[1]) =>
  ({ documents }: Played) =>
    documents.map((document) => field(document, id))
const answers = ({ history }: Played) =>
  history.steps.flatMap(({ insurance }) => {
    const inquiry = insurance?.inquiry ?? null
    return inquiry === null ? [] : [inquiry.answer?.validity ?? null]
  })
const fees = ({ pieces }: Played) => pieces.map(({ piece }) => piece.fee)

const kenpo = (traits: Traits = {}, books: Books = {}) => memberOf(INSURERS.kenpo, AT, traits, books)
const kokuho = (traits: Traits = {}, books: Books = {}) => memberOf(INSURERS.kokuho, AT, traits, books)
const holdsCertificate = (validUntil: string): Books => ({
  holds: [{ kind: 'certificate', issued: 'start-11m', validUntil }],
})
const holdsOldCard: Books = { holds: [{ kind: 'old-card', issued: '2020-04-01', validUntil: null }] }

const joins = (more: Join = {}, who = 'patient') =>
  happens({ kind: 'join', fact: 'start', symbol: '1234', number: NUMBER, ...more }, who)
const caseOf = (patient: NonNullable<CaseInput['people']>[string], ...steps: readonly Step[]): CaseInput => ({
  start: START,
  insurer: INSURERS.kenpo,
  people: { patient },
  steps: [...steps],
})
const joining = (more: Join, ...steps: readonly Step[]): CaseInput =>
  caseOf(stranger(AT), joins(more), ...steps, until('+1d'))
const leaving = (cause: Cause, day: string, relation: 'insured' | 'dependant' = 'insured'): CaseInput =>
  caseOf(kenpo({ cover: { relation } }), happens({ kind: 'leave', cause, day }))
const lossOfCase = (scenario: CaseInput, right: string, wrong: string): Look => ({
  case: scenario,
  see: losses,
  right: [right],
  wrong: [wrong],
})

const familyOfTwo = (books: Books): CaseInput => ({
  start: START,
  insurer: INSURERS.kyokai,
  people: {
    patient: memberOf(INSURERS.kyokai, AT, {}, books),
    other: memberOf(
      INSURERS.kyokai,
      AT + 32,
      { cover: { number: NUMBER, branch: '01', relation: 'dependant' } },
      { head: 'patient' },
    ),
  },
  steps: [],
})

/** Two members of 後期 and one day on which both are sent something. */
const kouki = (card: Traits): CaseInput => ({
  start: '2026-07-10T09:00:00+09:00',
  insurer: INSURERS.kouki,
  people: {
    patient: memberOf(
      INSURERS.kouki,
      AT,
      { birthDate: '1946-05-05', ...card, cover: { number: '01234567', ratio: '010' } },
      holdsCertificate('2026-07-31'),
    ),
  },
  steps: [until('+1d')],
})

/** The last day of an old paper and what comes in the days around it. */
const ending = (lastDay: string, from: string, ...days: readonly string[]): CaseInput => ({
  ...caseOf(kenpo({ card: NO_CARD }, holdsCertificate(lastDay)), ...days.map(until)),
  start: `${from}T09:00:00+09:00`,
})
const expiring = (expiry: string, from: string, ...days: readonly string[]): CaseInput => ({
  ...caseOf(kenpo({ card: cardExpired(expiry) }), ...days.map((day) => until(`${day}T09:00:00+09:00`))),
  start: `${from}T09:00:00+09:00`,
})
const massIssue = (card: Traits, books: Books = holdsOldCard): CaseInput => ({
  ...caseOf(kenpo(card, books), until('2025-11-20T09:00:00+09:00'), until('2025-12-02T09:00:00+09:00')),
  start: '2025-10-20T09:00:00+09:00',
})
const elder: Traits = { birthDate: '1954-02-15', card: NO_CARD }
const unregistering = caseOf(kenpo(), happens({ kind: 'unregister', appliedOn: 'start' }))
const overlapping: CaseInput = {
  ...caseOf(
    kokuho(),
    {
      do: 'change',
      person: 'patient',
      what: {
        kind: 'acquire',
        cover: {
          scheme: 'kenpo',
          insurerNumber: INSURERS.kenpo.number,
          symbol: '9',
          number: '12',
          branch: '00',
          acquired: '2026-10-01',
        },
      },
    },
    until('2026-11-10T09:00:00+09:00'),
    until('2026-12-10T09:00:00+09:00'),
  ),
  insurer: INSURERS.kokuho,
  start: '2026-11-01T09:00:00+09:00',
}
const closedOn = ({ sent }: Played) =>
  sent.flatMap(({ record, day }) => (record.op === 'close' ? [`${day} ${record.lossDate}`] : []))
const routes = ({ pieces }: Played) => pieces.map(({ piece }) => piece.route)
const share = (from: string): Step => happens({ kind: 'ratio', ratio: '030', from, until: '2027-07-31' })
const unlinked: Join = { five: { address: '東京都見本区見本9-9-9' } }

const LOOKS: Readonly<Record<string, Look>> = {
  ...FORM_LOOKS,
  ...ANSWER_LOOKS,
  ...MAILING_LOOKS,
  'three-item-link': {
    case: {
      ...caseOf(stranger(AT), joins({ numberOf: 'none', five: { kana: 'ミホン　カズミ', birthDate: '1985-06-15' } })),
      people: {
        patient: stranger(AT),
        namesake: memberOf(INSURERS.kenpo, AT + 32, {}, { five: { kana: 'ミホン　カズミ', birthDate: '1985-06-15' } }),
      },
    },
    see: (of) => [ops(of), of.taken],
    right: [[], [false]],
    wrong: [['register'], [false]],
  },
  'visible-while-pending': {
    case: joining({ five: { birthDate: '1999-12-31' } }, until('+1d'), until('+1d'), asks()),
    see: (of) => [ops(of), answers(of)],
    right: [['register'], [4]],
    wrong: [['register', 'setFlags'], [1]],
  },
  'amend-without-compare': {
    case: joining({ five: { birthDate: '1999-12-31' } }, until('+1d'), happens({ kind: 'correct-five' })),
    see: ops,
    right: ['register', 'amend'],
    wrong: ['register', 'setFlags'],
  },
  'no-doubt-rewrites': {
    case: joining(unlinked, until('+1d'), happens({ kind: 'no-doubt' })),
    see: ops,
    right: ['register', 'setFlags'],
    wrong: ['register', 'amend', 'setFlags'],
  },
  'business-days': {
    case: joining({}, until('+5d'), until('+5d')),
    see: registeredOn,
    right: ['2026-11-10'],
    wrong: ['2026-11-20'],
  },
  'clock-on-any-receipt': {
    case: joining({ numberOf: 'none' }),
    see: (of) => [of.taken, ops(of)],
    right: [[false], []],
    wrong: [[true], ['register']],
  },
  'loss-a-day-early': lossOfCase(leaving('retired', '2026-10-31'), '2026-11-01', '2026-10-31'),
  'loss-a-day-late': lossOfCase(leaving('retired', '2026-10-31'), '2026-11-01', '2026-11-02'),
  'one-loss-rule-for-all': lossOfCase(leaving('own-job', '2026-11-01', 'dependant'), '2026-11-01', '2026-11-02'),
  'closes-from-entry-day': lossOfCase(leaving('retired', '2026-09-30'), '2026-10-01', '2026-11-10'),
  'voids-whole-history': {
    case: leaving('retired', '2026-09-30'),
    see: ops,
    right: ['close'],
    wrong: ['void'],
  },
  'close-instead-of-void': {
    case: leaving('first-premium-unpaid', '2026-10-31'),
    see: ops,
    right: ['void'],
    wrong: ['close'],
  },
  'merge-revives-corrected': {
    case: caseOf(
      kenpo(elder),
      share('2026-11-01'),
      happens({ kind: 'correct-ratio', ratio: '020', from: '2026-11-01', until: '2027-07-31' }),
    ),
    see: ({ sent }) => sent.map(({ record }) => (record.op === 'amend' ? record.voids.length : null)),
    right: [0, 1],
    wrong: [0, 0],
  },
  'from-filing-day': {
    case: joining({ relation: 'dependant', cause: 'birth', fact: '2026-10-31' }),
    see: firstDays,
    right: ['2026-10-31'],
    wrong: ['2026-11-10'],
  },
  'ends-with-birthday-month': {
    case: caseOf(kenpo({ birthDate: '1956-11-01', card: NO_CARD }), share('2026-11-01')),
    see: ({ sent }) => sent.map(({ record }) => (record.op === 'amend' ? record.entries[0]?.from : null)),
    right: ['2026-11-01'],
    wrong: ['2026-12-01'],
  },
  'issues-after-the-gap': {
    case: ending('2026-11-30', '2026-11-02', '2026-11-28T09:00:00+09:00', '2026-12-01T09:00:00+09:00'),
    see: papersOf,
    right: ['patient certificate 2026-11-28'],
    wrong: ['patient certificate 2026-12-01'],
  },
  'one-list-for-two-months': {
    case: expiring('2026-11-30', '2026-12-20', '2027-02-05', '2027-03-05'),
    see: papersOf,
    right: ['patient certificate 2027-02-05'],
    wrong: ['patient certificate 2027-03-05'],
  },
  'issues-after-three-months': {
    case: expiring('2026-08-20', '2026-10-20', '2026-11-05', '2026-12-05'),
    see: papersOf,
    right: ['patient certificate 2026-11-05'],
    wrong: ['patient certificate 2026-12-05'],
  },
  'paper-for-all': {
    case: caseOf(kenpo(), until('+1d')),
    see: kinds,
    right: [],
    wrong: ['certificate'],
  },
  'tick-ignored': {
    case: joining({ certificateWanted: true }),
    see: kinds,
    right: ['certificate'],
    wrong: ['member-notice'],
  },
  'application-demanded': {
    case: caseOf(kenpo({ card: NO_CARD }), until('+1d')),
    see: kinds,
    right: ['certificate'],
    wrong: [],
  },
  'notice-to-unlinked': {
    case: joining(unlinked),
    see: kinds,
    right: ['certificate'],
    wrong: ['certificate', 'member-notice'],
  },
  'form-to-whole-family': {
    case: {
      ...familyOfTwo({ linked: false, numberOf: 'none' }),
      steps: [happens({ kind: 'rekey', symbol: '99', number: NEW_NUMBER, from: 'start' })],
    },
    see: ({ documents }) =>
      documents.map(({ piece, document }) => `${piece.person} ${document.reading?.kind}`).toSorted(),
    right: ['other member-notice', 'patient certificate', 'patient member-notice', 'patient number-form'],
    wrong: [
      'other member-notice',
      'other number-form',
      'patient certificate',
      'patient member-notice',
      'patient number-form',
    ],
  },
  'last-four-for-everybody': {
    case: { ...joining(unlinked), insurer: INSURERS.kyokai },
    see: printed('last4'),
    right: [null, null, null],
    wrong: [null, expect.stringMatching(/^\d{4}$/), null],
  },
  'prints-whole-number': {
    case: joining({}),
    see: ({ documents }) => documents.map(({ document }) => /9\d{11}/.test(document.reading?.text ?? '')),
    right: [false],
    wrong: [true],
  },
  'mail-merge-before-flag': {
    case: caseOf(kenpo(), happens({ kind: 'flag' })),
    see: routes,
    right: ['counter'],
    wrong: ['registered-address'],
  },
  'branch-reused': {
    case: {
      ...caseOf(kenpo()),
      people: {
        patient: kenpo(),
        first: memberOf(
          INSURERS.kenpo,
          AT + 32,
          { cover: { number: NUMBER, branch: '01', relation: 'dependant' } },
          { head: 'patient' },
        ),
        baby: stranger(AT + 64),
      },
      steps: [
        happens({ kind: 'leave', cause: 'died', day: 'start-1d' }, 'first'),
        joins({ relation: 'dependant', head: 'patient', cause: 'birth' }, 'baby'),
      ],
    },
    see: branches,
    right: ['02'],
    wrong: ['01'],
  },
  'branch-one-digit': {
    case: joining({}),
    see: branches,
    right: ['00'],
    wrong: ['0', '00'],
  },
  'key-gap': {
    case: caseOf(kenpo(), happens({ kind: 'rekey', symbol: '99', number: NEW_NUMBER, from: '2026-12-01' })),
    see: ops,
    right: ['rekey'],
    wrong: ['close', 'register'],
  },
  'keeps-old-paper-on-rekey': {
    case: caseOf(kenpo(), happens({ kind: 'rekey', symbol: '99', number: NEW_NUMBER, from: '2026-12-01' })),
    see: printed('number'),
    right: [NEW_NUMBER],
    wrong: [],
  },
  'deregisters-at-once': {
    case: unregistering,
    see: ({ sent }) => sent.map(({ record }) => (record.op === 'unregisterCard' ? record.appliedOn : null)),
    right: ['2026-11-10'],
    wrong: ['2026-09-10'],
  },
  'deregisters-never': {
    case: unregistering,
    see: (of) => [ops(of), kinds(of)],
    right: [['unregisterCard'], ['certificate']],
    wrong: [[], ['certificate']],
  },
  'one-list-closes': {
    case: overlapping,
    see: closedOn,
    right: ['2026-12-10 2026-10-02'],
    wrong: ['2026-11-10 2026-10-02'],
  },
  'overlap-day-counted': {
    case: overlapping,
    see: closedOn,
    right: ['2026-12-10 2026-10-02'],
    wrong: ['2026-12-10 2026-10-01'],
  },
  'column-shift': {
    case: {
      ...familyOfTwo({}),
      steps: [happens({ kind: 'rekey', symbol: '99', number: NEW_NUMBER, from: 'start' })],
    },
    see: ({ documents, history }) =>
      documents.map((document) => {
        const { register = {} } = history.insurance ?? {}
        return register[document.piece.person]?.five.kanji === field(document, 'name')
      }),
    right: [true, true],
    wrong: [false, false],
  },
  'leaver-mailed': {
    case: caseOf(
      stranger(AT),
      joins(),
      happens({ kind: 'leave', cause: 'rehired-same-day', day: 'start' }),
      until('+1d'),
    ),
    see: kinds,
    right: [],
    wrong: ['member-notice'],
  },
  'seven-digits': {
    case: kouki({ card: NO_CARD }),
    see: printed('number'),
    right: ['01234567'],
    wrong: ['1234567'],
  },
  'term-past-75': {
    case: caseOf(kenpo({ birthDate: '1952-02-15', card: NO_CARD }), until('+1d')),
    see: printed('validUntil'),
    right: ['2027-02-14'],
    wrong: ['2027-11-10'],
  },
  'term-of-six-years': {
    case: caseOf(kenpo({ card: NO_CARD }), until('+1d')),
    see: printed('validUntil'),
    right: ['2027-11-10'],
    wrong: ['2032-11-10'],
  },
  'fee-on-first-issue': {
    case: caseOf(kenpo({ card: NO_CARD }), until('+1d')),
    see: fees,
    right: [0],
    wrong: [1000],
  },
  'fee-for-damaged': {
    case: caseOf(
      kenpo({ card: NO_CARD }, holdsCertificate('start+3m')),
      happens({ kind: 'apply', reason: 'damaged-paper', originalAttached: true }),
    ),
    see: fees,
    right: [0],
    wrong: [1000],
  },
  'both-papers': {
    case: caseOf(kenpo({ card: NO_CARD }), until('+1d')),
    see: kinds,
    right: ['certificate'],
    wrong: ['certificate', 'member-notice'],
  },
  'mass-issue-to-all': {
    case: massIssue({}),
    see: papersOf,
    right: ['patient member-notice 2025-11-20'],
    wrong: ['patient certificate 2025-11-20'],
  },
  'mass-issue-forgets': {
    case: massIssue({ card: NO_CARD }),
    see: papersOf,
    right: ['patient certificate 2025-11-20'],
    wrong: [],
  },
  'branch-off-paper': {
    case: joining({ certificateWanted: true }),
    see: printed('branch'),
    right: ['00'],
    wrong: [null],
  },
  'ratio-off-paper': {
    case: caseOf(kenpo(elder), share('start')),
    see: printed('ratio'),
    right: ['030'],
    wrong: [null],
  },
  'paper-ratio-from-yesterday': {
    case: caseOf(kenpo(elder), share('start')),
    see: printed('ratio'),
    right: ['030'],
    wrong: ['020'],
  },
  'wrong-insured-name': {
    case: {
      ...caseOf(kenpo()),
      people: { patient: kenpo(), child: stranger(AT + 32) },
      steps: [joins({ relation: 'dependant', head: 'patient', certificateWanted: true }, 'child')],
    },
    see: ({ documents }) => documents.map((one) => field(one, 'insuredName') === field(one, 'name')),
    right: [false],
    wrong: [true],
  },
  'waits-for-other-insurer': {
    case: joining({ cause: 'lost-cover' }, until('+20d'), until('+11d')),
    see: registeredOn,
    right: ['2026-11-10'],
    wrong: ['2026-12-11'],
  },
}

describe('a broken insurer', () => {
  it('has an id and two sentences of its own', () => {
    expect(new Set(insurerMutants.map(({ id }) => id)).size).toBe(insurerMutants.length)
    expect(new Set(insurerMutants.flatMap(({ sentence }) => [sentence.ja, sentence.en])).size).toBe(
      insurerMutants.length * 2,
    )
    expect(insurerMutant('no-such-insurer')).toBeNull()
  })

  it('is looked at where it is broken', () => {
    expect(Object.keys(LOOKS).toSorted()).toEqual(insurerMutants.map(({ id }) => id).toSorted())
  })

  it.each(insurerMutants.map(({ id, sentence }) => [id, sentence.en] as const))(
    '%s: %s',
    { timeout: 30_000 },
    async (id) => {
      const look = LOOKS[id]
      if (look === undefined) throw new Error(`nobody looks at ${id}`)
      expect(look.see(await played(look.case))).toEqual(look.right)
      expect(look.see(await played(look.case, insurerMutant(id)?.practice))).toEqual(look.wrong)
    },
  )
})

describe('a hollow insurer', () => {
  const request = (op: DriverRequest['op'], input: unknown = {}): DriverRequest => ({
    v: 1,
    id: '1',
    case: 'x',
    op,
    input,
  })

  it.each([
    ['empty', false],
    ['always-yes', true],
  ])('%s answers every operation and does nothing', async (id, taken) => {
    const system = insurerHollowSystems.find((one) => one.id === id)
    expect(await system?.drive(request('event'))).toEqual({ id: '1', result: { taken, missing: [] } })
    expect(await system?.drive(request('issued'))).toEqual({ id: '1', result: { pieces: [], cursor: '0' } })
    expect(await system?.drive(request('registered'))).toEqual({ id: '1', result: { covers: [] } })
    expect(await system?.drive(request('receive'))).toEqual({ id: '1', unsupported: true })
  })
})
