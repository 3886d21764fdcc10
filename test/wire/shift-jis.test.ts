import { describe, expect, it } from 'vitest'
import { decodeText, encodeText, isJisX0208, isLevel3 } from '../../src/wire/shift-jis.ts'

const hex = (text: string): string => {
  const encoded = encodeText(text, 'Shift_JIS')
  return encoded.ok ? Buffer.from(encoded.value).toString('hex').toUpperCase() : `no ${encoded.problem.char}`
}

describe('Shift_JIS', () => {
  it('writes 髙 as Windows does, in the IBM extension', () => {
    expect(hex('髙')).toBe('FBFC')
  })

  it.each([
    ['髙橋', 'FBFC8BB4'],
    ['山田　太郎', '8E529363814091BE9859'],
    ['ﾔﾏﾀﾞ ﾀﾛｳ', 'D4CFC0DE20C0DBB3'],
    ['①Ⅱ㈱', '87408755878A'],
    ['〜', 'no 〜'],
    ['～', '8160'],
    ['𠮷田', 'no 𠮷'],
    ['¥', 'no ¥'],
    ['é', 'no é'],
  ])('%s is %s', (text, expected) => {
    expect(hex(text)).toBe(expected)
  })

  it('tells the first character it does not have and where it stands', () => {
    expect(encodeText('山田😀𠮷', 'Shift_JIS')).toEqual({
      ok: false,
      problem: { code: 'SIM-E001', char: '😀', index: 2 },
    })
  })

  it('reads both copies of 髙', () => {
    expect(decodeText(new Uint8Array([0xee, 0xe0, 0xfb, 0xfc]), 'Shift_JIS')).toEqual({ ok: true, value: '髙髙' })
  })

  it.each([
    ['Shift_JIS', [0x41, 0x8e, 0x20], 1],
    ['Shift_JIS', [0x41, 0x42, 0x81], 2],
    ['Shift_JIS', [0x8e, 0x52, 0xff], 2],
    ['UTF-8', [0x41, 0xe5, 0xb1, 0xb1, 0x8e, 0x52], 4],
    ['UTF-8', [0x41, 0xe5, 0xb1], 1],
    ['UTF-8', [0xc0, 0xaf], 0],
    ['UTF-8', [0x41, 0xed, 0xa0, 0x80], 1],
  ] as const)('%s refuses %j at byte %i', (encoding, bytes, offset) => {
    expect(decodeText(new Uint8Array(bytes), encoding)).toEqual({
      ok: false,
      problem: { code: 'SIM-E002', encoding, offset },
    })
  })

  it('refuses half a surrogate pair in UTF-8', () => {
    expect(encodeText('a\uD842', 'UTF-8')).toMatchObject({ ok: false, problem: { index: 1 } })
  })
})

describe('the character sets', () => {
  it.each([
    ['亜', true], // first of level 1
    ['腕', true], // last of level 1
    ['弌', true], // first of level 2
    ['熙', true], // last of level 2
    ['Ａ', true],
    ['　', true],
    ['々', true],
    ['①', false], // row 13 of NEC
    ['髙', false],
    ['德', false],
    ['𠮷', false],
    ['A', false],
    ['ｱ', false],
  ])('%s is in JIS X 0208: %s', (char, expected) => {
    expect(isJisX0208(char)).toBe(expected)
  })

  it('has level 3 for 德 and none for 髙', () => {
    expect([isLevel3('德'), isLevel3('髙'), isLevel3('亜')]).toEqual([true, false, false])
  })

  it('counts 6355 kanji in levels 1 and 2, and 仝 of row 1', () => {
    const kanji = Array.from({ length: 0xa000 - 0x4e00 }, (_, index) => String.fromCharCode(0x4e00 + index))
    expect(kanji.filter(isJisX0208)).toHaveLength(6355 + 1)
  })
})
