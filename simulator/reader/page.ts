import { Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import { catalogue } from '../../generators/index.ts'
import { READER_SCREENS, READER_WAYS, READING_DEVICES } from '../../src/domain/presentation.ts'
import { READER_ACTS, type ReaderAct } from '../../scenarios/scenario.ts'
import { personName } from '../api/routes.ts'
import { type Markup, framed } from '../frame.ts'
import { type DoorContext, type SimulatorEnv, jsonError, readBody } from '../http.ts'
import { checkInput } from '../input.ts'
import type { Bilingual } from '../messages.ts'
import type { SimulatedWorld } from '../world.ts'
import { liveReader, liveView, placing, touchReader } from './live.ts'
import { SCREENS } from './words.ts'

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
  iphone: { ja: 'iPhone(生体認証)', en: 'iPhone, biometrics' },
  android: { ja: 'Android(暗証番号)', en: 'Android, PIN' },
  'android-pin-wrong': { ja: 'Android(暗証番号の誤り)', en: 'Android, wrong PIN' },
  'other-card': { ja: '別のカードを置く', en: 'another card is put there' },
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
      all: z.boolean().optional().describe('包括同意: one press for check-ups, medicines, care and operations'),
      diagnosis: z.boolean().optional().describe('診療情報; default as medicines'),
      operations: z.boolean().optional().describe('手術情報; default as medicines'),
      diseases: z.boolean().optional().describe('特定疾病療養受療証; default no'),
      prescription: z.enum(['electronic', 'paper']).optional().describe('処方箋発行形態; default paper'),
    })
    .prefault({}),
  device: z
    .enum(READING_DEVICES)
    .default('reader')
    .describe(
      'What the card is read with: reader, web (マイナ在宅受付Web), app (home visits), limited-app (マイナ資格確認アプリ)',
    ),
  continuingCare: z.boolean().default(false).describe('A continuing consent of a home-visit patient is in force'),
  responsive: z.boolean().default(true).describe('False when the patient cannot consent'),
})
type ReaderInput = z.output<typeof readerInput>

const BODY_LIMIT = 65_536

/** 読み取りの結果: what the screens said, how the patient was identified, and the file that lies in `face` now. */
export const readerSession = z.strictObject({
  screens: z.array(z.enum(READER_SCREENS)).readonly(),
  delivered: z.enum(READER_WAYS).nullable().describe('The way of the result; null when none was sent'),
  face: z.string().nullable().describe('Name of the result file, for GET /face/{name}'),
})
type Session = z.output<typeof readerSession>

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

const CHECKBOXES = [
  ['present', '本人が来ている / the patient is present'],
  ['medicines', '薬剤情報に同意 / consent to medicines'],
  ['diagnosis', '診療情報に同意 / consent to care'],
  ['operations', '手術情報に同意 / consent to operations'],
  ['checkups', '特定健診情報に同意 / consent to check-ups'],
  ['diseases', '特定疾病療養受療証に同意 / consent to the specific disease certificate'],
  ['limit', '限度額情報に同意(更新前のリーダー) / consent to the limit class (reader without the release)'],
] as const

/** Everything in one go: for those who know what they want. */
const atOnce = (holder: string): Markup =>
  html`<details>
    <summary>一度に読み取る / all at once</summary>
    <form method="post">
      <label>カードの持ち主 / holder: <input name="holder" list="people" value="${holder}" required /></label>
      <label
        >方法 / way:
        <select name="acts">
          ${READER_ACTS.map((act) => option(act, `${ACTS[act].ja} / ${ACTS[act].en}`, 'face'))}
        </select></label
      >
      ${CHECKBOXES.map(([name, label]) => checkbox(name, label))}
      <button>読み取る / read</button>
    </form>
  </details>`

const NOTHING_READ = {
  nobody: 'この人はいません。 / There is nobody of this name.',
  'no-reader': 'この施設にカードリーダーはありません。 / This site has no card reader.',
} as const

function page(world: SimulatedWorld, holder: string, session: Session | keyof typeof NOTHING_READ | null): Markup {
  const names = world.people()
  const live = liveReader(world)
  return framed(
    '顔認証付きカードリーダー / card reader',
    html`<h1>顔認証付きカードリーダー <small>card reader</small></h1>
      <p class="note">世界 / world: ${world.id} · ${world.now()}</p>
      <datalist id="people">${names.map((name) => option(name, name, ''))}</datalist>
      ${live === null ? placing(holder) : liveView(live)}
      ${session === null ? '' : typeof session === 'string' ? html`<div class="panel screen">${NOTHING_READ[session]}</div>` : sessionView(session)}
      ${live === null ? html`${atOnce(holder)} ${peopleToTry(new Set(names))}` : ''}`,
  )
}

const formInput = (form: URLSearchParams): unknown => ({
  holder: form.get('holder') ?? '',
  present: form.has('present'),
  acts: form.getAll('acts'),
  consents: {
    medicines: form.has('medicines'),
    diagnosis: form.has('diagnosis'),
    operations: form.has('operations'),
    checkups: form.has('checkups'),
    diseases: form.has('diseases'),
    limit: form.has('limit'),
  },
})

function parsed(text: string): { readonly value: unknown } | null {
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
    const text = new TextDecoder().decode(body.value)
    const form = isForm ? new URLSearchParams(text) : null
    if (form?.has('do') === true) {
      const done = touchReader(world, form)
      if (done === 'nobody' || done === 'no-reader') return c.html(page(world, form.get('holder') ?? '', done))
      if (done === 'unknown') return jsonError('SIM-A003', 400, { field: 'do' })
      return new Response(null, { status: 303, headers: { location: c.req.path } })
    }
    const input = form === null ? parsed(text) : { value: formInput(form) }
    if (input === null) return jsonError('SIM-A002', 400)
    const checked = checkInput(readerInput, input.value)
    if (!checked.ok) return jsonError('SIM-A003', 400, { issues: checked.problem })
    const session = use(world, checked.value)
    if (isForm) return c.html(page(world, checked.value.holder, session ?? 'nobody'))
    return session === null ? jsonError('SIM-A005', 404) : Response.json(session)
  })
  return doors
}
