import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { InspectedXml } from '../../../generators/inspect.ts'
import { type FlagValues, defineCommand } from '../command.ts'
import { EXIT, worstOf } from '../exit-code.ts'
import { choiceFlag, formatFlag, langFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { Lang } from '../lang.ts'
import { UsageError } from '../usage-error.ts'

/** Bytes of a file that was named on the command line. */
export function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError({
      ja: `ファイル "${file}" を読めません: ${why}`,
      en: `The file "${file}" cannot be read: ${why}`,
    })
  }
}

interface Inspected {
  readonly file: string
  readonly inspected: InspectedXml
}

async function run(args: readonly string[], flags: FlagValues, io: Io) {
  const format = choiceFlag(flags, 'format', ['human', 'json'])
  const { inspectXml } = await import('../../../generators/inspect.ts')
  const { describeWireProblem } = await import('../../wire/problem.ts')
  const all: readonly Inspected[] = args.map((file) => ({ file, inspected: inspectXml(bytesOf(file), basename(file)) }))
  const problems = ({ inspected }: Inspected, lang: Lang) =>
    inspected.problems.map((problem) => ({
      code: problem.code,
      severity: problem.severity,
      ...describeWireProblem(problem, lang),
    }))
  if (format === 'json') {
    const files = all.map((one) => ({ file: one.file, ...one.inspected, problems: problems(one, io.lang) }))
    io.print(`${JSON.stringify({ files }, null, 2)}\n`)
  } else {
    for (const one of all) {
      const { kind, title, encoding, facts } = one.inspected
      const unknown = io.lang === 'ja' ? '知らない種類のファイル' : 'not a file we know'
      const head = `${one.file}: ${kind === null ? unknown : `${kind} ${title?.[io.lang] ?? ''}`}${encoding === null ? '' : `, ${encoding}`}`
      const said = facts.map(
        ({ label, value, place }) =>
          `  ${place === null ? '' : `${place.line}:${place.column} `}${label[io.lang]}: ${value[io.lang]}`,
      )
      const wrong = problems(one, io.lang).map(
        ({ code, severity, what, where, fix }) =>
          `  ${severity === 'error' ? '✗' : '!'} ${where}: ${what} ${fix} [${code}]`,
      )
      io.print(`${[head, ...said, ...wrong].join('\n')}\n`)
    }
  }
  return worstOf(
    all.map(({ inspected }) =>
      inspected.problems.some(({ severity }) => severity === 'error') ? EXIT.violated : EXIT.conforms,
    ),
  )
}

export const inspectCommand = defineCommand({
  name: 'inspect',
  args: ['<files...>'],
  summary: {
    ja: 'XMLファイルを読み、内容と誤りを示す',
    en: 'Read XML files back: what they are, what they say, what is wrong',
  },
  flags: [formatFlag, langFlag],
  example: 'madoguchi inspect OQSsiquc01res_202611210001.xml',
  run,
})
