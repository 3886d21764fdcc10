import { cardStateAt } from '../src/domain/certificate.ts'
import { certificatePolicy } from '../src/domain/certificate-policy.ts'
import { type CivilDate, instantOf, legalAgeOn } from '../src/domain/civil-date.ts'
import { type CoverageState, coverageStates, covers } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import { personNumberOf } from '../src/domain/person-number.ts'
import { latestBook } from '../src/domain/rulesets.ts'
import { replaceGaiji } from '../src/domain/text.ts'
import { encodeText } from '../src/wire/shift-jis.ts'

/** 資格の行: one cover of a person as known on the day; lost covers too. */
const coverRow = (cover: CoverageState, knownAt: string | null, day: CivilDate) => ({
  current: covers(cover, day),
  scheme: cover.scheme,
  insurerNumber: cover.key.insurerNumber,
  insurerName: cover.insurerName,
  symbol: cover.key.symbol,
  number: cover.key.number,
  branch: cover.key.branch,
  classification: cover.classification,
  relation: cover.relation,
  insuredName: cover.insuredName,
  acquired: cover.acquired,
  acquiredKnownAt: knownAt,
  lost: cover.loss?.date ?? null,
  lossReason: cover.loss?.reason ?? null,
  issued: cover.issued,
  validFrom: cover.validFrom,
  validUntil: cover.validUntil,
  koukiRatio: cover.koukiRatio,
  elderlyRatio: cover.elderly?.ratio ?? null,
  elderlyFrom: cover.elderly?.from ?? null,
  elderlyUntil: cover.elderly?.until ?? null,
  limitBand: cover.limit?.band ?? null,
  limitFrom: cover.limit?.from ?? null,
  limitUntil: cover.limit?.until ?? null,
})
type CoverRow = ReturnType<typeof coverRow>

function cardRow({ card }: Member, day: CivilDate) {
  const noon = instantOf(day, '12:00')
  const held = card !== null && card.issued <= day ? card : null
  const state = held === null ? null : cardStateAt(held, noon, certificatePolicy(day, latestBook))
  return {
    kind: held?.kind ?? null,
    issued: held?.issued ?? null,
    body: state?.body ?? null,
    bodyExpiry: state?.bodyExpiry ?? null,
    certificate: state?.certificate ?? null,
    certificateExpiry: state?.certificateExpiry ?? null,
    registration: state?.registration ?? null,
    phone: state?.phone?.kind ?? null,
    phoneExpiry: state?.phone?.expiry ?? null,
    pin: held?.pin ?? null,
    pinLocked: state?.pin.locked ?? null,
    nonDisclosure: held?.flags.nonDisclosure ?? null,
    noSelfInfo: held?.flags.noSelfInfo ?? null,
  }
}

/** When the service first knew of a cover. */
const knownFrom = ({ ledger }: Member, id: string): string | null =>
  ledger.find((event) => event.type === 'acquired' && event.coverage.id === id)?.knownAt ?? null

/** The cover of the day first, then the others, the newest first. */
const inOrder = (a: CoverRow, b: CoverRow): number =>
  Number(b.current) - Number(a.current) || (a.acquired < b.acquired ? 1 : a.acquired > b.acquired ? -1 : 0)

/**
 * 加入者の行: a member as a test needs it on a day, as known at noon. Of the synthetic Individual Number only the last four
 * digits are here. `magic` is the id of a magic person, else null.
 */
export function memberRow(member: Member, day: CivilDate, magic: string | null = null) {
  return {
    index: member.index,
    magic,
    name: member.name.kanji,
    kana: member.name.kana,
    otherName: member.otherName?.kanji ?? null,
    otherKana: member.otherName?.kana ?? null,
    sex: member.sex,
    birthDate: member.birthDate,
    day,
    /** Null before the day of birth. */
    age: member.birthDate <= day ? legalAgeOn(member.birthDate, day) : null,
    postal: member.address.postal,
    address: member.address.text,
    last4: personNumberOf(member.index).slice(-4),
    card: cardRow(member, day),
    covers: coverageStates(member.ledger, instantOf(day, '12:00'))
      .map((cover) => coverRow(cover, knownFrom(member, cover.id), day))
      .toSorted(inOrder),
  }
}
export type MemberRow = ReturnType<typeof memberRow>

export type Cell = string | number | boolean | null

/** How many covers a line of the table has room for; nobody of the population has more than five. */
export const TABLE_COVERS = 6

const PERSON_COLUMNS = [
  'index',
  'magic',
  'name',
  'kana',
  'otherName',
  'otherKana',
  'sex',
  'birthDate',
  'day',
  'age',
  'postal',
  'address',
  'last4',
] as const satisfies readonly (keyof MemberRow)[]

