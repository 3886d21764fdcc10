import fc from 'fast-check'
import { dateOf } from '../../../domain/civil-date.ts'
import { keyOf } from '../../../domain/decide.ts'
import type { CoverageKey } from '../../../domain/ledger.ts'
import type { AnswerRecord } from '../../../domain/presentation.ts'
import type { History, StepRecord } from '../../../../scenarios/history.ts'
import {
  type ReceiveInput,
  type StepInput,
  cardInHand,
  one,
  ordinary,
  readCard,
  reception,
} from '../../arbitraries/cases.ts'
import { claim, clock, fromMonthEnd, losing, paperInTerm, visibleFrom } from '../../arbitraries/claims.ts'
import { anyDay, onDay, overTime } from '../../arbitraries/edges.ts'
import { type Traits, changedInsurer, employeeCover, koukiCover, onEveOf75 } from '../../arbitraries/people.ts'
import {
  type Claim,
  type Look,
  answersAtReception,
  answersIn,
  claimFinding,
  claimsOf,
  examination,
  isInquired,
  isOrdinary,
  lookAtTurns,
  lostAtReception,
  messagesBetween,
  picturedLine,
} from '../../evidence-claims.ts'
import {
  type Turn,
  accepted,
  answerTo,
  finding,
  inPrintedTerm,
  inquiries,
  isOnline,
  notPickedUp,
  papersOf,
  pickedUp,
  pictured,
  recordedKey,
  sameNumbers,
  turnsOf,
  undecided,
  noCard,
  say,
} from '../../evidence.ts'
import type { Requirement } from '../../requirement.ts'

const lostTo =
  (day: string) =>
  (at: number): Traits => ({ covers: changedInsurer(at, day) })

/** Cover and its loss both become visible at noon. */
const lossAtNoon =
  (day: string) =>
  (at: number): Traits => ({
    cover: employeeCover(at, {
      acquired: 'start-30d',
      knownAt: 'startT12:00',
      lost: { date: day, reason: '99', knownAt: 'startT12:00' },
    }),
  })

const disputes = ({ presentation }: Turn): boolean => presentation.says.unchanged === 'no'

/** Records whose loss day has come by the visit, as this system was told before its claim. */
function toldAsLost({ turn, messages }: Claim): { readonly numbers: CoverageKey; readonly late: boolean }[] {
  const atOnce = lostAtReception(turn).map(({ key }) => ({ numbers: key, late: false }))
  const open = turn.outcome.recorded?.verified === 'none' || disputes(turn)
  const later = open
    ? answersIn(messages).flatMap(({ validity, records }) =>
        validity === '2' || validity === '3'
          ? records.flatMap(({ key, lost }) =>
              lost !== null && lost <= turn.day ? [{ numbers: key, late: true }] : [],
            )
          : [],
      )
    : []
  return [...atOnce, ...later]
}

/** Records that an answer shows as open on the day and ending on a later one. */
const endingLater = ({ turn, messages }: Claim): CoverageKey[] => [
  ...answersAtReception(turn).flatMap(({ validity, record }) =>
    validity === 1 && record !== null && record.loss !== null && record.loss.date > turn.day ? [record.key] : [],
  ),
  ...answersIn(messages).flatMap(({ validity, records }) =>
    records.flatMap(({ key, lost }) => (validity === '1' && lost !== null && lost > turn.day ? [key] : [])),
  ),
]

function lookAtLoss(each: Claim): Look {
  const { turn, line, index } = each
  const told = toldAsLost(each)
  if (line !== null && line.step === 'CURRENT' && told.some(({ numbers }) => sameNumbers(numbers, line)))
    return claimFinding('lost-numbers-claimed', index, 'not claimed as CURRENT: lost by the visit', picturedLine(line))
  if (told.length > 0) {
    const refused = turn.outcome.decision !== 'none' && !accepted(turn)
    return line !== null || refused || told.some(({ late }) => late) ? 'fine' : 'unseen'
  }
  const key = recordedKey(turn)
  const ending = endingLater(each).find((numbers) => key !== null && sameNumbers(numbers, key))
  if (ending === undefined || line === null || !accepted(turn) || turn.presentation.chart !== null) return 'unseen'
  return line.step === 'CURRENT' && sameNumbers(line, ending)
    ? 'fine'
    : claimFinding('covered-day-not-claimed', index, `CURRENT ${say(ending)}`, picturedLine(line))
}

