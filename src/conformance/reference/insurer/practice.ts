import {
  type CivilDate,
  addDays,
  addMonths,
  civilDate,
  dayOfMonth,
  earlierOf,
  startOfMonth,
} from '../../../domain/civil-date.ts'
import type { DocumentTwin } from '../../../domain/document.ts'
import type { ComparisonResult, FiveItems } from '../../../wire/insurer-records.ts'
import type { ApplicationReason, CertificateTerm, InsurerPolicy } from '../../../../scenarios/protocol-insurer.ts'
import {
  type HeldBranch,
  type JoinForm,
  type Membership,
  type Scheme,
  type ShareEntry,
  isEmployeeScheme,
} from './books.ts'
import { type FormPractice, standardForms } from './form-practice.ts'
import { type Loss, type LossFacts, lossOf } from './losses.ts'
import { type MailingPractice, standardMailings } from './mailings.ts'
import { specialFrom } from './special.ts'
import { elderlyFrom, fiveYearsFrom, seventyFifth, termEnd } from './terms.ts'

/** 突合結果: what decides whether a number is linked. */
export type Compared = Pick<ComparisonResult, 'verdict' | 'differs'>

/** 交付の要件: what decides whether somebody gets a certificate. */
export type Standing = Pick<Membership, 'card' | 'link' | 'flagged' | 'assisted' | 'wanted'> & {
  readonly scheme: Scheme
  /** 後期: gets one on a day whatever his card. */
  readonly always: (day: CivilDate) => boolean
  /** 後期: the card is used too little to do without a certificate. */
  readonly idle: boolean
}

/** 手数料の判断材料: a certificate that is asked for, or issued without being asked for. */
export interface FeeQuestion {
  readonly reason: ApplicationReason | 'unasked'
  /** A certificate was issued before. */
  readonly certified: boolean
  readonly originalAttached: boolean
  /** 再交付手数料 of the insurer, in yen. */
  readonly reissueFee: number
}

/** 枝番の判断材料: where a newcomer stands in his family. */
export interface FamilyPlace {
  readonly ref: string
  readonly scheme: Scheme
  readonly relation: Membership['relation']
  /** Branches under the symbol and number, of members and of those who left. */
  readonly branches: readonly HeldBranch[]
}

/** 封入前の一通: the sheets of one member. */
export interface OpenPiece {
  readonly person: string
  readonly twins: readonly DocumentTwin[]
}

/** Days on which the law of a date changes. */
const CERTIFICATES_BEGIN = '2024-12-02'
const OLD_CARDS_END = civilDate('2025-12-01')

/**
 * The working rules of the insurer's office, one small decision each, written from the facts as a vendor would. A broken
 * insurer is this table with entries computed wrongly; nothing else differs.
 */
