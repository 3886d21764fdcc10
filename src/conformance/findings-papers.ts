/** Findings about the papers that an insurer's system issues. */
export const PAPER_FINDINGS = {
  'no-usable-proof': {
    ja: '資格を確かめる手段のない日があります',
    en: 'there is a day without a usable proof of cover',
  },
  'ratio-on-paper-differs': {
    ja: '書面の負担割合がオンラインの割合と違います',
    en: 'the share on the paper is not the one that is answered online',
  },
  'share-from-wrong-day': {
    ja: '高齢の負担割合の発効期日が違います',
    en: 'the first day of the share of the elderly is wrong',
  },
  'outlasts-the-share': {
    ja: '負担割合のない証の有効期限が、高齢の割合の始まる前日を過ぎています',
    en: 'a certificate without a share runs into the days of the share of the elderly',
  },
  'certificate-after-grace': {
    ja: '電子証明書の猶予が終わるまでに資格確認書を交付していません',
    en: 'no certificate was issued by the end of the grace of the card',
  },
  'no-certificate-at-joining': {
    ja: '発行要否の欄で求められた資格確認書を交付していません',
    en: 'a certificate that was ticked on the form was not issued',
  },
  'no-certificate-by-list': {
    ja: 'マイナ保険証のない人に、申請がなくても交付すべき資格確認書を交付していません',
    en: 'somebody without a usable card got no certificate without applying',
  },
  'certificate-to-card-holder': {
    ja: '使えるマイナ保険証を持つ人に、理由なく資格確認書を交付しました',
    en: 'the holder of a usable card got a certificate without a reason',
  },
  'notice-before-link': {
    ja: '番号の紐付いていない人に、紐付いたときのお知らせを送りました',
    en: 'a notice went to somebody whose number is not linked',
  },
  'form-missing': {
    ja: '番号の紐付いていない人に、個人番号の申出書を同封していません',
    en: 'the request form for the number is not enclosed for an unlinked member',
  },
  'form-to-linked': {
    ja: '番号の紐付いている人に、個人番号の申出書を同封しました',
    en: 'the request form for the number went to a linked member',
  },
  'mailed-to-registered-address': {
    ja: 'DVの申出のある人の書類を登録住所へ送りました',
    en: 'papers of a flagged member went to the registered address',
  },
  'address-on-paper': {
    ja: 'DVの申出のある人の書類に登録住所を印字しました',
    en: 'the registered address of a flagged member is printed on a paper',
  },
  'flagged-without-certificate': {
    ja: 'DVの申出のある人に資格確認書を交付していません',
    en: 'a flagged member got no certificate',
  },
  'papers-mixed': {
    ja: '一通に別の人の記載が混ざっています',
    en: 'one piece mixes the data of several members',
  },
  'wrong-addressee': { ja: '宛名の人が違います', en: 'the piece is addressed to the wrong person' },
  'digits-lost': { ja: '被保険者番号の桁が欠けています', en: 'digits of the insured number are missing' },
  'mailed-to-leaver': { ja: '資格を失った人に発送しました', en: 'papers went to somebody who has left' },
  'term-too-long': { ja: '有効期限が交付から5年を超えています', en: 'a certificate runs longer than five years' },
  'runs-past-75': {
    ja: '有効期限が75歳の誕生日の前日を超えています',
    en: 'a certificate runs past the day before the 75th birthday',
  },
  'wrong-term': {
    ja: '有効期限が保険者の定めと違います',
    en: 'the last day of a certificate is not the one that the insurer decided',
  },
  'fee-without-ground': {
    ja: '紛失による再交付ではないのに手数料を取りました',
    en: 'a fee was taken although nothing was re-issued for a loss',
  },
  'whole-number-printed': {
    ja: '個人番号を下4桁より多く印字しました',
    en: 'more than the last four digits of an Individual Number are printed',
  },
  'last-four-of-unlinked': {
    ja: '紐付いていない人の書類に個人番号の下4桁を印字しました',
    en: 'the last four digits are printed for somebody whose number is not linked',
  },
  'last-four-of-another': {
    ja: '本人の番号ではない下4桁を印字しました',
    en: 'the last four digits are not those of the own number',
  },
  'certificate-differs': {
    ja: '資格確認書の記載が登録と違います',
    en: 'what stands on a certificate is not what is registered',
  },
  'notice-differs': {
    ja: 'お知らせの記載が登録と違います',
    en: 'what stands on a notice is not what is registered',
  },
  'no-new-paper': {
    ja: '記載事項が変わったのに、新しい書類を出していません',
    en: 'what stands on the papers has changed, but no new one was issued',
  },
  'both-papers': {
    ja: '同じ日に資格確認書とお知らせの両方を交付しました',
    en: 'a certificate and a notice were issued to one person on one day',
  },
  'mass-issue-forgot': {
    ja: '2025年11月の一斉交付で、マイナ保険証のない人に資格確認書を交付していません',
    en: 'somebody without a usable card got no certificate in the mass issue of November 2025',
  },
  'mass-issue-to-card-holder': {
    ja: '2025年11月の一斉交付で、マイナ保険証のある人に資格確認書を交付しました',
    en: 'the holder of a usable card got a certificate in the mass issue of November 2025',
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>
