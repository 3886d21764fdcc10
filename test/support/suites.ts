import { instant } from '../../src/domain/civil-date.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { clinicMutants } from '../../src/conformance/mutants/clinic/index.ts'
import type { ClinicMutant } from '../../src/conformance/mutants/clinic/mutant.ts'
import { hollowSystems } from '../../src/conformance/mutants/clinic/hollow.ts'
import type { PowerSubject } from '../../src/conformance/power.ts'
import { createReferenceClinic } from '../../src/conformance/reference/clinic/clinic.ts'
import type { Report } from '../../src/conformance/requirement.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import type { RunOptions } from '../../src/conformance/run.ts'
import { runConformance } from '../../src/conformance/runner.ts'
import type { SelfCheck } from '../../src/conformance/self-check.ts'
import { scriptedDriver } from '../../src/conformance/drivers/scripted.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { createSimulator } from '../../simulator/index.ts'

type Run = Partial<Omit<RunOptions, 'driver' | 'worlds' | 'requirements' | 'selfCheck'>> & {
  readonly files?: SelfCheck['files']
}

const defaults = { seed: 42, cases: 'edges', ruleset: 'latest', steadyMillis: () => performance.now() } as const

/** The reference clinic, or a broken one, judged in this process. */
export async function judgeClinic(
  options: Run & { readonly mutant?: ClinicMutant; readonly fixedAt?: string; readonly oneWorld?: boolean } = {},
): Promise<Report> {
  const { mutant, fixedAt, oneWorld, files, ...run } = options
  const simulator = createSimulator()
  const clinic = createReferenceClinic({
    fetch: simulator.fetch,
    ...(mutant === undefined ? {} : { practice: mutant.practice }),
    ...(fixedAt === undefined ? {} : { ownClock: () => instant(fixedAt) }),
    ...(oneWorld === undefined ? {} : { oneWorld }),
  })
  const selfCheck =
    files === undefined
      ? {}
      : { selfCheck: { files, scripted: (scenario: Scenario) => scriptedDriver(scenario, simulator.fetch) } }
  return runConformance({
    ...defaults,
    ...run,
    ...selfCheck,
    driver: functionDriver('clinic', clinic),
    worlds: simulator.worlds,
    requirements: clinicRequirements,
  })
}

const subject = (
  id: string,
  kind: PowerSubject['kind'],
  build: (simulator: ReturnType<typeof createSimulator>) => Parameters<typeof functionDriver>[1],
): PowerSubject => {
  const simulator = createSimulator()
  return { id, kind, worlds: simulator.worlds, driver: () => Promise.resolve(functionDriver(id, build(simulator))) }
}

/** Every broken clinic as a subject of the power measurement. */
export const mutantSubjects = (): PowerSubject[] =>
  clinicMutants.map((mutant) =>
    subject(mutant.id, 'mutant', (simulator) =>
      createReferenceClinic({ fetch: simulator.fetch, practice: mutant.practice }),
    ),
  )

export const hollowSubjects = (): PowerSubject[] =>
  hollowSystems.map((system) => subject(system.id, 'hollow', () => system.drive))

export const powerDefaults = { ...defaults, requirements: clinicRequirements } as const
