import fc from 'fast-check'
import { type CivilDate, addDays, addMonths, endOfMonth, startOfMonth } from '../../../domain/civil-date.ts'
import { anyDay, dayBetween, onDay, onFirstOfMonth, onMonthEnd } from '../../arbitraries/edges.ts'
import { type ShowInput, type StepInput, one, readCard, reception } from '../../arbitraries/cases.ts'
import { type Traits, cardExpired, employeeCover } from '../../arbitraries/people.ts'
import {
  accepted,
  acceptedByReader,
  examineTurns,
  finding,
  isMedical,
  isOnline,
  notPickedUp,
  ownCardShown,
  pickedUp,
  pictured,
  readerWorks,
  shows,
  stepsFor,
  type Turn,
} from '../../evidence.ts'
import type { Core, Requirement } from '../../requirement.ts'

const expiredOn = (expiry: string, ...steps: StepInput[]) => one(() => ({ card: cardExpired(expiry) }), ...steps)

/** Any expiry whose default grace contains the day. */
const expiryWithGraceOn = (day: CivilDate): fc.Arbitrary<CivilDate> =>
  dayBetween(startOfMonth(addMonths(startOfMonth(day), -3)), addDays(day, -1))

/** An expiry in the month that is n months before a day. */
const expiryInMonth = (day: CivilDate, months: number): fc.Arbitrary<CivilDate> => {
  const month = addMonths(startOfMonth(day), -months)
  return dayBetween(month, endOfMonth(month))
}

/** The dead end of a card's own reading: with or without the clinic's own record. */
const deadCard: fc.Arbitrary<StepInput> = fc.boolean().map((known) => reception(readCard, known ? { chart: {} } : {}))

const graceCase = (expiry: string) => (): fc.Arbitrary<Core> => expiredOn(expiry, reception(readCard))
const closedCase = (expiry: string) => (): fc.Arbitrary<Core> => deadCard.chain((step) => expiredOn(expiry, step))

const isReadable = (turn: Turn): boolean =>
  ownCardShown(turn) && readerWorks(turn) && !shows(turn, 'phone') && turn.presentation.reader.length > 0

const c03: Requirement = {
  id: 'C03',
  severity: 'must',
  sentence: {
    ja: '期限の切れた電子証明書は、期限の翌日から、期限の月の3か月後の末日まで読取機で受け付け、その翌日から受け付けない（2026-08-20に切れたものは2026-11-30まで）。',
    en: 'An expired certificate is accepted at the reader from the day after its expiry to the end of the third month after the month of expiry, and not from the next day on (expired 2026-08-20: through 2026-11-30).',
  },
  sources: ['counter.md C03', 'rules.md 3 [S2][W21][W22]', 'rules.md 2.1 rows C, D'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('first-day', { ja: '猶予の初日', en: 'first day of the grace' }, (day) =>
      expiredOn(addDays(day, -1), reception(readCard)),
    ),
    anyDay('inside', { ja: '猶予の期間中', en: 'inside the grace' }, (day) =>
      expiryWithGraceOn(day).chain((expiry) => expiredOn(expiry, reception(readCard))),
    ),
    onMonthEnd('last-day', { ja: '猶予の最終日', en: 'last day of the grace' }, (day) =>
      expiryInMonth(day, 3).chain((expiry) => expiredOn(expiry, reception(readCard))),
    ),
    onFirstOfMonth('day-after', { ja: '猶予の翌日', en: 'day after the grace' }, (day) =>
      fc.tuple(expiryInMonth(day, 4), deadCard).chain(([expiry, step]) => expiredOn(expiry, step)),
    ),
    onDay(
      '2026-08-21',
      '2026-08-20/first',
      { ja: '2026-08-20に期限切れ、翌日', en: 'expired 2026-08-20, the next day' },
      graceCase('2026-08-20'),
    ),
    onDay(
      '2026-11-30',
      '2026-08-20/last',
      { ja: '2026-08-20に期限切れ、2026-11-30', en: 'expired 2026-08-20, on 2026-11-30' },
      graceCase('2026-08-20'),
    ),
    onDay(
      '2026-12-01',
      '2026-08-20/after',
      { ja: '2026-08-20に期限切れ、2026-12-01', en: 'expired 2026-08-20, on 2026-12-01' },
      closedCase('2026-08-20'),
    ),
    onDay(
      '2026-11-01',
      '2026-07-31/after',
      { ja: '2026-07-31に期限切れ、2026-11-01', en: 'expired 2026-07-31, on 2026-11-01' },
      closedCase('2026-07-31'),
    ),
    onDay(
      '2026-12-31',
      '2026-09-30/last',
      { ja: '2026-09-30に期限切れ、2026-12-31', en: 'expired 2026-09-30, on 2026-12-31' },
      graceCase('2026-09-30'),
    ),
    onDay(
      '2027-01-01',
      '2026-09-30/after',
      { ja: '2026-09-30に期限切れ、2027-01-01', en: 'expired 2026-09-30, on 2027-01-01' },
      closedCase('2026-09-30'),
    ),
    onDay(
      '2025-05-31',
      '2025-02-28/last',
      {
        ja: '2025-02-28に期限切れ（2月29日生まれ）、2025-05-31',
        en: 'expired 2025-02-28 (born 29 February), on 2025-05-31',
      },
      () => one(() => ({ birthDate: '1988-02-29', card: cardExpired('2025-02-28') }), reception(readCard)),
    ),
    onDay(
      '2028-05-31',
      '2028-02-29/last',
      { ja: '2028-02-29に期限切れ、2028-05-31', en: 'expired 2028-02-29, on 2028-05-31' },
      graceCase('2028-02-29'),
    ),
    onDay(
      '2028-06-01',
      '2028-02-29/after',
      { ja: '2028-02-29に期限切れ、2028-06-01', en: 'expired 2028-02-29, on 2028-06-01' },
      closedCase('2028-02-29'),
    ),
  ],
  mutants: ['grace-three-months-from-expiry', 'grace-ninety-days', 'grace-end-clipped', 'dead-certificate-accepted'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      isReadable(turn) &&
      turn.facts.card?.body === 'LIVE' &&
      ((turn.facts.card.certificate === 'GRACE' &&
        turn.facts.delivered !== null &&
        turn.facts.cardAnswer?.validity === 1) ||
        turn.facts.card.certificate === 'EXPIRED'),
    check: (turn) => {
      if (turn.facts.card?.certificate === 'EXPIRED') {
        return acceptedByReader(turn)
          ? finding('accepted-after-grace', turn, 'not accepted as read: the grace has ended', pictured(turn.outcome))
          : null
      }
      if (!pickedUp(turn)) return notPickedUp(turn)
      return acceptedByReader(turn)
        ? null
        : finding('refused-in-grace', turn, 'accepted as read: the certificate is in its grace', pictured(turn.outcome))
    },
  }),
}

