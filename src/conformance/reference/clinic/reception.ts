import { type CivilDate, addDays, dateOf } from '../../../domain/civil-date.ts'
import type { Outcome, Reception } from '../../../../scenarios/protocol.ts'
import {
  type CardFace,
  type ClinicPractice,
  type Found,
  type Key,
  type Offer,
  type OnlineAnswer,
  type OnlineRecord,
  type Printed,
  type Screen,
  type Share,
  goesBy,
  onDay,
  shareByAge,
} from './practice.ts'
import type { EligibilityService } from './service.ts'

interface Desk {
  readonly day: CivilDate
  readonly input: Reception
  readonly practice: ClinicPractice
  readonly service: EligibilityService
  /** Every screen that this person's card has caused at this clinic, this visit included. */
  readonly screens: readonly Screen[]
  readonly cardAnswer: OnlineAnswer | null
  offline: boolean
  lost: Key | null
  /** A paper was laid aside: no insurer can have its number. */
  misnumbered: boolean
}

type Draft = Pick<Outcome, 'decision'> & {
  readonly method?: string
  readonly share?: Share
  readonly limit?: string | null
  readonly verified?: 'card' | 'number' | 'none'
  readonly checkedOn?: CivilDate | null
  readonly key?: Key | null
  readonly birthDate?: CivilDate | null
  /** The name that was seen, as it stood on the paper or in the answer. */
  readonly seen?: string | null
  readonly followUps?: readonly Outcome['followUps'][number]['what'][]
  readonly offers?: readonly Offer[]
  readonly warnings?: readonly string[]
}

const faceOf = (input: Reception): CardFace | null => {
  const card = input.shown.find((thing) => thing.kind === 'my-number-card')
  return card === undefined ? null : card.face
}

const paperOf = (input: Reception, kind: string): Printed | null => {
  const thing = input.shown.find((shown) => shown.kind === kind)
  return thing !== undefined && 'fields' in thing ? thing.fields : null
}

const keyOf = (fields: Printed): Key | null =>
  fields.insurerNumber === null || fields.number === null
    ? null
    : { insurerNumber: fields.insurerNumber, symbol: fields.symbol, number: fields.number, branch: fields.branch }

/** The numbers of a paper as they are typed. */
function typedKey(desk: Desk, fields: Printed): Key | null {
  const printed = keyOf(fields)
  return printed === null ? null : desk.practice.keyOnPaper(printed)
}

async function inquire(desk: Desk, key: Key | null, birthDate: CivilDate | null): Promise<OnlineAnswer | null> {
  if (key === null || birthDate === null || desk.offline) return null
  const answer = await desk.service.inquire({
    key: { ...key, branch: desk.practice.branchToSend(key.branch) },
    birthDate: birthDate,
    day: desk.day,
    limitConsent: desk.input.says.limitConsent === 'yes',
  })
  if (answer === 'offline') {
    desk.offline = true
    return null
  }
  return onDay(answer, desk.day)
}

function accepted(desk: Desk, draft: Omit<Draft, 'decision'>): Draft {
  const checked = draft.verified === 'card' || draft.verified === 'number'
  return {
    decision: 'accepted',
    ...draft,
    checkedOn: draft.checkedOn ?? (checked ? desk.day : null),
    followUps: [...(draft.followUps ?? []), ...(checked ? [] : (['recheck'] as const))],
  }
}

function byRecord(
  desk: Desk,
  method: string,
  record: OnlineRecord,
  verified: 'card' | 'number',
  useLimit: boolean,
): Draft {
  return accepted(desk, {
    method,
    share: desk.practice.shareOnline(record, desk.day),
    limit: useLimit ? record.limitBand : null,
    verified,
    key: verified === 'card' ? desk.practice.keyFromCard(record.key, desk.input.chart?.key ?? null) : record.key,
    birthDate: record.birthDate,
    seen: record.names[0] ?? null,
  })
}

/** A paper whose numbers the service knows: the answer decides the share, and a difference is put to the insurer. */
function byPaperAndRecord(desk: Desk, method: string, fields: Printed | null, record: OnlineRecord): Draft {
  const { practice, input } = desk
  const draft = byRecord(desk, method, record, 'number', input.says.limitConsent === 'yes')
  const online = draft.share ?? null
  const printed = fields?.ratio ?? null
  const differs = printed !== null && online !== null && printed !== online
  return {
    ...draft,
    share: practice.shareOfBoth(online, printed),
    seen: fields?.name ?? draft.seen ?? null,
    followUps:
      differs && practice.reportsConflict ? [...(draft.followUps ?? []), 'ask-insurer'] : (draft.followUps ?? []),
  }
}

