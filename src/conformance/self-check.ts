import type { Driver, WorldFactory } from '../../scenarios/ports.ts'
import { replay } from '../../scenarios/replay.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import type { Report } from './requirement.ts'
import { checkService } from './service-check.ts'

export interface NamedFile {
  readonly name: string
  readonly scenario: Scenario
}

/** What the service of a run is judged by: files with typed exchanges and expectations, and who performs them. */
export interface SelfCheck {
  readonly files: readonly NamedFile[]
  /** A system that makes exactly the typed exchanges of a file. */
  readonly scripted: (scenario: Scenario) => Driver
}

/**
 * Judges the simulated service: every file is played by its own typed exchanges, whatever system is under test, and each
 * answer is compared with what was typed from the facts. A contradiction is our defect, never the system's.
 */
export async function judgeService(
  { files, scripted }: SelfCheck,
  worlds: WorldFactory,
): Promise<Report['serviceDefects']> {
  const defects: Report['serviceDefects'][number][] = []
  for (const { name, scenario } of files) {
    // oxlint-disable-next-line no-await-in-loop -- one world after the other
    const replayed = await replay(scenario, worlds, scripted(scenario), {
      capabilities: null,
      fixedNow: null,
      freshPeople: 0,
      caseName: name,
    })
    if (replayed.kind === 'refused') throw new Error(`${name}: ${JSON.stringify(replayed.refusal)}`)
    for (const { absent, ...defect } of checkService(replayed.history)) {
      if (!absent) defects.push({ scenario: name, ...defect })
    }
  }
  return defects
}
