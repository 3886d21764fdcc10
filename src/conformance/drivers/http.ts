import type { Driver } from '../../../scenarios/ports.ts'
import type { DriverRequest } from '../../../scenarios/protocol.ts'
import {
  ANSWER_LIMIT_BYTES,
  type Exchange,
  type ProtocolDriverOptions,
  createProtocolDriver,
  excerpt,
} from './protocol-driver.ts'

/** A driver that posts each request as JSON to one URL; connections are kept alive. */
export function httpDriver(url: string, options: ProtocolDriverOptions = {}): Driver {
  const exchange = async (request: DriverRequest, signal: AbortSignal): Promise<Exchange> => {
    const body = JSON.stringify(request)
    const headers = { 'content-type': 'application/json', accept: 'application/json' }
    let response: Response
    try {
      response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    } catch (error) {
      return { kind: 'failed', code: isHangUp(error) ? 'DRIVER_DIED' : 'DRIVER_UNREACHABLE', seen: causeOf(error) }
    }
    try {
      const text = await readText(response)
      if (text === null) return { kind: 'failed', code: 'DRIVER_TOO_LARGE', seen: url }
      if (response.status === 200) return { kind: 'text', text }
      return { kind: 'failed', code: 'DRIVER_BAD_STATUS', seen: `HTTP ${response.status} ${excerpt(text)}` }
    } catch (error) {
      return { kind: 'failed', code: 'DRIVER_DIED', seen: causeOf(error) }
    }
  }
  return createProtocolDriver({ name: url, exchange, stop: () => Promise.resolve() }, options)
}

async function readText(response: Response): Promise<string | null> {
  const decoder = new TextDecoder()
  let size = 0
  let text = ''
  if (response.body === null) return text
  const body: AsyncIterable<unknown> = response.body
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.byteLength
    // Leaving the loop cancels the stream.
    if (size > ANSWER_LIMIT_BYTES) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

const isHangUp = (error: unknown): boolean =>
  error instanceof Error && ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error.cause))

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause: unknown = error.cause
  return cause instanceof Error ? cause.message || codeOf(cause) : error.message
}
