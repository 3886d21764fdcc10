import fc from 'fast-check'
import type { Core, Requirement } from '../../requirement.ts'
import {
  type ReceiveInput,
  type ShowInput,
  type StepInput,
  cardInHand,
  one,
  ordinary,
  readCard,
  reception,
} from '../../arbitraries/cases.ts'
import {
  claim,
  clock,
  declaration,
  losing,
  neverCovered,
  paperInTerm,
  saysNothing,
  visibleFrom,
} from '../../arbitraries/claims.ts'
import { anyDay, overTime } from '../../arbitraries/edges.ts'
import { employeeCover, index, person } from '../../arbitraries/people.ts'
import {
  type Claim,
  type Look,
  answersAtReception,
  claimFinding,
  claimsOf,
  examination,
  isInquired,
  isOrdinary,
  lookAtTurns,
  messagesBetween,
  picturedLine,
} from '../../evidence-claims.ts'
import {
  type Turn,
  accepted,
  acceptedByReader,
  chargedWhole,
  finding,
  isOnline,
  notPickedUp,
  ownCardShown,
  pickedUp,
  pictured,
  readerWorks,
  recordedKey,
  sameNumbers,
  shows,
  undecided,
  say,
} from '../../evidence.ts'
import type { CoverageKey } from '../../../domain/ledger.ts'
import { keyOf } from '../../../domain/decide.ts'
import { dateOf } from '../../../domain/civil-date.ts'
import type { History } from '../../../../scenarios/history.ts'

const PROOFS = ['certificate', 'old-card', 'jps-certificate', 'day-labourer-book', 'mode-screen', 'phone'] as const

const provesNothing = (turn: Turn): boolean => PROOFS.every((kind) => !shows(turn, kind))

/** What the own card answered in this visit; null when it was not read. */
const cardValidity = (turn: Turn): number | null =>
  turn.facts.delivered === null ? null : (turn.facts.cardAnswer?.validity ?? null)

const followedBy = (turn: Turn, ...whats: readonly string[]): boolean =>
  turn.outcome.followUps.some(({ what }) => whats.includes(what))

// ── no insurance ───────────────────────────────────────────────────────────────────────────────────────────────────

function lookAtUninsured(turn: Turn): Look {
  const validity = cardValidity(turn)
  const says = turn.presentation.says.insured === 'no'
  const nothing = !shows(turn, 'my-number-card') || ((validity === 2 || validity === 4) && turn.facts.ownCard)
  if (!says || !nothing || !provesNothing(turn) || !isOrdinary(turn) || undecided(turn)) return 'unseen'
  if (turn.outcome.decision === 'stop') return 'unseen'
  if (accepted(turn) || turn.outcome.offers.includes('declaration'))
    return finding('declaration-from-uninsured', turn, '10割: no ladder, no declaration', pictured(turn.outcome))
  if (turn.outcome.decision === 'ask') return 'unseen'
  if (!chargedWhole(turn)) return finding('uninsured-not-charged', turn, '10割', pictured(turn.outcome))
  return followedBy(turn, 'refer-to-municipality', 'ask-welfare-office')
    ? 'fine'
    : finding('not-referred', turn, 'a follow-up: refer-to-municipality or ask-welfare-office', pictured(turn.outcome))
}

const uninsured: Partial<ReceiveInput> = { says: { insured: 'no' } }

const rowX: Requirement = {
  id: 'row-X',
  severity: 'must',
  sentence: {
    ja: '保険に入っていないと言い、カードからも有効な資格が出ない人からは申立書を取らず、10割とし、市町村か福祉事務所を案内する。',
    en: 'From somebody who says that he has no insurance, and whose card shows none, no declaration is taken: he pays 10割 and is referred to the municipality or the welfare office.',
  },
  sources: ['rules.md 2.1 row X [S4]', 'counter.md S46'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay(
      'card-lost',
      { ja: 'カードの回答が2、申立書を持参', en: 'the card answers 2, a declaration is offered' },
      () => one(losing('start-10d'), reception(cardInHand(declaration), uninsured)),
    ),
    anyDay(
      'card-none',
      { ja: 'カードの回答が4、申立書を持参', en: 'the card answers 4, a declaration is offered' },
      () => one(neverCovered, reception(cardInHand(declaration), uninsured)),
    ),
    anyDay('nothing', { ja: '何も提示しない', en: 'nothing is shown' }, () => ordinary(reception([], uninsured))),
  ],
  mutants: ['declaration-for-the-uninsured', 'uninsured-not-referred', 'ten-on-lost', 'validity-ignored'],
  examine: (history) => examination('reported', lookAtTurns(history, lookAtUninsured)),
}

