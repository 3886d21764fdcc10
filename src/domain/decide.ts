import { elderlyStart, koukiStart, preschoolUntil } from './ages.ts'
import { type CivilDate, dateOf } from './civil-date.ts'
import { type CoverageKey, type Ratio, sameKey } from './ledger.ts'
import type {
  Answer,
  AnswerRecord,
  Decision,
  Facts,
  FollowUp,
  Offer,
  PaperKind,
  Presentation,
  PrintedFields,
  Reason,
  ReasonCode,
  Rung,
  Share,
  Shown,
  TraceEntry,
} from './presentation.ts'
import { type Rule, type RuleBook, valueOn } from './rules.ts'
import * as cards from './rules/certificate-and-grace.ts'
import * as oldCards from './rules/old-card.ts'
import * as papers from './rules/papers-and-ladder.ts'

/** Everything one decision looks at, with the notes it takes on the way. */
interface Desk {
  readonly day: CivilDate
  readonly shown: Presentation
  readonly facts: Facts
  readonly book: RuleBook
  readonly trace: TraceEntry[]
  readonly reasons: Reason[]
  /** Terminal, line and service work: an inquiry by number can be made. */
  readonly online: boolean
  /** The record that an answer showed as lost, with its first day without cover. */
  lost: AnswerRecord | null
}

type Draft = Pick<Decision, 'outcome'> & Partial<Decision>

const read = <T>(desk: Desk, rule: Rule<T>): T => valueOn(rule, desk.day, desk.book, desk.trace)

function note(desk: Desk, code: ReasonCode, facts: Readonly<Record<string, string>> = {}): void {
  desk.reasons.push({ code, facts })
}

const find = <K extends Shown['kind']>(desk: Desk, kind: K): Extract<Shown, { kind: K }> | null =>
  desk.shown.shown.find((thing): thing is Extract<Shown, { kind: K }> => thing.kind === kind) ?? null

function paper(desk: Desk, kind: PaperKind): PrintedFields | null {
  const thing = desk.shown.shown.find((shown) => shown.kind === kind)
  return thing !== undefined && 'fields' in thing ? thing.fields : null
}

/** The numbers printed on a paper, null when they do not suffice for an inquiry. */
export function keyOf(fields: PrintedFields): CoverageKey | null {
  return fields.insurerNumber === null || fields.number === null
    ? null
    : { insurerNumber: fields.insurerNumber, symbol: fields.symbol, number: fields.number, branch: fields.branch }
}

/** What an inquiry by these numbers answers today, null when none can be made. */
function inquire(desk: Desk, key: CoverageKey | null): Answer | null {
  if (key === null || !desk.online) return null
  return desk.facts.numberAnswers.find((known) => sameKey(known.key, key) && known.key.branch === key.branch)?.answer ?? null
}

/**
 * 負担割合 of a record on a day, in the order of `facts/rules.md` 2.2; null when no share is known and the clerk must ask.
 */
export function shareOf(record: AnswerRecord, day: CivilDate): Share | null {
  if (record.classification === '05') return '100'
  if (record.classification === 'A1') return null
  if (record.scheme === 'kouki') return record.koukiRatio
  if (record.elderly !== null && record.elderly.from <= day && day <= record.elderly.until) return record.elderly.ratio
  return shareByAge(record.birthDate, day)
}

/** The share that the law gives by age alone; null from the elderly start day, where income decides. */
export function shareByAge(birthDate: CivilDate, day: CivilDate): Ratio | null {
  if (day <= preschoolUntil(birthDate)) return '020'
  return day < elderlyStart(birthDate) ? '030' : null
}

function lowestShare(birthDate: CivilDate, day: CivilDate): Ratio {
  return shareByAge(birthDate, day) ?? (day < koukiStart(birthDate) ? '020' : '010')
}

const isLostBy = (record: AnswerRecord | null, day: CivilDate): boolean =>
  record !== null && record.loss !== null && record.loss.date <= day

// ── 1 card or phone at the reader ──────────────────────────────────────────────────────────────────────────────────

const METHOD_BY_KIND = {
  ordinary: 'M03',
  'face-only': 'M05',
  photoless: 'M06',
  'specific-residence': 'M29',
  'next-generation': 'M22',
} as const

