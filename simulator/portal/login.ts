import { html } from 'hono/html'
import { magicPerson } from '../../generators/index.ts'
import { certificatePolicy } from '../../src/domain/certificate-policy.ts'
import { type CardState, type CertificatePolicy, graceDay } from '../../src/domain/certificate.ts'
import { type CivilDate, dateOf } from '../../src/domain/civil-date.ts'
import type { Markup } from '../frame.ts'
import type { Bilingual } from '../messages.ts'
import { type PersonVisit, type Visit, pageResponse, personPath, portalPage, say } from './frame.ts'
import { REGISTRATION_WORDS, dayText } from './view.ts'

/** ログインできない理由. A person whose data are withheld is told the same as one whose data are not there yet. */
export type LoginRefusal =
  | 'no-card'
  | 'certificate-none'
  | 'certificate-suspended'
  | 'certificate-revoked'
  | 'certificate-grace'
  | 'certificate-ended'
  | 'face-only'
  | 'pin-locked'
  | 'cannot-be-shown'

const BY_CERTIFICATE: Readonly<Record<CardState['certificate'], LoginRefusal | null>> = {
  VALID: null,
  WARN: null,
  GRACE: 'certificate-grace',
  EXPIRED: 'certificate-ended',
  SUSPENDED: 'certificate-suspended',
  REVOKED: 'certificate-revoked',
  NONE: 'certificate-none',
}

/**
 * Why a card that cannot log in cannot, as its holder is told. A phone certificate that lives makes up for a face-only card
 * and a locked PIN; after that nothing is left to say but that the information cannot be shown.
 * @see facts/rules.md 1.3 M05 and M09, facts/insurer.md 2.7
 */
export function loginRefusal(card: CardState | null, day: CivilDate): LoginRefusal {
  if (card === null) return 'no-card'
  const dead = BY_CERTIFICATE[card.certificate]
  if (dead !== null) return dead
  const phoneLives = card.phone !== null && day <= card.phone.expiry && card.body === 'LIVE'
  if (!phoneLives && card.pin.use === 'UNUSED') return 'face-only'
  if (!phoneLives && card.pin.locked) return 'pin-locked'
  return 'cannot-be-shown'
}

/** The certificate calendar by which the portal speaks. */
export const policyOf = ({ world }: Visit): CertificatePolicy =>
  certificatePolicy(dateOf(world.now()), world.state.book)

/** Null when the simulated card reading succeeds, by the world's own word. */
export const refusalOf = ({ world, person }: PersonVisit): LoginRefusal | null =>
  world.portalLogin(person) ? null : loginRefusal(world.cardState(person), dateOf(world.now()))

interface RefusalText {
  readonly why: Bilingual
  readonly next: Bilingual
}

const RENEW: Bilingual = {
  ja: '市区町村の窓口で電子証明書を更新すると、ログインできるようになります。更新は無料です。',
  en: 'Renew the certificate at the municipality, free of charge, to log in again.',
}

