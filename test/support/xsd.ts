import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'

const folder = new URL('../../src/wire/xsd/', import.meta.url)

const validators = new Map<string, XsdValidator>()
let includes = false

/** The schema of a message kind, e.g. `OQSsiquc01res`, with what it includes. */
function validatorOf(kind: string): XsdValidator {
  const known = validators.get(kind)
  if (known !== undefined) return known
  if (!includes) xmlRegisterFsInputProviders()
  includes = true
  const file = new URL(`${kind}.xsd`, folder)
  const schema = XmlDocument.fromBuffer(readFileSync(file), { url: fileURLToPath(file) })
  const validator = XsdValidator.fromDoc(schema)
  schema.dispose()
  validators.set(kind, validator)
  return validator
}

const DECLARED = /^<\?xml[^>]*encoding=["']([^"']+)["']/

/** UTF-8 bytes of a message. The validator knows no CP932, so Shift_JIS is turned by the decoder of the web and declared anew. */
function asUtf8(bytes: Uint8Array): Uint8Array {
  const encoding = DECLARED.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1] ?? 'UTF-8'
  if (encoding !== 'Shift_JIS') return bytes
  const text = new TextDecoder('shift_jis', { fatal: true }).decode(bytes)
  return new TextEncoder().encode(text.replace('Shift_JIS', 'UTF-8'))
}

/** What a schema says against a message, one line each; empty when it is valid. */
export function violations(kind: string, bytes: Uint8Array): readonly string[] {
  const validator = validatorOf(kind)
  let message: XmlDocument | null = null
  try {
    message = XmlDocument.fromBuffer(asUtf8(bytes))
    validator.validate(message)
    return []
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error
    return error.message.trim().split(/\n+/)
  } finally {
    message?.dispose()
  }
}

/** The kind of a file of the folders; results of the reader have one of their own. */
export const kindOf = (file: string): string =>
  file.startsWith('OQSsiquc01res_face_') ? 'OQSsiquc01res_face' : (file.split('_')[0] ?? '')

/** The text of a message, whatever it says about its encoding. */
export const wireText = (bytes: Uint8Array): string => new TextDecoder().decode(asUtf8(bytes))

const countOf = (xml: string, name: string): number => xml.split(`<${name}>`).length - 1

const valueIn = (xml: string, name: string): string | null => new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1] ?? null

/** The contents of every element of a name that holds others. */
const partsOf = (xml: string, name: string): readonly string[] =>
  xml
    .split(`<${name}>`)
    .slice(1)
    .map((rest) => rest.slice(0, rest.indexOf(`</${name}>`)))

const LATE_ELDERLY = /^39/
const FOR_LATE_ELDERLY = ['InsuredPartialContributionRatio']
const FOR_OTHERS = [
  'PersonalFamilyClassification',
  'ElderlyRecipientCertificateInfo',
  'InsuredBranchNumber',
  'InsuredCardSymbol',
]

/** 一件の資格: what the elements of one record say about each other. @see facts/wire.md 2.2 */
function recordObjections(record: string): string[] {
  const consents = [...record.matchAll(/<(\w+)ConsFlg>([^<]*)</g)].flatMap(([, stem = '', flag = '']) =>
    ['ConsTime', 'AvailableTime'].flatMap((end) =>
      flag !== '1' && countOf(record, `${stem}${end}`) > 0 ? [`${stem}${end} without a consent`] : [],
    ),
  )
  const isLate = LATE_ELDERLY.test(valueIn(record, 'InsurerNumber') ?? '')
  const foreign = (isLate ? FOR_OTHERS : FOR_LATE_ELDERLY).filter((name) => countOf(record, name) > 0)
  return [...consents, ...foreign.map((name) => `${name} of ${isLate ? 'a late elderly' : 'another'} person`)]
}

/** スキーマで表せない約束: what the facts say of a message and XSD 1.0 cannot; one line each. @see docs/schemas.md */
export function objections(bytes: Uint8Array): readonly string[] {
  const xml = wireText(bytes)
  const together = (one: string, other: string): string[] =>
    partsOf(xml, 'MessageHeader')
      .concat(partsOf(xml, 'BulkConfirmUnit'), partsOf(xml, 'BulkRegistrationUnit'), [xml])
      .some((part) => countOf(part, one) !== countOf(part, other))
      ? [`${one} without ${other}, or the other way round`]
      : []
  const errorBeside1 = valueIn(xml, 'SegmentOfResult') === '1' && countOf(xml, 'ErrorCode') > 0
  return [
    ...together('ErrorCode', 'ErrorMessage'),
    ...together('ProcessingResultCode', 'ProcessingResultMessage'),
    ...(errorBeside1 ? ['ErrorCode although the outcome is 1'] : []),
    ...partsOf(xml, 'ResultOfQualificationConfirmation').flatMap(recordObjections),
  ]
}
