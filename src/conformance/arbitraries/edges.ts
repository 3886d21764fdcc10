import fc from 'fast-check'
import { type CivilDate, addDays, civilDate, dayOfMonth, daysBetween, endOfMonth } from '../../domain/civil-date.ts'
import type { Core, Edge } from '../requirement.ts'

type Title = Edge['title']
type Drawing = (day: CivilDate) => fc.Arbitrary<Core>

const SPAN = { from: civilDate('2026-08-02'), until: civilDate('2027-03-30') }

/** Any day between two, both inclusive. */
export const dayBetween = (from: CivilDate, until: CivilDate): fc.Arbitrary<CivilDate> =>
  fc.integer({ min: 0, max: daysBetween(from, until) }).map((days) => addDays(from, days))

/** An edge that any day can show. */
export const anyDay = (id: string, title: Title, core: Drawing): Edge => ({
  id,
  title,
  hostedOn: (today) => today >= '2025-09-19',
  movesClock: false,
  day: dayBetween(SPAN.from, SPAN.until),
  core,
})

/** An edge that any day can show, in a case that moves the clock. */
export const overTime = (id: string, title: Title, core: Drawing): Edge => ({
  ...anyDay(id, title, core),
  movesClock: true,
})

/** An edge that belongs to one day of the calendar. */
export const onDay = (day: string, id: string, title: Title, core: Drawing): Edge => ({
  id,
  title,
  hostedOn: (today) => today === day,
  movesClock: false,
  day: fc.constant(civilDate(day)),
  core,
})

/** An edge that happens on the last day of a month. */
export const onMonthEnd = (id: string, title: Title, core: Drawing): Edge => ({
  ...anyDay(id, title, core),
  hostedOn: (today) => today === endOfMonth(today),
  day: dayBetween(SPAN.from, SPAN.until).map(endOfMonth),
})

/** An edge that happens on the first day of a month. */
export const onFirstOfMonth = (id: string, title: Title, core: Drawing): Edge => ({
  ...anyDay(id, title, core),
  hostedOn: (today) => dayOfMonth(today) === 1,
  day: dayBetween(SPAN.from, SPAN.until).map((day) => addDays(endOfMonth(day), 1)),
})

/** The next day, strictly after today and within ten years, that hosts an edge; null when there is none. */
export function nextHosting(edge: Edge, today: CivilDate): CivilDate | null {
  if (edge.movesClock) return null
  for (let days = 1; days <= 3653; days += 1) {
    const day = addDays(today, days)
    if (edge.hostedOn(day)) return day
  }
  return null
}
