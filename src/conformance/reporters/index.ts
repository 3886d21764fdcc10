import { consoleReport } from './console.ts'
import { htmlPage } from './html.ts'
import { jsonReport } from './json.ts'
import { junitReport } from './junit.ts'
import type { ReportKind } from './kinds.ts'
import type { Reporter } from './reporter.ts'

/** Every kind of report, by the name that `--report KIND=FILE` takes. A new one is one file and one line. */
export const REPORTERS = {
  console: consoleReport,
  html: htmlPage,
  json: jsonReport,
  junit: junitReport,
} as const satisfies Record<ReportKind, Reporter>

export type { Reporter } from './reporter.ts'
