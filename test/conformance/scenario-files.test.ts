import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadScenarioFile } from '../../scenarios/load.ts'
import type { Driver } from '../../scenarios/ports.ts'
import { replay } from '../../scenarios/replay.ts'
import type { History } from '../../scenarios/history.ts'
import { type Scenario, type Scripted, scenarioSchema } from '../../scenarios/scenario.ts'
import { functionDriver } from '../../src/conformance/drivers/function.ts'
import { scriptedDriver } from '../../src/conformance/drivers/scripted.ts'
import { turnsOf } from '../../src/conformance/evidence.ts'
import { createReferenceClinic } from '../../src/conformance/reference/clinic/clinic.ts'
import type { Requirement } from '../../src/conformance/requirement.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { checkService } from '../../src/conformance/service-check.ts'
import { certificatePolicy } from '../../src/domain/certificate-policy.ts'
import { type Simulator, type SimulatorOptions, createSimulator, serviceMutants } from '../../simulator/index.ts'

interface ScenarioFile {
  readonly name: string
  readonly scenario: Scenario
  readonly requirement: Requirement
}

const folder = fileURLToPath(new URL('../../scenarios/data/', import.meta.url))

function readScenarioFile(name: string): ScenarioFile {
  const loaded = loadScenarioFile(`${folder}${name}`)
  if (!loaded.ok)
    throw new Error(`${name}: ${loaded.problem.map(({ message, line }) => `${line}: ${message.en}`).join('; ')}`)
  const requirement = clinicRequirements.find(({ id }) => id === loaded.value.requirement)
  if (requirement === undefined) throw new Error(`${name}: no requirement ${loaded.value.requirement ?? ''}`)
  return { name, scenario: loaded.value, requirement }
}

/** Files about clinic requirements: one folder each. */
const files = clinicRequirements.flatMap(({ id }) => globSync(`${id}/*.yaml`, { cwd: folder })).map(readScenarioFile)
const withVerdict = (verdict: Scenario['verdict']): ScenarioFile[] =>
  files.filter(({ scenario }) => scenario.verdict === verdict)
const named = (list: readonly ScenarioFile[]) => list.map((file) => [file.name, file] as const)

type Player = (scenario: Scenario, simulator: Simulator) => Driver
const byScript: Player = (scenario, { fetch }) => scriptedDriver(scenario, fetch)
const byReference: Player = (_scenario, { fetch }) => functionDriver('reference', createReferenceClinic({ fetch }))

async function play(scenario: Scenario, player: Player, options: SimulatorOptions = {}): Promise<History> {
  const simulator = createSimulator(options)
  const driver = player(scenario, simulator)
  const replayed = await replay(scenario, simulator.worlds, driver, {
    capabilities: null,
    fixedNow: null,
    freshPeople: 0,
    caseName: 'file',
  })
  if (replayed.kind === 'refused') throw new Error(JSON.stringify(replayed.refusal))
  return replayed.history
}

const contradictions = (history: History) => checkService(history).filter(({ absent }) => !absent)

const withoutStep = (scenario: Scenario, index: number | undefined): Scenario => ({
  ...scenario,
  steps: scenario.steps.filter((_, at) => at !== index),
})

const scriptAt = ({ steps }: Scenario, index: number) => {
  const step = steps[index]
  return step !== undefined && 'script' in step ? step.script : undefined
}

/** The parts of an outcome that the facts decide; what was left untyped takes no part. */
const decided = (typed: NonNullable<Scripted['outcome']>) => ({
  decision: typed.decision,
  ...(typed.method === undefined ? {} : { method: typed.method }),
  ...(typed.payers === undefined ? {} : { payers: typed.payers }),
  ...(typed.recorded === undefined || typed.recorded === null
    ? {}
    : {
        recorded: { verified: typed.recorded.verified, checkedOn: typed.recorded.checkedOn, key: typed.recorded.key },
      }),
  ...(typed.followUps === undefined ? {} : { followUps: typed.followUps.map(({ what }) => ({ what })) }),
  ...(typed.offers === undefined ? {} : { offers: typed.offers }),
})

/** A claim but for the names of its forms, which are the system's own. */
const withoutForms = ({ lines, held }: NonNullable<Scripted['claim']>) => ({
  lines: lines.map(({ form: _form, ...line }) => line),
  held,
})

/** What was typed for the steps of a file, beside what a system did there. */
const typedResults = (scenario: Scenario, history: History) =>
  history.steps.flatMap(({ index, result }) => {
    const { outcome, claim, view, bill } = scriptAt(scenario, index) ?? {}
    const parts = [outcome === undefined ? undefined : decided(outcome), claim && withoutForms(claim), view, bill]
    return parts.flatMap((typed) => (typed === undefined ? [] : [{ result, typed }]))
  })