// ── registered as dead ─────────────────────────────────────────────────────────────────────────────────────────────

const BY_DEATH = '01'

const deadKeys = (turn: Turn): CoverageKey[] =>
  answersAtReception(turn).flatMap(({ validity, record }) =>
    (validity === 2 || validity === 3) &&
    record !== null &&
    record.loss !== null &&
    record.loss.date <= turn.day &&
    record.loss.reason === BY_DEATH
      ? [record.key]
      : [],
  )

const isAmong = (keys: readonly CoverageKey[], key: CoverageKey | null): boolean =>
  key !== null && keys.some((dead) => sameNumbers(dead, key))

function lookAtDead(turn: Turn): Look {
  const keys = deadKeys(turn)
  if (keys.length === 0 || !isOrdinary(turn) || !turn.facts.ownCard || undecided(turn)) return 'unseen'
  const used = isAmong(keys, recordedKey(turn))
  const goesOn = accepted(turn) && !followedBy(turn, 'ask-insurer')
  return used || goesOn
    ? finding(
        'dead-record-used',
        turn,
        'stop, or go on without that record and ask the insurer',
        pictured(turn.outcome),
      )
    : 'fine'
}

const lookAtDeadClaim = ({ turn, line, index }: Claim): Look => {
  const keys = deadKeys(turn)
  if (keys.length === 0 || !isOrdinary(turn) || line === null) return 'unseen'
  return isAmong(keys, line)
    ? claimFinding('dead-record-used', index, 'nothing of that record is claimed', picturedLine(line))
    : 'fine'
}

const rowY1: Requirement = {
  id: 'row-Y1',
  severity: 'must',
  sentence: {
    ja: '窓口にいる患者の回答の喪失事由が死亡なら、誤ったカードか誤った紐付けとして受付を止め、その資格は保存も請求もしない。',
    en: 'When the answer says that the cover of a patient at the counter ended by death, the reception stops, and nothing of that record is stored or claimed.',
  },
  sources: ['rules.md 2.1 row Y1', 'rules.md 2.3 (loss reasons) [W68]', 'counter.md S19 S28'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('card', { ja: 'カードと申立書', en: 'card and declaration' }, () =>
      fc
        .integer({ min: 0, max: 40 })
        .chain((days) =>
          one(losing(days === 0 ? 'start' : `start-${days}d`, '01'), reception(cardInHand(declaration)), claim),
        ),
    ),
    anyDay('card-and-record', { ja: 'カードと自院の記録', en: 'card and own record' }, () =>
      one(
        losing('start-3d', '01'),
        reception(cardInHand(declaration), { chart: {}, says: { unchanged: 'yes' } }),
        claim,
      ),
    ),
    anyDay('first-day', { ja: '死亡の翌日（喪失日）', en: 'the loss day, the day after the death' }, () =>
      one(losing('start', '01'), reception(cardInHand(declaration)), claim),
    ),
  ],
  mutants: ['death-is-an-ordinary-loss', 'validity-ignored'],
  examine: (history) =>
    examination('reported', [...lookAtTurns(history, lookAtDead), ...claimsOf(history).map(lookAtDeadClaim)]),
}

// ── newborn ────────────────────────────────────────────────────────────────────────────────────────────────────────

const bornThreeDaysAgo = (at: number, knownAt: string) => ({
  birthDate: 'start-3d',
  cover: employeeCover(at, { acquired: 'start-3d', knownAt, relation: 'dependant' as const, branch: '03' }),
  card: null,
})

/** A newborn whose registration becomes visible at a moment, and a parent with papers. */
const family = (knownAt: string, ...steps: readonly StepInput[]): fc.Arbitrary<Core> =>
  index.map((at) => ({
    people: {
      patient: person(at, bornThreeDaysAgo(at, knownAt)),
      parent: person((at + 16) % 125_000_000, { birthDate: '1994-02-10' }),
    },
    steps: [...steps],
  }))

const unregistered: Partial<ReceiveInput> = { circumstances: { newborn: true, companion: 'guardian' } }
const parentsPaper: ShowInput[number] = { ...paperInTerm, of: 'parent' }
const ownPaper: ShowInput[number] = { ...paperInTerm, issued: 'start-1d', validFrom: 'start-3d' }
const registered: Partial<ReceiveInput> = { circumstances: { companion: 'guardian' } }

