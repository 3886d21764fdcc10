import type { Instant } from '../../domain/civil-date.ts'
import { resolveDay } from '../../../scenarios/days.ts'
import { isDayText } from '../../../scenarios/offsets.ts'
import type { PersonRef, Scenario } from '../../../scenarios/scenario.ts'
import { type Markup, markup } from './html-markup.ts'
import { beginningOf } from './html-timeline.ts'

/** What is different about a person, one entry per value that is set: the way to it, and the value. */
type Trait = readonly [path: string, value: string]

/** Traits of one person that are shown. */
const TRAITS_SHOWN = 40

function traitsOf(value: unknown, path: string, start: Instant | null): readonly Trait[] {
  if (value === undefined) return []
  if (value === null) return [[path, '–']]
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => traitsOf(inner, path === '' ? key : `${path}.${key}`, start))
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return [[path, start !== null && text.startsWith('start') && isDayText(text) ? resolveDay(text, start) : text]]
}

function personItem(person: string, ref: PersonRef, start: Instant | null): Markup {
  const base = ref.magic ?? (ref.index === undefined ? '' : `#${ref.index}`)
  const traits = traitsOf(ref.changes ?? {}, '', start)
  const more = traits.length > TRAITS_SHOWN ? markup`<li>… (+${traits.length - TRAITS_SHOWN})</li>` : ''
  return markup`<li><b>${person}</b> <code>${base}</code> <ul>${traits
    .slice(0, TRAITS_SHOWN)
    .map(([path, value]) => markup`<li>${path} <b>${value}</b></li>`)}${more}</ul></li>`
}

/** The people of a scenario and what is different about each, days resolved against the start of the scenario. */
export function peopleList(scenario: Scenario, runStart: string): Markup {
  const people = Object.entries(scenario.people)
  const start = beginningOf(scenario, runStart)
  return people.length === 0
    ? markup``
    : markup`<ul class="persons">${people.map(([person, ref]) => personItem(person, ref, start))}</ul>`
}
