import { addDays, addMonths, civilDate, endOfMonth } from '../../src/domain/civil-date.ts'
import { type MagicPerson, certificateEnding, specimenCover } from './magic-person.ts'

const source = 'facts/rules.md section 3'

/** 電子証明書の猶予: people around the end of a certificate. */
export const grace: readonly MagicPerson[] = [
  {
    id: 'grace/first-day',
    sentence: {
      ja: '電子証明書が前日に切れ、今日が猶予の初日。',
      en: 'The certificate expired yesterday: first day of grace.',
    },
    source,
    index: 160,
    changes: (start) => ({ ...certificateEnding(addDays(start, -1)), coverage: [specimenCover('kyokai', 101)] }),
  },
  {
    id: 'grace/last-month',
    sentence: {
      ja: '猶予が開始日の月末で終わる。月末に始めれば今日が猶予の最終日。',
      en: 'Grace ends with the month of the start: started on a month end, today is its last day.',
    },
    source,
    index: 176,
    changes: (start) => ({
      ...certificateEnding(endOfMonth(addMonths(start, -3))),
      coverage: [specimenCover('kokuho', 102)],
    }),
  },
  {
    id: 'grace/over',
    sentence: { ja: '猶予が先月末で終わった。', en: 'Grace ended with last month.' },
    source,
    index: 192,
    changes: (start) => ({
      ...certificateEnding(endOfMonth(addMonths(start, -4))),
      coverage: [specimenCover('kenpo', 103)],
    }),
  },
  {
    id: 'grace/expires-today',
    sentence: {
      ja: '電子証明書の有効期限が今日まで。まだ有効。',
      en: 'The certificate expires at the end of today and still works.',
    },
    source,
    index: 208,
    changes: (start) => ({ ...certificateEnding(start), coverage: [specimenCover('kyokai', 104)] }),
  },
  {
    id: 'grace/expired-2026-08-20',
    sentence: {
      ja: '2026年8月20日に期限切れ、猶予は11月30日まで（11月20日までではない）。',
      en: 'Expired on 2026-08-20; grace to 11-30, not to 11-20.',
    },
    source,
    index: 224,
    changes: () => ({
      ...certificateEnding(civilDate('2026-08-20')),
      birthDate: civilDate('1970-08-20'),
      coverage: [specimenCover('kyokai', 105)],
    }),
  },
  {
    id: 'grace/expired-2026-07-31',
    sentence: { ja: '2026年7月31日に期限切れ、猶予は10月31日まで。', en: 'Expired on 2026-07-31; grace to 10-31.' },
    source,
    index: 240,
    changes: () => ({
      ...certificateEnding(civilDate('2026-07-31')),
      birthDate: civilDate('1975-07-31'),
      coverage: [specimenCover('kenpo', 106)],
    }),
  },
  {
    id: 'grace/expired-2026-09-30',
    sentence: {
      ja: '2026年9月30日に期限切れ、猶予は12月31日まで（30日までではない）。',
      en: 'Expired on 2026-09-30; grace to 12-31, not to 12-30.',
    },
    source,
    index: 256,
    changes: () => ({
      ...certificateEnding(civilDate('2026-09-30')),
      birthDate: civilDate('1960-09-30'),
      coverage: [specimenCover('kyosai', 107)],
    }),
  },
  {
    id: 'grace/leap-day',
    sentence: {
      ja: '1988年2月29日生まれ。証明書は2025年2月28日に切れ、猶予は5月31日まで。',
      en: 'Born on 29 February 1988: the certificate ended on 2025-02-28, grace on 05-31.',
    },
    source: 'facts/rules.md section 3 and section 9 no. 22 (leap.policy FEB28)',
    index: 272,
    changes: () => ({
      ...certificateEnding(civilDate('2025-02-28'), {
        issued: civilDate('2020-03-01'),
        bodyExpiry: civilDate('2030-02-28'),
        certificate: { issued: civilDate('2020-03-01'), expiry: civilDate('2025-02-28') },
      }),
      birthDate: civilDate('1988-02-29'),
      coverage: [specimenCover('kyokai', 108)],
    }),
  },
  {
    id: 'grace/body-too',
    sentence: {
      ja: 'カード本体と電子証明書が同じ2026年11月20日に切れた。',
      en: 'Card body and certificate both ended on 2026-11-20.',
    },
    source: 'facts/rules.md section 3 (grace.coversBody)',
    index: 288,
    changes: () => ({
      ...certificateEnding(civilDate('2026-11-20'), {
        issued: civilDate('2016-11-25'),
        bodyExpiry: civilDate('2026-11-20'),
        certificate: { issued: civilDate('2021-10-01'), expiry: civilDate('2026-11-20') },
      }),
      birthDate: civilDate('1980-11-20'),
      coverage: [specimenCover('kyokai', 109)],
    }),
  },
]
