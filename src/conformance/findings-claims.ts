/** Findings about claims, days, loss of cover and patients who have nothing to show. */
export const CLAIMS_FINDINGS = {
  'lost-numbers-claimed': {
    ja: '資格喪失日以後の受診を、喪失した番号で現在の資格として請求しました',
    en: 'a visit on or after the loss day was claimed on the lost numbers as current',
  },
  'covered-day-not-claimed': {
    ja: '喪失日より前の受診を、その番号で請求していません',
    en: 'a visit before the loss day was not claimed on its numbers',
  },
  'wrong-claim-step': {
    ja: '申立書のあとの請求の段（現在・旧資格・保険者のみ・不詳）が違います',
    en: 'the step of a claim after a declaration (current, old, insurer only, unknown) is wrong',
  },
  'wrong-unknown-numbers': {
    ja: '不詳の請求の保険者番号・記号・番号が違います',
    en: 'insurer number, symbol or number of an unknown claim are wrong',
  },
  'remarks-incomplete': {
    ja: '摘要に「旧資格情報」または「不詳」・住所・電話番号がありません',
    en: 'the remarks lack the word for old or unknown cover, the address or the telephone number',
  },
  'coming-loss-refused': {
    ja: '喪失日がまだ先の資格確認書を断りました',
    en: 'a paper was refused although its loss day is still to come',
  },
  'unrecorded-cover-claimed': {
    ja: '該当なしのまま、再確認せずに請求しました',
    en: 'a visit whose inquiry found no record was claimed without a new check',
  },
  'declaration-from-uninsured': {
    ja: '保険に入っていないと言う人を申立書などで受け付けました',
    en: 'somebody who says that he has no insurance was accepted without proof',
  },
  'uninsured-not-charged': {
    ja: '保険に入っていないと言う人に10割を請求していません',
    en: 'somebody who says that he has no insurance was not charged the whole price',
  },
  'not-referred': {
    ja: '市町村または福祉事務所の窓口を案内していません',
    en: 'the patient was not referred to the municipality or the welfare office',
  },
  'dead-record-used': {
    ja: '死亡と登録された資格を、窓口にいる患者に使いました',
    en: 'a record that ended by death was used for a living patient',
  },
  'wrong-refund': {
    ja: '10割の返金をする人（医療機関・保険者）が違います',
    en: 'the wrong one gives back the whole price: clinic or insurer',
  },
  'refunded-visit-not-claimed': {
    ja: '月内に証明された受診を請求していません',
    en: 'a visit that was proved inside its month was not claimed',
  },
  'claimed-beside-insurer': {
    ja: '保険者が療養費を支払う受診を請求しました',
    en: 'a visit that the insurer pays back to the patient was claimed',
  },
  'parents-numbers-recorded': {
    ja: '新生児に保護者の番号を記録しました',
    en: "the parent's numbers were recorded for a newborn",
  },
  'newborn-accepted-unproved': {
    ja: '何も登録されていない新生児を、資格があるとして受け付けました',
    en: 'a newborn without any registration was accepted as covered',
  },
  'newborn-not-claimed': {
    ja: '出生日にさかのぼって登録された新生児の受診を請求していません',
    en: 'the visit of a newborn was not claimed after the entry was dated back to the birth',
  },
  'filed-charged-whole': {
    ja: '転入の届出をした帰国者に10割を請求しました',
    en: 'somebody back from abroad who has filed was charged the whole price',
  },
  'unfiled-not-charged': {
    ja: '転入の届出をしていない帰国者に10割を請求していません',
    en: 'somebody back from abroad who has filed nothing was not charged the whole price',
  },
  'change-not-noted': {
    ja: '保険が変わったという話のあと、日付のある再確認の予定がありません',
    en: 'the patient says that his cover has changed, but no dated check is planned',
  },
  'disputed-cover-claimed': {
    ja: '患者が変わったと言った資格を、確かめ直さずに請求しました',
    en: 'cover that the patient called out of date was claimed without a new check',
  },
  'renewed-card-charged': {
    ja: '電子証明書の更新直後で読めないカードの患者に10割を請求しました',
    en: 'the whole price was charged because a certificate renewed today does not answer yet',
  },
  'renewed-card-not-read': {
    ja: '更新から24時間たったカードの結果を使っていません',
    en: 'the result of a card was not used although 24 hours have passed since its renewal',
  },
  'stay-not-rechecked': {
    ja: '月をまたいだ入院の再確認が、その日の資格についての照会になっていません',
    en: 'a stay over the end of a month was not checked for the day of the new month',
  },
  'old-cover-in-new-month': {
    ja: '新しい月に資格のない番号を、確認済みとしました',
    en: 'numbers without cover on the day of the new month were written down as checked',
  },
  'covered-visit-dropped': {
    ja: '当日有効だった受診を、後からの喪失を理由に請求していません',
    en: 'a visit that was covered by the answer of its day was not claimed because of a later loss',
  },
  'old-number-claimed': {
    ja: '変わったあとの番号で請求していません',
    en: 'the claim does not carry the number of the day',
  },
  'billed-on-later-ratio': {
    ja: '後から訂正された割合で窓口負担を計算しました',
    en: 'the patient was billed at a ratio that was corrected after the visit',
  },
  'way-back-untold': {
    ja: '10割の返金の方法（証明書類の持参）を伝えていません',
    en: 'the whole price was charged without telling how it comes back',
  },
  'unproved-visit-claimed': {
    ja: '資格の証明のない受診を請求しました',
    en: 'a visit without any proof of cover was claimed',
  },
  'check-of-another-day': {
    ja: '別の日の照会を今日の確認としました',
    en: 'an inquiry of another day was used as the check of today',
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>
