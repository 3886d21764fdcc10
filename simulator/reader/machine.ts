import type { CardKind, CardState, CertificatePolicy } from '../../src/domain/certificate.ts'
import type { CivilDate } from '../../src/domain/civil-date.ts'
import type { ReaderScreen, ReaderWay, ReadingDevice } from '../../src/domain/presentation.ts'
import type { EquipmentPart } from '../../scenarios/faults/index.ts'
import type { ReaderAct } from '../../scenarios/scenario.ts'
import { type ReaderAnswers, type ReaderQuestion, type ReaderReply, isReplyTo, questionsAfter } from './questions.ts'

/** What lies on the reader and who stands before it, while the card is in. */
export interface ReaderSituation {
  readonly day: CivilDate
  readonly equipment: Readonly<Record<EquipmentPart, boolean>>
  /** The card on the reader as it was when it was put there; null when its holder has none. */
  readonly card: CardState | null
  readonly policy: Pick<CertificatePolicy, 'pinMaxFailures' | 'faceMaxFailures'>
  /** True when the person before the reader is the holder. */
  readonly own: boolean
  /** True when the patient came in person. */
  readonly present: boolean
  /** True when this site reads phones and the rules of the day allow it. */
  readonly phoneServed: boolean
  /** What the card is read with. */
  readonly device: ReadingDevice
  /** A continuing consent of a home-visit patient is in force. */
  readonly continuingCare: boolean
  /** What the reader asks once the patient is identified, in order; nothing when left out. */
  readonly questions?: readonly ReaderQuestion[]
}

/** Something that becomes part of the card's history. */
export type CardMark =
  | { readonly type: 'pin'; readonly matched: boolean }
  | { readonly type: 'face'; readonly matched: boolean }
  | { readonly type: 'phone-pin'; readonly matched: boolean }
  | { readonly type: 'registered' }

interface Counter {
  readonly misses: number
  readonly locked: boolean
}

/** 顔認証付きカードリーダーの状態. */
export interface ReaderState {
  /**
   * `waiting` for the patient to agree to the registration, `asking` for consents and the form of prescription; `done` once a
   * result was sent or the card came out.
   */
  readonly phase: 'open' | 'waiting' | 'asking' | 'done'
  /** The way by which the patient identified himself. */
  readonly way: ReaderWay | null
  readonly registration: 'as-is' | 'wanted' | 'refused'
  readonly pin: Counter
  readonly face: Counter
  readonly phonePin: Counter
  /** Screens with a question that are still to come; the first one is in sight while the reader is asking. */
  readonly questions: readonly ReaderQuestion[]
  readonly answers: ReaderAnswers
}

/** What one event does: the next state, the screens shown, the marks left on the card, the way of a result that was sent. */
export interface ReaderStep {
  readonly state: ReaderState
  readonly screens: readonly ReaderScreen[]
  readonly marks: readonly CardMark[]
  readonly delivered: ReaderWay | null
}

/** The patient answers the question in sight. */
export interface ReaderAnswered {
  readonly question: ReaderQuestion
  readonly reply: ReaderReply
}

/** What happens at the reader: an act of the patient or the clerk, an answer, or the card comes out. */
export type ReaderEvent = ReaderAct | ReaderAnswered | 'card-out'

/** The reader with a card just put on it. */
export const openReader = (situation: ReaderSituation): ReaderState => ({
  phase: 'open',
  way: null,
  registration: 'as-is',
  pin: situation.card?.pin ?? { misses: 0, locked: false },
  face: situation.card?.face ?? { misses: 0, locked: false },
  phonePin: situation.card?.phonePin ?? { misses: 0, locked: false },
  questions: [],
  answers: {},
})

const stay = (state: ReaderState): ReaderStep => ({ state, screens: [], marks: [], delivered: null })

const show = (state: ReaderState, screen: ReaderScreen, marks: readonly CardMark[] = []): ReaderStep => ({
  state,
  screens: [screen],
  marks,
  delivered: null,
})