const c01: Requirement = {
  id: 'C01',
  severity: 'must',
  sentence: {
    ja: '回答された資格喪失日以後の受診は、有効期限内の資格確認書が示されていても、喪失した番号で現在の資格として請求しない。喪失日の前日までの受診はその番号で請求する。',
    en: 'A visit on or after the answered loss date is never claimed on the lost numbers as current, even if the paper that was shown is in term; a visit of the day before is claimed on them.',
  },
  sources: ['counter.md C01', 'counter.md S03 S04 S43', 'rules.md 2.1 rows T1 I [D7][D8]', 'rules.md 2.4'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('loss-day/paper', { ja: '資格喪失日の当日、証', en: 'on the loss day, paper' }, () =>
      one(losing('start'), reception([paperInTerm]), claim),
    ),
    anyDay('day-before/paper', { ja: '資格喪失日の前日、証', en: 'the day before, paper' }, () =>
      one(losing('start+1d'), reception([paperInTerm]), claim),
    ),
    anyDay('after/card-and-paper', { ja: '喪失後、カードと証', en: 'after the loss, card and paper' }, () =>
      fc
        .integer({ min: 1, max: 50 })
        .chain((days) => one(losing(`start-${days}d`), reception(cardInHand(paperInTerm)), claim)),
    ),
    anyDay('newer-cover/paper', { ja: '新しい資格あり、前の証', en: 'newer cover, paper of the old one' }, () =>
      one(lostTo('start'), reception([paperInTerm]), claim),
    ),
    overTime(
      'late-check/loss-day',
      { ja: '請求前の照会で当日喪失と判明', en: 'loss of the day found before the claim' },
      () => one(lossAtNoon('start'), reception([paperInTerm]), clock('startT13:00'), claim),
    ),
    overTime(
      'late-check/day-before',
      { ja: '請求前の照会で翌日喪失と判明', en: 'loss of tomorrow found before the claim' },
      () => one(lossAtNoon('start+1d'), reception([paperInTerm]), clock('startT13:00'), claim),
    ),
  ],
  mutants: [
    'paper-always-wins',
    'loss-day-is-covered',
    'late-loss-ignored',
    'validity-ignored',
    'lost-paper-accepted',
    'three-is-valid',
  ],
  examine: (history) => examination('reported', claimsOf(history).map(lookAtLoss)),
}

// ── the paper beside its answer ────────────────────────────────────────────────────────────────────────────────────

/** The one paper in term on the counter, with the answer to its numbers. */
function lonePaper(turn: Turn) {
  const papers = papersOf(turn, 'certificate').filter((fields) => inPrintedTerm(turn, fields))
  const fields = papers.length === 1 && turn.presentation.shown.length === 1 ? papers[0] : undefined
  const key = fields === undefined ? null : keyOf(fields)
  const answer = key === null || !isOnline(turn) ? null : answerTo(turn, key)
  return key === null || answer === null || !noCard(turn) ? null : { key, answer }
}

function lookAtComingLoss(turn: Turn): Look {
  const paper = lonePaper(turn)
  const loss = paper?.answer.record?.loss ?? null
  if (
    paper === null ||
    paper.answer.validity === 3 ||
    loss === null ||
    turn.presentation.chart !== null ||
    !isOrdinary(turn)
  )
    return 'unseen'
  const key = recordedKey(turn)
  const used = accepted(turn) && key !== null && sameNumbers(key, paper.key)
  if (undecided(turn)) return 'unseen'
  // Employee cover of somebody past 75 has ended, whatever its loss date says.
  if (loss.date > turn.day && turn.decision().outcome !== 'accepted') return 'unseen'
  if (loss.date > turn.day)
    return used ? 'fine' : finding('coming-loss-refused', turn, `accepted on ${say(paper.key)}`, pictured(turn.outcome))
  return used
    ? finding('lost-numbers-accepted', turn, `not accepted on ${say(paper.key)}: lost`, pictured(turn.outcome))
    : 'fine'
}

