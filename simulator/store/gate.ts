import { AsyncLocalStorage } from 'node:async_hooks'
import type { Hono } from 'hono'
import type { WorldEvent } from '../events.ts'
import { type Carrier, type SimulatorEnv, decodeSegment, joined, jsonError } from '../http.ts'
import { bilingualLine } from '../messages.ts'
import type { SimulatedWorld } from '../world.ts'
import { DEFAULT_WORLD, type Worlds, type WorldsWatcher } from '../worlds.ts'
import type { Codec } from './codec.ts'
import { type Known, type Refused, type Store, StoreError } from './port.ts'

type Sleep = (millis: number) => Promise<void>

/**
 * 門: the one way into worlds that lie in a store. In each world one act comes after the other: what others have appended is
 * read first, then the act runs, then what it appended is committed, and only then its result goes out. When somebody else was
 * first, the act runs again in the world as it has become.
 */
export interface Gate {
  /** Runs an act in a world; null when there is none of this name. Rejects with a {@link StoreError}. */
  readonly within: <T>(id: string, act: (world: SimulatedWorld) => T | Promise<T>) => Promise<T | null>
  /** Runs an act for which every world has been read. */
  readonly everywhere: <T>(act: () => T | Promise<T>) => Promise<T>
  /** Passes a request on to an app that knows nothing of stores. */
  readonly pass: (app: Hono<SimulatorEnv>, request: Request, carrier: Carrier | undefined) => Promise<Response>
  /** Waits without keeping others out of the world. */
  readonly sleep: Sleep
  /** Commits what a program did to worlds without asking here. It rejects when another process was first. */
  readonly settle: () => Promise<void>
  /** Names of the worlds in the store when it was asked last, oldest first. */
  readonly names: () => ReadonlySet<string>
  readonly watcher: WorldsWatcher
}

/** Something that happened to a world while somebody had it. */
type Note =
  | { readonly kind: 'began'; readonly world: SimulatedWorld }
  | { readonly kind: 'appended'; readonly world: SimulatedWorld; readonly event: WorldEvent }
  | { readonly kind: 'gone'; readonly id: string }

/** What is to be written about one world. */
type Plan =
  | { readonly kind: 'begin'; readonly world: SimulatedWorld }
  | { readonly kind: 'append'; readonly world: SimulatedWorld; readonly events: readonly WorldEvent[] }
  | { readonly kind: 'delete' }

/** One run of an act. */
interface Run {
  readonly notes: Note[]
  /** Lets others into the worlds of this run while something is waited for. */
  readonly aside: (wait: () => Promise<void>) => Promise<void>
  readonly isAgain: boolean
  /** The act has ended; what still runs of it only sends. */
  ended: boolean
  failure: Error | null
}

/** What is known of a world beside its place in the store. */
interface Place extends Known {
  /** Number of its last event, as the world counts them. */
  readonly serial: number
  /** When the look into the store began that is the newest. */
  readonly readAt: number
}

const ATTEMPTS = 100

/** How many worlds of the store are kept in memory at most, the default one aside. */
const KEPT = 1000

/** Longest wait before an act runs again, in milliseconds. */
const LONGEST_WAIT = 50

/** Largest body that is kept for another run of its request, in bytes; doors refuse less. */
const BODY_LIMIT = 67_108_864

const idOf = (note: Note): string => (note.kind === 'gone' ? note.id : note.world.id)

/** What remains of notes in the end, by world. */
function plansOf(notes: readonly Note[]): ReadonlyMap<string, Plan> {
  const plans = new Map<string, Plan>()
  for (const note of notes) {
    const id = idOf(note)
    const before = plans.get(id)
    if (note.kind === 'gone') plans.set(id, { kind: 'delete' })
    else if (note.kind === 'began') plans.set(id, { kind: 'begin', world: note.world })
    else if (before === undefined) plans.set(id, { kind: 'append', world: note.world, events: [note.event] })
    else if (before.kind === 'append') plans.set(id, { ...before, events: [...before.events, note.event] })
  }
  return plans
}

