import type { CoverageKey } from '../../src/domain/ledger.ts'
import type {
  AddOn,
  Answer,
  AnswerRecord,
  ClaimStep,
  DecisionKind,
  Facts,
  PayerKind,
  Presentation,
  PrintedFields,
  Share,
  Shown,
  Verified,
} from '../../src/domain/presentation.ts'

/** What a second reader of the facts says about a reception. */
export interface Opinion {
  readonly outcome: DecisionKind
  readonly method: string | null
  readonly reads: 'R0' | 'R1' | 'R1+L' | 'R2' | 'R3'
  readonly share: Share | null
  readonly limitBand: string | null
  readonly verified: Verified
  readonly key: CoverageKey | null
  readonly claim: ClaimStep
  /** Who pays, in order. */
  readonly payers: readonly PayerKind[]
  readonly refund: { readonly clinicUntil: string | null; readonly insurerUntil: string } | null
}

type Paper = Extract<Shown, { readonly fields: PrintedFields }>
type Declaration = Extract<Shown, { readonly kind: 'declaration' }>

/** Numbers that an answer showed as lost, with the first day without cover where it told it. */
interface Lost {
  readonly key: CoverageKey
  readonly from: string | null
}

/** What came to light while the reception was looked at. */
interface Notes {
  /** The first record that was shown as lost by the day. */
  lost: Lost | null
  several: boolean
  misprinted: boolean
}