/** 顔認証カード has no PIN, the card of a baby no photo. @see facts/rules.md 1.3 M05, M06 */
const OFFERED: Readonly<Record<CardKind, { readonly pin: boolean; readonly photo: boolean }>> = {
  ordinary: { pin: true, photo: true },
  'face-only': { pin: false, photo: true },
  photoless: { pin: true, photo: false },
  'specific-residence': { pin: true, photo: true },
  'next-generation': { pin: true, photo: true },
}

const SENT: Readonly<Partial<Record<CardState['certificate'], ReaderScreen>>> = {
  VALID: 'result-sent',
  WARN: 'result-sent-renew-soon',
  GRACE: 'result-sent-eligibility-only',
}

const withMarks = (step: ReaderStep, marks: readonly CardMark[]): ReaderStep => ({
  ...step,
  marks: [...marks, ...step.marks],
})

function send(state: ReaderState, card: CardState, way: ReaderWay, marks: readonly CardMark[]): ReaderStep {
  const screen = way === 'phone' ? 'result-sent' : (SENT[card.certificate] ?? '006-certificate-invalid')
  return { state: { ...state, phase: 'done', way }, screens: [screen], marks, delivered: way }
}

/** 同意の画面: what is asked before the result is sent; nobody stands there when a clerk inquires again. */
function askThenSend(
  state: ReaderState,
  { questions = [] }: ReaderSituation,
  card: CardState,
  way: ReaderWay,
  marks: readonly CardMark[],
): ReaderStep {
  if (questions.length === 0 || way === 'reinquiry') return send(state, card, way, marks)
  return { state: { ...state, phase: 'asking', way, questions, answers: {} }, screens: [], marks, delivered: null }
}

const isReached = ({ equipment }: ReaderSituation): boolean => equipment.line && equipment.service

/** One answer: the next question, or the result. A reply that does not belong to the question in sight changes nothing. */
function answered(state: ReaderState, situation: ReaderSituation, { question, reply }: ReaderAnswered): ReaderStep {
  const { card } = situation
  if (card === null || state.way === null || state.questions[0] !== question || !isReplyTo(question, reply)) {
    return stay(state)
  }
  const questions = questionsAfter(state.questions, reply)
  const answers = { ...state.answers, [question]: reply }
  if (questions.length > 0) return stay({ ...state, questions, answers })
  if (!isReached(situation)) return show(state, 'line-error')
  return send({ ...state, questions, answers }, card, state.way, [])
}

/** The patient is identified: the reader asks the service. @see facts/wire.md 5.3, 5.4 */
function identified(state: ReaderState, situation: ReaderSituation, card: CardState, way: ReaderWay): ReaderStep {
  if (!isReached(situation)) return show(state, 'line-error')
  if (SENT[card.certificate] === undefined) return show(state, '006-certificate-invalid')
  if (card.activating || card.flags.noSelfInfo) return show(state, 'result-unavailable')
  if (card.registration === 'REGISTERED') return askThenSend(state, situation, card, way, [])
  if (state.registration === 'wanted') return askThenSend(state, situation, card, way, [{ type: 'registered' }])
  if (state.registration === 'refused') return stay(state)
  return stay({ ...state, phase: 'waiting', way })
}

function miss(counter: Counter, limit: number): Counter {
  const misses = counter.misses + 1
  return { misses, locked: misses >= limit }
}

type Way = (state: ReaderState, situation: ReaderSituation, card: CardState) => ReaderStep

const enterPin =
  (matched: boolean): Way =>
  (state, situation, card) => {
    if (!OFFERED[card.kind].pin) return show(state, 'way-not-offered')
    if (state.pin.locked) return show(state, 'pin-locked')
    const mark: CardMark = { type: 'pin', matched }
    if (!matched) {
      const pin = miss(state.pin, situation.policy.pinMaxFailures)
      return show({ ...state, pin }, pin.locked ? 'pin-locked' : 'pin-wrong', [mark])
    }
    return withMarks(identified({ ...state, pin: { misses: 0, locked: false } }, situation, card, 'pin'), [mark])
  }

