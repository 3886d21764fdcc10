import { CODE_LISTS } from '../src/wire/codes.ts'
import { type FileName, parseFileName } from '../src/wire/file-name.ts'
import { type LayoutEntry, type LayoutGroup, type ReadMessage, ROOT_NAME, readDocument } from '../src/wire/layout.ts'
import { type AnyLayout, MESSAGES, layoutOf } from '../src/wire/messages.ts'
import { type WireProblem, fromXmlProblem } from '../src/wire/problem.ts'
import type { WireEncoding } from '../src/wire/shift-jis.ts'
import { type XmlDocument, type XmlLimits, parseXml } from '../src/wire/xml.ts'

export { documentMedium, inspectDocument } from './inspect-document.ts'
export type { InspectedDocument } from './inspect-document.ts'
export { inspectForms, looksLikeForms } from './inspect-forms.ts'
export { describePaperFinding } from './inspect-sentences.ts'

/** 項目: one thing a file says, with its label and its value in both languages; codes are spelt out. */
export interface InspectedFact {
  /** Path of the element, or a name of its own for what stands outside the elements. */
  readonly path: string
  readonly label: { readonly ja: string; readonly en: string }
  readonly value: { readonly ja: string; readonly en: string }
  /** Line and column from 1; null for what stands outside the elements. */
  readonly place: { readonly line: number; readonly column: number } | null
}

/** ファイルの読み取り結果: what an XML file is, what it says, and what is wrong with it. */
export interface InspectedXml {
  /** Id of the layout that fits, e.g. `OQSsiquc01res`; null when none does. */
  readonly kind: string | null
  readonly title: { readonly ja: string; readonly en: string } | null
  /** Null when the bytes are no document. */
  readonly encoding: WireEncoding | null
  readonly facts: readonly InspectedFact[]
  readonly problems: readonly WireProblem[]
}

const plain = (value: string): InspectedFact['value'] => ({ ja: value, en: value })

/** A value with the reading of its code beside it. */
function readable(entry: LayoutEntry, value: string): InspectedFact['value'] {
  if (entry.format?.kind !== 'code') return plain(value)
  const code = CODE_LISTS[entry.format.list].values.find((candidate) => candidate.code === value)
  return code === undefined ? plain(value) : { ja: `${value} ${code.ja}`, en: `${value} ${code.en}` }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function factsOf(group: LayoutGroup, value: unknown, path: string, read: ReadMessage<object>): InspectedFact[] {
  if (!isRecord(value)) return []
  return group.entries.flatMap((entry): InspectedFact[] => {
    const content = value[entry.name]
    const here = `${path}${entry.name}`
    if (content === undefined) return []
    if (typeof content === 'string') {
      const label = { ja: entry.label, en: entry.name }
      return [{ path: here, label, value: readable(entry, content), place: read.positionOf(here) }]
    }
    const { group: inner } = entry
    if (inner === null) return []
    return Array.isArray(content)
      ? content.flatMap((item: unknown, index) => factsOf(inner, item, `${here}[${index + 1}]/`, read))
      : factsOf(inner, content, `${here}/`, read)
  })
}

/** How many elements of a document a layout knows, minus those it does not: the best layout has the most. */
function fit(layout: AnyLayout, document: XmlDocument): number {
  const score = (group: LayoutGroup, element: XmlDocument['root']): number =>
    element.children.reduce((sum, child) => {
      const entry = group.byName.get(child.name)
      if (entry === undefined) return sum - 1
      return sum + 1 + (entry.group === null ? 0 : score(entry.group, child))
    }, 0)
  const missing = (group: LayoutGroup, element: XmlDocument['root']): number =>
    group.entries.reduce((sum, entry) => {
      const child = element.children.find((candidate) => candidate.name === entry.name)
      if (child === undefined) return sum + (entry.required ? 1 : 0)
      return sum + (entry.group === null ? 0 : missing(entry.group, child))
    }, 0)
  return score(layout.root, document.root) - missing(layout.root, document.root)
}

function bestLayout(document: XmlDocument, name: FileName | null): AnyLayout | null {
  const named = name === null ? null : layoutOf(name.prefix)
  if (named !== null) return named
  if (document.root.name !== ROOT_NAME) return null
  const ranked = MESSAGES.map((layout) => ({ layout, points: fit(layout, document) })).toSorted(
    (a, b) => b.points - a.points,
  )
  const [best] = ranked
  return best === undefined || best.points <= 0 ? null : best.layout
}

function nameFacts(name: FileName): InspectedFact[] {
  const fact = (key: string, ja: string, en: string, value: string): InspectedFact => ({
    path: key,
    label: { ja, en },
    value: plain(value),
    place: null,
  })
  const face = name.face === null ? [] : [fact('file/face', '顔認証の日時', 'made by the reader at', name.face.at)]
  return [
    fact('file/prefix', 'ファイル種別', 'kind of file', name.prefix),
    fact('file/suffix', '識別子', 'suffix', name.suffix),
    ...face,
  ]
}

/**
 * XMLファイルを読み取る: tells what a file is, from its name when it has one and else from its elements, lists what it says
 * with Japanese and English labels, and what is wrong with it. Never throws on any bytes.
 */
export function inspectXml(bytes: Uint8Array, fileName?: string, limits?: XmlLimits): InspectedXml {
  const parsedName = fileName === undefined ? null : parseFileName(fileName)
  const name = parsedName?.ok === true ? parsedName.value : null
  const facts = name === null ? [] : nameFacts(name)
  const parsed = parseXml(bytes, limits)
  if (!parsed.ok) {
    const named = name === null ? null : layoutOf(name.prefix)
    return {
      kind: named?.id ?? null,
      title: named?.title ?? null,
      encoding: null,
      facts,
      problems: [fromXmlProblem(parsed.problem)],
    }
  }
  const { encoding } = parsed.value
  const layout = bestLayout(parsed.value, name)
  if (layout === null) return { kind: null, title: null, encoding, facts, problems: [] }
  const read = readDocument(layout, parsed.value)
  return {
    kind: layout.id,
    title: layout.title,
    encoding,
    facts: read.ok ? [...facts, ...factsOf(layout.root, read.value.message, '', read.value)] : facts,
    problems: read.ok ? read.value.warnings : read.problem,
  }
}
