import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import * as fontkit from 'fontkit'
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib'
import { facesOf } from '../../generators/documents/font-subset.ts'
import { type DocumentFonts, loadFonts } from '../../generators/documents/fonts/index.ts'
import { DOCUMENTS, documentTwin, renderDocument } from '../../generators/documents/index.ts'
import type { BoxMark, Ink, LineMark, Sheet, TextMark } from '../../generators/documents/page.ts'
import { member, population } from '../../generators/index.ts'
import { civilDate, instant } from '../../src/domain/civil-date.ts'
import type { DocumentTwin } from '../../src/domain/document.ts'
import { coverageStates } from '../../src/domain/ledger.ts'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Documents of one round, each of a different person. */
    documents: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '5' },
    warm: { type: 'string', default: '2' },
  },
})
const documents = Number(options.documents)
const rounds = Number(options.rounds)
const warmRounds = Number(options.warm)

const fonts = loadFonts()
const POINTS = 72 / 25.4

/** What of PDFKit is used here. */
interface PdfKit {
  readonly on: (event: string, listen: (chunk: Uint8Array) => void) => PdfKit
  readonly registerFont: (name: string, bytes: Uint8Array) => PdfKit
  readonly font: (name: string) => PdfKit
  readonly fontSize: (size: number) => PdfKit
  readonly fillColor: (colour: readonly number[]) => PdfKit
  readonly strokeColor: (colour: readonly number[]) => PdfKit
  readonly lineWidth: (width: number) => PdfKit
  readonly text: (text: string, x: number, y: number, options: { lineBreak: boolean; baseline: string }) => PdfKit
  readonly rect: (x: number, y: number, width: number, height: number) => PdfKit
  readonly moveTo: (x: number, y: number) => PdfKit
  readonly lineTo: (x: number, y: number) => PdfKit
  readonly fill: () => PdfKit
  readonly stroke: () => PdfKit
  readonly fillAndStroke: () => PdfKit
  readonly end: () => void
}
type PdfKitConstructor = new (options: object) => PdfKit

const isConstructor = (found: unknown): found is PdfKitConstructor => typeof found === 'function'

function loadPdfKit(): PdfKitConstructor {
  const found: unknown = createRequire(import.meta.url)('pdfkit')
  if (!isConstructor(found)) throw new TypeError('pdfkit is no constructor')
  return found
}

const PDFKit = loadPdfKit()

/** The page as data: the peers are given it ready, we lay it out within the time that is measured. */
const sheetOf = (twin: DocumentTwin): Sheet => {
  const [sheet] = DOCUMENTS[twin.kind].draw({ twin, faces: facesOf(fonts), qr: null, screenshot: false }).sheets
  if (sheet === undefined) throw new RangeError('no sheet')
  return sheet
}

const bytesOf = ([red, green, blue]: Ink): readonly number[] => [red * 255, green * 255, blue * 255]

async function byPdfKit(sheet: Sheet): Promise<number> {
  const document = new PDFKit({ size: [sheet.width * POINTS, sheet.height * POINTS], margin: 0 })
  let length = 0
  const ended = new Promise<void>((resolve) => {
    document.on('data', (chunk) => {
      length += chunk.length
    })
    document.on('end', () => resolve())
  })
  document.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold)
  for (const mark of sheet.marks) {
    if (mark.type === 'text') {
      document
        .font(mark.weight)
        .fontSize(mark.size * POINTS)
        .fillColor(bytesOf(mark.ink))
      document.text(mark.text, mark.x * POINTS, mark.y * POINTS, { lineBreak: false, baseline: 'alphabetic' })
    } else if (mark.type === 'box') {
      document.rect(mark.x * POINTS, mark.y * POINTS, mark.width * POINTS, mark.height * POINTS)
      if (mark.fill !== null) document.fillColor(bytesOf(mark.fill))
      if (mark.ink !== null) document.strokeColor(bytesOf(mark.ink)).lineWidth(mark.line * POINTS)
      if (mark.fill === null) document.stroke()
      else if (mark.ink === null) document.fill()
      else document.fillAndStroke()
    } else if (mark.type === 'line') {
      document.strokeColor(bytesOf(mark.ink)).lineWidth(mark.line * POINTS)
      document.moveTo(mark.from[0] * POINTS, mark.from[1] * POINTS)
      document.lineTo(mark.to[0] * POINTS, mark.to[1] * POINTS)
      document.stroke()
    }
  }
  document.end()
  await ended
  return length
}

