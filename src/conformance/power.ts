import type { Driver, WorldFactory } from '../../scenarios/ports.ts'
import type { Requirement } from './requirement.ts'
import type { RunOptions } from './run.ts'
import { runConformance } from './runner.ts'
import type { SelfCheck } from './self-check.ts'

/** One deliberately broken system, and how to reach it. */
export interface PowerSubject {
  readonly id: string
  /** `mutant`: has to violate exactly the requirements that name it. `hollow`: has to prove nothing. `service`: has to be contradicted. */
  readonly kind: 'mutant' | 'hollow' | 'service' | 'reference'
  readonly worlds: WorldFactory
  readonly driver: () => Promise<Driver>
  /** For `service`: how its answers are judged. */
  readonly selfCheck?: SelfCheck
}

/** What became of one broken system. */
export interface PowerRow {
  readonly id: string
  readonly kind: PowerSubject['kind']
  readonly violated: readonly string[]
  readonly proven: readonly string[]
  /** Answers of the service that contradicted the scenario files. */
  readonly serviceDefects: number
  readonly killed: boolean
  /** Requirements it violates although they do not name it. */
  readonly unexpected: readonly string[]
  /** Requirements that name it and did not catch it. */
  readonly missed: readonly string[]
}

/** The kill matrix: how much the suite can tell apart. */
export interface Power {
  readonly requirements: number
  readonly mutants: number
  readonly killed: number
  readonly unkilled: readonly string[]
  /** `mutant × requirement` pairs that no requirement declares, and requirements the right system violates. */
  readonly falseAlarms: readonly string[]
  readonly missed: readonly string[]
  /** Requirements without a killer of their own, or with the same killers as another. */
  readonly indistinct: readonly string[]
  readonly matrix: readonly PowerRow[]
}

export type PowerOptions = Omit<RunOptions, 'driver' | 'worlds' | 'progress' | 'minimizeFailures' | 'selfCheck'> & {
  readonly subjects: readonly PowerSubject[]
  readonly progress?: (done: number, planned: number, label: string) => void
}

const namedBy = (requirements: readonly Requirement[], id: string): string[] =>
  requirements.filter((requirement) => requirement.mutants.includes(id)).map((requirement) => requirement.id)

async function runSubject(options: PowerOptions, subject: PowerSubject): Promise<PowerRow> {
  const driver = await subject.driver()
  try {
    const { subjects: _subjects, progress: _progress, ...run } = options
    // A broken clinic is measured on drawn cases, a broken service on the typed files.
    const report = await runConformance({
      ...run,
      ...(subject.selfCheck === undefined ? {} : { cases: 0, selfCheck: subject.selfCheck }),
      driver,
      worlds: subject.worlds,
      minimizeFailures: false,
    })
    if (report.driverProblem !== null) throw new Error(`${subject.id}: ${report.driverProblem.message}`)
    const of = (kind: string): string[] =>
      report.verdicts.filter((verdict) => verdict.verdict === kind).map((verdict) => verdict.requirement)
    const violated = of('violated')
    const named = subject.kind === 'mutant' ? namedBy(options.requirements, subject.id) : violated
    return {
      id: subject.id,
      kind: subject.kind,
      violated,
      proven: of('proven'),
      serviceDefects: report.serviceDefects.length,
      killed: subject.kind === 'service' ? report.serviceDefects.length > 0 : violated.length > 0,
      unexpected: subject.kind === 'reference' ? violated : violated.filter((id) => !named.includes(id)),
      missed: named.filter((id) => !violated.includes(id)),
    }
  } finally {
    await driver.stop()
  }
}

/** Requirements that no mutant violates, or that the same mutants violate as another requirement. */
function indistinct(requirements: readonly Requirement[], rows: readonly PowerRow[]): string[] {
  const killers = requirements.map((requirement) => ({
    id: requirement.id,
    set: rows
      .filter((row) => row.kind === 'mutant' && row.violated.includes(requirement.id))
      .map((row) => row.id)
      .toSorted()
      .join(' '),
  }))
  return killers.flatMap(({ id, set }) => {
    if (set === '') return [`${id}: no killer`]
    const twin = killers.find((other) => other.id !== id && other.set === set)
    return twin === undefined ? [] : [`${id} = ${twin.id}`]
  })
}

/** Runs every broken system through the suite. */
export async function measurePower(options: PowerOptions): Promise<Power> {
  const matrix: PowerRow[] = []
  for (const subject of options.subjects) {
    options.progress?.(matrix.length, options.subjects.length, subject.id)
    // oxlint-disable-next-line no-await-in-loop -- one system after the other keeps the machine for one
    matrix.push(await runSubject(options, subject))
  }
  const broken = matrix.filter((row) => row.kind !== 'reference')
  return {
    requirements: options.requirements.length,
    mutants: broken.length,
    killed: broken.filter((row) => (row.kind === 'hollow' ? row.proven.length === 0 : row.killed)).length,
    unkilled: broken
      .filter((row) => (row.kind === 'hollow' ? row.proven.length > 0 : !row.killed))
      .map((row) => row.id),
    falseAlarms: matrix.flatMap((row) => row.unexpected.map((id) => `${row.id} × ${id}`)),
    missed: matrix.flatMap((row) => row.missed.map((id) => `${row.id} × ${id}`)),
    indistinct: indistinct(options.requirements, matrix),
    matrix,
  }
}
