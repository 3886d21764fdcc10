import { type OverlapPolicy, cardCoverage } from '../../src/domain/answers.ts'
import type { Registration } from '../../src/domain/certificate.ts'
import { type CivilDate, type Instant, dateOf, instant, parseCivilDate } from '../../src/domain/civil-date.ts'
import {
  type DocumentFieldValues,
  type DocumentKind,
  type DocumentTwin,
  type FieldId,
  fieldRow,
} from '../../src/domain/document.ts'
import { type CoverageState, type LossReason, coverageOn } from '../../src/domain/ledger.ts'
import type { Member, Sex } from '../../src/domain/person.ts'
import { formatWareki, toWareki } from '../../src/domain/wareki.ts'
import { codeLabel } from '../../src/wire/codes.ts'
import type { Bilingual } from '../messages.ts'

/** The language of a page. */
export type Lang = 'ja' | 'en'

/** 画面の一行: a label and what stands beside it; `null` is a row without data. */
export interface ViewRow {
  readonly id: string
  readonly label: Bilingual
  readonly value: Bilingual | null
}

/** 資格一件: one qualification as the screen shows it. */
export interface CoverView {
  /** False for a qualification that is lost: the numbers must not be used. */
  readonly valid: boolean
  /** 資格喪失年月日 (first day without cover) and its reason; null while it is not known. */
  readonly loss: { readonly date: CivilDate; readonly reason: LossReason } | null
  readonly rows: readonly ViewRow[]
  /** The same rows as canonical values, for the papers. */
  readonly fields: DocumentFieldValues
}

/** 医療保険の資格情報: the whole screen of one person at one moment. */
export interface EligibilityView {
  /** 保存日時: the moment to the minute. */
  readonly savedAt: Instant
  readonly registration: Registration
  /** The one a card inquiry would show first, then every other that is open; empty when nothing is registered. */
  readonly covers: readonly CoverView[]
}

/** What stands at the head and foot of screen and papers. The first two are quoted from the sample. @see facts/rules.md 4.4 */
export const PORTAL_TEXTS = {
  title: { ja: '医療保険の資格情報', en: 'Health insurance eligibility' },
  warning: {
    ja: 'この画面のみでは受診できません。マイナ保険証とあわせて医療機関等の受付に提示してください。',
    en: 'This screen alone does not entitle you to care. Show it at the reception together with your My Number insurance card.',
  },
  invalid: {
    ja: 'この資格情報では、医療機関・薬局等で利用できません',
    en: 'This record cannot be used at clinics and pharmacies',
  },
} as const satisfies Record<string, Bilingual>

/** 利用登録の状態, as screen and papers word it. @see facts/rules.md 4.4 */
export const REGISTRATION_WORDS: Readonly<Record<Registration, Bilingual>> = {
  REGISTERED: { ja: '登録済み', en: 'registered' },
  NEVER: { ja: '未登録', en: 'not registered' },
  REMOVED: { ja: '解除', en: 'registration ended' },
}

const SEX_WORDS: Readonly<Record<Exclude<Sex, 'unset'>, Bilingual>> = {
  male: { ja: '男', en: 'male' },
  female: { ja: '女', en: 'female' },
}

const HOLDER_WORDS = {
  insured: { ja: '本人', en: 'insured person' },
  dependant: { ja: '家族', en: 'dependant' },
} as const

/** A day as people write it: 和暦 in Japanese, `YYYY-MM-DD` in English. */
export function dayText(day: CivilDate): Bilingual {
  const wareki = toWareki(day)
  return { ja: wareki.ok ? formatWareki(wareki.value) : day, en: day }
}

const canonicalDay = (text: string): Bilingual => {
  const day = parseCivilDate(text)
  return day.ok ? dayText(day.value) : { ja: text, en: text }
}

/** 保存日時 as it is printed: the western year as in the sample, with the minute. */
export function momentText(at: Instant): Bilingual {
  const [year, month, day] = [at.slice(0, 4), Number(at.slice(5, 7)), Number(at.slice(8, 10))]
  const time = at.slice(11, 16)
  return { ja: `${year}年${month}月${day}日 ${time} 時点`, en: `${at.slice(0, 10)} ${time} (Japan)` }
}

