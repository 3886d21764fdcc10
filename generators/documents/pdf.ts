import { PDFContext, PDFHexString, PDFName, PDFRawStream, type PDFRef, PDFString, PDFWriter } from 'pdf-lib'
import { type Face, type Faces, type Glyph, type OutlineStep, type Weight, charactersOf } from './font-subset.ts'
import {
  type BoxMark,
  INK,
  type Ink,
  type LineMark,
  type Mark,
  type QrMark,
  SPECIMEN_MARK,
  type Sheet,
  type TextMark,
  type WatermarkMark,
} from './page.ts'
import { qrModules, qrText } from './qr.ts'

const POINTS = 72 / 25.4

const number = (value: number): string => String(Math.round(value * 1000) / 1000)
const numbers = (...values: readonly number[]): string => values.map(number).join(' ')
const hex = (code: number): string => code.toString(16).padStart(4, '0')

/** Fixed words and values have subsets of their own: the fixed ones are the same on most papers of a kind and are kept. */
type FontKey = `${'fixed' | 'value'}-${Weight}`

const FONT_KEYS: readonly FontKey[] = ['fixed-regular', 'fixed-bold', 'value-regular', 'value-bold']
const keyOf = (mark: TextMark): FontKey => `${mark.role === 'value' ? 'value' : 'fixed'}-${mark.weight}`
const weightOf = (key: FontKey): Weight => (key.endsWith('bold') ? 'bold' : 'regular')

interface Entry {
  /** Four hexadecimal digits. */
  readonly code: string
  readonly glyph: Glyph
}

/** The characters of one embedded font; one entry for each thing shown, even where two share an outline. */
interface Alphabet {
  readonly key: FontKey
  readonly face: Face
  /** Same key, same bytes. */
  readonly shown: readonly string[]
  readonly entries: ReadonlyMap<string, Entry>
}

/** One alphabet for each font that is in use, in the order of the keys. */
function alphabetsOf(sheets: readonly Sheet[], faces: Faces): ReadonlyMap<FontKey, Alphabet> {
  const used = new Map<FontKey, Map<string, Glyph>>(FONT_KEYS.map((key) => [key, new Map()]))
  for (const { marks } of sheets) {
    for (const mark of marks) {
      if (mark.type !== 'text') continue
      const glyphs = used.get(keyOf(mark))
      const face = faces[mark.weight]
      for (const one of charactersOf(mark.text)) if (glyphs?.has(one) === false) glyphs.set(one, face.glyph(one))
    }
  }
  const alphabets = new Map<FontKey, Alphabet>()
  for (const [key, glyphs] of used) {
    if (glyphs.size === 0) continue
    const shown = [...new Set([...glyphs.values()].map((glyph) => glyph.shown))].toSorted()
    const codes = new Map(shown.map((one, index) => [one, hex(index + 1)]))
    const entries = new Map<string, Entry>()
    for (const [character, glyph] of glyphs) entries.set(character, { code: codes.get(glyph.shown) ?? '0000', glyph })
    alphabets.set(key, { key, face: faces[weightOf(key)], shown, entries })
  }
  return alphabets
}

const utf16 = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at))).join('')

const CHUNK = 100

function unicodeMap(shown: readonly string[]): string {
  const lines = [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange',
    '<0000> <ffff>',
    'endcodespacerange',
  ]
  for (let from = 0; from < shown.length; from += CHUNK) {
    const part = shown.slice(from, from + CHUNK)
    lines.push(`${part.length} beginbfchar`)
    part.forEach((character, index) => lines.push(`<${hex(from + index + 1)}> <${utf16(character)}>`))
    lines.push('endbfchar')
  }
  return [...lines, 'endcmap', 'CMapName currentdict /CMap defineresource pop', 'end', 'end'].join('\n')
}

