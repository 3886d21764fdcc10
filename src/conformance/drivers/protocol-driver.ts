import type { z } from 'zod'
import type { Driver, DriverProblem, Performed } from '../../../scenarios/ports.ts'
import {
  OPERATIONS,
  type Operation,
  type DriverAnswer,
  type DriverRequest,
  type OperationInput,
  type OperationResult,
  PROTOCOL_VERSION,
  answerSchema,
} from '../../../scenarios/protocol.ts'
import { type DriverProblemCode, type Lang, driverProblem } from './driver-problem.ts'

/** A step without an answer for this long has no outcome, in milliseconds. */
export const STEP_LIMIT_MILLIS = 10_000
/** An answer may be this long, in bytes of UTF-8. */
export const ANSWER_LIMIT_BYTES = 4 * 1024 * 1024
/** This many unanswered requests in a row end the run. */
export const UNANSWERED_LIMIT = 3

/** What came back over a transport: the text of an answer, or the reason why there is none. */
export type Exchange =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly code: DriverProblemCode; readonly seen: string }

/** One rung of the ladder: how a request travels. It knows nothing of operations. */
export interface Transport {
  readonly name: string
  /** Sends a request. The signal is raised when nobody waits for the answer any more. */
  exchange(request: DriverRequest, signal: AbortSignal): Promise<Exchange>
  stop(): Promise<void>
}

export interface ProtocolDriverOptions {
  /** Language of problems; default `en`. */
  readonly lang?: Lang
  /** Milliseconds; default {@link STEP_LIMIT_MILLIS}. */
  readonly limitMillis?: number
}

type ResultSchemas = { readonly [K in Operation]: { readonly result: z.ZodType<OperationResult<K>> } }
const operations: ResultSchemas = OPERATIONS

/** Builds a driver over a transport: the same requests, limits, checks and problems on every rung. */
export function createProtocolDriver(transport: Transport, options: ProtocolDriverOptions = {}): Driver {
  const { lang = 'en', limitMillis = STEP_LIMIT_MILLIS } = options
  let sent = 0
  let unanswered = 0

  async function perform<K extends Operation>(
    caseName: string,
    op: K,
    input: OperationInput<K>,
  ): Promise<Performed<K>> {
    sent += 1
    const request: DriverRequest = { v: PROTOCOL_VERSION, id: String(sent), case: caseName, op, input }
    const where = `${transport.name}, ${op} (${caseName})`
    const exchange = await withLimit(transport, request, limitMillis)
    unanswered = exchange === 'late' ? unanswered + 1 : 0
    if (exchange === 'late') {
      const code = unanswered >= UNANSWERED_LIMIT ? 'DRIVER_HUNG' : 'DRIVER_TIMEOUT'
      return problem(driverProblem(code, lang, where, `${limitMillis} ms`))
    }
    if (exchange.kind === 'failed') return problem(driverProblem(exchange.code, lang, where, exchange.seen))
    const answer = readAnswer(exchange.text, request.id)
    if ('code' in answer) return problem(driverProblem(answer.code, lang, where, answer.seen))
    return readResult(operations[op].result, answer, (code, seen) => driverProblem(code, lang, where, seen))
  }

  return { name: transport.name, perform, stop: () => transport.stop() }
}

const problem = (found: DriverProblem): { readonly kind: 'problem'; readonly problem: DriverProblem } => ({
  kind: 'problem',
  problem: found,
})

async function withLimit(
  transport: Transport,
  request: DriverRequest,
  limitMillis: number,
): Promise<Exchange | 'late'> {
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMillis)
  })
  try {
    const first = await Promise.race([transport.exchange(request, abort.signal), late])
    // Aborting makes an error with a stack: worth it for an answer that never came, not for every one that did.
    if (first === 'late') abort.abort()
    return first
  } finally {
    clearTimeout(timer)
  }
}

interface Wrong {
  readonly code: DriverProblemCode
  readonly seen: string
}

/** Reads the envelope of an answer. */
function readAnswer(text: string, id: string): DriverAnswer | Wrong {
  if (Buffer.byteLength(text) > ANSWER_LIMIT_BYTES)
    return { code: 'DRIVER_TOO_LARGE', seen: `${text.length} characters` }
  const json = parseJson(text)
  if (json === undefined) return { code: 'DRIVER_NOT_JSON', seen: excerpt(text) }
  const answer = answerSchema.safeParse(json)
  if (!answer.success) return { code: 'DRIVER_BAD_SHAPE', seen: whatIsWrong(answer.error) }
  if (answer.data.id !== id)
    return { code: 'DRIVER_WRONG_ID', seen: `${JSON.stringify(answer.data.id)}, not ${JSON.stringify(id)}` }
  const { error, unsupported, result } = answer.data
  const said = [error, unsupported, result].filter((one) => one !== undefined).length
  return said === 1
    ? answer.data
    : { code: 'DRIVER_BAD_SHAPE', seen: 'an answer has exactly one of result, unsupported and error' }
}

function readResult<T>(
  schema: z.ZodType<T>,
  answer: DriverAnswer,
  problemOf: (code: DriverProblemCode, seen: string) => DriverProblem,
):
  | { readonly kind: 'result'; readonly result: T }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'problem'; readonly problem: DriverProblem } {
  if (answer.error !== undefined) return problem(problemOf('DRIVER_ERROR', excerpt(answer.error)))
  if (answer.unsupported === true) return { kind: 'unsupported' }
  const result = schema.safeParse(answer.result)
  if (result.success) return { kind: 'result', result: result.data }
  return problem(problemOf('DRIVER_BAD_SHAPE', whatIsWrong(result.error, '/result')))
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

/** The id of an answer as far as it can be read; transports that pipeline match answers by it. */
export function idOfAnswer(text: string): string | null {
  const json = parseJson(text)
  return typeof json === 'object' && json !== null && 'id' in json && typeof json.id === 'string' ? json.id : null
}

/** Pointer and expectation of the first three mistakes. */
function whatIsWrong(error: z.ZodError, base = ''): string {
  const pointer = (path: readonly PropertyKey[]): string => base + path.map((part) => `/${String(part)}`).join('')
  return error.issues
    .slice(0, 3)
    .map((issue) => `${pointer(issue.path) || '/'}: ${issue.message}`)
    .join('; ')
}

/** The beginning of a text on one line, for a message. */
export const excerpt = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return JSON.stringify(line.length > 160 ? `${line.slice(0, 160)}…` : line)
}
