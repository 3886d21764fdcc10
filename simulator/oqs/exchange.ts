import type { MedicalPaper } from '../../generators/documents/medical-paper.ts'
import { type FileName, errorName, resultName } from '../../src/wire/file-name.ts'
import { type MessageLayout, type ReadMessage, readMessage, writeMessage } from '../../src/wire/layout.ts'
import { type WireProblem, describeWireProblem } from '../../src/wire/problem.ts'
import { plainZip } from '../../src/wire/zip.ts'
import { type SimCode, bilingualLine } from '../messages.ts'
import { type StopCode, stopCode } from '../faults/strike.ts'
import { standardPractice } from '../practice.ts'
import type { WorldState } from '../state.ts'

/** What the service makes of one request. `answered` carries data, `refused` a refusal, `fault` an error of connector or line. */
export interface OqsAnswer {
  readonly kind: 'answered' | 'refused' | 'fault'
  /** 200 for a result file, 422 for an error of the connector. */
  readonly status: 200 | 422
  readonly name: string
  /** Empty while the result is a paper that nobody has drawn. */
  readonly bytes: Uint8Array
  readonly contentType: string
  /** 帳票: the result is this paper, and a door has it drawn before it goes out. */
  readonly paper?: MedicalPaper
}

/** One function of the service: reads the bytes of its request, writes the bytes of its result. */
export type OqsFunction = (state: WorldState, file: FileName, bytes: Uint8Array) => OqsAnswer

const encoder = new TextEncoder()

/** Line ends and controls of what a client sent: a text that quotes them keeps to its line. */
// oxlint-disable-next-line no-control-regex -- controls are what is taken out
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g

/** `.err`: one line per problem, code first, Japanese and English. @see facts/wire.md 1.5, ASM-02 */
function connectorError(name: string, lines: readonly string[]): OqsAnswer {
  const bytes = encoder.encode(lines.map((line) => `${line.replaceAll(CONTROLS, ' ')}\n`).join(''))
  return { kind: 'fault', status: 422, name, bytes, contentType: 'text/plain; charset=UTF-8' }
}

/** コネクターのエラー of one of our codes; `where` is the place in the request or its name. */
export const connectorRefusal = (name: string, code: SimCode, where: string): OqsAnswer =>
  connectorError(name, [`${code} ${where}: ${bilingualLine(code)}`])

const TOLD = 10
const UNDRAWN = new Uint8Array(0)

/** コネクターのエラー for a request that its layout does not accept. */
function malformed(name: string, problems: readonly WireProblem[]): OqsAnswer {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const lines = errors.slice(0, TOLD).map((problem) => {
    const [ja, en] = [describeWireProblem(problem, 'ja'), describeWireProblem(problem, 'en')]
    return `${problem.code} ${ja.where}: ${ja.what}${ja.fix} / ${en.where}: ${en.what} ${en.fix}`
  })
  return connectorError(name, errors.length > TOLD ? [...lines, `… +${errors.length - TOLD}`] : lines)
}

/** What a function needs of the request it answers. */
export interface Asked<Q extends object> {
  readonly state: WorldState
  readonly request: ReadMessage<Q>
  /** The request as it was sent. */
  readonly bytes: Uint8Array
}

/** What a function answers: the message, what it amounts to, and sources to give back as they were sent. */
export interface Told<R extends object> {
  readonly kind: OqsAnswer['kind']
  readonly message: R
  readonly verbatim?: ReadonlyMap<string, string>
  /** True for the results of a bulk function, which a terminal may be set to deliver as an archive. */
  readonly bulk?: boolean
  /** A paper in the place of the message. */
  readonly paper?: MedicalPaper
}

const CONTENT_TYPES = { 'UTF-8': 'text/xml; charset=UTF-8', Shift_JIS: 'text/xml; charset=Shift_JIS' } as const

/** Makes a function of the service out of its two layouts and what it says. */
export const defineFunction =
  <Q extends { readonly MessageHeader: { readonly MedicalInstitutionCode: string } }, R extends object>(
    requestLayout: MessageLayout<Q>,
    resultLayout: MessageLayout<R>,
    tell: (asked: Asked<Q>) => Told<R>,
  ): OqsFunction =>
  (state, file, bytes) => {
    const read = readMessage(requestLayout, bytes)
    if (!read.ok) return malformed(errorName(file), read.problem)
    const { MedicalInstitutionCode: institution } = read.value.message.MessageHeader
    if (institution !== state.facility.institutionCode) {
      return connectorRefusal(errorName(file), 'SIM-C003', `MessageHeader/MedicalInstitutionCode ${institution}`)
    }
    const told = tell({ state, request: read.value, bytes })
    const { encoding, order } = state.terminal
    if (told.paper !== undefined) {
      const { kind, paper } = told
      return { kind, status: 200, name: resultName(file, 'pdf'), bytes: UNDRAWN, contentType: 'application/pdf', paper }
    }
    const options = told.verbatim === undefined ? { encoding, order } : { encoding, order, verbatim: told.verbatim }
    const name = resultName(file)
    const written = writeMessage(resultLayout, told.message, options)
    const reply = { kind: told.kind, status: 200 } as const
    return told.bulk === true && state.terminal.bulk === 'zip'
      ? {
          ...reply,
          name: resultName(file, 'zip'),
          bytes: plainZip(name, written, state.now()),
          contentType: 'application/zip',
        }
      : { ...reply, name, bytes: written, contentType: CONTENT_TYPES[encoding] }
  }

/** 文字コード識別 of the results this terminal writes (OQSCD005). */
export const characterCode = (state: WorldState): '0' | '1' => (state.terminal.encoding === 'UTF-8' ? '0' : '1')

const IDENTIFIERS: ReadonlySet<string> = new Set([
  'MessageHeader/ArbitraryFileIdentifier',
  'MessageBody/QualificationConfirmSearchInfo/ArbitraryIdentifier',
  'MessageBody/ReferenceNumberRegistrationInfo/ReferenceNumber',
])

/** Sources of the values that a result gives back, by path; identifiers in the form of the practice. */
export function echoes<Q extends object>(
  { state, request }: Asked<Q>,
  group: string | null,
): ReadonlyMap<string, string> {
  const { echoIdentifier } = state.practice
  if (echoIdentifier === standardPractice.echoIdentifier) return request.slices
  const echoed = new Map<string, string>()
  for (const [path, source] of request.slices) {
    if (IDENTIFIERS.has(path)) echoed.set(path, echoIdentifier(source))
    else if (group !== null && path.startsWith(group)) echoed.set(path, source)
  }
  return echoed
}

/** The code of what stops every inquiry now, or null when the line and the service work. */
export const outage = (state: WorldState): StopCode | null => stopCode(state.inForce())
