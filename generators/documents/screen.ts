import { type Canvas, Path2D, type SKRSContext2D, createCanvas } from '@napi-rs/canvas'
import { type Face, type Faces, type Glyph, type OutlineStep, charactersOf } from './font-subset.ts'
import {
  INK,
  type BoxMark,
  type Ink,
  type LineMark,
  type Mark,
  type QrMark,
  SPECIMEN_MARK,
  type Sheet,
  type TextMark,
  type WatermarkMark,
} from './page.ts'
import { writePng } from './png.ts'
import { qrModules, qrText } from './qr.ts'

/** Pixels of one point of the phone. */
export const SCREEN_SCALE = 2

const paths = new WeakMap<Face, Map<number, Path2D>>()

const LETTERS: Readonly<Record<OutlineStep['command'], string>> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
}

/** Units of an outline in one em: Skia keeps single precision only. */
const UNITS = 1000

function pathOf(face: Face, gid: number): Path2D {
  const known = paths.get(face) ?? new Map<number, Path2D>()
  paths.set(face, known)
  const found = known.get(gid)
  if (found !== undefined) return found
  const steps = face
    .outline(gid)
    .map(({ command, args }) => `${LETTERS[command]}${args.map((em) => em * UNITS).join(' ')}`)
  const made = new Path2D(steps.join(''))
  known.set(gid, made)
  return made
}

const css = ([red, green, blue]: Ink): string =>
  `rgb(${Math.round(red * 255)}, ${Math.round(green * 255)}, ${Math.round(blue * 255)})`

interface Brush {
  readonly context: SKRSContext2D
  readonly faces: Faces
  /** Two characters that have each other's outline: a fault for tests. */
  readonly swap: readonly [string, string] | null
}

function strokeText(
  face: Face,
  glyphs: readonly { readonly glyph: Glyph; readonly x: number }[],
  size: number,
  { context }: Brush,
): void {
  for (const { glyph, x } of glyphs) {
    context.save()
    context.translate(x, 0)
    context.scale(size / UNITS, -size / UNITS)
    context.fill(pathOf(face, glyph.gid))
    context.restore()
  }
}

function drawText(mark: TextMark, brush: Brush): void {
  const { context, faces, swap } = brush
  const face = faces[mark.weight]
  const glyphs: { readonly glyph: Glyph; readonly x: number }[] = []
  let x = 0
  for (const character of charactersOf(mark.text)) {
    const isValue = mark.role === 'value' && swap !== null
    const drawn = !isValue ? character : character === swap[0] ? swap[1] : character === swap[1] ? swap[0] : character
    glyphs.push({ glyph: face.glyph(drawn), x })
    x += mark.pitch ?? face.glyph(character).advance * mark.size
  }
  context.save()
  context.translate(mark.x, mark.y)
  context.fillStyle = css(mark.ink)
  strokeText(face, glyphs, mark.size, brush)
  context.restore()
}

function drawBox(mark: BoxMark, { context }: Brush): void {
  context.beginPath()
  context.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius)
  if (mark.fill !== null) {
    context.fillStyle = css(mark.fill)
    context.fill()
  }
  if (mark.ink === null) return
  context.strokeStyle = css(mark.ink)
  context.lineWidth = mark.line
  context.setLineDash([...mark.dash])
  context.stroke()
}

function drawLine(mark: LineMark, { context }: Brush): void {
  context.beginPath()
  context.moveTo(...mark.from)
  context.lineTo(...mark.to)
  context.strokeStyle = css(mark.ink)
  context.lineWidth = mark.line
  context.setLineDash([...mark.dash])
  context.stroke()
}

function drawQr(mark: QrMark, { context }: Brush): void {
  const rows = qrModules(qrText(mark.payload))
  const module = mark.size / rows.length
  context.fillStyle = css(INK.black)
  rows.forEach((row, line) =>
    row.forEach((isBlack, column) => {
      if (isBlack) context.fillRect(mark.x + column * module, mark.y + line * module, module, module)
    }),
  )
}

function drawWatermark(mark: WatermarkMark, brush: Brush): void {
  const { context, faces } = brush
  const size = mark.width / faces.bold.width(SPECIMEN_MARK)
  context.save()
  context.translate(mark.x, mark.y)
  context.rotate(-Math.PI / 10)
  context.fillStyle = css(INK.watermark)
  let x = -mark.width / 2
  const glyphs = charactersOf(SPECIMEN_MARK).map((character) => {
    const glyph = faces.bold.glyph(character)
    const at = { glyph, x }
    x += glyph.advance * size
    return at
  })
  context.translate(0, size * 0.36)
  strokeText(faces.bold, glyphs, size, brush)
  context.restore()
}

function drawMark(mark: Mark, brush: Brush): void {
  switch (mark.type) {
    case 'text':
      return drawText(mark, brush)
    case 'box':
      return drawBox(mark, brush)
    case 'line':
      return drawLine(mark, brush)
    case 'qr':
      return drawQr(mark, brush)
    case 'watermark':
      return drawWatermark(mark, brush)
  }
}

/** The last two different characters of the first value that has two. */
function swapOf(sheet: Sheet): readonly [string, string] | null {
  for (const mark of sheet.marks) {
    if (mark.type !== 'text' || mark.role !== 'value') continue
    const [first, second] = [...new Set(charactersOf(mark.text))].toReversed()
    if (first !== undefined && second !== undefined) return [first, second]
  }
  return null
}

/** 画面を描く: the first sheet as a PNG, two pixels a point. Letters are drawn from the outlines of the font, so no font of the system takes part. */
export function writeScreen(sheets: readonly Sheet[], faces: Faces, isSwapped: boolean): Uint8Array {
  const [sheet] = sheets
  if (sheet === undefined) throw new RangeError('a screen has one sheet')
  const canvas: Canvas = createCanvas(sheet.width * SCREEN_SCALE, sheet.height * SCREEN_SCALE)
  const context = canvas.getContext('2d')
  context.fillStyle = css(INK.white)
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(SCREEN_SCALE, SCREEN_SCALE)
  const brush: Brush = { context, faces, swap: isSwapped ? swapOf(sheet) : null }
  for (const mark of sheet.marks) drawMark(mark, brush)
  const { width, height } = canvas
  return writePng(context.getImageData(0, 0, width, height).data, width, height)
}
