import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../generators/documents/index.ts'
import type { History } from '../../scenarios/history.ts'
import { loadScenarioFile } from '../../scenarios/load.ts'
import type { Driver } from '../../scenarios/ports.ts'
import { replay } from '../../scenarios/replay.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { createSimulator } from '../../simulator/index.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { scriptedInsurer } from '../../src/conformance/drivers/scripted-insurer.ts'
import { piecesOf } from '../../src/conformance/evidence-insurer.ts'
import { createReferenceInsurer } from '../../src/conformance/reference/insurer/insurer.ts'
import type { Requirement } from '../../src/conformance/requirement.ts'
import { insurerRequirements } from '../../src/conformance/requirements/index.ts'
import { checkService } from '../../src/conformance/service-check.ts'
import { FORM_FAILURES } from './form-failures.ts'

interface ScenarioFile {
  readonly name: string
  readonly scenario: Scenario
  readonly requirement: Requirement
}

const folder = fileURLToPath(new URL('../../scenarios/data/', import.meta.url))

function readScenarioFile(name: string, requirement: Requirement): ScenarioFile {
  const loaded = loadScenarioFile(`${folder}${name}`)
  if (!loaded.ok)
    throw new Error(`${name}: ${loaded.problem.map(({ message, line }) => `${line}: ${message.en}`).join('; ')}`)
  return { name, scenario: loaded.value, requirement }
}

/** Files about insurer requirements: one folder each. */
const files = insurerRequirements.flatMap((requirement) =>
  globSync(`${requirement.id}/*.yaml`, { cwd: folder })
    .map((name) => readScenarioFile(name, requirement))
    .filter(({ scenario }) => scenario.suite === 'insurer'),
)
const withVerdict = (verdict: Scenario['verdict']): ScenarioFile[] =>
  files.filter(({ scenario }) => scenario.verdict === verdict)
const named = (list: readonly ScenarioFile[]) => list.map((file) => [file.name, file] as const)

const print = createRenderer({ limit: 400 })

type Player = (scenario: Scenario, fetch: ReturnType<typeof createSimulator>['fetch']) => Driver
const byScript: Player = (scenario, fetch) => scriptedInsurer(scenario, fetch, print)
const byReference: Player = (_scenario, fetch) => functionDriver('reference', createReferenceInsurer({ fetch, print }))

async function play(scenario: Scenario, player: Player): Promise<History> {
  const simulator = createSimulator()
  const replayed = await replay(scenario, simulator.worlds, player(scenario, simulator.fetch), {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: 'file',
  })
  if (replayed.kind === 'refused') throw new Error(JSON.stringify(replayed.refusal))
  return replayed.history
}

const withoutStep = (scenario: Scenario, index: number | undefined): Scenario => ({
  ...scenario,
  steps: scenario.steps.filter((_, at) => at !== index),
})

const contradictions = (history: History) => checkService(history).filter(({ absent }) => !absent)

/** What was printed and cannot be read back would make a file say less than it seems to. */
const unread = (history: History) =>
  (piecesOf(history) ?? []).flatMap(({ piece }) =>
    piece.documents.flatMap(({ reading, unreadable }): readonly unknown[] =>
      reading === null ? [unreadable] : reading.unclear,
    ),
  )

