import { GlobalFonts, type SKRSContext2D, createCanvas, loadImage } from '@napi-rs/canvas'
import jsqr from 'jsqr'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { DOCUMENT_FIELDS, type DocumentTwin, type FieldId, fieldRow } from '../../../src/domain/document.ts'
import { loadFonts } from '../../../generators/documents/fonts/index.ts'
import { facesOf } from '../../../generators/documents/font-subset.ts'
import {
  DOCUMENTS,
  type QrPayload,
  type RenderedDocument,
  printedValue,
  qrText,
} from '../../../generators/documents/index.ts'

/** One run of text: pixels from the upper left corner of the picture. */
interface Item {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
}

/** One page as a reader sees it: its words with their places, and its pixels. */
interface Page {
  readonly items: readonly Item[]
  readonly width: number
  readonly height: number
  readonly pixels: Uint8ClampedArray
}

const WHOLE = { regular: 'SIM Whole Regular', bold: 'SIM Whole Bold' } as const
for (const weight of ['regular', 'bold'] as const) GlobalFonts.register(Buffer.from(loadFonts()[weight]), WHOLE[weight])

const spaceless = (text: string): string => text.replaceAll(/\s/g, '')

/** Overwrites with blanks what a reader might cheat with: the Info dictionary and its entries. */
export function stripped(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const blank = (found: string): string => ' '.repeat(found.length)
  const bare = text
    .replaceAll(/\/Info \d+ \d+ R/g, blank)
    .replaceAll(/\/(?:Title|Producer|Author|Subject|Keywords|Creator) ?(?:<[^>]*>|\([^)]*\))/g, blank)
  return new Uint8Array(Buffer.from(bare, 'latin1'))
}

/** Places in a PDF where facts could be told beside the page. */
export const sideChannels = (bytes: Uint8Array): readonly string[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/\/(?:Metadata|EmbeddedFile|EmbeddedFiles|AF|Annots|AcroForm|PieceInfo|ActualText)\b/g) ?? []

/** Pixels of a point: enough for 14 pixels in the smallest em. */
const SCALES: Readonly<Record<DocumentTwin['format'], number>> = { card: 4.5, postcard: 3, a4: 3, phone: 2 }

async function pdfPages(bytes: Uint8Array, scale: number): Promise<Page[]> {
  const document = await getDocument({ data: stripped(bytes), verbosity: 0 }).promise
  const pages: Page[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const viewport = page.getViewport({ scale })
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
    const context = canvas.getContext('2d')
    await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise
    const content = await page.getTextContent({ disableNormalization: true })
    const items = content.items.flatMap((item): Item[] => {
      if (!('str' in item) || item.str.trim() === '') return []
      const [, , , size = 0, x = 0, y = 0] = item.transform.map(Number)
      return [{ text: item.str, x: x * scale, y: viewport.height - y * scale, size: size * scale }]
    })
    const { width, height } = canvas
    pages.push({ items, width, height, pixels: context.getImageData(0, 0, width, height).data })
  }
  await document.loadingTask.destroy()
  return pages
}

/** A picture has no text layer: where its words stand is what the layout says. */
async function screenPages(
  twin: DocumentTwin,
  { bytes, missing }: RenderedDocument,
  screenshot: boolean,
): Promise<Page[]> {
  const image = await loadImage(Buffer.from(bytes))
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { sheets } = DOCUMENTS[twin.kind].draw({ twin, faces: facesOf(loadFonts()), qr: null, screenshot })
  const scale = SCALES.phone
  return sheets.map((sheet) => ({
    items: sheet.marks.flatMap((mark): Item[] =>
      mark.type === 'text' && mark.ink[0] < 0.9
        ? [
            {
              text: missing.reduce((text, one) => text.replaceAll(one, '〓'), mark.text),
              x: mark.x * scale,
              y: mark.y * scale,
              size: mark.size * scale,
            },
          ]
        : [],
    ),
    width: image.width,
    height: image.height,
    pixels: context.getImageData(0, 0, image.width, image.height).data,
  }))
}

const DARK = 140

const isDark = (pixels: Uint8ClampedArray, pixel: number): boolean =>
  0.3 * (pixels[pixel * 4] ?? 255) + 0.59 * (pixels[pixel * 4 + 1] ?? 255) + 0.11 * (pixels[pixel * 4 + 2] ?? 255) <
  DARK

interface Mask {
  readonly width: number
  readonly height: number
  readonly at: (x: number, y: number) => boolean
}

const near = (mask: Mask, x: number, y: number): boolean => {
  for (let dy = -1; dy <= 1; dy += 1) for (let dx = -1; dx <= 1; dx += 1) if (mask.at(x + dx, y + dy)) return true
  return false
}

