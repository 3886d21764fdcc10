import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ALL_KINDS } from '../support/message-kinds.ts'
import { kindOf, objections, violations, wireText } from '../support/xsd.ts'
import { bytesOf } from './samples.ts'

const schemas = new URL('../../src/wire/xsd/', import.meta.url)
const samples = new URL('../golden/wire/exchanges/utf-8/', import.meta.url)
const names = readdirSync(samples)
const sampleOf = (file: string): string => wireText(readFileSync(new URL(file, samples)))

/** Of every kind the sample that shows most. */
const largest = ALL_KINDS.map((kind) => {
  const texts = names.filter((name) => kindOf(name) === kind).map(sampleOf)
  return { kind, xml: texts.toSorted((a, b) => b.length - a.length)[0] ?? '' }
})

const judged = (kind: string, xml: string): readonly string[] => violations(kind, bytesOf(xml))

describe('the schemas', () => {
  it('are one for each message kind, beside the shared ones', () => {
    const own = readdirSync(schemas).filter((name) => /^[A-Z]/.test(name))
    expect(own.toSorted()).toEqual(ALL_KINDS.map((kind) => `${kind}.xsd`).toSorted())
  })

  it('say what they mean in both languages and where it is known from, without a mark of an official text', () => {
    for (const name of readdirSync(schemas)) {
      const text = readFileSync(new URL(name, schemas), 'utf8')
      const [ja, en] = ['ja', 'en'].map((lang) => text.split(`<xs:documentation xml:lang="${lang}">`).length)
      expect(ja, name).toBe(en)
      expect(text, name).not.toContain('targetNamespace')
    }
  })
})

/** Elements that may come again, typed from the facts. @see facts/wire.md 2.1 to 2.7 */
const REPEATING: Readonly<Record<string, readonly string[]>> = {
  OQSsiquc01res: ['ResultOfQualificationConfirmation', 'MedicalTicketInfo', 'SpecificDiseasesCertificateInfo'],
  OQSsiquc01res_face: ['ResultOfQualificationConfirmation', 'MedicalTicketInfo', 'SpecificDiseasesCertificateInfo'],
  OQSmuquc01req: ['QualificationConfirmSearchInfo'],
  OQSmuquc02res: ['BulkConfirmUnit'],
  OQSmuimm01req: ['ReferenceNumberRegistrationInfo'],
  OQSmuimm02res: ['BulkRegistrationUnit'],
  ...Object.fromEntries(
    ['OQSmutic02res', 'OQSmuhvq02res', 'OQSmuonq02res'].map((kind) => [
      kind,
      ['BulkConfirmUnit', 'ReferenceNumber', 'ResultOfQualificationConfirmation', 'MedicalTicketInfo'],
    ]),
  ),
  YZKsiquc01res: ['MeTrMonthInf', 'DiDateInf', 'DrugInf', 'MeTrInf'],
  TKKsiquc01res: ['SpecificHealthCheckupInfo', 'HealthCheckupResultAndQuestionInfo'],
}

/** The first element of every name, with everything in it. */
const elementsOf = (xml: string): readonly { readonly name: string; readonly source: string }[] =>
  [...new Set([...xml.matchAll(/<(\w+)>/g)].map((match) => match[1] ?? ''))].map((name) => {
    const from = xml.indexOf(`<${name}>`)
    const end = `</${name}>`
    return { name, source: xml.slice(from, xml.indexOf(end, from) + end.length) }
  })

describe.each(largest)('$kind', ({ kind, xml }) => {
  it('accepts its sample, in any order of elements inside header, body and groups', () => {
    expect(judged(kind, xml)).toEqual([])
    const turned = xml.replace(
      /(<MessageHeader>\n)([^]*?)( *<\/MessageHeader>)/,
      (_, open: string, rows: string, end: string) =>
        /<\w+>\n/.test(rows)
          ? `${open}${rows}${end}`
          : `${open}${rows.trimEnd().split('\n').toReversed().join('\n')}\n${end}`,
    )
    expect(judged(kind, turned)).toEqual([])
  })

  it('refuses every element that comes twice, but those that repeat', () => {
    const accepted = elementsOf(xml).filter(
      ({ source }) => judged(kind, xml.replace(source, source + source)).length === 0,
    )
    const repeating = accepted.map(({ name }) => name)
    const expected = (REPEATING[kind] ?? []).filter((name) => xml.includes(`<${name}>`))
    expect(repeating.toSorted()).toEqual(expected.toSorted())
  })

  it('refuses what it does not know, where it does not belong, and another root', () => {
    expect(judged(kind, xml.replaceAll('XmlMsg', 'XmlMessage'))).not.toEqual([])
    expect(judged(kind, xml.replace('</MessageHeader>', '<Unknown>1</Unknown></MessageHeader>'))).not.toEqual([])
    expect(judged(kind, xml.replace('<XmlMsg>', '<XmlMsg version="1">'))).not.toEqual([])
    expect(judged(kind, xml.replace(/<MessageHeader>[^]*<\/MessageHeader>/, ''))).not.toEqual([])
    expect(judged(kind, xml.replace(/( *<MedicalInstitutionCode>.*\n)/, ''))).toHaveLength(
      /^(?:YZK|TKK).*res$/.test(kind) ? 0 : 1,
    )
  })
})

