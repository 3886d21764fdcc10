import type { Command } from './command.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Io } from './io.ts'
import { packageVersion } from '../session/package-root.ts'
import { runProgram } from './program.ts'
import { ConfigurationError, UsageError } from './usage-error.ts'

/** Every command, in the order of the help. A command line that names one loads no other. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  conform: async () => (await import('./commands/conform.ts')).conformCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  minimize: async () => (await import('./commands/minimize.ts')).minimizeCommand,
  power: async () => (await import('./commands/power.ts')).powerCommand,
  find: async () => (await import('./commands/find.ts')).findCommand,
  generate: async () => (await import('./commands/generate.ts')).generateCommand,
  decide: async () => (await import('./commands/decide.ts')).decideCommand,
  rules: async () => (await import('./commands/rules.ts')).rulesCommand,
  inspect: async () => (await import('./commands/inspect.ts')).inspectCommand,
}

async function commandsFor([name = '']: readonly string[]): Promise<readonly Command[]> {
  const named = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  return named === undefined ? Promise.all(Object.values(COMMANDS).map((load) => load())) : [await named()]
}

/** Runs one command line: what went wrong becomes a sentence on stderr and an exit code. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await runProgram(await commandsFor(args), args, packageVersion(), io)
  } catch (error) {
    if (error instanceof UsageError || error instanceof ConfigurationError) {
      io.warn(`madoguchi: ${error.both[io.lang]}\n`)
      return error instanceof UsageError ? EXIT.usage : EXIT.configuration
    }
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const ours =
      io.lang === 'ja'
        ? 'Madoguchi自身の不具合です。次の内容を添えて報告してください。'
        : 'This is a defect of Madoguchi; please report it with these lines.'
    io.warn(`madoguchi: ${ours}\nmadoguchi ${args.join(' ')}\n${said}\n`)
    return EXIT.harnessDefect
  }
}
