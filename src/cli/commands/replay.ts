import { type FlagValues, defineCommand } from '../command.ts'
import { driverSpecOf } from '../driver-flag.ts'
import { exitCodeOf } from '../exit-code.ts'
import { ENCODINGS, choiceFlag, driverFlag, encodingFlag, formatFlag, isSet, langFlag, realtimeFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import { driverText } from './conform.ts'

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const driver = driverText(flags)
  const spec = driverSpecOf(driver)
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const strict = isSet(flags, 'strict')
  const encoding = choiceFlag(flags, 'encoding', ENCODINGS)
  const realtime = isSet(flags, 'realtime')
  const { readScenario } = await import('../scenario-files.ts')
  const files = args.map((name) => ({ name, scenario: readScenario(name) }))
  const { replayFiles } = await import('../join.ts')
  const report = await replayFiles({ spec, lang: io.lang, encoding, realtime, files })
  const { REPORTERS } = await import('../../conformance/reporters/index.ts')
  // A violated requirement is shown again with the file that showed it.
  const context = {
    files: Object.fromEntries(
      report.verdicts.flatMap(({ requirement, counterexample }) =>
        counterexample === null ? [] : [[requirement, counterexample.case]],
      ),
    ),
    driver,
    encoding,
    strict,
    program: io.program,
  }
  io.print(
    format === 'json'
      ? REPORTERS.json(report, io.lang, context)
      : REPORTERS.console(report, io.lang, { ...context, colours: io.colours }),
  )
  return exitCodeOf(report, { strict })
}

export const replayCommand = defineCommand({
  name: 'replay',
  args: ['<files...>'],
  summary: { ja: 'シナリオのファイルを再生して判定する', en: 'Replay scenario files against a system and judge them' },
  flags: [
    driverFlag,
    encodingFlag,
    realtimeFlag,
    { form: '--strict', text: { ja: '推奨の要求の違反も不合格にする', en: 'A violated "should" fails the run too' } },
    formatFlag,
    langFlag,
  ],
  example: 'madoguchi replay reports/counterexamples/ID.yaml --driver reference',
  run,
})
