import { describe, expect, it } from 'vitest'
import { decide } from '../../src/domain/decide.ts'
import type { Decision } from '../../src/domain/presentation.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import {
  CURRENT,
  FORMER,
  LINE_DOWN,
  NOTHING_FOUND,
  PATIENT,
  type Scene,
  certificate,
  chart,
  counter,
  expired,
  paper,
  record,
  valid,
} from '../support/counter-builders.ts'

const TODAY = '2026-11-21'

function decideOn(day: string, scene: Scene): Decision {
  const { presentation, facts } = counter(day, scene)
  return decide(presentation, facts, latestBook)
}

const codes = (decision: Decision): string[] => decision.reasons.map(({ code }) => code)

/** The insurer's number of the patient with a check digit that does not belong to it. */
const MISPRINTED = { ...CURRENT, insurerNumber: '06139993' }
const misprinted = certificate('2026-08-01', '2027-07-31', { key: MISPRINTED })

describe('a paper whose insurer number fails its check digit', () => {
  it('is asked about and not claimed, although an in-term paper without a record stands', () => {
    const decision = decideOn(TODAY, { shown: [misprinted], answers: [[MISPRINTED, NOTHING_FOUND]] })
    expect(decision).toMatchObject({ outcome: 'ask', key: null, claim: 'NONE', followUps: ['ask-insurer'] })
    expect(decision.offers).toEqual(['my-number-card', 'certificate'])
    expect(codes(decision)).toContain('number-misprinted')
  })

  it('is not accepted while nothing can be asked online either', () => {
    expect(decideOn(TODAY, { ...LINE_DOWN, shown: [misprinted] }).outcome).toBe('ask')
  })

  it.each(['notice', 'portal-pdf', 'portal-screen'] as const)(
    'is no rung of the ladder, as a %s beside the card',
    (kind) => {
      const scene: Scene = { ...LINE_DOWN, card: {}, shown: [paper(kind, { key: MISPRINTED })] }
      const decision = decideOn(TODAY, scene)
      expect(decision.outcome).toBe('ask')
      expect(decision.offers).toContain('declaration')
    },
  )

  it('leaves the way open for a second paper', () => {
    const decision = decideOn(TODAY, { shown: [misprinted, certificate('2026-08-01', '2027-07-31')] })
    expect(decision).toMatchObject({ outcome: 'accepted', method: 'M08', key: CURRENT })
  })

  it('says nothing about six digits of 国保 with the right check digit', () => {
    const key = { insurerNumber: '139998', symbol: '07', number: '0012', branch: '01' }
    const decision = decideOn(TODAY, { shown: [certificate('2026-08-01', '2027-07-31', { key })] })
    expect(decision.outcome).toBe('accepted')
  })
})

describe('a paper under the common name of the patient', () => {
  const named = (name: string) => certificate('2026-08-01', '2027-07-31', { name })
  const online = valid(record({ otherName: '見本　アン' }))

  it('is the same person when the answer has both names, even with numbers that the chart does not know', () => {
    const decision = decideOn(TODAY, {
      chart: chart({ key: FORMER }),
      shown: [named('見本　アン')],
      answers: [[CURRENT, online]],
    })
    expect(decision).toMatchObject({ outcome: 'accepted', key: CURRENT })
  })

  it('is the same person when the chart is kept under the common name', () => {
    const decision = decideOn(TODAY, {
      chart: chart({ key: FORMER, name: '見本　アン' }),
      shown: [named(PATIENT.name)],
      answers: [[CURRENT, online]],
    })
    expect(decision.outcome).toBe('accepted')
  })

  it('stops when neither name of the answer is the one in the chart', () => {
    const decision = decideOn(TODAY, {
      chart: chart({ key: FORMER, name: '別人　太郎' }),
      shown: [named('見本　アン')],
      answers: [[CURRENT, online]],
    })
    expect(decision.outcome).toBe('stop')
  })

  it('stops while nothing can be asked: other numbers and another name are another person', () => {
    const scene: Scene = { ...LINE_DOWN, chart: chart({ key: FORMER }), shown: [named('見本　アン')] }
    expect(decideOn(TODAY, scene).outcome).toBe('stop')
  })

  it('counts at the card too: an answer under the common name fits the chart', () => {
    const scene: Scene = {
      card: expired('2026-01-01'),
      chart: chart({ key: FORMER, name: '見本　アン' }),
      shown: [paper('notice')],
      answers: [
        [CURRENT, online],
        [FORMER, NOTHING_FOUND],
      ],
    }
    expect(decideOn(TODAY, scene)).toMatchObject({ outcome: 'accepted', method: 'M11' })
  })
})
