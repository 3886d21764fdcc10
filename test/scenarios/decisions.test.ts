import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadScenario } from '../../scenarios/load.ts'
import type { ReceiveStep, Scenario } from '../../scenarios/scenario.ts'
import type { DecidedReception } from '../../src/cli/commands/decide.ts'
import { decideScenario } from '../../src/cli/join.ts'
import { civilDate } from '../../src/domain/civil-date.ts'
import { limitBand } from '../../src/domain/money/band.ts'
import { patientPays } from '../../src/domain/money/patient-pays.ts'
import { latestBook } from '../../src/domain/rulesets.ts'

type Typed = NonNullable<ReceiveStep['decides']>

function scenarioOf(file: string): Scenario {
  const loaded = loadScenario(readFileSync(file, 'utf8'), file)
  if (!loaded.ok) throw new Error(`${file} does not load: ${JSON.stringify(loaded.problem)}`)
  return loaded.value
}

const typedOf = ({ steps }: Scenario): (readonly [number, Typed])[] =>
  steps.flatMap((step, at) =>
    step.do === 'receive' && step.decides !== undefined ? [[at, step.decides] as const] : [],
  )

/** Amounts typed from the facts: step, visit, cost and what the patient owes, all in yen. */
const billsOf = ({ steps }: Scenario) =>
  steps.flatMap((step) =>
    step.do === 'bill' && step.script?.bill !== undefined
      ? [{ visit: step.visit, totalCost: step.totalCost, patientPays: step.script.bill.patientPays }]
      : [],
  )

const ALL = globSync('scenarios/data/**/*.yaml')
  .toSorted()
  .map((file) => [file, scenarioOf(file)] as const)
const RULEBOOK = ALL.filter(([file, { suite }]) => suite === 'clinic' && /[\\/]rulebook[\\/]/.test(file))
const FILES = ALL.filter(([, scenario]) => typedOf(scenario).length > 0)
const BILLED = RULEBOOK.filter(([, scenario]) => billsOf(scenario).length > 0)

/** What a visit costs by its last decision: one claim of its month, out-patient, in no halved month. */
function owedIn(decided: readonly DecidedReception[], visit: string, totalCost: number): number | null {
  const last = decided.findLast((reception) => reception.visit === visit)
  if (last === undefined || last.decision.share === null) return null
  const { share, limitBand: code, key } = last.decision
  const pays = patientPays(
    {
      share,
      band: code === null ? null : limitBand(code),
      careDay: civilDate(last.at.slice(0, 10)),
      totalCost,
      place: 'out-patient',
      kouki: key !== null && key.insurerNumber.startsWith('39'),
    },
    latestBook,
  )
  return pays.ok ? pays.value.owed : null
}

describe('a decision typed from the facts', () => {
  it('stands in many files', () => {
    expect(FILES.length).toBeGreaterThan(60)
  })

  it.each(FILES)('is what the rules say: %s', async (_file, scenario) => {
    const decided = await decideScenario(scenario)
    for (const [at, typed] of typedOf(scenario)) {
      const { because, payers, followUps, ...fields } = typed
      const decision = decided.find(({ step }) => step === at)?.decision
      expect(decision, `step ${at}`).toMatchObject(fields)
      const kinds = decision?.payers.map(({ kind }) => kind)
      expect(kinds, `payers of step ${at}`).toEqual(payers ?? kinds)
      const later = decision?.followUps.toSorted()
      expect(later, `follow-ups of step ${at}`).toEqual(followUps?.toSorted() ?? later)
      expect(decision?.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(because ?? []))
    }
  })

  it.each(RULEBOOK)('belongs to every reception of a file about the rules: %s', (_file, scenario) => {
    const receptions = scenario.steps.filter((step) => step.do === 'receive')
    expect(receptions.length).toBeGreaterThan(0)
    expect(typedOf(scenario).length).toBe(receptions.length)
    for (const [, typed] of typedOf(scenario)) expect(typed.because?.length ?? 0).toBeGreaterThan(0)
  })
})

describe('an amount typed from the facts', () => {
  it('stands in many files', () => {
    expect(BILLED.length).toBeGreaterThan(6)
  })

  it.each(BILLED)('is what the rules make of the decision: %s', async (_file, scenario) => {
    const decided = await decideScenario(scenario)
    for (const { visit, totalCost, patientPays: typed } of billsOf(scenario))
      expect(owedIn(decided, visit, totalCost), visit).toBe(typed)
  })
})
