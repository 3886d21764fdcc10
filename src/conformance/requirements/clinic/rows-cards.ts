import { type CivilDate, addDays, addMonths } from '../../../domain/civil-date.ts'
import { anyDay, dayBetween, onDay, onMonthEnd } from '../../arbitraries/edges.ts'
import { type StepInput, certificateInTerm, one, readCard, reception } from '../../arbitraries/cases.ts'
import { type Traits, cardExpired } from '../../arbitraries/people.ts'
import {
  type Agreed,
  cardAgreeing,
  distantInsurer,
  distantMember,
  underCommonName,
} from '../../arbitraries/row-cases.ts'
import {
  type Turn,
  accepted,
  acceptedByReader,
  answerTo,
  examineTurns,
  finding,
  inquiries,
  isInsuranceMatter,
  isMedical,
  notInquired,
  notPickedUp,
  ownCardShown,
  papersOf,
  pickedUp,
  pictured,
  shows,
  stepsFor,
  undecided,
} from '../../evidence.ts'
import type { Edge, Requirement } from '../../requirement.ts'
import { keyOf } from '../../../domain/decide.ts'

type Title = Edge['title']

const isTold = (turn: Turn, what: string): boolean => turn.outcome.followUps.some((followUp) => followUp.what === what)

/** The plastic card was read, and the answer is valid. */
const readsValid = (turn: Turn): boolean =>
  ownCardShown(turn) &&
  turn.facts.delivered !== null &&
  turn.facts.delivered !== 'phone' &&
  turn.facts.delivered !== 'reinquiry' &&
  turn.facts.cardAnswer?.validity === 1 &&
  isInsuranceMatter(turn) &&
  turn.decision().outcome === 'accepted'

// ── the certificate before and after its end ───────────────────────────────────────────────────────────────────────

const endsOn = (expiry: string): Traits => ({ card: cardExpired(expiry) })
const onDayWith = (day: string, id: string, title: Title, expiry: string): Edge =>
  onDay(day, id, title, () => one(() => endsOn(expiry), reception(readCard)))

/** How the advice stands to the day: due in the last three months, too early before, either on the day three months before. */
function adviceOn(day: CivilDate, expiry: CivilDate): 'due' | 'early' | 'either' {
  const begins = addMonths(expiry, -3)
  if (day > begins) return 'due'
  return day < begins ? 'early' : 'either'
}

const rowB: Requirement = {
  id: 'row-B',
  severity: 'must',
  sentence: {
    ja: '電子証明書の期限の3か月前の日の翌日から期限の日までに読み取ったカードは通常どおり使い、更新を案内する。それより前には案内しない。',
    en: 'A card read from the day after the day three months before the expiry of its certificate to the expiry is used as usual with the advice to renew; earlier the advice is not given.',
  },
  sources: ['rules.md 2.1 row B', 'rules.md 3 [W66][D29][W20]'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    onDayWith('2026-08-20', 'day-before', { ja: '3か月前の日', en: 'the day three months before' }, '2026-11-20'),
    onDayWith('2026-08-21', 'first-day', { ja: '案内の初日', en: 'first day of the advice' }, '2026-11-20'),
    onDayWith(
      '2025-11-29',
      'leap/first-day',
      { ja: '2月末の期限、初日', en: 'expiry at the end of February' },
      '2026-02-28',
    ),
    anyDay('inside', { ja: '期限前3か月のうち', en: 'inside the three months' }, (day) =>
      dayBetween(addDays(day, 1), addDays(day, 85)).chain((expiry) => one(() => endsOn(expiry), reception(readCard))),
    ),
    anyDay('last-day', { ja: '期限の日', en: 'the day of expiry' }, (day) =>
      one(() => endsOn(day), reception(readCard)),
    ),
    anyDay('earlier', { ja: 'それより前', en: 'earlier' }, (day) =>
      dayBetween(addMonths(day, 4), addMonths(day, 12)).chain((expiry) =>
        one(() => endsOn(expiry), reception(readCard)),
      ),
    ),
  ],
  mutants: ['renewal-unmentioned', 'renewal-in-last-month', 'renewal-for-everybody'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const certificate = turn.facts.card?.certificate
      return readsValid(turn) && (certificate === 'WARN' || certificate === 'VALID')
    },
    check: (turn) => {
      const expiry = turn.facts.card?.certificateExpiry ?? null
      if (!pickedUp(turn)) return notPickedUp(turn)
      if (undecided(turn) || !acceptedByReader(turn) || expiry === null) return null
      const told = isTold(turn, 'renew-certificate')
      const advice = adviceOn(turn.day, expiry)
      if (advice === 'due' && !told)
        return finding('renewal-not-advised', turn, `the advice to renew: it ends on ${expiry}`, 'no advice')
      return advice === 'early' && told
        ? finding('renewal-advised-early', turn, `no advice yet: it ends on ${expiry}`, 'the advice to renew')
        : null
    },
  }),
}

