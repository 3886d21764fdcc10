import { type CivilDate, addDays, civilDate, dayOfMonth, monthOf, parseCivilDate, yearOf } from './civil-date.ts'
import { type Result, err, ok } from './result.ts'
import { foldWidth } from './text.ts'

export type EraId = 'meiji' | 'taisho' | 'showa' | 'heisei' | 'reiwa'

/** 元号: one era of the table. */
export interface Era {
  readonly id: EraId
  readonly kanji: string
  readonly letter: string
  /** The one-character form, e.g. ㋿. */
  readonly square: string
  /** First day that this table writes in the era (inclusive). */
  readonly from: CivilDate
  /** Gregorian year of 元年. */
  readonly firstYear: number
  readonly source: string
}

/**
 * 元号表: eras by day, oldest first; an era ends on the day before the next one begins. 明治 is written only from the solar
 * calendar on, because an earlier Japanese date is not a Gregorian one.
 */
export const ERAS: readonly Era[] = [
  {
    id: 'meiji',
    kanji: '明治',
    letter: 'M',
    square: '㍾',
    from: civilDate('1873-01-01'),
    firstYear: 1868,
    source: '明治5年太政官布告第337号: the solar calendar begins with 明治6年1月1日 = 1873-01-01',
  },
  {
    id: 'taisho',
    kanji: '大正',
    letter: 'T',
    square: '㍽',
    from: civilDate('1912-07-30'),
    firstYear: 1912,
    source: '明治45年7月30日の改元の詔書: 大正 from 1912-07-30',
  },
  {
    id: 'showa',
    kanji: '昭和',
    letter: 'S',
    square: '㍼',
    from: civilDate('1926-12-25'),
    firstYear: 1926,
    source: '大正15年12月25日の改元の詔書: 昭和 from 1926-12-25',
  },
  {
    id: 'heisei',
    kanji: '平成',
    letter: 'H',
    square: '㍻',
    from: civilDate('1989-01-08'),
    firstYear: 1989,
    source: '元号を改める政令 (昭和64年政令第1号): 平成 from 1989-01-08',
  },
  {
    id: 'reiwa',
    kanji: '令和',
    letter: 'R',
    square: '㋿',
    from: civilDate('2019-05-01'),
    firstYear: 2019,
    source: '元号を改める政令 (平成31年政令第143号): 令和 from 2019-05-01',
  },
]

/** 和暦: a day written in its era; `year` 1 is 元年. */
export interface Wareki {
  readonly era: EraId
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Why a day or a text is no 和暦 day. `until` is the last day of the era, null while it runs. */
export type WarekiProblem =
  | { readonly code: 'WAREKI_FORM'; readonly text: string }
  | { readonly code: 'WAREKI_NO_SUCH_DAY'; readonly text: string }
  | { readonly code: 'WAREKI_BEFORE_SOLAR_CALENDAR'; readonly from: CivilDate }
  | {
      readonly code: 'WAREKI_OUTSIDE_ERA'
      readonly era: EraId
      readonly from: CivilDate
      readonly until: CivilDate | null
      readonly date: CivilDate
    }

const SOLAR_FROM = civilDate('1873-01-01')

const rowOf = (id: EraId): Era | undefined => ERAS.find((era) => era.id === id)

/** Last day of an era (inclusive), null while it runs. */
export function lastDayOfEra(id: EraId): CivilDate | null {
  const next = ERAS[ERAS.findIndex((era) => era.id === id) + 1]
  return next === undefined ? null : addDays(next.from, -1)
}

const eraOn = (date: CivilDate): Era | undefined => ERAS.findLast((era) => era.from <= date)

/** 西暦→和暦; refuses days before 1873-01-01. */
export function toWareki(date: CivilDate): Result<Wareki, WarekiProblem> {
  const era = eraOn(date)
  if (era === undefined) return err({ code: 'WAREKI_BEFORE_SOLAR_CALENDAR', from: SOLAR_FROM })
  return ok({ era: era.id, year: yearOf(date) - era.firstYear + 1, month: monthOf(date), day: dayOfMonth(date) })
}

/** 令和8年11月21日; the first year is written 元年. */
export const formatWareki = (wareki: Wareki): string =>
  `${rowOf(wareki.era)?.kanji}${wareki.year === 1 ? '元' : wareki.year}年${wareki.month}月${wareki.day}日`

/** R8.11.21: the short form, with 1 for the first year. */
export const formatWarekiShort = (wareki: Wareki): string =>
  `${rowOf(wareki.era)?.letter}${wareki.year}.${wareki.month}.${wareki.day}`

const ERA_NAMES = ERAS.flatMap((era) => [era.kanji, era.letter, era.square]).join('|')
const LONG = new RegExp(`^(${ERA_NAMES})(元|\\d{1,2})年(\\d{1,2})月(\\d{1,2})日$`)
const SHORT = new RegExp(`^(${ERA_NAMES})(元|\\d{1,2})([./-])(\\d{1,2})\\3(\\d{1,2})$`)

interface Parts {
  readonly era: Era
  readonly year: number
  readonly month: number
  readonly day: number
}

function partsOf(text: string): Parts | null {
  const long = LONG.exec(text)
  const short = SHORT.exec(text)
  const [name, year, month, day] =
    long !== null ? [long[1], long[2], long[3], long[4]] : [short?.[1], short?.[2], short?.[4], short?.[5]]
  const era = ERAS.find((row) => row.kanji === name || row.letter === name || row.square === name)
  if (era === undefined) return null
  return { era, year: year === '元' ? 1 : Number(year), month: Number(month), day: Number(day) }
}

/**
 * 和暦→西暦: reads 令和8年11月21日, 令和元年5月1日, R8.11.21, R8/11/21, R08-11-21 and ㋿8年11月21日, in any width and with spaces.
 * Refuses a day that lies outside its era (昭和64年1月8日) and every day before 1873-01-01.
 */
export function parseWareki(text: string): Result<CivilDate, WarekiProblem> {
  const parts = partsOf(foldWidth(text).replaceAll(' ', '').toUpperCase())
  if (parts === null) return err({ code: 'WAREKI_FORM', text })
  const { era, month, day } = parts
  const year = era.firstYear + parts.year - 1
  if (year < yearOf(SOLAR_FROM)) return err({ code: 'WAREKI_BEFORE_SOLAR_CALENDAR', from: SOLAR_FROM })
  const two = (n: number): string => String(n).padStart(2, '0')
  const parsed = parseCivilDate(`${year}-${two(month)}-${two(day)}`)
  if (!parsed.ok) return err({ code: 'WAREKI_NO_SUCH_DAY', text })
  const date = parsed.value
  if (parts.year >= 1 && eraOn(date) === era) return ok(date)
  return err({ code: 'WAREKI_OUTSIDE_ERA', era: era.id, from: era.from, until: lastDayOfEra(era.id), date })
}
