/** Tables of a TrueType file by tag: where they begin and how long they are, in bytes. */
type Directory = ReadonlyMap<string, { readonly offset: number; readonly length: number }>

/** TrueType書体: the raw parts of a font file that a subset is made of. */
export interface TrueType {
  readonly numGlyphs: number
  /** Advance width in font units. */
  readonly advance: (gid: number) => number
  /** The outline without its hinting program, as it stands in `glyf`; empty for a blank glyph. */
  readonly outline: (gid: number) => Uint8Array
  readonly leftBearing: (gid: number) => number
  /** 異体字セレクタ: the glyph of a variation sequence, `default` for the ordinary glyph, null when the font has none. */
  readonly variation: (code: number, selector: number) => number | 'default' | null
  readonly table: (tag: string) => Uint8Array
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function directoryOf(view: DataView): Directory {
  const tables = new Map<string, { offset: number; length: number }>()
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const at = 12 + index * 16
    const tag = String.fromCharCode(
      view.getUint8(at),
      view.getUint8(at + 1),
      view.getUint8(at + 2),
      view.getUint8(at + 3),
    )
    tables.set(tag, { offset: view.getUint32(at + 8), length: view.getUint32(at + 12) })
  }
  return tables
}

/** A simple glyph with its instructions taken out; throws for a composite one, which the fonts in use do not have. */
function withoutHints(glyph: Uint8Array): Uint8Array {
  const view = viewOf(glyph)
  const contours = view.getInt16(0)
  if (contours < 0) throw new RangeError('a font with composite glyphs cannot be cut')
  const lengthAt = 10 + contours * 2
  const rest = lengthAt + 2 + view.getUint16(lengthAt)
  const plain = new Uint8Array(lengthAt + 2 + glyph.length - rest)
  plain.set(glyph.subarray(0, lengthAt))
  plain.set(glyph.subarray(rest), lengthAt + 2)
  return plain
}

const uint24 = (view: DataView, at: number): number => (view.getUint16(at) << 8) | view.getUint8(at + 2)

/** Reads `cmap` format 14. */
function variationsOf(view: DataView, cmap: number): TrueType['variation'] {
  const count = view.getUint16(cmap + 2)
  let table = -1
  for (let index = 0; index < count; index += 1) {
    const offset = cmap + view.getUint32(cmap + 4 + index * 8 + 4)
    if (view.getUint16(offset) === 14) table = offset
  }
  if (table < 0) return () => null
  return (code, selector) => {
    for (let index = 0; index < view.getUint32(table + 6); index += 1) {
      const at = table + 10 + index * 11
      if (uint24(view, at) !== selector) continue
      const ordinary = view.getUint32(at + 3)
      const own = view.getUint32(at + 7)
      if (own !== 0) {
        for (let entry = 0; entry < view.getUint32(table + own); entry += 1) {
          const place = table + own + 4 + entry * 5
          if (uint24(view, place) === code) return view.getUint16(place + 3)
        }
      }
      if (ordinary === 0) return null
      for (let entry = 0; entry < view.getUint32(table + ordinary); entry += 1) {
        const place = table + ordinary + 4 + entry * 4
        const first = uint24(view, place)
        if (first <= code && code <= first + view.getUint8(place + 3)) return 'default'
      }
      return null
    }
    return null
  }
}

/** Reads a TrueType font file; throws a RangeError for one without outlines in `glyf`. */
export function readTrueType(file: Uint8Array): TrueType {
  const view = viewOf(file)
  const directory = directoryOf(view)
  const at = (tag: string): number => {
    const table = directory.get(tag)
    if (table === undefined) throw new RangeError(`the font has no table ${tag}`)
    return table.offset
  }
  const table = (tag: string): Uint8Array => {
    const offset = at(tag)
    return file.subarray(offset, offset + (directory.get(tag)?.length ?? 0))
  }
  const [loca, glyf, hmtx, head] = [at('loca'), at('glyf'), at('hmtx'), at('head')]
  const long = view.getInt16(head + 50) === 1
  const place = (gid: number): number => (long ? view.getUint32(loca + gid * 4) : view.getUint16(loca + gid * 2) * 2)
  const measured = view.getUint16(at('hhea') + 34)
  return {
    numGlyphs: view.getUint16(at('maxp') + 4),
    advance: (gid) => view.getUint16(hmtx + Math.min(gid, measured - 1) * 4),
    leftBearing: (gid) =>
      gid < measured ? view.getInt16(hmtx + gid * 4 + 2) : view.getInt16(hmtx + measured * 4 + (gid - measured) * 2),
    outline: (gid) => {
      const [from, until] = [place(gid), place(gid + 1)]
      return from === until ? new Uint8Array() : withoutHints(file.subarray(glyf + from, glyf + until))
    },
    variation: variationsOf(view, at('cmap')),
    table,
  }
}

