import type fc from 'fast-check'
import type { CivilDate } from '../domain/civil-date.ts'
import type { FindingCode } from './findings.ts'
import type { History } from '../../scenarios/history.ts'
import type { Operation } from '../../scenarios/protocol.ts'
import type { Scenario, ScenarioInput } from '../../scenarios/scenario.ts'

/** must: a violation fails the run. should: shown, fails only with `--strict`. */
export type Severity = 'must' | 'should'

/** A place in a history where the system did not do what the requirement asks. */
export interface Finding {
  /** Stable code of the kind of failure; minimising keeps it. */
  readonly code: FindingCode
  /** Index of the step. */
  readonly step: number
  readonly expected: string
  readonly actual: string
}

/**
 * What one history says about one requirement: no evidence (null), or evidence of a kind, with the findings.
 * `observed` rests on messages, `reported` on the driver's word.
 */
export interface Examination {
  readonly evidence: 'observed' | 'reported'
  readonly findings: readonly Finding[]
}

/** The heart of a drawn case: who is there and what happens. Days are offsets from the start, which is the day of the edge. */
export interface Core {
  readonly people: ScenarioInput['people'] & object
  readonly steps: ScenarioInput['steps']
  /** Time of day of the start, default 09:00. */
  readonly time?: string
  /** Suite `insurer`: whose system it is about. */
  readonly insurer?: ScenarioInput['insurer']
  /** Suite `clinic`: what is special about the site. */
  readonly facility?: ScenarioInput['facility']
}

/** 境界: a day or circumstance at which a requirement must have been seen, and how cases around it are drawn. */
export interface Edge {
  readonly id: string
  readonly title: { readonly ja: string; readonly en: string }
  /** Whether a system whose clock stands on this day can be shown the edge. */
  readonly hostedOn: (today: CivilDate) => boolean
  /** True when the case moves the clock, which a system with a fixed clock cannot be shown. */
  readonly movesClock: boolean
  /** Days on which the edge happens. */
  readonly day: fc.Arbitrary<CivilDate>
  readonly core: (day: CivilDate) => fc.Arbitrary<Core>
}

/** One sentence that can fail, with its sources, its check and the broken systems it must catch. Plain data and pure functions. */
export interface Requirement {
  readonly id: string
  readonly severity: Severity
  readonly sentence: { readonly ja: string; readonly en: string }
  readonly sources: readonly string[]
  /** Operations without which it cannot be judged. */
  readonly needs: readonly Exclude<Operation, 'setup' | 'clock'>[]
  /** True when a right system must have asked the service: one that never does violates it. */
  readonly inquiry: boolean
  readonly edges: readonly Edge[]
  readonly mutants: readonly string[]
  readonly examine: (history: History) => Examination | null
}

export type VerdictKind = 'proven' | 'violated' | 'waived' | 'not-applicable' | 'unproven'

/** The smallest scenario known to break a requirement. */
export interface Counterexample {
  readonly scenario: Scenario
  readonly case: string
  readonly finding: Finding
  readonly unstable: boolean
  readonly steps: number
}

export interface EdgeReport {
  readonly id: string
  readonly title: { readonly ja: string; readonly en: string }
  readonly seen: number
  /**
   * Set when a fixed clock cannot host it: the next day on which it can be, null when never again; or because the case
   * moves the clock, whatever the day.
   */
  readonly notApplicable: { readonly next: CivilDate | null; readonly movesClock: boolean } | null
}

export interface Verdict {
  readonly requirement: string
  readonly severity: Severity
  readonly verdict: VerdictKind
  /** Why, in both languages; empty when proven. */
  readonly reason: { readonly ja: string; readonly en: string }
  readonly evidence: 'observed' | 'reported' | 'none'
  /** Histories that carried its evidence. */
  readonly cases: number
  readonly people: number
  readonly days: number
  readonly facilities: number
  readonly edges: readonly EdgeReport[]
  readonly counterexample: Counterexample | null
}

/** What a whole run found: the one model that every reporter renders. */
export interface Report {
  readonly suite: Scenario['suite']
  readonly system: { readonly name: string; readonly version: string }
  readonly seed: number
  readonly cases: number
  readonly ruleset: string
  readonly start: string
  readonly verdicts: readonly Verdict[]
  readonly sentences: Readonly<Record<string, { readonly ja: string; readonly en: string }>>
  readonly summary: {
    readonly proven: number
    readonly violated: number
    readonly waived: number
    readonly notApplicable: number
    readonly unproven: number
  }
  /** Answers of our own service that contradicted the expectations typed in scenario files: exit 4. */
  readonly serviceDefects: readonly {
    readonly scenario: string
    readonly step: number
    readonly expected: string
    readonly actual: string
  }[]
  /** The driver died, hung or broke the protocol: exit 3; verdicts so far are kept. */
  readonly driverProblem: { readonly code: string; readonly message: string } | null
  readonly histories: number
}
