import { elderlyStart, koukiStart } from '../src/domain/ages.ts'
import { type CivilDate, addMonths, daysBetween, parseCivilDate } from '../src/domain/civil-date.ts'
import type { DocumentKind, DocumentReading, FieldId } from '../src/domain/document.ts'
import { checkDigit, normalizeInsurerNumber, parseInsurerNumber } from '../src/domain/numbers.ts'
import { GAIJI_MARK, foldWidth } from '../src/domain/text.ts'
import { FORMS, REQUIRED_FIELDS, isLateElderly } from '../src/wire/paper/required.ts'

/** Stable codes of what is missing, wrong or contradictory on a paper; ours. */
export type PaperFindingCode =
  | 'SIM-D101'
  | 'SIM-D102'
  | 'SIM-D103'
  | 'SIM-D104'
  | 'SIM-D105'
  | 'SIM-D106'
  | 'SIM-D107'
  | 'SIM-D108'
  | 'SIM-D109'
  | 'SIM-D110'
  | 'SIM-D111'
  | 'SIM-D112'
  | 'SIM-D113'
  | 'SIM-D114'
  | 'SIM-D115'
  | 'SIM-D116'
  | 'SIM-D117'
  | 'SIM-D118'
  | 'SIM-D119'
  | 'SIM-D120'
  | 'SIM-D121'
  | 'SIM-D122'

/** 指摘: one thing about a paper; `paper` and `expected` are canonical values for {@link FieldId}. */
export interface PaperFinding {
  readonly code: PaperFindingCode
  readonly severity: 'error' | 'warning' | 'note'
  readonly field: FieldId | null
  readonly paper: string | null
  readonly expected: string | null
}

const SEVERITY: Readonly<Record<PaperFindingCode, PaperFinding['severity']>> = {
  'SIM-D101': 'error',
  'SIM-D102': 'error',
  'SIM-D103': 'error',
  'SIM-D104': 'warning',
  'SIM-D105': 'error',
  'SIM-D106': 'error',
  'SIM-D107': 'error',
  'SIM-D108': 'error',
  'SIM-D109': 'error',
  'SIM-D110': 'error',
  'SIM-D111': 'error',
  'SIM-D112': 'warning',
  'SIM-D113': 'error',
  'SIM-D114': 'warning',
  'SIM-D115': 'error',
  'SIM-D116': 'warning',
  'SIM-D117': 'note',
  'SIM-D118': 'warning',
  'SIM-D119': 'error',
  'SIM-D120': 'warning',
  'SIM-D121': 'error',
  'SIM-D122': 'note',
}

/** A finding with its severity filled in. */
export const finding = (
  code: PaperFindingCode,
  field: FieldId | null = null,
  paper: string | null = null,
  expected: string | null = null,
): PaperFinding => ({ code, severity: SEVERITY[code], field, paper, expected })

/** A whole Individual Number: twelve digits, in one piece, in fours, or one by one. */
const TWELVE = /(?<!\d|\d[ -])(?:\d{12}|\d{4}([ -])\d{4}\1\d{4}|\d(?: \d){11})(?!\d|[ -]\d)/g

const masked = (digits: string): string => `********${digits.replaceAll(/\D/g, '').slice(-4)}`

/** 個人番号を隠す: eight stars and the last four digits for every whole number in a text, which is then in half width. */
export function withoutIndividualNumbers(text: string): string {
  const folded = foldWidth(text)
  const hidden = folded.replaceAll(TWELVE, masked)
  return hidden === folded ? text : hidden
}

/** True when a text holds a whole Individual Number: by its check digit, or named so in its row. */
function holdsIndividualNumber(text: string): boolean {
  return foldWidth(text)
    .split('\n')
    .some((row) =>
      [...row.matchAll(TWELVE)].some(([number]) => {
        const digits = number.replaceAll(/\D/g, '')
        return /マイナンバー|個人番号/.test(row) || checkDigit('individual', digits.slice(0, 11)) === digits.slice(11)
      }),
    )
}

const dayOf = (text: string | undefined): CivilDate | null => {
  const parsed = text === undefined ? null : parseCivilDate(text)
  return parsed?.ok === true ? parsed.value : null
}

interface Subject {
  readonly reading: DocumentReading
  readonly kind: DocumentKind
  /** The day of the look; without one, the day of issue stands for what needs a day. */
  readonly on: CivilDate | null
}

type Check = (subject: Subject) => readonly PaperFinding[]

const isEmptyForm = ({ reading, kind }: Subject): boolean =>
  FORMS.has(kind) &&
  Object.keys(reading.fields).every((id) => id === 'title' || id === 'insurerName' || id === 'footer')

/** Labels that stand there with something unclear are not missing. */
const missingFields: Check = (subject) => {
  const { reading, kind } = subject
  if (isEmptyForm(subject)) return [finding('SIM-D122')]
  const late = isLateElderly(reading.fields)
  const dependant = (reading.fields.holder ?? '').startsWith('家族')
  const municipal = (reading.fields.title ?? '').startsWith('国民健康保険')
  const wanted: readonly FieldId[] = [
    ...REQUIRED_FIELDS[kind],
    ...(late || FORMS.has(kind) ? [] : (['symbol'] as const)),
    ...(kind === 'certificate' && (dependant || municipal) ? (['insuredName'] as const) : []),
  ]
  const unclear = new Set(reading.unclear.map(({ field }) => field))
  return wanted
    .filter((field) => reading.fields[field] === undefined && !unclear.has(field))
    .map((field) => finding(field === 'footer' ? 'SIM-D111' : 'SIM-D102', field))
}

