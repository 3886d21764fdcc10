import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS, type XmlProblem, parseXml, positionAt } from '../../src/wire/xml.ts'
import { bytesOf } from './samples.ts'

const problemOf = (text: string | Uint8Array, limits = DEFAULT_LIMITS): XmlProblem | null => {
  const parsed = parseXml(typeof text === 'string' ? bytesOf(text) : text, limits)
  return parsed.ok ? null : parsed.problem
}

const textOf = (xml: string): string => {
  const parsed = parseXml(bytesOf(xml))
  if (!parsed.ok) throw new Error(parsed.problem.code)
  return parsed.value.root.text
}

describe('parseXml', () => {
  it('keeps names, decoded text and offsets', () => {
    const xml = '<a>\n <b >x &amp; y</b >\n</a>'
    const parsed = parseXml(bytesOf(xml))
    if (!parsed.ok) throw new Error(parsed.problem.code)
    const [child] = parsed.value.root.children
    expect(parsed.value.root.text).toBe('')
    expect(child).toMatchObject({ name: 'b', text: 'x & y' })
    expect(xml.slice(child?.innerStart, child?.innerEnd)).toBe('x &amp; y')
    expect(positionAt(xml, child?.start ?? 0)).toEqual({ line: 2, column: 2 })
  })

  it.each([
    ['<?xml version="1.0" encoding="UTF-8" standalone="no"?><a/>', 'UTF-8'],
    ["<?xml version='1.0' encoding='Shift_JIS' standalone='no'?><a/>", 'Shift_JIS'],
    ['<?xml version="1.0" encoding="Windows-31J"?><a/>', 'Shift_JIS'],
    ['<?xml version="1.0" encoding="utf-8"?>\r\n<a></a>', 'UTF-8'],
    ['<?xml version="1.0"?><a/>', 'UTF-8'],
    ['<a/>', 'UTF-8'],
    ['\uFEFF<?xml version="1.0" encoding="UTF-8"?><a/>', 'UTF-8'],
    ['\uFEFF<a/>', 'UTF-8'],
  ])('finds the encoding of %s', (xml, encoding) => {
    const parsed = parseXml(bytesOf(xml))
    expect(parsed.ok && parsed.value.encoding).toBe(encoding)
  })

  it.each([
    ['<a>&lt;&#39640;&#x9AD9;&apos;</a>', "<高髙'"],
    ['<a>&#x1F600;</a>', '😀'],
    ['<a>x<!-- note -->y</a>', 'xy'],
    ['<a><![CDATA[<&>]]></a>', '<&>'],
    ['<a>line\r\nline\rline</a>', 'line\nline\nline'],
    ['<a>&#13;</a>', '\r'],
    ['<a  ></a  >', ''],
    ['<a> </a>', ' '],
    ['<a x="1">y</a>', 'y'],
  ])('reads %s', (xml, expected) => {
    expect(textOf(xml)).toBe(expected)
  })

  it.each<[string, string, string, number, number]>([
    ['nothing', '', 'SIM-X008', 1, 1],
    ['no element', '<?xml version="1.0"?>\n', 'SIM-X008', 1, 22],
    ['an unclosed element', '<a>\n<b></a>', 'SIM-X009', 2, 7],
    ['a cut file', '<a>\n<b>123', 'SIM-X009', 2, 6],
    ['a cut tag', '<a><b', 'SIM-X009', 1, 5],
    ['a bare ampersand', '<a>R & D</a>', 'SIM-X005', 1, 6],
    ['an unknown entity', '<a>\n&nbsp;</a>', 'SIM-X005', 2, 1],
    ['an ampersand in an unfinished value', '<a>\nA&B', 'SIM-X005', 2, 2],
    ['a reference to no character', '<a>&#0;</a>', 'SIM-X005', 1, 4],
    ['a DOCTYPE', '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'SIM-X004', 2, 1],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'SIM-X004', 1, 1],
    ['a space before the name', '< a></a>', 'SIM-X010', 1, 2],
    ['a control character', '<a>\u0001</a>', 'SIM-X010', 1, 4],
    ['two roots', '<a/><b/>', 'SIM-X011', 1, 7],
    ['text after the root', '<a/>x', 'SIM-X011', 1, 6],
    ['text before the root', 'x<a/>', 'SIM-X011', 1, 2],
    ['a wrong declaration', '<?xml encoding="UTF-8"?><a/>', 'SIM-X012', 1, 15],
    ['an unquoted declaration', '<?xml version=1.0?><a/>', 'SIM-X012', 1, 15],
    ['a duplicate attribute', '<a x="1" x="2"/>', 'SIM-X010', 1, 16],
    ['another encoding', '<?xml version="1.0" encoding="EUC-JP"?><a/>', 'SIM-X002', 1, 1],
  ])('refuses %s', (_, xml, code, line, column) => {
    expect(problemOf(xml)).toMatchObject({ code, line, column })
  })

  it('refuses UTF-16', () => {
    expect(problemOf(new Uint8Array([0xff, 0xfe, 0x3c, 0x00, 0x61, 0x00]))).toMatchObject({ code: 'SIM-X002' })
    expect(problemOf(new Uint8Array([0x00, 0x3c, 0x00, 0x61]))).toMatchObject({ code: 'SIM-X002' })
  })

  it('points at the byte that is no UTF-8', () => {
    const bytes = new Uint8Array([...bytesOf('<a>\n山'), 0x8e, 0x52, ...bytesOf('</a>')])
    expect(problemOf(bytes)).toMatchObject({
      code: 'SIM-X003',
      line: 2,
      column: 2,
      offset: 7,
      facts: { encoding: 'UTF-8', byte: '8E' },
    })
  })

  it('refuses Shift_JIS bytes that are declared as Shift_JIS but cut in the middle of a character', () => {
    const head = bytesOf('<?xml version="1.0" encoding="Shift_JIS"?><a>')
    const bytes = new Uint8Array([...head, 0x8e])
    expect(problemOf(bytes)).toMatchObject({ code: 'SIM-X003', offset: head.length })
  })

  it('holds no more than it agreed to', () => {
    const deep = (levels: number): string => '<a>'.repeat(levels) + '</a>'.repeat(levels)
    const limits = { bytes: 200, depth: 5, elements: 8 }
    expect(problemOf(deep(5), limits)).toBeNull()
    expect(problemOf(deep(6), limits)).toMatchObject({ code: 'SIM-X006', facts: { limit: 5 } })
    expect(problemOf(`<r>${'<a/>'.repeat(7)}</r>`, limits)).toBeNull()
    expect(problemOf(`<r>${'<a/>'.repeat(8)}</r>`, limits)).toMatchObject({ code: 'SIM-X007' })
    expect(problemOf(`<a>${'x'.repeat(193)}</a>`, limits)).toBeNull()
    expect(problemOf(`<a>${'x'.repeat(194)}</a>`, limits)).toMatchObject({ code: 'SIM-X001', facts: { bytes: 201 } })
    expect(problemOf(deep(100_000))).toMatchObject({ code: 'SIM-X006' })
  })
})
