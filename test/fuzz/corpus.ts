import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** 乱れた要求の見本: one way in which a request can be bad, and what becomes of it. Codes are ours (ASM-01). */
export interface BadRequest {
  readonly about: string
  readonly bytes: () => Uint8Array
  readonly name: string
  /** Null where the request is answered. */
  readonly code: string | null
  /** Where the text says it is, in English; for an answer, something that stands in it. */
  readonly where: string
}

const NAME = 'OQSsiquc01req_1.xml'
const FOLDER = fileURLToPath(new URL('corpus/', import.meta.url))
const file = (name: string) => (): Uint8Array => readFileSync(`${FOLDER}${name}.xml`)

const SEARCH = 'MessageBody/QualificationConfirmSearchInfo'

/** Files of the corpus: what is wrong with them stands in their names. */
const FILES: readonly (readonly [file: string, code: string | null, where: string])[] = [
  ['good', null, '<ArbitraryFileIdentifier>見本1</ArbitraryFileIdentifier>'],
  ['good-shift-jis', null, '<ArbitraryFileIdentifier>見本1</ArbitraryFileIdentifier>'],
  ['truncated-in-a-tag', 'SIM-X009', 'line 12, column 31'],
  ['truncated-between-elements', 'SIM-X009', 'line 8, column 2'],
  ['truncated-in-a-character', 'SIM-X003', 'line 6, column 31'],
  ['empty', 'SIM-X008', 'line 1, column 1'],
  ['spaces-only', 'SIM-X008', 'line 2, column 2'],
  ['noise', 'SIM-X003', 'line 2, column 2'],
  ['json', 'SIM-X011', 'line 1, column 32'],
  ['mojibake-shift-jis-declared-utf-8', 'SIM-X003', 'line 6, column 30'],
  // These bytes are text in Shift_JIS too, though not the text that was meant: nobody can tell, and it is given back.
  ['mojibake-utf-8-declared-shift-jis', null, '隕区悽1'],
  ['mojibake-lone-byte', 'SIM-X003', 'line 6, column 30'],
  ['bom-utf-8', null, '見本1'],
  ['bom-utf-16', 'SIM-X002', '"UTF-16"'],
  ['bom-only', 'SIM-X008', 'line 1, column 1'],
  ['bom-in-the-middle', null, '見本1'],
  ['declared-euc-jp', 'SIM-X002', '"EUC-JP"'],
  ['declared-with-line-breaks', 'SIM-X002', '"UTF 8 "'],
  ['declared-after-a-line', 'SIM-X012', 'line 2, column 6'],
  ['wrong-root', 'SIM-W001', 'line 2, column 1: Message'],
  ['root-in-lower-case', 'SIM-W001', 'line 2, column 1: xmlmsg'],
  ['namespace', 'SIM-W001', 'line 2, column 1: x:XmlMsg'],
  ['two-roots', 'SIM-X011', 'line 18, column 8'],
  ['text-after-the-end', 'SIM-X011', 'line 18, column 3'],
  ['duplicate-element', 'SIM-W004', `line 13, column 7: ${SEARCH}/Birthdate`],
  ['duplicate-group', 'SIM-W004', 'line 8, column 3: MessageHeader'],
  ['unknown-element', null, '<ProcessingResultStatus>1<'],
  ['unknown-group', null, '<ProcessingResultStatus>1<'],
  ['attribute', null, '<ProcessingResultStatus>1<'],
  ['missing-element', 'SIM-W002', `line 9, column 5: ${SEARCH}/Birthdate`],
  ['missing-group', 'SIM-W002', 'line 2, column 1: MessageHeader'],
  ['empty-element', 'SIM-W003', `line 12, column 7: ${SEARCH}/Birthdate`],
  ['no-such-day', 'SIM-W006', `line 12, column 18: ${SEARCH}/Birthdate`],
  ['full-width-digits', 'SIM-W006', `line 12, column 18: ${SEARCH}/Birthdate`],
  ['no-such-code', 'SIM-W007', `line 13, column 50: ${SEARCH}/LimitApplicationCertificateRelatedConsFlg`],
  ['value-too-long', 'SIM-W008', 'line 6, column 30: MessageHeader/ArbitraryFileIdentifier'],
  ['element-in-a-value', 'SIM-W012', `line 12, column 7: ${SEARCH}/Birthdate`],
  ['entity-internal', 'SIM-X004', 'line 2, column 1'],
  ['entity-external', 'SIM-X004', 'line 2, column 1'],
  ['entity-bomb', 'SIM-X004', 'line 2, column 1'],
  ['entity-unknown', 'SIM-X005', 'line 6, column 30'],
  ['entity-character', null, '<ArbitraryFileIdentifier>&#x898B;&#26412;</ArbitraryFileIdentifier>'],
  ['reference-to-nothing', 'SIM-X005', 'line 6, column 30'],
  ['reference-to-half-a-character', 'SIM-X005', 'line 6, column 30'],
  ['ampersand', 'SIM-X005', 'line 6, column 32'],
  ['less-than', 'SIM-X010', 'line 6, column 33'],
  ['control-character', 'SIM-X010', 'line 6, column 31'],
  ['cdata-and-comments', null, '<![CDATA[見本1]]>'],
  ['deep-nesting', 'SIM-X006', 'line 16, column 93'],
  ['wrong-institution', 'SIM-C003', 'MessageHeader/MedicalInstitutionCode 1310000001'],
  ['path-in-an-identifier', null, '<ArbitraryFileIdentifier>../../../../outside/x</ArbitraryFileIdentifier>'],
  ['markup-in-an-identifier', null, '<ArbitraryFileIdentifier>&lt;script&gt;</ArbitraryFileIdentifier>'],
  ['outside-the-basic-plane', null, '<QualificationValidity>'],
]

