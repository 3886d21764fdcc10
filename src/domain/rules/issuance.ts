import { row, rule } from './row.ts'

/** 後期高齢者への交付: everybody, by card and age, by use of the card, or only who holds no registered card. */
export const koukiIssuance = rule<'ALL' | 'HOLDING' | 'USAGE' | 'NON_HOLDERS'>({
  id: 'issuance/kouki',
  title: { ja: '後期高齢者への資格確認書の交付', en: 'Who of 後期 is sent a 資格確認書' },
  rows: [
    row('ALL', 'W44; rules.md 7, 10.2', 'H', { from: '2024-12-02', until: '2025-07-31' }),
    row('ALL', 'W44; rules.md 7, 10.2', 'H', { from: '2025-08-01', until: '2026-07-31', knownFrom: '2025-04-03' }),
    row('HOLDING', 'W18 W19 D51; rules.md 7', 'M', { from: '2026-08-01', knownFrom: '2026-08-01' }),
  ],
  otherwise: 'NON_HOLDERS',
  setting: 'kouki.rule',
})

/** 後期: age from which everybody is sent a certificate, counted on one day; null while age does not matter. */
export const koukiAgeForAll = rule<number | null>({
  id: 'issuance/kouki-age',
  title: { ja: '全員に交付する後期高齢者の年齢', en: 'Age from which everybody of 後期 is sent one' },
  rows: [row(85, 'W18 W19; rules.md 1.1 no. 7, 7', 'M', { from: '2026-08-01', knownFrom: '2026-08-01' })],
  otherwise: null,
})

/** 年齢を数える日: the one day on which that age is counted; a later birthday gives nothing by itself. */
export const koukiAgeDay = rule<string | null>({
  id: 'issuance/kouki-age-day',
  title: { ja: '年齢を数える日', en: 'Day on which that age is counted' },
  rows: [row('2026-08-01', 'W18 W19; rules.md 7', 'M', { from: '2026-08-01', knownFrom: '2026-08-01' })],
  otherwise: null,
})

/** 85歳: reached on the birthday, or in law on the day before. */
export const koukiAgeMode = rule<'BIRTHDAY' | 'LEGAL'>({
  id: 'issuance/kouki-age-mode',
  title: { ja: '85歳の数え方', en: 'How the 85 years are counted' },
  rows: [row('BIRTHDAY', 'rules.md 9 no. 28', 'L')],
  otherwise: 'BIRTHDAY',
  setting: 'kouki.ageMode',
})

/** 利用の実績: uses within twelve months that a 広域連合 by use asks for, one of them within the last three months. */
export const koukiUses = rule<number | null>({
  id: 'issuance/kouki-uses',
  title: { ja: '実績で判断する広域連合の利用回数', en: 'Uses in twelve months where use decides' },
  rows: [row(6, 'W19; rules.md 7', 'M', { from: '2026-08-01', knownFrom: '2026-08-01' })],
  otherwise: null,
})

/** 資格確認書を送る相手: other people than 後期, from the day on which old cards are no longer made. */
export const certificateTo = rule<'NOBODY' | 'NON_HOLDERS'>({
  id: 'issuance/certificate-to',
  title: { ja: '資格確認書を申請なしで送る相手', en: 'Who is sent a 資格確認書 without applying' },
  rows: [row('NON_HOLDERS', 'S1; rules.md 7', 'H', { from: '2024-12-02' })],
  otherwise: 'NOBODY',
})

/** お知らせの送付先. */
export const noticeTo = rule<'BY_INSURER' | 'ALL' | 'HOLDERS'>({
  id: 'issuance/notice-to',
  title: { ja: '資格情報のお知らせの送付先', en: 'Who is sent a notice' },
  rows: [row('BY_INSURER', 'S0 S1 S2 S3; rules.md 9 no. 27', 'M')],
  otherwise: 'BY_INSURER',
  setting: 'insurer.noticeTo',
})

/** 番号未連携の人へのお知らせ. */
export const noticeUnlinked = rule<'WITHHOLD' | 'BLANK'>({
  id: 'issuance/notice-unlinked',
  title: { ja: '番号未連携の人へのお知らせ', en: 'Notice for an unlinked member' },
  rows: [row('WITHHOLD', 'S3; insurer.md 7', 'L')],
  otherwise: 'WITHHOLD',
  setting: 'notice.unlinked',
})

