import iconv from 'iconv-lite'
import { type Result, err, ok } from '../domain/result.ts'

/** 文字コード: the two encodings of the interface. @see facts/wire.md 1.6 */
export type WireEncoding = 'UTF-8' | 'Shift_JIS'

/** A character that the encoding does not have; `index` counts UTF-16 units from 0. */
export interface UnencodableCharacter {
  readonly code: 'SIM-E001'
  readonly char: string
  readonly index: number
}

/** Bytes that are not text in the encoding; `offset` counts bytes from 0. */
export interface UndecodableBytes {
  readonly code: 'SIM-E002'
  readonly encoding: WireEncoding
  readonly offset: number
}

const CP932 = 'cp932'
const utf8Encoder = new TextEncoder()
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** True when Shift_JIS (CP932) has the character and gives the same one back. */
const inCp932 = (char: string): boolean => iconv.decode(iconv.encode(char, CP932), CP932) === char

/**
 * Text to bytes. Shift_JIS means CP932 (ASM-17), with the IBM extension for characters that stand twice in the table
 * (髙 is FB FC). A character that would come back as another one counts as missing.
 */
export function encodeText(text: string, encoding: WireEncoding): Result<Uint8Array, UnencodableCharacter> {
  if (encoding === 'UTF-8') {
    if (text.isWellFormed()) return ok(utf8Encoder.encode(text))
    return err(firstMissing(text, (char) => char.isWellFormed()))
  }
  const bytes = iconv.encode(text, CP932)
  return iconv.decode(bytes, CP932) === text ? ok(bytes) : err(firstMissing(text, inCp932))
}

function firstMissing(text: string, has: (char: string) => boolean): UnencodableCharacter {
  let index = 0
  for (const char of text) {
    if (!has(char)) return { code: 'SIM-E001', char, index }
    index += char.length
  }
  throw new TypeError('every character of a text that could not be encoded is encodable')
}

/** Bytes to text, strict: the first byte that is no text in the encoding is reported. A leading BOM stays in the text. */
export function decodeText(bytes: Uint8Array, encoding: WireEncoding): Result<string, UndecodableBytes> {
  if (encoding === 'UTF-8') {
    try {
      return ok(utf8Decoder.decode(bytes))
    } catch {
      return err({ code: 'SIM-E002', encoding, offset: firstBadUtf8(bytes) })
    }
  }
  const text = iconv.decode(bytes, CP932)
  return text.includes('\uFFFD') ? err({ code: 'SIM-E002', encoding, offset: firstBadCp932(bytes) }) : ok(text)
}

/** Length of the longest valid prefix: everything before the first byte that starts no character. */
function firstBadUtf8(bytes: Uint8Array): number {
  let offset = 0
  while (offset < bytes.length) {
    const length = utf8Length(bytes[offset] ?? 0)
    if (length === 1) {
      offset += 1
      continue
    }
    const next = bytes.subarray(offset, offset + length)
    if (length === 0 || next.length < length || !decodes(next)) return offset
    offset += length
  }
  return offset
}

const utf8Length = (lead: number): number =>
  lead < 0x80
    ? 1
    : lead >= 0xc2 && lead < 0xe0
      ? 2
      : lead >= 0xe0 && lead < 0xf0
        ? 3
        : lead >= 0xf0 && lead < 0xf5
          ? 4
          : 0

function decodes(bytes: Uint8Array): boolean {
  try {
    utf8Decoder.decode(bytes)
    return true
  } catch {
    return false
  }
}

const isLead = (byte: number): boolean => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc)

function firstBadCp932(bytes: Uint8Array): number {
  let offset = 0
  while (offset < bytes.length) {
    const first = bytes[offset] ?? 0
    const length = isLead(first) ? 2 : 1
    if (first >= 0x80 && iconv.decode(bytes.subarray(offset, offset + length), CP932).includes('\uFFFD')) return offset
    offset += length
  }
  return offset
}

const KANJI_ROWS = [...Array.from({ length: 8 }, (_, at) => at + 1), ...Array.from({ length: 69 }, (_, at) => at + 16)]

/** Both bytes of a cell of JIS X 0208 in Shift_JIS; rows and cells count from 1. */
function cellBytes(row: number, cell: number): readonly [number, number] {
  const lead = Math.floor((row - 1) / 2) + (row <= 62 ? 0x81 : 0xc1)
  const trail = row % 2 === 0 ? cell + 0x9e : cell + (cell <= 63 ? 0x3f : 0x40)
  return [lead, trail]
}

/** Code units of the characters in rows 1 to 8 and 16 to 84, one bit each; made on first use. */
let known: Uint8Array | null = null

function jisX0208(): Uint8Array {
  if (known !== null) return known
  const bits = new Uint8Array(0x1_0000 / 8)
  for (const row of KANJI_ROWS) {
    for (let cell = 1; cell <= 94; cell += 1) {
      const char = iconv.decode(Uint8Array.from(cellBytes(row, cell)), CP932)
      const unit = char.charCodeAt(0)
      // An empty cell comes back as a replacement character.
      if (char.length === 1 && unit !== 0xfffd) bits[unit >> 3] = (bits[unit >> 3] ?? 0) | (1 << (unit & 7))
    }
  }
  known = bits
  return bits
}

/**
 * JIS X 0208: true for the non-kanji of rows 1 to 8 and the kanji of levels 1 and 2 (rows 16 to 84), false for row 13
 * of NEC, the IBM extension, ASCII and half-width katakana. Takes one character. @see facts/wire.md 5.2, ASM-17
 */
export function isJisX0208(char: string): boolean {
  const unit = char.codePointAt(0) ?? 0
  return unit < 0x1_0000 && ((jisX0208()[unit >> 3] ?? 0) & (1 << (unit & 7))) !== 0
}

/** The kanji of JIS X 0213 level 3 that CP932 has among its IBM extension. */
const LEVEL_3: ReadonlySet<string> = new Set(
  '纊褜鍈銈俉昱棈曻彅丨仡伃佖侊侔偀傔兊冝刕勛匀匇厓厲咜咩哿喆埈埇﨏塚增奝妤孖甯寘寬尞岺崧嵓﨑嵭嶸弴彧德' +
    '忞惕愷愰揵摠擎昀昕昉昞昤晥晙晳暠暲曺朗杦枻桒柀栁楨﨔槢橫橳櫤毖汜沆洄涇涬淼湜澈濵瀅瀨炅炫焏煜煆煇凞燁' +
    '燾犾猪珉珖珣琇琦琪琮瑢璉璟甁畯皞皛皦睆硎神祥福竫箞絈絜綠緖繒罇茁荢菇葈蒴蕙﨟薰裵訒訷詹誧諟諸諶賴贒郞' +
    '都鄕鄧釗釭釤釥鈐鈺鉀鈼鈹鉸鋠鋓錥錡鋿鍰鏆鏞隆隝霳霻靍靏顗顥馞驎魵魲鮏鰀鵰黑',
)

/** 第3水準: true for a level 3 kanji that Shift_JIS can carry, such as 德; 髙 is in no level. Takes one character. */
export const isLevel3 = (char: string): boolean => LEVEL_3.has(char)
