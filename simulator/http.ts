import type { Context } from 'hono'
import { type Result, err, ok } from '../src/domain/result.ts'
import { joinBytes } from '../src/wire/bytes.ts'
import { SIM_MESSAGES, type SimCode } from './messages.ts'

/** What carries requests to the app: a listener, or the caller in this process. */
export interface Carrier {
  /** The length the sender told, when the carrier knows it without building headers. */
  readonly contentLength?: string | undefined
  /** The institution of the client certificate; undefined where nobody shows one. */
  readonly institution?: string | undefined
  /** Drops the connection instead of answering. */
  readonly drop?: () => void
  /** Drops the connection in the middle of an answer. */
  readonly cut?: () => void
}

/** The header that picks an outcome for one request on /oqs. */
export const OUTCOME_HEADER = 'x-madoguchi-outcome'

/** Every app of the simulator runs in this environment; `app.request()` without one leaves it undefined at run time. */
export interface SimulatorEnv {
  Bindings: Carrier
}
export type DoorContext = Context<SimulatorEnv>

/** The connection is refused: the carrier drops it, and one that cannot drop anything sees a 503. */
export function dropConnection(c: DoorContext): Response {
  c.env?.drop?.()
  return new Response(null, { status: 503 })
}

/** An error of the HTTP side: our code with the sentence in both languages. */
export const jsonError = (code: SimCode, status: number, more: Readonly<Record<string, unknown>> = {}): Response =>
  Response.json({ code, ...SIM_MESSAGES[code], ...more }, { status })

/** A defect is told on stderr and answered with a 500; a sender that goes away in the middle of a body is none. */
export function onDefect(error: Error): Response {
  if ('code' in error && error.code === 'ECONNRESET') return new Response(null, { status: 400 })
  console.error(error)
  return new Response('Internal Server Error', { status: 500 })
}

/** Pieces as one; a single one is not copied. */
export function joined(chunks: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [first] = chunks
  if (first !== undefined && chunks.length === 1) return new Uint8Array(first.buffer, first.byteOffset, first.length)
  return joinBytes(chunks)
}

async function drain(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
): Promise<Result<Uint8Array<ArrayBuffer>, 'too-large'>> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > limit) return err('too-large')
    chunks.push(chunk)
  }
  return ok(joined(chunks))
}

/** The body of a request, at most `limit` bytes; one that says its length is read at once. */
export async function readBody(c: DoorContext, limit: number): Promise<Result<Uint8Array<ArrayBuffer>, 'too-large'>> {
  const request = c.req.raw
  const told = c.env?.contentLength ?? request.headers.get('content-length')
  if (told !== null) return Number(told) > limit ? err('too-large') : ok(new Uint8Array(await request.arrayBuffer()))
  return request.body === null ? ok(new Uint8Array()) : drain(request.body, limit)
}

const EXTRA = /['()*!]/g

/** A download under a file name; names outside ASCII go in the extended form. */
export const attachment = (name: string): string => {
  // oxlint-disable-next-line no-control-regex -- everything outside ASCII
  const plain = name.replaceAll(/[^\u0000-\u007F]/g, '_')
  if (plain === name) return `attachment; filename="${name}"`
  const encoded = encodeURIComponent(name).replaceAll(
    EXTRA,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** A path segment as text, or null when its escapes are no text. */
export function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