/** 2025年の一斉交付: months in which holders of an old card without a registered card are sent theirs. */
export const massIssue = rule<boolean>({
  id: 'issuance/mass-2025',
  title: { ja: '2025年の一斉交付', en: 'Mass issue of 2025' },
  rows: [row(true, 'S0 S1; rules.md 7', 'H', { from: '2025-11-01', until: '2025-11-30' })],
  otherwise: false,
})

/** 協会けんぽのお知らせ: wave of the mailing that runs on a day, 0 outside. */
export const kyokaiNoticeWave = rule<0 | 1 | 2>({
  id: 'issuance/kyokai-notice-wave',
  title: { ja: '協会けんぽのお知らせの発送', en: 'Mailing of notices by 協会けんぽ' },
  rows: [
    row(1, 'S3; rules.md 7', 'H', { from: '2024-09-09', until: '2024-09-30' }),
    row(2, 'S3; rules.md 7', 'H', { from: '2025-01-22', until: '2025-02-03' }),
  ],
  otherwise: 0,
})

/** 協会けんぽのお知らせ: last day of acquisition of the people in the second wave. */
export const kyokaiNoticeAcquired = rule<string | null>({
  id: 'issuance/kyokai-notice-acquired-until',
  title: { ja: '第2回の対象となる資格取得の最終日', en: 'Last acquisition of the second wave' },
  rows: [row('2024-11-29', 'S3; rules.md 7', 'H', { from: '2025-01-22', until: '2025-02-03' })],
  otherwise: null,
})

/** 協会けんぽのお知らせ: most people in one parcel to an employer. */
export const kyokaiParcel = rule<number>({
  id: 'issuance/kyokai-parcel-persons',
  title: { ja: '1つの送付物の人数の目安', en: 'People in one parcel to an employer' },
  rows: [row(150, 'S3; rules.md 7', 'H')],
  otherwise: 150,
})

/** 協会けんぽの資格確認書: weeks in which the certificates of 2025 are mailed, branch by branch. */
export const kyokaiCertificates = rule<boolean>({
  id: 'issuance/kyokai-certificates',
  title: { ja: '協会けんぽの資格確認書の発送', en: 'Mailing of certificates by 協会けんぽ' },
  rows: [row(true, 'W64; rules.md 7', 'M', { from: '2025-07-30', until: '2025-10-31' })],
  otherwise: false,
})

/** 協会けんぽの資格確認書の抽出: the day on which a missing registration was counted, and the last acquisition. */
export const kyokaiExtraction = rule<string | null>({
  id: 'issuance/kyokai-extraction',
  title: { ja: '協会けんぽの抽出日（利用登録の有無）', en: 'Day on which 協会けんぽ counted registrations' },
  rows: [row('2025-04-30', 'W64; rules.md 7', 'H', { from: '2025-04-30' })],
  otherwise: null,
})

/** 資格確認書の有効期間: what an insurer has decided; never more than five years. */
export const certificateTerm = rule<'BY_INSURER' | 'ONE_YEAR' | 'THREE_YEARS' | 'FIVE_YEARS'>({
  id: 'issuance/certificate-term',
  title: { ja: '資格確認書の有効期間', en: 'Term of a 資格確認書' },
  rows: [row('BY_INSURER', 'S0 S2 S3 S4 D49; rules.md 9 no. 7', 'M')],
  otherwise: 'BY_INSURER',
  setting: 'insurer.certTerm',
})

/** 有効期間の上限: longest term in years. */
export const certificateLongest = rule<number>({
  id: 'issuance/certificate-longest-years',
  title: { ja: '資格確認書の有効期間の上限（年）', en: 'Longest term of a 資格確認書 in years' },
  rows: [row(5, 'S3 S4 W43; rules.md 4.1, 9 no. 7', 'H')],
  otherwise: 5,
})

/** 再交付手数料 in yen; a first certificate is always free. */
export const reissueFee = rule<number>({
  id: 'issuance/reissue-fee',
  title: { ja: '再交付手数料（円）', en: 'Fee for a new copy in yen' },
  rows: [row(0, 'S0; rules.md 7, 9 no. 8', 'M')],
  otherwise: 0,
  setting: 'insurer.reissueFee',
})