/** The part of the simulator that a request is about: one world, or what is told. */
function scopeOf(method: string, path: string): readonly [id: string] | 'all' | 'names' | 'none' {
  const [, first = '', second, third] = path.split('/')
  const named = (segment: string): readonly [string] => [decodeSegment(segment) ?? segment]
  if (first === 'w' && second !== undefined) return named(second)
  if (first === 'health' || first === '') return 'none'
  if (first !== 'api') return [DEFAULT_WORLD]
  const asks = method === 'GET' || method === 'HEAD'
  if (second === 'worlds' && third !== undefined && third !== '') return named(third)
  return asks ? (second === 'worlds' ? 'all' : 'none') : 'names'
}

/** Whether a request may create a world under a name that it leaves to us. */
const makesNames = (method: string, path: string): boolean => method === 'POST' && path.startsWith('/api/')

/** The body of a request, to be sent again and again; null when there is none, or more than anybody takes. */
async function bodyOf(request: Request, carrier: Carrier | undefined): Promise<Uint8Array<ArrayBuffer> | null> {
  if (request.method === 'GET' || request.method === 'HEAD') return null
  const told = Number(carrier?.contentLength ?? request.headers.get('content-length') ?? '0')
  if (told > BODY_LIMIT || request.body === null) return null
  const stream: ReadableStream<Uint8Array<ArrayBuffer>> = request.body
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    size += chunk.length
    if (size > BODY_LIMIT) break
  }
  return joined(chunks)
}

/** The answer while the store does not do its part: nothing is promised. */
function unavailable(path: string): Response {
  if (!path.includes('/oqs/')) return jsonError('SIM-Q001', 503)
  const headers = { 'content-type': 'text/plain; charset=UTF-8' }
  return new Response(`SIM-Q001: ${bilingualLine('SIM-Q001')}\n`, { status: 503, headers })
}

const pause = (attempt: number): number => Math.random() * Math.min(LONGEST_WAIT, 2 ** attempt)

