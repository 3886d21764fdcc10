import { type Instant, addSeconds, compactInstant } from '../../src/domain/civil-date.ts'
import type { BulkDownloadRequest, BulkUploadResult } from '../../src/wire/bulk.ts'
import { type MessageLayout, type ReadMessage, readMessage } from '../../src/wire/layout.ts'
import { secondsBetween } from '../clock.ts'
import type { BulkFunction, WorldEventOf } from '../events.ts'
import { isProcessing } from '../faults/strike.ts'
import { type SimCode, resultLine } from '../messages.ts'
import { standardPractice } from '../practice.ts'
import type { WorldState } from '../state.ts'
import { type Asked, type OqsFunction, type Told, characterCode, defineFunction, outage } from './exchange.ts'

/** 受付: one upload that was taken. */
export type Reception = WorldEventOf<'bulk-reception'>

/** The header of every upload. */
interface UploadHeader {
  readonly MedicalInstitutionCode: string
  readonly ArbitraryFileIdentifier?: string
}

/** The header that the results of all bulk functions share. */
export interface BulkResultHeader {
  readonly ProcessExecutionTime: string
  readonly MedicalInstitutionCode: string
  readonly ArbitraryFileIdentifier?: string
  readonly ReceptionNumber: string
  readonly SegmentOfResult: '1' | '2' | '9'
  readonly ErrorCode?: string
  readonly ErrorMessage?: string
  readonly CharacterCodeIdentifier: '0' | '1'
}

/** What a bulk function is made of. */
export interface BulkSpec<Q extends { readonly MessageHeader: UploadHeader }, R extends object> {
  readonly func: BulkFunction
  readonly upload: MessageLayout<Q>
  readonly received: MessageLayout<BulkUploadResult>
  readonly download: MessageLayout<BulkDownloadRequest>
  readonly result: MessageLayout<R>
  /** How many lines an upload has. */
  readonly linesOf: (upload: Q) => number
  /** Why an upload as a whole is refused, null when it is taken. */
  readonly objection?: (upload: Q) => SimCode | null
  /** Why each line will be refused, and what comes of the others; called as of the moment when the results are there. */
  readonly apply?: (state: WorldState, upload: Q) => readonly (SimCode | null)[]
  /** The results, asked as of the last second before they were there: what happens later never changes them. */
  readonly results: (asked: BulkAsked<Q>) => { readonly message: R; readonly paths: BulkPaths | null }
  /** A message without results: still in progress, or an error. */
  readonly empty: (header: BulkResultHeader, upload: Q | null) => R
}

/** What the results of a reception are made of. */
export interface BulkAsked<Q extends object> {
  readonly state: WorldState
  readonly reception: Reception
  readonly upload: Q
  readonly header: BulkResultHeader
}

/** Where the lines of an upload come back: groups of the request and of the result, without their numbers. */
export interface BulkPaths {
  readonly from: string
  readonly unit: string
  readonly group: string
}

/** The moment from which the results of a reception can be fetched. */
export const doneAt = (state: WorldState, { at, lines }: Reception): Instant =>
  addSeconds(at, state.practice.bulkSeconds(lines))

const SECONDS_OF_DAY = 86_400

/** 受付番号: the moment and the place among the events of the world, 20 digits. @see facts/wire.md ASM-09 */
const receptionNumber = (state: WorldState): string =>
  `${compactInstant(state.now())}${String((state.serial() + 1) % 1_000_000).padStart(6, '0')}`

const FILE_ID = 'MessageHeader/ArbitraryFileIdentifier'

const fileIdOf = ({ ArbitraryFileIdentifier }: UploadHeader): { readonly ArbitraryFileIdentifier?: string } =>
  ArbitraryFileIdentifier === undefined ? {} : { ArbitraryFileIdentifier }

const errorOf = (code: SimCode) => ({ ErrorCode: code, ErrorMessage: resultLine(code) })

/** アップロードの受付. */
function receive<Q extends { readonly MessageHeader: UploadHeader }, R extends object>(
  spec: BulkSpec<Q, R>,
  { state, request, bytes }: Asked<Q>,
): Told<BulkUploadResult> {
  const { MessageHeader: sent } = request.message
  const header = {
    ProcessExecutionTime: compactInstant(state.now()),
    MedicalInstitutionCode: sent.MedicalInstitutionCode,
    ...fileIdOf(sent),
    CharacterCodeIdentifier: characterCode(state),
  }
  const source = request.slices.get(FILE_ID)
  const verbatim = new Map(source === undefined ? [] : [[FILE_ID, state.practice.echoIdentifier(source)]])
  const lines = spec.linesOf(request.message)
  const stopped = outage(state)
  const tooMany = lines > state.practice.bulkLines ? 'SIM-B001' : null
  const against = stopped ?? tooMany ?? spec.objection?.(request.message) ?? null
  if (against !== null) {
    return {
      kind: stopped === null ? 'refused' : 'fault',
      message: {
        MessageHeader: { ...header, SegmentOfResult: '9', ...errorOf(against) },
        MessageBody: {},
      },
      verbatim,
    }
  }
  const number = receptionNumber(state)
  const reception = {
    kind: 'bulk-reception',
    func: spec.func,
    institution: sent.MedicalInstitutionCode,
    number,
    lines,
    bytes: bytes.slice(),
  } as const
  const ready = addSeconds(state.now(), state.practice.bulkSeconds(lines))
  const refusals = state.asOf(ready, () => spec.apply?.(state, request.message)) ?? []
  state.append({ ...reception, refusals })
  return {
    kind: 'answered',
    message: {
      MessageHeader: header,
      MessageBody: { ReceptionNumber: number, ReceptionDateTime: compactInstant(state.now()) },
    },
    verbatim,
  }
}

