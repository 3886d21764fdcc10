import { daysInMonth } from '../domain/civil-date.ts'
import { type Result, err, ok } from '../domain/result.ts'
import { type CodeListId, codesOf } from './codes.ts'
import { readPlainMessage } from './layout-plain.ts'
import { LayoutViolation, type WireProblem, type WireProblemCode, fromXmlProblem, wireProblem } from './problem.ts'
import type { WireEncoding } from './shift-jis.ts'
import { isOnlySpace, trimSpace } from './xml-tree.ts'
import {
  DEFAULT_LIMITS,
  type XmlDocument,
  type XmlElement,
  type XmlLimits,
  type XmlPosition,
  createLocator,
  decodeXml,
  parseSource,
  positionAt,
} from './xml.ts'
import { type XmlSheet, markup, putBytes, putSource, putValue, writeXml, xmlDeclaration } from './xml-writer.ts'

/** 出現回数: `1` required, `?` absent when there is no value, `+` one or more, `*` any number (absent when none). */
export type Cardinality = '1' | '?' | '*' | '+'

/** 書式 of a value. Lengths count characters; dates are `yyyyMMdd`, months `yyyyMM`, moments `yyyyMMddHHmmss`. */
export type Format =
  | { readonly kind: 'text'; readonly max: number }
  | { readonly kind: 'digits'; readonly length: number }
  | { readonly kind: 'integer' }
  | { readonly kind: 'date' }
  | { readonly kind: 'month' }
  | { readonly kind: 'moment' }
  | { readonly kind: 'insurer-number' }
  | { readonly kind: 'code'; readonly list: CodeListId }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }

/** A row of a layout that holds a value; `label` is the 和名. */
export interface FieldRow<C extends Cardinality = Cardinality> {
  readonly cardinality: C
  readonly label: string
  readonly format: Format
}

/** A row of a layout that holds rows, named by their elements in layout order; `observed` leads the order real files have. */
export interface GroupRow<T extends object, C extends Cardinality = Cardinality> {
  readonly cardinality: C
  readonly label: string
  readonly rows: Rows<T>
  readonly observed?: readonly (keyof T & string)[]
}

type RowFor<V, C extends Cardinality> = V extends string ? FieldRow<C> : V extends object ? GroupRow<V, C> : never
type IsOptional<T, K extends keyof T> = Partial<Pick<T, K>> extends Pick<T, K> ? true : false

/** One row for every property of a message type; optional properties are `?`, optional lists `*`, other lists `+`. */
export type Rows<T> = {
  readonly [K in keyof T]-?: NonNullable<T[K]> extends readonly (infer E)[]
    ? RowFor<E, IsOptional<T, K> extends true ? '*' : '+'>
    : RowFor<NonNullable<T[K]>, IsOptional<T, K> extends true ? '?' : '1'>
}

/** A value of the table with an element name, ready to read and write. */
export interface LayoutEntry {
  readonly name: string
  readonly label: string
  readonly cardinality: Cardinality
  /** Null for a group. */
  readonly format: Format | null
  readonly judge: Judge | null
  /** Null for a value. */
  readonly group: LayoutGroup | null
  /** Places in layout order and in the order of real files, from 0. */
  readonly index: number
  readonly rank: number
  readonly required: boolean
  readonly repeated: boolean
  readonly trims: boolean
  /** Elements from the root, `/` between them; null inside a repeated group, where the number of the item is part of it. */
  readonly path: string | null
  /** The tags with their indentation and line ends. */
  readonly open: Uint8Array
  readonly close: Uint8Array
  /** The end tag alone. */
  readonly endTag: string
  /** By the index of the entry before it: that one's end and this one's begin, made on first use. */
  readonly joints: (Uint8Array | undefined)[]
}

/** The entries of a group in layout order, by name, and in the order real files have. */
export interface LayoutGroup {
  readonly entries: readonly LayoutEntry[]
  readonly byName: ReadonlyMap<string, LayoutEntry>
  readonly observed: readonly LayoutEntry[]
  /** How many entries are required. */
  readonly requiredCount: number
}

