import { IDENTIFIER, INSTITUTION } from './eligibility-request.ts'
import { DATE, MOMENT, type MessageLayout, coded, defineMessage, maybe, one, oneOf, text } from './layout.ts'
import {
  MEDICAL_REQUEST_HEADER,
  type MedicalInquiry,
  type MedicalRequestHeader,
  medicalRequestHeader,
} from './medical-request.ts'

/** 特定健診情報閲覧要求 `TKKsiquc01req`. @see facts/wire.md 2.7 */
export interface CheckupsRequest {
  readonly MessageHeader: MedicalRequestHeader
  readonly MessageBody: {
    /** 1 PDF, 2 XML. */
    readonly FileCategory: string
    readonly PrDiInfClassification: string
    readonly MedicalTreatmentFlag: string
  }
}

/** 健診結果・問診結果: one item of one check-up. */
export interface HealthCheckupResultAndQuestionInfo {
  readonly ItemCode: string
  readonly ItemName?: string
  readonly DataType?: string
  readonly DataValue?: string
  readonly Unit?: string
  readonly Oid?: string
  readonly DataValueName?: string
}

/** 特定健診情報: one check-up. */
export interface SpecificHealthCheckupInfo {
  readonly EffectiveTime: string
  readonly HealthCheckupResultAndQuestionInfos?: {
    readonly HealthCheckupResultAndQuestionInfo: readonly HealthCheckupResultAndQuestionInfo[]
  }
}

/** 特定健診情報閲覧結果 `TKKsiquc01res`. @see facts/wire.md 2.7 (M) */
export interface CheckupsResult {
  readonly MessageHeader: {
    readonly ProcessExecutionTime?: string
    readonly MedicalInstitutionCode?: string
    readonly ArbitraryFileIdentifier?: string
    /** `1` is success; any other value comes with a text in MessageContents. */
    readonly ResultCode: string
    readonly MessageContents?: string
    readonly CharacterCodeIdentifier?: string
    readonly QualificationsInfo?: {
      readonly Name: string
      readonly KanasName?: string
      readonly Birthday: string
      readonly AdministrativeGenderCode?: string
    }
  }
  readonly MessageBody: { readonly SpecificHealthCheckupInfo?: readonly SpecificHealthCheckupInfo[] }
}

const LABEL = text(200)

/** レイアウト of the request. */
export const CHECKUPS_REQUEST: MessageLayout<CheckupsRequest> = defineMessage<CheckupsRequest>({
  id: 'TKKsiquc01req',
  title: { ja: '特定健診情報閲覧要求', en: 'check-up information request' },
  source: 'facts/wire.md 2.7 [OQSD2]',
  rows: {
    MessageHeader: MEDICAL_REQUEST_HEADER,
    MessageBody: {
      cardinality: '1',
      label: '本体',
      rows: {
        FileCategory: one('ファイル種別', oneOf('1', '2')),
        PrDiInfClassification: one('処方・調剤情報区分', oneOf('1')),
        MedicalTreatmentFlag: one('診療区分', coded('OQSCD028')),
      },
    },
  },
})

/** レイアウト of the result. */
export const CHECKUPS_RESULT: MessageLayout<CheckupsResult> = defineMessage<CheckupsResult>({
  id: 'TKKsiquc01res',
  title: { ja: '特定健診情報閲覧結果', en: 'check-up information' },
  source: 'facts/wire.md 2.7 [OQSD2]',
  rows: {
    MessageHeader: {
      cardinality: '1',
      label: 'ヘッダー',
      rows: {
        ProcessExecutionTime: maybe('処理実行日時', MOMENT),
        MedicalInstitutionCode: maybe('医療機関コード', INSTITUTION),
        ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
        ResultCode: one('処理結果', text(20)),
        MessageContents: maybe('メッセージ', text(1000)),
        CharacterCodeIdentifier: maybe('文字コード識別', coded('OQSCD005')),
        QualificationsInfo: {
          cardinality: '?',
          label: '資格情報',
          rows: {
            Name: one('氏名', text(100)),
            KanasName: maybe('氏名カナ', text(100)),
            Birthday: one('生年月日', DATE),
            AdministrativeGenderCode: maybe('性別', coded('OQSCD007')),
          },
        },
      },
    },
    MessageBody: {
      cardinality: '1',
      label: '本体',
      rows: {
        SpecificHealthCheckupInfo: {
          cardinality: '*',
          label: '特定健診情報',
          rows: {
            EffectiveTime: one('実施年月日', DATE),
            HealthCheckupResultAndQuestionInfos: {
              cardinality: '?',
              label: '健診結果・問診結果リスト',
              rows: {
                HealthCheckupResultAndQuestionInfo: {
                  cardinality: '+',
                  label: '健診結果・問診結果',
                  rows: {
                    ItemCode: one('項目コード', text(20)),
                    ItemName: maybe('項目名', LABEL),
                    DataType: maybe('データ型', text(20)),
                    DataValue: maybe('値', text(1000)),
                    Unit: maybe('単位', text(50)),
                    Oid: maybe('OID', text(100)),
                    DataValueName: maybe('値の名称', LABEL),
                  },
                },
              },
            },
          },
        },
      },
    },
  },
})

/** Builds the request for the check-ups of a person, as XML, at an outpatient visit. */
export const checkupsRequest = (ask: MedicalInquiry): CheckupsRequest => ({
  MessageHeader: medicalRequestHeader(ask),
  MessageBody: { FileCategory: '2', PrDiInfClassification: '1', MedicalTreatmentFlag: '1' },
})
