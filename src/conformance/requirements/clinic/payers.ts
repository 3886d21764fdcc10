import fc from 'fast-check'
import { shareByAge } from '../../../domain/decide.ts'
import { type CivilDate, civilDate, civilMonth, dayOfMonth, yearOf } from '../../../domain/civil-date.ts'
import type { AnswerRecord } from '../../../domain/presentation.ts'
import { valueOn } from '../../../domain/rules.ts'
import { ticketDay } from '../../../domain/rules/methods.ts'
import type { History } from '../../../../scenarios/history.ts'
import {
  type ShowInput,
  type StepInput,
  cardInHand,
  certificateInTerm,
  one,
  ordinary,
  readCard,
  reception,
} from '../../arbitraries/cases.ts'
import { anyDay, onDay, overTime } from '../../arbitraries/edges.ts'
import { assistance, because, child, childSubsidy, claimed, specialCare, subsidy } from '../../arbitraries/payers.ts'
import { type Traits, changedInsurer, employeeCover } from '../../arbitraries/people.ts'
import {
  type Turn,
  accepted,
  bookOf,
  chargedWhole,
  examineTurns,
  finding,
  notPickedUp,
  pickedUp,
  pictured,
  recordedKey,
  sameNumbers,
  turnsOf,
  undecided,
} from '../../evidence.ts'
import { claimsOf, groundOf, hasOwnResult, payerOf, placeOf } from '../../evidence-payers.ts'
import type { Examination, Finding, Requirement } from '../../requirement.ts'

const SPECIAL_CARE = '05'
const ASSISTANCE = 'A1'

/** The result of the own card was never fetched, although it lay ready. */
const leftLying = (turn: Turn): boolean => hasOwnResult(turn) && !pickedUp(turn)

/** The record that the own card shows as ground for this visit; null when the visit rests on something else. */
const shownByCard = (turn: Turn): AnswerRecord | null => {
  const ground = groundOf(turn)
  return ground?.by === 'card' && hasOwnResult(turn) ? ground.record : null
}

// ── the share where the answer has none ────────────────────────────────────────────────────────────────────────────

const bornOn =
  (birthDate: string) =>
  (at: number): Traits => ({
    birthDate,
    cover: employeeCover(at, { branch: '01', relation: 'dependant', acquired: birthDate }),
  })

const preschool = (day: string, birthDate: string, id: string, ja: string, en: string) =>
  onDay(day, id, { ja, en }, () => one(bornOn(birthDate), reception(readCard)))

/** Elderly shares are the matter of C07 and S40. */
const isYoung = (birthDate: CivilDate, day: CivilDate): boolean => yearOf(day) - yearOf(birthDate) < 69

const hasNoRatio = ({ scheme, classification, elderly }: AnswerRecord): boolean =>
  scheme !== 'kouki' && elderly === null && classification !== SPECIAL_CARE && classification !== ASSISTANCE

const c06: Requirement = {
  id: 'C06',
  severity: 'must',
  sentence: {
    ja: '回答に割合の項目がない人は法律で決まる割合とする。未就学（6歳に達する日以後の最初の3月31日まで）は2割、そのあとは3割。',
    en: 'Where the answer has no ratio element the share is the one of the law: two tenths through the 31 March on or after the day on which six is reached, three tenths afterwards.',
  },
  sources: ['counter.md C06', 'rules.md 2.2, 6 [W54]', 'wire.md 2.2'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    preschool('2026-03-31', '2020-04-01', '2020-04-01/last', '4月1日生まれ、最後の日', 'born on 1 April, last day'),
    preschool('2026-04-01', '2020-04-01', '2020-04-01/next', '4月1日生まれ、翌日', 'born on 1 April, next day'),
    preschool('2026-04-01', '2020-04-02', '2020-04-02/a-year', '4月2日生まれ、同じ日', 'born on 2 April, that day'),
    preschool('2027-03-31', '2020-04-02', '2020-04-02/last', '4月2日生まれ、最後の日', 'born on 2 April, last day'),
    preschool('2027-04-01', '2020-04-02', '2020-04-02/next', '4月2日生まれ、翌日', 'born on 2 April, next day'),
    anyDay('six-already', { ja: '6歳になった未就学児', en: 'six years old, before school' }, (day) =>
      one(bornOn(`${yearOf(day) - (day.slice(5) < '04-01' ? 7 : 6)}-06-15`), reception(readCard)),
    ),
    anyDay('adult', { ja: '大人', en: 'an adult' }, () => ordinary(reception(readCard))),
    anyDay('by-number', { ja: '番号照会', en: 'by number' }, () =>
      ordinary(reception([certificateInTerm({ misprint: { ratio: null } })])),
    ),
  ],
  mutants: ['absent-ratio-is-error', 'preschool-by-birthday', 'three-tenths-for-all'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const ground = groundOf(turn)
      return (
        ground !== null &&
        (ground.by === 'number' || hasOwnResult(turn)) &&
        hasNoRatio(ground.record) &&
        isYoung(ground.record.birthDate, turn.day) &&
        (accepted(turn) || leftLying(turn))
      )
    },
    check: (turn) => {
      if (leftLying(turn)) return notPickedUp(turn)
      const record = groundOf(turn)?.record
      const insurance = payerOf(turn, 'insurance')
      if (record === undefined || insurance === null) return null
      const share = shareByAge(record.birthDate, turn.day)
      if (insurance.share === share) return null
      const code = insurance.share === null ? 'share-not-derived' : 'wrong-share'
      return finding(code, turn, `share ${share ?? 'to be asked'}`, pictured(turn.outcome))
    },
  }),
}