/** レイアウト of one message as data. `T` mirrors the tree under `XmlMsg`: element names verbatim, values as text. */
export interface MessageLayout<T extends object> {
  /** The file prefix without its underscore, e.g. `OQSsiquc01req`. */
  readonly id: string
  readonly title: { readonly ja: string; readonly en: string }
  readonly source: string
  readonly root: LayoutGroup
  /** Ties the table to its message type; never called with anything but a message that was just checked. */
  readonly narrow: (value: object, complete: boolean) => value is T
}

export const ROOT_NAME = 'XmlMsg'

/** A required value. */
export const one = (label: string, format: Format): FieldRow<'1'> => ({ cardinality: '1', label, format })

/** A value that may be absent. */
export const maybe = (label: string, format: Format): FieldRow<'?'> => ({ cardinality: '?', label, format })

/** A value that may come any number of times. */
export const many = (label: string, format: Format): FieldRow<'*'> => ({ cardinality: '*', label, format })

/** The formats by short names, for tables. */
export const text = (max: number): Format => ({ kind: 'text', max })
export const digits = (length: number): Format => ({ kind: 'digits', length })
export const coded = (list: CodeListId): Format => ({ kind: 'code', list })
export const oneOf = (...values: readonly string[]): Format => ({ kind: 'one-of', values })
export const INTEGER: Format = { kind: 'integer' }
export const DATE: Format = { kind: 'date' }
export const MONTH: Format = { kind: 'month' }
export const MOMENT: Format = { kind: 'moment' }
export const INSURER_NUMBER: Format = { kind: 'insurer-number' }

interface MessageSpec<T> {
  readonly id: string
  readonly title: { readonly ja: string; readonly en: string }
  readonly source: string
  readonly rows: Rows<T>
}

/** Turns the table of a message into a layout. Throws a TypeError for a table that contradicts itself. */
export const defineMessage = <T extends object>(spec: MessageSpec<T>): MessageLayout<T> => ({
  id: spec.id,
  title: spec.title,
  source: spec.source,
  root: compileGroup(spec.rows, undefined, 1, ''),
  narrow: (value, complete): value is T => complete,
})

interface AnyRow {
  readonly cardinality: Cardinality
  readonly label: string
  readonly format?: Format
  readonly rows?: object
  readonly observed?: readonly string[]
}

const isRow = (row: unknown): row is AnyRow =>
  typeof row === 'object' && row !== null && 'cardinality' in row && ('format' in row || 'rows' in row)

const TRIMMED: ReadonlySet<Format['kind']> = new Set(['digits', 'integer', 'date', 'month', 'moment', 'code', 'one-of'])

/** `path` ends with a slash unless it is empty. */
function compileGroup(
  rows: object,
  observed: readonly string[] | undefined,
  depth: number,
  path: string | null,
): LayoutGroup {
  const names = Object.keys(rows)
  const first = observed ?? []
  const order = [...first, ...names.filter((name) => !first.includes(name))]
  if (order.length !== names.length) throw new TypeError(`the observed order ${first.join(', ')} does not fit its rows`)
  const entries = names.map((name, index) => {
    const places = { index, rank: order.indexOf(name), path: path === null ? null : path + name }
    return compileRow(name, Reflect.get(rows, name), depth, places)
  })
  return {
    entries,
    byName: new Map(entries.map((entry) => [entry.name, entry])),
    observed: entries.toSorted((a, b) => a.rank - b.rank),
    requiredCount: entries.filter(({ required }) => required).length,
  }
}

type Places = Pick<LayoutEntry, 'index' | 'rank' | 'path'>

