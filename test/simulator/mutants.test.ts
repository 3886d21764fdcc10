import { describe, expect, it } from 'vitest'
import { addSeconds, civilDate, instant } from '../../src/domain/civil-date.ts'
import type { SimulatorOptions } from '../../simulator/index.ts'
import { serviceMutants } from '../../simulator/index.ts'
import {
  NINE,
  adult,
  ask,
  askMedicines,
  bytesOf,
  faceResult,
  firstRecord,
  inquiry,
  newestCover,
  read,
  textOf,
  worldOf,
} from './support.ts'

const cover = (more: object = {}) => ({
  scheme: 'kyokai' as const,
  insurerNumber: '01130012',
  symbol: '1',
  number: '2',
  branch: '01',
  acquired: civilDate('2020-04-01'),
  ...more,
})
const expiring = (expiry: string) => adult({ card: { certificate: { expiry: civilDate(expiry) } } })
const newer = { ...cover(), scheme: 'kokuho' as const, insurerNumber: '138057', acquired: civilDate('2026-11-01') }

/** One look at a service per mutant: what it shows there must differ from the standard. */
const LOOKS: Readonly<Record<string, (options: SimulatorOptions) => unknown>> = {
  'loss-day-inclusive': (options) => {
    const who = adult({ coverage: [cover({ lost: { date: civilDate('2026-11-21') } })] })
    return ask(worldOf({ who }, {}, options), newestCover(who)).QualificationValidity
  },
  'grace-plus-three-months': (options) => {
    const world = worldOf({ who: expiring('2026-08-20') }, { start: instant('2026-11-21T09:00:00+09:00') }, options)
    return read(world, 'who', ['face']).screens
  },
  'medicines-in-grace': (options) => {
    const world = worldOf({ who: expiring('2026-11-20') }, {}, options)
    read(world, 'who', ['face'])
    return [faceResult(world).MessageBody, askMedicines(world, newestCover(world.member('who')).key).ResultCode]
  },
  'consent-until-25-hours': (options) => {
    const world = worldOf({ who: adult() }, {}, options)
    read(world, 'who', ['face'])
    world.moveTo(addSeconds(NINE, 24 * 3600 + 1))
    return askMedicines(world, newestCover(adult()).key).ResultCode
  },
  'identifier-trimmed': (options) => {
    const request = textOf(inquiry({ ...newestCover(adult()), fileId: 'FILE' })).replace('FILE', ' &#x41;&quot; ')
    return textOf(worldOf({ who: adult() }, {}, options).answer('OQSsiquc01req_1.xml', bytesOf(request)).bytes)
  },
  'branch-ignored': (options) => {
    const world = worldOf(
      { one: adult({ coverage: [cover()] }), two: adult({ coverage: [cover({ branch: '02' })] }, 20) },
      {},
      options,
    )
    const body = ask(world, { ...newestCover(world.member('two')) })
    return firstRecord(body)?.InsuredBranchNumber
  },
  'three-by-card': (options) => {
    const world = worldOf(
      { who: adult({ coverage: [cover({ lost: { date: civilDate('2026-11-01') } }), newer] }) },
      {},
      options,
    )
    read(world, 'who', ['face'])
    return faceResult(world).MessageBody
  },
  'pin-locks-at-five': (options) =>
    read(worldOf({ who: adult() }, {}, options), 'who', ['pin-wrong', 'pin-wrong', 'pin-wrong']).screens,
}

describe('broken services', () => {
  it.each(serviceMutants.map(({ id, practice }) => [id, practice] as const))(
    '%s answers otherwise than the facts say',
    (id, practice) => {
      const look = LOOKS[id]
      if (look === undefined) throw new Error(`no look for ${id}`)
      expect(look({ practice })).not.toEqual(look({}))
    },
  )

  it('each carries one change only and a sentence in both languages', () => {
    for (const { practice, sentence } of serviceMutants) {
      expect(Object.keys(practice).length).toBeLessThanOrEqual(2)
      expect(sentence.ja.length * sentence.en.length).toBeGreaterThan(0)
    }
    expect(new Set(serviceMutants.map(({ id }) => id)).size).toBe(8)
  })

  it('show the loss day that was registered even when they compute with another', () => {
    const practice = serviceMutants.find(({ id }) => id === 'loss-day-inclusive')?.practice ?? {}
    const who = adult({ coverage: [cover({ lost: { date: civilDate('2026-11-10') } })] })
    const record = firstRecord(ask(worldOf({ who }, {}, { practice }), newestCover(who)))
    expect(record?.DisqualificationDate).toBe('20261110')
  })

  it('never change the truth that the harness is told', () => {
    const practice = serviceMutants.find(({ id }) => id === 'pin-locks-at-five')?.practice ?? {}
    const world = worldOf({ who: adult() }, {}, { practice })
    read(world, 'who', ['pin-wrong', 'pin-wrong', 'pin-wrong'])
    expect(world.cardState('who')?.pin.locked).toBe(true)
  })
})