const stranger = (): Draft => ({ decision: 'stop', offers: ['my-number-card'] })

const foundIn = ({ key, names, birthDate }: OnlineRecord): Found => ({ key, names, birthDate })

/** A paper of somebody else than the person on the card or in the chart, or numbers that are somebody else's. */
function isStrangers(desk: Desk, fields: Printed, answer: OnlineAnswer | null): boolean {
  const { practice, input } = desk
  const face = faceOf(input)
  if (face !== null && !practice.paperFitsCard(fields, face)) return true
  if (input.chart === null) return false
  const record = answer?.record ?? null
  const known = record === null || !goesBy(fields.name, record.names) ? [] : record.names
  const found = { key: typedKey(desk, fields), names: [fields.name, ...known], birthDate: fields.birthDate }
  return (
    !practice.paperFitsChart(found, input.chart) ||
    (record !== null &&
      !practice.paperFitsChart({ ...foundIn(record), names: [...record.names, ...known] }, input.chart))
  )
}

/** Lays a paper aside whose insurer number cannot be right. */
function isMisnumbered(desk: Desk, fields: Printed): boolean {
  if (fields.insurerNumber === null || desk.practice.insurerNumberServes(fields.insurerNumber)) return false
  desk.misnumbered = true
  return true
}

// ── the reader ─────────────────────────────────────────────────────────────────────────────────────────────────────

const sent = (screens: readonly Screen[]): Screen | null =>
  screens.findLast((screen) => screen.startsWith('result-sent')) ?? null

function mayUseResult(desk: Desk, face: CardFace | null, screen: Screen): boolean {
  const { practice, input, day } = desk
  const locked = input.reader.some((shown) => shown === 'pin-locked' || shown === 'face-locked')
  if (locked && !practice.usesResultAfterLock) return false
  if (screen !== 'result-sent-eligibility-only' || face === null) return true
  if (!practice.endedBodyReads && face.bodyExpiry < day) return false
  return face.certificateExpiry === null || day <= practice.graceEnd(face.certificateExpiry)
}

function methodAtReader(face: CardFace | null, screen: Screen): string {
  if (face === null) return 'M07'
  if (screen === 'result-sent-eligibility-only') return 'M04'
  if (face.faceOnlyMark) return 'M05'
  return face.photo ? 'M03' : 'M06'
}

function readReader(desk: Desk): Draft | null {
  const { input, practice, cardAnswer } = desk
  const face = faceOf(input)
  const { chart } = input
  if (face !== null && chart !== null) {
    const seen = { key: null, names: [face.name], birthDate: face.birthDate }
    if (!practice.cardFitsChart(seen, chart)) return stranger()
  }
  const screen = sent(input.reader)
  if (screen === null || cardAnswer === null) return withoutResult(desk, face)
  const { record } = cardAnswer
  if (record !== null && chart !== null && !practice.cardFitsChart(foundIn(record), chart)) return stranger()
  if (!mayUseResult(desk, face, screen)) return null
  if (record !== null && practice.validByCard(cardAnswer.validity)) {
    const grace = screen === 'result-sent-eligibility-only'
    const draft = byRecord(desk, methodAtReader(face, screen), record, 'card', !grace || practice.usesLimitInGrace)
    return grace || screen === 'result-sent-renew-soon' ? { ...draft, followUps: ['renew-certificate'] } : draft
  }
  if (record !== null && cardAnswer.validity === '6') {
    return { ...byRecord(desk, methodAtReader(face, screen), record, 'card', false), followUps: ['recheck'] }
  }
  if (cardAnswer.validity === '2' && record !== null) desk.lost = record.key
  return practice.chargesWholePriceOnLost ? wholePrice() : null
}

/** The reader gave no result. A right clinic goes on to the papers; the practice may wrongly take the card as read. */
function withoutResult(desk: Desk, face: CardFace | null): Draft | null {
  const { input, practice, day } = desk
  const known = input.chart?.key ?? null
  const invalid = input.reader.includes('006-certificate-invalid')
  const takesCard = invalid && face !== null && practice.takesInvalidCertificate(face, day)
  const takesPhone = input.reader.includes('phone-refused') && practice.takesRefusedPhone && face === null
  if (known === null || input.chart === null || (!takesCard && !takesPhone)) return null
  return accepted(desk, {
    method: takesPhone ? 'M07' : 'M04',
    share: input.chart.ratio ?? shareByAge(input.chart.birthDate, day),
    verified: 'card',
    key: known,
    birthDate: input.chart.birthDate,
  })
}