/** Broken variants: the kind, what is wrong, the change, and what the validator has to complain about. */
const BROKEN: readonly (readonly [kind: string, what: string, change: readonly [RegExp, string], about: RegExp])[] = [
  ['OQSsiquc01req', 'no birth date', [/<Birthdate>.*\n/, ''], /Birthdate/],
  ['OQSsiquc01req', 'an empty birth date', [/(<Birthdate>).*(<\/)/, '$1$2'], /Birthdate/],
  ['OQSsiquc01req', '30 February', [/(<QualificationConfirmationDate>).*(<\/)/, '$120260230$2'], /Date/],
  ['OQSsiquc01req', '29 February of a common year', [/(<Birthdate>).*(<\/)/, '$119000229$2'], /Birthdate/],
  ['OQSsiquc01req', 'an institution of nine digits', [/1319999999/, '131999999'], /InstitutionCode/],
  ['OQSsiquc01req', 'an insurer number without padding', [/(<InsurerNumber>).*(<\/)/, '$1138057$2'], /InsurerNumber/],
  [
    'OQSsiquc01req',
    'an insurer number padded on the right',
    [/(<InsurerNumber>).*(<\/)/, '$1138057  $2'],
    /InsurerNumber/,
  ],
  [
    'OQSsiquc01req',
    'a flag of 2',
    [/(<LimitApplicationCertificateRelatedConsFlg>).(<)/, '$12$2'],
    /OQSCD001|enumeration|ConsFlg/,
  ],
  [
    'OQSsiquc01req',
    'an identifier of 51 characters',
    [/(<ArbitraryFileIdentifier>).*(<\/)/, `$1${'a'.repeat(51)}$2`],
    /maxLength|51/,
  ],
  ['OQSsiquc01req', 'a branch of one digit', [/(<InsuredBranchNumber>).*(<\/)/, '$11$2'], /Branch/],
  ['OQSsiquc01res', 'outcome 3', [/(<SegmentOfResult>).(<)/, '$13$2'], /SegmentOfResult/],
  ['OQSsiquc01res', 'validity 7', [/(<QualificationValidity>).(<)/, '$17$2'], /QualificationValidity/],
  [
    'OQSsiquc01res',
    'certificate class 08',
    [/(<InsuredCardClassification>)..(<)/, '$108$2'],
    /InsuredCardClassification/,
  ],
  ['OQSsiquc01res', 'an encoding of 2', [/(<CharacterCodeIdentifier>).(<)/, '$12$2'], /CharacterCodeIdentifier/],
  ['OQSsiquc01res', 'katakana in full width', [/(<NameKana>).*(<\/)/, '$1タカハシ$2'], /NameKana/],
  ['OQSsiquc01res', 'a half-width space in a name', [/(<Name>).*(<\/)/, '$1見本 花子$2'], /Name/],
  ['OQSsiquc01res', 'an empty element', [/(<Address>).*(<\/)/, '$1$2'], /Address/],
  ['OQSsiquc01res', 'an empty list', [/<ResultOfQ[^]*<\/ResultOfQualificationConfirmation>/, ''], /ResultList/],
  ['OQSsiquc01res', 'an hour of 24', [/(<ProcessExecutionTime>\d{8}).*(<\/)/, '$1240000$2'], /ProcessExecutionTime/],
  ['OQSsiquc01res', 'no status', [/ *<ProcessingResultStatus>.*\n/, ''], /ProcessingResultStatus|Missing/],
  ['OQSsiquc01res', 'no kind of inquiry', [/ *<ReferenceClassification>.*\n/, ''], /ReferenceClassification|Missing/],
  ['OQSsiquc01res', 'a post code without a hyphen', [/(<PostNumber>).*(<\/)/, '$12853804$2'], /PostNumber/],
  [
    'OQSsiquc01res',
    'class A07',
    [/(<LimitApplicationCertificateClassificationFlag>)...(<)/, '$1A07$2'],
    /ClassificationFlag/,
  ],
  [
    'OQSsiquc01res_face',
    'a question that was asked by numbers',
    [/(<ReferenceClassification>).(<)/, '$12$2'],
    /ReferenceClassification/,
  ],
  [
    'OQSsiquc01res_face',
    'a moment of consent without seconds',
    [/(<PharmacistsInfoConsTime>\d{12})../, '$1'],
    /PharmacistsInfoConsTime/,
  ],
  ['OQSsiimm01req', 'no inquiry number', [/ *<ReferenceNumber>.*\n/, ''], /ReferenceNumber|Missing/],
  [
    'OQSsiimm01res',
    'a kind of inquiry',
    [/<\/MessageHeader>/, '<ReferenceClassification>2</ReferenceClassification></MessageHeader>'],
    /ReferenceClassification/,
  ],
  [
    'OQSmuquc01req',
    'nobody asked about',
    [/<QualificationConfirmSearchInfo>[^]*<\/QualificationConfirmSearchInfo>/, ''],
    /MessageBody|Missing/,
  ],
  [
    'OQSmuquc02res',
    'a list around the record',
    [/(<ResultOfQ[^]*?<\/ResultOfQualificationConfirmation>)/, '<ResultList>$1</ResultList>'],
    /ResultList/,
  ],
  [
    'OQSmuquc02res',
    'a consent',
    [/(<\/ResultOfQ)/, '<PharmacistsInfoConsFlg>1</PharmacistsInfoConsFlg>$1'],
    /PharmacistsInfoConsFlg/,
  ],
  ['OQSmuquc02res', 'no reception number', [/ *<ReceptionNumber>.*\n/, ''], /ReceptionNumber|Missing/],
  ['OQSmuquc02req', 'an empty reception number', [/(<ReceptionNumber>).*(<\/)/, '$1$2'], /ReceptionNumber/],
  ['OQSmutic01req', 'a month of 13', [/(<MedicalTreatmentMonth>).*(<\/)/, '$1202613$2'], /MedicalTreatmentMonth/],
  ['OQSmutic02res', 'no status of a person', [/ *<ProcessingResultStatus>.*\n/, ''], /oneStatus/],
  ['OQSmutic02res', 'two validities', [/(<QualificationValidity>.*\n)/, '$1$1'], /oneValidity|more than one/],
  ['OQSmuhvq01req', 'the flag of online care', [/(<MedicalTreatmentFlag>).(<)/, '$13$2'], /MedicalTreatmentFlag/],
  ['OQSmuhvq01req', 'one day only', [/ *<ConsentDateTo>.*\n/, ''], /ConsentDateTo|Missing/],
  ['OQSmuonq01req', 'two first days', [/ExaminationDateTo/g, 'ConsentDateFrom'], /ConsentDateFrom/],
  ['OQSmuonq01req', 'days of two kinds', [/ExaminationDateTo/g, 'ConsentDateTo'], /ConsentDateTo/],
  ['OQSmuonq01req', 'two flags', [/(<MedicalTreatmentFlag>.*\n)/, '$1$1'], /MedicalTreatmentFlag/],
  [
    'OQSmutic02res',
    'two lists',
    [/( *<ResultOf[^]*<\/ResultOfQ.*\n)/, '<ResultList>$1</ResultList>'.repeat(2)],
    /ResultList/,
  ],
  [
    'YZKsiquc01res',
    'two groups of dispensing results',
    [/<MessageBody>/, '$&<CzDiInf/><ShPrInf/><CzDiInf/>'],
    /CzDiInf/,
  ],
  ['YZKsiquc01req', 'file category 5', [/(<FileCategory>).(<)/, '$15$2'], /FileCategory/],
  [
    'YZKsiquc01req',
    'the element names of eligibility',
    [/InsuranceCardSymbol/g, 'InsuredCardSymbol'],
    /InsuredCardSymbol/,
  ],
  ['YZKsiquc01res', 'no outcome', [/ *<ResultCode>.*\n/, ''], /ResultCode|Missing/],
  [
    'TKKsiquc01req',
    'a period of months',
    [/<FileCategory>/, '<StartDate>202601</StartDate><FileCategory>'],
    /StartDate/,
  ],
  ['TKKsiquc01res', 'a check-up without a day', [/ *<EffectiveTime>.*\n/, ''], /EffectiveTime|Missing/],
]