const rowT1: Requirement = {
  id: 'row-T1',
  severity: 'must',
  sentence: {
    ja: '有効期限内の資格確認書は、回答の資格喪失日が受診日より後なら、その受診では有効とする。喪失日の当日からは受け付けない。',
    en: 'A paper in term is good for a visit before the loss date that its answer names, and no longer from that day on.',
  },
  sources: ['rules.md 2.1 row T1 [D7][D8]', 'counter.md S04'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('day-before', { ja: '喪失日の前日', en: 'the day before the loss' }, () =>
      one(losing('start+1d'), reception([paperInTerm])),
    ),
    anyDay('weeks-before', { ja: '喪失日の数週間前', en: 'weeks before the loss' }, () =>
      fc.integer({ min: 2, max: 60 }).chain((days) => one(losing(`start+${days}d`), reception([paperInTerm]))),
    ),
    anyDay('loss-day', { ja: '喪失日の当日', en: 'on the loss day' }, () =>
      one(losing('start'), reception([paperInTerm])),
    ),
    anyDay('day-after', { ja: '喪失日の翌日', en: 'the day after the loss' }, () =>
      one(losing('start-1d'), reception([paperInTerm])),
    ),
    onDay('2026-11-20', 'eve-of-75', { ja: '75歳の誕生日の前日', en: 'day before the 75th birthday' }, () =>
      one(onEveOf75, reception([paperInTerm])),
    ),
  ],
  mutants: [
    'coming-loss-voids-paper',
    'paper-always-wins',
    'loss-day-is-covered',
    'validity-ignored',
    'lost-paper-accepted',
    'seventy-five-a-day-early',
  ],
  examine: (history) => examination('reported', lookAtTurns(history, lookAtComingLoss)),
}

function lookAtUnrecorded({ turn, line, messages, index }: Claim): Look {
  const paper = lonePaper(turn)
  if (paper === null || paper.answer.validity !== 4 || !accepted(turn) || !isOrdinary(turn)) return 'unseen'
  const asked = isInquired(messages, paper.key)
  if (line === null) return asked ? 'fine' : 'unseen'
  if (!asked)
    return claimFinding('unrecorded-cover-claimed', index, `a new check of ${say(paper.key)} first`, picturedLine(line))
  const late = answersIn(messages)
  if (late.some(({ validity }) => validity === '2' || validity === '3')) return 'unseen'
  const found = late.some(({ validity }) => validity === '1')
  return line.confirmation === null || found
    ? 'fine'
    : claimFinding('unrecorded-cover-claimed', index, 'no confirmation: nothing was found', picturedLine(line))
}

const rowT2: Requirement = {
  id: 'row-T2',
  severity: 'must',
  sentence: {
    ja: '番号照会の回答が4（該当なし）のまま有効期限内の資格確認書で受け付けた受診は、請求前に改めて照会し、確認できるまで確認済みとしない。',
    en: 'A visit accepted on a paper in term whose inquiry answered 4 is inquired again before its claim and is not written down as checked until a record is found.',
  },
  sources: ['rules.md 2.1 row T2', 'rules.md 2.4, 2.5 [W5][W42]', 'rules.md 9 no. 39 (assumption paper.onAnswer4)'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('still-unrecorded', { ja: '請求時も該当なし', en: 'still no record at the claim' }, () =>
      one(visibleFrom('start+10dT08:00'), reception([{ ...paperInTerm, validFrom: 'start-20d' }]), claim),
    ),
    overTime('recorded-later', { ja: '請求までに登録', en: 'registered before the claim' }, () =>
      one(
        visibleFrom('start+3dT08:00'),
        reception([{ ...paperInTerm, validFrom: 'start-20d' }]),
        clock('start+3dT09:00'),
        claim,
      ),
    ),
  ],
  mutants: ['four-is-a-check', 'follow-up-forgotten'],
  examine: (history) => examination('observed', claimsOf(history).map(lookAtUnrecorded)),
}

// ── cover that is taken away after the visit ───────────────────────────────────────────────────────────────────────

