import { type WireEncoding, encodeText } from './shift-jis.ts'

/** Builds one document as bytes. Tags are ASCII in both encodings and are copied; only values are encoded. */
export interface XmlWriter {
  /** Appends bytes as they are. */
  readonly bytes: (part: Uint8Array) => void
  /** Appends a value, escaped; false, with nothing appended, when XML cannot hold it. */
  readonly value: (text: string) => boolean
  /** Appends source that is XML already. */
  readonly source: (xml: string) => void
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
export const isXmlText = (text: string): boolean => !FORBIDDEN.test(text) && text.isWellFormed()

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

/** True for the ASCII characters that stand for themselves in character data. */
const isPlain = (code: number): boolean =>
  code < 0x7f && code >= 0x20 && code !== 0x26 && code !== 0x3c && code !== 0x3e

/** True for the characters that stand for themselves in source. */
const isAscii = (code: number): boolean => code < 0x7f

/** True for the other characters of the basic plane that UTF-8 writes in two or three bytes and XML can hold. */
const isBasic = (code: number): boolean => code >= 0xa0 && (code < 0xd800 || (code >= 0xe000 && code < 0xfffe))

/** Writes a character of the basic plane at an offset; gives the number of bytes. */
function putBasic(buffer: Uint8Array, at: number, code: number): number {
  if (code < 0x800) {
    buffer[at] = 0xc0 | (code >> 6)
    buffer[at + 1] = 0x80 | (code & 0x3f)
    return 2
  }
  buffer[at] = 0xe0 | (code >> 12)
  buffer[at + 1] = 0x80 | ((code >> 6) & 0x3f)
  buffer[at + 2] = 0x80 | (code & 0x3f)
  return 3
}

let spare: Uint8Array | null = null

/** Writes one document and gives its bytes, in memory of their own. */
export function writeXml(encoding: WireEncoding, build: (out: XmlWriter) => void): Uint8Array {
  let buffer = spare ?? new Uint8Array(FIRST_CAPACITY)
  spare = null
  let length = 0
  const room = (more: number): void => {
    if (length + more <= buffer.length) return
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more))
    larger.set(buffer.subarray(0, length))
    buffer = larger
  }
  const bytes = (part: Uint8Array): void => {
    room(part.length)
    buffer.set(part, length)
    length += part.length
  }
  /** Appends the characters that need no thought; gives the index of the first that does, or the length. */
  const plainPart = (text: string, isSimple: (code: number) => boolean): number => {
    room(text.length * 3)
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (isSimple(code)) {
        buffer[length] = code
        length += 1
      } else if (encoding === 'UTF-8' && isBasic(code)) length += putBasic(buffer, length, code)
      else return at
    }
    return text.length
  }
  const source = (xml: string): void => {
    const done = plainPart(xml, isAscii)
    if (done < xml.length) bytes(encodeOrRefer(xml.slice(done), encoding))
  }
  const value = (text: string): boolean => {
    const start = length
    const done = plainPart(text, isPlain)
    if (done === text.length) return true
    const rest = text.slice(done)
    if (isXmlText(rest)) bytes(encodeOrRefer(escapeText(rest), encoding))
    else length = start
    return length > start
  }
  build({ bytes, value, source })
  const document = buffer.slice(0, length)
  if (buffer.length <= KEPT_CAPACITY) spare = buffer
  return document
}
