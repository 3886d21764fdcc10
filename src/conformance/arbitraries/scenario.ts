import fc from 'fast-check'
import { type CivilDate, type Instant, dateOf, instantOf } from '../../domain/civil-date.ts'
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../../scenarios/scenario.ts'
import type { Core, Edge, Requirement } from '../requirement.ts'
import { koukiNumber } from './insurer-cases.ts'
import { facility, index, person } from './people.ts'
import { shrinkScenario } from './shrink.ts'

type StepInput = ScenarioInput['steps'][number]

/** Ordinary life before the case: other patients with valid cards, minutes passing, a slow line. */
const otherVisit = (name: string): StepInput => ({
  do: 'receive',
  visit: `${name}-visit`,
  person: name,
  show: [{ kind: 'my-number-card', reader: ['face'] }],
})

interface Surroundings {
  readonly others: readonly number[]
  readonly minutes: readonly number[]
  readonly slow: boolean
  readonly views: boolean
}

const surroundings: fc.Arbitrary<Surroundings> = fc.record({
  others: fc.array(index, { minLength: 1, maxLength: 3 }),
  minutes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 2 }),
  slow: fc.boolean(),
  views: fc.boolean(),
})

function before(around: Surroundings, movable: boolean, { facility: site }: Core): StepInput[] {
  // Others read their cards at the face reader, which only a full site has.
  const hasReader = (site?.capability ?? 'FULL') === 'FULL'
  const visits = hasReader ? around.others.map((_, position) => otherVisit(`other${position + 1}`)) : []
  const looks: StepInput[] =
    hasReader && around.views ? [{ do: 'view', visit: 'other1-visit', role: 'qualified', what: 'medicines' }] : []
  const passing: StepInput[] = movable ? around.minutes.map((minutes) => ({ do: 'clock', to: `+${minutes}m` })) : []
  const slow: StepInput[] = around.slow
    ? [
        { do: 'fault', fault: 'latency', on: true, millis: 0 },
        { do: 'fault', fault: 'latency', on: false },
      ]
    : []
  return [...slow, ...visits, ...looks, ...passing]
}

/** Ordinary days of an insurer before the case: somebody joins, somebody moves, minutes pass. */
function officeBefore(around: Surroundings, movable: boolean, { insurer }: Core): StepInput[] {
  const isKouki = insurer?.scheme === 'kouki'
  const joins = around.others.map((other, position): StepInput => ({
    do: 'event',
    person: `other${position + 1}`,
    event:
      position === 0 && around.views
        ? {
            kind: 'join',
            fact: 'start',
            symbol: isKouki ? null : '9',
            number: isKouki ? koukiNumber(other) : String(900_000_000 + (other % 90_000_000)),
          }
        : { kind: 'move', address: '東京都見本区見本1-2-3', from: 'start' },
  }))
  const passing: StepInput[] = movable ? around.minutes.map((minutes) => ({ do: 'clock', to: `+${minutes}m` })) : []
  return [...joins, ...passing]
}

interface Frame {
  readonly suite: Scenario['suite']
  readonly requirement: string
  readonly edge: Edge
  readonly seed: number
  readonly ruleset: string
  /** The clock of a system that cannot be moved; the case then starts there. */
  readonly fixedNow: Instant | null
}

function assemble(
  frame: Frame,
  day: CivilDate,
  core: Core,
  around: Surroundings,
  site: Partial<Scenario['facility']>,
): Scenario {
  const isClinic = frame.suite === 'clinic'
  const others = Object.fromEntries(
    around.others.map((other, position) => [`other${position + 1}`, person(other, isClinic ? {} : { covers: [] })]),
  )
  const prelude = isClinic ? before : officeBefore
  return scenarioSchema.parse({
    suite: frame.suite,
    requirement: frame.requirement,
    edge: frame.edge.id,
    seed: frame.seed,
    ruleset: frame.ruleset,
    start: frame.fixedNow ?? instantOf(day, core.time ?? '09:00'),
    ...(isClinic ? { facility: { ...site, ...core.facility } } : {}),
    ...(core.insurer === undefined ? {} : { insurer: core.insurer }),
    people: { ...others, ...core.people },
    steps: [...prelude(around, frame.fixedNow === null, core), ...core.steps],
  } satisfies ScenarioInput)
}

function drawing(frame: Frame): fc.Arbitrary<Scenario> {
  const day = frame.fixedNow === null ? frame.edge.day : fc.constant(dateOf(frame.fixedNow))
  return day
    .chain((on) => fc.tuple(fc.constant(on), frame.edge.core(on), surroundings, facility))
    .map(([on, core, around, site]) => assemble(frame, on, core, around, site))
}

/** Scenarios around one edge of a requirement. Its shrinker needs no context, so it also serves files and capsules. */
export class ScenarioArbitrary extends fc.Arbitrary<Scenario> {
  readonly drawn: fc.Arbitrary<Scenario>

  constructor(frame: Frame) {
    super()
    this.drawn = drawing(frame)
  }

  /** Never biased towards small values: two people of a case must not become the same one. */
  generate(mrng: fc.Random, _biasFactor: number | undefined): fc.Value<Scenario> {
    return new fc.Value(this.drawn.generate(mrng, undefined).value, undefined)
  }

  canShrinkWithoutContext(_value: unknown): _value is Scenario {
    return true
  }

  shrink(value: Scenario): fc.Stream<fc.Value<Scenario>> {
    return fc.stream(
      shrinkScenario(value)
        .map((smaller) => new fc.Value(smaller, undefined))
        .values(),
    )
  }
}

/** A number that follows from the seed, the requirement and the case alone (FNV-1a). */
function caseSeed(seed: number, requirement: string, k: number): number {
  let hash = 0x811c9dc5
  for (const char of `${seed}|${requirement}|${k}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return hash | 0
}

/** The edges a system can be shown: all of them, or those its fixed clock hosts. */
export const hostedEdges = (requirement: Requirement, fixedNow: Instant | null): Edge[] =>
  requirement.edges.filter((edge) => fixedNow === null || (!edge.movesClock && edge.hostedOn(dateOf(fixedNow))))

/** Case k of a requirement: a function of (seed, requirement, k) alone. Null when no edge can be shown. */
export function drawCase(
  requirement: Requirement,
  k: number,
  options: Pick<Frame, 'seed' | 'ruleset' | 'fixedNow'> & { readonly suite?: Scenario['suite'] },
): Scenario | null {
  const edges = hostedEdges(requirement, options.fixedNow)
  const edge = edges[k % Math.max(1, edges.length)]
  if (edge === undefined) return null
  const arbitrary = new ScenarioArbitrary({ suite: 'clinic', ...options, requirement: requirement.id, edge })
  return fc.sample(arbitrary, { seed: caseSeed(options.seed, requirement.id, k), numRuns: 1 })[0] ?? null
}
