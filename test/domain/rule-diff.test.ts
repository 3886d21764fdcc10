import { describe, expect, it } from 'vitest'
import { civilDate } from '../../src/domain/civil-date.ts'
import { decide } from '../../src/domain/decide.ts'
import { diffBooks, leafChanges } from '../../src/domain/rule-diff.ts'
import { changedDecisions } from '../../src/domain/rule-search.ts'
import { SAMPLES } from '../../src/domain/rule-search-grid.ts'
import type { RuleBook } from '../../src/domain/rules.ts'
import { row, rule } from '../../src/domain/rules/row.ts'
import { latestBook, ruleBook } from '../../src/domain/rulesets.ts'

const book = (name: string): RuleBook => {
  const found = ruleBook(name)
  if (!found.ok) throw new Error(name)
  return found.value
}

/** A rule whose second value was published late in 2025 and begins in 2026-03. */
const shop = rule<string>({
  id: 'test/shop',
  title: { ja: '店', en: 'Shop' },
  rows: [
    row('closed', 'rules.md 1', 'H', { until: '2026-02-28' }),
    row('open', 'rules.md 2', 'M', { from: '2026-03-01', knownFrom: '2026-01-15' }),
  ],
  otherwise: 'unknown',
})

describe('two revisions', () => {
  it('differ in what moves between their first days, under the later one', () => {
    const { from, to, moved } = diffBooks(book('2025-12'), book('2026-08'), [shop])
    expect([from, to]).toEqual(['2025-12-01', '2026-08-01'])
    expect(moved).toMatchObject([
      { rule: 'test/shop', on: '2026-03-01', before: { value: 'closed' }, after: { value: 'open', confidence: 'M' } },
    ])
  })

  it('differ in what became known between them, on the days about which it is', () => {
    const { learnt } = diffBooks(book('2025-12'), book('2026-08'), [shop])
    expect(learnt).toMatchObject([
      {
        from: '2026-03-01',
        until: null,
        before: { value: 'unknown', knownFrom: null },
        after: { value: 'open', knownFrom: '2026-01-15' },
      },
    ])
    expect(diffBooks(book('2026-03'), book('2026-08'), [shop]).learnt).toEqual([])
  })

  it('are told backwards from the later to the earlier one', () => {
    const { moved } = diffBooks(book('2026-08'), book('2026-03'), [shop])
    expect(moved).toEqual([])
    const back = diffBooks(book('2026-08'), book('2025-12@seeds'))
    const there = diffBooks(book('2025-12'), book('2025-12@seeds'))
    expect(there.moved).toEqual([])
    expect(back.moved.find(({ rule: name }) => name === 'old-card/valid')).toMatchObject({
      on: '2025-12-02',
      before: { value: false },
      after: { value: true },
    })
  })

  it('do not differ from themselves', () => {
    const { moved, learnt } = diffBooks(latestBook, latestBook)
    expect([moved, learnt]).toEqual([[], []])
    expect(changedDecisions(latestBook, latestBook, diffBooks(latestBook, latestBook))).toEqual({
      moved: [],
      learnt: [],
    })
  })

  it('tell a turned setting as something learnt', () => {
    const { learnt } = diffBooks(latestBook, book('latest@grace.mode=EXPIRY_PLUS_3_MONTHS'))
    expect(learnt.map(({ rule: id, after }) => [id, after.value, after.source])).toEqual([
      ['grace/mode', 'EXPIRY_PLUS_3_MONTHS', 'setting grace.mode'],
    ])
  })
})

