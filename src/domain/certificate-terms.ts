import { elderlyStart, koukiStart } from './ages.ts'
import { type CivilDate, addDays, addMonths, civilDate, earlierOf, endOfMonth, yearOf } from './civil-date.ts'
import type { Scheme } from './ledger.ts'

/** 有効期限の定め方: what an insurer has decided for its certificates. Last days are inclusive. @see facts/rules.md 4.1, facts/insurer.md 4.3 */
export type DecidedTerm =
  | { readonly kind: 'years'; readonly years: number }
  | { readonly kind: 'fixed'; readonly until: CivilDate; readonly everyYears: number }
  | { readonly kind: 'yearly'; readonly monthDay: '07-31' }

interface DatedRow<T> {
  /** First day on which the row counts, inclusive. */
  readonly since: CivilDate
  readonly value: T
  readonly confidence: 'H' | 'M' | 'L'
  readonly source: string
}

/** 法の枠: limits and days that no insurer decides for itself, one dated row each. */
export const CERTIFICATE_LAW = {
  /** 資格確認書 begin, old cards are no longer made. */
  begins: {
    since: civilDate('2024-12-02'),
    value: civilDate('2024-12-02'),
    confidence: 'H',
    source: 'insurer.md 1.6 (2024-12-02) [L1]; rules.md 7 [S1]',
  },
  /** Last day of every old card, inclusive. */
  oldCardsEnd: {
    since: civilDate('2024-12-02'),
    value: civilDate('2025-12-01'),
    confidence: 'H',
    source: 'rules.md 1.1 no. 1 [S0][S1][S2]',
  },
  /** Longest term in years. */
  longest: {
    since: civilDate('2024-12-02'),
    value: 5,
    confidence: 'H',
    source: 'insurer.md 4.1 [M8]; rules.md 4.1 no. 2',
  },
  /** 後期: until this day everybody has one, whatever his card. */
  koukiForAll: {
    since: civilDate('2024-12-02'),
    value: civilDate('2026-07-31'),
    confidence: 'H',
    source: 'rules.md 7 [W18][W19]',
  },
  /** Months after that of the expiry of a card certificate whose last day ends its grace. */
  graceMonths: {
    since: civilDate('2024-12-02'),
    value: 3,
    confidence: 'H',
    source: 'insurer.md 3.3 [U7][C2]; rules.md 1.1 no. 4 [S2][D2]',
  },
} as const satisfies Readonly<Record<string, DatedRow<CivilDate | number>>>

/** 一覧に載るまでの月数: months after that of the expiry at whose end the person is listed. @see facts/insurer.md 3.3 */
export const LISTED_AFTER_MONTHS: readonly DatedRow<number>[] = [
  { since: civilDate('2024-10-29'), value: 3, confidence: 'M', source: 'insurer.md 3.3 [C19]' },
  { since: civilDate('2025-08-15'), value: 2, confidence: 'M', source: 'insurer.md 3.3 [C20]' },
]

/** 有効期限切れの暦: when an insurer hears of an ended card certificate, and by when the paper has to be there. */
export interface ExpiryCalendar {
  /** Last day on which the card still proves cover, inclusive. */
  readonly graceEnds: CivilDate
  /** 月末: the month end that shows him. */
  readonly snapshot: CivilDate
  /** Day on which that list arrives. */
  readonly arrives: CivilDate
  /** Last day for the paper, inclusive. */
  readonly issueBy: CivilDate
}

/** Day of the month on which the list about the month before arrives. @see facts/insurer.md section 3 B5 [M6][C2] */
const LIST_DAY = 5

/** The end of the month that lies some months after that of a day. */
const monthEndAfter = (day: CivilDate, months: number): CivilDate =>
  endOfMonth(addMonths(civilDate(`${day.slice(0, 7)}-01`), months))

