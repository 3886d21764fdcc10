import type { Power } from '../../conformance/power.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { MAX_SEED, choiceFlag, formatFlag, langFlag, numberFlag, seedFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Lang } from '../lang.ts'
import { createProgress } from '../progress.ts'
import { suitesOf } from './conform.ts'

function inWords(
  { requirements, mutants, killed, unkilled, falseAlarms, missed, indistinct, matrix }: Power,
  lang: Lang,
): string {
  const width = Math.max(0, ...matrix.map(({ id }) => id.length))
  const list = (values: readonly string[]): string =>
    values.length === 0 ? (lang === 'ja' ? 'なし' : 'none') : values.join(', ')
  const rows = matrix.map(({ id, kind, killed: caught, violated, serviceDefects }) => {
    const mark =
      kind === 'reference'
        ? violated.length === 0
          ? '✓'
          : '✗'
        : unkilled.includes(id) || (!caught && kind !== 'hollow')
          ? '✗'
          : '✓'
    return `${mark} ${id.padEnd(width)}  ${violated.join(' ')}${serviceDefects > 0 ? ` (${serviceDefects})` : ''}`.trimEnd()
  })
  const head =
    lang === 'ja'
      ? `変異体${mutants}件中${killed}件を検出（要求${requirements}件）`
      : `${killed} of ${mutants} mutants killed by ${requirements} requirements`
  const words =
    lang === 'ja'
      ? {
          unkilled: '見逃した変異体',
          falseAlarms: '誤検出',
          missed: '検出するはずで検出しなかった組',
          indistinct: '区別のつかない要求',
        }
      : {
          unkilled: 'unkilled',
          falseAlarms: 'false alarms',
          missed: 'named but not caught',
          indistinct: 'not told apart',
        }
  return [
    head,
    '',
    ...rows,
    '',
    `${words.unkilled}: ${list(unkilled)}`,
    `${words.falseAlarms}: ${list(falseAlarms)}`,
    `${words.missed}: ${list(missed)}`,
    `${words.indistinct}: ${list(indistinct)}`,
    '',
  ].join('\n')
}

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const [suite] = suitesOf(args.slice(0, 1))
  const seed = numberFlag(flags, 'seed', { min: 0, max: MAX_SEED, default: 42 })
  const cases = numberFlag(flags, 'cases', { min: 1, max: 100_000, default: 20 })
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const { measurePower } = await import('../join.ts')
  const progress = createProgress(io)
  let figures: Power
  try {
    figures = await measurePower({ suite: suite ?? 'clinic', seed, cases, progress: progress.report })
  } finally {
    progress.finish()
  }
  io.print(format === 'json' ? `${JSON.stringify(figures, null, 2)}\n` : inWords(figures, io.lang))
  const faults = [figures.unkilled, figures.falseAlarms, figures.missed, figures.indistinct]
  return faults.some((found) => found.length > 0) ? EXIT.harnessDefect : EXIT.conforms
}

export const powerCommand = defineCommand({
  name: 'power',
  args: ['[suite]'],
  summary: { ja: '検査の検出力を測る', en: 'Measure the suite by deliberately broken systems: the kill matrix' },
  flags: [
    seedFlag,
    { form: '--cases <n>', text: { ja: '要求ごとの事例の数（既定 20）', en: 'Cases per requirement (default 20)' } },
    formatFlag,
    langFlag,
  ],
  example: 'madoguchi power clinic --format json',
  run,
})
