import { html } from 'hono/html'
import type { ReaderScreen } from '../../src/domain/presentation.ts'
import { READER_ACTS, type ReaderAct } from '../../scenarios/scenario.ts'
import { personName } from '../api/routes.ts'
import type { Markup } from '../frame.ts'
import type { Bilingual } from '../messages.ts'
import type { WorldState } from '../state.ts'
import type { SimulatedWorld } from '../world.ts'
import type { ReaderEvent } from './machine.ts'
import { READER_QUESTIONS, type ReaderQuestion, repliesTo } from './questions.ts'
import type { ReaderSession } from './session.ts'
import { QUESTIONS, SCREENS, replyWords } from './words.ts'

/** What lies on the reader of a site, and what its screen shows. */
export interface LiveReader {
  readonly session: ReaderSession
  /** The world as it was when the card was put there: one that began anew has no card on its reader. */
  readonly state: WorldState
  /** The four digits of the card, which a sample card may tell; null when it has none. */
  readonly pin: string | null
  /** Screens of the last event. */
  readonly screens: readonly ReaderScreen[]
  /** Name of the result file, once it was sent. */
  readonly face: string | null
}

/** One reader per world, as a site has one: it is furniture and no state of the world. */
const readers = new WeakMap<SimulatedWorld, LiveReader>()

/** The card on the reader of a world; null when none lies there. */
export function liveReader(world: SimulatedWorld): LiveReader | null {
  const live = readers.get(world) ?? null
  return live?.state === world.state ? live : null
}

/** What came of a press: the page shows it, or says why there is nothing to show. */
type Touched = 'done' | 'nobody' | 'no-reader' | 'unknown'

function place(world: SimulatedWorld, form: URLSearchParams): Touched {
  const holder = personName(form.get('holder') ?? '')
  const person = personName(form.get('person')?.trim() || holder)
  if (world.state.person(holder) === null || world.state.person(person) === null) return 'nobody'
  const session = world.openReader({ holder, person, present: form.has('present') })
  if (session === null) return 'no-reader'
  readers.set(world, {
    session,
    state: world.state,
    pin: world.member(holder).card?.pin ?? null,
    screens: [],
    face: null,
  })
  return 'done'
}

const isAct = (text: string): text is ReaderAct => READER_ACTS.some((act) => act === text)
const isQuestion = (text: string): text is ReaderQuestion => READER_QUESTIONS.some((question) => question === text)

/** The event of a pressed button; null when there is no such button. */
function eventOf(form: URLSearchParams, { pin }: LiveReader): ReaderEvent | null {
  const [what, detail] = [form.get('do') ?? '', form.get('with') ?? '']
  if (what === 'act') return isAct(detail) ? detail : null
  if (what === 'pin') return form.get('pin') === pin ? 'pin' : 'pin-wrong'
  if (what === 'android') return form.get('pin') === pin ? 'android' : 'android-pin-wrong'
  if (what === 'answer' && isQuestion(detail)) {
    const reply = repliesTo(detail).find((each) => each === form.get('reply'))
    return reply === undefined ? null : { question: detail, reply }
  }
  return null
}

/** A button of the screen was pressed, or a card was put there or taken away. */
export function touchReader(world: SimulatedWorld, form: URLSearchParams): Touched {
  const what = form.get('do')
  if (what === 'place') return place(world, form)
  const live = liveReader(world)
  if (live === null) return 'done'
  const event = what === 'out' ? 'card-out' : eventOf(form, live)
  if (event === null) return 'unknown'
  const before = live.session.state()
  const { screens, face } = live.session.step(event)
  if (event === 'card-out') readers.delete(world)
  else if (screens.length > 0 || live.session.state() !== before) {
    readers.set(world, { ...live, screens, face: face ?? live.face })
  }
  return 'done'
}

const words = ({ ja, en }: Bilingual): Markup => html`<strong>${ja}</strong><br />${en}`

const button = (fields: Readonly<Record<string, string>>, label: string): Markup =>
  html`<form method="post" class="press">
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button>${label}</button>
  </form>`

const act = (which: ReaderAct, label: string): Markup => button({ do: 'act', with: which }, label)

