import { describe, expect, it } from 'vitest'
import { ELIGIBILITY_REQUEST, inquiryOf } from '../../src/wire/eligibility-request.ts'
import { ELIGIBILITY_RESULT, type EligibilityResult } from '../../src/wire/eligibility-result.ts'
import { type ReadOptions, readMessage, writeMessage } from '../../src/wire/layout.ts'
import { MESSAGES } from '../../src/wire/messages.ts'
import { LayoutViolation, type WireProblem, describeWireProblem } from '../../src/wire/problem.ts'
import { bytesOf, golden, notFound, request, validResult } from './samples.ts'

const REQUEST = new TextDecoder().decode(golden('eligibility-request.xml'))

const problemsOf = (xml: string | Uint8Array, options: ReadOptions = {}): readonly WireProblem[] => {
  const read = readMessage(ELIGIBILITY_REQUEST, typeof xml === 'string' ? bytesOf(xml) : xml, options)
  return read.ok ? read.value.warnings : read.problem
}

describe('readMessage', () => {
  it('mirrors the tree with the names of the wire', () => {
    const read = readMessage(ELIGIBILITY_REQUEST, golden('eligibility-request.xml'))
    expect(read.ok && read.value.message).toEqual(request)
    expect(read.ok && read.value.encoding).toBe('UTF-8')
  })

  it('does not mind the order of elements', () => {
    const inOrder = readMessage(ELIGIBILITY_RESULT, golden('eligibility-result-layout-order.xml'))
    const asSeen = readMessage(ELIGIBILITY_RESULT, golden('eligibility-result.xml'))
    expect(inOrder.ok && asSeen.ok && inOrder.value.message).toEqual(asSeen.ok ? asSeen.value.message : null)
  })

  it('tells the place of an element', () => {
    const read = readMessage(ELIGIBILITY_RESULT, golden('eligibility-result.xml'))
    if (!read.ok) throw new Error('unreadable')
    const record = 'MessageBody/ResultList/ResultOfQualificationConfirmation[1]'
    expect(read.value.positionOf(`${record}/Name`)).toEqual({ line: 18, column: 9 })
    expect(read.value.positionOf(`${record}/Sex2`)).toBeNull()
    expect(read.value.positionOf('MessageBody/ResultList/ResultOfQualificationConfirmation[2]/Name')).toBeNull()
    expect(read.value.slices.get(`${record}/InsurerNumber`)).toBe('  138016')
  })

  it.each<[string, (xml: string) => string, Partial<WireProblem> & { place?: object }]>([
    ['a wrong root', (xml) => xml.replaceAll('XmlMsg', 'Message'), { code: 'SIM-W001', path: 'Message' }],
    [
      'a missing element',
      (xml) => xml.replace(/ *<Birthdate>.*\n/, ''),
      { code: 'SIM-W002', path: 'MessageBody/QualificationConfirmSearchInfo/Birthdate' },
    ],
    [
      'a missing group',
      (xml) => xml.replace(/ *<MessageBody>[^]*<\/MessageBody>\n/, ''),
      { code: 'SIM-W002', path: 'MessageBody' },
    ],
    [
      'an empty required element',
      (xml) => xml.replace('<Birthdate>19840506<', '<Birthdate><'),
      { code: 'SIM-W003', path: 'MessageBody/QualificationConfirmSearchInfo/Birthdate' },
    ],
    [
      'a duplicate element',
      (xml) => xml.replace(/( *<InsuredBranchNumber>.*\n)/, '$1$1'),
      { code: 'SIM-W004', path: 'MessageBody/QualificationConfirmSearchInfo/InsuredBranchNumber' },
    ],
    [
      'a duplicate group',
      (xml) => xml.replace(/(<MessageBody>[^]*<\/MessageBody>)/, '$1$1'),
      { code: 'SIM-W004', path: 'MessageBody' },
    ],
    [
      'a day that does not exist',
      (xml) => xml.replace('19840506', '19840231'),
      { code: 'SIM-W006', facts: { label: '生年月日', expected: 'yyyyMMdd', found: '19840231' } },
    ],
    [
      'a short institution code',
      (xml) => xml.replace('1319999999', '131999999'),
      { code: 'SIM-W006', path: 'MessageHeader/MedicalInstitutionCode' },
    ],
    [
      'a branch of one digit',
      (xml) => xml.replace('<InsuredBranchNumber>01<', '<InsuredBranchNumber>1<'),
      { code: 'SIM-W006' },
    ],
    ['a letter in the insurer number', (xml) => xml.replace('  138016', '  13801X'), { code: 'SIM-W006' }],
    ['a code outside its list', (xml) => xml.replace('ConsFlg>0<', 'ConsFlg>2<'), { code: 'SIM-W007' }],
    ['a long identifier', (xml) => xml.replace('00123_1', 'x'.repeat(51)), { code: 'SIM-W008' }],
    [
      'elements inside a value',
      (xml) => xml.replace('>19840506<', '><Year>1984</Year><'),
      { code: 'SIM-W012', path: 'MessageBody/QualificationConfirmSearchInfo/Birthdate' },
    ],
    ['a file that is no XML', () => '<XmlMsg>', { code: 'SIM-X009', path: '' }],
  ])('refuses %s', (_, change, expected) => {
    const [problem] = problemsOf(change(REQUEST))
    expect(problem).toMatchObject({ severity: 'error', owner: 'sender', ...expected })
  })

  it.each<[string, (xml: string) => string, string]>([
    ['an unknown element', (xml) => xml.replace('<Birthdate>', '<BirthDate>1</BirthDate><Birthdate>'), 'SIM-W005'],
    ['text between elements', (xml) => xml.replace('<Birthdate>', 'x<Birthdate>'), 'SIM-W009'],
    ['an attribute', (xml) => xml.replace('<Birthdate>', '<Birthdate type="1">'), 'SIM-W010'],
    ['an insurer number without its padding', (xml) => xml.replace('  138016', '138016'), 'SIM-W011'],
  ])('warns of %s and reads on', (_, change, code) => {
    const read = readMessage(ELIGIBILITY_REQUEST, bytesOf(change(REQUEST)))
    expect(read.ok && read.value.warnings.map((problem) => problem.code)).toEqual([code])
    expect(read.ok && inquiryOf(read.value.message)).toEqual(inquiryOf(request))
  })

  it('refuses unknown elements when asked to, and is silent when asked to', () => {
    const xml = REQUEST.replace('<Birthdate>', '<Stray/><Birthdate>')
    expect(problemsOf(xml, { unknownElements: 'refuse' })).toMatchObject([{ code: 'SIM-W005', severity: 'error' }])
    expect(problemsOf(xml, { unknownElements: 'ignore' })).toEqual([])
  })

  it('reports everything at once, in the order of the document', () => {
    const xml = REQUEST.replace('20261121<', '20261321<').replace('19840506', '1984').replace('1319999999', 'x')
    expect(problemsOf(xml).map((problem) => problem.place?.line)).toEqual([4, 5, 14])
  })

  it('is not fooled by names of object properties', () => {
    const xml = REQUEST.replace('<Birthdate>', '<__proto__>1</__proto__><constructor>1</constructor><Birthdate>')
    expect(problemsOf(xml).map((problem) => problem.code)).toEqual(['SIM-W005', 'SIM-W005'])
  })

  it('says in both languages what happened, where, and whose it is', () => {
    const [problem] = problemsOf(REQUEST.replace('19840506', '19840231'))
    if (problem === undefined) throw new Error('no problem')
    expect(describeWireProblem(problem, 'en')).toEqual({
      what: 'The value "19840231" of 生年月日 does not have the format yyyyMMdd.',
      where: 'line 14, column 18: MessageBody/QualificationConfirmSearchInfo/Birthdate',
      fix: 'sender: Write it as yyyyMMdd.',
    })
    expect(describeWireProblem(problem, 'ja').fix).toBe('送信側: yyyyMMddの形で書いてください。')
  })
})