/** Creates the gate to a store. `worlds` are those of the simulator, which tell its watcher. */
export function createGate(store: Store, worlds: () => Worlds, realSleep: Sleep): Gate {
  const runs = new AsyncLocalStorage<Run>()
  const places = new Map<string, Place>()
  const queues = new Map<string, Promise<void>>()
  const strays: Note[] = []
  let names: ReadonlySet<string> = new Set()
  let isQuiet = false
  // The records bring the schemas with them; nobody needs those who keeps worlds in memory.
  let loading: Promise<Codec> | null = null
  const codec = (): Promise<Codec> => (loading ??= import('./codec.ts').then(({ worldCodec }) => worldCodec))

  const noted = (note: Note): void => {
    if (isQuiet) return
    const run = runs.getStore()
    if (run === undefined || run.ended) strays.push(note)
    else run.notes.push(note)
  }
  const quietly = (act: () => void): void => {
    isQuiet = true
    try {
      act()
    } finally {
      isQuiet = false
    }
  }

  /** Waits for everybody before in one world; returns what lets the next one in. */
  const enter = async (id: string): Promise<() => void> => {
    const before = queues.get(id)
    const { promise, resolve } = Promise.withResolvers<void>()
    queues.set(id, promise)
    await before
    return () => {
      if (queues.get(id) === promise) queues.delete(id)
      resolve()
    }
  }
  const enterAll = async (ids: readonly string[]): Promise<() => void> => {
    const leaves: (() => void)[] = []
    for (const id of ids) leaves.push(await enter(id))
    return () => {
      for (const leave of leaves) leave()
    }
  }

  /** Counts arrivals and looks, so that one look serves everybody who had arrived before it. */
  let ticks = 0
  const tick = (): number => (ticks += 1)

  const leaveMemory = (id: string): void => {
    places.delete(id)
    quietly(() => worlds().delete(id))
  }

  /** Brings a world in memory to where it is in the store, or was after somebody arrived. */
  const read = async (id: string, arrived: number): Promise<void> => {
    if (id.includes('\u0000')) return
    const place = places.get(id)
    const held = place === undefined ? null : worlds().get(id)
    if (held !== null && place !== undefined && place.readAt > arrived) return
    const readAt = tick()
    const found = await store.read(id, held === null || place === undefined ? null : place)
    if (found === null) {
      if (id !== DEFAULT_WORLD) return leaveMemory(id)
      places.delete(id)
      worlds().reset(id)
      return
    }
    const { birth, setup } = found
    const { eventOf, beginningOf } = await codec()
    const events = found.events.map(eventOf)
    const length = (setup === null ? (place?.sequence ?? 0) : 0) + events.length
    if (setup === null && events.length > 0) held?.take(events)
    const world = setup === null ? held : worlds().load(id, beginningOf(setup, events))
    // The one that was used last comes last.
    places.delete(id)
    places.set(id, { birth, sequence: length, serial: world?.state.serial() ?? 0, readAt })
  }
  /** Takes worlds that were not used for long out of the memory; they stay in the store. */
  const makeRoom = (): void => {
    if (places.size <= KEPT) return
    for (const id of [...places.keys()].slice(0, places.size - KEPT)) {
      if (id !== DEFAULT_WORLD && !queues.has(id)) leaveMemory(id)
    }
  }

  const write = async (id: string, plan: Plan): Promise<'ok' | Refused> => {
    const place = places.get(id)
    if (plan.kind === 'delete') {
      places.delete(id)
      if (place !== undefined) await store.delete(id)
      return 'ok'
    }
    const { world } = plan
    const { setupText, eventText } = await codec()
    const serial = world.state.serial()
    if (plan.kind === 'append' && place !== undefined) {
      const isCurrent = (plan.events[0]?.sequence ?? 0) > place.serial && plan.events.at(-1)?.sequence === serial
      if (!isCurrent) throw new TypeError(`world ${id}: changed by something that held on to an earlier state of it`)
      const appended = await store.append(id, place, plan.events.map(eventText))
      if (appended === 'ok') places.set(id, { ...place, sequence: place.sequence + plan.events.length, serial })
      return appended
    }
    const events = world.past().events.map(eventText)
    const readAt = place?.readAt ?? tick()
    const begun =
      place === undefined
        ? ((await store.create(id, setupText(world), events)) ?? 'conflict')
        : await store.replace(id, place, setupText(world), events)
    if (typeof begun === 'string') return begun
    places.set(id, { birth: begun, sequence: events.length, serial, readAt })
    return 'ok'
  }

  /** Writes what notes come to; forgets the worlds when it does not go through, so that they are read anew. */
  const commit = async (notes: readonly Note[]): Promise<'ok' | Refused> => {
    const plans = plansOf(notes)
    try {
      for (const [id, plan] of plans) {
        const written = await write(id, plan)
        if (written !== 'ok') {
          forget(notes)
          return written
        }
      }
      return 'ok'
    } catch (error) {
      forget(notes)
      throw error
    }
  }
  const forget = (notes: readonly Note[]): void => {
    for (const note of notes) places.delete(idOf(note))
  }

  /** Commits what was done to a world without asking here. */
  const settle = async (id: string): Promise<void> => {
    if (strays.length === 0) return
    const own = strays.filter((note) => idOf(note) === id)
    if (own.length === 0) return
    for (const note of own) strays.splice(strays.indexOf(note), 1)
    // A default world begins by being looked at: the one that lies in the store takes its place.
    const onlyLooked = id === DEFAULT_WORLD && own.length === 1 && own[0]?.kind === 'began' && !places.has(id)
    if ((await commit(own)) !== 'ok' && !onlyLooked)
      throw new TypeError(`world ${id}: another process was first; use within`)
  }

  const attempt = async <T>(
    ids: readonly string[],
    act: () => T | Promise<T>,
    keeps: (result: T) => boolean,
    isAgain: boolean,
  ): Promise<{ readonly result: T } | { readonly touched: readonly string[] }> => {
    let arrived = tick()
    let leave = await enterAll(ids)
    let lasts: readonly (() => void)[] = []
    const prepare = async (): Promise<void> => {
      for (const id of ids) {
        await settle(id)
        await read(id, arrived)
      }
      lasts = ids.map((id) => {
        const log = places.has(id) ? worlds().get(id)?.log : undefined
        const last = log?.last() ?? 0
        return () => log?.undo(last)
      })
    }
    const run: Run = {
      notes: [],
      isAgain,
      ended: false,
      failure: null,
      aside: async (wait) => {
        leave()
        try {
          await wait()
        } finally {
          arrived = tick()
          leave = await enterAll(ids)
        }
        await prepare().catch((error: unknown) => {
          run.failure = error instanceof Error ? error : new Error(String(error))
        })
      },
    }
    const undo = (): void => {
      forget(run.notes)
      for (const back of lasts) back()
    }
    try {
      const result = await runs.run(run, async () => {
        await prepare()
        return act()
      })
      run.ended = true
      if (run.failure !== null) throw run.failure
      if (run.notes.length === 0) return { result }
      if (!keeps(result)) {
        undo()
        return { result }
      }
      if ((await commit(run.notes)) === 'ok') return { result }
      undo()
      return { touched: run.notes.map(idOf) }
    } catch (error) {
      undo()
      throw error
    } finally {
      run.ended = true
      leave()
    }
  }

  const through = async <T>(
    ids: readonly string[],
    act: () => T | Promise<T>,
    keeps: (result: T) => boolean = () => true,
  ): Promise<T> => {
    let wanted: readonly string[] = [...new Set(ids)].toSorted()
    for (let count = 0; count < ATTEMPTS; count += 1) {
      if (count > 0) await realSleep(pause(count))
      const outcome = await attempt(wanted, act, keeps, count > 0)
      makeRoom()
      if ('result' in outcome) return outcome.result
      wanted = [...new Set([...wanted, ...outcome.touched])].toSorted()
    }
    throw new StoreError('STORE_UNAVAILABLE', `${store.shown}: others were first ${ATTEMPTS} times`)
  }
  /** Names as they are now; a world that was deleted elsewhere leaves the memory, so that its name is free here too. */
  const readNames = async (): Promise<readonly string[]> => {
    const asked = tick()
    const listed = await store.list()
    names = new Set(listed)
    for (const [id, { readAt }] of places) {
      if (readAt < asked && id !== DEFAULT_WORLD && !names.has(id) && !queues.has(id)) leaveMemory(id)
    }
    return listed
  }
  const everyId = async (): Promise<readonly string[]> => [
    DEFAULT_WORLD,
    ...(await readNames()),
    ...places.keys(),
    ...strays.map(idOf),
  ]

  let lastProblem = ''
  const tell = (error: StoreError): void => {
    if (error.message !== lastProblem) console.error(`SIM-Q001 ${error.message}`)
    lastProblem = error.message
  }

  const pass: Gate['pass'] = async (app, request, carrier) => {
    const path = new URL(request.url).pathname
    const { method, headers } = request
    const scope = scopeOf(method, path)
    if (scope === 'none') return app.fetch(request, carrier)
    let isDropped = false
    try {
      const body = await bodyOf(request, carrier)
      const ids = scope === 'all' ? await everyId() : scope === 'names' ? [] : scope
      if (makesNames(method, path)) await readNames()
      const response = await through(
        ids,
        async () => {
          isDropped = false
          const drop = (): void => {
            isDropped = true
          }
          return app.fetch(new Request(request.url, { method, headers, body }), { ...carrier, drop })
        },
        // A handler that broke down in the middle leaves nothing behind.
        ({ status }) => status !== 500,
      )
      lastProblem = ''
      if (isDropped) carrier?.drop?.()
      return response
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      tell(error)
      return unavailable(path)
    }
  }

  return {
    within: (id, act) =>
      through([id], () => {
        const world = worlds().get(id)
        return world === null ? null : act(world)
      }),
    everywhere: async (act) => through(await everyId(), act),
    pass,
    sleep: async (millis) => {
      const run = runs.getStore()
      if (run === undefined || run.ended || run.notes.length > 0) return realSleep(millis)
      // The wait was over when the act began anew.
      return run.isAgain ? undefined : run.aside(() => realSleep(millis))
    },
    settle: async () => {
      for (const id of new Set(strays.map(idOf))) await through([id], () => undefined)
    },
    names: () => names,
    watcher: {
      began: (world) => noted({ kind: 'began', world }),
      appended: (world, event) => noted({ kind: 'appended', world, event }),
      gone: (id, why) => {
        // A world that lay idle leaves the memory, not the store.
        if (why === 'expired') places.delete(id)
        else noted({ kind: 'gone', id })
      },
    },
  }
}