interface Fontkit {
  readonly create: (bytes: Uint8Array) => unknown
}

interface Stream {
  readonly on: (event: string, listen: (bytes: Uint8Array) => void) => Stream
}

/** pdf-lib expects the subset of its own fork of fontkit: a stream instead of bytes. */
const adapter = (isKept: boolean): Fontkit => {
  const kept = new Map<number, fontkit.Font>()
  const open = (bytes: Uint8Array): fontkit.Font => {
    const known = kept.get(bytes.length)
    if (isKept && known !== undefined) return known
    const font = fontkit.create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    if ('fonts' in font) throw new RangeError('a font collection is no font')
    kept.set(bytes.length, font)
    return font
  }
  return {
    create: (bytes) => {
      const font = open(bytes)
      return new Proxy(font, {
        get: (target, name) => {
          if (name !== 'createSubset') {
            const found: unknown = Reflect.get(target, name, target)
            return found
          }
          return () => {
            const subset = target.createSubset()
            const stream: Stream = {
              on: (event, listen) => {
                if (event === 'data') listen(subset.encode())
                if (event === 'end') queueMicrotask(() => listen(new Uint8Array()))
                return stream
              },
            }
            return { includeGlyph: (glyph: fontkit.Glyph) => subset.includeGlyph(glyph), encodeStream: () => stream }
          }
        },
      })
    },
  }
}

const colour = ([red, green, blue]: Ink): ReturnType<typeof rgb> => rgb(red, green, blue)

interface Drawn {
  readonly page: PDFPage
  readonly height: number
  readonly embedded: Readonly<Record<keyof DocumentFonts, PDFFont>>
}

function drawText(mark: TextMark, { page, height, embedded }: Drawn): void {
  page.drawText(mark.text, {
    x: mark.x * POINTS,
    y: (height - mark.y) * POINTS,
    size: mark.size * POINTS,
    font: embedded[mark.weight],
    color: colour(mark.ink),
  })
}

function drawBox(mark: BoxMark, { page, height }: Drawn): void {
  page.drawRectangle({
    x: mark.x * POINTS,
    y: (height - mark.y - mark.height) * POINTS,
    width: mark.width * POINTS,
    height: mark.height * POINTS,
    ...(mark.fill === null ? {} : { color: colour(mark.fill) }),
    ...(mark.ink === null ? {} : { borderColor: colour(mark.ink), borderWidth: mark.line * POINTS }),
  })
}

function drawLine(mark: LineMark, { page, height }: Drawn): void {
  page.drawLine({
    start: { x: mark.from[0] * POINTS, y: (height - mark.from[1]) * POINTS },
    end: { x: mark.to[0] * POINTS, y: (height - mark.to[1]) * POINTS },
    thickness: mark.line * POINTS,
    color: colour(mark.ink),
  })
}

const byPdfLib =
  (kit: Fontkit) =>
  async (sheet: Sheet): Promise<number> => {
    const document = await PDFDocument.create()
    // The types of pdf-lib speak of its own fork only.
    const register: unknown = Reflect.get(document, 'registerFontkit')
    if (typeof register === 'function') Reflect.apply(register, document, [kit])
    const embedded = {
      regular: await document.embedFont(fonts.regular, { subset: true }),
      bold: await document.embedFont(fonts.bold, { subset: true }),
    }
    const page = document.addPage([sheet.width * POINTS, sheet.height * POINTS])
    const drawn = { page, height: sheet.height, embedded }
    for (const mark of sheet.marks) {
      if (mark.type === 'text') drawText(mark, drawn)
      else if (mark.type === 'box') drawBox(mark, drawn)
      else if (mark.type === 'line') drawLine(mark, drawn)
    }
    return (await document.save()).length
  }

