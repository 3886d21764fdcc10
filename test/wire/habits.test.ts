import { describe, expect, it } from 'vitest'
import { ELIGIBILITY_REQUEST, inquiryOf } from '../../src/wire/eligibility-request.ts'
import { ELIGIBILITY_RESULT, readEligibilityAnswer } from '../../src/wire/eligibility-result.ts'
import { INQUIRY_NUMBER_REQUEST, INQUIRY_NUMBER_RESULT } from '../../src/wire/inquiry-number.ts'
import { readMessage, writeMessage } from '../../src/wire/layout.ts'
import { encodeText } from '../../src/wire/shift-jis.ts'
import { bytesOf, golden, inquiryResult, request, validResult } from './samples.ts'

const REQUEST = new TextDecoder().decode(golden('eligibility-request.xml'))

const shiftJis = (text: string): Uint8Array => {
  const encoded = encodeText(text, 'Shift_JIS')
  if (!encoded.ok) throw new Error(encoded.problem.char)
  return encoded.value
}

describe('what public clients really send is read as the same inquiry', () => {
  const asked = inquiryOf(request)
  const variants: readonly [string, (xml: string) => string, Partial<typeof asked>][] = [
    [
      'a single-quoted declaration (HAB-22)',
      (xml) => xml.replace(/^.*\?>/, "<?xml version='1.0' encoding='UTF-8' standalone='no'?>"),
      {},
    ],
    ['no declaration', (xml) => xml.replace(/^.*\?>\n/, ''), {}],
    ['a byte order mark', (xml) => `\uFEFF${xml}`, {}],
    ['CR LF', (xml) => xml.replaceAll('\n', '\r\n'), {}],
    ['one line', (xml) => xml.replaceAll(/\n */g, ''), {}],
    [
      'an empty branch (HAB-22)',
      (xml) => xml.replace('Number>01<', 'Number><'),
      { key: { ...asked.key, branch: null } },
    ],
    [
      'no branch (HAB-22)',
      (xml) => xml.replace(/ *<InsuredBranchNumber>.*\n/, ''),
      { key: { ...asked.key, branch: null } },
    ],
    [
      'an empty-element tag',
      (xml) => xml.replace('<InsuredBranchNumber>01</InsuredBranchNumber>', '<InsuredBranchNumber />'),
      { key: { ...asked.key, branch: null } },
    ],
    ['a symbol of spaces', (xml) => xml.replace('千代田', '  '), { key: { ...asked.key, symbol: null } }],
    ['an empty symbol', (xml) => xml.replace('千代田', ''), { key: { ...asked.key, symbol: null } }],
    ['a zero-padded insurer number (HAB-23)', (xml) => xml.replace('  138016', '00138016'), {}],
    ['an insurer number without padding', (xml) => xml.replace('  138016', '138016'), {}],
    [
      'spaces in tags',
      (xml) => xml.replace('<Birthdate>', '<Birthdate >').replace('</Birthdate>', '</Birthdate\n>'),
      {},
    ],
    ['spaces around a value', (xml) => xml.replace('19840506', '\n        19840506 '), {}],
    ['no identifiers', (xml) => xml.replace(/ *<Arbitrary.*\n/g, ''), { fileId: null, personId: null }],
  ]

  it.each(variants)('%s', (_, change, difference) => {
    const read = readMessage(ELIGIBILITY_REQUEST, bytesOf(change(REQUEST)))
    expect(read.ok && inquiryOf(read.value.message)).toEqual({ ...asked, ...difference })
  })

  it('Shift_JIS, as half of the clients send it (HAB-11)', () => {
    const xml = REQUEST.replace('UTF-8', 'Shift_JIS')
    const read = readMessage(ELIGIBILITY_REQUEST, shiftJis(xml))
    expect(read.ok && [read.value.encoding, inquiryOf(read.value.message)]).toEqual(['Shift_JIS', asked])
  })
})