/** Losses filed for the person of a turn after it and before a step, with a day that is not after the visit or is. */
const takenAway = (history: History, { turn, index }: Claim): boolean =>
  history.steps.some(
    ({ step, index: at }) =>
      at > turn.index &&
      at < index &&
      step.do === 'change' &&
      step.what.kind === 'lose' &&
      step.person === turn.step.person,
  )

function lookAtTakenAway(history: History, each: Claim): Look {
  const { turn, line, index } = each
  const key = recordedKey(turn)
  const checked = turn.outcome.recorded?.verified !== 'none'
  const wasValid = answersAtReception(turn).some(
    ({ validity, record }) => validity === 1 && record !== null && key !== null && sameNumbers(record.key, key),
  )
  if (key === null || !accepted(turn) || !checked || !wasValid || disputes(turn)) return 'unseen'
  if (each.turns.length > 1 || !isOrdinary(turn) || !takenAway(history, each)) return 'unseen'
  return line !== null && line.step === 'CURRENT' && sameNumbers(line, key)
    ? 'fine'
    : claimFinding(
        'covered-visit-dropped',
        index,
        `CURRENT ${say(key)}: valid by the answer of its day`,
        picturedLine(line),
      )
}

const takenOn = (date: string): StepInput => ({
  do: 'change',
  person: 'patient',
  what: { kind: 'lose', date, reason: '99' },
})

const s05: Requirement = {
  id: 'S05',
  severity: 'must',
  sentence: {
    ja: '受診日の回答が有効だった受診は、後からさかのぼって資格を喪失しても、その日の番号で請求する。',
    en: 'A visit that the answer of its day showed as covered is claimed on the numbers of that day, although cover was taken away later with an earlier date.',
  },
  sources: ['counter.md S05', 'rules.md 2.5 [D21][D56]'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('visit-day', { ja: '受診日にさかのぼる喪失', en: 'taken away from the day of the visit' }, () =>
      ordinary(reception(readCard), takenOn('start'), claim),
    ),
    anyDay('long-before', { ja: '受診日より前にさかのぼる喪失', en: 'taken away from an earlier day' }, () =>
      fc.integer({ min: 1, max: 90 }).chain((days) => ordinary(reception(readCard), takenOn(`start-${days}d`), claim)),
    ),
    anyDay('next-day', { ja: '受診日の翌日からの喪失', en: 'lost from the next day on' }, () =>
      ordinary(reception(readCard), takenOn('start+1d'), claim),
    ),
    anyDay('by-number', { ja: '番号照会で有効', en: 'valid by number' }, () =>
      ordinary(reception([paperInTerm]), takenOn('start-5d'), claim),
    ),
  ],
  mutants: ['doubts-every-answer'],
  examine: (history) =>
    examination(
      'reported',
      claimsOf(history).map((each) => lookAtTakenAway(history, each)),
    ),
}

// ── new numbers of the same insurer ────────────────────────────────────────────────────────────────────────────────

/** The same insurer gave other numbers from a day on: hired again, or the office has moved. */
const renumbered =
  (day: string) =>
  (at: number): Traits => ({
    covers: [
      employeeCover(at, { symbol: '77', number: '5511', lost: { date: day, reason: '99', knownAt: 'start-40d' } }),
      employeeCover(at, { symbol: '78', number: '5612', acquired: day, knownAt: 'start-40d' }),
    ],
  })

/** The card shows other numbers than the chart, of the same insurer. */
function renumberedRecord(turn: Turn): AnswerRecord | null {
  const { facts, presentation } = turn
  const record = facts.delivered === null || facts.cardAnswer?.validity !== 1 ? null : facts.cardAnswer.record
  const known = presentation.chart?.key ?? null
  if (record === null || known === null || !facts.ownCard || !isOrdinary(turn)) return null
  return known.insurerNumber === record.key.insurerNumber && !sameNumbers(known, record.key) ? record : null
}

function lookAtRenumbered(turn: Turn): Look {
  const record = renumberedRecord(turn)
  if (record === null) return 'unseen'
  if (!pickedUp(turn)) return notPickedUp(turn)
  const key = recordedKey(turn)
  if (undecided(turn) || !accepted(turn)) return 'unseen'
  return key !== null && sameNumbers(key, record.key)
    ? 'fine'
    : finding('wrong-numbers', turn, `recorded ${say(record.key)}`, `recorded ${say(key)}`)
}