/** The calendar of a card certificate whose last valid day is `expiry`. @see facts/insurer.md 3.3 */
export function expiryCalendar(expiry: CivilDate): ExpiryCalendar {
  const graceEnds = monthEndAfter(expiry, CERTIFICATE_LAW.graceMonths.value)
  const snapshotBy = (months: number): CivilDate => monthEndAfter(expiry, months)
  const months = LISTED_AFTER_MONTHS.findLast(({ since, value }) => since <= snapshotBy(value))?.value ?? 2
  const snapshot = snapshotBy(months)
  return { graceEnds, snapshot, arrives: addDays(snapshot, LIST_DAY), issueBy: graceEnds }
}

/** 被保険者証の最終日: the printed day, never later than the end of all old cards; both inclusive. */
export const oldCardEnd = (printed: CivilDate | null): CivilDate =>
  printed === null ? CERTIFICATE_LAW.oldCardsEnd.value : earlierOf(printed, CERTIFICATE_LAW.oldCardsEnd.value)

const yearsOn = (day: CivilDate, years: number): CivilDate => addMonths(day, years * 12)

/** The last day of so many years that begin on a day. */
const lastOfYears = (first: CivilDate, years: number): CivilDate => addDays(yearsOn(first, years), -1)

/** The latest last day that the law allows a certificate issued on a day, inclusive. @see facts/insurer.md 4.1 [M8] */
export const longestEnd = (issued: CivilDate): CivilDate => lastOfYears(issued, CERTIFICATE_LAW.longest.value)

/** The last day before 後期 begins; null for 後期 itself. @see facts/rules.md 4.1, section 6 [W53] */
export const lastDayBeforeKouki = (scheme: Scheme, birthDate: CivilDate): CivilDate | null =>
  scheme === 'kouki' ? null : addDays(koukiStart(birthDate), -1)

/**
 * 高齢の割合が始まる前日: the last day of a paper without a share, where the paper carries the share of the elderly. Born on the
 * 1st: the end of the month before the birthday. @see facts/rules.md 4.1 [D27], facts/insurer.md 4.3
 */
export const lastDayBeforeShare = (birthDate: CivilDate): CivilDate => addDays(elderlyStart(birthDate), -1)

/** The day that an insurer's own decision gives a certificate, before any limit of the law. `first` is its first valid day. */
export function decidedEnd(term: DecidedTerm, issued: CivilDate, first: CivilDate): CivilDate {
  if (term.kind === 'years') return lastOfYears(issued, term.years)
  if (term.kind === 'yearly') {
    const july = civilDate(`${yearOf(first)}-${term.monthDay}`)
    return first <= july ? july : yearsOn(july, 1)
  }
  const ends = Array.from({ length: 40 }, (_, step) => yearsOn(term.until, step * term.everyYears))
  return ends.find((end) => first <= end) ?? term.until
}

/** What a certificate's last day has to be, and what decides it. */
export interface RightEnd {
  readonly last: CivilDate
  readonly by: 'decided' | 'longest' | 'kouki' | 'share'
}

/** 有効期限: the insurer's decision within the limits of the law. */
export function rightEnd(
  term: DecidedTerm,
  member: { readonly scheme: Scheme; readonly birthDate: CivilDate },
  issued: CivilDate,
  first: CivilDate,
): RightEnd {
  const { scheme, birthDate } = member
  const kouki = lastDayBeforeKouki(scheme, birthDate)
  const share = lastDayBeforeShare(birthDate)
  const isMerged = scheme === 'kokuho' || scheme === 'kokuho-kumiai'
  const ends: readonly RightEnd[] = [
    { last: decidedEnd(term, issued, first), by: 'decided' },
    { last: longestEnd(issued), by: 'longest' },
    ...(kouki === null ? [] : [{ last: kouki, by: 'kouki' } as const]),
    ...(isMerged && first <= share ? [{ last: share, by: 'share' } as const] : []),
  ]
  return ends.reduce((least, end) => (end.last < least.last ? end : least))
}