const today = civilDate('2026-11-21')
const people = population({ seed: 1, referenceDate: today })

/** Notices of different people. */
function twins(count: number, from: number): readonly DocumentTwin[] {
  const made: DocumentTwin[] = []
  for (let index = from * 64; made.length < count; index += 1) {
    const person = member(people, index)
    const cover = coverageStates(person.ledger, instant('2026-11-21T09:00:00+09:00')).at(-1)
    if (cover !== undefined) made.push(documentTwin('notice', { member: person, cover }, { issued: today }))
  }
  return made
}

interface Runner {
  readonly name: string
  readonly draw: (twin: DocumentTwin, sheet: Sheet) => Promise<number>
}

const ours: Runner = { name: 'madoguchi', draw: async (twin) => (await renderDocument(twin)).bytes.length }
const peers: readonly Runner[] = [
  { name: 'pdf-lib with a subset font', draw: (_, sheet) => plain(sheet) },
  { name: 'pdf-lib, its fonts parsed once', draw: (_, sheet) => parsedOnce(sheet) },
  { name: 'PDFKit', draw: (_, sheet) => byPdfKit(sheet) },
]
const plain = byPdfLib(adapter(false))
const parsedOnce = byPdfLib(adapter(true))

interface Round {
  readonly perSecond: number
  readonly bytes: number
}

async function measure(runner: Runner, work: readonly (readonly [DocumentTwin, Sheet])[]): Promise<Round> {
  const started = performance.now()
  let bytes = 0
  for (const [twin, sheet] of work) bytes += await runner.draw(twin, sheet)
  return { perSecond: (work.length / (performance.now() - started)) * 1000, bytes: bytes / work.length }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
const rounded = (number: number): number => Number(number.toPrecision(4))

const tell = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`${text}\n`)
}

const [loadBefore] = loadavg()
const results = new Map<Runner, Round[]>([ours, ...peers].map((runner) => [runner, []]))
for (let round = 0; round < warmRounds + rounds; round += 1) {
  const work = twins(documents, round * documents).map((twin) => [twin, sheetOf(twin)] as const)
  for (const [runner, kept] of results) {
    const result = await measure(runner, work)
    tell(`round ${round + 1}: ${runner.name} ${rounded(result.perSecond)}/s`)
    if (round >= warmRounds) kept.push(result)
  }
}

const medianOf = (runner: Runner, key: keyof Round): number =>
  rounded(median((results.get(runner) ?? []).map((result) => result[key])))

const value = medianOf(ours, 'perSecond')
const rows = peers.map((peer) => ({
  name: `documents a second, beside ${peer.name}`,
  value,
  unit: '1/s',
  peer: medianOf(peer, 'perSecond'),
  ratio: rounded(value / medianOf(peer, 'perSecond')),
}))
const sizes = peers.map((peer) => ({
  name: `bytes of a document, beside ${peer.name}`,
  value: medianOf(ours, 'bytes'),
  unit: 'B',
  peer: medianOf(peer, 'bytes'),
  ratio: rounded(medianOf(ours, 'bytes') / medianOf(peer, 'bytes')),
}))
const conditions = {
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  documents,
  warmRounds,
  rounds,
  /** Processes that wanted to run in the last minute, before and after: above the number of cores others took part. */
  load: [loadBefore, loadavg()[0]],
}
if (options.json) console.log(JSON.stringify({ rows: [...rows, ...sizes], conditions }, null, 2))
else
  for (const row of [...rows, ...sizes])
    console.log(`${row.name}: ${row.value} to ${row.peer} ${row.unit}, ratio ${row.ratio}`)