function lookAtRenumberedClaim({ turn, line, index }: Claim): Look {
  const record = renumberedRecord(turn)
  if (record === null || line === null) return 'unseen'
  return line.step === 'CURRENT' && sameNumbers(line, record.key)
    ? 'fine'
    : claimFinding('old-number-claimed', index, `CURRENT ${say(record.key)}`, picturedLine(line))
}

const s11: Requirement = {
  id: 'S11',
  severity: 'must',
  sentence: {
    ja: '保険者が同じまま月の途中で記号・番号が変わったら、その日からは新しい番号で記録し請求し、前日までは前の番号による。',
    en: 'When symbol and number change inside a month and the insurer stays, visits from that day on are recorded and claimed on the new number, and visits before it on the old one.',
  },
  sources: ['counter.md S11 [D103][D60]', 'rules.md 2.5 [W71]'],
  needs: ['receive', 'claim'],
  inquiry: true,
  edges: [
    anyDay('first-day', { ja: '変わった日', en: 'first day of the new number' }, () =>
      one(renumbered('start'), reception(readCard, { chart: { asOf: 'start-20d' } }), claim),
    ),
    anyDay('later', { ja: '変わった後', en: 'later' }, () =>
      fc
        .integer({ min: 1, max: 30 })
        .chain((days) =>
          one(renumbered(`start-${days}d`), reception(readCard, { chart: { asOf: 'start-35d' } }), claim),
        ),
    ),
    anyDay(
      'day-before',
      { ja: '変わる前日、新しい番号は控え済み', en: 'the day before, the new number is in the chart' },
      () => one(renumbered('start+1d'), reception(readCard, { chart: { asOf: 'start+1d' } }), claim),
    ),
  ],
  mutants: ['claims-on-chart-numbers', 'keeps-chart-numbers'],
  examine: (history) =>
    examination('observed', [
      ...lookAtTurns(history, lookAtRenumbered),
      ...claimsOf(history).map(lookAtRenumberedClaim),
    ]),
}

// ── the patient says that his cover has changed ────────────────────────────────────────────────────────────────────

/** The card shows what is on record, and the patient says that it has changed. */
const isDisputed = (turn: Turn): boolean => {
  const { facts, presentation } = turn
  const record = facts.delivered === null || facts.cardAnswer?.validity !== 1 ? null : facts.cardAnswer.record
  const known = presentation.chart?.key ?? null
  return (
    disputes(turn) &&
    facts.ownCard &&
    isOrdinary(turn) &&
    record !== null &&
    known !== null &&
    sameNumbers(record.key, known)
  )
}

function lookAtWord(turn: Turn): Look {
  if (!isDisputed(turn) || undecided(turn)) return 'unseen'
  if (!accepted(turn)) return 'fine'
  const noted = turn.outcome.followUps.some(({ what, due }) => what === 'recheck' && due !== null)
  return noted ? 'fine' : finding('change-not-noted', turn, 'a dated follow-up: recheck', 'none')
}

function lookAtDisputedClaim({ turn, line, messages, index }: Claim): Look {
  if (!isDisputed(turn) || !accepted(turn) || line === null) return 'unseen'
  const key = recordedKey(turn)
  const asked = inquiries(messages).length > 0
  const ended = answersIn(messages).some(({ validity, records }) =>
    records.some(
      (record) =>
        (validity === '2' || validity === '3') &&
        record.lost !== null &&
        record.lost <= turn.day &&
        key !== null &&
        sameNumbers(record.key, key),
    ),
  )
  const onOld = key !== null && line.step === 'CURRENT' && sameNumbers(line, key)
  if (!asked || (ended && onOld))
    return claimFinding(
      'disputed-cover-claimed',
      index,
      'a new check first, and no claim on cover that had ended',
      picturedLine(line),
    )
  return 'fine'
}

const changed: Partial<ReceiveInput> = { chart: { asOf: 'start-60d' }, says: { unchanged: 'no' } }