/** The moment with its seconds dropped, as papers carry it. */
const toTheMinute = (at: Instant): Instant => instant(`${at.slice(0, 16)}:00+09:00`)

const both = (text: string): Bilingual => ({ ja: text, en: text })

const ratioText = (ratio: string): Bilingual => ({ ja: `${Number(ratio) / 10}割`, en: `${Number(ratio)} %` })

const fieldOf = (id: FieldId, value: string | null | undefined): DocumentFieldValues =>
  value === null || value === undefined || value === '' ? {} : { [id]: value }

/** A canonical value as a person reads it. */
function printed(id: FieldId, value: string): Bilingual {
  const { type } = fieldRow(id)
  if (type === 'day') return canonicalDay(value)
  if (type === 'ratio') return ratioText(value)
  if (id === 'sex' && (value === 'male' || value === 'female')) return SEX_WORDS[value]
  return both(value)
}

interface RowSpec {
  readonly id: string
  readonly label: Bilingual
  /** The canonical values behind the row, for the papers. */
  readonly fields: (state: CoverageState, member: Member) => DocumentFieldValues
  readonly text: (state: CoverageState, member: Member) => Bilingual | null
}

const single = (
  id: FieldId,
  label: Bilingual,
  valueOf: (state: CoverageState, member: Member) => string | null,
): RowSpec => ({
  id,
  label,
  fields: (state, member) => fieldOf(id, valueOf(state, member)),
  text: (state, member) => {
    const value = valueOf(state, member)
    return value === null || value === '' ? null : printed(id, value)
  },
})

const within = (first: CivilDate, last: CivilDate): Bilingual => ({
  ja: `${dayText(first).ja}から${dayText(last).ja}まで`,
  en: `${first} to ${last}`,
})

const limitWord = (band: string, lang: Lang): string => codeLabel('OQSCD012', band, lang) ?? band

/**
 * 表示項目: the first five as in the sample, then what prints of the screen are known to show, then the rest by our own choice.
 * @see facts/rules.md 4.4
 */
const ROWS: readonly RowSpec[] = [
  single('insurerName', { ja: '保険者名', en: 'Insurer' }, ({ insurerName }) => insurerName),
  single('insurerNumber', { ja: '保険者番号', en: 'Insurer number' }, ({ key }) => key.insurerNumber),
  single('symbol', { ja: '記号', en: 'Symbol' }, ({ key }) => key.symbol),
  single('number', { ja: '番号', en: 'Number' }, ({ key }) => key.number),
  single('branch', { ja: '枝番', en: 'Branch' }, ({ key }) => key.branch),
  single('name', { ja: '氏名', en: 'Name' }, (_, { name }) => name.kanji),
  single('birthDate', { ja: '生年月日', en: 'Birth date' }, (_, { birthDate }) => birthDate),
  single('acquired', { ja: '資格取得年月日', en: 'First day of cover' }, ({ acquired }) => acquired),
  single(
    'insuredName',
    { ja: '被保険者氏名または世帯主氏名', en: 'Insured person or head of household' },
    ({ scheme, insuredName }) => (scheme === 'kouki' ? null : insuredName),
  ),
  {
    id: 'holder',
    label: { ja: '本人・家族の別', en: 'Insured person or dependant' },
    fields: ({ relation }) => fieldOf('holder', relation === null ? null : HOLDER_WORDS[relation].ja),
    text: ({ relation }) => (relation === null ? null : HOLDER_WORDS[relation]),
  },
  single('kana', { ja: '氏名カナ', en: 'Name in kana' }, (_, { name }) => name.kana),
  single('sex', { ja: '性別', en: 'Sex' }, (_, { sex }) => (sex === 'unset' ? null : sex)),
  {
    id: 'classification',
    label: { ja: '被保険者証区分', en: 'Kind of certificate' },
    fields: () => ({}),
    text: ({ classification }) => ({
      ja: codeLabel('OQSCD010', classification, 'ja') ?? classification,
      en: codeLabel('OQSCD010', classification, 'en') ?? classification,
    }),
  },
  single('issued', { ja: '交付年月日', en: 'Day of issue' }, ({ issued }) => issued),
  single('validFrom', { ja: '有効開始年月日', en: 'First valid day' }, ({ validFrom }) => validFrom),
  single('validUntil', { ja: '有効終了年月日', en: 'Last valid day' }, ({ validUntil }) => validUntil),
  single('ratio', { ja: '一部負担金割合', en: "Patient's share" }, ({ scheme, koukiRatio }) =>
    scheme === 'kouki' ? koukiRatio : null,
  ),
  {
    id: 'elderly',
    label: { ja: '高齢受給者証情報', en: 'Elderly recipient certificate' },
    fields: ({ elderly }) =>
      elderly === null ? {} : { ratio: elderly.ratio, ratioFrom: elderly.from, ratioUntil: elderly.until },
    text: ({ elderly }) => {
      if (elderly === null) return null
      const [share, days] = [ratioText(elderly.ratio), within(elderly.from, elderly.until)]
      return { ja: `${share.ja}（${days.ja}）`, en: `${share.en} (${days.en})` }
    },
  },
  {
    id: 'limit',
    label: { ja: '限度額適用認定証情報', en: 'Limit certificate' },
    fields: ({ limit }) => (limit === null ? {} : { limitBand: limitWord(limit.band, 'ja'), limitFrom: limit.from }),
    text: ({ limit }) => {
      if (limit === null) return null
      const [ja, en] = [limitWord(limit.band, 'ja'), limitWord(limit.band, 'en')]
      return { ja: `${ja}（${dayText(limit.from).ja}から）`, en: `${en} (from ${limit.from})` }
    },
  },
  // The simulated insurers register no specific diseases yet; the row is there because the screen has it.
  {
    id: 'disease',
    label: { ja: '特定疾病療養受療証情報', en: 'Specific disease certificate' },
    fields: () => ({}),
    text: () => null,
  },
]