/** The reception that a number belongs to now, or why there is nothing to fetch. */
function receptionOf(state: WorldState, func: BulkFunction, institution: string, number: string): Reception | SimCode {
  const reception = state.receptions().find((each) => each.number === number)
  if (reception === undefined) return 'SIM-B002'
  if (reception.institution !== institution) return 'SIM-B003'
  if (reception.func !== func) return 'SIM-B004'
  const kept = state.practice.bulkDays * SECONDS_OF_DAY
  return secondsBetween(reception.at, state.now()) > kept ? 'SIM-B005' : reception
}

/** Sources of the upload in the places where the results give them back. */
function echoedSources(
  state: WorldState,
  read: ReadMessage<object>,
  number: string | undefined,
  paths: BulkPaths | null,
): ReadonlyMap<string, string> {
  const { echoIdentifier } = state.practice
  const isPlain = echoIdentifier === standardPractice.echoIdentifier
  const echoed = new Map<string, string>()
  if (number !== undefined) echoed.set('MessageHeader/ReceptionNumber', number)
  const fileId = read.slices.get(FILE_ID)
  if (fileId !== undefined) echoed.set(FILE_ID, echoIdentifier(fileId))
  if (paths === null) return echoed
  for (const [path, source] of read.slices) {
    if (!path.startsWith(`${paths.from}[`)) continue
    const rest = path.slice(paths.from.length)
    const end = rest.indexOf('/')
    const isIdentifier = !isPlain && /\/(?:ArbitraryIdentifier|ReferenceNumber)$/.test(rest)
    const place = `${paths.unit}${rest.slice(0, end)}/${paths.group}${rest.slice(end)}`
    echoed.set(place, isIdentifier ? echoIdentifier(source) : source)
  }
  return echoed
}

/** 結果のダウンロード. */
function fetch<Q extends { readonly MessageHeader: UploadHeader }, R extends object>(
  spec: BulkSpec<Q, R>,
  { state, request }: Asked<BulkDownloadRequest>,
): Told<R> {
  const { MessageHeader: sent, MessageBody: body } = request.message
  const number = body.ReceptionNumber.trim()
  const source = request.slices.get('MessageBody/ReceptionNumber')
  const plain = {
    ProcessExecutionTime: compactInstant(state.now()),
    MedicalInstitutionCode: sent.MedicalInstitutionCode,
    ReceptionNumber: body.ReceptionNumber,
    CharacterCodeIdentifier: characterCode(state),
  }
  const nothing = (kind: 'refused' | 'fault', code: SimCode): Told<R> => ({
    kind,
    message: spec.empty({ ...plain, SegmentOfResult: '9', ...errorOf(code) }, null),
    verbatim: new Map(source === undefined ? [] : [['MessageHeader/ReceptionNumber', source]]),
  })
  const stopped = outage(state)
  if (stopped !== null) return nothing('fault', stopped)
  const reception = receptionOf(state, spec.func, sent.MedicalInstitutionCode, number)
  if (typeof reception === 'string') return nothing('refused', reception)
  const read = readMessage(spec.upload, reception.bytes)
  if (!read.ok) throw new TypeError(`reception ${reception.number} holds an upload that cannot be read`)
  const upload = read.value.message
  const header = { ...plain, ...fileIdOf(upload.MessageHeader) }
  const ready = doneAt(state, reception)
  if (state.now() < ready || isProcessing(state.inForce())) {
    return {
      kind: 'answered',
      message: spec.empty({ ...header, SegmentOfResult: '2' }, upload),
      verbatim: echoedSources(state, read.value, source, null),
    }
  }
  const { message, paths } = state.asOf(addSeconds(ready, -1), () =>
    spec.results({ state, reception, upload, header: { ...header, SegmentOfResult: '1' } }),
  )
  return { kind: 'answered', message, verbatim: echoedSources(state, read.value, source, paths), bulk: true }
}

/** 一括処理の二つの機能: `01` takes an upload, `02` gives its results once the world's clock has gone on. @see facts/wire.md 1.5 */
export const defineBulk = <Q extends { readonly MessageHeader: UploadHeader }, R extends object>(
  spec: BulkSpec<Q, R>,
): { readonly upload: OqsFunction; readonly download: OqsFunction } => ({
  upload: defineFunction(spec.upload, spec.received, (asked) => receive(spec, asked)),
  download: defineFunction(spec.download, spec.result, (asked) => fetch(spec, asked)),
})
