import { scriptedInsurer } from '../conformance/drivers/scripted-insurer.ts'
import { scriptedDriver } from '../conformance/drivers/scripted.ts'
import type { Report } from '../conformance/requirement.ts'
import { type NamedFile, type SelfCheck, judgeService } from '../conformance/self-check.ts'
import type { SuiteId } from '../conformance/suites.ts'
import type { Driver } from '../../scenarios/ports.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { createSimulator } from '../../simulator/index.ts'
import type { Fetch } from './own-systems.ts'
import { print } from './print.ts'
import { shippedScenarios } from './shipped.ts'

/** The system that does exactly what stands in a file of either suite. */
export const scriptedSystem = (scenario: Scenario, fetch: Fetch): Driver =>
  scenario.suite === 'insurer' ? scriptedInsurer(scenario, fetch, print) : scriptedDriver(scenario, fetch)

/** True when a step of the file is typed by hand. */
export const isScripted = ({ steps }: Scenario): boolean =>
  steps.some(
    (step) => ('script' in step && step.script !== undefined) || ('office' in step && step.office !== undefined),
  )

/** How our own services are judged: the typed exchanges of files, in this process. */
export const selfCheckOf = (fetch: Fetch, files: readonly NamedFile[]): SelfCheck => ({
  files,
  scripted: (scenario) => scriptedSystem(scenario, fetch),
})

/** Made once in a process: it depends on the product alone. */
const checked = new Map<SuiteId, Promise<Report['serviceDefects']>>()

/** What our own services get wrong of the scenarios that ship with the product, played in this process. */
export function serviceDefects(suite: SuiteId): Promise<Report['serviceDefects']> {
  const known = checked.get(suite) ?? checkService(suite)
  checked.set(suite, known)
  return known
}

function checkService(suite: SuiteId): Promise<Report['serviceDefects']> {
  const simulator = createSimulator()
  return judgeService(selfCheckOf(simulator.fetch, shippedScenarios(suite)), simulator.worlds)
}
