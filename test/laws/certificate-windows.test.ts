import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CertificateState,
  bodyExpiry,
  cardStateAt,
  certificateExpiry,
  graceEnd,
  nthBirthdayAfter,
  renewFrom,
} from '../../src/domain/certificate.ts'
import {
  type CivilDate,
  addDays,
  addMonths,
  birthday,
  civilDate,
  civilMonth,
  endOfMonth,
  instantOf,
  yearOf,
} from '../../src/domain/civil-date.ts'
import { POLICY, cardWith, daysWithin, policyOn } from '../support/domain-builders.ts'

type Row = readonly [
  born: string,
  issued: string,
  birthdays: 5 | 6,
  leap: 'FEB28' | 'MAR1',
  expiry: string,
  grace: string,
  clipped: string,
  plain: string,
  threeMonthsBefore: string,
  renew: string,
]

/** The worked table of facts/rules.md section 3; a leading ✗ marks a wrong formula whose day differs. */
const WORKED: readonly Row[] = [
  ['1980-05-10', '2020-09-01', 5, 'FEB28', '2025-05-10', '2025-08-31', '08-31', '✗08-10', '2025-02-10', '2025-02-11'],
  ['1980-05-10', '2020-05-10', 5, 'FEB28', '2025-05-10', '2025-08-31', '08-31', '✗08-10', '2025-02-10', '2025-02-11'],
  ['1980-05-10', '2020-05-09', 5, 'FEB28', '2024-05-10', '2024-08-31', '08-31', '✗08-10', '2024-02-10', '2024-02-11'],
  ['1955-02-28', '2020-06-01', 5, 'FEB28', '2025-02-28', '2025-05-31', '✗05-28', '✗05-28', '2024-11-28', '2024-11-29'],
  ['1990-01-31', '2021-03-15', 5, 'FEB28', '2026-01-31', '2026-04-30', '04-30', '04-30', '2025-10-31', '2025-11-01'],
  ['1972-11-30', '2020-12-10', 5, 'FEB28', '2025-11-30', '2026-02-28', '02-28', '02-28', '2025-08-30', '2025-08-31'],
  ['1965-12-01', '2020-12-02', 5, 'FEB28', '2025-12-01', '2026-03-31', '03-31', '✗03-01', '2025-09-01', '2025-09-02'],
  ['1960-09-30', '2021-10-01', 5, 'FEB28', '2026-09-30', '2026-12-31', '✗12-30', '✗12-30', '2026-06-30', '2026-07-01'],
  ['1970-08-20', '2021-08-21', 5, 'FEB28', '2026-08-20', '2026-11-30', '11-30', '✗11-20', '2026-05-20', '2026-05-21'],
  ['1970-07-15', '2021-05-01', 6, 'FEB28', '2026-07-15', '2026-10-31', '10-31', '✗10-15', '2026-04-15', '2026-04-16'],
  ['2025-04-03', '2025-05-01', 5, 'FEB28', '2030-04-03', '2030-07-31', '✗07-30', '✗07-03', '2030-01-03', '2030-01-04'],
  ['1980-11-20', '2021-10-01', 6, 'FEB28', '2026-11-20', '2027-02-28', '02-28', '✗02-20', '2026-08-20', '2026-08-21'],
  ['1988-02-29', '2020-03-01', 5, 'FEB28', '2025-02-28', '2025-05-31', '✗05-28', '✗05-28', '2024-11-28', '2024-11-29'],
  ['1988-02-29', '2020-03-01', 5, 'MAR1', '2025-03-01', '2025-06-30', '06-30', '✗06-01', '2024-12-01', '2024-12-02'],
  ['1988-02-29', '2023-07-01', 5, 'FEB28', '2028-02-29', '2028-05-31', '✗05-29', '✗05-29', '2027-11-29', '2027-11-30'],
  ['1988-02-29', '2023-07-01', 5, 'MAR1', '2028-02-29', '2028-05-31', '✗05-29', '✗05-29', '2027-11-29', '2027-11-30'],
]

/** The two formulas that the facts call wrong. */
const monthEndClipped = (expiry: CivilDate): CivilDate => addMonths(endOfMonth(expiry), 3)
const expiryPlusThree = (expiry: CivilDate): CivilDate => addMonths(expiry, 3)

const stateOn = (expiry: string, day: string): CertificateState =>
  cardStateAt(
    cardWith({ certificate: { issued: civilDate('2020-01-01'), expiry: civilDate(expiry) } }),
    instantOf(civilDate(day), '12:00'),
    policyOn(day),
  ).certificate

