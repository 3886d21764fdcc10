import type { CivilDate } from './civil-date.ts'
import { decide } from './decide.ts'
import type { Decision } from './presentation.ts'
import type { BookDiff } from './rule-diff.ts'
import { SAMPLES, type Sample } from './rule-search-grid.ts'
import type { RuleBook } from './rules.ts'

/** 判断の要点: what of a decision is compared and shown. */
export type Outcome = Pick<Decision, 'outcome' | 'method' | 'reads' | 'share' | 'limitBand' | 'verified' | 'claim'>

/** 例: a reception that is decided otherwise, in words. */
export interface Example {
  readonly words: Sample['words']
  /** Day of the decision before and after; one and the same when something was learnt. */
  readonly days: readonly [CivilDate, CivilDate]
  readonly before: Outcome
  readonly after: Outcome
  /** Rules that spoke with another value, or on one side only. */
  readonly rules: readonly string[]
  readonly reasons: readonly [readonly string[], readonly string[]]
}

/** 変化の種類: decisions that change because of the same rules, with the smallest examples found. */
export interface DecisionChange {
  readonly rules: readonly string[]
  /** How many receptions of the grid change so. */
  readonly count: number
  readonly examples: readonly Example[]
}

/** Both sections of a comparison. */
export interface ChangedDecisions {
  readonly moved: readonly DecisionChange[]
  readonly learnt: readonly DecisionChange[]
}

const outcomeOf = ({ outcome, method, reads, share, limitBand, verified, claim }: Decision): Outcome => ({
  outcome,
  method,
  reads,
  share,
  limitBand,
  verified,
  claim,
})

const valuesIn = (decision: Decision): ReadonlyMap<string, string> =>
  new Map(decision.trace.map(({ rule, value }) => [rule, value]))

/** Rules that explain a difference: those that both asked and that answered differently; where there are none, those only one asked. */
function rulesBehind(before: Decision, after: Decision): string[] {
  const [old, now] = [valuesIn(before), valuesIn(after)]
  const both = [...now.keys()].filter((rule) => old.has(rule) && old.get(rule) !== now.get(rule))
  if (both.length > 0) return both
  return [...new Set([...old.keys(), ...now.keys()])].filter((rule) => old.has(rule) !== now.has(rule))
}

const codesOf = (decision: Decision): string[] => decision.reasons.map(({ code }) => code)

function compare(
  sample: Sample,
  days: readonly [CivilDate, CivilDate],
  books: readonly [RuleBook, RuleBook],
): Example | null {
  const [first, second] = [sample.on(days[0], books[0]), sample.on(days[1], books[1])]
  const before = decide(first.presentation, first.facts, books[0])
  const after = decide(second.presentation, second.facts, books[1])
  const [was, is] = [outcomeOf(before), outcomeOf(after)]
  if (JSON.stringify(was) === JSON.stringify(is)) return null
  return {
    words: sample.words,
    days,
    before: was,
    after: is,
    rules: rulesBehind(before, after),
    reasons: [codesOf(before), codesOf(after)],
  }
}

const side = ({ outcome, method, reads }: Outcome): string => `${outcome} ${method ?? ''} ${reads}`

/** 例の見分け: two examples of one kind that change from and to the same are one example. */
const turnOf = ({ before, after }: Example): string => `${side(before)} → ${side(after)}`

const EXAMPLES_SHOWN = 3

/** The first example of each turn, as many as are shown. */
function fewOf(examples: readonly Example[]): Example[] {
  const turns = new Map<string, Example>()
  for (const example of examples) if (!turns.has(turnOf(example))) turns.set(turnOf(example), example)
  return [...turns.values()].slice(0, EXAMPLES_SHOWN)
}

/** Groups examples by the rules behind them, keeps the first few of each, and puts the most frequent kinds first. */
function grouped(found: readonly Example[]): DecisionChange[] {
  const groups = Map.groupBy(found, ({ rules }) => rules.toSorted().join(' '))
  return [...groups.values()]
    .map((examples) => ({
      rules: examples[0]?.rules ?? [],
      count: examples.length,
      examples: fewOf(examples),
    }))
    .toSorted((a, b) => b.count - a.count)
}

/** The days on which the two books can differ: the first day of every span that was learnt, within what the grid can live on. */
const learntDays = (diff: BookDiff): CivilDate[] =>
  [...new Set(diff.learnt.map(({ from }) => from ?? diff.from))].toSorted()

/**
 * 変わる判断を探す: every reception of the grid on the first days of both revisions under the later book, and on the days
 * about which something was learnt under both books.
 */
export function changedDecisions(
  a: RuleBook,
  b: RuleBook,
  diff: BookDiff,
  samples: readonly Sample[] = SAMPLES,
): ChangedDecisions {
  const moved = samples.flatMap((sample) => compare(sample, [diff.from, diff.to], [b, b]) ?? [])
  const days = learntDays(diff)
  const learnt = samples.flatMap((sample) => days.flatMap((day) => compare(sample, [day, day], [a, b]) ?? []))
  return { moved: grouped(moved), learnt: grouped(learnt) }
}
