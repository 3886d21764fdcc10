import { type Result, err, ok } from '../src/domain/result.ts'
import { SIM_MESSAGES, type SimCode } from './messages.ts'

/** Marks a response that stands for a connection that was dropped. */
export const DROPPED_HEADER = 'x-sim-connection-dropped'

/** The answer of a door whose connection is refused: whoever carries it drops the connection instead. */
export const droppedConnection = (): Response => new Response(null, { status: 503, headers: { [DROPPED_HEADER]: '1' } })

/** An error of the HTTP side: our code with the sentence in both languages. */
export const jsonError = (code: SimCode, status: number, more: Readonly<Record<string, unknown>> = {}): Response =>
  Response.json({ code, ...SIM_MESSAGES[code], ...more }, { status })

const drain = async (request: Request, limit: number): Promise<Result<Uint8Array<ArrayBuffer>, 'too-large'>> => {
  if (request.body === null) return ok(new Uint8Array())
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > limit) {
      await reader.cancel()
      return err('too-large')
    }
    chunks.push(value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return ok(whole)
}

/** The body of a request, at most `limit` bytes; one that says its length is read at once. */
export async function readBody(request: Request, limit: number): Promise<Result<Uint8Array<ArrayBuffer>, 'too-large'>> {
  const told = request.headers.get('content-length')
  if (told === null) return drain(request, limit)
  return Number(told) > limit ? err('too-large') : ok(new Uint8Array(await request.arrayBuffer()))
}

const EXTRA = /['()*!]/g

/** A download under a file name; names outside ASCII go in the extended form. */
export const attachment = (name: string): string => {
  // oxlint-disable-next-line no-control-regex -- everything outside ASCII
  const plain = name.replaceAll(/[^\u0000-\u007F]/g, '_')
  if (plain === name) return `attachment; filename="${name}"`
  const encoded = encodeURIComponent(name).replaceAll(EXTRA, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
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
