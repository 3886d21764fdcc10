import { createCanvas, loadImage } from '@napi-rs/canvas'
import jsqrModule from 'jsqr'
import { type Result, err, ok } from '../../domain/result.ts'
import { type PaperProblem, paperProblem } from './problem.ts'
import { isNamedSpecimen } from './tokens.ts'

/** What the shape of a picture suggests, and no more: a hint, not a finding. */
export type AspectHint = 'phone-portrait' | 'a4-portrait' | 'postcard' | 'card' | 'other'

/** 画像の読み取り結果: what can be seen without recognising letters. Fields are unproven: there is no text layer. */
export interface PictureReading {
  /** `pdf`: the first page of a PDF without text. */
  readonly format: 'png' | 'jpeg' | 'pdf'
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Contents of the QR codes that were found, at most {@link MOST_CODES}. */
  readonly qr: readonly string[]
  /** A code on it says that it is a specimen; letters are not read, so that nothing else proves it. */
  readonly specimenMark: 'seen' | 'not-proven'
  /** Hint: a band of one colour with what looks like a clock and signs, at the top of a picture of a phone's shape. */
  readonly phoneStatusBar: 'seen' | 'not-seen'
  readonly aspect: AspectHint
  /** Always false: a picture carries no text, and none is guessed. */
  readonly textLayer: false
}

/** Decoded pixels, four bytes each. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8ClampedArray
}

/** A picture with more pixels is refused before it is unpacked. */
export const MOST_PIXELS = 40_000_000
export const MOST_CODES = 4
const MOST_BYTES = 20_971_520

interface Header {
  readonly format: 'png' | 'jpeg'
  readonly width: number
  readonly height: number
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

const word = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)

function pngHeader(bytes: Uint8Array): Header | null {
  const named = String.fromCharCode(...bytes.subarray(12, 16)) === 'IHDR'
  if (bytes.length < 33 || !named) return null
  const long = (at: number): number => word(bytes, at) * 65_536 + word(bytes, at + 2)
  return { format: 'png', width: long(16), height: long(20) }
}

/** The frame header is the first segment C0 to CF that is no table. */
function jpegHeader(bytes: Uint8Array): Header | null {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { format: 'jpeg', height: word(bytes, at + 5), width: word(bytes, at + 7) }
    }
    const length = word(bytes, at + 2)
    if (length < 2) return null
    at += 2 + length
  }
  return null
}

/** 画像の種類: by the first bytes; null for anything but PNG and JPEG. */
export function pictureFormat(bytes: Uint8Array): Header['format'] | null {
  if (PNG.every((byte, at) => bytes[at] === byte)) return 'png'
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'jpeg' : null
}

function headerOf(bytes: Uint8Array): Result<Header, PaperProblem> {
  const format = pictureFormat(bytes)
  if (format === null) return err(paperProblem('SIM-D011', { reason: 'neither PNG nor JPEG' }))
  if (bytes.length > MOST_BYTES) return err(paperProblem('SIM-D004', { bytes: bytes.length, limit: MOST_BYTES }))
  const header = format === 'png' ? pngHeader(bytes) : jpegHeader(bytes)
  if (header === null || header.width === 0 || header.height === 0) {
    return err(paperProblem('SIM-D011', { reason: 'no size in its header' }))
  }
  if (header.width * header.height > MOST_PIXELS) {
    return err(paperProblem('SIM-D011', { reason: `${header.width} × ${header.height} pixels` }))
  }
  return ok(header)
}

/** 画素: unpacks a PNG or JPEG whose header says that it is small enough. */
export async function decodePicture(bytes: Uint8Array): Promise<Result<Raster & Header, PaperProblem>> {
  const header = headerOf(bytes)
  if (!header.ok) return header
  try {
    const image = await loadImage(Buffer.from(bytes))
    const context = createCanvas(image.width, image.height).getContext('2d')
    context.drawImage(image, 0, 0)
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height)
    return ok({ format: header.value.format, width, height, rgba: data })
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 80) : 'damaged'
    return err(paperProblem('SIM-D011', { reason: reason === '' ? 'damaged' : reason }))
  }
}

