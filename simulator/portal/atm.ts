import { html } from 'hono/html'
import { identifiesByPin } from '../../src/domain/certificate.ts'
import { dateOf } from '../../src/domain/civil-date.ts'
import type { Bilingual } from '../messages.ts'
import { type PersonVisit, pageResponse, personPath, plainRefusal, portalPage, say } from './frame.ts'
import { type LoginRefusal, holderLine, loginRefusal, refusalPage, registrationWord } from './login.ts'

const WORDS = {
  title: { ja: 'ATMでの利用登録（模擬）', en: 'Registration at an ATM (simulated)' },
  lead: {
    ja: 'カードを入れて4桁の暗証番号を入力すると、健康保険証として登録します。スマートフォンと「顔認証」のカードは使えません。',
    en: 'Put the card in and enter its PIN of four digits: it becomes an insurance card. Neither a phone nor a face-only card is taken.',
  },
  done: { ja: '登録済みです。', en: 'The card is registered.' },
  right: { ja: '正しい暗証番号を入力する', en: 'Enter the right PIN' },
  wrong: { ja: '誤った暗証番号を入力する', en: 'Enter a wrong PIN' },
  missed: {
    ja: '暗証番号が違います。3回続けて間違えるとロックされます。',
    en: 'The PIN is wrong. Three misses in a row lock it.',
  },
} as const satisfies Record<string, Bilingual>

/** Why an ATM does not take the card of a person; null when it does. A phone does not make up for anything here. @see facts/rules.md 1.3 M03 M05 */
function atmRefusal({ world, person }: PersonVisit): LoginRefusal | null {
  const card = world.cardState(person)
  if (card === null) return 'no-card'
  if (identifiesByPin(card) && !card.flags.noSelfInfo) return null
  return loginRefusal({ ...card, phone: null }, dateOf(world.now()))
}

/** ATM: the screen before a card is put in; `?pin=wrong` says that the last entry missed. */
export function atmPage(visit: PersonVisit): Promise<Response> {
  const refusal = atmRefusal(visit)
  if (refusal !== null) return pageResponse(refusalPage(visit, refusal, 'registration'), 403)
  const { world, person, url } = visit
  const registration = world.cardState(person)?.registration ?? 'NEVER'
  const missed = url.searchParams.get('pin') === 'wrong'
  return pageResponse(
    portalPage(
      visit,
      WORDS.title,
      html`${holderLine(visit)}
        <div class="panel screen"><p>${registrationWord(visit, registration)}</p></div>
        ${missed ? html`<div class="warning">${say(visit, WORDS.missed)}</div>` : ''}
        ${
          registration === 'REGISTERED'
            ? html`<p>${say(visit, WORDS.done)}</p>`
            : html`<p>${say(visit, WORDS.lead)}</p>
                <form method="post" action="${personPath(visit, person, 'atm', { pin: 'right' })}">
                  <button>${say(visit, WORDS.right)}</button>
                </form>
                <form method="post" action="${personPath(visit, person, 'atm', { pin: 'wrong' })}">
                  <button>${say(visit, WORDS.wrong)}</button>
                </form>`
        }`,
      person,
    ),
  )
}

/** Enters the PIN; the right one registers the card, once. A card that is not taken is left as it is. */
export async function registerAtAtm(visit: PersonVisit): Promise<Response> {
  const refusal = atmRefusal(visit)
  if (refusal !== null) return pageResponse(refusalPage(visit, refusal, 'registration'), 403)
  const { world, person, url } = visit
  const at = world.now()
  const entered = url.searchParams.get('pin')
  if (entered !== 'right' && entered !== 'wrong') return plainRefusal('SIM-A003', 400, 'pin=right | pin=wrong')
  const matched = entered === 'right'
  if (world.cardState(person)?.registration !== 'REGISTERED') {
    world.state.append({ kind: 'card', person, event: { at, type: 'pin', matched } })
    if (matched) world.state.append({ kind: 'card', person, event: { at, type: 'registered', channel: 'atm' } })
  }
  const query: Readonly<Record<string, string>> = matched ? {} : { pin: 'wrong' }
  return new Response(null, { status: 303, headers: { location: personPath(visit, person, 'atm', query) } })
}
