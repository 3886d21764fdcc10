import { type CivilDate, addDays, civilDate } from '../src/domain/civil-date.ts'
import type { Citation } from '../src/domain/rules.ts'

/** A value and where it is from; L is our own choice. */
export interface Sourced<T> {
  readonly value: T
  readonly source: Citation
}

interface Both {
  readonly ja: string
  readonly en: string
}

/** Days from `from` to `until`, both inclusive; null is unbounded. */
export interface Window {
  readonly from: CivilDate
  readonly until: CivilDate
}

/** 発送の回: two of the notice (2024-09, 2025-01) and the mass issue of certificates (2025-07). */
export const WAVE_IDS = ['notice-1', 'notice-2', 'certificate'] as const
export type WaveId = (typeof WAVE_IDS)[number]

/** 同封物: a flyer that lies in every piece; named only, its text is the insurer's. */
export interface Flyer extends Both {
  readonly id: string
}

/** 発送計画の前提: everything dated that a wave is planned by. */
export interface Wave {
  readonly id: WaveId
  readonly title: Both
  readonly document: 'member-notice' | 'certificate'
  /** データ抽出日: what was known at the end of this day is mailed. */
  readonly extraction: Sourced<CivilDate>
  /** Days of acquisition that belong to the wave; `from` null is since ever. */
  readonly acquired: Sourced<{ readonly from: CivilDate | null; readonly until: CivilDate }>
  /** An acquisition before `acquired.from` that nobody knew by this day belongs to the wave too; null when none does. */
  readonly unknownBy: Sourced<CivilDate> | null
  readonly mailing: Sourced<Window>
  /** 支部ごとの発送期間, by prefecture (1 to 47); the others have that of the wave. */
  readonly branches: Readonly<Partial<Record<number, Sourced<Window>>>>
  /** Only people who hold no usable マイナ保険証 on this day; null: everybody. */
  readonly cardlessOn: Sourced<CivilDate> | null
  /** `employer`: to the insured person through the employer, in parcels; `home`: to the address of the insured person. */
  readonly route: Sourced<'employer' | 'home'>
  /** What one envelope holds. */
  readonly envelope: Sourced<'person' | 'family'>
  readonly postalClass: Sourced<'特定記録'>
  readonly flyers: Sourced<readonly Flyer[]>
  /** Days before the window on which the employer gets the 対象者一覧表. */
  readonly listDaysBefore: Sourced<number>
  /** Last valid day of the certificates; null for a notice. */
  readonly validUntil: Sourced<CivilDate> | null
}

const H = (key: string): Citation => ({ key, confidence: 'H' })
const M = (key: string): Citation => ({ key, confidence: 'M' })
const L = (key: string): Citation => ({ key, confidence: 'L' })
const window = (from: string, until: string): Window => ({ from: civilDate(from), until: civilDate(until) })

const NOTICE = 'rules.md 7 [S3]'
const CERTIFICATE = 'rules.md 7 [W64]'

const NOTICE_FLYERS: readonly Flyer[] = [
  { id: 'explanation', ja: '説明のチラシ', en: 'flyer that explains the notice' },
  { id: 'promotion', ja: 'マイナ保険証促進チラシ', en: 'flyer that promotes the My Number insurance card' },
]

const FIRST_EXTRACTION = civilDate('2024-06-07')

const notice = {
  document: 'member-notice',
  branches: {},
  cardlessOn: null,
  route: { value: 'employer', source: H(NOTICE) },
  envelope: { value: 'person', source: H(NOTICE) },
  postalClass: { value: '特定記録', source: H(NOTICE) },
  flyers: { value: NOTICE_FLYERS, source: H(NOTICE) },
  listDaysBefore: {
    value: 0,
    source: L(`${NOTICE}: a list for the notices is our choice, it travels with the parcel`),
  },
  validUntil: null,
} as const satisfies Partial<Wave>

