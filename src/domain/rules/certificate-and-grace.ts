import type { LeapPolicy } from '../civil-date.ts'
import { row, rule } from './row.ts'

/** 猶予: an expired certificate still proves eligibility, from the day the rule began. */
export const graceExists = rule<boolean>({
  id: 'grace/exists',
  title: { ja: '電子証明書の期限切れ後の猶予', en: 'Grace after the certificate expired' },
  rows: [row(true, 'W21 W22; rules.md 10.2', 'H', { from: '2024-12-02' })],
  otherwise: false,
})

/** How the end of the grace is counted. */
export const graceMode = rule<'END_OF_MONTH_PLUS_3' | 'EXPIRY_PLUS_3_MONTHS'>({
  id: 'grace/mode',
  title: { ja: '猶予期間の終わり', en: 'End of the grace' },
  rows: [row('END_OF_MONTH_PLUS_3', 'S2 W21; rules.md 3', 'H')],
  otherwise: 'END_OF_MONTH_PLUS_3',
  setting: 'grace.mode',
})

/** Length of the grace in months. */
export const graceMonths = rule<number>({
  id: 'grace/months',
  title: { ja: '猶予期間の月数', en: 'Months of grace' },
  rows: [row(3, 'S2 W22 W24; rules.md 3', 'H')],
  otherwise: 3,
})

/** 限度額 class in the grace. */
export const graceLimitInfo = rule<'AVAILABLE' | 'WITHHELD'>({
  id: 'grace/limit-info',
  title: { ja: '猶予期間中の限度額区分', en: 'Limit class during the grace' },
  rows: [row('AVAILABLE', 'D1 D2 D101; rules.md 9 no. 30', 'L')],
  otherwise: 'AVAILABLE',
  setting: 'grace.limitInfo',
})

/** A card body that ended with its certificate reads in the grace. */
export const graceCoversBody = rule<boolean>({
  id: 'grace/covers-body',
  title: { ja: '本体も期限切れのカードの猶予', en: 'Grace although the body ended' },
  rows: [row(true, 'D3 D106; rules.md 9 no. 31', 'M')],
  otherwise: true,
  setting: 'grace.coversBody',
})

/** Cards bound to a permitted stay have no grace. */
export const graceStayLimited = rule<boolean>({
  id: 'grace/stay-limited',
  title: { ja: '在留期間に縛られたカードの猶予', en: 'Grace for stay-limited cards' },
  rows: [row(false, 'D31; rules.md 9 no. 38', 'L')],
  otherwise: false,
  setting: 'grace.stayLimited',
})

/** Months before expiry from which the reader shows its renewal alert (from the following day). */
export const renewMonthsBefore = rule<number>({
  id: 'certificate/renew-months-before',
  title: { ja: '更新案内の始まり', en: 'Start of the renewal alert' },
  rows: [row(3, 'W66 D29; rules.md 3', 'M')],
  otherwise: 3,
})

/** Hours until a renewed certificate works. */
export const activationLagHours = rule<number>({
  id: 'certificate/activation-lag-hours',
  title: { ja: '更新後に使えるまでの時間', en: 'Hours until a renewed certificate works' },
  rows: [row(24, 'D28; rules.md 1.6', 'M')],
  otherwise: 24,
  setting: 'cert.activationLagHours',
})

/** Birthday of people born on 29 February in common years. */
export const leapPolicy = rule<LeapPolicy>({
  id: 'certificate/leap-birthday',
  title: { ja: '2月29日生まれの誕生日', en: 'Birthday of 29 February' },
  rows: [row('FEB28', 'D29; rules.md 3', 'M')],
  otherwise: 'FEB28',
  setting: 'leap.policy',
})

/** Consecutive PIN misses until the lock. */
export const pinMaxFailures = rule<number>({
  id: 'pin/max-failures',
  title: { ja: '暗証番号の連続失敗', en: 'PIN misses until the lock' },
  rows: [row(3, 'W31 W32; rules.md 3', 'H')],
  otherwise: 3,
  setting: 'pin.userAuth.maxFailures',
})

/** Consecutive face mismatches until the lock. */
export const faceMaxFailures = rule<number>({
  id: 'face/max-failures',
  title: { ja: '顔認証の連続失敗', en: 'Face mismatches until the lock' },
  rows: [row(10, 'W32; rules.md 1.6', 'M')],
  otherwise: 10,
})

/** スマホのマイナ保険証. */
export const phoneServed = rule<boolean>({
  id: 'phone/served',
  title: { ja: 'スマートフォンのマイナ保険証', en: 'Phone as insurance card' },
  rows: [row(true, 'W26 W27; rules.md 1.1 no. 3', 'H', { from: '2025-09-19' })],
  otherwise: false,
})

/** The phone has no grace of its own. */
export const phoneGrace = rule<boolean>({
  id: 'phone/grace',
  title: { ja: 'スマートフォンの猶予', en: 'Grace for phones' },
  rows: [row(false, 'W28 D106; rules.md 1.1 no. 3', 'H')],
  otherwise: false,
})

/** Hours for which a consent given at the reader is good, to the second. */
export const consentHours = rule<number>({
  id: 'consent/hours',
  title: { ja: '閲覧同意の有効時間', en: 'Hours of a viewing consent' },
  rows: [row(24, 'TECH; wire.md 5.3', 'H')],
  otherwise: 24,
})

/** The patient is asked for limit consent at the reader before the release of 2024-10-07. */
export const limitConsentAsked = rule<string>({
  id: 'limit-info/card-consent-until',
  title: { ja: 'カードでの限度額同意', en: 'Limit consent at the reader' },
  rows: [row('2024-10-06', 'D1 D101; rules.md 9 no. 25', 'H')],
  otherwise: '2024-10-06',
  setting: 'limitInfo.cardConsentUntil',
})
