import fc from 'fast-check'
import { keyOf } from '../../../domain/decide.ts'
import { anyDay, dayBetween, onDay } from '../../arbitraries/edges.ts'
import { type ShowInput, broken, cardInHand, one, ordinary, reception } from '../../arbitraries/cases.ts'
import { employeeCover } from '../../arbitraries/people.ts'
import { loneNotice, oldCard, tolerated } from '../../arbitraries/row-cases.ts'
import {
  type Turn,
  accepted,
  examineTurns,
  finding,
  inPrintedTerm,
  inquiries,
  isInsuranceMatter,
  isOnline,
  notInquired,
  papersOf,
  pictured,
  recordedKey,
  sameNumbers,
  shows,
  undecided,
  noCard,
} from '../../evidence.ts'
import type { Requirement } from '../../requirement.ts'
import { koukiStart } from '../../../domain/ages.ts'
import { type CivilDate, civilDate, civilMonth } from '../../../domain/civil-date.ts'

/** A page or a picture of it that is no proof: nothing else on the counter that would be. */
const onlyPages = (turn: Turn): boolean =>
  !shows(turn, 'certificate') && !shows(turn, 'old-card') && !shows(turn, 'notice') && !shows(turn, 'declaration')

/** M17: the adult of a school event or a nursery shows a pupil's papers without the card. */
const atSchoolEvent = (turn: Turn): boolean => turn.presentation.circumstances.companion === 'teacher'

const pageAlone = (turn: Turn): boolean =>
  !atSchoolEvent(turn) && noCard(turn) && onlyPages(turn) && (shows(turn, 'portal-screen') || shows(turn, 'portal-pdf'))
const screenshotOnly = (turn: Turn): boolean => shows(turn, 'screenshot') && turn.decision().outcome !== 'accepted'

/** An expired old card or a notice without any card, online or not. */
const asksTolerance = (turn: Turn): boolean => {
  if (atSchoolEvent(turn) || !noCard(turn) || shows(turn, 'certificate')) return false
  const old = papersOf(turn, 'old-card')
  const ended = old.some(
    (fields) => turn.day > '2025-12-01' || (fields.validUntil !== null && fields.validUntil < turn.day),
  )
  return ended || (old.length === 0 && shows(turn, 'notice'))
}

const page = (kind: 'portal-screen' | 'portal-pdf' | 'screenshot'): ShowInput[number] => ({ kind, issued: 'start-3d' })

const c14: Requirement = {
  id: 'C14',
  severity: 'must',
  sentence: {
    ja: '期限の切れた被保険者証やお知らせだけの提示は、当日の番号照会が有効なら2026-07-31まで受け付け、2026-08-01から受け付けない。画面の写しと、カードのない画面・PDFは受け付けない。',
    en: 'An expired old card, or a notice alone, is accepted with a valid number inquiry of the same day through 2026-07-31 and not from 2026-08-01 on; a screenshot, or a screen or PDF without the card, never.',
  },
  sources: ['counter.md C14', 'rules.md 2.1 rows N O P [W12][W13][W14][W15][W16][S0][S3]'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    tolerated(
      '2026-07-31',
      'old-card/last-day',
      { ja: '旧証、暫定の最終日', en: 'old card, last tolerated day' },
      oldCard('2025-12-01'),
    ),
    tolerated(
      '2026-08-01',
      'old-card/day-after',
      { ja: '旧証、暫定の翌日', en: 'old card, the day after' },
      oldCard('2025-12-01'),
    ),
    tolerated(
      '2025-12-02',
      'old-card/first-day',
      { ja: '旧証、暫定の初日', en: 'old card, first tolerated day' },
      oldCard('2025-12-01'),
    ),
    tolerated(
      '2026-07-31',
      'notice/last-day',
      { ja: 'お知らせだけ、暫定の最終日', en: 'notice alone, last tolerated day' },
      loneNotice,
    ),
    tolerated(
      '2026-08-01',
      'notice/day-after',
      { ja: 'お知らせだけ、暫定の翌日', en: 'notice alone, the day after' },
      loneNotice,
    ),
    onDay('2026-07-15', 'old-card/no-inquiry', { ja: '旧証、照会できない', en: 'old card, no inquiry possible' }, () =>
      ordinary(broken('line-down'), reception([oldCard('2027-03-31')])),
    ),
    anyDay('page-alone', { ja: 'カードのない画面・PDF', en: 'screen or PDF without the card' }, () =>
      fc.constantFrom('portal-screen', 'portal-pdf' as const).chain((kind) => ordinary(reception([page(kind)]))),
    ),
    anyDay('screenshot', { ja: 'スクリーンショット', en: 'screenshot' }, () =>
      ordinary(reception([page('screenshot')])),
    ),
  ],
  mutants: [
    'tolerance-without-end',
    'tolerance-without-inquiry',
    'screen-alone',
    'screenshot-is-screen',
    'old-card-by-printed-date',
  ],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => pageAlone(turn) || screenshotOnly(turn) || asksTolerance(turn),
    check: (turn) => {
      if (!asksTolerance(turn)) {
        return accepted(turn)
          ? finding('page-accepted', turn, 'not accepted: no card, or a screenshot', pictured(turn.outcome))
          : null
      }
      const right = turn.decision().outcome === 'accepted'
      if (right && inquiries(turn.visitMessages).length === 0) return notInquired(turn)
      if (undecided(turn) || accepted(turn) === right) return null
      return right
        ? finding('tolerance-refused', turn, 'accepted: the inquiry of today is valid', pictured(turn.outcome))
        : finding(
            'tolerance-exceeded',
            turn,
            isOnline(turn) ? 'not accepted: the tolerance has ended' : 'not accepted: no inquiry of today',
            pictured(turn.outcome),
          )
    },
  }),
}

