import { describe, expect, it } from 'vitest'
import { INSURERS, asks, happens, memberOf, numberFor, stranger, until } from '../../src/conformance/arbitraries/insurer-cases.ts'
import { cardExpired, cardWith } from '../../src/conformance/arbitraries/people.ts'
import {
  insurerHollowSystems,
  insurerMutant,
  insurerMutants,
} from '../../src/conformance/mutants/insurer/index.ts'
import type { DriverRequest } from '../../scenarios/protocol.ts'
import type { ScenarioInput } from '../../scenarios/scenario.ts'
import { type Played, field, papersOf, played } from './reference-insurer-support.ts'

type Input = Omit<ScenarioInput, 'suite'>

/** One look at an insurer: what a right one leaves there, and what the broken one leaves. */
interface Look {
  readonly case: Input
  readonly see: (played: Played) => unknown
  readonly right: unknown
  readonly wrong: unknown
}

const AT = 16
const NUMBER = numberFor(AT)
const NEW_NUMBER = numberFor(AT + 7)
const start = '2026-11-10T09:00:00+09:00'
const noCard = cardWith({ registration: 'NEVER' })

const ops = ({ sent }: Played) => sent.map(({ record }) => record.op)
const firsts = ({ sent }: Played) =>
  sent.flatMap(({ record }) => (record.op === 'register' ? (record.entries[0]?.from ?? []) : []))
const losses = ({ sent }: Played) => sent.flatMap(({ record }) => (record.op === 'close' ? [record.lossDate] : []))
const registeredOn = ({ sent }: Played) => sent.flatMap(({ record, day }) => (record.op === 'register' ? [day] : []))
const branches = ({ sent }: Played) =>
  sent.flatMap(({ record }) => (record.op === 'register' ? [record.memberKey.branch] : []))
const kinds = ({ documents }: Played) => documents.map(({ document }) => document.reading?.kind)
const fields =
  (id: Parameters<typeof field>[1]) =>
  ({ documents }: Played) =>
    documents.map((document) => field(document, id))
const answers = ({ history }: Played) =>
  history.steps.flatMap(({ insurance }) =>
    insurance === null || insurance.inquiry === null ? [] : [insurance.inquiry.answer?.validity ?? null],
  )
const fees = ({ pieces }: Played) => pieces.map(({ piece }) => piece.fee)

const patient = (traits: Parameters<typeof memberOf>[2] = {}, books: Parameters<typeof memberOf>[3] = {}) =>
  memberOf(INSURERS.kenpo, AT, traits, books)
const kokuho = (traits: Parameters<typeof memberOf>[2] = {}, books: Parameters<typeof memberOf>[3] = {}) =>
  memberOf(INSURERS.kokuho, AT, traits, books)
const certificate = (validUntil: string, issued = 'start-1y') => ({
  holds: [{ kind: 'certificate' as const, issued, validUntil }],
})
const oldCard = { holds: [{ kind: 'old-card' as const, issued: '2020-04-01', validUntil: null }] }

const joins = (more: object = {}) =>
  happens({ kind: 'join', fact: 'start', symbol: '1234', number: NUMBER, ...more })
const joining = (more: object = {}, days: readonly string[] = ['+1d']): Input => ({
  start,
  insurer: INSURERS.kenpo,
  people: { patient: stranger(AT) },
  steps: [joins(more), ...days.map(until)],
})
const leaving = (cause: string, day: string, insurer: keyof typeof INSURERS = 'kenpo', more: object = {}): Input => ({
  start,
  insurer: INSURERS[insurer],
  people: { patient: memberOf(INSURERS[insurer], AT, more) },
  steps: [{ do: 'event', person: 'patient', event: { kind: 'leave', cause, day } } as never],
})
