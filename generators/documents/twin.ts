import { type CivilDate, type Instant, instantOf, laterOf } from '../../src/domain/civil-date.ts'
import {
  DOCUMENT_FIELDS,
  type DocumentFieldValues,
  type DocumentFormat,
  type DocumentKind,
  type DocumentTwin,
  type FieldId,
} from '../../src/domain/document.ts'
import type { CoverageState, Ratio, Scheme } from '../../src/domain/ledger.ts'
import type { Member } from '../../src/domain/person.ts'
import { codeLabel } from '../../src/wire/codes.ts'
import { benefitYearOf } from '../calendar.ts'
import { DOCUMENTS } from './registry.ts'

/** 書類の主: whose document it is and of which cover it speaks. */
export interface DocumentSubject {
  readonly member: Member
  readonly cover: CoverageState
}

/**
 * 書類の内容: what a document says beyond the member and the cover. An option that is null leaves the field out even where there
 * would be a value; one that is absent takes the value of the cover, if there is any.
 */
export interface TwinOptions {
  /** The first format of the kind unless told otherwise. */
  readonly format?: DocumentFormat
  /** 交付年月日; the cover's own, else its first day. On a page of the portal the day of saving: there the cover's own is printed. */
  readonly issued?: CivilDate | null
  readonly validFrom?: CivilDate | null
  /** Last valid day, inclusive. */
  readonly validUntil?: CivilDate | null
  /** 保存日時 of a page of the portal; noon of the day of issue. A screen has none. */
  readonly savedAt?: Instant | null
  /** マイナンバー下4桁; absent or null for somebody whose number is not linked. */
  readonly last4?: string | null
  /** 宛名; the head of the household for 国保, else the member. */
  readonly addressee?: string | null
  /** The member's own, unless the address is kept secret. */
  readonly address?: string | null
  /** `100` stands for 特別療養. */
  readonly ratio?: Ratio | '100' | null
  readonly ratioFrom?: CivilDate | null
  readonly ratioUntil?: CivilDate | null
  readonly branch?: string | null
  readonly symbol?: string | null
  readonly kana?: string | null
  readonly footer?: string | null
  readonly workplace?: string | null
  /** 任意記載事項, printed on application only: the limit class of the cover, the days of a long stay, the disease. */
  readonly limit?: boolean
  readonly longStay?: CivilDate | null
  readonly disease?: { readonly code: '1' | '2' | '3'; readonly from: CivilDate } | null
  /** 特別療養: the variant for whoever pays the whole sum first. */
  readonly special?: boolean
  /** 利用登録の状態 on a page of the portal. */
  readonly registration?: '登録済' | '未登録' | null
  /** False gives an empty form; for the declaration and the form of the Individual Number. */
  readonly filled?: boolean
  /** What a patient writes into a form. */
  readonly written?: Pick<
    DocumentFieldValues,
    'signedOn' | 'signature' | 'telephone' | 'signerRelation' | 'issuedWhen' | 'workplace'
  >
}

/** 注意書き of the notice. @see facts/rules.md 4.2 */
export const NOTICE_FOOTER = '受診の際にはマイナ保険証があわせて必要です'
/** 注意書き of the portal. @see facts/rules.md 4.4 */
export const PORTAL_FOOTER =
  'この画面のみでは受診できません。マイナ保険証とあわせて医療機関等の受付に提示してください。'

const SPECIAL = '（特別療養）'

/** The name of the system of insurance as it stands in a title; 医療扶助 has no such paper. */
const SYSTEMS: Readonly<Record<Scheme, string>> = {
  kyokai: '健康保険 ',
  kenpo: '健康保険 ',
  kyosai: '健康保険 ',
  kokuho: '国民健康保険 ',
  'kokuho-kumiai': '国民健康保険 ',
  kouki: '後期高齢者医療 ',
  assistance: '',
}

/** The kinds a patient ticks on a declaration. @see facts/rules.md 4.5 */
const DECLARED: Readonly<Record<Scheme, string>> = {
  kyokai: '社保',
  kenpo: '社保',
  kyosai: '社保',
  kokuho: '国保',
  'kokuho-kumiai': '国保',
  kouki: '後期',
  assistance: 'その他',
}

const EMPLOYEES: readonly Scheme[] = ['kyokai', 'kenpo', 'kyosai']

