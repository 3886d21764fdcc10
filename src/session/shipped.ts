import { globSync } from 'node:fs'
import { join } from 'node:path'
import { loadScenarioFile, scenarioProblemText } from '../../scenarios/load.ts'
import type { NamedFile } from '../conformance/self-check.ts'
import type { SuiteId } from '../conformance/suites.ts'
import { packageRoot } from './package-root.ts'

/** The scenarios of a suite that ship with the product. A broken one is a defect of the product and is thrown. */
export function shippedScenarios(suite: SuiteId): readonly NamedFile[] {
  const folder = join(packageRoot(), 'scenarios', 'data')
  const names = globSync('**/*.yaml', { cwd: folder }).map((name) => name.replaceAll('\\', '/'))
  return names
    .toSorted()
    .map((name) => {
      const loaded = loadScenarioFile(join(folder, name))
      if (!loaded.ok) throw new Error(loaded.problem.map((problem) => scenarioProblemText(problem, 'en')).join('\n'))
      return { name, scenario: loaded.value }
    })
    .filter(({ scenario }) => scenario.suite === suite)
}