/** Six capital letters that stand for a set of characters. */
function tagOf(shown: readonly string[]): string {
  let hash = 2_166_136_261
  for (const character of shown.join('')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0
  let tag = ''
  for (let letter = 0; letter < 6; letter += 1) {
    tag += String.fromCharCode(65 + (hash % 26))
    hash = Math.floor(hash / 26)
  }
  return tag
}

/** What stands in a stream, and whether it is deflated. */
interface Packed {
  readonly bytes: Uint8Array
  /** Length before it was deflated. */
  readonly plainLength: number
  readonly isDeflated: boolean
}

const plain = (bytes: Uint8Array): Packed => ({ bytes, plainLength: bytes.length, isDeflated: false })

const encoder = new TextEncoder()
const ascii = (text: string): Uint8Array => encoder.encode(text)

/** By the deflater of pdf-lib, whose output is the same on every system. */
const deflated = (context: PDFContext, bytes: Uint8Array): Packed => ({
  bytes: context.flateStream(bytes).contents,
  plainLength: bytes.length,
  isDeflated: true,
})

function register(
  context: PDFContext,
  packed: Packed,
  more: Record<string, string | number | number[] | object> = {},
): PDFRef {
  const filter = packed.isDeflated ? { Filter: 'FlateDecode' } : {}
  const dictionary = context.obj({ ...more, ...filter, Length: packed.bytes.length })
  return context.register(PDFRawStream.of(dictionary, packed.bytes))
}

/** The two streams of an embedded font. */
interface FontStreams {
  readonly program: Packed
  readonly unicode: Packed
}

const KEPT = 64
/** What is the same on many papers, deflated once; the oldest is forgotten first. */
const kept = new Map<string, Packed>()

function keep(key: string, make: () => Packed): Packed {
  const found = kept.get(key)
  if (found !== undefined) return found
  const made = make()
  if (kept.size >= KEPT) for (const oldest of [...kept.keys()].slice(0, 1)) kept.delete(oldest)
  kept.set(key, made)
  return made
}

/** The first two drawn characters whose outlines differ: what the fault exchanges. */
function swapOf(gids: readonly number[]): readonly [number, number] | null {
  const [first, second] = gids.toReversed()
  return first === undefined || second === undefined ? null : [first, second]
}

/** How much of what is this paper's own may stay as it is, because deflating costs time. */
interface Packing {
  /** Bytes that all fonts of a document may take together. */
  readonly fonts: number
  /** Bytes that the operators of one page may take. */
  readonly page: number
}

const QUICK: Packing = { fonts: 44_000, page: 16_000 }
const SMALL: Packing = { fonts: 0, page: 0 }

/** Largest size of a document that is packed the quick way. */
const LARGE = 60_000

interface Embedding {
  readonly isSwapped: boolean
  /** Bytes left for this font; what does not fit is deflated, its map of characters too. */
  readonly room: number
}

/** The font of fixed words is kept deflated; the font of values is another one on every paper. */
function fontStreams(context: PDFContext, { key, face, shown }: Alphabet, { isSwapped, room }: Embedding): FontStreams {
  const gids = shown.map((character) => face.glyph(character).gid)
  const program = (): Uint8Array => face.subset(gids, isSwapped ? swapOf(gids) : null)
  const unicode = (): Uint8Array => ascii(unicodeMap(shown))
  if (key.startsWith('fixed')) {
    const name = `${face.name} ${shown.join('')}`
    return {
      program: keep(`program ${name}`, () => deflated(context, program())),
      unicode: keep(`unicode ${name}`, () => deflated(context, unicode())),
    }
  }
  const bytes = program()
  return bytes.length <= room
    ? { program: plain(bytes), unicode: plain(unicode()) }
    : { program: deflated(context, bytes), unicode: deflated(context, unicode()) }
}

const SYMBOLIC = 4

/** Gives the font and the bytes its program takes. */
function embed(
  context: PDFContext,
  alphabet: Alphabet,
  how: Embedding,
): { readonly font: PDFRef; readonly bytes: number } {
  const { face, shown, key } = alphabet
  const streams = fontStreams(context, alphabet, how)
  const name = `${tagOf(shown)}+${face.name}`
  const thousandths = (em: number): number => Math.round(em * 1000)
  const { ascent, descent, capHeight, box } = face.metrics
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: SYMBOLIC,
      FontBBox: box.map(thousandths),
      ItalicAngle: 0,
      Ascent: thousandths(ascent),
      Descent: thousandths(descent),
      CapHeight: thousandths(capHeight),
      StemV: weightOf(key) === 'bold' ? 140 : 80,
      FontFile2: register(context, streams.program, { Length1: streams.program.plainLength }),
    }),
  )
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      CIDToGIDMap: 'Identity',
      FontDescriptor: descriptor,
      DW: 1000,
      W: [1, shown.map((character) => Math.round(face.glyph(character).advance * 100_000) / 100)],
    }),
  )
  const font = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: register(context, streams.unicode),
    }),
  )
  return { font, bytes: streams.program.bytes.length }
}

