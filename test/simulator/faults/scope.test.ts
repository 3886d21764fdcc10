import { describe, expect, it } from 'vitest'
import { type Instant, addSeconds, instant } from '../../../src/domain/civil-date.ts'
import type { FaultSetting } from '../../../scenarios/faults/index.ts'
import type { SimulatedWorld } from '../../../simulator/index.ts'
import { disturb } from '../../../simulator/faults/strike.ts'
import { results, send } from '../bulk-support.ts'
import { INSTITUTION, NINE, adult, ask, askMedicines, inquiry, newestCover, textOf, worldOf } from '../support.ts'

const hanako = adult(
  { coverage: [{ scheme: 'kyokai', insurerNumber: '01130012', symbol: '55', number: '6', branch: '02' }] },
  20,
)
const PEOPLE = { taro: adult(), hanako }

const codeOf = (world: SimulatedWorld, who: keyof typeof PEOPLE = 'taro'): string | null =>
  /<ErrorCode>([^<]*)</.exec(
    textOf(world.answer('OQSsiquc01req_1.xml', inquiry(newestCover(PEOPLE[who]))).bytes),
  )?.[1] ?? null
const codes = (world: SimulatedWorld, times: number): readonly (string | null)[] =>
  Array.from({ length: times }, () => codeOf(world))

const closed = (setting: FaultSetting): SimulatedWorld => {
  const world = worldOf(PEOPLE)
  world.setFault('service-closed', true, setting)
  return world
}
const V = 'SIM-V002'

describe('the scope of a fault', () => {
  it.each([
    [{}, [V, V, V, V, V]],
    [{ nth: { every: 2 } }, [null, V, null, V, null]],
    [{ nth: { only: 3 } }, [null, null, V, null, null]],
    [{ nth: { first: 2 } }, [V, V, null, null, null]],
  ] as const)('counts messages from the moment it is on: %j', (setting, expected) => {
    expect(codes(closed(setting), 5)).toEqual(expected)
  })

  it('counts only messages of its scope', () => {
    const world = closed({ prefix: 'OQSsiquc01', nth: { only: 2 } })
    expect(codeOf(world)).toBeNull()
    expect(askMedicines(world, newestCover(PEOPLE.taro).key).ResultCode).toBe('SIM-M001')
    expect(codeOf(world)).toBe(V)
  })

  it('begins to count again when it is turned on again', () => {
    const world = closed({ nth: { first: 1 } })
    expect(codes(world, 2)).toEqual([V, null])
    world.setFault('service-closed', true, { nth: { first: 1 } })
    expect(codes(world, 2)).toEqual([V, null])
  })

  it('can be a kind of request', () => {
    const world = closed({ prefix: 'YZK' })
    expect(codeOf(world)).toBeNull()
    expect(askMedicines(world, newestCover(PEOPLE.taro).key).ResultCode).toBe(V)
  })

  it('can be a person, whose numbers are asked about', () => {
    const world = closed({ person: 'hanako' })
    expect([codeOf(world, 'taro'), codeOf(world, 'hanako')]).toEqual([null, V])
    expect(askMedicines(world, newestCover(PEOPLE.hanako).key).ResultCode).toBe(V)
  })

  it('can be a site', () => {
    expect(codeOf(closed({ facility: INSTITUTION }))).toBe(V)
    expect(codeOf(closed({ facility: '1310000001' }))).toBeNull()
  })

  it('leaves the facts of the counter alone when it is about certain messages', () => {
    expect(closed({}).equipment(null).service).toBe(false)
    expect(closed({ nth: { every: 2 } }).equipment(null).service).toBe(true)
    expect(closed({ prefix: 'YZK' }).equipment(null).service).toBe(true)
  })
})

describe('the window of a fault', () => {
  const at = (minutes: number): Instant => addSeconds(NINE, minutes * 60)

  it.each([
    [{ from: at(10), until: at(20) }, [null, V, V, null]],
    [{ from: at(10) }, [null, V, V, V]],
    [{ until: at(20) }, [V, V, V, null]],
    [{ from: at(20), until: at(10) }, [null, null, null, null]],
  ] as const)('has its first moment and not its last: %j', (setting, expected) => {
    const world = closed(setting)
    const seen = [at(9), at(10), at(19), at(20)].map((moment) => {
      world.moveTo(moment)
      return codeOf(world)
    })
    expect(seen).toEqual(expected)
    world.moveTo(NINE)
    expect(codeOf(world)).toBe(expected[0])
  })

  it('is one of several, and each can be ended alone', () => {
    const world = closed({ from: at(10), until: at(20) })
    world.setFault('service-closed', true, { from: at(30), until: at(40) })
    const seen = () =>
      [at(15), at(35)].map((moment) => {
        world.moveTo(moment)
        return codeOf(world)
      })
    expect(seen()).toEqual([V, V])
    world.moveTo(NINE)
    world.setFault('service-closed', false, { from: at(10), until: at(20) })
    expect(seen()).toEqual([null, V])
    world.moveTo(NINE)
    world.setFault('service-closed', false, {})
    expect(seen()).toEqual([null, null])
  })
})

