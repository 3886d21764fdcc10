import type { PersonRef, ReceiveStep, Scenario, ShownSpec, Step } from '../../../scenarios/scenario.ts'
import { ORDINARY_VISIT } from '../../domain/circumstances.ts'
import { FAULTS } from '../../../scenarios/faults/index.ts'
import { faultReach } from './fault-words.ts'
import { GLOSSARY } from '../protocol/glossary.ts'
import type { Lang } from './reporter.ts'

type Sentence<K extends Step['do']> = (step: Extract<Step, { do: K }>, lang: Lang) => string

const kinds: Readonly<Record<ShownSpec['kind'], Readonly<Record<Lang, string>>>> = {
  'my-number-card': { ja: 'マイナンバーカード', en: 'My Number card' },
  phone: { ja: 'スマートフォン', en: 'phone' },
  certificate: { ja: '資格確認書', en: 'eligibility certificate' },
  'old-card': { ja: '被保険者証', en: 'old insurance card' },
  notice: { ja: '資格情報のお知らせ', en: 'notice of qualification' },
  'portal-screen': { ja: 'マイナポータルの画面', en: 'live Mynaportal screen' },
  'portal-pdf': { ja: '保存したマイナポータルのPDF', en: 'saved Mynaportal PDF' },
  screenshot: { ja: 'スクリーンショット', en: 'screenshot' },
  declaration: { ja: '被保険者資格申立書', en: 'declaration' },
  'jps-certificate': { ja: '年金機構の資格証明書', en: 'stop-gap paper of the pension service' },
  'day-labourer-book': { ja: '受給資格者票', en: "day labourer's book" },
  'mode-screen': { ja: '非常時機能の画面', en: 'screen of the emergency function' },
  'add-on': { ja: '添える証', en: 'add-on certificate' },
}

const roles: Readonly<Record<'reception' | 'qualified', Readonly<Record<Lang, string>>>> = {
  reception: { ja: '受付', en: 'the reception' },
  qualified: { ja: '有資格者', en: 'qualified staff' },
}

const acts: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  face: { ja: '顔認証', en: 'face' },
  'face-mismatch': { ja: '顔認証の不一致', en: 'face does not match' },
  pin: { ja: '暗証番号', en: 'PIN' },
  'pin-wrong': { ja: '暗証番号の誤り', en: 'wrong PIN' },
  visual: { ja: '目視確認', en: 'by eye' },
  'visual-mismatch': { ja: '目視で不一致', en: 'no match by eye' },
  register: { ja: '利用登録', en: 'registers' },
  'refuse-registration': { ja: '利用登録をしない', en: 'declines to register' },
  phone: { ja: 'スマートフォン', en: 'phone' },
  reinquiry: { ja: '再照会', en: 'inquires again' },
}

function shownWords(shown: ShownSpec, lang: Lang): string {
  const owner = 'of' in shown && shown.of !== undefined ? (lang === 'ja' ? `${shown.of}の` : `${shown.of}'s `) : ''
  const how = shown.kind === 'my-number-card' ? shown.reader.map((act) => acts[act]?.[lang] ?? act) : []
  const issued = 'issued' in shown ? [lang === 'ja' ? `${shown.issued}発行` : `issued ${shown.issued}`] : []
  const until =
    'validUntil' in shown && shown.validUntil !== undefined
      ? [lang === 'ja' ? `${shown.validUntil}まで` : `until ${shown.validUntil}`]
      : []
  const details = [...how, ...issued, ...until]
  return `${owner}${kinds[shown.kind][lang]}${details.length === 0 ? '' : ` (${details.join(', ')})`}`
}

const FLAGS: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  newborn: { ja: '新生児（資格の登録前）', en: 'a newborn, not registered yet' },
  responsive: { ja: '意思表示ができない', en: 'cannot speak or consent' },
  checkedBefore: { ja: '来院前に確認済み', en: 'checked before arrival' },
}

/** What is not ordinary about the visit, in the words of the glossary. */
function circumstanceWords({ circumstances }: ReceiveStep, lang: Lang): string {
  const usual = new Map(Object.entries(ORDINARY_VISIT).map(([field, value]) => [field, String(value)]))
  const words = Object.entries(circumstances).flatMap(([field, value]) => {
    const words = GLOSSARY[`circumstances.${field}`]?.[String(value)] ?? FLAGS[field]
    return String(value) === usual.get(field) ? [] : [words?.[lang] ?? `${field} ${value}`]
  })
  if (words.length === 0) return ''
  return lang === 'ja' ? `（${words.join('、')}）` : ` (${words.join(', ').toLowerCase()})`
}