/** Draws one page's marks as operators; y is turned over, because a page of PDF begins at its foot. */
interface Turtle {
  readonly height: number
  readonly alphabets: ReadonlyMap<FontKey, Alphabet>
}

const fill = (ink: Ink): string => `${numbers(...ink)} rg`
const stroke = (ink: Ink): string => `${numbers(...ink)} RG`

function drawText(mark: TextMark, { height, alphabets }: Turtle): string {
  const key = keyOf(mark)
  const alphabet = alphabets.get(key)
  const characters = charactersOf(mark.text)
  const entries = characters.flatMap((character) => alphabet?.entries.get(character) ?? [])
  const at = numbers(mark.x * POINTS, (height - mark.y) * POINTS)
  const size = number(mark.size * POINTS)
  const { pitch } = mark
  // In boxes every character is moved by hand, so that wide and narrow ones keep their box.
  const shown =
    pitch === null
      ? `<${entries.map(({ code }) => code).join('')}> Tj`
      : `[${entries.map(({ code, glyph }) => `<${code}> ${number((glyph.advance - pitch / mark.size) * 1000)}`).join(' ')}] TJ`
  return `BT /${key} ${size} Tf ${fill(mark.ink)} 1 0 0 1 ${at} Tm ${shown} ET`
}

const dashes = (dash: readonly number[]): string => `[${dash.map((one) => number(one * POINTS)).join(' ')}] 0 d`

/** Length of the handles that make a quarter of a circle out of a Bézier curve. */
const ROUND = 0.5523

function boxPath(mark: BoxMark, pageHeight: number): string {
  const [x, y] = [mark.x * POINTS, (pageHeight - mark.y - mark.height) * POINTS]
  const [width, height] = [mark.width * POINTS, mark.height * POINTS]
  if (mark.radius === 0) return `${numbers(x, y, width, height)} re`
  const r = Math.min(mark.radius * POINTS, width / 2, height / 2)
  const k = r * (1 - ROUND)
  const [right, top] = [x + width, y + height]
  return [
    `${numbers(x + r, y)} m ${numbers(right - r, y)} l`,
    `${numbers(right - k, y, right, y + k, right, y + r)} c ${numbers(right, top - r)} l`,
    `${numbers(right, top - k, right - k, top, right - r, top)} c ${numbers(x + r, top)} l`,
    `${numbers(x + k, top, x, top - k, x, top - r)} c ${numbers(x, y + r)} l`,
    `${numbers(x, y + k, x + k, y, x + r, y)} c h`,
  ].join(' ')
}

function drawBox(mark: BoxMark, { height }: Turtle): string {
  const paint = mark.fill === null ? 'S' : mark.ink === null ? 'f' : 'B'
  const set = [
    mark.fill === null ? '' : fill(mark.fill),
    mark.ink === null ? '' : `${stroke(mark.ink)} ${number(mark.line * POINTS)} w ${dashes(mark.dash)}`,
  ]
  return `${set.join(' ').trim()} ${boxPath(mark, height)} ${paint}`
}

