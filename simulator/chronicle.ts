import type { Instant } from '../src/domain/civil-date.ts'
import type { WorldChange, WorldEvent, WorldEventOf } from './events.ts'

/** When an event is known from, and its place among all. */
export interface Stamp {
  readonly at: Instant
  readonly sequence: number
}

/** 年代記: everything that happened in one world, append-only. The state of a moment is what was known by then. */
export interface Chronicle {
  /** Adds one event; the only way in which a world changes. */
  readonly append: <C extends WorldChange>(at: Instant, change: C) => C & Stamp
  /** How many events there are, hidden ones included. */
  readonly length: () => number
  /** Events of one kind known at a moment, in (at, sequence) order. */
  readonly known: <K extends WorldEvent['kind']>(kind: K, at: Instant) => readonly WorldEventOf<K>[]
  /** Events of one person known at a moment. */
  readonly knownOf: (person: string, at: Instant) => readonly WorldEvent[]
  /** True when something ever happened to the person. */
  readonly mentions: (person: string) => boolean
  /** Everybody to whom something ever happened. */
  readonly mentioned: () => Iterable<string>
}

const isBefore = (a: WorldEvent, b: WorldEvent): boolean => a.at < b.at || (a.at === b.at && a.sequence < b.sequence)

/** Puts an event into its place; events nearly always come last. */
function insert(events: WorldEvent[], event: WorldEvent): void {
  let place = events.length
  while (place > 0) {
    const before = events[place - 1]
    if (before === undefined || isBefore(before, event)) break
    place -= 1
  }
  events.splice(place, 0, event)
}

const knownIn = <E extends WorldEvent>(events: readonly E[], at: Instant): readonly E[] => {
  const last = events.at(-1)
  return last === undefined || last.at <= at ? events : events.filter((event) => event.at <= at)
}

const NOTHING: readonly WorldEvent[] = []

type ByKind = { readonly [K in WorldEvent['kind']]: WorldEventOf<K>[] }

export function createChronicle(): Chronicle {
  let length = 0
  const byKind: ByKind = {
    person: [],
    ledger: [],
    card: [],
    consent: [],
    'reference-number': [],
    'face-file': [],
    'face-removed': [],
    'card-returned': [],
    'bulk-reception': [],
    care: [],
    'insurer-line': [],
    fault: [],
  }
  const byPerson = new Map<string, WorldEvent[]>()
  return {
    append: (at, change) => {
      length += 1
      const stamped = { ...change, at, sequence: length }
      const event: WorldEvent = stamped
      const sameKind: WorldEvent[] = byKind[event.kind]
      insert(sameKind, event)
      if ('person' in change && change.person !== null) {
        const own = byPerson.get(change.person) ?? []
        insert(own, event)
        byPerson.set(change.person, own)
      }
      return stamped
    },
    length: () => length,
    known: (kind, at) => knownIn(byKind[kind], at),
    knownOf: (person, at) => {
      const own = byPerson.get(person)
      return own === undefined ? NOTHING : knownIn(own, at)
    },
    mentions: (person) => byPerson.has(person),
    mentioned: () => byPerson.keys(),
  }
}