function compileRow(name: string, row: unknown, depth: number, places: Places): LayoutEntry {
  if (!isRow(row)) throw new TypeError(`the row of ${name} is neither a value nor a group`)
  const indent = '  '.repeat(depth)
  const repeated = row.cardinality === '*' || row.cardinality === '+'
  const path = repeated || places.path === null ? null : `${places.path}/`
  const group = row.rows === undefined ? null : compileGroup(row.rows, row.observed, depth + 1, path)
  return {
    name,
    label: row.label,
    cardinality: row.cardinality,
    format: row.format ?? null,
    judge: row.format === undefined ? null : judgeOf(row.format),
    group,
    index: places.index,
    rank: places.rank,
    path: places.path,
    required: row.cardinality === '1' || row.cardinality === '+',
    repeated,
    trims: row.format !== undefined && TRIMMED.has(row.format.kind),
    open: markup(group === null ? `${indent}<${name}>` : `${indent}<${name}>\n`),
    close: markup(group === null ? `</${name}>\n` : `${indent}</${name}>\n`),
    endTag: `</${name}>`,
    joints: [],
  }
}

const INSURER_READ = /^ *\d{1,8} *$/
const INSURER_WRITTEN = /^ *\d+$/
const YEAR_MONTH = /^\d{4}(?:0[1-9]|1[0-2])$/

/** The number that two digits make, NaN when they are none. */
function twoDigits(value: string, at: number): number {
  const tens = value.charCodeAt(at) - 0x30
  const ones = value.charCodeAt(at + 1) - 0x30
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** True for digits and nothing else; not asked for an empty value. */
function isDigits(value: string): boolean {
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at)
    if (code < 0x30 || code > 0x39) return false
  }
  return true
}