function drawLine(mark: LineMark, { height }: Turtle): string {
  const from = numbers(mark.from[0] * POINTS, (height - mark.from[1]) * POINTS)
  const to = numbers(mark.to[0] * POINTS, (height - mark.to[1]) * POINTS)
  return `${stroke(mark.ink)} ${number(mark.line * POINTS)} w ${dashes(mark.dash)} ${from} m ${to} l S`
}

/** Runs of black modules, row by row, as rectangles of one path, one unit for a module. */
function drawQr(mark: QrMark, { height }: Turtle): string {
  const rows = qrModules(qrText(mark.payload))
  const module = (mark.size * POINTS) / rows.length
  const at = numbers(module, 0, 0, -module, mark.x * POINTS, (height - mark.y) * POINTS)
  const bars = rows.flatMap((row, line) =>
    row.flatMap((isBlack, column) => {
      if (!isBlack || row[column - 1] === true) return []
      const end = row.indexOf(false, column)
      return [`${column} ${line} ${(end < 0 ? row.length : end) - column} 1 re`]
    }),
  )
  return `q 0 0 0 rg ${at} cm ${bars.join(' ')} f Q`
}

/** The ground rises by 18 degrees: no line of text runs along it. */
const RISE = Math.PI / 10

function drawWatermark(mark: WatermarkMark, { height }: Turtle): string {
  const scale = mark.width * POINTS
  const [cos, sin] = [Math.cos(RISE) * scale, Math.sin(RISE) * scale]
  const at = numbers(mark.x * POINTS, (height - mark.y) * POINTS)
  return `q ${fill(INK.watermark)} ${numbers(cos, sin, -sin, cos)} ${at} cm /mark Do Q`
}

const DRAWERS: { readonly [T in Mark['type']]: (mark: Extract<Mark, { type: T }>, turtle: Turtle) => string } = {
  text: drawText,
  box: drawBox,
  line: drawLine,
  qr: drawQr,
  watermark: drawWatermark,
}

function drawMark(mark: Mark, turtle: Turtle): string {
  switch (mark.type) {
    case 'text':
      return DRAWERS.text(mark, turtle)
    case 'box':
      return DRAWERS.box(mark, turtle)
    case 'line':
      return DRAWERS.line(mark, turtle)
    case 'qr':
      return DRAWERS.qr(mark, turtle)
    case 'watermark':
      return DRAWERS.watermark(mark, turtle)
  }
}

interface Point {
  readonly x: number
  readonly y: number
}

/** One outline step as an operator of PDF, which has cubic curves only. */
function operatorOf({ command, args }: OutlineStep, from: Point, place: (x: number, y: number) => string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args
  switch (command) {
    case 'moveTo':
      return `${place(a, b)} m`
    case 'lineTo':
      return `${place(a, b)} l`
    case 'bezierCurveTo':
      return `${place(a, b)} ${place(c, d)} ${place(e, f)} c`
    case 'quadraticCurveTo': {
      const first = place(from.x + (2 / 3) * (a - from.x), from.y + (2 / 3) * (b - from.y))
      const second = place(c + (2 / 3) * (a - c), d + (2 / 3) * (b - d))
      return `${first} ${second} ${place(c, d)} c`
    }
    case 'closePath':
      return 'h'
  }
}

/** The ground of a specimen as outlines, one unit wide, its middle at the origin. */
function groundOf(face: Face): string {
  const scale = 1 / face.width(SPECIMEN_MARK)
  const operators: string[] = []
  let left = -0.5
  for (const character of charactersOf(SPECIMEN_MARK)) {
    const glyph = face.glyph(character)
    const start = left
    const place = (x: number, y: number): string =>
      `${(start + x * scale).toFixed(5)} ${((y - 0.36) * scale).toFixed(5)}`
    let from: Point = { x: 0, y: 0 }
    for (const step of face.outline(glyph.gid)) {
      operators.push(operatorOf(step, from, place))
      const [x, y] = step.args.slice(-2)
      if (x !== undefined && y !== undefined) from = { x, y }
    }
    left += glyph.advance * scale
  }
  return `${operators.join('\n')}\nf`
}

