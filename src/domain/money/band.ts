/** 適用区分, under 70: ア to オ, and オ(境). @see facts/rules.md 4.6 */
export const BANDS_UNDER_70 = ['A01', 'A02', 'A03', 'A04', 'A05', 'A06'] as const

/** 適用区分, 70 and older: 現役並み, 一般, 低所得; B09 and B10 are those of 後期 since 2022-10. @see facts/rules.md 4.6 */
export const BANDS_FROM_70 = ['B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B09', 'B10'] as const

export type BandUnder70 = (typeof BANDS_UNDER_70)[number]
export type BandFrom70 = (typeof BANDS_FROM_70)[number]

/** 限度額の適用区分 as the online answer codes it (OQSCD012). */
export type LimitBand = BandUnder70 | BandFrom70

/** Every band, those under 70 first. */
export const LIMIT_BANDS: readonly LimitBand[] = [...BANDS_UNDER_70, ...BANDS_FROM_70]

/** Reads a code of the answer; null for a text that is no band. */
export const limitBand = (code: string): LimitBand | null => LIMIT_BANDS.find((band) => band === code) ?? null

/** 一般・低所得Ⅱ・低所得Ⅰ: the rows that only people of 70 and older have. */
export type ElderlyRow = 'B04' | 'B05' | 'B06'

/** ア・イ・ウ・エ・オ: the rows of people under 70; 現役並み borrows the first three. */
export type GeneralRow = 'A01' | 'A02' | 'A03' | 'A04' | 'A05'

/** A row of the limit tables that serves a band. */
export type LimitRow = GeneralRow | ElderlyRow

/** Which row of the tables gives the figures of a band. @see facts/rules.md 6 */
export const ROW_OF: Readonly<Record<LimitBand, LimitRow>> = {
  A01: 'A01',
  A02: 'A02',
  A03: 'A03',
  A04: 'A04',
  A05: 'A05',
  A06: 'A05',
  B01: 'A01',
  B02: 'A02',
  B03: 'A03',
  B04: 'B04',
  B05: 'B05',
  B06: 'B06',
  B07: 'B06',
  B08: 'B06',
  B09: 'B04',
  B10: 'B04',
}

/** 70歳以上の区分: true for the B codes. */
export const isBandFrom70 = (band: LimitBand): band is BandFrom70 => BANDS_FROM_70.some((elderly) => elderly === band)

/** True for a row that only people of 70 and older have. */
export const isElderlyRow = (row: LimitRow): row is ElderlyRow => row === 'B04' || row === 'B05' || row === 'B06'
