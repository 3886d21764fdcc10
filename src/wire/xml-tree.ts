/** One element. Offsets count UTF-16 units of the decoded source from 0; positions are made from them on demand. */
export interface XmlElement {
  readonly name: string
  /** Decoded character data directly inside, joined; white space around child elements is dropped. */
  readonly text: string
  /** Offset of `<` of the start tag. */
  readonly start: number
  /** Offset after the start tag. */
  readonly innerStart: number
  /** Offset of `<` of the end tag; equal to `innerStart` for an empty-element tag. */
  readonly innerEnd: number
  readonly hasAttributes: boolean
  readonly children: readonly XmlElement[]
}

/** What the reader agrees to hold. */
export interface XmlLimits {
  readonly bytes: number
  readonly depth: number
  readonly elements: number
}

/** An element while its end is not known yet. */
export interface OpenElement {
  name: string
  text: string
  start: number
  innerStart: number
  innerEnd: number
  hasAttributes: boolean
  children: OpenElement[]
}

/** True for the four characters of XML white space. */
export const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

/** True for text of XML white space alone, and for no text. */
export function isOnlySpace(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (!isSpace(text.charCodeAt(at))) return false
  return true
}

/** Text without XML white space at both ends; an expression would take quadratic time on long runs of spaces. */
export function trimSpace(text: string): string {
  let [from, to] = [0, text.length]
  while (from < to && isSpace(text.charCodeAt(from))) from += 1
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1
  return to - from === text.length ? text : text.slice(from, to)
}

/** An element that starts with `<` at `start`; its tag ends before `innerStart`. */
export const openElement = (name: string, start: number, innerStart: number): OpenElement => ({
  name,
  text: '',
  start,
  innerStart,
  innerEnd: innerStart,
  hasAttributes: false,
  children: [],
})

/** Adds character data to an element. */
export function addText(element: OpenElement, text: string): void {
  if (element.children.length > 0 && isOnlySpace(text)) return
  element.text = element.text === '' ? text : element.text + text
}

/** Adds a child to an element. */
export function addChild(element: OpenElement, child: OpenElement): void {
  if (element.children.length === 0 && isOnlySpace(element.text)) element.text = ''
  element.children.push(child)
}

/** Stable codes of what can be wrong with the bytes of a document; ours (ASM-01). */
export type XmlProblemCode =
  | 'SIM-X001'
  | 'SIM-X002'
  | 'SIM-X003'
  | 'SIM-X004'
  | 'SIM-X005'
  | 'SIM-X006'
  | 'SIM-X007'
  | 'SIM-X008'
  | 'SIM-X009'
  | 'SIM-X010'
  | 'SIM-X011'
  | 'SIM-X012'

/** A refusal at an offset of the decoded source, before it has a line and a column. */
export interface XmlFault {
  readonly code: XmlProblemCode
  readonly offset: number
  readonly facts: Readonly<Record<string, string | number>>
}
