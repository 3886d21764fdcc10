import { conformCommand } from './commands/conform.ts'
import { decideCommand } from './commands/decide.ts'
import { findCommand } from './commands/find.ts'
import { inspectCommand } from './commands/inspect.ts'
import { minimizeCommand } from './commands/minimize.ts'
import { powerCommand } from './commands/power.ts'
import { replayCommand } from './commands/replay.ts'
import { rulesCommand } from './commands/rules.ts'
import { serveCommand } from './commands/serve.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Io } from './io.ts'
import { packageVersion } from './package-root.ts'
import { runProgram } from './program.ts'
import { ConfigurationError, UsageError } from './usage-error.ts'

/** Every command, in the order of the help. */
const commands = [
  serveCommand,
  conformCommand,
  replayCommand,
  minimizeCommand,
  powerCommand,
  findCommand,
  decideCommand,
  rulesCommand,
  inspectCommand,
]

/** Runs one command line: what went wrong becomes a sentence on stderr and an exit code. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await runProgram(commands, args, packageVersion(), io)
  } catch (error) {
    if (error instanceof UsageError || error instanceof ConfigurationError) {
      io.warn(`madoguchi: ${error.both[io.lang]}\n`)
      return error instanceof UsageError ? EXIT.usage : EXIT.configuration
    }
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const ours = io.lang === 'ja' ? 'Madoguchi自身の不具合です。次の内容を添えて報告してください。' : 'This is a defect of Madoguchi; please report it with these lines.'
    io.warn(`madoguchi: ${ours}\nmadoguchi ${args.join(' ')}\n${said}\n`)
    return EXIT.harnessDefect
  }
}
