import type { CivilDate } from '../../../domain/civil-date.ts'

/** A row of the limit tables: fixed part, and the cost above which 1 % is added; null for a flat limit. Yen. */
type Row = readonly [fixed: number, threshold: number | null]
type Table = Readonly<Record<string, Row>>

/** Care to 2026-07, out-patient. @see facts/rules.md 6 */
const UNTIL_2026_07: Table = {
  a: [252_600, 842_000],
  i: [167_400, 558_000],
  u: [80_100, 267_000],
  e: [57_600, null],
  o: [35_400, null],
  general: [18_000, null],
  low: [8_000, null],
  lowest: [8_000, null],
}

/** Care from 2026-08 to 2027-07. */
const FROM_2026_08: Table = {
  a: [270_300, 901_000],
  i: [179_100, 597_000],
  u: [85_800, 286_000],
  e: [61_500, null],
  o: [36_900, null],
  general: [22_000, null],
  low: [11_000, null],
  lowest: [8_000, null],
}

/** Row of the tables and 特記事項 of each class. @see facts/wire.md 3.1 */
const CLASSES: Readonly<Record<string, { readonly row: string; readonly code: string }>> = {
  A01: { row: 'a', code: '26' },
  A02: { row: 'i', code: '27' },
  A03: { row: 'u', code: '28' },
  A04: { row: 'e', code: '29' },
  A05: { row: 'o', code: '30' },
  A06: { row: 'o', code: '30' },
  B01: { row: 'a', code: '26' },
  B02: { row: 'i', code: '27' },
  B03: { row: 'u', code: '28' },
  B04: { row: 'general', code: '29' },
  B05: { row: 'low', code: '30' },
  B06: { row: 'lowest', code: '30' },
  B07: { row: 'lowest', code: '30' },
  B08: { row: 'lowest', code: '30' },
  B09: { row: 'general', code: '41' },
  B10: { row: 'general', code: '42' },
}

const FIRST_DAY_OF_NEW_TABLE = '2026-08-01'
const FIRST_DAY_WITHOUT_TABLE = '2027-08-01'

/** 特記事項 of a class, two digits; null for a text that is no class. */
export const codeOfClass = (band: string): string | null => CLASSES[band]?.code ?? null

/** The share of a cost, rounded to ten yen. */
export const plainShare = (totalCost: number, share: string): number =>
  Math.round((totalCost * Number(share)) / 1000) * 10

/** 外来の自己負担限度額 of a month; null where no table is known. */
export function monthlyLimit(band: string, day: CivilDate, totalCost: number, halved: boolean): number | null {
  const name = CLASSES[band]?.row
  const found = (day < FIRST_DAY_OF_NEW_TABLE ? UNTIL_2026_07 : FROM_2026_08)[name ?? '']
  if (found === undefined || day >= FIRST_DAY_WITHOUT_TABLE) return null
  const part = halved ? 0.5 : 1
  const [fixed, threshold] = found
  const over = threshold === null ? 0 : Math.max(0, totalCost - threshold * part)
  return fixed * part + Math.round(over / 100)
}
