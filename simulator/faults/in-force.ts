import { type FaultSetting, inWindow } from '../../scenarios/faults/fault.ts'
import type { FaultName } from '../../scenarios/faults/index.ts'
import type { Instant } from '../../src/domain/civil-date.ts'
import type { WorldEventOf } from '../events.ts'

/** A fault that is on: scope, window and details as they were told. */
export interface ActiveFault extends Omit<FaultSetting, 'person' | 'millis'> {
  readonly fault: FaultName
  readonly person: string | null
  /** Milliseconds of wall time; 0 leaves it to the fault. */
  readonly millis: number
}

/** A fault with the sequence of the event that turned it on, by which its messages are counted. */
export interface FaultEntry {
  readonly id: number
  readonly active: ActiveFault
}

const scopeOf = ({ fault, person, facility, prefix, nth }: ActiveFault): string =>
  JSON.stringify([fault, person, facility ?? null, prefix ?? null, nth ?? null])

const windowOf = ({ from, until }: ActiveFault): string => `${from ?? ''}/${until ?? ''}`

const activeOf = ({ kind: _kind, at: _at, sequence: _sequence, on: _on, ...active }: WorldEventOf<'fault'>) => active

/**
 * What is on after a series of events. A fault of the same scope and window replaces the one before; `off` ends those of its
 * scope in its window, or in every window when it has none.
 */
export function foldFaults(events: readonly WorldEventOf<'fault'>[]): readonly FaultEntry[] {
  const entries = new Map<string, FaultEntry>()
  for (const event of events) {
    const active = activeOf(event)
    const [scope, window] = [scopeOf(active), windowOf(active)]
    if (event.on) entries.set(`${scope} ${window}`, { id: event.sequence, active })
    else if (window !== '/') entries.delete(`${scope} ${window}`)
    else for (const [key, entry] of entries) if (scopeOf(entry.active) === scope) entries.delete(key)
  }
  return [...entries.values()]
}

/** Those whose window has the moment, at a site. */
export const entriesAt = (entries: readonly FaultEntry[], at: Instant, institution: string): readonly FaultEntry[] =>
  entries.filter(
    ({ active }) => inWindow(active, at) && (active.facility === undefined || active.facility === institution),
  )