const pinPad = (what: 'pin' | 'android', label: string): Markup =>
  html`<form method="post" class="press">
    <input type="hidden" name="do" value="${what}" />
    <label
      >${label}
      <input name="pin" inputmode="numeric" pattern="\\d{4}" maxlength="4" autocomplete="off" required />
    </label>
    <button>確認 / enter</button>
  </form>`

/** カードを置く: the reader waits for a card. */
export const placing = (holder: string): Markup =>
  html`<form method="post" class="screen">
    <input type="hidden" name="do" value="place" />
    <p>${words({ ja: 'マイナンバーカードを置いてください', en: 'Put the My Number card on the reader' })}</p>
    <label
      >カードの持ち主 / holder:
      <input name="holder" list="people" value="${holder}" placeholder="grace/… , 4711" required
    /></label>
    <label
      >前に立つ人(本人なら空欄) / who stands there (empty: the holder): <input name="person" list="people"
    /></label>
    <label><input type="checkbox" name="present" checked /> 本人が来ている / the patient is present</label>
    <button>置く / put it there</button>
  </form>`

/** 本人確認の方法. */
function waysView({ pin, session }: LiveReader): Markup {
  const { pin: pinState, face, phonePin } = session.state()
  const { policy, card } = session.situation()
  const phone = card?.phone?.kind ?? 'なし / none'
  return html`<div class="panel screen">
      <p>${words({ ja: '本人確認の方法を選んでください', en: 'Choose how to be identified' })}</p>
      <h2>顔認証 / face</h2>
      ${act('face', '一致する / match')} ${act('face-mismatch', '一致しない / no match')}
      <h2>暗証番号 / PIN</h2>
      ${pinPad('pin', '4桁 / four digits')}
      <h2>目視確認(職員) / visual check by staff</h2>
      ${act('visual', '写真の本人 / the person on the photo')} ${act('visual-mismatch', '別人 / another person')}
      <h2>スマートフォン / phone</h2>
      ${act('iphone', 'iPhone (Face ID · Touch ID)')} ${pinPad('android', 'Android 4桁 / four digits')}
      <h2>ほかのカード / another card</h2>
      ${act('other-card', 'マイナンバーカードでないカードを置く / put a card that is not a My Number card')}
    </div>
    <p class="note">
      見本の暗証番号 / PIN of this sample card: <code>${pin ?? '－'}</code> · スマートフォン / phone:
      <code>${phone}</code><br />
      連続失敗 / misses in a row: 暗証番号 / PIN ${pinState.misses}/${policy.pinMaxFailures} · 顔 / face
      ${face.misses}/${policy.faceMaxFailures} · Android ${phonePin.misses}/${policy.pinMaxFailures}
    </p>`
}

const registrationView = (): Markup =>
  html`<div class="panel screen">
    <p>
      ${words({
        ja: 'このカードは健康保険証としての利用登録がありません。登録しますか',
        en: 'This card is not registered as an insurance card. Register it?',
      })}
    </p>
    ${act('register', '登録する / register')} ${act('refuse-registration', '登録しない / do not')}
  </div>`

const questionView = (question: ReaderQuestion): Markup =>
  html`<div class="panel screen">
    <p>${words(QUESTIONS[question])}</p>
    ${repliesTo(question).map((reply) => {
      const { ja, en } = replyWords(question, reply)
      return button({ do: 'answer', with: question, reply }, `${ja} / ${en}`)
    })}
  </div>`

function phaseView(live: LiveReader): Markup | '' {
  const { phase, questions } = live.session.state()
  const [question] = questions
  if (phase === 'asking') return question === undefined ? '' : questionView(question)
  if (phase === 'waiting') return registrationView()
  return phase === 'open' ? waysView(live) : ''
}

/** リーダーの画面: what it says, what it asks, and the buttons that can be pressed. */
export const liveView = (live: LiveReader): Markup =>
  html`<p>カード / card: <code>${live.session.holder}</code></p>
    ${live.screens.map((screen) => html`<div class="panel screen">${words(SCREENS[screen])} <code>${screen}</code></div>`)}
    ${live.face === null ? '' : html`<p>結果ファイル / result file: <a href="face/${live.face}">${live.face}</a></p>`}
    ${phaseView(live)} ${button({ do: 'out' }, 'カードを取る / take the card')}`
