/** Findings about the papers that an insurer's system issues. */
export const PAPER_FINDINGS = {
  'no-usable-proof': {
    ja: '資格を確かめる手段のない日があります',
    en: 'there is a day without a usable proof of cover',
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>
