import type fc from 'fast-check'
import type { ScenarioInput } from '../../../../scenarios/scenario.ts'
import type { StepInput } from '../../arbitraries/cases.ts'
import { onDay } from '../../arbitraries/edges.ts'
import { INSURERS, koukiNumber, memberOf, numberFor } from '../../arbitraries/insurer-cases.ts'
import { index } from '../../arbitraries/people.ts'
import type { Core, Edge } from '../../requirement.ts'

export type People = NonNullable<ScenarioInput['people']>
export type Insurer = NonNullable<ScenarioInput['insurer']>
export type Event = Extract<StepInput, { do: 'event' }>['event']
export type Join = Extract<Event, { kind: 'join' }>
type Member = Parameters<typeof memberOf>

/** An edge that belongs to one day of the calendar and goes on from there. */
export const fromDay = (day: string, id: string, title: Edge['title'], core: Edge['core']): Edge => ({
  ...onDay(day, id, title, core),
  movesClock: true,
})

/** A moment of a day of the calendar. */
export const at = (day: string, time = '09:00'): StepInput => ({ do: 'clock', to: `${day}T${time}:00+09:00` })

/** A case of an insurer: who is there by index, and what happens. */
export const caseOf = (
  insurer: Insurer,
  people: (at: number) => People,
  steps: (at: number) => readonly StepInput[],
): fc.Arbitrary<Core> => index.map((one) => ({ insurer, people: people(one), steps: [...steps(one)] }))

/** Another person of the same case, told apart by a number that no other case adds. */
export const apart = (one: number, place: number): number => (one + place * 7919) % 125_000_000

/** A form of somebody who joins: symbol and number follow from the index. */
export const form = (one: number, extra: Partial<Join> = {}): Event => ({
  kind: 'join',
  fact: 'start',
  symbol: '77',
  number: numberFor(one),
  ...extra,
})

/** A paper that is held when the case begins. */
export const holding = (
  kind: 'certificate' | 'notice' | 'old-card',
  validUntil: string | null = null,
  issued = 'start-1y',
): NonNullable<Member[3]> => ({ holds: [{ kind, issued, validUntil }] })

/** A member without any card. */
export const cardless = (
  insurer: Insurer,
  one: number,
  books: Member[3] = {},
  traits: Member[2] = {},
): People[string] => memberOf(insurer, one, { ...traits, card: null }, books)

/** A member of 後期 with a number of eight digits. */
export const koukiMember = (one: number, birthDate: string, books: Member[3] = {}, traits: Member[2] = {}) =>
  memberOf(
    INSURERS.kouki,
    one,
    {
      birthDate,
      ...traits,
      cover: { number: koukiNumber(one), relation: null, acquired: '2024-04-01', ...traits.cover },
    },
    books,
  )
