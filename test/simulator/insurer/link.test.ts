import { describe, expect, it } from 'vitest'
import { createSimulator } from '../../../simulator/index.ts'
import { writeRecords } from '../../../src/wire/insurer-records.ts'
import { setup } from '../support.ts'
import { KENPO, day, deskOf, head, nobody, registerOf } from './support.ts'

describe('the door of an insurer whose line is down', () => {
  it('drops what is sent, writes nothing down, and opens again', async () => {
    const simulator = createSimulator()
    const world = simulator.worlds.open(setup({ who: nobody() }))
    const post = () =>
      simulator.fetch(`${world.baseUrl}insurer/${KENPO}/registrations`, {
        method: 'POST',
        body: writeRecords([registerOf(nobody())]),
      })
    world.setFault('line-down', true, {})
    const dropped = await post().then(
      ({ status }) => status,
      () => 'refused',
    )
    expect([503, 'refused']).toContain(dropped)
    expect(world.messagesSince(-1)).toEqual([])
    world.setFault('line-down', false, {})
    expect((await post()).status).toBe(202)
    expect(world.messagesSince(-1)).toHaveLength(1)
  })
})

describe('the class of a record', () => {
  it('follows the newest certificate entry that has begun, and goes back when that is voided', () => {
    const who = nobody()
    const desk = deskOf({ who })
    desk.send(registerOf(who))
    desk.moveTo('2026-11-23T09:00')
    const classOf = () => desk.world.cardAnswer('who')?.record?.classification
    expect(classOf()).toBe('01')
    const special = {
      historyId: 'c1',
      kind: 'certificate',
      from: day('2026-11-25'),
      attrs: { classification: '05' },
    } as const
    desk.send({ op: 'amend', ...head, entries: [special] })
    desk.moveTo('2026-11-24T23:59')
    expect(classOf()).toBe('01')
    desk.moveTo('2026-11-25T00:01')
    expect(classOf()).toBe('05')
    desk.send({ op: 'amend', ...head, voids: ['c1'] })
    desk.moveTo('2026-11-26T09:00')
    expect(classOf()).toBe('01')
  })
})