const CARD_COLUMNS = [
  'kind',
  'issued',
  'body',
  'bodyExpiry',
  'certificate',
  'certificateExpiry',
  'registration',
  'phone',
  'phoneExpiry',
  'pin',
  'pinLocked',
  'nonDisclosure',
  'noSelfInfo',
] as const satisfies readonly (keyof MemberRow['card'])[]

const COVER_COLUMNS = [
  'current',
  'scheme',
  'insurerNumber',
  'insurerName',
  'symbol',
  'number',
  'branch',
  'classification',
  'relation',
  'insuredName',
  'acquired',
  'acquiredKnownAt',
  'lost',
  'lossReason',
  'issued',
  'validFrom',
  'validUntil',
  'koukiRatio',
  'elderlyRatio',
  'elderlyFrom',
  'elderlyUntil',
  'limitBand',
  'limitFrom',
  'limitUntil',
] as const satisfies readonly (keyof CoverRow)[]

const coverPlaces = Array.from({ length: TABLE_COVERS }, (_, place) => place)

/** 見出し: the columns of the table, always these and in this order. */
export const MEMBER_COLUMNS: readonly string[] = [
  ...PERSON_COLUMNS,
  ...CARD_COLUMNS.map((name) => `card.${name}`),
  ...coverPlaces.flatMap((place) => COVER_COLUMNS.map((name) => `cover${place + 1}.${name}`)),
]

/** The cells of a row under {@link MEMBER_COLUMNS}. Throws a RangeError for more covers than there is room for. */
export function memberCells(row: MemberRow): Cell[] {
  if (row.covers.length > TABLE_COVERS) {
    throw new RangeError(`member ${row.index} has ${row.covers.length} covers, the table holds ${TABLE_COVERS}`)
  }
  return [
    ...PERSON_COLUMNS.map((name) => row[name]),
    ...CARD_COLUMNS.map((name) => row.card[name]),
    ...coverPlaces.flatMap((place) => COVER_COLUMNS.map((name) => row.covers[place]?.[name] ?? null)),
  ]
}

const FORMULA = /^[=+\-@\t\r]/
const QUOTED = /[",\r\n]/

/** One cell: null is empty, a text that a spreadsheet would take for a formula gets an apostrophe in front. */
function csvCell(cell: Cell): string {
  if (cell === null) return ''
  const text = typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell)
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** CSVの一行 (RFC 4180), with its CRLF. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** A character that does not exist in Shift_JIS, and what was written instead: ● or the letter without its selector. */
export interface Replaced {
  readonly character: string
  readonly written: string
}

/** A text that went through Shift_JIS, and what was lost on the way, in order. */
export interface Carried {
  readonly bytes: Uint8Array
  readonly replaced: readonly Replaced[]
}

const NOT_ASKED = 0
const MISSING = -1
/** Per code unit: its one or two bytes as a number, once somebody asked for it. */
const known = new Int32Array(0x1_0000)

function bytesOfUnit(unit: number): number {
  const found = known[unit] ?? MISSING
  if (found !== NOT_ASKED) return found
  const encoded = encodeText(String.fromCharCode(unit), 'Shift_JIS')
  const value = encoded.ok ? encoded.value.reduce((number, byte) => number * 256 + byte, 0) : MISSING
  known[unit] = value
  return value
}

/** The bytes of a text whose characters all exist, or null. Every character of CP932 is one unit and one or two bytes. */
function encodeKnown(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length * 2)
  let length = 0
  for (let at = 0; at < text.length; at += 1) {
    const value = bytesOfUnit(text.charCodeAt(at))
    if (value === MISSING) return null
    if (value > 0xff) {
      bytes[length] = value >> 8
      length += 1
    }
    bytes[length] = value & 0xff
    length += 1
  }
  return bytes.slice(0, length)
}

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' })
const inShiftJis = (character: string): boolean => encodeText(character, 'Shift_JIS').ok

/**
 * Text to Shift_JIS (CP932); a character that does not exist there becomes ● as in real systems, and is told. A variation
 * selector is dropped and told too. @see facts/wire.md 5.2, ASM-17
 */
export function toShiftJis(text: string): Carried {
  const whole = encodeKnown(text)
  if (whole !== null) return { bytes: whole, replaced: [] }
  const replaced: Replaced[] = []
  const carried = Array.from(segmenter.segment(text), ({ segment: character }) => {
    if (inShiftJis(character)) return character
    const written = replaceGaiji(character, { inSet: inShiftJis })
    replaced.push({ character, written })
    return written
  }).join('')
  const bytes = encodeText(carried, 'Shift_JIS')
  if (!bytes.ok) throw new TypeError(`"${carried}" cannot be carried by Shift_JIS although each character can`)
  return { bytes: bytes.value, replaced }
}
