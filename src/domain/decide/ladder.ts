import { isLiveCertificate } from '../certificate.ts'
import type { Answer, Facts, PaperKind, PrintedFields, Rung, Shown } from '../presentation.ts'
import type { Ratio } from '../ledger.ts'
import * as cards from '../rules/certificate-and-grace.ts'
import * as methods from '../rules/methods.ts'
import * as papers from '../rules/papers-and-ladder.ts'
import { type Desk, type Draft, find, keyOf, note, papersOf, read } from './desk.ts'
import { askForBranch, inquire, isDeadKey, newCover, takeLoss } from './inquiry.ts'
import { type Numbers, acceptNumbers, isMisnumbered, judgePaperInTerm, onPaper } from './papers.ts'
import { fitsRecord, isStrangers, stopForStranger } from './person.ts'
import { readerWays, toolOffers } from './reader.ts'
import { ageShare, koukiFrom } from './shares.ts'

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
    card.phone !== null && desk.day <= card.phone.expiry && card.body === 'LIVE' && isLiveCertificate(card)
  return byPhone || (loginPossible(desk.facts) && !card.activating)
}

interface RungNumbers extends Numbers {
  readonly rung: Rung
}

const fieldsOf = (desk: Desk, kind: PaperKind): PrintedFields[] => papersOf(desk, kind).map(({ fields }) => fields)

/** A notice prints a last day only at 70 and over. @see facts/rules.md 1.3 M11 */
function noticesAtHand(desk: Desk): PrintedFields[] {
  const notices = fieldsOf(desk, 'notice')
  if (notices.length === 0 || desk.day < read(desk, papers.noticeFrom)) return []
  return notices.filter((fields) => {
    if (fields.validUntil === null || desk.day <= fields.validUntil) return true
    note(desk, 'paper-expired', { until: fields.validUntil })
    return inquire(desk, keyOf(fields))?.validity === 1
  })
}

function screensAtHand(desk: Desk): PrintedFields[] {
  const screens = fieldsOf(desk, 'portal-screen')
  if (screens.length === 0 || !read(desk, papers.screenServed)) return []
  if (canLogIn(desk)) return screens
  note(desk, 'rung-without-login')
  return []
}

/** Sites without OQS may take the form too, unless the setting follows the seed. @see facts/rules.md 9 no. 10 */
const takesDeclaration = (desk: Desk): boolean =>
  read(desk, methods.declaration) &&
  (read(desk, methods.declarationSites) === 'ANY' || desk.facts.facility.capability === 'FULL')

/** The rungs that are on the counter, in the order of the book. */
function rungsAtHand(desk: Desk): RungNumbers[] {
  const { chart, says } = desk.shown
  const form = find(desk, 'declaration')
  const pdfs = fieldsOf(desk, 'portal-pdf')
  const onRung = (rung: Rung, all: readonly PrintedFields[]): RungNumbers[] =>
    all.filter((fields) => !isMisnumbered(desk, fields)).map((fields) => ({ rung, ...onPaper(fields) }))
  const available: Readonly<Record<Rung, RungNumbers | readonly RungNumbers[] | null>> = {
    'portal-screen': onRung('portal-screen', screensAtHand(desk)),
    'portal-pdf': onRung('portal-pdf', pdfs.length > 0 && read(desk, papers.pdfServed) ? pdfs : []),
    notice: onRung('notice', noticesAtHand(desk)),
    'past-record':
      chart !== null && chart.key !== null && says.unchanged === 'yes' && read(desk, methods.pastRecord)
        ? { rung: 'past-record', fields: null, key: chart.key, ratio: chart.ratio }
        : null,
    declaration:
      form === null || !takesDeclaration(desk)
        ? null
        : { rung: 'declaration', fields: null, key: null, ratio: declaredRatio(desk, form) },
  }
  return read(desk, papers.ladderOrder).flatMap((rung) => available[rung] ?? [])
}

