import { type WireEncoding, encodeText } from './shift-jis.ts'

/** Builds one document. Tags are taken as they are; values are escaped. */
export interface XmlWriter {
  /** Appends ASCII markup as it is. */
  readonly markup: (text: string) => void
  /** Appends a value, escaped; false, with nothing appended, when XML cannot hold it. */
  readonly value: (text: string) => boolean
  /** Appends source that is XML already. */
  readonly source: (xml: string) => void
}

const SPECIAL = /[&<>\r]/
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
// oxlint-disable-next-line no-control-regex -- these are the characters XML 1.0 cannot hold
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/

/** 宣言: the first line of every document we write; no byte order mark, `standalone="no"`. @see facts/wire.md 1.6 */
export const xmlDeclaration = (encoding: WireEncoding): string =>
  `<?xml version="1.0" encoding="${encoding}" standalone="no"?>\n`

/** Text as character data. A carriage return becomes a reference, or readers would drop it. */
export const escapeText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[&<>\r]/g, (char) => ESCAPES[char] ?? char) : text

/** True when XML 1.0 can hold the text: no control characters, no half of a surrogate pair. */
const isXmlText = (text: string): boolean => !FORBIDDEN.test(text) && text.isWellFormed()

const reference = (char: string): string => `&#x${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()};`

/** XML whose characters the encoding all has: what Shift_JIS lacks becomes a character reference, so that nothing is lost. */
function encodable(xml: string, encoding: WireEncoding): string {
  if (encodeText(xml, encoding).ok) return xml
  return [...xml].map((char) => (encodeText(char, encoding).ok ? char : reference(char))).join('')
}

/** True for the characters that stand for themselves: most of ASCII, and of the basic plane what UTF-8 always has. */
const isPlain = (code: number): boolean =>
  code < 0x7f
    ? code >= 0x20 && code !== 0x26 && code !== 0x3c && code !== 0x3e
    : code >= 0xa0 && (code < 0xd800 || (code >= 0xe000 && code < 0xfffe))

/** True when no character of a text needs a thought. Texts are short: this is faster than an expression. */
function isPlainText(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (!isPlain(text.charCodeAt(at))) return false
  return true
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0x7f) return false
  return true
}

/** Writes one document and gives its bytes, in memory of their own. */
export function writeXml(encoding: WireEncoding, build: (out: XmlWriter) => void): Uint8Array {
  let document = ''
  const fit = (xml: string): string => (encoding === 'UTF-8' || isAscii(xml) ? xml : encodable(xml, encoding))
  build({
    markup: (text) => {
      document += text
    },
    value: (text) => {
      if (isPlainText(text)) {
        document += fit(text)
        return true
      }
      if (!isXmlText(text)) return false
      document += fit(escapeText(text))
      return true
    },
    source: (xml) => {
      document += encoding === 'UTF-8' && xml.isWellFormed() ? xml : encodable(xml, encoding)
    },
  })
  const bytes = encodeText(document, encoding)
  if (!bytes.ok) throw new TypeError(`a character reference cannot be encoded: ${bytes.problem.char}`)
  return bytes.value
}
