import type { Instant } from '../domain/civil-date.ts'
import { listIn } from './evidence-insurer.ts'
import { resolveDay } from '../../scenarios/days.ts'
import { CHECKUPS_REQUEST, CHECKUPS_RESULT } from '../wire/checkups.ts'
import { ELIGIBILITY_REQUEST } from '../wire/eligibility-request.ts'
import { ELIGIBILITY_RESULT, readEligibilityAnswer } from '../wire/eligibility-result.ts'
import { INQUIRY_NUMBER_REQUEST, INQUIRY_NUMBER_RESULT } from '../wire/inquiry-number.ts'
import { type MessageLayout, readMessage } from '../wire/layout.ts'
import { MEDICINES_REQUEST, MEDICINES_RESULT } from '../wire/medicines.ts'
import type { WireProblem } from '../wire/problem.ts'
import type { History, Message, StepRecord } from '../../scenarios/history.ts'
import type { ServiceExpectation } from '../../scenarios/scenario.ts'

/** An answer of our own service that contradicts what was typed from the facts, or an exchange that never came about. */
export interface ServiceFinding {
  readonly step: number
  readonly expected: string
  readonly actual: string
  /** True when the system under test never made the exchange: no defect of the service. */
  readonly absent: boolean
}

/** True when medical information was delivered. */
function delivers(message: Message): boolean {
  if (message.answer === null) return false
  // A refusal is a message whatever form was asked for.
  if (message.answerName?.endsWith('.pdf') === true) return true
  const layout = message.name.startsWith('YZK') ? MEDICINES_RESULT : CHECKUPS_RESULT
  const read = readMessage<{ readonly MessageHeader: { readonly ResultCode: string } }>(layout, message.answer)
  return read.ok && read.value.message.MessageHeader.ResultCode === '1'
}

interface Mismatch {
  readonly expected: string
  readonly actual: string
}

const unreadable = (problems: readonly WireProblem[]): Mismatch => ({
  expected: 'a result that the layout accepts',
  actual: problems.map(({ code }) => code).join(', '),
})

/** Names whose found value is not the expected one; an undefined expectation expects nothing. */
const mismatches = (
  found: Readonly<Record<string, string | null>>,
  wanted: Readonly<Record<string, string | undefined>>,
): Mismatch[] =>
  Object.entries(wanted).flatMap(([name, value]) =>
    value === undefined || found[name] === value
      ? []
      : [{ expected: `${name} ${value}`, actual: `${name} ${found[name] ?? 'absent'}` }],
  )

function againstRegistration({ segment, code }: ServiceExpectation, answer: Uint8Array): Mismatch[] {
  const read = readMessage(INQUIRY_NUMBER_RESULT, answer)
  if (!read.ok) return [unreadable(read.problem)]
  const { MessageHeader: header, MessageBody: body } = read.value.message
  const found = { SegmentOfResult: header.SegmentOfResult, code: header.ErrorCode ?? body.ProcessingResultCode ?? null }
  return mismatches(found, { SegmentOfResult: segment, code })
}

function againstEligibility(expectation: ServiceExpectation, answer: Uint8Array): Mismatch[] {
  const read = readEligibilityAnswer(answer)
  if (!read.ok) return [unreadable(read.problem)]
  const { message, validity, error, notice, records } = read.value
  const found: Record<string, string | null> = {
    SegmentOfResult: message.MessageHeader.SegmentOfResult,
    QualificationValidity: validity,
    code: error?.code ?? notice?.code ?? null,
  }
  const header = mismatches(found, {
    SegmentOfResult: expectation.segment,
    QualificationValidity: expectation.validity,
    code: expectation.code,
  })
  const elements = new Map(Object.entries(records[0]?.record ?? {}))
  const fields = Object.entries(expectation.record ?? {}).flatMap(([name, value]) => {
    const inner = name
      .split('/')
      .reduce<unknown>((at, part) => (at instanceof Map ? at.get(part) : Reflect.get(Object(at), part)), elements)
    const actual = inner === undefined || inner === null ? null : typeof inner === 'string' ? inner : 'present'
    return actual === value
      ? []
      : [{ expected: `${name} ${value ?? 'absent'}`, actual: `${name} ${actual ?? 'absent'}` }]
  })
  return [...header, ...fields]
}

/** Layouts of a request and its result, by the prefix that both have in common. */
const LAYOUTS = {
  OQSsiquc01: [ELIGIBILITY_REQUEST, ELIGIBILITY_RESULT],
  OQSsiimm01: [INQUIRY_NUMBER_REQUEST, INQUIRY_NUMBER_RESULT],
  YZKsiquc01: [MEDICINES_REQUEST, MEDICINES_RESULT],
  TKKsiquc01: [CHECKUPS_REQUEST, CHECKUPS_RESULT],
} as const satisfies Record<
  Exclude<ServiceExpectation['message'], 'face'>,
  readonly [MessageLayout<object>, MessageLayout<object>]
>

/** 任意のファイル識別子 as it stands between its tags, null when it is not there. */
function identifierIn(layout: MessageLayout<object>, bytes: Uint8Array | null): string | null {
  const read = bytes === null ? null : readMessage(layout, bytes)
  return read !== null && read.ok ? (read.value.slices.get('MessageHeader/ArbitraryFileIdentifier') ?? null) : null
}

function againstEcho(expectation: ServiceExpectation, message: Message): Mismatch[] {
  if (expectation.echo !== true || expectation.message === 'face') return []
  const [request, result] = LAYOUTS[expectation.message]
  const [sent, repeated] = [identifierIn(request, message.request), identifierIn(result, message.answer)]
  if (sent === repeated) return []
  return [
    {
      expected: `ArbitraryFileIdentifier ${JSON.stringify(sent)}`,
      actual: `ArbitraryFileIdentifier ${JSON.stringify(repeated)}`,
    },
  ]
}