describe('faults together', () => {
  it('speak with the code of the first in the table, whichever came first', () => {
    const names = ['maintenance', 'service-closed', 'line-down'] as const
    for (const order of [names, names.toReversed()]) {
      const world = worldOf(PEOPLE)
      for (const name of order) world.setFault(name, true, {})
      expect(codeOf(world)).toBe('SIM-V001')
      world.setFault('line-down', false, {})
      expect(codeOf(world)).toBe('SIM-V002')
      world.setFault('service-closed', false, {})
      expect(codeOf(world)).toBe('SIM-V003')
    }
  })

  it('of different scopes stand beside each other and end one by one', () => {
    const world = closed({ person: 'hanako' })
    world.setFault('service-closed', true, {})
    world.setFault('service-closed', false, {})
    expect([codeOf(world, 'taro'), codeOf(world, 'hanako')]).toEqual([null, V])
  })
})

describe('while nothing can be asked', () => {
  const replyUnder = (setting: FaultSetting) =>
    closed(setting).answer('OQSsiquc01req_1.xml', inquiry(newestCover(PEOPLE.taro)))

  it('a result says so unless told otherwise', () => {
    expect(replyUnder({})).toMatchObject({ status: 200, name: 'OQSsiquc01res_1.xml', kind: 'fault' })
  })

  it('the text of an error can say so', () => {
    const reply = replyUnder({ offline: 'err' })
    expect(reply).toMatchObject({ status: 422, name: 'OQSsiquc01req_1.err', kind: 'fault' })
    expect(textOf(reply.bytes)).toMatch(/^SIM-V002 OQSsiquc01req: /)
  })
})

describe('a fault for one message', () => {
  it('is given to it, counts with the others and leaves nothing behind', () => {
    const world = worldOf(PEOPLE)
    const bytes = inquiry(newestCover(PEOPLE.taro))
    const message = { door: 'oqs', name: 'OQSsiquc01req_1.xml', bytes } as const
    const struck = world.strike(message, [disturb('line-down', { offline: 'err' })])
    expect(textOf(world.answer(message.name, bytes, struck).bytes)).toContain('SIM-V001')
    expect(codeOf(world)).toBeNull()
    expect(world.state.faults()).toEqual([])
  })
})

const read = (world: SimulatedWorld, ...acts: readonly ('face' | 'pin' | 'visual')[]) =>
  world.useReader({
    holder: 'taro',
    person: 'taro',
    present: true,
    acts,
    consents: { medicines: true, checkups: true, limit: true },
  })
const lastFace = (world: SimulatedWorld): string => textOf(world.state.faceFiles(0).at(-1)?.bytes ?? new Uint8Array())

describe('registrations that show up late', () => {
  const LATE = '2026-11-21T06:00:00+09:00'
  const fresh = adult({
    coverage: [
      {
        scheme: 'kyokai',
        insurerNumber: '01130012',
        symbol: '77',
        number: '1',
        branch: '01',
        knownAt: instant(LATE),
      },
    ],
  })

  it('are not there until their hours are over, for the service and for what would be right', () => {
    const world = worldOf({ taro: fresh })
    const { key, birthDate } = newestCover(fresh)
    const validity = () => [
      ask(world, { key, birthDate }).QualificationValidity,
      String(world.numberAnswer(key, birthDate).validity),
    ]
    expect(validity()).toEqual(['1', '1'])
    world.setFault('registration-lag', true, { hours: 5 })
    expect(validity()).toEqual(['4', '4'])
    world.moveTo(instant('2026-11-21T10:59:59+09:00'))
    expect(validity()).toEqual(['4', '4'])
    world.moveTo(instant('2026-11-21T11:00:00+09:00'))
    expect(validity()).toEqual(['1', '1'])
  })

  it('stay out of bulk results that were made without them, whatever is on when they are fetched', () => {
    const world = worldOf({ taro: fresh })
    world.setFault('registration-lag', true, { hours: 5, until: addSeconds(NINE, 300) })
    const number = send(world, [{ ...newestCover(fresh), personId: null }])
    world.moveTo(addSeconds(NINE, 600))
    const validity = () => results(world, number).MessageBody.BulkConfirmUnit?.[0]?.QualificationValidity
    expect(validity()).toBe('4')
    world.setFault('slow-drip', true, {})
    expect(validity()).toBe('4')
    expect(ask(world, newestCover(fresh)).QualificationValidity).toBe('1')
  })

  it('of one person leave the others alone', () => {
    const world = worldOf({ taro: fresh, hanako })
    world.setFault('registration-lag', true, { person: 'hanako', hours: 17_520 })
    expect(ask(world, newestCover(fresh)).QualificationValidity).toBe('1')
  })

  it('do not change what happened to the person', () => {
    const world = worldOf({ taro: fresh })
    const before = world.member('taro')
    world.setFault('registration-lag', true, { hours: 5 })
    expect(world.member('taro')).toEqual(before)
    expect(world.cardAnswer('taro')).toEqual({ validity: 4, record: null })
    read(world, 'face')
    expect(lastFace(world)).toContain('<QualificationValidity>4<')
  })
})

