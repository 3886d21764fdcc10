import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { METHOD_IDS } from '../../src/domain/messages/catalogue.ts'
import { methodsPage } from '../../src/domain/methods-page.ts'
import { METHODS, SEED_ALIASES, daysText, methodByAlias, methodDays } from '../../src/domain/methods.ts'
import { RULES } from '../../src/domain/rules/index.ts'

const listed = new Set(
  [...readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8').matchAll(/^\| `([^`]+)` \|/gm)].map(
    (match) => match[1],
  ),
)

const idsOf = (alias: string): string[] => methodByAlias(alias).map(({ id }) => id)
const daysOf = (id: string): string[] =>
  METHODS.filter((method) => method.id === id)
    .flatMap(methodDays)
    .map((one) => `${one.rule} ${daysText(one)}`.trim())

describe('the table of methods', () => {
  it('holds every method once, M20 as two', () => {
    expect(METHODS.map(({ id }) => id)).toEqual([...METHOD_IDS])
    expect(new Set(METHOD_IDS).size).toBe(33)
  })

  it.each([
    ['S4-1', ['M01']],
    ['S4-2', ['M08']],
    ['S4-3', ['M03']],
    ['S4-4', ['M05']],
    ['S4-5', ['M11']],
    ['S4-6', ['M09', 'M10']],
    ['S4-7', ['M14']],
    ['S4-8', ['M06']],
    ['S4-9', ['M07']],
    ['S4-10', ['M22']],
    ['S3-①', ['M01']],
    ['S3-②', ['M03']],
    ['S3-③', ['M08']],
    ['S3-④', ['M09']],
    ['S3-⑤', ['M10']],
    ['S3-⑥', ['M11']],
    ['S0-①', ['M01']],
    ['S0-②', ['M03']],
    ['S0-②-a', ['M09']],
    ['S0-②-b', ['M11']],
    ['S0-③', ['M08']],
  ])('knows the number %s of an original document', (alias, ids) => {
    expect(idsOf(alias)).toEqual(ids)
  })

  it('uses every number of the original documents, and none twice on a row; one number is two methods, screen or PDF', () => {
    const used = METHODS.flatMap(({ aliases }) => aliases)
    expect([...new Set(used)].toSorted()).toEqual([...SEED_ALIASES].toSorted())
    expect(used.length).toBe(SEED_ALIASES.length + 1)
    expect(idsOf('S4-11')).toEqual([])
  })

  it('cites only sources that the list of sources holds', () => {
    const keys = METHODS.flatMap(
      ({ source }) => source.key.split(';')[0]?.match(/\b(?:S[0-4]|[WD]\d{1,3}|TECH)\b/g) ?? [],
    )
    expect(keys.length).toBeGreaterThan(60)
    expect(keys.filter((key) => !listed.has(key))).toEqual([])
  })

  it('names only rules of the book for its days, and says the days of their rows', () => {
    for (const method of METHODS) {
      for (const id of method.days) expect(RULES.map((rule) => rule.id)).toContain(id)
      for (const { rule, from, until, value } of methodDays(method)) {
        const rows = RULES.find(({ id }) => id === rule)?.rows ?? []
        expect(rows.map((row) => [row.from, row.until, row.value])).toContainEqual([from, until, value])
      }
    }
  })

  it.each([
    ['M01', 'old-card/valid … → 2025-12-01'],
    ['M02', 'provisional/residence-cover 2025-08-01 → 2026-07-31'],
    ['M02', 'provisional/all-covers 2025-12-02 → 2026-07-31'],
    ['M03', 'method/M03 2021-10-20 → …'],
    ['M04', 'grace/exists 2024-12-02 → …'],
    ['M05', 'method/M05 2023-12-15 → …'],
    ['M07', 'phone/served 2025-09-19 → …'],
    ['M08', 'paper/certificate-exists 2024-12-02 → …'],
    ['M11', 'paper/notice-from 2024-12-02'],
    ['M14', 'method/M14 2023-07-10 → …'],
    ['M17', 'method/M17-copies 2025-02-12 → …'],
    ['M27', 'method/M27 2024-12-09 → …'],
    ['M28', 'method/M28-max-days 20'],
    ['M29', 'method/M29 2026-06-14 → …'],
  ])('says of %s: %s', (id, text) => {
    expect(daysOf(id)).toContain(text)
  })

  it('shows no end of the tolerance that was moved later', () => {
    expect(daysOf('M02').join()).not.toContain('2026-03-31')
  })

  it('reads no further by number than the limit class, and keeps the next card announced', () => {
    expect(METHODS.find(({ id }) => id === 'M21')?.reads).toBe('R1+L')
    expect(METHODS.filter(({ announced }) => announced === true).map(({ id }) => id)).toEqual(['M22'])
  })

  it.each(METHODS.map((method) => [method.id, method] as const))('tells %s in both languages', (_id, method) => {
    for (const { ja, en } of [
      method.title,
      method.shown,
      method.never,
      ...(method.where.condition === null ? [] : [method.where.condition]),
    ]) {
      expect(ja).toMatch(/[ぁ-んァ-ヶ一-龠]/)
      expect(en.replaceAll(/（[^）]*）|「[^」]*」|\([^)]*\)/g, '')).not.toMatch(/[ぁ-んァ-ヶ一-龠]/)
      expect(en).toMatch(/[a-z]/)
    }
  })

  it('is the page docs/methods.md', async () => {
    await expect(methodsPage()).toMatchFileSnapshot('../../docs/methods.md')
  })
})
