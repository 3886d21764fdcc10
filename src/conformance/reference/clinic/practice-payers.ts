import { type CivilDate, addMonths, civilDate, dayOfMonth } from '../../../domain/civil-date.ts'
import type { Outcome, Reception } from '../../../../scenarios/protocol.ts'
import { codeOfClass } from './money.ts'

export type Matter = Reception['circumstances']['matter']
export type PayerKind = Outcome['payers'][number]['kind']
/** A 受給者証 or another paper beside the proof of cover. */
export type AddOn = Extract<Reception['shown'][number], { kind: 'add-on' }>
type Spoken = Reception['says']['limitConsent']

/** What the limit of a month depends on beside the class. */
export interface Member {
  readonly birthDate: CivilDate
  /** The cover is 後期. */
  readonly kouki: boolean
  readonly acquired: CivilDate | null
}

/** Working rules about who pays and how much. */
export interface PayersPractice {
  /** Who pays instead of health insurance; null when insurance pays. */
  readonly otherPayer: (matter: Matter) => PayerKind | null
  readonly reportsThirdParty: boolean
  /** 特記事項 that the reason of the visit asks for. */
  readonly codeOfMatter: (matter: Matter) => string | null
  readonly subsidyInTerm: (paper: AddOn, day: CivilDate) => boolean
  readonly subsidyServesHere: (paper: AddOn) => boolean
  readonly childSubsidyAtSchool: boolean
  readonly subsidyNeedsInsurance: boolean
  readonly subsidyBeforeInsurance: boolean
  /** Whether 医療扶助 beside an insurance is kept. */
  readonly keepsBothRecords: boolean
  /** Whether somebody without this month's 医療券 is treated. */
  readonly treatsWithoutTicket: boolean
  readonly asksForTicket: (day: CivilDate) => boolean
  readonly seesWelfareLoss: boolean
  readonly claimsSpecialCare: boolean
  /** Whether 公費 beside the insurance stands in the claim. */
  readonly claimsPublicExpense: boolean
  /** Who gives back what somebody under 特別療養 has paid. */
  readonly refundOfSpecialCare: 'clinic' | 'insurer'
  readonly limitByCard: (consent: Spoken) => boolean
  readonly limitByNumber: (consent: Spoken) => boolean
  /** The class that is used, from the class of the answer. */
  readonly limitClass: (answered: string, birthDate: CivilDate, day: CivilDate) => string
  /** The day by which the table of limits is chosen. */
  readonly limitDay: (careDay: CivilDate, billedOn: CivilDate) => CivilDate
  /** First day without a cover other than 後期, null while it lasts; `group` tells that its 高齢受給者証 is in term. */
  readonly endedAt75: (birthDate: CivilDate, day: CivilDate, group: boolean) => CivilDate | null
  /** Whether numbers are enough to claim on. */
  readonly numbersServe: (key: { readonly symbol: string | null }) => boolean
  readonly halvesLimit: (member: Member, careDay: CivilDate) => boolean
  /** What keeps the lines of one claim together. */
  readonly claimForm: (person: string, careDay: CivilDate, insurer: string) => string
  /** 特記事項 of the class; `reached` tells whether the limit held the share down. */
  readonly limitCode: (band: string, reached: boolean) => string | null
}

const TICKET_DAY = 15

/** First day of 後期: the 75th birthday; born on 29 February, 1 March of a common year. */
export function seventyFifth(birthDate: CivilDate): CivilDate {
  const day = addMonths(birthDate, 75 * 12)
  return birthDate.endsWith('-02-29') && dayOfMonth(day) === 28 ? civilDate(`${day.slice(0, 4)}-03-01`) : day
}

/** The month in which 75 is reached, unless on its 1st, and unless 障害認定 came before. */
export function turnsSeventyFive({ birthDate, kouki, acquired }: Member, careDay: CivilDate): boolean {
  const birthday = seventyFifth(birthDate)
  const sameMonth = birthday.slice(0, 7) === careDay.slice(0, 7)
  const earlier = kouki && acquired !== null && acquired < birthday
  return sameMonth && dayOfMonth(birthday) !== 1 && !earlier
}

const OTHER_PAYERS: Readonly<Record<Matter, PayerKind | null>> = {
  illness: null,
  'third-party-insured': null,
  'school-injury': null,
  'work-accident': 'work-accident',
  'third-party-liable': 'liability',
  private: 'private',
}

/** As it should be. Follows `facts/rules.md` 2.1 rows Y2 AF AG AH AI, 2.2 and 6, `facts/counter.md` 2.3. */
export const standardPayers: PayersPractice = {
  otherPayer: (matter) => OTHER_PAYERS[matter],
  reportsThirdParty: true,
  codeOfMatter: (matter) => (matter === 'third-party-insured' ? '10' : null),
  subsidyInTerm: ({ validFrom, validUntil }, day) => validFrom <= day && day <= validUntil,
  subsidyServesHere: ({ samePrefecture }) => samePrefecture,
  childSubsidyAtSchool: false,
  subsidyNeedsInsurance: true,
  subsidyBeforeInsurance: false,
  keepsBothRecords: true,
  treatsWithoutTicket: true,
  asksForTicket: (day) => dayOfMonth(day) > TICKET_DAY,
  seesWelfareLoss: true,
  claimsSpecialCare: false,
  claimsPublicExpense: true,
  refundOfSpecialCare: 'insurer',
  limitByCard: () => true,
  limitByNumber: (consent) => consent === 'yes',
  limitClass: (answered) => answered,
  limitDay: (careDay) => careDay,
  endedAt75: (birthDate, day, group) => (!group && day >= seventyFifth(birthDate) ? seventyFifth(birthDate) : null),
  numbersServe: () => true,
  halvesLimit: turnsSeventyFive,
  claimForm: (person, careDay, insurer) => `${careDay.slice(0, 7)} ${person} ${insurer}`,
  limitCode: (band, reached) => (band.startsWith('B') || reached ? codeOfClass(band) : null),
}