describe('the certificate calendar', () => {
  it('gives a card of 10 May 1980, issued in September 2020, until 31 August 2025 at the reader', () => {
    const expiry = certificateExpiry({
      birthDate: civilDate('1980-05-10'),
      issued: civilDate('2020-09-01'),
      leap: 'FEB28',
    })
    expect(expiry).toBe('2025-05-10')
    expect(graceEnd(expiry, POLICY)).toBe('2025-08-31')
  })

  it.each(WORKED)(
    'born %s, issued %s, birthday no. %i, %s: ends %s, grace to %s',
    (born, issued, birthdays, leap, expiry, grace, clipped, plain, threeMonthsBefore, renew) => {
      const computed = certificateExpiry({
        birthDate: civilDate(born),
        issued: civilDate(issued),
        earlyRenewal: birthdays === 6,
        leap,
      })
      expect(computed).toBe(expiry)
      expect(graceEnd(computed, POLICY)).toBe(grace)
      expect(addMonths(computed, -3)).toBe(threeMonthsBefore)
      expect(renewFrom(computed, POLICY)).toBe(renew)
      for (const [printed, wrong] of [
        [clipped, monthEndClipped(computed)],
        [plain, expiryPlusThree(computed)],
      ] as const) {
        expect(wrong.slice(5)).toBe(printed.replace('✗', ''))
        expect(wrong !== graceEnd(computed, POLICY)).toBe(printed.startsWith('✗'))
      }
    },
  )

  it('offers the loose reading of three months as a mode', () => {
    const loose = { graceMode: 'EXPIRY_PLUS_3_MONTHS', graceMonths: 3 } as const
    expect(graceEnd(civilDate('2025-05-10'), loose)).toBe('2025-08-10')
    expect(graceEnd(civilDate('2025-11-30'), loose)).toBe('2026-02-28')
  })

  it('moves the grace of a leap-day birthday by a whole month with the policy', () => {
    const term = { birthDate: civilDate('1988-02-29'), issued: civilDate('2020-03-01') }
    const ends = (['FEB28', 'MAR1'] as const).map((leap) => graceEnd(certificateExpiry({ ...term, leap }), POLICY))
    expect(ends).toEqual(['2025-05-31', '2025-06-30'])
  })

  it('gives the eleventh birthday to a body and the sixth to a certificate that are renewed early', () => {
    const [born, renewed] = [civilDate('1980-11-20'), civilDate('2026-10-01')]
    expect(bodyExpiry(born, renewed, 'FEB28', true)).toBe('2036-11-20')
    expect(bodyExpiry(born, renewed, 'FEB28')).toBe('2035-11-20')
    expect(certificateExpiry({ birthDate: born, issued: renewed, earlyRenewal: true, leap: 'FEB28' })).toBe(
      '2031-11-20',
    )
  })

  it.each([
    ['an adult', '1980-11-20', '2016-11-25', '2026-11-20'],
    ['a baby', '2025-04-03', '2025-05-01', '2030-04-03'],
    ['nineteen before the age of majority fell', '2003-03-01', '2022-03-31', '2027-03-01'],
    ['nineteen after it fell', '2003-03-01', '2022-04-01', '2032-03-01'],
    ['eighteen today', '2008-11-21', '2026-11-21', '2036-11-21'],
    ['eighteen tomorrow', '2008-11-22', '2026-11-21', '2030-11-22'],
  ])('ends the body of %s, born %s, issued %s on %s', (_, born, issued, end) => {
    expect(bodyExpiry(civilDate(born), civilDate(issued), 'FEB28')).toBe(end)
  })

  it('gives a minor who renews early the sixth birthday', () => {
    expect(bodyExpiry(civilDate('2016-12-01'), civilDate('2026-11-01'), 'FEB28', true)).toBe('2031-12-01')
  })

  it('never lets a certificate outlive the body or a permitted stay', () => {
    const term = { birthDate: civilDate('1990-06-15'), issued: civilDate('2024-01-10'), leap: 'FEB28' } as const
    expect(certificateExpiry(term)).toBe('2028-06-15')
    expect(certificateExpiry({ ...term, bodyExpiry: civilDate('2027-06-15') })).toBe('2027-06-15')
    expect(
      certificateExpiry({ ...term, bodyExpiry: civilDate('2027-06-15'), stayUntil: civilDate('2026-11-20') }),
    ).toBe('2026-11-20')
  })

  it.each([
    ['2026-07-31', 'EXPIRED'],
    ['2026-08-01', 'GRACE'],
    ['2026-08-20', 'GRACE'],
    ['2026-11-20', 'GRACE'],
    ['2026-11-21', 'WARN'],
    ['2027-02-20', 'WARN'],
    ['2027-02-21', 'VALID'],
  ])('finds a certificate that ends on %s %s on 2026-11-21', (expiry, state) => {
    expect(stateOn(expiry, '2026-11-21')).toBe(state)
  })

  it.each([
    ['2025-02-10', 'VALID'],
    ['2025-02-11', 'WARN'],
    ['2025-05-10', 'WARN'],
    ['2025-05-11', 'GRACE'],
    ['2025-08-31', 'GRACE'],
    ['2025-09-01', 'EXPIRED'],
  ])('passes through its windows: the certificate of 2025-05-10 is on %s %s', (day, state) => {
    expect(stateOn('2025-05-10', day)).toBe(state)
  })

  it('knows no grace before 2024-12-02, and opens it on that day for whoever is still inside', () => {
    expect(stateOn('2024-05-10', '2024-05-11')).toBe('EXPIRED')
    expect(stateOn('2024-10-10', '2024-12-01')).toBe('EXPIRED')
    expect(stateOn('2024-10-10', '2024-12-02')).toBe('GRACE')
    expect(stateOn('2024-10-10', '2025-01-31')).toBe('GRACE')
    expect(stateOn('2024-10-10', '2025-02-01')).toBe('EXPIRED')
  })
})