const TITLES: Readonly<Record<DocumentKind, (scheme: Scheme, special: string) => string>> = {
  certificate: (scheme, special) => `${SYSTEMS[scheme]}資格確認書${special}`,
  notice: (_, special) => `資格情報のお知らせ${special}`,
  'member-notice': () => '加入者情報のお知らせ',
  'number-form': () => '個人番号（マイナンバー）申出書',
  'portal-pdf': () => '医療保険の資格情報',
  'portal-screen': () => '医療保険の資格情報',
  declaration: () => '被保険者資格申立書',
}

type Draft = { readonly [id in FieldId]?: string | null | undefined }

const isField = (id: string): id is FieldId => id in DOCUMENT_FIELDS

/** The fields that have a value, in the order in which they were drafted. */
function present(draft: Draft): DocumentFieldValues {
  const fields: Partial<Record<FieldId, string>> = {}
  for (const [id, value] of Object.entries(draft)) {
    if (isField(id) && value !== null && value !== undefined && value !== '') fields[id] = value
  }
  return fields
}

/** An option wins over what the cover says; null leaves the field out. */
const chosen = <T>(option: T | undefined, otherwise: T): T => (option === undefined ? otherwise : option)

interface Share {
  readonly ratio: string | null
  readonly ratioFrom: CivilDate | null
  readonly ratioUntil: CivilDate | null
}

/** 負担割合: only people of 70 and over have one on paper, and those who pay the whole sum first. */
function shareOf({ cover }: DocumentSubject, options: TwinOptions, day: CivilDate): Share {
  const { elderly } = cover
  const current = elderly !== null && elderly.from <= day && day <= elderly.until ? elderly : null
  const isKouki = cover.scheme === 'kouki'
  const own = options.special === true ? '100' : isKouki ? cover.koukiRatio : (current?.ratio ?? null)
  const ratio = chosen<string | null>(options.ratio, own)
  if (ratio === null) return { ratio, ratioFrom: options.ratioFrom ?? null, ratioUntil: options.ratioUntil ?? null }
  return {
    ratio,
    ratioFrom: chosen(
      options.ratioFrom,
      isKouki ? laterOf(cover.acquired, benefitYearOf(day).from) : (current?.from ?? null),
    ),
    ratioUntil: chosen(options.ratioUntil, isKouki ? null : (current?.until ?? null)),
  }
}

function optionalFields({ cover }: DocumentSubject, options: TwinOptions): Draft {
  const limit = options.limit === true ? cover.limit : null
  const disease = options.disease ?? null
  return {
    limitBand: limit === null ? null : codeLabel('OQSCD012', limit.band, 'ja'),
    limitFrom: limit?.from,
    longStay: options.longStay,
    disease: disease === null ? null : codeLabel('OQSCD013', disease.code, 'ja'),
    diseaseFrom: disease?.from,
  }
}

interface Base {
  readonly subject: DocumentSubject
  readonly options: TwinOptions
  readonly title: string
  readonly issued: CivilDate
  readonly isEmployee: boolean
}

const keyFields = ({ subject: { cover }, options }: Base): Draft => ({
  insurerNumber: cover.key.insurerNumber,
  insurerName: cover.insurerName,
  symbol: chosen(options.symbol, cover.key.symbol),
  number: cover.key.number,
  branch: chosen(options.branch, cover.key.branch),
})

const personFields = ({ subject: { member }, options }: Base): Draft => ({
  name: member.name.kanji,
  kana: chosen(options.kana, member.name.kana),
  sex: member.sex,
  birthDate: member.birthDate,
})

const HOLDERS = {
  card: { insured: '本人（被保険者）', dependant: '家族（被扶養者）' },
  page: { insured: '本人', dependant: '家族' },
} as const

const holderOf = ({ subject: { cover }, isEmployee }: Base, where: keyof typeof HOLDERS): string | null =>
  isEmployee && cover.relation !== null ? HOLDERS[where][cover.relation] : null

/** Named on paper: the insured person of a dependant, and for 国保 always the head of the household. */
const insuredNameOf = ({ subject: { cover }, isEmployee }: Base): string | null =>
  cover.scheme === 'kouki' || (isEmployee && cover.relation === 'insured') ? null : cover.insuredName

/** 宛名: for 国保 the head of the household, else the member. */
const addresseeOf = ({ subject: { member, cover } }: Base): string =>
  cover.scheme === 'kokuho' || cover.scheme === 'kokuho-kumiai' ? cover.insuredName : member.name.kanji

const addressOf = ({ subject: { member } }: Base): string | null =>
  member.card?.flags.nonDisclosure === true ? null : `〒${member.address.postal} ${member.address.text}`