describe('identifiers come back exactly as sent (HAB-12)', () => {
  const identifiers = [
    'a&amp;b',
    '&lt;1&gt;',
    '患者１２',
    '  12 3 ',
    '&#x9AD9;橋',
    '<![CDATA[x]]>',
    '"quoted\'',
    '髙橋&#65;',
    'é😀',
  ]

  it.each(identifiers)('%s', (identifier) => {
    const sent = REQUEST.replace('202611210001', identifier)
    const read = readMessage(ELIGIBILITY_REQUEST, bytesOf(sent))
    if (!read.ok) throw new Error(JSON.stringify(read.problem))
    const fileId = inquiryOf(read.value.message).fileId ?? ''
    const answer = { ...validResult, MessageHeader: { ...validResult.MessageHeader, ArbitraryFileIdentifier: fileId } }
    const bytes = writeMessage(ELIGIBILITY_RESULT, answer, { verbatim: read.value.slices })
    const tag = `<ArbitraryFileIdentifier>${identifier}</ArbitraryFileIdentifier>`
    expect(sent).toContain(tag)
    expect(new TextDecoder().decode(bytes)).toContain(tag)
    const back = readEligibilityAnswer(bytes)
    expect(back.ok && back.value.fileId).toBe(fileId)
  })

  it('and the asked insurer number comes back with its own padding in the echo, with spaces in the record', () => {
    const read = readMessage(ELIGIBILITY_REQUEST, bytesOf(REQUEST.replace('  138016', '00138016')))
    if (!read.ok) throw new Error('unreadable')
    const text = new TextDecoder().decode(
      writeMessage(ELIGIBILITY_RESULT, validResult, { verbatim: read.value.slices }),
    )
    expect(text.match(/<InsurerNumber>.*<\/InsurerNumber>/g)).toEqual([
      '<InsurerNumber>  138016</InsurerNumber>',
      '<InsurerNumber>00138016</InsurerNumber>',
    ])
  })
})

describe('what public readers expect of a result', () => {
  it('an ONSHI-style reader: codes present, exactly one record, number trimmed (HAB-01, HAB-04, HAB-05)', () => {
    const text = new TextDecoder().decode(golden('eligibility-result.xml'))
    const only = (name: string): string => {
      const found = [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) => match[1] ?? '')
      return found.length === 1 ? (found[0] ?? '') : `${found.length} times`
    }
    expect(
      ['ReferenceClassification', 'CharacterCodeIdentifier', 'SegmentOfResult', 'QualificationValidity'].map(only),
    ).toEqual(['2', '0', '1', '1'])
    expect(text.match(/<ResultOfQualificationConfirmation>/g)).toHaveLength(1)
  })

  it('a MYNA-style reader: institution and identifier echoed, every field once (HAB-10)', () => {
    const bytes = writeMessage(INQUIRY_NUMBER_RESULT, inquiryResult)
    const text = new TextDecoder().decode(bytes)
    const names = [...text.matchAll(/<(\w+)>/g)].map((match) => match[1])
    expect(new Set(names).size).toBe(names.length)
    const sent = readMessage(INQUIRY_NUMBER_REQUEST, golden('inquiry-number-request.xml'))
    if (!sent.ok) throw new Error('unreadable')
    expect(inquiryResult.MessageHeader).toMatchObject(sent.value.message.MessageHeader)
  })

  it('a client that reads UTF-8 only and a terminal set to Shift_JIS are told apart by the declaration (HAB-09)', () => {
    const face = readEligibilityAnswer(golden('face-result-shift-jis.xml'))
    expect(face.ok && [face.value.encoding, face.value.message.MessageHeader.CharacterCodeIdentifier]).toEqual([
      'Shift_JIS',
      '1',
    ])
  })

  it('a face result that a conversion tool has written: Shift_JIS, few elements, an order of its own', () => {
    const rows = (pairs: Readonly<Record<string, string>>): string =>
      Object.entries(pairs)
        .map(([name, value]) => `<${name}>${value}</${name}>`)
        .join('\r\n')
    const header = rows({
      ProcessExecutionTime: '20261121101500',
      CharacterCodeIdentifier: '1',
      SegmentOfResult: '1',
      QualificationConfirmationDate: '20261121',
      ReferenceClassification: '1',
      ArbitraryFileIdentifier: 'c2FtcGxlNjMCeHk=',
      MedicalInstitutionCode: '1319999999',
    })
    const record = rows({
      Name: '見本　花子',
      Birthdate: '19840506',
      Sex1: '2',
      InsurerName: '窓口市',
      InsurerNumber: '  138057',
      InsuredCardClassification: '01',
      InsuredIdentificationNumber: '34',
      NameKana: 'ﾐﾎﾝ ﾊﾅｺ',
    })
    const body = `<ResultList><ResultOfQualificationConfirmation>${record}</ResultOfQualificationConfirmation></ResultList>`
    const xml =
      '<?xml version="1.0" encoding="Shift_JIS" standalone="no"?>\r\n<XmlMsg>' +
      `<MessageHeader>${header}</MessageHeader><MessageBody>${body}<ProcessingResultStatus>1</ProcessingResultStatus>` +
      '<QualificationValidity>1</QualificationValidity></MessageBody></XmlMsg>'
    const read = readEligibilityAnswer(shiftJis(xml))
    expect(read.ok && [read.value.by, read.value.records.map(({ name, key }) => [name, key.insurerNumber])]).toEqual([
      'card',
      [['見本　花子', '138057']],
    ])
  })
})