/** How each violated file fails: codes of its findings, in order. */
const FAILURES: Readonly<Record<string, string>> = {
  C01: 'lost-numbers-claimed',
  C17: 'wrong-unknown-numbers',
  S02: 'stay-not-rechecked',
  S05: 'covered-visit-dropped',
  S11: 'old-number-claimed',
  S15: 'billed-on-later-ratio',
  S17: 'renewed-card-charged',
  S41: 'wrong-refund',
  S48: 'check-of-another-day',
  'row-AE': 'parents-numbers-recorded',
  'row-AJ': 'change-not-noted',
  'row-AK': 'filed-charged-whole',
  'row-T1': 'coming-loss-refused',
  'row-T2': 'unrecorded-cover-claimed',
  'row-X': 'declaration-from-uninsured',
  'row-Y1': 'dead-record-used',
  'row-Z': 'way-back-untold',
  C02: 'ten-tenths',
  C03: 'accepted-after-grace',
  C04: 'read-in-grace',
  C05: 'ended-body-by-eye',
  C07: 'silent-share',
  C08: 'invented-numbers',
  C10: 'several-records-accepted',
  C11: 'filed-in-wrong-chart',
  C12: 'digits-changed-in-claim',
  C13: 'read-without-right',
  C14: 'tolerance-exceeded',
  C15: 'impossible-rung',
  C16: 'wrong-ways',
  C18: 'earlier-check-as-today',
  C20: 'chart-name-overwritten',
  C22: 'paper-used-early',
  C24: 'phone-grace',
  M01: 'old-card-past-its-end',
  M10: 'stale-page-used',
  S40: 'silent-share',
  S43: 'new-cover-refused',
  C06: 'wrong-share',
  C09: 'wrong-amount',
  C19: 'special-care-share',
  C21: 'one-claim',
  C23: 'not-insurance',
  C25: 'subsidy-misused',
  S12: 'wrong-amount',
  S31: 'subsidy-misused',
  S32: 'subsidy-misused',
  S37: 'subsidy-misused',
  S38: 'wrong-claim-code',
  S39: 'wrong-class',
  S42: 'not-insurance',
  'row-AF': 'assistance-share',
  'row-AG': 'special-care-claimed',
  'row-AH': 'third-party-unreported',
  'row-Y2': 'welfare-office-not-asked',
  'row-A': 'wrong-numbers',
  'row-AA': 'strangers-paper-used',
  'row-D': 'substitute-refused',
  'row-E': 'revoked-accepted',
  'row-F1': 'visual-result-dropped',
  'row-H1': 'no-way-offered',
  'row-H2': 'wrong-rung',
  'row-I': 'lost-numbers-accepted',
  'row-J': 'superseded-numbers-accepted',
  'row-K': 'paper-refused-on-4',
  'row-M': 'misnumbered-paper-used',
  'row-O': 'page-without-card',
  'row-P': 'screenshot-accepted',
  'row-U': 'wrong-share',
  'row-V': 'expired-paper',
  M15: 'mode-screen-out-of-time',
  M16: 'mode-screen-refused',
  M17: 'event-paper-exceeded',
  M19: 'read-without-right',
  M20a: 'unfit-way-offered',
  M20b: 'taken-as-read',
  M24: 'substitute-refused',
  M26: 'arrival-unidentified',
  M27: 'read-without-right',
  M28: 'stop-gap-overdue',
  M29: 'taken-as-read',
  M31: 'ten-tenths',
  M32: 'stop-gap-overdue',
  'row-AB': 'ten-tenths',
  'row-AD': 'unfit-way-offered',
  'row-AL': 'telephone-refused',
  'row-F2': 'unfit-way-offered',
  'row-G': 'unfit-way-offered',
  'row-Q': 'portal-on-phone-refused',
  M09: 'screen-without-login',
  M11: 'notice-out-of-its-days',
  M13: 'record-serves-wrongly',
  M14: 'declaration-without-card',
  M23: 'add-on-accepted',
  S01: 'answer-carried-over-midnight',
  S21: 'other-name-refused',
  S29: 'address-taken-for-error',
  S55: 'record-deleted',
  S56: 'consent-demanded',
  'row-B': 'renewal-not-advised',
  'row-C': 'renewal-not-advised',
  'row-L': 'first-of-several-taken',
  'row-N': 'proof-not-asked-for',
}

describe('the files of the requirements', () => {
  it.each(clinicRequirements.map(({ id }) => id))('%s has one that proves it and one that violates it', (id) => {
    const own = files.filter(({ scenario }) => scenario.requirement === id)
    expect(own.map(({ name, scenario }) => `${name} ${scenario.verdict ?? ''}`).toSorted()).toEqual([
      `${id}/proven.yaml proven`,
      `${id}/violated.yaml violated`,
    ])
  })

  it.each(named(files))('%s tells its story, its source and the step it is about', (_name, { scenario }) => {
    expect([scenario.title?.ja, scenario.title?.en, scenario.source].every((text) => (text ?? '') !== '')).toBe(true)
    expect(scriptAt(scenario, scenario.about ?? -1)).toBeDefined()
  })
})

