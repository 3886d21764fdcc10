import { describe, expect, it } from 'vitest'
import { EXIT, exitCodeOf, worstOf } from '../../src/cli/exit-code.ts'
import type { Report, Verdict } from '../../src/conformance/requirement.ts'

const verdict = (kind: Verdict['verdict'], severity: Verdict['severity'] = 'must'): Verdict => ({
  requirement: 'R',
  severity,
  verdict: kind,
  reason: { ja: '', en: '' },
  evidence: 'observed',
  cases: 1,
  people: 1,
  days: 1,
  facilities: 1,
  edges: [],
  counterexample: null,
})

const report = (verdicts: readonly Verdict[], more: Partial<Report> = {}): Report => ({
  suite: 'clinic',
  system: { name: '', version: '' },
  seed: 42,
  cases: 1,
  ruleset: 'latest',
  start: '',
  verdicts,
  sentences: {},
  summary: { proven: 0, violated: 0, waived: 0, notApplicable: 0, unproven: 0 },
  serviceDefects: [],
  driverProblem: null,
  histories: 10,
  ...more,
})

const dead = { driverProblem: { code: 'DRIVER_DIED', message: '' } }
const defect = { serviceDefects: [{ scenario: 'a', step: 0, expected: '', actual: '' }] }
const lax = { strict: false }

describe('the exit code', () => {
  it.each([
    ['everything proven', [verdict('proven')], {}, 0],
    [
      'proven beside not applicable and waived',
      [verdict('proven'), verdict('not-applicable'), verdict('waived')],
      {},
      0,
    ],
    ['a violated should', [verdict('proven'), verdict('violated', 'should')], {}, 0],
    ['a violated must', [verdict('proven'), verdict('violated')], {}, 1],
    ['a violated must beside an unproven one', [verdict('violated'), verdict('unproven')], {}, 1],
    ['something unproven', [verdict('proven'), verdict('unproven')], {}, 5],
    ['no verdict at all', [], {}, 5],
    ['nothing but not applicable', [verdict('not-applicable')], {}, 5],
    ['no history', [verdict('proven')], { histories: 0 }, 5],
    ['a dead driver beside a violation', [verdict('violated')], dead, 3],
    ['a dead driver beside a defect of ours', [], { ...dead, ...defect }, 3],
    ['a defect of ours beside a violation', [verdict('violated')], defect, 4],
  ] as const)('of %s', (_, verdicts, more, code) => {
    expect(exitCodeOf(report(verdicts, more), lax)).toBe(code)
  })

  it('takes a violated should for a failure when strict', () => {
    expect(exitCodeOf(report([verdict('violated', 'should')]), { strict: true })).toBe(EXIT.violated)
  })

  it('follows the precedence 2, 3, 4, 1, 6, 5, 0', () => {
    const order = [2, 3, 4, 1, 6, 5, 0] as const
    order.forEach((code, place) => expect(worstOf(order.slice(place).toReversed())).toBe(code))
  })
})
