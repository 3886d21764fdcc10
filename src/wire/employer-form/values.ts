import { type CivilDate, civilDate, parseCivilDate, yearOf } from '../../domain/civil-date.ts'
import { narrowKana, widenKana } from '../../domain/text.ts'
import { isJisX0208 } from '../shift-jis.ts'

/** 使用できる文字: JIS X 0208 as the specification has it, or whatever CP932 can carry. @see facts/insurer.md section 8 no. 8 */
export type FormCharacters = 'jis-x-0208' | 'cp932'

const isHalfKana = (char: string): boolean => char >= '\uff61' && char <= '\uff9f'
/** JIS X 0201: printable ASCII and half-width kana. */
const isOneByte = (char: string): boolean => (char >= ' ' && char <= '~') || isHalfKana(char)

/** Whether a form may carry a character. Takes one character; nothing that is not printed passes, whatever the mode. */
export function isFormCharacter(char: string, characters: FormCharacters): boolean {
  if (isOneByte(char)) return true
  if (characters === 'jis-x-0208') return isJisX0208(char)
  const unit = char.codePointAt(0) ?? 0
  return unit > 0xa0 && unit !== 0xfffd && unit < 0x1_0000 && !(unit >= 0xe000 && unit <= 0xf8ff)
}

/** Bytes of a text in Shift_JIS. */
export function formSize(text: string): number {
  let size = 0
  for (const char of text) size += isOneByte(char) ? 1 : 2
  return size
}

interface FormEra {
  readonly code: string
  /** First and last day (inclusive); null while it runs. */
  readonly from: CivilDate
  readonly until: CivilDate | null
}

/** 元号コード: 1 明治, 3 大正, 5 昭和, 7 平成, 9 令和, with their days. @see facts/insurer.md 5.1 */
export const FORM_ERAS: readonly FormEra[] = [
  { code: '1', from: civilDate('1868-10-23'), until: civilDate('1912-07-29') },
  { code: '3', from: civilDate('1912-07-30'), until: civilDate('1926-12-24') },
  { code: '5', from: civilDate('1926-12-25'), until: civilDate('1989-01-07') },
  { code: '7', from: civilDate('1989-01-08'), until: civilDate('2019-04-30') },
  { code: '9', from: civilDate('2019-05-01'), until: null },
]

/** 元号と年月日→西暦: the day that an era code and YYMMDD name; null when the calendar or the era does not have it. */
export function formDay(era: string, text: string): CivilDate | null {
  const known = FORM_ERAS.find(({ code }) => code === era)
  if (known === undefined || !/^\d{6}$/.test(text)) return null
  const year = yearOf(known.from) - 1 + Number(text.slice(0, 2))
  const parsed = parseCivilDate(`${year}-${text.slice(2, 4)}-${text.slice(4)}`)
  if (!parsed.ok || parsed.value < known.from) return null
  return known.until === null || parsed.value <= known.until ? parsed.value : null
}

/** 西暦→元号と年月日: era code and YYMMDD of a day. Takes days from 1868-10-23 on. */
export function formDayOf(day: CivilDate): readonly [era: string, text: string] {
  const known = FORM_ERAS.findLast(({ from }) => from <= day)
  if (known === undefined) throw new RangeError(`${day} lies before every era of a form`)
  const year = String(yearOf(day) - yearOf(known.from) + 1).padStart(2, '0')
  return [known.code, `${year}${day.slice(5, 7)}${day.slice(8)}`]
}

/** フリガナ→半角カナ: half-width kana with half-width spaces, as a form has it. */
export const formKana = (text: string): string => narrowKana(text).replaceAll('\u3000', ' ')

/** 半角カナ→フリガナ: full-width katakana with a full-width space between the parts. */
export const fullKana = (text: string): string => widenKana(text).replaceAll(' ', '\u3000')