function checksum(bytes: Uint8Array): number {
  const view = viewOf(bytes)
  let sum = 0
  const whole = bytes.length - (bytes.length % 4)
  for (let at = 0; at < whole; at += 4) sum = (sum + view.getUint32(at)) >>> 0
  let rest = 0
  for (let at = whole; at < whole + 4; at += 1) rest = (rest << 8) | (bytes[at] ?? 0)
  return (sum + (whole < bytes.length ? rest >>> 0 : 0)) >>> 0
}

const padded = (length: number): number => (length + 3) & ~3

/** Puts tables into a file; the caller gives them in the order of their tags. */
function assemble(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const start = 12 + tables.length * 16
  const total = tables.reduce((sum, [, bytes]) => sum + padded(bytes.length), start)
  const file = new Uint8Array(total)
  const view = viewOf(file)
  const power = Math.floor(Math.log2(tables.length))
  view.setUint32(0, 0x0001_0000)
  view.setUint16(4, tables.length)
  view.setUint16(6, 16 * 2 ** power)
  view.setUint16(8, power)
  view.setUint16(10, tables.length * 16 - 16 * 2 ** power)
  let offset = start
  tables.forEach(([tag, bytes], index) => {
    const at = 12 + index * 16
    for (let letter = 0; letter < 4; letter += 1) view.setUint8(at + letter, tag.charCodeAt(letter))
    view.setUint32(at + 4, checksum(bytes))
    view.setUint32(at + 8, offset)
    view.setUint32(at + 12, bytes.length)
    file.set(bytes, offset)
    offset += padded(bytes.length)
  })
  return file
}

const HEAD_ADJUSTMENT = 8
const HEAD_LOCA_FORMAT = 50
const HHEA_MEASURED = 34
/** Fields of `maxp` that speak of hinting: zones, twilight points, storage, functions, instructions, stack, their size. */
const MAXP_HINTS = [16, 18, 20, 22, 24, 26]

/**
 * サブセット書体: a font file of the given glyphs, numbered as they stand, without hinting. Number 0 must be `.notdef`. A glyph
 * may stand in it more than once. `outline` may be another one than the font's own: tests plant faults with it.
 */
export function cutTrueType(font: TrueType, gids: readonly number[], outline = font.outline): Uint8Array {
  const outlines = gids.map((gid) => outline(gid))
  const loca = new Uint8Array((gids.length + 1) * 4)
  const hmtx = new Uint8Array(gids.length * 4)
  const glyf = new Uint8Array(outlines.reduce((sum, bytes) => sum + padded(bytes.length), 0))
  const [locaView, hmtxView] = [viewOf(loca), viewOf(hmtx)]
  let offset = 0
  outlines.forEach((bytes, index) => {
    const gid = gids[index] ?? 0
    glyf.set(bytes, offset)
    offset += padded(bytes.length)
    locaView.setUint32((index + 1) * 4, offset)
    hmtxView.setUint16(index * 4, font.advance(gid))
    hmtxView.setInt16(index * 4 + 2, font.leftBearing(gid))
  })
  const [head, hhea, maxp] = [font.table('head').slice(), font.table('hhea').slice(), font.table('maxp').slice()]
  viewOf(head).setUint32(HEAD_ADJUSTMENT, 0)
  viewOf(head).setInt16(HEAD_LOCA_FORMAT, 1)
  viewOf(hhea).setUint16(HHEA_MEASURED, gids.length)
  viewOf(maxp).setUint16(4, gids.length)
  for (const at of MAXP_HINTS) viewOf(maxp).setUint16(at, 0)
  viewOf(maxp).setUint16(14, 1)
  const file = assemble([
    ['glyf', glyf],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', maxp],
  ])
  // head is the second entry of the directory.
  const headAt = viewOf(file).getUint32(12 + 16 + 8)
  viewOf(file).setUint32(headAt + HEAD_ADJUSTMENT, (0xb1b0_afba - checksum(file)) >>> 0)
  return file
}
