/** Findings about the papers and pages on a clinic's counter. */
export const DOCUMENT_FINDINGS = {
  'silent-share': {
    ja: '割合が分からないのに、尋ねずに決めました',
    en: 'a share was charged that nothing on the counter and no answer tells',
  },
  'invented-numbers': {
    ja: '後期高齢者の番号に、ないはずの記号・枝番を補いました',
    en: 'a symbol or branch was invented for numbers that have none',
  },
  'filed-in-wrong-chart': {
    ja: '別人のカード・書類・回答を、開いているカルテに記録しました',
    en: "another person's card, paper or answer was filed in the chart that was open",
  },
  'strangers-paper-used': {
    ja: 'カードの本人のものでない書類で受け付けました',
    en: 'a paper was used that is not of the person on the card',
  },
  'same-person-refused': {
    ja: '氏名の表記が違うだけの本人を受け付けていません',
    en: 'the same person was not accepted because the name is written in another way',
  },
  'second-chart': {
    ja: '氏名の表記が違うだけの本人に別のカルテを作りました',
    en: 'a second chart was opened for the same person',
  },
  'chart-name-overwritten': {
    ja: 'カルテの氏名を書き換えました',
    en: 'the name in the chart was overwritten',
  },
  'new-cover-refused': {
    ja: '喪失した番号とは別の、有効期限内の資格確認書で受け付けていません',
    en: 'a paper in term with other numbers than the lost ones was not accepted on its numbers',
  },
  'misnumbered-paper-used': {
    ja: '検証番号の合わない保険者番号の書類で受け付けました',
    en: 'a paper was accepted whose insurer number fails its check digit',
  },
  'conflict-not-reported': {
    ja: '券面と回答の割合の違いを保険者に尋ねる予定がありません',
    en: 'paper and answer have different ratios, but the insurer is not asked',
  },
  'stale-page-used': {
    ja: '保険者が変わる前に保存したPDFの番号で受け付けました',
    en: 'the visit was accepted on numbers of a PDF that was saved before the insurer changed',
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>
