import { applyChanges, magicMember, magicPerson, member, population } from '../generators/index.ts'
import { type CivilDate, type Instant, dateOf, instant } from '../src/domain/civil-date.ts'
import type { CoverageKey } from '../src/domain/ledger.ts'
import type { Member } from '../src/domain/person.ts'
import { keyOf } from '../src/domain/decide.ts'
import type { Chart, Facts, Presentation, ReaderScreen, ReaderWay, Shown } from '../src/domain/presentation.ts'
import { type Result, err, ok } from '../src/domain/result.ts'
import { ruleBook } from '../src/domain/rulesets.ts'
import { resolveDay, resolveMoment } from './days.ts'
import type { History, Message, NoObservation, StepRecord } from './history.ts'
import { cardFace, chartOf, printPaper } from './papers.ts'
import type { Consents, Driver, DriverProblem, World, WorldFactory, WorldSetup } from './ports.ts'
import type { Capabilities, ClinicOperation, OperationInput, OperationResult, Reception } from './protocol.ts'
import { resolveChanges } from './resolve.ts'
import type { PersonRef, ReceiveStep, Scenario, ShownSpec, Step } from './scenario.ts'

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

/** What a replay needs to know beyond the scenario. */
export interface ReplayOptions {
  /** What the system said it can do; null before the first setup of a run. */
  readonly capabilities: Capabilities | null
  /** The clock of a system whose clock is fixed, at which the world starts. */
  readonly fixedNow: Instant | null
  /** Added to every index, so that a system that keeps its memory meets fresh people. A multiple of 16. */
  readonly freshPeople: number
  readonly caseName: string
}

/** What has happened in one visit so far; receptions are cumulative. */
interface Visit {
  readonly person: string
  shown: Shown[]
  papers: { readonly key: CoverageKey; readonly birthDate: CivilDate }[]
  reader: ReaderScreen[]
  delivered: ReaderWay | null
  cardHolder: string | null
  chart: Chart | null
}

const POPULATION_SIZE = 125_000_000
const DEFAULT_START = instant('2026-11-21T09:00:00+09:00')

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
  const book = ruleBook(scenario.ruleset)
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
    const unknown = [...named, ...owners, ...charted].find((name) => !(name in scenario.people))
    if (unknown !== undefined) return { code: 'SIM-P002', what: 'unknown person', name: unknown, step: index }
  }
  return null
}

/** The moment at which a scenario starts for a system: its own text, or the clock of a system that cannot be moved. */
export const startOf = (scenario: Scenario, fixedNow: Instant | null): Instant =>
  fixedNow ?? resolveMoment(scenario.start, DEFAULT_START, DEFAULT_START)

const ALL_CONSENTS: Consents = { medicines: true, checkups: true, limit: true }

/** One playing of a scenario: the world, the visits so far, and the sequence number of the last message seen. */
interface Stage {
  readonly world: World
  readonly scenario: Scenario
  readonly start: Instant
  readonly visits: Map<string, Visit>
  /** Exchanges since the last call. */
  readonly takeMessages: () => readonly Message[]
  readonly day: (text: string) => CivilDate
}

function openStage(world: World, scenario: Scenario, start: Instant): Stage {
  let seen = -1
  return {
    world,
    scenario,
    start,
    visits: new Map(),
    takeMessages: () => {
      const messages = world.messagesSince(seen)
      seen = messages.at(-1)?.sequence ?? seen
      return messages
    },
    day: (text) => resolveDay(text, start),
  }
}

function visitOf(stage: Stage, step: ReceiveStep): Visit {
  const known = stage.visits.get(step.visit)
  if (known !== undefined) return known
  const visit: Visit = {
    person: step.person,
    shown: [],
    papers: [],
    reader: [],
    delivered: null,
    cardHolder: null,
    chart: null,
  }
  stage.visits.set(step.visit, visit)
  return visit
}

function useReader(
  stage: Stage,
  step: ReceiveStep,
  visit: Visit,
  holder: string,
  acts: ShownSpec & { kind: 'my-number-card' | 'phone' },
): void {
  const outcome = stage.world.useReader({
    holder,
    person: step.person,
    present: step.present,
    acts: acts.kind === 'phone' ? ['phone'] : acts.reader,
    consents: { ...ALL_CONSENTS, ...definedOf(acts.consents) },
  })
  visit.reader.push(...outcome.screens)
  visit.delivered = outcome.delivered ?? visit.delivered
}

const definedOf = (consents: Partial<Record<keyof Consents, boolean | undefined>> | undefined): Partial<Consents> =>
  Object.fromEntries(Object.entries(consents ?? {}).filter(([, given]) => given !== undefined))

