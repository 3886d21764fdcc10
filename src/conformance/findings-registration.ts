/** Findings about what an insurer's system registers. */
export const REGISTRATION_FINDINGS = {
  'number-from-elsewhere': {
    ja: '本人が提出していない個人番号で登録しました',
    en: 'somebody was registered with a number that was not supplied for him',
  },
  'visible-while-hidden': {
    ja: '突合で相違のある記録が回答されています',
    en: 'a record that differs from the resident register is answered',
  },
  'amended-without-comparison': {
    ja: '訂正を再び突合させていません',
    en: 'a correction was not sent to be compared again',
  },
  'doubt-not-declared': { ja: '「疑義なし」を登録していません', en: 'no declaration without doubt was registered' },
  'record-rewritten': { ja: '「疑義なし」とすべき記録を書き換えました', en: 'a record that was to stay was rewritten' },
  'registered-late': {
    ja: '期限（受付から5日）までに登録していません',
    en: 'not registered by the fifth day after receipt',
  },
  'incomplete-form-taken': { ja: '不備のある届出を受け付けました', en: 'an incomplete form was taken' },
  'held-back': {
    ja: 'ほかの保険者の資格が開いていることを理由に、登録を止めました',
    en: 'a registration was held back because another cover is open',
  },
  'recognised-from-wrong-day': { ja: '認定日が違います', en: 'a dependant was recognised from the wrong day' },
  'closed-instead-of-voided': {
    ja: '初めからなかった資格を、取消ではなく喪失としました',
    en: 'a cover that never was got a loss instead of being voided',
  },
  'wrong-loss-date': { ja: '資格喪失年月日が違います', en: 'the loss date is wrong' },
  'loss-not-registered': { ja: '喪失を登録していません', en: 'the loss was not registered' },
  'earlier-days-lost': {
    ja: '喪失日より前の日まで無効と回答されます',
    en: 'days before the loss are answered as lost',
  },
  'later-days-still-valid': {
    ja: '喪失日以後の日が有効と回答されます',
    en: 'days from the loss on are still answered as valid',
  },
  'wrong-value-not-voided': {
    ja: '誤って登録した値を取り消していません',
    en: 'a value registered by mistake was not voided',
  },
  'wrong-value-answered': { ja: '訂正前の値が回答されます', en: 'the value before the correction is answered' },
  'branch-not-two-digits': { ja: '枝番が2桁ではありません', en: 'a branch is not two digits' },
  'branch-taken': {
    ja: '同じ家族の別の人に使った枝番を付けました',
    en: 'a branch that another person of the family had was given again',
  },
  'key-gap': {
    ja: '番号の変更で、有効な日の間に空白または重なりができました',
    en: 'a change of numbers leaves a gap or an overlap',
  },
  'deregistered-on-wrong-day': {
    ja: '利用登録解除の申請日が違います',
    en: 'the de-registration carries another day than the application',
  },
  'deregistration-not-sent': { ja: '利用登録解除を登録していません', en: 'the de-registration was not sent' },
  'closed-too-early': {
    ja: '一覧に2回続けて載る前に職権で喪失させました',
    en: 'cover was closed ex officio before two consecutive lists',
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>