const rowO: Requirement = {
  id: 'row-O',
  severity: 'must',
  sentence: {
    ja: 'マイナポータルの画面やPDFは、カードがなければ受け付けない。',
    en: 'A Mynaportal screen or PDF without the card is not accepted.',
  },
  sources: ['rules.md 2.1 row O [S0][S3]', 'rules.md 1.3 M09 M10'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('screen', { ja: '画面だけ', en: 'screen alone' }, () => ordinary(reception([page('portal-screen')]))),
    anyDay('pdf', { ja: 'PDFだけ', en: 'PDF alone' }, () => ordinary(reception([page('portal-pdf')]))),
  ],
  mutants: ['screen-alone'],
  examine: examineTurns({
    evidence: 'reported',
    about: pageAlone,
    check: (turn) =>
      accepted(turn)
        ? finding('page-without-card', turn, 'not accepted: the card is missing', pictured(turn.outcome))
        : null,
  }),
}

const rowP: Requirement = {
  id: 'row-P',
  severity: 'must',
  sentence: {
    ja: 'マイナポータルのスクリーンショットは、カードがあっても受け付けない。',
    en: 'A screenshot of Mynaportal is not accepted, not even with the card.',
  },
  sources: ['rules.md 2.1 row P [S0]', 'rules.md 9 no. 12'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('with-card', { ja: 'カードあり、回線障害', en: 'with the card, line down' }, () =>
      ordinary(broken('line-down'), reception(cardInHand(page('screenshot')))),
    ),
    anyDay('without-card', { ja: 'カードなし', en: 'without the card' }, () =>
      ordinary(reception([page('screenshot')])),
    ),
  ],
  mutants: ['screenshot-is-screen'],
  examine: examineTurns({
    evidence: 'reported',
    about: screenshotOnly,
    check: (turn) =>
      accepted(turn)
        ? finding('screenshot-accepted', turn, 'not accepted: a screenshot', pictured(turn.outcome))
        : null,
  }),
}

