import { type InsurerPractice, standardInsurer } from '../../reference/insurer/practice.ts'

/** 壊れた保険者: a deliberately broken insurer, entries of the practice computed wrongly. It never looks at scenario ids and never rewrites an answer. */
export interface InsurerMutant {
  readonly id: string
  readonly sentence: { readonly ja: string; readonly en: string }
  readonly practice: InsurerPractice
}

/** A broken insurer: the standard practice with some entries changed. */
export const mutant = (id: string, en: string, ja: string, change: Partial<InsurerPractice>): InsurerMutant => ({
  id,
  sentence: { ja, en },
  practice: { ...standardInsurer, ...change },
})