const groundForm = (context: PDFContext, face: Face): PDFRef =>
  register(
    context,
    keep(`ground ${face.name}`, () => deflated(context, ascii(groundOf(face)))),
    { Type: 'XObject', Subtype: 'Form', BBox: [-0.5, -0.5, 0.5, 0.5], Resources: {} },
  )

type Part = 'fixed' | 'own' | 'qr'
const partOf = (mark: Mark): Part =>
  mark.type === 'qr' ? 'qr' : mark.type === 'text' && mark.role === 'value' ? 'own' : 'fixed'

/** What is the same on many papers lies behind what is this paper's own, so that the former can be kept. */
function pageContents(
  context: PDFContext,
  sheet: Sheet,
  alphabets: Turtle['alphabets'],
  packing: Packing,
): readonly PDFRef[] {
  const operators = (part: Part): string => {
    const marks = sheet.marks.filter((mark) => partOf(mark) === part)
    return marks.map((mark) => drawMark(mark, { height: sheet.height, alphabets })).join('\n')
  }
  const [fixed, own, qr] = [operators('fixed'), operators('own'), operators('qr')]
  const streams = [
    keep(`fixed ${fixed}`, () => deflated(context, ascii(fixed))),
    own.length < packing.page ? plain(ascii(own)) : deflated(context, ascii(own)),
    qr === '' ? plain(ascii(qr)) : deflated(context, ascii(qr)),
  ]
  return streams.filter(({ plainLength }) => plainLength > 0).map((packed) => register(context, packed))
}

interface PdfOptions {
  readonly title: string
  /** Plants the fault `swapped-glyph` into the font of the values. */
  readonly isSwapped: boolean
}

/** PDFを書く: the same sheets give the same bytes; nothing is read from a clock. A large document is packed once more, smaller. */
export async function writePdf(sheets: readonly Sheet[], faces: Faces, options: PdfOptions): Promise<Uint8Array> {
  const quick = await packed(sheets, faces, options, QUICK)
  return quick.length <= LARGE ? quick : packed(sheets, faces, options, SMALL)
}

async function packed(
  sheets: readonly Sheet[],
  faces: Faces,
  options: PdfOptions,
  packing: Packing,
): Promise<Uint8Array> {
  const context = PDFContext.create()
  const alphabets = alphabetsOf(sheets, faces)
  const fonts: Record<string, PDFRef> = {}
  let room = packing.fonts
  for (const [key, alphabet] of alphabets) {
    const { font, bytes } = embed(context, alphabet, { isSwapped: options.isSwapped && key === 'value-regular', room })
    fonts[key] = font
    room -= bytes
  }
  const resources = context.register(context.obj({ Font: fonts, XObject: { mark: groundForm(context, faces.bold) } }))
  const pages = context.nextRef()
  const kids = sheets.map((sheet) =>
    context.register(
      context.obj({
        Type: 'Page',
        Parent: pages,
        MediaBox: [0, 0, Number(number(sheet.width * POINTS)), Number(number(sheet.height * POINTS))],
        Resources: resources,
        Contents: [...pageContents(context, sheet, alphabets, packing)],
      }),
    ),
  )
  context.assign(pages, context.obj({ Type: 'Pages', Kids: kids, Count: kids.length }))
  context.trailerInfo.Root = context.register(
    context.obj({ Type: 'Catalog', Pages: pages, Lang: PDFString.of('ja-JP') }),
  )
  const info = context.obj({ Producer: PDFString.of('Madoguchi') })
  info.set(PDFName.of('Title'), PDFHexString.fromText(options.title))
  context.trailerInfo.Info = context.register(info)
  return PDFWriter.forContext(context, Number.POSITIVE_INFINITY).serializeToBuffer()
}
