import { endOfMonth } from '../../domain/civil-date.ts'
import type { Edge } from '../requirement.ts'
import type { ReceiveInput, ShowInput, StepInput } from './cases.ts'
import { onMonthEnd } from './edges.ts'
import { type Traits, employeeCover } from './people.ts'

export const claim: StepInput = { do: 'claim', visits: ['v1'] }
export const clock = (to: string): StepInput => ({ do: 'clock', to })
export const declaration: ShowInput[number] = { kind: 'declaration', ratio: '030' }
export const saysNothing: NonNullable<ReceiveInput['says']> = { insured: 'not-asked' }

/** A 資格確認書 in the middle of its term, printed before anything changed. */
export const paperInTerm = {
  kind: 'certificate',
  issued: 'start-60d',
  validFrom: 'start-60d',
  validUntil: 'start+1y',
} as const

/** Somebody whose only cover ends on a day, which the service has known since yesterday. */
export const losing =
  (day: string, reason: '01' | '03' | '99' = '99') =>
  (at: number): Traits => ({ cover: employeeCover(at, { lost: { date: day, reason, knownAt: 'start-1dT12:00' } }) })

/** Somebody who joined a month ago and whose registration becomes visible at a moment. */
export const visibleFrom =
  (knownAt: string) =>
  (at: number): Traits => ({ cover: employeeCover(at, { acquired: 'start-30d', knownAt }) })

/** Nobody has ever registered any cover. */
export const neverCovered = (): Traits => ({ covers: [] })

/** An edge on the last day of a month, in a case that moves the clock. */
export const fromMonthEnd = (...parts: Parameters<typeof onMonthEnd>): Edge => ({
  ...onMonthEnd(...parts),
  movesClock: true,
})

/** Ten in the morning of the last day of the month of a day. */
export const lastMorning = (day: Parameters<typeof endOfMonth>[0]): string => `${endOfMonth(day)}T10:00:00+09:00`