const isNewborn = ({ presentation }: Turn): boolean =>
  presentation.circumstances.newborn && presentation.circumstances.matter === 'illness'

function lookAtNewborn(turn: Turn): Look {
  if (!isNewborn(turn) || turn.facts.delivered !== null || undecided(turn) || turn.presentation.chart !== null)
    return 'unseen'
  const others = turn.presentation.shown.flatMap((thing) => ('fields' in thing ? [keyOf(thing.fields)] : []))
  const key = recordedKey(turn)
  if (key !== null && others.some((other) => other !== null && sameNumbers(other, key)))
    return finding('parents-numbers-recorded', turn, "the parent's numbers are not the child's", `recorded ${say(key)}`)
  return accepted(turn) ? finding('newborn-accepted-unproved', turn, 'wait, or 10割', pictured(turn.outcome)) : 'fine'
}

/** The answer of a later turn shows cover of the child from the day of the first turn. */
const provedFor = ({ turn }: Claim): CoverageKey | null => {
  const key = recordedKey(turn)
  if (!accepted(turn) || key === null || turn.outcome.recorded?.verified === 'none') return null
  const valid = answersAtReception(turn).some(
    ({ validity, record }) => validity === 1 && record !== null && sameNumbers(record.key, key),
  )
  return valid ? key : null
}

function lookAtNewbornClaim(each: Claim): Look {
  const { first, turn, line, index } = each
  if (!isNewborn(first) || first.outcome.decision !== 'wait' || first.index === turn.index) return 'unseen'
  const key = provedFor(each)
  if (key === null) return 'unseen'
  return line !== null && sameNumbers(line, key)
    ? 'fine'
    : claimFinding('newborn-not-claimed', index, `the visit of ${first.day} on ${say(key)}`, picturedLine(line))
}

const rowAe: Requirement = {
  id: 'row-AE',
  severity: 'must',
  sentence: {
    ja: '加入の届出がまだの新生児は、保護者の番号でも申立書でも受け付けず、待つか10割とする。出生日にさかのぼって登録されたら、受診日の分から本人の番号で請求する。',
    en: "A newborn whose registration is still to come is received neither on the parent's numbers nor on a declaration: the clinic waits or takes 10割, and claims the visit on the child's numbers once the entry is dated back to the birth.",
  },
  sources: ['rules.md 2.1 row AE [D11][D62] (procedure: assumption L)', 'counter.md S18'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('parents-paper', { ja: '保護者の資格確認書', en: "the parent's paper" }, () =>
      family('start+17dT08:00', reception([parentsPaper], unregistered)),
    ),
    anyDay('declaration', { ja: '保護者の書いた申立書', en: 'a declaration written by the parent' }, () =>
      family('start+17dT08:00', reception([declaration], unregistered)),
    ),
    anyDay('proved-same-day', { ja: '同じ日に本人の証', en: "the child's paper on the same day" }, () =>
      family('start-1d', reception([], unregistered), reception([ownPaper], registered), claim),
    ),
    overTime('proved-on-day-20', { ja: '生後20日に登録', en: 'registered on day 20' }, () =>
      family(
        'start+17dT08:00',
        reception([], unregistered),
        clock('start+17dT09:00'),
        reception([ownPaper], registered),
        claim,
      ),
    ),
  ],
  mutants: ['parents-numbers-for-child', 'declaration-for-newborn', 'first-decision-is-final'],
  examine: (history) =>
    examination('reported', [...lookAtTurns(history, lookAtNewborn), ...claimsOf(history).map(lookAtNewbornClaim)]),
}

// ── back from abroad ───────────────────────────────────────────────────────────────────────────────────────────────

function lookAtReturn(turn: Turn): Look {
  const { abroad, newborn, matter, place } = turn.presentation.circumstances
  const back = abroad === 'returned-filed' || abroad === 'returned-not-filed'
  const unknown = cardValidity(turn) === 4 && turn.facts.ownCard && provesNothing(turn)
  const body = turn.facts.card?.body === 'LIVE'
  if (!back || !unknown || !body || newborn || matter !== 'illness' || place !== 'counter' || undecided(turn))
    return 'unseen'
  if (turn.presentation.says.insured === 'no') return 'unseen'
  if (abroad === 'returned-filed')
    return chargedWhole(turn)
      ? finding('filed-charged-whole', turn, 'the normal share, or a question', pictured(turn.outcome))
      : 'fine'
  return accepted(turn) ? finding('unfiled-not-charged', turn, '10割', pictured(turn.outcome)) : 'fine'
}

