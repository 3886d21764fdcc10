import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MessageLayout, readDocument, readMessage, writeMessage } from '../../src/wire/layout.ts'
import { ELIGIBILITY_REQUEST } from '../../src/wire/eligibility-request.ts'
import { ELIGIBILITY_RESULT } from '../../src/wire/eligibility-result.ts'
import { readPlainMessage } from '../../src/wire/layout-plain.ts'
import { DEFAULT_LIMITS, parseXml } from '../../src/wire/xml.ts'
import { bytesOf, request, validResult } from '../wire/samples.ts'

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const REQUEST = textOf(writeMessage(ELIGIBILITY_REQUEST, request))
const RESULT = textOf(writeMessage(ELIGIBILITY_RESULT, validResult))

/** What a reading amounts to, places included. */
function told(reading: ReturnType<typeof readMessage<object>>): unknown {
  if (!reading.ok) return reading.problem
  const { message, slices, warnings, encoding, positionOf } = reading.value
  return { message, slices: [...slices], warnings, encoding, places: [...slices.keys()].map(positionOf) }
}

/** The word of the full reader, which goes over a tree. */
function byTree(layout: MessageLayout<object>, text: string): unknown {
  const document = parseXml(bytesOf(text))
  return document.ok ? told(readDocument(layout, document.value)) : 'no document'
}

const takesShortWay = (layout: MessageLayout<object>, text: string): boolean =>
  readPlainMessage(layout.root, 'XmlMsg', text, DEFAULT_LIMITS) !== null

const HABITS = {
  'as written': (text: string) => text,
  'without white space': (text: string) => text.replaceAll(/>\s+</g, '><'),
  'with tabs': (text: string) => text.replaceAll('\n', '\n\t'),
  'without a declaration': (text: string) => text.replace(/^.*\n/, ''),
  'in the order of nobody': (text: string) => text.replace(/( *<Birthdate>.*\n)([^]*?)(<\/Q)/, '$2$1$3'),
} as const

describe('the short way of reading', () => {
  it.each(Object.entries(HABITS))('is taken for a request %s, and says what the full reader says', (_, habit) => {
    const text = habit(REQUEST)
    expect(takesShortWay(ELIGIBILITY_REQUEST, text)).toBe(true)
    expect(told(readMessage(ELIGIBILITY_REQUEST, bytesOf(text)))).toEqual(byTree(ELIGIBILITY_REQUEST, text))
  })

  it.each([
    ['an unknown element', '<Birthdate>', '<Unknown>1</Unknown><Birthdate>'],
    ['an attribute', '<Birthdate>', '<Birthdate a="1">'],
    ['a doubled element', '<Birthdate>', '<Birthdate>20000101</Birthdate><Birthdate>'],
    ['an empty element', /<Birthdate>.*</, '<Birthdate><'],
    ['a missing element', /<Birthdate>.*<\/Birthdate>/, ''],
    ['a reference', /<Birthdate>/, '<Birthdate>&#32;'],
    ['a wrong value', /<Birthdate>.*</, '<Birthdate>20000230<'],
    ['text between elements', '<Birthdate>', 'x<Birthdate>'],
    ['a child of a value', /<Birthdate>/, '<Birthdate><a/>'],
    ['something after the end', '</XmlMsg>', '</XmlMsg><!-- -->'],
  ])('is left for %s', (_, from, to) => {
    expect(takesShortWay(ELIGIBILITY_REQUEST, REQUEST.replace(from, to))).toBe(false)
  })

  it.each([
    '&amp;',
    '&#x41;',
    '&',
    '<a/>',
    '<!-- -->',
    '<![CDATA[x]]>',
    ']]>',
    ']',
    '>',
    '\r\n',
    '\t',
    '\u0001',
    '髙',
    '𠮷',
  ])('says what the full reader says of a text with %j in it', (piece) => {
    const text = REQUEST.replace(/(<InsuredIdentificationNumber>.)/, (start) => start + piece)
    const expected = byTree(ELIGIBILITY_REQUEST, text)
    if (expected === 'no document') expect(takesShortWay(ELIGIBILITY_REQUEST, text)).toBe(false)
    else expect(told(readMessage(ELIGIBILITY_REQUEST, bytesOf(text)))).toEqual(expected)
  })

  it('never says anything else than the full reader, whatever is cut out, put in or doubled', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '&amp;',
      '&',
      ' ',
      '\r\n',
      ']]>',
      '<a/>',
      '</Name>',
      '髙',
      '𠮷',
      '1',
      '<!-- -->',
      '\u0000',
    )
    const cut = fc.record({ from: fc.nat(), length: fc.nat({ max: 60 }), piece: fc.oneof(fc.constant(''), piece) })
    fc.assert(
      fc.property(fc.boolean(), fc.array(cut, { maxLength: 3 }), (isRequest, cuts) => {
        const layout: MessageLayout<object> = isRequest ? ELIGIBILITY_REQUEST : ELIGIBILITY_RESULT
        const good = isRequest ? REQUEST : RESULT
        const text = cuts.reduce((before, { from, length, piece: put }) => {
          const at = from % before.length
          return before.slice(0, at) + put + before.slice(at + length)
        }, good)
        const expected = byTree(layout, text)
        if (expected !== 'no document') expect(told(readMessage(layout, bytesOf(text)))).toEqual(expected)
        else expect(readMessage(layout, bytesOf(text)).ok).toBe(false)
      }),
    )
  })
})
