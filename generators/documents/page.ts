import { type DocumentTwin, type FieldId, fieldRow } from '../../src/domain/document.ts'
import { type Faces, type Weight, charactersOf } from './font-subset.ts'
import { printedValue } from './print.ts'
import type { QrPayload } from './qr.ts'

/** 色: red, green, blue from 0 to 1. */
export type Ink = readonly [number, number, number]

/** House colours. Everything that says something is dark, everything behind it is pale. */
export const INK = {
  black: [0.07, 0.07, 0.09],
  label: [0.2, 0.26, 0.32],
  rule: [0.55, 0.6, 0.65],
  pale: [0.95, 0.96, 0.97],
  white: [1, 1, 1],
  red: [0.75, 0.07, 0.1],
  watermark: [0.97, 0.87, 0.88],
  accent: [0.1, 0.29, 0.5],
} as const satisfies Readonly<Record<string, Ink>>

/** What a text is: the name of a field, what the field says, a fixed sentence, or the mark of a specimen. */
export type Role = 'label' | 'value' | 'fixed' | 'specimen'

/** 文字: one run of text in one line. */
export interface TextMark {
  readonly type: 'text'
  readonly role: Role
  readonly field: FieldId | null
  /** Left end of the baseline. */
  readonly x: number
  readonly y: number
  /** Height of the em. */
  readonly size: number
  readonly weight: Weight
  readonly ink: Ink
  readonly text: string
  /** Distance from one character to the next when they stand in boxes; null for ordinary setting. */
  readonly pitch: number | null
}

export interface BoxMark {
  readonly type: 'box'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill: Ink | null
  readonly ink: Ink | null
  readonly line: number
  readonly dash: readonly number[]
  readonly radius: number
}

export interface LineMark {
  readonly type: 'line'
  readonly from: readonly [number, number]
  readonly to: readonly [number, number]
  readonly ink: Ink
  readonly line: number
  readonly dash: readonly number[]
}

/** 地紋: 見本 SPECIMEN as outlines behind everything, rising to the right; `x`, `y` is its middle. */
export interface WatermarkMark {
  readonly type: 'watermark'
  readonly x: number
  readonly y: number
  readonly width: number
}

export interface QrMark {
  readonly type: 'qr'
  readonly x: number
  readonly y: number
  readonly size: number
  readonly payload: QrPayload
}

/** One thing drawn on a page, in millimetres from the upper left corner (of a screen: in points of the phone). */
export type Mark = TextMark | BoxMark | LineMark | WatermarkMark | QrMark

/** 紙面: one side of a paper, or a screen. */
export interface Sheet {
  readonly width: number
  readonly height: number
  readonly marks: readonly Mark[]
}

/** 見本表示: the words of the mark that every page carries. */
export const SPECIMEN_MARK = '見本 SPECIMEN'
/** 公印の代わり. */
export const SPECIMEN_SEAL = '見本印'
/** 省略記号: stands at the end of a text that did not fit. */
export const CUT_MARK = '…'

interface Style {
  readonly size: number
  readonly weight?: Weight
  readonly ink?: Ink
}

interface Fitting extends Style {
  /** Room for the text; it is set smaller until it fits, but never below `least`, and then cut with a visible mark. */
  readonly width?: number
  readonly least?: number
}

interface BoxStyle {
  readonly fill?: Ink
  readonly ink?: Ink | null
  readonly line?: number
  readonly dash?: readonly number[]
  readonly radius?: number
}

interface PairStyle extends Fitting {
  /** From the label's left end to the value's. */
  readonly label: number
  readonly labelSize: number
  /** Another of the field's labels than the first. */
  readonly as?: string
  /** From the value's left end to a unit or title that follows it at a distance. */
  readonly after?: string
}