/** 高齢受給者証: beside the certificate, merged into it, or none. */
export const elderlyCertificate = rule<'BY_INSURER' | 'SEPARATE' | 'MERGED' | 'NONE'>({
  id: 'issuance/elderly-certificate',
  title: { ja: '70歳以上の高齢受給者証', en: 'Elderly certificate (高齢受給者証) from 70' },
  rows: [row('BY_INSURER', 'S2; rules.md 9 no. 15', 'M')],
  otherwise: 'BY_INSURER',
  setting: 'elderlyCert',
})

/** 電子証明書の期限切れ後: sent before the grace ends, or only when asked for. */
export const issueOnExpiry = rule<'AUTOMATIC' | 'ON_APPLICATION'>({
  id: 'issuance/on-expiry',
  title: { ja: '電子証明書の期限切れ後の交付', en: 'Issue after the certificate of the card ended' },
  rows: [row('AUTOMATIC', 'W21 W22; rules.md 3, 9 no. 18', 'H')],
  otherwise: 'AUTOMATIC',
  setting: 'insurer.autoIssueOnExpiry',
})

/** 利用登録の解除: possible from the release of the registers on; when it takes effect. */
export const deregistrationOpen = rule<boolean>({
  id: 'deregistration/open',
  title: { ja: '利用登録の解除', en: 'De-registration possible' },
  rows: [row(true, 'S4 W64; rules.md 10.2', 'H', { from: '2024-10-28' })],
  otherwise: false,
})

/** 解除が効く日. */
export const deregistrationEffective = rule<'END_OF_NEXT_MONTH' | 'END_OF_MONTH'>({
  id: 'deregistration/effective',
  title: { ja: '利用登録の解除が効く日', en: 'When a de-registration takes effect' },
  rows: [row('END_OF_NEXT_MONTH', 'A12 A13; insurer.md 3.4', 'H')],
  otherwise: 'END_OF_NEXT_MONTH',
  setting: 'deregistration.effective',
})

/** 届出の期限: days in which an insurer registers what it received, the day of receipt not counted. */
export const registrationDays = rule<number>({
  id: 'clock/registration-days',
  title: { ja: '保険者が登録するまでの日数', en: 'Days in which an insurer registers' },
  rows: [row(5, 'K4 C1; insurer.md 1.5', 'H', { from: '2023-06-01' })],
  otherwise: 5,
})

/** 国保の届出の期限 in days. */
export const municipalDays = rule<number>({
  id: 'clock/municipal-days',
  title: { ja: '国保の届出の日数', en: 'Days for a filing with 国保' },
  rows: [row(14, 'S2 W47; rules.md 7', 'H')],
  otherwise: 14,
})

/** 5日の数え方. */
export const clockDays = rule<'CALENDAR' | 'BUSINESS'>({
  id: 'clock/days',
  title: { ja: '5日以内の数え方', en: 'How the five days are counted' },
  rows: [row('CALENDAR', 'insurer.md 1.5', 'L')],
  otherwise: 'CALENDAR',
  setting: 'clock.days',
})

/** 返戻された届の起算. */
export const returnedForm = rule<'COMPLETED_FORM' | 'FIRST_RECEIPT'>({
  id: 'clock/returned-form',
  title: { ja: '返戻された届の5日の起算', en: 'Start of the five days for a returned form' },
  rows: [row('COMPLETED_FORM', 'insurer.md 7', 'L')],
  otherwise: 'COMPLETED_FORM',
  setting: 'clock.returnedForm',
})

/** 75歳になる国保の資格喪失日. */
export const kokuhoAt75 = rule<'DAY_AFTER' | 'BIRTHDAY'>({
  id: 'loss/kokuho-at-75',
  title: { ja: '75歳になる国保の資格喪失日', en: 'Loss of 国保 at 75' },
  rows: [row('DAY_AFTER', 'D15 D16 D104; insurer.md 1.7, 8 no. 11', 'H')],
  otherwise: 'DAY_AFTER',
  setting: 'loss.kokuhoAt75',
})

/** 一斉更新: weeks between the extraction and the first day of the new certificates. */
export const renewalExtract = rule<number>({
  id: 'issuance/renewal-extract-weeks',
  title: { ja: '一斉更新の抽出（週前）', en: 'Weeks between extraction and a mass renewal' },
  rows: [row(6, 'insurer.md 7', 'L')],
  otherwise: 6,
  setting: 'renewal.extractWeeks',
})