const showFace =
  (matched: boolean): Way =>
  (state, situation, card) => {
    if (!OFFERED[card.kind].photo || !situation.present) return show(state, 'way-not-offered')
    if (state.face.locked) return show(state, 'face-locked')
    const mark: CardMark = { type: 'face', matched: matched && situation.own }
    if (!mark.matched) {
      const face = miss(state.face, situation.policy.faceMaxFailures)
      return show({ ...state, face }, face.locked ? 'face-locked' : 'face-mismatch', [mark])
    }
    return withMarks(identified({ ...state, face: { misses: 0, locked: false } }, situation, card, 'face'), [mark])
  }

/** 目視確認モード: needs the patient and a photo, works on a locked card, and leaves the counters alone. @see facts/rules.md 1.6 */
const lookAtPhoto =
  (matched: boolean): Way =>
  (state, situation, card) => {
    if (!OFFERED[card.kind].photo) return show(state, 'way-not-offered')
    if (!matched || !situation.own || !situation.present) return show(state, 'visual-mismatch')
    return identified(state, situation, card, 'visual')
  }

/** スマホ: no grace of its own, and none from the card behind it. @see facts/rules.md 1.1 no. 3 */
function isUsable(situation: ReaderSituation, card: CardState, kind: 'iphone' | 'android' | null): boolean {
  const live =
    card.phone !== null && situation.day <= card.phone.expiry && (kind ?? card.phone.kind) === card.phone.kind
  const cardLives = card.body === 'LIVE' && (card.certificate === 'VALID' || card.certificate === 'WARN')
  return situation.phoneServed && live && cardLives && situation.own && card.registration === 'REGISTERED'
}

/** iPhone: Face ID or Touch ID on the phone itself; `null` is the phone that the patient has. @see facts/rules.md 1.3 M07 */
const holdPhone =
  (kind: 'iphone' | null): Way =>
  (state, situation, card) =>
    isUsable(situation, card, kind) ? identified(state, situation, card, 'phone') : show(state, 'phone-refused')

/** Android: the four digits of the phone's own certificate, typed on the reader; they lock as those of the card do (L). */
const holdAndroid =
  (matched: boolean): Way =>
  (state, situation, card) => {
    if (!isUsable(situation, card, 'android')) return show(state, 'phone-refused')
    if (state.phonePin.locked) return show(state, 'pin-locked')
    const mark: CardMark = { type: 'phone-pin', matched }
    if (!matched) {
      const phonePin = miss(state.phonePin, situation.policy.pinMaxFailures)
      return show({ ...state, phonePin }, phonePin.locked ? 'pin-locked' : 'pin-wrong', [mark])
    }
    const cleared = { ...state, phonePin: { misses: 0, locked: false } }
    return withMarks(identified(cleared, situation, card, 'phone'), [mark])
  }

const agreeToRegister: Way = (state, situation, card) => {
  if (state.phase === 'waiting' && state.way !== null)
    return askThenSend(state, situation, card, state.way, [{ type: 'registered' }])
  return stay({ ...state, registration: 'wanted' })
}

const refuseToRegister: Way = (state, _situation, card) => {
  if (card.registration === 'REGISTERED') return stay(state)
  return show({ ...state, phase: 'open', way: null, registration: 'refused' }, 'registration-refused')
}

/** 再照会: without a card, with the app of the home visit, while the care relation lasts. @see facts/rules.md 1.3 M20b */
const inquireAgain: Way = (state, situation, card) =>
  situation.device === 'app' && situation.continuingCare
    ? identified(state, situation, card, 'reinquiry')
    : show(state, 'way-not-offered')

/** Ways that each device has: the web tool takes a PIN only, the apps no face matching. @see facts/rules.md 1.3 M19 M20a M20b */
const WAYS_OF: Readonly<Record<ReadingDevice, readonly ReaderAct[]>> = {
  reader: [
    'face',
    'face-mismatch',
    'pin',
    'pin-wrong',
    'visual',
    'visual-mismatch',
    'register',
    'refuse-registration',
    'phone',
    'iphone',
    'android',
    'android-pin-wrong',
    'other-card',
  ],
  web: ['pin', 'pin-wrong'],
  app: ['pin', 'pin-wrong', 'visual', 'visual-mismatch', 'reinquiry'],
  'limited-app': ['pin', 'pin-wrong', 'visual', 'visual-mismatch'],
}