// ── 特別療養 and 医療扶助 ──────────────────────────────────────────────────────────────────────────────────────────

const inSpecialCare = (at: number): Traits => ({ cover: specialCare(at) })
const onAssistance = (ticket?: string | null) => (): Traits => ({
  covers: [assistance(ticket === undefined ? {} : { ticket })],
})
const withInsurance = (at: number): Traits => ({
  covers: [employeeCover(at), assistance({ ticket: 'start-20d' })],
})

const isOnAssistance = (turn: Turn): boolean => shownByCard(turn)?.classification === ASSISTANCE
const lacksTicket = (turn: Turn): boolean => isOnAssistance(turn) && turn.facts.cardAnswer?.validity === 6

const ticketDayOf = (turn: Turn, history: History): number => valueOn(ticketDay, turn.day, bookOf(history))

/** A dated plan to look for the ticket, here or at the welfare office. */
const plansTicket = (turn: Turn): boolean =>
  turn.outcome.followUps.some(({ what, due }) => due !== null && (what === 'recheck' || what === 'ask-welfare-office'))

const sharesOfInsurance = ['010', '020', '030']

/** Accepted on 医療扶助 and charged nothing of insurance. */
function assistanceFinding(turn: Turn): Finding | null {
  if (!accepted(turn))
    return finding('assistance-refused', turn, 'treated: the ticket comes later', pictured(turn.outcome))
  const charged = turn.outcome.payers.some(({ share }) => share !== null && sharesOfInsurance.includes(share))
  return charged ? finding('assistance-share', turn, 'no share of insurance', pictured(turn.outcome)) : null
}

function specialShare(turn: Turn): Finding | null {
  return chargedWhole(turn) ? null : finding('special-care-share', turn, 'share 100', pictured(turn.outcome))
}

/** 公費 of a visit that is missing in a claim which tells of 公費. */
function unclaimedExpense(turn: Turn, history: History, number: string): Finding | null {
  const without = claimsOf(history, turn).find(
    ({ line }) => line?.publicExpense !== undefined && !line.publicExpense.includes(number),
  )
  return without === undefined
    ? null
    : finding('public-expense-unclaimed', without.record, `${number} beside the insurance`, 'not in the claim')
}

function bothFinding(turn: Turn, history: History): Finding | null {
  const [insurance, aid] = [placeOf(turn, 'insurance'), placeOf(turn, 'medical-assistance')]
  const number = groundOf(turn)?.answer.beside?.key.insurerNumber ?? ''
  return insurance >= 0 && insurance < aid
    ? unclaimedExpense(turn, history, number)
    : finding('second-record-dropped', turn, 'insurance, then medical-assistance', pictured(turn.outcome))
}

const hasBoth = (turn: Turn): boolean =>
  shownByCard(turn) !== null && !isOnAssistance(turn) && groundOf(turn)?.answer.beside?.classification === ASSISTANCE

