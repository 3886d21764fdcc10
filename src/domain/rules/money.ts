import type { ElderlyRow, GeneralRow, LimitBand, LimitRow } from '../money/band.ts'
import { row, rule } from './row.ts'

/**
 * 高額療養費算定基準額: what a month may cost, in yen. Above `threshold` of total cost 1 % of the excess is added; null is a
 * flat limit. `multi` is the 多数回 figure; null where there is none.
 */
export interface Ceiling {
  readonly fixed: number
  readonly threshold: number | null
  readonly multi: number | null
}

/** 外来（個人）と入院・世帯, with the 年間上限 of out-patient care (August to July), in yen. */
export interface ElderlyCeilings {
  readonly outPatient: Ceiling
  readonly household: Ceiling
  readonly outPatientYear: number | null
}

/** What was made public of a step before it was enacted: as many figures as are known, none invented. */
export interface Announced {
  readonly bands: number
  readonly figures: readonly {
    readonly standardPay: string | null
    readonly fixed: number
    readonly threshold: number | null
  }[]
}

/** A table in force, or the notice that none is established for the day. */
export type Table<T> =
  | { readonly established: true; readonly table: T }
  | { readonly established: false; readonly announced: Announced | null }

/** 年間上限, in yen; a standard pay up to `lowPay.upTo` (inclusive) has the cap `lowPay.cap` in class `lowPay.row`. */
export interface AnnualCaps {
  readonly caps: Readonly<Record<LimitRow, number>>
  readonly lowPay: { readonly row: LimitRow; readonly upTo: number; readonly cap: number }
}

/** 特記事項: the code of a class on the claim, and that of 多数回 where there is one. */
export interface ClaimRemarks {
  readonly plain: string
  readonly multi: string | null
}

const inForce = <T>(table: T): Table<T> => ({ established: true, table })
const percent = (fixed: number, threshold: number, multi: number): Ceiling => ({ fixed, threshold, multi })
const flat = (fixed: number, multi: number | null = null): Ceiling => ({ fixed, threshold: null, multi })

/** The government made both steps public on this day (news.livedoor.com/topics/detail/30262205); earlier revisions go on with table A. */
const ANNOUNCED_ON = '2025-12-24'
const STEP_1 = { from: '2026-08-01', until: '2027-07-31', knownFrom: ANNOUNCED_ON }
const STEP_2 = { from: '2027-08-01', knownFrom: ANNOUNCED_ON }

const NEVER_ESTABLISHED = { established: false, announced: null } as const

/** The 13 bands from 2027-08: published, not known to be enacted. */
const THIRTEEN_BANDS = {
  established: false,
  announced: {
    bands: 13,
    figures: [
      { standardPay: '44–53万円', fixed: 110_400, threshold: 368_000 },
      { standardPay: null, fixed: 98_100, threshold: null },
    ],
  },
} as const

/** 高額療養費（70歳未満）: the monthly limits of ア to オ by the day of care; 現役並みⅢ to Ⅰ take the first three. */
export const limitsUnder70 = rule<Table<Readonly<Record<GeneralRow, Ceiling>>>>({
  id: 'money/limits-under-70',
  title: { ja: '高額療養費の限度額（70歳未満・現役並み）', en: 'Monthly limits under 70, and of active income' },
  rows: [
    row(
      inForce({
        A01: percent(252_600, 842_000, 140_100),
        A02: percent(167_400, 558_000, 93_000),
        A03: percent(80_100, 267_000, 44_400),
        A04: flat(57_600, 44_400),
        A05: flat(35_400, 24_600),
      }),
      'W57; rules.md 6 table A',
      'H',
    ),
    row(
      inForce({
        A01: percent(270_300, 901_000, 140_100),
        A02: percent(179_100, 597_000, 93_000),
        A03: percent(85_800, 286_000, 44_400),
        A04: flat(61_500, 44_400),
        A05: flat(36_900, 24_600),
      }),
      'W56; rules.md 6 table B',
      'M',
      STEP_1,
    ),
    row(THIRTEEN_BANDS, 'W56 D52; rules.md 6, 10.2', 'M', STEP_2),
  ],
  otherwise: NEVER_ESTABLISHED,
})

