import { type KeyMatch, answerToNumber, cardCoverage } from '../../src/domain/answers.ts'
import { addDays, addMonths, endOfMonth } from '../../src/domain/civil-date.ts'
import { type CoverageState, type LedgerEvent, coverageStates, covers } from '../../src/domain/ledger.ts'
import { mismatchClass } from '../../src/domain/registration.ts'
import { escapeText } from '../../src/wire/xml.ts'
import { type ServicePractice, standardPractice } from '../practice.ts'

/** 変異サービス: an eligibility service that computes one thing wrongly on purpose. */
export interface ServiceMutant {
  readonly id: string
  readonly sentence: { readonly ja: string; readonly en: string }
  readonly practice: Partial<ServicePractice>
}

const lossADayLater = (ledger: readonly LedgerEvent[]): LedgerEvent[] =>
  ledger.map((event) => (event.type === 'lost' ? { ...event, lossDate: addDays(event.lossDate, 1) } : event))

const lossAsRegistered = (state: CoverageState): CoverageState =>
  state.loss === null ? state : { ...state, loss: { ...state.loss, date: addDays(state.loss.date, -1) } }

const laterMatch = ({ member, state }: KeyMatch): KeyMatch => ({
  member: { ...member, ledger: lossADayLater(member.ledger) },
  state: state.loss === null ? state : { ...state, loss: { ...state.loss, date: addDays(state.loss.date, 1) } },
})

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const decoded = (source: string): string =>
  source.replaceAll(/&(?:#x([\dA-Fa-f]+)|#(\d+)|(\w+));/g, (_, hex?: string, decimal?: string, name?: string) =>
    name === undefined
      ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
      : (NAMED[name] ?? ''),
  )

/** Every broken service. A new one is one row. */
export const serviceMutants: readonly ServiceMutant[] = [
  {
    id: 'loss-day-inclusive',
    sentence: { ja: '資格喪失日の当日も有効と答える', en: 'Answers that a qualification still covers its loss day' },
    practice: {
      cardCoverage: (member, day, knownAt, overlap, ticketDay) => {
        const found = cardCoverage(
          { ...member, ledger: lossADayLater(member.ledger) },
          day,
          knownAt,
          overlap,
          ticketDay,
        )
        return found === null ? null : { ...found, state: lossAsRegistered(found.state) }
      },
      answerToNumber: (matches, day, knownAt, ticketDay) => {
        const answer = answerToNumber(matches.map(laterMatch), day, knownAt, ticketDay)
        const index =
          answer.match === null ? -1 : matches.findIndex((match) => match.state.id === answer.match?.state.id)
        return { ...answer, match: matches[index] ?? null }
      },
    },
  },
  {
    id: 'grace-plus-three-months',
    sentence: {
      ja: '猶予を有効期限の3か月後の同じ日で終える',
      en: 'Ends the grace three months after the expiry day instead of at the month end',
    },
    practice: {
      policy: (day, book) => ({ ...standardPractice.policy(day, book), graceMode: 'EXPIRY_PLUS_3_MONTHS' }),
    },
  },
  {
    id: 'medicines-in-grace',
    sentence: {
      ja: '猶予期間中のカードでも薬剤情報と健診情報を渡す',
      en: 'Gives medicines and check-ups for a card in grace',
    },
    practice: { medicinesAllowed: () => true },
  },
  {
    id: 'consent-until-25-hours',
    sentence: { ja: '閲覧の同意を25時間有効とする', en: 'Lets a viewing consent last 25 hours' },
    practice: { consentHours: () => 25 },
  },
  {
    id: 'identifier-trimmed',
    sentence: { ja: '任意の識別子を切り詰めて返す', en: 'Gives identifiers back trimmed and rewritten' },
    practice: { echoIdentifier: (source) => escapeText(decoded(source).trim()) },
  },
  {
    id: 'branch-ignored',
    sentence: { ja: '枝番を見ずに最初の一人を返す', en: 'Ignores the branch and returns the first person' },
    practice: {
      askedKey: (key) => ({ ...key, branch: null }),
      answerToNumber: (matches, day, knownAt, ticketDay) => {
        const first = matches[0]?.member
        return answerToNumber(
          first === undefined ? [] : matches.filter(({ member }) => member === first),
          day,
          knownAt,
          ticketDay,
        )
      },
    },
  },
  {
    id: 'three-by-card',
    sentence: {
      ja: '新しい資格があるのに喪失した資格を返す',
      en: 'Returns the lost record to a card although a newer one covers the day',
    },
    practice: {
      cardCoverage: (member, day, knownAt, overlap, ticketDay) => {
        const found = cardCoverage(member, day, knownAt, overlap, ticketDay)
        const lost = coverageStates(member.ledger, knownAt).find(
          (state) => state.acquired <= day && !covers(state, day),
        )
        return found !== null && found.validity !== 2 && lost !== undefined
          ? { validity: 2, state: lost, beside: null }
          : found
      },
    },
  },
  {
    id: 'pin-locks-at-five',
    sentence: { ja: '暗証番号を5回目の誤りでロックする', en: 'Locks the PIN at the fifth miss' },
    practice: { policy: (day, book) => ({ ...standardPractice.policy(day, book), pinMaxFailures: 5 }) },
  },
]

/** Every broken gateway of the insurers. A new one is one row. */
export const gatewayMutants: readonly ServiceMutant[] = [
  {
    id: 'visible-while-mismatch',
    sentence: {
      ja: '住民基本台帳と一致しない登録も医療機関に見せる',
      en: 'Shows records that differ from the resident register',
    },
    practice: { hiddenBy: () => 'nothing' },
  },
  {
    id: 'three-items-are-enough',
    sentence: {
      ja: 'カナ氏名・生年月日・性別の3情報だけで一致とする',
      en: 'Takes kana name, birth date and sex for a match',
    },
    practice: {
      compareFive: (five, resident) =>
        standardPractice.compareFive(five, resident).filter((item) => item !== 'kanji' && item !== 'address'),
    },
  },
  {
    id: 'address-hides-nothing',
    sentence: { ja: '住所だけの不一致を見逃す', en: 'Overlooks a difference in the address alone' },
    practice: {
      hiddenBy: (differs, profile) =>
        mismatchClass(differs) === 3 ? 'nothing' : standardPractice.hiddenBy(differs, profile),
    },
  },
  {
    id: 'void-forgotten',
    sentence: {
      ja: '取り消した履歴を履歴の結合でよみがえらせる',
      en: 'Lets entries win again that were voided',
    },
    practice: {
      standingEntries: (entries) => [
        ...entries.filter(({ voided }) => !voided),
        ...entries.filter(({ voided }) => voided),
      ],
    },
  },
  {
    id: 'list-one-month-late',
    sentence: {
      ja: '利用登録状況の一覧を1か月遅れで渡す',
      en: 'Publishes the registration status a month late',
    },
    practice: {
      statusPublishedAt: (monthEnd, book) =>
        standardPractice.statusPublishedAt(endOfMonth(addMonths(monthEnd, 1)), book),
    },
  },
  {
    id: 'overlap-lawful-day-listed',
    sentence: {
      ja: '法定の重複1日も資格重複として載せる',
      en: 'Lists the single day of double cover that the law prescribes',
    },
    practice: { isLawfulDay: () => false },
  },
  {
    id: 'visible-at-once',
    sentence: {
      ja: '突合を待たずに受け付けた時点で見せる',
      en: 'Shows a record when it is received instead of after its comparison',
    },
    practice: { visibleFrom: (receivedAt) => receivedAt },
  },
]
