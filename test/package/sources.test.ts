import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clinicRequirements, insurerRequirements } from '../../src/conformance/requirements/index.ts'
import { LOSS_DATES } from '../../src/domain/loss-dates.ts'
import { RULES } from '../../src/domain/rules/index.ts'
import { SETTINGS } from '../../src/domain/settings.ts'

const listed = new Set(
  [...readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8').matchAll(/^\| `([^`]+)` \|/gm)].map(
    (match) => match[1],
  ),
)
const keysIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:S[0-4]|[WD]\d{1,3}|TECH|MYNA|ONSHI(?:-FACE)?)\b/g)].map((match) => match[0])

/** Keys of the insurers' sources stand in brackets, so that method ids such as M01 are none. */
const bracketedIn = (text: string): string[] =>
  [...text.matchAll(/\[([A-Z]\d{1,3}[a-z]?)\]/g)].flatMap((match) => match[1] ?? [])

describe('docs/sources.md', () => {
  it('lists every key that a rule, a setting or a requirement cites', () => {
    const cited = [
      ...RULES.flatMap((rule) => rule.rows.map((row) => row.source.key)),
      ...SETTINGS.map((setting) => setting.source),
      ...clinicRequirements.flatMap((requirement) => requirement.sources),
    ].flatMap(keysIn)
    expect(cited.length).toBeGreaterThan(60)
    expect(cited.filter((key) => !listed.has(key))).toEqual([])
  })

  it("lists every key that an insurer's requirement or a loss date cites", () => {
    const cited = [
      ...insurerRequirements.flatMap((requirement) => requirement.sources),
      ...LOSS_DATES.map(({ source }) => source),
    ].flatMap(bracketedIn)
    expect(cited.length).toBeGreaterThan(40)
    expect([...new Set(cited)].filter((key) => !listed.has(key)).toSorted()).toEqual([])
  })
})
