import fc from 'fast-check'
import { koukiStart } from '../../../domain/ages.ts'
import { type CivilDate, civilDate, civilMonth } from '../../../domain/civil-date.ts'
import { type LimitBand, limitBand } from '../../../domain/money/band.ts'
import { isHalvedMonth, limitClaimCode } from '../../../domain/money/limit.ts'
import { patientPays } from '../../../domain/money/patient-pays.ts'
import type { Share } from '../../../domain/presentation.ts'
import { readEligibilityAnswer } from '../../../wire/eligibility-result.ts'
import type { History } from '../../../../scenarios/history.ts'
import { type ShowInput, certificateInTerm, one, readCard, reception } from '../../arbitraries/cases.ts'
import { anyDay, onDay, overTime } from '../../arbitraries/edges.ts'
import { bill, claim, claimed } from '../../arbitraries/payers.ts'
import { type Traits, employeeCover, koukiCover } from '../../arbitraries/people.ts'
import {
  type Turn,
  accepted,
  bookOf,
  examineTurns,
  finding,
  inquiries,
  isInsuranceMatter,
  notPickedUp,
  pickedUp,
  pictured,
  shows,
} from '../../evidence.ts'
import { type Ground, billsOf, claimsOf, groundOf, hasOwnResult, payerOf } from '../../evidence-payers.ts'
import type { Finding, Requirement } from '../../requirement.ts'

const MILLION = 1_000_000
const yen = (amount: number | null): string => (amount === null ? 'no amount' : `${amount} yen`)

/** An insured visit whose bill is the share and the limit alone: nothing on the counter but the proof of cover. */
function plainGround(turn: Turn): Ground | null {
  const ground = groundOf(turn)
  if (ground === null || shows(turn, 'add-on') || !isInsuranceMatter(turn)) return null
  if (ground.by === 'card' && !hasOwnResult(turn)) return null
  const { classification } = ground.record
  return classification === 'A1' || classification === '05' || ground.answer.beside !== undefined ? null : ground
}

const leftLying = (turn: Turn): boolean => groundOf(turn)?.by === 'card' && hasOwnResult(turn) && !pickedUp(turn)

/** Accepted at the share that is due; a wrong share is the matter of other requirements. */
const chargesShare = (turn: Turn): boolean =>
  accepted(turn) && payerOf(turn, 'insurance')?.share === turn.decision().share

interface Price {
  readonly share: Share
  readonly band: LimitBand | null
  readonly kouki: boolean
  readonly halved: boolean
}

/** What is owed for a cost; null where no table is established. */
function owed(turn: Turn, history: History, price: Price, totalCost: number): number | null {
  const priced = patientPays({ ...price, careDay: turn.day, totalCost, place: 'out-patient' }, bookOf(history))
  return priced.ok ? priced.value.owed : null
}

const priceOf = (turn: Turn, ground: Ground, halved: boolean): Price | null => {
  const { share, limitBand: band } = turn.decision()
  return share === null
    ? null
    : { share, band: band === null ? null : limitBand(band), kouki: ground.record.scheme === 'kouki', halved }
}

/** The first bill of the visit that is not what is owed. */
function wrongBill(turn: Turn, history: History, price: Price): Finding | null {
  for (const { record, totalCost, patientPays: told } of billsOf(history, turn)) {
    const right = owed(turn, history, price, totalCost)
    if (right !== null && told !== right) return finding('wrong-amount', record, yen(right), yen(told))
  }
  return null
}

/** The class was asked for by number against the word of the patient, or left unasked. */
function consentFinding(turn: Turn): Finding | null {
  const asked = inquiries(turn.visitMessages)
  if (asked.length === 0) return null
  const flagged = asked.some(({ limitConsent }) => limitConsent)
  const agreed = turn.presentation.says.limitConsent === 'yes'
  if (flagged === agreed) return null
  return agreed
    ? finding('limit-consent-not-sent', turn, 'flag 1', 'flag 0')
    : finding('limit-without-consent', turn, 'flag 0', 'flag 1')
}

/** 後期 of somebody who joined before 75 (障害認定), as the answer itself tells; null when it does not. */
function joinedEarlier(turn: Turn, { record }: Ground): boolean | null {
  if (record.scheme !== 'kouki') return false
  const birthday = koukiStart(record.birthDate)
  if (turn.day < birthday) return true
  for (const { answer } of turn.visitMessages) {
    const read = answer === null ? null : readEligibilityAnswer(answer)
    const acquired = read !== null && read.ok ? (read.value.records[0]?.acquired ?? null) : null
    if (acquired !== null) return acquired < birthday
  }
  return null
}

const reaches75In = (birthDate: CivilDate, day: CivilDate): boolean =>
  civilMonth(koukiStart(birthDate)) === civilMonth(day)

// ── the limit at the counter ───────────────────────────────────────────────────────────────────────────────────────

