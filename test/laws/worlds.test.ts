import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Instant, addDays, addSeconds, dateOf, instantOf } from '../../src/domain/civil-date.ts'
import type { RuleBook } from '../../src/domain/rules.ts'
import { latestBook, ruleBook } from '../../src/domain/rulesets.ts'
import type { WorldEvent } from '../../simulator/events.ts'
import { type SimulatedWorld, createSimulator } from '../../simulator/index.ts'
import {
  beginningOf,
  decodeEvent,
  decodeRecord,
  encodeEvent,
  encodeRecord,
  recordOf,
  snapshotOf,
} from '../../simulator/record.ts'
import { createWorld } from '../../simulator/world.ts'
import { type Happening, NAMES, PEOPLE, answers, anyAction, eitherWay, play, script } from '../simulator/happenings.ts'
import { NINE, people, setup, worldOf } from '../simulator/support.ts'

/** Everything a world shows at its moment. */
const view = (world: SimulatedWorld): unknown => ({
  cards: NAMES.map((who) => world.cardState(who)),
  members: NAMES.map((who) => world.member(who)),
  equipment: world.equipment(null),
  answers: answers(world),
  logins: NAMES.map((who) => world.portalLogin(who)),
})

const onward = script()
const anything = script({ wait: eitherWay, act: anyAction })

describe('a world and its clock', () => {
  it('shows at every moment what it showed then, after going forth and back in any order', () => {
    fc.assert(
      fc.property(onward, fc.infiniteStream(fc.nat()), (happenings, order) => {
        const world = worldOf(PEOPLE)
        const seen: { at: Instant; view: unknown }[] = [{ at: NINE, view: view(world) }]
        for (const happening of happenings) {
          play(world, [happening])
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
      fc.property(anything, (happenings) => {
        const simulator = createSimulator()
        const [busy, quiet] = [simulator.worlds.open(setup(PEOPLE)), simulator.worlds.open(setup(PEOPLE))]
        const before = view(quiet)
        play(busy, happenings)
        expect(view(quiet)).toEqual(before)
      }),
      { numRuns: 40 },
    )
  })

  it('that hear the same show the same', () => {
    fc.assert(
      fc.property(anything, (happenings) => {
        const [one, other] = [worldOf(PEOPLE), worldOf(PEOPLE)].map((world) => [play(world, happenings), view(world)])
        expect(other).toEqual(one)
      }),
      { numRuns: 20 },
    )
  })
})

describe('1,000 worlds at once, each on another date', () => {
  const COUNT = 1000
  const seeds = ruleBook('latest@seeds')
  const bookOf = (place: number): RuleBook => (seeds.ok && place % 2 === 0 ? seeds.value : latestBook)
  const startOf = (place: number): Instant => instantOf(addDays(dateOf(NINE), place - COUNT), '09:00')
  const happenings = script({ wait: eitherWay, act: anyAction, maxLength: 2 })
  const opened = ({ worlds }: ReturnType<typeof createSimulator>, place: number): SimulatedWorld => {
    const world = worlds.create(`w${place}`, setup(PEOPLE, { start: startOf(place), book: bookOf(place) }))
    if (world === null) throw new Error('the name is taken')
    return world
  }

  it('answer as each of them does alone, byte for byte', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const all = fc.sample(happenings, { seed, numRuns: COUNT })
        const alone = all.map((script, place) => {
          const world = opened(createSimulator(), place)
          return { told: play(world, script), shown: answers(world) }
        })
        const simulator = createSimulator()
        const together = all.map((_, place) => opened(simulator, place))
        const told: unknown[][] = together.map(() => [])
        for (let turn = 0; turn < 2; turn += 1) {
          for (const [place, world] of together.entries()) {
            const happening = all[place]?.[turn]
            if (happening !== undefined) told[place]?.push(...play(world, [happening]))
          }
        }
        for (const [place, world] of together.entries()) {
          expect({ place, told: told[place], shown: answers(world) }).toEqual({ place, ...alone[place] })
        }
      }),
      { numRuns: 1, endOnFailure: true },
    )
  }, 60_000)
})

