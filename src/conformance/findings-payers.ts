/** Findings about who pays for a visit, and how much. */
export const PAYER_FINDINGS = {
  'share-not-derived': {
    ja: '回答に割合がないことを理由に、法律で決まる割合を使っていません',
    en: 'the answer has no ratio element, and the share that the law gives was not used',
  },
  'special-care-share': {
    ja: '特別療養（区分05）なのに10割としていません',
    en: 'the class is 05, but the whole price was not charged',
  },
  'assistance-refused': {
    ja: '医療券が未登録というだけで、医療扶助の人を受け付けていません',
    en: 'somebody on medical assistance was not accepted because the ticket is not registered',
  },
  'assistance-share': {
    ja: '医療扶助の人に保険の割合を請求しました',
    en: 'somebody on medical assistance was charged a share of insurance',
  },
  'ticket-forgotten': {
    ja: '医療券の登録を後で確かめる予定がありません',
    en: 'nothing was planned to fetch the missing ticket',
  },
  'welfare-office-not-asked': {
    ja: '福祉事務所に確認する予定がありません',
    en: 'the welfare office is not asked',
  },
  'second-record-dropped': {
    ja: '医療保険と医療扶助の二つの記録のうち一つしか使っていません',
    en: 'of two records, insurance and medical assistance, only one was kept',
  },
  'public-expense-unclaimed': {
    ja: '請求に公費負担者番号がありません',
    en: 'the number of a public payer is missing in the claim',
  },
  'special-care-claimed': {
    ja: '特別療養（区分05）の受診を請求しました',
    en: 'a visit of class 05 was claimed',
  },
  'special-care-refund': {
    ja: '特別療養の払い戻しを医療機関の仕事としました（保険者の特別療養費です）',
    en: 'the refund of a visit of class 05 was made the matter of the clinic; it is the insurer’s',
  },
  'claim-demands-symbol': {
    ja: '記号がないことを理由に、後期高齢者の受診を請求していません',
    en: 'a checked visit of the late elderly was not claimed: its numbers have no symbol',
  },
  'old-cover-ended-early': {
    ja: '75歳の誕生日より前に、前の保険を使っていません',
    en: 'the old cover was not used although the 75th birthday is still to come',
  },
  'wrong-amount': {
    ja: '窓口で支払う額が正しくありません',
    en: 'the amount that the patient owes is wrong',
  },
  'limit-without-consent': {
    ja: '同意がないのに、番号照会で限度額の情報を求めました',
    en: 'an inquiry by number asked for the limit class without consent',
  },
  'limit-consent-not-sent': {
    ja: '同意があるのに、番号照会で限度額の情報を求めていません',
    en: 'the patient agreed, but the inquiry by number did not ask for the limit class',
  },
  'wrong-class': {
    ja: '回答と違う適用区分を使いました',
    en: 'another limit class than that of the answer was used',
  },
  'wrong-claim-code': {
    ja: '特記事項の区分が正しくありません',
    en: 'the claim code of the limit class is wrong',
  },
  'one-claim': {
    ja: '月の途中で保険者が変わったのに、請求を分けていません',
    en: 'the insurer changed inside the month, but the visits stand on one claim',
  },
  'wrong-insurer': {
    ja: '受診日の保険者に請求していません',
    en: 'the claim does not go to the insurer of the day of the visit',
  },
  'not-insurance': {
    ja: '健康保険の対象でない受診に健康保険を使いました',
    en: 'health insurance was used for a visit that it does not pay for',
  },
  'third-party-unreported': {
    ja: '第三者行為の傷病届を案内していません',
    en: 'the notice of an injury by a third party was not asked for',
  },
  'third-party-code': {
    ja: '第三者行為の請求に特記事項10がありません',
    en: 'the claim of an injury by a third party lacks code 10',
  },
  'subsidy-misused': {
    ja: '使えない公費・こども医療を使いました',
    en: 'a subsidy was applied that does not pay for this visit',
  },
  'subsidy-dropped': {
    ja: '使える公費・こども医療を使っていません',
    en: 'a subsidy that pays for this visit was not applied',
  },
  'subsidy-order': {
    ja: '保険より先に公費を使いました',
    en: 'a subsidy was made to pay before the insurance',
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>