function receiveWords(step: ReceiveStep, lang: Lang): string {
  const things = step.show.map((shown) => shownWords(shown, lang)).join(lang === 'ja' ? '、' : ', ')
  const chart = step.chart === null ? '' : lang === 'ja' ? '（カルテあり）' : ' (known patient)'
  const says =
    step.says.insured === 'no' ? (lang === 'ja' ? '「保険に入っていない」と言う。' : ' Says: not insured.') : ''
  if (lang === 'ja') {
    const who = step.present ? `${step.person}が受診` : `${step.person}の家族が来院`
    return `${step.visit}: ${who}${chart}${circumstanceWords(step, lang)}。提示: ${things === '' ? 'なし' : things}。${says}`
  }
  const who = step.present ? `${step.person} comes` : `${step.person}'s family comes`
  return `${step.visit}: ${who}${chart}${circumstanceWords(step, lang)} and shows ${things === '' ? 'nothing' : things}.${says}`
}

const sentences: { readonly [K in Step['do']]: Sentence<K> } = {
  receive: receiveWords,
  view: (step, lang) => {
    const [role, what] = [roles[step.role][lang], GLOSSARY['reads.what']?.[step.what]?.[lang] ?? step.what]
    return lang === 'ja'
      ? `${step.visit}: ${role}が${what}を開く`
      : `${step.visit}: ${role} opens ${what.toLowerCase()}`
  },
  recheck: (step, lang) =>
    lang === 'ja' ? `${step.visit}: 資格を確認し直す` : `${step.visit}: cover is checked again`,
  bill: (step, lang) =>
    lang === 'ja'
      ? `${step.visit}: 医療費の総額は${step.totalCost}円`
      : `${step.visit}: the care cost ${step.totalCost} yen in all`,
  claim: (step, lang) =>
    lang === 'ja' ? `請求する: ${step.visits.join('、')}` : `Claim for ${step.visits.join(', ')}`,
  clock: (step, lang) => (lang === 'ja' ? `時計を ${step.to} にする` : `The clock goes to ${step.to}`),
  event: (step, lang) => {
    const { kind, ...details } = step.event
    const title = GLOSSARY['event.kind']?.[kind]?.[lang] ?? kind
    const said = Object.entries(details).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [`${key} ${value}`] : [],
    )
    const more = said.length === 0 ? '' : ` (${said.join(', ')})`
    return lang === 'ja' ? `${step.person}の届出: ${title}${more}` : `${step.person}: ${title}${more}`
  },
  inquire: (step, lang) => {
    const on = step.on === undefined ? '' : ` ${step.on}`
    const numbers =
      step.key === undefined ? '' : ` ${step.key.symbol ?? ''}-${step.key.number}-${step.key.branch ?? ''}`
    return lang === 'ja'
      ? `${step.person}の資格を照会する${on}${numbers}`
      : `A clinic asks about ${step.person}${on}${numbers}`
  },
  fault: (step, lang) => {
    const title = FAULTS[step.fault].title[lang]
    const reach = faultReach(step, lang)
    if (lang === 'ja') return `${title}${step.on ? 'が起きる' : 'が直る'}${reach}`
    return `${title}: ${step.on ? 'begins' : 'is over'}${reach}`
  },
  change: (step, lang) => {
    const { what } = step
    const when = 'date' in what ? ` ${what.date}` : 'expiry' in what ? ` ${what.expiry}` : ''
    return lang === 'ja' ? `${step.person}の変更: ${what.kind}${when}` : `${step.person}: ${what.kind}${when}`
  },
}

function sentenceOf<K extends Step['do']>(step: Extract<Step, { do: K }>, lang: Lang): string {
  const kind: K = step.do
  const sentence: Sentence<K> = sentences[kind]
  return sentence(step, lang)
}

function personWords(name: string, ref: PersonRef, lang: Lang): string {
  const base = ref.magic ?? (ref.index === undefined ? '' : `#${ref.index}`)
  const changed =
    ref.changes === undefined || Object.keys(ref.changes).length === 0
      ? ''
      : ` ${JSON.stringify(ref.changes).replaceAll('"', '')}`
  return lang === 'ja' ? `${name}: ${base}${changed}` : `${name} is ${base}${changed}`
}

/** The people of a scenario, one line each. */
export const peopleInWords = (scenario: Scenario, lang: Lang): readonly string[] =>
  Object.entries(scenario.people).map(([name, ref]) => personWords(name, ref, lang))

/** The steps of a scenario, one sentence each. */
export const stepsInWords = (scenario: Scenario, lang: Lang): readonly string[] =>
  scenario.steps.map((step) => sentenceOf(step, lang))