const rowC: Requirement = {
  id: 'row-C',
  severity: 'must',
  sentence: {
    ja: '猶予期間中に読み取ったカードは資格の確認に使い、あわせて更新を案内する。',
    en: 'A card read in the grace of its certificate proves cover, and the patient is advised to renew it.',
  },
  sources: ['rules.md 2.1 row C', 'rules.md 3 [W22][W24]'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('first-day', { ja: '猶予の初日', en: 'first day of the grace' }, (day) =>
      one(() => endsOn(addDays(day, -1)), reception(readCard)),
    ),
    anyDay('inside', { ja: '猶予の期間中', en: 'inside the grace' }, (day) =>
      dayBetween(addDays(day, -80), addDays(day, -2)).chain((expiry) => one(() => endsOn(expiry), reception(readCard))),
    ),
    onDayWith(
      '2026-12-31',
      '2026-09-30/last-day',
      { ja: '2026-09-30に期限切れ、2026-12-31', en: 'expired 2026-09-30, on 2026-12-31' },
      '2026-09-30',
    ),
    onMonthEnd('last-day', { ja: '猶予の最終日', en: 'last day of the grace' }, (day) =>
      one(() => endsOn(`${addMonths(day, -3).slice(0, 7)}-10`), reception(readCard)),
    ),
  ],
  mutants: ['grace-unmentioned', 'grace-three-months-from-expiry', 'grace-ninety-days', 'grace-end-clipped'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => readsValid(turn) && turn.facts.card?.certificate === 'GRACE' && turn.facts.card.body === 'LIVE',
    check: (turn) => {
      if (!pickedUp(turn)) return notPickedUp(turn)
      if (undecided(turn)) return null
      if (!acceptedByReader(turn))
        return finding('refused-in-grace', turn, 'accepted as read, with the advice to renew', pictured(turn.outcome))
      return isTold(turn, 'renew-certificate')
        ? null
        : finding('renewal-not-advised', turn, 'the advice to renew: the certificate has ended', 'no advice')
    },
  }),
}

// ── consents ───────────────────────────────────────────────────────────────────────────────────────────────────────

const look = (what: keyof Agreed): StepInput => ({ do: 'view', visit: 'v1', role: 'qualified', what })

const agreeing = (id: string, title: Title, agreed: Agreed, ...views: readonly (keyof Agreed)[]): Edge =>
  anyDay(id, title, () => one(() => ({}), reception(cardAgreeing(agreed)), ...views.map(look)))

/** What the patient agreed to at the reader; null when no card of his was read. */
function agreedIn(turn: Turn): Agreed | null {
  const card = turn.step.show.find((thing) => thing.kind === 'my-number-card')
  if (card?.kind !== 'my-number-card') return null
  return { medicines: card.consents?.medicines ?? true, checkups: card.consents?.checkups ?? true }
}

const PREFIX: Readonly<Record<keyof Agreed, string>> = { medicines: 'YZK', checkups: 'TKK' }

const s56: Requirement = {
  id: 'S56',
  severity: 'must',
  sentence: {
    ja: '薬剤・健診情報の閲覧に同意しなくても資格の回答は使い、同意しなかった情報だけを要求しない。',
    en: 'A patient who refuses to have medicines or check-ups viewed still proves his cover, and exactly what he refused is not requested.',
  },
  sources: ['counter.md S56', 'rules.md 2.3', 'wire.md 5.1, 5.3 [D1]'],
  needs: ['receive', 'view'],
  inquiry: true,
  edges: [
    agreeing('all-refused', { ja: 'すべて不同意', en: 'all refused' }, { medicines: false, checkups: false }),
    agreeing(
      'medicines-refused',
      { ja: '薬剤だけ不同意', en: 'medicines refused' },
      { medicines: false, checkups: true },
      'medicines',
    ),
    agreeing(
      'checkups-refused',
      { ja: '健診だけ不同意', en: 'check-ups refused' },
      { medicines: true, checkups: false },
      'checkups',
    ),
  ],
  mutants: ['eligibility-needs-consent', 'one-consent-opens-all'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const agreed = agreedIn(turn)
      const certificate = turn.facts.card?.certificate
      return (
        readsValid(turn) &&
        (certificate === 'VALID' || certificate === 'WARN') &&
        agreed !== null &&
        !(agreed.medicines && agreed.checkups)
      )
    },
    check: (turn, history) => {
      const agreed = agreedIn(turn)
      if (!pickedUp(turn)) return notPickedUp(turn)
      if (agreed === null || undecided(turn)) return null
      if (!acceptedByReader(turn))
        return finding('consent-demanded', turn, 'accepted as read: cover needs no consent', pictured(turn.outcome))
      const refused = (['medicines', 'checkups'] as const).filter((what) => !agreed[what])
      const sent = stepsFor(history, 'view', turn.step.visit)
        .flatMap((record) => record.messages.filter(isMedical))
        .find(({ name }) => refused.some((what) => name.startsWith(PREFIX[what])))
      return sent === undefined
        ? null
        : finding('read-against-refusal', turn, `no request for ${refused.join(', ')}`, `${sent.name} was sent`)
    },
  }),
}

