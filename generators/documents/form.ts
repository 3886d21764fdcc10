import type { FieldId } from '../../src/domain/document.ts'
import { INK, type Pen } from './page.ts'

/** 欄: one row of a form, its label in a pale cell on the left. */
export interface FormRow {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Width of the label's cell. */
  readonly label: number
}

const SIZE = 3.6
const LABEL_SIZE = 3

const baseline = ({ y, height }: FormRow, size: number): number => y + height / 2 + size * 0.36

/** The frame of a row. */
export function frame(pen: Pen, row: FormRow): void {
  const { x, y, width, height, label } = row
  pen.box(x, y, label, height, { fill: INK.pale })
  pen.box(x, y, width, height, { ink: INK.rule, line: 0.25 })
  pen.line(x + label, y, x + label, y + height, { line: 0.25 })
}

interface RowStyle {
  readonly as?: string | undefined
  readonly size?: number
  readonly weight?: 'regular' | 'bold'
}

/** 記入欄: the label, and the value where there is one. */
export function formRow(pen: Pen, field: FieldId, row: FormRow, style: RowStyle = {}): void {
  frame(pen, row)
  const { size = SIZE, as, weight = 'regular' } = style
  const y = baseline(row, size)
  pen.label(field, row.x + 2.5, y, LABEL_SIZE, as)
  pen.value(field, row.x + row.label + 3, y, { size, weight, width: row.width - row.label - 6, least: 2 })
}

/** 選択欄: options with a box each, the chosen one filled; `value` is the printed one, null when nothing is chosen. */
export function choiceRow(
  pen: Pen,
  field: FieldId,
  row: FormRow,
  options: readonly string[],
  value: string | null,
  as?: string,
): void {
  frame(pen, row)
  const y = baseline(row, SIZE)
  pen.label(field, row.x + 2.5, y, LABEL_SIZE, as)
  const all = value === null || options.includes(value) ? options : [...options, value]
  let x = row.x + row.label + 3
  for (const option of all) {
    const start = x + pen.width('□', SIZE)
    if (option === value) {
      pen.text(x, y, '■', { size: SIZE })
      pen.value(field, start, y, { size: SIZE })
    } else pen.text(x, y, `□${option}`, { size: SIZE })
    x = start + pen.width(option, SIZE) + 5
  }
}
