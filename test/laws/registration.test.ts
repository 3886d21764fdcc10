import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CivilDate, type Instant, addDays, addSeconds, civilDate, instant } from '../../src/domain/civil-date.ts'
import { coverageStates } from '../../src/domain/ledger.ts'
import { personNumberOf } from '../../src/domain/person-number.ts'
import {
  type FileTimeline,
  type RegistrationOperation,
  type Resident,
  type Submission,
  emptyFile,
  registrationPolicy,
  standardRegistration,
  timelineOf,
} from '../../src/domain/registration.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import { type RegistrationRecordInput, registrationRecordSchema } from '../../src/wire/insurer-records.ts'
import { KENPO, deskOf, five, key, nobody, registerOf } from '../simulator/insurer/support.ts'

const START = instant('2026-11-21T09:00:00+09:00')
const who = nobody()
const NO = personNumberOf(who.index)
const own = five(who)
const day = (offset: number): CivilDate => addDays(civilDate('2026-11-01'), offset)
const memberKey = key()

const resident: Resident = {
  person: 'who',
  name: who.name,
  otherName: who.otherName,
  birthDate: who.birthDate,
  sex: who.sex,
  address: who.address.text,
}
const context = {
  policyOn: (on: CivilDate) => registrationPolicy(on, latestBook),
  resident: (personNo: string) => (personNo === NO ? resident : null),
  practice: standardRegistration,
}

const items = fc.constantFrom(own, { ...own, address: null }, { ...own, birthDate: civilDate('1980-05-11') })
const numbers = fc.constantFrom(NO, null)
const ids = fc.constantFrom('a', 'b', 'c', 'd')
const entry = fc
  .record({ historyId: ids, kind: fc.constantFrom('eligibility' as const, 'elderly' as const), offset: fc.nat(40) })
  .map(({ historyId, kind, offset }) => ({ historyId, kind, from: day(offset), to: null, attrs: { ratio: '020' } }))

const later: fc.Arbitrary<RegistrationOperation> = fc.oneof(
  fc.record({
    op: fc.constant('amend' as const),
    memberKey: fc.constant(memberKey),
    five: fc.option(items, { nil: undefined }),
    personNo: fc.option(numbers, { nil: undefined }),
    entries: fc.array(entry, { maxLength: 2 }),
    voids: fc.array(ids, { maxLength: 2 }),
  }),
  fc.nat(40).map((offset) => ({ op: 'close' as const, memberKey, lossDate: day(offset), reason: '99' as const })),
  fc.constant({ op: 'void' as const, memberKey }),
  fc.nat(40).map((offset) => ({ op: 'rekey' as const, memberKey, newKey: key('00', '100'), from: day(offset) })),
  fc.constant({ op: 'setFlags' as const, memberKey, noSelfInfo: true, noDoubt: { reason: '理由' } }),
  fc.nat(30).map((offset) => ({ op: 'unregisterCard' as const, memberKey, appliedOn: day(offset) })),
)

const first = fc
  .record({ five: items, personNo: numbers, offset: fc.nat(20) })
  .map(({ five: filed, personNo, offset }): RegistrationOperation => ({
    op: 'register',
    memberKey,
    personNo,
    five: filed,
    entries: [{ historyId: 'z', kind: 'eligibility', from: day(offset), to: null, attrs: {} }],
    household: null,
  }))

/** Entries under the number of one that stands are refused at the door (INS-V13) and never come this far. */
function admitted(operations: readonly RegistrationOperation[]): RegistrationOperation[] {
  const standing = new Set(['z'])
  return operations.map((operation) => {
    if (operation.op !== 'amend') return operation
    for (const id of operation.voids) standing.delete(id)
    const entries = operation.entries.filter(({ historyId }) => {
      const isNew = !standing.has(historyId)
      standing.add(historyId)
      return isNew
    })
    return { ...operation, entries }
  })
}

const submissions: fc.Arbitrary<Submission[]> = fc
  .tuple(first, fc.array(fc.tuple(fc.oneof(fc.nat(3600), fc.nat(60 * 3600)), later), { maxLength: 6 }))
  .map(([register, rest]) => {
    let receivedAt: Instant = START
    return [register, ...admitted(rest.map(([, operation]) => operation))].map((operation, place) => {
      receivedAt = place === 0 ? START : addSeconds(receivedAt, rest[place - 1]?.[0] ?? 0)
      return { receivedAt, sequence: place + 1, operation }
    })
  })