/** Codes are sought in no more pixels than these: a larger picture is halved first. */
const SOUGHT_PIXELS = 2_500_000

/** Every second pixel of every second row. */
function halved({ width, height, rgba }: Raster): Raster {
  const [w, h] = [width >> 1, height >> 1]
  const out = new Uint8ClampedArray(w * h * 4)
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const from = (y * 2 * width + x * 2) * 4
      out.set(rgba.subarray(from, from + 4), (y * w + x) * 4)
    }
  }
  return { width: w, height: h, rgba: out }
}

const smaller = (raster: Raster): Raster =>
  raster.width * raster.height > SOUGHT_PIXELS ? smaller(halved(raster)) : raster

/** The package is CommonJS with its function under `default`. */
const jsqr = jsqrModule.default
type Code = NonNullable<ReturnType<typeof jsqr>>

/** Paints a code white, so that the next one is found. */
function withoutCode({ width, height, rgba }: Raster, { location }: Code): Raster {
  const corners = [
    location.topLeftCorner,
    location.topRightCorner,
    location.bottomLeftCorner,
    location.bottomRightCorner,
  ]
  const clamp = (n: number, most: number): number => Math.min(Math.max(Math.round(n), 0), most)
  const left = clamp(Math.min(...corners.map(({ x }) => x)) - 2, width)
  const right = clamp(Math.max(...corners.map(({ x }) => x)) + 2, width)
  const top = clamp(Math.min(...corners.map(({ y }) => y)) - 2, height)
  const bottom = clamp(Math.max(...corners.map(({ y }) => y)) + 2, height)
  const out = rgba.slice()
  for (let y = top; y < bottom; y += 1) out.fill(255, (y * width + left) * 4, (y * width + right) * 4)
  return { width, height, rgba: out }
}

/** The reader decodes bytes as UTF-8 only and gives nothing for others. */
function contentOf({ data, binaryData }: Code): string {
  if (data !== '') return data
  const bytes = Uint8Array.from(binaryData)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('shift_jis').decode(bytes)
  }
}

/** A part of a picture, given in shares of its sides. */
function cropped(raster: Raster, [left, top, right, bottom]: readonly [number, number, number, number]): Raster {
  const [x, y] = [Math.floor(raster.width * left), Math.floor(raster.height * top)]
  const [width, height] = [Math.floor(raster.width * right) - x, Math.floor(raster.height * bottom) - y]
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (let row = 0; row < height; row += 1) {
    const from = ((y + row) * raster.width + x) * 4
    rgba.set(raster.rgba.subarray(from, from + width * 4), row * width * 4)
  }
  return { width, height, rgba }
}

/** Two codes of one size confuse the library: where the whole says nothing, its halves may. */
const PLACES = [
  [0, 0, 1, 1],
  [0, 0, 0.55, 1],
  [0.45, 0, 1, 1],
  [0, 0, 1, 0.55],
  [0, 0.45, 1, 1],
] as const

/** In a larger picture the halves would take too long. */
const PARTED_PIXELS = 1_200_000

/** Too small for a code. */
const LEAST_SIDE = 21

function codesOf(place: Raster): readonly string[] {
  if (Math.min(place.width, place.height) < LEAST_SIDE) return []
  const codes: string[] = []
  let rest = place
  while (codes.length < MOST_CODES) {
    const code = jsqr(rest.rgba, rest.width, rest.height, { inversionAttempts: 'dontInvert' })
    if (code === null) break
    codes.push(contentOf(code))
    rest = withoutCode(rest, code)
  }
  return codes
}

/** QRコード: the contents of the codes in some pixels, at most {@link MOST_CODES}. They are told, never believed. */
export function codesIn(raster: Raster): readonly string[] {
  const sought = smaller(raster)
  const codes = new Set<string>()
  for (const place of PLACES) {
    for (const code of codesOf(cropped(sought, place))) codes.add(code)
    if (place !== PLACES[0]) continue
    if (codes.size > 0 || sought.width * sought.height > PARTED_PIXELS) break
  }
  return [...codes].slice(0, MOST_CODES)
}