const c19: Requirement = {
  id: 'C19',
  severity: 'must',
  sentence: {
    ja: '区分05の記録は10割とする。医療扶助の回答6（未登録）は医療券の登録日の前なら断らず3割にもせず、後日の確認を予定する。医療保険と医療扶助の二つの記録は両方とも残す。',
    en: 'A record of class 05 is charged 10割; somebody on medical assistance whose answer is 6 before the ticket day is treated with a follow-up, neither refused nor charged 3割; an insurance and a medical assistance in one answer are both kept.',
  },
  sources: ['counter.md C19 S33 S34 [D36][D69][D107]', 'rules.md 2.1 rows AF AG, 2.2', 'wire.md 3.1 OQSCD006 OQSCD010'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('special-care', { ja: '特別療養', en: 'class 05' }, () => one(inSpecialCare, reception(readCard))),
    onDay('2026-11-14', 'ticket-day-before', { ja: '医療券の登録日の前日', en: 'day before the ticket day' }, () =>
      one(onAssistance(null), reception(readCard)),
    ),
    onDay('2026-12-01', 'first-of-month', { ja: '月初、医療券はまだない', en: 'the 1st, no ticket yet' }, () =>
      one(onAssistance(), reception(readCard)),
    ),
    anyDay('two-records', { ja: '医療保険と医療扶助', en: 'insurance and medical assistance' }, () =>
      one(withInsurance, ...claimed(readCard)),
    ),
  ],
  mutants: [
    'three-for-class-05',
    'refuses-answer-6',
    'first-record-only',
    'public-expense-unclaimed',
    'three-tenths-for-assistance',
    'three-tenths-for-all',
    'validity-ignored',
    'address-must-match',
  ],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) =>
      shownByCard(turn)?.classification === SPECIAL_CARE ||
      hasBoth(turn) ||
      (lacksTicket(turn) && dayOfMonth(turn.day) < ticketDayOf(turn, history)),
    check: (turn, history) => {
      if (leftLying(turn)) return notPickedUp(turn)
      if (undecided(turn)) return null
      if (hasBoth(turn)) return accepted(turn) ? bothFinding(turn, history) : null
      if (!lacksTicket(turn)) return specialShare(turn)
      const planned = plansTicket(turn)
        ? null
        : finding('ticket-forgotten', turn, 'a dated follow-up: recheck or ask-welfare-office', 'none')
      return assistanceFinding(turn) ?? planned
    },
  }),
}

const asksWelfareOffice = (turn: Turn): boolean =>
  turn.outcome.followUps.some(({ what }) => what === 'ask-welfare-office')

const rowAF: Requirement = {
  id: 'row-AF',
  severity: 'must',
  sentence: {
    ja: '医療扶助の人に保険の割合を請求しない。医療券の登録日を過ぎても回答6（未登録）なら、受け付けたうえで福祉事務所に確認する。',
    en: 'Nobody on medical assistance is charged a share of insurance; when the answer is still 6 after the ticket day he is treated and the welfare office is asked.',
  },
  sources: ['rules.md 2.1 row AF, 2.2 step 2 [D69][D107]', 'counter.md S33 (setting ticket.day)'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    onDay('2026-11-16', 'ticket-day-after', { ja: '医療券の登録日の翌日', en: 'day after the ticket day' }, () =>
      one(onAssistance(null), reception(readCard)),
    ),
    onDay('2026-11-30', 'end-of-month', { ja: '月末になっても未登録', en: 'none at the end of the month' }, () =>
      one(onAssistance(null), reception(readCard)),
    ),
    onDay('2026-11-14', 'ticket-day-before', { ja: '医療券の登録日の前日', en: 'day before the ticket day' }, () =>
      one(onAssistance(null), reception(readCard)),
    ),
    anyDay('ticket', { ja: '医療券がある', en: 'the ticket is there' }, () =>
      one(onAssistance('start-1d'), reception(readCard)),
    ),
  ],
  mutants: [
    'ticket-never-missed',
    'refuses-answer-6',
    'three-tenths-for-assistance',
    'three-tenths-for-all',
    'validity-ignored',
  ],
  examine: examineTurns({
    evidence: 'observed',
    about: isOnAssistance,
    check: (turn, history) => {
      if (leftLying(turn)) return notPickedUp(turn)
      if (undecided(turn)) return null
      const missed = lacksTicket(turn) && dayOfMonth(turn.day) > ticketDayOf(turn, history)
      const unasked =
        missed && !asksWelfareOffice(turn)
          ? finding('welfare-office-not-asked', turn, 'follow-up ask-welfare-office', 'none')
          : null
      return assistanceFinding(turn) ?? unasked
    },
  }),
}