/** True when the first eight characters are a day of the calendar since 1600, as the domain reads days. */
function isDay(value: string): boolean {
  const year = twoDigits(value, 0) * 100 + twoDigits(value, 2)
  const month = twoDigits(value, 4)
  const day = twoDigits(value, 6)
  return year >= 1600 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** True when the characters 9 to 14 are a time of day. */
const isTime = (value: string): boolean =>
  twoDigits(value, 8) < 24 && twoDigits(value, 10) < 60 && twoDigits(value, 12) < 60

const longerThan = (value: string, max: number): boolean => value.length > max && [...value].length > max

/** What a format says against a value that is not empty; `strict` is the measure for what we write. */
export type Judge = (value: string, strict: boolean) => WireProblemCode | null

const isInsurerNumber = (value: string): boolean => value.length === 8 && INSURER_WRITTEN.test(value)

function insurerNumberProblem(value: string, strict: boolean): WireProblemCode | null {
  if (isInsurerNumber(value)) return null
  return strict || value.length > 8 || !INSURER_READ.test(value) ? 'SIM-W006' : 'SIM-W011'
}

/** The judge of a format: made once for every row, so that no value is looked up twice. */
function judgeOf(format: Format): Judge {
  switch (format.kind) {
    case 'text': {
      const { max } = format
      return (value) => (longerThan(value, max) ? 'SIM-W008' : null)
    }
    case 'digits': {
      const { length } = format
      return (value) => (value.length === length && isDigits(value) ? null : 'SIM-W006')
    }
    case 'integer':
      return (value) => (value.length <= 10 && isDigits(value) ? null : 'SIM-W006')
    case 'date':
      return (value) => (value.length === 8 && isDay(value) ? null : 'SIM-W006')
    case 'month':
      return (value) => (YEAR_MONTH.test(value) ? null : 'SIM-W006')
    case 'moment':
      return (value) => (value.length === 14 && isDay(value) && isTime(value) ? null : 'SIM-W006')
    case 'insurer-number':
      return insurerNumberProblem
    case 'code': {
      const codes = codesOf(format.list)
      return (value) => (codes.has(value) ? null : 'SIM-W007')
    }
    case 'one-of': {
      const { values } = format
      return (value) => (values.includes(value) ? null : 'SIM-W007')
    }
  }
}

/** A format in a few characters, for messages: `yyyyMMdd`, `10 digits`, `OQSCD001`. */
export function formatName(format: Format): string {
  switch (format.kind) {
    case 'text':
      return `≤ ${format.max}`
    case 'digits':
      return `${format.length} digits`
    case 'integer':
      return '0–9…'
    case 'date':
      return 'yyyyMMdd'
    case 'month':
      return 'yyyyMM'
    case 'moment':
      return 'yyyyMMddHHmmss'
    case 'insurer-number':
      return '8 digits, padded on the left'
    case 'code':
      return format.list
    case 'one-of':
      return format.values.join(' | ')
  }
}

/** Options of {@link readMessage}. */
export interface ReadOptions {
  readonly limits?: XmlLimits
  /** Elements the layout does not have: a warning (default), a refusal, or nothing. */
  readonly unknownElements?: 'warn' | 'refuse' | 'ignore'
}

/** A message that was read, with what is needed to echo it and to point into it. */
export interface ReadMessage<T extends object> {
  readonly layout: MessageLayout<T>
  readonly encoding: WireEncoding
  readonly message: T
  /** Source of every value between its tags, exactly as sent, by path; empty values included. */
  readonly slices: ReadonlyMap<string, string>
  readonly warnings: readonly WireProblem[]
  /** Place of an element, e.g. `MessageBody/ResultList/ResultOfQualificationConfirmation[1]/Name`; null when it is not there. */
  readonly positionOf: (path: string) => XmlPosition | null
}

interface Fault {
  readonly code: WireProblemCode
  readonly path: string
  readonly offset: number
  readonly facts: WireProblem['facts']
}

interface Reading {
  readonly source: string
  readonly faults: Fault[]
  readonly slices: Map<string, string>
  readonly unknown: boolean
}

const shown = (value: string): string => (value.length > 60 ? `${value.slice(0, 59)}…` : value)

function note(reading: Reading, code: WireProblemCode, path: string, offset: number, facts: Fault['facts'] = {}): void {
  reading.faults.push({ code, path, offset, facts })
}

/** The entry that comes after the last one in either order, when it has the name: spares a look-up. */
function following(group: LayoutGroup, last: LayoutEntry | undefined, name: string): LayoutEntry | undefined {
  const inLayout = group.entries[last === undefined ? 0 : last.index + 1]
  if (inLayout?.name === name) return inLayout
  const inReality = group.observed[last === undefined ? 0 : last.rank + 1]
  return inReality?.name === name ? inReality : undefined
}

/** Reads the children of an element; `path` ends with a slash unless it is empty. */
function readGroup(group: LayoutGroup, element: XmlElement, path: string, reading: Reading): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  const empty: string[] = []
  if (!isOnlySpace(element.text)) {
    note(reading, 'SIM-W009', path.slice(0, -1), element.innerStart, { found: shown(trimSpace(element.text)) })
  }
  let last: LayoutEntry | undefined
  for (const child of element.children) {
    const entry = following(group, last, child.name) ?? group.byName.get(child.name)
    if (entry === undefined) {
      if (reading.unknown) note(reading, 'SIM-W005', path + child.name, child.start)
      continue
    }
    const { name } = entry
    last = entry
    if (child.hasAttributes) note(reading, 'SIM-W010', path + name, child.start)
    if (entry.repeated) {
      const list: unknown[] = Array.isArray(value[name]) ? value[name] : []
      const place = `${path}${name}[${list.length + 1}]`
      const item = readItem(entry, child, place, reading)
      if (item === '') empty.push(name)
      else {
        list.push(item)
        value[name] = list
      }
    } else if (name in value || empty.includes(name)) note(reading, 'SIM-W004', path + name, child.start)
    else if (entry.group !== null) value[name] = readGroup(entry.group, child, `${path}${name}/`, reading)
    else if (entry.format !== null && entry.judge !== null) {
      const content = readValue(entry, entry.format, entry.judge, child, path + name, reading)
      if (content === '') empty.push(name)
      else value[name] = content
    }
  }
  for (const { required, name, label } of group.entries) {
    if (required && !(name in value) && !empty.includes(name)) {
      note(reading, 'SIM-W002', path + name, element.start, { label })
    }
  }
  return value
}

