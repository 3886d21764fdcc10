import { html } from 'hono/html'
import { attachment } from '../http.ts'
import type { Markup } from '../frame.ts'
import type { Bilingual } from '../messages.ts'
import { overlapPolicy } from '../overlap.ts'
import { type PersonVisit, pageResponse, personPath, portalPage, say } from './frame.ts'
import { refusalOf, refusalPage, registrationWord } from './login.ts'
import {
  type CoverView,
  type EligibilityView,
  PORTAL_TEXTS,
  type PortalPaper,
  dayText,
  eligibilityView,
  momentText,
  paperTwin,
} from './view.ts'

const WORDS = {
  saved: { ja: '保存日時', en: 'Saved at' },
  registration: { ja: '健康保険証利用登録', en: 'Registration as health insurance card' },
  lost: { ja: '資格喪失年月日', en: 'First day without cover' },
  pdf: { ja: 'PDFを保存する', en: 'Save as PDF' },
  picture: { ja: '画面の画像', en: 'Picture of the screen' },
  screenshot: { ja: 'スクリーンショット', en: 'Screenshot of a phone' },
  data: { ja: 'データ（JSON）', en: 'Data (JSON)' },
} as const satisfies Record<string, Bilingual>

/** The person's screen, or null for one who is told that nothing can be shown. */
function viewOf({ world, person }: PersonVisit): EligibilityView | null {
  const view = eligibilityView(world.member(person), world.now(), {
    registration: world.cardState(person)?.registration ?? 'NEVER',
    overlap: overlapPolicy(world.state.book),
  })
  return view.covers.length === 0 ? null : view
}

/** Either the screen, or the page of somebody who may not see it; both doors of a refusal look alike. */
function opened(visit: PersonVisit): EligibilityView | Promise<Response> {
  const refusal = refusalOf(visit)
  if (refusal !== null) return pageResponse(refusalPage(visit, refusal, 'login'), 403)
  return viewOf(visit) ?? pageResponse(refusalPage(visit, 'cannot-be-shown', 'login'), 403)
}

const numbered = (at: number): Readonly<Record<string, string>> => (at === 0 ? {} : { cover: String(at + 1) })

function coverPart(visit: PersonVisit, cover: CoverView, at: number, all: number): Markup {
  const { person } = visit
  const heading: Bilingual = { ja: `資格情報 ${at + 1} / ${all}`, en: `Record ${at + 1} of ${all}` }
  return html`${all > 1 ? html`<h2>${say(visit, heading)}</h2>` : ''}
    ${
      cover.valid
        ? ''
        : html`<div class="invalid">
            <strong class="red">${say(visit, PORTAL_TEXTS.invalid)}</strong>
            ${cover.loss === null ? '' : html`<br />${say(visit, WORDS.lost)}: ${say(visit, dayText(cover.loss.date))}`}
          </div>`
    }
    <table class="rows">
      ${cover.rows.map(
        ({ id, label, value }) =>
          html`<tr data-row="${id}">
            <th>${say(visit, label)}</th>
            <td>${value === null ? '—' : say(visit, value)}</td>
          </tr>`,
      )}
    </table>
    <nav class="portal">
      <a href="${personPath(visit, person, 'eligibility.pdf', numbered(at))}">${say(visit, WORDS.pdf)}</a>
      <a href="${personPath(visit, person, 'eligibility.png', numbered(at))}">${say(visit, WORDS.picture)}</a>
      <a href="${personPath(visit, person, 'eligibility.png', { ...numbered(at), screenshot: '1' })}"
        >${say(visit, WORDS.screenshot)}</a
      >
      <a href="${personPath(visit, person, 'eligibility.json', numbered(at))}">${say(visit, WORDS.data)}</a>
    </nav>`
}

/** 医療保険の資格情報 as a page. */
export async function eligibilityPage(visit: PersonVisit): Promise<Response> {
  const view = await opened(visit)
  if (view instanceof Response) return view
  const registration = visit.world.cardState(visit.person)?.registration ?? 'NEVER'
  return pageResponse(
    portalPage(
      visit,
      PORTAL_TEXTS.title,
      html`<div class="warning" role="note">${say(visit, PORTAL_TEXTS.warning)}</div>
        <p class="stamp">
          ${say(visit, WORDS.saved)}${visit.lang === 'ja' ? '：' : ': '}${say(visit, momentText(view.savedAt))}
        </p>
        <p>${say(visit, WORDS.registration)}: ${registrationWord(visit, registration)}</p>
        ${view.covers.map((cover, at) => coverPart(visit, cover, at, view.covers.length))}`,
      visit.person,
    ),
  )
}

const NO_COVER: Bilingual = { ja: 'この番号の資格情報はありません。', en: 'There is no record of this number.' }

/** The record that `?cover=` asks for, counted from 1; default the first. */
function coverOf(view: EligibilityView, url: URL): CoverView | null {
  const asked = url.searchParams.get('cover') ?? '1'
  return /^[1-9]\d?$/.test(asked) ? (view.covers[Number(asked) - 1] ?? null) : null
}

async function paperOf(
  visit: PersonVisit,
  answer: (view: EligibilityView, cover: CoverView) => Response | Promise<Response>,
): Promise<Response> {
  const view = await opened(visit)
  if (view instanceof Response) return view
  const cover = coverOf(view, visit.url)
  if (cover !== null) return answer(view, cover)
  return pageResponse(
    portalPage(visit, PORTAL_TEXTS.title, html`<div class="panel screen">${say(visit, NO_COVER)}</div>`, visit.person),
    404,
  )
}

/** `20261121-0900`: the stamp in a file name. */
const stampOf = ({ savedAt }: EligibilityView): string =>
  `${savedAt.slice(0, 10).replaceAll('-', '')}-${savedAt.slice(11, 16).replace(':', '')}`

/** Draws a paper; the drawing is loaded with the first one. */
async function drawn(visit: PersonVisit, kind: PortalPaper, screenshot: boolean): Promise<Response> {
  return paperOf(visit, async (view, cover) => {
    const { renderDocument } = await import('../../generators/documents/index.ts')
    const { bytes, mediaType, extension } = await renderDocument(paperTwin(kind, view, cover), { screenshot })
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': mediaType,
        'content-disposition': attachment(`eligibility-${stampOf(view)}.${extension}`),
        'cache-control': 'no-store',
      },
    })
  })
}

/** The PDF that a person saves: a snapshot, which stays as it is when the insurer changes. */
export const eligibilityPdf = (visit: PersonVisit): Promise<Response> => drawn(visit, 'portal-pdf', false)

/** The screen as a picture; never a proof, with the status bar of a phone or without. @see facts/rules.md 1.3 M09 */
export const eligibilityPicture = (visit: PersonVisit): Promise<Response> =>
  drawn(visit, 'portal-screen', visit.url.searchParams.get('screenshot') === '1')

/** The twin of the paper: what stands on it, as data. */
export const eligibilityData = (visit: PersonVisit): Promise<Response> =>
  paperOf(visit, (view, cover) =>
    Response.json(paperTwin('portal-pdf', view, cover), { headers: { 'cache-control': 'no-store' } }),
  )