/** How each violated file fails: the code of its first finding. */
const FAILURES: Readonly<Record<string, string>> = {
  ...FORM_FAILURES,
  ASSIST: 'assistance-forgotten',
  'BD-5': 'application-after-five-business-days',
  'ELDERLY-70': 'no-share-on-certificate',
  I19: 'late-elderly-certificate-too-many',
  'INS-18': 'reissued-with-wrong-share',
  'INS-24': 'certificate-before-law',
  'INS-26': 'issuer-incomplete',
  'INS-29': 'leaver-not-pulled',
  'INS-32': 'renewed-for-card-holder',
  'LOST-short': 'short-term-too-long',
  RETURN: 'paper-not-asked-back',
  'ROUTE-nini': 'continued-via-employer',
  'DOC-both': 'both-papers',
  'DOC-certificate': 'certificate-differs',
  'DOC-four': 'last-four-of-unlinked',
  'DOC-notice': 'no-new-paper',
  I01: 'number-from-elsewhere',
  I03: 'other-persons-data',
  I17: 'closed-too-early',
  I21: 'special-on-exempt',
  'INS-07': 'past-blocks-current',
  'INS-08': 'taken-for-another-person',
  'INS-09': 'number-not-asked-for',
  'INS-14': 'never-sent-again',
  'INS-16': 'not-invited',
  'INS-22': 'stale-end',
  'INS-35': 'key-gap',
  'INS-40': 'voided-instead-of-closed',
  I02: 'visible-while-hidden',
  I04: 'registered-late',
  I05: 'wrong-loss-date',
  I06: 'later-days-still-valid',
  I07: 'wrong-value-not-voided',
  I08: 'ratio-on-paper-differs',
  I09: 'outlasts-the-share',
  I10: 'no-usable-proof',
  I11: 'certificate-after-grace',
  I12: 'no-certificate-at-joining',
  I13: 'form-missing',
  I14: 'mailed-to-registered-address',
  I15: 'branch-taken',
  I16: 'deregistered-on-wrong-day',
  I18: 'papers-mixed',
  I20: 'recognised-from-wrong-day',
  I22: 'wrong-term',
  I23: 'fee-without-ground',
  I25: 'whole-number-printed',
  'INS-06': 'record-rewritten',
  'INS-13': 'held-back',
  'INS-15': 'wrong-loss-date',
  'MASS-2025': 'mass-issue-forgot',
}

describe('the files of the insurer requirements', () => {
  it.each(insurerRequirements.map(({ id }) => id))('%s has one that proves it and one that violates it', (id) => {
    const own = files.filter(({ scenario }) => scenario.requirement === id)
    expect(own.map(({ name, scenario }) => `${name} ${scenario.verdict ?? ''}`).toSorted()).toEqual([
      `${id}/proven.yaml proven`,
      `${id}/violated.yaml violated`,
    ])
  })

  it.each(named(files))('%s tells its story, its source and the step it is about', (_name, { scenario }) => {
    expect([scenario.title?.ja, scenario.title?.en, scenario.source].every((text) => (text ?? '') !== '')).toBe(true)
    expect(scenario.steps[scenario.about ?? -1]).toBeDefined()
  })
})

describe('an insurer file played by its own script', () => {
  it.each(named(withVerdict('proven')))('%s proves its requirement', async (_name, { scenario, requirement }) => {
    const history = await play(scenario, byScript)
    expect(history.steps.flatMap(({ missing }) => missing ?? [])).toEqual([])
    expect(unread(history)).toEqual([])
    expect(requirement.examine(history)).toMatchObject({ findings: [] })
    expect(checkService(history)).toEqual([])
  })

  it.each(named(withVerdict('violated')))('%s violates it', async (name, { scenario, requirement }) => {
    const history = await play(scenario, byScript)
    expect(history.steps.flatMap(({ missing }) => missing ?? [])).toEqual([])
    const codes = requirement.examine(history)?.findings.map(({ code }) => code) ?? []
    expect(codes[0], name).toBe(FAILURES[requirement.id])
    expect(contradictions(history)).toEqual([])
  })

  it.each(named(withVerdict('proven')))(
    '%s proves nothing without the step it is about',
    async (_name, { scenario, requirement }) => {
      expect(requirement.examine(await play(withoutStep(scenario, scenario.about), byScript))).toBeNull()
    },
  )
})

describe('an insurer file that proves a requirement', () => {
  it.each(named(withVerdict('proven')))('%s: the reference insurer is right too', async (_name, file) => {
    const history = await play(file.scenario, byReference)
    expect(file.requirement.examine(history)).toMatchObject({ findings: [] })
    expect(contradictions(history)).toEqual([])
  })
})
