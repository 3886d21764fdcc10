import type { Instant } from '../src/domain/civil-date.ts'
import type { Stamp, WorldChange, WorldEvent, WorldEventOf } from './events.ts'

/** 年代記: everything that happened in one world, append-only. The state of a moment is what was known by then. */
export interface Chronicle {
  /** Adds one event; the only way in which a world changes. */
  readonly append: <C extends WorldChange>(stamp: Omit<Stamp, 'sequence'>, change: C) => C & Stamp
  /** Puts in an event that has its stamp already: one of an earlier life of the world, or one that another process added. */
  readonly take: (event: WorldEvent) => void
  /** Gives no number up to this one any more. */
  readonly skip: (sequence: number) => void
  /** The highest sequence number so far; numbers may be missing below it. */
  readonly serial: () => number
  /** Everything by sequence number, moves of the clock left out: of them only the last one says anything. */
  readonly all: () => readonly WorldEvent[]
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
  let serial = 0
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
    clock: [],
  }
  const byPerson = new Map<string, WorldEvent[]>()
  const take = (event: WorldEvent): void => {
    serial = Math.max(serial, event.sequence)
    if (event.kind === 'clock') return
    const sameKind: WorldEvent[] = byKind[event.kind]
    insert(sameKind, event)
    if ('person' in event && event.person !== null) {
      const own = byPerson.get(event.person) ?? []
      insert(own, event)
      byPerson.set(event.person, own)
    }
  }
  return {
    append: (stamp, change) => {
      const stamped = { ...change, ...stamp, sequence: serial + 1 }
      take(stamped)
      return stamped
    },
    take,
    skip: (sequence) => {
      serial = Math.max(serial, sequence)
    },
    serial: () => serial,
    all: () =>
      Object.values(byKind)
        .flatMap((events): readonly WorldEvent[] => events)
        .toSorted((a, b) => a.sequence - b.sequence),
    known: (kind, at) => knownIn(byKind[kind], at),
    knownOf: (person, at) => {
      const own = byPerson.get(person)
      return own === undefined ? NOTHING : knownIn(own, at)
    },
    mentions: (person) => byPerson.has(person),
    mentioned: () => byPerson.keys(),
  }
}
