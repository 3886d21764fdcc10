import { describe, expect, it } from 'vitest'
import { insurers } from '../../../generators/index.ts'
import type { Member } from '../../../src/domain/person.ts'
import { KENPO, KOKUHO, adult, day, deskOf } from './support.ts'

const worker = (index = 50): Member =>
  adult(
    {
      coverage: [
        {
          scheme: 'kenpo',
          insurerNumber: KENPO,
          symbol: '5',
          number: String(index),
          branch: '00',
          acquired: day('2020-04-01'),
        },
      ],
    },
    index,
  )

/** Treated on 11-23 with a cover lost on 11-22, which is told on 12-01. */
function treated(insurerNo: string = KOKUHO, loss = '2026-11-22') {
  const desk = deskOf({ who: worker() }, {}, {}, insurerNo)
  desk.moveTo('2026-11-23T10:00')
  desk.world.change('who', { kind: 'care', date: '2026-11-23' })
  desk.moveTo('2026-12-01T10:00')
  desk.world.change('who', { kind: 'lose', date: loss, reason: '99' })
  const rows = (month: string) => {
    const list = desk.list('invitations', month)
    return list?.kind === 'invitations' ? list.rows : null
  }
  return { desk, rows }
}

describe('the list of people without cover', () => {
  // facts/insurer.md 1.5 and INS-16: at visit month + 3, not earlier, and once.
  it('names a person three months after the month of the visit', () => {
    const { desk, rows } = treated()
    desk.moveTo('2027-02-10T05:59')
    expect(['2026-12', '2027-01', '2027-02'].map(rows)).toEqual([null, null, null])
    desk.moveTo('2027-02-10T06:00')
    expect(rows('2027-02')).toEqual([
      {
        memberKey: { symbol: '5', number: '50', branch: '00' },
        insurerNo: KENPO,
        lossDate: '2026-11-22',
        person: 'who',
        name: worker().name.kanji,
        careMonth: '2026-11',
      },
    ])
    desk.moveTo('2027-03-10T06:00')
    expect(rows('2027-03')).toBeNull()
  })

  it('leaves out whoever has another cover by then', () => {
    const { desk, rows } = treated()
    desk.moveTo('2027-01-15T10:00')
    desk.world.change('who', {
      kind: 'acquire',
      cover: {
        scheme: 'kokuho',
        insurerNumber: KOKUHO,
        symbol: '1',
        number: '9',
        branch: '01',
        acquired: '2026-11-22',
      },
    })
    desk.moveTo('2027-02-10T06:00')
    expect(rows('2027-02')).toBeNull()
  })

  it('leaves out care of a day before the loss', () => {
    const { desk, rows } = treated(KOKUHO, '2026-11-24')
    desk.moveTo('2027-02-10T06:00')
    expect(rows('2027-02')).toBeNull()
  })

  it.each([
    ['a 健保組合', () => KENPO],
    ['a municipality where the person does not live', otherMunicipality],
  ])('is not for %s', (_, insurerNo) => {
    const { desk, rows } = treated(insurerNo())
    desk.moveTo('2027-02-10T06:00')
    expect(rows('2027-02')).toBeNull()
  })
})

/** A municipal 国保 of the population whose town is not that of the person. */
function otherMunicipality(): string {
  const { text } = worker().address
  const other = insurers('kokuho').find(({ name }) => !text.includes(name.replace('見本', '')))
  if (other === undefined) throw new Error('everybody lives everywhere')
  return other.number
}
