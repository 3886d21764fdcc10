import type { LayoutEntry, LayoutGroup } from './layout.ts'
import { bodyStart } from './xml-plain.ts'
import { isOnlySpace, isSpace, trimSpace, type XmlLimits } from './xml-tree.ts'

const LESS_THAN = 0x3c
const GREATER_THAN = 0x3e
const SLASH = 0x2f

/** A message without anything to say about it, and the source of its values by path. */
export interface PlainMessage {
  readonly message: Record<string, unknown>
  readonly slices: Map<string, string>
}

interface Scan {
  readonly source: string
  readonly slices: Map<string, string>
  readonly limits: XmlLimits
  at: number
  elements: number
}

/**
 * The short way for a document that is as its layout says: read in one go, without a tree. Null means "look closer":
 * anything unknown, doubled, empty, missing, escaped or malformed, and anything that the formats complain about, is left
 * to the full reader. What is accepted here, the full reader accepts with the same values and without a warning.
 */
export function readPlainMessage(
  root: LayoutGroup,
  rootName: string,
  source: string,
  limits: XmlLimits,
): PlainMessage | null {
  const start = bodyStart(source)
  if (start === -1) return null
  const scan: Scan = { source, slices: new Map(), limits, at: start, elements: 1 }
  skipSpace(scan)
  if (!isTag(source, scan.at, rootName)) return null
  scan.at += rootName.length + 2
  const message = readGroup(root, rootName, '', 1, scan)
  return message !== null && isOnlySpace(source.slice(scan.at)) ? { message, slices: scan.slices } : null
}

/** True when `<name>` stands there. */
const isTag = (source: string, at: number, name: string): boolean =>
  source.charCodeAt(at) === LESS_THAN &&
  source.charCodeAt(at + name.length + 1) === GREATER_THAN &&
  source.slice(at + 1, at + name.length + 1) === name

/** True when `</name>` stands there. */
const isEndTag = (source: string, at: number, name: string): boolean =>
  source.charCodeAt(at + 1) === SLASH &&
  source.charCodeAt(at + name.length + 2) === GREATER_THAN &&
  source.slice(at + 2, at + name.length + 2) === name

function skipSpace(scan: Scan): void {
  while (isSpace(scan.source.charCodeAt(scan.at))) scan.at += 1
}

/** The entry whose start tag stands there: mostly the one after the last, in either order. */
function entryAt(group: LayoutGroup, last: LayoutEntry | null, source: string, at: number): LayoutEntry | null {
  const inLayout = group.entries[last === null ? 0 : last.index + 1]
  if (inLayout !== undefined && isTag(source, at, inLayout.name)) return inLayout
  const inReality = group.observed[last === null ? 0 : last.rank + 1]
  if (inReality !== undefined && isTag(source, at, inReality.name)) return inReality
  return group.byName.get(source.slice(at + 1, source.indexOf('>', at))) ?? null
}

/** Reads children up to the end tag of their parent; null when the full reader has to look. */
function readGroup(
  group: LayoutGroup,
  parent: string,
  path: string,
  depth: number,
  scan: Scan,
): Record<string, unknown> | null {
  const { source, limits } = scan
  const value: Record<string, unknown> = {}
  let last: LayoutEntry | null = null
  let furthest = -1
  let required = 0
  for (;;) {
    skipSpace(scan)
    if (source.charCodeAt(scan.at) !== LESS_THAN) return null
    if (isEndTag(source, scan.at, parent)) {
      scan.at += parent.length + 3
      return required === group.requiredCount ? value : null
    }
    const entry = entryAt(group, last, source, scan.at)
    scan.elements += 1
    if (entry === null || depth >= limits.depth || scan.elements > limits.elements) return null
    const { name } = entry
    // What comes in the order of the layout cannot have been there before.
    const before = entry.index > furthest ? undefined : value[name]
    if (entry.index > furthest) furthest = entry.index
    last = entry
    scan.at += name.length + 2
    if (before === undefined && entry.required) required += 1
    if (entry.repeated) {
      const list: unknown[] = Array.isArray(before) ? before : []
      const item = readEntry(entry, `${path}${name}[${list.length + 1}]`, depth, scan)
      if (entry.group === null || item === null) return null
      list.push(item)
      value[name] = list
    } else {
      const item = before === undefined ? readEntry(entry, entry.path ?? path + name, depth, scan) : null
      if (item === null) return null
      value[name] = item
    }
  }
}

function readEntry(entry: LayoutEntry, path: string, depth: number, scan: Scan): unknown {
  if (entry.group !== null) return readGroup(entry.group, entry.name, `${path}/`, depth + 1, scan)
  const { source, at } = scan
  const end = source.indexOf(entry.endTag, at)
  if (end === -1 || entry.judge === null) return null
  const raw = source.slice(at, end)
  const content = entry.trims ? trimSpace(raw) : raw
  if (content === '' || !isLiteral(raw) || entry.judge(content, false) !== null) return null
  scan.slices.set(path, raw)
  scan.at = end + entry.endTag.length
  return content
}

/** True for text that stands for itself: no tags, no references, no carriage returns, nothing that may be the end of a section. */
function isLiteral(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isOrdinary =
      code >= 0x20 ? code < 0xd800 || (code >= 0xe000 && code < 0xfffe) : code === 0x09 || code === 0x0a
    // "]" may begin the end of a section, "&" a reference.
    if (!isOrdinary || code === LESS_THAN || code === 0x26 || code === 0x5d) return false
  }
  return true
}