const rowAG: Requirement = {
  id: 'row-AG',
  severity: 'must',
  sentence: {
    ja: '特別療養（区分05）の受診は請求しない。支払った10割は医療機関でなく保険者が特別療養費として払い戻す。',
    en: 'A visit of class 05 is not claimed, and what was paid is given back by the insurer (特別療養費), never by the clinic.',
  },
  sources: ['rules.md 2.1 row AG [D36][D37]', 'counter.md S34'],
  needs: ['receive', 'claim'],
  inquiry: true,
  edges: [
    anyDay('by-card', { ja: 'カード', en: 'by card' }, () => one(inSpecialCare, ...claimed(readCard))),
    anyDay('revisit', { ja: '再診', en: 're-visit' }, () => one(inSpecialCare, ...claimed(readCard, { chart: {} }))),
  ],
  mutants: ['claims-special-care', 'special-care-refunded-here'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) =>
      shownByCard(turn)?.classification === SPECIAL_CARE &&
      (leftLying(turn) || turn.outcome.refund !== undefined || claimsOf(history, turn).length > 0),
    check: (turn, history) => {
      if (leftLying(turn)) return notPickedUp(turn)
      if (undecided(turn)) return null
      if (turn.outcome.refund === 'clinic')
        return finding('special-care-refund', turn, 'refund by the insurer', 'refund by the clinic')
      const written = claimsOf(history, turn).find(({ line }) => line !== null)
      return written === undefined
        ? null
        : finding('special-care-claimed', written.record, 'no line for this visit', written.line?.step ?? '')
    },
  }),
}

const lostToWelfare =
  (date: string, extra: { readonly knownAt?: string } = {}) =>
  (at: number): Traits => ({ cover: employeeCover(at, { lost: { date, reason: '02', ...extra } }) })

const rowY2: Requirement = {
  id: 'row-Y2',
  severity: 'must',
  sentence: {
    ja: '資格喪失の事由が02（生活保護受給開始）なら、福祉事務所に確認する。',
    en: 'When the reason of the loss is 02 (public assistance began), the welfare office is asked.',
  },
  sources: ['rules.md 2.1 row Y2, 2.3 [W68]', 'counter.md S33', 'wire.md 3.1 OQSCD008'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('loss-day', { ja: '喪失日の当日', en: 'on the loss day' }, () =>
      one(lostToWelfare('start', { knownAt: 'start-1dT12:00' }), reception(readCard)),
    ),
    anyDay('later', { ja: '喪失から10日後', en: 'ten days after the loss' }, () =>
      one(lostToWelfare('start-10d'), reception(readCard)),
    ),
  ],
  mutants: ['welfare-loss-overlooked', 'validity-ignored'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const { cardAnswer } = turn.facts
      const loss = cardAnswer?.validity === 2 ? (cardAnswer.record?.loss ?? null) : null
      return (
        hasOwnResult(turn) &&
        loss !== null &&
        loss.reason === '02' &&
        loss.date <= turn.day &&
        turn.decision().followUps.includes('ask-welfare-office')
      )
    },
    check: (turn) => {
      if (leftLying(turn)) return notPickedUp(turn)
      if (undecided(turn) || asksWelfareOffice(turn)) return null
      return finding('welfare-office-not-asked', turn, 'follow-up ask-welfare-office', 'none')
    },
  }),
}

// ── a change of insurer inside a month ─────────────────────────────────────────────────────────────────────────────

const visitAgain: StepInput = { ...reception(readCard), visit: 'v2' }

const changing =
  (day: string) =>
  (at: number): Traits => ({
    covers: changedInsurer(at, day, { knownAt: 'start-1dT08:00' }).map((cover) =>
      cover.lost === undefined ? cover : { ...cover, lost: { ...cover.lost, knownAt: 'start-1dT08:00' } },
    ),
  })

interface ClaimedVisit {
  readonly turn: Turn
  readonly claimed: ReturnType<typeof claimsOf>[number]
}

const claimedVisits = (history: History): ClaimedVisit[] =>
  turnsOf(history).flatMap((turn) => {
    const changes = turn.facts.ownCard && groundOf(turn) !== null && accepted(turn)
    return changes ? claimsOf(history, turn).map((each) => ({ turn, claimed: each })) : []
  })

const insurersOf = (history: History, person: string): Set<string> =>
  new Set(
    Object.values(history.scenario.people[person]?.changes?.coverage ?? []).flatMap(
      ({ insurerNumber }) => insurerNumber ?? [],
    ),
  )