describe('bulk results that are still in progress', () => {
  const segments = (world: SimulatedWorld, number: string, times: number) =>
    Array.from({ length: times }, () => results(world, number).MessageHeader.SegmentOfResult)

  it('come after the answers that were told, with the number of the reception', () => {
    const world = worldOf(PEOPLE)
    world.setFault('processing', true, { nth: { first: 2 } })
    const number = send(world, [{ ...newestCover(PEOPLE.taro), personId: null }])
    world.moveTo(addSeconds(NINE, 600))
    expect(results(world, number).MessageHeader).toMatchObject({ SegmentOfResult: '2', ReceptionNumber: number })
    expect(segments(world, number, 2)).toEqual(['2', '1'])
  })

  it('come after the time that was told', () => {
    const world = worldOf(PEOPLE)
    world.setFault('processing', true, { until: addSeconds(NINE, 600) })
    const number = send(world, [{ ...newestCover(PEOPLE.taro), personId: null }])
    world.moveTo(addSeconds(NINE, 599))
    expect(segments(world, number, 1)).toEqual(['2'])
    world.moveTo(addSeconds(NINE, 600))
    expect(segments(world, number, 1)).toEqual(['1'])
  })

  it('can be those about one person, and single inquiries know nothing of it', () => {
    const world = worldOf(PEOPLE)
    world.setFault('processing', true, { person: 'hanako' })
    const [first, second] = (['taro', 'hanako'] as const).map((who) =>
      send(world, [{ ...newestCover(PEOPLE[who]), personId: null }]),
    )
    world.moveTo(addSeconds(NINE, 600))
    expect([first, second].flatMap((number) => segments(world, number ?? '', 1))).toEqual(['1', '2'])
    expect(codeOf(world, 'hanako')).toBeNull()
  })
})

describe('at the reader', () => {
  it('a locked PIN leaves the other ways, and is open again afterwards', () => {
    const world = worldOf(PEOPLE)
    world.setFault('pin-locked', true, { person: 'taro' })
    expect(read(world, 'pin')).toEqual({ screens: ['pin-locked'], delivered: null })
    expect(world.cardState('taro')?.pin.locked).toBe(true)
    expect(world.cardState('hanako')?.pin.locked).toBe(false)
    expect(world.portalLogin('taro')).toBe(false)
    expect(read(world, 'visual').delivered).toBe('visual')
    world.setFault('pin-locked', false, { person: 'taro' })
    expect(world.cardState('taro')?.pin).toMatchObject({ locked: false, misses: 0 })
    expect(read(world, 'pin').delivered).toBe('pin')
  })

  it.each([
    [undefined, ['1', '0']],
    [['medicines'], ['0', '1']],
    [
      ['medicines', 'checkups'],
      ['0', '0'],
    ],
  ] as const)('consents that do not arrive are not given: %j', (withholds, [medicines, checkups]) => {
    const world = worldOf(PEOPLE)
    world.setFault('partial-consent', true, withholds === undefined ? {} : { withholds })
    read(world, 'face')
    expect(lastFace(world)).toContain(`<PharmacistsInfoConsFlg>${medicines}<`)
    expect(lastFace(world)).toContain(`<SpecificHealthCheckupsInfoConsFlg>${checkups}<`)
    expect(askMedicines(world, newestCover(PEOPLE.taro).key).ResultCode).toBe(medicines === '1' ? '1' : 'SIM-M003')
  })
})
