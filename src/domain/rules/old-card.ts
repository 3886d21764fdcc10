import { row, rule } from './row.ts'

/** 被保険者証: last day on which an old card proves anything by itself, printed expiry apart. */
export const oldCardValid = rule<boolean>({
  id: 'old-card/valid',
  title: { ja: '被保険者証（旧券）の使用', en: 'Old insurance card in force' },
  rows: [
    row(true, 'S0 S3 S4 W30; rules.md 1.1 no. 1', 'H', { until: '2025-12-01' }),
    row(false, 'S0 S3 S4 W30; rules.md 1.1 no. 1', 'H', { from: '2025-12-02' }),
  ],
  otherwise: false,
})

/** Provisional tolerance of an expired old card or a notice alone: residence-based cover (国保, 後期). */
export const toleranceResidence = rule<boolean>({
  id: 'provisional/residence-cover',
  title: { ja: '暫定的取扱い（国保・後期）', en: 'Provisional tolerance, residence-based cover' },
  rows: [
    row(true, 'W12 W13; rules.md 1.1 no. 2', 'H', { from: '2025-08-01', until: '2026-03-31', knownFrom: '2025-06-27' }),
    row(true, 'W15 W16 D50; rules.md 9 no. 5', 'M', {
      from: '2025-08-01',
      until: '2026-07-31',
      knownFrom: '2026-03-19',
    }),
  ],
  otherwise: false,
})

/** Provisional tolerance of an expired old card or a notice alone: everybody. */
export const toleranceAll = rule<boolean>({
  id: 'provisional/all-covers',
  title: { ja: '暫定的取扱い（全保険者）', en: 'Provisional tolerance, every insurer' },
  rows: [
    row(true, 'W14 W17; rules.md 1.1 no. 2', 'H', { from: '2025-12-02', until: '2026-03-31', knownFrom: '2025-11-12' }),
    row(true, 'W15 W16 D50; rules.md 9 no. 5', 'M', {
      from: '2025-12-02',
      until: '2026-07-31',
      knownFrom: '2026-03-19',
    }),
  ],
  otherwise: false,
})
