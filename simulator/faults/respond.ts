import type { WireEncoding } from '../../src/wire/shift-jis.ts'
import { type DoorContext, dropConnection } from '../http.ts'
import { type Delivery, deliveryOf, isUnheard, waitOf } from './delivery.ts'
import type { Strike } from './strike.ts'

type Sleep = (millis: number) => Promise<void>

const ENCODINGS: readonly WireEncoding[] = ['UTF-8', 'Shift_JIS']

/** The encoding that an answer says it has; null for one that is no text. */
const encodingOf = (contentType: string | null): WireEncoding | null =>
  ENCODINGS.find((encoding) => contentType?.endsWith(`charset=${encoding}`) === true) ?? null

/** Time for what was written to leave before the connection goes. */
const LEAVING = 20

function streamOf({ pieces, cut }: Delivery, sleep: Sleep, c: DoorContext): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream({
    pull: async (controller) => {
      const piece = pieces[next]
      next += 1
      if (piece !== undefined) {
        if (piece.afterMillis > 0) await sleep(piece.afterMillis)
        controller.enqueue(piece.bytes)
      } else if (!cut) controller.close()
      else {
        await sleep(LEAVING)
        if (c.env?.cut === undefined) controller.error(new TypeError('terminated'))
        else c.env.cut()
      }
    },
  })
}

async function delivered(c: DoorContext, strike: Strike, response: Response, sleep: Sleep): Promise<Response> {
  const { status, headers } = response
  if (response.body === null) return response
  const delivery = deliveryOf(
    strike,
    new Uint8Array(await response.arrayBuffer()),
    encodingOf(headers.get('content-type')),
  )
  const { pieces, cut, length } = delivery
  if (!cut && pieces.length <= 1) return new Response(new Uint8Array(pieces[0]?.bytes ?? []), { status, headers })
  const told = new Headers(headers)
  told.set('content-length', String(length))
  return new Response(streamOf(delivery, sleep, c), { status, headers: told })
}

/** An answer over HTTP under faults: late, not at all, or not as it was given. */
export async function respondUnder(
  c: DoorContext,
  strike: Strike,
  sleep: Sleep,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  const wait = waitOf(strike)
  if (wait > 0) await sleep(wait)
  if (isUnheard(strike)) return dropConnection(c)
  return delivered(c, strike, await answer(), sleep)
}
