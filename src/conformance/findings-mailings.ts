/** Findings about who is sent which paper, for how long, and by which way. */
export const MAILING_FINDINGS = {
  'late-elderly-without-certificate': {
    ja: '2026-08-01に資格確認書を持つべき後期の人に、交付していません',
    en: 'a member of 後期 who has to hold a certificate on 2026-08-01 got none',
  },
  'late-elderly-certificate-too-many': {
    ja: '2026-08-01以後はお知らせでよい後期の人に、資格確認書を交付しました',
    en: 'a member of 後期 to whom a notice is due from 2026-08-01 got a certificate',
  },
  'certificate-by-later-birthday': {
    ja: '2026-08-02以後に85歳になったことだけを理由に資格確認書を交付しました',
    en: 'a certificate was issued for no other reason than that somebody turned 85 after 2026-08-01',
  },
  'certificate-before-law': {
    ja: '2024-12-02より前に資格確認書を交付しました',
    en: 'a certificate was issued before 2024-12-02',
  },
  'title-of-another-scheme': {
    ja: '資格確認書の表題が制度と合いません',
    en: 'the title of a certificate is that of another scheme',
  },
  'notice-titled-certificate': {
    ja: 'お知らせに資格確認書の表題を付けました',
    en: 'a notice bears the title of a certificate',
  },
  'reissued-with-wrong-share': {
    ja: '再交付した証の負担割合が、その証の最初の日の割合ではありません',
    en: 'the share on a re-issued paper is not the one of its first day',
  },
  'reissue-outlasts-share': {
    ja: '再交付した証の有効期限が、次の負担割合の始まる前日を過ぎています',
    en: 'a re-issued paper runs into the days of the next share',
  },
  'short-term-too-long': {
    ja: 'カードの紛失・更新中の人の資格確認書が、保険者の定める短期を超えています',
    en: 'the certificate of somebody whose card is lost or being renewed runs longer than the short term decided',
  },
  'not-issued-on-application': {
    ja: '申請のあった資格確認書を交付していません',
    en: 'a certificate that was applied for was not issued',
  },
  'assistance-forgotten': {
    ja: '一度申請した要配慮者に、更新の資格確認書を申請なしに交付していません',
    en: 'somebody who applied once for need of assistance got no next certificate without applying',
  },
  'no-share-on-certificate': {
    ja: '70歳以上でカードのない人が、割合の始まる日に、その割合の書かれた証を持っていません',
    en: 'from the day of the share a member of 70 and over without card holds no certificate that carries it',
  },
  'issuer-incomplete': {
    ja: '書類に保険者の番号または名称がありません',
    en: 'number or name of the insurer is missing on a paper',
  },
  'leaver-not-pulled': {
    ja: '抽出後に資格を失った人を一斉発送から除いていません',
    en: 'somebody who left after the extraction was not pulled out of the mailing',
  },
  'paper-not-asked-back': {
    ja: '返すべき資格確認書の返還を求めておらず、返納も記録されていません',
    en: 'a certificate that may not be used any more was neither asked back nor returned',
  },
  'asked-back-for-nothing': {
    ja: '期限切れの証しか持たない人に返還を求めました',
    en: 'somebody who holds nothing in term was asked to return it',
  },
  'renewed-for-card-holder': {
    ja: '再びカードを登録した人に、更新の資格確認書を交付しました',
    en: 'somebody who registered his card again got the next certificate',
  },
  'no-notice-at-renewal': {
    ja: '再びカードを登録した人に、更新のときお知らせを送っていません',
    en: 'somebody who registered his card again got no notice when the certificate ended',
  },
  'continued-via-employer': {
    ja: '任意継続の人の書類を元の事業主へ送りました',
    en: 'papers of a member in 任意継続 went to the former employer',
  },
  'not-tracked': {
    ja: '任意継続の人への発送が追跡できません',
    en: 'a piece to a member in 任意継続 cannot be tracked',
  },
  'household-piece-wrong': {
    ja: '国保の世帯員の書類が、世帯主宛ての一人一通になっていません',
    en: 'papers of a member of a household are not in a piece of their own addressed to its head',
  },
  'undeliverable-left': {
    ja: '届かずに戻った書類を事業主へ送っていません',
    en: 'a piece that came back was not sent to the employer',
  },
  'application-after-five-business-days': {
    ja: '不備のない申請を5営業日以内に処理していません',
    en: 'a complete application was not completed within five business days',
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>