/** 協会けんぽの発送: figures and dates of each wave with their sources. */
export const WAVES: Readonly<Record<WaveId, Wave>> = {
  'notice-1': {
    ...notice,
    id: 'notice-1',
    title: {
      ja: '資格情報のお知らせ・加入者情報（マイナンバー下4桁） 1回目',
      en: 'Notice with the last four digits, first wave',
    },
    extraction: { value: FIRST_EXTRACTION, source: H('insurer.md 4.6 [C31][C32]') },
    acquired: { value: { from: null, until: FIRST_EXTRACTION }, source: H(NOTICE) },
    unknownBy: null,
    mailing: { value: window('2024-09-09', '2024-09-30'), source: H(NOTICE) },
  },
  'notice-2': {
    ...notice,
    id: 'notice-2',
    title: {
      ja: '資格情報のお知らせ・加入者情報（マイナンバー下4桁） 2回目',
      en: 'Notice with the last four digits, second wave',
    },
    extraction: { value: civilDate('2024-12-13'), source: L(`${NOTICE}: the day is not published, our choice`) },
    acquired: {
      value: { from: addDays(FIRST_EXTRACTION, 1), until: civilDate('2024-11-29') },
      source: H(`${NOTICE}, insurer.md 4.6`),
    },
    unknownBy: {
      value: FIRST_EXTRACTION,
      source: L(
        `${NOTICE} speaks of new acquisitions only: without this, who was registered late gets no notice at all`,
      ),
    },
    mailing: { value: window('2025-01-22', '2025-02-03'), source: H(NOTICE) },
  },
  certificate: {
    id: 'certificate',
    title: { ja: '資格確認書の一斉発送', en: 'Mass issue of certificates' },
    document: 'certificate',
    extraction: { value: civilDate('2025-04-30'), source: H(CERTIFICATE) },
    acquired: { value: { from: null, until: civilDate('2024-11-29') }, source: H(CERTIFICATE) },
    unknownBy: null,
    mailing: {
      value: window('2025-07-30', '2025-10-31'),
      source: M(`${CERTIFICATE}: the end is told as late October`),
    },
    branches: {
      1: { value: window('2025-08-15', '2025-09-05'), source: H(CERTIFICATE) },
      11: { value: window('2025-09-17', '2025-10-15'), source: H(CERTIFICATE) },
      12: { value: window('2025-10-15', '2025-10-29'), source: H(CERTIFICATE) },
      13: { value: window('2025-08-01', '2025-09-12'), source: H(CERTIFICATE) },
    },
    cardlessOn: { value: civilDate('2025-04-30'), source: H(CERTIFICATE) },
    route: { value: 'home', source: H(CERTIFICATE) },
    envelope: { value: 'family', source: H(CERTIFICATE) },
    postalClass: { value: '特定記録', source: H(CERTIFICATE) },
    flyers: { value: [], source: L(`${CERTIFICATE} names none`) },
    listDaysBefore: { value: 14, source: L(`${CERTIFICATE}: the list comes first; how long before is our choice`) },
    validUntil: {
      value: civilDate('2029-12-01'),
      source: L('rules.md 4.1, insurer.md 4.3 [D49][C13]: not official, four to five years'),
    },
  },
}

/** 梱包: people in a parcel at most. */
export const PARCEL_LIMIT: Sourced<number> = { value: 150, source: H(`${NOTICE}: about 150, at most`) }

/** 封筒と箱: the two ways to pack, sizes in centimetres, at most. */
export const CONTAINERS = {
  envelope: { ja: '封筒', en: 'envelope', centimetres: [49, 32, 12], source: H(NOTICE) },
  box: { ja: '箱', en: 'box', centimetres: [36, 25, 12], source: H(NOTICE) },
} as const
export type Container = keyof typeof CONTAINERS

/** From this many people on a parcel is a box. */
export const BOX_FROM: Sourced<number> = {
  value: 76,
  source: L(`${NOTICE}: either is named, the border is our choice`),
}