function acceptCardAnswer(desk: Desk, record: AnswerRecord): Draft {
  const { facts } = desk
  const grace = facts.delivered !== 'phone' && facts.card?.certificate === 'GRACE'
  const share = shareOf(record, desk.day)
  if (share === null) note(desk, 'share-unknown')
  if (record.classification === '05') note(desk, 'special-care')
  if (grace) read(desk, cards.graceMode)
  const renewSoon = facts.card?.certificate === 'WARN'
  note(desk, facts.delivered === 'phone' ? 'phone-read' : grace ? 'card-read-in-grace' : 'card-read')
  if (renewSoon) note(desk, 'renew-soon')
  return {
    outcome: 'accepted',
    method: facts.delivered === 'phone' ? 'M07' : grace ? 'M04' : METHOD_BY_KIND[facts.card?.kind ?? 'ordinary'],
    reads: grace ? 'R1' : 'R3',
    share,
    limitBand: grace && read(desk, cards.graceLimitInfo) === 'WITHHELD' ? null : record.limitBand,
    verified: 'card',
    key: record.key,
    claim: 'CURRENT',
    followUps: grace || renewSoon ? ['renew-certificate'] : [],
  }
}

function readCard(desk: Desk): Draft | null {
  const { facts, shown } = desk
  const answer = facts.delivered === null ? null : facts.cardAnswer
  const wrongBirth = answer?.record !== null && answer !== null && shown.chart !== null && answer.record.birthDate !== shown.chart.birthDate
  const wrongCard = find(desk, 'my-number-card') !== null && !facts.ownCard
  if (wrongBirth || wrongCard) {
    note(desk, 'wrong-person')
    return { outcome: 'stop', offers: ['my-number-card'] }
  }
  if (answer === null) return explainUnread(desk)
  if (answer.validity === 1 && answer.record !== null) return acceptCardAnswer(desk, answer.record)
  if (answer.validity === 6 && answer.record !== null) {
    note(desk, 'assistance-no-ticket')
    return { ...acceptCardAnswer(desk, answer.record), followUps: ['recheck'] }
  }
  if (answer.validity === 2) {
    desk.lost = answer.record
    note(desk, 'cover-lost', { date: answer.record?.loss?.date ?? '' })
  } else {
    note(desk, 'no-record')
  }
  return null
}

/** Takes down why the reader gave nothing; the ladder and the papers come next. */
function explainUnread(desk: Desk): null {
  const { facts } = desk
  if (find(desk, 'phone') !== null) {
    read(desk, cards.phoneServed)
    read(desk, cards.phoneGrace)
    note(desk, facts.facility.phoneEnabled ? 'phone-has-no-grace' : 'phone-not-served')
  }
  if (facts.card === null) return null
  if (!facts.equipment.reader || !facts.equipment.chip) note(desk, 'reader-out')
  else if (!desk.online) note(desk, 'line-out')
  if (facts.card.certificate === 'EXPIRED') {
    read(desk, cards.graceMode)
    note(desk, 'certificate-dead', { expiry: facts.card.certificateExpiry ?? '' })
  }
  if (facts.card.certificate === 'REVOKED' || facts.card.certificate === 'SUSPENDED') note(desk, 'certificate-blocked')
  if (facts.card.certificate === 'NONE') note(desk, 'certificate-none')
  if (facts.card.activating) note(desk, 'certificate-activating')
  if (facts.card.pin.locked) {
    read(desk, cards.pinMaxFailures)
    note(desk, 'pin-locked')
  }
  if (facts.card.face.locked) note(desk, 'face-locked')
  if (facts.card.registration !== 'REGISTERED') note(desk, 'unregistered')
  return null
}

// ── 2 papers that prove something by themselves ────────────────────────────────────────────────────────────────────

function acceptPaper(desk: Desk, method: string, fields: PrintedFields, answer: Answer | null): Draft {
  const record = answer?.validity === 1 ? answer.record : null
  const birthDate = fields.birthDate ?? record?.birthDate ?? null
  const byAge = birthDate === null ? null : shareByAge(birthDate, desk.day)
  return {
    outcome: 'accepted',
    method,
    reads: record === null ? 'R0' : desk.shown.says.limitConsent === 'yes' ? 'R1+L' : 'R1',
    share: record === null ? (fields.ratio ?? byAge) : shareOf(record, desk.day),
    limitBand: record !== null && desk.shown.says.limitConsent === 'yes' ? record.limitBand : null,
    verified: record === null ? 'none' : 'number',
    key: record === null ? keyOf(fields) : record.key,
    claim: 'CURRENT',
    followUps: record === null ? ['recheck'] : [],
  }
}