const inClass =
  (band: string) =>
  (at: number): Traits => ({ cover: employeeCover(at, { limit: band }) })

const byNumber: ShowInput = [certificateInTerm()]
const agreed = { says: { limitConsent: 'yes' as const } }
const refused = { says: { limitConsent: 'no' as const } }

const anyClass = fc.constantFrom('A01', 'A02', 'A03', 'A04', 'A05')
const anyCost = fc.integer({ min: 1, max: 3000 }).map((thousands) => thousands * 1000)

const c09: Requirement = {
  id: 'C09',
  severity: 'must',
  sentence: {
    ja: '限度額は受診した月の表による（区分ウ、1,000,000円は2026年7月の受診で87,430円、8月で92,940円）。区分はカードなら同意を尋ねずに使い、番号照会では同意があるときだけ求める。',
    en: 'The limit is that of the month of care (class ウ, 1,000,000円: 87,430円 for 2026-07, 92,940円 for 2026-08); its class is used without a question when the card was read, and asked for by number only with consent.',
  },
  sources: ['counter.md C09 S39 S56', 'rules.md 6 [W56][W57][D1]', 'wire.md 5.1, 3.1 OQSCD001'],
  needs: ['receive', 'bill'],
  inquiry: true,
  edges: [
    onDay('2026-07-31', 'last-day-of-july', { ja: '2026年7月の最後の日', en: 'last day of 2026-07' }, () =>
      one(inClass('A03'), reception(readCard), bill(MILLION)),
    ),
    onDay('2026-08-01', 'first-day-of-august', { ja: '2026年8月の最初の日', en: 'first day of 2026-08' }, () =>
      one(inClass('A03'), reception(readCard), bill(MILLION)),
    ),
    {
      ...overTime('billed-next-month', { ja: '7月の受診を8月に会計', en: 'July visit billed in August' }, () =>
        one(inClass('A03'), reception(readCard), { do: 'clock', to: '+24h' }, bill(MILLION)),
      ),
      day: fc.constant(civilDate('2026-07-31')),
    },
    anyDay('card-unasked', { ja: 'カード、同意は尋ねない', en: 'by card, nothing asked' }, () =>
      fc.tuple(anyClass, anyCost).chain(([band, cost]) => one(inClass(band), reception(readCard, refused), bill(cost))),
    ),
    anyDay('number-agreed', { ja: '番号照会、同意あり', en: 'by number, agreed' }, () =>
      one(inClass('A03'), reception(byNumber, agreed), bill(MILLION)),
    ),
    anyDay('number-refused', { ja: '番号照会、同意なし', en: 'by number, not agreed' }, () =>
      one(inClass('A03'), reception(byNumber, refused), bill(MILLION)),
    ),
  ],
  mutants: ['limit-by-claim-month', 'waits-for-limit-consent', 'limit-with-flag-0', 'limit-consent-unsent'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) => {
      const ground = plainGround(turn)
      if (ground === null || ground.record.limitBand === null) return false
      if (reaches75In(ground.record.birthDate, turn.day)) return false
      return billsOf(history, turn).length > 0 && (leftLying(turn) || chargesShare(turn))
    },
    check: (turn, history) => {
      if (leftLying(turn)) return notPickedUp(turn)
      const ground = plainGround(turn)
      const price = ground === null ? null : priceOf(turn, ground, false)
      const consent = ground?.by === 'number' ? consentFinding(turn) : null
      return consent ?? (price === null ? null : wrongBill(turn, history, price))
    },
  }),
}

const s39: Requirement = {
  id: 'S39',
  severity: 'must',
  sentence: {
    ja: '番号照会で限度額の同意がなければ区分は使わず、割合どおりの額を受け取る。同意があれば区分を求める。',
    en: 'By number, without consent to the limit information, no class is used and the plain share is charged; with consent the class is asked for.',
  },
  sources: ['counter.md S39', 'rules.md 2.3, 6 [S1]', 'wire.md 5.1'],
  needs: ['receive', 'bill'],
  inquiry: false,
  edges: [
    anyDay('refused', { ja: '同意なし', en: 'refused' }, () =>
      one(inClass('A03'), reception(byNumber, refused), bill(MILLION)),
    ),
    anyDay('not-asked', { ja: '尋ねていない', en: 'not asked' }, () =>
      one(inClass('A05'), reception(byNumber), bill(MILLION)),
    ),
    anyDay('agreed', { ja: '同意あり', en: 'agreed' }, () =>
      one(inClass('A03'), reception(byNumber, agreed), bill(MILLION)),
    ),
  ],
  mutants: ['limit-with-flag-0', 'limit-consent-unsent'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) => {
      const ground = plainGround(turn)
      if (ground?.by !== 'number' || ground.record.limitBand === null || !chargesShare(turn)) return false
      return turn.outcome.recorded?.verified === 'number' && billsOf(history, turn).length > 0
    },
    check: (turn, history) => {
      const consent = consentFinding(turn)
      if (consent !== null) return consent
      if (turn.presentation.says.limitConsent === 'yes') return null
      const used = payerOf(turn, 'insurance')?.limitClass ?? null
      if (used !== null) return finding('wrong-class', turn, 'no limit class', pictured(turn.outcome))
      const ground = plainGround(turn)
      const price = ground === null ? null : priceOf(turn, ground, false)
      return price === null ? null : wrongBill(turn, history, { ...price, band: null })
    },
  }),
}

