import { html } from 'hono/html'
import {
  type Card,
  type CardEvent,
  type CertificatePolicy,
  type RegistrationChannel,
  graceDay,
  graceEnd,
  renewFrom,
} from '../../src/domain/certificate.ts'
import { type CivilDate, type Instant, addDays, dateOf, earlierOf, laterOf } from '../../src/domain/civil-date.ts'
import { type Scheme, coverageOn } from '../../src/domain/ledger.ts'
import type { Markup } from '../frame.ts'
import type { Bilingual } from '../messages.ts'
import { type PersonVisit, pageResponse, personPath, portalPage, say } from './frame.ts'
import { holderLine, policyOf, refusalOf, refusalPage, registrationWord } from './login.ts'
import { dayText } from './view.ts'

/** 利用登録の履歴: one change; `on` is null for what was there when the card's history begins. */
export interface RegistrationChange {
  readonly on: CivilDate | null
  readonly what: 'registered' | 'deregistered' | 'lapsed'
  /** Through which channel the card was registered; left out where that is not known. */
  readonly channel?: RegistrationChannel
}

const inOrder = (a: CardEvent, b: CardEvent): number => (a.at === b.at ? a.sequence - b.sequence : a.at < b.at ? -1 : 1)

/**
 * What happened to the registration of a card by a moment, oldest first. It lapses on the day after the grace of a
 * certificate that nobody renewed. @see facts/rules.md 1.6
 */
export function registrationHistory(
  card: Card,
  now: Instant,
  policy: CertificatePolicy,
): readonly RegistrationChange[] {
  const changes: RegistrationChange[] = card.registration === 'NEVER' ? [] : [{ on: null, what: 'registered' }]
  if (card.registration === 'REMOVED') changes.push({ on: null, what: 'deregistered' })
  const isRegistered = (): boolean => changes.at(-1)?.what === 'registered'
  const lastDay = (expiry: CivilDate, body: CivilDate): CivilDate => graceEnd(earlierOf(expiry, body), policy)
  let until = card.certificate === null ? null : lastDay(card.certificate.expiry, card.bodyExpiry)
  const lapseBy = (day: CivilDate): void => {
    if (until === null || day <= until || !isRegistered()) return
    // A card registered after its grace is out again at once.
    changes.push({ on: laterOf(addDays(until, 1), changes.at(-1)?.on ?? until), what: 'lapsed' })
  }
  for (const event of card.events.filter(({ at }) => at <= now).toSorted(inOrder)) {
    const on = dateOf(event.at)
    lapseBy(on)
    if (event.type === 'registered' && !isRegistered()) {
      changes.push({ on, what: 'registered', ...(event.channel === undefined ? {} : { channel: event.channel }) })
    }
    if (event.type === 'deregistered' && changes.at(-1)?.what !== 'deregistered') {
      changes.push({ on, what: 'deregistered' })
    } else if (event.type === 'renewed') until = lastDay(event.certificate.expiry, event.bodyExpiry)
  }
  lapseBy(dateOf(now))
  return changes
}

const CHANGE_WORDS: Readonly<Record<RegistrationChange['what'], Bilingual>> = {
  registered: { ja: '利用登録', en: 'registered' },
  deregistered: { ja: '利用登録の解除', en: 'registration ended on application' },
  lapsed: {
    ja: '電子証明書の猶予期間が過ぎたための解除',
    en: 'registration ended because the certificate was not renewed in time',
  },
}

const CHANNEL_WORDS: Readonly<Record<RegistrationChannel, Bilingual>> = {
  reader: { ja: 'カードリーダー', en: 'card reader' },
  portal: { ja: 'マイナポータル', en: 'Mynaportal' },
  atm: { ja: 'ATM', en: 'ATM' },
}

const changeWords = ({ what, channel }: RegistrationChange): Bilingual => {
  const { ja, en } = CHANGE_WORDS[what]
  if (channel === undefined) return { ja, en }
  return { ja: `${ja}（${CHANNEL_WORDS[channel].ja}）`, en: `${en} (${CHANNEL_WORDS[channel].en})` }
}

/** 利用登録解除の申請先: where a member of each kind of insurer applies. @see facts/rules.md section 6, facts/insurer.md 3.4 */
const WINDOWS: Readonly<Record<Scheme, Bilingual | null>> = {
  kyokai: { ja: '協会けんぽ（マイナ保険証のコールセンター）', en: '協会けんぽ (its call centre)' },
  kenpo: { ja: '加入している健康保険組合', en: 'your health insurance society (健康保険組合)' },
  kyosai: { ja: '加入している共済組合', en: 'your mutual aid association (共済組合)' },
  kokuho: { ja: '市区町村の国民健康保険の窓口', en: 'the National Health Insurance counter of your municipality' },
  'kokuho-kumiai': { ja: '加入している国民健康保険組合', en: 'your National Health Insurance society (国保組合)' },
  kouki: { ja: '市区町村の後期高齢者医療の窓口', en: 'the late-elderly care counter of your municipality' },
  assistance: null,
}