const rowAj: Requirement = {
  id: 'row-AJ',
  severity: 'must',
  sentence: {
    ja: '保険が変わったと患者が言い、カードが前の資格を有効と示すときは、その話を記録して請求前に確かめ直し、そのとき事実である資格で請求する。',
    en: 'When the patient says that his cover has changed and the card still shows the old one, the word is noted, cover is checked again before the claim, and the claim rests on what is true then.',
  },
  sources: ['rules.md 2.1 row AJ [D20][D21]', 'counter.md S06 S10'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('still-open', { ja: '請求時も前の資格が有効', en: 'the old cover is still open at the claim' }, () =>
      ordinary(reception(readCard, changed), claim),
    ),
    anyDay('closed-before', { ja: '受診日までにさかのぼる喪失', en: 'closed back to the visit or earlier' }, () =>
      fc
        .integer({ min: 0, max: 20 })
        .chain((days) =>
          ordinary(reception(readCard, changed), takenOn(days === 0 ? 'start' : `start-${days}d`), claim),
        ),
    ),
    anyDay('closed-after', { ja: '受診日の翌日からの喪失', en: 'closed from the next day on' }, () =>
      ordinary(reception(readCard, changed), takenOn('start+1d'), claim),
    ),
  ],
  mutants: [
    'patients-word-ignored',
    'disputed-claimed-unchecked',
    'late-loss-ignored',
    'validity-ignored',
    'lost-paper-accepted',
  ],
  examine: (history) =>
    examination('observed', [...lookAtTurns(history, lookAtWord), ...claimsOf(history).map(lookAtDisputedClaim)]),
}

// ── a stay over the end of a month ─────────────────────────────────────────────────────────────────────────────────

type Recheck = Extract<NonNullable<StepRecord['result']>, { recorded: unknown; shown?: never; decision?: never }>

const isRecheck = (record: StepRecord): record is StepRecord & { readonly result: Recheck } =>
  record.step.do === 'recheck' &&
  record.result !== null &&
  'recorded' in record.result &&
  !('decision' in record.result)

const monthOfDay = (day: string): string => day.slice(0, 7)

function lookAtStay(history: History, record: StepRecord): Look {
  if (!isRecheck(record) || record.step.do !== 'recheck') return 'unseen'
  const { visit } = record.step
  const turn = turnsOf(history).findLast((each) => each.step.visit === visit && each.index < record.index)
  const key = turn === undefined ? null : recordedKey(turn)
  const today = dateOf(record.at)
  if (turn === undefined || key === null || !accepted(turn) || turn.outcome.recorded?.verified === 'none')
    return 'unseen'
  if (monthOfDay(turn.day) === monthOfDay(today) || !isOnline(turn)) return 'unseen'
  const messages = messagesBetween(history, record.index - 1, record.index)
  const asked = inquiries(messages).filter(({ confirmationDate }) => confirmationDate === today)
  if (asked.length === 0)
    return claimFinding('stay-not-rechecked', record.index, `an inquiry about ${today}`, 'none about that day')
  const ended = answersIn(messages).some(
    ({ validity, confirmationDate }) => confirmationDate === today && (validity === '2' || validity === '3'),
  )
  const { recorded } = record.result
  const kept =
    recorded !== null && recorded.verified !== 'none' && recorded.key !== null && sameNumbers(recorded.key, key)
  if (ended && kept)
    return claimFinding(
      'old-cover-in-new-month',
      record.index,
      `not checked on ${say(key)}: lost`,
      'written down as checked',
    )
  return 'fine'
}

const stay = (...then: readonly StepInput[]): readonly StepInput[] => [
  reception(readCard),
  clock('start+1dT09:00'),
  ...then,
]
const recheck: StepInput = { do: 'recheck', visit: 'v1' }

