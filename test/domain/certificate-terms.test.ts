import { describe, expect, it } from 'vitest'
import {
  CERTIFICATE_LAW,
  LISTED_AFTER_MONTHS,
  type DecidedTerm,
  decidedEnd,
  expiryCalendar,
  lastDayBeforeShare,
  longestEnd,
  oldCardEnd,
  rightEnd,
} from '../../src/domain/certificate-terms.ts'
import { civilDate } from '../../src/domain/civil-date.ts'

const oneYear: DecidedTerm = { kind: 'years', years: 1 }
const fiveYears: DecidedTerm = { kind: 'years', years: 5 }
const lawyers: DecidedTerm = { kind: 'fixed', until: civilDate('2028-11-30'), everyYears: 3 }
const july: DecidedTerm = { kind: 'yearly', monthDay: '07-31' }

describe('the calendar of an ended card certificate', () => {
  // insurer.md 3.3
  it.each([
    ['2026-08-20', '2026-11-30', '2026-10-31', '2026-11-05'],
    ['2026-11-30', '2027-02-28', '2027-01-31', '2027-02-05'],
    ['2026-12-01', '2027-03-31', '2027-02-28', '2027-03-05'],
  ])('ended on %s: grace to %s, seen on %s, list on %s', (expiry, graceEnds, snapshot, arrives) => {
    expect(expiryCalendar(civilDate(expiry))).toEqual({ graceEnds, snapshot, arrives, issueBy: graceEnds })
  })

  it('showed people three months after the month of the expiry until 2025-08-14', () => {
    expect(expiryCalendar(civilDate('2025-03-31')).snapshot).toBe('2025-06-30')
    expect(expiryCalendar(civilDate('2025-06-30')).snapshot).toBe('2025-08-31')
  })

  it('never ends on a day that its month does not have', () => {
    expect(expiryCalendar(civilDate('2027-11-30')).graceEnds).toBe('2028-02-29')
  })
})

describe('the last day of a certificate', () => {
  it.each([
    [oneYear, '2026-11-21', '2027-11-20'],
    [fiveYears, '2026-11-21', '2031-11-20'],
    [lawyers, '2025-11-10', '2028-11-30'],
    [lawyers, '2028-11-30', '2028-11-30'],
    [lawyers, '2028-12-01', '2031-11-30'],
    [july, '2026-07-31', '2026-07-31'],
    [july, '2026-08-01', '2027-07-31'],
  ])('%j from %s: %s', (term, issued, last) => {
    expect(decidedEnd(term, civilDate(issued), civilDate(issued))).toBe(last)
  })

  it('follows the first day of use where it was sent ahead', () => {
    expect(decidedEnd(july, civilDate('2026-07-10'), civilDate('2026-08-01'))).toBe('2027-07-31')
  })

  it('is never later than five years less a day', () => {
    expect(longestEnd(civilDate('2026-11-21'))).toBe('2031-11-20')
    expect(longestEnd(civilDate('2028-02-29'))).toBe('2033-02-27')
  })

  const member = (birthDate: string, scheme: 'kenpo' | 'kokuho' | 'kouki' = 'kenpo') => ({
    scheme,
    birthDate: civilDate(birthDate),
  })
  const on = civilDate('2026-09-10')

  it.each([
    ['an adult', oneYear, member('1980-06-15'), '2027-09-09', 'decided'],
    ['somebody who turns 75 within the term', fiveYears, member('1952-03-20'), '2027-03-19', 'kouki'],
    ['somebody who turns 75 in 後期', july, member('1951-03-20', 'kouki'), '2027-07-31', 'decided'],
    ['国保, born on the 1st', july, member('1956-11-01', 'kokuho'), '2026-10-31', 'share'],
    ['国保, born on the 2nd', july, member('1956-11-02', 'kokuho'), '2026-11-30', 'share'],
    ['健保, born on the 1st', oneYear, member('1956-11-01'), '2027-09-09', 'decided'],
  ] as const)('for %s', (_who, term, who, last, by) => {
    expect(rightEnd(term, who, on, on)).toEqual({ last, by })
  })

  it('is limited by law whatever an insurer decided', () => {
    const longer: DecidedTerm = { kind: 'fixed', until: civilDate('2035-03-31'), everyYears: 5 }
    expect(rightEnd(longer, member('1980-06-15'), on, on)).toEqual({ last: '2031-09-09', by: 'longest' })
  })
})

describe('the days of the law', () => {
  it.each([
    ['1956-11-01', '2026-10-31'],
    ['1956-11-02', '2026-11-30'],
    ['1956-11-30', '2026-11-30'],
  ])('born %s: a paper without a share ends on %s', (birthDate, last) => {
    expect(lastDayBeforeShare(civilDate(birthDate))).toBe(last)
  })

  it('an old card never outlives 2025-12-01', () => {
    expect([null, civilDate('2025-07-31'), civilDate('2027-03-31')].map(oldCardEnd)).toEqual([
      '2025-12-01',
      '2025-07-31',
      '2025-12-01',
    ])
  })

  it('each row names its source', () => {
    for (const { source } of [...Object.values(CERTIFICATE_LAW), ...LISTED_AFTER_MONTHS])
      expect(source).toMatch(/^(insurer|rules)\.md /)
  })
})
