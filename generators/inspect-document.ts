import { type CivilDate, parseCivilDate } from '../src/domain/civil-date.ts'
import {
  DOCUMENT_FIELDS,
  type DocumentKind,
  type DocumentReading,
  type FieldId,
  fieldRow,
} from '../src/domain/document.ts'
import type { Member } from '../src/domain/person.ts'
import type { Result } from '../src/domain/result.ts'
import { formatWareki, toWareki } from '../src/domain/wareki.ts'
import type { PictureReading } from '../src/wire/paper/picture.ts'
import type { PaperProblem } from '../src/wire/paper/problem.ts'
import { type PaperFinding, finding, paperFindings, withoutIndividualNumbers } from './inspect-findings.ts'
import { contradictions } from './inspect-member.ts'

interface Both {
  readonly ja: string
  readonly en: string
}

/** 項目: one field of a paper with its label; `value` is canonical, `shown` is for people. */
export interface InspectedField {
  readonly field: FieldId
  readonly label: Both
  readonly value: string
  readonly shown: Both
}

/** 書類の点検結果: what a PDF or a picture is, what it says, what is missing, and what contradicts a person. */
export interface InspectedDocument {
  readonly medium: 'pdf' | 'png' | 'jpeg'
  /** Null when nothing on it says so, or nothing can be read. */
  readonly kind: DocumentKind | null
  readonly title: Both | null
  readonly fields: readonly InspectedField[]
  readonly findings: readonly PaperFinding[]
  /** Null for what was not read. */
  readonly pages: { readonly count: number; readonly width: number; readonly height: number } | null
  readonly specimen: 'seen' | 'not-seen' | 'not-proven'
  /** What the pixels show, where there is no text. */
  readonly picture: PictureReading | null
  /** Why it was not read. */
  readonly problem: PaperProblem | null
}

/** What was read: text, or what the pixels show where there is none. */
export interface ReadDocument {
  readonly medium: InspectedDocument['medium']
  readonly reading: DocumentReading | null
  readonly picture: PictureReading | null
}

export type DocumentReader = (bytes: Uint8Array) => Promise<Result<ReadDocument, PaperProblem>>

export interface InspectOptions {
  readonly fileName?: string
  /** Whose the paper is said to be. */
  readonly member?: Member
  /** The day of the look; a comparison with a member needs it. */
  readonly on?: CivilDate
  /** Reads the bytes; in this process unless told otherwise. */
  readonly read?: DocumentReader
}

const KINDS: Readonly<Record<DocumentKind, Both>> = {
  certificate: { ja: '資格確認書', en: 'certificate of eligibility' },
  notice: { ja: '資格情報のお知らせ', en: 'notice of eligibility data' },
  'member-notice': { ja: '加入者情報のお知らせ', en: 'notice of member data' },
  'number-form': { ja: '個人番号（マイナンバー）申出書', en: 'form for the Individual Number' },
  'portal-pdf': { ja: '医療保険の資格情報（PDF）', en: 'eligibility page of the portal, as PDF' },
  'portal-screen': { ja: '医療保険の資格情報（画面）', en: 'eligibility page of the portal, as screen' },
  declaration: { ja: '被保険者資格申立書', en: 'declaration of insured status' },
}

const SEXES: Readonly<Record<string, Both>> = {
  male: { ja: '男', en: 'male' },
  female: { ja: '女', en: 'female' },
  unset: { ja: '裏面参照', en: 'see the back' },
}

function shownDay(value: string): Both {
  const day = parseCivilDate(value)
  const wareki = day.ok ? toWareki(day.value) : null
  return { ja: wareki?.ok === true ? `${formatWareki(wareki.value)}（${value}）` : value, en: value }
}

/** 表示: a canonical value for people to read. Whole Individual Numbers never stand in it. */
export function shownValue(field: FieldId, value: string): Both {
  const { type } = fieldRow(field)
  const sex = type === 'sex' ? SEXES[value] : undefined
  if (sex !== undefined) return sex
  if (type === 'ratio') return { ja: `${Number(value) / 10}割`, en: `${Number(value)} %` }
  if (type === 'day') return shownDay(value)
  if (type === 'moment') {
    const text = `${value.slice(0, 10)} ${value.slice(11, 16)}`
    return { ja: text, en: text }
  }
  const safe = withoutIndividualNumbers(value)
  return { ja: safe, en: safe }
}

const isField = (id: string): id is FieldId => id in DOCUMENT_FIELDS

/** In the order of the table, so that two papers can be laid side by side. */
const fieldsOf = ({ fields }: DocumentReading): readonly InspectedField[] =>
  Object.keys(DOCUMENT_FIELDS)
    .filter(isField)
    .flatMap((field) => {
      const value = fields[field]
      if (value === undefined) return []
      const { ja, en } = fieldRow(field)
      const safe = withoutIndividualNumbers(value)
      return [{ field, label: { ja, en }, value: safe, shown: shownValue(field, value) }]
    })

const startsWith = (bytes: Uint8Array, ...head: readonly number[]): boolean =>
  head.every((byte, at) => bytes[at] === byte)

/** 書類か: whether the first bytes are those of a PDF, PNG or JPEG; null for anything else. */
export function documentMedium(bytes: Uint8Array): InspectedDocument['medium'] | null {
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'png'
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'jpeg'
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1_024)).includes('%PDF-') ? 'pdf' : null
}

/** 書類を読む: text of a PDF; of a picture or of a PDF without text what its pixels show. In the process that asks. */
export const readDocumentBytes: DocumentReader = async (bytes) => {
  const { readAnyPaper } = await import('../src/wire/paper/any.ts')
  return readAnyPaper(bytes)
}

const unread = (medium: InspectedDocument['medium'], problem: PaperProblem | null): InspectedDocument => ({
  medium,
  kind: null,
  title: null,
  fields: [],
  findings: [],
  pages: null,
  specimen: 'not-proven',
  picture: null,
  problem,
})

/**
 * 書類を点検する: what a PDF, PNG or JPEG is, what it says, what is missing for its kind, and what contradicts a given member.
 * Facts come from the text layer alone; codes are told and not believed. Never throws on any bytes.
 */
export async function inspectDocument(bytes: Uint8Array, options: InspectOptions = {}): Promise<InspectedDocument> {
  const { member, on = null, read = readDocumentBytes } = options
  const result = await read(bytes)
  if (!result.ok) return unread(documentMedium(bytes) ?? 'pdf', result.problem)
  const { medium, reading, picture } = result.value
  const safePicture = picture === null ? null : { ...picture, qr: picture.qr.map(withoutIndividualNumbers) }
  if (reading === null || reading.text.trim() === '') {
    const pages = reading === null ? null : { count: reading.pages, ...reading.size }
    const specimen = picture?.specimenMark ?? 'not-proven'
    const findings = [finding('SIM-D116')]
    return { ...unread(medium, null), findings, pages, specimen, picture: safePicture }
  }
  const compared = member === undefined || on === null ? [] : contradictions(reading.fields, { member, day: on })
  return {
    medium,
    kind: reading.kind,
    title: reading.kind === null ? null : KINDS[reading.kind],
    fields: fieldsOf(reading),
    findings: [...paperFindings(reading, on), ...compared].map(safe),
    pages: { count: reading.pages, ...reading.size },
    specimen: reading.specimen ? 'seen' : 'not-seen',
    picture: safePicture,
    problem: null,
  }
}

const safe = (one: PaperFinding): PaperFinding => ({
  ...one,
  paper: one.paper === null ? null : withoutIndividualNumbers(one.paper),
  expected: one.expected === null ? null : withoutIndividualNumbers(one.expected),
})
