import fc from 'fast-check'
import { keyOf, shareOf } from '../../../domain/decide.ts'
import type { CoverageKey } from '../../../domain/ledger.ts'
import type { AnswerRecord } from '../../../domain/presentation.ts'
import type { History } from '../../../../scenarios/history.ts'
import { anyDay } from '../../arbitraries/edges.ts'
import {
  type ReceiveInput,
  type ShowInput,
  type StepInput,
  cardInHand,
  one,
  ordinary,
  reception,
  readCard,
} from '../../arbitraries/cases.ts'
import { changedInsurer as changedInsurerOn, employeeCover, index, person } from '../../arbitraries/people.ts'
import { cardAgreeing, distantInsurer, distantMember, underCommonName } from '../../arbitraries/row-cases.ts'
import {
  type Turn,
  accepted,
  acceptedByReader,
  answerTo,
  atOrdinaryCounter,
  examineTurns,
  finding,
  inPrintedTerm,
  inquiries,
  isInsuranceMatter,
  isOnline,
  notInquired,
  notPickedUp,
  papersOf,
  pickedUp,
  pictured,
  recordedKey,
  sameNumbers,
  stepsFor,
  turnsOf,
  undecided,
  say,
  noCard,
} from '../../evidence.ts'
import type { Core, Examination, Finding, Requirement } from '../../requirement.ts'

const inTerm: ShowInput[number] = {
  kind: 'certificate',
  issued: 'start-40d',
  validFrom: 'start-1y',
  validUntil: 'start+1y',
}
// ── answer 1 ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Changed insurers a month ago; the chart still holds the old numbers. */
const changedInsurer = (at: number) => ({
  covers: [
    employeeCover(at, {
      insurerNumber: '06139992',
      symbol: '77',
      number: '5511',
      lost: { date: 'start-30d', reason: '03' as const },
    }),
    employeeCover(at, { insurerNumber: '34139998', scheme: 'kyosai' as const, acquired: 'start-30d' }),
  ],
})

const koukiMember = (ratio: '010' | '020' | '030') => (at: number) => ({
  birthDate: '1945-06-20',
  covers: [
    {
      scheme: 'kouki' as const,
      insurerNumber: '39131016',
      insurerName: '見本後期高齢者医療広域連合',
      symbol: null,
      number: String(10_000_000 + (at % 89_999_999)),
      branch: null,
      relation: null,
      classification: '01' as const,
      acquired: '2020-06-20',
      ratio,
      limit: null,
    },
  ],
})

/** The record itself carries a share; where it has none, the share is the matter of C06 and C19. */
const hasShare = ({ scheme, classification, elderly }: AnswerRecord, { day }: Turn): boolean =>
  classification !== '05' &&
  classification !== 'A1' &&
  (scheme === 'kouki' || (elderly !== null && elderly.from <= day && day <= elderly.until))

