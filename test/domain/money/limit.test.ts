import { describe, expect, it } from 'vitest'
import { civilDate } from '../../../src/domain/civil-date.ts'
import { LIMIT_BANDS, type LimitBand, isBandFrom70, limitBand } from '../../../src/domain/money/band.ts'
import {
  type HalvingFacts,
  type LimitPlace,
  aggregationLineOn,
  annualLimit,
  isHalvedMonth,
  isMulti,
  limitBandOn,
  limitClaimCode,
  limitYear,
  monthlyLimit,
} from '../../../src/domain/money/limit.ts'
import { limitsUnder70 } from '../../../src/domain/rules/money.ts'
import { type RuleBook, valueOn } from '../../../src/domain/rules.ts'
import { latestBook, ruleBook } from '../../../src/domain/rulesets.ts'
import type { TraceEntry } from '../../../src/domain/presentation.ts'

const day = civilDate
const LAST_OF_A = day('2026-07-31')
const FIRST_OF_B = day('2026-08-01')

const book = (name: string): RuleBook => {
  const found = ruleBook(name)
  if (!found.ok) throw new Error(`no ruleset ${name}`)
  return found.value
}

const yen = <T>(found: { readonly ok: true; readonly value: T } | { readonly ok: false }): T | 'refused' =>
  found.ok ? found.value : 'refused'

const limit = (
  band: LimitBand,
  careDay: string,
  totalCost: number,
  more: { place?: LimitPlace; countInYear?: number; halved?: boolean } = {},
): number | 'refused' =>
  yen(monthlyLimit({ band, careDay: day(careDay), totalCost, place: 'in-patient', ...more }, latestBook))

