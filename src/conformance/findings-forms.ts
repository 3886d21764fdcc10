/** Findings about files of employer forms. */
export const FORM_FINDINGS = {
  'wrong-form-taken': {
    ja: '差し戻すべき届書のレコードを登録しました',
    en: 'a record of a form that had to go back was registered',
  },
  'form-item-not-named': {
    ja: '差し戻した届書の誤りを、行と項番で示していません',
    en: 'the mistake in a form was not named by its line and item',
  },
  'right-form-refused': {
    ja: '同じファイルの正しい届書を、誤りとしました',
    en: 'a right form in the same file was called wrong',
  },
  'right-form-not-registered': {
    ja: '受け付けたファイルの正しい届書を登録していません',
    en: 'a right form of a file that was taken was not registered',
  },
  'form-tick-not-followed': {
    ja: '届書の発行要否の欄のとおりに資格確認書を交付していません',
    en: 'certificates were not issued as the ticks on the form say',
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>