const view = (what: 'medicines' | 'checkups'): StepInput => ({ do: 'view', visit: 'v1', role: 'qualified', what })

const c04: Requirement = {
  id: 'C04',
  severity: 'must',
  sentence: {
    ja: '猶予期間中は、薬剤・診療・健診情報の取得要求を送らず、資格情報と限度額区分は使う。',
    en: 'During the grace no request for medicines, treatment or check-ups leaves the clinic, while eligibility and the limit class are used.',
  },
  sources: ['counter.md C04', 'rules.md 1.1 no. 4', 'rules.md 9 no. 30 (assumption grace.limitInfo)'],
  needs: ['receive', 'view'],
  inquiry: true,
  edges: (['medicines', 'checkups'] as const).map((what) =>
    anyDay(
      what,
      what === 'medicines' ? { ja: '薬剤情報', en: 'medicines' } : { ja: '特定健診情報', en: 'check-ups' },
      (day) =>
        fc
          .integer({ min: 1, max: 20 })
          .chain((days) =>
            one(
              (at) => ({ card: cardExpired(addDays(day, -days)), cover: employeeCover(at, { limit: 'A03' }) }),
              reception(readCard),
              view(what),
            ),
          ),
    ),
  ),
  mutants: ['reads-on-in-grace', 'drops-limit-in-grace', 'waits-for-limit-consent'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) =>
      turn.facts.card?.certificate === 'GRACE' &&
      turn.facts.delivered !== null &&
      turn.facts.delivered !== 'phone' &&
      turn.facts.cardAnswer?.validity === 1 &&
      stepsFor(history, 'view', turn.step.visit).some((record) => record.result !== null),
    check: (turn, history) => {
      const asked = stepsFor(history, 'view', turn.step.visit).flatMap((record) => record.messages.filter(isMedical))
      const first = asked[0]
      if (first !== undefined)
        return finding(
          'read-in-grace',
          turn,
          'no request for medical information during the grace',
          `${first.name} was sent`,
        )
      if (!pickedUp(turn)) return notPickedUp(turn)
      if (turn.decision().verified !== 'card') return null
      const band = turn.decision().limitBand
      const used = turn.outcome.payers[0]?.limitClass ?? null
      return accepted(turn) && used !== band
        ? finding('limit-dropped', turn, `limit class ${band ?? 'none'}`, `limit class ${used ?? 'none'}`)
        : null
    },
  }),
}

const bothEnded = (day: string): Traits => ({ card: cardExpired(day, { bodyExpiry: day }) })

