import { civilDate } from '../../src/domain/civil-date.ts'
import { type BulkUploadResult, bulkDownloadRequest } from '../../src/wire/bulk.ts'
import { type BulkEligibilityResult, bulkEligibilityRequest, bulkRecord } from '../../src/wire/bulk-eligibility.ts'
import { type BulkInquiryNumberResult, bulkInquiryNumberRequest } from '../../src/wire/bulk-inquiry-number.ts'
import { type FetchResult, consentsRequest, ticketsRequest } from '../../src/wire/consented.ts'
import type { EligibilityResult } from '../../src/wire/eligibility-result.ts'
import { ticketElements } from '../../src/wire/medical-ticket.ts'
import { qualificationRecord } from '../../src/wire/qualification-record.ts'
import { hanako, kenpo, kokuho, validResult } from './samples.ts'

const INSTITUTION = '1319999999'
const RECEPTION = '20261121090000000012'
const today = civilDate('2026-11-21')

export const upload = bulkEligibilityRequest({
  confirmationDate: today,
  institutionCode: INSTITUTION,
  fileId: '202611210010',
  lines: [
    { key: kokuho.key, birthDate: hanako.birthDate, personId: '00123_1' },
    { key: kenpo.key, birthDate: civilDate('1990-01-02'), personId: null },
  ],
})

export const received: BulkUploadResult = {
  MessageHeader: {
    ProcessExecutionTime: '20261121090000',
    MedicalInstitutionCode: INSTITUTION,
    ArbitraryFileIdentifier: '202611210010',
    CharacterCodeIdentifier: '0',
  },
  MessageBody: { ReceptionNumber: RECEPTION, ReceptionDateTime: '20261121090000' },
}

export const download = bulkDownloadRequest(INSTITUTION, RECEPTION)

const header = {
  ProcessExecutionTime: '20261121090030',
  MedicalInstitutionCode: INSTITUTION,
  ArbitraryFileIdentifier: '202611210010',
  ReceptionNumber: RECEPTION,
  CharacterCodeIdentifier: '0',
} as const

export const waiting: BulkEligibilityResult = {
  MessageHeader: { ...header, QualificationConfirmationDate: '20261121', SegmentOfResult: '2' },
  MessageBody: {},
}

const [first, second] = upload.MessageBody.QualificationConfirmSearchInfo
if (first === undefined || second === undefined) throw new Error('the upload has two lines')

export const results: BulkEligibilityResult = {
  MessageHeader: {
    ...header,
    QualificationConfirmationDate: '20261121',
    SegmentOfResult: '1',
    NumberOfProcessingResult: '2',
    NumberOfNormalProcessing: '2',
    NumberOfError: '0',
  },
  MessageBody: {
    BulkConfirmUnit: [
      {
        QualificationConfirmSearchInfo: first,
        ProcessingResultStatus: '1',
        QualificationValidity: '1',
        ResultOfQualificationConfirmation: bulkRecord(
          qualificationRecord(hanako, kokuho, { on: today, referenceNumber: 'P-00123' }),
          false,
        ),
        ReferenceNumber: 'P-00123',
      },
      { QualificationConfirmSearchInfo: second, ProcessingResultStatus: '1', QualificationValidity: '4' },
    ],
  },
}

export const registrations = bulkInquiryNumberRequest({
  institutionCode: INSTITUTION,
  fileId: '202611210011',
  lines: [
    { key: kokuho.key, referenceNumber: 'P-00123' },
    { key: kenpo.key, referenceNumber: '患者124' },
  ],
})

const [known, unknown] = registrations.MessageBody.ReferenceNumberRegistrationInfo
if (known === undefined || unknown === undefined) throw new Error('the upload has two lines')

export const registered: BulkInquiryNumberResult = {
  MessageHeader: { ...header, ArbitraryFileIdentifier: '202611210011', SegmentOfResult: '1' },
  MessageBody: {
    BulkRegistrationUnit: [
      { ReferenceNumberRegistrationInfo: known, ProcessingResultStatus: '1' },
      {
        ReferenceNumberRegistrationInfo: unknown,
        ProcessingResultStatus: '2',
        ProcessingResultCode: 'SIM-N001',
        ProcessingResultMessage: '該当なし / nobody',
      },
    ],
  },
}

export const ticketsAsked = ticketsRequest(INSTITUTION, '202611210012', '202611')

export const consentsAsked = consentsRequest({
  kind: 'home',
  institutionCode: INSTITUTION,
  fileId: '202611210013',
  by: 'consent',
  days: { from: civilDate('2026-11-01'), until: today },
})

export const seenAsked = consentsRequest({
  kind: 'online',
  institutionCode: INSTITUTION,
  fileId: null,
  by: 'examination',
  days: { from: today, until: today },
})

const beneficiary = qualificationRecord(
  hanako,
  {
    ...kokuho,
    id: 'a1',
    scheme: 'assistance',
    insurerName: '窓口市福祉事務所',
    key: { insurerNumber: '12139991', symbol: null, number: '1234566', branch: null },
    classification: 'A1',
    relation: null,
  },
  {
    on: today,
    tickets: [
      ticketElements({
        from: civilDate('2026-11-01'),
        until: civilDate('2026-11-30'),
        issueNumber: 'SIM-202611-000001',
        month: '202611',
        institutionCode: INSTITUTION,
        care: 'outpatient',
        selfPay: 0,
        insured: false,
      }),
    ],
  },
)

export const tickets: FetchResult = {
  MessageHeader: { ...header, ArbitraryFileIdentifier: '202611210012', SegmentOfResult: '1' },
  MessageBody: {
    BulkConfirmUnit: [
      {
        ReferenceNumber: ['P-00123', 'P-00124'],
        ProcessingResultStatus: '1',
        QualificationValidity: '1',
        ResultOfQualificationConfirmation: [beneficiary],
      },
    ],
  },
}

export const singleWithTicket: EligibilityResult = {
  ...validResult,
  MessageBody: { ...validResult.MessageBody, ResultList: { ResultOfQualificationConfirmation: [beneficiary] } },
}