/** An in-term paper against its inquiry: rows M, T1, T2 and L. */
function judgePaperInTerm(desk: Desk, method: string, fields: PrintedFields): Draft | null {
  const key = keyOf(fields)
  if (desk.lost !== null && key !== null && sameKey(key, desk.lost.key) && isLostBy(desk.lost, desk.day)) {
    note(desk, 'paper-of-lost-cover')
    return null
  }
  const answer = inquire(desk, key)
  if (answer !== null && (answer.validity === 2 || answer.validity === 3)) {
    note(desk, answer.validity === 2 ? 'cover-lost' : 'newer-cover', { date: answer.record?.loss?.date ?? '' })
    desk.lost = desk.lost ?? answer.record
    return null
  }
  if (answer?.validity === 5) {
    note(desk, 'several-records')
    return { outcome: 'ask', offers: ['branch', 'my-number-card'] }
  }
  if (answer?.validity === 4) {
    note(desk, 'paper-without-record')
    if (read(desk, papers.paperOnAnswer4) === 'ROW_Z') return null
    return { ...acceptPaper(desk, method, fields, null), followUps: ['recheck', 'ask-insurer'] }
  }
  return acceptPaper(desk, method, fields, answer)
}

/** Every 資格確認書 on the counter in turn: in August and before a 75th birthday people hold two. */
function readCertificates(desk: Desk): Draft | null {
  for (const thing of desk.shown.shown) {
    const accepted = thing.kind === 'certificate' ? readCertificate(desk, thing.fields) : null
    if (accepted !== null) return accepted
  }
  return null
}

function readCertificate(desk: Desk, fields: PrintedFields): Draft | null {
  if (!read(desk, papers.certificateExists)) return null
  if (fields.validFrom !== null && desk.day < fields.validFrom) {
    note(desk, 'paper-not-yet-valid', { from: fields.validFrom })
    return null
  }
  if (fields.validUntil !== null && fields.validUntil < desk.day) {
    note(desk, 'paper-expired', { until: fields.validUntil })
    const answer = inquire(desk, keyOf(fields))
    const accepted = read(desk, papers.expiredPaper) === 'ACCEPT_IF_ONLINE_VALID' && answer?.validity === 1
    return accepted ? acceptPaper(desk, 'M08', fields, answer) : null
  }
  note(desk, 'paper-in-term')
  return judgePaperInTerm(desk, 'M08', fields)
}

function readOldCard(desk: Desk): Draft | null {
  const fields = paper(desk, 'old-card')
  if (fields === null) return null
  const inTerm = read(desk, oldCards.oldCardValid) && (fields.validUntil === null || desk.day <= fields.validUntil)
  if (inTerm) {
    note(desk, 'old-card-in-term')
    return judgePaperInTerm(desk, 'M01', fields)
  }
  note(desk, 'old-card-ended')
  return tolerate(desk, 'M02', fields)
}

/** 国保 (6 digits) and 後期 (39…): the covers for which the tolerance began first. */
const isResidenceBased = (insurerNumber: string): boolean => insurerNumber.length === 6 || insurerNumber.startsWith('39')

/** The provisional tolerance of an expired old card (M02) or a notice alone (M12): only with a valid inquiry of the same day. */
function tolerate(desk: Desk, method: 'M02' | 'M12', fields: PrintedFields): Draft | null {
  const residence = isResidenceBased(fields.insurerNumber ?? '') && read(desk, oldCards.toleranceResidence)
  const open = read(desk, oldCards.toleranceAll) || residence
  if (!open) {
    note(desk, 'tolerance-over')
    return null
  }
  const answer = inquire(desk, keyOf(fields))
  if (answer?.validity === 1) {
    note(desk, 'tolerated-with-inquiry')
    return { ...acceptPaper(desk, method, fields, answer), followUps: ['bring-proof'] }
  }
  if (answer !== null && (answer.validity === 2 || answer.validity === 3)) desk.lost = desk.lost ?? answer.record
  note(desk, 'tolerance-needs-inquiry')
  return null
}

// ── 3 the ladder ───────────────────────────────────────────────────────────────────────────────────────────────────

const RUNG_METHOD: Readonly<Record<Rung, string>> = {
  'portal-screen': 'M09',
  'portal-pdf': 'M10',
  notice: 'M11',
  'past-record': 'M13',
  declaration: 'M14',
}

/** Whether a live Mynaportal login is possible as far as can be known at the counter: same certificate, same PIN. */
export function loginPossible(facts: Facts): boolean {
  const { card } = facts
  if (card === null || card.kind === 'face-only' || card.pin.locked) return false
  return card.certificate === 'VALID' || card.certificate === 'WARN'
}

interface RungNumbers {
  readonly rung: Rung
  readonly fields: PrintedFields | null
  readonly key: CoverageKey | null
  readonly ratio: Ratio | null
}