describe('the monthly limit', () => {
  it('is that of the month of care: ウ and 1,000,000円 are 87,430円 in July and 92,940円 in August 2026', () => {
    expect(limit('A03', '2026-07-31', 1_000_000)).toBe(87_430)
    expect(limit('A03', '2026-08-01', 1_000_000)).toBe(92_940)
  })

  it('is halved with its threshold in the month of the 75th birthday: 48,715円, from August 2026 51,470円', () => {
    for (const band of ['A03', 'B03'] as const) {
      expect(limit(band, '2026-07-15', 1_000_000, { halved: true })).toBe(48_715)
      expect(limit(band, '2026-08-15', 1_000_000, { halved: true })).toBe(51_470)
    }
  })

  // rules.md 6, under 70; the last column is 多数回. 現役並みⅢ to Ⅰ (B01 to B03) are as ア to ウ.
  it.each([
    [['A01', 'B01'], 252_600, 842_000, 270_300, 901_000, 140_100],
    [['A02', 'B02'], 167_400, 558_000, 179_100, 597_000, 93_000],
    [['A03', 'B03'], 80_100, 267_000, 85_800, 286_000, 44_400],
    [['A04'], 57_600, null, 61_500, null, 44_400],
    [['A05', 'A06'], 35_400, null, 36_900, null, 24_600],
  ] as const)(
    'of %s is %i円 from a cost of %s on, in table B %i円 from %s on, and %i円 from the fourth month',
    (bands, fixedA, fromA, fixedB, fromB, multi) => {
      for (const band of bands) {
        for (const place of ['out-patient', 'in-patient', 'household'] as const) {
          const sides = [
            [LAST_OF_A, fixedA, fromA],
            [FIRST_OF_B, fixedB, fromB],
          ] as const
          for (const [care, fixed, from] of sides) {
            expect(limit(band, care, 0, { place })).toBe(fixed)
            expect(limit(band, care, from ?? 5_000_000, { place })).toBe(fixed)
            expect(limit(band, care, (from ?? 0) + 12_300, { place })).toBe(fixed + (from === null ? 0 : 123))
            expect(limit(band, care, 3_000_000, { place, countInYear: 4 })).toBe(multi)
            expect(limit(band, care, 0, { place, countInYear: 3 })).toBe(fixed)
          }
        }
      }
    },
  )

  // rules.md 6, 70 and older: out-patient, household, and 多数回 of the household in A and B (null: none).
  it.each([
    [
      ['B04', 'B09', 'B10'],
      [18_000, 57_600, 44_400],
      [22_000, 61_500, 44_400],
    ],
    [['B05'], [8_000, 24_600, null], [11_000, 25_700, 24_600]],
    [
      ['B06', 'B07', 'B08'],
      [8_000, 15_000, null],
      [8_000, 15_700, null],
    ],
  ] as const)('of %s is %s in table A and %s in table B, whatever the cost', (bands, tableA, tableB) => {
    for (const band of bands) {
      for (const [care, [outPatient, household, multi]] of [
        [LAST_OF_A, tableA],
        [FIRST_OF_B, tableB],
      ] as const) {
        for (const cost of [0, 1_000_000, 9_999_990]) {
          expect(limit(band, care, cost, { place: 'out-patient' })).toBe(outPatient)
          expect(limit(band, care, cost, { place: 'out-patient', countInYear: 4 })).toBe(outPatient)
          expect(limit(band, care, cost, { place: 'in-patient' })).toBe(household)
          expect(limit(band, care, cost, { place: 'household' })).toBe(household)
          expect(limit(band, care, cost, { place: 'household', countInYear: 4 })).toBe(multi ?? household)
        }
      }
    }
  })

  // The half of every figure above, for one person's claims.
  it.each([
    ['A01', 126_300, 135_150, 70_050],
    ['A02', 83_700, 89_550, 46_500],
    ['A03', 40_050, 42_900, 22_200],
    ['A04', 28_800, 30_750, 22_200],
    ['A05', 17_700, 18_450, 12_300],
    ['B04', 28_800, 30_750, 22_200],
    ['B06', 7_500, 7_850, null],
  ] as const)('of %s in the month of the 75th birthday is %i円, in table B %i円', (band, halfA, halfB, multi) => {
    expect(limit(band, LAST_OF_A, 0, { halved: true })).toBe(halfA)
    expect(limit(band, FIRST_OF_B, 0, { halved: true })).toBe(halfB)
    expect(limit(band, FIRST_OF_B, 0, { halved: true, countInYear: 4 })).toBe(multi ?? halfB)
  })

  it.each([
    ['B04', 9_000, 11_000],
    ['B05', 4_000, 5_500],
    ['B06', 4_000, 4_000],
  ] as const)('of %s for out-patient care is then %i円, in table B %i円', (band, halfA, halfB) => {
    expect(limit(band, LAST_OF_A, 0, { place: 'out-patient', halved: true })).toBe(halfA)
    expect(limit(band, FIRST_OF_B, 0, { place: 'out-patient', halved: true })).toBe(halfB)
  })

  it.each([
    ['A03', '2026-07-31', 133_500, 40_050],
    ['B03', '2026-07-31', 133_500, 40_050],
    ['A03', '2026-08-01', 143_000, 42_900],
    ['B03', '2026-08-01', 143_000, 42_900],
  ] as const)('halved, of %s on %s begins to grow at %i円', (band, care, from, fixed) => {
    expect(limit(band, care, from, { halved: true })).toBe(fixed)
    expect(limit(band, care, from + 100, { halved: true })).toBe(fixed + 1)
  })

  it('leaves the sum of a household whole in that month', () => {
    expect(limit('B04', '2026-08-01', 0, { place: 'household', halved: true })).toBe(61_500)
    expect(limit('B03', '2026-08-01', 1_000_000, { place: 'household', halved: true })).toBe(92_940)
  })

  it('rounds the 1 % to whole yen, half a yen upwards', () => {
    expect(limit('A03', '2026-07-31', 267_049)).toBe(80_100)
    expect(limit('A03', '2026-07-31', 267_050)).toBe(80_101)
  })

  it('gives the lower figure from the fourth month within twelve', () => {
    expect([1, 2, 3, 4, 5, 12].map(isMulti)).toEqual([false, false, false, true, true, true])
  })

  it('is refused from August 2027, with the figures that were published', () => {
    expect(limit('A03', '2027-07-31', 1_000_000)).toBe(92_940)
    for (const band of LIMIT_BANDS) {
      expect(
        monthlyLimit({ band, careDay: day('2027-08-01'), totalCost: 1_000_000, place: 'in-patient' }, latestBook),
      ).toEqual({
        ok: false,
        problem: {
          code: 'limit-not-established',
          careMonth: '2027-08',
          announced: {
            bands: 13,
            figures: [
              { standardPay: '44–53万円', fixed: 110_400, threshold: 368_000 },
              { standardPay: null, fixed: 98_100, threshold: null },
            ],
          },
        },
      })
    }
  })

  it('went on as table A for a revision older than the announcement of December 2025', () => {
    const old = book('2025-09')
    for (const [name, expected] of [
      ['2025-09', 87_430],
      ['2025-12', 92_940],
    ] as const) {
      const found = monthlyLimit(
        { band: 'A03', careDay: FIRST_OF_B, totalCost: 1_000_000, place: 'in-patient' },
        book(name),
      )
      expect(yen(found)).toBe(expected)
    }
    expect(valueOn(limitsUnder70, day('2027-08-01'), old).established).toBe(true)
  })

  it('names the row of the book that gave it', () => {
    const trace: TraceEntry[] = []
    monthlyLimit({ band: 'B05', careDay: FIRST_OF_B, totalCost: 0, place: 'out-patient' }, latestBook, trace)
    expect(trace.map(({ rule, source }) => [rule, source])).toEqual([
      ['money/limits-from-70', 'W56; rules.md 6 table B'],
    ])
  })

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('is no answer to a cost of %d', (totalCost) => {
    expect(() => limit('A03', '2026-08-01', totalCost)).toThrow(RangeError)
  })
})