const play = (sent: readonly Submission[]): FileTimeline =>
  timelineOf(emptyFile({ number: KENPO, name: '見本', scheme: 'kenpo' }), sent, context)

/** What was known at a moment, to the letter. */
const seenAt = (timeline: FileTimeline, moment: Instant): unknown => ({
  states: coverageStates(
    timeline.ledger.map(({ event }) => event),
    moment,
  ),
  shown: timeline.shown.findLast((each) => each.at <= moment)?.person ?? null,
  results: timeline.comparisons.filter((each) => each.at <= moment),
})

describe('the history of a registration', () => {
  it('is append-only: what comes later never changes what was seen before', () => {
    fc.assert(
      fc.property(submissions, (sent) => {
        const whole = play(sent)
        for (let count = 1; count < sent.length; count += 1) {
          const next = sent[count]?.receivedAt ?? START
          expect(seenAt(whole, next)).toEqual(seenAt(play(sent.slice(0, count)), next))
        }
      }),
    )
  })

  it('shows nothing before a comparison, and never a record that differs unless somebody says that there is no doubt', () => {
    fc.assert(
      fc.property(submissions, (sent) => {
        const { shown, comparisons } = play(sent)
        for (const { at, person } of shown) {
          const last = comparisons.findLast((each) => each.at <= at)
          const doubted = sent.some(({ operation, receivedAt }) => operation.op === 'setFlags' && receivedAt < at)
          expect(person === null || last?.verdict === 'match' || (last?.verdict === 'mismatch' && doubted)).toBe(true)
        }
      }),
    )
  })

  it('shows either the whole of what stands or nothing', () => {
    fc.assert(
      fc.property(submissions, (sent) => {
        const timeline = play(sent)
        const end = instant('2099-01-01T00:00:00+09:00')
        const states = coverageStates(
          timeline.ledger.map(({ event }) => event),
          end,
        )
        const standing = timeline.file.covers.filter(({ voided }) => !voided)
        const isShown = (timeline.shown.at(-1)?.person ?? null) !== null
        expect(new Set(states.map(({ id }) => id))).toEqual(
          new Set(isShown ? standing.map(({ coverage }) => coverage.id) : []),
        )
        for (const state of isShown ? states : []) {
          const cover = standing.find(({ coverage }) => coverage.id === state.id)
          expect(state.loss?.date).toBe(cover?.loss?.date)
        }
      }),
    )
  })

  it('numbers every entry once', () => {
    fc.assert(
      fc.property(submissions, (sent) => {
        const sequences = play(sent).ledger.map(({ event }) => event.sequence)
        expect(new Set(sequences).size).toBe(sequences.length)
      }),
    )
  })
})

describe('the gateway of a world', () => {
  const record: fc.Arbitrary<RegistrationRecordInput> = fc.oneof(
    fc.record({ five: items, personNo: numbers }).map((more) => registerOf(who, more)),
    later.map((operation) => registrationRecordSchema.parse({ ...operation, insurerNo: KENPO })),
  )
  const acts = fc.array(fc.tuple(fc.nat(40 * 3600), fc.array(record, { minLength: 1, maxLength: 3 })), {
    minLength: 1,
    maxLength: 5,
  })

  it('shows the same at a moment, whether the clock came straight there or went back and forth', () => {
    fc.assert(
      fc.property(acts, fc.nat(20 * 86_400), (sent, away) => {
        const { world, send, list } = deskOf({ who })
        const view = (): unknown => ({
          member: world.member('who'),
          card: world.cardState('who'),
          answer: world.cardAnswer('who'),
          lists: list('registration-status', '2026-10'),
          results: world.gateway.timelines({ number: KENPO, name: '', scheme: 'kenpo' }).length,
        })
        for (const [wait, records] of sent) {
          world.moveTo(addSeconds(world.now(), wait))
          send(...records)
        }
        const before = [view(), world.now()]
        world.moveTo(addSeconds(START, -away))
        view()
        world.moveTo(addSeconds(START, away))
        const there = view()
        world.moveTo(addSeconds(START, 30 * 86_400))
        view()
        world.moveTo(addSeconds(START, away))
        expect(view()).toEqual(there)
        world.moveTo(addSeconds(START, 0))
        expect(world.member('who').ledger).toEqual([])
        const now = before[1]
        world.moveTo(typeof now === 'string' ? instant(now) : START)
        expect(view()).toEqual(before[0])
      }),
      { numRuns: 40 },
    )
  })
})
