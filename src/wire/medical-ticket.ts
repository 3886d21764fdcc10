import { type CivilDate, compactDate } from '../domain/civil-date.ts'
import type { MedicalTicketInfo } from './eligibility-result.ts'

/** 診療別 of an institution that is not inpatient care (OQSCD019). */
export type TicketCare = 'outpatient' | 'dental' | 'dispensing'

const CARE: Readonly<Record<TicketCare, { readonly type: string; readonly care: string }>> = {
  outpatient: { type: '01', care: '02' },
  dental: { type: '01', care: '03' },
  dispensing: { type: '02', care: '04' },
}

/** 医療券・調剤券 of one month for one institution. */
export interface MedicalTicket {
  /** 有効開始, 有効終了: both inclusive. */
  readonly from: CivilDate
  readonly until: CivilDate
  readonly issueNumber: string
  /** 診療年月, `yyyyMM`. */
  readonly month: string
  readonly institutionCode: string
  readonly care: TicketCare
  /** 本人支払額, yen. */
  readonly selfPay: number
  /** True beside a medical insurance: 併用, 社会保険あり. */
  readonly insured: boolean
}

/** 医療券・調剤券情報 as elements. What no public text gives a value for is left out. @see facts/wire.md 2.3 */
export const ticketElements = (ticket: MedicalTicket): MedicalTicketInfo => ({
  TicketType: CARE[ticket.care].type,
  MedicalTicketValidDate: compactDate(ticket.from),
  MedicalTicketExpirationDate: compactDate(ticket.until),
  IssueNumber: ticket.issueNumber,
  MedicalTreatmentMonth: ticket.month,
  DesignatedMedicalInstitutionCode: ticket.institutionCode,
  DesignatedMedicalInstitutionFlag: '0',
  MedicalTreatmentType: CARE[ticket.care].care,
  SelfPayAmount: String(ticket.selfPay),
  SingleOrCombinedUse: ticket.insured ? '02' : '01',
  StatusOfSocialInsurance: ticket.insured ? '01' : '02',
})
