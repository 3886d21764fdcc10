import { describe, expect, it } from 'vitest'
import { civilDate } from '../../src/domain/civil-date.ts'
import { decide } from '../../src/domain/decide.ts'
import type { Decision, Shown } from '../../src/domain/presentation.ts'
import { latestBook } from '../../src/domain/rulesets.ts'
import {
  CURRENT,
  FORMER,
  PATIENT,
  type Scene,
  certificate,
  counter,
  declaration,
  lost,
  read,
  record,
  valid,
} from '../support/counter-builders.ts'

const DAY = '2026-11-21'

const subsidy: Shown = {
  kind: 'add-on',
  certificate: 'subsidy',
  name: PATIENT.name,
  birthDate: PATIENT.birthDate,
  ratio: null,
  limitBand: null,
  payerNumber: '54136015',
  recipientNumber: '1234566',
  validFrom: civilDate('2026-01-01'),
  validUntil: civilDate('2026-12-31'),
  samePrefecture: true,
}

const decided = (scene: Scene): Decision => {
  const { presentation, facts } = counter(DAY, scene)
  return decide(presentation, facts, latestBook)
}

const payers = (scene: Scene): string[] => decided(scene).payers.map(({ kind }) => kind)

describe('a subsidy after a loss of insurance', () => {
  const gone = lost('2026-11-01', record({ key: FORMER }))

  it('is not applied to a visit that rests on a declaration', () => {
    expect(payers({ ...read({}, gone), shown: [subsidy, declaration('030')] })).toEqual(['insurance'])
  })

  it('is applied again to a visit that rests on a new paper with other numbers', () => {
    const scene: Scene = {
      ...read({}, gone),
      shown: [subsidy, certificate('2026-11-01', '2027-10-31')],
      answers: [[CURRENT, valid()]],
    }
    expect(decided(scene).key).toEqual(CURRENT)
    expect(payers(scene)).toEqual(['insurance', 'public-expense'])
  })

  it('is applied on the last covered day', () => {
    expect(payers({ ...read({}, lost('2026-11-22')), shown: [subsidy] })).toEqual(['insurance', 'public-expense'])
  })
})