const ACTS: Readonly<Record<ReaderAct, Way>> = {
  face: showFace(true),
  'face-mismatch': showFace(false),
  pin: enterPin(true),
  'pin-wrong': enterPin(false),
  visual: lookAtPhoto(true),
  'visual-mismatch': lookAtPhoto(false),
  register: agreeToRegister,
  'refuse-registration': refuseToRegister,
  phone: holdPhone(null),
  iphone: holdPhone('iphone'),
  android: holdAndroid(true),
  'android-pin-wrong': holdAndroid(false),
  'other-card': (state) => show(state, '002-other-card'),
  reinquiry: inquireAgain,
}

const PHONE_ACTS: ReadonlySet<ReaderEvent> = new Set(['phone', 'iphone', 'android', 'android-pin-wrong'])

/** Acts for which the card of the patient does not lie on the reader. */
const CARDLESS: ReadonlySet<ReaderEvent> = new Set([...PHONE_ACTS, 'reinquiry', 'other-card'])

/** One event at the reader. Total; nothing happens after a result was sent. */
export function readerStep(state: ReaderState, situation: ReaderSituation, event: ReaderEvent): ReaderStep {
  if (state.phase === 'done') return stay(state)
  if (state.phase === 'waiting' && event !== 'register' && event !== 'refuse-registration') {
    const refused = show({ ...state, phase: 'open', way: null, registration: 'refused' }, 'registration-refused')
    if (event === 'card-out') return { ...refused, state: { ...refused.state, phase: 'done' } }
    const next = readerStep(refused.state, situation, event)
    return { ...next, screens: [...refused.screens, ...next.screens] }
  }
  if (event === 'card-out') return stay({ ...state, phase: 'done' })
  const { equipment, card, device } = situation
  if (device === 'reader' && !equipment.reader) return show(state, 'out-of-order')
  if (typeof event === 'object') return state.phase === 'asking' ? answered(state, situation, event) : stay(state)
  if (state.phase === 'asking') return stay(state)
  // 【002】: what lies there is no My Number card, whatever the patient has.
  if (event === 'other-card' && device === 'reader') return show(state, '002-other-card')
  if (card === null) return show(state, PHONE_ACTS.has(event) ? 'phone-refused' : '001-card-unreadable')
  if (!CARDLESS.has(event) && !equipment.chip) return show(state, '001-card-unreadable')
  if (!WAYS_OF[device].includes(event)) return show(state, 'way-not-offered')
  return ACTS[event](state, situation, card)
}

/** A whole session: the acts in order, every question answered as it comes, then the card comes out. */
export function playReader(
  acts: readonly ReaderAct[],
  replyTo: (question: ReaderQuestion) => ReaderReply,
  perform: (event: ReaderEvent) => ReaderState,
): void {
  for (const act of acts) {
    let { phase, questions } = perform(act)
    let [question] = questions
    while (phase === 'asking' && question !== undefined) {
      const asked: ReaderQuestion = question
      ;({ phase, questions } = perform({ question: asked, reply: replyTo(asked) }))
      question = questions[0] === asked ? undefined : questions[0]
    }
  }
  perform('card-out')
}

/** What a whole session comes to. */
export function runReader(
  situation: ReaderSituation,
  acts: readonly ReaderAct[],
  replyTo: (question: ReaderQuestion) => ReaderReply = (question) => (question === 'prescription' ? 'paper' : 'no'),
): Omit<ReaderStep, 'state'> {
  let state = openReader(situation)
  const screens: ReaderScreen[] = []
  const marks: CardMark[] = []
  let delivered: ReaderWay | null = null
  playReader(acts, replyTo, (event) => {
    const step = readerStep(state, situation, event)
    state = step.state
    screens.push(...step.screens)
    marks.push(...step.marks)
    delivered = step.delivered ?? delivered
    return state
  })
  return { screens, marks, delivered }
}