const back = (abroad: 'returned-filed' | 'returned-not-filed'): Partial<ReceiveInput> => ({
  circumstances: { abroad },
  says: saysNothing,
})

const rowAk: Requirement = {
  id: 'row-AK',
  severity: 'should',
  sentence: {
    ja: '海外から転入し登録前で回答が4の人は、転入の届出を済ませていれば10割とせず、届出がまだなら10割とする。',
    en: 'Somebody back from abroad whose card answers 4 is not charged 10割 when he has filed with the municipality, and is when he has not.',
  },
  sources: ['rules.md 2.1 row AK [D63] (procedure: assumption L)', 'counter.md S23'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('filed', { ja: '届出済み、登録前', en: 'filed, not registered yet' }, () =>
      one(visibleFrom('start+20dT08:00'), reception(cardInHand(declaration), back('returned-filed'))),
    ),
    anyDay('not-filed', { ja: '届出前', en: 'not filed' }, () =>
      one(neverCovered, reception(cardInHand(declaration), back('returned-not-filed'))),
    ),
    anyDay('filed-nothing-else', { ja: '届出済み、カードだけ', en: 'filed, nothing but the card' }, () =>
      one(neverCovered, reception(readCard, back('returned-filed'))),
    ),
  ],
  mutants: ['return-needs-no-filing', 'returned-is-uninsured', 'ten-on-lost'],
  examine: (history) => examination('reported', lookAtTurns(history, lookAtReturn)),
}

// ── renewed this morning ───────────────────────────────────────────────────────────────────────────────────────────

const renewals = (history: History, turn: Turn): boolean =>
  history.steps.some(
    ({ step, index: at }) =>
      at < turn.index && step.do === 'change' && step.what.kind === 'renew' && step.person === turn.step.person,
  )

function lookAtRenewed(history: History, turn: Turn): Look {
  const { card } = turn.facts
  if (card === null || !ownCardShown(turn) || !isOrdinary(turn) || !readerWorks(turn) || !renewals(history, turn))
    return 'unseen'
  if (turn.presentation.says.insured !== 'yes') return 'unseen'
  if (card.activating) {
    const tried = turn.presentation.reader.includes('result-unavailable')
    if (!tried || undecided(turn) || card.body !== 'LIVE') return 'unseen'
    return chargedWhole(turn)
      ? finding('renewed-card-charged', turn, 'the ladder, at the normal share', pictured(turn.outcome))
      : 'fine'
  }
  if (cardValidity(turn) !== 1 || turn.decision().verified !== 'card') return 'unseen'
  if (!pickedUp(turn)) return notPickedUp(turn)
  return acceptedByReader(turn)
    ? 'fine'
    : finding('renewed-card-not-read', turn, 'accepted as read', pictured(turn.outcome))
}

const renew: StepInput = { do: 'change', person: 'patient', what: { kind: 'renew', expiry: 'start+5y' } }
const inHand = fc.constantFrom<ShowInput[number]>(
  declaration,
  { kind: 'notice' },
  { kind: 'portal-pdf', issued: 'start-3d' },
)

const s17: Requirement = {
  id: 'S17',
  severity: 'must',
  sentence: {
    ja: '電子証明書を更新したばかりで結果の出ないカードでは、代替手段により受け付け、10割としない。24時間たてば結果を使う。',
    en: 'A card whose certificate was renewed less than 24 hours ago and does not answer leads to the ladder, never to 10割; after 24 hours its result is used.',
  },
  sources: ['counter.md S17 [D28]', 'rules.md 1.6, 2.5 (cert.activationLagHours)'],
  needs: ['receive'],
  inquiry: true,
  edges: [
    anyDay('this-morning', { ja: '更新した日の朝', en: 'on the morning of the renewal' }, () =>
      inHand.chain((thing) => ordinary(renew, reception(cardInHand(thing)))),
    ),
    overTime('minute-before', { ja: '23時間59分後', en: '23 h 59 min later' }, () =>
      ordinary(renew, clock('+1439m'), reception(cardInHand({ kind: 'notice' }))),
    ),
    overTime('24-hours', { ja: '24時間後', en: '24 h later' }, () =>
      ordinary(renew, clock('+24h'), reception(readCard)),
    ),
  ],
  mutants: ['activation-is-refusal'],
  examine: (history) =>
    examination(
      'observed',
      lookAtTurns(history, (turn) => lookAtRenewed(history, turn)),
    ),
}

// ── nothing at all ─────────────────────────────────────────────────────────────────────────────────────────────────

