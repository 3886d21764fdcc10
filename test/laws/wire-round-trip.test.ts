import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inspectXml } from '../../generators/inspect.ts'
import { addDays, civilDate, compactDate } from '../../src/domain/civil-date.ts'
import { CODE_LISTS } from '../../src/wire/codes.ts'
import { parseFileName, requestName, resultName } from '../../src/wire/file-name.ts'
import { type Format, type LayoutEntry, type LayoutGroup, readMessage, writeMessage } from '../../src/wire/layout.ts'
import { type AnyLayout, MESSAGES } from '../../src/wire/messages.ts'
import { encodeText } from '../../src/wire/shift-jis.ts'
import { readAnyXml } from '../../src/wire/xml-any.ts'
import { readPlainXml } from '../../src/wire/xml-plain.ts'
import { DEFAULT_LIMITS, parseXml } from '../../src/wire/xml.ts'
import { bytesOf, golden } from '../wire/samples.ts'

const digitsText = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((digits) => digits.join(''))

const day = fc.integer({ min: -60_000, max: 60_000 }).map((days) => compactDate(addDays(civilDate('2026-11-21'), days)))
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''))

const piece = fc.oneof(
  fc.constantFrom(
    '&',
    '<',
    '>',
    ']]>',
    '"',
    "'",
    ' ',
    '　',
    '\t',
    '\n',
    '\r',
    '髙',
    '德',
    '●',
    'ｶﾞ',
    '𠮷',
    '😀',
    'é',
    '〜',
    '&amp;',
  ),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 4 }),
  fc.constantFrom('山田', '０１', '被保険者', 'ﾔﾏﾀﾞ'),
)

const VALUES: { readonly [Kind in Format['kind']]: (format: Extract<Format, { kind: Kind }>) => fc.Arbitrary<string> } =
  {
    text: ({ max }) =>
      fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => [...pieces.join('')].slice(0, max).join('')),
    digits: ({ length }) => digitsText(length),
    integer: () => fc.integer({ min: 0, max: 9_999_999 }).map(String),
    date: () => day,
    month: () => day.map((date) => date.slice(0, 6)),
    moment: () => fc.tuple(day, clock).map((parts) => parts.join('')),
    'insurer-number': () =>
      fc.oneof(
        digitsText(8),
        digitsText(6).map((digits) => `  ${digits}`),
      ),
    code: ({ list }) => fc.constantFrom(...CODE_LISTS[list].values.map((value) => value.code)),
    'one-of': ({ values }) => fc.constantFrom(...values),
  }

function valueOf(format: Format): fc.Arbitrary<string> {
  switch (format.kind) {
    case 'text':
      return VALUES.text(format)
    case 'digits':
      return VALUES.digits(format)
    case 'code':
      return VALUES.code(format)
    case 'one-of':
      return VALUES['one-of'](format)
    case 'integer':
      return VALUES.integer(format)
    case 'date':
      return VALUES.date(format)
    case 'month':
      return VALUES.month(format)
    case 'moment':
      return VALUES.moment(format)
    case 'insurer-number':
      return VALUES['insurer-number'](format)
  }
}

const entryOf = (entry: LayoutEntry): fc.Arbitrary<unknown> => {
  const single: fc.Arbitrary<unknown> = entry.format === null ? groupOf(entry.group) : valueOf(entry.format)
  return entry.repeated ? fc.array(single, { minLength: 1, maxLength: 2 }) : single
}

const groupOf = (group: LayoutGroup | null): fc.Arbitrary<object> => {
  const entries = group?.entries ?? []
  return fc.record(Object.fromEntries(entries.map((entry) => [entry.name, entryOf(entry)])), {
    requiredKeys: entries.filter((entry) => entry.required).map((entry) => entry.name),
  })
}

const options = fc.record({
  encoding: fc.constantFrom('UTF-8' as const, 'Shift_JIS' as const),
  order: fc.constantFrom('observed' as const, 'layout' as const),
})

const plainOf = (value: object): unknown => JSON.parse(JSON.stringify(value))

describe('wire round trip', () => {
  it.each(MESSAGES.map((layout): [string, AnyLayout] => [layout.id, layout]))(
    '%s is read as it was written, in both encodings and both orders',
    (_, layout) => {
      fc.assert(
        fc.property(groupOf(layout.root), options, (message, how) => {
          const read = readMessage(layout, writeMessage(layout, message, how))
          expect(read.ok ? plainOf(read.value.message) : read.problem).toEqual(plainOf(message))
          expect(read.ok && read.value.encoding).toBe(how.encoding)
          expect(read.ok && read.value.warnings).toEqual([])
        }),
        { numRuns: 60 },
      )
    },
  )

  it('writes the same bytes again when the source of every value is echoed', () => {
    const layout = MESSAGES[1]
    if (layout === undefined) throw new Error('no layout')
    fc.assert(
      fc.property(groupOf(layout.root), options, (message, how) => {
        const bytes = writeMessage(layout, message, how)
        const read = readMessage(layout, bytes)
        if (!read.ok) throw new Error('unreadable')
        expect(writeMessage(layout, read.value.message, { ...how, verbatim: read.value.slices })).toEqual(bytes)
      }),
      { numRuns: 60 },
    )
  })
})

