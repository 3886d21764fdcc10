import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addSeconds,
  birthday,
  civilDate,
  civilMonth,
  compactDate,
  compactInstant,
  dateOf,
  dayOfMonth,
  daysBetween,
  daysInMonth,
  endOfMonth,
  fiscalYear,
  fromDayNumber,
  instant,
  instantOfUnixMillis,
  legalAgeOn,
  monthOf,
  parseCivilDate,
  parseCompactDate,
  parseCompactInstant,
  parseInstant,
  reachesAgeOn,
  startOfMonth,
  toDayNumber,
  toSecondNumber,
  yearOf,
} from '../../src/domain/civil-date.ts'
import { daysWithin } from '../support/domain-builders.ts'

const FIRST = toDayNumber(civilDate('1868-01-01'))
const LAST = toDayNumber(civilDate('2100-12-31'))
const anyDay = daysWithin('1868-01-01', '2100-12-31')

describe('the calendar', () => {
  it('counts 1970-01-01 as day 0 and 2000-03-01 as day 11017', () => {
    expect(toDayNumber(civilDate('1970-01-01'))).toBe(0)
    expect(toDayNumber(civilDate('2000-03-01'))).toBe(11_017)
  })

  it('walks every day from 1868 to 2100 without a gap, a repetition or a day that does not exist', () => {
    let [year, month, day] = [1868, 1, 1]
    const wrong: string[] = []
    for (let number = FIRST; number <= LAST; number += 1) {
      const two = (n: number) => String(n).padStart(2, '0')
      const expected = `${year}-${two(month)}-${two(day)}`
      const date = fromDayNumber(number)
      if (date !== expected || toDayNumber(date) !== number) wrong.push(expected)
      day += 1
      if (day > daysInMonth(year, month)) [month, day] = [month + 1, 1]
      if (month > 12) [year, month] = [year + 1, 1]
    }
    expect(wrong).toEqual([])
    expect([year, month, day]).toEqual([2101, 1, 1])
  })

  it.each([
    [1900, 28],
    [2000, 29],
    [2023, 28],
    [2024, 29],
    [2100, 28],
  ])('gives February %i %i days', (year, days) => {
    expect(daysInMonth(year, 2)).toBe(days)
  })

  it.each(['2025-02-29', '2026-11-31', '2026-00-10', '2026-13-01', '2026-1-1', '1599-12-31', '２０２６-01-01', ''])(
    'refuses "%s"',
    (text) => {
      expect(parseCivilDate(text).ok).toBe(false)
      expect(() => civilDate(text)).toThrow(RangeError)
    },
  )

  it('reads and writes the eight digits of the wire', () => {
    expect(parseCompactDate('20261121')).toEqual({ ok: true, value: '2026-11-21' })
    expect(compactDate(civilDate('2026-11-21'))).toBe('20261121')
    expect(parseCompactDate('20260230').ok).toBe(false)
    expect(parseCompactDate('2026-1-1').ok).toBe(false)
  })

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-05-31', -3, '2026-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-11-20', 2, '2027-01-20'],
    ['2026-01-15', -1, '2025-12-15'],
  ])('moves %s by %i months to %s, clipped to the end of the month', (from, months, to) => {
    expect(addMonths(civilDate(from), months)).toBe(to)
  })

  it.each([
    ['2026-03-31', 2025],
    ['2026-04-01', 2026],
    ['2027-01-01', 2026],
  ])('puts %s in fiscal year %i', (day, year) => {
    expect(fiscalYear(civilDate(day))).toBe(year)
  })

  it('agrees in text order and in day order, and adding days is undone by subtracting them', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(a < b).toBe(daysBetween(a, b) > 0)
        expect(addDays(a, daysBetween(a, b))).toBe(b)
      }),
    )
  })

  it('keeps the day of the month when months are added, or ends on the last day of the month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const moved = addMonths(date, months)
        expect(yearOf(moved) * 12 + monthOf(moved)).toBe(yearOf(date) * 12 + monthOf(date) + months)
        expect(
          dayOfMonth(moved) === dayOfMonth(date) ||
            (moved === endOfMonth(moved) && moved < date.replace(civilMonth(date), civilMonth(moved))),
        ).toBe(true)
      }),
    )
  })

  it('finds the ends of a month next to days of other months', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        expect(civilMonth(endOfMonth(date))).toBe(civilMonth(date))
        expect(civilMonth(addDays(endOfMonth(date), 1))).not.toBe(civilMonth(date))
        expect(dayOfMonth(startOfMonth(date))).toBe(1)
      }),
    )
  })
})

