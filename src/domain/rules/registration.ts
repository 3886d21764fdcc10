import { row, rule } from './row.ts'

/** 突合で一致しないときの扱い: what differs decides what is hidden, or any difference hides the record. */
export const mismatchHides = rule<'BY_CLASS' | 'RECORD'>({
  id: 'registration/mismatch-hides',
  title: {
    ja: '住民基本台帳との不一致で閲覧できなくなるもの',
    en: 'What a difference from the resident register hides',
  },
  rows: [
    row('BY_CLASS', 'K6 M4 A9; insurer.md 2.6', 'H', { until: '2024-05-06' }),
    row('RECORD', 'M5 W62; insurer.md 2.6, rules.md 10.2', 'M', { from: '2024-05-07' }),
  ],
  otherwise: 'RECORD',
  setting: 'registration.mismatchHides',
})

/** 処理時刻: times of day at which what was received is processed, separated by spaces. */
export const registrationRuns = rule<string>({
  id: 'registration/runs',
  title: { ja: '登録の処理時刻', en: 'Times at which registrations are processed' },
  rows: [row('12:00 21:00', 'insurer.md 7', 'L')],
  otherwise: '12:00 21:00',
  setting: 'registration.runs',
})

/** 突合の所要: runs between asking the resident register and its answer. */
export const comparisonRuns = rule<number>({
  id: 'registration/comparison-runs',
  title: { ja: '突合結果が届くまでの処理回数', en: 'Runs until the comparison is answered' },
  rows: [row(1, 'insurer.md 7', 'L')],
  otherwise: 1,
  setting: 'registration.comparisonRuns',
})

/** 閲覧開始: when a record can be seen once the comparison allowed it. */
export const registrationVisible = rule<'NEXT_MORNING' | 'WITH_VERDICT' | 'TWO_DAYS'>({
  id: 'registration/visible',
  title: { ja: '突合結果から閲覧できるまで', en: 'From the verdict until the record is visible' },
  rows: [row('NEXT_MORNING', 'C6 C1; insurer.md 7', 'L')],
  otherwise: 'NEXT_MORNING',
  setting: 'registration.visible',
})

/** Day of the month on which the state of the previous month end is published, at 06:00. */
export const statusListDay = rule<number>({
  id: 'registration/status-list-day',
  title: { ja: '利用登録状況の一覧が届く日', en: 'Day on which the registration-status list arrives' },
  rows: [row(5, 'M6 C2; insurer.md 3', 'M')],
  otherwise: 5,
})

/** Months after that of the expiry from which the month end shows an expired certificate. */
export const expiredListedAfter = rule<number>({
  id: 'registration/expired-listed-after-months',
  title: { ja: '期限切れが一覧に載るまでの月数', en: 'Months until an expired certificate is listed' },
  rows: [
    row(3, 'C19; insurer.md 3.3', 'M', { until: '2025-08-14' }),
    row(2, 'C20; insurer.md 3.3', 'M', { from: '2025-08-15' }),
  ],
  otherwise: 2,
  setting: 'insurer.expiryListMonths',
})

/** Day of the month on which overlaps and moved claims are published, at 06:00. */
export const overlapListDay = rule<number>({
  id: 'registration/overlap-list-day',
  title: { ja: '資格重複状況結果一覧が届く日', en: 'Day on which the list of overlaps arrives' },
  rows: [row(10, 'insurer.md 7', 'L')],
  otherwise: 10,
  setting: 'overlap.listDay',
})

/** Whether the single day of double cover that the law prescribes is listed as an overlap. */
export const lawfulDayListed = rule<boolean>({
  id: 'registration/lawful-day-listed',
  title: { ja: '法定の重複1日を一覧に載せるか', en: 'The one lawful day of double cover on the list' },
  rows: [row(false, 'R1 D15; insurer.md 7', 'L')],
  otherwise: false,
  setting: 'overlap.lawfulDayListed',
})