/** 高額療養費（70歳以上）: the monthly limits of 一般 and 低所得 by the day of care. */
export const limitsFrom70 = rule<Table<Readonly<Record<ElderlyRow, ElderlyCeilings>>>>({
  id: 'money/limits-from-70',
  title: { ja: '高額療養費の限度額（70歳以上の一般・低所得）', en: 'Monthly limits from 70, ordinary and low income' },
  rows: [
    row(
      inForce({
        B04: { outPatient: flat(18_000), household: flat(57_600, 44_400), outPatientYear: 144_000 },
        B05: { outPatient: flat(8_000), household: flat(24_600), outPatientYear: null },
        B06: { outPatient: flat(8_000), household: flat(15_000), outPatientYear: null },
      }),
      'W57; rules.md 6 table A',
      'H',
    ),
    row(
      inForce({
        B04: { outPatient: flat(22_000), household: flat(61_500, 44_400), outPatientYear: 216_000 },
        B05: { outPatient: flat(11_000), household: flat(25_700, 24_600), outPatientYear: 96_000 },
        B06: { outPatient: flat(8_000), household: flat(15_700), outPatientYear: null },
      }),
      'W56; rules.md 6 table B',
      'M',
      STEP_1,
    ),
    row(THIRTEEN_BANDS, 'W56 D52; rules.md 6, 10.2', 'M', STEP_2),
  ],
  otherwise: NEVER_ESTABLISHED,
})

/** 年間上限: what twelve months from August may cost, settled afterwards; null before 2026-08, when there was none. */
export const annualCaps = rule<Table<AnnualCaps | null>>({
  id: 'money/annual-caps',
  title: { ja: '高額療養費の年間上限', en: 'Annual caps' },
  rows: [
    row(inForce(null), 'W56; rules.md 6 table A', 'M'),
    row(
      inForce({
        caps: {
          A01: 1_680_000,
          A02: 1_110_000,
          A03: 530_000,
          A04: 530_000,
          A05: 290_000,
          B04: 530_000,
          B05: 290_000,
          B06: 180_000,
        },
        lowPay: { row: 'A04', upTo: 150_000, cap: 410_000 },
      }),
      'W56; rules.md 6 table B',
      'M',
      STEP_1,
    ),
    row(THIRTEEN_BANDS, 'W56 D52; rules.md 6, 10.2', 'M', STEP_2),
  ],
  otherwise: NEVER_ESTABLISHED,
})

/** 世帯合算の対象額: the part paid per claim, in yen, from which people under 70 add claims up. */
export const aggregationLine = rule<number>({
  id: 'money/aggregation-line',
  title: { ja: '世帯合算の対象となる額（70歳未満）', en: 'Line from which claims are added up, under 70' },
  rows: [row(21_000, 'W75; rules.md 6', 'M')],
  otherwise: 21_000,
})

const REMARKS = {
  a: { plain: '26区ア', multi: '31多ア' },
  i: { plain: '27区イ', multi: '32多イ' },
  u: { plain: '28区ウ', multi: '33多ウ' },
  e: { plain: '29区エ', multi: '34多エ' },
  o: { plain: '30区オ', multi: '35多オ' },
  lowIncome: { plain: '30区オ', multi: null },
  ka: { plain: '41区カ', multi: '43多カ' },
  ki: { plain: '42区キ', multi: '44多キ' },
} as const satisfies Record<string, ClaimRemarks>

/** B07 and B08 follow a rule of their own. */
type RemarkBand = Exclude<LimitBand, 'B07' | 'B08'>

const BEFORE_2022_10: Readonly<Record<RemarkBand, ClaimRemarks>> = {
  A01: REMARKS.a,
  A02: REMARKS.i,
  A03: REMARKS.u,
  A04: REMARKS.e,
  A05: REMARKS.o,
  A06: REMARKS.o,
  B01: REMARKS.a,
  B02: REMARKS.i,
  B03: REMARKS.u,
  B04: REMARKS.e,
  B05: REMARKS.lowIncome,
  B06: REMARKS.lowIncome,
  B09: REMARKS.e,
  B10: REMARKS.e,
}

/** 特記事項（区ア…区キ）: code and label of each class on the claim, by the day of care. */
export const claimRemarks = rule<Readonly<Record<RemarkBand, ClaimRemarks>>>({
  id: 'money/claim-remarks',
  title: { ja: '限度額の区分を示す特記事項', en: 'Claim codes of the limit classes' },
  rows: [
    row(BEFORE_2022_10, 'D17 D18 D105; wire.md 3.1', 'H', { until: '2022-09-30' }),
    row({ ...BEFORE_2022_10, B09: REMARKS.ka, B10: REMARKS.ki }, 'D17 D18 D105; wire.md 3.1', 'H', {
      from: '2022-10-01',
    }),
  ],
  otherwise: BEFORE_2022_10,
})

/** 特記事項, 低所得Ⅰ(老福) and (境): by analogy with 低所得Ⅰ. */
export const borderlineRemark = rule<'30区オ' | 'NONE'>({
  id: 'money/claim-remark-borderline',
  title: { ja: '低所得Ⅰ（老福・境）の特記事項', en: 'Claim code of low income I, pension and borderline' },
  rows: [row('30区オ', 'D17; wire.md 3.1', 'L')],
  otherwise: '30区オ',
  setting: 'limit.borderlineRemark',
})

