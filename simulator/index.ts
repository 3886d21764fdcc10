import type { Hono } from 'hono'
import { type Instant, instant } from '../src/domain/civil-date.ts'
import type { Facility } from '../src/domain/presentation.ts'
import type { RuleBook } from '../src/domain/rules.ts'
import { latestBook } from '../src/domain/rulesets.ts'
import { civilDate } from '../src/domain/civil-date.ts'
import { createApp } from './app.ts'
import type { SimulatorEnv } from './http.ts'
import type { ServicePractice } from './practice.ts'
import type { TerminalSettings } from './state.ts'
import { type Worlds, createWorlds } from './worlds.ts'

export { standardPractice } from './practice.ts'
export type { ServicePractice } from './practice.ts'
export { gatewayMutants, serviceMutants } from './mutants/index.ts'
export type { ServiceMutant } from './mutants/index.ts'
export type { TerminalSettings } from './state.ts'
export type { SimulatedWorld } from './world.ts'
export type { Worlds } from './worlds.ts'
export type { OqsAnswer } from './oqs/service.ts'
export { ServeRefusal, serve } from './serve.ts'
export type { Served, ServeOptions } from './serve.ts'
export type { FolderNote, FolderOptions } from './folders/index.ts'

export interface SimulatorOptions {
  /** Seed of the default world; default 42. */
  readonly seed?: number
  /** People of every population; default all of Japan. */
  readonly population?: number
  /** Start of the default world; default 2026-11-21T09:00:00+09:00. */
  readonly now?: Instant
  readonly book?: RuleBook
  readonly facility?: Partial<Facility>
  /** What a deliberately broken service does differently. */
  readonly practice?: Partial<ServicePractice>
  readonly terminal?: Partial<TerminalSettings>
  /** `one`: `worlds.open` resets and hands out the same world again; default `many`. */
  readonly worlds?: 'many' | 'one'
  /** Where the doors are, without a slash at the end; can be set later. */
  readonly origin?: string
  /** Needed by every call of /api when given. */
  readonly token?: string
  /** Waits in wall time, for faults of the transport. */
  readonly sleep?: (millis: number) => Promise<void>
}

/** 模擬環境: the whole simulated Japan behind one app. */
export interface Simulator {
  readonly app: Hono<SimulatorEnv>
  /** Asks the app in this process; a refused connection rejects as `fetch` does. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  readonly worlds: Worlds
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
  const worlds = createWorlds({
    worlds: options.worlds ?? 'many',
    defaultSetup: {
      seed: options.seed ?? 42,
      start: options.now ?? instant('2026-11-21T09:00:00+09:00'),
      book: options.book ?? latestBook,
      facility: { ...FACILITY, ...options.facility },
      people: {},
    },
    ...(options.population === undefined ? {} : { populationSize: options.population }),
    practice: options.practice ?? {},
    terminal: options.terminal ?? {},
    baseUrl: (id) => `${origin}/w/${id}/`,
  })
  const token = options.token ?? null
  const app = createApp({ worlds, sleep: options.sleep ?? sleepWall, token })
  return {
    app,
    worlds,
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
