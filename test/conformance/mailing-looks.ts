import {
  INSURERS,
  happens,
  koukiNumber,
  memberOf,
  numberFor,
  stranger,
  until,
} from '../../src/conformance/arbitraries/insurer-cases.ts'
import { cardWith } from '../../src/conformance/arbitraries/people.ts'
import { type CaseInput, type Played, field, papersOf } from './reference-insurer-support.ts'

interface Look {
  readonly case: CaseInput
  readonly see: (played: Played) => unknown
  readonly right: unknown
  readonly wrong: unknown
}

type Traits = Parameters<typeof memberOf>[2]
type Books = Parameters<typeof memberOf>[3]
type Insurer = Parameters<typeof memberOf>[0]
type Step = NonNullable<CaseInput['steps']>[number]

const AT = 16
const NO_CARD = cardWith({ registration: 'NEVER' })
const on = (day: string): Step => until(`${day}T09:00:00+09:00`)
const holding = (validUntil: string, more: Books = {}): Books => ({
  ...more,
  holds: [{ kind: 'certificate', issued: 'start-11m', validUntil }],
})
const noticed: Books = { holds: [{ kind: 'notice', issued: 'start-1y', validUntil: null }] }

const caseOf = (insurer: Insurer, day: string, traits: Traits, books: Books, ...steps: readonly Step[]): CaseInput => ({
  start: `${day}T09:00:00+09:00`,
  insurer,
  people: { patient: memberOf(insurer, AT, traits, books) },
  steps: [...steps],
})

/** Somebody of 後期 with a card, born on a day. */
const late = (birthDate: string, day: string, books: Books, ...steps: readonly Step[]): CaseInput =>
  caseOf(
    INSURERS.kouki,
    day,
    { birthDate, cover: { number: koukiNumber(AT), relation: null, acquired: '2024-04-01' } },
    books,
    ...steps,
  )

const kinds = ({ documents }: Played) => documents.map(({ document }) => document.reading?.kind)
const printed =
  (...ids: readonly Parameters<typeof field>[1][]) =>
  ({ documents }: Played) =>
    documents.map((document) => ids.map((id) => field(document, id)).join(' '))
const routes = ({ pieces }: Played) => pieces.map(({ piece }) => piece.route)
const letters = ({ pieces }: Played) => pieces.filter(({ piece }) => piece.asksBack).map(({ piece }) => piece.on)

const lostPaper = happens({ kind: 'apply', reason: 'lost-paper' })
const AGED: Traits = { birthDate: '1953-05-10', card: NO_CARD, cover: { ratio: '020' } }
const decided = (from: string): Step => happens({ kind: 'ratio', ratio: '030', from, until: '2027-07-31' })
const retired = (day: string): Step => happens({ kind: 'leave', cause: 'retired', day })

/** Two members whose certificates end together. */
const renewing: CaseInput = {
  ...caseOf(INSURERS.kenpo, '2026-12-01', { card: NO_CARD }, holding('2026-12-31'), on('2026-12-06')),
  people: {
    patient: memberOf(INSURERS.kenpo, AT, { card: NO_CARD }, holding('2026-12-31')),
    other: memberOf(INSURERS.kenpo, AT + 32, { card: NO_CARD }, holding('2026-12-31')),
  },
}

