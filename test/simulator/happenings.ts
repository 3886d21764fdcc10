import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { FAULT_NAMES } from '../../scenarios/faults/index.ts'
import { READER_ACTS } from '../../scenarios/scenario.ts'
import { addSeconds } from '../../src/domain/civil-date.ts'
import { personNumberOf } from '../../src/domain/person-number.ts'
import { writeRecords } from '../../src/wire/insurer-records.ts'
import type { SimulatedWorld } from '../../simulator/index.ts'
import { registrations, upload } from './bulk-support.ts'
import { adult, inquiry, newestCover, registration } from './support.ts'

/** Something done to a world; what is told about it afterwards belongs to what the world shows. */
export type Action = (world: SimulatedWorld) => unknown

export const NAMES = ['taro', 'hanako'] as const
export const PEOPLE = {
  taro: adult(),
  hanako: adult(
    { coverage: [{ scheme: 'kyokai', insurerNumber: '01130012', symbol: '55', number: '6', branch: '02' }] },
    20,
  ),
}
const KENPO = '06139992'

const name = fc.constantFrom(...NAMES)

const reads: fc.Arbitrary<Action> = fc
  .record({
    holder: name,
    acts: fc.array(fc.constantFrom(...READER_ACTS), { minLength: 1, maxLength: 3 }),
    medicines: fc.boolean(),
  })
  .map(
    ({ holder, acts, medicines }): Action =>
      (world) =>
        world.useReader({
          holder,
          person: holder,
          present: true,
          acts,
          consents: { medicines, checkups: true, limit: true },
        }),
  )
const faults: fc.Arbitrary<Action> = fc.record({ fault: fc.constantFrom(...FAULT_NAMES), on: fc.boolean() }).map(
  ({ fault, on }): Action =>
    (world) =>
      world.setFault(fault, on, {}),
)
const changes: fc.Arbitrary<Action> = fc
  .record({ who: name, kind: fc.constantFrom('suspend', 'revoke', 'unlock', 'deregister', 'return-card') })
  .map(
    ({ who, kind }): Action =>
      (world) =>
        world.change(who, { kind }),
  )
const losses: fc.Arbitrary<Action> = fc.record({ who: name, days: fc.integer({ min: -40, max: 40 }) }).map(
  ({ who, days }): Action =>
    (world) =>
      world.change(who, { kind: 'lose', date: days < 0 ? `start-${-days}d` : `start+${days}d`, reason: '99' }),
)
const inquiryNumbers: fc.Arbitrary<Action> = fc.record({ who: name, number: fc.nat(9) }).map(
  ({ who, number }): Action =>
    (world) =>
      world.answer('OQSsiimm01req_1.xml', registration(newestCover(PEOPLE[who]).key, `N${number}`)).bytes,
)
const uploads: fc.Arbitrary<Action> = name.map((who): Action => (world) => {
  const { key, birthDate } = newestCover(PEOPLE[who])
  const lines = [{ key, birthDate, personId: who }]
  return world.answer('OQSmuquc01req_1.xml', upload(lines)).bytes
})
/** Known only when the upload has been worked off. */
const bulkInquiryNumbers: fc.Arbitrary<Action> = fc
  .record({ who: name, number: fc.nat(9) })
  .map(({ who, number }): Action => (world) => {
    const lines = [{ key: newestCover(PEOPLE[who]).key, referenceNumber: `B${number}` }]
    return world.answer('OQSmuimm01req_1.xml', registrations(lines)).bytes
  })
const filings: fc.Arbitrary<Action> = fc
  .record({ who: name, number: fc.nat(3), from: fc.nat(28) })
  .map(({ who, number, from }): Action => (world) => {
    const { index, name: called, birthDate, sex, address } = PEOPLE[who]
    const insurer = world.gateway.insurer(KENPO)
    const joined = `2026-11-${String(from + 1).padStart(2, '0')}`
    const record = {
      op: 'register',
      insurerNo: KENPO,
      memberKey: { symbol: '5', number: String(number), branch: '00' },
      personNo: personNumberOf(index),
      five: { kanji: called.kanji, kana: called.kana, birthDate, sex, address: address.text },
      entries: [{ historyId: `h${number}`, kind: 'eligibility', from: joined }],
    }
    return insurer === null ? null : world.gateway.receive(insurer, `${JSON.stringify(record)}\n`)
  })
const closings: fc.Arbitrary<Action> = name.map((who): Action => (world) => {
  const { key } = newestCover(PEOPLE[who])
  const insurer = world.gateway.insurer(key.insurerNumber)
  const memberKey = { symbol: key.symbol, number: key.number, branch: key.branch }
  const close = { op: 'close', insurerNo: key.insurerNumber, memberKey, reason: '99' } as const
  const lossDate = PEOPLE.taro.birthDate
  return insurer === null ? null : world.gateway.receive(insurer, writeRecords([{ ...close, lossDate }]))
})
const removals: fc.Arbitrary<Action> = fc.constant((world) => {
  const [oldest] = world.state.faceFiles(0)
  return oldest === undefined ? null : world.removeFace(oldest.name)
})
const arrivals: fc.Arbitrary<Action> = fc.integer({ min: 30, max: 60 }).map(
  (index): Action =>
    (world) =>
      world.addPerson('jiro', adult({ coverage: [] }, index)),
)

export const action: fc.Arbitrary<Action> = fc.oneof(
  { arbitrary: reads, weight: 3 },
  faults,
  changes,
  losses,
  inquiryNumbers,
  uploads,
  bulkInquiryNumbers,
  filings,
  closings,
  removals,
)
/** Somebody who was always there comes into the world: what it shows of earlier moments changes, too. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof({ arbitrary: action, weight: 12 }, arrivals)

/** Something done after the clock was moved by so many seconds. */
export interface Happening {
  readonly wait: number
  readonly act: Action
}

const onwards = fc.integer({ min: 1, max: 200_000 })
export const script = ({
  wait = onwards,
  act = action,
  maxLength = 8,
}: {
  readonly wait?: fc.Arbitrary<number>
  readonly act?: fc.Arbitrary<Action>
  readonly maxLength?: number
} = {}): fc.Arbitrary<readonly Happening[]> => fc.array(fc.record({ wait, act }), { minLength: 1, maxLength })

/** The clock moved in either direction. */
export const eitherWay: fc.Arbitrary<number> = fc.integer({ min: -100_000, max: 200_000 })

export function happen(world: SimulatedWorld, { wait, act }: Happening): unknown {
  world.moveTo(addSeconds(world.now(), wait))
  return act(world)
}

export const play = (world: SimulatedWorld, happenings: readonly Happening[]): readonly unknown[] =>
  happenings.map((one) => happen(world, one))

const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** What the doors of a world say at its moment, byte for byte (digests). */
export const answers = (world: SimulatedWorld): readonly string[] => [
  world.now(),
  ...NAMES.map((who) => digest(world.answer('OQSsiquc01req_1.xml', inquiry(newestCover(PEOPLE[who]))).bytes)),
  ...NAMES.map((who) => world.state.referenceNumberOf(who, newestCover(PEOPLE[who]).key) ?? ''),
  ...world.people().map((who) => `${who} ${digest(JSON.stringify(world.member(who)))}`),
  ...world.state.faceFiles(0).map((file) => `${file.sequence} ${file.name} ${digest(file.bytes)}`),
]
