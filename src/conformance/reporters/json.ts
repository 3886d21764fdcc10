import type { Report } from '../requirement.ts'
import { type Lang, type ReportContext, type Reporter, reproduction } from './reporter.ts'

const verdictsOf = (report: Report, lang: Lang, context: ReportContext) =>
  report.verdicts.map((verdict) => ({
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

function documentOf(report: Report, lang: Lang, context: ReportContext) {
  const { suite, system, seed, cases, ruleset, start, histories, summary, serviceDefects, driverProblem } = report
  const head = { v: 1, suite, system, seed, cases, ruleset, start, histories }
  return { ...head, summary, verdicts: verdictsOf(report, lang, context), serviceDefects, driverProblem }
}

const written = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

/** A report as one JSON document. `summary` and the first six fields of a verdict are promised; the rest may grow. */
export const jsonReport: Reporter = (report, lang, context) => written(documentOf(report, lang, context))

const NONE = { proven: 0, violated: 0, waived: 0, notApplicable: 0, unproven: 0 }

/**
 * Several reports as one JSON document: `summary` counts all of them, `verdicts` holds those of every suite, each with its
 * `suite`, and `reports` each document as it would be alone. A single report is written as {@link jsonReport} does.
 */
export function jsonReports(reports: readonly Report[], lang: Lang, contexts: readonly ReportContext[]): string {
  const documents = reports.flatMap((report, at) => {
    const context = contexts[at]
    return context === undefined ? [] : [documentOf(report, lang, context)]
  })
  const [only] = documents
  if (only !== undefined && documents.length === 1) return written(only)
  const summary = documents.reduce(
    (sum, { summary: one }) => ({
      proven: sum.proven + one.proven,
      violated: sum.violated + one.violated,
      waived: sum.waived + one.waived,
      notApplicable: sum.notApplicable + one.notApplicable,
      unproven: sum.unproven + one.unproven,
    }),
    NONE,
  )
  const verdicts = documents.flatMap(({ suite, verdicts: own }) => own.map((verdict) => ({ ...verdict, suite })))
  return written({ v: 1, suites: documents.map(({ suite }) => suite), summary, verdicts, reports: documents })
}
