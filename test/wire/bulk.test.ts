import { describe, expect, it } from 'vitest'
import { civilDate, instant } from '../../src/domain/civil-date.ts'
import {
  BULK_ELIGIBILITY_DOWNLOAD,
  BULK_ELIGIBILITY_RECEIVED,
  BULK_ELIGIBILITY_RESULT,
  BULK_ELIGIBILITY_UPLOAD,
  bulkRecord,
} from '../../src/wire/bulk-eligibility.ts'
import { BULK_INQUIRY_NUMBER_RESULT, BULK_INQUIRY_NUMBER_UPLOAD } from '../../src/wire/bulk-inquiry-number.ts'
import { FETCHES } from '../../src/wire/consented.ts'
import { ELIGIBILITY_RESULT } from '../../src/wire/eligibility-result.ts'
import { INTERFACES, interfaceOf } from '../../src/wire/interfaces.ts'
import { type MessageLayout, readMessage, writeMessage } from '../../src/wire/layout.ts'
import { layoutOf } from '../../src/wire/messages.ts'
import { qualificationRecord } from '../../src/wire/qualification-record.ts'
import {
  consentsAsked,
  download,
  received,
  registered,
  registrations,
  results,
  seenAsked,
  singleWithTicket,
  tickets,
  ticketsAsked,
  upload,
  waiting,
} from './bulk-samples.ts'
import { bytesOf, golden, hanako, kokuho } from './samples.ts'

interface Sample {
  readonly file: string
  readonly encoding: 'UTF-8' | 'Shift_JIS'
  readonly bytes: () => Uint8Array
  readonly read: (bytes: Uint8Array) => unknown
  readonly message: object
}

const inBoth = <T extends object>(name: string, layout: MessageLayout<T>, message: T): Sample[] =>
  (['UTF-8', 'Shift_JIS'] as const).map((encoding) => ({
    file: encoding === 'UTF-8' ? `bulk/${name}.xml` : `bulk/${name}-shift-jis.xml`,
    encoding,
    message,
    bytes: () => writeMessage(layout, message, { encoding }),
    read: (bytes) => {
      const read = readMessage(layout, bytes)
      return read.ok ? { message: read.value.message, encoding: read.value.encoding } : read.problem
    },
  }))

const SAMPLES: readonly Sample[] = [
  ...inBoth('eligibility-upload', BULK_ELIGIBILITY_UPLOAD, upload),
  ...inBoth('eligibility-received', BULK_ELIGIBILITY_RECEIVED, received),
  ...inBoth('eligibility-download', BULK_ELIGIBILITY_DOWNLOAD, download),
  ...inBoth('eligibility-in-progress', BULK_ELIGIBILITY_RESULT, waiting),
  ...inBoth('eligibility-results', BULK_ELIGIBILITY_RESULT, results),
  ...inBoth('inquiry-number-upload', BULK_INQUIRY_NUMBER_UPLOAD, registrations),
  ...inBoth('inquiry-number-results', BULK_INQUIRY_NUMBER_RESULT, registered),
  ...inBoth('tickets-upload', FETCHES.assistance.upload, ticketsAsked),
  ...inBoth('tickets-results', FETCHES.assistance.result, tickets),
  ...inBoth('home-consents-upload', FETCHES.home.upload, consentsAsked),
  ...inBoth('online-seen-upload', FETCHES.online.upload, seenAsked),
  ...inBoth('eligibility-result-ticket', ELIGIBILITY_RESULT, singleWithTicket),
]

describe('the golden messages of bulk functions', () => {
  it.each(SAMPLES)('$file is written byte for byte', ({ file, bytes }) => {
    expect(Buffer.from(bytes()).equals(Buffer.from(golden(file)))).toBe(true)
  })

  it.each(SAMPLES)('$file is read as the message it was made from', ({ file, read, message, encoding }) => {
    expect(read(golden(file))).toEqual({ message, encoding })
  })
})

