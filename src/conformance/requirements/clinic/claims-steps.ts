import type { CoverageKey } from '../../../domain/ledger.ts'
import { addDays, endOfMonth } from '../../../domain/civil-date.ts'
import type { History } from '../../../../scenarios/history.ts'
import { type ShowInput, broken, cardInHand, one, ordinary, readCard, reception } from '../../arbitraries/cases.ts'
import {
  claim,
  clock,
  declaration,
  fromMonthEnd,
  lastMorning,
  losing,
  neverCovered,
  visibleFrom,
} from '../../arbitraries/claims.ts'
import { anyDay, onMonthEnd, overTime } from '../../arbitraries/edges.ts'
import { changedInsurer } from '../../arbitraries/people.ts'
import {
  type Claim,
  type ClaimLine,
  type Look,
  answersAtReception,
  answersIn,
  claimFinding,
  claimsOf,
  examination,
  lostAtReception,
  picturedLine,
} from '../../evidence-claims.ts'
import {
  type Turn,
  accepted,
  bookOf,
  finding,
  pictured,
  recordedKey,
  sameNumbers,
  turnsOf,
  say,
} from '../../evidence.ts'
import type { Finding, Requirement } from '../../requirement.ts'

// ── after a declaration ────────────────────────────────────────────────────────────────────────────────────────────

const BY_DEATH = '01'

const formOf = ({ presentation }: Turn) => {
  const form = presentation.shown.find((thing) => thing.kind === 'declaration')
  return form?.kind === 'declaration' ? form : null
}

const onDeclaration = (turn: Turn): boolean =>
  accepted(turn) && formOf(turn) !== null && (turn.outcome.method === 'M14' || turn.outcome.method === null)

/** Numbers that are known but not as current: those of the loss that was answered, those of the own record. */
function oldKeys(turn: Turn): CoverageKey[] {
  const lost = lostAtReception(turn).map(({ key }) => key)
  const own = turn.presentation.chart?.key ?? null
  return own === null ? lost : [...lost, own]
}

const OLD_REMARK = '旧資格情報'
const UNKNOWN_REMARK = '不詳'
const UNKNOWN_INSURER = '77777777'
const SEVENS = /^7+$/

const among = (keys: readonly CoverageKey[], line: ClaimLine): boolean => keys.some((key) => sameNumbers(key, line))

function wrongOld({ index, turn }: Claim, line: ClaimLine, keys: readonly CoverageKey[]): Finding | null {
  const own = turn.presentation.chart?.key ?? null
  const lost = lostAtReception(turn).map(({ key }) => key)
  // Numbers of the own record that nobody has called lost are numbers learnt at an earlier visit.
  if (line.step === 'CURRENT' && own !== null && sameNumbers(own, line) && !among(lost, line)) return null
  if (line.step !== 'OLD' || !among(keys, line))
    return claimFinding('wrong-claim-step', index, `OLD ${keys.map(say).join(' or ')}`, picturedLine(line))
  return line.remarks.startsWith(OLD_REMARK)
    ? null
    : claimFinding('remarks-incomplete', index, `remarks that begin 「${OLD_REMARK}」`, picturedLine(line))
}

function wrongUnknown({ index, turn }: Claim, line: ClaimLine, insurerStays: boolean): Finding | null {
  const form = formOf(turn)
  if (form === null) return null
  const insurer = form.insurerNumber
  const steps = insurer === null ? ['UNKNOWN'] : insurerStays ? ['INSURER_ONLY'] : ['INSURER_ONLY', 'UNKNOWN']
  if (!steps.includes(line.step)) return claimFinding('wrong-claim-step', index, steps.join(' or '), picturedLine(line))
  const number = line.step === 'INSURER_ONLY' ? insurer : UNKNOWN_INSURER
  if (line.insurerNumber !== number || (line.symbol ?? '') !== '' || !SEVENS.test(line.number))
    return claimFinding(
      'wrong-unknown-numbers',
      index,
      `${number ?? ''}, no symbol, a number of 7s`,
      picturedLine(line),
    )
  const told =
    line.remarks.startsWith(UNKNOWN_REMARK) &&
    line.remarks.includes(form.address) &&
    line.remarks.includes(form.telephone)
  return told
    ? null
    : claimFinding('remarks-incomplete', index, `「${UNKNOWN_REMARK}」, address and telephone`, picturedLine(line))
}