// Days, written as text.

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const lastDay = (year: number, month: number): number => {
  if (month === 2) return leap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const iso = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const parts = (day: string): [number, number, number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
]

function later(day: string, days: number): string {
  let [y, m, d] = parts(day)
  for (let left = days; left > 0; left -= 1) {
    d += 1
    if (d > lastDay(y, m)) {
      d = 1
      m += 1
      if (m > 12) {
        m = 1
        y += 1
      }
    }
  }
  return iso(y, m, d)
}

function dayBefore(day: string): string {
  const [y, m, d] = parts(day)
  if (d > 1) return iso(y, m, d - 1)
  return m > 1 ? iso(y, m - 1, lastDay(y, m - 1)) : iso(y - 1, 12, 31)
}

/** A birthday in a year; somebody born on 29 February has it on 1 March in a common year. */
function birthdayIn(year: number, birth: string): string {
  const [, m, d] = parts(birth)
  return m === 2 && d === 29 && !leap(year) ? iso(year, 3, 1) : iso(year, m, d)
}

const yearOf = (day: string): number => Number(day.slice(0, 4))

/** The 31 March on or after the day on which an age is reached in law (the day before the birthday). */
function schoolYearEnd(birth: string, age: number): string {
  const reached = dayBefore(birthdayIn(yearOf(birth) + age, birth))
  const year = yearOf(reached)
  return reached <= iso(year, 3, 31) ? iso(year, 3, 31) : iso(year + 1, 3, 31)
}

/** First day of the month after the month in which 70 is reached in law. */
function elderlyStart(birth: string): string {
  const [y, m] = parts(dayBefore(birthdayIn(yearOf(birth) + 70, birth)))
  return m === 12 ? iso(y + 1, 1, 1) : iso(y, m + 1, 1)
}

const is75 = (birth: string, day: string): boolean => day >= birthdayIn(yearOf(birth) + 75, birth)

const within = (day: string, from: string | null, until: string | null): boolean =>
  (from === null || from <= day) && (until === null || day <= until)

function refundOn(day: string, throughClinic: boolean): Opinion['refund'] {
  const [y, m, d] = parts(day)
  return {
    clinicUntil: throughClinic ? iso(y, m, lastDay(y, m)) : null,
    insurerUntil: iso(y + 2, m, Math.min(d, lastDay(y + 2, m))),
  }
}

// Numbers and names.

function sameNumbers(a: CoverageKey, b: CoverageKey): boolean {
  if (a.insurerNumber !== b.insurerNumber || a.number !== b.number) return false
  if ((a.symbol ?? '') !== (b.symbol ?? '')) return false
  return a.branch === null || b.branch === null || a.branch === b.branch
}

const exactlySame = (a: CoverageKey, b: CoverageKey): boolean =>
  a.insurerNumber === b.insurerNumber && a.symbol === b.symbol && a.number === b.number && a.branch === b.branch

/** The digit at the end of an insurer number: weights 2, 1, 2, 1 … from the right, products by the sum of their digits. */
function goodInsurerNumber(number: string): boolean {
  if (!/^(\d{6}|\d{8})$/.test(number)) return false
  let sum = 0
  let weight = 2
  for (let at = number.length - 2; at >= 0; at -= 1) {
    const product = Number(number[at]) * weight
    sum += product > 9 ? product - 9 : product
    weight = weight === 2 ? 1 : 2
  }
  return (10 - (sum % 10)) % 10 === Number(number[number.length - 1])
}

function keyOf(fields: PrintedFields): CoverageKey | null {
  if (fields.insurerNumber === null || fields.number === null) return null
  return {
    insurerNumber: fields.insurerNumber,
    symbol: fields.symbol,
    number: fields.number,
    branch: fields.branch,
  }
}

function sameName(a: string, b: string): boolean {
  const left = [...a.replaceAll(/\s/gu, '')]
  const right = [...b.replaceAll(/\s/gu, '')]
  return (
    left.length === right.length &&
    left.every((letter, at) => letter === '●' || right[at] === '●' || letter === right[at])
  )
}

/** Row AA: another birth date, or other numbers together with another name, is another person. */
function fitsChart(record: AnswerRecord, shown: Presentation): boolean {
  const chart = shown.chart
  if (chart === null) return true
  if (record.birthDate !== chart.birthDate) return false
  if (chart.key !== null && sameNumbers(record.key, chart.key)) return true
  if (chart.key === null) return true
  return sameName(record.name, chart.name) || (record.otherName !== undefined && sameName(record.otherName, chart.name))
}

// The share, 2.2.

function shareByAge(birth: string | null, day: string): Share | null {
  if (birth === null) return null
  if (day <= schoolYearEnd(birth, 6)) return '020'
  return day < elderlyStart(birth) ? '030' : null
}

const elderlyPaper = (shown: Presentation, day: string): Share | null => {
  for (const thing of shown.shown) {
    if (thing.kind === 'add-on' && thing.certificate === 'elderly' && within(day, thing.validFrom, thing.validUntil)) {
      return thing.ratio
    }
  }
  return null
}

function shareOfRecord(record: AnswerRecord, shown: Presentation, day: string): Share | null {
  if (record.classification === '05') return '100'
  if (record.classification === 'A1') return null
  if (record.scheme === 'kouki') return record.koukiRatio
  if (record.elderly !== null && within(day, record.elderly.from, record.elderly.until)) return record.elderly.ratio
  return shareByAge(record.birthDate, day) ?? elderlyPaper(shown, day)
}

const limitPaper = (shown: Presentation, day: string): string | null => {
  for (const thing of shown.shown) {
    if (thing.kind === 'add-on' && thing.certificate === 'limit' && within(day, thing.validFrom, thing.validUntil)) {
      return thing.limitBand
    }
  }
  return null
}

// Payers.

function subsidyCounts(thing: AddOn, shown: Presentation, day: string): boolean {
  if (thing.certificate !== 'subsidy' && thing.certificate !== 'child-subsidy') return false
  if (!thing.samePrefecture) return false
  if (thing.certificate === 'child-subsidy' && shown.circumstances.matter === 'school-injury') return false
  return within(day, thing.validFrom, thing.validUntil)
}

function payersOf({ shown, day, notes }: Accepting, key: CoverageKey | null, answer: Answer | null): PayerKind[] {
  const record = answer?.record ?? null
  if (record?.classification === 'A1') return ['medical-assistance']
  const payers: PayerKind[] = ['insurance']
  if (notes.lost === null || (key !== null && !onLostNumbers(key, notes, day))) {
    for (const thing of shown.shown) {
      if (thing.kind === 'add-on' && subsidyCounts(thing, shown, day)) payers.push('public-expense')
    }
  }
  if (answer?.beside?.classification === 'A1') payers.push('medical-assistance')
  return payers
}

// Ends of a reception.

const nothing = (outcome: DecisionKind, changes: Partial<Opinion> = {}): Opinion => ({
  outcome,
  method: null,
  reads: 'R0',
  share: null,
  limitBand: null,
  verified: 'none',
  key: null,
  claim: 'NONE',
  payers: [],
  refund: null,
  ...changes,
})

const fullCharge = (day: string): Opinion =>
  nothing('full-charge', { share: '100', payers: ['private'], refund: refundOn(day, true) })

interface Accepting {
  readonly shown: Presentation
  readonly facts: Facts
  readonly day: string
  readonly notes: Notes
}

/** Until the reader's release, and never before 2024-10-07, the patient may refuse the class at the reader. */
const limitRefused = (facts: Facts, day: string): boolean =>
  facts.limitRefused === true && (day < '2024-10-07' || day < facts.facility.readerRelease)

/** Accepted on an answer of today. */
function onAnswer(
  context: Accepting,
  method: string,
  answer: Answer,
  record: AnswerRecord,
  verified: 'card' | 'number',
  reads: Opinion['reads'],
): Opinion {
  const { shown, facts, day } = context
  const special = record.classification === '05'
  const online = (verified === 'card' && !limitRefused(facts, day)) || reads === 'R1+L' ? record.limitBand : null
  return {
    outcome: 'accepted',
    method,
    reads,
    share: shareOfRecord(record, shown, day),
    limitBand: online ?? limitPaper(shown, day),
    verified,
    key: record.key,
    claim: special ? 'NONE' : 'CURRENT',
    payers: payersOf(context, record.key, answer),
    refund: special ? refundOn(day, false) : null,
  }
}

/** Accepted by eye; a check of the same day for the same numbers still counts. */
function byEye(
  context: Accepting,
  method: string,
  key: CoverageKey | null,
  claim: ClaimStep,
  share: Share | null,
  unfound = false,
): Opinion {
  const { shown, day } = context
  const chart = shown.chart
  const checked =
    !unfound &&
    chart !== null &&
    chart.lastCheckedOn === day &&
    chart.key !== null &&
    key !== null &&
    claim === 'CURRENT' &&
    sameNumbers(chart.key, key)
  return {
    outcome: 'accepted',
    method,
    reads: checked ? 'R1' : 'R0',
    share,
    limitBand: limitPaper(shown, day),
    verified: checked ? 'number' : 'none',
    key,
    claim,
    payers: payersOf(context, key, null),
    refund: null,
  }
}

// Reading a card or phone.

const stillCovers = (record: AnswerRecord, day: string): boolean => record.loss === null || day < record.loss.date

/** Cover other than 後期 ends on the 75th birthday, whatever the record says. */
const endedBy75 = (record: AnswerRecord, day: string): boolean =>
  record.scheme !== 'kouki' &&
  record.classification !== 'A1' &&
  record.classification !== '05' &&
  !(record.elderly !== null && within(day, record.elderly.from, record.elderly.until)) &&
  is75(record.birthDate, day)

/** The record as lost: with its own first day without cover, or the 75th birthday. */
function asLost(record: AnswerRecord | null, day: string): Lost | null {
  if (record === null) return null
  const ended = endedBy75(record, day) && stillCovers(record, day)
  return {
    key: record.key,
    from: ended ? birthdayIn(yearOf(record.birthDate) + 75, record.birthDate) : (record.loss?.date ?? null),
  }
}

const hasCardShown = (shown: Presentation): boolean => shown.shown.some((thing) => thing.kind === 'my-number-card')

function toolThere(facts: Facts, tool: 'web' | 'app'): boolean {
  return facts.facility.capability === 'MOBILE' || facts.facility.tools.includes(tool)
}

/** What a reading was made with: a limited site and a mobile one have no reader, but their apps. */
function deviceOf(facts: Facts): Facts['device'] {
  if (facts.facility.capability === 'LIMITED' && facts.device === 'reader') return 'limited-app'
  return facts.facility.capability === 'MOBILE' && facts.device === 'reader' ? 'app' : facts.device
}

/** True when the device could read at this place on this day. */
function deviceOpen(shown: Presentation, facts: Facts, day: string): boolean {
  const { place, care } = shown.circumstances
  const way = facts.delivered
  const device = deviceOf(facts)
  if (device === 'reader') {
    if (day < '2021-10-20') return false
    return facts.facility.capability === 'FULL' && (place === 'counter' || place === 'outside') && way !== 'reinquiry'
  }
  if (place === 'telephone') return false
  if (device === 'web') {
    if (!toolThere(facts, 'web') || way !== 'pin' || care === 'withdrawn' || day < '2024-04-01') return false
    return place !== 'counter' || day >= '2025-04-01'
  }
  if (device === 'app') {
    if (!toolThere(facts, 'app') || place === 'online' || day < '2024-04-01') return false
    if (place === 'counter' && day < '2025-04-01') return false
    if (way === 'reinquiry') return place === 'home' && care === 'continuing'
    return way === 'pin' || (way === 'visual' && day >= '2024-10-01')
  }
  if (facts.facility.capability !== 'LIMITED' || place === 'online' || day < '2024-04-01') return false
  return way === 'pin' || way === 'visual'
}

/** True when the way in which the person was identified is one that this card and this visit allow. */
function identityOpen(shown: Presentation, facts: Facts): boolean {
  const card = facts.card
  if (card === null) return false
  if (facts.delivered === 'pin') return card.kind !== 'face-only' && card.pin.use === 'USED'
  if (facts.delivered === 'face' || facts.delivered === 'visual') {
    return shown.patientPresent && card.kind !== 'photoless' && card.face.use === 'USED'
  }
  return facts.delivered === 'reinquiry'
}

function kindOpen(kind: string, day: string): boolean {
  if (kind === 'face-only') return day >= '2023-12-15'
  if (kind === 'photoless') return day >= '2024-12-02'
  if (kind === 'specific-residence') return day >= '2026-06-14'
  if (kind === 'next-generation') return day >= '2028-04-01'
  return true
}

/** The answer of a reading that was possible, or null. */
function readingOf(shown: Presentation, facts: Facts, day: string): Answer | null {
  const card = facts.card
  if (card === null || facts.delivered === null || facts.cardAnswer === null) return null
  if (facts.delivered === 'phone') {
    if (facts.facility.capability !== 'FULL' || !facts.facility.phoneEnabled || day < '2025-09-19') return null
    if (shown.circumstances.place !== 'counter' && shown.circumstances.place !== 'outside') return null
    if ((card.phone !== null && card.phone.expiry < day) || card.body !== 'LIVE') return null
    return card.certificate === 'VALID' || card.certificate === 'WARN' ? facts.cardAnswer : null
  }
  if (!kindOpen(card.kind, day)) return null
  if (card.certificate !== 'VALID' && card.certificate !== 'WARN' && card.certificate !== 'GRACE') return null
  if (!deviceOpen(shown, facts, day) || !identityOpen(shown, facts)) return null
  return facts.cardAnswer
}

/** The emergency view of a hospital, for a patient who cannot consent. */
function emergency(shown: Presentation, facts: Facts, day: string): boolean {
  return (
    !shown.circumstances.responsive &&
    facts.delivered === 'visual' &&
    facts.facility.kind === 'HOSPITAL' &&
    facts.card?.certificate !== 'GRACE' &&
    day >= '2024-12-09'
  )
}

function methodOfReading(shown: Presentation, facts: Facts, day: string): string {
  const card = facts.card
  if (facts.delivered === 'phone') return 'M07'
  const device = deviceOf(facts)
  if (device === 'limited-app') return 'M19'
  if (device === 'web') return shown.circumstances.place === 'outside' ? 'M26' : 'M20a'
  if (device === 'app') return 'M20b'
  if (emergency(shown, facts, day)) return 'M27'
  if (card?.certificate === 'GRACE') return 'M04'
  if (card?.kind === 'face-only') return 'M05'
  if (card?.kind === 'photoless') return 'M06'
  if (card?.kind === 'specific-residence') return 'M29'
  if (card?.kind === 'next-generation') return 'M22'
  return 'M03'
}

// Inquiry by number.

function inquire(key: CoverageKey | null, facts: Facts, day: string): Answer | null {
  const { terminal, line, service } = facts.equipment
  if (key === null || facts.facility.capability !== 'FULL' || day < '2021-10-20') return null
  if (!terminal || !line || !service) return null
  return facts.numberAnswers.find((one) => exactlySame(one.key, key))?.answer ?? null
}

type Reading =
  | { readonly says: 'good'; readonly record: AnswerRecord }
  | { readonly says: 'lost' | 'several' | 'none' | 'wrong-person' }

/** What an answer means on the day. */
function meaning(answer: Answer, shown: Presentation, day: string): Reading {
  const record = answer.record
  if (answer.validity === 5) return { says: 'several' }
  if (answer.validity === 4 || record === null) return { says: 'none' }
  if (!fitsChart(record, shown)) return { says: 'wrong-person' }
  if (answer.validity === 1 || answer.validity === 6) {
    return endedBy75(record, day) ? { says: 'lost' } : { says: 'good', record }
  }
  if (record.loss !== null && stillCovers(record, day) && !endedBy75(record, day)) return { says: 'good', record }
  return record.loss?.reason === '01' && !stillCovers(record, day) && shown.patientPresent
    ? { says: 'wrong-person' }
    : { says: 'lost' }
}

/** Answer 1, or a loss that is still to come, and no end by the 75th birthday. */
function isValidOn(answer: Answer | null, day: string): boolean {
  const record = answer?.record ?? null
  if (answer === null || record === null || endedBy75(record, day)) return false
  if (answer.validity === 1) return true
  return (answer.validity === 2 || answer.validity === 3) && record.loss !== null && stillCovers(record, day)
}

const numberReads = (shown: Presentation): 'R1' | 'R1+L' => (shown.says.limitConsent === 'yes' ? 'R1+L' : 'R1')

// The ladder.

function portalLogin(facts: Facts, day: string): boolean {
  const card = facts.card
  if (card === null || card.flags.noSelfInfo) return false
  if (card.certificate !== 'VALID' && card.certificate !== 'WARN') return false
  if (card.phone !== null && card.phone.expiry >= day && card.body === 'LIVE') return true
  return card.kind !== 'face-only' && card.pin.use === 'USED' && !card.pin.locked && !card.activating
}

/** The share ticked on the 申立書; 「わからない」 is the lowest lawful one. */
function declaredShare(form: Declaration, day: string): Share {
  if (form.ratio !== 'unknown') return form.ratio
  if (is75(form.birthDate, day)) return '010'
  return shareByAge(form.birthDate, day) ?? '020'
}

/** A rung without numbers: old ones, a declared insurer, or nothing at all to claim on. */
function onOldNumbers(context: Accepting, method: string, share: Share | null): Opinion {
  const old = context.notes.lost?.key ?? context.shown.chart?.key ?? null
  if (old !== null) return byEye(context, method, old, 'OLD', share)
  const form = context.shown.shown.find((thing) => thing.kind === 'declaration')
  const known = form !== undefined && form.insurerNumber !== null
  return byEye(context, method, null, known ? 'INSURER_ONLY' : 'UNKNOWN', share)
}

/** By eye: what is printed, a 高齢受給者証, the age; 後期 has no share by age. */
function shareByEye(
  printed: Share | null,
  key: CoverageKey | null,
  birth: string | null,
  shown: Presentation,
  day: string,
): Share | null {
  if (printed !== null || key?.insurerNumber.startsWith('39') === true) return printed
  return elderlyPaper(shown, day) ?? shareByAge(birth, day)
}

const shareOfPaper = (paper: Paper, shown: Presentation, day: string): Share | null =>
  shareByEye(
    paper.fields.ratio,
    keyOf(paper.fields),
    paper.fields.birthDate ?? shown.chart?.birthDate ?? null,
    shown,
    day,
  )

const papersOf = (shown: Presentation): Paper[] => shown.shown.filter((thing) => 'fields' in thing)

/** A paper with another birth date than the chart or the card face belongs to somebody else. */
function ofSomebodyElse(paper: Paper, shown: Presentation, answer: Answer | null): boolean {
  const online = [answer?.record?.name, answer?.record?.otherName].filter((name) => name !== undefined)
  const names = online.some((name) => sameName(name, paper.fields.name)) ? online : [paper.fields.name]
  const birth = paper.fields.birthDate
  const chart = shown.chart
  const key = keyOf(paper.fields)
  if (chart !== null && key !== null && chart.key !== null && !sameNumbers(key, chart.key)) {
    if (!names.some((name) => sameName(name, chart.name))) return true
  }
  if (birth === null) return false
  if (chart !== null && chart.birthDate !== birth) return true
  return shown.shown.some((thing) => thing.kind === 'my-number-card' && thing.face.birthDate !== birth)
}

/** A paper with the numbers of a record that was shown as lost. */
const onLostNumbers = (key: CoverageKey | null, notes: Notes, day: string): boolean =>
  key !== null &&
  notes.lost !== null &&
  sameNumbers(key, notes.lost.key) &&
  notes.lost.from !== null &&
  notes.lost.from <= day

/** A paper or screen with its inquiry: an opinion, or null when the next thing has to be looked at. */
function onPaper(context: Accepting, facts: Facts, method: string, paper: Paper): Opinion | null {
  const { shown, day, notes } = context
  const key = keyOf(paper.fields)
  if (paper.fields.insurerNumber !== null && !goodInsurerNumber(paper.fields.insurerNumber)) {
    notes.misprinted = true
    return null
  }
  const share = shareOfPaper(paper, shown, day)
  const answer = method === 'M28' || method === 'M32' ? null : inquire(key, facts, day)
  if (ofSomebodyElse(paper, shown, answer)) return nothing('stop')
  const record = answer?.record ?? null
  if (record !== null && !fitsChart(record, shown)) return nothing('stop')
  if (onLostNumbers(key, notes, day)) return null
  const found = answer === null ? null : meaning(answer, shown, day)
  if (found?.says === 'wrong-person') return nothing('stop')
  if (answer !== null && found?.says === 'good') {
    return onAnswer(context, method, answer, found.record, 'number', numberReads(shown))
  }
  if (found?.says === 'lost') {
    notes.lost ??= asLost(answer?.record ?? null, day)
    return null
  }
  if (found?.says === 'several') return nothing('ask')
  if (key !== null) return byEye(context, method, key, 'CURRENT', share, answer !== null)
  const ladder = method === 'M09' || method === 'M10' || method === 'M11'
  return ladder ? onOldNumbers(context, method, share) : byEye(context, method, null, 'UNKNOWN', share)
}

/** Row H1: the numbers of the own record, inquired before anything is accepted by eye. */
function byOwnRecord(context: Accepting, facts: Facts): Opinion | null {
  const { shown, day, notes } = context
  const key = shown.chart?.key ?? null
  const answer = onLostNumbers(key, notes, day) ? null : inquire(key, facts, day)
  if (answer === null) return null
  const found = meaning(answer, shown, day)
  if (found.says === 'wrong-person') return nothing('stop')
  if (found.says === 'lost') notes.lost ??= asLost(answer.record, day)
  if (found.says !== 'good') return null
  return onAnswer(context, 'M21', answer, found.record, 'number', numberReads(shown))
}

function ladder(context: Accepting, facts: Facts): Opinion | null {
  const { shown, day } = context
  const papers = papersOf(shown)
  const inquired = byOwnRecord(context, facts)
  if (inquired !== null) return inquired
  for (const paper of papers) {
    if (paper.kind !== 'portal-screen' || paper.copy === true || !portalLogin(facts, day) || day < '2023-07-10')
      continue
    const opinion = onPaper(context, facts, 'M09', paper)
    if (opinion !== null) return opinion
  }
  for (const paper of papers) {
    if (paper.kind !== 'portal-pdf' || paper.copy === true || day < '2024-02-01') continue
    const opinion = onPaper(context, facts, 'M10', paper)
    if (opinion !== null) return opinion
  }
  for (const paper of papers) {
    if (paper.kind !== 'notice' || paper.copy === true || day < '2024-12-02') continue
    const until = paper.fields.validUntil
    const ended = until !== null && until < day
    if (ended && !isValidOn(inquire(keyOf(paper.fields), facts, day), day)) continue
    const opinion = onPaper(context, facts, 'M11', paper)
    if (opinion !== null) return opinion
  }
  const past = pastRecord(context, facts)
  if (past !== null) return past
  for (const thing of shown.shown) {
    if (thing.kind === 'declaration' && day >= '2023-07-10') {
      return onOldNumbers(context, 'M14', declaredShare(thing, day))
    }
  }
  return null
}

/** The own record with the patient's word, after its numbers were inquired where that is possible. */
function pastRecord(context: Accepting, facts: Facts): Opinion | null {
  const { shown, day, notes } = context
  const chart = shown.chart
  if (chart === null || chart.key === null || shown.says.unchanged !== 'yes' || day < '2023-07-10') return null
  if (onLostNumbers(chart.key, notes, day)) return null
  const answer = shown.circumstances.place === 'telephone' ? null : inquire(chart.key, facts, day)
  if (answer?.validity === 5) return nothing('ask')
  if (answer !== null && meaning(answer, shown, day).says === 'lost') return null
  const share = shareByEye(chart.ratio, chart.key, chart.birthDate, shown, day)
  return byEye(context, 'M13', chart.key, 'CURRENT', share, answer !== null)
}

// Papers that stand alone.

/** The last day of a paper, or null for none. */
function lastDayOf(paper: Paper): string | null {
  const until = paper.fields.validUntil
  if (paper.kind === 'old-card') return until === null || until > '2025-12-01' ? '2025-12-01' : until
  if (paper.kind === 'jps-certificate' && paper.fields.issued !== null) {
    const limit = later(paper.fields.issued, 19)
    return until === null || until > limit ? limit : until
  }
  return until
}

const PAPER_METHODS: Readonly<Record<string, string>> = {
  certificate: 'M08',
  'old-card': 'M01',
  'jps-certificate': 'M28',
  'day-labourer-book': 'M32',
}

function paperAlone(context: Accepting, facts: Facts, paper: Paper): Opinion | null {
  const { day } = context
  const method = PAPER_METHODS[paper.kind]
  if (method === undefined || paper.copy === true) return null
  if (paper.kind === 'certificate' && day < '2024-12-02') return null
  return within(day, paper.fields.validFrom, lastDayOf(paper)) ? onPaper(context, facts, method, paper) : null
}

/** A card that still serves as a proof of identity by eye. */
const cardByEye = (shown: Presentation, facts: Facts): boolean => hasCardShown(shown) && facts.card?.body === 'LIVE'

/** Rows N: an ended old card, or a notice without a card, with a valid inquiry of the day. */
function tolerated(context: Accepting, facts: Facts, paper: Paper): Opinion | null {
  const { shown, day, notes } = context
  if (paper.copy === true || day > '2026-07-31') return null
  if (paper.kind !== 'old-card' && (paper.kind !== 'notice' || cardByEye(shown, facts))) return null
  const end = paper.kind === 'old-card' ? lastDayOf(paper) : null
  if (end !== null && (day <= end || !within(day, paper.fields.validFrom, null))) return null
  const insurer = paper.fields.insurerNumber ?? ''
  const municipal = insurer.length === 6 || insurer.startsWith('39')
  if (day < (municipal ? '2025-08-01' : '2025-12-02')) return null
  const key = keyOf(paper.fields)
  if (insurer !== '' && !goodInsurerNumber(insurer)) {
    notes.misprinted = true
    return null
  }
  const answer = inquire(key, facts, day)
  if (ofSomebodyElse(paper, shown, answer)) return nothing('stop')
  if (answer === null) return null
  const found = meaning(answer, shown, day)
  if (found.says === 'wrong-person') return nothing('stop')
  if (found.says === 'lost') notes.lost ??= asLost(answer.record, day)
  if (found.says === 'several') return nothing('ask')
  if (found.says !== 'good' || answer.validity === 6) return null
  const method = paper.kind === 'old-card' ? 'M02' : 'M12'
  return onAnswer(context, method, answer, found.record, 'number', numberReads(shown))
}

/** M17: a child on a school event, with the accompanying adult. */
function schoolEvent(context: Accepting, facts: Facts): Opinion | null {
  const { shown, day } = context
  if (shown.circumstances.companion !== 'teacher' || day < '2024-11-01') return null
  const papers = ['notice', 'portal-pdf', 'certificate'].flatMap((kind) =>
    papersOf(shown).filter((paper) => paper.kind === kind),
  )
  for (const paper of papers) {
    const birth = paper.fields.birthDate
    if (birth === null || day > schoolYearEnd(birth, 18)) continue
    const copyOpen = day >= '2025-02-12'
    const fits = paper.copy === true ? copyOpen : paper.kind !== 'certificate'
    if (!fits || !within(day, paper.fields.validFrom, paper.fields.validUntil)) continue
    const opinion = onPaper(context, facts, 'M17', paper)
    if (opinion !== null) return opinion
  }
  return null
}

/** M18: the phone could not be read, its owner logs in on it. */
function phoneScreen(context: Accepting, facts: Facts): Opinion | null {
  const { shown, day } = context
  if (!shown.shown.some((thing) => thing.kind === 'phone')) return null
  if (!facts.facility.phoneEnabled || day < '2025-09-19' || !portalLogin(facts, day)) return null
  for (const paper of papersOf(shown)) {
    if (paper.kind !== 'portal-screen' || paper.copy === true) continue
    const opinion = onPaper(context, facts, 'M18', paper)
    if (opinion !== null) return opinion
  }
  return null
}

/** M15 and M16: the terminal's own screen in a mode that is switched on. */
function mode(context: Accepting, facts: Facts): Opinion | null {
  const { shown, day } = context
  const open = shown.circumstances.mode
  if (open === 'normal' || facts.facility.capability !== 'FULL') return null
  for (const paper of papersOf(shown)) {
    if (paper.kind !== 'mode-screen') continue
    if (paper.copy === true) continue
    if (ofSomebodyElse(paper, shown, null)) return nothing('stop')
    const method = open === 'disaster' ? 'M16' : 'M15'
    const key = keyOf(paper.fields)
    const taken = byEye(context, method, key, key === null ? 'UNKNOWN' : 'CURRENT', shareOfPaper(paper, shown, day))
    return { ...taken, verified: 'number', reads: open === 'disaster' ? 'R3' : 'R1' }
  }
  return null
}

/** Papers that stand alone, kind by kind. */
function papersAlone(context: Accepting, facts: Facts, kinds: readonly string[]): Opinion | null {
  for (const kind of kinds) {
    for (const paper of papersOf(context.shown)) {
      const opinion = paper.kind === kind ? paperAlone(context, facts, paper) : null
      if (opinion !== null) return opinion
    }
  }
  return null
}

/** Rows N and O: a notice without a card that serves. */
function firstNotice(context: Accepting, facts: Facts): Opinion | null {
  for (const paper of papersOf(context.shown)) {
    const opinion = paper.kind === 'notice' ? tolerated(context, facts, paper) : null
    if (opinion !== null) return opinion
  }
  return null
}

/** Rows A to G, I, K, AA: what the reader delivered; null when something else has to be looked at. */
function byReading(context: Accepting, facts: Facts): Opinion | null {
  const { shown, day, notes } = context
  const around = shown.circumstances
  if (hasCardShown(shown) && !facts.ownCard) return nothing('stop')
  if (facts.delivered === null && shown.reader.at(-1) === 'visual-mismatch') return nothing('stop')
  const answer = readingOf(shown, facts, day)
  if (answer === null) return null
  if (answer.record !== null && !fitsChart(answer.record, shown)) return nothing('stop')
  if (around.place === 'outside' && around.checkedBefore && around.identity === 'none') return nothing('ask')
  const found = meaning(answer, shown, day)
  if (found.says === 'wrong-person') return nothing('stop')
  if (found.says === 'lost') notes.lost ??= asLost(answer.record, day)
  if (found.says !== 'good') return null
  const method = methodOfReading(shown, facts, day)
  const plain = facts.card?.certificate === 'GRACE' || method === 'M19' || (!around.responsive && method !== 'M27')
  return onAnswer(context, method, answer, found.record, 'card', plain ? 'R1' : 'R3')
}

/** Row AE: nothing but his own 資格確認書 or his own card proves the cover of a newborn. */
function newborn(context: Accepting, facts: Facts): Opinion {
  const { shown } = context
  for (const paper of papersOf(shown)) {
    if (paper.kind !== 'certificate' || paper.fields.birthDate !== shown.chart?.birthDate) continue
    const opinion = paperAlone(context, facts, paper)
    if (opinion !== null) return opinion
  }
  const read = facts.ownCard && facts.delivered !== null ? byReading(context, facts) : null
  return read ?? nothing('wait')
}

/** What the facts say about a reception under the default settings and the latest knowledge, read a second time. */
export function secondOpinion(shown: Presentation, facts: Facts): Opinion {
  const day = shown.at.slice(0, 10)
  const notes: Notes = { lost: null, several: false, misprinted: false }
  const context: Accepting = { shown, facts, day, notes }
  const around = shown.circumstances

  if (around.matter === 'work-accident') return nothing('other-payer', { payers: ['work-accident'] })
  if (around.matter === 'third-party-liable') return nothing('other-payer', { payers: ['liability'] })
  if (around.matter === 'private') return nothing('other-payer', { payers: ['private'] })

  if (around.newborn) return newborn(context, facts)
  if (around.place === 'telephone') {
    return byOwnRecord(context, facts) ?? pastRecord(context, facts) ?? nothing('ask')
  }

  const read = byReading(context, facts)
  if (read !== null) return read
  const papers = papersOf(shown)
  if (around.place === 'online') {
    return papersAlone(context, facts, ['certificate']) ?? byOwnRecord(context, facts) ?? nothing('ask')
  }
  const early =
    mode(context, facts) ??
    papersAlone(context, facts, ['certificate', 'jps-certificate', 'day-labourer-book', 'old-card'])
  if (early !== null) return early
  for (const paper of papers) {
    const opinion = paper.kind === 'old-card' ? tolerated(context, facts, paper) : null
    if (opinion !== null) return opinion
  }
  const phone = phoneScreen(context, facts)
  if (phone !== null) return phone

  if (shown.says.insured === 'no' || around.abroad === 'returned-not-filed') {
    return firstNotice(context, facts) ?? fullCharge(day)
  }
  if (facts.card !== null && cardByEye(shown, facts)) {
    const revoked = facts.card.certificate === 'REVOKED' && shown.reader.includes('006-certificate-invalid')
    const climbed = revoked ? null : ladder(context, facts)
    if (climbed !== null && climbed.outcome !== 'ask') return climbed
    return schoolEvent(context, facts) ?? nothing('ask')
  }
  const last = schoolEvent(context, facts) ?? firstNotice(context, facts)
  if (last !== null) return last
  // Row AD: somebody who came for the patient, or for one who cannot speak, has the own record behind him.
  const proxy = !shown.patientPresent || !around.responsive ? byOwnRecord(context, facts) : null
  if (proxy !== null) return proxy
  return notes.several || notes.misprinted ? nothing('ask') : fullCharge(day)
}