function layPaper(
  stage: Stage,
  visit: Visit,
  spec: Extract<ShownSpec, { issued: string }>,
  owner: string,
): string | null {
  if (spec.kind === 'portal-screen' && !stage.world.portalLogin(owner))
    return 'a live Mynaportal login is not possible for this person now'
  const fields = printPaper(spec.kind, stage.world.member(owner), {
    issued: stage.day(spec.issued),
    validFrom: spec.validFrom === undefined ? null : stage.day(spec.validFrom),
    validUntil: spec.validUntil === undefined ? null : stage.day(spec.validUntil),
  })
  if (fields === null) return `${owner} never had any cover to print on a ${spec.kind}`
  const printed = {
    ...fields,
    ...(spec.misprint?.ratio === undefined ? {} : { ratio: spec.misprint.ratio }),
    ...(spec.misprint?.branch === undefined ? {} : { branch: spec.misprint.branch }),
  }
  visit.shown.push({ kind: spec.kind, fields: printed })
  const key = keyOf(printed)
  if (key !== null && printed.birthDate !== null) visit.papers.push({ key, birthDate: printed.birthDate })
  return null
}

/** Lays one thing on the counter; the text says why that is impossible. */
function lay(stage: Stage, step: ReceiveStep, visit: Visit, spec: ShownSpec): string | null {
  if (spec.kind === 'declaration') {
    const person = stage.world.member(step.person)
    visit.shown.push({
      kind: 'declaration',
      name: person.name.kanji,
      birthDate: person.birthDate,
      ratio: spec.ratio,
      insurerName: null,
      address: person.address.text,
      telephone: '03-0000-0000',
    })
    return null
  }
  if (spec.kind === 'my-number-card') {
    const holder = spec.of ?? step.person
    const state = stage.world.cardState(holder)
    if (state === null) return `${holder} holds no My Number card`
    visit.cardHolder = holder
    visit.shown.push({ kind: 'my-number-card', face: cardFace(stage.world.member(holder), state, spec.expiryWritten) })
    if (spec.reader.length > 0) useReader(stage, step, visit, holder, spec)
    return null
  }
  if (spec.kind === 'phone') {
    visit.cardHolder = visit.cardHolder ?? step.person
    visit.shown.push({ kind: 'phone', device: spec.device })
    useReader(stage, step, visit, step.person, spec)
    return null
  }
  return layPaper(stage, visit, spec, spec.of ?? step.person)
}

function presentationOf(stage: Stage, step: ReceiveStep, visit: Visit): Presentation {
  return {
    at: stage.world.now(),
    patientPresent: step.present,
    chart: visit.chart,
    shown: [...visit.shown],
    says: step.says,
    reader: [...visit.reader],
  }
}

function factsOf(stage: Stage, step: ReceiveStep, visit: Visit): Facts {
  const { world } = stage
  const chartKey = visit.chart?.key ?? null
  const asked = [
    ...visit.papers,
    ...(chartKey === null || visit.chart === null ? [] : [{ key: chartKey, birthDate: visit.chart.birthDate }]),
  ]
  const holder = visit.cardHolder
  const shownCard = visit.shown.some((thing) => thing.kind === 'my-number-card')
  return {
    facility: { ...stage.scenario.facility, readerRelease: stage.day(stage.scenario.facility.readerRelease) },
    equipment: world.equipment(step.person),
    card: holder === null ? null : world.cardState(holder),
    ownCard: !shownCard || holder === step.person,
    delivered: visit.delivered,
    cardAnswer: holder === null ? null : world.cardAnswer(holder),
    numberAnswers: asked.map(({ key, birthDate }) => ({ key, birthDate, answer: world.numberAnswer(key, birthDate) })),
  }
}

type Attempt = Pick<StepRecord, 'result' | 'missing'>

const impossible = (message: string): Attempt => ({ result: null, missing: { kind: 'impossible', message } })

/** Thrown inside a replay to end it: the driver is gone for good. */
class DriverGone extends Error {
  override readonly name = 'DriverGone'
  readonly problem: DriverProblem

  constructor(problem: DriverProblem) {
    super(problem.message)
    this.problem = problem
  }
}

async function perform<K extends ClinicOperation>(
  driver: Driver,
  stage: Stage,
  options: ReplayOptions,
  op: K,
  input: OperationInput<K>,
): Promise<{ result: OperationResult<K> | null; missing: NoObservation | null }> {
  if (options.capabilities !== null && !options.capabilities.operations.includes(op))
    return { result: null, missing: { kind: 'unsupported' } }
  const performed = await driver.perform(options.caseName, op, input)
  if (performed.kind === 'unsupported') return { result: null, missing: { kind: 'unsupported' } }
  if (performed.kind === 'problem') {
    if (performed.problem.fatal) throw new DriverGone(performed.problem)
    return {
      result: null,
      missing: { kind: 'driver', code: performed.problem.code, message: performed.problem.message },
    }
  }
  const { now } = performed.result
  if (now !== undefined && options.capabilities?.clock === 'fixed') stage.world.moveTo(now)
  return { result: performed.result, missing: null }
}