/** The line of a visit goes to another insurer than the one of its day. */
function elsewhere({ turn, claimed: { record, line } }: ClaimedVisit): Finding | null {
  const right = groundOf(turn)?.record.key
  if (line === null || right === undefined || line.step !== 'CURRENT') return null
  if (line.insurerNumber === right.insurerNumber && line.number === right.number) return null
  return finding(
    'wrong-insurer',
    record,
    `${right.insurerNumber} ${right.number}`,
    `${line.insurerNumber} ${line.number}`,
  )
}

/** Two visits of a month with two insurers stand on one claim. */
function merged(visits: readonly ClaimedVisit[]): Finding | null {
  for (const a of visits) {
    for (const b of visits) {
      const [first, second] = [groundOf(a.turn)?.record.key, groundOf(b.turn)?.record.key]
      const pair =
        a.claimed.record.index === b.claimed.record.index &&
        a.turn.step.visit !== b.turn.step.visit &&
        a.turn.step.person === b.turn.step.person &&
        civilMonth(a.turn.day) === civilMonth(b.turn.day) &&
        first?.insurerNumber !== second?.insurerNumber
      if (!pair) continue
      const [left, right] = [a.claimed.line, b.claimed.line]
      if (left?.form === undefined || right?.form === undefined || left.form !== right.form) continue
      return finding('one-claim', a.claimed.record, 'two claims (form)', `one claim: ${left.form}`)
    }
  }
  return null
}

function examineChange(history: History): Examination | null {
  const visits = claimedVisits(history).filter(
    ({ turn, claimed: { line } }) => line !== null && insurersOf(history, turn.step.person).size > 1,
  )
  if (visits.length === 0) return null
  const findings = [...visits.map(elsewhere), merged(visits)].flatMap((found) => found ?? [])
  return { evidence: 'reported', findings }
}

const c21: Requirement = {
  id: 'C21',
  severity: 'must',
  sentence: {
    ja: '月の途中で保険者が変わったら、資格取得日で分けて二枚の請求とする。前日までは前の保険者、当日からは新しい保険者。',
    en: 'A change of insurer inside a month gives two claims divided at the acquisition day: the day before goes to the old insurer, that day to the new one.',
  },
  sources: ['counter.md C21 S03 [D55][D35]', 'rules.md 2.5'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    {
      ...overTime('both-days', { ja: '前日と当日の二つの受診', en: 'visits on the day before and on the day' }, () =>
        one(changing('start+1d'), reception(readCard), { do: 'clock', to: '+24h' }, visitAgain, {
          do: 'claim',
          visits: ['v1', 'v2'],
        }),
      ),
      day: fc.constantFrom(civilDate('2026-11-09'), civilDate('2026-10-20'), civilDate('2026-09-14')),
    },
    anyDay('day-before', { ja: '資格取得日の前日', en: 'the day before the acquisition' }, () =>
      one(changing('start+1d'), ...claimed(readCard)),
    ),
    anyDay('acquisition-day', { ja: '資格取得日', en: 'the acquisition day' }, () =>
      one(changing('start'), ...claimed(readCard)),
    ),
  ],
  mutants: ['one-claim-per-month'],
  examine: examineChange,
}

// ── other payers ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Insurance was used for a visit that it does not pay for, at the counter or in the claim. */
function insuranceUsed(turn: Turn, history: History): Finding | null {
  if (placeOf(turn, 'insurance') >= 0 || placeOf(turn, 'public-expense') >= 0)
    return finding('not-insurance', turn, 'no health insurance among the payers', pictured(turn.outcome))
  const written = claimsOf(history, turn).find(({ line }) => line !== null)
  return written === undefined
    ? null
    : finding(
        'not-insurance',
        written.record,
        'no line for this visit',
        `a line to ${written.line?.insurerNumber ?? ''}`,
      )
}

const isMatter =
  (...matters: readonly string[]) =>
  (turn: Turn): boolean =>
    matters.includes(turn.presentation.circumstances.matter)

/** Somebody was named who pays, or a claim step says that nothing is claimed: the question was decided. */
const isSettled = (turn: Turn, history: History): boolean =>
  turn.outcome.payers.length > 0 || turn.outcome.decision === 'other-payer' || claimsOf(history, turn).length > 0

const paidElsewhere = (...matters: readonly string[]) =>
  examineTurns({
    evidence: 'reported',
    about: (turn, history) => isMatter(...matters)(turn) && isSettled(turn, history),
    check: (turn, history) => (undecided(turn) ? null : insuranceUsed(turn, history)),
  })

