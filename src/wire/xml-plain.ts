import {
  type OpenElement,
  type XmlElement,
  type XmlLimits,
  addChild,
  addText,
  isOnlySpace,
  openElement,
} from './xml-tree.ts'

const DECLARATION =
  /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])[A-Za-z][\w.-]*\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>/
const USUAL_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'

/** The offset after the declaration, 0 without one, -1 for one of another form. */
export function bodyStart(source: string): number {
  if (source.startsWith(USUAL_DECLARATION)) return USUAL_DECLARATION.length
  return source.startsWith('<?xml') ? (DECLARATION.exec(source)?.[0].length ?? -1) : 0
}

// oxlint-disable-next-line no-control-regex -- characters whose place is judged by the full parser
const UNUSUAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]|\]\]>/
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,5})|#x([0-9A-Fa-f]{1,4}));/g

const SLASH = 0x2f
const isPlainCodePoint = (code: number): boolean =>
  code === 0x09 ||
  code === 0x0a ||
  code === 0x0d ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd)

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

const START_TAG = /^[A-Za-z_][A-Za-z0-9_]*$/
const LOOSE_START_TAG = /^([A-Za-z_][A-Za-z0-9_]*)[ \t\r\n]*(\/?)$/

/** True when an end tag holds a name and white space after it. */
const closes = (tag: string, name: string): boolean => tag.startsWith(name) && isOnlySpace(tag.slice(name.length))

/**
 * The short way for the documents clients really send: a declaration, ASCII element names without attributes, text.
 * Null means "not such a document": comments, CDATA, attributes, anything malformed and anything over a limit are left
 * to the full parser. Whatever is accepted here, the full parser accepts with the same tree.
 */
export function readPlainXml(source: string, limits: XmlLimits): XmlElement | null {
  if (UNUSUAL.test(source)) return null
  const body = bodyStart(source)
  if (body === -1) return null
  let at = source.indexOf('<', body)
  if (at === -1 || !isOnlySpace(source.slice(body, at))) return null
  const literal = !source.includes('&') && !source.includes('\r')
  const open: OpenElement[] = []
  let elements = 0
  for (;;) {
    const end = source.indexOf('>', at)
    if (end === -1) return null
    let current = open.at(-1)
    let closed: OpenElement | undefined
    if (source.charCodeAt(at + 1) === SLASH) {
      const name = source.slice(at + 2, end)
      if (current === undefined || (name !== current.name && !closes(name, current.name))) return null
      current.innerEnd = at
      closed = open.pop()
    } else {
      const tag = source.slice(at + 1, end)
      const strict = START_TAG.test(tag)
      const loose = strict ? null : LOOSE_START_TAG.exec(tag)
      if (!strict && loose === null) return null
      elements += 1
      if (elements > limits.elements || open.length >= limits.depth) return null
      const element = openElement(loose?.[1] ?? tag, at, end + 1)
      if (current !== undefined) addChild(current, element)
      if (loose?.[2] === '/') closed = element
      else open.push(element)
    }
    at = source.indexOf('<', end)
    if (open.length === 0) return at === -1 && isOnlySpace(source.slice(end + 1)) ? (closed ?? null) : null
    if (at === -1) return null
    if (at > end + 1) {
      current = open.at(-1)
      const raw = source.slice(end + 1, at)
      const text = literal ? raw : decodeCharacters(raw)
      if (text === null || current === undefined) return null
      addText(current, text)
    }
  }
}