/** The same world made again from text, in another simulator. */
function madeAgain(text: string): SimulatedWorld {
  const record = decodeRecord(text)
  const beginning = record.ok ? beginningOf(record.value) : record
  if (!beginning.ok) throw new Error(JSON.stringify(beginning.problem))
  return createSimulator().worlds.restore(record.ok ? record.value.id : null, beginning.value)
}

describe('a snapshot', () => {
  it('makes a world that answers the same bytes, now, at other moments, and to whatever happens later', () => {
    fc.assert(
      fc.property(anything, anything, eitherWay, (happenings, later, wait) => {
        const world = worldOf(PEOPLE)
        play(world, happenings)
        const text = encodeRecord(snapshotOf(world))
        const again = madeAgain(text)
        expect(encodeRecord(snapshotOf(again))).toBe(text)
        expect(view(again)).toEqual(view(world))
        expect(play(again, later)).toEqual(play(world, later))
        for (const each of [world, again]) each.moveTo(addSeconds(each.now(), wait))
        expect(view(again)).toEqual(view(world))
        expect(again.state.serial()).toBe(world.state.serial())
      }),
      { numRuns: 40 },
    )
  })

  it('can be taken as a first record and the events since, one by one as text', () => {
    fc.assert(
      fc.property(anything, anything, (happenings, later) => {
        const heard: string[] = []
        const onAppend = (event: WorldEvent): void => void heard.push(encodeEvent(event))
        const world = createWorld({
          id: 'w',
          baseUrl: () => 'http://simulator.localhost/',
          setup: setup(PEOPLE),
          population: people,
          onAppend,
        })
        const first = encodeRecord(recordOf(world))
        const follower = madeAgain(first)
        for (const part of [happenings, later]) {
          play(world, part)
          follower.take(heard.splice(0).map(eventOf))
          expect(view(follower)).toEqual(view(world))
          expect(encodeRecord(recordOf(follower))).toBe(encodeRecord(recordOf(world)))
        }
      }),
      { numRuns: 30 },
    )
  })
})

function eventOf(text: string): WorldEvent {
  const event = decodeEvent(text)
  if (!event.ok) throw new Error(JSON.stringify(event.problem))
  return event.value
}

describe('a branch', () => {
  const opened = (happenings: readonly Happening[]) => {
    const { worlds } = createSimulator()
    const world = worlds.open(setup(PEOPLE))
    play(world, happenings)
    const clone = (at?: Instant): SimulatedWorld => {
      const branch = worlds.clone(world.id, null, at)
      if (branch === null) throw new Error('there is no such world')
      return branch
    }
    return { worlds, world, clone }
  }

  it('shows what its source shows, and then goes its own way without touching it', () => {
    fc.assert(
      fc.property(anything, anything, (happenings, later) => {
        const { world, clone } = opened(happenings)
        const branch = clone()
        const before = view(world)
        expect(view(branch)).toEqual(before)
        play(branch, later)
        expect(view(world)).toEqual(before)
        const other = clone()
        play(world, later)
        expect(view(other)).toEqual(before)
      }),
      { numRuns: 30 },
    )
  })

  it('at a moment shows what the world showed then, and has no future', () => {
    fc.assert(
      fc.property(onward, fc.nat(7), (happenings, last) => {
        const { world, clone } = opened(happenings.slice(0, last))
        const [at, then] = [world.now(), view(world)]
        play(world, happenings.slice(last))
        const branch = clone(at)
        expect(view(branch)).toEqual(then)
        const source = opened(happenings.slice(0, last)).world
        for (const each of [branch, source]) each.moveTo(addSeconds(at, 10_000_000))
        expect(view(branch)).toEqual(view(source))
      }),
      { numRuns: 30 },
    )
  })

  it('back to the setup is a world in which nothing ever happened', () => {
    fc.assert(
      fc.property(anything, (happenings) => {
        const { worlds, world } = opened(happenings)
        worlds.reset(world.id)
        expect(view(world)).toEqual(view(worldOf(PEOPLE)))
        expect(worlds.get(world.id)).toBe(world)
      }),
      { numRuns: 15 },
    )
  })
})
