import { type Reporter, reproduction } from './reporter.ts'

/** A report as one JSON document. `summary` and the first six fields of a verdict are promised; the rest may grow. */
export const jsonReport: Reporter = (report, lang, context) => {
  const verdicts = report.verdicts.map((verdict) => ({
    requirement: verdict.requirement,
    verdict: verdict.verdict,
    reason: verdict.reason[lang],
    evidence: verdict.evidence,
    cases: verdict.cases,
    file: context.files[verdict.requirement] ?? null,
    severity: verdict.severity,
    sentence: report.sentences[verdict.requirement] ?? null,
    people: verdict.people,
    days: verdict.days,
    facilities: verdict.facilities,
    edges: verdict.edges,
    finding: verdict.counterexample?.finding ?? null,
    case: verdict.counterexample?.case ?? null,
    unstable: verdict.counterexample?.unstable ?? false,
    reproduce: verdict.verdict === 'violated' ? reproduction(verdict.requirement, report, context) : null,
  }))
  const { suite, system, seed, cases, ruleset, start, histories, summary, serviceDefects, driverProblem } = report
  const head = { v: 1, suite, system, seed, cases, ruleset, start, histories }
  return `${JSON.stringify({ ...head, summary, verdicts, serviceDefects, driverProblem }, null, 2)}\n`
}
