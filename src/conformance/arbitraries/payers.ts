import type { ReceiveInput, ShowInput, StepInput } from './cases.ts'
import { reception } from './cases.ts'
import { type Traits, employeeCover } from './people.ts'

type CoverInput = NonNullable<Traits['covers']>[number]
type Matter = NonNullable<NonNullable<ReceiveInput['circumstances']>['matter']>

/** 受診の理由 of a reception. */
export const because = (matter: Matter): Partial<ReceiveInput> => ({ circumstances: { matter } })

export const claim: StepInput = { do: 'claim', visits: ['v1'] }
export const bill = (totalCost: number): StepInput => ({ do: 'bill', visit: 'v1', totalCost })

/** A reception and its claim. */
export const claimed = (show: ShowInput, extra: Partial<ReceiveInput> = {}): readonly StepInput[] => [
  reception(show, extra),
  claim,
]

/** 医療扶助 since two years, with the day from which this month's ticket is registered; null never. */
export const assistance = (extra: CoverInput = {}): CoverInput => ({
  scheme: 'assistance',
  symbol: null,
  branch: null,
  relation: null,
  classification: 'A1',
  acquired: 'start-2y',
  limit: null,
  ...extra,
})

/** 特別療養: a 国保 member in arrears. */
export const specialCare = (at: number): CoverInput =>
  employeeCover(at, {
    scheme: 'kokuho',
    insurerNumber: '138016',
    insurerName: '見本市国民健康保険',
    symbol: '07',
    branch: '01',
    classification: '05',
  })

/** 受給者証 of a 公費 that pays on top of the insurance (難病). */
export const subsidy = (extra: Partial<Extract<ShowInput[number], { kind: 'add-on' }>> = {}): ShowInput[number] => ({
  kind: 'add-on',
  certificate: 'subsidy',
  payerNumber: '54136015',
  recipientNumber: '1234566',
  ...extra,
})

/** 子ども医療費の受給者証 of the municipality. */
export const childSubsidy = (extra: Partial<Extract<ShowInput[number], { kind: 'add-on' }>> = {}): ShowInput[number] =>
  subsidy({ certificate: 'child-subsidy', payerNumber: '88132014', ...extra })

/** A dependent child of school age. */
export const child = (at: number, extra: CoverInput = {}): Traits => ({
  birthDate: '2016-05-05',
  cover: employeeCover(at, { branch: '01', relation: 'dependant', ...extra }),
})