/** Numbers that were brought after the declaration and are valid; null when none were. */
function brought({ turn, turns }: Claim): CoverageKey | null {
  const declared = turns.some(onDeclaration)
  const key = recordedKey(turn)
  const valid = answersAtReception(turn).some(
    ({ validity, record }) => validity === 1 && record !== null && key !== null && sameNumbers(record.key, key),
  )
  return declared && accepted(turn) && valid && turn.outcome.recorded?.verified !== 'none' ? key : null
}

function lookAtStep(history: History, each: Claim): Look {
  const { line, turn, index } = each
  if (line === null || !each.turns.some(onDeclaration)) return 'unseen'
  const current = brought(each)
  if (current !== null)
    return line.step === 'CURRENT' && sameNumbers(line, current)
      ? 'fine'
      : claimFinding('wrong-claim-step', index, `CURRENT ${say(current)}`, picturedLine(line))
  if (!onDeclaration(turn) || lostAtReception(turn).some(({ loss }) => loss?.reason === BY_DEATH)) return 'unseen'
  const keys = oldKeys(turn)
  const stays = bookOf(history).settings['claimInsurerOnly'] !== 'OFF'
  return (keys.length > 0 ? wrongOld(each, line, keys) : wrongUnknown(each, line, stays)) ?? 'fine'
}

const namesInsurer: ShowInput[number] = { kind: 'declaration', ratio: '030', namesInsurer: true }

const c17: Requirement = {
  id: 'C17',
  severity: 'must',
  sentence: {
    ja: '申立書による受診の請求は、現在の番号が分かればそれ、なければ摘要に「旧資格情報」と書いて旧番号、どちらもなければ保険者番号77777777・記号なし・番号は7とし、摘要を「不詳」で始めて住所と電話番号を書く。保険者だけ分かるときはその保険者番号を残す。',
    en: 'A claim after a declaration uses the current numbers if they are known, else the old ones with 「旧資格情報」, else insurer 77777777 with no symbol, a number of 7s and remarks that begin 「不詳」 with address and telephone; an insurer that is known keeps its number.',
  },
  sources: ['counter.md C17', 'rules.md 2.4 [W6][W7][W8][W9][W11][D38][D39]'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('old/card', { ja: 'カードの回答で旧番号が分かる', en: 'the card shows the old numbers' }, () =>
      one(losing('start-10d'), reception(cardInHand(declaration)), claim),
    ),
    anyDay('old/answer-3', { ja: '読取機故障、記録の番号は回答3', en: 'reader broken, the record answers 3' }, () =>
      one(
        (at) => ({ covers: changedInsurer(at, 'start-30d') }),
        broken('reader-broken'),
        reception(cardInHand(declaration), { chart: { asOf: 'start-60d' } }),
        claim,
      ),
    ),
    anyDay('unknown', { ja: '何も分からない', en: 'nothing is known' }, () =>
      one(neverCovered, reception(cardInHand(declaration)), claim),
    ),
    anyDay('insurer-only', { ja: '保険者だけ分かる', en: 'only the insurer is known' }, () =>
      one(visibleFrom('start+10dT08:00'), reception(cardInHand(namesInsurer)), claim),
    ),
    anyDay('old/own-record', { ja: '回線障害、自院の記録の番号', en: 'line down, numbers of the own record' }, () =>
      ordinary(broken('line-down'), reception(cardInHand(declaration), { chart: {} }), claim),
    ),
    anyDay('unknown/line-down', { ja: '回線障害、初診', en: 'line down, first visit' }, () =>
      ordinary(broken('line-down'), reception(cardInHand(declaration)), claim),
    ),
    overTime('current', { ja: 'あとから番号が届く', en: 'the numbers are brought later' }, () =>
      one(
        visibleFrom('start+3dT08:00'),
        reception(cardInHand(declaration)),
        clock('start+3dT09:00'),
        reception(readCard),
        claim,
      ),
    ),
  ],
  mutants: ['straight-to-unknown', 'check-digit-variant-first', 'remarks-missing', 'three-deletes-the-record'],
  examine: (history) =>
    examination(
      'reported',
      claimsOf(history).map((each) => lookAtStep(history, each)),
    ),
}

// ── the whole price comes back ─────────────────────────────────────────────────────────────────────────────────────

