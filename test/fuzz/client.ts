import { type Socket, connect } from 'node:net'

/** One answer as it came off the socket. `millis` runs from the first byte sent to the last received. */
export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
  readonly millis: number
}

/** `dropped`: the connection was closed without an answer. `silent`: there was none in time. */
export type Outcome = Answer | 'dropped' | 'silent'

const HEAD_END = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

type Head = Pick<Answer, 'status' | 'headers'> & { readonly length: number }

function headOf(received: Buffer): Head | null {
  const end = received.indexOf(HEAD_END)
  if (end < 0) return null
  const [start = '', ...lines] = received.toString('latin1', 0, end).split('\r\n')
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return { status: Number(start.slice(9, 12)), headers, length: end + HEAD_END.length }
}

function unchunked(body: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; ;) {
    const line = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.toString('latin1', at, line), 16)
    if (line < 0 || !(size > 0)) return Buffer.concat(parts)
    parts.push(body.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}

/** The answer when it is whole. */
function answerIn(received: Buffer, closed: boolean, isHead: boolean): Omit<Answer, 'millis'> | null {
  const head = headOf(received)
  if (head === null) return null
  const { status, headers } = head
  const rest = received.subarray(head.length)
  if (status < 200) return answerIn(rest, closed, isHead)
  const whole = (body: Buffer): Omit<Answer, 'millis'> => ({ status, headers, body })
  if (isHead || status === 204 || status === 304) return whole(Buffer.alloc(0))
  const length = headers.get('content-length')
  if (length !== undefined) return rest.length < Number(length) ? null : whole(rest.subarray(0, Number(length)))
  if (headers.get('transfer-encoding') === 'chunked')
    return rest.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK) ? whole(unchunked(rest)) : null
  return closed ? whole(rest) : null
}

/** 通信路: one kept-alive connection, opened again when the other side closes it. One exchange at a time. */
export interface Line {
  readonly exchange: (
    bytes: Uint8Array,
    how?: { readonly isHead?: boolean; readonly last?: boolean },
  ) => Promise<Outcome>
  readonly close: () => void
}

export function createLine(port: number, patience = 20_000): Line {
  let socket: Socket | null = null
  const opened = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      if (socket !== null && !socket.destroyed && socket.writable) return resolve(socket)
      const fresh = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(fresh))
      fresh.once('error', reject)
      socket = fresh
    })
  const close = (): void => {
    socket?.destroy()
    socket = null
  }
  return {
    close,
    exchange: async (bytes, { isHead = false, last = false } = {}) => {
      if (last) close()
      const line = await opened()
      line.removeAllListeners()
      const begun = performance.now()
      const outcome = await new Promise<Outcome>((resolve) => {
        const pieces: Buffer[] = []
        const timer = setTimeout(() => resolve('silent'), patience)
        const done = (found: Outcome): void => {
          clearTimeout(timer)
          resolve(found)
        }
        const see = (closed: boolean): void => {
          const answer = answerIn(Buffer.concat(pieces), closed, isHead)
          if (answer !== null) done({ ...answer, millis: performance.now() - begun })
          else if (closed) done('dropped')
        }
        line.on('error', () => undefined)
        line.on('data', (piece) => {
          pieces.push(piece)
          see(false)
        })
        line.on('close', () => see(true))
        if (last) line.end(bytes)
        else line.write(bytes)
      })
      const isOver = typeof outcome === 'string' || outcome.headers.get('connection') === 'close'
      if (last || isOver) close()
      return outcome
    },
  }
}