// ── the month of the 75th birthday ─────────────────────────────────────────────────────────────────────────────────

const employee75 =
  (birthDate: string, lost: string) =>
  (at: number): Traits => ({
    birthDate,
    covers: [
      employeeCover(at, { ratio: '030', limit: 'B03', lost: { date: lost, reason: '03' } }),
      koukiCover(at, { ratio: '030', limit: 'B03', acquired: lost }),
    ],
  })

const certified =
  (birthDate: string) =>
  (at: number): Traits => ({
    birthDate,
    covers: [koukiCover(at, { ratio: '030', limit: 'B03', acquired: '2024-04-01' })],
  })

const onBirthMonth = (day: string, id: string, ja: string, en: string, traits: (at: number) => Traits) =>
  onDay(day, id, { ja, en }, () => one(traits, reception(readCard), bill(MILLION)))

const s12: Requirement = {
  id: 'S12',
  severity: 'must',
  sentence: {
    ja: '75歳になる月の限度額は、前の保険でも後期高齢者医療でも半額とする（1%を足す基準の額も半分）。1日生まれの人と、障害認定で先に後期高齢者医療に入った人は半額にしない。',
    en: 'In the month of the 75th birthday the limit, and the cost above which 1 % is added, are half in each of the two schemes; not for people born on the 1st, nor for those who joined earlier by certified disability.',
  },
  sources: ['counter.md S12 S38 C08 [D34][D35][D61][D108]', 'rules.md 6'],
  needs: ['receive', 'bill'],
  inquiry: true,
  edges: [
    onBirthMonth(
      '2026-11-20',
      'day-before',
      '誕生日の前日',
      'day before the birthday',
      employee75('1951-11-21', '2026-11-21'),
    ),
    onBirthMonth('2026-11-21', 'birthday', '誕生日', 'the birthday', employee75('1951-11-21', '2026-11-21')),
    onBirthMonth(
      '2026-07-20',
      'july',
      '2026年7月（前の表）',
      '2026-07, the earlier table',
      employee75('1951-07-21', '2026-07-21'),
    ),
    onBirthMonth('2026-11-01', 'born-on-1st', '1日生まれ', 'born on the 1st', employee75('1951-11-01', '2026-11-01')),
    onBirthMonth(
      '2026-11-20',
      'certified-before',
      '障害認定、誕生日の前日',
      'certified, day before',
      certified('1951-11-21'),
    ),
    onBirthMonth('2026-11-21', 'certified', '障害認定、誕生日', 'certified, the birthday', certified('1951-11-21')),
  ],
  mutants: ['no-halving', 'halves-on-the-first', 'halves-after-certification'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) => {
      const ground = plainGround(turn)
      if (ground === null || turn.decision().limitBand === null) return false
      if (!reaches75In(ground.record.birthDate, turn.day)) return false
      const usable = chargesShare(turn) && payerOf(turn, 'insurance')?.limitClass === turn.decision().limitBand
      return billsOf(history, turn).length > 0 && (leftLying(turn) || usable)
    },
    check: (turn, history) => {
      if (leftLying(turn)) return notPickedUp(turn)
      const ground = plainGround(turn)
      const earlier = ground === null ? null : joinedEarlier(turn, ground)
      if (ground === null || earlier === null) return null
      const facts = { birthDate: ground.record.birthDate, koukiByDisability: earlier, leavesWith: null }
      const price = priceOf(turn, ground, isHalvedMonth(facts, turn.day, bookOf(history)))
      return price === null ? null : wrongBill(turn, history, price)
    },
  }),
}

// ── the class and its code ─────────────────────────────────────────────────────────────────────────────────────────

const turnsSeventy =
  (band: string) =>
  (at: number): Traits => ({
    birthDate: '1956-11-02',
    cover: employeeCover(at, { ratio: band === 'B04' ? '020' : '030', limit: band }),
  })

/** Whether the bill of the visit was held down by the limit; null when the visit was not billed. */
function reachedLimit(turn: Turn, history: History, ground: Ground): boolean | null {
  const price = priceOf(turn, ground, false)
  const [billed] = billsOf(history, turn)
  if (price === null || billed === undefined) return null
  const [held, plain] = [price, { ...price, band: null }].map((each) => owed(turn, history, each, billed.totalCost))
  return held === null || plain === null || held === undefined || plain === undefined ? null : held < plain
}

