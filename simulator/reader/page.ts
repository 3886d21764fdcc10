import { Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import { catalogue } from '../../generators/index.ts'
import { READING_DEVICES, type ReaderScreen } from '../../src/domain/presentation.ts'
import { READER_ACTS, type ReaderAct } from '../../scenarios/scenario.ts'
import { personName } from '../api/routes.ts'
import { type Markup, framed } from '../frame.ts'
import { type DoorContext, type SimulatorEnv, jsonError, readBody } from '../http.ts'
import type { Bilingual } from '../messages.ts'
import type { SimulatedWorld } from '../world.ts'

/** What a reader shows, in both languages; numbers 001 and 006 are public, the wording is ours (ASM-21). */
const SCREENS: Readonly<Record<ReaderScreen, Bilingual>> = {
  'result-sent': { ja: '資格情報を送信しました', en: 'The result was sent' },
  'result-sent-renew-soon': {
    ja: '資格情報を送信しました。電子証明書の有効期限が近づいています',
    en: 'The result was sent; the certificate expires soon',
  },
  'result-sent-eligibility-only': {
    ja: '電子証明書の有効期限切れのため、資格情報のみ送信しました',
    en: 'The certificate has expired: eligibility only was sent',
  },
  'pin-wrong': { ja: '暗証番号が違います', en: 'Wrong PIN' },
  'pin-locked': { ja: '暗証番号がロックされています', en: 'The PIN is locked' },
  'face-mismatch': { ja: '顔認証に失敗しました', en: 'The face does not match' },
  'face-locked': { ja: '顔認証がロックされています', en: 'Face recognition is locked' },
  'visual-mismatch': { ja: '目視確認ができませんでした', en: 'The photo is not of this person' },
  'way-not-offered': { ja: 'この方法は使えません', en: 'This way is not offered' },
  '001-card-unreadable': { ja: '【001】カードを読み取れません', en: '001: the card cannot be read' },
  '006-certificate-invalid': { ja: '【006】電子証明書が失効しています', en: '006: the certificate is not valid' },
  'phone-refused': { ja: 'スマートフォンは使えません', en: 'The phone cannot be used' },
  'registration-refused': { ja: '利用登録がないため、資格を確認できません', en: 'Not registered: no result' },
  'result-unavailable': { ja: '資格情報を取得できません', en: 'No result is available' },
  'line-error': { ja: '通信エラーです', en: 'The line does not answer' },
  'out-of-order': { ja: 'リーダーが使えません', en: 'Out of order' },
}

const ACTS: Readonly<Record<ReaderAct, Bilingual>> = {
  face: { ja: '顔認証', en: 'face' },
  'face-mismatch': { ja: '顔認証(不一致)', en: 'face, no match' },
  pin: { ja: '暗証番号', en: 'PIN' },
  'pin-wrong': { ja: '暗証番号(誤り)', en: 'wrong PIN' },
  visual: { ja: '目視確認', en: 'visual check' },
  'visual-mismatch': { ja: '目視確認(別人)', en: 'visual check, another person' },
  register: { ja: '利用登録する', en: 'register the card' },
  'refuse-registration': { ja: '利用登録しない', en: 'refuse to register' },
  phone: { ja: 'スマートフォン', en: 'phone' },
  reinquiry: { ja: '再照会', en: 'inquire again' },
}

/** 読み取りの入力: whose card, who stands there, what is done, and what the patient agrees to. */
export const readerInput = z.strictObject({
  holder: z.string().min(1).describe('Name in the world, magic id, or index of the population'),
  person: z.string().min(1).optional().describe('Who stands before the reader; default the holder'),
  present: z.boolean().default(true).describe('False when family came instead of the patient'),
  acts: z.array(z.enum(READER_ACTS)).min(1),
  consents: z
    .strictObject({
      medicines: z.boolean().default(true),
      checkups: z.boolean().default(true),
      limit: z.boolean().default(true),
    })
    .prefault({}),
  device: z.enum(READING_DEVICES).default('reader').describe('What the card is read with'),
  continuingCare: z.boolean().default(false).describe('A continuing consent of a home-visit patient is in force'),
  responsive: z.boolean().default(true).describe('False when the patient cannot consent'),
})
type ReaderInput = z.output<typeof readerInput>

const BODY_LIMIT = 65_536

interface Session {
  readonly screens: readonly ReaderScreen[]
  readonly delivered: string | null
  readonly face: string | null
}

function use(world: SimulatedWorld, input: ReaderInput): Session | null {
  const holder = personName(input.holder)
  const person = personName(input.person ?? input.holder)
  if (world.state.person(holder) === null || world.state.person(person) === null) return null
  const { screens, delivered } = world.useReader({ ...input, holder, person })
  const newest = delivered === null ? undefined : world.state.faceFiles(0).at(-1)
  return { screens, delivered, face: newest?.name ?? null }
}

const option = (value: string, label: string, chosen: string): Markup =>
  html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${label}</option>`

const checkbox = (name: string, label: string): Markup =>
  html`<label><input type="checkbox" name="${name}" checked /> ${label}</label> `

const sessionView = ({ screens, face }: Session): Markup =>
  html`<h2>リーダーの画面 / the reader's screens</h2>
    ${screens.map((screen) => html`<div class="panel screen"><strong>${SCREENS[screen].ja}</strong><br />${SCREENS[screen].en} <code>${screen}</code></div>`)}
    ${face === null ? '' : html`<p>結果ファイル / result file: <a href="face/${face}">${face}</a></p>`}`

/** The magic people of the catalogue: one click puts the card in the form. */
const peopleToTry = (known: ReadonlySet<string>): Markup =>
  html`<h2>試せる人 / people to try</h2>
    <table>
      ${catalogue
        .filter(({ id }) => known.has(id))
        .map(
          ({ id, sentence }) =>
            html`<tr>
              <td>
                <a href="?holder=${encodeURIComponent(id)}"><code>${id}</code></a>
              </td>
              <td>${sentence.ja}<br /><span class="note">${sentence.en}</span></td>
            </tr>`,
        )}
    </table>`

function page(world: SimulatedWorld, holder: string, session: Session | 'nobody' | null): Markup {
  const names = world.people()
  return framed(
    '顔認証付きカードリーダー / card reader',
    html`<h1>顔認証付きカードリーダー <small>card reader</small></h1>
      <p class="note">世界 / world: ${world.id} · ${world.now()}</p>
      <form method="post">
        <label
          >カードの持ち主 / holder:
          <input name="holder" list="people" value="${holder}" placeholder="grace/… , 4711" required
        /></label>
        <datalist id="people">${names.map((name) => option(name, name, ''))}</datalist>
        <label
          >方法 / way:
          <select name="acts">
            ${READER_ACTS.map((act) => option(act, `${ACTS[act].ja} / ${ACTS[act].en}`, 'face'))}
          </select></label
        >
        ${checkbox('present', '本人が来ている / the patient is present')}
        ${checkbox('medicines', '薬剤・診療・手術情報に同意 / consent to medicines and care')}
        ${checkbox('checkups', '特定健診情報に同意 / consent to check-ups')}
        ${checkbox('limit', '限度額情報に同意 / consent to the limit class')}
        <button>読み取る / read</button>
      </form>
      ${session === 'nobody' ? html`<div class="panel screen">この人はいません。 / There is nobody of this name.</div>` : ''}
      ${session === null || session === 'nobody' ? '' : sessionView(session)} ${peopleToTry(new Set(names))}`,
  )
}

const formInput = (form: URLSearchParams): unknown => ({
  holder: form.get('holder') ?? '',
  present: form.has('present'),
  acts: form.getAll('acts'),
  consents: { medicines: form.has('medicines'), checkups: form.has('checkups'), limit: form.has('limit') },
})

function parsed(text: string, isForm: boolean): { readonly value: unknown } | null {
  if (isForm) return { value: formInput(new URLSearchParams(text)) }
  try {
    const value: unknown = JSON.parse(text)
    return { value }
  } catch {
    return null
  }
}

/** The reader as a page for people and as JSON for scripts. It is operated by the harness or a person, never by the system under test. */
export function readerDoors(worldOf: (c: DoorContext) => SimulatedWorld | null): Hono<SimulatorEnv> {
  const doors = new Hono<SimulatorEnv>()
  doors.get('/reader', (c) => {
    const world = worldOf(c)
    return world === null ? jsonError('SIM-A001', 404) : c.html(page(world, c.req.query('holder') ?? '', null))
  })
  doors.post('/reader', async (c) => {
    const world = worldOf(c)
    if (world === null) return jsonError('SIM-A001', 404)
    const body = await readBody(c, BODY_LIMIT)
    if (!body.ok) return jsonError('SIM-A004', 413, { limit: BODY_LIMIT })
    const isForm = (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')
    const input = parsed(new TextDecoder().decode(body.value), isForm)
    if (input === null) return jsonError('SIM-A002', 400)
    const checked = readerInput.safeParse(input.value)
    if (!checked.success) {
      const issues = checked.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
      return jsonError('SIM-A003', 400, { issues })
    }
    const session = use(world, checked.data)
    if (isForm) return c.html(page(world, checked.data.holder, session ?? 'nobody'))
    return session === null ? jsonError('SIM-A005', 404) : Response.json(session)
  })
  return doors
}