// ── address and common name ────────────────────────────────────────────────────────────────────────────────────────

const validOnPaper = (turn: Turn): boolean =>
  papersOf(turn, 'certificate').some((fields) => {
    const key = keyOf(fields)
    return key !== null && key.insurerNumber.length === 6 && answerTo(turn, key)?.validity === 1
  })

const s29: Requirement = {
  id: 'S29',
  severity: 'must',
  sentence: {
    ja: '国保の保険者の所在地と患者の住所が違っても、回答が1（有効）なら受け付ける（マル学、住所地特例）。',
    en: 'A member of 国保 whose address lies outside the municipality of his insurer is accepted when the answer is 1 (student away from home, resident of a facility).',
  },
  sources: ['counter.md S29', 'rules.md 2.5'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('card', { ja: 'カード', en: 'card' }, () =>
      distantInsurer.chain((insurerNumber) => one(distantMember(insurerNumber), reception(readCard))),
    ),
    anyDay('paper', { ja: '資格確認書', en: 'eligibility certificate' }, () =>
      distantInsurer.chain((insurerNumber) => one(distantMember(insurerNumber), reception([certificateInTerm()]))),
    ),
  ],
  mutants: ['address-must-match'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      if (!isInsuranceMatter(turn) || turn.decision().outcome !== 'accepted') return false
      if (ownCardShown(turn)) return readsValid(turn) && turn.facts.cardAnswer?.record?.key.insurerNumber.length === 6
      return !shows(turn, 'phone') && turn.decision().method === 'M08' && validOnPaper(turn)
    },
    check: (turn) => {
      if (ownCardShown(turn) ? !pickedUp(turn) : inquiries(turn.visitMessages).length === 0)
        return ownCardShown(turn) ? notPickedUp(turn) : notInquired(turn)
      if (undecided(turn)) return null
      return accepted(turn)
        ? null
        : finding('address-taken-for-error', turn, 'accepted: the answer is 1', pictured(turn.outcome))
    },
  }),
}

const s21: Requirement = {
  id: 'S21',
  severity: 'must',
  sentence: {
    ja: '回答の氏名（その他）がカルテの通称と一致すれば、氏名と番号が変わっていても同じ人として受け付け、同じカルテに記録する。',
    en: 'When NameOfOther of the answer is the common name in the chart, the person is the same although Name and numbers differ: accepted and filed in that chart.',
  },
  sources: ['counter.md S21 [D48]', 'rules.md 2.1 row AA, 5.8'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('card', { ja: 'カード', en: 'card' }, () => underCommonName(readCard)),
    anyDay('by-visual', { ja: 'カード、目視確認', en: 'card, visual check' }, () =>
      underCommonName([{ kind: 'my-number-card', reader: ['visual'] }]),
    ),
  ],
  mutants: ['other-name-unread', 'second-chart-for-a-name'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const { chart } = turn.presentation
      const record = turn.facts.cardAnswer?.record ?? null
      return (
        readsValid(turn) &&
        chart !== null &&
        record?.otherName !== undefined &&
        record.otherName === chart.name &&
        record.name !== chart.name &&
        record.birthDate === chart.birthDate
      )
    },
    check: (turn) => {
      if (!pickedUp(turn)) return notPickedUp(turn)
      const own = turn.presentation.chart
      if (undecided(turn) || own === null) return null
      if (!accepted(turn))
        return finding('other-name-refused', turn, 'accepted: the common name is in the answer', pictured(turn.outcome))
      const { chart } = turn.outcome
      if (chart === undefined) return null
      return chart?.patientNo === own.patientNo
        ? null
        : finding('other-name-other-chart', turn, `chart ${own.patientNo}`, `chart ${chart?.patientNo ?? 'none'}`)
    },
  }),
}

/** Requirements about a card that was read: its certificate, its consents, and whose it is. */
export const rowCardRequirements: readonly Requirement[] = [rowB, rowC, s56, s29, s21]
