import { type Socket, connect } from 'node:net'
import { createHistogram } from 'node:perf_hooks'

export interface LoadResult {
  readonly perSecond: number
  /** Milliseconds from the request to its whole answer, which half of all answers and 99 of 100 did not exceed. */
  readonly p50: number
  readonly p99: number
  /** Mean length of the answer bodies, in bytes. */
  readonly answerBytes: number
  /** Body of the first answer that arrived. */
  readonly sample: string
}

/** The whole request as bytes, made before the clock starts. */
export function requestBytes(port: number, path: string, body: string): Buffer {
  const bytes = Buffer.from(body)
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/xml',
    `Content-Length: ${bytes.length}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes])
}

interface Answer {
  readonly status: number
  readonly body: Buffer
}

const HEAD_END = Buffer.from('\r\n\r\n')

/** One whole answer, or undefined while bytes are missing. Connections carry one exchange at a time. */
export function parseAnswer(received: Buffer): Answer | undefined {
  const end = received.indexOf(HEAD_END)
  if (end < 0) return undefined
  const head = received.toString('latin1', 0, end)
  const status = Number(head.slice(9, 12))
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  const body = received.subarray(end + HEAD_END.length)
  if (length !== undefined) return body.length < Number(length) ? undefined : { status, body }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error(`an answer without a length: ${head}`)
  return body.subarray(-5).toString('latin1') === '0\r\n\r\n' ? { status, body } : undefined
}

const connected = async (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })

export interface LoadOptions {
  /** Default 16. */
  readonly connections?: number
  /** Goes through the requests again and again for so long; default: once. */
  readonly seconds?: number
}

/** Sends every request over keep-alive connections, each waiting for its answer, and counts answers per second. */
export async function load(
  port: number,
  requests: readonly Buffer[],
  { connections = 16, seconds = 0 }: LoadOptions = {},
): Promise<LoadResult> {
  const times = createHistogram()
  const sockets = await Promise.all(Array.from({ length: connections }, async () => connected(port)))
  let next = 0
  let answered = 0
  let bytes = 0
  let sample = ''

  const drive = async (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      let pending: Buffer | undefined
      let sent = 0
      const send = (): void => {
        sent = performance.now()
        const again = seconds > 0 && sent - start < seconds * 1000
        const request = requests[again ? next % requests.length : next]
        next += 1
        if (request === undefined || (seconds > 0 && !again)) resolve()
        else socket.write(request)
      }
      socket.on('error', reject)
      socket.on('close', () => reject(new Error('the server closed a keep-alive connection')))
      socket.on('data', (chunk) => {
        const received = pending === undefined ? chunk : Buffer.concat([pending, chunk])
        const answer = parseAnswer(received)
        pending = answer === undefined ? received : undefined
        if (answer === undefined) return
        if (answer.status !== 200) return reject(new Error(`status ${answer.status}: ${answer.body.toString()}`))
        if (answered === 0) sample = answer.body.toString()
        answered += 1
        bytes += answer.body.length
        times.record(Math.max(1, Math.round((performance.now() - sent) * 1e6)))
        send()
      })
      send()
    })

  const start = performance.now()
  await Promise.all(sockets.map(drive))
  const took = (performance.now() - start) / 1000
  for (const socket of sockets) socket.removeAllListeners('close').destroy()
  return {
    perSecond: answered / took,
    p50: times.percentile(50) / 1e6,
    p99: times.percentile(99) / 1e6,
    answerBytes: Math.round(bytes / answered),
    sample,
  }
}
