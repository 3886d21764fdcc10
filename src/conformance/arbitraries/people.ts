import fc from 'fast-check'
import type { PersonRef, Scenario } from '../../../scenarios/scenario.ts'

type Changes = NonNullable<PersonRef['changes']>
type CoverChange = NonNullable<Changes['coverage']>[number]
type CardChange = NonNullable<Changes['card']>

/** What a drawn person may differ in from an ordinary insured adult with a valid, registered card. */
export interface Traits {
  readonly name?: Changes['name']
  readonly otherName?: Changes['otherName']
  readonly birthDate?: string
  readonly cover?: CoverChange
  /** Replaces the covers altogether. */
  readonly covers?: readonly CoverChange[]
  readonly card?: CardChange | null
}

interface Body {
  readonly insurerNumber: string
  readonly insurerName: string
  readonly scheme: NonNullable<CoverChange['scheme']>
  readonly symbol: string
}

const EMPLOYEE: readonly Body[] = [
  { insurerNumber: '06139992', insurerName: '見本健康保険組合', scheme: 'kenpo', symbol: '1234' },
  { insurerNumber: '34139998', insurerName: '公立見本共済組合', scheme: 'kyosai', symbol: '公立見本' },
]

const ORDINARY_CARD: CardChange = {
  kind: 'ordinary',
  issued: 'start-3y',
  bodyExpiry: 'start+5y',
  certificate: { issued: 'start-3y', expiry: 'start+2y' },
  registration: 'REGISTERED',
  phone: null,
  stayLimited: false,
  flags: { nonDisclosure: false, noSelfInfo: false },
  events: [],
}

/** A card whose certificate ended on a day, everything else ordinary. */
export const cardExpired = (expiry: string, extra: CardChange = {}): CardChange => ({
  ...ORDINARY_CARD,
  issued: 'start-6y',
  ...extra,
  certificate: { issued: 'start-6y', expiry },
})

/** An ordinary card with some differences. */
export const cardWith = (extra: CardChange): CardChange => ({ ...ORDINARY_CARD, ...extra })

const numberOf = (index: number): string => String(1000 + (index % 8_990_000))

/** A cover of an employee scheme, whose numbers follow from the index. */
export function employeeCover(index: number, extra: CoverChange = {}): CoverChange {
  const body = EMPLOYEE[index % EMPLOYEE.length] ?? EMPLOYEE[0]
  return {
    ...body,
    number: numberOf(index),
    branch: '00',
    relation: 'insured',
    classification: '01',
    acquired: '2018-04-01',
    limit: null,
    ...extra,
  }
}

/** A cover of the late elderly, whose number follows from the index. */
export function koukiCover(index: number, extra: CoverChange = {}): CoverChange {
  return {
    scheme: 'kouki',
    insurerNumber: '39131016',
    insurerName: '見本後期高齢者医療広域連合',
    symbol: null,
    number: String(10_000_000 + (index % 89_999_999)),
    branch: null,
    relation: null,
    classification: '01',
    acquired: '2020-06-20',
    ratio: '010',
    limit: null,
    ...extra,
  }
}

/** Changed insurers: the old cover ended on a day, the new one, with other numbers, began on it. */
export function changedInsurer(index: number, day: string, known: { readonly knownAt?: string } = {}): CoverChange[] {
  const old = { insurerNumber: '06139992', scheme: 'kenpo', symbol: '77', number: '5511' } as const
  return [
    employeeCover(index, { ...old, lost: { date: day, reason: '03' } }),
    employeeCover(index, { insurerNumber: '34139998', scheme: 'kyosai', symbol: '公立見本', acquired: day, ...known }),
  ]
}

/** A person drawn from the population, changed so that nothing but the traits is special. */
export function person(index: number, traits: Traits = {}): PersonRef {
  const covers = traits.covers ?? [employeeCover(index, traits.cover)]
  return {
    index,
    changes: {
      ...(traits.name === undefined ? {} : { name: traits.name }),
      ...(traits.otherName === undefined ? {} : { otherName: traits.otherName }),
      birthDate: traits.birthDate ?? `19${60 + (index % 39)}-${String(1 + (index % 12)).padStart(2, '0')}-15`,
      coverage: [...covers],
      card: traits.card === undefined ? ORDINARY_CARD : traits.card,
    },
  }
}

/** Any index of the population; the width keeps drawn people apart. */
export const index: fc.Arbitrary<number> = fc.integer({ min: 0, max: 124_999_999 })

/** The sites cases are played at, all synthetic. @see facts/rules.md 5.3 */
export const facility: fc.Arbitrary<Partial<Scenario['facility']>> = fc.constantFrom(
  { institutionCode: '1319999999', kind: 'CLINIC' },
  { institutionCode: '1339999995', kind: 'DENTAL' },
  { institutionCode: '1349999993', kind: 'PHARMACY' },
)

/** 75歳の前日: born on 1951-11-21, asked about on the eve of the birthday: the old cover ends and 後期 begins on it. */
export const onEveOf75 = (at: number): Traits => ({
  birthDate: '1951-11-21',
  covers: [
    employeeCover(at, { ratio: '020', lost: { date: '2026-11-21', reason: '03', knownAt: 'start-20d' } }),
    koukiCover(at, { acquired: '2026-11-21' }),
  ],
})