const s02: Requirement = {
  id: 'S02',
  severity: 'should',
  sentence: {
    ja: '入院が月をまたいだら、新しい月の1日にその日の資格を照会し、その日に資格のない番号を確認済みとしない。',
    en: 'A stay over the end of a month is checked on the 1st for that day, and numbers without cover on that day are not written down as checked.',
  },
  sources: ['counter.md S02', 'rules.md 2.5 (in-patient: assumption L)'],
  needs: ['receive', 'recheck'],
  inquiry: false,
  edges: [
    fromMonthEnd('same-cover', { ja: '1日も同じ資格', en: 'the same cover on the 1st' }, () =>
      ordinary(...stay(recheck)),
    ),
    fromMonthEnd('new-insurer', { ja: '1日から別の保険者', en: 'another insurer from the 1st on' }, () =>
      one(lostTo('start+1d'), ...stay(recheck)),
    ),
  ],
  mutants: ['stay-checked-for-admission', 'late-loss-ignored', 'validity-ignored', 'three-is-valid'],
  examine: (history) =>
    examination(
      'observed',
      history.steps.map((record) => lookAtStay(history, record)),
    ),
}

// ── a ratio that is corrected backwards ────────────────────────────────────────────────────────────────────────────

/** Late elderly whose ratio rises from one to two tenths as of a day, which becomes visible at a moment. */
const corrected =
  (day: string, knownAt: string) =>
  (at: number): Traits => ({
    birthDate: '1945-06-20',
    covers: [
      koukiCover(at, { ratio: '010', lost: { date: day, reason: '99', knownAt } }),
      koukiCover(at, { ratio: '020', acquired: day, knownAt }),
    ],
  })

const COST = 10_000
const bill: StepInput = { do: 'bill', visit: 'v1', totalCost: COST }
const TENTHS: Readonly<Record<string, number>> = { '010': 1000, '020': 2000, '030': 3000 }

function lookAtBill(history: History, record: StepRecord): Look {
  const { step, result } = record
  if (step.do !== 'bill' || result === null || !('patientPays' in result) || step.totalCost !== COST) return 'unseen'
  const turns = turnsOf(history).filter((each) => each.step.visit === step.visit && each.index < record.index)
  const [turn] = turns
  const answer = turn?.facts.delivered === null ? null : (turn?.facts.cardAnswer ?? null)
  if (turn === undefined || turns.length > 1 || !accepted(turn) || !pickedUp(turn) || !isOrdinary(turn)) return 'unseen'
  const found = answer?.validity === 1 ? answer.record : null
  if (found === null || found.scheme !== 'kouki' || found.limitBand !== null || result.patientPays === null)
    return 'unseen'
  if (turn.presentation.shown.length > 1 || answer?.beside !== undefined) return 'unseen'
  const due = TENTHS[found.koukiRatio ?? '']
  if (due === undefined || result.patientPays === due) return due === undefined ? 'unseen' : 'fine'
  return claimFinding(
    'billed-on-later-ratio',
    record.index,
    `${due} yen: the ratio of the answer of ${turn.day}`,
    `${result.patientPays} yen`,
  )
}

const s15: Requirement = {
  id: 'S15',
  severity: 'should',
  sentence: {
    ja: '割合が後からさかのぼって訂正されても、窓口負担は受診日の回答の割合による。',
    en: 'When a ratio is corrected backwards, the patient is billed at the ratio that the answer gave on the day of the visit.',
  },
  sources: ['counter.md S15', 'rules.md 2.5 (ratio corrected backwards: assumption L)'],
  needs: ['receive', 'bill'],
  inquiry: false,
  edges: [
    overTime('corrected-after', { ja: '受診後にさかのぼって訂正', en: 'corrected after the visit, dated back' }, () =>
      one(corrected('start-30d', 'startT12:00'), reception(readCard), clock('startT13:00'), bill),
    ),
    anyDay('effective-today', { ja: '今日から新しい割合', en: 'the new ratio begins today' }, () =>
      one(corrected('start', 'start-10d'), reception(readCard), bill),
    ),
    anyDay('effective-tomorrow', { ja: '明日から新しい割合', en: 'the new ratio begins tomorrow' }, () =>
      one(corrected('start+1d', 'start-10d'), reception(readCard), bill),
    ),
  ],
  mutants: ['bills-on-todays-ratio', 'three-tenths-for-all'],
  examine: (history) =>
    examination(
      'reported',
      history.steps.map((record) => lookAtBill(history, record)),
    ),
}

/** Requirements about loss, change and later correction of cover. */
export const claimsLossRequirements: readonly Requirement[] = [c01, rowT1, rowT2, s02, s05, s11, s15, rowAj]
