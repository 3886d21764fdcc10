import { describe, expect, it } from 'vitest'
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../scenarios/scenario.ts'
import type { Report, Verdict } from '../../src/conformance/requirement.ts'
import { REPORTERS } from '../../src/conformance/reporters/index.ts'
import { REPORT_KINDS } from '../../src/conformance/reporters/kinds.ts'
import type { ReportContext } from '../../src/conformance/reporters/reporter.ts'
import { parseXml } from '../../src/wire/xml.ts'

const input: ScenarioInput = {
  start: '2026-11-30T09:00:00+09:00',
  people: { tanaka: { index: 12 } },
  steps: [
    { do: 'fault', fault: 'line-down', on: true },
    {
      do: 'receive',
      visit: 'v1',
      person: 'tanaka',
      show: [
        { kind: 'my-number-card', reader: ['face', 'pin-wrong'] },
        { kind: 'certificate', issued: 'start-10d', validUntil: 'start' },
      ],
    },
    { do: 'clock', to: '+24h' },
    { do: 'change', person: 'tanaka', what: { kind: 'lose', date: 'start' } },
    { do: 'view', visit: 'v1', role: 'qualified', what: 'medicines' },
    { do: 'recheck', visit: 'v1' },
    { do: 'claim', visits: ['v1'] },
  ],
}
const scenario: Scenario = scenarioSchema.parse(input)

const verdict = (requirement: string, kind: Verdict['verdict'], more: Partial<Verdict> = {}): Verdict => ({
  requirement,
  severity: 'must',
  verdict: kind,
  reason: { ja: `${requirement}の理由`, en: `why ${requirement}` },
  evidence: 'observed',
  cases: 100,
  people: 90,
  days: 12,
  facilities: 2,
  edges: [],
  counterexample: null,
  ...more,
})

const counterexample = {
  scenario,
  case: 'R2#7',
  finding: { code: 'ten-tenths' as const, step: 1, expected: 'accepted', actual: 'full-charge & "10割" <x>' },
  unstable: false,
  steps: 7,
}

const report: Report = {
  suite: 'clinic',
  system: { name: 'ours', version: '1' },
  seed: 42,
  cases: 100,
  ruleset: '2026-08',
  start: '2026-11-21T09:00:00+09:00',
  verdicts: [
    verdict('R1', 'proven'),
    verdict('R2', 'violated', { counterexample }),
    verdict('R3', 'violated', { severity: 'should' }),
    verdict('R4', 'not-applicable'),
    verdict('R5', 'unproven'),
    verdict('R6', 'waived'),
  ],
  sentences: Object.fromEntries(
    ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'].map((id) => [
      id,
      { ja: `${id}の文。`.repeat(30), en: `Sentence of ${id}. `.repeat(30) },
    ]),
  ),
  summary: { proven: 1, violated: 2, waived: 1, notApplicable: 1, unproven: 1 },
  serviceDefects: [],
  driverProblem: null,
  histories: 500,
}
const context: ReportContext = { files: { R2: 'reports/counterexamples/R2.yaml' }, driver: 'stdio:node my driver.js' }