function compare(expectation: ServiceExpectation, message: Message): Mismatch[] {
  const medical = expectation.message === 'YZKsiquc01' || expectation.message === 'TKKsiquc01'
  if (medical) {
    const expected = expectation.answered ?? true
    return delivers(message) === expected
      ? []
      : [{ expected: expected ? 'delivered' : 'refused', actual: expected ? 'refused' : 'delivered' }]
  }
  if (message.answer === null) return [{ expected: 'an answer', actual: `status ${message.status}` }]
  return expectation.message === 'OQSsiimm01'
    ? againstRegistration(expectation, message.answer)
    : againstEligibility(expectation, message.answer)
}

type Reception = NonNullable<StepRecord['reception']>

/** The reader is ours as well: what it showed, and whether it sent a result, needs no exchange of the system. */
function againstReader({ screens, answered }: ServiceExpectation, { presentation, facts }: Reception): Mismatch[] {
  const shown = presentation.reader.join(', ')
  const wanted = screens?.join(', ') ?? shown
  if (shown !== wanted) return [{ expected: `screens: ${wanted || 'none'}`, actual: `screens: ${shown || 'none'}` }]
  const sent = facts.delivered !== null
  return sent === (answered ?? true)
    ? []
    : [{ expected: sent ? 'no result of the reader' : 'a result of the reader', actual: `screens: ${shown || 'none'}` }]
}

/** What contradicts one expectation, or `absent` when the exchange it speaks of was not made. */
function checkExpectation(record: StepRecord, expectation: ServiceExpectation): Mismatch[] | 'absent' {
  const { message: kind } = expectation
  if (kind === 'face') {
    if (record.reception === null) return 'absent'
    const atReader = againstReader(expectation, record.reception)
    if (atReader.length > 0 || expectation.answered === false) return atReader
  }
  const message = record.messages.find(({ door, name, answer }) =>
    kind === 'face' ? door === 'face' && answer !== null : name.startsWith(`${kind}req`),
  )
  return message === undefined ? 'absent' : [...compare(expectation, message), ...againstEcho(expectation, message)]
}

/** An inquiry of the harness itself, answered by what the gateway made of the records it got. */
function againstInquiry({ index, step, insurance }: StepRecord, start: Instant): ServiceFinding[] {
  if (step.do !== 'inquire' || step.expectAnswer === undefined || insurance === null) return []
  const { validity, insurerNumber, lossDate, ratio, name } = step.expectAnswer
  const answer = insurance.inquiry?.answer ?? null
  const record = answer?.record ?? null
  const pairs: readonly (readonly [string, string | null | undefined, string | null | undefined])[] = [
    ['QualificationValidity', validity, answer === null ? null : String(answer.validity)],
    ['InsurerNumber', insurerNumber, record?.key.insurerNumber ?? null],
    [
      'DisqualificationDate',
      lossDate === undefined ? undefined : resolveDay(lossDate, start),
      record?.loss?.date ?? null,
    ],
    ['ratio', ratio, record?.koukiRatio ?? record?.elderly?.ratio ?? null],
    ['Name', name, record?.name ?? null],
  ]
  return pairs.flatMap(([label, expected, actual]) =>
    expected === undefined || expected === actual
      ? []
      : [{ step: index, expected: `${label} ${expected}`, actual: `${label} ${actual}`, absent: false }],
  )
}

/** A row of a list as an expectation types it. */
const rowText = (row: Readonly<Record<string, unknown>>): string =>
  ['number', 'status', 'appearances']
    .flatMap((key) => (row[key] === undefined ? [] : [JSON.stringify(row[key])]))
    .join(' ')

/** Lists that the step fetched, against what was typed. */
function againstLists({ index, step, messages }: StepRecord): ServiceFinding[] {
  if (step.do !== 'clock') return []
  return (step.expectLists ?? []).flatMap(({ list, rows }): ServiceFinding[] => {
    const message = messages.find(({ door, name }) => door === 'insurer' && name.endsWith(`lists/${list}`))
    if (message === undefined) return [{ step: index, expected: `list ${list}`, actual: 'not fetched', absent: true }]
    const found = listIn(message)?.rows.map((row, at) => narrowed({ ...row, number: row.memberKey.number }, rows?.[at]))
    const [expected, actual] = [rows?.map(rowText), found?.map(rowText)].map((texts) =>
      texts === undefined ? 'not published' : `[${texts.toSorted().join(', ')}]`,
    )
    return expected === actual
      ? []
      : [{ step: index, expected: `${list}: ${expected}`, actual: `${list}: ${actual}`, absent: false }]
  })
}

/** Only what the expectation speaks of. */
const narrowed = (
  row: Readonly<Record<string, unknown>>,
  typed: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(row).filter(([key]) => key === 'number' || typed?.[key] !== undefined))

function checkStep(record: StepRecord): ServiceFinding[] {
  const expectations = 'expect' in record.step ? (record.step.expect ?? []) : []
  return expectations.flatMap((expectation): ServiceFinding[] => {
    const found = checkExpectation(record, expectation)
    if (found !== 'absent') return found.map((mismatch) => ({ step: record.index, ...mismatch, absent: false }))
    return [
      { step: record.index, expected: `an exchange ${expectation.message}`, actual: 'none was made', absent: true },
    ]
  })
}

/** Compares the answers of the simulated service with the expectations typed in a scenario file. */
export const checkService = (history: History): ServiceFinding[] =>
  history.steps.flatMap((record) => [
    ...checkStep(record),
    ...againstInquiry(record, history.start),
    ...againstLists(record),
  ])
