import { catalogue, magicMember, population } from '../generators/index.ts'
import type { Population } from '../generators/index.ts'
import { type Instant, dateOf } from '../src/domain/civil-date.ts'
import type { Member } from '../src/domain/person.ts'
import type { WorldFactory, WorldSetup } from '../scenarios/ports.ts'
import { followingClock } from './clock.ts'
import type { ServicePractice } from './practice.ts'
import type { TerminalSettings } from './state.ts'
import { type SimulatedWorld, createWorld } from './world.ts'

/** The worlds of one simulator. */
export interface Worlds extends WorldFactory {
  open(setup: WorldSetup, mode?: 'many' | 'one'): SimulatedWorld
  /** Creates a world under a name of its own; null when the name is taken. */
  create(id: string | null, setup: WorldSetup): SimulatedWorld | null
  get(id: string): SimulatedWorld | null
  list(): readonly SimulatedWorld[]
  /** False when there was none, or for the default world. */
  delete(id: string): boolean
  /** Forgets every world. */
  clear(): void
  /** The world of the doors without a name; it has the whole catalogue of magic members. */
  readonly default: SimulatedWorld
  /** Lets the clock of the default world go on with the wall. */
  followWall(wall: () => number): void
}

export interface WorldsOptions {
  /** `one`: every `open` resets and reuses the same world. */
  readonly worlds: 'many' | 'one'
  readonly defaultSetup: WorldSetup
  /** People of the population; default all of Japan. */
  readonly populationSize?: number
  readonly practice: Partial<ServicePractice>
  readonly terminal: Partial<TerminalSettings>
  readonly baseUrl: (id: string) => string
}

export const DEFAULT_WORLD = 'default'
const ONLY_WORLD = 'one'

/** 魔法の会員: everybody of the catalogue by id, as of the first day of a world. */
export const magicPeople = (people: Population, start: Instant): Record<string, Member> =>
  Object.fromEntries(
    catalogue.filter(({ index }) => index < people.size).map(({ id }) => [id, magicMember(people, id, dateOf(start))]),
  )

export function createWorlds(options: WorldsOptions): Worlds {
  const worlds = new Map<string, SimulatedWorld>()
  const clock = followingClock(options.defaultSetup.start)
  let opened = 0
  const peopleOf = (seed: number): Population =>
    population({ seed, ...(options.populationSize === undefined ? {} : { size: options.populationSize }) })
  const add = (id: string, setup: WorldSetup, isDefault: boolean): SimulatedWorld => {
    const world: SimulatedWorld = createWorld({
      id,
      setup,
      population: peopleOf(setup.seed),
      practice: options.practice,
      terminal: options.terminal,
      baseUrl: () => options.baseUrl(id),
      ...(isDefault ? { clock } : {}),
      onClose: () => {
        if (worlds.get(id) === world && id !== ONLY_WORLD && !isDefault) worlds.delete(id)
      },
    })
    worlds.set(id, world)
    return world
  }
  const defaultWorld = (): SimulatedWorld => {
    const known = worlds.get(DEFAULT_WORLD)
    if (known !== undefined) return known
    const setup = options.defaultSetup
    const people = { ...magicPeople(peopleOf(setup.seed), setup.start), ...setup.people }
    return add(DEFAULT_WORLD, { ...setup, people }, true)
  }
  const nextName = (): string => {
    opened += 1
    return worlds.has(`w${opened}`) ? nextName() : `w${opened}`
  }
  return {
    open: (setup, mode) => add((mode ?? options.worlds) === 'one' ? ONLY_WORLD : nextName(), setup, false),
    create: (id, setup) =>
      id !== null && (id === DEFAULT_WORLD || worlds.has(id)) ? null : add(id ?? nextName(), setup, false),
    get: (id) => (id === DEFAULT_WORLD ? defaultWorld() : (worlds.get(id) ?? null)),
    list: () => [defaultWorld(), ...[...worlds.values()].filter(({ id }) => id !== DEFAULT_WORLD)],
    delete: (id) => id !== DEFAULT_WORLD && worlds.delete(id),
    clear: () => worlds.clear(),
    get default() {
      return defaultWorld()
    },
    followWall: clock.follow,
  }
}
