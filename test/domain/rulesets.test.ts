import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addDays, civilDate } from '../../src/domain/civil-date.ts'
import type { Rule, Ruleset } from '../../src/domain/rules.ts'
import { RULES } from '../../src/domain/rules/index.ts'
import { RULESETS, bookKnownOn, firstDayOf, ruleBook, rulesetKnownOn } from '../../src/domain/rulesets.ts'

const GOLDEN = new URL('golden/revisions.json', import.meta.url)
const goldenSchema = z.record(z.string(), z.record(z.string(), z.string()))

type Pins = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * Pins of published revisions: for each rule the hash of all rows that the revision knows. The file says under a revision
 * only what differs from the revision before. A pin never changes: a published revision is mended by a new row that became
 * known later. A new rule or revision adds pins: run this file with `-u`, which keeps every pin and adds what is missing.
 */
function expanded(written: Pins): Pins {
  let before: Readonly<Record<string, string>> = {}
  return Object.fromEntries(
    Object.entries(written).map(([id, rules]) => {
      before = { ...before, ...rules }
      return [id, before]
    }),
  )
}

function shortened(whole: Pins): Pins {
  let before: Readonly<Record<string, string>> = {}
  return Object.fromEntries(
    Object.entries(whole).map(([id, rules]) => {
      const news = Object.entries(rules).filter(([rule, pin]) => before[rule] !== pin)
      before = rules
      return [id, Object.fromEntries(news.toSorted(([a], [b]) => (a < b ? -1 : 1)))]
    }),
  )
}

const golden = expanded(existsSync(GOLDEN) ? goldenSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8'))) : {})

/** JSON with sorted keys, so that the order in which a table is written does not count. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}

function pinOf({ rows, otherwise }: Rule<unknown>, { knowledgeDate }: Ruleset): string {
  const known = rows.filter(({ knownFrom }) => knownFrom <= knowledgeDate).map(canonical)
  return createHash('sha256')
    .update(canonical({ known: known.toSorted(), otherwise }))
    .digest('hex')
    .slice(0, 16)
}

const pins = Object.fromEntries(
  RULESETS.map((ruleset) => [ruleset.id, Object.fromEntries(RULES.map((rule) => [rule.id, pinOf(rule, ruleset)]))]),
)

describe('a published revision', () => {
  it('never changes: every pinned rule still has the rows that it had', () => {
    const changed = Object.entries(golden).flatMap(([id, rules]) =>
      Object.entries(rules)
        .filter(([rule, pin]) => pins[id]?.[rule] !== pin)
        .map(([rule]) => `${id} ${rule}`),
    )
    expect(changed).toEqual([])
  })

  it('has a pin for every rule', async () => {
    const whole = Object.fromEntries(Object.entries(pins).map(([id, rules]) => [id, { ...rules, ...golden[id] }]))
    await expect(`${JSON.stringify(shortened(whole), null, 2)}\n`).toMatchFileSnapshot('golden/revisions.json')
  })

  it('is told from another by a row that became known between them', () => {
    const at = (id: string) => pins[id]?.['provisional/all-covers']
    expect(at('2025-10')).not.toBe(at('2025-11'))
    expect(at('2025-11')).toBe(at('2025-12'))
    expect(at('2025-12')).not.toBe(at('2026-03'))
    expect(at('2026-03')).toBe(at('2026-08'))
  })
})

describe('the revisions', () => {
  // rules.md 10.2, last paragraph: nothing became known in 2026-04, and 2025-07 changed no behaviour.
  it('are one per month in which the facts changed', () => {
    const ids = RULESETS.map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted())
    expect(ids).toEqual(expect.arrayContaining(['2024-10', '2024-12', '2025-10', '2025-11', '2026-03', '2026-08']))
    expect(ids).not.toContain('2026-04')
    expect(ids).not.toContain('2025-07')
  })

  it('begin with the month after which they are named', () => {
    expect(RULESETS.map((ruleset) => firstDayOf(ruleset) <= ruleset.knowledgeDate)).not.toContain(false)
    expect(RULESETS.filter(({ id }) => id === '2025-12').map(firstDayOf)).toEqual(['2025-12-01'])
  })
})

describe('what was known on a day', () => {
  it.each([
    ['2021-10-20', '2023-12'],
    ['2023-12-31', '2023-12'],
    ['2024-05-30', '2023-12'],
    ['2024-05-31', '2024-05'],
    ['2025-11-29', '2025-10'],
    ['2025-11-30', '2025-11'],
    ['2026-03-30', '2025-12'],
    ['2026-03-31', '2026-03'],
    ['2026-11-21', '2026-08'],
    ['2040-01-01', '2026-08'],
  ])('on %s is revision %s', (day, id) => {
    expect(rulesetKnownOn(civilDate(day)).id).toBe(id)
    expect(bookKnownOn(civilDate(day)).ruleset.id).toBe(id)
    expect(ruleBook('as-known', civilDate(day))).toMatchObject({ ok: true, value: { ruleset: { id } } })
  })

  it.each(RULESETS)('is $id from its knowledge date on', (ruleset) => {
    expect(rulesetKnownOn(ruleset.knowledgeDate)).toBe(ruleset)
  })

  it.each(RULESETS.slice(1))('is not $id on the day before its knowledge date', (ruleset) => {
    expect(rulesetKnownOn(addDays(ruleset.knowledgeDate, -1))).not.toBe(ruleset)
  })

  it('needs a day', () => {
    expect(ruleBook('as-known')).toMatchObject({ ok: false, problem: { unknown: 'as-known' } })
    expect(ruleBook('as-known@seeds', civilDate('2025-01-10'))).toMatchObject({
      ok: true,
      value: { ruleset: { id: '2024-12' }, settings: { 'pin.userAuth.maxFailures': 5 } },
    })
  })
})
