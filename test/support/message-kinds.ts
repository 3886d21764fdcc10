const BULK = ['muquc', 'muimm', 'mutic', 'muhvq', 'muonq'].flatMap((func) =>
  ['01req', '01res', '02req', '02res'].map((step) => `OQS${func}${step}`),
)

/** メッセージの種類: every kind with a publicly established layout, requests and results. @see facts/wire.md 1.2 */
export const ALL_KINDS: readonly string[] = [
  'OQSsiquc01req',
  'OQSsiquc01res',
  'OQSsiquc01res_face',
  'OQSsiimm01req',
  'OQSsiimm01res',
  ...BULK,
  'YZKsiquc01req',
  'YZKsiquc01res',
  'TKKsiquc01req',
  'TKKsiquc01res',
]
