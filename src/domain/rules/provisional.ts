import { row, rule } from './row.ts'

/** 暫定的取扱いの最終日 (inclusive): the end as it stood; the days on which it is open are rows of `provisional/…-cover(s)`. */
export const provisionalUntil = rule<string>({
  id: 'provisional/until',
  title: { ja: '暫定的取扱いの最終日', en: 'Last day of the tolerance' },
  rows: [
    row('2026-03-31', 'W12 W13; rules.md 1.1 no. 2', 'H', { knownFrom: '2025-06-27' }),
    row('2026-07-31', 'W15 W16 D50; rules.md 9 no. 5', 'M', { knownFrom: '2026-03-19' }),
  ],
  otherwise: '2026-07-31',
  setting: 'provisional.until',
})

/** 暫定的取扱いの対象: every cover, or those by residence only. */
export const provisionalInsurers = rule<'ALL' | 'RESIDENCE_BASED'>({
  id: 'provisional/insurers',
  title: { ja: '暫定的取扱いの対象', en: 'Covers of the tolerance' },
  rows: [
    row('RESIDENCE_BASED', 'W12 W13; rules.md 9 no. 4', 'H', { knownFrom: '2025-06-27' }),
    row('ALL', 'W14 W17; rules.md 9 no. 4', 'H', { knownFrom: '2025-11-12' }),
  ],
  otherwise: 'ALL',
  setting: 'provisional.insurers',
})

/** 暫定的取扱いの照会: demanded on the same day. */
export const provisionalCheck = rule<boolean>({
  id: 'provisional/online-check',
  title: { ja: '暫定的取扱いに要る照会', en: 'Inquiry for the tolerance' },
  rows: [row(true, 'W12 W13; rules.md 1.3 M02', 'H')],
  otherwise: true,
  setting: 'provisional.requiresOnlineCheck',
})

/** お知らせのみ: covered by the tolerance like an expired card. */
export const provisionalNotice = rule<boolean>({
  id: 'provisional/notice',
  title: { ja: 'お知らせのみの暫定的取扱い', en: 'Tolerance of a notice alone' },
  rows: [row(true, 'W12 W13; rules.md 1.3 M12', 'H')],
  otherwise: true,
  setting: 'provisional.notice',
})

/** カードと資格確認書の両方: the card first, the paper taken too, or refused. */
export const besideCard = rule<'ACCEPT' | 'REFUSE'>({
  id: 'paper/beside-card',
  title: { ja: 'カードと資格確認書の両方', en: 'A card and a 資格確認書' },
  rows: [row('ACCEPT', 'D71 D72; rules.md 2.1 row AC, 9 no. 41', 'M')],
  otherwise: 'ACCEPT',
  setting: 'paper.besideCard',
})