export interface InsurerPractice extends MailingPractice {
  /** Individual Number that is looked up when the form has none; null leaves the box empty. */
  readonly numberSought: (form: JoinForm, members: readonly Membership[]) => string | null
  /** What a form lacks; a form that lacks something goes back. */
  readonly missingItems: (form: JoinForm) => readonly string[]
  /** Day on which a form that was taken is registered. */
  readonly registersOn: (form: JoinForm, received: CivilDate) => CivilDate
  /** 資格取得年月日 of a form. `limit` is the limit of days of the insurer, null for none. */
  readonly firstDay: (form: JoinForm, received: CivilDate, limit: number | null) => CivilDate
  /** 枝番 of a newcomer. */
  readonly branchFor: (place: FamilyPlace) => string
  /** Whether a comparison links the number. */
  readonly links: (compared: Compared) => boolean
  /** Whether 「疑義なし」 is declared on a comparison without anybody having looked. */
  readonly declaresUnseen: (compared: Compared) => boolean
  /** How wrong items are put right: by an amendment that is compared again, or by declaring that there is no doubt. */
  readonly correctsFiveBy: 'amend' | 'no-doubt'
  /** What is written over the record when there is no doubt; null leaves it as it is. */
  readonly rewritesOnNoDoubt: (five: FiveItems, differs: Compared['differs']) => FiveItems | null
  /** How a cover ends. */
  readonly loss: (facts: LossFacts) => Loss
  /** Whether new numbers are given so that the old ones end the day before. */
  readonly rekeysWithoutGap: boolean
  readonly reprintsOnRekey: boolean
  /** First day of the share of the elderly. */
  readonly elderlyFrom: (birthDate: CivilDate) => CivilDate
  /** Whether a wrong share is voided when the right one is added. */
  readonly voidsWrongShare: boolean
  /** Day that an application to take the registration back is registered with; null registers none. */
  readonly unregistersAsOf: (appliedOn: CivilDate) => CivilDate | null
  /** On how many lists in a row an overlap counts as seen: `listed` is the count of the pair, `inARow` that of the member with anybody. */
  readonly overlapCount: (listed: number, inARow: number) => number
  /** Whether 国保 is closed ex officio on an overlap that appeared on so many lists in a row. */
  readonly closesOverlap: (appearances: number, own: CivilDate, other: CivilDate) => boolean
  /** 資格喪失年月日 of a 国保 closed ex officio. */
  readonly overlapLoss: (otherAcquired: CivilDate) => CivilDate
  /** Whether somebody on the list of people without cover is invited to join, by whether the books have him. */
  readonly invites: (isInsured: boolean) => boolean
  /** Whether somebody whose earlier record differs from the register can join again. */
  readonly rejoinsAfterMismatch: boolean
  /** Whether 「疑義なし」 is declared on the earlier record of somebody who joins again. */
  readonly declaresPast: boolean
  /** Whether the record of a member is taken back on a comparison because it must be another person's. */
  readonly takesBack: (compared: Compared) => boolean
  /** What becomes of records that did not arrive because the link was down. */
  readonly resends: 'once' | 'never' | 'every-run'
  /** How 特別療養 is registered: as the class of the record, or as a share. */
  readonly showsSpecialAs: 'class' | 'share'
  /** Whether papers carry (特別療養) and 10割. */
  readonly marksSpecial: boolean
  /** First day of 特別療養 of a member of a household for which it begins on a day; null for an exempt one. */
  readonly specialFrom: (birthDate: CivilDate | null, from: CivilDate, publicExpense: boolean) => CivilDate | null
  /** 有効終了 to register, from the one decided now and the one registered before; null for none. */
  readonly validUntil: (decided: CivilDate | null, before: CivilDate | null) => CivilDate | null
  /** Whether a member goes along to the new number of the insurer. */
  readonly goesAlong: (member: Membership) => boolean
  /** 資格喪失年月日 of the old number when the new one begins on a day. */
  readonly oldNumberLost: (from: CivilDate) => CivilDate
  /** Whether a member who supplied no Individual Number is asked for it by letter. */
  readonly asksForNumber: boolean

  /** Whether somebody gets a certificate for a time that begins on a day. */
  readonly entitled: (standing: Standing, day: CivilDate) => boolean
  /** The same at the end of the old cards. */
  readonly entitledAtOldCardEnd: (standing: Standing, day: CivilDate) => boolean
  /** Whether the tick on the form decides that he gets a certificate at once. */
  readonly wantsAtJoining: (form: JoinForm) => boolean
  /** Whether certificates go out without application. */
  readonly issuesUnasked: boolean
  /** First day on which the paper that follows one ending on a day is sent. */
  readonly renewalOpens: (end: CivilDate) => CivilDate
  /** Last day on which an old card serves. */
  readonly oldCardEnd: (printed: CivilDate | null) => CivilDate
  /** Day on which a monthly list that came on a day is worked on. */
  readonly actsOnList: (published: CivilDate) => CivilDate
  /** First day on which the paper of a cover that begins later is sent. */
  readonly sendsAhead: (acquired: CivilDate) => CivilDate
  readonly mailsLeavers: boolean
  /** Whether a notice goes with every certificate. */
  readonly noticeBesideCertificate: boolean
  /** What goes to a member whose number is not linked. */
  readonly unlinkedNotice: (policy: InsurerPolicy) => 'none' | 'blank' | 'as-linked'
  /** Whether the request form for the Individual Number is enclosed. */
  readonly enclosesForm: (member: Membership, family: readonly Membership[]) => boolean
  /** Fee of a certificate in yen. */
  readonly fee: (question: FeeQuestion) => number