describe('a bulk record', () => {
  const at = instant('2026-11-21T09:00:00+09:00')
  const single = qualificationRecord(
    hanako,
    {
      ...kokuho,
      limit: {
        kind: '01',
        band: 'A03',
        issued: civilDate('2026-07-20'),
        from: civilDate('2026-08-01'),
        until: civilDate('2027-07-31'),
      },
    },
    {
      on: civilDate('2026-11-21'),
      limit: true,
      limitConsent: { agreed: true, at },
      diseasesConsent: { agreed: true, at },
      diseases: [
        {
          category: '1',
          issued: civilDate('2026-04-01'),
          from: civilDate('2026-04-01'),
          until: civilDate('2031-03-31'),
          selfPay: 10_000,
        },
      ],
      consents: { PharmacistsInfo: { agreed: true, at }, PrescriptionInfo: { agreed: false, at } },
      referenceNumber: 'P-1',
    },
  )

  it('has the change flag in place of everything about limits, diseases and consents', () => {
    expect(single).toMatchObject({
      LimitApplicationCertificateRelatedInfo: { LimitApplicationCertificateClassificationFlag: 'A03' },
      SpecificDiseasesCertificateList: {
        SpecificDiseasesCertificateInfo: [{ SpecificDiseasesDiseaseCategory: '1', SpecificDiseasesSelfPay: '10000' }],
      },
      PharmacistsInfoConsFlg: '1',
      PrescriptionInfoConsFlg: '0',
    })
    const plain = qualificationRecord(hanako, kokuho, { on: civilDate('2026-11-21') })
    expect(bulkRecord(single, true)).toEqual({ ...plain, LimitApplicationCertificateChanged: '1' })
    expect(bulkRecord(single, false)).toEqual({ ...plain, LimitApplicationCertificateChanged: '0' })
  })

  it('never shows specific diseases without the consent to them', () => {
    const refused = qualificationRecord(hanako, kokuho, {
      on: civilDate('2026-11-21'),
      diseasesConsent: { agreed: false, at },
      diseases: [
        {
          category: '2',
          issued: civilDate('2026-04-01'),
          from: civilDate('2026-04-01'),
          until: civilDate('2031-03-31'),
          selfPay: 10_000,
        },
      ],
    })
    expect(refused.SpecificDiseasesCertificateRelatedConsFlg).toBe('0')
    expect(refused.SpecificDiseasesCertificateList).toBeUndefined()
  })
})

describe('an element that may come any number of times', () => {
  const text = new TextDecoder().decode(golden('bulk/tickets-results.xml'))
  const numbers = (xml: string): unknown => {
    const read = readMessage(FETCHES.assistance.result, bytesOf(xml))
    return read.ok ? (read.value.message.MessageBody.BulkConfirmUnit?.[0]?.ReferenceNumber ?? null) : read.problem
  }

  it.each([
    ['twice', (xml: string) => xml, ['P-00123', 'P-00124']],
    [
      'apart',
      (xml: string) => xml.replace(/( *<ReferenceNumber>P-00124.*\n)([^]*?)( *<\/BulkConfirmUnit>)/, '$2$1$3'),
      ['P-00123', 'P-00124'],
    ],
    ['not at all', (xml: string) => xml.replaceAll(/ *<ReferenceNumber>.*\n/g, ''), null],
    ['empty', (xml: string) => xml.replaceAll(/<ReferenceNumber>.*</g, '<ReferenceNumber><'), null],
  ])('is read when it is there %s', (_, change, expected) => {
    expect(numbers(change(text))).toEqual(expected)
  })

  it('is judged one by one', () => {
    expect(numbers(text.replace('P-00124', 'x'.repeat(51)))).toMatchObject([
      { code: 'SIM-W008', path: 'MessageBody/BulkConfirmUnit[1]/ReferenceNumber[2]' },
    ])
  })
})

describe('the table of interfaces', () => {
  it('has a layout for every request of an established one, and for no other', () => {
    for (const { requests, layout } of INTERFACES) {
      expect(requests.map((prefix) => layoutOf(prefix) !== null)).toEqual(requests.map(() => layout))
    }
  })

  it('counts all 56 numbers of the eligibility service once', () => {
    const numbers = INTERFACES.flatMap(({ number }) => {
      const [from, until] = [...(number ?? '').matchAll(/\d+/g)].map(([digits]) => Number(digits))
      return from === undefined || until === undefined
        ? []
        : Array.from({ length: until - from + 1 }, (_, at) => from + at)
    })
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 56 }, (_, at) => at + 1))
  })

  it('knows a name by its prefix', () => {
    expect(interfaceOf('OQSsihvd01req')?.ja).toBe('閲覧同意取り消し（訪問診療等）')
    expect(interfaceOf('OQSsixyz01req')).toBeNull()
  })
})
