import type { Scenario } from '../../scenarios/scenario.ts'
import type { Operation } from '../../scenarios/protocol.ts'
import type { Requirement } from './requirement.ts'
import { clinicRequirements, insurerRequirements } from './requirements/index.ts'

export type SuiteId = Scenario['suite']

/** 適合性検査の組: whose systems are judged, and by which requirements. */
export interface Suite {
  readonly id: SuiteId
  readonly title: { readonly ja: string; readonly en: string }
  readonly requirements: readonly Requirement[]
  /** Operations without which there is nothing to judge. */
  readonly mandatory: readonly Operation[]
}

/** Both suites by id. */
export const SUITES: Readonly<Record<SuiteId, Suite>> = {
  clinic: {
    id: 'clinic',
    title: { ja: '医療機関・薬局', en: 'clinic and pharmacy' },
    requirements: clinicRequirements,
    mandatory: ['setup', 'receive'],
  },
  insurer: {
    id: 'insurer',
    title: { ja: '保険者', en: 'insurer' },
    requirements: insurerRequirements,
    mandatory: ['setup', 'event'],
  },
}
