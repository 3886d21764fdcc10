import type { OpenElement, XmlElement, XmlLimits } from './xml-tree.ts'

const DECLARATION =
  /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])[A-Za-z][\w.-]*\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>/
// oxlint-disable-next-line no-control-regex -- characters whose place is judged by the full parser
const UNUSUAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]|\]\]>/
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,5})|#x([0-9A-Fa-f]{1,4}));/g

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
const isNameStart = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f
const isNameChar = (code: number): boolean => isNameStart(code) || (code >= 0x30 && code <= 0x39)

const isPlainCodePoint = (code: number): boolean =>
  code === 0x09 || code === 0x0a || code === 0x0d || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd)

/** Character data decoded, or null when it holds more than predefined entities and plain character references. */
function decodeCharacters(raw: string): string | null {
  const lines = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
  if (!lines.includes('&')) return lines
  let plain = true
  const rest = lines.replace(REFERENCE, '')
  if (rest.includes('&')) return null
  const decoded = lines.replace(REFERENCE, (_, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? ''
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    plain &&= isPlainCodePoint(code)
    return String.fromCharCode(code)
  })
  return plain ? decoded : null
}

function skipSpace(source: string, from: number): number {
  let at = from
  while (isSpace(source.charCodeAt(at))) at += 1
  return at
}

/**
 * The short way for the documents clients really send: a declaration, ASCII element names without attributes, text.
 * Null means "not such a document": comments, CDATA, attributes, anything malformed and anything over a limit are left
 * to the full parser. Whatever is accepted here, the full parser accepts with the same tree.
 */
export function readPlainXml(source: string, limits: XmlLimits): XmlElement | null {
  if (UNUSUAL.test(source)) return null
  let at = 0
  if (source.startsWith('<?xml')) {
    const declaration = DECLARATION.exec(source)
    if (declaration === null) return null
    at = declaration[0].length
  }
  at = skipSpace(source, at)
  const open: OpenElement[] = []
  let current: OpenElement | undefined
  let elements = 0
  for (;;) {
    if (source.charCodeAt(at) !== 0x3c) return null
    if (source.charCodeAt(at + 1) === 0x2f) {
      if (current === undefined || !source.startsWith(current.name, at + 2)) return null
      const end = skipSpace(source, at + 2 + current.name.length)
      if (source.charCodeAt(end) !== 0x3e) return null
      current.innerEnd = at
      const closed: OpenElement = current
      open.pop()
      current = open.at(-1)
      at = end + 1
      if (current === undefined) return skipSpace(source, at) === source.length ? closed : null
    } else {
      let end = at + 1
      if (!isNameStart(source.charCodeAt(end))) return null
      while (isNameChar(source.charCodeAt(end))) end += 1
      const name = source.slice(at + 1, end)
      end = skipSpace(source, end)
      const empty = source.charCodeAt(end) === 0x2f
      if (empty) end += 1
      if (source.charCodeAt(end) !== 0x3e) return null
      elements += 1
      if (elements > limits.elements || open.length >= limits.depth) return null
      const element: OpenElement = {
        name,
        text: '',
        start: at,
        innerStart: end + 1,
        innerEnd: end + 1,
        hasAttributes: false,
        children: [],
      }
      current?.children.push(element)
      at = end + 1
      if (!empty) {
        open.push(element)
        current = element
      } else if (current === undefined) return skipSpace(source, at) === source.length ? element : null
    }
    const next = source.indexOf('<', at)
    if (next === -1 || current === undefined) return null
    if (next > at) {
      const text = decodeCharacters(source.slice(at, next))
      if (text === null) return null
      current.text += text
      at = next
    }
  }
}