const FILES = ['eligibility-request.xml', 'face-result-shift-jis.xml', 'medicines-result.xml'].map(golden)

const noise = fc.oneof(
  fc
    .constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '&',
      ';',
      '&#x',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE a>',
      '<?x ?>',
      '\r',
      '\u0000',
      '"',
    )
    .map(bytesOf),
  fc.uint8Array({ minLength: 1, maxLength: 3 }),
)

const mutated = fc
  .record({
    file: fc.constantFrom(...FILES),
    edits: fc.array(fc.record({ at: fc.nat(3000), cut: fc.nat(20), put: noise }), { minLength: 1, maxLength: 4 }),
    keep: fc.option(fc.nat(3000), { nil: undefined }),
  })
  .map(({ file, edits, keep }) =>
    edits
      .reduce((bytes, { at, cut, put }) => {
        const start = at % (bytes.length + 1)
        return new Uint8Array([...bytes.slice(0, start), ...put, ...bytes.slice(start + cut)])
      }, file)
      .slice(0, keep),
  )

describe('the readers', () => {
  it('never throw on damaged bytes and always say where the damage is', () => {
    fc.assert(
      fc.property(mutated, (bytes) => {
        for (const layout of MESSAGES) {
          const read = readMessage(layout, bytes)
          const problems = read.ok ? read.value.warnings : read.problem
          expect(read.ok || problems.length > 0).toBe(true)
          expect(problems.every(({ place }) => place !== null && place.line >= 1 && place.column >= 1)).toBe(true)
        }
        inspectXml(bytes)
      }),
      { numRuns: 300 },
    )
  })

  it('the short way reads nothing else than the full parser', () => {
    const fragment = fc.oneof(
      fc.constantFrom(
        '<a>',
        '</a>',
        '<b/>',
        '<b />',
        '<c >',
        '</c\n>',
        'x',
        ' ',
        '&amp;',
        '&#65;',
        '&#x1F600;',
        '&bad;',
        '&',
        ']]>',
        '\r\n',
      ),
      fc.constantFrom(
        '<?xml version="1.0"?>',
        "<?xml version='1.0' encoding='UTF-8' standalone='no' ?>",
        '<a x="1">',
        '<!-- -->',
        '<é>',
        '😀',
      ),
    )
    const tree = fc.letrec<{ node: string; leaf: string }>((tie) => ({
      leaf: fc.constantFrom('', ' ', 'x', '&lt;', '\r\n', ' x ', '日本'),
      node: fc.oneof(
        { depthSize: 'small' },
        tie('leaf'),
        fc.tuple(tie('node'), tie('node')).map(([first, second]) => `<a>${first}</a > <b>${second}</b>`),
      ),
    })).node
    const sources = fc.oneof(
      fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join('')),
      tree.map((inner) => `<r>${inner}</r>\n`),
    )
    let short = 0
    fc.assert(
      fc.property(sources, (source) => {
        const plain = readPlainXml(source, DEFAULT_LIMITS)
        if (plain === null) return
        short += 1
        expect(readAnyXml(source, DEFAULT_LIMITS)).toEqual({ ok: true, value: plain })
      }),
      { numRuns: 2000 },
    )
    expect(short).toBeGreaterThan(200)
  })

  it('take the short way for what is written here', () => {
    for (const file of FILES) {
      const parsed = parseXml(file)
      expect(parsed.ok && readPlainXml(parsed.value.source, DEFAULT_LIMITS)).toEqual(
        parsed.ok ? parsed.value.root : null,
      )
    }
  })
})

describe('text and names', () => {
  it('Shift_JIS gives back what it took, or says which character it cannot take', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const encoded = encodeText(text, 'Shift_JIS')
        if (encoded.ok) expect(new TextDecoder('shift_jis').decode(encoded.value)).toBe(text)
        else expect(text.startsWith(encoded.problem.char, encoded.problem.index)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('a request name is read back, and its result differs in three letters', () => {
    const suffix = fc.stringMatching(/^[A-Za-z0-9_-]{1,30}$/)
    fc.assert(
      fc.property(suffix, fc.constantFrom('OQSsiquc01req', 'OQSsiimm01req', 'YZKsiquc01req'), (text, prefix) => {
        const parsed = parseFileName(requestName(prefix, text))
        if (!parsed.ok) throw new Error(parsed.problem.code)
        expect(parsed.value).toMatchObject({ prefix, suffix: text })
        expect(resultName(parsed.value)).toBe(`${prefix.slice(0, -3)}res_${text}.xml`)
      }),
    )
  })
})
