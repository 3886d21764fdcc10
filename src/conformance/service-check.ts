import { readEligibilityAnswer } from '../wire/eligibility-result.ts'
import { CHECKUPS_RESULT } from '../wire/checkups.ts'
import { readMessage } from '../wire/layout.ts'
import { MEDICINES_RESULT } from '../wire/medicines.ts'
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

const isOf = (kind: ServiceExpectation['message']) => (message: Message): boolean =>
  kind === 'face' ? message.door === 'face' && message.answer !== null : message.name.startsWith(`${kind}req`)

/** True when medical information was delivered. */
function delivers(message: Message): boolean {
  if (message.answer === null) return false
  const layout = message.name.startsWith('YZK') ? MEDICINES_RESULT : CHECKUPS_RESULT
  const read = readMessage<{ readonly MessageHeader: { readonly ResultCode: string } }>(layout, message.answer)
  return read.ok && read.value.message.MessageHeader.ResultCode === '1'
}

interface Mismatch {
  readonly expected: string
  readonly actual: string
}

function againstEligibility(expectation: ServiceExpectation, answer: Uint8Array): Mismatch[] {
  const read = readEligibilityAnswer(answer)
  if (!read.ok) return [{ expected: 'a result that the layout accepts', actual: read.problem.map(({ code }) => code).join(', ') }]
  const { message, validity, error, notice, records } = read.value
  const found: Record<string, string | null> = {
    SegmentOfResult: message.MessageHeader.SegmentOfResult,
    QualificationValidity: validity,
    code: error?.code ?? notice?.code ?? null,
  }
  const wanted: readonly (readonly [string, string | undefined])[] = [
    ['SegmentOfResult', expectation.segment],
    ['QualificationValidity', expectation.validity],
    ['code', expectation.code],
  ]
  const header = wanted.flatMap(([name, value]) => (value === undefined || found[name] === value ? [] : [{ expected: `${name} ${value}`, actual: `${name} ${found[name] ?? 'absent'}` }]))
  const elements = new Map(Object.entries(records[0]?.record ?? {}))
  const fields = Object.entries(expectation.record ?? {}).flatMap(([name, value]) => {
    const inner = name.split('/').reduce<unknown>((at, part) => (at instanceof Map ? at.get(part) : Reflect.get(Object(at), part)), elements)
    const actual = inner === undefined || inner === null ? null : typeof inner === 'string' ? inner : 'present'
    return actual === value ? [] : [{ expected: `${name} ${value ?? 'absent'}`, actual: `${name} ${actual ?? 'absent'}` }]
  })
  return [...header, ...fields]
}

function compare(expectation: ServiceExpectation, message: Message): Mismatch[] {
  const medical = expectation.message === 'YZKsiquc01' || expectation.message === 'TKKsiquc01'
  if (medical) {
    const expected = expectation.answered ?? true
    return delivers(message) === expected ? [] : [{ expected: expected ? 'delivered' : 'refused', actual: expected ? 'refused' : 'delivered' }]
  }
  if (message.answer === null) return [{ expected: 'an answer', actual: `status ${message.status}` }]
  return againstEligibility(expectation, message.answer)
}

function checkStep(record: StepRecord): ServiceFinding[] {
  const expectations = 'expect' in record.step ? (record.step.expect ?? []) : []
  return expectations.flatMap((expectation): ServiceFinding[] => {
    const message = record.messages.find(isOf(expectation.message))
    if (message === undefined) {
      return [{ step: record.index, expected: `an exchange ${expectation.message}`, actual: 'none was made', absent: true }]
    }
    return compare(expectation, message).map((mismatch) => ({ step: record.index, ...mismatch, absent: false }))
  })
}

/** Compares the answers of the simulated service with the expectations typed in a scenario file. */
export const checkService = (history: History): ServiceFinding[] => history.steps.flatMap(checkStep)
