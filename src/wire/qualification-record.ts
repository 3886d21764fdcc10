import { preschoolUntil } from '../domain/ages.ts'
import { type CivilDate, type Instant, compactDate, compactInstant, yearOf } from '../domain/civil-date.ts'
import type { CoverageState, ElderlyGroup, LimitInfo } from '../domain/ledger.ts'
import type { Member } from '../domain/person.ts'
import { narrowKana, replaceGaiji } from '../domain/text.ts'
import { CONSENT_KINDS, type ConsentElements, type ConsentKind, consentElements } from './consents.ts'
import { paddedInsurerNumber } from './eligibility-request.ts'
import type {
  ElderlyRecipientCertificateInfo,
  LimitApplicationCertificateRelatedInfo,
  MedicalTicketInfo,
  ResultOfQualificationConfirmation,
  SpecificDiseasesCertificateInfo,
} from './eligibility-result.ts'
import { isJisX0208, isLevel3 } from './shift-jis.ts'

/** 外字の扱い: every character as it is, ● outside JIS levels 1 to 3, or ● outside levels 1 and 2. @see facts/wire.md ASM-17 */
export type Gaiji = 'as-is' | 'level-3' | 'level-2'

/** What the patient said about one kind of information, and when. */
export interface ConsentGiven {
  readonly agreed: boolean
  readonly at: Instant
}

/** What an answer adds to the qualification. */
export interface RecordOptions {
  /** 資格確認日: decides the preschool flag. */
  readonly on: CivilDate
  /** Sends 未就学区分 to children before school age; default false. */
  readonly preschool?: boolean
  /** Sends the limit group when the qualification has one; default false. */
  readonly limit?: boolean
  /** 限度額適用認定証提供同意; absent when the message says nothing about it. */
  readonly limitConsent?: ConsentGiven
  /** 特定疾病療養受療証提供同意; absent when the message says nothing about it. */
  readonly diseasesConsent?: ConsentGiven
  /** 閲覧同意 by kind; a kind left out has no elements. */
  readonly consents?: Readonly<Partial<Record<ConsentKind, ConsentGiven>>>
  /** 特定疾病療養受療証情報: sent only beside an agreed {@link RecordOptions.diseasesConsent}. */
  readonly diseases?: readonly SpecificDisease[]
  /** 医療券・調剤券情報 of a class A1 record; none by default. */
  readonly tickets?: readonly MedicalTicketInfo[]
  /** Default `level-3`, as real answers were seen. */
  readonly gaiji?: Gaiji
  /** 照会番号 that the asking institution registered. */
  readonly referenceNumber?: string
}

/** 特定疾病療養受療証: `category` is a value of OQSCD013, `selfPay` yen per month; days are inclusive. */
export interface SpecificDisease {
  readonly category: '1' | '2' | '3'
  readonly issued: CivilDate
  readonly from: CivilDate
  /** Null where the certificate has no end. */
  readonly until: CivilDate | null
  readonly selfPay: number
}

const diseaseElements = (disease: SpecificDisease): SpecificDiseasesCertificateInfo => ({
  SpecificDiseasesDiseaseCategory: disease.category,
  SpecificDiseasesCertificateDate: compactDate(disease.issued),
  SpecificDiseasesValidStartDate: compactDate(disease.from),
  ...(disease.until === null ? {} : { SpecificDiseasesValidEndDate: compactDate(disease.until) }),
  SpecificDiseasesSelfPay: String(disease.selfPay),
})

const SEX = { male: '1', female: '2', unset: '3' } as const
const RELATION = { insured: '1', dependant: '2' } as const

const IN_SET: Readonly<Record<Gaiji, ((char: string) => boolean) | null>> = {
  'as-is': null,
  'level-3': (char) => isJisX0208(char) || isLevel3(char),
  'level-2': isJisX0208,
}

const elderlyElements = (group: ElderlyGroup): ElderlyRecipientCertificateInfo => ({
  ElderlyRecipientCertificateDate: compactDate(group.issued),
  ElderlyRecipientValidStartDate: compactDate(group.from),
  ElderlyRecipientValidEndDate: compactDate(group.until),
  ElderlyRecipientContributionRatio: group.ratio,
})

const limitElements = (limit: LimitInfo): LimitApplicationCertificateRelatedInfo => ({
  LimitApplicationCertificateClassification: limit.kind,
  LimitApplicationCertificateClassificationFlag: limit.band,
  LimitApplicationCertificateDate: compactDate(limit.issued),
  LimitApplicationCertificateValidStartDate: compactDate(limit.from),
  LimitApplicationCertificateValidEndDate: compactDate(limit.until),
  ...(limit.longStay === undefined ? {} : { LimitApplicationCertificateLongTermDate: compactDate(limit.longStay) }),
})

type Writable<T> = { -readonly [K in keyof T]: T[K] }
type Draft = Writable<ResultOfQualificationConfirmation>

