import { specimenInsurer } from '../../../generators/index.ts'
import { completeNumber } from '../../domain/numbers.ts'
import type { PersonRef, ScenarioInput } from '../../../scenarios/scenario.ts'
import type { StepInput } from './cases.ts'
import { type Traits, person } from './people.ts'

type Insurer = NonNullable<ScenarioInput['insurer']>
type Books = NonNullable<NonNullable<ScenarioInput['people']>[string]['books']>
type Event = Extract<StepInput, { do: 'event' }>['event']

/** 健保組合, 共済, 国保, 国保組合, 後期 of the harness: synthetic numbers, each with its policy. @see facts/rules.md 5.1 */
export const INSURERS = {
  kenpo: { ...specimenInsurer('kenpo'), scheme: 'kenpo' },
  kyokai: { ...specimenInsurer('kyokai'), scheme: 'kyokai', policy: { unlinkedNotice: 'BLANK' } },
  kyosai: { ...specimenInsurer('kyosai'), scheme: 'kyosai', policy: { filingLimitDays: 30 } },
  kokuho: {
    ...specimenInsurer('kokuho'),
    scheme: 'kokuho',
    policy: { certificateTerm: { kind: 'yearly', monthDay: '07-31' } },
  },
  kokuhoKumiai: {
    ...specimenInsurer('kokuho-kumiai'),
    scheme: 'kokuho-kumiai',
    policy: { certificateTerm: { kind: 'fixed', until: '2025-12-01', everyYears: 3 } },
  },
  kouki: {
    ...specimenInsurer('kouki'),
    scheme: 'kouki',
    policy: { certificateTerm: { kind: 'yearly', monthDay: '07-31' } },
  },
} as const satisfies Readonly<Record<string, Insurer>>

/** Numbers of a member that follow from the index: symbol 1234, a number of its own. */
export const numberFor = (at: number): string => String(1000 + (at % 8_990_000))

/** 被保険者番号 of 後期: eight digits that follow from the index, and share none of those of the Individual Number. */
export const koukiNumber = (at: number): string =>
  completeNumber('kouki-insured', String((at * 7919 + 104_729) % 9_999_999).padStart(7, '0'))

/** Somebody who is not a member of any insurer yet. */
export const stranger = (at: number, traits: Omit<Traits, 'cover' | 'covers'> = {}): PersonRef =>
  person(at, { ...traits, covers: [] })

/** A member of an insurer since 2018, unless the cover says otherwise. */
export function memberOf(
  insurer: Insurer,
  at: number,
  traits: Omit<Traits, 'covers'> = {},
  books: Books = {},
): NonNullable<ScenarioInput['people']>[string] {
  const cover = {
    scheme: insurer.scheme ?? 'kenpo',
    insurerNumber: insurer.number ?? '06139992',
    insurerName: insurer.name ?? '見本健康保険組合',
    symbol: insurer.scheme === 'kouki' ? null : '1234',
    number: numberFor(at),
    branch: insurer.scheme === 'kouki' ? null : insurer.scheme === 'kokuho' ? '01' : '00',
    relation: 'insured',
    classification: '01',
    acquired: '2018-04-01',
    limit: null,
    ...traits.cover,
  } as const
  const { cover: _cover, ...others } = traits
  return { ...person(at, { ...others, covers: [cover] }), books }
}

/** Something that reaches the insurer about the patient, or about somebody named. */
export const happens = (event: Event, who = 'patient'): StepInput => ({ do: 'event', person: who, event })

/** A clinic asks about the patient with the card, on a day. */
export const asks = (on?: string, who = 'patient'): StepInput => ({
  do: 'inquire',
  person: who,
  ...(on === undefined ? {} : { on }),
})

export const until = (to: string): StepInput => ({ do: 'clock', to })
