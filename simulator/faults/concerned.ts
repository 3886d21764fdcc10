import type { CivilDate } from '../../src/domain/civil-date.ts'
import type { CoverageKey } from '../../src/domain/ledger.ts'
import { BULK_ELIGIBILITY_DOWNLOAD, BULK_ELIGIBILITY_UPLOAD } from '../../src/wire/bulk-eligibility.ts'
import { BULK_INQUIRY_NUMBER_DOWNLOAD, BULK_INQUIRY_NUMBER_UPLOAD } from '../../src/wire/bulk-inquiry-number.ts'
import type { BulkDownloadRequest } from '../../src/wire/bulk.ts'
import { CHECKUPS_REQUEST } from '../../src/wire/checkups.ts'
import { ELIGIBILITY_REQUEST, inquiryOf, keyOfElements } from '../../src/wire/eligibility-request.ts'
import { INQUIRY_NUMBER_REQUEST } from '../../src/wire/inquiry-number.ts'
import { type MessageLayout, readMessage } from '../../src/wire/layout.ts'
import type { MedicalRequestHeader } from '../../src/wire/medical-request.ts'
import { MEDICINES_REQUEST } from '../../src/wire/medicines.ts'
import { matchesOf } from '../oqs/matching.ts'
import type { WorldState } from '../state.ts'

interface Sought {
  readonly key: CoverageKey
  readonly birthDate: CivilDate | null
}

type Seek = (bytes: Uint8Array, state: WorldState) => readonly Sought[]

/** Nobody, when a request cannot be read. */
const seek =
  <Q extends object>(layout: MessageLayout<Q>, soughtIn: (request: Q, state: WorldState) => readonly Sought[]): Seek =>
  (bytes, state) => {
    const read = readMessage(layout, bytes)
    return read.ok ? soughtIn(read.value.message, state) : []
  }

const byElements = (elements: Parameters<typeof keyOfElements>[0]): Sought => ({
  key: keyOfElements(elements),
  birthDate: null,
})

const medical = ({ MessageHeader: header }: { readonly MessageHeader: MedicalRequestHeader }): readonly Sought[] => [
  byElements({
    InsurerNumber: header.InsurerNumber,
    InsuredIdentificationNumber: header.InsuredPersonIdentificationNumber,
    ...(header.InsuranceCardSymbol === undefined ? {} : { InsuredCardSymbol: header.InsuranceCardSymbol }),
    ...(header.BranchNumber === undefined ? {} : { InsuredBranchNumber: header.BranchNumber }),
  }),
]

const eligibilityLines = seek(BULK_ELIGIBILITY_UPLOAD, ({ MessageHeader, MessageBody }) =>
  MessageBody.QualificationConfirmSearchInfo.map((line) =>
    inquiryOf({ MessageHeader, MessageBody: { QualificationConfirmSearchInfo: line } }),
  ),
)
const registrationLines = seek(BULK_INQUIRY_NUMBER_UPLOAD, ({ MessageBody }) =>
  MessageBody.ReferenceNumberRegistrationInfo.map(byElements),
)

/** Those of the upload whose results are asked for. */
const uploaded = (layout: MessageLayout<BulkDownloadRequest>, lines: Seek): Seek =>
  seek(layout, ({ MessageBody }, state) => {
    const number = MessageBody.ReceptionNumber.trim()
    const reception = state.receptions().find((one) => one.number === number)
    return reception === undefined ? [] : lines(reception.bytes, state)
  })

const SEEKERS: readonly (readonly [prefix: string, seek: Seek])[] = [
  ['OQSsiquc01req', seek(ELIGIBILITY_REQUEST, (request) => [inquiryOf(request)])],
  [
    'OQSsiimm01req',
    seek(INQUIRY_NUMBER_REQUEST, ({ MessageBody }) => [byElements(MessageBody.ReferenceNumberRegistrationInfo)]),
  ],
  ['YZKsiquc01req', seek(MEDICINES_REQUEST, medical)],
  ['TKKsiquc01req', seek(CHECKUPS_REQUEST, medical)],
  ['OQSmuquc01req', eligibilityLines],
  ['OQSmuquc02req', uploaded(BULK_ELIGIBILITY_DOWNLOAD, eligibilityLines)],
  ['OQSmuimm01req', registrationLines],
  ['OQSmuimm02req', uploaded(BULK_INQUIRY_NUMBER_DOWNLOAD, registrationLines)],
]

/** 誰についての要求か: names of those whose numbers a request holds; nobody for a function that asks about nobody in particular. */
export function concernedPeople(state: WorldState, name: string, bytes: Uint8Array): readonly string[] {
  const found = SEEKERS.find(([prefix]) => name.startsWith(prefix))
  const sought = found === undefined ? [] : found[1](bytes, state)
  return [
    ...new Set(sought.flatMap(({ key, birthDate }) => matchesOf(state, key, birthDate).map(({ person }) => person))),
  ]
}
