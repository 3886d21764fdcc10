import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { member } from '../../generators/index.ts'
import { addSeconds, civilDate } from '../../src/domain/civil-date.ts'
import { coverageStates } from '../../src/domain/ledger.ts'
import type { BulkLine } from '../../src/wire/bulk-eligibility.ts'
import { FETCHES, consentsRequest, ticketsRequest } from '../../src/wire/consented.ts'
import { readMessage, writeMessage } from '../../src/wire/layout.ts'
import { layoutOf } from '../../src/wire/messages.ts'
import { download, registrations, results, send, upload } from '../simulator/bulk-support.ts'
import { INSTITUTION, NINE, adult, ask, firstRecord, newestCover, people, worldOf } from '../simulator/support.ts'

const WORLD = {
  taro: adult(),
  moved: adult(
    {
      coverage: [
        {
          scheme: 'kyokai',
          insurerNumber: '01130012',
          symbol: '7654321',
          number: '5',
          branch: '00',
          acquired: civilDate('2020-04-01'),
          lost: { date: civilDate('2026-11-01'), reason: '99' },
        },
        { scheme: 'kokuho', insurerNumber: '138057', symbol: '9', number: '34', branch: '01', limit: 'A04' },
      ],
    },
    12,
  ),
  helped: adult({ coverage: [{ scheme: 'assistance', acquired: civilDate('2026-04-01') }] }, 16),
}

const covered = (name: keyof typeof WORLD): BulkLine[] =>
  coverageStates(WORLD[name].ledger, NINE).map(({ key }) => ({
    key,
    birthDate: WORLD[name].birthDate,
    personId: name,
  }))

const somebody: fc.Arbitrary<BulkLine> = fc.integer({ min: 0, max: people.size - 1 }).map((index) => {
  const who = member(people, index)
  const [cover] = coverageStates(who.ledger, NINE)
  return cover === undefined
    ? { ...newestCover(WORLD.taro), personId: 'taro' }
    : { key: cover.key, birthDate: who.birthDate, personId: `#${index}` }
})

const line = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...covered('taro'), ...covered('moved'), ...covered('helped')) },
  { weight: 2, arbitrary: somebody },
  {
    weight: 1,
    arbitrary: fc.constant({ ...newestCover(WORLD.taro), birthDate: civilDate('1980-05-11'), personId: null }),
  },
)
const lines = fc.array(line, { minLength: 1, maxLength: 12 })
const day = fc.constantFrom('2026-11-14', '2026-11-15', '2026-11-21', '2026-12-01').map(civilDate)
const moves = fc.array(fc.integer({ min: -60, max: 200 }), { maxLength: 4 })
const READY = 11

/** 限度額, consents, 特定疾病 and 医療券 are not in bulk results; the inquiry number stands beside the record. */
const LEFT_OUT =
  /^(?:LimitApplication|SpecificDiseases|PublicExpense|ReferenceNumber)|(?:ConsFlg|ConsTime|AvailableTime)$/