describe('the clock', () => {
  it('reads and writes the fourteen digits of the wire', () => {
    const at = instant('2026-11-21T10:05:09+09:00')
    expect(compactInstant(at)).toBe('20261121100509')
    expect(parseCompactInstant('20261121100509')).toEqual({ ok: true, value: at })
  })

  it.each(['2026-11-21T10:05:09Z', '2026-11-21T10:05+09:00', '2026-11-21T24:00:00+09:00', '2026-02-30T10:00:00+09:00'])(
    'refuses %s',
    (text) => {
      expect(parseInstant(text).ok).toBe(false)
    },
  )

  it('turns the Unix epoch into nine o’clock in Japan and drops fractions of a second', () => {
    expect(instantOfUnixMillis(0)).toBe('1970-01-01T09:00:00+09:00')
    expect(instantOfUnixMillis(1999)).toBe('1970-01-01T09:00:01+09:00')
    expect(instantOfUnixMillis(Date.UTC(2026, 10, 20, 15, 0, 0))).toBe('2026-11-21T00:00:00+09:00')
  })

  it('crosses midnight in both directions', () => {
    expect(addSeconds(instant('2026-12-31T23:59:59+09:00'), 1)).toBe('2027-01-01T00:00:00+09:00')
    expect(addSeconds(instant('2027-01-01T00:00:00+09:00'), -1)).toBe('2026-12-31T23:59:59+09:00')
  })

  it('adds seconds so that the difference of two counts is what was added', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 86_399 }),
        fc.integer({ min: -1e8, max: 1e8 }),
        (day, second, add) => {
          const at = addSeconds(instant(`${day}T00:00:00+09:00`), second)
          expect(dateOf(at)).toBe(day)
          expect(toSecondNumber(addSeconds(at, add)) - toSecondNumber(at)).toBe(add)
        },
      ),
    )
  })
})

describe('ages in law', () => {
  it.each([
    ['1956-11-01', 70, '2026-10-31'],
    ['1956-11-02', 70, '2026-11-01'],
    ['1956-02-29', 70, '2026-02-28'],
    ['2020-04-01', 6, '2026-03-31'],
    ['2020-04-02', 6, '2026-04-01'],
    ['1941-08-01', 85, '2026-07-31'],
    ['1941-08-02', 85, '2026-08-01'],
    ['1952-02-29', 72, '2024-02-28'],
    ['1956-01-01', 70, '2025-12-31'],
  ])('born %s reaches %i on %s, the day before the birthday', (born, age, day) => {
    expect(reachesAgeOn(civilDate(born), age)).toBe(day)
  })

  it.each([
    ['FEB28', '2025-02-28'],
    ['MAR1', '2025-03-01'],
  ] as const)('observes 29 February by %s on %s in a common year', (leap, day) => {
    expect(birthday(civilDate('1988-02-29'), 37, leap)).toBe(day)
    expect(birthday(civilDate('1988-02-29'), 40, leap)).toBe('2028-02-29')
  })

  it('counts up on exactly the day on which the age is reached', () => {
    fc.assert(
      fc.property(daysWithin('1900-01-01', '2020-12-31'), fc.integer({ min: 1, max: 120 }), (born, age) => {
        const reached = reachesAgeOn(born, age)
        expect(legalAgeOn(born, reached)).toBe(age)
        expect(legalAgeOn(born, addDays(reached, -1))).toBe(age - 1)
      }),
    )
  })

  it('never grows younger', () => {
    fc.assert(
      fc.property(daysWithin('1900-01-01', '2020-12-31'), daysWithin('2021-01-01', '2100-01-01'), (born, day) => {
        const step = legalAgeOn(born, addDays(day, 1)) - legalAgeOn(born, day)
        expect([0, 1]).toContain(step)
      }),
    )
  })
})
