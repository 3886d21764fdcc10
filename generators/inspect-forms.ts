import type { CivilDate } from '../src/domain/civil-date.ts'
import {
  FORM_LAYOUTS,
  type FormCharacters,
  type FormProblem,
  formDay,
  looksLikeForms,
  readForms,
} from '../src/wire/employer-form/index.ts'

export { looksLikeForms }

/** 届書の1項目: one item in which something stands. An Individual Number is shown by its last four digits. */
export interface InspectedItem {
  readonly no: number
  readonly title: string
  readonly value: string
}

/** 届書の1行: what one line of a file of forms says. */
export interface InspectedForm {
  /** From 1. */
  readonly line: number
  /** Null for a form code that is not known. */
  readonly code: string | null
  readonly title: { readonly ja: string; readonly en: string } | null
  readonly items: readonly InspectedItem[]
}

/** 届書ファイルの読み取り結果: what a file of employer forms says, and what is wrong with it by line and item. */
export interface InspectedForms {
  readonly kind: 'employer-forms'
  readonly checkedOn: CivilDate
  readonly forms: readonly InspectedForm[]
  readonly problems: readonly FormProblem[]
}

const NUMBER = /\d{12}/g
const HIDDEN = 8

/** No Individual Number is shown whole, whatever column it slipped into. */
const masked = (value: string): string =>
  value.replaceAll(NUMBER, (digits) => `${'*'.repeat(HIDDEN)}${digits.slice(HIDDEN)}`)

function shown(values: readonly string[], at: number, isEra: boolean): string {
  const value = values[at] ?? ''
  const day = isEra ? formDay(value, values[at + 1] ?? '') : null
  return day === null ? masked(value) : `${value} ${values[at + 1] ?? ''} = ${day}`
}

/**
 * 届書ファイルを読み取る: lists what stands in a file of employer forms and what is wrong with it, for a check on a day. Never
 * throws on any bytes.
 */
export function inspectForms(bytes: Uint8Array, today: CivilDate, characters?: FormCharacters): InspectedForms {
  const { records, problems } = readForms(bytes, { today, ...(characters === undefined ? {} : { characters }) })
  const forms = records.map(({ line, form, values }): InspectedForm => {
    const layout = form === null ? null : FORM_LAYOUTS[form]
    const inPlace = layout?.items.length === values.length ? layout.items : []
    const items = inPlace.flatMap(({ no, title, rule }): InspectedItem[] =>
      (values[no - 1] ?? '') === '' || rule.kind === 'day'
        ? []
        : [{ no, title, value: shown(values, no - 1, rule.kind === 'era') }],
    )
    return { line, code: form, title: layout?.title ?? null, items }
  })
  return { kind: 'employer-forms', checkedOn: today, forms, problems }
}
