import { catalogue, magicMember, population } from '../generators/index.ts'
import type { Population } from '../generators/index.ts'
import { type Instant, dateOf } from '../src/domain/civil-date.ts'
import type { Member } from '../src/domain/person.ts'
import type { WorldFactory, WorldSetup } from '../scenarios/ports.ts'
import type { ClockStand, Wall } from './clock.ts'
import type { WorldEvent } from './events.ts'
import type { ServicePractice } from './practice.ts'
import type { TerminalSettings } from './state.ts'
import { type SimulatedWorld, type WorldBeginning, type WorldPast, createWorld } from './world.ts'

/** The worlds of one simulator. */
export interface Worlds extends WorldFactory {
  open(setup: WorldSetup, mode?: 'many' | 'one'): SimulatedWorld
  /** Creates a world under a name of its own; null when the name is taken. */
  create(id: string | null, setup: WorldSetup): SimulatedWorld | null
  /** The world of a name; asking for it counts as using it. */
  get(id: string): SimulatedWorld | null
  /** Every world, the default one first; nobody counts as used. */
  list(): readonly SimulatedWorld[]
  /** False when there was none, or for the default world. */
  delete(id: string): boolean
  /** Forgets every world. */
  clear(): void
  /** 初期化: back to the setup, under the same name and in place; null when there is no such world. */
  reset(id: string): SimulatedWorld | null
  /** 復元: begins a world from a record: in place of the one of that name, or a new one. Null: under a name of its own. */
  restore(id: string | null, beginning: WorldBeginning): SimulatedWorld
  /**
   * 枝分かれ: a new world that shares the past of another one up to a moment (inclusive; default: everything) and goes its own
   * way from there, its clock standing. Null when there is no such world, or the new name is taken.
   */
  clone(source: string, to?: string | null, at?: Instant): SimulatedWorld | null
  /** Puts in a world as it stands elsewhere, its clock included; the watcher is not told. */
  load(id: string, beginning: WorldBeginning): SimulatedWorld
  /** The people behind a seed, as many as worlds have here unless another number is given. */
  populationOf(seed: number, size?: number): Population
  /** How many worlds may be created by request. */
  readonly limit: number
  /** Whether another world may be created by request. */
  hasRoom(): boolean
  /** Lets worlds expire that nobody has used for more than so many milliseconds; `wall` is read on every use. */
  expireAfter(idleMillis: number, wall: () => number): void
  /** Takes away what has expired, and tells the names. */
  sweep(): readonly string[]
  /** When a world was used last and when it will have expired; null for one that does not expire, or is not there. */
  lease(id: string): Lease | null
  /** How long a world may lie idle, in milliseconds; null: for ever. */
  idleMillis(): number | null
  /** Whether there was a world of this name that expired; the last {@link EXPIRED_NAMES} names are remembered. */
  hasExpired(id: string): boolean
  /** A world in use by something that does not ask for it again and again: it does not expire until it is let go. */
  hold(id: string): void
  letGo(id: string): void
  /** The world of the doors without a name; it has the whole catalogue of magic members. */
  readonly default: SimulatedWorld
  /** Lets the clock of the default world go on with the wall (milliseconds, read on every call), unless it does so already. */
  followWall(wall: () => number): void
}

/** 貸出の期限 of a world, in milliseconds of the wall. */
export interface Lease {
  readonly lastUsed: number
  /** It is there in this millisecond, and gone in the next. */
  readonly expires: number
}

/** Hears of everything that a second process over the same worlds would have to know. */
export interface WorldsWatcher {
  /** A world is there, or began again: it is made of its setup and its past. */
  readonly began: (world: SimulatedWorld) => void
  readonly appended: (world: SimulatedWorld, event: WorldEvent) => void
  readonly gone: (id: string, why: 'deleted' | 'expired') => void
}

/** How many worlds may be created by request, unless another number is given. */
const WORLD_LIMIT = 5000

/** How many names of expired worlds are remembered. */
export const EXPIRED_NAMES = 2000