/** What the holder reads, and what he can do. Our wording. */
const REFUSALS: Readonly<Record<LoginRefusal, RefusalText>> = {
  'no-card': {
    why: { ja: 'マイナンバーカードがありません。', en: 'There is no My Number card.' },
    next: {
      ja: '受診には、保険者が交付する資格確認書をお使いください。',
      en: 'For care, use the eligibility certificate that your insurer issues.',
    },
  },
  'certificate-none': {
    why: {
      ja: 'このカードには利用者証明用電子証明書がありません。',
      en: 'This card carries no certificate for user authentication.',
    },
    next: { ja: '市区町村の窓口で発行を受けられます。', en: 'The municipality can issue one.' },
  },
  'certificate-suspended': {
    why: {
      ja: '電子証明書は一時停止中です。',
      en: 'The certificate is suspended.',
    },
    next: {
      ja: 'カードが見つかったときは、市区町村の窓口で一時停止を解除してください。',
      en: 'If the card has been found, have the suspension lifted at the municipality.',
    },
  },
  'certificate-revoked': {
    why: { ja: '電子証明書が失効しています。', en: 'The certificate has been revoked.' },
    next: {
      ja: '市区町村の窓口で新しい電子証明書の発行を受けてください。',
      en: 'Have a new certificate issued at the municipality.',
    },
  },
  'certificate-grace': {
    why: {
      ja: '電子証明書の有効期限が切れているため、ログインできません。',
      en: 'The certificate has expired, so you cannot log in.',
    },
    next: RENEW,
  },
  'certificate-ended': {
    why: {
      ja: '電子証明書の有効期限が切れているため、ログインできません。',
      en: 'The certificate has expired, so you cannot log in.',
    },
    next: RENEW,
  },
  'face-only': {
    why: {
      ja: '顔認証マイナンバーカードには暗証番号がないため、ログインできません。',
      en: 'A face-only card has no PIN, so you cannot log in with it.',
    },
    next: {
      ja: '利用登録は、医療機関・薬局の顔認証付きカードリーダーでできます。',
      en: 'You can register at the card reader of a clinic or pharmacy.',
    },
  },
  'pin-locked': {
    why: {
      ja: '暗証番号がロックされています。',
      en: 'The PIN is locked.',
    },
    next: { ja: '市区町村の窓口で初期化してください。', en: 'Have it reset at the municipality.' },
  },
  'cannot-be-shown': {
    why: { ja: '情報を表示できません。', en: 'The information cannot be shown.' },
    next: {
      ja: '保険者の登録が済んでいないときや、電子証明書を更新した直後は、表示や登録ができません。時間をおいても変わらないときは、加入している保険者にお問い合わせください。',
      en: 'Nothing can be shown or registered before the insurer has entered your data, or just after a certificate was renewed. If this does not change with time, ask your insurer.',
    },
  },
}

const REFUSAL_TITLE: Bilingual = { ja: 'ログインできません', en: 'You cannot log in' }
const CANNOT_TITLE: Bilingual = { ja: '表示できません', en: 'Nothing to show' }
const NO_REGISTRATION: Bilingual = {
  ja: 'このため、ここでは利用登録もできません。',
  en: 'So you cannot register the card here either.',
}

/** The expired certificate with its days; the grace is for the reader only. */
function endedNote(visit: PersonVisit): Markup {
  const { card } = visit.world.member(visit.person)
  const state = visit.world.cardState(visit.person)
  if (card === null || state === null || state.certificateExpiry === null) return html``
  const expiry = dayText(state.certificateExpiry)
  const until = state.certificate === 'GRACE' ? graceDay(card, state, policyOf(visit)) : null
  const grace = until === null ? null : dayText(until)
  return html`<p>
      ${say(visit, { ja: `電子証明書の有効期限: ${expiry.ja}`, en: `The certificate ended on ${expiry.en}.` })}
    </p>
    ${
      grace === null
        ? ''
        : html`<p>
            ${say(visit, {
              ja: `医療機関・薬局のカードリーダーでは、${grace.ja}まで資格情報だけを確認できます。`,
              en: `At the reader of a clinic or pharmacy your eligibility, and nothing else, can be verified through ${grace.en}.`,
            })}
          </p>`
    }`
}

const EXPIRED: ReadonlySet<LoginRefusal> = new Set(['certificate-grace', 'certificate-ended'])

/**
 * The page of somebody who gets nothing. It is the same, name aside, for everybody with the same reason, and never says
 * whether data exist.
 */
export function refusalPage(visit: PersonVisit, refusal: LoginRefusal, about: 'login' | 'registration'): Markup {
  const { why, next } = REFUSALS[refusal]
  return portalPage(
    visit,
    refusal === 'cannot-be-shown' ? CANNOT_TITLE : REFUSAL_TITLE,
    html`<div class="panel screen">
      <p><strong>${say(visit, why)}</strong></p>
      ${EXPIRED.has(refusal) ? endedNote(visit) : ''}
      ${about === 'registration' ? html`<p>${say(visit, NO_REGISTRATION)}</p>` : ''}
      <p>${say(visit, next)}</p>
      <p class="note">${visit.person} · <code>${refusal}</code></p>
    </div>`,
    visit.person,
  )
}

const HOME_WORDS = {
  title: { ja: '証明書', en: 'Certificates' },
  insurance: { ja: '健康保険証', en: 'Health insurance card' },
  registration: { ja: '利用登録の状態', en: 'Registration as insurance card' },
  show: { ja: '医療保険の資格情報を見る', en: 'Show the eligibility information' },
  change: { ja: '利用登録', en: 'Registration' },
  holder: { ja: 'ログイン中', en: 'Logged in' },
} as const satisfies Record<string, Bilingual>

