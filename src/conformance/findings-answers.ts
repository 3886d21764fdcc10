/** Findings about what clinics are answered, and about records that an insurer's system keeps in step. */
export const ANSWER_FINDINGS = {
  'other-persons-data': {
    ja: '取り違えた個人番号の記録が、別の人の情報として回答されています',
    en: 'a record under an exchanged number is answered for another person',
  },
  'swap-not-mended': {
    ja: '正しい個人番号が届いたのに、取り違えが直っていません',
    en: 'the right numbers were supplied, but the exchange was not put right',
  },
  'closed-on-earlier-cover': {
    ja: '国保より前に取得した社保を理由に、職権で喪失させました',
    en: 'cover was closed ex officio because of a cover that began before it',
  },
  'not-invited': {
    ja: '資格のない住民に、国保への加入を勧奨していません',
    en: 'a resident without cover was not invited to join 国保',
  },
  'invited-although-insured': {
    ja: 'すでに国保に加入した人に、加入を勧奨しました',
    en: 'somebody who has joined 国保 was invited to join',
  },
  'invited-too-early': {
    ja: '一覧に載っていない人に、加入を勧奨しました',
    en: 'somebody was invited who is on no list',
  },
  'invited-twice': { ja: '同じ人に二度、加入を勧奨しました', en: 'somebody was invited twice' },
  'past-blocks-current': {
    ja: '過去の記録の相違を理由に、現在の資格を登録していません',
    en: 'a past record that differs kept the present one from being registered',
  },
  'past-shown': {
    ja: '相違のある過去の記録が回答されるようになりました',
    en: 'a past record that differs became visible',
  },
  'taken-for-another-person': {
    ja: '表記のゆれを別人として扱い、記録を取り消したり付け替えたりしました',
    en: 'another spelling was taken for another person: the record was taken back or moved',
  },
  'spelling-not-settled': {
    ja: '表記のゆれを訂正も「疑義なし」ともせず、記録が隠れたままです',
    en: 'another spelling was neither amended nor declared free of doubt, so that the record stays hidden',
  },
  'number-not-asked-for': {
    ja: '個人番号のない人に、提出を求める書面を送っていません',
    en: 'a member without a number was not asked for it by letter',
  },
  'no-certificate-without-number': {
    ja: '個人番号のない人に、資格確認書を交付していません',
    en: 'a member without a number has no certificate',
  },
  'never-sent-again': {
    ja: '回線の障害で届かなかった記録を、送り直していません',
    en: 'a record that did not arrive was not sent again',
  },
  'sent-twice': { ja: '同じ記録を二度送りました', en: 'a record was sent twice' },
  'special-not-shown': {
    ja: '特別療養の区分（05）が回答に現れません',
    en: 'special treatment does not show as the class 05 in the answer',
  },
  'special-on-exempt': {
    ja: '特別療養の対象でない人（18歳に達した後の3月31日までの子、公費）に区分05を付けました',
    en: 'the class 05 was given to somebody who is exempt: a child, or a holder of 公費',
  },
  'special-not-on-paper': {
    ja: '特別療養の人の書面に（特別療養）または10割の記載がありません',
    en: 'a paper of somebody under special treatment does not carry (特別療養) and 10割',
  },
  'special-paper-for-exempt': {
    ja: '特別療養の対象でない人に（特別療養）の書面を出しました',
    en: 'a paper of special treatment was issued to somebody who is exempt',
  },
  'stale-end': {
    ja: '有効終了のない決定のあとに、前の有効終了が残っています',
    en: 'an older end is left in a record that has none',
  },
  'member-left-behind': {
    ja: '保険者番号の変更で、移していない加入者がいます',
    en: 'a member was not carried over to the new insurer number',
  },
  'voided-instead-of-closed': {
    ja: '2回目以降の保険料未納で、資格を初めから取り消しました',
    en: 'a cover with a later premium unpaid was voided from its first day',
  },
  'answered-though-never': {
    ja: '初めからなかった資格が、まだ回答されます',
    en: 'a cover that never was is still answered',
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>