/** Ink of either that has no ink of the other beside it, as a share of the expected ink. */
function difference(expected: Mask, actual: Mask, left: number, right: number): number {
  let [ink, odd] = [0, 0]
  for (let y = 0; y < expected.height; y += 1) {
    for (let x = left; x < right; x += 1) {
      if (expected.at(x, y)) {
        ink += 1
        if (!near(actual, x, y)) odd += 1
      } else if (actual.at(x, y) && !near(expected, x, y)) odd += 1
    }
  }
  return odd / Math.max(ink, 20)
}

const maskOf = (pixels: Uint8ClampedArray, width: number, height: number): Mask => ({
  width,
  height,
  at: (x, y) => x >= 0 && y >= 0 && x < width && y < height && isDark(pixels, y * width + x),
})

const CHARACTER = /.[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]?/gsu
const MEASURE = 1000
const ruler: SKRSContext2D = createCanvas(1, 1).getContext('2d')

function advance(character: string, family: string): number {
  ruler.font = `${MEASURE}px "${family}"`
  return ruler.measureText(character).width / MEASURE
}

/** How far the worst character of a run is from the same text drawn with the whole font file. */
function worstDifference(item: Item, page: Page, family: string): number {
  const characters = item.text.match(CHARACTER) ?? []
  const widths = characters.map((character) => advance(character, family) * item.size)
  const total = widths.reduce((sum, width) => sum + width, 0)
  const [originX, originY] = [Math.floor(item.x) - 2, Math.floor(item.y - item.size * 0.95)]
  const [width, height] = [Math.ceil(total) + 5, Math.ceil(item.size * 1.2)]
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#000'
  context.font = `${item.size}px "${family}"`
  context.fontKerning = 'none'
  context.textRendering = 'geometricPrecision'
  const starts = widths.map((_, index) => widths.slice(0, index).reduce((sum, one) => sum + one, item.x - originX))
  characters.forEach((character, index) => context.fillText(character, starts[index] ?? 0, item.y - originY))
  const expected = maskOf(context.getImageData(0, 0, width, height).data, width, height)
  const actual: Mask = {
    width,
    height,
    at: (x, y) => {
      const [px, py] = [x + originX, y + originY]
      return px >= 0 && py >= 0 && px < page.width && py < page.height && isDark(page.pixels, py * page.width + px)
    },
  }
  const worst = characters.map((_, index) => {
    const start = starts[index] ?? 0
    return difference(expected, actual, Math.max(Math.floor(start) - 1, 0), Math.ceil(start + (widths[index] ?? 0)) + 1)
  })
  return Math.max(0, ...worst)
}

/** A character that differs by more than this is another one, or broken. */
export const TOLERANCE = 0.2

/** The worst difference of every run of a page, by the better of the two weights. */
const glyphDifferences = (page: Page): readonly { readonly text: string; readonly difference: number }[] =>
  page.items.map((item) => {
    const regular = worstDifference(item, page, WHOLE.regular)
    const better = regular <= TOLERANCE ? regular : Math.min(regular, worstDifference(item, page, WHOLE.bold))
    return { text: item.text, difference: better }
  })

const isField = (id: string): id is FieldId => id in DOCUMENT_FIELDS
const LABELS: ReadonlyMap<string, FieldId> = new Map(
  Object.keys(DOCUMENT_FIELDS)
    .filter(isField)
    .flatMap((id) => fieldRow(id).labels.map((label) => [label, id] as const)),
)

/** What stands right of a label in its row, up to the next label. */
function besideLabel(items: readonly Item[], label: Item): string {
  const row = items
    .filter((item) => item.x > label.x && Math.abs(item.y - label.y) < Math.min(item.size, label.size) * 0.15)
    .toSorted((a, b) => a.x - b.x)
  const end = row.findIndex((item) => LABELS.has(item.text))
  return spaceless((end < 0 ? row : row.slice(0, end)).map((item) => item.text).join(''))
}

/** The ticked one of several options; a row without boxes as it is. */
function chosen(text: string): string {
  if (!/[□■]/.test(text)) return text
  return /■([^□■]*)/.exec(text)?.[1] ?? ''
}

const withoutSuffix = (text: string): string => text.replace(/(?:様|時点)$/, '')

const CUT = '…'

/** True when a print says a value: whole, or cut with a visible mark. */
function says(print: string, expected: string): boolean {
  if (print === expected) return true
  return print.endsWith(CUT) && print.length > 4 && expected.startsWith(print.slice(0, -CUT.length))
}

/** Fields whose print has no label. */
const UNLABELLED: readonly FieldId[] = ['title', 'footer']

/** Labels that may stand over an empty line for the hand. */
const BY_HAND: readonly FieldId[] = ['address']