describe('a file played by its own script', () => {
  it.each(named(withVerdict('proven')))('%s proves its requirement', async (_name, { scenario, requirement }) => {
    const history = await play(scenario, byScript)
    expect(history.steps.flatMap(({ missing }) => missing ?? [])).toEqual([])
    expect(requirement.examine(history)).toMatchObject({ findings: [] })
    expect(checkService(history)).toEqual([])
  })

  it.each(named(withVerdict('violated')))(
    '%s violates it in the way it tells',
    async (_name, { scenario, requirement }) => {
      const history = await play(scenario, byScript)
      expect(history.steps.flatMap(({ missing }) => missing ?? [])).toEqual([])
      const findings = requirement.examine(history)?.findings.map(({ code, step }) => ({ code, step }))
      expect(findings?.map(({ code }) => code)).toEqual([FAILURES[requirement.id]])
      expect(contradictions(history)).toEqual([])
    },
  )

  it.each(named(withVerdict('proven')))(
    '%s proves nothing without the step it is about',
    async (_name, { scenario, requirement }) => {
      expect(requirement.examine(await play(withoutStep(scenario, scenario.about), byScript))).toBeNull()
    },
  )
})

describe('a file that proves a requirement', () => {
  it.each(named(withVerdict('proven')))(
    '%s: the reference clinic comes to the typed outcome',
    async (_name, { scenario, requirement }) => {
      const history = await play(scenario, byReference)
      expect(requirement.examine(history)).toMatchObject({ findings: [] })
      expect(contradictions(history)).toEqual([])
      for (const { result, typed } of typedResults(scenario, history)) expect(result).toMatchObject(typed)
    },
  )

  it.each(named(withVerdict('proven')))('%s: the rules decide as typed', async (_name, { scenario }) => {
    for (const { outcome, decision } of turnsOf(await play(scenario, byScript))) {
      const right = decision()
      const asPayers = right.payers.map(({ kind, share, limitBand }) => ({ kind, share, limitClass: limitBand }))
      expect({ decision: right.outcome, method: right.method }).toEqual({
        decision: outcome.decision,
        method: outcome.method,
      })
      expect(outcome.payers).toEqual(outcome.payers.length === 0 ? [] : asPayers)
      expect(outcome.recorded ?? {}).toMatchObject(
        outcome.recorded === null ? {} : { verified: right.verified, key: right.key },
      )
    }
  })
})

/** The file that each broken service runs against when a right clinic plays it. */
const CAUGHT_BY: Readonly<Record<string, string>> = {
  'loss-day-inclusive': 'row-I/proven.yaml',
  'grace-plus-three-months': 'C03/proven.yaml',
  'medicines-in-grace': 'C04/proven.yaml',
  'consent-until-25-hours': 'C13/proven.yaml',
  'identifier-trimmed': 'C14/proven.yaml',
  'branch-ignored': 'C10/proven.yaml',
  'three-by-card': 'row-A/proven.yaml',
  'pin-locks-at-five': 'C16/proven.yaml',
}

async function contradictionsIn(
  name: string | undefined,
  player: Player,
  practice: NonNullable<SimulatorOptions['practice']>,
) {
  const file = files.find((candidate) => candidate.name === name)
  if (file === undefined) throw new Error(`no file ${name ?? ''}`)
  return contradictions(await play(file.scenario, player, { practice }))
}

describe('what the files expect of the service', () => {
  it.each(serviceMutants.map(({ id, practice }) => [id, practice] as const))(
    '%s is contradicted when a right clinic plays',
    async (id, practice) => {
      expect(await contradictionsIn(CAUGHT_BY[id], byReference, practice)).not.toEqual([])
    },
  )

  it('a result of the reader after the end of the grace is contradicted', async () => {
    const longer: SimulatorOptions['practice'] = {
      policy: (day, book) => ({ ...certificatePolicy(day, book), graceMonths: 4 }),
    }
    expect(await contradictionsIn('C03/violated.yaml', byReference, longer)).toMatchObject([
      { step: 0, expected: 'screens: 006-certificate-invalid', actual: 'screens: result-sent-eligibility-only' },
    ])
  })

  it('an identifier that was decoded on the way is contradicted by the script, which sends it in references', async () => {
    const decoding: SimulatorOptions['practice'] = {
      echoIdentifier: (source) => source.replaceAll('&#x7A93;', '窓').replaceAll('&quot;', '"'),
    }
    expect(await contradictionsIn('C14/proven.yaml', byScript, decoding)).toHaveLength(1)
    expect(await contradictionsIn('C14/proven.yaml', byReference, decoding)).toEqual([])
  })
})

describe('the scripted system', () => {
  it('answers unsupported where nothing is typed, and leaves the rest of an outcome open', async () => {
    const scenario = scenarioSchema.parse({
      people: { patient: { index: 2000 } },
      steps: [
        { do: 'receive', visit: 'v1', person: 'patient', script: { outcome: { offers: ['certificate'] } } },
        { do: 'recheck', visit: 'v1' },
        { do: 'clock', to: '+1h' },
      ],
    })
    const [received, rechecked, moved] = (await play(scenario, byScript)).steps
    expect(received?.result).toMatchObject({ decision: 'none', recorded: null, payers: [], offers: ['certificate'] })
    expect(rechecked?.missing).toEqual({ kind: 'unsupported' })
    expect(moved?.result).toEqual({})
  })
})
