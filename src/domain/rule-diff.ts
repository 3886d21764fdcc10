import { type CivilDate, addDays, civilDate } from './civil-date.ts'
import type { TraceEntry } from './presentation.ts'
import { type Rule, type RuleBook, rowOn, valueOn } from './rules.ts'
import { RULES } from './rules/index.ts'
import { firstDayOf } from './rulesets.ts'

type Both = { readonly ja: string; readonly en: string }

/** A value of the book with who says so. */
export interface Said {
  readonly value: unknown
  readonly source: string
  readonly confidence: 'H' | 'M' | 'L'
  /** Day on which the row that speaks became public; null where no row speaks. */
  readonly knownFrom: CivilDate | null
}

/** 規定の移り変わり: a rule that says something else from a day on, under one book; going back in time, up to the day before. */
export interface MovedRow {
  readonly rule: Rule<unknown>['id']
  readonly title: Both
  /** First day of the later value, inclusive. */
  readonly on: CivilDate
  readonly before: Said
  readonly after: Said
}

/** 新たに知られた規定: a rule that says something else on the same days under two books; both days inclusive, null is unbounded. */
export interface LearntRow {
  readonly rule: Rule<unknown>['id']
  readonly title: Both
  readonly from: CivilDate | null
  readonly until: CivilDate | null
  readonly before: Said
  readonly after: Said
}

/** 版の比較: what moved from the first day of one revision to that of the other, and what became known between them. */
export interface BookDiff {
  readonly from: CivilDate
  readonly to: CivilDate
  readonly moved: readonly MovedRow[]
  readonly learnt: readonly LearntRow[]
}

const text = (value: unknown): string => JSON.stringify(value) ?? 'null'
const isSame = (a: unknown, b: unknown): boolean => text(a) === text(b)

function said(rule: Rule<unknown>, day: CivilDate, book: RuleBook): Said {
  const trace: TraceEntry[] = []
  const value = valueOn(rule, day, book, trace)
  const [entry] = trace
  return {
    value,
    source: entry?.source ?? '',
    confidence: entry?.confidence ?? 'H',
    knownFrom: rowOn(rule, day, book.ruleset)?.knownFrom ?? null,
  }
}

/** The days on which a rule may begin to say something else, to any revision. */
function boundariesOf(rule: Rule<unknown>): CivilDate[] {
  const days = rule.rows.flatMap(({ from, until }) => [
    ...(from === null ? [] : [from]),
    ...(until === null ? [] : [addDays(until, 1)]),
  ])
  return [...new Set(days)].toSorted()
}

function movedRows(rule: Rule<unknown>, from: CivilDate, to: CivilDate, book: RuleBook): MovedRow[] {
  const { id, title } = rule
  if (to < from)
    return movedRows(rule, to, from, book)
      .toReversed()
      .map((row) => ({ ...row, before: row.after, after: row.before }))
  return boundariesOf(rule)
    .filter((day) => from < day && day <= to)
    .map((on) => ({
      rule: id,
      title,
      on,
      before: said(rule, addDays(on, -1), book),
      after: said(rule, on, book),
    }))
    .filter(({ before, after }) => !isSame(before.value, after.value))
}

/** A day before every row; what holds on it has no first day. */
const BEFORE_ALL = civilDate('2000-01-01')

function learntRows(rule: Rule<unknown>, a: RuleBook, b: RuleBook): LearntRow[] {
  const { id, title } = rule
  const starts = [null, ...boundariesOf(rule)]
  const rows: LearntRow[] = []
  for (const [index, start] of starts.entries()) {
    const next = starts[index + 1] ?? null
    const day = start ?? BEFORE_ALL
    const before = said(rule, day, a)
    const after = said(rule, day, b)
    if (isSame(before.value, after.value)) continue
    const until = next === null ? null : addDays(next, -1)
    const last = rows.at(-1)
    const goesOn =
      last !== undefined &&
      last.until !== null &&
      start !== null &&
      addDays(last.until, 1) === start &&
      isSame(last.before.value, before.value) &&
      isSame(last.after.value, after.value)
    if (goesOn) rows.splice(-1, 1, { ...last, until })
    else rows.push({ rule: id, title, from: start, until, before, after })
  }
  return rows
}

/**
 * 二つの版を比べる: "the law moved on" lists every day after the first day of `a`, to that of `b`, on which a rule changes
 * under `b`; "we learnt" lists the days for which `b` says something else than `a`, whether the row became public between
 * them or a setting was turned. From a later to an earlier revision the same days are told backwards.
 */
export function diffBooks(a: RuleBook, b: RuleBook, rules: readonly Rule<unknown>[] = RULES): BookDiff {
  const from = firstDayOf(a.ruleset)
  const to = firstDayOf(b.ruleset)
  const moved = rules
    .flatMap((rule) => movedRows(rule, from, to, b))
    .toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
  if (to < from) moved.reverse()
  return { from, to, moved, learnt: rules.flatMap((rule) => learntRows(rule, a, b)) }
}

/** A part of a value that changed: where it stands, empty for the whole value. */
export interface LeafChange {
  readonly at: string
  readonly before: unknown
  readonly after: unknown
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** 変わったところ: the parts in which two values of a rule differ, each at its path. */
export function leafChanges(before: unknown, after: unknown, at: string = ''): LeafChange[] {
  if (isSame(before, after)) return []
  if (!isTable(before) || !isTable(after)) return [{ at, before, after }]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    leafChanges(before[key] ?? null, after[key] ?? null, at === '' ? key : `${at}.${key}`),
  )
}