const good = file('good')
const text = (): string => new TextDecoder().decode(good())
const goodWith = (from: string, to: () => string) => (): Uint8Array =>
  new TextEncoder().encode(text().replace(from, to))

/** What is too large to be kept as a file. */
const MADE: readonly BadRequest[] = [
  {
    about: '20,000 elements in one another',
    bytes: goodWith('</MessageBody>', () => `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}</MessageBody>`),
    name: NAME,
    code: 'SIM-X006',
    where: 'line 16',
  },
  {
    about: '60,000 elements beside one another',
    bytes: goodWith('</MessageBody>', () => `${'<a/>'.repeat(60_000)}</MessageBody>`),
    name: NAME,
    code: 'SIM-X007',
    where: 'line 16',
  },
  {
    about: 'a value of 900 kB',
    bytes: goodWith('見本1', () => 'x'.repeat(900_000)),
    name: NAME,
    code: 'SIM-W008',
    where: 'MessageHeader/ArbitraryFileIdentifier',
  },
  {
    about: 'one byte more than 1 MB',
    bytes: () => new Uint8Array(1_048_577).fill(0x20),
    name: NAME,
    code: 'SIM-C006',
    where: 'at most 1 MB',
  },
  {
    about: '10 MB',
    bytes: () => new Uint8Array(10_485_760).fill(0x61),
    name: NAME,
    code: 'SIM-C006',
    where: 'at most 1 MB',
  },
]

/** A good message under a bad name. */
const NAMES: readonly (readonly [name: string, code: string, where: string])[] = [
  ['OQSsizzz01req_1.xml', 'SIM-C001', 'OQSsizzz01req'],
  ['OQSmuquc03req_1.xml', 'SIM-C001', 'OQSmuquc03req'],
  ['OQSsihvd01req_1.xml', 'SIM-C002', 'OQSsihvd01req'],
  ['EPSsiaaa01req_1.xml', 'SIM-C002', 'EPSsiaaa01req'],
  ['XXXsiquc01req_1.xml', 'SIM-F003', 'XXXsiquc01req_'],
  ['hello.xml', 'SIM-F002', 'hello.xml'],
  ['OQSsiquc01req.xml', 'SIM-F002', 'OQSsiquc01req.xml'],
  // The message of one function under the name of another.
  ['OQSsiimm01req_1.xml', 'SIM-W002', 'ReferenceNumberRegistrationInfo'],
  ['YZKsiquc01req_1.xml', 'SIM-W002', 'FileCategory'],
  ['TKKsiquc01req_1.xml', 'SIM-W002', 'FileCategory'],
]

/** Names that a folder cannot hold, holds for others, or leaves where they are; they come through the socket only. */
const LINE_NAMES: readonly (readonly [name: string, code: string, where: string])[] = [
  ['OQSsiquc01res_1.xml', 'SIM-C004', 'OQSsiquc01res'],
  ['OQSsiquc01req_1.exe', 'SIM-F002', 'OQSsiquc01req_1.exe'],
  ['OQSsiquc01req_1', 'SIM-F002', 'OQSsiquc01req_1'],
  ['../../etc/passwd', 'SIM-F001', '../../etc/passwd'],
  ['..\\..\\OQSsiquc01req_1.xml', 'SIM-F001', 'OQSsiquc01req_1.xml'],
  ['/OQSsiquc01req_1.xml', 'SIM-F001', '/OQSsiquc01req_1.xml'],
  ['C:OQSsiquc01req_1.xml', 'SIM-F001', 'C:OQSsiquc01req_1.xml'],
  ['OQSsiquc01req_../1.xml', 'SIM-F001', 'OQSsiquc01req_../1.xml'],
  ['OQSsiquc01req_a\u0000.xml', 'SIM-F001', 'OQSsiquc01req_a'],
  ['OQSsiquc01req_a\n.xml', 'SIM-F001', 'OQSsiquc01req_a'],
  [`OQSsiquc01req_${'a'.repeat(300)}.xml`, 'SIM-F004', 'OQSsiquc01req_aaa'],
]

const named = ([name, code, where]: readonly [string, string, string]): BadRequest => ({
  about: `the name ${JSON.stringify(name.slice(0, 40))}`,
  bytes: good,
  name,
  code,
  where,
})

/** Requests that come through every door. */
export const CORPUS: readonly BadRequest[] = [
  ...FILES.map(([name, code, where]) => ({
    about: name.replaceAll('-', ' '),
    bytes: file(name),
    name: NAME,
    code,
    where,
  })),
  ...MADE,
  ...NAMES.map(named),
]

/** Requests that come through the socket only. */
export const LINE_CORPUS: readonly BadRequest[] = LINE_NAMES.map(named)

/** Names of the files, to be compared with the folder. */
export const CORPUS_FILES: readonly string[] = FILES.map(([name]) => `${name}.xml`)
export const CORPUS_FOLDER = FOLDER