/** What each insurer that is broken in its mailings leaves, where a right one leaves something else. */
export const MAILING_LOOKS: Readonly<Record<string, Look>> = {
  'eighty-five-by-legal-age': {
    case: late('1941-08-02', '2026-07-01', holding('2026-07-31'), on('2026-07-06')),
    see: kinds,
    right: ['member-notice'],
    wrong: ['certificate'],
  },
  're-evaluates-daily': {
    case: late('1941-09-10', '2026-09-08', noticed, on('2026-09-09'), on('2026-09-10')),
    see: papersOf,
    right: [],
    wrong: ['patient certificate 2026-09-10'],
  },
  'renews-whoever-had-one': {
    case: caseOf(INSURERS.kenpo, '2026-12-01', {}, holding('2026-12-31'), on('2026-12-06')),
    see: kinds,
    right: ['member-notice'],
    wrong: ['certificate'],
  },
  'certificates-before-the-law': {
    case: caseOf(INSURERS.kenpo, '2024-12-01', { card: NO_CARD }, {}, lostPaper),
    see: papersOf,
    right: [],
    wrong: ['patient certificate 2024-12-01'],
  },
  'one-title-for-all': {
    case: caseOf(INSURERS.kokuho, '2026-11-10', { card: NO_CARD }, {}, until('+1d')),
    see: printed('title'),
    right: ['国民健康保険 資格確認書'],
    wrong: ['健康保険 資格確認書'],
  },
  'notice-titled-certificate': {
    case: {
      ...late('1945-05-20', '2026-07-01', holding('2026-07-31'), on('2026-07-06')),
      insurer: { ...INSURERS.kouki, policy: { ...INSURERS.kouki.policy, lastFour: false } },
    },
    see: printed('title'),
    right: ['資格情報のお知らせ'],
    wrong: ['後期高齢者医療 資格確認書'],
  },
  'newest-share-on-paper': {
    case: caseOf(INSURERS.kokuho, '2026-09-10', AGED, holding('2027-07-31'), decided('2026-10-01'), lostPaper),
    see: printed('ratio', 'validUntil'),
    right: ['030 2027-07-31', '020 2026-09-30'],
    wrong: ['030 2027-07-31', '030 2026-09-30'],
  },
  'reissue-outlasts-share': {
    case: caseOf(INSURERS.kokuho, '2026-09-10', AGED, holding('2027-07-31'), decided('2026-10-01'), lostPaper),
    see: printed('ratio', 'validUntil'),
    right: ['030 2027-07-31', '020 2026-09-30'],
    wrong: ['030 2027-07-31', '020 2027-07-31'],
  },
  'keeps-certificate-at-share': {
    case: caseOf(INSURERS.kenpo, '2026-10-12', AGED, holding('2027-03-31'), decided('2026-11-01')),
    see: printed('ratio', 'validFrom'),
    right: ['030 2026-11-01'],
    wrong: [],
  },
  'lost-card-full-term': {
    case: caseOf(
      { ...INSURERS.kenpo, policy: { shortTermMonths: 2 } },
      '2026-11-10',
      {},
      noticed,
      happens({ kind: 'apply', reason: 'lost-card' }),
    ),
    see: printed('validUntil'),
    right: ['2027-01-09'],
    wrong: ['2027-11-09'],
  },
  'assistance-forgotten': {
    case: caseOf(
      INSURERS.kokuho,
      '2026-06-20',
      {},
      {},
      happens({ kind: 'apply', reason: 'needs-assistance' }),
      on('2026-07-06'),
    ),
    see: kinds,
    right: ['certificate', 'certificate'],
    wrong: ['certificate', 'member-notice'],
  },
  'issuer-on-first-piece': {
    case: renewing,
    see: printed('insurerName'),
    right: ['見本健康保険組合', '見本健康保険組合'],
    wrong: ['見本健康保険組合', ''],
  },
  'mails-as-extracted': {
    case: {
      ...renewing,
      steps: [on('2026-12-02'), retired('2026-12-01'), on('2026-12-06')],
    },
    see: ({ documents }) => documents.map(({ piece }) => piece.person).toSorted(),
    right: ['other'],
    wrong: ['other', 'patient'],
  },
  'never-asks-back': {
    case: caseOf(INSURERS.kenpo, '2026-11-10', {}, holding('2027-03-31'), retired('2026-11-09'), until('+1d')),
    see: letters,
    right: ['2026-11-10'],
    wrong: [],
  },
  'asks-back-expired': {
    case: caseOf(INSURERS.kenpo, '2026-11-10', {}, holding('2026-11-09'), retired('2026-11-09'), until('+1d')),
    see: letters,
    right: [],
    wrong: ['2026-11-10'],
  },
  'continued-via-employer': {
    case: caseOf(INSURERS.kenpo, '2026-11-10', { card: NO_CARD }, { continued: true }, until('+1d')),
    see: routes,
    right: ['registered-address'],
    wrong: ['employer'],
  },
  'undeliverable-left': {
    case: caseOf(
      INSURERS.kyokai,
      '2026-11-10',
      { card: NO_CARD },
      {},
      until('+1d'),
      happens({ kind: 'undeliverable' }),
    ),
    see: routes,
    right: ['registered-address', 'employer'],
    wrong: ['registered-address'],
  },
  'household-by-member': {
    case: {
      ...caseOf(INSURERS.kokuho, '2026-11-10', {}, noticed),
      people: { patient: memberOf(INSURERS.kokuho, AT, {}, noticed), spouse: stranger(AT + 32) },
      steps: [
        happens(
          {
            kind: 'join',
            fact: 'start',
            symbol: '1234',
            number: numberFor(AT),
            relation: 'dependant',
            head: 'patient',
            certificateWanted: true,
          },
          'spouse',
        ),
        until('+1d'),
      ],
    },
    see: ({ pieces, history }) =>
      pieces.map(({ piece }) => piece.addressee === history.insurance?.register['patient']?.five.kanji),
    right: [true],
    wrong: [false],
  },
  'sixth-business-day': {
    case: caseOf(
      INSURERS.kokuhoKumiai,
      '2026-11-19',
      {},
      noticed,
      happens({ kind: 'apply', reason: 'lost-card' }),
      on('2026-11-27'),
      on('2026-11-30'),
    ),
    see: papersOf,
    right: ['patient certificate 2026-11-19'],
    wrong: ['patient certificate 2026-11-30'],
  },
}
