/** One element. Offsets count UTF-16 units of the decoded source from 0; positions are made from them on demand. */
export interface XmlElement {
  readonly name: string
  /** Decoded character data directly inside, in order and joined; white space between child elements included. */
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
