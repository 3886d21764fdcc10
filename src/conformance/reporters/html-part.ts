import type { Report, Verdict } from '../requirement.ts'
import type { Bilingual } from './html-words.ts'
import type { ReportContext } from './reporter.ts'

/** One report among those of a page. */
export interface Part {
  readonly report: Report
  readonly context: ReportContext
  /** Begins every anchor of the part; no two parts of a page share it. */
  readonly key: string
  /** True when the page holds more than one report, so that each needs a heading of its own. */
  readonly isOneOfSeveral: boolean
}

/** The reports of a page with what belongs to each. One context serves them all, or there is one for each. */
export function partsOf(reports: readonly Report[], contexts: readonly ReportContext[]): readonly Part[] {
  const shared = contexts[0] ?? { files: {}, driver: '' }
  return reports.map((report, index) => ({
    report,
    context: contexts[index] ?? shared,
    key:
      reports.filter(({ suite }) => suite === report.suite).length === 1
        ? report.suite
        : `${report.suite}-${index + 1}`,
    isOneOfSeveral: reports.length > 1,
  }))
}

/** The `id` of what a page says about a requirement. */
export const anchorOf = ({ key }: Part, requirement: string, section = ''): string =>
  `${section}${key}-${requirement}`.replaceAll(/[^\w-]/g, '-')

export const sentenceOf = ({ report }: Part, requirement: string): Bilingual =>
  report.sentences[requirement] ?? { ja: requirement, en: requirement }

/** Where a requirement comes from, as a reader names it: sections of the facts without the ending of their files. */
export const sourcesOf = ({ context }: Part, requirement: string): readonly string[] =>
  (context.sources?.[requirement] ?? []).map((source) => source.replaceAll(/\b([\w-]+)\.md\b/g, '$1'))

/** All verdicts of a page that are of a kind, with their part. */
export const verdictsIn = (
  parts: readonly Part[],
  accepts: (verdict: Verdict) => boolean,
): readonly { readonly part: Part; readonly verdict: Verdict }[] =>
  parts.flatMap((part) => part.report.verdicts.filter(accepts).map((verdict) => ({ part, verdict })))
