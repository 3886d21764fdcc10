import { type CivilDate, dateOf } from '../domain/civil-date.ts'
import type { Capabilities } from '../../scenarios/protocol.ts'
import type { History } from '../../scenarios/history.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { nextHosting } from './arbitraries/edges.ts'
import { FINDINGS } from './findings.ts'
import type {
  Counterexample,
  Edge,
  EdgeReport,
  Examination,
  Finding,
  Requirement,
  Verdict,
  VerdictKind,
} from './requirement.ts'

/** The first place at which a requirement was seen to fail. */
export interface Violation {
  readonly scenario: Scenario
  readonly case: string
  readonly finding: Finding
}

/** What a run has seen of one requirement so far. */
export interface Tally {
  readonly requirement: Requirement
  cases: number
  observed: boolean
  readonly people: Set<number>
  readonly days: Set<string>
  readonly facilities: Set<string>
  readonly edges: Map<string, number>
  /** Cases of its own in which the system said that it does not take files of forms. */
  filesUnsupported: number
  violation: Violation | null
}

export const openTally = (requirement: Requirement): Tally => ({
  requirement,
  cases: 0,
  observed: false,
  people: new Set(),
  days: new Set(),
  facilities: new Set(),
  edges: new Map(),
  filesUnsupported: 0,
  violation: null,
})

/** A file of forms is the one event that a system may leave to others without leaving the operation. */
const refusesFiles = ({ steps }: History): boolean =>
  steps.some(
    ({ step, missing }) => step.do === 'event' && step.event.kind === 'forms' && missing?.kind === 'unsupported',
  )

/** Adds a history to a tally; returns what it said about the requirement, null when it carried no evidence. */
export function count(tally: Tally, history: History, caseName: string): Examination | null {
  const examined = tally.requirement.examine(history)
  const { scenario } = history
  if (examined === null) {
    if (scenario.requirement === tally.requirement.id && refusesFiles(history)) tally.filesUnsupported += 1
    return null
  }
  tally.cases += 1
  tally.observed ||= examined.evidence === 'observed'
  for (const person of Object.values(scenario.people)) tally.people.add(person.index ?? -1)
  for (const step of history.steps) tally.days.add(dateOf(step.at))
  tally.facilities.add(scenario.facility.institutionCode)
  if (scenario.requirement === tally.requirement.id && scenario.edge !== undefined) {
    tally.edges.set(scenario.edge, (tally.edges.get(scenario.edge) ?? 0) + 1)
  }
  const finding = examined.findings[0]
  if (finding !== undefined && tally.violation === null) tally.violation = { scenario, case: caseName, finding }
  return examined
}

/** What bounds a verdict: the evidence asked for, the clock, and what the system can do. */
export interface Terms {
  readonly cases: number
  readonly capabilities: Capabilities | null
  /** False for a single case, of which no edge is asked. */
  readonly edges: boolean
  /** The day a fixed clock stands on, null for a clock that moves. */
  readonly fixedDay: CivilDate | null
}

const isHosted = (edge: Edge, terms: Terms): boolean =>
  terms.fixedDay === null || (!edge.movesClock && edge.hostedOn(terms.fixedDay))

function edgeReport(tally: Tally, edge: Edge, terms: Terms): EdgeReport {
  const { fixedDay } = terms
  return {
    id: edge.id,
    title: edge.title,
    seen: tally.edges.get(edge.id) ?? 0,
    notApplicable:
      fixedDay === null || isHosted(edge, terms)
        ? null
        : { next: nextHosting(edge, fixedDay), movesClock: edge.movesClock },
  }
}

interface Ruling {
  readonly verdict: VerdictKind
  readonly reason: { readonly ja: string; readonly en: string }
}

const NOTHING = { ja: '', en: '' }

function unsupported(requirement: Requirement, terms: Terms): Ruling | null {
  const missing = requirement.needs.filter(
    (op) => terms.capabilities !== null && !terms.capabilities.operations.includes(op),
  )
  return missing.length === 0
    ? null
    : {
        verdict: 'not-applicable',
        reason: {
          ja: `操作 ${missing.join('、')} に対応していません`,
          en: `operation not supported: ${missing.join(', ')}`,
        },
      }
}

const withoutFiles = ({ cases, filesUnsupported }: Tally): Ruling | null =>
  cases > 0 || filesUnsupported === 0
    ? null
    : {
        verdict: 'not-applicable',
        reason: { ja: '届書のCSVファイルに対応していません', en: 'files of employer forms are not supported' },
      }

function clockBound(edges: readonly EdgeReport[]): Ruling | null {
  if (edges.some((edge) => edge.notApplicable === null)) return null
  const next = edges
    .flatMap((edge) => edge.notApplicable?.next ?? [])
    .toSorted()
    .at(0)
  return {
    verdict: 'not-applicable',
    reason: {
      ja: next === undefined ? '時計が固定（この日付は再び来ない）' : `時計が固定（次に可能な日 ${next}）`,
      en: next === undefined ? 'clock fixed; never possible again' : `clock fixed; next possible ${next}`,
    },
  }
}

function rule(tally: Tally, edges: readonly EdgeReport[], terms: Terms): Ruling {
  if (tally.violation !== null) {
    const { finding } = tally.violation
    return {
      verdict: 'violated',
      reason: {
        ja: `${FINDINGS[finding.code].ja}（実際: ${finding.actual}）`,
        en: `${FINDINGS[finding.code].en}: expected ${finding.expected}; got ${finding.actual}`,
      },
    }
  }
  const bound = unsupported(tally.requirement, terms) ?? withoutFiles(tally) ?? clockBound(edges)
  if (bound !== null) return bound
  const unseen = edges.filter((edge) => edge.notApplicable === null && edge.seen === 0)
  if (tally.cases < terms.cases) {
    return {
      verdict: 'unproven',
      reason: {
        ja: `証拠のある事例が ${tally.cases} 件（必要 ${terms.cases} 件）`,
        en: `${tally.cases} cases carried its evidence, ${terms.cases} are needed`,
      },
    }
  }
  if (unseen.length > 0 && terms.edges) {
    return {
      verdict: 'unproven',
      reason: {
        ja: `未確認の境界: ${unseen.map((edge) => edge.title.ja).join('、')}`,
        en: `edges not seen: ${unseen.map((edge) => edge.title.en).join(', ')}`,
      },
    }
  }
  return { verdict: 'proven', reason: NOTHING }
}

/** The verdict over everything a run has seen of a requirement. */
export function verdictOf(tally: Tally, terms: Terms, counterexample: Counterexample | null): Verdict {
  const edges = tally.requirement.edges.map((edge) => edgeReport(tally, edge, terms))
  return {
    requirement: tally.requirement.id,
    severity: tally.requirement.severity,
    ...rule(tally, edges, terms),
    evidence: tally.cases === 0 ? 'none' : tally.observed ? 'observed' : 'reported',
    cases: tally.cases,
    people: tally.people.size,
    days: tally.days.size,
    facilities: tally.facilities.size,
    edges,
    counterexample,
  }
}
