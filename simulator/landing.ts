import { html } from 'hono/html'
import { type Markup, framed } from './frame.ts'

const DOORS = [
  [
    'POST /oqs/{file name}',
    '資格確認などの要求ファイルを送ると、結果ファイルが返ります。',
    'Takes a request file and answers with the result file.',
  ],
  [
    'GET /face?after=CURSOR',
    'カードリーダーが出した結果ファイルの一覧です。',
    'Lists the result files of the card reader.',
  ],
  ['GET, DELETE /face/{name}', '結果ファイルを受け取る、消す。', 'Picks a result file up, removes it.'],
  ['/reader', '顔認証付きカードリーダーを画面で操作します。', 'Operates the card reader by hand.'],
  [
    '/portal',
    'マイナポータル（模擬）の資格情報の画面、PDF、利用登録です。',
    'Mynaportal: eligibility screen, its PDF, registration.',
  ],
  [
    '/insurer/{insurer no.}/registrations',
    '保険者が資格を登録・訂正する入口です（POST）。受付の記録も見られます（GET）。',
    'Insurers register and correct here (POST), and see what was received (GET).',
  ],
  [
    'GET /insurer/{insurer no.}/results, …/lists, …/lists/{kind}/{YYYY-MM}',
    '突合結果と、保険者に届く一覧です。',
    'Results of the comparison, and the lists that insurers are sent.',
  ],
  ['/w/{world}/…', '名前のついた世界の、同じ入口です。', 'The same doors of a world with a name.'],
  ['/api/worlds …', '世界、時計、人、障害、通信記録を扱います。', 'Worlds, clock, people, faults, exchange log.'],
  ['GET /api/openapi.json', 'すべての入口の一覧(OpenAPI)です。', 'All doors as an OpenAPI document.'],
] as const

const WHAT_IT_IS = {
  ja: '本物のサービスではありません。',
  en: 'A simulator of online insurance eligibility verification. It is not the real service.',
} as const

/** 案内: what doors there are, in both languages. */
export const landingPage = (): Markup =>
  framed(
    '案内 / doors',
    html`<h1>オンライン資格確認の模擬環境</h1>
      <p>${WHAT_IT_IS.ja}<br />${WHAT_IT_IS.en}</p>
      <table>
        ${DOORS.map(
          ([door, ja, en]) =>
            html`<tr>
              <td><code>${door}</code></td>
              <td>${ja}<br /><span class="note">${en}</span></td>
            </tr>`,
        )}
      </table>
      <p>
        <a href="/reader">カードリーダー / card reader</a> ·
        <a href="/api/worlds/default/people">人の一覧 / people</a> · <a href="/api/openapi.json">OpenAPI</a>
      </p>`,
  )
