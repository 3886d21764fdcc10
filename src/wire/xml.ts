import { type Result, err, ok } from '../domain/result.ts'
import { type WireEncoding, decodeText } from './shift-jis.ts'
import { readAnyXml } from './xml-any.ts'
import { readPlainXml } from './xml-plain.ts'
import type { XmlElement, XmlFault, XmlLimits, XmlProblemCode } from './xml-tree.ts'

export type { XmlElement, XmlLimits, XmlProblemCode } from './xml-tree.ts'
export { escapeText } from './xml-writer.ts'

/** A well-formed document. */
export interface XmlDocument {
  readonly root: XmlElement
  readonly encoding: WireEncoding
  /** The decoded text without its byte order mark. */
  readonly source: string
}

/** Line and column from 1, columns in UTF-16 units. */
export interface XmlPosition {
  readonly line: number
  readonly column: number
}

/** 1 MiB, 32 levels, 50,000 elements: ours, nothing is published (ASM-08). */
export const DEFAULT_LIMITS: XmlLimits = { bytes: 1_048_576, depth: 32, elements: 50_000 }

/** Why bytes are no document. `offset` counts bytes for SIM-X001 and SIM-X003, else UTF-16 units of the decoded source. */
export interface XmlProblem extends XmlPosition {
  readonly code: XmlProblemCode
  readonly offset: number
  readonly facts: Readonly<Record<string, string | number>>
}

/** Finds lines and columns in a source, which is searched for line ends once, on first use. CR LF, LF and CR each end one line. */
export function createLocator(source: string): (offset: number) => XmlPosition {
  let starts: readonly number[] | undefined
  return (offset) => {
    starts ??= [0, ...[...source.matchAll(/\r\n?|\n/g)].map((match) => match.index + match[0].length)]
    const line = linesUpTo(starts, offset)
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 }
  }
}

/** How many lines start at or before an offset: a binary search over ascending starts. */
function linesUpTo(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Line and column of one offset of a source. */
export const positionAt = (source: string, offset: number): XmlPosition => createLocator(source)(offset)

const problemIn = (source: string, { code, offset, facts }: XmlFault): XmlProblem => ({
  code,
  ...positionAt(source, offset),
  offset,
  facts,
})

const ENCODINGS: Readonly<Record<string, WireEncoding>> = {
  'utf-8': 'UTF-8',
  utf8: 'UTF-8',
  'us-ascii': 'UTF-8',
  shift_jis: 'Shift_JIS',
  'shift-jis': 'Shift_JIS',
  sjis: 'Shift_JIS',
  'windows-31j': 'Shift_JIS',
  cp932: 'Shift_JIS',
  ms932: 'Shift_JIS',
  ms_kanji: 'Shift_JIS',
}

const headDecoder = new TextDecoder('latin1')
const DECLARED = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*(?:"([^"]*)"|'([^']*)')/

interface Head {
  readonly encoding: WireEncoding
  readonly bom: number
}

const USUAL_HEAD = new TextEncoder().encode('<?xml version="1.0" encoding="UTF-8"')

/** True when the bytes begin as nearly all documents do. */
function hasUsualHead(bytes: Uint8Array): boolean {
  for (let at = 0; at < USUAL_HEAD.length; at += 1) if (bytes[at] !== USUAL_HEAD[at]) return false
  return true
}

/** The encoding told by a byte order mark or the declaration; UTF-8 without either. */
function headOf(bytes: Uint8Array): Result<Head, XmlProblem> {
  if (hasUsualHead(bytes)) return ok({ encoding: 'UTF-8', bom: 0 })
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return ok({ encoding: 'UTF-8', bom: 3 })
  const wide = (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe) || first === 0 || second === 0
  if (wide && bytes.length > 1)
    return err(problemIn('', { code: 'SIM-X002', offset: 0, facts: { declared: 'UTF-16' } }))
  const match = DECLARED.exec(headDecoder.decode(bytes.subarray(0, 256)))
  if (match === null) return ok({ encoding: 'UTF-8', bom: 0 })
  const declared = match[1] ?? match[2] ?? ''
  const encoding = ENCODINGS[declared.toLowerCase()]
  return encoding === undefined
    ? err(problemIn('', { code: 'SIM-X002', offset: 0, facts: { declared: declared.slice(0, 40) } }))
    : ok({ encoding, bom: 0 })
}

/** The problem at a byte that is no text: the position is that of the text before it. */
function undecodable(bytes: Uint8Array, offset: number, encoding: WireEncoding): XmlProblem {
  const before = decodeText(bytes.subarray(0, offset), encoding)
  const position = before.ok ? positionAt(before.value, before.value.length) : { line: 1, column: 1 }
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return { code: 'SIM-X003', ...position, offset, facts: { encoding, byte } }
}

/** The text of a document before it is parsed. */
export type XmlSource = Pick<XmlDocument, 'encoding' | 'source'>

/** Reads the text of a document: its size and its encoding are judged, nothing else. */
export function decodeXml(bytes: Uint8Array, limits: XmlLimits): Result<XmlSource, XmlProblem> {
  if (bytes.length > limits.bytes) {
    return err(problemIn('', { code: 'SIM-X001', offset: 0, facts: { bytes: bytes.length, limit: limits.bytes } }))
  }
  const head = headOf(bytes)
  if (!head.ok) return head
  const { encoding, bom } = head.value
  const body = bom === 0 ? bytes : bytes.subarray(bom)
  const decoded = decodeText(body, encoding)
  return decoded.ok ? ok({ encoding, source: decoded.value }) : err(undecodable(body, decoded.problem.offset, encoding))
}

/** Parses the text of a document; see {@link parseXml}. */
export function parseSource({ encoding, source }: XmlSource, limits: XmlLimits): Result<XmlDocument, XmlProblem> {
  const plain = readPlainXml(source, limits)
  if (plain !== null) return ok({ root: plain, encoding, source })
  const root = readAnyXml(source, limits)
  return root.ok ? ok({ root: root.value, encoding, source }) : err(problemIn(source, root.problem))
}

/**
 * Reads a document: encoding from the declaration, no DOCTYPE, no entity but the five predefined ones, bounded in
 * size, depth and number of elements. Documents of plain elements and text take a short way; everything else, and
 * every refusal, is the word of the full parser.
 */
export function parseXml(bytes: Uint8Array, limits: XmlLimits = DEFAULT_LIMITS): Result<XmlDocument, XmlProblem> {
  const decoded = decodeXml(bytes, limits)
  return decoded.ok ? parseSource(decoded.value, limits) : decoded
}
