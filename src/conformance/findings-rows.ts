/** Findings about single ways of showing cover. */
export const ROW_FINDINGS = {
  'renewal-not-advised': {
    ja: '電子証明書の更新を案内していません',
    en: 'the patient was not told to renew the certificate',
  },
  'renewal-advised-early': {
    ja: '期限まで3か月より長いのに、電子証明書の更新を案内しました',
    en: 'the renewal was advised although more than three months are left',
  },
  'proof-not-asked-for': {
    ja: '暫定的に受け付けたのに、次回の持参を伝えていません',
    en: 'the visit was tolerated, and the patient was not told to bring proof next time',
  },
  'first-of-several-taken': {
    ja: 'お知らせ・画面・自院の記録の番号が複数該当なのに、尋ねずに受け付けました',
    en: 'several records match the numbers of a notice, page or own record, and nobody was asked',
  },
  'record-deleted': {
    ja: '回答3のあと、記録にあった番号を失いました',
    en: 'after the answer 3 the numbers on record were lost',
  },
  'record-overwritten': {
    ja: '回答3のあと、記録にない番号で請求しました',
    en: 'after the answer 3 the claim stands on numbers that nobody has told',
  },
  'consent-demanded': {
    ja: '閲覧の同意がないことを理由に、有効な資格を使っていません',
    en: 'valid cover was not used because the patient agreed to no view',
  },
  'read-against-refusal': {
    ja: '同意していない情報を要求しました',
    en: 'information was requested that the patient did not agree to',
  },
  'add-on-accepted': {
    ja: '添える証だけで資格を認めました',
    en: 'cover was accepted on an add-on certificate alone',
  },
  'record-serves-wrongly': {
    ja: 'カードと「変わりない」の確認がそろわないのに、自院の記録で受け付けました',
    en: 'the own record was used without the card and the word that nothing has changed',
  },
  'record-refused': {
    ja: 'カードと「変わりない」の確認があるのに、自院の記録で受け付けていません',
    en: 'the own record was not used although card and word were there',
  },
  'declaration-without-card': {
    ja: 'カードのない人の申立書を認めました',
    en: 'a declaration was accepted from a person without a card',
  },
  'declaration-refused': {
    ja: 'カードと申立書を断りました',
    en: 'a declaration with the card was refused although nothing else was at hand',
  },
  'declaration-not-last': {
    ja: 'ほかに示されたものがあるのに、申立書を使いました',
    en: 'the declaration was used although something better was at hand',
  },
  'screen-without-login': {
    ja: 'ログインできないはずのマイナポータル画面を認めました',
    en: 'a portal page was accepted from a person who cannot log in',
  },
  'screen-refused': {
    ja: 'カードとマイナポータルの画面を断りました',
    en: 'the card with a live portal page was refused',
  },
  'notice-out-of-its-days': {
    ja: '使えない日のお知らせを認めました',
    en: 'a notice was accepted on a day on which it does not serve',
  },
  'notice-refused': {
    ja: '使える日のお知らせを断りました',
    en: 'a notice was refused on a day on which it serves',
  },
  'address-taken-for-error': {
    ja: '住所が保険者の所在地と違うことを理由に、有効な資格を使っていません',
    en: 'valid cover was not used because the member lives elsewhere',
  },
  'other-name-refused': {
    ja: '通称のカルテと同じ人なのに、別の人として扱いました',
    en: 'the person in the chart under the common name was taken for another',
  },
  'other-name-other-chart': {
    ja: '通称のカルテに記録せず、別のカルテに記録しました',
    en: 'the visit was not filed in the chart under the common name',
  },
  'answer-carried-over-midnight': {
    ja: '前日の照会の回答を、日付が変わったあとの確認としました',
    en: 'the answer of the day before was shown as a check of this day',
  },
} as const
