import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elderlyStart, koukiStart, preschoolUntil } from '../../src/domain/ages.ts'
import {
  addDays,
  birthday,
  civilDate,
  dayOfMonth,
  fiscalYear,
  legalAgeOn,
  monthOf,
  startOfMonth,
} from '../../src/domain/civil-date.ts'
import { daysWithin } from '../support/domain-builders.ts'

const day = civilDate

describe('age boundaries', () => {
  it.each([
    ['2020-04-01', '2026-03-31'],
    ['2020-04-02', '2027-03-31'],
    ['2020-03-31', '2026-03-31'],
    ['2021-03-31', '2027-03-31'],
    ['2020-02-29', '2026-03-31'],
  ])('born %s pays 2割 as a preschool child to %s', (born, until) => {
    expect(preschoolUntil(day(born))).toBe(until)
  })

  it.each([
    ['1956-11-01', '2026-11-01'],
    ['1956-11-02', '2026-12-01'],
    ['1956-10-31', '2026-11-01'],
    ['1956-02-29', '2026-03-01'],
    ['1956-03-01', '2026-03-01'],
    ['1956-03-02', '2026-04-01'],
    ['1956-12-31', '2027-01-01'],
  ])('born %s has the ratio of 70 to 74 from %s', (born, from) => {
    expect(elderlyStart(day(born))).toBe(from)
  })

  it('leaves a person born on 2 November 1956 in the classes under 70 to the end of that month', () => {
    expect(addDays(elderlyStart(day('1956-11-02')), -1)).toBe('2026-11-30')
  })

  it('starts 後期 on the 75th birthday itself, so that the day before belongs to the old insurer', () => {
    expect(koukiStart(day('1951-11-21'))).toBe('2026-11-21')
    expect(legalAgeOn(day('1951-11-21'), day('2026-11-20'))).toBe(75)
  })

  it.each([
    ['MAR1', '2027-03-01'],
    ['FEB28', '2027-02-28'],
  ] as const)('puts the 75th birthday of 29 February 1952 by %s on %s', (leap, from) => {
    expect(koukiStart(day('1952-02-29'), leap)).toBe(from)
  })

  it('takes 1 March for 29 February unless told otherwise', () => {
    expect(koukiStart(day('1952-02-29'))).toBe('2027-03-01')
  })

  it('counts 85 on 2026-08-01 by birthday or by legal age, one day apart', () => {
    expect(birthday(day('1941-08-01'), 85, 'MAR1')).toBe('2026-08-01')
    expect(legalAgeOn(day('1941-08-02'), day('2026-08-01'))).toBe(85)
    expect(legalAgeOn(day('1941-08-03'), day('2026-08-01'))).toBe(84)
  })
})

describe('laws of the boundaries', () => {
  const births = daysWithin('1900-01-01', '2020-12-31')

  it('starts the elderly ratio on a 1st, in the month of the birthday only for people born on the 1st', () => {
    fc.assert(
      fc.property(births, (born) => {
        const start = elderlyStart(born)
        const seventieth = birthday(born, 70, 'MAR1')
        expect(dayOfMonth(start)).toBe(1)
        expect(startOfMonth(seventieth) === start).toBe(dayOfMonth(seventieth) === 1)
        expect(start >= seventieth).toBe(true)
        expect(start <= addDays(seventieth, 30)).toBe(true)
      }),
    )
  })

  it('ends the preschool ratio on a 31 March at the legal age of six, one school year for 2 April to 1 April', () => {
    fc.assert(
      fc.property(births, (born) => {
        const until = preschoolUntil(born)
        expect(until.slice(5)).toBe('03-31')
        expect(legalAgeOn(born, until)).toBe(6)
        expect(fiscalYear(until) - fiscalYear(addDays(born, -1))).toBe(6)
      }),
    )
  })

  it('starts 後期 in the month of the birthday, five years or a little less after the elderly ratio', () => {
    fc.assert(
      fc.property(births, (born) => {
        const start = koukiStart(born)
        expect(start > elderlyStart(born)).toBe(true)
        expect(monthOf(addDays(start, -1)) === monthOf(born) || dayOfMonth(start) === 1).toBe(true)
      }),
    )
  })
})
