import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  foldWidth,
  matchesEitherName,
  narrowKana,
  normalizeKana,
  replaceGaiji,
  sameName,
  widenKana,
  widenWidth,
} from '../../src/domain/text.ts'

describe('width', () => {
  it.each([
    ['１２３４５', '12345'],
    ['ＡＢｃ', 'ABc'],
    ['（株）　４０５－００７１', '(株) 405-0071'],
    ['4‐5−6', '4-5-6'],
    ['ガーデン', 'ガーデン'],
  ])('folds %s to %s', (wide, narrow) => {
    expect(foldWidth(wide)).toBe(narrow)
  })

  it('widens what it folds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(foldWidth(widenWidth(text))).toBe(text)
      }),
    )
  })

  it.each([
    ['ｶﾞｷﾞﾊﾟﾋﾟｳﾞ', 'ガギパピヴ'],
    ['ﾐﾎﾝ ﾀﾛｳ', 'ミホン タロウ'],
    ['ｻﾄｰ･ｼﾞｮﾝ｡', 'サトー・ジョン。'],
    ['ﾜﾞｦﾞ', 'ヷヺ'],
    ['ｱﾞﾞﾟ', 'ア゛゛゜'],
    ['山田ﾊﾅ', '山田ハナ'],
  ])('widens the kana %s to %s', (half, full) => {
    expect(widenKana(half)).toBe(full)
  })

  it.each([
    ['ガギパピヴ', 'ｶﾞｷﾞﾊﾟﾋﾟｳﾞ'],
    ['か\u3099カ\u3099', 'がｶﾞ'],
    ['ヰヱヵヶヮ', 'ヰヱヵヶヮ'],
    ['サトー　太郎', 'ｻﾄｰ　太郎'],
  ])('narrows the kana %s to %s', (full, half) => {
    expect(narrowKana(full)).toBe(half)
  })

  it('narrows and widens every katakana name without loss', () => {
    const katakana = fc.integer({ min: 0x30a1, max: 0x30fc }).map((code) => String.fromCodePoint(code))
    fc.assert(
      fc.property(
        fc.array(katakana).map((signs) => signs.join('')),
        (name) => {
          expect(widenKana(narrowKana(name))).toBe(name)
        },
      ),
    )
  })

  it('leaves no half-width sign behind and is done after one pass', () => {
    const half = fc.integer({ min: 0xff61, max: 0xff9f }).map((code) => String.fromCodePoint(code))
    fc.assert(
      fc.property(
        fc.array(half).map((signs) => signs.join('')),
        (text) => {
          expect(widenKana(text)).not.toMatch(/[\uff61-\uff9f]/)
          expect(widenKana(widenKana(text))).toBe(widenKana(text))
        },
      ),
    )
  })

  it.each([
    ['ﾐﾎﾝ ﾀﾛｳ', 'ミホン　タロウ'],
    ['みほん　　たろう ', 'ミホン　タロウ'],
    ['か\u3099とう ゔぃ', 'ガトウ　ヴィ'],
    ['ミホン　タロウ', 'ミホン　タロウ'],
  ])('normalises the reading %s to %s', (text, reading) => {
    expect(normalizeKana(text)).toBe(reading)
    expect(normalizeKana(reading)).toBe(reading)
  })
})

describe('names', () => {
  it.each([
    ['見本　太郎', '見本太郎', true],
    ['見本　太郎', '見本 太郎', true],
    ['ﾐﾎﾝ ﾀﾛｳ', 'ミホン　タロウ', true],
    ['ＳＭＩＴＨ　ＪＯＨＮ', 'SMITH JOHN', true],
    ['●橋　太郎', '髙橋　太郎', true],
    ['山●　太郎', '山﨑　太郎', true],
    ['●田　太郎', '𠮷田　太郎', true],
    ['●田', '●田', true],
    ['葛\u{e0100}城', '葛城', true],
    ['高橋　太郎', '髙橋　太郎', false],
    ['●橋　太郎', '髙橋　太', false],
    ['●　太郎', '髙橋　太郎', false],
    ['見本　太郎', '見本　次郎', false],
    ['', '●', false],
  ])('compares "%s" with "%s": %s', (a, b, same) => {
    expect(sameName(a, b)).toBe(same)
    expect(sameName(b, a)).toBe(same)
  })

  it('accepts the paper name as either of the two names of the answer', () => {
    const name = { kanji: 'SMITH　JOHN', kana: 'スミス　ジョン' }
    const other = { kanji: '見本　太郎', kana: 'ミホン　タロウ' }
    expect(matchesEitherName('見本太郎', name, other)).toBe(true)
    expect(matchesEitherName('ＳＭＩＴＨ JOHN', name, other)).toBe(true)
    expect(matchesEitherName('見本太郎', name, null)).toBe(false)
  })

  it('still agrees when any characters are lost to ● and spaces are moved, and not when one is dropped', () => {
    const kanji = fc.constantFrom(...Array.from('見本太郎花子髙橋山﨑𠮷田栁德アイウ'))
    fc.assert(
      fc.property(fc.array(fc.tuple(kanji, fc.boolean(), fc.boolean()), { minLength: 1 }), (parts) => {
        const name = parts.map(([sign]) => sign).join('')
        const damaged = parts.map(([sign, lost, space]) => `${lost ? '●' : sign}${space ? '　' : ''}`).join('')
        expect(sameName(name, damaged)).toBe(true)
        expect(sameName(name, [...damaged.replaceAll('　', '')].slice(1).join(''))).toBe(false)
      }),
    )
  })
})

describe('外字', () => {
  const inSet = (character: string): boolean => '高橋崎吉田柳山見本太郎　がガ・'.includes(character)

  it.each([
    ['髙橋　太郎', '●橋　太郎', '高橋　太郎'],
    ['山﨑', '山●', '山崎'],
    ['𠮷田', '●田', '吉田'],
    ['栁', '●', '柳'],
    ['德田', '●田', '●田'],
    ['山\u{e0100}本', '山本', '山本'],
    ['髙\u{e0101}橋', '●橋', '高橋'],
    ['SMITH 1ｶﾞ', 'SMITH 1ｶﾞ', 'SMITH 1ｶﾞ'],
    ['か\u3099', 'が', 'が'],
  ])('writes %s as %s, or with plain forms as %s', (text, marked, plain) => {
    expect(replaceGaiji(text, { inSet })).toBe(marked)
    expect(replaceGaiji(text, { inSet, outside: 'PLAIN_FORM' })).toBe(plain)
  })

  it('marks even a known plain form that the receiver does not have', () => {
    expect(replaceGaiji('髙', { inSet: () => false, outside: 'PLAIN_FORM' })).toBe('●')
  })

  it('leaves nothing outside the set, keeps the number of characters, and still names the same person', () => {
    const allowed = (character: string): boolean => (character.codePointAt(0) ?? 0) % 3 !== 0
    const character = fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code))
    fc.assert(
      fc.property(fc.array(character), (characters) => {
        const name = characters.join('')
        const sent = replaceGaiji(name, { inSet: allowed })
        expect([...sent]).toHaveLength(characters.length)
        expect([...sent].every((sign) => sign === '●' || allowed(sign))).toBe(true)
        expect(sameName(name, sent)).toBe(true)
      }),
    )
  })
})