const c05: Requirement = {
  id: 'C05',
  severity: 'must',
  sentence: {
    ja: 'カード本体と電子証明書が同じ日に期限切れでも、猶予期間中の読取結果は使い、同じカードを目視で（お知らせとともに）示されたときは認めない。',
    en: 'When card body and certificate ended on the same day, a result of the reader within the grace is used, and the same card shown by eye with a notice is refused.',
  },
  sources: ['counter.md C05', 'rules.md 9 no. 24, no. 31 (assumption grace.coversBody) [D3][D106][D5][D6]'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('read/first-day', { ja: '翌日に読み取り', en: 'read on the next day' }, (day) =>
      one(() => bothEnded(addDays(day, -1)), reception(readCard)),
    ),
    onDay(
      '2026-11-21',
      'read/2026-11-21',
      { ja: '2026-11-20に両方期限切れ、翌日', en: 'both ended 2026-11-20, the next day' },
      () => one(() => bothEnded('2026-11-20'), reception(readCard)),
    ),
    onDay(
      '2027-02-28',
      'read/2027-02-28',
      { ja: '2026-11-20に両方期限切れ、2027-02-28', en: 'both ended 2026-11-20, on 2027-02-28' },
      () => one(() => bothEnded('2026-11-20'), reception(readCard)),
    ),
    anyDay('by-eye', { ja: '目視とお知らせ', en: 'by eye with a notice' }, (day) =>
      one(
        () => bothEnded(addDays(day, -1)),
        { do: 'fault', fault: 'reader-broken', on: true },
        reception([{ kind: 'my-number-card', reader: ['face'] }, { kind: 'notice' }]),
      ),
    ),
  ],
  mutants: ['grace-three-months-from-expiry', 'grace-ninety-days', 'body-kills-grace', 'body-ignored-by-eye'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const { card, delivered, cardAnswer } = turn.facts
      if (!ownCardShown(turn) || card?.body !== 'EXPIRED' || shows(turn, 'certificate') || shows(turn, 'phone'))
        return false
      return delivered === null ? !readerWorks(turn) : card.certificate === 'GRACE' && cardAnswer?.validity === 1
    },
    check: (turn) => {
      if (turn.facts.delivered === null) {
        return accepted(turn)
          ? finding('ended-body-by-eye', turn, 'refused: the card body has ended', pictured(turn.outcome))
          : null
      }
      if (!pickedUp(turn)) return notPickedUp(turn)
      return acceptedByReader(turn)
        ? null
        : finding('grace-lost-with-body', turn, 'accepted as read in grace', pictured(turn.outcome))
    },
  }),
}

const phoneThenCard: readonly StepInput[] = [
  reception([{ kind: 'phone', device: 'iphone' }], { chart: {} }),
  reception([{ kind: 'my-number-card', reader: ['face'] }]),
]

const c24: Requirement = {
  id: 'C24',
  severity: 'must',
  sentence: {
    ja: '電子証明書が昨日切れたとき、スマートフォンは受け付けず、同じ人のプラスチックのカードは猶予により受け付ける。',
    en: 'With a certificate that expired yesterday the phone is refused, while the plastic card of the same person is accepted in its grace.',
  },
  sources: ['counter.md C24', 'rules.md 1.3 M07, 2.1 row Q [D106]'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('phone-alone', { ja: 'スマートフォンだけ', en: 'phone alone' }, (day) =>
      one(
        () => ({ card: cardExpired(addDays(day, -1), { phone: { kind: 'iphone', expiry: addDays(day, -1) } }) }),
        reception([{ kind: 'phone', device: 'iphone' }], { chart: {} }),
      ),
    ),
    anyDay('phone-then-card', { ja: 'スマートフォンのあとカード', en: 'phone, then the card' }, (day) =>
      one(
        () => ({ card: cardExpired(addDays(day, -1), { phone: { kind: 'android', expiry: addDays(day, -1) } }) }),
        ...phoneThenCard,
      ),
    ),
  ],
  mutants: ['grace-for-phones'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      shows(turn, 'phone') && turn.presentation.reader.includes('phone-refused') && !shows(turn, 'portal-screen'),
    check: (turn) => {
      if (turn.facts.delivered === null) {
        return acceptedByReader(turn)
          ? finding('phone-grace', turn, 'the phone is refused: it has no grace', pictured(turn.outcome))
          : null
      }
      if (!pickedUp(turn)) return notPickedUp(turn)
      return turn.facts.cardAnswer?.validity === 1 && !acceptedByReader(turn)
        ? finding('card-refused-after-phone', turn, 'the plastic card is accepted in grace', pictured(turn.outcome))
        : null
    },
  }),
}

/** What a patient with a dead certificate has besides the card. */
const SUBSTITUTES = {
  pdf: { show: { kind: 'portal-pdf' } },
  notice: { show: { kind: 'notice' } },
  'own-record': { chart: {}, says: { unchanged: 'yes' } },
  declaration: { show: { kind: 'declaration', ratio: '030' } },
} as const

