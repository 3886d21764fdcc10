import type { Report } from '../requirement.ts'

export type Lang = 'ja' | 'en'

/** 見本の絵: a paper of a counterexample as it was put on the counter. */
export interface PaperPicture {
  /** Index of the step that shows it. */
  readonly step: number
  readonly title: Readonly<Record<Lang, string>>
  /** The page as a PNG. */
  readonly png: Uint8Array
  /** What stands on the paper, for those who cannot see the picture. */
  readonly text: string
}

/** What a reporter cannot know from the report: where files lie, how to start the same run again. */
export interface ReportContext {
  /** Path of the counterexample file per requirement. */
  readonly files: Readonly<Record<string, string>>
  /** Text of `--driver`, for the line that reproduces a failure. */
  readonly driver: string
  /** How the terminal wrote its files, for the same line; default UTF-8. */
  readonly encoding?: 'UTF-8' | 'Shift_JIS'
  /** How the command line is called where the report is made; default `madoguchi`. */
  readonly program?: string
  /** Escape codes for a terminal; default false. */
  readonly colours?: boolean
  /** Sources per requirement, as the requirements name them; default none. */
  readonly sources?: Readonly<Record<string, readonly string[]>>
  /** Papers of the smallest counterexample per requirement; default none. */
  readonly pictures?: Readonly<Record<string, readonly PaperPicture[]>>
  /** Violated `should` requirements fail the run; default false. */
  readonly strict?: boolean
}

/** A reporter renders the one model of a run; pure. */
export type Reporter = (report: Report, lang: Lang, context: ReportContext) => string

/** A word of a shell line, quoted where it has to be. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `"${text.replaceAll(/(["\\$`])/g, '\\$1')}"`

/** The line that shows a violation again; null when there is nothing to show. */
export function reproduction(requirement: string, report: Report, context: ReportContext): string | null {
  const program = context.program ?? 'madoguchi'
  const { encoding = 'UTF-8' } = context
  const driver = `--driver ${shellWord(context.driver)}${encoding === 'UTF-8' ? '' : ` --encoding ${encoding}`}`
  const file = context.files[requirement]
  if (file !== undefined) return `${program} replay ${shellWord(file)} ${driver}`
  const address = report.verdicts.find((verdict) => verdict.requirement === requirement)?.counterexample?.case
  return address === undefined
    ? null
    : `${program} conform ${report.suite} ${driver} --seed ${report.seed} --ruleset ${report.ruleset} --case ${shellWord(address)}`
}
