import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProtocolDriverOptions } from '../conformance/drivers/protocol-driver.ts'
import { scriptedDriver } from '../conformance/drivers/scripted.ts'
import type { Report } from '../conformance/requirement.ts'
import { type NamedFile, judgeService } from '../conformance/self-check.ts'
import type { SuiteId } from '../conformance/suites.ts'
import { loadScenarioFile, scenarioProblemText } from '../../scenarios/load.ts'
import type { Driver, WorldFactory } from '../../scenarios/ports.ts'
import { createSimulator, serve } from '../../simulator/index.ts'
import type { System } from './system.ts'

/** A system under test and the service it asks. */
export interface Session {
  readonly driver: Driver
  readonly worlds: WorldFactory
  readonly close: () => Promise<void>
}

/** Starts the simulated service, on a loopback port where the system needs one, and opens the system. */
export async function openSession(system: System, options: ProtocolDriverOptions): Promise<Session> {
  const simulator = createSimulator()
  const served = system.needsPort ? await serve({ simulator, followWall: false }) : null
  const driver = await system.open(system.needsPort ? fetch : simulator.fetch, options)
  return {
    driver,
    worlds: simulator.worlds,
    close: async () => {
      await driver.stop()
      simulator.close()
      await served?.close()
    },
  }
}

/** Made once in a process: it depends on the product alone. */
const checked = new Map<SuiteId, Promise<Report['serviceDefects']>>()

/** What our own service gets wrong of the scenarios that ship with the product, played in this process. */
export function serviceDefects(suite: SuiteId): Promise<Report['serviceDefects']> {
  const known = checked.get(suite) ?? checkService(suite)
  checked.set(suite, known)
  return known
}

function checkService(suite: SuiteId): Promise<Report['serviceDefects']> {
  const simulator = createSimulator()
  const files = shippedScenarios().filter(({ scenario }) => scenario.suite === suite)
  const scripted = (scenario: NamedFile['scenario']): Driver => scriptedDriver(scenario, simulator.fetch)
  return judgeService({ files, scripted }, simulator.worlds)
}

/** The scenarios of the package: the folder beside the nearest `package.json` above this file. */
function shippedScenarios(): readonly NamedFile[] {
  let root = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(root, 'package.json')) && dirname(root) !== root) root = dirname(root)
  const folder = join(root, 'scenarios', 'data')
  const names = globSync('**/*.yaml', { cwd: folder }).map((name) => name.replaceAll('\\', '/'))
  return names.toSorted().map((name) => {
    const loaded = loadScenarioFile(join(folder, name))
    if (!loaded.ok) throw new Error(loaded.problem.map((problem) => scenarioProblemText(problem, 'en')).join('\n'))
    return { name, scenario: loaded.value }
  })
}