export interface WorldsOptions {
  /** `one`: every `open` resets and reuses the same world. */
  readonly worlds: 'many' | 'one'
  readonly defaultSetup: WorldSetup
  /** People of the population; default all of Japan. */
  readonly populationSize?: number
  readonly practice: Partial<ServicePractice>
  readonly terminal: Partial<TerminalSettings>
  readonly realtime?: boolean
  readonly baseUrl: (id: string) => string
  readonly watcher?: WorldsWatcher
  /** How many worlds may be created by request; default 5,000. */
  readonly limit?: number
  /** Names of worlds that lie elsewhere, in their order: they are taken although not all of those worlds are here. */
  readonly names?: () => ReadonlySet<string>
}

export const DEFAULT_WORLD = 'default'
const ONLY_WORLD = 'one'

/** 魔法の会員: everybody of the catalogue by id, as of the first day of a world. */
export const magicPeople = (people: Population, start: Instant): Record<string, Member> =>
  Object.fromEntries(
    catalogue.filter(({ index }) => index < people.size).map(({ id }) => [id, magicMember(people, id, dateOf(start))]),
  )

/** What was known of a past at a moment (inclusive); the clock stands there. Numbers that were given are not given again. */
const pastAt = ({ sequence, events }: WorldPast, at: Instant): WorldPast => ({
  clock: { at, wall: null },
  sequence,
  events: events.filter((event) => event.kind === 'person' || (event.written ?? event.at) <= at),
})

/** A world and when it was used last. */
interface Slot {
  readonly world: SimulatedWorld
  used: number
}

