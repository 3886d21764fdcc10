import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadScenarioFile, scenarioProblemText, writeScenario } from '../../scenarios/load.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import type { Report } from '../conformance/requirement.ts'
import type { Lang } from './lang.ts'
import { UsageError } from './usage-error.ts'

/** A scenario file that was named on the command line; its mistakes are a usage error. */
export function readScenario(file: string): Scenario {
  const loaded = loadScenarioFile(file)
  if (loaded.ok) return loaded.value
  const say = (lang: Lang): string => loaded.problem.map((problem) => scenarioProblemText(problem, lang)).join('\n')
  throw new UsageError({ ja: say('ja'), en: say('en') })
}

/** Writes a file and the folders above it. */
export function writeOut(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError({ ja: `"${file}" に書けません: ${why}`, en: `"${file}" cannot be written: ${why}` })
  }
}

/** Writes the smallest counterexample of each violated requirement and says where it lies. */
export function writeCounterexamples(report: Report, folder: string): Readonly<Record<string, string>> {
  const found = report.verdicts.flatMap(({ requirement, counterexample }) =>
    counterexample === null ? [] : [{ requirement, counterexample }],
  )
  return Object.fromEntries(
    found.map(({ requirement, counterexample }) => {
      const file = join(folder, `${requirement.replaceAll(/[^\w.-]/g, '-')}.yaml`)
      writeOut(file, writeScenario({ ...counterexample.scenario, requirement }))
      return [requirement, file]
    }),
  )
}