// ── papers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function byPaper(desk: Desk, method: string, fields: Printed, share?: Share): Draft {
  return accepted(desk, {
    method,
    share: share ?? desk.practice.shareOnPaper(fields.ratio, fields.birthDate, desk.day),
    verified: 'none',
    key: typedKey(desk, fields),
    birthDate: fields.birthDate,
    seen: fields.name,
  })
}

const isLost = (desk: Desk, key: Key | null): boolean =>
  key !== null && desk.lost !== null && desk.practice.lostKeyVoidsPaper && desk.practice.lossConcerns(key, desk.lost)

async function paperInTerm(desk: Desk, method: string, fields: Printed): Promise<Draft | null> {
  const { practice, input, day } = desk
  if (isMisnumbered(desk, fields)) return null
  const key = typedKey(desk, fields)
  if (isLost(desk, key)) return null
  if (input.chart !== null && practice.chartCheckCounts(input.chart.lastCheckedOn, day)) {
    return { ...byPaper(desk, method, fields), verified: 'number', checkedOn: day, followUps: [] }
  }
  const answer = await inquire(desk, key, fields.birthDate)
  if (isStrangers(desk, fields, answer)) return stranger()
  if (answer === null) return byPaper(desk, method, fields)
  if (answer.record !== null && practice.validByNumber(answer.validity)) {
    return byPaperAndRecord(desk, method, fields, answer.record)
  }
  if (answer.validity === '5') {
    return practice.onSeveral === 'ask'
      ? { decision: 'ask', offers: ['branch', 'my-number-card'] }
      : { ...byPaper(desk, method, fields), verified: 'number' }
  }
  if (answer.validity === '4') {
    if (practice.paperOnAnswer4 === 'refuse') return null
    const draft = byPaper(desk, method, fields)
    return practice.paperOnAnswer4 === 'accept'
      ? { ...draft, followUps: [] }
      : { ...draft, followUps: ['recheck', 'ask-insurer'] }
  }
  if (answer.record !== null && answer.record.lossDate !== null && answer.record.lossDate > day)
    return byPaper(desk, method, fields)
  desk.lost = desk.lost ?? key
  return null
}

async function readPapers(desk: Desk): Promise<Draft | null> {
  const { practice, day, input } = desk
  for (const thing of input.shown) {
    if (thing.kind !== 'certificate') continue
    const { fields } = thing
    if (!practice.paperBegun(fields.validFrom, day) || !practice.paperInTerm(fields.validUntil, day)) continue
    // oxlint-disable-next-line no-await-in-loop -- one paper after the other, as at the counter
    const draft = await paperInTerm(desk, 'M08', fields)
    if (draft !== null) return draft
  }
  const oldCard = paperOf(input, 'old-card')
  if (oldCard !== null) {
    const inTerm = practice.oldCardInTerm(oldCard.validUntil, day)
    const draft = inTerm ? await paperInTerm(desk, 'M01', oldCard) : await tolerate(desk, 'M02', oldCard)
    if (draft !== null) return draft
  }
  const screenshot = paperOf(input, 'screenshot')
  if (screenshot !== null && practice.acceptsScreenshot) return byPaper(desk, 'M09', screenshot)
  return null
}

async function tolerate(desk: Desk, method: string, fields: Printed): Promise<Draft | null> {
  const { practice, day } = desk
  if (!practice.toleranceOpen(fields.insurerNumber ?? '', day) || isMisnumbered(desk, fields)) return null
  if (!practice.toleranceNeedsInquiry) return byPaper(desk, method, fields)
  const answer = await inquire(desk, typedKey(desk, fields), fields.birthDate)
  if (isStrangers(desk, fields, answer)) return stranger()
  if (answer === null || answer.record === null || !practice.validByNumber(answer.validity)) return null
  return { ...byRecord(desk, method, answer.record, 'number', false), followUps: ['bring-proof'] }
}

// ── the ladder ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Step {
  readonly method: string
  /** The paper that the numbers come from; null for the own record and a declaration. */
  readonly fields: Printed | null
  readonly key: Key | null
  readonly birthDate: CivilDate | null
  readonly share: Share
}