describe('a broken message', () => {
  it.each(BROKEN)('%s with %s is refused', (kind, _, [from, to], about) => {
    const sample = largest.find((each) => each.kind === kind)?.xml ?? ''
    const broken = sample.replace(from, to)
    expect(broken).not.toBe(sample)
    const refused = judged(kind, broken)
    expect(refused.join('\n')).toMatch(about)
  })

  it('in Shift_JIS is refused as well', () => {
    const file = new URL('../shift-jis/OQSsiquc01res_valid-limit-names.xml', samples)
    const bytes = readFileSync(file)
    expect(violations('OQSsiquc01res', bytes)).toEqual([])
    const at = bytes.indexOf('<SegmentOfResult>') + '<SegmentOfResult>'.length
    bytes[at] = '4'.charCodeAt(0)
    expect(violations('OQSsiquc01res', bytes).join()).toContain('SegmentOfResult')
  })
})

describe('what a request may leave empty', () => {
  it.each([
    ['OQSsiquc01req', ['InsuredCardSymbol', 'InsuredBranchNumber', 'ArbitraryFileIdentifier', 'ArbitraryIdentifier']],
    ['OQSsiimm01req', ['InsuredCardSymbol', 'InsuredBranchNumber', 'ArbitraryFileIdentifier']],
    ['YZKsiquc01req', ['InsuranceCardSymbol', 'BranchNumber', 'ArbitraryFileIdentifier']],
  ])('%s: %s', (kind, optional) => {
    const sample = largest.find((each) => each.kind === kind)?.xml ?? ''
    const emptied = optional.reduce((xml, name) => xml.replace(new RegExp(`(<${name}>).*(</)`), '$1$2'), sample)
    expect(judged(kind, emptied)).toEqual([])
    const without = optional.reduce((xml, name) => xml.replace(new RegExp(` *<${name}>.*\n`), ''), sample)
    expect(judged(kind, without)).toEqual([])
  })
})

