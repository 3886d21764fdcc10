import { crc32 } from 'node:zlib'
import { PDFContext } from 'pdf-lib'
import { joinBytes } from '../../src/wire/bytes.ts'

type Colour = readonly [number, number, number]

/** The sixteen colours of a screen: the house colours, and the steps between them and white at the edge of a letter. */
const PALETTE: readonly Colour[] = [
  [255, 255, 255],
  [242, 245, 247],
  [247, 222, 224],
  [18, 18, 23],
  [77, 77, 81],
  [136, 136, 139],
  [196, 196, 197],
  [226, 226, 227],
  [51, 66, 82],
  [140, 153, 166],
  [26, 74, 128],
  [103, 135, 171],
  [179, 195, 213],
  [191, 18, 26],
  [213, 98, 103],
  [234, 177, 179],
]

const BITS = 4

/** 減色: the number of the nearest colour for every red, green and blue of four bits each. */
function nearestColours(): Uint8Array {
  const step = 255 / ((1 << BITS) - 1)
  return Uint8Array.from({ length: 1 << (BITS * 3) }, (_, key) => {
    const colour = [key >> 8, (key >> 4) & 15, key & 15].map((part) => part * step)
    const far = PALETTE.map((one) => one.reduce((sum, part, place) => sum + (part - (colour[place] ?? 0)) ** 2, 0))
    return far.indexOf(Math.min(...far))
  })
}

const NEAREST = nearestColours()

const nearest = (rgba: Uint8ClampedArray, at: number): number =>
  NEAREST[(((rgba[at] ?? 0) >> 4) << 8) | (((rgba[at + 1] ?? 0) >> 4) << 4) | ((rgba[at + 2] ?? 0) >> 4)] ?? 0

/** Rows of pixels, two in a byte, each row with its filter: none. */
function rowsOf(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const length = Math.ceil(width / 2) + 1
  const rows = new Uint8Array(length * height)
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 2) {
      const at = (row * width + column) * 4
      const second = column + 1 < width ? nearest(rgba, at + 4) : 0
      rows[row * length + 1 + column / 2] = (nearest(rgba, at) << 4) | second
    }
  }
  return rows
}

const TYPE_AT = 4
const DATA_AT = 8

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  for (let letter = 0; letter < 4; letter += 1) bytes[TYPE_AT + letter] = type.charCodeAt(letter)
  bytes.set(data, DATA_AT)
  view.setUint32(DATA_AT + data.length, crc32(bytes.subarray(TYPE_AT, DATA_AT + data.length)))
  return bytes
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const PALETTE_COLOUR = 3

/** PNGを書く: with a palette, deflated by the deflater of pdf-lib, so that the same pixels give the same bytes on every system. */
export function writePng(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([BITS, PALETTE_COLOUR, 0, 0, 0], 8)
  const data = PDFContext.create().flateStream(rowsOf(rgba, width, height)).contents
  const parts = [
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(PALETTE.flat())),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array()),
  ]
  return joinBytes(parts)
}
