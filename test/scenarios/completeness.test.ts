import { globSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadScenario } from '../../scenarios/load.ts'
import type { ReceiveStep, Scenario } from '../../scenarios/scenario.ts'
import { decideScenario } from '../../src/cli/join.ts'
import { METHOD_IDS } from '../../src/domain/messages/catalogue.ts'
import { DECISION_KINDS, type Decision, FOLLOW_UPS, PAYER_KINDS, REASON_CODES } from '../../src/domain/presentation.ts'
import { RULES } from '../../src/domain/rules/index.ts'

const FILES = globSync('scenarios/data/**/*.yaml').toSorted()
const CLAIM_STEPS = [
  'CURRENT',
  'OLD',
  'INSURER_ONLY',
  'UNKNOWN',
  'NONE',
] as const satisfies readonly Decision['claim'][]

interface Played {
  readonly scenario: Scenario
  readonly step: ReceiveStep
  readonly decision: Decision
}

/** The card that a person of a scenario lays on the counter in this reception, as the file describes it. */
const cardShown = ({ scenario, step }: Played) =>
  step.show.some(({ kind }) => kind === 'my-number-card') ? scenario.people[step.person]?.changes?.card : undefined

/** Methods that are never the accepted one: the reception that shows each of them. */
const NEVER_ACCEPTED: Readonly<Record<string, (played: Played) => boolean>> = {
  M23: ({ step, decision }) =>
    step.show.some(({ kind }) => kind === 'add-on') && decision.outcome === 'accepted' && decision.method !== null,
  M24: (played) => cardShown(played)?.flags?.noSelfInfo === true && played.decision.method === 'M08',
  M25: ({ step, decision }) => step.show.length === 0 && decision.outcome === 'full-charge',
  M30: (played) =>
    cardShown(played)?.registration === 'NEVER' &&
    played.step.show.some((thing) => thing.kind === 'my-number-card' && thing.reader.includes('register')) &&
    played.decision.verified === 'card',
  M31: (played) => cardShown(played)?.certificate === null && played.decision.outcome === 'accepted',
}

/** Something in the file can fail: a typed decision, exchange, answer, list or outcome. */
const isTyped = ({ steps }: Scenario): boolean =>
  steps.some(
    (step) =>
      ('decides' in step && step.decides !== undefined) ||
      ('expect' in step && step.expect !== undefined) ||
      ('script' in step && step.script !== undefined) ||
      ('office' in step && step.office !== undefined) ||
      ('expectLists' in step && step.expectLists !== undefined),
  )

const scenarios: Scenario[] = []
const receptions: Played[] = []

beforeAll(async () => {
  for (const file of FILES) {
    const loaded = loadScenario(readFileSync(file, 'utf8'), file)
    if (!loaded.ok) throw new Error(`${file} does not load: ${JSON.stringify(loaded.problem)}`)
    scenarios.push(loaded.value)
  }
  for (const scenario of scenarios.filter(({ suite }) => suite === 'clinic')) {
    // oxlint-disable-next-line no-await-in-loop -- one world after the other
    for (const { step: at, decision } of await decideScenario(scenario)) {
      const step = scenario.steps[at]
      if (step?.do === 'receive') receptions.push({ scenario, step, decision })
    }
  }
}, 120_000)

const decisionsGive = <T>(all: readonly T[], of: (decision: Decision) => readonly T[]): T[] => {
  const given = new Set(receptions.flatMap(({ decision }) => of(decision)))
  return all.filter((one) => !given.has(one))
}

describe('the scenario files', () => {
  it('show every method', () => {
    const accepted = new Set(receptions.map(({ decision }) => decision.method))
    const shown = (id: string): boolean =>
      accepted.has(id) || receptions.some((one) => NEVER_ACCEPTED[id]?.(one) === true)
    expect(METHOD_IDS.filter((id) => !shown(id))).toEqual([])
  })

  it('show every reason', () => {
    expect(decisionsGive(REASON_CODES, ({ reasons }) => reasons.map(({ code }) => code))).toEqual([])
  })

  it('show every outcome, payer, claim step and follow-up', () => {
    expect(decisionsGive(DECISION_KINDS, ({ outcome }) => [outcome])).toEqual([])
    expect(decisionsGive(PAYER_KINDS, ({ payers }) => payers.map(({ kind }) => kind))).toEqual([])
    expect(decisionsGive(CLAIM_STEPS, ({ claim }) => [claim])).toEqual([])
    expect(decisionsGive(FOLLOW_UPS, ({ followUps }) => followUps)).toEqual([])
  })

  it('show every rule, in a decision or by name', () => {
    const spoke = new Set([
      ...receptions.flatMap(({ decision }) => decision.trace.map(({ rule }) => rule)),
      ...scenarios.flatMap(({ rules }) => rules ?? []),
    ])
    expect(RULES.map(({ id }) => id).filter((id) => !spoke.has(id))).toEqual([])
  })

  it('name only rules that are in the book, in files that say something of them', () => {
    const naming = scenarios.filter(({ rules }) => rules !== undefined)
    const unknown = naming.flatMap(({ rules }) => rules ?? []).filter((id) => !RULES.some((rule) => rule.id === id))
    expect(unknown).toEqual([])
    expect(naming.filter((one) => !isTyped(one) || one.source === undefined).map(({ title }) => title?.en)).toEqual([])
  })

  it('show every situation of the week', () => {
    const sources = scenarios.filter(isTyped).map(({ source, requirement }) => `${source ?? ''} ${requirement ?? ''}`)
    const situations = Array.from({ length: 56 }, (_, at) => `S${String(at + 1).padStart(2, '0')}`)
    expect(situations.filter((id) => !new RegExp(`\\b${id}\\b`).test(sources.join('\n')))).toEqual([])
  })
})
