import type { CivilDate, Instant } from './civil-date.ts'

/** The kinds of cover: 協会けんぽ, 健保組合, 共済, 市町村国保, 国保組合, 後期高齢者医療, 医療扶助. */
export type Scheme = 'kyokai' | 'kenpo' | 'kyosai' | 'kokuho' | 'kokuho-kumiai' | 'kouki' | 'assistance'

/** 一部負担金割合 in percent, as the wire writes it: 1割 `010`, 2割 `020`, 3割 `030`. @see facts/wire.md 2.2 elements 22 and 26.4 */
export type Ratio = '010' | '020' | '030'

/** The numbers that identify a qualification. @see facts/rules.md section 5 */
export interface CoverageKey {
  /** 保険者番号: 8 digits, or 6 for 国保; never padded here. */
  readonly insurerNumber: string
  /** 記号; null for 後期高齢者医療, which has none. Leading zeros are significant. */
  readonly symbol: string | null
  /** 番号; leading zeros are significant. */
  readonly number: string
  /** 枝番: two digits; null for 後期 and for cards older than the branch. */
  readonly branch: string | null
}

/** 高齢受給者証情報: the ratio of people of 70 to 74; both days inclusive. */
export interface ElderlyGroup {
  readonly issued: CivilDate
  readonly from: CivilDate
  readonly until: CivilDate
  readonly ratio: Ratio
}

/** 限度額適用認定証関連情報. `band` is a value of OQSCD012, `kind` of OQSCD011. */
export interface LimitInfo {
  readonly kind: '01' | '02' | '03'
  readonly band: string
  readonly issued: CivilDate
  readonly from: CivilDate
  readonly until: CivilDate
  /** 長期入院該当年月日: the first of the month after the request, for more than 90 days in twelve months. */
  readonly longStay?: CivilDate
}

/** 資格: one qualification as the insurer registered it. */
export interface Coverage {
  /** Unique within the person. */
  readonly id: string
  readonly scheme: Scheme
  readonly insurerName: string
  readonly key: CoverageKey
  /** 被保険者証区分 (OQSCD010). */
  readonly classification: '01' | '02' | '03' | '04' | '05' | '06' | '07' | 'A1'
  /** 本人・家族の別; null for 後期. */
  readonly relation: 'insured' | 'dependant' | null
  /** 被保険者氏名 or 世帯主氏名. */
  readonly insuredName: string
  /** 資格取得年月日: first day with cover, inclusive. */
  readonly acquired: CivilDate
  /** 交付年月日, 有効開始年月日, 有効終了年月日 (both inclusive). */
  readonly issued: CivilDate | null
  readonly validFrom: CivilDate | null
  readonly validUntil: CivilDate | null
  /** 一部負担金割合 of 後期高齢者医療. */
  readonly koukiRatio: Ratio | null
  readonly elderly: ElderlyGroup | null
  readonly limit: LimitInfo | null
  /** 医療扶助 only: day from which the 医療券 of the month is registered, null for never; left out, the usual day of the month. */
  readonly ticket?: CivilDate | null
}

/** 資格喪失事由 (OQSCD008): 死亡, 生活保護受給開始, 医療保険等の資格取得, その他. */
export type LossReason = '01' | '02' | '03' | '99'

/** Data of a qualification that a correction may change. */
export type CoveragePatch = Partial<Omit<Coverage, 'id'>>

/**
 * One entry of the append-only coverage ledger. `knownAt` is the moment from which the service knows it; `sequence`
 * is unique within one ledger and orders entries with the same moment. Entries are never removed: a mistake is `voided`
 * and never wins again, not even when the voiding entry is voided in its turn.
 */
