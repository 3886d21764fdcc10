import { diskFolders } from '../conformance/drivers/disk-folders.ts'
import type { Drive } from '../conformance/drivers/function.ts'
import { hollowSystem, hollowSystems } from '../conformance/mutants/clinic/hollow.ts'
import { clinicMutant, clinicMutants } from '../conformance/mutants/clinic/index.ts'
import {
  insurerHollowSystem,
  insurerHollowSystems,
  insurerMutant,
  insurerMutants,
} from '../conformance/mutants/insurer/index.ts'
import { createReferenceClinic } from '../conformance/reference/clinic/clinic.ts'
import { createReferenceInsurer } from '../conformance/reference/insurer/insurer.ts'
import type { SuiteId } from '../conformance/suites.ts'
import { instantOfUnixMillis } from '../domain/civil-date.ts'
import type { Traits } from './driver-spec.ts'
import { print } from './print.ts'

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

/** The systems that ship with a suite: the right one, those that are broken on purpose, and those that do nothing. */
export interface OwnSystems {
  readonly mutants: readonly string[]
  readonly hollow: readonly string[]
  /** Null: the reference. */
  readonly build: (id: string | null, fetch: Fetch, traits: Traits) => Drive
}

const ownClock = ({ clock }: Traits) => (clock === 'fixed' ? { ownClock: () => instantOfUnixMillis(Date.now()) } : {})

const clinics: OwnSystems = {
  mutants: clinicMutants.map(({ id }) => id),
  hollow: hollowSystems.map(({ id }) => id),
  build: (id, fetch, traits) => {
    const hollow = id === null ? null : hollowSystem(id)
    if (hollow !== null) return hollow.drive
    const mutant = id === null ? null : clinicMutant(id)
    return createReferenceClinic({
      fetch,
      name: mutant === null ? 'reference clinic' : `mutant ${mutant.id}`,
      ...(mutant === null ? {} : { practice: mutant.practice }),
      ...(traits.reach === 'files' ? { folders: diskFolders } : {}),
      ...(traits.worlds === 'one' ? { oneWorld: true } : {}),
      ...ownClock(traits),
    })
  },
}

const insurers: OwnSystems = {
  mutants: insurerMutants.map(({ id }) => id),
  hollow: insurerHollowSystems.map(({ id }) => id),
  build: (id, fetch, traits) => {
    const hollow = id === null ? null : insurerHollowSystem(id)
    if (hollow !== null) return hollow.drive
    const mutant = id === null ? null : insurerMutant(id)
    return createReferenceInsurer({
      fetch,
      print,
      name: mutant === null ? 'reference insurer' : `mutant ${mutant.id}`,
      ...(mutant === null ? {} : { practice: mutant.practice }),
      ...(traits.worlds === 'one' ? { oneWorld: true } : {}),
      ...ownClock(traits),
    })
  },
}

/** Our own systems by suite. */
export const OWN_SYSTEMS: Readonly<Record<SuiteId, OwnSystems>> = { clinic: clinics, insurer: insurers }

/** True for a system of ours that is broken or hollow. */
export const isOwnSystem = (suite: SuiteId, id: string): boolean => {
  const { mutants, hollow } = OWN_SYSTEMS[suite]
  return mutants.includes(id) || hollow.includes(id)
}
