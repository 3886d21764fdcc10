import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clinicRequirements } from '../../src/conformance/requirements/index.ts'
import { RULES } from '../../src/domain/rules/index.ts'
import { SETTINGS } from '../../src/domain/settings.ts'

const listed = new Set(
  [...readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8').matchAll(/^\| `([^`]+)` \|/gm)].map(
    (match) => match[1],
  ),
)
const keysIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:S[0-4]|[WD]\d{1,3}|TECH|MYNA|ONSHI(?:-FACE)?)\b/g)].map((match) => match[0])

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
})
