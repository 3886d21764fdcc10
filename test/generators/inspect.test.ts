import { describe, expect, it } from 'vitest'
import { inspectXml } from '../../generators/inspect.ts'
import { bytesOf, golden } from '../wire/samples.ts'

describe('inspectXml', () => {
  it.each([
    ['eligibility-request.xml', 'OQSsiquc01req'],
    ['eligibility-result.xml', 'OQSsiquc01res'],
    ['eligibility-result-not-found.xml', 'OQSsiquc01res'],
    ['face-result-shift-jis.xml', 'OQSsiquc01res'],
    ['inquiry-number-request.xml', 'OQSsiimm01req'],
    ['inquiry-number-result.xml', 'OQSsiimm01res'],
    ['medicines-request.xml', 'YZKsiquc01req'],
    ['medicines-result.xml', 'YZKsiquc01res'],
    ['checkups-request.xml', 'TKKsiquc01req'],
    ['checkups-result.xml', 'TKKsiquc01res'],
  ])('knows %s by its elements alone', (file, kind) => {
    expect(inspectXml(golden(file))).toMatchObject({ kind, problems: [] })
  })

  it('labels what it says in both languages and spells codes out', () => {
    const { facts, title } = inspectXml(golden('face-result-shift-jis.xml'), 'OQSsiquc01res_face_x_20261121090003.xml')
    expect(title).toEqual({ ja: '資格確認結果', en: 'eligibility result' })
    expect(facts).toContainEqual({
      path: 'MessageBody/QualificationValidity',
      label: { ja: '資格有効性', en: 'QualificationValidity' },
      value: { ja: '1 有効', en: '1 valid' },
      place: { line: 45, column: 5 },
    })
    expect(facts).toContainEqual({
      path: 'file/face',
      label: { ja: '顔認証の日時', en: 'made by the reader at' },
      value: { ja: '2026-11-21T09:00:03+09:00', en: '2026-11-21T09:00:03+09:00' },
      place: null,
    })
  })

  it('trusts the name and says what does not fit', () => {
    const report = inspectXml(golden('eligibility-request.xml'), 'OQSsiimm01req_1.xml')
    expect(report.kind).toBe('OQSsiimm01req')
    expect(report.problems.map((problem) => problem.code)).toContain('SIM-W002')
  })

  it.each([
    ['no XML', 'hello', null, ['SIM-X011']],
    ['another XML', '<html><body/></html>', null, []],
    ['an unknown message', '<XmlMsg><Other/></XmlMsg>', null, []],
  ])('has no kind for %s', (_, text, kind, codes) => {
    const report = inspectXml(bytesOf(text))
    expect([report.kind, report.problems.map((problem) => problem.code)]).toEqual([kind, codes])
  })
})
