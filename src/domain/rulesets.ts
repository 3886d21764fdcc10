import { civilDate } from './civil-date.ts'
import { type Result, err, ok } from './result.ts'
import type { RuleBook, Ruleset } from './rules.ts'
import { settingsOfProfile } from './settings.ts'

const revision = (id: string, knowledgeDate: string): Ruleset => ({ id, knowledgeDate: civilDate(knowledgeDate) })

/** Frozen revisions, one per month in which the facts changed; each knows everything published by its knowledge date. @see facts/rules.md 10.2 */
export const RULESETS: readonly Ruleset[] = [
  revision('2024-10', '2024-10-31'),
  revision('2024-12', '2024-12-31'),
  revision('2025-08', '2025-08-31'),
  revision('2025-09', '2025-09-30'),
  revision('2025-12', '2025-12-31'),
  revision('2026-03', '2026-03-31'),
  revision('2026-06', '2026-06-30'),
  revision('2026-08', '2026-08-31'),
]

const LATEST = RULESETS.at(-1) ?? revision('2026-08', '2026-08-31')

/** Finds a revision by name; `latest` is the newest. `@seeds` after the name turns on what the original documents literally say. */
export function ruleBook(
  name: string,
): Result<RuleBook, { readonly unknown: string; readonly known: readonly string[] }> {
  const [id = '', profile] = name.split('@')
  const ruleset = id === 'latest' ? LATEST : RULESETS.find((candidate) => candidate.id === id)
  const settings = settingsOfProfile(profile ?? 'default')
  return ruleset === undefined || settings === null
    ? err({ unknown: name, known: ['latest', ...RULESETS.map((known) => known.id), 'latest@seeds'] })
    : ok({ ruleset, settings })
}

/** The newest revision with default settings. */
export const latestBook: RuleBook = { ruleset: LATEST, settings: {} }