const WORDS = {
  title: { ja: '健康保険証利用登録', en: 'Registration as health insurance card' },
  state: { ja: '現在の状態', en: 'State' },
  register: { ja: '利用登録する', en: 'Register this card' },
  again: {
    ja: '利用登録は解除されています。電子証明書を更新したあとも、改めて登録が必要です。',
    en: 'The registration has ended. After a renewal, too, the card has to be registered anew.',
  },
  elsewhere: {
    ja: '医療機関・薬局のカードリーダーやATMでも登録できます。',
    en: 'You can also register at the card reader of a clinic or pharmacy, or at an ATM.',
  },
  certificate: { ja: '電子証明書', en: 'Certificate' },
  expiry: { ja: '有効期限', en: 'Last valid day' },
  renewFrom: { ja: '更新の案内が始まる日', en: 'First day of the renewal notice' },
  grace: { ja: '更新しない場合に資格情報だけを確認できる最終日', en: 'Without renewal, eligibility only through' },
  noGrace: { ja: '猶予はありません', en: 'no grace' },
  body: { ja: 'カードの有効期限', en: 'Last valid day of the card' },
  phone: { ja: 'スマートフォンの電子証明書（猶予なし）', en: 'Certificate on the phone (no grace)' },
  history: { ja: '利用登録の履歴', en: 'History of the registration' },
  nothing: { ja: '履歴はありません。', en: 'There is no history.' },
  atStart: { ja: '日付の記録なし', en: 'no day on record' },
  end: { ja: '利用登録の解除', en: 'Ending the registration' },
  how: {
    ja: 'マイナポータルでは解除できません。加入している保険者に申請してください。解除は申請の翌月末に有効になり、資格確認書が交付されます。',
    en: 'The registration cannot be ended in Mynaportal. Apply to your insurer. It ends at the end of the month after the application, and you are given an eligibility certificate.',
  },
  window: { ja: 'あなたの申請先', en: 'Where you apply' },
} as const satisfies Record<string, Bilingual>

const row = (visit: PersonVisit, label: Bilingual, value: Bilingual | null): Markup =>
  html`<tr>
    <th>${say(visit, label)}</th>
    <td>${value === null ? '—' : say(visit, value)}</td>
  </tr>`

function certificatePart(visit: PersonVisit): Markup {
  const { card } = visit.world.member(visit.person)
  const state = visit.world.cardState(visit.person)
  if (card === null || state === null || state.certificateExpiry === null) return html``
  const policy = policyOf(visit)
  const expiry = dayText(state.certificateExpiry)
  const grace = graceDay(card, state, policy)
  return html`<h2>${say(visit, WORDS.certificate)}</h2>
    ${
      state.certificate === 'WARN'
        ? html`<div class="warning">
            ${say(visit, {
              ja: `電子証明書の有効期限（${expiry.ja}）が近づいています。市区町村の窓口で更新してください。`,
              en: `The certificate ends on ${expiry.en}. Renew it at the municipality.`,
            })}
          </div>`
        : ''
    }
    <table class="rows">
      ${row(visit, WORDS.expiry, expiry)}
      ${row(visit, WORDS.renewFrom, dayText(renewFrom(state.certificateExpiry, policy)))}
      ${row(visit, WORDS.grace, grace === null ? WORDS.noGrace : dayText(grace))}
      ${row(visit, WORDS.body, dayText(state.bodyExpiry))}
      ${state.phone === null ? '' : row(visit, WORDS.phone, dayText(state.phone.expiry))}
    </table>`
}

function historyPart(visit: PersonVisit): Markup {
  const { card } = visit.world.member(visit.person)
  const changes = card === null ? [] : registrationHistory(card, visit.world.now(), policyOf(visit))
  return html`<h2>${say(visit, WORDS.history)}</h2>
    ${
      changes.length === 0
        ? html`<p>${say(visit, WORDS.nothing)}</p>`
        : html`<table class="rows">
            ${changes.map((change) =>
              row(visit, change.on === null ? WORDS.atStart : dayText(change.on), changeWords(change)),
            )}
          </table>`
    }`
}

/** The windows for the covers that are open today. */
function windowsPart(visit: PersonVisit): Markup {
  const { world, person } = visit
  const schemes = coverageOn(world.member(person).ledger, dateOf(world.now()), world.now()).map(({ scheme }) => scheme)
  const windows = [...new Set(schemes)].flatMap((scheme) => WINDOWS[scheme] ?? [])
  return windows.length === 0
    ? html``
    : html`<table class="rows">
        ${windows.map((window) => row(visit, WORDS.window, window))}
      </table>`
}

/** 利用登録: its state, the button, the days of the certificate, and what happened. */
export function registrationPage(visit: PersonVisit): Promise<Response> {
  const refusal = refusalOf(visit)
  if (refusal !== null) return pageResponse(refusalPage(visit, refusal, 'registration'), 403)
  const { world, person } = visit
  const registration = world.cardState(person)?.registration ?? 'NEVER'
  return pageResponse(
    portalPage(
      visit,
      WORDS.title,
      html`${holderLine(visit)}
        <div class="panel screen">
          <p>${say(visit, WORDS.state)}: ${registrationWord(visit, registration)}</p>
          ${registration === 'REMOVED' ? html`<p>${say(visit, WORDS.again)}</p>` : ''}
        </div>
        ${
          registration === 'REGISTERED'
            ? ''
            : html`<form method="post" action="${personPath(visit, person, 'registration')}">
                <button>${say(visit, WORDS.register)}</button>
                <p class="note">${say(visit, WORDS.elsewhere)}</p>
              </form>`
        }
        ${certificatePart(visit)} ${historyPart(visit)}
        <h2>${say(visit, WORDS.end)}</h2>
        <p>${say(visit, WORDS.how)}</p>
        ${windowsPart(visit)}`,
      person,
    ),
  )
}

/** Registers the card, once; a card that cannot log in is left as it is. */
export async function register(visit: PersonVisit): Promise<Response> {
  const { world, person } = visit
  const refusal = refusalOf(visit)
  if (refusal !== null) return pageResponse(refusalPage(visit, refusal, 'registration'), 403)
  if (world.cardState(person)?.registration !== 'REGISTERED') {
    world.state.append({ kind: 'card', person, event: { at: world.now(), type: 'registered', channel: 'portal' } })
  }
  return new Response(null, { status: 303, headers: { location: personPath(visit, person, 'registration') } })
}
