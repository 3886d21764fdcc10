import { type FlagValues, defineCommand } from '../command.ts'
import { driverSpecOf } from '../driver-flag.ts'
import { EXIT } from '../exit-code.ts'
import { ENCODINGS, choiceFlag, driverFlag, encodingFlag, langFlag, textFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import { UsageError } from '../usage-error.ts'
import { driverText } from './conform.ts'

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const spec = driverSpecOf(driverText(flags))
  const encoding = choiceFlag(flags, 'encoding', ENCODINGS)
  const file = args[0] ?? ''
  const { readScenario, writeOut } = await import('../scenario-files.ts')
  const scenario = readScenario(file)
  const requirement = textFlag(flags, 'requirement') ?? scenario.requirement
  if (requirement === undefined) {
    throw new UsageError({
      ja: `どの要求の違反を残すか分かりません。ファイルに requirement: を書くか、--requirement ID を指定してください。`,
      en: `Which violation should be kept? Write requirement: into the file, or give --requirement ID.`,
    })
  }
  const { minimizeScenario } = await import('../join.ts')
  const smallest = await minimizeScenario({ spec, lang: io.lang, encoding, scenario, requirement })
  if (smallest === null) {
    io.warn(
      io.lang === 'ja'
        ? `${requirement} はこのシナリオでは違反になりません。\n`
        : `${requirement} is not violated by this scenario.\n`,
    )
    return EXIT.unproven
  }
  const { writeScenario } = await import('../../../scenarios/load.ts')
  const text = writeScenario({ ...smallest, requirement })
  const out = textFlag(flags, 'out')
  if (out === undefined) {
    io.print(text)
  } else {
    writeOut(out, text)
    io.print(
      io.lang === 'ja'
        ? `${scenario.steps.length}手順を${smallest.steps.length}手順に縮めました: ${out}\n`
        : `${scenario.steps.length} steps became ${smallest.steps.length}: ${out}\n`,
    )
  }
  return EXIT.violated
}

export const minimizeCommand = defineCommand({
  name: 'minimize',
  args: ['<file>'],
  summary: { ja: '違反を示すシナリオを小さくする', en: 'Make a violating scenario smaller' },
  flags: [
    driverFlag,
    encodingFlag,
    {
      form: '--requirement <id>',
      text: { ja: '残すべき違反', en: 'The requirement whose violation is kept (default: the one in the file)' },
    },
    { form: '--out <file>', text: { ja: '書き込む先（既定 標準出力）', en: 'Where to write (default stdout)' } },
    langFlag,
  ],
  example: 'madoguchi minimize found.yaml --driver "stdio:node my-driver.js" --out small.yaml',
  run,
})
