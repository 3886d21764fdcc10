import { describe, expect, it } from 'vitest'
import { ConformanceFailure, failureOf, ourDefect } from '../../src/vitest/failure.ts'
import type { Report, Verdict } from '../../src/conformance/requirement.ts'

const defects: Report['serviceDefects'] = [{ scenario: 'row-a.yaml', step: 2, expected: 'validity 1', actual: '4' }]

const verdict: Verdict = {
  requirement: 'row-A',
  severity: 'must',
  verdict: 'violated',
  reason: { ja: '違反', en: 'violated somehow' },
  evidence: 'observed',
  cases: 1,
  people: 1,
  days: 1,
  facilities: 1,
  edges: [],
  counterexample: null,
}

const report: Report = {
  suite: 'clinic',
  system: { name: 'ours', version: '1' },
  seed: 42,
  cases: 1,
  ruleset: '2026-08',
  start: '2026-11-21T09:00:00+09:00',
  verdicts: [verdict],
  sentences: { 'row-A': { ja: '文', en: 'sentence' } },
  summary: { proven: 0, violated: 1, waived: 0, notApplicable: 0, unproven: 0 },
  serviceDefects: [],
  driverProblem: null,
  histories: 1,
}

describe('a defect of the service', () => {
  it('is told as ours, with what was expected', () => {
    const failure = ourDefect(defects, 'en')
    expect(failure).toBeInstanceOf(ConformanceFailure)
    expect(failure.message).toContain('row-a.yaml, 3')
    expect(failure.message).toContain('expected  validity 1')
    expect(failure.message).toContain('ours: this is a defect of Madoguchi')
  })

  it('casts doubt on a violation found in the same run', () => {
    const run = { report, lang: 'en', driver: 'reference', file: 'test/clinic.test.ts' } as const
    expect(failureOf({ ...run, defects }, verdict)?.message).toContain('ours, perhaps')
    expect(failureOf({ ...run, defects: [] }, verdict)?.message).toContain('yours: ')
  })
})
