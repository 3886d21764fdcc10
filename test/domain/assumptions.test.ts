import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ASSUMPTIONS, CODE_FAMILIES, assumptionsPage, codesOf } from '../../src/domain/assumptions.ts'
import { SETTINGS } from '../../src/domain/settings.ts'

const root = new URL('../../', import.meta.url)
const sources = globSync('{src,generators,scenarios,simulator}/**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('assumptions.ts'))
  .map((file) => readFileSync(new URL(file, root), 'utf8'))

const namesIn = (pattern: RegExp): string[] =>
  [...new Set(sources.flatMap((source) => source.match(pattern) ?? []))].toSorted()

/** Every code of our own that stands in the code. */
const codes = namesIn(/SIM-(?:[A-Z]\d{3}|[A-Z]{2,}\w*)\b/g)

describe('the page of assumptions', () => {
  it('is what the code says', async () => {
    await expect(assumptionsPage(codes)).toMatchFileSnapshot('../../docs/assumptions.md')
  })

  it('names every setting, in both languages and with its source', () => {
    const page = assumptionsPage(codes)
    for (const { name, title, source } of SETTINGS) {
      expect(page).toContain(`| \`${name}\` | ${title.ja}<br>${title.en} |`)
      expect(page).toContain(source)
    }
  })

  it('names every gap that the code cites', () => {
    const cited = namesIn(/ASM-\d\d/g)
    expect(cited.length).toBeGreaterThan(5)
    expect(cited.filter((id) => !ASSUMPTIONS.some((assumption) => assumption.id === id))).toEqual([])
  })

  it('has a family for every code of our own, and a code for every family', () => {
    expect(codes.length).toBeGreaterThan(50)
    const other = CODE_FAMILIES.find(({ prefix }) => prefix === 'SIM-')
    expect(other === undefined ? [] : codesOf(other, codes).filter((one) => /\d{3}$/.test(one))).toEqual([])
    expect(CODE_FAMILIES.filter((family) => codesOf(family, codes).length === 0)).toEqual([])
    expect(new Set(CODE_FAMILIES.map(({ prefix }) => prefix)).size).toBe(CODE_FAMILIES.length)
  })
})