export function createWorlds(options: WorldsOptions): Worlds {
  const slots = new Map<string, Slot>()
  const expired = new Set<string>()
  const held = new Set<string>()
  const { watcher, limit = WORLD_LIMIT } = options
  let wall: Wall = () => null
  let firstStand: ClockStand = { at: options.defaultSetup.start, wall: null }
  let idle: { readonly millis: number; readonly wall: () => number } | null = null
  let opened = 0

  const populationOf = (seed: number, size = options.populationSize): Population =>
    population({ seed, ...(size === undefined ? {} : { size }) })
  const beginningOf = (setup: WorldSetup): WorldBeginning => ({ setup, population: populationOf(setup.seed) })

  /** Puts a world under a name, in place of what was there. */
  const put = (id: string, beginning: WorldBeginning): SimulatedWorld => {
    const world: SimulatedWorld = createWorld({
      ...beginning,
      id,
      practice: options.practice,
      terminal: options.terminal,
      ...(options.realtime === undefined ? {} : { realtime: options.realtime }),
      baseUrl: () => options.baseUrl(id),
      wall: () => wall(),
      ...(watcher === undefined ? {} : { onAppend: (event: WorldEvent) => watcher.appended(world, event) }),
      onClose: () => {
        if (slots.get(id)?.world !== world || id === ONLY_WORLD || id === DEFAULT_WORLD) return
        slots.delete(id)
        watcher?.gone(id, 'deleted')
      },
    })
    expired.delete(id)
    slots.set(id, { world, used: idle?.wall() ?? 0 })
    return world
  }
  const add = (id: string, beginning: WorldBeginning): SimulatedWorld => {
    const world = put(id, beginning)
    watcher?.began(world)
    return world
  }
  /** A world of this name begins again in place. */
  const replace = (world: SimulatedWorld, beginning: WorldBeginning): SimulatedWorld => {
    world.rebuild(beginning)
    world.log.clear()
    watcher?.began(world)
    return world
  }
  const following = (at: Instant): ClockStand => ({ at, wall: wall() })
  const withClock = (beginning: WorldBeginning, clock: ClockStand): WorldBeginning => {
    const { sequence, events } = beginning.past ?? { sequence: 0, events: [] }
    return { ...beginning, past: { clock, sequence, events } }
  }

  const expire = (id: string): void => {
    slots.delete(id)
    expired.add(id)
    const [oldest] = expired
    if (expired.size > EXPIRED_NAMES && oldest !== undefined) expired.delete(oldest)
    watcher?.gone(id, 'expired')
  }
  const expiryOf = (id: string, { used }: Slot): number | null =>
    idle === null || id === DEFAULT_WORLD || held.has(id) ? null : used + idle.millis
  const defaultWorld = (): SimulatedWorld => {
    const known = slots.get(DEFAULT_WORLD)
    if (known !== undefined) return known.world
    const setup = options.defaultSetup
    const people = { ...magicPeople(populationOf(setup.seed), setup.start), ...setup.people }
    return add(DEFAULT_WORLD, withClock(beginningOf({ ...setup, people }), firstStand))
  }
  const get = (id: string): SimulatedWorld | null => {
    const slot = slots.get(id)
    if (slot === undefined) return id === DEFAULT_WORLD ? defaultWorld() : null
    if (idle === null) return slot.world
    const at = idle.wall()
    const expiry = expiryOf(id, slot)
    if (expiry !== null && at > expiry) {
      expire(id)
      return null
    }
    slot.used = at
    return slot.world
  }
  const sweep = (): readonly string[] => {
    if (idle === null) return []
    const at = idle.wall()
    const due = [...slots].filter(([id, slot]) => at > (expiryOf(id, slot) ?? at)).map(([id]) => id)
    for (const id of due) expire(id)
    return due
  }
  const isTaken = (id: string): boolean =>
    id === DEFAULT_WORLD || get(id) !== null || options.names?.().has(id) === true
  const nextName = (): string => {
    do opened += 1
    while (isTaken(`w${opened}`))
    return `w${opened}`
  }
  return {
    open: (setup, mode) => add((mode ?? options.worlds) === 'one' ? ONLY_WORLD : nextName(), beginningOf(setup)),
    create: (id, setup) => (id !== null && isTaken(id) ? null : add(id ?? nextName(), beginningOf(setup))),
    get,
    list: () => {
      sweep()
      const others = [...slots].filter(([id]) => id !== DEFAULT_WORLD)
      const order = new Map([...(options.names?.() ?? [])].map((id, place) => [id, place]))
      if (order.size > 0) others.sort(([a], [b]) => (order.get(a) ?? order.size) - (order.get(b) ?? order.size))
      return [defaultWorld(), ...others.map(([, { world }]) => world)]
    },
    delete: (id) => {
      if (id === DEFAULT_WORLD || !slots.delete(id)) return false
      watcher?.gone(id, 'deleted')
      return true
    },
    clear: () => slots.clear(),
    reset: (id) => {
      const world = get(id)
      if (world === null) return null
      const { setup, state } = world
      const beginning: WorldBeginning = { setup, population: state.population }
      return replace(world, id === DEFAULT_WORLD ? withClock(beginning, following(setup.start)) : beginning)
    },
    restore: (id, beginning) => {
      const world = id === null ? null : get(id)
      if (world === null) return add(id ?? nextName(), beginning)
      const at = beginning.past?.clock.at ?? beginning.setup.start
      return replace(world, id === DEFAULT_WORLD ? withClock(beginning, following(at)) : beginning)
    },
    clone: (source, to = null, at) => {
      const world = get(source)
      if (world === null || (to !== null && isTaken(to))) return null
      const past = world.past()
      const shared = at === undefined ? { ...past, clock: { at: world.now(), wall: null } } : pastAt(past, at)
      return add(to ?? nextName(), { setup: world.setup, population: world.state.population, past: shared })
    },
    load: (id, beginning) => {
      const world = slots.get(id)?.world
      if (world === undefined) return put(id, beginning)
      world.rebuild(beginning)
      return world
    },
    populationOf,
    limit,
    hasRoom: () => slots.size < limit || sweep().length > 0,
    expireAfter: (millis, reader) => {
      idle = { millis, wall: reader }
      const at = reader()
      for (const slot of slots.values()) slot.used = at
    },
    sweep,
    lease: (id) => {
      const slot = slots.get(id)
      const expires = slot === undefined ? null : expiryOf(id, slot)
      return slot === undefined || expires === null ? null : { lastUsed: slot.used, expires }
    },
    idleMillis: () => idle?.millis ?? null,
    hasExpired: (id) => expired.has(id),
    hold: (id) => {
      held.add(id)
    },
    letGo: (id) => {
      held.delete(id)
      const slot = slots.get(id)
      if (slot !== undefined && idle !== null) slot.used = idle.wall()
    },
    get default() {
      return defaultWorld()
    },
    followWall: (reader) => {
      wall = reader
      firstStand = { at: firstStand.at, wall: reader() }
      const world = slots.get(DEFAULT_WORLD)?.world
      if (world !== undefined && world.clockStand().wall === null) world.setClock(following(world.now()))
    },
  }
}