/** 特記事項, 低所得Ⅱ in 多数回, which exists for care from 2026-08. */
export const lowIncomeMultiRemark = rule<'35多オ' | '30区オ'>({
  id: 'money/claim-remark-low-income-multi',
  title: { ja: '低所得Ⅱの多数回の特記事項', en: 'Claim code of low income II in its fourth month' },
  rows: [row('35多オ', 'D17; wire.md 3.1', 'L')],
  otherwise: '35多オ',
  setting: 'limit.lowIncomeMultiRemark',
})

/** 後期の2割: taxable income and total income in yen, each from the figure on (inclusive); null before there was a 2割. */
export const koukiTwoTenths = rule<{
  readonly taxable: number
  readonly single: number
  readonly household: number
} | null>({
  id: 'money/kouki-two-tenths',
  title: { ja: '後期高齢者医療の2割負担', en: 'Two tenths in the scheme of 75 and older' },
  rows: [
    row({ taxable: 280_000, single: 2_000_000, household: 3_200_000 }, 'W55; rules.md 6', 'H', { from: '2022-10-01' }),
  ],
  otherwise: null,
})

/** 後期の3割（現役並み）: taxable income in yen from which (inclusive) three tenths are due, unless an income test lifts them. */
export const koukiThreeTenths = rule<number>({
  id: 'money/kouki-three-tenths',
  title: { ja: '後期高齢者医療の3割負担', en: 'Three tenths in the scheme of 75 and older' },
  rows: [row(1_450_000, 'W55; rules.md 6', 'H')],
  otherwise: 1_450_000,
})

/** 配慮措置: by how many yen a month 2割 may exceed 1割 in out-patient care; null when it is over, or not yet begun. */
export const koukiReliefCap = rule<number | null>({
  id: 'money/kouki-relief',
  title: { ja: '後期2割の配慮措置', en: 'Relief for two tenths from 75' },
  rows: [row(3_000, 'W55; rules.md 6, 10.2', 'H', { from: '2022-10-01', until: '2025-09-30' })],
  otherwise: null,
})

/** 現役並み所得（被用者保険）: standard monthly pay from which (inclusive), and income below which an application lifts it, in yen. */
export const activeEmployee = rule<{
  readonly standardPay: number
  readonly alone: number
  readonly withDependant: number
}>({
  id: 'money/active-employee',
  title: { ja: '現役並み所得（被用者保険の70～74歳）', en: 'Active income, 70 to 74 in employee schemes' },
  rows: [row({ standardPay: 280_000, alone: 3_830_000, withDependant: 5_200_000 }, 'D32 D33; rules.md 6', 'M')],
  otherwise: { standardPay: 280_000, alone: 3_830_000, withDependant: 5_200_000 },
})

/** 現役並み所得（国保）: taxable income in yen of a member of 70 to 74 from which (inclusive) the household's members of that age pay 3割. */
export const activeKokuho = rule<number | 'ASK'>({
  id: 'money/active-kokuho',
  title: { ja: '現役並み所得（国保の70～74歳）', en: 'Active income, 70 to 74 in 国保' },
  rows: [row(1_450_000, 'rules.md 6', 'L')],
  otherwise: 1_450_000,
  setting: 'ratio.kokuhoActive',
})

/** 加算: whether the way of showing the cover changes what is paid. */
export const addOnMode = rule<'OFF' | 'SEEDS'>({
  id: 'money/add-on',
  title: { ja: 'マイナ保険証による医療費の差', en: 'Whether a My Number card makes a visit cheaper' },
  rows: [row('OFF', 'S0 S1 S2; rules.md 9 no. 14', 'M')],
  otherwise: 'OFF',
  setting: 'fee.addOn',
})

/** 加算の額: total cost in yen by how the cover was shown, as the original documents tell it; null on days without a difference. */
export const seedAddOn = rule<{ readonly myNumberCard: number; readonly otherwise: number } | null>({
  id: 'money/seed-add-on',
  title: { ja: '当初の文書がいう加算の額', en: 'The add-on by the original documents' },
  rows: [
    row({ myNumberCard: 10, otherwise: 30 }, 'S0 S1 S2; rules.md 9 no. 14', 'M', {
      from: '2024-06-01',
      until: '2024-11-30',
    }),
    row(null, 'S2; rules.md 9 no. 14', 'M', { from: '2024-12-01' }),
  ],
  otherwise: null,
})
