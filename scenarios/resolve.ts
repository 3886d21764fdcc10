import type { PersonChanges } from '../generators/index.ts'
import type { Instant } from '../src/domain/civil-date.ts'
import { resolveDay, resolveMoment } from './offsets.ts'
import type { PersonChangesText } from './scenario.ts'

const isOffset = (text: string): boolean => text === 'start' || /^start[+-]\d/.test(text) || text.startsWith('startT')

/**
 * Changes with every offset (`start-1d`, `start-1dT23:50`) replaced by the day or moment it means. A moment is told by the
 * field name: `knownAt` holds moments, every other field days.
 */
function resolveValue(value: unknown, field: string, start: Instant): unknown {
  if (typeof value === 'string') {
    if (!isOffset(value)) return value
    return field === 'knownAt' ? resolveMoment(value, start, start) : resolveDay(value, start)
  }
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, field, start))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === undefined ? [] : [[key, resolveValue(inner, key, start)]],
    ),
  )
}

/** A person's changes with absolute days; the shape was checked by the scenario schema. */
export const resolveChanges = (changes: PersonChangesText, start: Instant): PersonChanges =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema fixed the shape; only the texts of days were replaced
  resolveValue(changes, '', start) as PersonChanges