// rules.md 10.2: what changed from 2025-12-01 to 2026-08-01, and what became known between the ends of those months.
describe('2025-12 and 2026-08', () => {
  const [a, b] = [book('2025-12'), book('2026-08')]
  const diff = diffBooks(a, b)
  const movedOn = (id: string) =>
    diff.moved.filter(({ rule: name }) => name === id).map(({ on, before, after }) => [on, before.value, after.value])
  const decisions = changedDecisions(a, b, diff)

  it('show the end of the old cards and of the tolerance', () => {
    expect(movedOn('old-card/valid')).toEqual([['2025-12-02', true, false]])
    expect(movedOn('provisional/residence-cover')).toEqual([['2026-08-01', true, false]])
    expect(movedOn('provisional/all-covers')).toEqual([
      ['2025-12-02', false, true],
      ['2026-08-01', true, false],
    ])
  })

  it('show the rule for 後期 by age and card', () => {
    expect(movedOn('issuance/kouki')).toEqual([['2026-08-01', 'ALL', 'HOLDING']])
    expect(movedOn('issuance/kouki-age')).toEqual([['2026-08-01', null, 85]])
  })

  it('show the new limits of high-cost care', () => {
    const money = diff.moved.filter(({ rule: name }) => name.startsWith('money/limits'))
    expect(new Set(money.map(({ on }) => on))).toEqual(new Set(['2026-08-01']))
    expect(money.length).toBeGreaterThan(0)
  })

  it('learnt that the tolerance goes on from April to July 2026', () => {
    expect(diff.learnt.filter(({ rule: name }) => name === 'provisional/all-covers')).toMatchObject([
      { from: '2026-04-01', until: '2026-07-31', before: { value: false }, after: { value: true } },
    ])
  })

  it('name receptions that are decided otherwise: the law moved on', () => {
    const ended = decisions.moved.find(({ rules }) => rules.includes('provisional/residence-cover'))
    expect(ended?.examples[0]).toMatchObject({
      words: { en: 'notice alone, 国保' },
      days: ['2025-12-01', '2026-08-01'],
      before: { outcome: 'accepted', method: 'M12' },
      after: { outcome: 'full-charge', method: null },
    })
  })

  it('name receptions that are decided otherwise: we learnt', () => {
    const [first] = decisions.learnt.flatMap(({ examples }) => examples)
    expect(first).toMatchObject({
      days: ['2026-04-01', '2026-04-01'],
      before: { outcome: 'full-charge' },
      after: { outcome: 'accepted', method: 'M02' },
    })
    expect(first?.rules).toContain('provisional/all-covers')
  })
})

describe('what moved', () => {
  it('is decided on both days under the later book: what that book never knew cannot end', () => {
    const [a, b] = [book('2026-06'), book('2026-08@provisional.until=2025-07-31')]
    const { moved, learnt } = changedDecisions(a, b, diffBooks(a, b))
    const methods = (changes: typeof moved) =>
      changes.flatMap(({ examples }) => examples.map(({ before }) => before.method))
    expect(methods(moved)).not.toContain('M02')
    expect(methods(learnt)).toContain('M02')
  })
})

describe('settings that are turned', () => {
  it.each([
    ['grace.coversBody=false', 'M04'],
    ['provisional.until=2026-03-31', 'M02'],
    ['provisional.insurers=RESIDENCE_BASED', 'M02'],
    ['provisional.notice=false', 'M12'],
  ])('%s takes %s away from somebody', (setting, method) => {
    const a = book('2026-03')
    const b = book(`2026-03@${setting}`)
    const day = civilDate('2026-04-01')
    const gone = SAMPLES.filter((sample) => {
      const [x, y] = [sample.on(day, a), sample.on(day, b)]
      return (
        decide(x.presentation, x.facts, a).method === method && decide(y.presentation, y.facts, b).method !== method
      )
    })
    expect(gone.length).toBeGreaterThan(0)
  })
})

describe('the sample receptions', () => {
  it('are told apart by their words, the plainest first', () => {
    const words = SAMPLES.map(({ words: { ja, en } }) => `${ja} | ${en}`)
    expect(new Set(words).size).toBe(words.length)
    const weights = SAMPLES.map(({ weight }) => weight)
    expect(weights).toEqual(weights.toSorted((a, b) => a - b))
    expect(words.every((text) => !text.startsWith(' |') && !text.endsWith('| '))).toBe(true)
  })

  it('change by time alone only where a day is printed: two days of one law are decided alike', () => {
    const [first, second] = [civilDate('2026-09-10'), civilDate('2026-11-10')]
    const differ = SAMPLES.filter((sample) => {
      const [x, y] = [sample.on(first, latestBook), sample.on(second, latestBook)]
      const [was, is] = [decide(x.presentation, x.facts, latestBook), decide(y.presentation, y.facts, latestBook)]
      return was.method !== is.method || was.outcome !== is.outcome
    })
    // 95 days after its end a certificate is in its grace or not, by the month in which it ended.
    expect(differ.filter(({ words }) => !words.en.includes('95 days'))).toEqual([])
  })
})

describe('the parts of a value that changed', () => {
  it('stand at their paths', () => {
    expect(leafChanges({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: 1, c: 3 }, d: [1, 2] })).toEqual([
      { at: 'a.c', before: 2, after: 3 },
      { at: 'd', before: [1], after: [1, 2] },
    ])
    expect(leafChanges(1, 2)).toEqual([{ at: '', before: 1, after: 2 }])
    expect(leafChanges({ a: 1 }, { a: 1 })).toEqual([])
  })
})