function stepsAtHand(desk: Desk): Step[] {
  const { input, practice, day } = desk
  const { chart } = input
  const fromPaper = (kind: string, method: string): Step[] => {
    const fields = paperOf(input, kind)
    if (fields === null || isMisnumbered(desk, fields)) return []
    const share = practice.shareOnPaper(fields.ratio, fields.birthDate, day)
    return [{ method, fields, key: typedKey(desk, fields), birthDate: fields.birthDate, share }]
  }
  const told = input.says.unchanged === 'yes' || !practice.asksBeforePastRecord
  const past: Step[] =
    chart === null || chart.key === null || !told
      ? []
      : [
          {
            method: 'M13',
            fields: null,
            key: chart.key,
            birthDate: chart.birthDate,
            share: chart.ratio ?? shareByAge(chart.birthDate, day),
          },
        ]
  const form = input.shown.find((thing) => thing.kind === 'declaration')
  const declared: Step[] =
    form === undefined
      ? []
      : [
          {
            method: 'M14',
            fields: null,
            key: null,
            birthDate: form.birthDate,
            share: practice.declaredShare(form.ratio, form.birthDate, day),
          },
        ]
  return [
    ...fromPaper('portal-screen', 'M09'),
    ...fromPaper('portal-pdf', 'M10'),
    ...fromPaper('notice', 'M11'),
    ...past,
    ...declared,
  ]
}

async function inquireOwnRecord(desk: Desk): Promise<Draft | null> {
  const { chart } = desk.input
  if (chart === null || chart.key === null || !desk.practice.inquiresBeforeLadder || isLost(desk, chart.key))
    return null
  const answer = await inquire(desk, chart.key, chart.birthDate)
  if (answer === null || answer.record === null) return null
  if (desk.practice.validByNumber(answer.validity))
    return byRecord(desk, 'M21', answer.record, 'number', desk.input.says.limitConsent === 'yes')
  if (answer.validity === '2' || answer.validity === '3') desk.lost = desk.lost ?? chart.key
  return null
}

async function takeStep(desk: Desk, step: Step): Promise<Draft | null> {
  const { practice } = desk
  const outlasts = step.method === 'M10' && practice.savedPageOutlastsLoss
  if (isLost(desk, step.key) && !outlasts) return null
  const answer = practice.inquiresBeforeLadder ? await inquire(desk, step.key, step.birthDate) : null
  if (step.fields !== null && isStrangers(desk, step.fields, answer)) return stranger()
  if (answer !== null && answer.record !== null && practice.validByNumber(answer.validity)) {
    return byPaperAndRecord(desk, step.method, step.fields, answer.record)
  }
  if (desk.offline && step.method === 'M11' && !practice.noticeServesOffline) return null
  if (answer?.validity === '5') return { decision: 'ask', offers: ['branch'] }
  if ((answer?.validity === '2' || answer?.validity === '3') && !outlasts) {
    desk.lost = desk.lost ?? step.key
    return null
  }
  return accepted(desk, {
    method: step.method,
    share: step.share,
    verified: 'none',
    key: step.key,
    birthDate: step.birthDate,
    seen: step.fields?.name ?? null,
  })
}

function readerWays(desk: Desk, face: CardFace): Offer[] {
  const { input, practice } = desk
  const dead: readonly Screen[] = [
    'out-of-order',
    'line-error',
    '001-card-unreadable',
    '006-certificate-invalid',
    'registration-refused',
    'result-unavailable',
  ]
  const tried = input.reader.length > 0
  if (!tried || input.reader.some((screen) => dead.includes(screen)) || sent(input.reader) !== null) return []
  const ways: Offer[] = []
  if (face.photo && input.patientPresent && !input.reader.includes('face-locked')) ways.push('reader-face')
  if (practice.offersPin(face) && !practice.pinLocked(desk.screens)) ways.push('reader-pin')
  if (practice.offersVisual(face) && input.patientPresent) ways.push('reader-visual')
  return ways
}

function offersFor(desk: Desk, face: CardFace): Offer[] {
  const { practice, input, day } = desk
  const rungs = practice.ladder.filter((rung) => {
    if (rung === 'portal-screen') return practice.loginCanWork(face, input.reader, day)
    return rung !== 'past-record' || (input.chart !== null && input.chart.key !== null)
  })
  return [...readerWays(desk, face), 'certificate', ...rungs]
}

/** No answer can be had: an inquiry failed, or the reader says so. */
const seemsOffline = (desk: Desk): boolean => desk.offline || desk.input.reader.includes('line-error')