const unclearFields: Check = ({ reading }) =>
  reading.unclear.map(({ field, text }) => finding('SIM-D114', field, withoutIndividualNumbers(text)))

const missingShare: Check = ({ reading: { fields }, kind, on }) => {
  const [birth, day] = [dayOf(fields.birthDate), on ?? dayOf(fields.issued)]
  if (kind === 'number-form' || fields.ratio !== undefined || birth === null || day === null) return []
  return elderlyStart(birth) <= day ? [finding('SIM-D103', 'ratio')] : []
}

const missingBranch: Check = ({ reading: { fields }, kind }) =>
  fields.branch === undefined && fields.symbol !== undefined && kind !== 'declaration' && !isLateElderly(fields)
    ? [finding('SIM-D104', 'branch')]
    : []

const wrongNumbers: Check = ({ reading: { fields } }) => {
  const { insurerNumber, number } = fields
  const parsed = insurerNumber === undefined ? null : parseInsurerNumber(insurerNumber)
  const insurer =
    parsed === null || parsed.ok || insurerNumber === undefined
      ? []
      : [
          parsed.problem.code === 'NUMBER_CHECK_DIGIT'
            ? finding(
                'SIM-D105',
                'insurerNumber',
                insurerNumber,
                `${normalizeInsurerNumber(insurerNumber).slice(0, -1)}${parsed.problem.expected}`,
              )
            : finding('SIM-D106', 'insurerNumber', insurerNumber),
        ]
  const short = isLateElderly(fields) && number !== undefined && !/^\d{8}$/.test(number)
  return short ? [...insurer, finding('SIM-D107', 'number', number)] : insurer
}

const MOST_MONTHS = 60

const wrongDays: Check = ({ reading: { fields }, kind, on }) => {
  const [birth, issued, from, until] = [fields.birthDate, fields.issued, fields.validFrom, fields.validUntil].map(dayOf)
  const found: PaperFinding[] = []
  if (until && on !== null && until < on) found.push(finding('SIM-D108', 'validUntil', until, on))
  if (from && on !== null && from > on) found.push(finding('SIM-D118', 'validFrom', from, on))
  if (until && (from ?? issued) && until < (from ?? issued ?? until)) {
    found.push(finding('SIM-D119', 'validUntil', until, from ?? issued ?? null))
  }
  if (birth && issued && issued < birth) found.push(finding('SIM-D119', 'issued', issued, birth))
  if (kind !== 'certificate' || !until) return found
  const start = from ?? issued
  if (start && until > addMonths(start, MOST_MONTHS)) {
    found.push(finding('SIM-D109', 'validUntil', until, addMonths(start, MOST_MONTHS)))
  }
  if (birth && !isLateElderly(fields) && until >= koukiStart(birth)) {
    found.push(finding('SIM-D110', 'validUntil', until, koukiStart(birth)))
  }
  return found
}

const oldShareAndStamp: Check = ({ reading: { fields }, on }) => {
  if (on === null) return []
  const [shareUntil, shareFrom] = [dayOf(fields.ratioUntil), dayOf(fields.ratioFrom)]
  const saved = dayOf(fields.savedAt?.slice(0, 10))
  return [
    ...(shareUntil !== null && shareUntil < on ? [finding('SIM-D108', 'ratioUntil', shareUntil, on)] : []),
    ...(shareFrom !== null && shareFrom > on ? [finding('SIM-D118', 'ratioFrom', shareFrom, on)] : []),
    ...(saved !== null && daysBetween(saved, on) !== 0
      ? [finding('SIM-D120', 'savedAt', fields.savedAt ?? null, on)]
      : []),
  ]
}

const marks: Check = ({ reading }) => [
  ...(['name', 'kana', 'insuredName'] as const).flatMap((field) =>
    (reading.fields[field] ?? '').includes(GAIJI_MARK) ? [finding('SIM-D112', field, reading.fields[field] ?? '')] : [],
  ),
  ...(reading.specimen ? [] : [finding('SIM-D117')]),
]

const CHECKS: readonly Check[] = [
  missingFields,
  unclearFields,
  missingShare,
  missingBranch,
  wrongNumbers,
  wrongDays,
  oldShareAndStamp,
  marks,
]

/**
 * 紙の点検: what is missing on a paper for its kind, and what is wrong with it in itself. `on` is the day on which it is looked
 * at; null leaves out what needs one. @see facts/rules.md 4.1–4.8, 5.1, 5.5
 */
export function paperFindings(reading: DocumentReading, on: CivilDate | null): readonly PaperFinding[] {
  const whole = holdsIndividualNumber(reading.text) ? [finding('SIM-D113')] : []
  const { kind } = reading
  if (reading.text.trim() === '') return [finding('SIM-D116')]
  if (kind === null) return [finding('SIM-D101'), ...whole, ...unclearFields({ reading, kind: 'notice', on })]
  return [...whole, ...CHECKS.flatMap((check) => check({ reading, kind, on }))]
}
