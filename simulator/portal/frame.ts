import { html, raw } from 'hono/html'
import { type Markup, framed } from '../frame.ts'
import { type Bilingual, SIM_MESSAGES, type SimCode } from '../messages.ts'
import type { SimulatedWorld } from '../world.ts'
import type { Lang } from './view.ts'

/** 一回の閲覧: which page of which world is looked at, and in which language. */
export interface Visit {
  readonly world: SimulatedWorld
  /** Path of the portal of this world, as it was asked for: `/portal` or `/w/{world}/portal`. */
  readonly base: string
  readonly lang: Lang
  readonly url: URL
}

/** A visit to the pages of one person, who exists. */
export interface PersonVisit extends Visit {
  readonly person: string
}

const STYLE = raw(`
  .specimen { display: inline-block; border: 2px solid #b3261e; color: #b3261e; font-weight: 700; padding: 0 .6rem; letter-spacing: .1em; transform: rotate(-2deg) }
  .bar { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between }
  .warning { border: 2px solid #b26a00; border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; background: var(--card) }
  .invalid { border: 3px solid #b3261e; border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; background: var(--card) }
  .red { color: #b3261e; font-weight: 700 } .stamp { font-weight: 700 }
  table.rows th { width: 40%; font-weight: 400 } table.rows td { font-weight: 600; overflow-wrap: anywhere } td { overflow-wrap: anywhere }
  .panel > :first-child { margin-top: 0 } .panel > :last-child, form > p:last-child { margin-bottom: 0 }
  nav.portal { margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .4rem 1.2rem }
  @media (prefers-color-scheme: dark) { .specimen, .red { color: #ff8a80; border-color: #ff8a80 } .invalid { border-color: #ff8a80 } .warning { border-color: #ffb95c } }
  @media (max-width: 30rem) { main { padding: 1rem } td, th { padding: .4rem .5rem } }
`)

/** A sentence in the language of the visit. */
export const say = ({ lang }: Pick<Visit, 'lang'>, text: Bilingual): string => text[lang]

/** The address of a page of a person; every name is one segment, whatever stands in it. */
export function personPath(
  { base, lang }: Pick<Visit, 'base' | 'lang'>,
  person: string,
  page = '',
  query: Readonly<Record<string, string>> = {},
): string {
  const path = `${base}/${encodeURIComponent(person.toWellFormed())}${page === '' ? '' : `/${page}`}`
  return withQuery(path, lang === 'en' ? { ...query, lang } : query)
}

const withQuery = (path: string, query: Readonly<Record<string, string>>): string => {
  const text = new URLSearchParams(query).toString()
  return text === '' ? path : `${path}?${text}`
}

/** The same page in the other language. */
function otherLanguage({ url, lang }: Visit): string {
  const query = new URLSearchParams(url.search)
  if (lang === 'en') query.delete('lang')
  else query.set('lang', 'en')
  const text = query.toString()
  return `${url.pathname}${text === '' ? '' : `?${text}`}`
}

const FRAME_WORDS = {
  portal: { ja: 'マイナポータル（模擬）', en: 'Mynaportal (simulated)' },
  world: { ja: '世界', en: 'World' },
  people: { ja: '人の選択', en: 'Choose a person' },
  home: { ja: '証明書', en: 'Certificates' },
  eligibility: { ja: '医療保険の資格情報', en: 'Eligibility' },
  registration: { ja: '利用登録', en: 'Registration' },
  atm: { ja: 'ATM', en: 'ATM' },
} as const satisfies Record<string, Bilingual>

const personLinks = (visit: Visit, person: string): Markup =>
  html`<a href="${personPath(visit, person)}">${say(visit, FRAME_WORDS.home)}</a>
    <a href="${personPath(visit, person, 'eligibility')}">${say(visit, FRAME_WORDS.eligibility)}</a>
    <a href="${personPath(visit, person, 'registration')}">${say(visit, FRAME_WORDS.registration)}</a>
    <a href="${personPath(visit, person, 'atm')}">${say(visit, FRAME_WORDS.atm)}</a>`

/** One page of the portal: the mark of a specimen, the other language, and the way on. */
export function portalPage(visit: Visit, title: Bilingual, body: Markup, person: string | null = null): Markup {
  const { lang, world, base } = visit
  return framed(
    `${title[lang]} · ${FRAME_WORDS.portal[lang]}`,
    html`<style>
        ${STYLE}
      </style>
      <div lang="${lang}">
        <div class="bar">
          <span class="specimen">見本 SPECIMEN</span>
          <span>${FRAME_WORDS.portal[lang]}</span>
          <a
            href="${otherLanguage(visit)}"
            lang="${lang === 'ja' ? 'en' : 'ja'}"
            hreflang="${lang === 'ja' ? 'en' : 'ja'}"
            >${lang === 'ja' ? 'English' : '日本語'}</a
          >
        </div>
        <h1>${title[lang]}</h1>
        <nav class="portal">
          <a href="${withQuery(base, lang === 'en' ? { lang } : {})}">${say(visit, FRAME_WORDS.people)}</a>
          ${person === null ? '' : personLinks(visit, person)}
        </nav>
        ${body}
        <p class="note">${say(visit, FRAME_WORDS.world)}: ${world.id} · ${world.now()}</p>
      </div>`,
  )
}

/** A page as an answer; what it shows depends on the moment, so nobody keeps it. */
export const pageResponse = async (markup: Markup, status = 200): Promise<Response> =>
  new Response(String(await markup), {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8', 'cache-control': 'no-store' },
  })

/** A page that says no, in both languages; `found` is what was not right. */
export const plainRefusal = (code: SimCode, status: number, found?: string): Promise<Response> =>
  pageResponse(
    framed(
      'マイナポータル（模擬） / Mynaportal (simulated)',
      html`<h1>見本 SPECIMEN</h1>
        <div class="panel screen">
          <strong>${SIM_MESSAGES[code].ja}</strong><br />${SIM_MESSAGES[code].en} <code>${code}</code>
          ${found === undefined ? '' : html`<br /><code>${found}</code>`}
        </div>
        <p><a href="/portal">マイナポータル（模擬） / Mynaportal (simulated)</a></p>`,
    ),
    status,
  )
