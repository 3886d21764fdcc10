import type { PersonRef, ScenarioInput } from '../../../scenarios/scenario.ts'
import type { StepInput } from './cases.ts'
import { INSURERS, memberOf, stranger, until } from './insurer-cases.ts'

type People = NonNullable<ScenarioInput['people']>
type Event = Extract<StepInput, { do: 'event' }>['event']
type Forms = Extract<Event, { kind: 'forms' }>
export type FormRow = Forms['rows'][number]
type Insurer = NonNullable<ScenarioInput['insurer']>

/** Names that every form can carry, one for each place in a case. */
const NAMES = {
  patient: { kanji: '見本　太郎', kana: 'ミホン　タロウ', sex: 'male', birthDate: '1985-06-15' },
  colleague: { kanji: '田中　花子', kana: 'タナカ　ハナコ', sex: 'female', birthDate: '1990-02-10' },
  wife: { kanji: '見本　和子', kana: 'ミホン　カズコ', sex: 'female', birthDate: '1986-09-01' },
  child: { kanji: '見本　一郎', kana: 'ミホン　イチロウ', sex: 'male', birthDate: '2015-03-20' },
  parent: { kanji: '見本　正子', kana: 'ミホン　マサコ', sex: 'female', birthDate: '1958-11-03' },
  son: { kanji: '田中　二郎', kana: 'タナカ　ジロウ', sex: 'male', birthDate: '2018-07-07' },
} as const
export type Place = keyof typeof NAMES

const PLACES: readonly string[] = Object.keys(NAMES)
const apart = (one: number, who: Place): number => (one + (PLACES.indexOf(who) + 1) * 7919) % 125_000_000

/** 被保険者整理番号 that follows from the index: six digits. */
export const formNumber = (one: number, who: Place): string => String(100_000 + (apart(one, who) % 899_999))

const named = (ref: PersonRef, who: Place, birthDate?: string): PersonRef => {
  const { kanji, kana, sex, birthDate: usual } = NAMES[who]
  return { ...ref, changes: { ...ref.changes, name: { kanji, kana }, sex, birthDate: birthDate ?? usual } }
}

/** Somebody without cover whom a form can name. */
export const formStranger = (one: number, who: Place): People[string] => named(stranger(apart(one, who)), who)

/** A member whom a form can name. */
export function formMember(insurer: Insurer, one: number, who: Place, birthDate?: string): People[string] {
  const { books, ...ref } = memberOf(insurer, apart(one, who), { cover: { number: formNumber(one, who) } })
  return { ...named(ref, who, birthDate), ...(books === undefined ? {} : { books }) }
}

/** A file of forms reaches the office; `rows` in its order. */
export const files = (rows: readonly FormRow[], name: Forms['name'] = 'KPFD0006.CSV'): StepInput => ({
  do: 'event',
  person: rows[0]?.person ?? 'patient',
  event: { kind: 'forms', name, rows: [...rows] },
})

/** What follows a file: the next day, and a day on which every right form has long been registered. */
export const afterwards: readonly StepInput[] = [until('+1d'), until('start+16dT09:00')]

export const FORM_INSURER = INSURERS.kenpo
/** 被扶養者異動届 goes to 日本年金機構 and from there to 協会けんぽ. @see facts/insurer.md 5.6 */
export const FAMILY_INSURER = INSURERS.kyokai
