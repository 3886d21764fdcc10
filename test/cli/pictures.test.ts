import { describe, expect, it } from 'vitest'
import { replay } from '../../scenarios/replay.ts'
import { type ScenarioInput, scenarioSchema } from '../../scenarios/scenario.ts'
import { createSimulator } from '../../simulator/index.ts'
import { picturesOf } from '../../src/cli/pictures.ts'
import { openDriver } from '../../src/session/session.ts'
import { IN_PROCESS } from '../../src/session/driver-spec.ts'

async function papersOf(input: ScenarioInput) {
  const scenario = scenarioSchema.parse(input)
  const simulator = createSimulator()
  const spec = { kind: 'reference', traits: IN_PROCESS } as const
  const driver = await openDriver(scenario.suite, spec, simulator.fetch, { lang: 'en' })
  const options = { capabilities: null, fixedNow: null, freshPeople: 0, caseName: 'pictures' }
  const replayed = await replay(scenario, simulator.worlds, driver, options)
  if (replayed.kind !== 'history') throw new Error('refused')
  return picturesOf(replayed.history)
}

const isPng = (bytes: Uint8Array): boolean => Buffer.from(bytes.slice(0, 4)).toString('latin1') === '\u0089PNG'

describe('the papers of a report', () => {
  it('are what the insurer issued, at the step that told it', async () => {
    const papers = await papersOf({
      suite: 'insurer',
      people: { patient: { index: 64, changes: { birthDate: '1980-05-15', coverage: [] } } },
      steps: [
        { do: 'clock', to: '+1h' },
        {
          do: 'event',
          person: 'patient',
          event: { kind: 'join', fact: 'start', number: '64', certificateWanted: true },
        },
      ],
    })
    expect(papers.map(({ step, title }) => [step, title.ja])).toEqual([[1, 'patient: 資格確認書']])
    expect(papers[0]?.text).toContain('番号: 64')
    expect(papers.every(({ png }) => isPng(png))).toBe(true)
  })

  it('are what lay on the counter, screens of a phone too', async () => {
    const papers = await papersOf({
      people: { patient: { index: 64 } },
      steps: [{ do: 'receive', visit: 'v1', person: 'patient', show: [{ kind: 'notice' }, { kind: 'screenshot' }] }],
    })
    expect(papers.map(({ step, title }) => [step, title.en])).toHaveLength(2)
    expect(papers.every(({ png, step }) => isPng(png) && step === 0)).toBe(true)
  })
})