describe('a free order with repetitions', () => {
  it('lets the three groups of medicines come in any order', () => {
    const sample = largest.find(({ kind }) => kind === 'YZKsiquc01res')?.xml ?? ''
    const [first, last] = ['<CzDiInf><CzDiMonthInf><x>1</x></CzDiMonthInf></CzDiInf>', '<ShPrInf/>']
    for (const [before, after] of [
      [first, last],
      [last, first],
      [first + last, ''],
      ['', last + first],
      [last, ''],
    ])
      expect(
        judged('YZKsiquc01res', sample.replace('<MessageBody>', `$&${before}`).replace('</MessageBody>', `${after}$&`)),
      ).toEqual([])
  })

  it('lets the days and the flag of online care come in any order', () => {
    const sample = largest.find(({ kind }) => kind === 'OQSmuonq01req')?.xml ?? ''
    const rows = sample.match(/ *<(?:ExaminationDate|MedicalTreatmentFlag).*\n/g) ?? []
    for (const [one, two, three] of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ] as const) {
      const order = [rows[one], rows[two], rows[three]].join('')
      expect(judged('OQSmuonq01req', sample.replace(rows.join(''), order))).toEqual([])
      const consents = order.replaceAll('Examination', 'Consent')
      expect(judged('OQSmuonq01req', sample.replace(rows.join(''), consents))).toEqual([])
    }
  })

  it('takes one list around the records of a fetch, wherever it stands', () => {
    const sample = largest.find(({ kind }) => kind === 'OQSmutic02res')?.xml ?? ''
    const [record = ''] = /<ResultOf[^]*?<\/ResultOfQ.*\n/.exec(sample) ?? []
    const list = `<ResultList>${record}</ResultList>`
    expect(judged('OQSmutic02res', sample.replace(record, list))).toEqual([])
    expect(judged('OQSmutic02res', sample.replace(record, '').replace('<BulkConfirmUnit>', `$&${list}`))).toEqual([])
  })
})

describe('what the schemas cannot say', () => {
  it('holds in every sample', () => {
    expect(names.flatMap((name) => objections(readFileSync(new URL(name, samples))))).toEqual([])
  })

  const LIMIT = 'OQSsiquc01res_valid-limit-names.xml'
  it.each([
    [
      'an error beside outcome 1',
      LIMIT,
      /<\/MessageHeader>/,
      '<ErrorCode>X</ErrorCode><ErrorMessage>x</ErrorMessage></MessageHeader>',
    ],
    ['a code without a text', LIMIT, /(<ProcessingResultStatus>)/, '<ProcessingResultCode>X</ProcessingResultCode>$1'],
    ['the moment of a consent that was refused', LIMIT, /(RelatedConsFlg>)1/, '$10'],
    [
      'a ratio of the late elderly for another person',
      LIMIT,
      /(<Address>)/,
      '<InsuredPartialContributionRatio>010</InsuredPartialContributionRatio>$1',
    ],
    [
      'insured or dependant of a late elderly person',
      'OQSsiquc01res_valid-late-elderly.xml',
      /(<Address>)/,
      '<PersonalFamilyClassification>1</PersonalFamilyClassification>$1',
    ],
  ])('and %s is found', (_, file, from, to) => {
    const xml = sampleOf(file)
    expect(objections(bytesOf(xml))).toEqual([])
    expect(objections(bytesOf(xml.replace(from, to)))).toHaveLength(1)
  })
})
