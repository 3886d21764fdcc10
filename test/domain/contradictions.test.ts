import { describe, expect, it } from 'vitest'
import { TITLE_ALIASES, canonicalTitle } from '../../src/domain/aliases.ts'
import { CONTRADICTIONS, INSURER_CONFLICTS, contradictionsPage } from '../../src/domain/contradictions.ts'
import { settingOf, valuesOf } from '../../src/domain/settings.ts'

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

describe('the page of contradictions', () => {
  it('is what the code says', async () => {
    await expect(contradictionsPage()).toMatchFileSnapshot('../../docs/contradictions.md')
  })

  it('names every setting with its default in bold and what the original documents say', () => {
    const page = contradictionsPage()
    expect(page).toContain('`pin.userAuth.maxFailures` = **`3`** `5` · seeds `5`')
    expect(page).toContain('`grace.mode` = **`END_OF_MONTH_PLUS_3`** `EXPIRY_PLUS_3_MONTHS` |')
  })
})

describe('the contradictions of rules.md section 9', () => {
  it('are each there once, 1 to 41 in order; those of insurer.md section 8 from I1 to I13', () => {
    expect(CONTRADICTIONS.map(({ no }) => no)).toEqual(Array.from({ length: 41 }, (_, at) => at + 1))
    expect(INSURER_CONFLICTS.map(({ no }) => no)).toEqual(Array.from({ length: 13 }, (_, at) => `I${at + 1}`))
  })

  it.each([...CONTRADICTIONS, ...INSURER_CONFLICTS])(
    'no. $no is told in both languages and has a setting of known values',
    ({ no, conflict, because, settings }) => {
      for (const text of [conflict, because]) {
        expect(text.ja).toMatch(JAPANESE)
        expect(text.ja).toMatch(/。$/)
        expect(text.en).toMatch(/^[^a-z].*\.$/)
      }
      // A figure is cited with its period; nothing can be switched about it.
      expect(settings.length > 0).toBe(no !== 'I10')
      for (const name of settings) {
        const setting = settingOf(name)
        expect(setting === null ? [] : valuesOf(setting)).toContain(setting?.default)
        expect(setting?.source).toMatch(/rules\.md 9|insurer\.md 8/)
      }
    },
  )

  it('are named by their number in the source of their setting', () => {
    for (const { no, settings } of CONTRADICTIONS) {
      const sources = settings.map((name) => settingOf(name)?.source ?? '')
      expect(sources.some((source) => new RegExp(`\\b${no}\\b`).test(source))).toBe(true)
    }
  })

  it.each([...CONTRADICTIONS, ...INSURER_CONFLICTS].filter(({ confidence }) => confidence === 'L'))(
    'no. $no rests on inference, and its setting is labelled an assumption',
    ({ settings }) => {
      expect(settings.every((name) => settingOf(name)?.assumption === true)).toBe(true)
    },
  )

  // rules.md section 9, column "default".
  it.each([
    [1, 3],
    [3, 'END_OF_MONTH_PLUS_3'],
    [5, '2026-07-31'],
    [9, false],
    [23, '77777777'],
    [25, '2024-10-06'],
    [26, '2024-12-02'],
    [28, 'BIRTHDAY'],
    [30, 'AVAILABLE'],
    [31, true],
    [32, 'OLDER'],
    [33, 'ROW_Z'],
    [34, 'MAR1'],
    [35, 'LOWEST'],
    [36, 'SAME_DAY'],
    [37, 'ONLINE'],
    [38, false],
    [39, 'ACCEPT_AND_RECHECK'],
    [40, 24],
    [41, 'ACCEPT'],
  ])('no. %i has the default %s', (no, usual) => {
    const settings = CONTRADICTIONS.find((point) => point.no === no)?.settings ?? []
    expect(settings.map((name) => settingOf(name)?.default)).toEqual([usual])
  })
})

describe('other names of papers', () => {
  // rules.md section 9 no. 20.
  it.each([
    ['資格確認証', '資格確認書'],
    ['限度額適用認定書', '限度額適用認定証'],
    ['限度額認定証', '限度額適用認定証'],
    ['人工透析', '人工腎臓'],
    ['資格 確認証', '資格確認書'],
    ['資格確認書', '資格確認書'],
    ['健康保険資格確認証', '健康保険資格確認書'],
    ['国民健康保険　限度額認定証', '国民健康保険限度額適用認定証'],
    ['被保険者証', '被保険者証'],
    ['船員保険証', '船員保険証'],
    ['診察券', '診察券'],
  ])('%s is read as %s', (name, title) => {
    expect(canonicalTitle(name)).toBe(title)
  })

  it('belong to one title each', () => {
    const names = TITLE_ALIASES.flatMap(({ title, others }) => [title, ...others])
    expect(new Set(names).size).toBe(names.length)
    expect(names.every((name) => canonicalTitle(canonicalTitle(name)) === canonicalTitle(name))).toBe(true)
  })
})
