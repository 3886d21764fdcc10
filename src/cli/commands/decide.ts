import { explainDecision } from '../../domain/explain.ts'
import type { Decision } from '../../domain/presentation.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { choiceFlag, formatFlag, langFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Lang } from '../lang.ts'

/** What the rules say about one reception of a scenario. */
export interface DecidedReception {
  readonly step: number
  readonly visit: string
  readonly at: string
  readonly decision: Decision
}

function inWords({ step, visit, at, decision }: DecidedReception, lang: Lang): string {
  const head = `${lang === 'ja' ? '手順' : 'step'} ${step + 1}  ${visit}  ${at}`
  return [head, ...explainDecision(decision, lang).map((line) => `  ${line}`)].join('\n')
}

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const file = args[0] ?? ''
  const { readScenario } = await import('../scenario-files.ts')
  const scenario = readScenario(file)
  const { decideScenario } = await import('../join.ts')
  const decided = await decideScenario(scenario)
  if (format === 'json')
    io.print(`${JSON.stringify({ file, ruleset: scenario.ruleset, receptions: decided }, null, 2)}\n`)
  else io.print(`${decided.map((one) => inWords(one, io.lang)).join('\n\n')}\n`)
  return decided.length === 0 ? EXIT.unproven : EXIT.conforms
}

export const decideCommand = defineCommand({
  name: 'decide',
  args: ['<file>'],
  summary: {
    ja: 'シナリオの受付ごとに、規則が何と言うかを示す',
    en: 'Say what the rules make of each reception of a scenario, with sources',
  },
  flags: [formatFlag, langFlag],
  example: 'madoguchi decide scenarios/data/grace/last-day.yaml',
  run,
})