function textObjections(twin: DocumentTwin, pages: readonly Page[], missing: readonly string[]): string[] {
  const shown = (value: string): string => spaceless(missing.reduce((text, one) => text.replaceAll(one, '〓'), value))
  const objections: string[] = []
  const printed = new Set<FieldId>()
  for (const { items } of pages) {
    for (const label of items) {
      const field = LABELS.get(label.text)
      if (field === undefined) continue
      const print = withoutSuffix(chosen(besideLabel(items, label)))
      const value = twin.fields[field]
      const expected = value === undefined ? '' : shown(printedValue(field, value))
      if (print === '' && BY_HAND.includes(field)) continue
      if (says(print, withoutSuffix(expected))) printed.add(field)
      else objections.push(`${field}: 「${print}」 is printed for 「${expected}」`)
    }
  }
  const whole = spaceless(pages.flatMap((page) => page.items.map((item) => item.text)).join(''))
  for (const [id, value] of Object.entries(twin.fields)) {
    if (!isField(id)) continue
    if (UNLABELLED.includes(id) ? !whole.includes(shown(value)) : !printed.has(id))
      objections.push(`${id}: not printed`)
  }
  return objections
}

/** One pixel in so many is looked at. */
const SAMPLE = 7

/** The ground behind everything: pale red. */
function groundPixels({ pixels }: Page): number {
  let count = 0
  for (let at = 0; at < pixels.length; at += 4 * SAMPLE) {
    const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0]
    if (red > 240 && red - green > 18 && Math.abs(green - blue) < 14) count += SAMPLE
  }
  return count
}

const MARK = '見本 SPECIMEN'

function specimenObjections(pages: readonly Page[]): string[] {
  return pages.flatMap((page, number) => [
    ...(page.items.some(({ text }) => text === MARK) ? [] : [`page ${number + 1}: no words of a specimen`]),
    ...(groundPixels(page) > page.width * page.height * 0.003 ? [] : [`page ${number + 1}: no ground of a specimen`]),
  ])
}

type Picture = Pick<Page, 'pixels' | 'width' | 'height'>

/** A part of a page, as somebody sees it who holds a phone closer. */
function closer({ pixels, width, height }: Picture, across: number, down: number): Picture {
  const [wide, high] = [Math.floor(width / 2), Math.floor(height / 2)]
  const [left, top] = [Math.floor((wide * across) / 2), Math.floor((high * down) / 2)]
  const part = new Uint8ClampedArray(wide * high * 4)
  for (let row = 0; row < high; row += 1) {
    const from = ((top + row) * width + left) * 4
    part.set(pixels.subarray(from, from + wide * 4), row * wide * 4)
  }
  return { pixels: part, width: wide, height: high }
}

/** The words of a code in a picture. The library takes three strokes of letters for the corners of a code now and then. */
function codeIn({ pixels, width, height }: Picture): string {
  const code = jsqr.default(pixels, width, height)
  return code === null ? '' : new TextDecoder().decode(Uint8Array.from(code.binaryData))
}

/** What a reader of codes gets from a page, held closer where it gets nothing but somebody knows of a code. */
function codesOn(page: Page, isThere: boolean): string[] {
  const whole = codeIn(page)
  if (whole !== '' || !isThere) return whole === '' ? [] : [whole]
  const parts = [0, 1, 2].flatMap((down) => [0, 1, 2].map((across) => codeIn(closer(page, across, down))))
  return [...new Set(parts)].filter((text) => text !== '')
}

function qrObjections(pages: readonly Page[], qr: QrPayload | null): string[] {
  const found = pages.flatMap((page) => codesOn(page, qr !== null))
  const expected = qr === null ? [] : [qrText(qr)]
  return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`QR: ${JSON.stringify(found)}`]
}

interface Told {
  readonly qr?: QrPayload | null
  readonly screenshot?: boolean
}

/** 読み戻し: the pages of a printed document, from nothing but the pages. */
export const readBack = (twin: DocumentTwin, printed: RenderedDocument, told: Told = {}): Promise<readonly Page[]> =>
  printed.mediaType === 'image/png'
    ? screenPages(twin, printed, told.screenshot ?? false)
    : pdfPages(printed.bytes, SCALES[twin.format])

/** The words alone: everything in which they are not what the twin says. */
export const wordObjections = textObjections

/**
 * Reads a printed document back and says everything in which it is not what the twin says: words beside their labels, the
 * shape of every letter, the code, the marks of a specimen. An empty list is a good document.
 */
export async function objectionsTo(
  twin: DocumentTwin,
  printed: RenderedDocument,
  told: Told = {},
): Promise<readonly string[]> {
  const pages = await readBack(twin, printed, told)
  const broken = pages.flatMap(glyphDifferences).filter(({ difference: far }) => far > TOLERANCE)
  return [
    ...textObjections(twin, pages, printed.missing),
    ...broken.map(({ text, difference: far }) => `glyphs: 「${text}」 differs by ${far.toFixed(2)}`),
    ...specimenObjections(pages),
    ...(told.qr === undefined ? [] : qrObjections(pages, told.qr)),
    ...sideChannels(printed.bytes),
  ]
}