const certificateFields = (base: Base): Draft => {
  const { subject, options, title, issued } = base
  return {
    title,
    holder: holderOf(base, 'card'),
    validFrom: options.validFrom,
    validUntil: chosen(options.validUntil, subject.cover.validUntil),
    ...keyFields(base),
    ...personFields(base),
    acquired: subject.cover.acquired,
    issued,
    insuredName: insuredNameOf(base),
    ...shareOf(subject, options, options.validFrom ?? issued),
    ...optionalFields(subject, options),
    workplace: options.workplace,
    addressee: options.format === 'a4' ? chosen(options.addressee, addresseeOf(base)) : options.addressee,
    address: options.address,
  }
}

const noticeFields = (base: Base): Draft => {
  const { subject, options, title, issued } = base
  const share = shareOf(subject, options, issued)
  // From 70 on the notice lasts as long as the share does: one day, one name for it.
  const lastsLikeShare = share.ratio !== null && share.ratioUntil === null
  return {
    title,
    addressee: chosen(options.addressee, addresseeOf(base)),
    address: chosen(options.address, addressOf(base)),
    holder: holderOf(base, 'page'),
    ...keyFields(base),
    ...personFields(base),
    acquired: subject.cover.acquired,
    issued,
    validUntil: lastsLikeShare ? null : options.validUntil,
    insuredName: insuredNameOf(base),
    ...share,
    ...(lastsLikeShare ? { ratioUntil: options.validUntil } : {}),
    footer: chosen(options.footer, NOTICE_FOOTER),
  }
}

const memberNoticeFields = (base: Base): Draft => ({ ...noticeFields(base), last4: base.options.last4 })

const numberFormFields = (base: Base): Draft => {
  const { options, title } = base
  if (options.filled === false) return { title }
  return {
    title,
    ...keyFields(base),
    ...personFields(base),
    address: chosen(options.address, addressOf(base)),
    ...options.written,
  }
}

const portalFields = (base: Base, isStamped: boolean): Draft => {
  const { subject, options, title, issued } = base
  const { cover } = subject
  return {
    title,
    footer: chosen(options.footer, PORTAL_FOOTER),
    savedAt: isStamped ? chosen<string | null>(options.savedAt, instantOf(issued, '12:00')) : options.savedAt,
    ...keyFields(base),
    ...personFields(base),
    holder: holderOf(base, 'page'),
    insuredName: cover.scheme === 'kouki' ? null : cover.insuredName,
    acquired: cover.acquired,
    issued: options.issued === null ? null : cover.issued,
    validFrom: chosen(options.validFrom, cover.validFrom),
    validUntil: chosen(options.validUntil, cover.validUntil),
    ...shareOf(subject, options, issued),
    ...optionalFields(subject, { limit: true, ...options }),
    registration: options.registration,
  }
}

const declarationFields = (base: Base): Draft => {
  const { subject, options, title, issued } = base
  if (options.filled === false) return { title }
  const { member, cover } = subject
  return {
    title,
    insuredNow: 'はい',
    schemeKind: DECLARED[cover.scheme],
    insurerName: cover.insurerName,
    workplace: options.workplace,
    issuedWhen: 'それより前',
    ratio: shareOf(subject, options, issued).ratio ?? '030',
    ...personFields(base),
    address: chosen(options.address, addressOf(base)),
    signedOn: issued,
    signature: member.name.kanji,
    telephone: '00-0000-0000',
    ...options.written,
  }
}

const FIELDS: Readonly<Record<DocumentKind, (base: Base) => Draft>> = {
  certificate: certificateFields,
  notice: noticeFields,
  'member-notice': memberNoticeFields,
  'number-form': numberFormFields,
  'portal-pdf': (base) => portalFields(base, true),
  'portal-screen': (base) => portalFields(base, false),
  declaration: declarationFields,
}

/**
 * 双子を作る: what a document of a kind says about somebody's cover, from the facts alone. Whoever wants a wrong or worn
 * document changes the twin.
 */
export function documentTwin(kind: DocumentKind, subject: DocumentSubject, options: TwinOptions = {}): DocumentTwin {
  const { cover } = subject
  const base: Base = {
    subject,
    options,
    title: TITLES[kind](cover.scheme, options.special === true ? SPECIAL : ''),
    issued: options.issued ?? cover.issued ?? cover.acquired,
    isEmployee: EMPLOYEES.includes(cover.scheme),
  }
  return { v: 1, kind, format: options.format ?? DOCUMENTS[kind].formats[0], fields: present(FIELDS[kind](base)) }
}