const c23: Requirement = {
  id: 'C23',
  severity: 'must',
  sentence: {
    ja: '業務災害・通勤災害は、カードの資格が有効でも健康保険に請求しない。',
    en: 'An accident at work or on the way there is not claimed on health insurance, although the card reads valid.',
  },
  sources: ['counter.md C23 S35 [D70]', 'rules.md 2.1 row AH'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('valid-card', { ja: '有効なカード', en: 'a valid card' }, () =>
      ordinary(...claimed(readCard, because('work-accident'))),
    ),
    anyDay('paper', { ja: '有効期限内の資格確認書', en: 'a certificate in term' }, () =>
      ordinary(...claimed([certificateInTerm()], because('work-accident'))),
    ),
  ],
  mutants: ['valid-card-means-insurance'],
  examine: paidElsewhere('work-accident'),
}

const s42: Requirement = {
  id: 'S42',
  severity: 'must',
  sentence: {
    ja: '自費診療・健診・予防接種・正常分娩は、資格が有効でも健康保険に請求しない。',
    en: 'Private care, check-ups, vaccinations and normal births are not claimed on health insurance, although cover is valid.',
  },
  sources: ['counter.md S42', 'rules.md 2.1 row AH'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('valid-card', { ja: '有効なカード', en: 'a valid card' }, () =>
      ordinary(...claimed(readCard, because('private'))),
    ),
    anyDay('kouki-paper', { ja: '公費の受給者証も示す', en: 'with a subsidy beside it' }, () =>
      ordinary(...claimed(cardInHand(subsidy()), because('private'))),
    ),
  ],
  mutants: ['valid-card-means-insurance', 'private-on-insurance'],
  examine: paidElsewhere('private'),
}

function thirdPartyFinding(turn: Turn, history: History): Finding | null {
  if (!turn.outcome.followUps.some(({ what }) => what === 'third-party-notice'))
    return finding('third-party-unreported', turn, 'follow-up third-party-notice', 'none')
  const uncoded = claimsOf(history, turn).find(
    ({ line }) => line?.special !== undefined && !line.special.some((code) => code.startsWith('10')),
  )
  return uncoded === undefined
    ? null
    : finding('third-party-code', uncoded.record, '特記事項 10', (uncoded.line?.special ?? []).join(' ') || 'none')
}

const rowAH: Requirement = {
  id: 'row-AH',
  severity: 'must',
  sentence: {
    ja: '第三者行為に保険を使うときは傷病届を案内し、請求に特記事項10を付ける。保険を使わないときは健康保険に請求しない。',
    en: 'An injury by a third party treated on insurance is followed by the notice to the insurer and claimed with code 10; treated without insurance it is not claimed.',
  },
  sources: ['rules.md 2.1 row AH [D70][D105]', 'counter.md S36'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('insured', { ja: '保険を使う', en: 'on insurance' }, () =>
      ordinary(...claimed(readCard, because('third-party-insured'))),
    ),
    anyDay('insured-paper', { ja: '保険を使う、資格確認書', en: 'on insurance, by paper' }, () =>
      ordinary(...claimed([certificateInTerm()], because('third-party-insured'))),
    ),
    anyDay('liable', { ja: '保険を使わない', en: 'without insurance' }, () =>
      ordinary(...claimed(readCard, because('third-party-liable'))),
    ),
  ],
  mutants: ['third-party-unreported', 'third-party-without-code', 'valid-card-means-insurance'],
  examine: examineTurns({
    evidence: 'reported',
    about: (turn, history) =>
      isMatter('third-party-liable')(turn)
        ? isSettled(turn, history)
        : isMatter('third-party-insured')(turn) && accepted(turn),
    check: (turn, history) => {
      if (undecided(turn)) return null
      return isMatter('third-party-liable')(turn) ? insuranceUsed(turn, history) : thirdPartyFinding(turn, history)
    },
  }),
}

// ── subsidies ──────────────────────────────────────────────────────────────────────────────────────────────────────

type Shown = Turn['presentation']['shown'][number]
type AddOnShown = Extract<Shown, { kind: 'add-on' }>

const subsidiesOf = (turn: Turn): AddOnShown[] =>
  turn.presentation.shown.filter(
    (thing): thing is AddOnShown =>
      thing.kind === 'add-on' && (thing.certificate === 'subsidy' || thing.certificate === 'child-subsidy'),
  )