const rowA: Requirement = {
  id: 'row-A',
  severity: 'must',
  sentence: {
    ja: 'カードの回答が1（有効）なら、回答の番号と割合を使う。',
    en: 'When the card answers 1, the numbers and the share of the answer are used.',
  },
  sources: ['rules.md 2.1 row A', 'rules.md 2.2', 'wire.md 2.2, 3.1 OQSCD006'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('chart-outdated', { ja: '保険者が変わった再診', en: 're-visit after a change of insurer' }, () =>
      one(changedInsurer, reception(readCard, { chart: { asOf: 'start-60d' } })),
    ),
    anyDay('kouki', { ja: '後期高齢者の割合', en: 'ratio of the late elderly' }, () =>
      fc.constantFrom('010', '020', '030' as const).chain((ratio) => one(koukiMember(ratio), reception(readCard))),
    ),
    anyDay('first-visit', { ja: '初診', en: 'first visit' }, () => ordinary(reception(readCard))),
    anyDay('views-refused', { ja: '閲覧はすべて不同意', en: 'every view refused' }, () =>
      ordinary(reception(cardAgreeing({ medicines: false, checkups: false }))),
    ),
    anyDay('lives-elsewhere', { ja: '住所と違う市町村の国保', en: '国保 of a distant municipality' }, () =>
      distantInsurer.chain((insurerNumber) => one(distantMember(insurerNumber), reception(readCard))),
    ),
    anyDay('common-name', { ja: '通称のカルテ', en: 'chart under the common name' }, () => underCommonName(readCard)),
  ],
  mutants: [
    'keeps-chart-numbers',
    'three-tenths-for-all',
    'eligibility-needs-consent',
    'address-must-match',
    'other-name-unread',
  ],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => {
      const locked = turn.presentation.reader.some((screen) => screen === 'pin-locked' || screen === 'face-locked')
      const whole = turn.facts.card?.certificate === 'VALID' || turn.facts.card?.certificate === 'WARN'
      return (
        turn.facts.delivered !== null &&
        turn.facts.cardAnswer?.validity === 1 &&
        turn.facts.ownCard &&
        isInsuranceMatter(turn) &&
        atOrdinaryCounter(turn) &&
        whole &&
        !locked &&
        // An answer that does not fit the chart is the matter of row-AA.
        turn.decision().outcome !== 'stop'
      )
    },
    check: (turn) => {
      const record = turn.facts.cardAnswer?.record ?? null
      if (record === null) return null
      if (!pickedUp(turn)) return notPickedUp(turn)
      if (!acceptedByReader(turn))
        return finding('valid-answer-unused', turn, 'accepted as read', pictured(turn.outcome))
      const key = recordedKey(turn)
      if (key === null || key.insurerNumber !== record.key.insurerNumber) {
        return finding('wrong-numbers', turn, `recorded ${say(record.key)}`, `recorded ${say(key)}`)
      }
      if (!hasShare(record, turn)) return null
      const share = shareOf(record, turn.day)
      const charged = turn.outcome.payers[0]?.share ?? null
      return charged === share
        ? null
        : finding('wrong-share', turn, `share ${share ?? 'to be asked'}`, pictured(turn.outcome))
    },
  }),
}

// ── answer 2 ───────────────────────────────────────────────────────────────────────────────────────────────────────

const lostRecently = (at: number) => ({
  cover: employeeCover(at, { lost: { date: 'start-10d', reason: '99' as const } }),
})
const lostToday = (at: number) => ({
  cover: employeeCover(at, { lost: { date: 'start', reason: '99' as const, knownAt: 'start-1dT12:00' } }),
})
const oldPaper: ShowInput[number] = {
  kind: 'certificate',
  issued: 'start-60d',
  validFrom: 'start-60d',
  validUntil: 'start+1y',
}

/** Papers whose numbers an inquiry answers with a validity. */
const papersAnswering = (turn: Turn, validity: number) =>
  papersOf(turn, 'certificate').filter((fields) => {
    const key = keyOf(fields)
    return isOnline(turn) && inPrintedTerm(turn, fields) && key !== null && answerTo(turn, key)?.validity === validity
  })

/** Keys that the service shows as lost by the day, to this card or to an inquiry by these numbers. */
function lostKeys(turn: Turn): CoverageKey[] {
  const byCard =
    turn.facts.delivered !== null && turn.facts.cardAnswer?.validity === 2 ? [turn.facts.cardAnswer.record] : []
  const byNumber = papersAnswering(turn, 2).map((fields) => {
    const key = keyOf(fields)
    return key === null ? null : (answerTo(turn, key)?.record ?? null)
  })
  return [...byCard, ...byNumber].flatMap((record) =>
    record !== null && record.loss !== null && record.loss.date <= turn.day ? [record.key] : [],
  )
}

const rowI: Requirement = {
  id: 'row-I',
  severity: 'must',
  sentence: {
    ja: '回答2（資格喪失）のとき、喪失した番号を現在の資格として受け付けない。同じ番号の資格確認書が有効期限内でも同じ。',
    en: 'When the answer is 2, the lost numbers are not accepted as current, not even on a paper in term with the same numbers.',
  },
  sources: ['rules.md 2.1 rows I T1 [D7][D8]', 'counter.md S04 S43'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('card-and-paper', { ja: 'カードは2、同じ番号の証', en: 'card answers 2, paper with the same numbers' }, () =>
      one(lostRecently, reception(cardInHand(oldPaper))),
    ),
    anyDay('paper-alone', { ja: '証だけ', en: 'paper alone' }, () => one(lostRecently, reception([oldPaper]))),
    anyDay('loss-day', { ja: '資格喪失日の当日', en: 'on the loss day itself' }, () =>
      one(lostToday, reception([oldPaper])),
    ),
  ],
  mutants: ['validity-ignored', 'lost-paper-accepted', 'paper-always-wins', 'loss-day-is-covered'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => isInsuranceMatter(turn) && lostKeys(turn).length > 0,
    check: (turn) => {
      if (turn.facts.delivered !== null ? !pickedUp(turn) : inquiries(turn.visitMessages).length === 0) {
        return turn.facts.delivered === null ? notInquired(turn) : notPickedUp(turn)
      }
      const key = recordedKey(turn)
      const dead = key !== null && lostKeys(turn).some((lost) => sameNumbers(lost, key))
      return accepted(turn) && dead
        ? finding('lost-numbers-accepted', turn, `not accepted on ${say(key)}: lost`, pictured(turn.outcome))
        : null
    },
  }),
}

