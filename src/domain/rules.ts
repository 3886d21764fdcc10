import type { CivilDate } from './civil-date.ts'
import type { TraceEntry } from './presentation.ts'
import type { InsurerSettingName } from './settings-of-insurers.ts'
import type { MoneySettingName } from './settings-of-money.ts'

/** Where a value comes from. `confidence` L is an assumption and is labelled so wherever it shows. */
export interface Citation {
  /** Source key of the facts (`W22`, `D3`, `S2` …) with the section that states it. */
  readonly key: string
  readonly confidence: 'H' | 'M' | 'L'
}

/** One dated value. `from` and `until` are inclusive; null is unbounded. `knownFrom` is the day the fact became public. */
export interface DatedRow<T> {
  readonly from: CivilDate | null
  readonly until: CivilDate | null
  readonly knownFrom: CivilDate
  readonly value: T
  readonly source: Citation
}

/** A rule of the book: dated values under one name. `otherwise` holds on days without a row. */
export interface Rule<T> {
  readonly id: `${string}/${string}`
  readonly title: { readonly ja: string; readonly en: string }
  readonly rows: readonly DatedRow<T>[]
  readonly otherwise: T
  /** Name of the setting that may override it; every assumption and contradiction has one. */
  readonly setting?: SettingName
}

/** Names of settings, as `facts/rules.md` section 9 and `facts/counter.md` section 5 call them. */
export type SettingName =
  | InsurerSettingName
  | MoneySettingName
  | 'pin.userAuth.maxFailures'
  | 'grace.mode'
  | 'grace.limitInfo'
  | 'grace.coversBody'
  | 'grace.stayLimited'
  | 'cert.activationLagHours'
  | 'leap.policy'
  | 'notice.from'
  | 'fallback.allowExpiredCardBody'
  | 'fallback.requireRegistration'
  | 'paper.expired'
  | 'paper.onAnswer4'
  | 'declaration.unknownRatio'
  | 'recheck.reuse'
  | 'overlap.cardAnswer'
  | 'limitInfo.cardConsentUntil'
  | 'unknown.insurerNo'
  | 'ratio.onConflict'
  | 'koukiStart.leap'
  | 'ticket.day'
  | 'claimInsurerOnly'
  | 'declaration.sites'
  | 'schoolEvent.age'
  | 'registration.mismatchHides'
  | 'registration.runs'
  | 'registration.comparisonRuns'
  | 'registration.visible'
  | 'overlap.listDay'
  | 'overlap.lawfulDayListed'

export type SettingValue = string | number | boolean

/** A ruleset revision: everything published up to and including its knowledge date. */
export interface Ruleset {
  readonly id: string
  readonly knowledgeDate: CivilDate
}

/** The rule book as one run reads it: a revision and the settings that were turned. */
export interface RuleBook {
  readonly ruleset: Ruleset
  readonly settings: Readonly<Partial<Record<SettingName, SettingValue>>>
}

/** The row in force on a day: of those known to the revision the latest known, then the latest begun. */
export function rowOn<T>(rule: Rule<T>, day: CivilDate, ruleset: Ruleset): DatedRow<T> | null {
  let best: DatedRow<T> | null = null
  for (const row of rule.rows) {
    const inForce = (row.from === null || row.from <= day) && (row.until === null || day <= row.until)
    if (!inForce || row.knownFrom > ruleset.knowledgeDate) continue
    if (
      best === null ||
      row.knownFrom > best.knownFrom ||
      (row.knownFrom === best.knownFrom && (row.from ?? '') > (best.from ?? ''))
    ) {
      best = row
    }
  }
  return best
}

/** Reads a value and, when a trace is kept, writes down which row spoke. */
export function valueOn<T>(rule: Rule<T>, day: CivilDate, book: RuleBook, trace?: TraceEntry[]): T {
  const turned = rule.setting === undefined ? undefined : book.settings[rule.setting]
  const row = rowOn(rule, day, book.ruleset)
  // A setting is validated against the alternatives of `settings.ts` when it is read from outside.
  const value = turned === undefined ? (row?.value ?? rule.otherwise) : (turned as T)
  if (trace !== undefined && !trace.some((entry) => entry.rule === rule.id)) {
    trace.push({
      rule: rule.id,
      value: JSON.stringify(value),
      source: turned === undefined ? (row?.source.key ?? 'no row on this day') : `setting ${rule.setting}`,
      confidence: turned === undefined ? (row?.source.confidence ?? 'H') : 'L',
    })
  }
  return value
}