describe('bulk results', () => {
  it('have every line of the upload once, in order, wherever the clock goes meanwhile', () => {
    fc.assert(
      fc.property(lines, day, moves, (asked, on, between) => {
        const world = worldOf(WORLD)
        const number = send(world, asked, on)
        for (const seconds of between) {
          world.moveTo(addSeconds(NINE, seconds))
          const { SegmentOfResult } = results(world, number).MessageHeader
          expect(SegmentOfResult).toBe(seconds < 0 ? '9' : seconds < READY ? '2' : '1')
        }
        world.moveTo(addSeconds(NINE, READY))
        const units = results(world, number).MessageBody.BulkConfirmUnit ?? []
        expect(units.map((unit) => unit.QualificationConfirmSearchInfo.ArbitraryIdentifier)).toEqual(
          asked.map(({ personId }) => personId ?? undefined),
        )
        expect(units.map((unit) => unit.QualificationConfirmSearchInfo.InsuredIdentificationNumber)).toEqual(
          asked.map(({ key }) => key.number),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('say what the single inquiry says of the same day, without data for 3 and without limit data', () => {
    fc.assert(
      fc.property(lines, day, fc.boolean(), (asked, on, loses) => {
        const world = worldOf(WORLD)
        const number = send(world, asked, on)
        if (loses) world.change('taro', { kind: 'lose', date: '2026-11-01', reason: '99' })
        world.moveTo(addSeconds(NINE, READY))
        const units = results(world, number).MessageBody.BulkConfirmUnit ?? []
        units.forEach((unit, place) => {
          const of = asked[place]
          if (of === undefined) throw new Error('more results than lines')
          const single = ask(world, { ...of, on, limit: true })
          expect(unit.QualificationValidity).toBe(single.QualificationValidity)
          const record = firstRecord(single)
          const bulk = unit.ResultOfQualificationConfirmation
          if (record === undefined || single.QualificationValidity === '3') return expect(bulk).toBeUndefined()
          const { LimitApplicationCertificateChanged: changed, ...rest } = bulk ?? {}
          expect(['0', '1']).toContain(changed)
          expect(rest).toEqual(Object.fromEntries(Object.entries(record).filter(([name]) => !LEFT_OUT.test(name))))
        })
      }),
      { numRuns: 60 },
    )
  })
})

describe('whatever a client puts into a bulk exchange', () => {
  const world = worldOf(WORLD)
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
  const requests = {
    muquc: text(upload(covered('moved'), { fileId: 'f' })),
    muimm: text(registrations(covered('moved').map(({ key }) => ({ key, referenceNumber: 'n' })))),
    mutic: text(writeMessage(FETCHES.assistance.upload, ticketsRequest(INSTITUTION, 'f', '202611'))),
    muhvq: text(
      writeMessage(
        FETCHES.home.upload,
        consentsRequest({
          kind: 'home',
          institutionCode: INSTITUTION,
          fileId: 'f',
          by: 'consent',
          days: { from: civilDate('2026-11-01'), until: civilDate('2026-11-21') },
        }),
      ),
    ),
  }
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.stringMatching(/^[ \t0-9０-９]{0,10}$/),
    fc.constantFrom('', ' ', '&#13;', '<![CDATA[x]]>', '<!-- -->', '<a/>', '&#x1F600;', '000001', '999912', '16000101'),
  )
  const asked = fc.constantFrom(...Object.entries(requests)).chain(([func, xml]) =>
    fc.record({
      func: fc.constant(func),
      xml: fc.constant(xml),
      name: fc.constantFrom(...[...xml.matchAll(/<(\w+)>[^<\n]*<\/\1>/g)].map(([, name = '']) => name)),
      value,
    }),
  )

  it('is answered or given back, never a defect, and a result can be read', () => {
    fc.assert(
      fc.property(asked, ({ func, xml, name, value: put }) => {
        world.moveTo(NINE)
        const sent = xml.replace(new RegExp(`<${name}>.*</${name}>`), () => `<${name}>${put}</${name}>`)
        const reply = world.answer(`OQS${func}01req_1.xml`, new TextEncoder().encode(sent))
        expect([200, 422]).toContain(reply.status)
        const number = /<ReceptionNumber>(\d{20})</.exec(text(reply.bytes))?.[1]
        if (number === undefined) return
        world.moveTo(addSeconds(NINE, READY))
        const layout = layoutOf(`OQS${func}02res`)
        if (layout === null) throw new Error('no layout')
        const result = world.answer(`OQS${func}02req_1.xml`, download(number))
        expect(result).toMatchObject({ kind: 'answered', status: 200 })
        expect(readMessage(layout, result.bytes).ok).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('also in place of a reception number', () => {
    const good = text(download('12345678901234567890'))
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(requests)), value, (func, put) => {
        const sent = good.replace('12345678901234567890', () => put)
        const reply = world.answer(`OQS${func}02req_1.xml`, new TextEncoder().encode(sent))
        expect(['refused', 'fault']).toContain(reply.kind)
        expect([200, 422]).toContain(reply.status)
      }),
      { numRuns: 200 },
    )
  })
})
