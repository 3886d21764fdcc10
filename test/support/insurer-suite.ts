import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { insurerHollowSystems, insurerMutants } from '../../src/conformance/mutants/insurer/index.ts'
import type { PowerSubject } from '../../src/conformance/power.ts'
import { createReferenceInsurer } from '../../src/conformance/reference/insurer/insurer.ts'
import { insurerRequirements } from '../../src/conformance/requirements/index.ts'
import { createRenderer } from '../../generators/documents/index.ts'
import { createSimulator } from '../../simulator/index.ts'

/** The same papers come again with every broken insurer. */
const print = createRenderer({ limit: 4096 })

const subject = (
  id: string,
  kind: PowerSubject['kind'],
  build: (simulator: ReturnType<typeof createSimulator>) => Parameters<typeof functionDriver>[1],
): PowerSubject => {
  const simulator = createSimulator()
  return { id, kind, worlds: simulator.worlds, driver: () => Promise.resolve(functionDriver(id, build(simulator))) }
}

/** The reference insurer as a subject of the power measurement. */
export const referenceInsurer = (): PowerSubject =>
  subject('reference', 'reference', ({ fetch }) => createReferenceInsurer({ fetch, print }))

/** Every broken insurer as a subject of the power measurement. */
export const insurerMutantSubjects = (): PowerSubject[] =>
  insurerMutants.map(({ id, practice }) =>
    subject(id, 'mutant', ({ fetch }) => createReferenceInsurer({ fetch, print, practice })),
  )

export const insurerHollowSubjects = (): PowerSubject[] =>
  insurerHollowSystems.map(({ id, drive }) => subject(id, 'hollow', () => drive))

export const insurerPower = {
  suite: 'insurer',
  seed: 42,
  cases: 'edges',
  ruleset: 'latest',
  steadyMillis: () => performance.now(),
  requirements: insurerRequirements,
} as const