/** 「わからない」: the law by age; from the elderly start day on, where income decides, the policy. @see facts/rules.md 2.4 */
function declaredRatio(desk: Desk, form: Extract<Shown, { kind: 'declaration' }>): Ratio | null {
  if (form.ratio !== 'unknown') return form.ratio
  const byAge = ageShare(desk, form.birthDate)
  if (byAge !== null) return byAge
  const policy = read(desk, papers.unknownRatio)
  if (policy === 'ASK') return null
  if (policy === 'THREE_TENTHS') return '030'
  return desk.day < koukiFrom(desk, form.birthDate) ? '020' : '010'
}

/** Claim step of a declaration: the numbers of a lost cover or of the own record, else a known insurer, else unknown. @see facts/rules.md 2.4 */
function withOldNumbers(desk: Desk, draft: Draft): Draft {
  const old = desk.lost?.key ?? desk.shown.chart?.key ?? null
  if (old !== null) return { ...draft, claim: 'OLD', key: old }
  const insurerNumber = find(desk, 'declaration')?.insurerNumber ?? null
  const known = insurerNumber !== null && read(desk, methods.insurerOnly) !== 'OFF'
  if (!known) read(desk, methods.unknownInsurerNumber)
  return { ...draft, claim: known ? 'INSURER_ONLY' : 'UNKNOWN' }
}

function acceptRung(desk: Desk, rung: RungNumbers, answer: Answer | null): Draft {
  note(desk, 'rung-accepted', { rung: rung.rung })
  if (answer?.validity === 4) note(desk, 'no-record')
  const draft = acceptNumbers(desk, RUNG_METHOD[rung.rung], rung, answer)
  return rung.key === null && draft.verified === undefined ? withOldNumbers(desk, draft) : draft
}

/** Row H1: numbers from the own record are inquired before any rung when only the reader or the card's certificate fails. */
export function inquireByChart(desk: Desk): Draft | null {
  const { chart } = desk.shown
  if (chart === null || chart.key === null || isDeadKey(desk, chart.key) || !read(desk, papers.numberInquiryFirst))
    return null
  const answer = inquire(desk, chart.key)
  if (answer === null) return null
  if (answer.record !== null && !fitsRecord(chart, answer.record)) return stopForStranger(desk)
  if (answer.validity === 2 || answer.validity === 3) return takeLoss(desk, answer)
  if ((answer.validity !== 1 && answer.validity !== 6) || answer.record === null) return null
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

/** 3 The ladder: own plastic card in the hand, body in term, no statement of being uninsured. */
export function climb(desk: Desk): Draft | null {
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
  if (facts.card.registration !== 'REGISTERED' && read(desk, methods.unregisteredOnLadder)) {
    note(desk, 'registration-demanded')
    return { outcome: 'ask', offers: [...readerWays(desk), 'certificate'] }
  }
  const byChart = inquireByChart(desk)
  if (byChart !== null) return byChart
  for (const rung of rungsAtHand(desk)) {
    const taken = takeRung(desk, rung)
    if (taken !== null) return taken
  }
  return {
    outcome: 'ask',
    offers: [...readerWays(desk), ...toolOffers(desk), 'certificate', ...newCover(desk), ...ladderOffers(desk)],
  }
}

function ladderOffers(desk: Desk): Rung[] {
  const key = desk.shown.chart?.key ?? null
  return read(desk, papers.ladderOrder).filter((rung) => {
    if (rung === 'portal-screen') return loginPossible(desk.facts)
    if (rung === 'past-record') return key !== null && !isDeadKey(desk, key)
    return rung !== 'declaration' || takesDeclaration(desk)
  })
}

/** M18: the phone's reading failed and the same phone shows a live login. */
export function readPortalOnPhone(desk: Desk): Draft | null {
  const screens = fieldsOf(desk, 'portal-screen')
  if (find(desk, 'phone') === null || screens.length === 0 || !desk.facts.facility.phoneEnabled) return null
  if (!read(desk, cards.phoneServed)) return null
  if (!canLogIn(desk)) {
    note(desk, 'rung-without-login')
    return null
  }
  for (const fields of screens) {
    const taken = judgePaperInTerm(desk, 'M18', fields)
    if (taken !== null) return taken
  }
  return null
}