// ── answer 3 ───────────────────────────────────────────────────────────────────────────────────────────────────────

const rowJ: Requirement = {
  id: 'row-J',
  severity: 'must',
  sentence: {
    ja: '番号照会の回答3（新しい資格あり）のとき、示された番号では受け付けず、新しい資格を求める。',
    en: 'When a number inquiry answers 3, the shown numbers are not accepted and the new cover is asked for.',
  },
  sources: ['rules.md 2.1 row J', 'rules.md 2.3 [TECH]'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('paper-of-old-insurer', { ja: '前の保険者の証', en: 'paper of the old insurer' }, () =>
      one(
        changedInsurer,
        reception([{ kind: 'certificate', issued: 'start-60d', validFrom: 'start-60d', validUntil: 'start+1y' }]),
      ),
    ),
    anyDay('first-day', { ja: '変わった当日、前の保険者の証', en: 'on the day of the change' }, () =>
      one((at) => ({ covers: changedInsurerOn(at, 'start') }), reception([oldPaper])),
    ),
    anyDay('then-card', { ja: 'そのあとカード', en: 'then the card' }, () =>
      one(
        changedInsurer,
        reception([{ kind: 'certificate', issued: 'start-60d', validFrom: 'start-60d', validUntil: 'start+1y' }]),
        reception(readCard),
      ),
    ),
  ],
  mutants: ['validity-ignored', 'three-is-valid', 'paper-always-wins', 'loss-day-is-covered'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) => noCard(turn) && papersAnswering(turn, 3).length > 0,
    check: (turn) => {
      if (inquiries(turn.visitMessages).length === 0) return notInquired(turn)
      const key = recordedKey(turn)
      const old = papersAnswering(turn, 3).map(keyOf)
      const used = key !== null && old.some((printed) => printed !== null && sameNumbers(printed, key))
      return accepted(turn) && used
        ? finding('superseded-numbers-accepted', turn, 'the new cover is asked for', pictured(turn.outcome))
        : null
    },
  }),
}

// ── answer 4 ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Joined a month ago; the insurer's registration becomes visible in ten days. */
const notYetRegistered = (at: number) => ({
  cover: employeeCover(at, { acquired: 'start-30d', knownAt: 'start+10dT08:00' }),
})

const rowK: Requirement = {
  id: 'row-K',
  severity: 'must',
  sentence: {
    ja: '有効期限内の資格確認書で番号照会の回答が4（該当なし）でも、証は有効として受け付け、日付のある再確認を予定する。',
    en: 'A paper in term whose inquiry answers 4 still stands: it is accepted with a dated re-check.',
  },
  sources: ['rules.md 2.1 rows K T2', 'rules.md 9 no. 39 (assumption paper.onAnswer4)'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('not-yet-registered', { ja: '登録がまだ反映されていない', en: 'registration not visible yet' }, () =>
      one(notYetRegistered, reception([{ ...inTerm, issued: 'start-20d', validFrom: 'start-20d' }])),
    ),
  ],
  mutants: ['four-refuses-paper', 'four-needs-no-follow-up'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      noCard(turn) &&
      papersAnswering(turn, 4).length > 0 &&
      turn.decision().outcome === 'accepted' &&
      papersOf(turn, 'certificate').length === 1,
    check: (turn) => {
      if (inquiries(turn.visitMessages).length === 0) return notInquired(turn)
      if (undecided(turn)) return null
      if (!accepted(turn))
        return finding('paper-refused-on-4', turn, 'accepted: no loss is shown', pictured(turn.outcome))
      const planned = turn.outcome.followUps.some((followUp) => followUp.what === 'recheck' && followUp.due !== null)
      return planned ? null : finding('no-recheck-planned', turn, 'a dated follow-up: recheck', 'none')
    },
  }),
}