describe('the annual cap', () => {
  const cap = (band: LimitBand, care: string, of: 'all' | 'out-patient' = 'all', standardPay?: number) =>
    yen(
      annualLimit({ band, careDay: day(care), of, ...(standardPay === undefined ? {} : { standardPay }) }, latestBook),
    )

  // rules.md 6: annual, annual of out-patient care in A and in B.
  it.each([
    [['A01', 'B01'], 1_680_000, null, null],
    [['A02', 'B02'], 1_110_000, null, null],
    [['A03', 'B03'], 530_000, null, null],
    [['A04'], 530_000, null, null],
    [['A05', 'A06'], 290_000, null, null],
    [['B04', 'B09', 'B10'], 530_000, 144_000, 216_000],
    [['B05'], 290_000, null, 96_000],
    [['B06', 'B07', 'B08'], 180_000, null, null],
  ] as const)(
    'of %s is %i円 from August 2026, of out-patient care %s before and %s after',
    (bands, all, before, after) => {
      for (const band of bands) {
        expect(cap(band, '2026-07-31')).toBeNull()
        expect(cap(band, '2026-08-01')).toBe(all)
        expect(cap(band, '2026-07-31', 'out-patient')).toBe(before)
        expect(cap(band, '2026-08-01', 'out-patient')).toBe(after)
      }
    },
  )

  it.each([
    ['A04', 150_000, 410_000],
    ['A04', 150_001, 530_000],
    ['A05', 150_000, 290_000],
    ['B04', 150_000, 530_000],
  ] as const)('of %s with a standard pay of %i円 is %i円', (band, standardPay, expected) => {
    expect(cap(band, '2026-08-01', 'all', standardPay)).toBe(expected)
  })

  it('runs from August to July', () => {
    expect(limitYear(day('2026-07-31'))).toEqual({ from: '2025-08-01', until: '2026-07-31' })
    expect(limitYear(day('2026-08-01'))).toEqual({ from: '2026-08-01', until: '2027-07-31' })
    expect(limitYear(day('2027-01-01'))).toEqual({ from: '2026-08-01', until: '2027-07-31' })
  })

  it('is not established from August 2027', () => {
    expect(cap('A03', '2027-07-31')).toBe(530_000)
    expect(cap('A03', '2027-08-01')).toBe('refused')
    expect(cap('B05', '2027-08-01', 'out-patient')).toBe('refused')
  })
})

describe('the class at 70', () => {
  it.each([
    ['1956-11-01', '2026-10-31', 'A03'],
    ['1956-11-01', '2026-11-01', 'B04'],
    ['1956-11-02', '2026-11-01', 'A03'],
    ['1956-11-02', '2026-11-30', 'A03'],
    ['1956-11-02', '2026-12-01', 'B04'],
    ['1956-02-29', '2026-02-28', 'A03'],
    ['1956-02-29', '2026-03-01', 'B04'],
    ['1956-12-31', '2026-12-31', 'A03'],
    ['1956-12-31', '2027-01-01', 'B04'],
  ] as const)('of somebody born on %s is on %s %s', (born, on, expected) => {
    expect(limitBandOn(day(born), day(on), 'A03', 'B04')).toBe(expected)
  })
})