const m01: Requirement = {
  id: 'M01',
  severity: 'must',
  sentence: {
    ja: '被保険者証は2025-12-01（券面の期限が先ならその日）まで受け付け、翌日からは照会なしでは受け付けない。',
    en: 'An old insurance card is accepted through 2025-12-01, or its printed last day if earlier, and without an inquiry not from the next day on.',
  },
  sources: ['rules.md 1.1 no. 1 [S0][S1][S2][S4][W30]', 'rules.md 1.3 M01'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    onDay('2025-12-01', 'last-day', { ja: '最終日', en: 'last day' }, () =>
      fc.constantFrom('2025-12-01', '2026-03-31').chain((until) => ordinary(reception([oldCard(until)]))),
    ),
    onDay(
      '2025-12-02',
      'day-after',
      { ja: '翌日、券面の期限は先、照会できない', en: 'the next day, printed end later, no inquiry possible' },
      () => ordinary(broken('line-down'), reception([oldCard('2026-03-31')])),
    ),
    onDay(
      '2025-12-02',
      'day-after/printed-end',
      { ja: '翌日、券面の期限も過ぎた、照会できない', en: 'the next day, printed end passed, no inquiry possible' },
      () => ordinary(broken('line-down'), reception([oldCard('2025-12-01')])),
    ),
    {
      ...onDay('2025-09-15', 'inside', { ja: '期間中', en: 'inside the term' }, () =>
        ordinary(reception([oldCard('2025-12-01')])),
      ),
      day: dayBetween(civilDate('2025-08-02'), civilDate('2025-11-30')),
    },
    onDay('2025-10-01', 'printed-end-passed', { ja: '券面の期限の翌日', en: 'the day after the printed end' }, () =>
      ordinary(reception([oldCard('2025-09-30')])),
    ),
  ],
  mutants: ['tolerance-without-inquiry', 'old-card-by-printed-date', 'old-card-ended-early'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => {
      const old = papersOf(turn, 'old-card')[0]
      if (old === undefined || !noCard(turn) || shows(turn, 'certificate') || shows(turn, 'notice')) return false
      // Nobody on 医療扶助 ever had such a card.
      if (turn.decision().payers[0]?.kind === 'medical-assistance') return false
      return turn.day <= '2025-12-01' || !isOnline(turn)
    },
    check: (turn) => {
      if (turn.outcome.decision === 'none') return null
      const right = turn.decision().outcome === 'accepted'
      if (accepted(turn) === right) return null
      return finding(
        right ? 'old-card-refused' : 'old-card-past-its-end',
        turn,
        right ? 'accepted: the card is in term' : 'not accepted: the card has ended',
        pictured(turn.outcome),
      )
    },
  }),
}

const certificate = (validFrom: string, validUntil: string): ShowInput[number] => ({
  kind: 'certificate',
  issued: 'start-40d',
  validFrom,
  validUntil,
})

/** Covers that the 75th birthday ends are the matter of C08. */
const reaches75InMonth = (birthDate: CivilDate | null, day: CivilDate): boolean =>
  birthDate !== null && civilMonth(koukiStart(birthDate)) === civilMonth(day)

const rowV: Requirement = {
  id: 'row-V',
  severity: 'must',
  sentence: {
    ja: '資格確認書は有効期限の当日まで受け付け、翌日から受け付けない。',
    en: 'An eligibility certificate is accepted through its printed last day and not from the next day on.',
  },
  sources: ['rules.md 2.1 rows M V (assumption paper.expired)', 'rules.md 1.3 M08'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('last-day', { ja: '有効期限の当日', en: 'printed last day' }, () =>
      ordinary(reception([certificate('start-1y', 'start')])),
    ),
    anyDay('day-after', { ja: '有効期限の翌日', en: 'the day after' }, () =>
      ordinary(reception([certificate('start-1y', 'start-1d')])),
    ),
    anyDay('inside', { ja: '期間中', en: 'inside the term' }, () =>
      ordinary(reception([certificate('start-1y', 'start+1y')])),
    ),
  ],
  mutants: ['expired-paper-accepted', 'paper-last-day-exclusive'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) => {
      const papers = papersOf(turn, 'certificate')
      const begun = papers.every((fields) => fields.validFrom === null || fields.validFrom <= turn.day)
      const printed = papers[0] === undefined ? null : keyOf(papers[0])
      const answer = turn.facts.numberAnswers.find(
        (known) => printed !== null && sameNumbers(known.key, printed),
      )?.answer
      return (
        papers.length === 1 &&
        begun &&
        noCard(turn) &&
        !shows(turn, 'old-card') &&
        !shows(turn, 'notice') &&
        answer?.validity === 1 &&
        answer.record?.loss === null &&
        !turn.presentation.circumstances.newborn &&
        isInsuranceMatter(turn) &&
        !reaches75InMonth(papers[0]?.birthDate ?? null, turn.day) &&
        turn.presentation.circumstances.place === 'counter' &&
        turn.decision().outcome !== 'stop'
      )
    },
    check: (turn) => {
      // A question for the branch, or the word that it is somebody else's, is no word about the term.
      const { decision, offers } = turn.outcome
      if (decision === 'none' || decision === 'stop' || offers.includes('branch') || offers.includes('new-cover'))
        return null
      const right = turn.decision().outcome === 'accepted'
      if (accepted(turn) === right) return null
      return finding(
        right ? 'paper-in-term-refused' : 'expired-paper',
        turn,
        right ? 'accepted: the paper is in term' : 'not accepted: the paper has expired',
        pictured(turn.outcome),
      )
    },
  }),
}