/** The rungs that are on the counter, in the order of the book. */
function rungsAtHand(desk: Desk): RungNumbers[] {
  const { chart, says } = desk.shown
  const declaration = find(desk, 'declaration')
  const fromPaper = (rung: Rung, kind: PaperKind): RungNumbers | null => {
    const fields = paper(desk, kind)
    return fields === null ? null : { rung, fields, key: keyOf(fields), ratio: fields.ratio }
  }
  const noticeServed = desk.day >= read(desk, papers.noticeFrom)
  const available: Readonly<Record<Rung, RungNumbers | null>> = {
    'portal-screen': read(desk, papers.screenServed) ? fromPaper('portal-screen', 'portal-screen') : null,
    'portal-pdf': read(desk, papers.pdfServed) ? fromPaper('portal-pdf', 'portal-pdf') : null,
    notice: noticeServed ? fromPaper('notice', 'notice') : null,
    'past-record':
      chart?.key !== null && chart !== null && says.unchanged === 'yes'
        ? { rung: 'past-record', fields: null, key: chart.key, ratio: chart.ratio }
        : null,
    declaration: declaration === null ? null : { rung: 'declaration', fields: null, key: null, ratio: declaredRatio(desk, declaration) },
  }
  return read(desk, papers.ladderOrder).flatMap((rung) => available[rung] ?? [])
}

function declaredRatio(desk: Desk, declaration: Extract<Shown, { kind: 'declaration' }>): Ratio | null {
  if (declaration.ratio !== 'unknown') return declaration.ratio
  const policy = read(desk, papers.unknownRatio)
  return policy === 'ASK' ? null : policy === 'THREE_TENTHS' ? '030' : lowestShare(declaration.birthDate, desk.day)
}

function acceptRung(desk: Desk, rung: RungNumbers, answer: Answer | null): Draft {
  const record = answer?.validity === 1 ? answer.record : null
  const birthDate = record?.birthDate ?? desk.shown.chart?.birthDate ?? rung.fields?.birthDate ?? null
  const share = record === null ? (rung.ratio ?? (birthDate === null ? null : shareByAge(birthDate, desk.day))) : shareOf(record, desk.day)
  note(desk, 'rung-accepted', { rung: rung.rung })
  const unknownNumbers = rung.key === null && record === null
  return {
    outcome: 'accepted',
    method: RUNG_METHOD[rung.rung],
    reads: record === null ? 'R0' : desk.shown.says.limitConsent === 'yes' ? 'R1+L' : 'R1',
    share,
    limitBand: record !== null && desk.shown.says.limitConsent === 'yes' ? record.limitBand : null,
    verified: record === null ? 'none' : 'number',
    key: record?.key ?? rung.key,
    claim: unknownNumbers ? (desk.lost === null ? 'UNKNOWN' : 'OLD') : 'CURRENT',
    followUps: record === null ? ['recheck'] : [],
  }
}

/** Row H1: numbers from the own record are inquired before any rung when only the reader or the card's certificate fails. */
function inquireByChart(desk: Desk): Draft | null {
  const { chart } = desk.shown
  if (chart?.key === null || chart === null || !read(desk, papers.numberInquiryFirst)) return null
  const answer = inquire(desk, chart.key)
  if (answer?.validity === 1 && answer.record !== null) {
    note(desk, 'number-inquiry-first')
    return { ...acceptRung(desk, { rung: 'past-record', fields: null, key: chart.key, ratio: chart.ratio }, answer), method: 'M21' }
  }
  if (answer !== null && (answer.validity === 2 || answer.validity === 3)) desk.lost = desk.lost ?? answer.record
  return null
}

const isDead = (desk: Desk, rung: RungNumbers): boolean =>
  rung.key !== null && desk.lost !== null && sameKey(rung.key, desk.lost.key) && isLostBy(desk.lost, desk.day)

/** The ladder: own plastic card in the hand, body in term, no statement of being uninsured. */
function climb(desk: Desk): Draft | null {
  const { facts } = desk
  if (facts.card === null || find(desk, 'my-number-card') === null) return null
  if (facts.card.body === 'EXPIRED' && !read(desk, papers.expiredBodyByEye)) {
    note(desk, 'card-body-ended')
    return null
  }
  const byChart = inquireByChart(desk)
  if (byChart !== null) return byChart
  for (const rung of rungsAtHand(desk)) {
    const answer = inquire(desk, rung.key)
    if (answer?.validity === 2 || answer?.validity === 3) {
      desk.lost = desk.lost ?? answer.record
      note(desk, answer.validity === 2 ? 'cover-lost' : 'newer-cover', { date: answer.record?.loss?.date ?? '' })
      continue
    }
    if (answer?.validity === 5) return { outcome: 'ask', offers: ['branch'] }
    if (isDead(desk, rung)) continue
    return acceptRung(desk, rung, answer)
  }
  return { outcome: 'ask', offers: [...readerWays(desk), 'certificate', ...ladderOffers(desk)] }
}