export type LedgerEvent = { readonly knownAt: Instant; readonly sequence: number } & (
  | { readonly type: 'acquired'; readonly coverage: Coverage }
  | {
      readonly type: 'lost'
      readonly coverageId: string
      /** 資格喪失年月日: first day without cover (exclusive end). */
      readonly lossDate: CivilDate
      readonly reason: LossReason
    }
  | { readonly type: 'corrected'; readonly coverageId: string; readonly patch: CoveragePatch }
  | {
      readonly type: 'voided'
      /** The `sequence` of the entry that is to count as never made. */
      readonly target: number
    }
)

/** A qualification as it stands after folding what was known. */
export interface CoverageState extends Coverage {
  /** 資格喪失: `date` is the first day without cover. */
  readonly loss: { readonly date: CivilDate; readonly reason: LossReason } | null
}

const inOrder = (a: LedgerEvent, b: LedgerEvent): number =>
  a.knownAt === b.knownAt ? a.sequence - b.sequence : a.knownAt < b.knownAt ? -1 : 1

/**
 * All qualifications known at a moment, open and lost, in the order in which they were first registered.
 * Entries known later are invisible, voided entries never count.
 */
export function coverageStates(ledger: readonly LedgerEvent[], knownAt: Instant): CoverageState[] {
  const known = knownInOrder(ledger, knownAt)
  const voided = voidedBy(known)
  const states: CoverageState[] = []
  for (const event of known) {
    if (event.type === 'voided' || voided?.has(event.sequence) === true) continue
    const id = event.type === 'acquired' ? event.coverage.id : event.coverageId
    const place = placeOf(states, id)
    const state = states[place]
    if (event.type === 'acquired') states[place] = { ...event.coverage, loss: null }
    else if (state === undefined) continue
    else if (event.type === 'lost') states[place] = { ...state, loss: { date: event.lossDate, reason: event.reason } }
    else states[place] = { ...state, ...event.patch }
  }
  return states
}

/** What is known at a moment, in order; the ledger itself when that is all of it and it is in order already. */
function knownInOrder(ledger: readonly LedgerEvent[], knownAt: Instant): readonly LedgerEvent[] {
  let before: LedgerEvent | null = null
  for (const event of ledger) {
    if (event.knownAt > knownAt || (before !== null && inOrder(before, event) > 0)) {
      return ledger.filter((each) => each.knownAt <= knownAt).toSorted(inOrder)
    }
    before = event
  }
  return ledger
}

/** The entries that count as never made, or null when there are none. */
function voidedBy(events: readonly LedgerEvent[]): ReadonlySet<number> | null {
  let targets: Set<number> | null = null
  for (const event of events) {
    if (event.type !== 'voided') continue
    targets ??= new Set()
    targets.add(event.target)
  }
  return targets
}

/** Where the qualification of an id stands or will stand; people have few. */
function placeOf(states: readonly CoverageState[], id: string): number {
  let place = 0
  while (place < states.length && states[place]?.id !== id) place += 1
  return place
}

/** True when a qualification covers a day: acquired on or before it and not lost by it. */
export const covers = (state: CoverageState, day: CivilDate): boolean =>
  state.acquired <= day && (state.loss === null || day < state.loss.date)

/** The qualifications that cover `day`, as far as was known at `knownAt`. */
export function coverageOn(ledger: readonly LedgerEvent[], day: CivilDate, knownAt: Instant): CoverageState[] {
  return coverageStates(ledger, knownAt).filter((state) => covers(state, day))
}

/** Equality of the identifying numbers; a missing branch on either side is not a difference. */
export const sameKey = (a: CoverageKey, b: CoverageKey): boolean =>
  a.insurerNumber === b.insurerNumber &&
  (a.symbol ?? '') === (b.symbol ?? '') &&
  a.number === b.number &&
  (a.branch === null || b.branch === null || a.branch === b.branch)

/** The number of the last entry of a ledger or of a card's history; 0 when there is none. */
export const lastSequence = (entries: readonly { readonly sequence: number }[]): number =>
  entries.reduce((highest, { sequence }) => Math.max(highest, sequence), 0)