/** One item of a list, whatever it holds; an empty value is an empty string. */
function readItem(entry: LayoutEntry, child: XmlElement, path: string, reading: Reading): unknown {
  if (entry.group !== null) return readGroup(entry.group, child, `${path}/`, reading)
  return entry.format === null || entry.judge === null
    ? ''
    : readValue(entry, entry.format, entry.judge, child, path, reading)
}

function readValue(
  entry: LayoutEntry,
  format: Format,
  judge: Judge,
  element: XmlElement,
  path: string,
  reading: Reading,
): string {
  const { label } = entry
  if (element.children.length > 0) note(reading, 'SIM-W012', path, element.start, { label })
  reading.slices.set(path, reading.source.slice(element.innerStart, element.innerEnd))
  const content = entry.trims ? trimSpace(element.text) : element.text
  if (content === '') {
    if (entry.required) note(reading, 'SIM-W003', path, element.start, { label })
    return content
  }
  const code = judge(content, false)
  if (code !== null) {
    note(reading, code, path, element.innerStart, { label, expected: formatName(format), found: shown(content) })
  }
  return content
}

/**
 * Reads bytes by a layout. Tolerant where clients differ (order, white space, padding, empty optional elements, unknown
 * elements), strict about what the layout says; all problems are reported at once, in the order of the document.
 */
export function readMessage<T extends object>(
  layout: MessageLayout<T>,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Result<ReadMessage<T>, readonly WireProblem[]> {
  const { limits = DEFAULT_LIMITS } = options
  const decoded = decodeXml(bytes, limits)
  if (!decoded.ok) return err([fromXmlProblem(decoded.problem)])
  const { encoding, source } = decoded.value
  const plain = readPlainMessage(layout.root, ROOT_NAME, source, limits)
  if (plain !== null && layout.narrow(plain.message, true)) {
    const positionOf = (path: string): XmlPosition | null => {
      const document = parseSource(decoded.value, limits)
      return document.ok ? placeOf(layout.root, document.value, path) : null
    }
    return ok({ layout, encoding, message: plain.message, slices: plain.slices, warnings: NO_PROBLEMS, positionOf })
  }
  const parsed = parseSource(decoded.value, limits)
  return parsed.ok ? readDocument(layout, parsed.value, options) : err([fromXmlProblem(parsed.problem)])
}

const NO_PROBLEMS: readonly WireProblem[] = []

/** The place of the element that a path leads to. */
function placeOf(group: LayoutGroup, { root, source }: XmlDocument, path: string): XmlPosition | null {
  const element = elementAt(group, root, path)
  return element === null ? null : positionAt(source, element.start)
}

/** Reads a document that is already parsed; see {@link readMessage}. */
export function readDocument<T extends object>(
  layout: MessageLayout<T>,
  document: XmlDocument,
  options: ReadOptions = {},
): Result<ReadMessage<T>, readonly WireProblem[]> {
  const { root, source, encoding } = document
  const locate = createLocator(source)
  if (root.name !== ROOT_NAME) {
    const facts = { expected: ROOT_NAME, found: shown(root.name) }
    return err([wireProblem('SIM-W001', root.name, { ...locate(root.start), offset: root.start }, facts)])
  }
  const slices = new Map<string, string>()
  const reading: Reading = { source, faults: [], slices, unknown: options.unknownElements !== 'ignore' }
  const message = readGroup(layout.root, root, '', reading)
  const problems = problemsOf(reading.faults, locate, options.unknownElements === 'refuse')
  const complete = problems.every((problem) => problem.severity === 'warning')
  if (!layout.narrow(message, complete)) return err(problems)
  return ok({
    layout,
    encoding,
    message,
    slices,
    warnings: problems,
    positionOf: (path) => {
      const element = elementAt(layout.root, root, path)
      return element === null ? null : locate(element.start)
    },
  })
}

const problemsOf = (
  faults: readonly Fault[],
  locate: (offset: number) => XmlPosition,
  refuseUnknown: boolean,
): readonly WireProblem[] =>
  faults
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ code, path, offset, facts }) => {
      const problem = wireProblem(code, path, { ...locate(offset), offset }, facts)
      return code === 'SIM-W005' && refuseUnknown ? { ...problem, severity: 'error' as const } : problem
    })

