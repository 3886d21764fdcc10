import type { SettingRow } from './setting.ts'

/** お金の設定: switches of limits, shares and fees, in the order of `facts/rules.md` sections 9 and 6. */
export const MONEY_SETTINGS = [
  {
    name: 'fee.addOn',
    title: { ja: 'マイナ保険証による医療費の差', en: 'Whether a My Number card makes a visit cheaper' },
    default: 'OFF',
    alternatives: ['SEEDS'],
    assumption: false,
    source: 'rules.md 9 no. 14 [S0][S1][S2]',
    seeds: 'SEEDS',
  },
  {
    name: 'ratio.kokuhoActive',
    title: {
      ja: '国保の70～74歳が3割になる課税所得（円）',
      en: 'Taxable income of three tenths from 70 in 国保 (yen)',
    },
    default: 1_450_000,
    alternatives: ['ASK'],
    assumption: true,
    source: 'rules.md 6',
  },
  {
    name: 'limit.borderlineRemark',
    title: { ja: '低所得Ⅰ（老福・境）の特記事項', en: 'Claim code of low income I, pension and borderline' },
    default: '30区オ',
    alternatives: ['NONE'],
    assumption: true,
    source: 'wire.md 3.1 [D17]',
  },
  {
    name: 'limit.lowIncomeMultiRemark',
    title: { ja: '低所得Ⅱの多数回の特記事項', en: 'Claim code of low income II in its fourth month' },
    default: '35多オ',
    alternatives: ['30区オ'],
    assumption: true,
    source: 'wire.md 3.1 [D17]',
  },
] as const satisfies readonly SettingRow<string>[]

/** Names of the settings of this table. */
export type MoneySettingName = (typeof MONEY_SETTINGS)[number]['name']