function codeFinding(turn: Turn, history: History, ground: Ground, band: LimitBand): Finding | null {
  const { text, isAlwaysDue } = limitClaimCode({ band, careDay: turn.day, multi: false }, bookOf(history))
  const reached = reachedLimit(turn, history, ground)
  const due = isAlwaysDue ? true : reached
  if (text === null || due === null) return null
  const code = text.slice(0, 2)
  for (const { record, line } of claimsOf(history, turn)) {
    if (line?.special === undefined) continue
    const codes = line.special.map((written) => written.slice(0, 2)).filter((written) => written !== '10')
    const right = due ? codes.length === 1 && codes[0] === code : codes.length === 0
    if (!right)
      return finding('wrong-claim-code', record, due ? text : 'no code of a class', line.special.join(' ') || 'none')
  }
  return null
}

const wasClaimed = (turn: Turn, history: History): boolean => claimsOf(history, turn).length > 0

const tells = (turn: Turn, history: History): boolean =>
  claimsOf(history, turn).some(({ line }) => line?.special !== undefined)

const s38: Requirement = {
  id: 'S38',
  severity: 'must',
  sentence: {
    ja: '70歳に達した月の末日まではA、翌月1日からはBの適用区分を回答どおりに使う。請求の特記事項には、70歳以上なら必ず、70歳未満なら限度額に達したときに区分を書く。',
    en: 'The class of the answer is used as it stands: an A code to the end of the month in which 70 is reached, a B code from the 1st of the next; the claim carries its code always from 70 on, and under 70 when the limit is reached.',
  },
  sources: ['counter.md S38 [D34][D35]', 'rules.md 6 [D17][D18][D19][D105]', 'wire.md 3.1 OQSCD012'],
  needs: ['receive', 'bill', 'claim'],
  inquiry: true,
  edges: [
    onDay('2026-11-30', 'last-day-of-a', { ja: '70歳に達した月の末日', en: 'last day of the month of 70' }, () =>
      one(turnsSeventy('A03'), reception(readCard), bill(MILLION), claim),
    ),
    onDay('2026-12-01', 'first-day-of-b', { ja: '翌月1日', en: 'the 1st of the next month' }, () =>
      one(turnsSeventy('B03'), reception(readCard), bill(10_000), claim),
    ),
    anyDay('reached', { ja: '70歳未満、限度額に達した', en: 'under 70, limit reached' }, () =>
      anyClass.chain((band) => one(inClass(band), reception(readCard), bill(MILLION), claim)),
    ),
    anyDay('not-reached', { ja: '70歳未満、限度額に達しない', en: 'under 70, limit not reached' }, () =>
      anyClass.chain((band) => one(inClass(band), reception(readCard), bill(10_000), claim)),
    ),
    anyDay('elderly', { ja: '70〜74歳の一般', en: '70 to 74, ordinary' }, () =>
      one(
        (at) => ({ birthDate: '1953-05-10', cover: employeeCover(at, { ratio: '020', limit: 'B04' }) }),
        ...claimed(readCard),
      ),
    ),
    anyDay('late-elderly', { ja: '後期高齢者', en: 'late elderly' }, () =>
      fc
        .constantFrom('B05', 'B06', 'B10')
        .chain((band) =>
          one(
            (at) => ({ birthDate: '1945-06-20', covers: [koukiCover(at, { ratio: '010', limit: band })] }),
            ...claimed(readCard),
          ),
        ),
    ),
  ],
  mutants: ['class-from-the-birthday', 'limit-code-only-when-reached', 'limit-code-for-all', 'limit-code-of-database'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn, history) => {
      const ground = plainGround(turn)
      if (ground?.by !== 'card' || reaches75In(ground.record.birthDate, turn.day)) return false
      const band = turn.decision().limitBand
      if (band === null || limitBand(band) === null) return false
      const used = payerOf(turn, 'insurance')?.limitClass ?? null
      return (
        (chargesShare(turn) && used !== null && tells(turn, history)) || (leftLying(turn) && wasClaimed(turn, history))
      )
    },
    check: (turn, history) => {
      if (leftLying(turn)) return notPickedUp(turn)
      const ground = plainGround(turn)
      const band = limitBand(turn.decision().limitBand ?? '')
      if (ground === null || band === null) return null
      const used = payerOf(turn, 'insurance')?.limitClass ?? null
      return used === band
        ? codeFinding(turn, history, ground, band)
        : finding('wrong-class', turn, `class ${band}`, pictured(turn.outcome))
    },
  }),
}

/** Requirements about what the patient owes and the limit class. */
export const moneyRequirements: readonly Requirement[] = [c09, s39, s12, s38]