const isUnknown = (turn: Turn): boolean =>
  turn.presentation.shown.length === 0 && turn.presentation.chart === null && isOrdinary(turn)

function lookAtWholePrice(turn: Turn): Look {
  if (!isUnknown(turn) || turn.outcome.decision !== 'full-charge') return 'unseen'
  return followedBy(turn, 'bring-proof')
    ? 'fine'
    : finding('way-back-untold', turn, 'a follow-up: bring-proof', pictured(turn.outcome))
}

function lookAtUnprovedClaim({ turns, turn, line, index }: Claim): Look {
  if (turns.length > 1 || !isUnknown(turn) || turn.outcome.decision !== 'full-charge') return 'unseen'
  return line === null
    ? 'fine'
    : claimFinding('unproved-visit-claimed', index, 'no claim: nothing is proved', picturedLine(line))
}

const rowZ: Requirement = {
  id: 'row-Z',
  severity: 'must',
  sentence: {
    ja: '何も提示しない見知らぬ人に10割を請求するときは、証明書類を持参すれば戻ることを伝え、証明されるまで請求しない。',
    en: 'An unknown person who shows nothing and pays 10割 is told to bring proof to have it back, and nothing is claimed until then.',
  },
  sources: ['rules.md 2.1 row Z [W2][W19][D12][D13][D14]', 'counter.md S41 S48'],
  needs: ['receive', 'claim'],
  inquiry: false,
  edges: [
    anyDay('nothing-shown', { ja: '何も提示しない初診の人', en: 'an unknown person who shows nothing' }, () =>
      fc.constantFrom('yes', 'not-asked' as const).chain((insured) => ordinary(reception([], { says: { insured } }))),
    ),
    anyDay('claimed', { ja: '証明のないままの請求', en: 'claim without any proof' }, () =>
      ordinary(reception([]), claim),
    ),
  ],
  mutants: ['ten-without-way-back'],
  examine: (history) =>
    examination('reported', [...lookAtTurns(history, lookAtWholePrice), ...claimsOf(history).map(lookAtUnprovedClaim)]),
}

function lookAtRecordedCheck(history: History, turn: Turn): Look {
  const { chart, shown } = turn.presentation
  if (shown.length > 0 || chart === null || chart.key === null || !isOrdinary(turn) || undecided(turn)) return 'unseen'
  const { recorded } = turn.outcome
  if (accepted(turn) && recorded === null) return 'unseen'
  if (recorded === null || recorded.verified === 'none') return 'fine'
  const { key } = chart
  const today = history.steps.filter(({ at }) => dateOf(at) === turn.day).map((step) => step.index)
  const asked = isInquired(messagesBetween(history, Math.min(...today) - 1, turn.index), key)
  const known = asked || chart.lastCheckedOn === turn.day
  return known && recorded.checkedOn === turn.day && isOnline(turn)
    ? 'fine'
    : finding(
        'check-of-another-day',
        turn,
        `an inquiry of ${turn.day}, or no check`,
        `checkedOn ${recorded.checkedOn ?? 'none'} without an inquiry of that day`,
      )
}

const empty = (lastCheckedOn: string): StepInput =>
  reception([], { chart: { lastCheckedOn }, says: { unchanged: 'yes' } })

const s48: Requirement = {
  id: 'S48',
  severity: 'must',
  sentence: {
    ja: '何も提示しない再診の人について自院の記録の番号で照会した結果は、照会した日にだけ確認として扱う。',
    en: 'An inquiry by the numbers of the own record about a patient who shows nothing counts as a check only for the day on which it was made.',
  },
  sources: ['counter.md S48', 'rules.md 2.1 row Z', 'rules.md 2.5 [D47][D54]'],
  needs: ['receive'],
  inquiry: false,
  edges: [
    anyDay('yesterday', { ja: '前日に照会', en: 'inquired yesterday' }, () => ordinary(empty('start-1d'))),
    anyDay('last-month', { ja: '前月に照会', en: 'inquired a month ago' }, () => ordinary(empty('start-1m'))),
    anyDay('today', { ja: '当日に照会', en: 'inquired today' }, () => ordinary(empty('start'))),
  ],
  mutants: ['yesterdays-record-counts'],
  examine: (history) =>
    examination(
      'observed',
      lookAtTurns(history, (turn) => lookAtRecordedCheck(history, turn)),
    ),
}

/** Requirements about patients who have nothing to show, or whose registration is still to come. */
export const claimsNothingRequirements: readonly Requirement[] = [rowX, rowY1, rowZ, rowAe, rowAk, s17, s48]
