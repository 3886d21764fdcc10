import { IDENTIFIER, INSTITUTION } from './eligibility-request.ts'
import {
  DATE,
  type GroupRow,
  MOMENT,
  MONTH,
  type MessageLayout,
  coded,
  defineMessage,
  maybe,
  one,
  oneOf,
  text,
} from './layout.ts'
import {
  MEDICAL_REQUEST_HEADER,
  type MedicalInquiry,
  type MedicalRequestHeader,
  medicalRequestHeader,
} from './medical-request.ts'

/** 薬剤情報等閲覧要求 `YZKsiquc01req`. @see facts/wire.md 2.7 */
export interface MedicinesRequest {
  readonly MessageHeader: MedicalRequestHeader
  readonly MessageBody: {
    /** First and last month, `yyyyMM`, both inclusive. */
    readonly StartDate: string
    readonly EndDate: string
    /** 1 medicines PDF, 2 medicines XML, 3 with 診療情報 PDF, 4 with 診療情報 XML. */
    readonly FileCategory: string
    readonly PrDiInfClassification: string
    readonly MedicalTreatmentFlag: string
  }
}

/** 薬剤: one medicine of a day. */
export interface DrugInf {
  readonly DrugC?: string
  readonly DrugN: string
  readonly Qua1?: string
  readonly Unit?: string
  readonly UsageN?: string
  readonly Times?: string
  readonly IngreN?: string
  readonly SpInst?: string
}

/** 診療行為 of a day. */
export interface MeTrInf {
  readonly SinInfN: string
  readonly SinInfCd?: string
  readonly MeTrIdCl?: string
  readonly Qua1?: string
  readonly Times?: string
  readonly Unit?: string
}

/** One day of a month: what was dispensed, and 診療情報 when asked for. */
export interface DiDateInf {
  readonly DiDate: string
  readonly PrDate?: string
  readonly DrugInfs?: { readonly DrugInf: readonly DrugInf[] }
  readonly MeTrInfs?: { readonly MeTrInf: readonly MeTrInf[] }
}

/** レセプト由来: one month of one institution. */
export interface MeTrMonthInf {
  readonly MeTrMonth: string
  readonly DiOrg?: string
  readonly MeTrDiHCd?: string
  readonly MeTrDiHNm?: string
  readonly PrlsHCd?: string
  readonly PrlsHNm?: string
  readonly PrIsOrg?: string
  readonly InOut?: string
  readonly DiDateInfs?: { readonly DiDateInf: readonly DiDateInf[] }
}

/** 薬剤情報等閲覧結果 `YZKsiquc01res`: a stub with the part that comes from claims. @see facts/wire.md 2.7 (M) */
export interface MedicinesResult {
  readonly MessageHeader: {
    readonly ProcessExecutionTime?: string
    readonly MedicalInstitutionCode?: string
    readonly ArbitraryFileIdentifier?: string
    /** `1` is success; any other value comes with a text in MessageContents. */
    readonly ResultCode: string
    readonly MessageContents?: string
    readonly CharacterCodeIdentifier?: string
    readonly QuaInf?: {
      readonly Name: string
      readonly KanaName?: string
      readonly Birth: string
      readonly AdmGendCode?: string
    }
  }
  readonly MessageBody: { readonly MeTrMonthInf?: readonly MeTrMonthInf[] }
}

const CODE = text(20)
const LABEL = text(200)

const DAY: GroupRow<DiDateInf, '+'> = {
  cardinality: '+',
  label: '調剤日情報',
  rows: {
    DiDate: one('調剤年月日', DATE),
    PrDate: maybe('処方年月日', DATE),
    DrugInfs: {
      cardinality: '?',
      label: '薬剤情報リスト',
      rows: {
        DrugInf: {
          cardinality: '+',
          label: '薬剤情報',
          rows: {
            DrugC: maybe('薬剤コード', CODE),
            DrugN: one('薬剤名', LABEL),
            Qua1: maybe('使用量', CODE),
            Unit: maybe('単位', CODE),
            UsageN: maybe('用法', LABEL),
            Times: maybe('回数', CODE),
            IngreN: maybe('成分名', LABEL),
            SpInst: maybe('用法の補足', LABEL),
          },
        },
      },
    },
    MeTrInfs: {
      cardinality: '?',
      label: '診療情報リスト',
      rows: {
        MeTrInf: {
          cardinality: '+',
          label: '診療情報',
          rows: {
            SinInfN: one('診療行為名', LABEL),
            SinInfCd: maybe('診療行為コード', CODE),
            MeTrIdCl: maybe('診療識別', CODE),
            Qua1: maybe('数量', CODE),
            Times: maybe('回数', CODE),
            Unit: maybe('単位', CODE),
          },
        },
      },
    },
  },
}

