import type { CivilDate, Instant } from '../../../domain/civil-date.ts'
import type { Outcome, Reception } from '../../../../scenarios/protocol.ts'
import {
  type CardFace,
  type ClinicPractice,
  type Found,
  type Key,
  type Offer,
  type OnlineAnswer,
  type OnlineRecord,
  type Printed,
  type Screen,
  type Share,
  goesBy,
  onDay,
} from './practice.ts'
import type { Site } from './practice-places.ts'
import type { EligibilityService } from './service.ts'

export interface Desk {
  readonly day: CivilDate
  readonly input: Reception
  readonly practice: ClinicPractice
  readonly service: EligibilityService
  readonly site: Site
  /** Every screen that this person's card has caused at this clinic, this visit included. */
  readonly screens: readonly Screen[]
  readonly cardAnswer: OnlineAnswer | null
  offline: boolean
  lost: Key | null
  /** A paper was laid aside: no insurer can have its number. */
  misnumbered: boolean
  /** The record on which cover was accepted. */
  accepted: OnlineRecord | null
  /** Further records of that answer. */
  beside: readonly OnlineRecord[]
  /** An answer told that the insurance ended because 生活保護 began. */
  welfareBegun: boolean
  /** The numbers of the own record were thrown away. */
  erased: boolean
  /** Inquiries by number that earlier visits made. */
  readonly earlierChecks: readonly { readonly at: Instant; readonly key: Key }[]
}

export type Draft = Pick<Outcome, 'decision'> & {
  readonly method?: string
  readonly share?: Share
  readonly limit?: string | null
  readonly verified?: 'card' | 'number' | 'none'
  readonly checkedOn?: CivilDate | null
  readonly key?: Key | null
  readonly birthDate?: CivilDate | null
  /** The name that was seen, as it stood on the paper or in the answer. */
  readonly seen?: string | null
  readonly followUps?: readonly Outcome['followUps'][number]['what'][]
  readonly offers?: readonly Offer[]
  readonly warnings?: readonly string[]
  /** Who pays, where it is not health insurance. */
  readonly payers?: Outcome['payers']
  readonly refund?: Outcome['refund']
  /** The patient says that his cover has changed, the answer does not. */
  readonly disputed?: boolean
}

const LOST_TO_WELFARE = '02'

export const faceOf = (input: Reception): CardFace | null => {
  const card = input.shown.find((thing) => thing.kind === 'my-number-card')
  return card === undefined ? null : card.face
}

export const paperOf = (input: Reception, kind: string): Printed | null => {
  const thing = input.shown.find((shown) => shown.kind === kind && 'fields' in shown && shown.copy !== true)
  return thing !== undefined && 'fields' in thing ? thing.fields : null
}

export const keyOf = (fields: Printed): Key | null =>
  fields.insurerNumber === null || fields.number === null
    ? null
    : { insurerNumber: fields.insurerNumber, symbol: fields.symbol, number: fields.number, branch: fields.branch }

/** The numbers of a paper as they are typed. */
export function typedKey(desk: Desk, fields: Printed): Key | null {
  const printed = keyOf(fields)
  return printed === null ? null : desk.practice.keyOnPaper(printed)
}

/** Takes down what an answer tells about the end of a cover. */
export function noteLoss(desk: Desk, { validity, record }: OnlineAnswer): void {
  if ((validity === '2' || validity === '3') && record?.lossReason === LOST_TO_WELFARE) desk.welfareBegun = true
}

export async function inquire(desk: Desk, key: Key | null, birthDate: CivilDate | null): Promise<OnlineAnswer | null> {
  if (key === null || birthDate === null || desk.offline || desk.site.capability !== 'FULL') return null
  const answer = await desk.service.inquire({
    key: { ...key, branch: desk.practice.branchToSend(key.branch) },
    birthDate: birthDate,
    day: desk.day,
    limitConsent: desk.practice.limitByNumber(desk.input.says.limitConsent),
  })
  if (answer === 'offline') {
    desk.offline = true
    return null
  }
  const today = onDay(answer, desk.day, desk.practice)
  noteLoss(desk, today)
  return today
}

/** An earlier visit has asked by these numbers, and the practice takes that for a check of now. */
export const countsAgain = ({ earlierChecks, input, practice }: Desk, key: Key | null): boolean =>
  earlierChecks.some(
    (check) =>
      check.key.insurerNumber === key?.insurerNumber &&
      check.key.number === key.number &&
      practice.reusesCheck(check.at, input.at),
  )

export function accepted(desk: Desk, draft: Omit<Draft, 'decision'>): Draft {
  const checked = draft.verified === 'card' || draft.verified === 'number'
  return {
    decision: 'accepted',
    ...draft,
    checkedOn: draft.checkedOn ?? (checked ? desk.day : null),
    followUps: [...(draft.followUps ?? []), ...(checked ? [] : (['recheck'] as const))],
  }
}

export function byRecord(
  desk: Desk,
  method: string,
  record: OnlineRecord,
  verified: 'card' | 'number',
  useLimit: boolean,
): Draft {
  desk.accepted = record
  const { practice, day } = desk
  const band = useLimit ? record.limitBand : null
  return accepted(desk, {
    method,
    share: practice.shareOnline(record, day),
    limit: band === null ? null : practice.limitClass(band, record.birthDate, day),
    verified,
    key: verified === 'card' ? desk.practice.keyFromCard(record.key, desk.input.chart?.key ?? null) : record.key,
    birthDate: record.birthDate,
    seen: record.names[0] ?? null,
  })
}

/** A paper whose numbers the service knows: the answer decides the share, and a difference is put to the insurer. */
export function byPaperAndRecord(desk: Desk, method: string, fields: Printed | null, record: OnlineRecord): Draft {
  const { practice, input } = desk
  const draft = byRecord(desk, method, record, 'number', practice.limitByNumber(input.says.limitConsent))
  const online = draft.share ?? null
  const printed = fields?.ratio ?? null
  const differs = printed !== null && online !== null && printed !== online
  return {
    ...draft,
    share: practice.shareOfBoth(online, printed),
    seen: fields?.name ?? draft.seen ?? null,
    followUps:
      differs && practice.reportsConflict ? [...(draft.followUps ?? []), 'ask-insurer'] : (draft.followUps ?? []),
  }
}

export const stranger = (): Draft => ({ decision: 'stop', offers: ['my-number-card'] })

export const foundIn = ({ key, names, birthDate }: OnlineRecord): Found => ({ key, names, birthDate })

/** A paper of somebody else than the person on the card or in the chart, or numbers that are somebody else's. */
export function isStrangers(desk: Desk, fields: Printed, answer: OnlineAnswer | null): boolean {
  const { practice, input } = desk
  const face = faceOf(input)
  if (face !== null && !practice.paperFitsCard(fields, face)) return true
  if (input.chart === null) return false
  const record = answer?.record ?? null
  const known = record === null || !goesBy(fields.name, record.names) ? [] : record.names
  const found = { key: typedKey(desk, fields), names: [fields.name, ...known], birthDate: fields.birthDate }
  return (
    !practice.paperFitsChart(found, input.chart) ||
    (record !== null &&
      !practice.paperFitsChart({ ...foundIn(record), names: [...record.names, ...known] }, input.chart))
  )
}

/** Lays a paper aside whose insurer number cannot be right. */
export function isMisnumbered(desk: Desk, fields: Printed): boolean {
  if (fields.insurerNumber === null || desk.practice.insurerNumberServes(fields.insurerNumber)) return false
  desk.misnumbered = true
  return true
}
