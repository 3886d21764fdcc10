import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue, member } from '../../generators/index.ts'
import { coverageStates } from '../../src/domain/ledger.ts'
import { createSimulator } from '../../simulator/index.ts'
import { READER_ACTS } from '../../scenarios/scenario.ts'
import {
  ALL,
  NINE,
  adult,
  ask,
  askCheckups,
  askMedicines,
  bytesOf,
  faceResult,
  inquiry,
  newestCover,
  people,
  read,
  textOf,
  worldOf,
} from './support.ts'

describe('the default world', () => {
  const world = createSimulator().worlds.default

  it('has every magic member, under the id and by every one of the numbers', () => {
    expect(world.people()).toEqual(catalogue.map(({ id }) => id))
    for (const { id } of catalogue) {
      const who = world.member(id)
      for (const { key } of coverageStates(who.ledger, NINE)) {
        expect({
          id,
          key,
          validity: ask(world, { key, birthDate: who.birthDate }).QualificationValidity,
        }).not.toMatchObject({ validity: '4' })
      }
    }
  })

  it('reads the card of every magic member without a defect', () => {
    for (const { id } of catalogue) {
      const kinds = READER_ACTS.flatMap((act) =>
        read(world, id, [act]).delivered === null ? [] : [faceResult(world).MessageHeader.ReferenceClassification],
      )
      expect(new Set([...kinds, '1'])).toEqual(new Set(['1']))
    }
  })
})

describe('anybody of the population', () => {
  it('is found by number, read at the reader and shown medicines in layouts that read back', () => {
    const world = worldOf({})
    fc.assert(
      fc.property(fc.integer({ min: 0, max: people.size - 1 }), (index) => {
        const who = member(people, index)
        const name = `#${index}`
        if (coverageStates(who.ledger, NINE).length === 0) return
        const asked = newestCover(who)
        expect(ask(world, { ...asked, limit: true }).QualificationValidity).not.toBe('4')
        const { delivered } = world.useReader({
          holder: name,
          person: name,
          present: true,
          acts: ['register', 'face'],
          consents: ALL,
        })
        expect(delivered === null ? '1' : faceResult(world).MessageHeader.ReferenceClassification).toBe('1')
        const { ResultCode } = askMedicines(world, asked.key)
        expect(askCheckups(world, asked.key).MessageHeader.ResultCode).toBe(ResultCode)
      }),
      { numRuns: 300 },
    )
  })
})

describe('anything a client sends', () => {
  const world = worldOf({ taro: adult() })
  const good = textOf(inquiry({ ...newestCover(adult()), fileId: 'f', personId: 'p' }))
  const kinds = ['OQSsiquc01req', 'OQSsiimm01req', 'YZKsiquc01req', 'TKKsiquc01req', 'OQSmuquc01req']

  it('is answered or refused, never a defect: broken bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 200 }), (kind, bytes) => {
        expect(world.answer(`${kind}_1.xml`, bytes).status).toBe(422)
      }),
    )
  })

  it('is answered or refused, never a defect: values of every sort in a good request', () => {
    const names = [...good.matchAll(/<(\w+)>[^<\n]*<\/\1>/g)].map(([, name = '']) => name)
    const value = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.stringMatching(/^[ \t0-9０-９]{0,9}$/),
      fc.constantFrom('', ' ', '&#13;', '<![CDATA[x]]>', '<!-- -->', '<a/>', '&#x1F600;'),
    )
    fc.assert(
      fc.property(fc.constantFrom(...names), value, (name, text) => {
        const request = good.replace(new RegExp(`<${name}>.*</${name}>`), () => `<${name}>${text}</${name}>`)
        const reply = world.answer('OQSsiquc01req_1.xml', bytesOf(request))
        expect([200, 422]).toContain(reply.status)
        expect(reply.bytes.length).toBeGreaterThan(0)
      }),
    )
  })

  it('is answered or refused, never a defect: names of every sort', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        expect(world.answer(name, bytesOf(good)).status).toBe(422)
      }),
    )
  })
})