/** Ways that are left at a working reader. @see facts/rules.md 2.1 rows F1, F2 and G */
function readerWays(desk: Desk): Offer[] {
  const { facts, shown } = desk
  const { card, equipment } = facts
  const dead = card === null || !equipment.reader || !equipment.chip || !desk.online || facts.delivered !== null
  if (dead || card.activating || card.registration !== 'REGISTERED') return []
  if (card.certificate !== 'VALID' && card.certificate !== 'WARN' && card.certificate !== 'GRACE') return []
  const photo = card.face.use === 'USED' && shown.patientPresent
  const ways: Offer[] = []
  if (photo && !card.face.locked) ways.push('reader-face')
  if (card.pin.use === 'USED' && !card.pin.locked) ways.push('reader-pin')
  if (photo) ways.push('reader-visual')
  return ways
}

function ladderOffers(desk: Desk): Offer[] {
  const { chart } = desk.shown
  return read(desk, papers.ladderOrder).filter((rung) => {
    if (rung === 'portal-screen') return loginPossible(desk.facts)
    if (rung === 'past-record') return chart?.key !== null && chart !== null
    return true
  })
}

// ── 4 nothing left ─────────────────────────────────────────────────────────────────────────────────────────────────

/** M18: the phone's reading failed and the same phone shows a live login. */
function readPortalOnPhone(desk: Desk): Draft | null {
  const fields = paper(desk, 'portal-screen')
  if (find(desk, 'phone') === null || fields === null || !desk.facts.facility.phoneEnabled) return null
  if (!read(desk, cards.phoneServed)) return null
  return acceptPaper(desk, 'M18', fields, inquire(desk, keyOf(fields)))
}

function withoutCard(desk: Desk): Draft {
  const notice = paper(desk, 'notice')
  const hasCard = find(desk, 'my-number-card') !== null
  if (notice !== null && !hasCard) {
    const tolerated = tolerate(desk, 'M12', notice)
    if (tolerated !== null) return tolerated
  }
  if (paper(desk, 'screenshot') !== null) {
    read(desk, papers.screenshotServed)
    note(desk, 'screenshot-refused')
  }
  const pages = (['portal-screen', 'portal-pdf', 'notice'] as const).some((kind) => paper(desk, kind) !== null)
  if (pages && !hasCard) note(desk, 'card-missing')
  note(desk, desk.shown.chart === null ? 'identity-unknown' : 'nothing-to-go-on')
  return fullCharge(desk)
}

function fullCharge(desk: Desk): Draft {
  return { outcome: 'full-charge', share: read(desk, papers.nothingShown), followUps: ['bring-proof'], offers: ['my-number-card', 'certificate'] }
}

const EMPTY: Omit<Decision, 'outcome' | 'reasons' | 'trace'> = {
  method: null,
  reads: 'R0',
  share: null,
  limitBand: null,
  verified: 'none',
  key: null,
  claim: 'NONE',
  offers: [],
  followUps: [],
}

function finish(desk: Desk, draft: Draft): Decision {
  const unlock: FollowUp[] = desk.facts.card?.pin.locked === true ? ['unlock-at-municipality'] : []
  return {
    ...EMPTY,
    ...draft,
    followUps: [...(draft.followUps ?? []), ...unlock],
    reasons: desk.reasons,
    trace: desk.trace,
  }
}

/**
 * 資格確認の判定: what the rules in force on the day say about a presentation. Total and pure; the trace names every rule
 * row that spoke, with its source. Order of questions: `facts/rules.md` 2.6.
 */
export function decide(shown: Presentation, facts: Facts, book: RuleBook): Decision {
  const { equipment } = facts
  const desk: Desk = {
    day: dateOf(shown.at),
    shown,
    facts,
    book,
    trace: [],
    reasons: [],
    online: equipment.terminal && equipment.line && equipment.service,
    lost: null,
  }
  const accepted = readCard(desk) ?? readCertificates(desk) ?? readOldCard(desk) ?? readPortalOnPhone(desk)
  if (accepted !== null) return finish(desk, accepted)
  if (shown.says.insured === 'no') {
    note(desk, 'says-uninsured')
    return finish(desk, fullCharge(desk))
  }
  return finish(desk, climb(desk) ?? withoutCard(desk))
}
