import type { SettingValue } from './rules.ts'

/** 設定: one row of a table of switches, for a point on which the documents contradict each other or nothing is published. */
export interface SettingRow<Name extends string> {
  readonly name: Name
  readonly title: { readonly ja: string; readonly en: string }
  readonly default: SettingValue
  readonly alternatives: readonly SettingValue[]
  /** True when no public text decides the point: shown as an assumption. */
  readonly assumption: boolean
  readonly source: string
  /** What the five original documents literally say, where that differs. */
  readonly seeds?: SettingValue
}
