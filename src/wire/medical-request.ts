import type { CoverageKey } from '../domain/ledger.ts'
import { IDENTIFIER, INSTITUTION, paddedInsurerNumber } from './eligibility-request.ts'
import { type GroupRow, INSURER_NUMBER, digits, maybe, one, text } from './layout.ts'

/** ヘッダー of the requests for medical information; three element names differ from the eligibility messages. @see facts/wire.md 2.7 */
export interface MedicalRequestHeader {
  readonly MedicalInstitutionCode: string
  readonly InsurerNumber: string
  readonly InsuranceCardSymbol?: string
  readonly InsuredPersonIdentificationNumber: string
  readonly BranchNumber?: string
  readonly ArbitraryFileIdentifier?: string
}

export const MEDICAL_REQUEST_HEADER: GroupRow<MedicalRequestHeader, '1'> = {
  cardinality: '1',
  label: 'ヘッダー',
  rows: {
    MedicalInstitutionCode: one('医療機関コード', INSTITUTION),
    InsurerNumber: one('保険者番号', INSURER_NUMBER),
    InsuranceCardSymbol: maybe('被保険者証記号', text(20)),
    InsuredPersonIdentificationNumber: one('被保険者証番号', text(20)),
    BranchNumber: maybe('枝番', digits(2)),
    ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
  },
}

/** Who asks about whom; the institution must hold a valid consent of the person. */
export interface MedicalInquiry {
  readonly institutionCode: string
  readonly fileId: string | null
  readonly key: CoverageKey
}

/** The header of an inquiry for medical information. */
export const medicalRequestHeader = ({ institutionCode, fileId, key }: MedicalInquiry): MedicalRequestHeader => ({
  MedicalInstitutionCode: institutionCode,
  InsurerNumber: paddedInsurerNumber(key.insurerNumber),
  ...(key.symbol === null ? {} : { InsuranceCardSymbol: key.symbol }),
  InsuredPersonIdentificationNumber: key.number,
  ...(key.branch === null ? {} : { BranchNumber: key.branch }),
  ...(fileId === null ? {} : { ArbitraryFileIdentifier: fileId }),
})