const near = (ratio: number, wanted: number): boolean => Math.abs(ratio / wanted - 1) < 0.03

/** Height over width: phones are 16:9 and longer. */
function aspectOf({ width, height }: Raster): AspectHint {
  const ratio = height / width
  if (ratio >= 1.7 && ratio <= 2.4) return 'phone-portrait'
  if (near(ratio, 297 / 210)) return 'a4-portrait'
  if (near(ratio, 100 / 148) || near(ratio, 148 / 100)) return 'postcard'
  return near(ratio, 54 / 85.6) ? 'card' : 'other'
}

/** Brightness 0 to 255 of a pixel. */
const light = ({ width, rgba }: Raster, x: number, y: number): number => {
  const at = (y * width + x) * 4
  return ((rgba[at] ?? 0) * 3 + (rgba[at + 1] ?? 0) * 6 + (rgba[at + 2] ?? 0)) / 10
}

/** Share of pixels of a band that differ from its ground, in columns from `from` to `to` (shares of the width). */
function inkIn(
  raster: Raster,
  band: { readonly top: number; readonly bottom: number },
  from: number,
  to: number,
): number {
  const ground = light(raster, 1, band.top + 1)
  let ink = 0
  let all = 0
  for (let y = band.top; y < band.bottom; y += 1) {
    for (let x = Math.floor(raster.width * from); x < raster.width * to; x += 1) {
      all += 1
      if (Math.abs(light(raster, x, y) - ground) > 60) ink += 1
    }
  }
  return all === 0 ? 0 : ink / all
}

/** Widths of the marks of a band from the left, up to the first wide gap. */
function firstMarks(raster: Raster, band: { readonly top: number; readonly bottom: number }): readonly number[] {
  const widths: number[] = []
  const wide = raster.width * 0.05
  let [width, gap] = [0, 0]
  for (let x = 0; x < raster.width / 2; x += 1) {
    const ink = inkIn(raster, band, x / raster.width, (x + 1) / raster.width) > 0
    if (ink) {
      if (width === 0 && widths.length > 0 && gap > wide) break
      ;[width, gap] = [width + 1, 0]
    } else {
      if (width > 0) widths.push(width)
      ;[width, gap] = [0, gap + 1]
    }
  }
  return widths
}

/** 9:41 or 12:00: three or four digits of a like width and something much narrower before the last two. */
function looksLikeClock(widths: readonly number[], width: number): boolean {
  const colon = widths.at(-3) ?? 0
  const digits = [...widths.slice(0, -3), ...widths.slice(-2)]
  const widest = Math.max(...digits)
  return (widths.length === 4 || widths.length === 5) && colon < widest * 0.6 && widest < width * 0.05
}

/** A clock on the left, signs on the right, all on one ground. An app's own header has words there. */
function hasStatusBar(raster: Raster): boolean {
  if (aspectOf(raster) !== 'phone-portrait') return false
  const band = { top: 0, bottom: Math.round(raster.height * 0.045) }
  const right = inkIn(raster, band, 0.65, 0.98)
  const edges = inkIn(raster, band, 0, 0.015) + inkIn(raster, band, 0.985, 1)
  return right > 0.004 && right < 0.3 && edges < 0.02 && looksLikeClock(firstMarks(raster, band), raster.width)
}

/** What the pixels show, for a picture and for a page without text. */
export function pictureReading(raster: Raster, format: PictureReading['format']): PictureReading {
  const qr = codesIn(raster)
  return {
    format,
    width: raster.width,
    height: raster.height,
    qr,
    specimenMark: qr.some(isNamedSpecimen) ? 'seen' : 'not-proven',
    phoneStatusBar: hasStatusBar(raster) ? 'seen' : 'not-seen',
    aspect: aspectOf(raster),
    textLayer: false,
  }
}

/** 画像を読む: format, size, codes and hints of a PNG or JPEG. No letters are recognised: fields are unproven, never guessed. */
export async function readPicture(bytes: Uint8Array): Promise<Result<PictureReading, PaperProblem>> {
  const decoded = await decodePicture(bytes)
  return decoded.ok ? ok(pictureReading(decoded.value, decoded.value.format)) : decoded
}