/** The element a path leads to; a step of a repeated element without its number means the first. */
function elementAt(group: LayoutGroup, element: XmlElement, path: string): XmlElement | null {
  const [step = '', ...rest] = path.split('/')
  const [name = '', number = '1'] = step.replace(']', '').split('[')
  const child = element.children.filter((candidate) => candidate.name === name)[Number(number) - 1]
  const entry = group.byName.get(name)
  if (child === undefined || entry === undefined) return null
  if (rest.length === 0) return child
  return entry.group === null ? null : elementAt(entry.group, child, rest.join('/'))
}

/** Options of {@link writeMessage}. */
export interface WriteOptions {
  /** Default UTF-8. */
  readonly encoding?: WireEncoding
  /** The order of real files (default) or that of the layout. @see facts/wire.md 2.2, ASM-14 */
  readonly order?: 'observed' | 'layout'
  /** Source to put between the tags of a value instead of the escaped value, by path: `slices` of what is echoed. */
  readonly verbatim?: ReadonlyMap<string, string>
}

interface Writing {
  readonly out: XmlSheet
  readonly observed: boolean
  readonly verbatim: ReadonlyMap<string, string> | undefined
  /** True when the sources to put in concern repeated groups too. */
  readonly deep: boolean
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const violation = (code: WireProblemCode, path: string, facts: WireProblem['facts'] = {}): LayoutViolation =>
  new LayoutViolation(wireProblem(code, path, null, facts))

/**
 * The entries that a message has, in the order of writing; a message has few of the many its layout allows. Null for a
 * message that cannot be right: something required is missing, or it has properties that the layout does not know.
 */
function presentEntries(
  group: LayoutGroup,
  value: Readonly<Record<string, unknown>>,
  observed: boolean,
): LayoutEntry[] | null {
  const present: LayoutEntry[] = []
  let required = 0
  for (const name of Object.keys(value)) {
    const entry = group.byName.get(name)
    if (entry === undefined || value[name] === undefined) return null
    if (entry.required) required += 1
    const place = observed ? entry.rank : entry.index
    let at = present.length
    // Messages are mostly built in the order in which they are written.
    for (; at > 0; at -= 1) {
      const before = present[at - 1]
      if (before === undefined || (observed ? before.rank : before.index) < place) break
      present[at] = before
    }
    present[at] = entry
  }
  return required === group.requiredCount ? present : null
}

/** `path` ends with a slash unless it is empty. */
function writeGroup(group: LayoutGroup, value: unknown, path: string, writing: Writing): void {
  if (!isRecord(value)) throw violation('SIM-W013', path)
  const { observed } = writing
  const present = presentEntries(group, value, observed)
  let last: LayoutEntry | null = null
  for (const entry of present ?? (observed ? group.observed : group.entries)) {
    const content = value[entry.name]
    if (content === undefined) {
      if (entry.required) throw violation('SIM-W002', `${path}${entry.name}`, { label: entry.label })
      continue
    }
    if (entry.repeated) last = writeList(entry, content, path, last, writing)
    else {
      putBytes(writing.out, jointOf(last, entry))
      writeContent(entry, content, path, '', writing)
      last = entry
    }
  }
  if (last !== null) putBytes(writing.out, last.close)
  if (present === null) {
    const stray = Object.keys(value).find((name) => value[name] !== undefined && !group.byName.has(name))
    if (stray !== undefined) throw violation('SIM-W005', `${path}${stray}`)
  }
}

/** The tags between two elements of a group. */
function jointOf(last: LayoutEntry | null, entry: LayoutEntry): Uint8Array {
  if (last === null) return entry.open
  const known = entry.joints[last.index]
  if (known !== undefined) return known
  const made = Uint8Array.from([...last.close, ...entry.open])
  entry.joints[last.index] = made
  return made
}

/** Writes the elements of a list but for the end of the last; gives the entry whose end is still to be written. */
function writeList(
  entry: LayoutEntry,
  content: unknown,
  path: string,
  before: LayoutEntry | null,
  writing: Writing,
): LayoutEntry | null {
  if (!Array.isArray(content) || (entry.required && content.length === 0)) {
    throw violation('SIM-W013', `${path}${entry.name}`, { label: entry.label })
  }
  content.forEach((item: unknown, index) => {
    putBytes(writing.out, jointOf(index === 0 ? before : entry, entry))
    writeContent(entry, item, path, `[${index + 1}]`, writing)
  })
  return content.length === 0 ? before : entry
}

/** Writes what stands between the tags of an element whose place is `parent`, its name and its number. */
function writeContent(entry: LayoutEntry, content: unknown, parent: string, number: string, writing: Writing): void {
  if (entry.group !== null) return writeGroup(entry.group, content, `${parent}${entry.name}${number}/`, writing)
  const code = contentProblem(entry, content)
  if (code !== null || typeof content !== 'string') throw unwritable(entry, content, code, parent + entry.name + number)
  const source = sourceOf(entry, parent, number, writing)
  if (source !== undefined) putSource(writing.out, source)
  else if (!putValue(writing.out, content)) {
    throw violation('SIM-W014', parent + entry.name + number, { label: entry.label })
  }
}

/** The source to put in for a value. */
function sourceOf({ path, name }: LayoutEntry, parent: string, number: string, writing: Writing): string | undefined {
  const { verbatim, deep } = writing
  if (verbatim === undefined) return undefined
  if (path !== null && number === '') return verbatim.get(path)
  return deep ? verbatim.get(parent + name + number) : undefined
}

function contentProblem({ judge }: LayoutEntry, content: unknown): WireProblemCode | null {
  if (typeof content !== 'string' || judge === null) return 'SIM-W013'
  return content === '' ? 'SIM-W003' : judge(content, true)
}

function unwritable(
  { label, format }: LayoutEntry,
  content: unknown,
  code: WireProblemCode | null,
  path: string,
): LayoutViolation {
  const isPlain = code === null || code === 'SIM-W013' || code === 'SIM-W003'
  if (isPlain || format === null) return violation(code ?? 'SIM-W013', path, { label })
  return violation(code, path, { label, expected: formatName(format), found: shown(String(content)) })
}

/** True when a path of the sources leads into a repeated group. */
function isDeep(verbatim: ReadonlyMap<string, string> | undefined): boolean {
  if (verbatim !== undefined) for (const path of verbatim.keys()) if (path.includes('[')) return true
  return false
}

const DECLARATIONS = { 'UTF-8': xmlDeclaration('UTF-8'), Shift_JIS: xmlDeclaration('Shift_JIS') } as const
const ROOT_OPEN = markup(`<${ROOT_NAME}>\n`)
const ROOT_CLOSE = markup(`</${ROOT_NAME}>\n`)

/**
 * Writes a message: declaration, indented elements, no byte order mark, nothing for absent values. Throws a
 * {@link LayoutViolation} for a message that its own layout would not accept: that is a defect of the caller.
 */
export function writeMessage<T extends object>(
  layout: MessageLayout<T>,
  message: T,
  options: WriteOptions = {},
): Uint8Array {
  const { encoding = 'UTF-8', verbatim } = options
  return writeXml(encoding, (out) => {
    putBytes(out, DECLARATIONS[encoding])
    putBytes(out, ROOT_OPEN)
    writeGroup(layout.root, message, '', {
      out,
      observed: options.order !== 'layout',
      verbatim,
      deep: isDeep(verbatim),
    })
    putBytes(out, ROOT_CLOSE)
  })
}