async function climb(desk: Desk): Promise<Draft | null> {
  const { input, practice, day } = desk
  const face = faceOf(input)
  if (face === null || !practice.bodyServesByEye(face, day)) return null
  if (input.reader.includes('006-certificate-invalid') && !practice.ladderAfterDeadCertificate) return null
  const own = await inquireOwnRecord(desk)
  if (own !== null) return own
  if (seemsOffline(desk) && practice.chargesWholePriceOffline) return wholePrice()
  for (const step of stepsAtHand(desk)) {
    // oxlint-disable-next-line no-await-in-loop -- one rung after the other, as at the counter
    const draft = await takeStep(desk, step)
    if (seemsOffline(desk) && practice.chargesWholePriceOffline) return wholePrice()
    if (draft !== null) return draft
  }
  return { decision: 'ask', offers: offersFor(desk, face) }
}

// ── without a card ─────────────────────────────────────────────────────────────────────────────────────────────────

const wholePrice = (): Draft => ({
  decision: 'full-charge',
  share: '100',
  followUps: ['bring-proof'],
  offers: ['my-number-card', 'certificate'],
})

async function withoutCard(desk: Desk): Promise<Draft> {
  const { input, practice } = desk
  const hasCard = faceOf(input) !== null
  const notice = paperOf(input, 'notice')
  if (notice !== null && !hasCard) {
    const draft = await tolerate(desk, 'M12', notice)
    if (draft !== null) return draft
  }
  const page = paperOf(input, 'portal-screen') ?? paperOf(input, 'portal-pdf')
  if (page !== null && !hasCard && practice.acceptsPageWithoutCard) return byPaper(desk, 'M09', page)
  if (desk.misnumbered)
    return { decision: 'ask', offers: ['my-number-card', 'certificate'], followUps: ['ask-insurer'] }
  if (input.shown.length === 0 && !practice.chargesWholePriceForNothing)
    return accepted(desk, { method: 'M25', share: '030', verified: 'none' })
  return wholePrice()
}

const due = (day: CivilDate): CivilDate => addDays(day, 1)

function outcomeOf(desk: Desk, draft: Draft): Outcome {
  const isAccepted = draft.decision === 'accepted'
  const charged = isAccepted || draft.decision === 'full-charge'
  const share = draft.share ?? null
  const limit = draft.limit ?? null
  const online = draft.verified === 'card' || draft.verified === 'number'
  return {
    decision: draft.decision,
    method: isAccepted ? (draft.method ?? null) : null,
    payers: charged
      ? [{ kind: draft.decision === 'full-charge' ? 'private' : 'insurance', share, limitClass: limit }]
      : [],
    reads: online
      ? [
          { what: 'eligibility', role: 'reception' },
          ...(limit === null ? [] : [{ what: 'limit', role: 'reception' } as const]),
        ]
      : [],
    recorded: isAccepted
      ? {
          verified: draft.verified ?? 'none',
          checkedOn: draft.checkedOn ?? null,
          key: draft.key === null || draft.key === undefined ? null : desk.practice.keyToStore(draft.key),
          birthDate: draft.birthDate ?? null,
        }
      : null,
    chart:
      isAccepted && desk.input.chart !== null ? desk.practice.chartAfter(desk.input.chart, draft.seen ?? null) : null,
    warnings: [...(draft.warnings ?? [])],
    followUps: (draft.followUps ?? []).map((what) => ({ what, due: due(desk.day) })),
    offers: [...(draft.offers ?? [])],
  }
}

export interface Received {
  readonly outcome: Outcome
  readonly cardAnswer: OnlineAnswer | null
}

/** One turn of a reception: what the clerk laid on the desk, what the service says, what the clinic decides. */
export async function receive(
  input: Reception,
  earlier: { readonly cardAnswer: OnlineAnswer | null; readonly screens: readonly Screen[] },
  practice: ClinicPractice,
  service: EligibilityService,
): Promise<Received> {
  const fresh = sent(input.reader) !== null && earlier.cardAnswer === null ? await service.pickUpReaderResult() : null
  const desk: Desk = {
    day: dateOf(input.at),
    input,
    practice,
    service,
    screens: [...earlier.screens, ...input.reader],
    cardAnswer: earlier.cardAnswer ?? fresh,
    offline: false,
    lost: null,
    misnumbered: false,
  }
  const early = readReader(desk) ?? (await readPapers(desk))
  if (early !== null) return { outcome: outcomeOf(desk, early), cardAnswer: desk.cardAnswer }
  if (input.says.insured === 'no') return { outcome: outcomeOf(desk, wholePrice()), cardAnswer: desk.cardAnswer }
  const draft = (await climb(desk)) ?? (await withoutCard(desk))
  return { outcome: outcomeOf(desk, draft), cardAnswer: desk.cardAnswer }
}