/** ConsFlg, and ConsTime when agreed; these two consents have no end. */
function addPlainConsents(draft: Draft, { limitConsent, diseasesConsent }: RecordOptions): void {
  if (limitConsent !== undefined) {
    draft.LimitApplicationCertificateRelatedConsFlg = limitConsent.agreed ? '1' : '0'
    if (limitConsent.agreed) draft.LimitApplicationCertificateRelatedConsTime = compactInstant(limitConsent.at)
  }
  if (diseasesConsent !== undefined) {
    draft.SpecificDiseasesCertificateRelatedConsFlg = diseasesConsent.agreed ? '1' : '0'
    if (diseasesConsent.agreed) draft.SpecificDiseasesCertificateRelatedConsTime = compactInstant(diseasesConsent.at)
  }
}

const viewingConsents = (consents: NonNullable<RecordOptions['consents']>): ConsentElements =>
  CONSENT_KINDS.reduce<ConsentElements>((elements, kind) => {
    const given = consents[kind]
    return given === undefined ? elements : { ...elements, ...consentElements(kind, given.agreed, given.at) }
  }, {})

/** 氏名の外字: a name as answers carry it; what the terminal cannot show is ●. @see facts/wire.md 5.2, ASM-17 */
export const answeredName = (text: string, gaiji: Gaiji = 'level-3'): string => sharedName(text, IN_SET[gaiji])

const sharedName = (text: string, inSet: ((char: string) => boolean) | null): string =>
  inSet === null ? text : replaceGaiji(text, { inSet })

const wireKana = (text: string): string => narrowKana(text).replaceAll('\u3000', ' ')

/** Children end to be preschool in the seventh calendar year after their birth at the latest. */
const isPreschool = (birthDate: CivilDate, on: CivilDate): boolean =>
  yearOf(on) <= yearOf(birthDate) + 7 && on <= preschoolUntil(birthDate)

function addCoverDays(draft: Draft, state: CoverageState): void {
  draft.QualificationDate = compactDate(state.acquired)
  if (state.loss !== null) {
    draft.DisqualificationDate = compactDate(state.loss.date)
    draft.ReasonOfLoss = state.loss.reason
  }
  if (state.issued !== null) draft.InsuredCertificateIssuanceDate = compactDate(state.issued)
  if (state.validFrom !== null) draft.InsuredCardValidDate = compactDate(state.validFrom)
  if (state.validUntil !== null) draft.InsuredCardExpirationDate = compactDate(state.validUntil)
}

/** 特定疾病 with its consent, and 医療券. */
function addGroups(draft: Draft, { diseases = [], diseasesConsent, tickets = [] }: RecordOptions): void {
  if (diseases.length > 0 && diseasesConsent?.agreed === true) {
    draft.SpecificDiseasesCertificateList = { SpecificDiseasesCertificateInfo: diseases.map(diseaseElements) }
  }
  if (tickets.length > 0) draft.PublicExpenseResultList = { MedicalTicketInfo: tickets }
}

/**
 * 資格確認結果: the record of one qualification as an answer carries it. People under 70 outside 後期 have no ratio
 * element, a loss has its day and reason, names outside the shared character set carry ●. @see facts/wire.md 2.2
 */
export function qualificationRecord(
  member: Member,
  state: CoverageState,
  options: RecordOptions,
): ResultOfQualificationConfirmation {
  const inSet = IN_SET[options.gaiji ?? 'level-3']
  const { key } = state
  const { otherName, birthDate } = member
  const name = sharedName(member.name.kanji, inSet)
  const draft: Draft = {
    InsuredCardClassification: state.classification,
    InsurerNumber: paddedInsurerNumber(key.insurerNumber),
    InsuredIdentificationNumber: key.number,
    InsuredName: state.insuredName === member.name.kanji ? name : sharedName(state.insuredName, inSet),
    Name: name,
    NameKana: wireKana(member.name.kana),
    Sex1: SEX[member.sex],
    Birthdate: compactDate(birthDate),
    Address: sharedName(member.address.text, inSet),
    PostNumber: member.address.postal,
    InsurerName: state.insurerName,
  }
  if (key.symbol !== null) draft.InsuredCardSymbol = key.symbol
  if (key.branch !== null) draft.InsuredBranchNumber = key.branch
  if (state.relation !== null) draft.PersonalFamilyClassification = RELATION[state.relation]
  if (otherName !== null) {
    draft.NameOfOther = sharedName(otherName.kanji, inSet)
    draft.NameOfOtherKana = wireKana(otherName.kana)
  }
  addCoverDays(draft, state)
  if (state.scheme === 'kouki' && state.koukiRatio !== null) draft.InsuredPartialContributionRatio = state.koukiRatio
  if (options.preschool === true && isPreschool(birthDate, options.on)) draft.PreschoolClassification = '1'
  if (state.elderly !== null) draft.ElderlyRecipientCertificateInfo = elderlyElements(state.elderly)
  addPlainConsents(draft, options)
  if (options.limit === true && state.limit !== null) {
    draft.LimitApplicationCertificateRelatedInfo = limitElements(state.limit)
  }
  addGroups(draft, options)
  if (options.consents !== undefined) Object.assign(draft, viewingConsents(options.consents))
  if (options.referenceNumber !== undefined) draft.ReferenceNumber = options.referenceNumber
  return draft
}
