import { type FormItem, type FormLayout, JPS_PREFECTURES } from './layout.ts'
import { type FormProblem, formProblem } from './problem.ts'
import { formSize } from './values.ts'

const HALF_KANA = /^[\uff66-\uff9f ]+$/
const KANA_TEXT = /^[\uff61-\uff9f !-~]+$/
const SYMBOL = /^(?:[A-Za-z0-9]+|[\uff66-\uff9f]+)$/
const ONE_BYTE = /[!-~\uff61-\uff9f]/

/** Parts with exactly one space between each two, none at the ends. */
const isParted = (text: string, space: string): boolean => {
  const parts = text.split(space)
  return parts.length > 1 && parts.every((part) => part !== '')
}

/** 事業所記号: at most four bytes. */
const isSymbol = (text: string): boolean => SYMBOL.test(text) && formSize(text) <= 4 && !/^0+$/.test(text)

const isRegion = (text: string): boolean => /^\d\d$/.test(text) && Number(text) >= 1 && Number(text) <= 47

const roughDay = (text: string): boolean => /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(text)

/** Whether a value may stand in an item at all, by its letters; sizes are looked at apart. */
function hasForm({ rule }: FormItem, value: string): boolean {
  switch (rule.kind) {
    case 'code':
    case 'era':
      return rule.values.includes(value)
    case 'digits':
      return (
        /^\d+$/.test(value) &&
        value.length >= rule.min &&
        value.length <= rule.max &&
        rule.not?.includes(value) !== true
      )
    case 'symbol':
      return isSymbol(value)
    case 'prefecture':
      return value in JPS_PREFECTURES
    case 'region':
      return isRegion(value)
    case 'kana-name':
      return HALF_KANA.test(value) && isParted(value, ' ')
    case 'kanji-name':
      return !ONE_BYTE.test(value) && !value.includes(' ') && isParted(value, '\u3000')
    case 'kana':
      return KANA_TEXT.test(value)
    case 'text':
      return true
    case 'day':
      return /^\d{6}$/.test(value)
    case 'empty':
      return value === ''
  }
}

/** Whether a value could have been meant for an item. */
function fits(item: FormItem | undefined, value: string): boolean {
  if (item === undefined) return false
  if (value === '') return !item.required
  return item.rule.kind === 'day' ? roughDay(value) : hasForm(item, value)
}

/** What is wrong with one value, seen alone; null when nothing is. */
export function itemProblem(item: FormItem, value: string, line: number): FormProblem | null {
  const { no, title, rule } = item
  if (value === '') return item.required ? formProblem('SIM-F105', line, no, { title }) : null
  if (value.includes('"')) return formProblem('SIM-F122', line, no, { title })
  if (rule.kind === 'empty') return formProblem('SIM-F117', line, no, { title })
  if (rule.kind === 'prefecture' && !(value in JPS_PREFECTURES))
    return formProblem('SIM-F108', line, no, { given: value })
  if (!hasForm(item, value)) return formProblem('SIM-F106', line, no, { title, given: value })
  const size = formSize(value)
  return 'max' in rule && rule.kind !== 'digits' && size > rule.max
    ? formProblem('SIM-F107', line, no, { title, given: size, wanted: rule.max })
    : null
}

/** How many values from the start fit their own item, without a gap. */
function goodStart({ items }: FormLayout, values: readonly string[]): number {
  const bad = values.findIndex((value, at) => !fits(items[at], value))
  return bad === -1 ? values.length : bad
}

/** From which place on every value fits the item so many places later. */
function goodEnd({ items }: FormLayout, values: readonly string[], by: number): number {
  const bad = values.findLastIndex((value, at) => !fits(items[at + by], value))
  return bad + 1
}

/** Whether two values can be one text of an item in which a person writes words. */
const isOneText = (item: FormItem, left: string, right: string): boolean => {
  const { kind } = item.rule
  const isWritten = kind === 'text' || kind === 'kana' || kind === 'kanji-name' || kind === 'kana-name'
  return isWritten && hasForm(item, `${left}${right}`.replaceAll('"', ''))
}

const titleOf = ({ items }: FormLayout, no: number): string => items[no - 1]?.title ?? ''

/** What is wrong with the number of columns, and where it begins. */
function countProblem(layout: FormLayout, values: readonly string[], line: number): FormProblem {
  const wanted = layout.items.length
  const start = goodStart(layout, values)
  if (values.length === wanted + 1) {
    // Two values that are one with a comma between them, everything after them one place late.
    const end = goodEnd(layout, values, -1)
    for (let at = Math.max(0, end - 2); at <= Math.min(start, wanted - 1); at += 1) {
      const item = layout.items[at]
      const [left = '', right = ''] = values.slice(at, at + 2)
      if (item !== undefined && left !== '' && right !== '' && isOneText(item, left, right))
        return formProblem('SIM-F122', line, item.no, { title: item.title }, [item.no + 1])
    }
  }
  const item = Math.min(wanted, start + 1)
  return formProblem('SIM-F104', line, item, { given: values.length, wanted })
}

/** A row of the right length whose values stand one place off from somewhere on; null when they do not. */
function shiftProblem(layout: FormLayout, values: readonly string[], line: number): FormProblem | null {
  const start = goodStart(layout, values)
  const misfits = values.filter((value, at) => !fits(layout.items[at], value)).length
  if (misfits < 2) return null
  // Late: an empty value came in before `end`. Early: a value went missing, and an empty one stands at the end.
  const late = goodEnd(layout, values, -1)
  const early = goodEnd(layout, values.slice(0, -1), 1)
  const isLate = late <= start + 1 && values.slice(Math.max(0, late - 1), start + 1).includes('')
  const isEarly = early <= start && values.at(-1) === ''
  if (!isLate && !isEarly) return null
  return formProblem('SIM-F121', line, start + 1, { title: titleOf(layout, start + 1) })
}

/** What is wrong with a row as a row: too few or too many columns, or one column off. */
export function rowProblem(layout: FormLayout, values: readonly string[], line: number): FormProblem | null {
  if (values.length !== layout.items.length) return countProblem(layout, values, line)
  return shiftProblem(layout, values, line)
}