describe('the halved month', () => {
  const born = (birthDate: string, koukiByDisability = false, leavesWith: HalvingFacts['leavesWith'] = null) => ({
    birthDate: day(birthDate),
    koukiByDisability,
    leavesWith,
  })

  it.each([
    ['in the month of the 75th birthday', born('1951-11-21'), '2026-11-01', true],
    ['on the last day of that month', born('1951-11-21'), '2026-11-30', true],
    ['not in the month before', born('1951-11-21'), '2026-10-31', false],
    ['not in the month after', born('1951-11-21'), '2026-12-01', false],
    ['for those born on the 2nd', born('1951-11-02'), '2026-11-15', true],
    ['not for those born on the 1st', born('1951-11-01'), '2026-11-15', false],
    ['nor in the month before their birthday', born('1951-11-01'), '2026-10-15', false],
    ['not after a certified disability', born('1951-11-21', true), '2026-11-21', false],
    ['nor in the month of the certification', born('1956-04-10', true), '2026-06-15', false],
    [
      'for dependants who leave with the head of the family',
      born('1980-05-05', false, born('1951-11-21')),
      '2026-11-25',
      true,
    ],
    ['not when that head was born on the 1st', born('1980-05-05', false, born('1951-11-01')), '2026-11-25', false],
    [
      'nor when that head was in 後期 already',
      born('1980-05-05', false, born('1951-11-21', true)),
      '2026-11-25',
      false,
    ],
    ['on the dependant’s own birthday as well', born('1951-12-21', false, born('1951-11-21')), '2026-12-25', true],
    ['in a leap year, for those born on 29 February', born('1952-02-29'), '2027-01-15', false],
  ] as const)('comes %s', (_title, person, month, expected) => {
    expect(isHalvedMonth(person, day(month), latestBook)).toBe(expected)
  })

  it('for those born on 29 February follows the day on which 後期 begins: on 1 March nothing is halved', () => {
    const person = born('1952-02-29')
    const feb28: RuleBook = { ...latestBook, settings: { 'koukiStart.leap': 'FEB28' } }
    expect(['2027-02-15', '2027-03-15'].map((month) => isHalvedMonth(person, day(month), latestBook))).toEqual([
      false,
      false,
    ])
    expect(['2027-02-15', '2027-03-15'].map((month) => isHalvedMonth(person, day(month), feb28))).toEqual([true, false])
  })

  it('halves the line of 21,000円 from which claims are added up', () => {
    expect(aggregationLineOn(FIRST_OF_B, false, latestBook)).toBe(21_000)
    expect(aggregationLineOn(FIRST_OF_B, true, latestBook)).toBe(10_500)
  })
})

describe('the claim code of a class', () => {
  const code = (band: LimitBand, multi: boolean, care = '2026-08-01', of = latestBook) =>
    limitClaimCode({ band, careDay: day(care), multi }, of).text

  // wire.md 3.1
  it.each([
    ['A01', '26区ア', '31多ア'],
    ['A02', '27区イ', '32多イ'],
    ['A03', '28区ウ', '33多ウ'],
    ['A04', '29区エ', '34多エ'],
    ['A05', '30区オ', '35多オ'],
    ['A06', '30区オ', '35多オ'],
    ['B01', '26区ア', '31多ア'],
    ['B02', '27区イ', '32多イ'],
    ['B03', '28区ウ', '33多ウ'],
    ['B04', '29区エ', '34多エ'],
    ['B05', '30区オ', '35多オ'],
    ['B06', '30区オ', '30区オ'],
    ['B07', '30区オ', '30区オ'],
    ['B08', '30区オ', '30区オ'],
    ['B09', '41区カ', '43多カ'],
    ['B10', '42区キ', '44多キ'],
  ] as const)('%s is %s, from the fourth month %s', (band, plain, multi) => {
    expect(code(band, false)).toBe(plain)
    expect(code(band, true)).toBe(multi)
  })

  it('knows no fourth month of 低所得Ⅱ for care before August 2026', () => {
    expect(code('B05', true, '2026-07-31')).toBe('30区オ')
  })

  it.each(['B09', 'B10'] as const)('%s was 29区エ for care before October 2022', (band) => {
    expect(code(band, false, '2022-09-30')).toBe('29区エ')
    expect(code(band, true, '2022-09-30')).toBe('34多エ')
    expect(code(band, false, '2022-10-01')).not.toBe('29区エ')
  })

  it('is an assumption where no text gives it, and can be turned', () => {
    const turned: RuleBook = {
      ...latestBook,
      settings: { 'limit.borderlineRemark': 'NONE', 'limit.lowIncomeMultiRemark': '30区オ' },
    }
    expect(code('B07', false, '2026-08-01', turned)).toBeNull()
    expect(code('B08', true, '2026-08-01', turned)).toBeNull()
    expect(code('B05', true, '2026-08-01', turned)).toBe('30区オ')
    expect(code('B06', false, '2026-08-01', turned)).toBe('30区オ')
  })

  it('is always due from 70, under 70 only with the limit', () => {
    for (const band of LIMIT_BANDS) {
      const { isAlwaysDue } = limitClaimCode({ band, careDay: FIRST_OF_B, multi: false }, latestBook)
      expect(isAlwaysDue).toBe(band.startsWith('B'))
      expect(isBandFrom70(band)).toBe(band.startsWith('B'))
    }
  })
})

describe('a band', () => {
  it('is read from its code and from nothing else', () => {
    expect(LIMIT_BANDS).toHaveLength(16)
    expect(LIMIT_BANDS.map(limitBand)).toEqual(LIMIT_BANDS)
    expect(['', 'A00', 'A07', 'B11', 'a03', 'ウ'].map(limitBand)).toEqual([null, null, null, null, null, null])
  })
})
