import { preschoolUntil } from '../domain/ages.ts'
import { type CivilDate, type Instant, compactDate, compactInstant, yearOf } from '../domain/civil-date.ts'
import type { CoverageState, ElderlyGroup, LimitInfo } from '../domain/ledger.ts'
import type { Member } from '../domain/person.ts'
import { narrowKana, replaceGaiji } from '../domain/text.ts'
import { CONSENT_KINDS, type ConsentElements, type ConsentKind, consentElements } from './consents.ts'
import { keyElements } from './eligibility-request.ts'
import type {
  ElderlyRecipientCertificateInfo,
  LimitApplicationCertificateRelatedInfo,
  ResultOfQualificationConfirmation,
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
  /** Default `level-3`, as real answers were seen. */
  readonly gaiji?: Gaiji
  /** 照会番号 that the asking institution registered. */
  readonly referenceNumber?: string
}

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
})

/** ConsFlg, and ConsTime when agreed; these two consents have no end. */
function plainConsent(
  stem: 'LimitApplicationCertificateRelated' | 'SpecificDiseasesCertificateRelated',
  given: ConsentGiven | undefined,
): Partial<ResultOfQualificationConfirmation> {
  if (given === undefined) return {}
  const flag = { [`${stem}ConsFlg`]: given.agreed ? '1' : '0' }
  return given.agreed ? { ...flag, [`${stem}ConsTime`]: compactInstant(given.at) } : flag
}

const viewingConsents = (consents: RecordOptions['consents']): ConsentElements =>
  CONSENT_KINDS.reduce<ConsentElements>((elements, kind) => {
    const given = consents?.[kind]
    return given === undefined ? elements : { ...elements, ...consentElements(kind, given.agreed, given.at) }
  }, {})

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
  const shared = (text: string): string => (inSet === null ? text : replaceGaiji(text, { inSet }))
  const kana = (text: string): string => narrowKana(text).replaceAll('\u3000', ' ')
  const { otherName } = member
  const preschool = options.preschool === true && options.on <= preschoolUntil(member.birthDate)
  return {
    InsuredCardClassification: state.classification,
    ...keyElements(state.key),
    ...(state.relation === null ? {} : { PersonalFamilyClassification: RELATION[state.relation] }),
    InsuredName: shared(state.insuredName),
    Name: shared(member.name.kanji),
    ...(otherName === null ? {} : { NameOfOther: shared(otherName.kanji) }),
    NameKana: kana(member.name.kana),
    ...(otherName === null ? {} : { NameOfOtherKana: kana(otherName.kana) }),
    Sex1: SEX[member.sex],
    Birthdate: compactDate(member.birthDate),
    Address: shared(member.address.text),
    PostNumber: member.address.postal,
    QualificationDate: compactDate(state.acquired),
    ...(state.loss === null
      ? {}
      : { DisqualificationDate: compactDate(state.loss.date), ReasonOfLoss: state.loss.reason }),
    ...(state.issued === null ? {} : { InsuredCertificateIssuanceDate: compactDate(state.issued) }),
    ...(state.validFrom === null ? {} : { InsuredCardValidDate: compactDate(state.validFrom) }),
    ...(state.validUntil === null ? {} : { InsuredCardExpirationDate: compactDate(state.validUntil) }),
    ...(state.scheme === 'kouki' && state.koukiRatio !== null
      ? { InsuredPartialContributionRatio: state.koukiRatio }
      : {}),
    ...(preschool ? { PreschoolClassification: '1' } : {}),
    InsurerName: state.insurerName,
    ...(state.elderly === null ? {} : { ElderlyRecipientCertificateInfo: elderlyElements(state.elderly) }),
    ...plainConsent('LimitApplicationCertificateRelated', options.limitConsent),
    ...(options.limit === true && state.limit !== null
      ? { LimitApplicationCertificateRelatedInfo: limitElements(state.limit) }
      : {}),
    ...plainConsent('SpecificDiseasesCertificateRelated', options.diseasesConsent),
    ...viewingConsents(options.consents),
    ...(options.referenceNumber === undefined ? {} : { ReferenceNumber: options.referenceNumber }),
  }
}
