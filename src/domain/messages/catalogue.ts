import type {
  Decision,
  ClaimStep,
  DecisionKind,
  FollowUp,
  Offer,
  PayerKind,
  ReaderScreen,
  ReadingDevice,
  ReasonCode,
  Share,
  Verified,
} from '../presentation.ts'

/** 言語: the languages in which the product speaks. */
export type Lang = 'ja' | 'en'

/** 確認方法: every method of the facts. @see facts/rules.md 1.3 */
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
  'M15',
  'M16',
  'M17',
  'M18',
  'M19',
  'M20a',
  'M20b',
  'M21',
  'M22',
  'M23',
  'M24',
  'M25',
  'M26',
  'M27',
  'M28',
  'M29',
  'M30',
  'M31',
  'M32',
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
  readonly claims: Readonly<Record<ClaimStep, string>>
  readonly shares: Readonly<Record<Share | 'ask', string>>
  readonly payers: Readonly<Record<PayerKind, string>>
  /** Facts of reasons that are codes: why a subsidy does not pay, functions in use, devices. */
  readonly codes: Readonly<Record<FactCode, string>>
  /** 返金: `{clinic}` and `{insurer}` are last days; a part in `[…]` falls away as in reasons. */
  readonly refund: string
  readonly labels: Readonly<Record<Label, string>>
}

/** Codes that stand among the facts of a reason. */
export type FactCode =
  | 'no-insurance'
  | 'out-of-term'
  | 'other-prefecture'
  | 'school-injury'
  | 'large-outage'
  | 'disaster'
  | ReadingDevice

/** Words that stand before a part of an explanation. */
export type Label =
  | 'outcome'
  | 'method'
  | 'share'
  | 'payers'
  | 'refund'
  | 'told'
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