const inTerm = (turn: Turn, paper: AddOnShown): boolean => paper.validFrom <= turn.day && turn.day <= paper.validUntil

/** The one subsidy on the counter; null when there is none or more than one. */
function loneSubsidy(turn: Turn): AddOnShown | null {
  const [paper, ...others] = subsidiesOf(turn)
  return paper === undefined || others.length > 0 ? null : paper
}

/** A subsidy was used at the counter, or stands in a claim that tells of subsidies. */
function subsidyUsed(turn: Turn, history: History, paper: AddOnShown): Finding | null {
  if (placeOf(turn, 'public-expense') >= 0)
    return finding('subsidy-misused', turn, 'no public-expense among the payers', pictured(turn.outcome))
  const number = paper.payerNumber ?? ''
  const written = claimsOf(history, turn).find(({ line }) => line?.publicExpense?.includes(number) === true)
  return written === undefined
    ? null
    : finding('subsidy-misused', written.record, `no ${number} in the claim`, `${number} in the claim`)
}

function subsidyMissing(turn: Turn, history: History, paper: AddOnShown): Finding | null {
  const [insurance, expense] = [placeOf(turn, 'insurance'), placeOf(turn, 'public-expense')]
  if (expense < 0) return finding('subsidy-dropped', turn, 'insurance, then public-expense', pictured(turn.outcome))
  return insurance < expense && insurance >= 0
    ? unclaimedExpense(turn, history, paper.payerNumber ?? '')
    : finding('subsidy-order', turn, 'insurance, then public-expense', pictured(turn.outcome))
}

/** Accepted as read on an insurance of the own card, with one subsidy on the counter. */
const insuredWith = (turn: Turn): AddOnShown | null => {
  const record = shownByCard(turn)
  return record === null || record.classification === ASSISTANCE || record.classification === SPECIAL_CARE
    ? null
    : loneSubsidy(turn)
}

const examineSubsidy = (
  concerns: (turn: Turn, paper: AddOnShown) => boolean,
  check: (turn: Turn, history: History, paper: AddOnShown) => Finding | null,
) =>
  examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const paper = insuredWith(turn)
      return paper !== null && concerns(turn, paper) && (accepted(turn) || leftLying(turn))
    },
    check: (turn, history) => {
      if (leftLying(turn)) return notPickedUp(turn)
      const paper = insuredWith(turn)
      return paper === null ? null : check(turn, history, paper)
    },
  })

const s31: Requirement = {
  id: 'S31',
  severity: 'must',
  sentence: {
    ja: '公費は保険のあとに、受給者証の有効期間の中だけ使う。最後の日は使い、翌日は使わない。',
    en: 'A subsidy pays after the insurance and only inside the term of its own certificate: on its last day, not on the next.',
  },
  sources: ['counter.md S31 [D67]', 'rules.md 2.1 row AI'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('in-term', { ja: '有効期間の中', en: 'in term' }, () => ordinary(reception(cardInHand(subsidy())))),
    anyDay('last-day', { ja: '有効期間の最後の日', en: 'last day of the term' }, () =>
      ordinary(...claimed(cardInHand(subsidy({ validUntil: 'start' })))),
    ),
    anyDay('next-day', { ja: '有効期間の翌日', en: 'the day after the term' }, () =>
      ordinary(...claimed(cardInHand(subsidy({ validUntil: 'start-1d' })))),
    ),
    anyDay('before-first-day', { ja: '有効期間の前日', en: 'the day before the term' }, () =>
      ordinary(reception(cardInHand(subsidy({ validFrom: 'start+1d' })))),
    ),
    anyDay('child', { ja: 'こども医療', en: 'subsidy for children' }, () =>
      one(child, reception(cardInHand(childSubsidy()))),
    ),
  ],
  mutants: ['subsidy-first', 'subsidy-after-its-end', 'subsidy-last-day-exclusive', 'public-expense-unclaimed'],
  examine: examineSubsidy(
    (turn, paper) => isMatter('illness')(turn) && paper.samePrefecture,
    (turn, history, paper) =>
      inTerm(turn, paper) ? subsidyMissing(turn, history, paper) : subsidyUsed(turn, history, paper),
  ),
}

