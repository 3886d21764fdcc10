import { type CivilDate, civilDate } from './civil-date.ts'
import { type Result, err, ok } from './result.ts'
import type { RuleBook, Ruleset } from './rules.ts'
import { type Turned, readSetting, settingsOfProfile } from './settings.ts'

const revision = (id: string, knowledgeDate: string): Ruleset => ({ id, knowledgeDate: civilDate(knowledgeDate) })

const FIRST = revision('2023-12', '2023-12-31')
const LATEST = revision('2026-08', '2026-08-31')

/**
 * 版: frozen revisions, one per month in which the facts changed or became public; each knows everything published by its
 * knowledge date and never changes afterwards. There is none for 2025-07, when the guide for vendors was rewritten and no
 * behaviour changed, and none for 2026-04: the end that was foreseen for 2026-03-31 was moved before it came, which
 * `2026-03` knows. @see facts/rules.md 10.2
 */
export const RULESETS: readonly Ruleset[] = [
  FIRST, // 顔認証マイナンバーカード (12-15)
  revision('2024-05', '2024-05-31'), // every new registration compared with the resident register (05-07)
  revision('2024-09', '2024-09-30'), // 協会けんぽ begins to mail notices (09-09)
  revision('2024-10', '2024-10-31'), // release of the readers (10-07), de-registration (10-28)
  revision('2024-12', '2024-12-31'), // old cards no longer made, 資格確認書, grace (12-02), emergency view (12-09)
  revision('2025-02', '2025-02-28'), // copies on school events (02-12)
  revision('2025-04', '2025-04-30'), // home tools at the counter, 後期 for everybody to 2026-07-31 (04-03)
  revision('2025-06', '2025-06-30'), // tolerance announced for 国保 and 後期 (06-27)
  revision('2025-08', '2025-08-31'), // old cards of 国保 and 後期 ended, tolerance begun (08-01)
  revision('2025-09', '2025-09-30'), // phones (09-19)
  revision('2025-10', '2025-10-31'), // relief of the 2割 of 後期 ended (10-01)
  revision('2025-11', '2025-11-30'), // tolerance announced for everybody (11-12)
  revision('2025-12', '2025-12-31'), // every old card ended (12-02)
  revision('2026-03', '2026-03-31'), // tolerance extended to 2026-07-31 (03-19)
  revision('2026-06', '2026-06-30'), // 特定在留カード (06-14)
  LATEST, // tolerance over, 後期 by age and card, new limits (08-01)
]

/** First day of the month after which a revision is named. */
export const firstDayOf = (ruleset: Ruleset): CivilDate => civilDate(`${ruleset.id}-01`)

/** The newest revision whose knowledge date is not after a day; before the first one, the first one. */
export const rulesetKnownOn = (day: CivilDate): Ruleset =>
  RULESETS.findLast(({ knowledgeDate }) => knowledgeDate <= day) ?? FIRST

/** その日に知られていた規則: the book as it was known on a day, with the settings that are turned. */
export const bookKnownOn = (day: CivilDate, settings: Turned = {}): RuleBook => ({
  ruleset: rulesetKnownOn(day),
  settings,
})

/** Why a book cannot be opened: the part that is not known, and what could stand there. */
export interface UnknownBook {
  readonly unknown: string
  readonly known: readonly string[]
}

/** What may stand after the `@`: profiles and `NAME=VALUE`, separated by commas; the last one wins. */
function readTurned(text: string): Result<Turned, UnknownBook> {
  let turned: Turned = {}
  for (const part of text.split(',')) {
    const profile = settingsOfProfile(part)
    if (profile !== null) {
      turned = { ...turned, ...profile }
      continue
    }
    const read = readSetting(part)
    if (!read.ok) {
      const { problem } = read
      const before = problem.what === 'unknown value' ? `${problem.name}=` : ''
      return err({ unknown: part, known: problem.allowed.map((allowed) => `${before}${allowed}`) })
    }
    turned = { ...turned, [read.value[0]]: read.value[1] }
  }
  return ok(turned)
}

const NAMES: readonly string[] = ['latest', ...RULESETS.map((known) => known.id), 'latest@seeds']

function rulesetOf(id: string, day: CivilDate | null): Ruleset | null {
  if (id === 'latest') return LATEST
  if (id === 'as-known') return day === null ? null : rulesetKnownOn(day)
  return RULESETS.find((candidate) => candidate.id === id) ?? null
}

/**
 * Opens a book by name. `latest` is the newest revision; `as-known` is the one known on `day`, and nothing where there is
 * no day. After an `@` stand profiles and settings: `latest@seeds`, `2025-12@grace.mode=EXPIRY_PLUS_3_MONTHS`.
 */
export function ruleBook(name: string, day: CivilDate | null = null): Result<RuleBook, UnknownBook> {
  const at = name.indexOf('@')
  const ruleset = rulesetOf(at === -1 ? name : name.slice(0, at), day)
  const known = day === null ? NAMES : [...NAMES, 'as-known']
  if (ruleset === null) return err({ unknown: name, known })
  if (at === -1) return ok({ ruleset, settings: {} })
  const turned = readTurned(name.slice(at + 1))
  if (turned.ok) return ok({ ruleset, settings: turned.value })
  return err(name.includes('=') ? turned.problem : { unknown: name, known })
}

/** The newest revision with default settings. */
export const latestBook: RuleBook = { ruleset: LATEST, settings: {} }
