import { Command as Commander, CommanderError } from 'commander'
import type { Command, Flag, FlagValues } from './command.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { choiceFlag } from './flags.ts'
import type { Io } from './io.ts'
import { type Both, LANGUAGES } from './lang.ts'
import { UsageError } from './usage-error.ts'

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value]

function addFlag(program: Commander, flag: Flag, io: Io): void {
  if (flag.repeats === true) program.option(flag.form, flag.text[io.lang], collect)
  else program.option(flag.form, flag.text[io.lang])
}

const longNames = (command: Command): string => command.flags.map(({ form }) => form.split(' ')[0] ?? '').join(', ')

/** What commander found wrong, said with the flags there are and an example. */
function usageProblem(error: CommanderError, command: Command | null, names: readonly string[]): UsageError {
  const said = error.message.replace(/^error: /, '').trim()
  const allowed: Both =
    command === null
      ? { ja: `コマンド: ${names.join(', ')}`, en: `Commands: ${names.join(', ')}` }
      : {
          ja: `使える指定: ${[...command.args, longNames(command)].join(' ')}`,
          en: `Allowed: ${[...command.args, longNames(command)].join(' ')}`,
        }
  const example = command?.example ?? 'madoguchi conform clinic --driver reference'
  return new UsageError({
    ja: `使い方が違います（${said}）。${allowed.ja}。例: ${example}`,
    en: `${said}. ${allowed.en}. Example: ${example}`,
  })
}

/** Reads the arguments and runs the command. Usage errors are thrown. */
export async function runProgram(
  commands: readonly Command[],
  args: readonly string[],
  version: string,
  io: Io,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.conforms
  const names = commands.map(({ name }) => name)
  const handle = (command: Command | null) => (error: CommanderError) => {
    if (error.exitCode === 0) throw error
    throw usageProblem(error, command, names)
  }
  // The texts of errors are ours; help and version go to stdout.
  const output = { writeOut: io.print, writeErr: () => undefined }
  const program = new Commander('madoguchi').version(version).configureOutput(output).exitOverride(handle(null))
  program.description(
    io.lang === 'ja'
      ? 'オンライン資格確認の模擬環境と適合性検査'
      : 'Simulator and conformance suites for Japanese online eligibility verification',
  )
  program.helpCommand(false)
  for (const command of commands) {
    const own = program
      .command(command.name)
      .description(command.summary[io.lang])
      .configureOutput(output)
      .exitOverride(handle(command))
    own.addHelpText('after', `\n${io.lang === 'ja' ? '例' : 'Example'}: ${command.example}\n`)
    for (const argument of command.args) own.argument(argument)
    for (const flag of command.flags) addFlag(own, flag, io)
    own.action(async () => {
      const flags = own.opts<FlagValues>()
      choiceFlag(flags, 'lang', LANGUAGES)
      code = await command.run(own.args, flags, io)
    })
  }
  if (args.length === 0) {
    io.print(program.helpInformation())
    return EXIT.usage
  }
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.conforms
    throw error
  }
}
