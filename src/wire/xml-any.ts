import { SaxesParser } from 'saxes'
import { type Result, err, ok } from '../domain/result.ts'
import {
  type OpenElement,
  type XmlElement,
  type XmlFault,
  type XmlLimits,
  type XmlProblemCode,
  addChild,
  addText,
  openElement,
} from './xml-tree.ts'

/** Carries a refusal out of the callbacks of the parser. */
class Refusal extends Error {
  override name = 'Refusal' as const
  readonly fault: XmlFault
  constructor(fault: XmlFault) {
    super(fault.code)
    this.fault = fault
  }
}

/** What the parser says, in the order of the table: the first pattern that fits names the code. */
const CODES: readonly (readonly [RegExp, XmlProblemCode])[] = [
  [/doctype/i, 'SIM-X004'],
  [/entity/i, 'SIM-X005'],
  [/must contain a root/, 'SIM-X008'],
  [/unclosed tag|unexpected end|close tag|closing tag|forward-slash/, 'SIM-X009'],
  [/outside of root|only one root|before root/, 'SIM-X011'],
  [
    /XML declaration|expected|version number|encoding value|standalone value|value must be quoted|value required/,
    'SIM-X012',
  ],
]

const LONE_AMPERSAND = /&(?!(?:[A-Za-z_][\w.-]*|#\d+|#x[0-9A-Fa-f]+);)/

/** The offset of an `&` that begins no reference, -1 without one: the parser itself notices it only much later. */
const loneAmpersand = (source: string): number => LONE_AMPERSAND.exec(source)?.index ?? -1

const codeOf = (message: string): XmlProblemCode => CODES.find(([pattern]) => pattern.test(message))?.[1] ?? 'SIM-X010'

/** Reads any well-formed document with the full parser; the first thing that is wrong ends the reading. */
export function readAnyXml(source: string, limits: XmlLimits): Result<XmlElement, XmlFault> {
  const parser = new SaxesParser()
  const open: OpenElement[] = []
  let root: OpenElement | undefined
  let elements = 0
  const refuse = (code: XmlProblemCode, offset: number, facts: XmlFault['facts'] = {}): never => {
    throw new Refusal({ code, offset, facts })
  }
  const append = (text: string): void => {
    const current = open.at(-1)
    if (current !== undefined) addText(current, text)
  }
  parser.on('error', (error) => {
    const reason = error.message.replace(/^[\d:]*\s*/, '').replace(/\.$/, '')
    const [code, offset] = [codeOf(reason), Math.max(0, Math.min(parser.position - 1, source.length))]
    const lone = loneAmpersand(source)
    if (lone !== -1 && lone <= offset && code !== 'SIM-X004') refuse('SIM-X005', lone)
    if (code === 'SIM-X005') refuse(code, source.lastIndexOf('&', offset))
    const current = open.at(-1)
    refuse(code, offset, code === 'SIM-X009' && current !== undefined ? { reason, element: current.name } : { reason })
  })
  parser.on('doctype', () => refuse('SIM-X004', Math.max(0, source.indexOf('<!DOCTYPE'))))
  parser.on('opentagstart', (tag) => {
    const start = source.lastIndexOf('<', parser.position - 1)
    elements += 1
    if (elements > limits.elements) refuse('SIM-X007', start, { limit: limits.elements })
    if (open.length >= limits.depth) refuse('SIM-X006', start, { limit: limits.depth, element: tag.name })
    const element = openElement(tag.name, start, start)
    const parent = open.at(-1)
    if (parent !== undefined) addChild(parent, element)
    root ??= element
    open.push(element)
  })
  parser.on('opentag', (tag) => {
    const current = open.at(-1)
    if (current === undefined) return
    current.innerStart = parser.position
    current.hasAttributes = Object.keys(tag.attributes).length > 0
  })
  parser.on('closetag', (tag) => {
    const current = open.pop()
    if (current === undefined) return
    current.innerEnd = tag.isSelfClosing ? current.innerStart : source.lastIndexOf('<', parser.position - 1)
  })
  parser.on('text', append)
  parser.on('cdata', append)
  try {
    parser.write(source).close()
  } catch (error) {
    if (error instanceof Refusal) return err(error.fault)
    throw error
  }
  return root === undefined ? err({ code: 'SIM-X008', offset: 0, facts: {} }) : ok(root)
}