const s32: Requirement = {
  id: 'S32',
  severity: 'must',
  sentence: {
    ja: '他県の受給者証は使わず、2割または3割を受け取り領収書を渡す。',
    en: 'The subsidy of another prefecture is not used: two or three tenths are charged, against a receipt.',
  },
  sources: ['counter.md S32 [D68]', 'rules.md 2.1 row AI'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('schoolchild', { ja: '就学児', en: 'a child at school' }, () =>
      one(child, ...claimed(cardInHand(childSubsidy({ samePrefecture: false })))),
    ),
    anyDay('preschool', { ja: '未就学児', en: 'a child before school' }, () =>
      one(
        (at) => ({ ...child(at, { acquired: '2023-06-15' }), birthDate: '2023-06-15' }),
        reception(cardInHand(childSubsidy({ samePrefecture: false }))),
      ),
    ),
  ],
  mutants: ['subsidy-across-prefectures'],
  examine: examineSubsidy(
    (turn, paper) => !paper.samePrefecture && isMatter('illness')(turn) && inTerm(turn, paper),
    subsidyUsed,
  ),
}

const s37: Requirement = {
  id: 'S37',
  severity: 'should',
  sentence: {
    ja: '学校での負傷は保険と災害共済給付で賄い、こども医療は使わない。',
    en: 'An injury at school is treated on insurance with the mutual aid of the school; the subsidy for children is not used.',
  },
  sources: ['counter.md S37', 'rules.md 2.1 row AH'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('school-injury', { ja: '学校での負傷', en: 'injured at school' }, () =>
      one(child, ...claimed(cardInHand(childSubsidy()), because('school-injury'))),
    ),
  ],
  mutants: ['subsidy-at-school'],
  examine: examineSubsidy(
    (turn, paper) =>
      paper.certificate === 'child-subsidy' &&
      isMatter('school-injury')(turn) &&
      paper.samePrefecture &&
      inTerm(turn, paper),
    subsidyUsed,
  ),
}

const lostChild =
  (date: string, extra: { readonly knownAt?: string } = {}) =>
  (at: number): Traits =>
    child(at, { lost: { date, reason: '99', ...extra } })

const declared: ShowInput[number] = { kind: 'declaration', ratio: '030' }

/** The card showed a loss by the day; a visit accepted on other numbers rests on another insurance. */
const isUninsured = (turn: Turn): boolean => {
  const { cardAnswer } = turn.facts
  const lost = cardAnswer?.validity === 2 ? cardAnswer.record : null
  if (!hasOwnResult(turn) || lost === null || lost.loss === null || turn.day < lost.loss.date) return false
  const key = recordedKey(turn)
  const right = turn.decision()
  return (key === null || sameNumbers(key, lost.key)) && !right.payers.some(({ kind }) => kind === 'public-expense')
}

const c25: Requirement = {
  id: 'C25',
  severity: 'must',
  sentence: {
    ja: '保険の資格喪失日以後の受診に、公費・こども医療を使わない。',
    en: 'Subsidies are not applied to a visit on or after the day on which the insurance was lost.',
  },
  sources: ['counter.md C25 S31 S32', 'rules.md 2.1 row AI'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('loss-day', { ja: '資格喪失日の当日', en: 'on the loss day' }, () =>
      one(lostChild('start', { knownAt: 'start-1dT12:00' }), ...claimed(cardInHand(childSubsidy(), declared))),
    ),
    anyDay('later', { ja: '資格喪失の10日後', en: 'ten days after the loss' }, () =>
      one(lostChild('start-10d'), reception(cardInHand(childSubsidy(), declared))),
    ),
    anyDay('adult', { ja: '大人の公費', en: 'an adult with a subsidy' }, () =>
      one(
        (at) => ({ cover: employeeCover(at, { lost: { date: 'start-10d', reason: '99' } }) }),
        reception(cardInHand(subsidy(), declared)),
      ),
    ),
  ],
  mutants: ['subsidy-without-insurance', 'validity-ignored'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      loneSubsidy(turn) !== null &&
      isMatter('illness')(turn) &&
      isUninsured(turn) &&
      (isCharged(turn) || leftLying(turn)),
    check: (turn, history) => {
      if (leftLying(turn)) return notPickedUp(turn)
      const paper = loneSubsidy(turn)
      return paper === null ? null : subsidyUsed(turn, history, paper)
    },
  }),
}

const isCharged = (turn: Turn): boolean => turn.outcome.payers.length > 0

/** Requirements about who pays for a visit. */
export const payerRequirements: readonly Requirement[] = [
  c06,
  c19,
  rowAF,
  rowAG,
  rowY2,
  c21,
  c23,
  s42,
  rowAH,
  s31,
  s32,
  s37,
  c25,
]