// ── branch ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Two children with equal insurer, symbol, number and birth date. */
const twins = (...steps: readonly StepInput[]): fc.Arbitrary<Core> =>
  index.map((at) => {
    const child = (branch: string) => ({
      birthDate: '2017-05-05',
      cover: employeeCover(at, { branch, relation: 'dependant' as const }),
    })
    return {
      people: { patient: person(at, child('01')), twin: person((at + 16) % 125_000_000, child('02')) },
      steps: [...steps],
    }
  })

const paperOf = (extra: object = {}): ShowInput => [{ ...inTerm, ...extra }]

function claimBranchFindings(history: History, turn: Turn, branch: string): Finding[] {
  return stepsFor(history, 'claim', turn.step.visit).flatMap((record) => {
    if (record.result === null || !('lines' in record.result)) return []
    const line = record.result.lines.find((candidate) => candidate.visit === turn.step.visit)
    return line === undefined || line.branch === branch
      ? []
      : [
          {
            code: 'branch-lost-in-claim',
            step: record.index,
            expected: `branch ${branch}`,
            actual: `branch ${line.branch ?? 'none'}`,
          },
        ]
  })
}

const isAskedBefore = (history: History, turn: Turn, key: CoverageKey): boolean =>
  turnsOf(history).some(
    (other) => other.index < turn.index && inquiries(other.messages).some((inquiry) => sameNumbers(inquiry.key, key)),
  )

function branchFinding(turn: Turn, printed: CoverageKey, history: History): Finding | null {
  const asked = inquiries(turn.visitMessages).filter((inquiry) => sameNumbers(inquiry.key, printed))
  // An answer that an earlier visit was given may serve again; whether it may is another requirement's matter.
  if (asked.length === 0 && isAskedBefore(history, turn, printed)) return null
  if (asked.length === 0) return accepted(turn) || undecided(turn) ? notInquired(turn) : null
  if (answerTo(turn, printed)?.validity === 5) {
    if (undecided(turn)) return null
    const asks =
      turn.outcome.decision === 'ask' &&
      turn.outcome.offers.some((offer) => offer === 'branch' || offer === 'my-number-card')
    return asks
      ? null
      : finding('several-records-accepted', turn, 'a question for the branch, or the card', pictured(turn.outcome))
  }
  if (printed.branch === null) return null
  const wrong = asked.find((inquiry) => inquiry.key.branch !== printed.branch)
  if (wrong !== undefined)
    return finding(
      'branch-not-sent',
      turn,
      `InsuredBranchNumber ${printed.branch}`,
      `InsuredBranchNumber ${wrong.key.branch ?? 'absent'}`,
    )
  const recorded = recordedKey(turn)
  if (accepted(turn) && recorded?.branch !== printed.branch) {
    return finding('branch-not-stored', turn, `branch ${printed.branch}`, `branch ${recorded?.branch ?? 'none'}`)
  }
  return accepted(turn) ? (claimBranchFindings(history, turn, printed.branch)[0] ?? null) : null
}

const withoutCardOnline = (turn: Turn): boolean => noCard(turn) && isOnline(turn) && turn.presentation.chart === null

