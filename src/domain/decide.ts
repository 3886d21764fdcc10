import { elderlyStart, koukiStart, preschoolUntil } from './ages.ts'
import type { CertificateState } from './certificate.ts'
import { type CivilDate, dateOf } from './civil-date.ts'
import { type CoverageKey, type Ratio, sameKey } from './ledger.ts'
import { parseInsurerNumber } from './numbers.ts'
import type {
  Answer,
  AnswerRecord,
  Chart,
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
import { sameName } from './text.ts'

/** Everything one decision looks at, with the notes it takes on the way. */
interface Desk {
  readonly day: CivilDate
  readonly shown: Presentation
  readonly facts: Facts
  readonly book: RuleBook
  readonly trace: TraceEntry[]
  readonly reasons: Reason[]
  /** Terminal, line and service work. */
  readonly online: boolean
  /** The record that an answer showed as lost, with its first day without cover. */
  lost: AnswerRecord | null
}

type Draft = Pick<Decision, 'outcome'> & Partial<Decision>

const read = <T>(desk: Desk, rule: Rule<T>): T => valueOn(rule, desk.day, desk.book, desk.trace)

function note(desk: Desk, code: ReasonCode, facts: Readonly<Record<string, string>> = {}): void {
  const known = desk.reasons.some(
    (reason) => reason.code === code && JSON.stringify(reason.facts) === JSON.stringify(facts),
  )
  if (!known) desk.reasons.push({ code, facts })
}

const noted = (desk: Desk, code: ReasonCode): boolean => desk.reasons.some((reason) => reason.code === code)

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

// ── answers and shares ─────────────────────────────────────────────────────────────────────────────────────────────

const inElderlyGroup = (record: AnswerRecord, day: CivilDate): boolean =>
  record.elderly !== null && record.elderly.from <= day && day <= record.elderly.until

/**
 * 負担割合 of a record on a day, in the order of `facts/rules.md` 2.2; null when no share is known and the clerk must ask.
 */
export function shareOf(record: AnswerRecord, day: CivilDate): Share | null {
  if (record.classification === '05') return '100'
  if (record.classification === 'A1') return null
  if (record.scheme === 'kouki') return record.koukiRatio
  if (record.elderly !== null && inElderlyGroup(record, day)) return record.elderly.ratio
  return shareByAge(record.birthDate, day)
}

/** The share that the law gives by age alone; null from the elderly start day, where income decides. */
export function shareByAge(birthDate: CivilDate, day: CivilDate): Ratio | null {
  if (day <= preschoolUntil(birthDate)) return '020'
  return day < elderlyStart(birthDate) ? '030' : null
}

/** Step 8 of `facts/rules.md` 2.2: a cover that is not 後期 ended on the 75th birthday, whatever the record says. */
const isOutlived = (record: AnswerRecord, day: CivilDate): boolean =>
  record.classification !== '05' &&
  record.classification !== 'A1' &&
  record.scheme !== 'kouki' &&
  !inElderlyGroup(record, day) &&
  koukiStart(record.birthDate) <= day

/** What an answer amounts to on the day: a loss still to come is none, a cover past the 75th birthday is lost. */
function onDay(answer: Answer, day: CivilDate): Answer {
  const { validity, record } = answer
  if (record === null) return answer
  if ((validity === 2 || validity === 3) && record.loss !== null && day < record.loss.date)
    return { validity: 1, record }
  return validity === 1 && isOutlived(record, day)
    ? { validity: 2, record: { ...record, loss: { date: koukiStart(record.birthDate), reason: '99' } } }
    : answer
}

/** What an inquiry by these numbers answers today, null when none can be made. It needs a full site. @see facts/rules.md 1.3 M21 */
function inquire(desk: Desk, key: CoverageKey | null): Answer | null {
  if (key === null || !desk.online || desk.facts.facility.capability !== 'FULL') return null
  const known = desk.facts.numberAnswers.find((asked) => sameKey(asked.key, key) && asked.key.branch === key.branch)
  return known === undefined ? null : onDay(known.answer, desk.day)
}

/** The share by age, with the row of the book that gives it. */
function ageShare(desk: Desk, birthDate: CivilDate | null): Ratio | null {
  const share = birthDate === null ? null : shareByAge(birthDate, desk.day)
  if (share !== null) read<Ratio>(desk, share === '020' ? papers.preschoolRatio : papers.generalRatio)
  return share
}

/** The share of a record, with a note when it has to be asked for. The ticket of 医療扶助 settles its own amount. */
function recordShare(desk: Desk, record: AnswerRecord): Share | null {
  const share = shareOf(record, desk.day)
  if (record.classification === '05') note(desk, 'special-care')
  else if (share === null && record.classification !== 'A1') note(desk, 'share-unknown')
  else if (record.scheme !== 'kouki' && !inElderlyGroup(record, desk.day)) ageShare(desk, record.birthDate)
  return share
}

/** 特別療養 is settled between patient and insurer: nothing is claimed. @see facts/rules.md 2.1 row AG */
const claimOf = (record: AnswerRecord): Decision['claim'] => (record.classification === '05' ? 'NONE' : 'CURRENT')

const isLostBy = (record: AnswerRecord | null, day: CivilDate): boolean =>
  record !== null && record.loss !== null && record.loss.date <= day

const isDeadKey = (desk: Desk, key: CoverageKey | null): boolean =>
  key !== null && desk.lost !== null && sameKey(key, desk.lost.key) && isLostBy(desk.lost, desk.day)

const LOST_BY_DEATH = '01'

/** Takes down a loss; a patient who is registered as dead and stands at the counter stops the reception. Rows I, J, T1, Y1. */
function takeLoss(desk: Desk, answer: Answer): Draft | null {
  const { record } = answer
  const date = record?.loss?.date ?? ''
  if (record?.loss?.reason === LOST_BY_DEATH && desk.shown.patientPresent) {
    note(desk, 'wrong-person', { registeredDeath: date })
    return { outcome: 'stop', offers: ['my-number-card'], followUps: ['ask-insurer'] }
  }
  note(desk, answer.validity === 3 ? 'newer-cover' : 'cover-lost', { date })
  desk.lost = desk.lost ?? record
  return null
}

const newCover = (desk: Desk): Offer[] => (noted(desk, 'cover-lost') || noted(desk, 'newer-cover') ? ['new-cover'] : [])

function askForBranch(desk: Desk): Draft {
  note(desk, 'several-records')
  return { outcome: 'ask', offers: find(desk, 'my-number-card') === null ? ['branch', 'my-number-card'] : ['branch'] }
}

// ── whose it is ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Row AA: another birth date, or other numbers and another name together, are another person. @see facts/rules.md 5.8 */
function fits(
  chart: Chart | null,
  found: { readonly key: CoverageKey | null; readonly names: readonly string[]; readonly birthDate: CivilDate | null },
): boolean {
  if (chart === null) return true
  if (found.birthDate !== null && found.birthDate !== chart.birthDate) return false
  const otherKey = found.key !== null && chart.key !== null && !sameKey(found.key, chart.key)
  return !otherKey || found.names.some((name) => sameName(name, chart.name))
}

function stopForStranger(desk: Desk): Draft {
  note(desk, 'wrong-person')
  return { outcome: 'stop', offers: ['my-number-card'] }
}

/** 氏名 and 氏名(その他): either one is the person. */
const namesOf = (record: AnswerRecord): string[] => [
  record.name,
  ...(record.otherName === undefined ? [] : [record.otherName]),
]

const fitsRecord = (chart: Chart | null, record: AnswerRecord): boolean =>
  fits(chart, { key: record.key, names: namesOf(record), birthDate: record.birthDate })

/** A paper that does not fit the opened chart or the card beside it, or whose answer does not. */
function isStrangers(desk: Desk, fields: PrintedFields, answer: Answer | null): boolean {
  const { chart } = desk.shown
  const face = find(desk, 'my-number-card')?.face ?? null
  const otherCard = face !== null && fields.birthDate !== null && fields.birthDate !== face.birthDate
  const record = answer?.record ?? null
  const online = record === null ? [] : namesOf(record)
  // A paper under one of the two names is that person under both.
  const names = online.some((name) => sameName(name, fields.name)) ? online : [fields.name]
  return (
    otherCard ||
    !fits(chart, { key: keyOf(fields), names, birthDate: fields.birthDate }) ||
    (record !== null && !fitsRecord(chart, record))
  )
}

// ── 1 card or phone at the reader ──────────────────────────────────────────────────────────────────────────────────

const METHOD_BY_KIND = {
  ordinary: 'M03',
  'face-only': 'M05',
  photoless: 'M06',
  'specific-residence': 'M29',
  'next-generation': 'M22',
} as const

const LIVE: readonly CertificateState[] = ['VALID', 'WARN']

/** A result counts only from a certificate that may still prove cover; a phone has no grace of its own. */
function isResultUsable(desk: Desk): boolean {
  const { card, delivered, facility } = desk.facts
  if (delivered === null || card === null || facility.capability === 'NONE') return false
  if (delivered !== 'phone') return LIVE.includes(card.certificate) || card.certificate === 'GRACE'
  return (
    facility.phoneEnabled && read(desk, cards.phoneServed) && card.body === 'LIVE' && LIVE.includes(card.certificate)
  )
}

function acceptCardAnswer(desk: Desk, answer: Answer, record: AnswerRecord): Draft {
  const { facts } = desk
  const grace = facts.card?.certificate === 'GRACE'
  const share = recordShare(desk, record)
  if (grace) {
    read(desk, cards.graceExists)
    read(desk, cards.graceMode)
  }
  const renewSoon = facts.card?.certificate === 'WARN'
  note(desk, facts.delivered === 'phone' ? 'phone-read' : grace ? 'card-read-in-grace' : 'card-read')
  if (renewSoon) note(desk, 'renew-soon')
  if (answer.validity === 6) note(desk, 'assistance-no-ticket')
  return {
    outcome: 'accepted',
    method: facts.delivered === 'phone' ? 'M07' : grace ? 'M04' : METHOD_BY_KIND[facts.card?.kind ?? 'ordinary'],
    reads: grace || facts.facility.capability === 'LIMITED' ? 'R1' : 'R3',
    share,
    limitBand: grace && read(desk, cards.graceLimitInfo) === 'WITHHELD' ? null : record.limitBand,
    verified: 'card',
    key: record.key,
    claim: claimOf(record),
    followUps: [
      ...(answer.validity === 6 ? (['recheck'] as const) : []),
      ...(grace || renewSoon ? (['renew-certificate'] as const) : []),
    ],
  }
}

function readCard(desk: Desk): Draft | null {
  const { facts, shown } = desk
  const answer = isResultUsable(desk) && facts.cardAnswer !== null ? onDay(facts.cardAnswer, desk.day) : null
  const wrongCard = find(desk, 'my-number-card') !== null && !facts.ownCard
  const refusedByEye = facts.delivered === null && shown.reader.at(-1) === 'visual-mismatch'
  if (
    wrongCard ||
    refusedByEye ||
    (answer !== null && answer.record !== null && !fitsRecord(shown.chart, answer.record))
  )
    return stopForStranger(desk)
  if (answer === null) return explainUnread(desk)
  if ((answer.validity === 1 || answer.validity === 6) && answer.record !== null)
    return acceptCardAnswer(desk, answer, answer.record)
  if (answer.validity === 2) return takeLoss(desk, answer)
  note(desk, 'no-record')
  return null
}

function explainPhone(desk: Desk): void {
  const { card, facility } = desk.facts
  const served = read(desk, cards.phoneServed) && facility.phoneEnabled
  const ended =
    card !== null && (!LIVE.includes(card.certificate) || (card.phone !== null && card.phone.expiry < desk.day))
  if (!served) note(desk, 'phone-not-served')
  else if (ended && !read(desk, cards.phoneGrace)) note(desk, 'phone-has-no-grace')
}

/** Takes down why the reader gave nothing; the ladder and the papers come next. */
function explainUnread(desk: Desk): null {
  const { facts, shown } = desk
  if (find(desk, 'phone') !== null) explainPhone(desk)
  if (facts.card === null) return null
  if (!facts.equipment.reader || !facts.equipment.chip || facts.facility.capability === 'NONE') note(desk, 'reader-out')
  else if (!desk.online) note(desk, 'line-out')
  if (facts.card.certificate === 'EXPIRED') {
    read(desk, cards.graceExists)
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
  if (
    shown.reader.some((screen) => screen === 'pin-wrong' || screen === 'face-mismatch' || screen === 'way-not-offered')
  )
    note(desk, 'not-identified')
  return null
}

// ── 2 papers that prove something by themselves ────────────────────────────────────────────────────────────────────

/** Numbers from a paper or from the own record. */
interface Numbers {
  /** The paper, null for the own record and a declaration. */
  readonly fields: PrintedFields | null
  readonly key: CoverageKey | null
  /** The share to charge when no answer tells it. */
  readonly ratio: Ratio | null
}

const onPaper = (fields: PrintedFields): Numbers => ({ fields, key: keyOf(fields), ratio: fields.ratio })

/** Numbers accepted with the record an inquiry found, or as they are with a dated check to follow. */
function acceptNumbers(desk: Desk, method: string, numbers: Numbers, answer: Answer | null): Draft {
  const record = answer?.validity === 1 || answer?.validity === 6 ? answer.record : null
  return record === null
    ? acceptUnchecked(desk, method, numbers, answer)
    : acceptRecord(desk, method, numbers, record, answer?.validity === 6)
}

function acceptUnchecked(desk: Desk, method: string, numbers: Numbers, answer: Answer | null): Draft {
  const share = numbers.ratio ?? ageShare(desk, numbers.fields?.birthDate ?? desk.shown.chart?.birthDate ?? null)
  if (share === null) note(desk, 'share-unknown')
  return {
    outcome: 'accepted',
    method,
    share,
    key: numbers.key,
    claim: 'CURRENT',
    followUps: answer?.validity === 4 ? ['recheck', 'ask-insurer'] : ['recheck'],
  }
}

function acceptRecord(
  desk: Desk,
  method: string,
  numbers: Numbers,
  record: AnswerRecord,
  withoutTicket: boolean,
): Draft {
  const share = recordShare(desk, record)
  const limit = desk.shown.says.limitConsent === 'yes'
  const printed = numbers.fields?.ratio ?? null
  const conflict = printed !== null && share !== null && printed !== share
  if (withoutTicket) note(desk, 'assistance-no-ticket')
  return {
    outcome: 'accepted',
    method,
    reads: limit ? 'R1+L' : 'R1',
    share,
    limitBand: limit ? record.limitBand : null,
    verified: 'number',
    key: record.key,
    claim: claimOf(record),
    followUps: [...(withoutTicket ? (['recheck'] as const) : []), ...(conflict ? (['ask-insurer'] as const) : [])],
  }
}

/**
 * Row M, by eye: an insurer number that fails its check digit is the number of no insurer. The paper is asked about and not
 * claimed on. @see facts/rules.md 2.1 rows M T2, 5.1
 */
function isMisnumbered(desk: Desk, { insurerNumber }: PrintedFields): boolean {
  if (insurerNumber === null || parseInsurerNumber(insurerNumber).ok) return false
  note(desk, 'number-misprinted')
  return true
}

/** A paper against its inquiry: rows AA, M, T1, T2, U and L. */
function judgePaperInTerm(desk: Desk, method: string, fields: PrintedFields): Draft | null {
  if (isMisnumbered(desk, fields)) return null
  const key = keyOf(fields)
  const answer = inquire(desk, key)
  if (isStrangers(desk, fields, answer)) return stopForStranger(desk)
  if (isDeadKey(desk, key)) {
    note(desk, 'paper-of-lost-cover')
    return null
  }
  if (answer?.validity === 2 || answer?.validity === 3) return takeLoss(desk, answer)
  if (answer?.validity === 5) return askForBranch(desk)
  if (answer?.validity === 4) {
    note(desk, 'paper-without-record')
    if (read(desk, papers.paperOnAnswer4) === 'ROW_Z') return null
  }
  return acceptNumbers(desk, method, onPaper(fields), answer)
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
    const tolerated = read(desk, papers.expiredPaper) === 'ACCEPT_IF_ONLINE_VALID' && answer?.validity === 1
    return tolerated ? judgePaperInTerm(desk, 'M08', fields) : null
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
const isResidenceBased = (insurerNumber: string): boolean =>
  insurerNumber.length === 6 || insurerNumber.startsWith('39')

/** The provisional tolerance of an expired old card (M02) or a notice alone (M12): only with a valid inquiry of the same day. */
function tolerate(desk: Desk, method: 'M02' | 'M12', fields: PrintedFields): Draft | null {
  const residence = isResidenceBased(fields.insurerNumber ?? '') && read(desk, oldCards.toleranceResidence)
  const open = read(desk, oldCards.toleranceAll) || residence
  if (!open) {
    note(desk, 'tolerance-over')
    return null
  }
  if (isMisnumbered(desk, fields)) return null
  const answer = inquire(desk, keyOf(fields))
  if (isStrangers(desk, fields, answer)) return stopForStranger(desk)
  if (answer?.validity === 1) {
    note(desk, 'tolerated-with-inquiry')
    const draft = acceptNumbers(desk, method, onPaper(fields), answer)
    return { ...draft, followUps: ['bring-proof', ...(draft.followUps ?? [])] }
  }
  if (answer?.validity === 5) return askForBranch(desk)
  note(desk, 'tolerance-needs-inquiry')
  return answer?.validity === 2 || answer?.validity === 3 ? takeLoss(desk, answer) : null
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

/** Whether the screen on the counter can come from a live login; a phone's own certificate opens one too. */
function canLogIn(desk: Desk): boolean {
  const { card } = desk.facts
  if (card === null || card.flags.noSelfInfo) return false
  const byPhone =
    card.phone !== null && desk.day <= card.phone.expiry && card.body === 'LIVE' && LIVE.includes(card.certificate)
  return byPhone || (loginPossible(desk.facts) && !card.activating)
}

interface RungNumbers extends Numbers {
  readonly rung: Rung
}

/** A notice prints a last day only at 70 and over. @see facts/rules.md 1.3 M11 */
function noticeAtHand(desk: Desk): PrintedFields | null {
  const fields = paper(desk, 'notice')
  if (fields === null || desk.day < read(desk, papers.noticeFrom)) return null
  if (fields.validUntil === null || desk.day <= fields.validUntil) return fields
  note(desk, 'paper-expired', { until: fields.validUntil })
  return inquire(desk, keyOf(fields))?.validity === 1 ? fields : null
}

function screenAtHand(desk: Desk): PrintedFields | null {
  const fields = paper(desk, 'portal-screen')
  if (fields === null || !read(desk, papers.screenServed)) return null
  if (canLogIn(desk)) return fields
  note(desk, 'rung-without-login')
  return null
}

/** The rungs that are on the counter, in the order of the book. */
function rungsAtHand(desk: Desk): RungNumbers[] {
  const { chart, says } = desk.shown
  const declaration = find(desk, 'declaration')
  const pdf = paper(desk, 'portal-pdf')
  const onRung = (rung: Rung, fields: PrintedFields | null): RungNumbers | null =>
    fields === null || isMisnumbered(desk, fields) ? null : { rung, ...onPaper(fields) }
  const available: Readonly<Record<Rung, RungNumbers | null>> = {
    'portal-screen': onRung('portal-screen', screenAtHand(desk)),
    'portal-pdf': onRung('portal-pdf', pdf !== null && read(desk, papers.pdfServed) ? pdf : null),
    notice: onRung('notice', noticeAtHand(desk)),
    'past-record':
      chart !== null && chart.key !== null && says.unchanged === 'yes'
        ? { rung: 'past-record', fields: null, key: chart.key, ratio: chart.ratio }
        : null,
    declaration:
      declaration === null
        ? null
        : { rung: 'declaration', fields: null, key: null, ratio: declaredRatio(desk, declaration) },
  }
  return read(desk, papers.ladderOrder).flatMap((rung) => available[rung] ?? [])
}

/** 「わからない」: the law by age; from the elderly start day on, where income decides, the policy. @see facts/rules.md 2.4 */
function declaredRatio(desk: Desk, declaration: Extract<Shown, { kind: 'declaration' }>): Ratio | null {
  if (declaration.ratio !== 'unknown') return declaration.ratio
  const byAge = ageShare(desk, declaration.birthDate)
  if (byAge !== null) return byAge
  const policy = read(desk, papers.unknownRatio)
  if (policy === 'ASK') return null
  if (policy === 'THREE_TENTHS') return '030'
  return desk.day < koukiStart(declaration.birthDate) ? '020' : '010'
}

/** Claim step of a declaration: the numbers of a lost cover or of the own record, else unknown. @see facts/rules.md 2.4 */
function withOldNumbers(desk: Desk, draft: Draft): Draft {
  const old = desk.lost?.key ?? desk.shown.chart?.key ?? null
  return old === null ? { ...draft, claim: 'UNKNOWN' } : { ...draft, claim: 'OLD', key: old }
}

function acceptRung(desk: Desk, rung: RungNumbers, answer: Answer | null): Draft {
  note(desk, 'rung-accepted', { rung: rung.rung })
  if (answer?.validity === 4) note(desk, 'no-record')
  const draft = acceptNumbers(desk, RUNG_METHOD[rung.rung], rung, answer)
  return rung.key === null && draft.verified === undefined ? withOldNumbers(desk, draft) : draft
}

/** Row H1: numbers from the own record are inquired before any rung when only the reader or the card's certificate fails. */
function inquireByChart(desk: Desk): Draft | null {
  const { chart } = desk.shown
  if (chart === null || chart.key === null || isDeadKey(desk, chart.key) || !read(desk, papers.numberInquiryFirst))
    return null
  const answer = inquire(desk, chart.key)
  if (answer === null) return null
  if (answer.record !== null && !fitsRecord(chart, answer.record)) return stopForStranger(desk)
  if (answer.validity === 2 || answer.validity === 3) return takeLoss(desk, answer)
  if (answer.validity !== 1 || answer.record === null) return null
  note(desk, 'number-inquiry-first')
  return acceptNumbers(desk, 'M21', { fields: null, key: chart.key, ratio: chart.ratio }, answer)
}

/** One rung that is on the counter; null when the next one has to be tried. */
function takeRung(desk: Desk, rung: RungNumbers): Draft | null {
  const answer = inquire(desk, rung.key)
  if (rung.fields !== null && isStrangers(desk, rung.fields, answer)) return stopForStranger(desk)
  if (isDeadKey(desk, rung.key)) {
    note(desk, 'paper-of-lost-cover')
    return null
  }
  if (answer?.validity === 2 || answer?.validity === 3) return takeLoss(desk, answer)
  if (answer?.validity === 5) return askForBranch(desk)
  return acceptRung(desk, rung, answer)
}

/** The ladder: own plastic card in the hand, body in term, no statement of being uninsured. */
function climb(desk: Desk): Draft | null {
  const { facts, shown } = desk
  if (facts.card === null || find(desk, 'my-number-card') === null) return null
  if (facts.card.body === 'EXPIRED' && !read(desk, papers.expiredBodyByEye)) {
    note(desk, 'card-body-ended')
    return null
  }
  // Row E: a revoked card is a lost, returned or dead person's card; a suspended one goes on as row D.
  if (facts.card.certificate === 'REVOKED' && shown.reader.includes('006-certificate-invalid')) {
    return { outcome: 'ask', offers: ['certificate'], followUps: ['bring-proof'] }
  }
  const byChart = inquireByChart(desk)
  if (byChart !== null) return byChart
  for (const rung of rungsAtHand(desk)) {
    const taken = takeRung(desk, rung)
    if (taken !== null) return taken
  }
  return { outcome: 'ask', offers: [...readerWays(desk), 'certificate', ...newCover(desk), ...ladderOffers(desk)] }
}

/** Ways that are left at a working reader. @see facts/rules.md 2.1 rows F1, F2 and G */
function readerWays(desk: Desk): Offer[] {
  const { facts, shown } = desk
  const { card, equipment } = facts
  const dead =
    card === null ||
    !equipment.reader ||
    !equipment.chip ||
    !desk.online ||
    facts.facility.capability === 'NONE' ||
    facts.delivered !== null
  if (dead || card.activating || card.registration !== 'REGISTERED') return []
  if (!LIVE.includes(card.certificate) && card.certificate !== 'GRACE') return []
  const photo = card.face.use === 'USED' && shown.patientPresent
  const ways: Offer[] = []
  if (photo && !card.face.locked) ways.push('reader-face')
  if (card.pin.use === 'USED' && !card.pin.locked) ways.push('reader-pin')
  if (photo) ways.push('reader-visual')
  return ways
}

function ladderOffers(desk: Desk): Offer[] {
  const key = desk.shown.chart?.key ?? null
  return read(desk, papers.ladderOrder).filter((rung) => {
    if (rung === 'portal-screen') return loginPossible(desk.facts)
    if (rung === 'past-record') return key !== null && !isDeadKey(desk, key)
    return true
  })
}

// ── 4 nothing left ─────────────────────────────────────────────────────────────────────────────────────────────────

/** M18: the phone's reading failed and the same phone shows a live login. */
function readPortalOnPhone(desk: Desk): Draft | null {
  const fields = paper(desk, 'portal-screen')
  if (find(desk, 'phone') === null || fields === null || !desk.facts.facility.phoneEnabled) return null
  if (!read(desk, cards.phoneServed)) return null
  if (canLogIn(desk)) return judgePaperInTerm(desk, 'M18', fields)
  note(desk, 'rung-without-login')
  return null
}

/** Row P: whatever else is shown, a picture of the screen is no screen. */
function noteScreenshot(desk: Desk): void {
  if (paper(desk, 'screenshot') === null) return
  read(desk, papers.screenshotServed)
  note(desk, 'screenshot-refused')
}

function withoutCard(desk: Desk): Draft {
  const notice = paper(desk, 'notice')
  const tolerated = notice === null ? null : tolerate(desk, 'M12', notice)
  if (tolerated !== null) return tolerated
  if (noted(desk, 'number-misprinted'))
    return { outcome: 'ask', offers: ['my-number-card', 'certificate'], followUps: ['ask-insurer'] }
  const hasCard = find(desk, 'my-number-card') !== null
  const pages = (['portal-screen', 'portal-pdf', 'notice'] as const).some((kind) => paper(desk, kind) !== null)
  if (pages && !hasCard) note(desk, 'card-missing')
  note(desk, desk.shown.chart === null ? 'identity-unknown' : 'nothing-to-go-on')
  return fullCharge(desk)
}

function fullCharge(desk: Desk): Draft {
  return {
    outcome: 'full-charge',
    share: read(desk, papers.nothingShown),
    followUps: ['bring-proof'],
    offers: ['my-number-card', 'certificate', ...newCover(desk)],
  }
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

/** What to do later that follows from the notes and not from the way that was taken: rows D, F1, F2 and K. */
function lateFollowUps(desk: Desk, draft: Draft): FollowUp[] {
  const { card } = desk.facts
  if (draft.outcome === 'stop') return []
  const locked = card !== null && (card.pin.locked || card.face.locked)
  const unfound = noted(desk, 'no-record') && !noted(desk, 'says-uninsured')
  return [
    ...(unfound ? (['ask-insurer'] as const) : []),
    ...(noted(desk, 'certificate-dead') ? (['renew-certificate'] as const) : []),
    ...(locked ? (['unlock-at-municipality'] as const) : []),
  ]
}

function finish(desk: Desk, draft: Draft): Decision {
  return {
    ...EMPTY,
    ...draft,
    followUps: [...new Set([...(draft.followUps ?? []), ...lateFollowUps(desk, draft)])],
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
  const early = readCard(desk) ?? readCertificates(desk) ?? readOldCard(desk) ?? readPortalOnPhone(desk)
  if (early !== null) return finish(desk, early)
  noteScreenshot(desk)
  if (shown.says.insured === 'no') {
    note(desk, 'says-uninsured')
    return finish(desk, fullCharge(desk))
  }
  return finish(desk, climb(desk) ?? withoutCard(desk))
}
