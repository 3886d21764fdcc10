import type { Hono } from 'hono'
import { type Instant, instant } from '../src/domain/civil-date.ts'
import type { Member } from '../src/domain/person.ts'
import type { Facility } from '../src/domain/presentation.ts'
import type { RuleBook } from '../src/domain/rules.ts'
import { latestBook } from '../src/domain/rulesets.ts'
import { civilDate } from '../src/domain/civil-date.ts'
import { createApp, gatedApp } from './app.ts'
import type { SimulatorEnv } from './http.ts'
import type { ServicePractice } from './practice.ts'
import { type Gate, createGate } from './store/gate.ts'
import type { Store } from './store/port.ts'
import type { TerminalSettings } from './state.ts'
import type { SimulatedWorld } from './world.ts'
import { type Worlds, createWorlds } from './worlds.ts'

export { standardPractice } from './practice.ts'
export type { ServicePractice } from './practice.ts'
export { gatewayMutants, serviceMutants } from './mutants/index.ts'
export type { ServiceMutant } from './mutants/index.ts'
export { StoreError, openStore, parseStoreAddress } from './store/index.ts'
export type { Store, StoreAddress, StoreErrorCode } from './store/index.ts'
export type { TerminalSettings } from './state.ts'
export type { SimulatedWorld } from './world.ts'
export type { Worlds } from './worlds.ts'
export type { OqsAnswer } from './oqs/service.ts'
export { ServeRefusal, serve } from './serve.ts'
export type { Served, ServeOptions, TlsOptions } from './serve.ts'
export type { NearMiss } from './near.ts'
export type { TlsNote } from './tls/messages.ts'
export type { FolderEncryption, FolderNote, FolderOptions } from './folders/index.ts'

export interface SimulatorOptions {
  /** Seed of the default world; default 42. */
  readonly seed?: number
  /** People of every population; default all of Japan. */
  readonly population?: number
  /** Start of the default world; default 2026-11-21T09:00:00+09:00. */
  readonly now?: Instant
  readonly book?: RuleBook
  /** People of the default world beside the magic members, by name. */
  readonly people?: Readonly<Record<string, Member>>
  readonly facility?: Partial<Facility>
  /** What a deliberately broken service does differently. */
  readonly practice?: Partial<ServicePractice>
  readonly terminal?: Partial<TerminalSettings>
  /** `one`: `worlds.open` resets and hands out the same world again; default `many`. */
  readonly worlds?: 'many' | 'one'
  /** How many worlds may be created by request; default 5,000. */
  readonly worldLimit?: number
  /** Where the doors are, without a slash at the end; can be set later. */
  readonly origin?: string
  /** Needed by every call of /api when given. */
  readonly token?: string
  /** Faults of the transport last as long as they are told; default at most 2 s for each message. */
  readonly realtime?: boolean
  /** Waits in wall time, for faults of the transport. */
  readonly sleep?: (millis: number) => Promise<void>
  /**
   * 保管庫: where worlds are kept, from `openStore`; default the memory of this process. With a store every request goes through
   * it, and what a program does to a world itself belongs into `within`. Whoever opened the store closes it.
   */
  readonly store?: Store
}

/** 模擬環境: the whole simulated Japan behind one app. */
export interface Simulator {
  readonly app: Hono<SimulatorEnv>
  /** Asks the app in this process; a refused connection rejects as `fetch` does. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  readonly worlds: Worlds
  /**
   * Runs an act in a world as one request does: it sees what other processes over the same store have done, and when this resolves
   * its changes are committed. The act runs again when somebody else was first. Null when there is no such world.
   */
  readonly within: <T>(world: string, act: (world: SimulatedWorld) => T | Promise<T>) => Promise<T | null>
  /** The way into worlds that lie in a store; null while they lie in memory. */
  readonly gate: Gate | null
  readonly token: string | null
  readonly origin: () => string
  readonly setOrigin: (origin: string) => void
  readonly close: () => void
}

const IN_PROCESS = 'http://simulator.localhost'

const FACILITY: Facility = {
  institutionCode: '1319999999',
  capability: 'FULL',
  kind: 'CLINIC',
  readerRelease: civilDate('2024-10-07'),
  phoneEnabled: true,
  tools: [],
}

const sleepWall = (millis: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, millis)
  })

/**
 * Creates a simulator; nothing listens until `serve` is called.
 *
 * @example
 * const simulator = createSimulator()
 * const answer = await simulator.fetch('/oqs/OQSsiquc01req_1.xml', { method: 'POST', body: bytes })
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  let origin = options.origin ?? IN_PROCESS
  const sleep = options.sleep ?? sleepWall
  const gate = options.store === undefined ? null : createGate(options.store, () => worlds, sleep)
  const worlds: Worlds = createWorlds({
    worlds: options.worlds ?? 'many',
    defaultSetup: {
      seed: options.seed ?? 42,
      start: options.now ?? instant('2026-11-21T09:00:00+09:00'),
      book: options.book ?? latestBook,
      facility: { ...FACILITY, ...options.facility },
      people: options.people ?? {},
    },
    ...(options.population === undefined ? {} : { populationSize: options.population }),
    ...(options.worldLimit === undefined ? {} : { limit: options.worldLimit }),
    practice: options.practice ?? {},
    terminal: options.terminal ?? {},
    realtime: options.realtime ?? false,
    baseUrl: (id) => `${origin}/w/${id}/`,
    ...(gate === null ? {} : { watcher: gate.watcher, names: gate.names }),
  })
  const token = options.token ?? null
  const ungated = createApp({ worlds, sleep: gate?.sleep ?? sleep, token })
  const app = gate === null ? ungated : gatedApp(gate, ungated)
  return {
    app,
    worlds,
    within: async (id, act) => {
      if (gate !== null) return gate.within(id, act)
      const world = worlds.get(id)
      return world === null ? null : act(world)
    },
    gate,
    token,
    fetch: async (input, init) => {
      const request = input instanceof Request ? input : new Request(new URL(input, origin), init)
      let dropped = false
      const drop = (): void => {
        dropped = true
      }
      const response = await app.fetch(request, { drop })
      if (dropped) throw new TypeError('fetch failed')
      return response
    },
    origin: () => origin,
    setOrigin: (to) => {
      origin = to.replace(/\/+$/, '')
    },
    close: () => worlds.clear(),
  }
}