/** 利用登録の状態 as one word; everything but a registered card is red. @see facts/rules.md 4.4 [W46] */
export const registrationWord = (visit: Visit, state: CardState['registration']): Markup =>
  html`<strong class="${state === 'REGISTERED' ? 'stamp' : 'red'}">${say(visit, REGISTRATION_WORDS[state])}</strong>`

/** Whose portal this is; only for somebody who is logged in. */
export const holderLine = (visit: PersonVisit): Markup => {
  const { name } = visit.world.member(visit.person)
  return html`<p>
    ${say(visit, HOME_WORDS.holder)}: <strong>${name.kanji}</strong>
    <small class="note">${name.kana} · ${visit.person}</small>
  </p>`
}

/** 証明書 → 健康保険証: what a person sees after the card was read. */
export function homePage(visit: PersonVisit): Promise<Response> {
  const refusal = refusalOf(visit)
  if (refusal !== null) return pageResponse(refusalPage(visit, refusal, 'login'), 403)
  const { world, person } = visit
  return pageResponse(
    portalPage(
      visit,
      HOME_WORDS.title,
      html`${holderLine(visit)}
        <div class="panel screen">
          <h2>${say(visit, HOME_WORDS.insurance)}</h2>
          <p>
            ${say(visit, HOME_WORDS.registration)}:
            ${registrationWord(visit, world.cardState(person)?.registration ?? 'NEVER')}
          </p>
          <p><a href="${personPath(visit, person, 'eligibility')}">${say(visit, HOME_WORDS.show)}</a></p>
          <p><a href="${personPath(visit, person, 'registration')}">${say(visit, HOME_WORDS.change)}</a></p>
        </div>`,
      person,
    ),
  )
}

const CHOICE_WORDS = {
  title: { ja: 'ログイン', en: 'Log in' },
  what: {
    ja: '人を選ぶと、その人のカードを読み取ったものとしてログインします。暗証番号の入力は省きます。',
    en: 'Choose a person: the card of that person is taken as read, and the PIN as entered.',
  },
  who: { ja: '人の名前または番号', en: 'Name or index of a person' },
  read: { ja: 'カードを読み取る', en: 'Read the card' },
  people: { ja: 'この世界の人', en: 'People of this world' },
  nobody: { ja: 'この世界に名前のある人はいません。番号は使えます。', en: 'Nobody has a name here; an index works.' },
  more: { ja: 'ほかにもいます。名前を入力してください。', en: 'There are more people: enter a name.' },
} as const satisfies Record<string, Bilingual>

/** People listed on the first page, at most. */
const LISTED = 200

const personRow = (visit: Visit, person: string): Markup => {
  const name = visit.world.state.person(person)?.name.kanji ?? ''
  const sentence = magicPerson(person)?.sentence
  return html`<tr>
    <td>
      <a href="${personPath(visit, person)}"><code>${person}</code></a>
    </td>
    <td>${name}${sentence === undefined ? '' : html`<br /><span class="note">${sentence[visit.lang]}</span>`}</td>
  </tr>`
}

/** The way in: whose card is read. */
export function choicePage(visit: Visit): Promise<Response> {
  const names = visit.world.people()
  return pageResponse(
    portalPage(
      visit,
      CHOICE_WORDS.title,
      html`<p>${say(visit, CHOICE_WORDS.what)}</p>
        <form method="get" action="${visit.base}">
          <label
            >${say(visit, CHOICE_WORDS.who)}:
            <input name="person" list="people" placeholder="card/unregistered , 4711" maxlength="100" required
          /></label>
          <datalist id="people">
            ${names.slice(0, LISTED).map((name) => html`<option value="${name}"></option>`)}
          </datalist>
          ${visit.lang === 'en' ? html`<input type="hidden" name="lang" value="en" />` : ''}
          <button>${say(visit, CHOICE_WORDS.read)}</button>
        </form>
        <h2>${say(visit, CHOICE_WORDS.people)}</h2>
        ${
          names.length === 0
            ? html`<p>${say(visit, CHOICE_WORDS.nobody)}</p>`
            : html`<table>
                ${names.slice(0, LISTED).map((name) => personRow(visit, name))}
              </table>`
        }
        ${names.length > LISTED ? html`<p class="note">${say(visit, CHOICE_WORDS.more)}</p>` : ''}`,
    ),
  )
}
