import { readFileSync } from 'node:fs'
import { checkupsRequest, type CheckupsResult } from '../../src/wire/checkups.ts'
import { civilDate, instant } from '../../src/domain/civil-date.ts'
import type { CoverageState } from '../../src/domain/ledger.ts'
import type { Member } from '../../src/domain/person.ts'
import { type EligibilityRequest, eligibilityRequest } from '../../src/wire/eligibility-request.ts'
import type { EligibilityResult } from '../../src/wire/eligibility-result.ts'
import { type InquiryNumberResult, inquiryNumberRequest } from '../../src/wire/inquiry-number.ts'
import { type MedicinesResult, medicinesRequest } from '../../src/wire/medicines.ts'
import { qualificationRecord } from '../../src/wire/qualification-record.ts'

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The bytes of a golden file. */
export const golden = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../golden/wire/${name}`, import.meta.url)))

export const hanako: Member = {
  index: 0,
  name: { kanji: '髙橋　花子', kana: 'タカハシ　ハナコ' },
  otherName: null,
  sex: 'female',
  birthDate: civilDate('1984-05-06'),
  address: { postal: '100-0001', text: '東京都千代田区千代田１－１' },
  ledger: [],
  card: null,
}

export const kenpo: CoverageState = {
  id: 'c1',
  scheme: 'kenpo',
  insurerName: '窓口健康保険組合',
  key: { insurerNumber: '06139992', symbol: '１２３', number: '4567', branch: '00' },
  classification: '01',
  relation: 'insured',
  insuredName: '髙橋　花子',
  acquired: civilDate('2020-04-01'),
  issued: civilDate('2020-04-03'),
  validFrom: civilDate('2020-04-01'),
  validUntil: null,
  koukiRatio: null,
  elderly: null,
  limit: null,
  loss: null,
}

export const kokuho: CoverageState = {
  ...kenpo,
  id: 'c2',
  scheme: 'kokuho',
  insurerName: '窓口市',
  key: { insurerNumber: '138016', symbol: '千代田', number: '0012', branch: '01' },
}

export const request: EligibilityRequest = eligibilityRequest({
  confirmationDate: civilDate('2026-11-21'),
  institutionCode: '1319999999',
  fileId: '202611210001',
  key: kokuho.key,
  birthDate: hanako.birthDate,
  limitConsent: false,
  personId: '00123_1',
})

export const validResult: EligibilityResult = {
  MessageHeader: {
    ProcessExecutionTime: '20261121090003',
    QualificationConfirmationDate: '20261121',
    MedicalInstitutionCode: '1319999999',
    ArbitraryFileIdentifier: '202611210001',
    ReferenceClassification: '2',
    SegmentOfResult: '1',
    CharacterCodeIdentifier: '0',
  },
  MessageBody: {
    ProcessingResultStatus: '1',
    QualificationValidity: '1',
    ResultList: {
      ResultOfQualificationConfirmation: [qualificationRecord(hanako, kokuho, { on: civilDate('2026-11-21') })],
    },
    QualificationConfirmSearchInfo: request.MessageBody.QualificationConfirmSearchInfo,
  },
}

const at = instant('2026-11-21T08:59:30+09:00')

export const faceResult: EligibilityResult = {
  MessageHeader: {
    ProcessExecutionTime: '20261121090003',
    QualificationConfirmationDate: '20261121',
    MedicalInstitutionCode: '1319999999',
    ArbitraryFileIdentifier: 'aGVsbG8gNjMC3d0=',
    ReferenceClassification: '1',
    SegmentOfResult: '1',
    CharacterCodeIdentifier: '1',
  },
  MessageBody: {
    PrescriptionIssueSelect: '2',
    ProcessingResultStatus: '1',
    QualificationValidity: '1',
    ResultList: {
      ResultOfQualificationConfirmation: [
        qualificationRecord(hanako, kenpo, {
          on: civilDate('2026-11-21'),
          gaiji: 'as-is',
          limitConsent: { agreed: true, at },
          diseasesConsent: { agreed: false, at },
          consents: {
            SpecificHealthCheckupsInfo: { agreed: true, at },
            PharmacistsInfo: { agreed: true, at },
            DiagnosisInfo: { agreed: false, at },
          },
        }),
      ],
    },
  },
}

export const notFound: EligibilityResult = {
  MessageHeader: validResult.MessageHeader,
  MessageBody: {
    ProcessingResultStatus: '1',
    QualificationValidity: '4',
    QualificationConfirmSearchInfo: request.MessageBody.QualificationConfirmSearchInfo,
  },
}

export const inquiryRequest = inquiryNumberRequest({
  institutionCode: '1319999999',
  fileId: '202611210002',
  key: kokuho.key,
  referenceNumber: 'P-00123',
})

export const inquiryResult: InquiryNumberResult = {
  MessageHeader: {
    ProcessExecutionTime: '20261121091500',
    CharacterCodeIdentifier: '0',
    SegmentOfResult: '1',
    ArbitraryFileIdentifier: '202611210002',
    MedicalInstitutionCode: '1319999999',
  },
  MessageBody: {
    ReferenceNumberRegistrationInfo: inquiryRequest.MessageBody.ReferenceNumberRegistrationInfo,
    ProcessingResultStatus: '1',
  },
}

const medicalInquiry = { institutionCode: '1319999999', fileId: 'FF2611210930123', key: kokuho.key }

export const drugsRequest = medicinesRequest({ ...medicalInquiry, from: '202511', until: '202611' })

export const drugsResult: MedicinesResult = {
  MessageHeader: {
    MedicalInstitutionCode: '1319999999',
    ArbitraryFileIdentifier: 'FF2611210930123',
    ResultCode: '1',
    QuaInf: { Name: '高橋　花子', KanaName: 'ﾀｶﾊｼ ﾊﾅｺ', Birth: '19840506', AdmGendCode: '2' },
  },
  MessageBody: {
    MeTrMonthInf: [
      {
        MeTrMonth: '202610',
        MeTrDiHCd: '1349999993',
        MeTrDiHNm: '窓口薬局',
        DiDateInfs: {
          DiDateInf: [
            {
              DiDate: '20261003',
              DrugInfs: {
                DrugInf: [
                  { DrugN: 'アムロジピン錠５ｍｇ', Qua1: '1', Unit: '錠', UsageN: '１日１回朝食後', Times: '28' },
                ],
              },
            },
          ],
        },
      },
    ],
  },
}

export const checkupRequest = checkupsRequest(medicalInquiry)

export const checkupResult: CheckupsResult = {
  MessageHeader: {
    MedicalInstitutionCode: '1319999999',
    ArbitraryFileIdentifier: 'FF2611210930123',
    ResultCode: '1',
    QualificationsInfo: {
      Name: '高橋　花子',
      KanasName: 'ﾀｶﾊｼ ﾊﾅｺ',
      Birthday: '19840506',
      AdministrativeGenderCode: '2',
    },
  },
  MessageBody: {
    SpecificHealthCheckupInfo: [
      {
        EffectiveTime: '20260610',
        HealthCheckupResultAndQuestionInfos: {
          HealthCheckupResultAndQuestionInfo: [
            { ItemCode: '9N001000000000001', ItemName: '身長', DataType: 'PQ', DataValue: '158.2', Unit: 'cm' },
          ],
        },
      },
    ],
  },
}
