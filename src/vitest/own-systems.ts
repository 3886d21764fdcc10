import type { Drive } from '../conformance/drivers/function.ts'
import { hollowSystem, hollowSystems } from '../conformance/mutants/clinic/hollow.ts'
import { clinicMutant, clinicMutants } from '../conformance/mutants/clinic/index.ts'
import { createReferenceClinic } from '../conformance/reference/clinic/clinic.ts'
import type { SuiteId } from '../conformance/suites.ts'
import { instantOfUnixMillis } from '../domain/civil-date.ts'

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

/** What can be asked of a system of our own after a colon. */
export interface Traits {
  readonly clock: 'movable' | 'fixed'
  readonly worlds: 'many' | 'one'
  readonly reach: 'process' | 'http'
}

/** The systems that ship with a suite: the right one, and those that are broken on purpose. */
export interface OwnSystems {
  readonly mutants: readonly string[]
  /** Null: the reference. */
  readonly build: (mutant: string | null, fetch: Fetch, traits: Traits) => Drive
}

const clinics: OwnSystems = {
  mutants: [...clinicMutants, ...hollowSystems].map(({ id }) => id),
  build: (id, fetch, traits) => {
    const hollow = id === null ? null : hollowSystem(id)
    if (hollow !== null) return hollow.drive
    const mutant = id === null ? null : clinicMutant(id)
    return createReferenceClinic({
      fetch,
      name: mutant === null ? 'reference clinic' : `mutant ${mutant.id}`,
      ...(mutant === null ? {} : { practice: mutant.practice }),
      ...(traits.worlds === 'one' ? { oneWorld: true } : {}),
      ...(traits.clock === 'fixed' ? { ownClock: () => instantOfUnixMillis(Date.now()) } : {}),
    })
  },
}

/** Our own systems by suite; a suite without a row has none yet. */
export const OWN_SYSTEMS: Readonly<Partial<Record<SuiteId, OwnSystems>>> = { clinic: clinics }
