import { type ClinicPractice, standardPractice } from '../../reference/clinic/practice.ts'

/** A deliberately broken clinic: one entry of the practice computed wrongly. It never looks at scenario ids and never rewrites an outcome. */
export interface ClinicMutant {
  readonly id: string
  readonly sentence: { readonly ja: string; readonly en: string }
  readonly practice: ClinicPractice
}

/** A broken clinic: the standard practice with one change. */
export const mutant = (id: string, en: string, ja: string, change: Partial<ClinicPractice>): ClinicMutant => ({
  id,
  sentence: { ja, en },
  practice: { ...standardPractice, ...change },
})
