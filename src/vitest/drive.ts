import type { Drive } from '../conformance/drivers/function.ts'
import type { SuiteId } from '../conformance/suites.ts'
import {
  type ClinicOperation,
  type InsurerOperation,
  OPERATIONS,
  type Operation,
  type OperationInput,
  type OperationResult,
  type PROTOCOL_VERSION,
  requestSchema,
} from '../../scenarios/protocol.ts'

type OperationOf<S extends SuiteId> = S extends 'clinic' ? ClinicOperation : InsurerOperation | 'setup' | 'clock'

type InputOf<S extends SuiteId, K extends Operation> = K extends 'setup'
  ? Extract<OperationInput<'setup'>, { readonly suite: S }>
  : OperationInput<K>

/** 要求: what a suite tells a system, one operation after the other; `op` says what `input` is. */
export type SuiteRequest<S extends SuiteId> = {
  readonly [K in OperationOf<S>]: {
    readonly v: typeof PROTOCOL_VERSION
    /** Repeated in the answer. */
    readonly id: string
    /** For a log; nothing is to be decided by it. */
    readonly case: string
    readonly op: K
    readonly input: InputOf<S, K>
  }
}[OperationOf<S>]

/** A value that nobody changes, so that a driver may answer with constants. */
type Fixed<T> = T extends string | number | boolean | null | undefined ? T : { readonly [K in keyof T]: Fixed<T[K]> }

/** 回答: a result, `unsupported`, or what went wrong. */
export type SuiteAnswer<S extends SuiteId> = { readonly id: string } & (
  | { readonly result: Fixed<OperationResult<OperationOf<S>>> }
  | { readonly unsupported: true }
  | { readonly error: string }
)

/** A system under test as one function of the protocol. */
export type SuiteDrive<S extends SuiteId> = (request: SuiteRequest<S>) => Promise<SuiteAnswer<S>>

/** The harness makes the requests, so a whole one is one of its suite. */
const isRequestOf = <S extends SuiteId>(request: unknown): request is SuiteRequest<S> => {
  const read = requestSchema.safeParse(request)
  return read.success && OPERATIONS[read.data.op].input.safeParse(read.data.input).success
}

/** A function of a suite as a function of the protocol. */
export const driveOf =
  <S extends SuiteId>(drive: SuiteDrive<S>): Drive =>
  (request) => {
    if (!isRequestOf<S>(request)) throw new TypeError(`a request that the protocol does not know: ${request.op}`)
    return drive(request)
  }
