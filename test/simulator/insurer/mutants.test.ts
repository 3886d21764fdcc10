import { describe, expect, it } from 'vitest'
import type { SimulatorOptions } from '../../../simulator/index.ts'
import { gatewayMutants } from '../../../simulator/index.ts'
import { ask, firstRecord } from '../support.ts'
import { KENPO, KOKUHO, adult, day, deskOf, five, head, key, nobody, registerOf } from './support.ts'

const who = nobody()

/** What a clinic sees of somebody whose items were filed like this, two days later. */
const shown = (options: SimulatorOptions, wrong: Partial<ReturnType<typeof five>>) => {
  const { send, moveTo, seen } = deskOf({ who }, {}, options)
  send(registerOf(who, { five: { ...five(who), ...wrong } }))
  moveTo('2026-11-23T09:00')
  return seen(who)
}

/** One look at a gateway per mutant: what it shows there must differ from the standard. */
const LOOKS: Readonly<Record<string, (options: SimulatorOptions) => unknown>> = {
  'visible-while-mismatch': (options) => shown(options, { birthDate: day('1980-05-11') }),
  'three-items-are-enough': (options) => shown(options, { kanji: '見本　花子', address: null }),
  'address-hides-nothing': (options) => shown(options, { address: null }),
  'void-forgotten': (options) => {
    const { world, send, moveTo } = deskOf({ who: adult({ coverage: [] }, 40) }, {}, options)
    const elderly = (historyId: string, ratio: string) =>
      ({ historyId, kind: 'elderly', from: day('2026-11-01'), attrs: { ratio } }) as const
    const eligibility = { historyId: 'e', kind: 'eligibility', from: day('2026-11-01') } as const
    send(registerOf(who, { entries: [eligibility, elderly('A', '020')] }))
    send({ op: 'amend', ...head, voids: ['A'], entries: [elderly('B', '030')] })
    moveTo('2026-11-23T09:00')
    return firstRecord(
      ask(world, { key: { insurerNumber: KENPO, ...key() }, birthDate: who.birthDate, on: day('2026-11-23') }),
    )?.ElderlyRecipientCertificateInfo
  },
  'list-one-month-late': (options) => {
    const { list, moveTo } = deskOf({ who }, {}, options)
    moveTo('2026-12-06T09:00')
    return list('registration-status', '2026-11')?.publishedAt
  },
  'overlap-lawful-day-listed': (options) => {
    const cover = { symbol: '9', number: '12', branch: '01' } as const
    const kokuho = {
      scheme: 'kokuho',
      insurerNumber: KOKUHO,
      acquired: day('2020-04-01'),
      lost: { date: day('2026-11-10') },
      ...cover,
    } as const
    const kenpo = { scheme: 'kenpo', insurerNumber: KENPO, acquired: day('2026-11-09'), ...cover } as const
    return deskOf({ who: adult({ coverage: [kokuho, kenpo] }) }, {}, options).list('overlaps', '2026-11')
  },
  'visible-at-once': (options) => {
    const { send, moveTo, seen } = deskOf({ who }, {}, options)
    send(registerOf(who))
    moveTo('2026-11-21T09:01')
    return seen(who)
  },
}

describe('broken gateways', () => {
  it.each(gatewayMutants.map(({ id, practice }) => [id, practice] as const))(
    '%s behaves otherwise than the facts say',
    (id, practice) => {
      const look = LOOKS[id]
      if (look === undefined) throw new Error(`no look for ${id}`)
      expect(look({ practice })).not.toEqual(look({}))
    },
  )

  it('each carry one change and a sentence in both languages', () => {
    for (const { practice, sentence } of gatewayMutants) {
      expect(Object.keys(practice)).toHaveLength(1)
      expect(sentence.ja.length * sentence.en.length).toBeGreaterThan(0)
    }
    expect(new Set(gatewayMutants.map(({ id }) => id)).size).toBe(gatewayMutants.length)
  })

  it('never change the truth that the harness is told', () => {
    const practice = gatewayMutants.find(({ id }) => id === 'visible-while-mismatch')?.practice ?? {}
    const { world, send, moveTo, seen } = deskOf({ who }, {}, { practice })
    send(registerOf(who, { five: { ...five(who), birthDate: day('1980-05-11') } }))
    moveTo('2026-11-23T09:00')
    const numbers = { insurerNumber: KENPO, ...key() }
    expect([seen(who), world.cardAnswer('who')?.validity, world.numberAnswer(numbers, who.birthDate).validity]).toEqual(
      ['1', 4, 4],
    )
  })
})