describe('writeMessage', () => {
  const broken = (change: object): EligibilityResult => ({
    ...notFound,
    MessageHeader: { ...notFound.MessageHeader, ...change },
  })
  const violation = (message: EligibilityResult): WireProblem | null => {
    try {
      writeMessage(ELIGIBILITY_RESULT, message)
      return null
    } catch (error) {
      if (error instanceof LayoutViolation) return error.problem
      throw error
    }
  }

  it.each<[string, object, string]>([
    ['a missing value', { SegmentOfResult: undefined }, 'SIM-W002'],
    ['an empty value', { ArbitraryFileIdentifier: '' }, 'SIM-W003'],
    ['an element without a row', { Extra: '1' }, 'SIM-W005'],
    ['a wrong moment', { ProcessExecutionTime: '20261121250000' }, 'SIM-W006'],
    ['a wrong code', { SegmentOfResult: '3' }, 'SIM-W007'],
    ['a long text', { ArbitraryFileIdentifier: 'x'.repeat(51) }, 'SIM-W008'],
    ['a number', { MedicalInstitutionCode: 1_319_999_999 }, 'SIM-W013'],
    ['a control character', { ErrorMessage: 'a\u0000' }, 'SIM-W014'],
  ])('throws on %s', (_, change, code) => {
    expect(violation(broken(change))).toMatchObject({ code, owner: 'writer', place: null })
  })

  it('throws on an empty list and on an insurer number without padding', () => {
    const [record] = validResult.MessageBody.ResultList?.ResultOfQualificationConfirmation ?? []
    if (record === undefined) throw new Error('no record')
    const withRecords = (records: readonly (typeof record)[]): EligibilityResult => ({
      ...validResult,
      MessageBody: { ...validResult.MessageBody, ResultList: { ResultOfQualificationConfirmation: records } },
    })
    expect(violation(withRecords([]))?.code).toBe('SIM-W013')
    expect(violation(withRecords([record, { ...record, InsurerNumber: '138016' }]))).toMatchObject({
      code: 'SIM-W006',
      path: 'MessageBody/ResultList/ResultOfQualificationConfirmation[2]/InsurerNumber',
    })
  })

  it('writes what Shift_JIS does not have as a reference, so that nothing is lost', () => {
    const message = broken({ ErrorCode: 'SIM-0001', ErrorMessage: '𠮷田 & <髙橋>' })
    const bytes = writeMessage(ELIGIBILITY_RESULT, message, { encoding: 'Shift_JIS' })
    expect(Buffer.from(bytes).toString('latin1')).toContain('&#x20BB7;')
    const read = readMessage(ELIGIBILITY_RESULT, bytes)
    expect(read.ok && read.value.message.MessageHeader.ErrorMessage).toBe('𠮷田 & <髙橋>')
  })

  it('gives every document memory of its own', () => {
    const first = writeMessage(ELIGIBILITY_RESULT, notFound)
    const copy = first.slice()
    writeMessage(ELIGIBILITY_RESULT, validResult, { encoding: 'Shift_JIS' })
    expect(first).toEqual(copy)
  })
})

describe('the table of messages', () => {
  it('has every id once, each a prefix of the file names', () => {
    const ids = MESSAGES.map((layout) => layout.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => /^[A-Z]{3}(?:si|mu)[a-z]{3}\d\dre[qs]$/.test(id))).toBe(true)
  })
})
