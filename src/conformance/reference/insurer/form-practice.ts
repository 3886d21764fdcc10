import { type CivilDate, addDays, addMonths, civilDate, parseCivilDate } from '../../../domain/civil-date.ts'
import { isJisX0208 } from '../../../wire/shift-jis.ts'

/** 届書の種類. */
export type FormKind = 'acquisition' | 'loss' | 'dependants' | 'address'
/** Where a dependant stands in a row. */
export type Place = 'spouse' | 'other-1' | 'other-2'

/** 喪失届の日付: what decides whether a loss is dated rightly. */
export interface FiledLoss {
  /** 喪失原因: 4 退職等, 5 死亡, 7 75歳到達. */
  readonly cause: string
  readonly born: CivilDate | null
  readonly lost: CivilDate | null
  /** 退職日・死亡日. */
  readonly left: CivilDate | null
  /** 70歳不該当の年月日. */
  readonly unfit: CivilDate | null
}

/** 届書受付の決まり: how the office reads a file of forms, one small decision each. */
export interface FormPractice {
  /** The items of a line. */
  readonly itemsOf: (line: string) => readonly string[]
  /** What kind of form a row is; null for none that is taken. */
  readonly kindOf: (items: readonly string[]) => FormKind | null
  /** A row of the right number of items, or null for one that has to go back. */
  readonly complete: (items: readonly string[], wanted: number) => readonly string[] | null
  readonly isPrefecture: (code: string) => boolean
  readonly isCharacter: (char: string) => boolean
  readonly dayOf: (era: string, text: string) => CivilDate | null
  /** Last day that a fact may have. */
  readonly lastDay: (today: CivilDate) => CivilDate
  readonly isTotal: (cash: number, kind: number, total: number) => boolean
  /** Whether an address may stand beside the Individual Number of an insured person. */
  readonly addressBesideNumber: boolean
  /** Whether the address of a dependant may be left out. */
  readonly addressLeftOut: boolean
  readonly isLossDay: (loss: FiledLoss) => boolean
  readonly isUnfitDay: (loss: FiledLoss) => boolean
  /** Whether a relation code goes with the birth dates. */
  readonly isRelation: (code: string, insured: CivilDate, born: CivilDate) => boolean
  /** Whether something may stand where nothing has a place. */
  readonly fillsEmptyItems: boolean
  /** Item that holds the tick for a certificate. */
  readonly tickOf: (place: 'insured' | Place) => number
}

/** 年金機構の都道府県コード: 01 to 12, then by region. @see facts/insurer.md 5.1 */
const PREFECTURES: readonly (readonly [first: number, last: number])[] = [
  [1, 12],
  [21, 21],
  [31, 39],
  [41, 42],
  [51, 61],
  [71, 82],
]

const KINDS: Readonly<Record<string, FormKind>> = {
  '2200700': 'acquisition',
  '2201700': 'loss',
  '2202700': 'dependants',
  '22187041': 'address',
}

const isHalfWidth = (char: string): boolean => /^[ -~\uff61-\uff9f]$/.test(char)

const ERAS: Readonly<Record<string, readonly [before: number, from: string, until: string]>> = {
  '1': [1867, '1868-10-23', '1912-07-29'],
  '3': [1911, '1912-07-30', '1926-12-24'],
  '5': [1925, '1926-12-25', '1989-01-07'],
  '7': [1988, '1989-01-08', '2019-04-30'],
  '9': [2018, '2019-05-01', '9999-12-31'],
}

/** Year, month and day of an era date, whether or not the calendar has it; null for what is no date at all. */
export function eraParts(era: string, text: string): readonly [year: number, month: number, day: number] | null {
  const [, yy, mm, dd] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? []
  const known = ERAS[era]
  return known === undefined || yy === undefined ? null : [known[0] + Number(yy), Number(mm), Number(dd)]
}

function dayOf(era: string, text: string): CivilDate | null {
  const parts = eraParts(era, text)
  const [, from = '', until = ''] = ERAS[era] ?? []
  if (parts === null) return null
  const [year, month, day] = parts
  const two = (part: number): string => String(part).padStart(2, '0')
  const parsed = parseCivilDate(`${year}-${two(month)}-${two(day)}`)
  return parsed.ok && from <= parsed.value && parsed.value <= until ? parsed.value : null
}

/** 75歳の誕生日; of somebody born on 29 February, 1 March of a common year. */
export function seventyFifthBirthday(born: CivilDate): CivilDate {
  const year = Number(born.slice(0, 4)) + 75
  const same = parseCivilDate(`${year}${born.slice(4)}`)
  return same.ok ? same.value : civilDate(`${year}-03-01`)
}

function isLossDay({ cause, born, lost, left }: FiledLoss): boolean {
  if (lost === null) return true
  if (born !== null && lost <= born) return false
  if (cause === '7') return born === null || lost >= seventyFifthBirthday(born)
  return (cause !== '4' && cause !== '5') || left === null || lost === addDays(left, 1)
}

const YOUNGER = ['01', '05', '09']
const OLDER = ['03', '06', '07', '08']

/** 正しい届書受付. Each line follows `facts/insurer.md` section 5. */
export const standardForms: FormPractice = {
  itemsOf: (line) => line.split(','),
  kindOf: ([code = '']) => KINDS[code] ?? null,
  complete: (items, wanted) => (items.length === wanted ? items : null),
  isPrefecture: (code) =>
    /^\d\d$/.test(code) && PREFECTURES.some(([first, last]) => first <= Number(code) && Number(code) <= last),
  isCharacter: (char) => isHalfWidth(char) || isJisX0208(char),
  dayOf,
  lastDay: (today) => today,
  isTotal: (cash, kind, total) => total === Math.min(9_999_999, cash + kind) && total >= 1000,
  addressBesideNumber: false,
  addressLeftOut: false,
  isLossDay,
  isUnfitDay: ({ left, unfit }) => left === null || unfit === null || left === unfit,
  isRelation: (code, insured, born) =>
    !(YOUNGER.includes(code) && born < insured) && !(OLDER.includes(code) && born > insured),
  fillsEmptyItems: false,
  tickOf: (place) => ({ insured: 34, spouse: 137, 'other-1': 138, 'other-2': 139 })[place],
}

/** Days that a careless reader makes of a date: 31 February is three days after the last one. */
export function rolledDay(era: string, text: string): CivilDate | null {
  const parts = eraParts(era, text)
  if (parts === null) return null
  const [year, month, day] = parts
  return addDays(addMonths(civilDate(`${year}-01-01`), month - 1), day - 1)
}
