import type { Report, Requirement, Verdict } from '../conformance/requirement.ts'
import type { History } from '../../scenarios/history.ts'
import type { DriverProblem } from '../../scenarios/ports.ts'
import type { Scenario } from '../../scenarios/scenario.ts'

/** A file that was replayed. */
export interface ReplayedFile {
  readonly name: string
  readonly scenario: Scenario
  readonly history: History
  /** Set when the driver broke for good in this file. */
  readonly gone: DriverProblem | null
}

const nothing = { ja: '', en: '' }
const noEvidence = {
  ja: 'この再生では証拠が得られませんでした。手順に結果がないか、システムがその操作に対応していません。',
  en: 'This replay carried no evidence: the step has no outcome, or the system does not support the operation.',
}

const distinct = (values: readonly string[]): number => new Set(values).size

/** What the replayed files say about a requirement; null when they say nothing and are not about it. */
function verdictOf(requirement: Requirement, files: readonly ReplayedFile[]): Verdict | null {
  const examined = files.flatMap((file) => {
    const examination = requirement.examine(file.history)
    return examination === null ? [] : [{ file, examination }]
  })
  if (examined.length === 0 && !files.some(({ scenario }) => scenario.requirement === requirement.id)) return null
  const broken = examined.flatMap(({ file, examination }) =>
    examination.findings.map((finding) => ({ file, finding })),
  )[0]
  const observed = examined.some(({ examination }) => examination.evidence === 'observed')
  const head = {
    requirement: requirement.id,
    severity: requirement.severity,
    evidence: examined.length === 0 ? ('none' as const) : observed ? ('observed' as const) : ('reported' as const),
    cases: examined.length,
    people: distinct(
      examined.flatMap(({ file }) => Object.keys(file.scenario.people).map((name) => `${file.name} ${name}`)),
    ),
    days: distinct(examined.map(({ file }) => file.history.start.slice(0, 10))),
    facilities: distinct(examined.map(({ file }) => JSON.stringify(file.scenario.facility))),
    edges: [],
  }
  if (broken !== undefined) {
    const { file, finding } = broken
    const reason = { ja: finding.actual, en: finding.actual }
    const { scenario } = file
    return {
      ...head,
      verdict: 'violated',
      reason,
      counterexample: { scenario, case: file.name, finding, unstable: false, steps: scenario.steps.length },
    }
  }
  if (examined.length === 0) return { ...head, verdict: 'unproven', reason: noEvidence, counterexample: null }
  return { ...head, verdict: 'proven', reason: nothing, counterexample: null }
}

/** A report over replayed files; requirements that the files say nothing about are left out. */
export function replayReport(
  suite: Scenario['suite'],
  requirements: readonly Requirement[],
  files: readonly ReplayedFile[],
  serviceDefects: Report['serviceDefects'],
): Report {
  const verdicts = requirements.flatMap((requirement) => verdictOf(requirement, files) ?? [])
  const count = (kind: Verdict['verdict']): number => verdicts.filter(({ verdict }) => verdict === kind).length
  const first = files[0]
  return {
    suite,
    system: { name: first?.history.system?.name ?? '', version: first?.history.system?.version ?? '' },
    seed: first?.scenario.seed ?? 0,
    cases: files.length,
    ruleset: first?.scenario.ruleset ?? 'latest',
    start: first?.history.start ?? '',
    verdicts,
    sentences: Object.fromEntries(requirements.map(({ id, sentence }) => [id, sentence])),
    summary: {
      proven: count('proven'),
      violated: count('violated'),
      waived: count('waived'),
      notApplicable: count('not-applicable'),
      unproven: count('unproven'),
    },
    serviceDefects,
    driverProblem: files.find(({ gone }) => gone !== null)?.gone ?? null,
    histories: files.filter(({ history }) => history.steps.length > 0).length,
  }
}
