import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FAULT_NAMES } from '../../scenarios/faults/index.ts'
import { READER_ACTS } from '../../scenarios/scenario.ts'
import { type Instant, addSeconds } from '../../src/domain/civil-date.ts'
import type { SimulatedWorld } from '../../simulator/index.ts'
import { NINE, adult, ask, askMedicines, newestCover, worldOf } from '../simulator/support.ts'

type Action = (world: SimulatedWorld) => void

const NAMES = ['taro', 'hanako'] as const
const PEOPLE = {
  taro: adult(),
  hanako: adult(
    { coverage: [{ scheme: 'kyokai', insurerNumber: '01130012', symbol: '55', number: '6', branch: '02' }] },
    20,
  ),
}

const name = fc.constantFrom(...NAMES)
const action: fc.Arbitrary<Action> = fc.oneof(
  fc
    .record({
      name,
      acts: fc.array(fc.constantFrom(...READER_ACTS), { minLength: 1, maxLength: 3 }),
      medicines: fc.boolean(),
    })
    .map(
      ({ name: holder, acts, medicines }): Action =>
        (world) =>
          void world.useReader({
            holder,
            person: holder,
            present: true,
            acts,
            consents: { medicines, checkups: true, limit: true },
          }),
    ),
  fc.record({ fault: fc.constantFrom(...FAULT_NAMES), on: fc.boolean() }).map(
    ({ fault, on }): Action =>
      (world) =>
        world.setFault(fault, on, {}),
  ),
  fc.record({ name, kind: fc.constantFrom('suspend', 'revoke', 'unlock', 'deregister') }).map(
    ({ name: who, kind }): Action =>
      (world) =>
        world.change(who, { kind }),
  ),
  fc.record({ name, days: fc.integer({ min: -40, max: 40 }) }).map(
    ({ name: who, days }): Action =>
      (world) =>
        world.change(who, { kind: 'lose', date: days < 0 ? `start-${-days}d` : `start+${days}d`, reason: '99' }),
  ),
)

/** Everything a world shows at its moment. */
const view = (world: SimulatedWorld): unknown => ({
  now: world.now(),
  cards: NAMES.map((who) => world.cardState(who)),
  members: NAMES.map((who) => world.member(who)),
  equipment: world.equipment(null),
  faces: world.state.faceFiles(0).map((file) => [file.name, file.bytes]),
  answers: NAMES.map((who) => ask(world, newestCover(PEOPLE[who]))),
  medicines: NAMES.map((who) => askMedicines(world, newestCover(PEOPLE[who]).key)),
  logins: NAMES.map((who) => world.portalLogin(who)),
})

const steps = fc.array(fc.record({ wait: fc.integer({ min: 1, max: 200_000 }), action }), {
  minLength: 1,
  maxLength: 8,
})

describe('a world and its clock', () => {
  it('shows at every moment what it showed then, after going forth and back in any order', () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (script, order) => {
        const world = worldOf(PEOPLE)
        const seen: { at: Instant; view: unknown }[] = [{ at: NINE, view: view(world) }]
        for (const { wait, action: act } of script) {
          world.moveTo(addSeconds(world.now(), wait))
          act(world)
          seen.push({ at: world.now(), view: view(world) })
        }
        for (let visit = 0; visit < seen.length * 2; visit += 1) {
          const moment = seen[(order.next().value ?? 0) % seen.length]
          if (moment === undefined) continue
          world.moveTo(moment.at)
          expect(view(world)).toEqual(moment.view)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('keeps what was added in the past when it returns to the future', () => {
    const world = worldOf(PEOPLE)
    world.moveTo(addSeconds(NINE, 100))
    world.useReader({
      holder: 'taro',
      person: 'taro',
      present: true,
      acts: ['face'],
      consents: { medicines: true, checkups: true, limit: true },
    })
    world.moveTo(NINE)
    expect(world.state.faceFiles(0)).toHaveLength(0)
    world.useReader({
      holder: 'hanako',
      person: 'hanako',
      present: true,
      acts: ['pin-wrong'],
      consents: { medicines: true, checkups: true, limit: true },
    })
    world.moveTo(addSeconds(NINE, 100))
    expect(world.state.faceFiles(0)).toHaveLength(1)
    expect(world.cardState('hanako')?.pin.misses).toBe(1)
  })
})

describe('two worlds', () => {
  it('never leak into each other, whatever happens in one of them', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const [busy, quiet] = [worldOf(PEOPLE), worldOf(PEOPLE)]
        const before = view(quiet)
        for (const { wait, action: act } of script) {
          busy.moveTo(addSeconds(busy.now(), wait))
          act(busy)
        }
        expect(view(quiet)).toEqual(before)
      }),
      { numRuns: 40 },
    )
  })

  it('that hear the same show the same', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const views = [worldOf(PEOPLE), worldOf(PEOPLE)].map((world) => {
          for (const { wait, action: act } of script) {
            world.moveTo(addSeconds(world.now(), wait))
            act(world)
          }
          return view(world)
        })
        expect(views[1]).toEqual(views[0])
      }),
      { numRuns: 20 },
    )
  })
})