/** Day on which a visit was charged the whole price at its first turn, null when it was not. */
function paidWhole(turn: Turn | undefined): Turn | null {
  return turn !== undefined && turn.outcome.decision === 'full-charge' && turn.presentation.shown.length === 0
    ? turn
    : null
}

/** A later turn whose answer proves cover on the day of the first one. */
function proves(turn: Turn, paid: Turn): boolean {
  const key = recordedKey(turn)
  if (!accepted(turn) || key === null || turn.outcome.recorded?.verified === 'none' || turn.index === paid.index)
    return false
  return answersIn(turn.visitMessages).some(({ validity, records }) =>
    records.some(
      (record) =>
        validity === '1' &&
        record.classification !== '05' &&
        sameNumbers(record.key, key) &&
        record.acquired !== null &&
        record.acquired <= paid.day,
    ),
  )
}

const giver = (paid: Turn, turn: Turn): 'clinic' | 'insurer' =>
  turn.day <= endOfMonth(paid.day) ? 'clinic' : 'insurer'

const firstTurn = (history: History, turn: Turn): Turn | undefined =>
  turnsOf(history).find((each) => each.step.visit === turn.step.visit)

function lookAtRefund(history: History, turn: Turn): Look {
  const paid = paidWhole(firstTurn(history, turn))
  const told = turn.outcome.refund
  if (paid === null || told === undefined || !proves(turn, paid)) return 'unseen'
  const right = giver(paid, turn)
  return told === right
    ? 'fine'
    : finding('wrong-refund', turn, `refund by the ${right}`, `${told ?? 'nobody'}: ${pictured(turn.outcome)}`)
}

function lookAtRefundedClaim({ first, turn, line, index }: Claim): Look {
  const paid = paidWhole(first)
  if (paid === null || !proves(turn, paid)) return 'unseen'
  const byClinic = giver(paid, turn) === 'clinic'
  if (byClinic && line === null)
    return claimFinding('refunded-visit-not-claimed', index, 'claimed: proved inside the month', picturedLine(line))
  if (!byClinic && line !== null)
    return claimFinding(
      'claimed-beside-insurer',
      index,
      'not claimed: the insurer pays the patient',
      picturedLine(line),
    )
  return 'fine'
}

const nothing = reception([])
const proof = reception(readCard)

const s41: Requirement = {
  id: 'S41',
  severity: 'must',
  sentence: {
    ja: '10割を支払った患者が同じ月のうちに資格を証明したら、医療機関が返金して請求する。翌月以降は保険者の療養費とし、医療機関は請求しない。',
    en: 'When a patient who paid 10割 proves his cover inside the same month, the clinic gives back and claims; later the insurer pays him and the clinic claims nothing.',
  },
  sources: ['counter.md S41 [D12][D13][D14]', 'rules.md 2.1 row Z'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('same-day', { ja: '当日中に証明', en: 'proved on the same day' }, () => ordinary(nothing, proof, claim)),
    onMonthEnd(
      'month-end',
      { ja: '月末日の受診、当日に証明', en: 'visit and proof on the last day of the month' },
      () => ordinary(nothing, proof, claim),
    ),
    fromMonthEnd(
      'next-month',
      { ja: '月末日の受診、翌月1日に証明', en: 'visit on the last day, proof on the 1st' },
      () => ordinary(nothing, clock('start+1dT09:00'), proof, claim),
    ),
    overTime('last-day', { ja: '月の末日に証明', en: 'proof on the last day of the month' }, (day) =>
      ordinary(nothing, clock(lastMorning(day)), proof, claim),
    ),
    overTime('first-of-next', { ja: '翌月1日に証明', en: 'proof on the 1st of the next month' }, (day) =>
      ordinary(nothing, clock(`${addDays(endOfMonth(day), 1)}T10:00:00+09:00`), proof, claim),
    ),
  ],
  mutants: ['keeps-the-whole-price', 'first-decision-is-final', 'refunds-for-thirty-days'],
  examine: (history) =>
    examination('reported', [
      ...turnsOf(history).map((turn) => lookAtRefund(history, turn)),
      ...claimsOf(history).map(lookAtRefundedClaim),
    ]),
}

/** Requirements about what is claimed after a declaration and after a whole price was paid. */
export const claimsStepRequirements: readonly Requirement[] = [c17, s41]
