/** Kinds of report that `--report KIND=FILE` takes, known without loading any of them. */
export const REPORT_KINDS = ['console', 'html', 'json', 'junit'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]
