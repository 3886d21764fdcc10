import { type WireEncoding, encodeText } from './shift-jis.ts'

/** One document while it is written. Tags are ASCII in both encodings and are copied; only values are encoded. */
export interface XmlSheet {
  readonly encoding: WireEncoding
  buffer: Uint8Array
  /** How many bytes are written. */
  length: number
}

const FIRST_CAPACITY = 4096
const KEPT_CAPACITY = 65_536
const ascii = new TextEncoder()
const SPECIAL = /[&<>\r]/
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
// oxlint-disable-next-line no-control-regex -- these are the characters XML 1.0 cannot hold
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/

/** 宣言: the first line of every document we write; no byte order mark, `standalone="no"`. @see facts/wire.md 1.6 */
export const xmlDeclaration = (encoding: WireEncoding): Uint8Array =>
  ascii.encode(`<?xml version="1.0" encoding="${encoding}" standalone="no"?>\n`)

/** ASCII markup as bytes. */
export const markup = (text: string): Uint8Array => ascii.encode(text)

/** Text as character data. A carriage return becomes a reference, or readers would drop it. */
export const escapeText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[&<>\r]/g, (char) => ESCAPES[char] ?? char) : text

/** True when XML 1.0 can hold the text: no control characters, no half of a surrogate pair. */
const isXmlText = (text: string): boolean => !FORBIDDEN.test(text) && text.isWellFormed()

/** Text as bytes; what Shift_JIS does not have becomes a character reference, so that nothing is lost. */
function encodeOrRefer(text: string, encoding: WireEncoding): Uint8Array {
  const whole = encodeText(text, encoding)
  if (whole.ok) return whole.value
  const referred = [...text].map((char) => (encodeText(char, encoding).ok ? char : reference(char))).join('')
  const bytes = encodeText(referred, encoding)
  if (!bytes.ok) throw new TypeError(`a character reference cannot be encoded: ${bytes.problem.char}`)
  return bytes.value
}

const reference = (char: string): string => `&#x${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()};`

/** Characters of ASCII that stand for themselves: 1 in source, 2 in values too. */
const STANDING = Uint8Array.from({ length: 0x80 }, (_, code) =>
  code >= 0x20 && code < 0x7f && code !== 0x26 && code !== 0x3c && code !== 0x3e ? 2 : code < 0x7f ? 1 : 0,
)
const IN_SOURCE = 1
const IN_VALUES = 2

/** True for the other characters of the basic plane that UTF-8 writes in two or three bytes and XML can hold. */
const isBasic = (code: number): boolean => code >= 0xa0 && (code < 0xd800 || (code >= 0xe000 && code < 0xfffe))

function room(sheet: XmlSheet, more: number): Uint8Array {
  const { buffer, length } = sheet
  if (length + more <= buffer.length) return buffer
  const larger = new Uint8Array(Math.max(buffer.length * 2, length + more))
  larger.set(buffer.subarray(0, length))
  sheet.buffer = larger
  return larger
}

/** Appends bytes as they are. */
export function putBytes(sheet: XmlSheet, part: Uint8Array): void {
  room(sheet, part.length).set(part, sheet.length)
  sheet.length += part.length
}

/** Appends the characters that need no thought; gives the index of the first that does, or the length. */
function putPlain(sheet: XmlSheet, text: string, standing: number): number {
  const buffer = room(sheet, text.length * 3)
  const isUtf8 = sheet.encoding === 'UTF-8'
  let to = sheet.length
  let at = 0
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x80) {
      if ((STANDING[code] ?? 0) < standing) break
      buffer[to] = code
      to += 1
    } else {
      if (!isUtf8 || !isBasic(code)) break
      to = putBasic(buffer, to, code)
    }
  }
  sheet.length = to
  return at
}

/** Writes a character of the basic plane outside ASCII at an offset; gives the offset after it. */
function putBasic(buffer: Uint8Array, at: number, code: number): number {
  if (code < 0x800) {
    buffer[at] = 0xc0 | (code >> 6)
    buffer[at + 1] = 0x80 | (code & 0x3f)
    return at + 2
  }
  buffer[at] = 0xe0 | (code >> 12)
  buffer[at + 1] = 0x80 | ((code >> 6) & 0x3f)
  buffer[at + 2] = 0x80 | (code & 0x3f)
  return at + 3
}

/** Appends source that is XML already. */
export function putSource(sheet: XmlSheet, xml: string): void {
  const done = putPlain(sheet, xml, IN_SOURCE)
  if (done < xml.length) putBytes(sheet, encodeOrRefer(xml.slice(done), sheet.encoding))
}

/** Appends a value, escaped; false when XML cannot hold it. */
export function putValue(sheet: XmlSheet, text: string): boolean {
  const done = putPlain(sheet, text, IN_VALUES)
  if (done === text.length) return true
  const rest = text.slice(done)
  if (!isXmlText(rest)) return false
  putBytes(sheet, encodeOrRefer(escapeText(rest), sheet.encoding))
  return true
}

let spare: Uint8Array | null = null

/** Writes one document and gives its bytes, in memory of their own. */
export function writeXml(encoding: WireEncoding, build: (sheet: XmlSheet) => void): Uint8Array {
  const sheet: XmlSheet = { encoding, buffer: spare ?? new Uint8Array(FIRST_CAPACITY), length: 0 }
  spare = null
  build(sheet)
  const document = sheet.buffer.slice(0, sheet.length)
  if (sheet.buffer.length <= KEPT_CAPACITY) spare = sheet.buffer
  return document
}