/** 筆: puts marks on a page, one after another, for the fields that the twin has. */
export interface Pen {
  readonly has: (field: FieldId) => boolean
  readonly text: (x: number, y: number, text: string, style: Style & { readonly role?: Role }) => void
  /** A text whose middle stands at `x`. */
  readonly centred: (x: number, y: number, text: string, style: Style & { readonly role?: Role }) => void
  /** Lines of at most `width`; gives the baseline after the last one. */
  readonly paragraph: (
    x: number,
    y: number,
    text: string,
    style: Style & { readonly width: number; readonly leading: number; readonly field?: FieldId },
  ) => number
  readonly label: (field: FieldId, x: number, y: number, size: number, as?: string) => void
  /** Gives the width of what was set; 0 when the twin has no such field. */
  readonly value: (field: FieldId, x: number, y: number, style: Fitting) => number
  readonly valueCentred: (field: FieldId, x: number, y: number, style: Fitting) => void
  /** Label and value on one baseline; nothing at all when the twin has no such field. */
  readonly pair: (field: FieldId, x: number, y: number, style: PairStyle) => void
  /** One box per digit, each character in the middle of its box. */
  readonly boxed: (
    field: FieldId,
    x: number,
    y: number,
    style: Style & { readonly pitch: number; readonly height: number },
  ) => void
  readonly box: (x: number, y: number, width: number, height: number, style: BoxStyle) => void
  readonly line: (
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    style?: { readonly ink?: Ink; readonly line?: number; readonly dash?: readonly number[] },
  ) => void
  /** The mark that stands on every page: words in a red box, and the ground behind. */
  readonly specimen: (
    x: number,
    y: number,
    size: number,
    ground: { readonly x: number; readonly y: number; readonly width: number },
  ) => void
  readonly seal: (x: number, y: number, width: number, height: number) => void
  readonly qr: (x: number, y: number, size: number, payload: QrPayload) => void
  readonly width: (text: string, size: number, weight?: Weight) => number
}

/** Characters that do not begin a line. */
const NOT_FIRST = '、。）」』・ー々〜：！？…'

/** 行分け: lines of at most `width` em. */
function linesOf(text: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = []
  let [line, used] = ['', 0]
  for (const character of charactersOf(text)) {
    const advance = measure(character)
    if (line !== '' && used + advance > width && !NOT_FIRST.includes(character)) {
      lines.push(line)
      ;[line, used] = ['', 0]
    }
    line += character
    used += advance
  }
  return line === '' ? lines : [...lines, line]
}

interface Fitted {
  readonly text: string
  readonly size: number
  readonly cut: boolean
}

/** Sets a text smaller until it fits, but never below `least`, and then cuts it with a visible mark. */
export function fit(text: string, style: Fitting, measure: (text: string) => number): Fitted {
  const { size, width } = style
  const whole = measure(text)
  if (width === undefined || whole * size <= width) return { text, size, cut: false }
  const least = Math.min(style.least ?? size * 0.55, size)
  if (whole * least <= width) return { text, size: Math.floor((width / whole) * 1000) / 1000, cut: false }
  const characters = charactersOf(text)
  let count = characters.length
  while (count > 0 && measure(characters.slice(0, count).join('') + CUT_MARK) * least > width) count -= 1
  return { text: characters.slice(0, count).join('') + CUT_MARK, size: least, cut: true }
}

/** What the pen has put down. */
export interface Drawing {
  readonly pen: Pen
  readonly marks: Mark[]
  /** Fields that were cut for want of room. */
  readonly cut: Set<FieldId>
}