  readonly termEnd: (term: CertificateTerm, issued: CivilDate, from: CivilDate) => CivilDate
  /** Longest term of a certificate, as its last day. */
  readonly longestTerm: (issued: CivilDate) => CivilDate
  /** Last day before 後期 begins; null for no such limit. */
  readonly lastDayBefore75: (birthDate: CivilDate) => CivilDate | null

  /** The share that a paper valid from a day carries. */
  readonly shareOnPaper: (shares: readonly ShareEntry[], day: CivilDate) => ShareEntry | null
  readonly numberOnPaper: (number: string, scheme: Scheme) => string
  readonly branchOnPaper: (branch: string | null) => string | null
  /** 被保険者氏名 on the paper of a dependant or of a member of a household. */
  readonly insuredNameOnPaper: (own: string | null, head: string | null) => string | null
  /** Digits of the Individual Number on a notice; null for a blank box. */
  readonly digitsOnPaper: (personNo: string | null, isLinked: boolean) => string | null
  /** Names and numbers put together over the pieces of one run. */
  readonly merge: (pieces: readonly OpenPiece[]) => readonly OpenPiece[]
  /** How files of forms are read. */
  readonly forms: FormPractice
}

/** What a form calls its boxes. */
const BOXES = {
  personNo: '個人番号',
  kanji: '漢字氏名',
  kana: 'カナ氏名',
  birthDate: '生年月日',
  sex: '性別',
  address: '住所',
} as const

/** 個人番号 and the five items: which of them a form leaves empty. @see facts/insurer.md INS-10 */
export function emptyBoxes({ personNo, five }: JoinForm): string[] {
  const filled = (text: string | null): boolean => text !== null && text.trim() !== ''
  return [
    ...(filled(personNo) ? [] : [BOXES.personNo]),
    ...(filled(five.kanji) ? [] : [BOXES.kanji]),
    ...(filled(five.kana) ? [] : [BOXES.kana]),
    ...(five.birthDate === null ? [BOXES.birthDate] : []),
    ...(five.sex === null ? [BOXES.sex] : []),
    ...(filled(five.address) ? [] : [BOXES.address]),
  ]
}

/** Last day on which a dependant is recognised from the day of the fact. @see facts/insurer.md 2.4 */
const filingEnd = ({ fact, factAtMidnight }: JoinForm, limit: number): CivilDate =>
  addDays(fact, factAtMidnight ? limit - 1 : limit)

const two = (branch: number): string => String(branch).padStart(2, '0')

/** 空き枝番: the lowest branch from `first` on that is not taken. */
export function freeBranch(first: number, taken: readonly string[]): string {
  let branch = first
  while (taken.includes(two(branch))) branch += 1
  return two(branch)
}

function branchFor({ ref, scheme, relation, branches }: FamilyPlace): string {
  const own = branches.findLast((held) => held.ref === ref)
  if (own !== undefined) return own.branch
  const taken = branches.map(({ branch }) => branch)
  return freeBranch(isEmployeeScheme(scheme) && relation === 'insured' ? 0 : 1, taken)
}

