import { namedInForms } from '../../../scenarios/forms.ts'
import type { PersonRef, Scenario, Step } from '../../../scenarios/scenario.ts'

const withoutAt = <T>(items: readonly T[], position: number): T[] => items.filter((_, index) => index !== position)

/** Names of people a step speaks of. */
function namedIn(step: Step): string[] {
  const named = 'person' in step && step.person !== undefined ? [step.person] : []
  if (step.do === 'event') {
    const { event } = step
    if (event.kind === 'forms') return [...named, ...namedInForms(event)]
    const head = 'head' in event && event.head !== undefined ? [event.head] : []
    return [...named, ...head, ...('numberOf' in event ? [event.numberOf] : [])]
  }
  if (step.do !== 'receive') return named
  const owners = step.show.flatMap((thing) => ('of' in thing && thing.of !== undefined ? [thing.of] : []))
  return [...named, ...owners, ...(step.chart?.of === undefined ? [] : [step.chart.of])]
}

/** Visits a step refers to without opening them. */
const refersTo = (step: Step): string[] =>
  step.do === 'claim'
    ? step.visits
    : step.do === 'view' || step.do === 'recheck' || step.do === 'bill'
      ? [step.visit]
      : []

function opensAll(steps: readonly Step[]): boolean {
  const opened = new Set(steps.flatMap((step) => (step.do === 'receive' ? [step.visit] : [])))
  return steps.every((step) => refersTo(step).every((visit) => opened.has(visit)))
}

/** Fewer people: all that no step names at once, then one by one; a person may matter without being named (a twin). */
function fewerPeople(scenario: Scenario): Scenario[] {
  const inBooks = Object.values(scenario.people).flatMap(({ books }) =>
    books === undefined ? [] : [books.numberOf, ...(books.head === undefined ? [] : [books.head])],
  )
  const used = new Set([...scenario.steps.flatMap(namedIn), ...inBooks])
  const spare = Object.keys(scenario.people).filter((name) => !used.has(name))
  const without = (names: readonly string[]): Scenario => ({
    ...scenario,
    people: Object.fromEntries(Object.entries(scenario.people).filter(([name]) => !names.includes(name))),
  })
  return spare.length === 0 ? [] : [without(spare), ...(spare.length > 1 ? spare.map((name) => without([name])) : [])]
}

const withSteps = (scenario: Scenario, steps: Step[]): Scenario[] =>
  steps.length === 0 || !opensAll(steps) ? [] : [{ ...scenario, steps }]

/** Halves first, then single steps. */
function fewerSteps(scenario: Scenario): Scenario[] {
  const { steps } = scenario
  const half = Math.floor(steps.length / 2)
  const halves = steps.length > 3 ? [steps.slice(half), steps.slice(0, half)] : []
  return [...halves, ...steps.map((_, position) => withoutAt(steps, position))].flatMap((kept) =>
    withSteps(scenario, kept),
  )
}

const NARROWINGS = ['facility', 'prefix', 'nth', 'from', 'until', 'hours', 'withholds', 'offline'] as const

/** A fault of the whole world at all times, in its plainest form. */
const plainerFaults = (step: Extract<Step, { do: 'fault' }>): Step[] =>
  NARROWINGS.flatMap((field) => {
    const { [field]: dropped, ...plainer } = step
    return dropped === undefined ? [] : [plainer]
  })

/** Fewer things on the counter, fewer acts at the reader, fewer lines in a file of forms, plainer faults. */
function simplerStep(step: Step): Step[] {
  if (step.do === 'event' && step.event.kind === 'forms') {
    const { event } = step
    const { rows } = event
    if (rows.length === 1) return []
    return rows.map((_, position) => ({ ...step, event: { ...event, rows: withoutAt(rows, position) } }))
  }
  if (step.do === 'fault') return plainerFaults(step)
  if (step.do !== 'receive') return []
  const fewerThings = step.show.map((_, position) => ({ ...step, show: withoutAt(step.show, position) }))
  const noChart = step.chart === null ? [] : [{ ...step, chart: null }]
  return [...fewerThings, ...noChart]
}

const simplerSteps = (scenario: Scenario): Scenario[] =>
  scenario.steps.flatMap((step, position) =>
    simplerStep(step).map((simpler) => ({ ...scenario, steps: scenario.steps.with(position, simpler) })),
  )

/** The smallest index of a family of its own that nobody of the case has. */
function smallIndex(scenario: Scenario): number {
  const families = new Set(Object.values(scenario.people).map(({ index }) => Math.floor((index ?? 0) / 16)))
  let family = 0
  while (families.has(family)) family += 1
  return family * 16
}

/** A plainer person: a small index, fewer changes. */
function plainer(ref: PersonRef, free: number): PersonRef[] {
  const { changes } = ref
  const plainIndex = ref.index !== undefined && ref.index > 1000 ? [{ ...ref, index: free }] : []
  if (changes === undefined) return plainIndex
  const fewer = Object.keys(changes).map((key) => ({
    ...ref,
    changes: Object.fromEntries(Object.entries(changes).filter(([name]) => name !== key)),
  }))
  return [...plainIndex, ...fewer]
}

const plainerPeople = (scenario: Scenario): Scenario[] =>
  Object.entries(scenario.people).flatMap(([name, ref]) =>
    plainer(ref, smallIndex(scenario)).map((person) => ({
      ...scenario,
      people: { ...scenario.people, [name]: person },
    })),
  )

const plainSite = (scenario: Scenario): Scenario[] =>
  scenario.facility.institutionCode === '1319999999'
    ? []
    : [{ ...scenario, facility: { ...scenario.facility, institutionCode: '1319999999', kind: 'CLINIC' } }]

/**
 * Smaller scenarios that might still show the same failure, best first: fewer steps, fewer things on the counter, plainer
 * people, a plainer site. Each differs from the original in one respect.
 */
export const shrinkScenario = (scenario: Scenario): Scenario[] => [
  ...fewerSteps(scenario),
  ...fewerPeople(scenario),
  ...simplerSteps(scenario),
  ...plainSite(scenario),
  ...plainerPeople(scenario),
]
