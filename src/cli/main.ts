#!/usr/bin/env node
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
import { type Io, processIo } from './io.ts'
import { languageOf } from './lang.ts'
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

async function main(args: readonly string[], io: Io): Promise<ExitCode> {
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

const args = process.argv.slice(2)
/** What a shell expects of a program that was interrupted. */
const INTERRUPTED = 130
// Drivers are commands in process groups of their own and are ended when this process exits; serve closes by itself.
if (args[0] !== 'serve') process.once('SIGINT', () => process.exit(INTERRUPTED)).once('SIGTERM', () => process.exit(INTERRUPTED))
const code = await main(args, processIo(languageOf(args, process.env)))
// A pipe takes what was written before the process ends.
await new Promise<void>((resolve) => {
  process.stdout.write('', () => resolve())
})
process.exit(code)