const c10: Requirement = {
  id: 'C10',
  severity: 'must',
  sentence: {
    ja: '保険者番号・記号・番号・生年月日が同じ二人を取り違えない。枝番は2桁で送り、保存し、請求し、回答5（複数該当）のときは尋ねる。',
    en: 'Two members with equal insurer, symbol, number and birth date are never exchanged: the branch is sent, stored and claimed as two digits, and answer 5 leads to a question.',
  },
  sources: ['counter.md C10', 'wire.md 5.1 (assumption ASM-23)', 'rules.md 2.1 row L'],
  needs: ['receive', 'claim'],
  inquiry: true,
  edges: [
    anyDay('branch-printed', { ja: '枝番のある証', en: 'paper with the branch' }, () => twins(reception(paperOf()))),
    anyDay('branch-missing', { ja: '枝番のない証', en: 'paper without a branch' }, () =>
      twins(reception(paperOf({ misprint: { branch: null } }))),
    ),
    anyDay('claimed', { ja: '請求', en: 'claim' }, () => twins(reception(paperOf()), { do: 'claim', visits: ['v1'] })),
  ],
  mutants: ['ignores-branch', 'branch-unpadded', 'takes-first-of-several'],
  examine: examineTurns({
    evidence: 'observed',
    about: (turn) =>
      withoutCardOnline(turn) &&
      papersOf(turn, 'certificate').length === 1 &&
      turn.facts.numberAnswers.some(({ answer }) => answer.validity === 5 || answer.validity === 1) &&
      papersOf(turn, 'certificate').every((fields) => inPrintedTerm(turn, fields)),
    check: (turn, history) => {
      const printed = papersOf(turn, 'certificate').map(keyOf)[0] ?? null
      return printed === null || printed.symbol === null ? null : branchFinding(turn, printed, history)
    },
  }),
}

// ── leading zeros ──────────────────────────────────────────────────────────────────────────────────────────────────

const municipal = (at: number) => ({
  cover: {
    ...employeeCover(at),
    scheme: 'kokuho' as const,
    insurerNumber: '138016',
    insurerName: '見本市国民健康保険',
    symbol: `0${at % 900}`,
    number: `00${at % 80_000}`,
    branch: '01',
    relation: 'insured' as const,
  },
})

const hasDelicateDigits = (key: CoverageKey): boolean =>
  key.insurerNumber.length === 6 || (key.symbol ?? '').startsWith('0') || key.number.startsWith('0')

function delicateFindings(history: History): Examination | null {
  const findings: Finding[] = []
  let seen = 0
  for (const turn of turnsOf(history)) {
    const right = turn.decision()
    if (
      right.outcome !== 'accepted' ||
      right.key === null ||
      right.verified === 'none' ||
      !hasDelicateDigits(right.key)
    )
      continue
    if (turn.outcome.decision === 'none') continue
    seen += 1
    const recorded = recordedKey(turn)
    if (accepted(turn) && (recorded === null || !sameNumbers(recorded, right.key))) {
      findings.push(finding('digits-changed', turn, `recorded ${say(right.key)}`, `recorded ${say(recorded)}`))
      continue
    }
    findings.push(...claimDigitFindings(history, turn, right.key))
  }
  return seen === 0 ? null : { evidence: 'reported', findings }
}

const claimDigitFindings = (history: History, turn: Turn, key: CoverageKey): Finding[] =>
  stepsFor(history, 'claim', turn.step.visit).flatMap((record) => {
    if (record.result === null || !('lines' in record.result)) return []
    const line = record.result.lines.find((candidate) => candidate.visit === turn.step.visit)
    return line === undefined || sameNumbers(line, key)
      ? []
      : [{ code: 'digits-changed-in-claim', step: record.index, expected: say(key), actual: say(line) }]
  })

const claimed = (show: ShowInput, extra: Partial<ReceiveInput> = {}): readonly StepInput[] => [
  reception(show, extra),
  { do: 'claim', visits: ['v1'] },
]

const c12: Requirement = {
  id: 'C12',
  severity: 'must',
  sentence: {
    ja: '空白で埋めて返る6桁の国保の保険者番号は6桁のまま扱い、請求する。記号・番号の先頭のゼロは最後まで残る。',
    en: 'A six-digit 国保 number that comes back padded with spaces is stored and claimed as six digits, and leading zeros of symbol and number survive the whole way.',
  },
  sources: ['counter.md C12', 'wire.md 2.2, 5.1 [MYNA][ONSHI-FACE]'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('by-card', { ja: 'カード', en: 'by card' }, () => one(municipal, ...claimed(readCard))),
    anyDay('by-paper', { ja: '資格確認書', en: 'by paper' }, () => one(municipal, ...claimed([inTerm]))),
  ],
  mutants: ['zero-pads-the-claim', 'numeric-symbol'],
  examine: delicateFindings,
}

/** Requirements about the five answers and the numbers in them. */
export const answerRequirements: readonly Requirement[] = [rowA, rowI, rowJ, rowK, c10, c12]
