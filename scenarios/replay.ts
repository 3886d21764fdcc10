import { applyChanges, magicMember, magicPerson, member, population } from '../generators/index.ts'
import { type Instant, dateOf } from '../src/domain/civil-date.ts'
import type { Member } from '../src/domain/person.ts'
import { type Result, err, ok } from '../src/domain/result.ts'
import { ruleBook } from '../src/domain/rulesets.ts'
import { resolveDay, resolveMoment } from './days.ts'
import { type Counter, receive } from './counter.ts'
import { settingOf } from './faults/fields.ts'
import { namedInForms } from './forms.ts'
import type { History, InsuranceStart, StepRecord } from './history.ts'
import { type Office, inquire, insuranceStart, openOffice, playEvent, recordOf } from './office.ts'
import type { Driver, DriverProblem, World, WorldFactory, WorldSetup } from './ports.ts'
import type { OperationInput } from './protocol.ts'
import { resolveChanges } from './resolve.ts'
import { DEFAULT_START, type PersonRef, type Scenario, type Step } from './scenario.ts'
import {
  type Attempt,
  DriverGone,
  NOTHING,
  type ReplayOptions,
  type Stage,
  impossible,
  openStage,
  perform,
} from './stage.ts'

export type { ReplayOptions } from './stage.ts'

/** Why a scenario cannot be played at all; whoever wrote it has to mend it. */
export type ScenarioRefusal =
  | {
      readonly code: 'SIM-P001'
      readonly what: 'unknown ruleset'
      readonly name: string
      readonly known: readonly string[]
    }
  | { readonly code: 'SIM-P002'; readonly what: 'unknown person'; readonly name: string; readonly step: number }
  | { readonly code: 'SIM-P003'; readonly what: 'unknown magic id'; readonly name: string }

const POPULATION_SIZE = 125_000_000

function personOf(ref: PersonRef, scenario: Scenario, start: Instant, fresh: number): Result<Member, ScenarioRefusal> {
  const people = population({ seed: scenario.seed })
  const changes = resolveChanges(ref.changes ?? {}, start)
  if (ref.magic !== undefined) {
    if (magicPerson(ref.magic) === undefined)
      return err({ code: 'SIM-P003', what: 'unknown magic id', name: ref.magic })
    return ok(applyChanges(magicMember(people, ref.magic, dateOf(start)), changes))
  }
  return ok(applyChanges(member(people, ((ref.index ?? 0) + fresh) % POPULATION_SIZE), changes))
}

/** Builds what a world starts with, people resolved against the start. */
export function worldSetup(scenario: Scenario, start: Instant, fresh: number): Result<WorldSetup, ScenarioRefusal> {
  const book = ruleBook(scenario.ruleset, dateOf(start))
  if (!book.ok)
    return err({ code: 'SIM-P001', what: 'unknown ruleset', name: scenario.ruleset, known: book.problem.known })
  const people: Record<string, Member> = {}
  for (const [name, ref] of Object.entries(scenario.people)) {
    const person = personOf(ref, scenario, start, fresh)
    if (!person.ok) return person
    people[name] = person.value
  }
  const unknown = firstUnknownPerson(scenario)
  if (unknown !== null) return err(unknown)
  const facility = { ...scenario.facility, readerRelease: resolveDay(scenario.facility.readerRelease, start) }
  return ok({ seed: scenario.seed, start, book: book.value, facility, people })
}

function firstUnknownPerson(scenario: Scenario): ScenarioRefusal | null {
  for (const [index, step] of scenario.steps.entries()) {
    const named = 'person' in step && step.person !== undefined ? [step.person] : []
    const owners =
      step.do === 'receive'
        ? step.show.flatMap((thing) => ('of' in thing && thing.of !== undefined ? [thing.of] : []))
        : []
    const charted = step.do === 'receive' && step.chart?.of !== undefined ? [step.chart.of] : []
    const filed = step.do === 'event' && step.event.kind === 'forms' ? namedInForms(step.event) : []
    const unknown = [...named, ...owners, ...charted, ...filed].find((name) => !(name in scenario.people))
    if (unknown !== undefined) return { code: 'SIM-P002', what: 'unknown person', name: unknown, step: index }
  }
  return null
}

/** The moment at which a scenario starts for a system: its own text, or the clock of a system that cannot be moved. */
export const startOf = (scenario: Scenario, fixedNow: Instant | null): Instant =>
  fixedNow ?? resolveMoment(scenario.start, DEFAULT_START, DEFAULT_START)

async function moveClock(stage: Stage, to: string): Promise<Attempt> {
  if (stage.options.capabilities?.clock === 'fixed') return impossible('the clock of this system is fixed')
  stage.world.moveTo(resolveMoment(to, stage.start, stage.world.now()))
  return perform(stage, 'clock', { now: stage.world.now() })
}

