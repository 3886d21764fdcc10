import { type CivilDate, civilDate, compactDate, parseCompactDate } from '../domain/civil-date.ts'
import type { CoverageKey } from '../domain/ledger.ts'
import { normalizeInsurerNumber } from '../domain/numbers.ts'
import {
  DATE,
  INSURER_NUMBER,
  type MessageLayout,
  type Rows,
  coded,
  defineMessage,
  digits,
  maybe,
  one,
  text,
} from './layout.ts'

/** 資格確認照会用情報: what is asked, and what the result echoes. @see facts/wire.md 2.1 */
export interface QualificationConfirmSearchInfo {
  readonly InsurerNumber: string
  readonly InsuredCardSymbol?: string
  readonly InsuredIdentificationNumber: string
  readonly InsuredBranchNumber?: string
  readonly Birthdate: string
  readonly LimitApplicationCertificateRelatedConsFlg: string
  readonly ArbitraryIdentifier?: string
}

/** 資格確認要求 `OQSsiquc01req` (OQS-IF-001). @see facts/wire.md 2.1 */
export interface EligibilityRequest {
  readonly MessageHeader: {
    readonly QualificationConfirmationDate: string
    readonly MedicalInstitutionCode: string
    readonly ArbitraryFileIdentifier?: string
  }
  readonly MessageBody: { readonly QualificationConfirmSearchInfo: QualificationConfirmSearchInfo }
}

/** 識別子: free text of the client, at most 50 characters (ASM-08). */
export const IDENTIFIER = text(50)

/** 医療機関コード: ten digits. */
export const INSTITUTION = digits(10)

/** Rows of the search information, shared with the result. */
export const SEARCH_INFO_ROWS: Rows<QualificationConfirmSearchInfo> = {
  InsurerNumber: one('保険者番号', INSURER_NUMBER),
  InsuredCardSymbol: maybe('被保険者証記号', text(20)),
  InsuredIdentificationNumber: one('被保険者証番号', text(20)),
  InsuredBranchNumber: maybe('枝番', digits(2)),
  Birthdate: one('生年月日', DATE),
  LimitApplicationCertificateRelatedConsFlg: one('限度額適用認定証提供同意フラグ', coded('OQSCD001')),
  ArbitraryIdentifier: maybe('任意の識別子', IDENTIFIER),
}

/** レイアウト of the request; the order is the one public clients use. */
export const ELIGIBILITY_REQUEST: MessageLayout<EligibilityRequest> = defineMessage<EligibilityRequest>({
  id: 'OQSsiquc01req',
  title: { ja: '資格確認要求', en: 'eligibility request' },
  source: 'facts/wire.md 2.1 [SANOX-12, SMK, ONSHI-LIB]',
  rows: {
    MessageHeader: {
      cardinality: '1',
      label: 'ヘッダー',
      rows: {
        QualificationConfirmationDate: one('資格確認日', DATE),
        MedicalInstitutionCode: one('医療機関コード', INSTITUTION),
        ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
      },
    },
    MessageBody: {
      cardinality: '1',
      label: '本体',
      rows: {
        QualificationConfirmSearchInfo: { cardinality: '1', label: '資格確認照会用情報', rows: SEARCH_INFO_ROWS },
      },
    },
  },
})

/** What a clinic asks, in the words of the domain. */
export interface EligibilityInquiry {
  /** 資格確認日: the day the answer is about. */
  readonly confirmationDate: CivilDate
  readonly institutionCode: string
  /** 任意のファイル識別子; null when the client sends none. */
  readonly fileId: string | null
  readonly key: CoverageKey
  readonly birthDate: CivilDate
  /** 限度額適用認定証提供同意: true asks for the limit information. */
  readonly limitConsent: boolean
  /** 任意の識別子, the client's own name for the person; null without one. */
  readonly personId: string | null
}

/** 保険者番号 as the wire holds it: spaces on the left up to eight characters. @see facts/wire.md 5.1 */
export const paddedInsurerNumber = (number: string): string => number.padStart(8, ' ')

/** The numbers of a key as elements; parts that are null are left out. */
export const keyElements = (
  key: CoverageKey,
): Pick<
  QualificationConfirmSearchInfo,
  'InsurerNumber' | 'InsuredCardSymbol' | 'InsuredIdentificationNumber' | 'InsuredBranchNumber'
> => ({
  InsurerNumber: paddedInsurerNumber(key.insurerNumber),
  ...(key.symbol === null ? {} : { InsuredCardSymbol: key.symbol }),
  InsuredIdentificationNumber: key.number,
  ...(key.branch === null ? {} : { InsuredBranchNumber: key.branch }),
})

/** The elements of a key back as a key; padding of spaces or zeros goes (ASM-13), a missing element is null. */
export const keyOfElements = (elements: {
  readonly InsurerNumber?: string
  readonly InsuredCardSymbol?: string
  readonly InsuredIdentificationNumber?: string
  readonly InsuredBranchNumber?: string
}): CoverageKey => ({
  insurerNumber: normalizeInsurerNumber(elements.InsurerNumber ?? ''),
  symbol: elements.InsuredCardSymbol?.trim() || null,
  number: (elements.InsuredIdentificationNumber ?? '').trim(),
  branch: elements.InsuredBranchNumber ?? null,
})

/**
 * Builds the request of an inquiry.
 *
 * @example
 * writeMessage(ELIGIBILITY_REQUEST, eligibilityRequest(inquiry), { encoding: 'Shift_JIS' })
 */
export const eligibilityRequest = (
  inquiry: Omit<EligibilityInquiry, 'personId'> & { readonly personId?: string | null },
): EligibilityRequest => ({
  MessageHeader: {
    QualificationConfirmationDate: compactDate(inquiry.confirmationDate),
    MedicalInstitutionCode: inquiry.institutionCode,
    ...(inquiry.fileId === null ? {} : { ArbitraryFileIdentifier: inquiry.fileId }),
  },
  MessageBody: {
    QualificationConfirmSearchInfo: {
      ...keyElements(inquiry.key),
      Birthdate: compactDate(inquiry.birthDate),
      LimitApplicationCertificateRelatedConsFlg: inquiry.limitConsent ? '1' : '0',
      ...(inquiry.personId === null || inquiry.personId === undefined ? {} : { ArbitraryIdentifier: inquiry.personId }),
    },
  },
})

/** A day of a message that its layout has accepted. */
export function wireDate(value: string): CivilDate {
  const date = parseCompactDate(value)
  return date.ok ? date.value : civilDate(value)
}

/** The inquiry of a request that was read. */
export function inquiryOf(request: EligibilityRequest): EligibilityInquiry {
  const { MessageHeader: header, MessageBody: body } = request
  const search = body.QualificationConfirmSearchInfo
  return {
    confirmationDate: wireDate(header.QualificationConfirmationDate),
    institutionCode: header.MedicalInstitutionCode,
    fileId: header.ArbitraryFileIdentifier ?? null,
    key: keyOfElements(search),
    birthDate: wireDate(search.Birthdate),
    limitConsent: search.LimitApplicationCertificateRelatedConsFlg === '1',
    personId: search.ArbitraryIdentifier ?? null,
  }
}