describe('the console report', () => {
  const lines = REPORTERS.console(report, 'en', context).split('\n')

  it('begins with how much is proven, and how much was not supported', () => {
    expect(lines[0]).toBe('proven 1 of 6, 1 not supported')
    expect(REPORTERS.console(report, 'ja', context).split('\n')[0]).toBe('6件中1件が適合、1件は対象外')
  })

  it('has one line per requirement, shortened to a terminal', () => {
    for (const id of ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'])
      expect(lines.filter((line) => line.includes(` ${id}  Sentence`))).toHaveLength(1)
    expect(lines.find((line) => line.includes(' R1 '))?.length).toBeLessThan(110)
  })

  it('says of a violation what, where, whose, the smallest steps, the file and how to see it again', () => {
    const text = lines.join('\n')
    expect(text).toContain('expected: accepted')
    expect(text).toContain('step 2 of 7 (R2#7)')
    expect(text).toContain('yours:')
    expect(text).toContain('1. Line down: begins')
    expect(text).toContain(
      '2. v1: tanaka comes and shows My Number card (face, wrong PIN), eligibility certificate (issued start-10d, until start).',
    )
    expect(text).toContain('madoguchi replay reports/counterexamples/R2.yaml --driver "stdio:node my driver.js"')
  })

  it('shows it again in the encoding in which it was seen', () => {
    const text = REPORTERS.console(report, 'en', { ...context, encoding: 'Shift_JIS' })
    expect(text).toContain('--driver "stdio:node my driver.js" --encoding Shift_JIS')
  })

  it('tells the steps in Japanese too', () => {
    const text = REPORTERS.console(report, 'ja', context)
    for (const words of [
      '回線の障害が起きる',
      'tanakaが受診',
      '時計を +24h にする',
      '有資格者が薬剤情報を開く',
      '資格を確認し直す',
      '請求する: v1',
    ]) {
      expect(text).toContain(words)
    }
  })

  it('is coloured only when asked', () => {
    expect(lines.join('\n')).not.toContain('\u001B')
    expect(REPORTERS.console(report, 'en', { ...context, colours: true })).toContain('\u001B[31m')
  })

  it('says when the run was stopped, and when the defect is ours', () => {
    const broken: Report = {
      ...report,
      driverProblem: { code: 'DRIVER_DIED', message: 'it ended' },
      serviceDefects: [{ scenario: 'a.yaml', step: 0, expected: 'x', actual: 'y' }],
    }
    const text = REPORTERS.console(broken, 'en', context)
    expect(text).toContain('DRIVER_DIED')
    expect(text).toContain('a.yaml, step 1')
    expect(text).toContain('ours:')
  })
})

describe('the JSON report', () => {
  it('keeps the fields that others rely on', () => {
    const json: unknown = JSON.parse(REPORTERS.json(report, 'en', context))
    expect(json).toMatchObject({
      summary: { proven: 1, violated: 2, waived: 1, notApplicable: 1, unproven: 1 },
      verdicts: [
        { requirement: 'R1', verdict: 'proven', reason: 'why R1', evidence: 'observed', cases: 100, file: null },
        { requirement: 'R2', verdict: 'violated', file: 'reports/counterexamples/R2.yaml', case: 'R2#7' },
        { requirement: 'R3', verdict: 'violated' },
        { requirement: 'R4', verdict: 'not-applicable' },
        { requirement: 'R5', verdict: 'unproven' },
        { requirement: 'R6', verdict: 'waived' },
      ],
    })
  })
})

describe('the JUnit report', () => {
  it('is well-formed XML whatever a finding says', () => {
    const xml = REPORTERS.junit(report, 'ja', context)
    expect(parseXml(new TextEncoder().encode(xml)).ok).toBe(true)
    expect(xml).toContain('full-charge &amp; &quot;10割&quot; &lt;x&gt;')
  })

  it('counts violated and unproven as failures, the rest as skipped', () => {
    expect(REPORTERS.junit(report, 'en', context)).toContain('tests="6" failures="2" errors="0" skipped="3"')
    expect(REPORTERS.junit(report, 'en', { ...context, strict: true })).toContain(
      'tests="6" failures="3" errors="0" skipped="2"',
    )
  })

  it('shows trouble with the driver as an error', () => {
    const xml = REPORTERS.junit({ ...report, driverProblem: { code: 'DRIVER_DIED', message: 'gone' } }, 'en', context)
    expect(xml).toContain('tests="7" failures="2" errors="1"')
  })
})

describe('every reporter', () => {
  it.each(REPORT_KINDS)('%s renders an empty report', (kind) => {
    const empty: Report = { ...report, verdicts: [], histories: 0 }
    expect(REPORTERS[kind](empty, 'ja', { files: {}, driver: 'reference' })).not.toBe('')
  })
})