type Played = Attempt & Pick<StepRecord, 'reception' | 'insurance'>

const QUIET = { reception: null, insurance: null }

async function play(counter: Counter, office: Office | null, step: Step): Promise<Played> {
  const { stage } = counter
  const at = stage.world.now()
  switch (step.do) {
    case 'receive':
      return { ...QUIET, ...(await receive(counter, step)) }
    case 'view':
      return {
        ...QUIET,
        ...(await perform(stage, 'view', { visit: step.visit, at, role: step.role, what: step.what })),
      }
    case 'recheck':
      return { ...QUIET, ...(await perform(stage, 'recheck', { visit: step.visit, at })) }
    case 'bill':
      return { ...QUIET, ...(await perform(stage, 'bill', { visit: step.visit, at, totalCost: step.totalCost })) }
    case 'claim':
      return { ...QUIET, ...(await perform(stage, 'claim', { visits: [...step.visits], at })) }
    case 'clock': {
      const moved = await moveClock(stage, step.to)
      return { ...QUIET, ...moved, insurance: office === null ? null : await recordOf(office, {}) }
    }
    case 'event':
      return office === null
        ? { ...QUIET, ...impossible('events are for the insurer suite') }
        : { ...QUIET, ...(await playEvent(office, step)) }
    case 'inquire':
      return { ...QUIET, ...NOTHING, insurance: office === null ? null : inquire(office, step) }
    case 'fault':
      stage.world.setFault(step.fault, step.on, settingOf(step, stage.start, at))
      return { ...QUIET, ...NOTHING }
    case 'change':
      stage.world.change(step.person, step.what)
      return { ...QUIET, ...NOTHING }
  }
}

/** What came of a replay: a history, possibly cut short because the driver is gone, or a scenario that cannot be played. */
export type Replayed =
  | { readonly kind: 'history'; readonly history: History; readonly gone: DriverProblem | null }
  | { readonly kind: 'refused'; readonly refusal: ScenarioRefusal }

/** What `setup` tells the system under test at the start of a scenario. */
export function setupInput(
  { facility }: Scenario,
  world: World,
  insurance: InsuranceStart | null,
): OperationInput<'setup'> {
  const where = { baseUrl: world.baseUrl, world: world.id, now: world.now() }
  if (insurance !== null)
    return { suite: 'insurer', ...where, insurer: insurance.insurer, roster: [...insurance.roster] }
  return {
    suite: 'clinic',
    ...where,
    ...(world.folder === undefined ? {} : { folder: world.folder }),
    institutionCode: facility.institutionCode,
    facility: {
      capability: facility.capability,
      kind: facility.kind,
      phoneEnabled: facility.phoneEnabled,
      tools: [...facility.tools],
    },
  }
}

/** The books of an insurer's scenario; null for a clinic's. */
export const insuranceOf = (scenario: Scenario, world: World, start: Instant): InsuranceStart | null =>
  scenario.suite === 'insurer' ? insuranceStart(scenario, world, start) : null

/** Plays a scenario in a fresh world against a system and returns the record. It judges nothing and asserts nothing. */
export async function replay(
  scenario: Scenario,
  worlds: WorldFactory,
  driver: Driver,
  options: ReplayOptions,
): Promise<Replayed> {
  const start = startOf(scenario, options.fixedNow)
  const setup = worldSetup(scenario, start, options.freshPeople)
  if (!setup.ok) return { kind: 'refused', refusal: setup.problem }
  const world = worlds.open(setup.value, options.capabilities?.worlds)
  const steps: StepRecord[] = []
  const insurance = insuranceOf(scenario, world, start)
  const head = { v: 1, scenario, seed: scenario.seed, ruleset: scenario.ruleset, start, insurance } as const
  let system: History['system'] = null
  try {
    const knock = openStage({ world, driver, options, scenario, start })
    const office = insurance === null ? null : openOffice(knock, insurance)
    const { result } = await perform(knock, 'setup', setupInput(scenario, world, insurance))
    system = result
    const stage: Stage = {
      ...knock,
      options: { ...options, capabilities: result?.capabilities ?? options.capabilities },
    }
    const counter: Counter = { stage, visits: new Map() }
    const desk = office === null ? null : { ...office, stage }
    stage.takeMessages()
    for (const [index, step] of scenario.steps.entries()) {
      const played = await play(counter, desk, step)
      steps.push({ index, at: world.now(), step, messages: stage.takeMessages(), ...played })
    }
    return { kind: 'history', history: { ...head, system, steps }, gone: null }
  } catch (error) {
    if (error instanceof DriverGone)
      return { kind: 'history', history: { ...head, system, steps }, gone: error.problem }
    throw error
  } finally {
    world.close()
  }
}