async function receive(
  stage: Stage,
  driver: Driver,
  options: ReplayOptions,
  step: ReceiveStep,
): Promise<Attempt & Pick<StepRecord, 'reception'>> {
  const visit = visitOf(stage, step)
  if (step.chart !== null) {
    const lastCheckedOn =
      step.chart.lastCheckedOn === undefined || step.chart.lastCheckedOn === null
        ? null
        : stage.day(step.chart.lastCheckedOn)
    visit.chart = chartOf(stage.world.member(step.chart.of ?? step.person), stage.day(step.chart.asOf), lastCheckedOn)
  }
  for (const spec of step.show) {
    const refusal = lay(stage, step, visit, spec)
    if (refusal !== null) return { ...impossible(refusal), reception: null }
  }
  const presentation = presentationOf(stage, step, visit)
  const facts = factsOf(stage, step, visit)
  const shown: Reception = { visit: step.visit, ...mutable(presentation) }
  const attempt = await perform(driver, stage, options, 'receive', shown)
  return { ...attempt, reception: { shown, presentation, facts } }
}

/** The same data under the protocol's type: readonly arrays of the domain become ordinary ones. */
function mutable(presentation: Presentation): Omit<Reception, 'visit'> {
  return {
    ...presentation,
    shown: presentation.shown.map((thing) => ({ ...thing })),
    reader: [...presentation.reader],
    says: { ...presentation.says },
    chart:
      presentation.chart === null
        ? null
        : { ...presentation.chart, key: presentation.chart.key === null ? null : { ...presentation.chart.key } },
  }
}

async function moveClock(stage: Stage, driver: Driver, options: ReplayOptions, to: string): Promise<Attempt> {
  if (options.capabilities?.clock === 'fixed') return impossible('the clock of this system is fixed')
  stage.world.moveTo(resolveMoment(to, stage.start, stage.world.now()))
  return perform(driver, stage, options, 'clock', { now: stage.world.now() })
}

async function play(
  stage: Stage,
  driver: Driver,
  options: ReplayOptions,
  step: Step,
): Promise<Attempt & Pick<StepRecord, 'reception'>> {
  const at = stage.world.now()
  const none = { reception: null }
  switch (step.do) {
    case 'receive':
      return receive(stage, driver, options, step)
    case 'view':
      return {
        ...none,
        ...(await perform(driver, stage, options, 'view', { visit: step.visit, at, role: step.role, what: step.what })),
      }
    case 'recheck':
      return { ...none, ...(await perform(driver, stage, options, 'recheck', { visit: step.visit, at })) }
    case 'claim':
      return { ...none, ...(await perform(driver, stage, options, 'claim', { visits: [...step.visits], at })) }
    case 'clock':
      return { ...none, ...(await moveClock(stage, driver, options, step.to)) }
    case 'fault':
      stage.world.setFault(step.fault, step.on, {
        ...(step.person === undefined ? {} : { person: step.person }),
        ...(step.millis === undefined ? {} : { millis: step.millis }),
      })
      return { ...none, result: null, missing: null }
    case 'change':
      stage.world.change(step.person, step.what)
      return { ...none, result: null, missing: null }
  }
}

/** What came of a replay: a history, possibly cut short because the driver is gone, or a scenario that cannot be played. */
export type Replayed =
  | { readonly kind: 'history'; readonly history: History; readonly gone: DriverProblem | null }
  | { readonly kind: 'refused'; readonly refusal: ScenarioRefusal }

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
  const stage = openStage(world, scenario, start)
  const steps: StepRecord[] = []
  const head = { v: 1, scenario, seed: scenario.seed, ruleset: scenario.ruleset, start } as const
  let system: History['system'] = null
  try {
    const { facility } = scenario
    const performed = await perform(driver, stage, options, 'setup', {
      suite: 'clinic',
      baseUrl: world.baseUrl,
      world: world.id,
      institutionCode: facility.institutionCode,
      facility: { capability: facility.capability, kind: facility.kind, phoneEnabled: facility.phoneEnabled },
      now: world.now(),
    })
    system = performed.result
    const informed = { ...options, capabilities: performed.result?.capabilities ?? options.capabilities }
    stage.takeMessages()
    for (const [index, step] of scenario.steps.entries()) {
      const played = await play(stage, driver, informed, step)
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