const deadEdge = (id: keyof typeof SUBSTITUTES, title: { ja: string; en: string }) =>
  anyDay(id, title, (day) => {
    const having = SUBSTITUTES[id]
    const show: ShowInput = [{ kind: 'my-number-card', reader: ['face'] }, ...('show' in having ? [having.show] : [])]
    const extra = 'chart' in having ? { chart: having.chart, says: having.says } : {}
    return fc
      .integer({ min: 5, max: 14 })
      .chain((months) => expiryInMonth(day, months).chain((expiry) => expiredOn(expiry, reception(show, extra))))
  })

/** A saved PDF, a notice, a declaration, or the own record with the patient's word. */
const substituteAtHand = (turn: Turn): boolean =>
  shows(turn, 'portal-pdf') ||
  shows(turn, 'notice') ||
  shows(turn, 'declaration') ||
  (turn.presentation.chart !== null && turn.presentation.says.unchanged === 'yes')

const rowD: Requirement = {
  id: 'row-D',
  severity: 'must',
  sentence: {
    ja: '電子証明書の猶予が過ぎても、有効な券面のカードと保存済みPDF・お知らせ・自院の記録・申立書による確認は受け付ける。',
    en: 'After the grace a card whose body is in term still serves with a saved PDF, a notice, the own record or a declaration.',
  },
  sources: ['rules.md 2.1 row D [D10]', 'rules.md 1.3 M10 M11 M13 M14'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    deadEdge('pdf', { ja: '保存済みPDF', en: 'saved PDF' }),
    deadEdge('notice', { ja: 'お知らせ', en: 'notice' }),
    deadEdge('own-record', { ja: '自院の記録', en: 'own record' }),
    deadEdge('declaration', { ja: '申立書', en: 'declaration' }),
  ],
  mutants: ['dead-certificate-accepted', 'dead-certificate-ends-the-ladder'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      ownCardShown(turn) &&
      turn.facts.card?.certificate === 'EXPIRED' &&
      turn.facts.card.body === 'LIVE' &&
      turn.presentation.reader.includes('006-certificate-invalid') &&
      isOnline(turn) &&
      !shows(turn, 'certificate') &&
      !shows(turn, 'screenshot') &&
      substituteAtHand(turn) &&
      turn.decision().outcome === 'accepted',
    check: (turn) => {
      if (turn.outcome.decision === 'none') return null
      if (!accepted(turn))
        return finding(
          'substitute-refused',
          turn,
          'accepted with the substitute that is on the counter',
          pictured(turn.outcome),
        )
      return acceptedByReader(turn)
        ? finding('dead-card-read', turn, 'not accepted as read', pictured(turn.outcome))
        : null
    },
  }),
}

const blocked = (
  id: string,
  title: { ja: string; en: string },
  how: 'revoke' | 'suspend',
  expiry: (day: CivilDate) => string,
) =>
  anyDay(id, title, (day) =>
    one(
      () => ({ card: cardExpired(expiry(day)) }),
      { do: 'change', person: 'patient', what: { kind: how } },
      reception(readCard, { chart: {} }),
    ),
  )

const rowE: Requirement = {
  id: 'row-E',
  severity: 'must',
  sentence: {
    ja: '失効・一時停止した電子証明書は期限切れとは違い、猶予はない。',
    en: 'A revoked or suspended certificate is not an expired one: it has no grace.',
  },
  sources: ['rules.md 1.1 no. 5', 'rules.md 2.1 row E [D45]'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    blocked(
      'revoked-in-window',
      { ja: '失効、期限切れから3か月以内', en: 'revoked, expired within three months' },
      'revoke',
      (day) => addDays(day, -10),
    ),
    blocked(
      'suspended-in-window',
      { ja: '一時停止、期限切れから3か月以内', en: 'suspended, expired within three months' },
      'suspend',
      (day) => addDays(day, -20),
    ),
    blocked(
      'revoked-before-expiry',
      { ja: '失効、期限内', en: 'revoked before its expiry' },
      'revoke',
      () => 'start+1y',
    ),
  ],
  mutants: ['dead-certificate-accepted', 'revoked-is-expired'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn) =>
      ownCardShown(turn) &&
      (turn.facts.card?.certificate === 'REVOKED' || turn.facts.card?.certificate === 'SUSPENDED') &&
      turn.presentation.reader.includes('006-certificate-invalid'),
    check: (turn) =>
      acceptedByReader(turn)
        ? finding('revoked-accepted', turn, 'not accepted as read: no grace after revocation', pictured(turn.outcome))
        : null,
  }),
}

/** Requirements about the certificate and its grace. */
export const graceRequirements: readonly Requirement[] = [c03, c04, c05, c24, rowD, rowE]
