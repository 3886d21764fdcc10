/** Findings about ways of presenting, places and tools. */
export const PLACE_FINDINGS = {
  'unfit-way-offered': {
    ja: 'このカード・来た人・場所では使えない本人確認の方法を案内しました',
    en: 'a way of reading was offered that this card, this person or this place does not have',
  },
  'taken-as-read': {
    ja: '読み取れていないカードを読み取りとして受け付けました',
    en: 'the visit was accepted as read although nothing was read',
  },
  'portal-on-phone-refused': {
    ja: '読み取れなかったスマートフォンで示されたマイナポータルの画面を断りました',
    en: 'a live portal page on the phone whose reading failed was refused',
  },
  'claimed-twice': { ja: '同じ受診を二重に請求しました', en: 'one visit was claimed twice' },
  'mode-screen-out-of-time': {
    ja: '切り替えられていない機能の画面で受け付けました',
    en: 'the screen of an emergency function was accepted while the function was not open',
  },
  'mode-screen-refused': {
    ja: '切り替えられた機能の画面で受け付けていません',
    en: 'the screen of an open emergency function was not accepted',
  },
  'mode-use-unreported': {
    ja: 'システム障害時モードの利用報告の予定がありません',
    en: 'the use of the outage mode is not going to be reported',
  },
  'event-paper-refused': {
    ja: '学校行事等の付き添いの大人が示した、子どもの書類を断りました',
    en: "a pupil's paper shown by the accompanying adult of a school event was refused",
  },
  'event-paper-exceeded': {
    ja: '学校行事等の取扱いの条件（子ども、付き添い、写しの開始日）を満たさない書類を受け付けました',
    en: 'a paper was accepted outside the rule for school events (a child, the adult, the first day of copies)',
  },
  'arrival-unidentified': {
    ja: '事前に確認した患者を、来院時の本人確認なしに受け付けました',
    en: 'a patient who was checked before arrival was accepted without showing who he is',
  },
  'known-arrival-refused': {
    ja: '来院時の本人確認が済んでいるのに受け付けていません',
    en: 'a patient was not accepted although who he is is plain at arrival',
  },
  'stop-gap-refused': {
    ja: '期限内のつなぎの証を断りました',
    en: 'a stop-gap paper in term was refused',
  },
  'stop-gap-overdue': {
    ja: '期限の過ぎたつなぎの証を受け付けました',
    en: 'a stop-gap paper past its last day was accepted',
  },
  'telephone-refused': {
    ja: '電話再診を自院の記録で受け付けていません',
    en: 'a visit by telephone was not accepted on the own record',
  },
  'telephone-unasked': {
    ja: '電話再診を、照会も聞き取りもせずに受け付けました',
    en: 'a visit by telephone was accepted with neither an inquiry nor a question',
  },
  'ladder-online': {
    ja: 'オンライン診療で、使えない代替手段を認めるか案内しました',
    en: 'a substitute of the counter was accepted or offered in an online consultation',
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>
