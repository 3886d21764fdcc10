import { HttpResponse, type RequestHandler, http } from 'msw'
import type { PersonRef, ReaderAct } from '../../scenarios/scenario.ts'
import type { Consents, ReaderOutcome } from '../../scenarios/ports.ts'
import { type Simulator, type SimulatedWorld, createSimulator } from '../../simulator/index.ts'
import { closestField } from '../../simulator/near.ts'
import { peopledWorld } from './world.ts'

/** 日時: what `world.moveTo` takes. */
export { instant } from '../domain/civil-date.ts'
export type { PersonRef, ReaderAct, Simulator, SimulatedWorld }

interface Where {
  /** Root of the service as the clinic system has it in its settings; default `http://oqs.localhost/`. */
  readonly baseUrl?: string
  /**
   * `terminal`: what a clinic system talks to, `oqs` and `face`; anything else under the base URL is a 404. `all`: whatever
   * the simulator serves, the control API and the reader's page too. Default `terminal`.
   */
  readonly doors?: 'terminal' | 'all'
}

interface OwnWorld {
  /** Seed of the population; default 42. */
  readonly seed?: number
  /** Japanese instant at which the clock stands; default 2026-11-21T09:00:00+09:00. */
  readonly now?: string
  /** Revision of the rules; default `latest`. */
  readonly ruleset?: string
  /** People besides the magic members, by the names a test calls them. */
  readonly people?: Readonly<Record<string, PersonRef>>
  readonly simulator?: never
  readonly world?: never
}

interface GivenWorld {
  /** A simulator that is there already. */
  readonly simulator: Simulator
  /** Name of one of its worlds; default the default world. */
  readonly world?: string
  readonly seed?: never
  readonly now?: never
  readonly ruleset?: never
  readonly people?: never
}

/** Options of {@link eligibilityHandlers}: where the service is, and a world of its own or one of a simulator. */
export type EligibilityOptions = Where & (OwnWorld | GivenWorld)

/** カードの置き方: who stands before the reader and what is done; default the holder himself, `face`, every consent given. */
export interface CardPlacing {
  readonly person?: string
  readonly present?: boolean
  readonly acts?: readonly ReaderAct[]
  readonly consents?: Partial<Consents>
}

/** The handlers for `setupServer(...)` or `server.use(...)`, with what a test needs to arrange the counter. */
export interface EligibilityHandlers extends Array<RequestHandler> {
  /** Root of the service, with a slash at the end. */
  readonly baseUrl: string
  readonly simulator: Simulator
  /** Clock, faults, people, card states and the log of exchanges. */
  readonly world: SimulatedWorld
  /** Puts a card on the reader. Throws a RangeError when nobody in the world has that name. */
  readonly placeCard: (holder: string, placing?: CardPlacing) => ReaderOutcome
}

/** What answers when nothing of ours is at a path; the code is ours. */
const NO_DOOR = {
  code: 'SIM-H001',
  ja: 'この入口はありません。oqs と face だけに応答します。ほかの入口は doors: "all" で開きます。',
  en: 'There is no such door: only oqs and face are answered. The other doors open with doors: "all".',
} as const

/** Doors that belong to the whole simulator; the others stand under a world. */
const OUTSIDE_WORLDS: readonly string[] = ['', 'api', 'health', 'w']

/**
 * 資格確認サービスの差し替え: handlers that answer a clinic system's own requests in its own process, with the bytes that the
 * simulated service would send over HTTP. A refused connection becomes a network error. What lies outside the base URL is
 * left alone, and handlers that come earlier win.
 *
 * @throws RangeError for a base URL, an instant, a ruleset, a magic id or a world that there is not.
 * @example
 * const service = eligibilityHandlers({ baseUrl: 'http://oqs.localhost/' })
 * const server = setupServer(...service)
 */
export function eligibilityHandlers(options: EligibilityOptions = {}): EligibilityHandlers {
  const base = rootOf(options.baseUrl ?? 'http://oqs.localhost/')
  const simulator = options.simulator ?? ownSimulator(options, base)
  const id = options.world ?? 'default'
  const world = simulator.worlds.get(id)
  if (world === null) throw new RangeError(`the simulator has no world "${id}"`)

  const answer = async ({ request }: { readonly request: Request }): Promise<Response> => {
    let dropped = false
    const drop = (): void => {
      dropped = true
    }
    const response = await simulator.app.fetch(await redirected(request, base, id), { drop })
    return dropped ? HttpResponse.error() : await measured(response, request.method)
  }
  const nothing = ({ request }: { readonly request: Request }): Response =>
    HttpResponse.json(
      { ...NO_DOOR, path: new URL(request.url).pathname, ...closestUnder(request, base) },
      { status: 404 },
    )

  const handlers =
    options.doors === 'all'
      ? [http.all(under(base), answer)]
      : [http.all(under(base, 'oqs'), answer), http.all(under(base, 'face'), answer), http.all(under(base), nothing)]
  const placeCard: EligibilityHandlers['placeCard'] = (holder, placing = {}) =>
    world.useReader({
      holder,
      person: placing.person ?? holder,
      present: placing.present ?? true,
      acts: placing.acts ?? ['face'],
      consents: { medicines: true, checkups: true, limit: true, ...placing.consents },
    })
  return Object.assign(handlers, { baseUrl: base.href, simulator, world, placeCard })
}

function rootOf(text: string): URL {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new RangeError(`baseUrl "${text}" is no absolute http(s) URL, such as http://oqs.localhost/`)
  const url = new URL(text)
  url.search = ''
  url.hash = ''
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}

/** The door of the terminal that a request is close to, as a path below the root. */
function closestUnder({ method, url }: Request, base: URL): { readonly closest?: string } {
  const path = `/${new URL(url).pathname.slice(base.pathname.length)}`
  const { closest } = closestField(method, path)
  return closest === undefined || !/\/(?:oqs|face)/.test(closest) ? {} : { closest }
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)

/** Every URL under a root, or under one door of it; the root is also meant without its slash. */
const under = (base: URL, door = ''): RegExp => {
  const root = base.origin + base.pathname
  return new RegExp(`^${escaped(door === '' ? root.slice(0, -1) : root + door)}(?:/|$)`)
}

/** The request as it reaches the simulator: the path below the root, in the world that is meant. */
async function redirected(request: Request, base: URL, world: string): Promise<Request> {
  const url = new URL(request.url)
  const path = url.pathname.slice(base.pathname.length)
  const isOutside = OUTSIDE_WORLDS.includes(path.split('/')[0] ?? '')
  url.pathname = world === 'default' || isOutside ? `/${path}` : `/w/${world}/${path}`
  const { method, headers } = request
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(url, { method, headers, ...(hasBody ? { body: await request.arrayBuffer() } : {}) })
}

/** A response with the length that a listener would tell. */
async function measured(response: Response, method: string): Promise<Response> {
  if (response.body === null || method === 'HEAD') return response
  // One that comes in parts, or breaks, has its length and is handed on as it comes.
  if (response.headers.has('content-length')) return response
  const body = await response.arrayBuffer()
  const headers = new Headers(response.headers)
  headers.set('content-length', String(body.byteLength))
  return new HttpResponse(body, { status: response.status, headers })
}

function ownSimulator(options: OwnWorld, base: URL): Simulator {
  const { seed = 42, now = '2026-11-21T09:00:00+09:00', ruleset = 'latest', people = {} } = options
  const { start, book, people: peopled } = peopledWorld({ seed, now, ruleset, people })
  return createSimulator({ seed, now: start, book, people: peopled, origin: base.href.slice(0, -1) })
}