function coverView(member: Member, state: CoverageState, valid: boolean): CoverView {
  return {
    valid,
    loss: state.loss,
    rows: ROWS.map(({ id, label, text }) => ({ id, label, value: text(state, member) })),
    fields: ROWS.reduce<DocumentFieldValues>((all, { fields }) => ({ ...all, ...fields(state, member) }), {}),
  }
}

/** What the screen depends on beside the person. */
export interface ViewOptions {
  readonly registration: Registration
  /** Which of two open qualifications comes first. */
  readonly overlap: OverlapPolicy
}

/** 医療保険の資格情報 of a member at a moment, from what the service knows by then; never what it will learn later. */
export function eligibilityView(member: Member, now: Instant, { registration, overlap }: ViewOptions): EligibilityView {
  const day = dateOf(now)
  const first = cardCoverage(member, day, now, overlap)
  const savedAt = toTheMinute(now)
  if (first === null) return { savedAt, registration, covers: [] }
  const isOpen = first.validity !== 2
  const others = isOpen ? coverageOn(member.ledger, day, now).filter(({ id }) => id !== first.state.id) : []
  const covers = [coverView(member, first.state, isOpen), ...others.map((state) => coverView(member, state, true))]
  return { savedAt, registration, covers }
}

/** What a paper of the portal can be. */
export type PortalPaper = Extract<DocumentKind, 'portal-pdf' | 'portal-screen'>

/** 双子: the saved PDF or the picture of one qualification, from the very rows of the screen. A picture carries no stamp. */
export function paperTwin(kind: PortalPaper, view: EligibilityView, cover: CoverView): DocumentTwin {
  return {
    v: 1,
    kind,
    format: kind === 'portal-pdf' ? 'a4' : 'phone',
    fields: {
      title: PORTAL_TEXTS.title.ja,
      ...(kind === 'portal-pdf' ? { savedAt: view.savedAt } : {}),
      ...cover.fields,
      registration: REGISTRATION_WORDS[view.registration].ja,
      footer: cover.valid ? PORTAL_TEXTS.warning.ja : `${PORTAL_TEXTS.warning.ja}${PORTAL_TEXTS.invalid.ja}`,
    },
  }
}
