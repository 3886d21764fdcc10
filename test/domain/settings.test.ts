import { describe, expect, it } from 'vitest'
import { RULES } from '../../src/domain/rules/index.ts'
import { ruleBook } from '../../src/domain/rulesets.ts'
import { SETTINGS, readSetting, settingOf, valuesOf } from '../../src/domain/settings.ts'

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

describe('a setting', () => {
  it.each(SETTINGS)('$name has a title in both languages and a source', ({ title, source }) => {
    expect(title.ja).toMatch(JAPANESE)
    expect(title.en).toMatch(/^\S/)
    expect(source).toMatch(/(?:rules|wire|insurer|counter)\.md/)
  })

  it.each(SETTINGS)('$name is read as a person types it, every value of its table', (setting) => {
    for (const value of valuesOf(setting))
      expect(readSetting(`${setting.name}=${String(value)}`)).toEqual({ ok: true, value: [setting.name, value] })
  })

  it('is refused with what could stand there', () => {
    expect(readSetting('grace.mode=SOON')).toEqual({
      ok: false,
      problem: {
        what: 'unknown value',
        name: 'grace.mode',
        given: 'SOON',
        allowed: ['END_OF_MONTH_PLUS_3', 'EXPIRY_PLUS_3_MONTHS'],
      },
    })
    const unknown = readSetting('grace.mod=SOON')
    expect(unknown).toMatchObject({ ok: false, problem: { what: 'unknown setting', name: 'grace.mod' } })
    expect(unknown.ok ? [] : unknown.problem.allowed).toContain('grace.mode')
    expect(readSetting('grace.mode')).toMatchObject({ ok: false, problem: { given: '' } })
  })

  it('is an assumption when every row of its rule rests on inference', () => {
    for (const { setting, rows } of RULES) {
      if (setting === undefined || rows.some(({ source }) => source.confidence !== 'L')) continue
      expect(settingOf(setting)).toMatchObject({ name: setting, assumption: true })
    }
  })
})

describe('a book by name', () => {
  it('takes settings behind the revision, the last one winning', () => {
    expect(ruleBook('2025-12@seeds,pin.userAuth.maxFailures=3')).toMatchObject({
      ok: true,
      value: { ruleset: { id: '2025-12' }, settings: { 'pin.userAuth.maxFailures': 3, 'notice.from': '2024-11-27' } },
    })
    expect(ruleBook('2025-12@pin.userAuth.maxFailures=3,seeds')).toMatchObject({
      value: { settings: { 'pin.userAuth.maxFailures': 5 } },
    })
    expect(ruleBook('latest@grace.coversBody=false')).toMatchObject({
      ok: true,
      value: { settings: { 'grace.coversBody': false } },
    })
  })

  it('names the part that it does not know and what could stand there', () => {
    expect(ruleBook('latest@grace.mode=SOON')).toEqual({
      ok: false,
      problem: {
        unknown: 'grace.mode=SOON',
        known: ['grace.mode=END_OF_MONTH_PLUS_3', 'grace.mode=EXPIRY_PLUS_3_MONTHS'],
      },
    })
  })
})
