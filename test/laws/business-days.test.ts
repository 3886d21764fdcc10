import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addBusinessDays,
  businessDaysBetween,
  holidayName,
  isBusinessDay,
  isHoliday,
  weekdayOf,
} from '../../src/domain/business-days.ts'
import { addDays, civilDate } from '../../src/domain/civil-date.ts'
import { daysWithin } from '../support/domain-builders.ts'

const day = civilDate
const YEAR_END = { closedAtYearEnd: true }

describe('weekdays and holidays', () => {
  it.each([
    ['1868-01-01', 'wednesday'],
    ['1970-01-01', 'thursday'],
    ['2000-02-29', 'tuesday'],
    ['2026-11-21', 'saturday'],
    ['2026-11-22', 'sunday'],
    ['2026-11-23', 'monday'],
  ])('%s is a %s', (date, weekday) => {
    expect(weekdayOf(day(date))).toBe(weekday)
  })

  it.each([
    ['2026-11-23', '勤労感謝の日'],
    ['2026-01-01', '元日'],
    ['2026-11-24', null],
    ['2026-12-31', null],
  ])('names the holiday of %s: %s', (date, name) => {
    expect(holidayName(day(date))).toBe(name)
    expect(isHoliday(day(date))).toBe(name !== null)
  })

  it('counts the substitute Monday of 2026-05-06 as a holiday', () => {
    expect(isHoliday(day('2026-05-06'))).toBe(true)
  })

  it('says so instead of guessing when a year is outside the table', () => {
    expect(() => isHoliday(day('1969-12-31'))).toThrow(RangeError)
    expect(() => isHoliday(day('2051-01-01'))).toThrow(RangeError)
  })
})

describe('business days', () => {
  it('skips the long weekend of 21 to 23 November 2026', () => {
    expect(addBusinessDays(day('2026-11-20'), 1)).toBe('2026-11-24')
    expect(addBusinessDays(day('2026-11-24'), -1)).toBe('2026-11-20')
    expect(businessDaysBetween(day('2026-11-20'), day('2026-11-24'))).toBe(1)
  })

  it('ships four business days after the day following receipt', () => {
    const received = day('2026-11-18')
    expect(addBusinessDays(addDays(received, 1), 4)).toBe('2026-11-26')
  })

  it('works through the year end unless the calendar is closed then', () => {
    expect(isBusinessDay(day('2026-12-29'))).toBe(true)
    expect(isBusinessDay(day('2026-12-29'), YEAR_END)).toBe(false)
    expect(isBusinessDay(day('2026-12-28'), YEAR_END)).toBe(true)
    expect(isBusinessDay(day('2025-01-03'))).toBe(true)
    expect(isBusinessDay(day('2025-01-03'), YEAR_END)).toBe(false)
    expect(addBusinessDays(day('2026-12-28'), 1, YEAR_END)).toBe('2027-01-04')
    expect(addBusinessDays(day('2026-12-28'), 1)).toBe('2026-12-29')
  })

  it('leaves a closed day where it is when nothing is added', () => {
    expect(addBusinessDays(day('2026-11-22'), 0)).toBe('2026-11-22')
  })

  const days = daysWithin('1975-01-01', '2045-12-31')
  const calendars = fc.constantFrom({}, YEAR_END)

  it('lands on a business day and counts its way back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -60, max: 60 }), calendars, (from, n, calendar) => {
        fc.pre(n !== 0)
        const to = addBusinessDays(from, n, calendar)
        expect(isBusinessDay(to, calendar)).toBe(true)
        expect(Math.sign(n) * (to < from ? -1 : 1)).toBe(1)
        expect(businessDaysBetween(from, to, calendar)).toBe(n)
      }),
    )
  })

  it('adds up over a day in between', () => {
    fc.assert(
      fc.property(days, fc.nat(120), fc.nat(120), calendars, (from, first, second, calendar) => {
        const [middle, to] = [addDays(from, first), addDays(from, first + second)]
        expect(businessDaysBetween(from, to, calendar)).toBe(
          businessDaysBetween(from, middle, calendar) + businessDaysBetween(middle, to, calendar),
        )
      }),
    )
  })

  it('never works at weekends and repeats the weekday after seven days', () => {
    fc.assert(
      fc.property(days, (date) => {
        expect(weekdayOf(addDays(date, 7))).toBe(weekdayOf(date))
        if (['saturday', 'sunday'].includes(weekdayOf(date))) expect(isBusinessDay(date)).toBe(false)
      }),
    )
  })
})
