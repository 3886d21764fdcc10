import type { ExitCode } from './exit-code.ts'
import type { Io } from './io.ts'
import type { Both } from './lang.ts'

export interface Flag {
  /** As commander reads it: `--seed <n>`. */
  readonly form: string
  readonly text: Both
  /** May be given several times. */
  readonly repeats?: true
}

/** Values of flags as they were typed. */
export type FlagValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** サブコマンド: what is typed, what it means, and what happens. Files of commands import heavy parts when they run. */
export interface Command {
  readonly name: string
  /** As commander reads them: `[suite]`, `<files...>`. */
  readonly args: readonly string[]
  readonly summary: Both
  readonly flags: readonly Flag[]
  readonly example: string
  readonly run: (args: readonly string[], flags: FlagValues, io: Io) => Promise<ExitCode>
}

/** Declares a command. */
export const defineCommand = (command: Command): Command => command
