import { type FieldType, fieldRow, type FieldId } from '../../domain/document.ts'
import { parseCivilDate } from '../../domain/civil-date.ts'
import { GAIJI_MARK, foldWidth, widenKana } from '../../domain/text.ts'
import { parseWareki } from '../../domain/wareki.ts'

/** What stands behind a label: nothing, a value in canonical form, or something that cannot be understood. */
export type ReadValue =
  | { readonly state: 'blank' }
  | { readonly state: 'value'; readonly value: string; readonly rest: string }
  | { readonly state: 'unclear' }

const BLANK = { state: 'blank' } as const
const UNCLEAR = { state: 'unclear' } as const
const value = (text: string, rest: string = ''): ReadValue => ({ state: 'value', value: text, rest: rest.trim() })

/** Marks that insurers print where nothing is to be said. */
const EMPTY = /^[\s*＊\-－ー―—–_＿・/／.…※×✕]*$/

const two = (digits: string): string => digits.padStart(2, '0')

const ERA = '(?:明治|大正|昭和|平成|令和|㍾|㍽|㍼|㍻|㋿|[MTSHR])'
const DAY_FORMS = [
  new RegExp(`^${ERA}(?:元|\\d{1,2})年\\d{1,2}月\\d{1,2}日`, 'i'),
  new RegExp(`^${ERA}(?:元|\\d{1,2})([./-])\\d{1,2}\\1\\d{1,2}(?!\\d)`, 'i'),
]
const GREGORIAN = [
  /^(\d{4})年(\d{1,2})月(\d{1,2})日/,
  /^(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?!\d)/,
  /^((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/,
]

interface Found {
  readonly value: string
  readonly rest: string
}

/** A western year beside the era year: 令和8(2026)年, 2026年(令和8年). */
function withoutDoubleYear(text: string): string {
  return text
    .replace(/^\d{4}年?\(((?:明治|大正|昭和|平成|令和)(?:元|\d{1,2})年?)\)年?/, (_, era: string) =>
      era.endsWith('年') ? era : `${era}年`,
    )
    .replace(/^((?:明治|大正|昭和|平成|令和)(?:元|\d{1,2}))年?\((?:西暦)?\d{4}年?\)年?/, '$1年')
}

/** A day at the beginning of a text, in any of the forms in use. */
function leadingDay(text: string): Found | null {
  const packed = withoutDoubleYear(foldWidth(text).replaceAll(/\s/g, '').replace(/^西暦/, ''))
  for (const form of DAY_FORMS) {
    const match = form.exec(packed)
    if (match === null) continue
    const parsed = parseWareki(match[0])
    return parsed.ok ? { value: parsed.value, rest: packed.slice(match[0].length) } : null
  }
  for (const form of GREGORIAN) {
    const match = form.exec(packed)
    if (match === null) continue
    const numbers = match.slice(1).filter((part) => /^\d+$/.test(part))
    const [year = '', month = '', day = ''] = numbers
    const parsed = parseCivilDate(`${year}-${two(month)}-${two(day)}`)
    return parsed.ok ? { value: parsed.value, rest: packed.slice(match[0].length) } : null
  }
  return null
}

/** Words that may stand behind a day without changing it. */
const AFTER_DAY = /^(?:生まれ|生|まで有効|まで|から|より|以降|有効|発行|交付|現在|時点|付け?)?(?:[(（].*[)）])?$/

function readDay(text: string): ReadValue {
  const found = leadingDay(text)
  if (found !== null && AFTER_DAY.test(found.rest)) return value(found.value)
  // A blank form prints the frame of a date: 令和 年 月 日.
  const frame = foldWidth(text).replaceAll(/\s/g, '')
  return /^(?:明治|大正|昭和|平成|令和|西暦|[・/.、])*年?月?日?$/.test(frame) ? BLANK : UNCLEAR
}

function readMoment(text: string): ReadValue {
  const found = leadingDay(text)
  if (found === null) return UNCLEAR
  const time =
    /^[T,、]?(午前|午後)?(\d{1,2})(?::|時)(\d{1,2})(?:(?::|分)(\d{1,2})秒?)?分?(?:\+09:00)?(?:時点|現在|保存|\(?JST\)?)?$/.exec(
      found.rest,
    )
  if (time === null) return UNCLEAR
  const [, half, hour = '', minute = '', second = '0'] = time
  const hours = Number(hour) + (half === '午後' && Number(hour) < 12 ? 12 : 0)
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return UNCLEAR
  return value(`${found.value}T${two(String(hours))}:${two(minute)}:${two(second)}+09:00`)
}

const RATIOS: Readonly<Record<string, string>> = { '1': '010', '2': '020', '3': '030', '10': '100' }
const KANJI: Readonly<Record<string, string>> = { 一: '1', 二: '2', 三: '3', 十: '10' }

function readRatio(text: string): ReadValue {
  const packed = foldWidth(text).replaceAll(/\s/g, '')
  // Under 70 the share is that of the law, which is no number.
  if (/^法定(?:負担)?割合/.test(packed)) return BLANK
  const match = /^(10|[123]|[一二三十])割(.*)$/.exec(packed) ?? /^(10|20|30|100)[%％](.*)$/.exec(packed)
  if (match === null) return /^割?$/.test(packed) ? BLANK : UNCLEAR
  const [, digits = '', rest = ''] = match
  if (rest !== '' && !/^(?:負担|[(（].*[)）])+$/.test(rest)) return UNCLEAR
  const tens = packed.includes('割') ? (KANJI[digits] ?? digits) : String(Number(digits) / 10)
  const ratio = RATIOS[tens]
  return ratio === undefined ? UNCLEAR : value(ratio)
}

function readSex(text: string): ReadValue {
  const packed = text.replaceAll(/\s/g, '')
  if (/^男性?$/.test(packed)) return value('male')
  if (/^女性?$/.test(packed)) return value('female')
  if (/^[(（]?裏面(?:を)?参照[)）]?$/.test(packed)) return value('unset')
  return /^男[・･/／、]?女$/.test(packed) ? BLANK : UNCLEAR
}

function readDigits(text: string, id: FieldId): ReadValue {
  const packed = foldWidth(text).replaceAll(/\s/g, '')
  if (id === 'last4') {
    const last = /^(?:[*＊●○◯xX×✕・-]*)(\d{4})$/.exec(packed)?.[1]
    return last === undefined ? UNCLEAR : value(last)
  }
  return /^\d+$/.test(packed) ? value(packed) : UNCLEAR
}

const WIDE = /[\u0100-\uff60\uffa0-\uffff\u{10000}-\u{10ffff}]/u

/** One space between parts: ideographic between wide characters, else a plain one. */
const tidySpaces = (text: string): string =>
  text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(\S) (?=(\S))/gu, (_, left: string, right: string) =>
      WIDE.test(left) && WIDE.test(right) ? `${left}\u3000` : `${left} `,
    )

/** Fields in which a space, whatever its width, divides the parts of a name. */
const NAMES: ReadonlySet<FieldId> = new Set(['name', 'kana', 'insuredName', 'addressee', 'signature'])

/** Fields whose text is a number system of its own: no spaces, half width. */
const NUMBERS: ReadonlySet<FieldId> = new Set(['symbol', 'number', 'telephone'])

function readText(text: string, id: FieldId): ReadValue {
  if (NUMBERS.has(id)) {
    const packed = foldWidth(text).replaceAll(/\s/g, '')
    return value(id === 'telephone' ? packed.replaceAll(/[()]/g, '-').replace(/^-/, '') : packed)
  }
  if (!NAMES.has(id)) return value(tidySpaces(text))
  const named = id === 'kana' ? widenKana(text).normalize('NFC') : text.replace(/\s*様\s*$/, '')
  return value(named.trim().replaceAll(/\s+/g, '\u3000'))
}

const CHECKED = /[☑☒■✓✔◉⦿レ]/
const BOX = /([☑☒■✓✔◉⦿□☐])/

/** Options with boxes before them: the one that is ticked. */
function tickedOption(text: string): ReadValue | null {
  if (!BOX.test(text)) return null
  const parts = text.split(BOX)
  const options = parts.flatMap((mark, index) =>
    BOX.test(mark) && mark.length === 1 ? [{ ticked: CHECKED.test(mark), text: (parts[index + 1] ?? '').trim() }] : [],
  )
  const ticked = options.filter((option) => option.ticked)
  const [one] = ticked
  if (one === undefined) return BLANK
  return ticked.length > 1 ? UNCLEAR : value(one.text.replace(/[・、,/]$/, '').trim())
}

const READERS: Readonly<Record<FieldType, (text: string, id: FieldId) => ReadValue>> = {
  text: readText,
  digits: readDigits,
  day: readDay,
  moment: readMoment,
  ratio: readRatio,
  sex: readSex,
  word: (text) => value(text.replaceAll(/\s/g, '')),
}

/**
 * 値の読み取り: what a print behind the label of a field means, in canonical form. Nothing is guessed: what is not wholly
 * understood is unclear.
 */
export function readValue(id: FieldId, text: string): ReadValue {
  const ticked = tickedOption(text)
  if (ticked !== null) {
    if (ticked.state !== 'value' || ticked.value === '') return ticked
    return READERS[fieldRow(id).type](ticked.value, id)
  }
  if (text.trim() === '' || (EMPTY.test(text) && !text.includes(GAIJI_MARK))) return BLANK
  // A print that ends in dots was cut: what is missing is not known.
  if (/[…‥]\s*$/.test(text)) return UNCLEAR
  return READERS[fieldRow(id).type](text, id)
}

/** 記号・番号・枝番 in one cell: two or three parts, or null when they cannot be told apart. */
export function splitNumbers(text: string): readonly (readonly [FieldId, string])[] | null {
  const packed = foldWidth(text)
    .replaceAll(/\(?枝番\)?/g, '-')
    .replaceAll(/記号|番号/g, '-')
    .replaceAll(/[\s・･:－ー―‐-]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  const [symbol, number, branch, ...more] = packed.split('-')
  if (symbol === undefined || number === undefined || more.length > 0) return null
  const both = [['symbol', symbol] as const, ['number', number] as const]
  if (branch === undefined) return both
  return /^\d{2}$/.test(branch) ? [...both, ['branch', branch]] : null
}

/** 令和8年11月21日発行: a day with its word behind it instead of a label before it. */
export function dayOfIssue(text: string): string | null {
  const found = leadingDay(text)
  return found !== null && /^(?:発行|交付)$/.test(found.rest) ? found.value : null
}

/** True when a print at once behind a label, without any space, is plainly its value. */
export function beginsValue(id: FieldId, text: string): boolean {
  const { type } = fieldRow(id)
  const packed = foldWidth(text)
  if (type === 'day' || type === 'moment') return leadingDay(packed.slice(0, 24)) !== null
  if (id === 'last4') return /^[*●○◯\d]/.test(packed)
  if (type === 'ratio') return /^(?:10|[123])割/.test(packed)
  if (type === 'digits' || id === 'symbol' || id === 'number') return /^\d/.test(packed)
  return BOX.test(packed.charAt(0))
}