/** 紙面を始める. */
export function startDrawing(twin: Pick<DocumentTwin, 'fields'>, faces: Faces): Drawing {
  const marks: Mark[] = []
  const cut = new Set<FieldId>()
  const width = (text: string, size: number, weight: Weight = 'regular'): number => faces[weight].width(text) * size

  const put = (
    role: Role,
    field: FieldId | null,
    x: number,
    y: number,
    text: string,
    style: Style,
    pitch: number | null = null,
  ): void => {
    if (text === '') return
    const { size, weight = 'regular', ink = role === 'label' ? INK.label : INK.black } = style
    marks.push({ type: 'text', role, field, x, y, size, weight, ink, text, pitch })
  }
  const text: Pen['text'] = (x, y, words, style) => put(style.role ?? 'fixed', null, x, y, words, style)
  const box: Pen['box'] = (x, y, boxWidth, height, style) => {
    const { fill = null, ink = style.fill === undefined ? INK.rule : null, line = 0.2, dash = [], radius = 0 } = style
    marks.push({ type: 'box', x, y, width: boxWidth, height, fill, ink, line, dash, radius })
  }
  const label: Pen['label'] = (field, x, y, size, as) =>
    put('label', field, x, y, as ?? fieldRow(field).labels[0] ?? '', { size })
  const fitted = (field: FieldId, value: string, style: Fitting): Fitted => {
    const found = fit(printedValue(field, value), style, faces[style.weight ?? 'regular'].width)
    if (found.cut) cut.add(field)
    return found
  }
  const value: Pen['value'] = (field, x, y, style) => {
    const raw = twin.fields[field]
    if (raw === undefined || raw === '') return 0
    const found = fitted(field, raw, style)
    put('value', field, x, y, found.text, { ...style, size: found.size })
    return width(found.text, found.size, style.weight)
  }

  const pen: Pen = {
    has: (field) => (twin.fields[field] ?? '') !== '',
    text,
    centred: (x, y, words, style) => text(x - width(words, style.size, style.weight) / 2, y, words, style),
    paragraph: (x, y, words, style) => {
      const lines = linesOf(words, style.width / style.size, faces[style.weight ?? 'regular'].width)
      const role = style.field === undefined ? 'fixed' : 'value'
      lines.forEach((line, index) => put(role, style.field ?? null, x, y + index * style.leading, line, style))
      return y + lines.length * style.leading
    },
    label,
    value,
    valueCentred: (field, x, y, style) => {
      const raw = twin.fields[field]
      if (raw === undefined || raw === '') return
      const found = fitted(field, raw, style)
      value(field, x - width(found.text, found.size, style.weight) / 2, y, style)
    },
    pair: (field, x, y, style) => {
      if (!pen.has(field)) return
      label(field, x, y, style.labelSize, style.as)
      const set = value(field, x + style.label, y, style)
      if (style.after !== undefined) {
        text(x + style.label + set + style.size * 0.9, y, style.after, { size: style.labelSize, ink: INK.label })
      }
    },
    boxed: (field, x, y, style) => {
      const characters = charactersOf(twin.fields[field] ?? '')
      const top = y - style.height / 2 - style.size * 0.36
      characters.forEach((_, index) =>
        box(x + index * style.pitch, top, style.pitch, style.height, { fill: INK.white, ink: INK.label, line: 0.15 }),
      )
      const first = characters[0]
      if (first === undefined) return
      const start = x + (style.pitch - width(first, style.size, style.weight)) / 2
      put('value', field, start, y, characters.join(''), style, style.pitch)
    },
    box,
    line: (x1, y1, x2, y2, style = {}) => {
      const { ink = INK.rule, line = 0.2, dash = [] } = style
      marks.push({ type: 'line', from: [x1, y1], to: [x2, y2], ink, line, dash })
    },
    specimen: (x, y, size, ground) => {
      marks.push({ type: 'watermark', ...ground })
      const wide = width(SPECIMEN_MARK, size, 'bold') + size
      box(x, y, wide, size * 1.7, { ink: INK.red, fill: INK.white, line: size * 0.11 })
      text(x + size / 2, y + size * 1.21, SPECIMEN_MARK, { size, weight: 'bold', ink: INK.red, role: 'specimen' })
    },
    seal: (x, y, boxWidth, height) => {
      const size = Math.min(boxWidth / 3.4, height / 1.6)
      box(x, y, boxWidth, height, { ink: INK.red, line: 0.3 })
      const start = x + (boxWidth - width(SPECIMEN_SEAL, size, 'bold')) / 2
      text(start, y + height / 2 + size * 0.36, SPECIMEN_SEAL, { size, weight: 'bold', ink: INK.red, role: 'specimen' })
    },
    qr: (x, y, size, payload) => {
      marks.push({ type: 'qr', x, y, size, payload })
      const caption = payload.type === 'link' ? 'アプリのご案内（見本）' : '見本QR・確認には使えません'
      const height = Math.min(2.2, size / faces.regular.width(caption))
      text(x, y + size + height * 1.3, caption, { size: height })
    },
    width,
  }
  return { pen, marks, cut }
}

/** 重ね順: colours first, then the ground of the specimen, then everything else as it was drawn. */
export function layered(marks: readonly Mark[]): readonly Mark[] {
  const depth = (mark: Mark): number =>
    mark.type === 'box' && mark.ink === null ? 0 : mark.type === 'watermark' ? 1 : 2
  return marks.toSorted((a, b) => depth(a) - depth(b))
}

/** 拡大: marks drawn `factor` times as large, their corner moved to `x`, `y`. */
export const scaled = (marks: readonly Mark[], factor: number, x: number, y: number): readonly Mark[] =>
  marks.map((mark): Mark => {
    if (mark.type === 'line') {
      return {
        ...mark,
        from: [x + mark.from[0] * factor, y + mark.from[1] * factor],
        to: [x + mark.to[0] * factor, y + mark.to[1] * factor],
        line: mark.line * Math.sqrt(factor),
      }
    }
    const at = { x: x + mark.x * factor, y: y + mark.y * factor }
    switch (mark.type) {
      case 'text':
        return { ...mark, ...at, size: mark.size * factor, pitch: mark.pitch === null ? null : mark.pitch * factor }
      case 'box':
        return {
          ...mark,
          ...at,
          width: mark.width * factor,
          height: mark.height * factor,
          line: mark.line * Math.sqrt(factor),
          radius: mark.radius * factor,
        }
      case 'watermark':
        return { ...mark, ...at, width: mark.width * factor }
      case 'qr':
        return { ...mark, ...at, size: mark.size * factor }
    }
  })