/** レイアウト of the request. */
export const MEDICINES_REQUEST: MessageLayout<MedicinesRequest> = defineMessage<MedicinesRequest>({
  id: 'YZKsiquc01req',
  title: { ja: '薬剤情報等閲覧要求', en: 'medicine information request' },
  source: 'facts/wire.md 2.7 [OQSD2]',
  rows: {
    MessageHeader: MEDICAL_REQUEST_HEADER,
    MessageBody: {
      cardinality: '1',
      label: '本体',
      rows: {
        StartDate: one('開始年月', MONTH),
        EndDate: one('終了年月', MONTH),
        FileCategory: one('ファイル種別', oneOf('1', '2', '3', '4')),
        PrDiInfClassification: one('処方・調剤情報区分', oneOf('1')),
        MedicalTreatmentFlag: one('診療区分', coded('OQSCD028')),
      },
    },
  },
})

/** レイアウト of the result. */
export const MEDICINES_RESULT: MessageLayout<MedicinesResult> = defineMessage<MedicinesResult>({
  id: 'YZKsiquc01res',
  title: { ja: '薬剤情報等閲覧結果', en: 'medicine information' },
  source: 'facts/wire.md 2.7 [OQSD2]',
  rows: {
    MessageHeader: {
      cardinality: '1',
      label: 'ヘッダー',
      rows: {
        ProcessExecutionTime: maybe('処理実行日時', MOMENT),
        MedicalInstitutionCode: maybe('医療機関コード', INSTITUTION),
        ArbitraryFileIdentifier: maybe('任意のファイル識別子', IDENTIFIER),
        ResultCode: one('処理結果', CODE),
        MessageContents: maybe('メッセージ', text(1000)),
        CharacterCodeIdentifier: maybe('文字コード識別', coded('OQSCD005')),
        QuaInf: {
          cardinality: '?',
          label: '資格情報',
          rows: {
            Name: one('氏名', text(100)),
            KanaName: maybe('氏名カナ', text(100)),
            Birth: one('生年月日', DATE),
            AdmGendCode: maybe('性別', coded('OQSCD007')),
          },
        },
      },
    },
    MessageBody: {
      cardinality: '1',
      label: '本体',
      rows: {
        MeTrMonthInf: {
          cardinality: '*',
          label: '診療年月情報',
          rows: {
            MeTrMonth: one('診療年月', MONTH),
            DiOrg: maybe('調剤機関区分', CODE),
            MeTrDiHCd: maybe('医療機関等コード', INSTITUTION),
            MeTrDiHNm: maybe('医療機関等名', LABEL),
            PrlsHCd: maybe('処方箋発行医療機関コード', INSTITUTION),
            PrlsHNm: maybe('処方箋発行医療機関名', LABEL),
            PrIsOrg: maybe('処方箋発行機関区分', CODE),
            InOut: maybe('入院外来区分', CODE),
            DiDateInfs: { cardinality: '?', label: '調剤日情報リスト', rows: { DiDateInf: DAY } },
          },
        },
      },
    },
  },
})

/** Builds the request for the medicines of a range of months (`yyyyMM`, both inclusive), as XML, at an outpatient visit. */
export const medicinesRequest = (
  ask: MedicalInquiry & { readonly from: string; readonly until: string; readonly withCare?: boolean },
): MedicinesRequest => ({
  MessageHeader: medicalRequestHeader(ask),
  MessageBody: {
    StartDate: ask.from,
    EndDate: ask.until,
    FileCategory: ask.withCare === true ? '4' : '2',
    PrDiInfClassification: '1',
    MedicalTreatmentFlag: '1',
  },
})
