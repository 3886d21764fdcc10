import { describe, expect, it } from 'vitest'
import { measurePower } from '../../src/conformance/power.ts'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { hollowSubjects, judgeClinic, powerDefaults } from '../support/suites.ts'

const verdicts = (report: Awaited<ReturnType<typeof judgeClinic>>, kind: string): string[] =>
  report.verdicts.filter((verdict) => verdict.verdict === kind).map((verdict) => verdict.requirement)

describe('the reference clinic', () => {
  it('proves each of the 103 requirements, every edge seen', { timeout: 60_000 }, async () => {
    const report = await judgeClinic()
    expect(report.summary).toEqual({ proven: 103, violated: 0, waived: 0, notApplicable: 0, unproven: 0 })
    expect(report.verdicts.flatMap((verdict) => verdict.edges.filter((edge) => edge.seen === 0))).toEqual([])
  })

  it('is unproven with fewer cases than asked for', async () => {
    const report = await judgeClinic({ only: ['C03'], cases: 3 })
    expect(report.verdicts.map((verdict) => [verdict.verdict, verdict.reason.en.startsWith('edges not seen')])).toEqual(
      [['unproven', true]],
    )
  })

  it('with a fixed clock and one world is shown what the day can host and no more', { timeout: 60_000 }, async () => {
    const report = await judgeClinic({ fixedAt: '2026-11-21T10:00:00+09:00', oneWorld: true })
    expect(verdicts(report, 'violated')).toEqual([])
    expect(verdicts(report, 'unproven')).toEqual([])
    expect(verdicts(report, 'not-applicable')).toEqual(['M01', 'S02', 'row-N', 'S01'])
    const reason = report.verdicts.find((verdict) => verdict.requirement === 'M01')?.reason
    expect(reason).toEqual({ ja: '時計が固定（この日付は再び来ない）', en: 'clock fixed; never possible again' })
    const grace = report.verdicts.find((verdict) => verdict.requirement === 'C03')?.edges ?? []
    expect(grace.find((edge) => edge.id === '2026-08-20/last')?.notApplicable).toEqual({
      next: '2026-11-30',
      movesClock: false,
    })
    expect(grace.find((edge) => edge.id === 'first-day')?.notApplicable).toBeNull()
  })

  it('with a clock fixed on a month end is shown the last day of a grace', async () => {
    const report = await judgeClinic({ fixedAt: '2026-11-30T10:00:00+09:00', only: ['C03'] })
    const [verdict] = report.verdicts
    expect(verdict?.verdict).toBe('proven')
    expect(verdict?.edges.filter((edge) => edge.seen > 0).map((edge) => edge.id)).toEqual([
      'first-day',
      'inside',
      'last-day',
      '2026-08-20/last',
    ])
  })
})

describe('systems that never call the service', () => {
  it('violate every requirement that needs an inquiry, and prove nothing', { timeout: 120_000 }, async () => {
    const power = await measurePower({ ...powerDefaults, subjects: hollowSubjects() })
    const needed = clinicRequirements.filter((requirement) => requirement.inquiry).map((requirement) => requirement.id)
    for (const row of power.matrix) {
      expect(row.violated).toEqual(expect.arrayContaining(needed))
      expect(row.proven).toEqual([])
    }
  })

  it('that decide nothing violate no requirement that needs no inquiry', { timeout: 120_000 }, async () => {
    const power = await measurePower({
      ...powerDefaults,
      subjects: hollowSubjects().filter(({ id }) => id === 'empty'),
    })
    const needed = clinicRequirements.filter((requirement) => requirement.inquiry).map((requirement) => requirement.id)
    expect(power.matrix[0]?.violated.filter((id) => !needed.includes(id))).toEqual([])
  })
})

describe('the registry', () => {
  it('names a killer for every requirement and no two requirements by the same set', () => {
    const sets = clinicRequirements.map((requirement) => requirement.mutants.toSorted().join(' '))
    expect(sets.filter((set) => set === '')).toEqual([])
    expect(new Set(sets).size).toBe(clinicRequirements.length)
  })

  it('gives every requirement both sentences, sources and edges of unique name', () => {
    for (const { sentence, sources, edges } of clinicRequirements) {
      expect(sentence.ja).toMatch(/。$/)
      expect(sentence.en).toMatch(/\.$/)
      expect(sources.length).toBeGreaterThan(0)
      expect(new Set(edges.map((edge) => edge.id)).size).toBe(edges.length)
    }
  })
})
