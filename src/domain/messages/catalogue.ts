import type {
  Decision,
  DecisionKind,
  FollowUp,
  Offer,
  ReaderScreen,
  ReasonCode,
  Share,
  Verified,
} from '../presentation.ts'

/** 言語: the languages in which the product speaks. */
export type Lang = 'ja' | 'en'

/** 確認方法: every method that `decide` accepts on. @see facts/rules.md 1.3 */
export const METHOD_IDS = [
  'M01',
  'M02',
  'M03',
  'M04',
  'M05',
  'M06',
  'M07',
  'M08',
  'M09',
  'M10',
  'M11',
  'M12',
  'M13',
  'M14',
  'M18',
  'M21',
  'M22',
  'M29',
] as const
export type MethodId = (typeof METHOD_IDS)[number]

/**
 * 文例集: what is said in one language, total over every closed list of a decision. `{name}` in a reason is filled with
 * the fact of that name; a part in `[…]` falls away when a fact it names is missing or empty.
 */
export interface Catalogue {
  readonly reasons: Readonly<Record<ReasonCode, string>>
  readonly outcomes: Readonly<Record<DecisionKind, string>>
  readonly methods: Readonly<Record<MethodId, string>>
  readonly offers: Readonly<Record<Offer, string>>
  readonly followUps: Readonly<Record<FollowUp, string>>
  readonly screens: Readonly<Record<ReaderScreen, string>>
  readonly reads: Readonly<Record<Decision['reads'], string>>
  readonly verified: Readonly<Record<Verified, string>>
  readonly claims: Readonly<Record<Decision['claim'], string>>
  readonly shares: Readonly<Record<Share | 'ask', string>>
  readonly labels: Readonly<Record<Label, string>>
}

/** Words that stand before a part of an explanation. */
export type Label =
  | 'outcome'
  | 'method'
  | 'share'
  | 'limit'
  | 'verified'
  | 'reads'
  | 'claim'
  | 'insurer'
  | 'symbol'
  | 'number'
  | 'branch'
  | 'reasons'
  | 'offers'
  | 'followUps'
  | 'rules'
  | 'assumption'
  | 'setting'
  | 'noRow'
  | 'yes'
  | 'no'
