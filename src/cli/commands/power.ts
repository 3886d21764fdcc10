import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { MAX_SEED, choiceFlag, formatFlag, langFlag, numberFlag, seedFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Lang } from '../lang.ts'
import { createProgress } from '../progress.ts'
import { requireClinic } from './conform.ts'

/** 検出力: which mutants the suite catches. The six names are promised to other tools. */
export interface PowerFigures {
  readonly requirements: number
  readonly mutants: number
  readonly killed: number
  /** Ids of mutants that nothing caught. */
  readonly unkilled: readonly string[]
  /** Requirements that the reference itself violates. */
  readonly falseAlarms: readonly string[]
  /** Per mutant the requirements that it violates. */
  readonly matrix: Readonly<Record<string, readonly string[]>>
}

function inWords({ requirements, mutants, killed, unkilled, falseAlarms, matrix }: PowerFigures, lang: Lang): string {
  const width = Math.max(0, ...Object.keys(matrix).map((id) => id.length))
  const none = lang === 'ja' ? 'なし' : 'none'
  const rows = Object.entries(matrix).map(([id, killers]) => `${killers.length === 0 ? '✗' : '✓'} ${id.padEnd(width)}  ${killers.join(' ')}`)
  const head = lang === 'ja' ? `変異体${mutants}件中${killed}件を検出（要求${requirements}件）` : `${killed} of ${mutants} mutants killed by ${requirements} requirements`
  return [
    head,
    ...rows,
    `${lang === 'ja' ? '見逃し' : 'unkilled'}: ${unkilled.length === 0 ? none : unkilled.join(', ')}`,
    `${lang === 'ja' ? '誤検出' : 'false alarms'}: ${falseAlarms.length === 0 ? none : falseAlarms.join(', ')}`,
    '',
  ].join('\n')
}

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  requireClinic(args[0])
  const seed = numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 })
  const cases = numberFlag(flags, 'cases', { min: 1, max: 100_000, default: 20 })
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const { measurePower } = await import('../join.ts')
  const progress = createProgress(io)
  let figures: PowerFigures
  try {
    figures = await measurePower({ seed, cases, progress: progress.report })
  } finally {
    progress.finish()
  }
  io.print(format === 'json' ? `${JSON.stringify(figures, null, 2)}\n` : inWords(figures, io.lang))
  return figures.unkilled.length > 0 || figures.falseAlarms.length > 0 ? EXIT.harnessDefect : EXIT.conforms
}

export const powerCommand = defineCommand({
  name: 'power',
  args: ['[suite]'],
  summary: { ja: '検査の検出力を測る', en: 'Measure the suite by deliberately broken clinics: the kill matrix' },
  flags: [seedFlag, { form: '--cases <n>', text: { ja: '要求ごとの事例の数（既定 20）', en: 'Cases per requirement (default 20)' } }, formatFlag, langFlag],
  example: 'madoguchi power clinic --format json',
  run,
})
