import type { Report } from '../conformance/requirement.ts'

/** 終了コード: what a run says to a machine. */
export const EXIT = {
  conforms: 0,
  violated: 1,
  usage: 2,
  configuration: 3,
  harnessDefect: 4,
  unproven: 5,
  waiver: 6,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** When several hold, the first of these is the code of the run. */
const PRECEDENCE: readonly ExitCode[] = [2, 3, 4, 1, 6, 5, 0]

/** The code that says most about a run. */
export const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT.conforms

export interface ExitOptions {
  /** A violated `should` counts like a violated `must`. */
  readonly strict: boolean
}

/** The exit code of a report. Something unproven, or nothing judged at all, is never 0. */
export function exitCodeOf(report: Report, { strict }: ExitOptions): ExitCode {
  const violated = report.verdicts.some(
    ({ verdict, severity }) => verdict === 'violated' && (strict || severity === 'must'),
  )
  const unproven = report.verdicts.some(({ verdict }) => verdict === 'unproven')
  const judged = report.verdicts.some(
    ({ verdict }) => verdict === 'proven' || verdict === 'violated' || verdict === 'waived',
  )
  return worstOf([
    ...(report.driverProblem === null ? [] : [EXIT.configuration]),
    ...(report.serviceDefects.length === 0 ? [] : [EXIT.harnessDefect]),
    ...(violated ? [EXIT.violated] : []),
    ...(unproven || !judged || report.histories === 0 ? [EXIT.unproven] : []),
  ])
}