/** Leaves an employee scheme for 後期 on a day: two papers in the hand. */
const turning75 = (firstDay: string) => (at: number) => ({
  birthDate: '1951-11-21',
  covers: [
    employeeCover(at, { lost: { date: firstDay, reason: '03' as const, knownAt: 'start-20d' } }),
    {
      scheme: 'kouki' as const,
      insurerNumber: '39131016',
      insurerName: '見本後期高齢者医療広域連合',
      symbol: null,
      number: String(10_000_000 + (at % 89_999_999)),
      branch: null,
      relation: null,
      classification: '01' as const,
      acquired: firstDay,
      knownAt: 'start-20d',
      ratio: '010' as const,
      limit: null,
    },
  ],
})

const twoPapers = (firstDay: string, dayBefore: string): ShowInput => [
  { kind: 'certificate', issued: 'start-20d', validFrom: firstDay, validUntil: 'start+300d' },
  { kind: 'certificate', issued: 'start-300d', validFrom: 'start-300d', validUntil: dayBefore },
]

const notBegun = (turn: Turn) =>
  papersOf(turn, 'certificate').filter((fields) => fields.validFrom !== null && fields.validFrom > turn.day)
const beginsToday = (turn: Turn) => papersOf(turn, 'certificate').filter((fields) => fields.validFrom === turn.day)

const c22: Requirement = {
  id: 'C22',
  severity: 'must',
  sentence: {
    ja: '早めに届いた資格確認書は有効開始日より前に使わず、その前日までは従前の資格を使う。',
    en: 'A paper that was mailed early is not used before its first day, and the old cover is used until the day before.',
  },
  sources: ['counter.md C22', 'rules.md 2.1 row W [W53]'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('day-before', { ja: '有効開始日の前日', en: 'the day before the first day' }, () =>
      one(turning75('start+1d'), reception(twoPapers('start+1d', 'start'))),
    ),
    anyDay('earlier', { ja: 'それより前', en: 'earlier' }, () =>
      fc
        .integer({ min: 2, max: 25 })
        .chain((days) =>
          one(turning75(`start+${days}d`), reception(twoPapers(`start+${days}d`, `start+${days - 1}d`))),
        ),
    ),
    anyDay('first-day', { ja: '有効開始日', en: 'the first day' }, () =>
      one(turning75('start'), reception(twoPapers('start', 'start-1d'))),
    ),
  ],
  mutants: ['coming-loss-voids-paper', 'newest-paper-wins', 'paper-last-day-exclusive'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      noCard(turn) &&
      papersOf(turn, 'certificate').length > 1 &&
      (notBegun(turn).length > 0 || beginsToday(turn).length > 0),
    check: (turn) => {
      if (turn.outcome.decision === 'none') return null
      const key = recordedKey(turn)
      const usable = papersOf(turn, 'certificate')
        .filter((fields) => inPrintedTerm(turn, fields))
        .map(keyOf)
      const early = notBegun(turn)
        .map(keyOf)
        .filter((printed) => !usable.some((other) => printed !== null && other !== null && sameNumbers(other, printed)))
      if (accepted(turn) && key !== null && early.some((printed) => printed !== null && sameNumbers(printed, key))) {
        return finding(
          'paper-used-early',
          turn,
          'the old cover until the day before',
          `recorded ${key.insurerNumber} ${key.number}`,
        )
      }
      const right = turn.decision()
      const expected = right.key
      return right.outcome === 'accepted' &&
        (!accepted(turn) || key === null || expected === null || !sameNumbers(key, expected))
        ? finding(
            'wrong-paper',
            turn,
            `accepted on ${expected?.insurerNumber ?? ''} ${expected?.number ?? ''}`,
            pictured(turn.outcome),
          )
        : null
    },
  }),
}

/** Requirements about papers and pages. */
export const paperRequirements: readonly Requirement[] = [c14, rowO, rowP, m01, rowV, c22]