describe('laws of the calendar', () => {
  const expiries = daysWithin('1990-01-01', '2099-12-31')
  const births = daysWithin('1900-01-01', '2015-12-31')
  const issues = daysWithin('2016-01-01', '2060-12-31')
  const leaps = fc.constantFrom('FEB28' as const, 'MAR1' as const)

  it('ends every grace on the last day of the third month after the month of expiry', () => {
    fc.assert(
      fc.property(expiries, (expiry) => {
        const end = graceEnd(expiry, POLICY)
        expect(civilMonth(addDays(end, 1))).not.toBe(civilMonth(end))
        expect(civilMonth(end)).toBe(civilMonth(addMonths(expiry, 3)))
        expect(end > expiry && end < addMonths(expiry, 4)).toBe(true)
      }),
    )
  })

  it('gives the same grace end to every day of a month, and never an earlier one to a later day', () => {
    fc.assert(
      fc.property(expiries, (expiry) => {
        expect(graceEnd(expiry, POLICY)).toBe(graceEnd(endOfMonth(expiry), POLICY))
        expect(graceEnd(addDays(endOfMonth(expiry), 1), POLICY) > graceEnd(expiry, POLICY)).toBe(true)
      }),
    )
  })

  it('never lets a loose reading of three months outlast the default', () => {
    fc.assert(
      fc.property(expiries, (expiry) => {
        expect(expiryPlusThree(expiry) <= monthEndClipped(expiry)).toBe(true)
        expect(monthEndClipped(expiry) <= graceEnd(expiry, POLICY)).toBe(true)
      }),
    )
  })

  it('opens renewal less than three months and at least 89 days before the end', () => {
    fc.assert(
      fc.property(expiries, (expiry) => {
        const from = renewFrom(expiry, POLICY)
        expect(addMonths(expiry, -3) < from && from < expiry).toBe(true)
        expect(from <= addDays(expiry, -88)).toBe(true)
      }),
    )
  })

  it('puts exactly n birthdays between an issue and the n-th birthday after it', () => {
    fc.assert(
      fc.property(births, issues, fc.integer({ min: 1, max: 11 }), leaps, (born, issued, n, leap) => {
        const end = nthBirthdayAfter(born, issued, n, leap)
        const between = Array.from({ length: n + 3 }, (_, index) => yearOf(issued) - yearOf(born) - 1 + index)
          .map((age) => birthday(born, age, leap))
          .filter((day) => day > issued && day <= end)
        expect(between).toHaveLength(n)
        expect(between.at(-1)).toBe(end)
      }),
    )
  })

  it('moves a certificate through its windows in one direction only', () => {
    const order: readonly CertificateState[] = ['VALID', 'WARN', 'GRACE', 'EXPIRED']
    fc.assert(
      fc.property(daysWithin('2025-01-01', '2035-12-31'), fc.integer({ min: -200, max: 200 }), (expiry, offset) => {
        const [today, tomorrow] = [addDays(expiry, offset), addDays(expiry, offset + 1)]
        const step = order.indexOf(stateOn(expiry, tomorrow)) - order.indexOf(stateOn(expiry, today))
        expect([0, 1]).toContain(step)
      }),
    )
  })
})