function entitled(standing: Standing, day: CivilDate): boolean {
  if (day < CERTIFICATES_BEGIN) return false
  const { card, link, flagged, assisted, wanted, scheme, always, idle } = standing
  if (scheme === 'kouki' && (always(day) || idle)) return true
  return card === 'none' || link === 'unlinked' || flagged || assisted || wanted
}

/** Day of the month on which the registration-status list comes. */
const LIST_DAY = 5
/** A paper is renewed after the list that comes at least so many days before its end. */
const RENEWAL_DAYS = 14

const listDayBefore = (end: CivilDate): CivilDate => addDays(startOfMonth(addDays(end, -RENEWAL_DAYS)), LIST_DAY - 1)

/** 後期: in the month before the 75th birthday, two months before for those born on the 1st. @see facts/rules.md section 7 */
const sendsAhead = (acquired: CivilDate): CivilDate =>
  addMonths(startOfMonth(acquired), dayOfMonth(acquired) === 1 ? -2 : -1)

function fee({ reason, certified, originalAttached, reissueFee }: FeeQuestion): number {
  if (!certified) return 0
  if (reason === 'lost-paper') return reissueFee
  return reason === 'damaged-paper' && !originalAttached ? reissueFee : 0
}

/** 正しい保険者: the insurer as it should work. Each line follows `facts/insurer.md` and `facts/rules.md` section 7. */
export const standardInsurer: InsurerPractice = {
  ...standardMailings,
  numberSought: () => null,
  missingItems: emptyBoxes,
  registersOn: (_form, received) => received,
  firstDay: (form, received, limit) =>
    form.relation === 'insured' || limit === null || form.filed <= filingEnd(form, limit) ? form.fact : received,
  branchFor,
  links: ({ verdict }) => verdict === 'match',
  declaresUnseen: () => false,
  correctsFiveBy: 'amend',
  rewritesOnNoDoubt: () => null,
  loss: lossOf,
  rekeysWithoutGap: true,
  reprintsOnRekey: true,
  elderlyFrom,
  voidsWrongShare: true,
  unregistersAsOf: (appliedOn) => appliedOn,
  overlapCount: (listed) => listed,
  closesOverlap: (appearances, own, other) => appearances >= 2 && other >= own,
  overlapLoss: (otherAcquired) => addDays(otherAcquired, 1),
  invites: (isInsured) => !isInsured,
  rejoinsAfterMismatch: true,
  declaresPast: false,
  takesBack: () => false,
  resends: 'once',
  showsSpecialAs: 'class',
  marksSpecial: true,
  specialFrom,
  validUntil: (decided) => decided,
  goesAlong: () => true,
  oldNumberLost: (from) => from,
  asksForNumber: true,
  entitled,
  entitledAtOldCardEnd: entitled,
  wantsAtJoining: ({ certificateWanted }) => certificateWanted,
  issuesUnasked: true,
  renewalOpens: listDayBefore,
  oldCardEnd: (printed) => (printed === null ? OLD_CARDS_END : earlierOf(printed, OLD_CARDS_END)),
  actsOnList: (published) => published,
  sendsAhead,
  mailsLeavers: false,
  noticeBesideCertificate: false,
  unlinkedNotice: ({ unlinkedNotice }) => (unlinkedNotice === 'BLANK' ? 'blank' : 'none'),
  enclosesForm: ({ link }) => link === 'unlinked',
  fee,
  termEnd,
  longestTerm: fiveYearsFrom,
  lastDayBefore75: (birthDate) => addDays(seventyFifth(birthDate), -1),
  shareOnPaper: (shares, day) =>
    shares.findLast(({ from, until }) => from <= day && (until === null || day <= until)) ?? null,
  numberOnPaper: (number) => number,
  branchOnPaper: (branch) => branch,
  insuredNameOnPaper: (_own, head) => head,
  digitsOnPaper: (personNo, isLinked) => (personNo !== null && isLinked ? personNo.slice(-4) : null),
  merge: (pieces) => pieces,
  forms: standardForms,
}
