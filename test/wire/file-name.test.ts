import { describe, expect, it } from 'vitest'
import { instant } from '../../src/domain/civil-date.ts'
import { errorName, faceFileName, parseFileName, requestName, resultName } from '../../src/wire/file-name.ts'

const problemOf = (name: string): string | null => {
  const parsed = parseFileName(name)
  return parsed.ok ? null : parsed.problem.code
}

const parsed = (name: string) => {
  const result = parseFileName(name)
  if (!result.ok) throw new Error(result.problem.code)
  return result.value
}

describe('file names', () => {
  it.each([
    ['OQSsiquc01req_202611210001.xml', 'OQSsiquc01req', '202611210001', 'xml'],
    ['OQSsiquc01req_2021081611906.xml', 'OQSsiquc01req', '2021081611906', 'xml'],
    ['YZKsiquc01req_FF2611210930123.xml', 'YZKsiquc01req', 'FF2611210930123', 'xml'],
    ['OQSsiquc01req_1637456789aB3.zip', 'OQSsiquc01req', '1637456789aB3', 'zip'],
    ['TKKsiquc01res_患者_1.pdf', 'TKKsiquc01res', '患者_1', 'pdf'],
    ['OQSmuimm02res_x.err', 'OQSmuimm02res', 'x', 'err'],
    ['oqsSIquc01REQ_Abc.XML', 'OQSsiquc01req', 'Abc', 'xml'],
  ])('%s is taken apart', (name, prefix, suffix, extension) => {
    expect(parsed(name)).toMatchObject({ prefix, suffix, extension, face: null })
  })

  it.each([
    ['../OQSsiquc01req_1.xml', 'SIM-F001'],
    ['OQSsiquc01req_a/b.xml', 'SIM-F001'],
    ['OQSsiquc01req_a\\b.xml', 'SIM-F001'],
    ['OQSsiquc01req_..xml', 'SIM-F001'],
    ['OQSsiquc01req_a\u0000.xml', 'SIM-F001'],
    ['OQSsiquc01req_a\n.xml', 'SIM-F001'],
    ['C:OQSsiquc01req_1.xml', 'SIM-F001'],
    ['.OQSsiquc01req_1.xml', 'SIM-F001'],
    ['OQSsiquc01req_1.xml ', 'SIM-F001'],
    ['', 'SIM-F002'],
    ['OQSsiquc01req_.xml', 'SIM-F002'],
    ['OQSsiquc01req.xml', 'SIM-F002'],
    ['OQSsiquc01req_1.tmp', 'SIM-F002'],
    ['~OQSsiquc01req_1.xml', 'SIM-F002'],
    ['OQSxxquc01req_1.xml', 'SIM-F002'],
    ['ABCsiquc01req_1.xml', 'SIM-F003'],
    [`OQSsiquc01req_${'1'.repeat(200)}.xml`, 'SIM-F004'],
  ])('%j is refused with %s', (name, code) => {
    expect(problemOf(name)).toBe(code)
  })

  it('the result has the suffix of its request, only req becomes res', () => {
    const request = parsed(requestName('OQSsiquc01req', 'req_req'))
    expect(resultName(request)).toBe('OQSsiquc01res_req_req.xml')
    expect(resultName(request, 'pdf')).toBe('OQSsiquc01res_req_req.pdf')
    expect(errorName(request)).toBe('OQSsiquc01req_req_req.err')
  })

  it('throws on a suffix that leaves the folder', () => {
    expect(() => requestName('OQSsiquc01req', '../x')).toThrow(TypeError)
  })

  it('the file of the reader carries institution, session and moment', () => {
    const name = faceFileName('1319999999', '0123456789abcdef0123', instant('2026-11-21T09:00:03+09:00'))
    expect(name).toBe('OQSsiquc01res_face_13199999990123456789abcdef0123_20261121090003.xml')
    expect(name).toMatch(/^OQSsiquc01res_face_.+_(\d{14})\.xml$/)
    expect(parsed(name).face).toEqual({
      institutionCode: '1319999999',
      session: '0123456789abcdef0123',
      at: '2026-11-21T09:00:03+09:00',
    })
  })

  it('a face name with a day that does not exist is an ordinary result', () => {
    expect(parsed('OQSsiquc01res_face_x_20261321090003.xml').face).toBeNull()
  })

  it.each([
    ['131999999', '0123456789abcdef0123'],
    ['1319999999', '0123456789ABCDEF0123'],
  ])('throws on the parts %s and %s', (code, session) => {
    expect(() => faceFileName(code, session, instant('2026-11-21T09:00:03+09:00'))).toThrow(TypeError)
  })
})
