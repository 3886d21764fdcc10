import { type CivilDate, addDays, addMonths, civilDate } from '../../../domain/civil-date.ts'
import type { ApplicationReason, InsurerPolicy, Piece } from '../../../../scenarios/protocol-insurer.ts'
import { type CardUses, type HeldPaper, type Scheme, isEmployeeScheme } from './books.ts'

/** 発送先の判断材料: whom a piece is for. */
export interface Mailing {
  readonly flagged: boolean
  readonly safeAddress: string | null
  readonly continued: boolean
  readonly scheme: Scheme
  /** A certificate lies in it. */
  readonly certificate: boolean
}

/** How 85 on 2026-08-01 is counted. */
type AgeMode = InsurerPolicy['koukiAgeMode']

/** 一斉発送の規則: decisions about certificates and mass mailings, one entry each. */
export interface MailingPractice {
  /** 資格確認書の開始日: first day on which one is issued. */
  readonly certificatesBegin: CivilDate
  readonly certificateTitle: (scheme: Scheme) => string
  readonly noticeTitle: (scheme: Scheme) => string
  /** 後期: whether somebody gets a certificate on a day whatever his card. */
  readonly koukiAlways: (birthDate: CivilDate | null, day: CivilDate, mode: AgeMode) => boolean
  /** 後期 with the rule USAGE: whether a card is used too little to do without a certificate. */
  readonly usesTooLittle: (uses: CardUses) => boolean
  /** Whether the paper that follows a certificate is a certificate again. */
  readonly renewsCertificate: (isEntitled: boolean) => boolean
  /** Whether need of assistance, applied for once, is still known at the renewal. */
  readonly remembersAssistance: boolean
  /** Whether the insurer stands on the papers of the piece at a place of the run, from 0. */
  readonly issuerStands: (place: number) => boolean
  /** Whether who was extracted for a mass mailing is looked up again before it leaves. */
  readonly looksAgain: boolean
  /** Whether a paper is asked back on a day on which its holder may not use it any more. */
  readonly asksBack: (paper: HeldPaper, today: CivilDate) => boolean
  /** Last day of a certificate that was applied for; null for no other than the usual. `months` is the short term of the insurer. */
  readonly shortEnd: (reason: ApplicationReason | 'unasked', months: number | null, from: CivilDate) => CivilDate | null
  /** Whether a certificate ends before another share begins that is known already. */
  readonly endsBeforeNextShare: boolean
  /** Whether a certificate in term is replaced when another share begins. */
  readonly replacesAtShare: boolean
  /** Whether a piece is addressed to the insured person or head of the household. */
  readonly addressesHead: (scheme: Scheme) => boolean
  readonly route: (mailing: Mailing) => Piece['route']
  /** Where a piece goes that came back; null leaves it. */
  readonly reroute: (mailing: Mailing) => Piece['route'] | null
  /** Day on which an application is worked on. */
  readonly worksOn: (received: CivilDate, scheme: Scheme) => CivilDate
}

const KOUKI_RULE_BEGINS = '2026-08-01'
const BORN_BY: Readonly<Record<AgeMode, string>> = { BIRTHDAY: '1941-08-01', LEGAL: '1941-08-02' }
const ENOUGH = { inTwelveMonths: 6, inThreeMonths: 1 }

const SYSTEMS: Readonly<Record<Scheme, string>> = {
  kyokai: '健康保険',
  kenpo: '健康保険',
  kyosai: '健康保険',
  kokuho: '国民健康保険',
  'kokuho-kumiai': '国民健康保険',
  kouki: '後期高齢者医療',
}

const SHORT: readonly (ApplicationReason | 'unasked')[] = ['lost-card', 'renewing-card']

/** 協会けんぽ sends certificates to the member's home; everything else of employees goes through the employer. @see facts/rules.md section 7 */
function route({ flagged, safeAddress, continued, scheme, certificate }: Mailing): Piece['route'] {
  if (flagged) return safeAddress === null ? 'counter' : 'safe-address'
  if (!isEmployeeScheme(scheme) || continued) return 'registered-address'
  return scheme === 'kyokai' && certificate ? 'registered-address' : 'employer'
}

/** Sent so that it can be tracked: certificates by post, and everything to somebody in 任意継続; null for what is handed over. */
export function isTracked({ continued, certificate }: Mailing, by: Piece['route']): boolean | null {
  return by === 'counter' || by === 'portal' ? null : certificate || continued
}

/** 正しい発送: as it should be done. Each line follows `facts/insurer.md` sections 3, 4 and `facts/rules.md` sections 4.1, 7. */
export const standardMailings: MailingPractice = {
  certificatesBegin: civilDate('2024-12-02'),
  certificateTitle: (scheme) => `${SYSTEMS[scheme]} 資格確認書`,
  noticeTitle: () => '資格情報のお知らせ',
  koukiAlways: (birthDate, day, mode) => day < KOUKI_RULE_BEGINS || (birthDate !== null && birthDate <= BORN_BY[mode]),
  usesTooLittle: ({ inTwelveMonths, inThreeMonths }) =>
    inTwelveMonths < ENOUGH.inTwelveMonths || inThreeMonths < ENOUGH.inThreeMonths,
  renewsCertificate: (isEntitled) => isEntitled,
  remembersAssistance: true,
  issuerStands: () => true,
  looksAgain: true,
  asksBack: ({ kind, validUntil }, today) => kind === 'certificate' && (validUntil === null || validUntil >= today),
  shortEnd: (reason, months, from) =>
    months !== null && SHORT.includes(reason) ? addDays(addMonths(from, months), -1) : null,
  endsBeforeNextShare: true,
  replacesAtShare: true,
  addressesHead: () => true,
  route,
  reroute: ({ scheme, continued, flagged }) =>
    isEmployeeScheme(scheme) && !continued && !flagged ? 'employer' : 'counter',
  worksOn: (received) => received,
}
