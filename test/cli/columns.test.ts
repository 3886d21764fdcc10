import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipped, columnsOf, padColumns, wrapLine } from '../../src/cli/columns.ts'

describe('columns of a terminal', () => {
  it.each([
    ['abc', 3],
    ['資格', 4],
    ['M03 マイナ保険証', 16],
    ['𠮷', 2],
    ['→', 1],
    ['', 0],
  ])('%s takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns)
  })

  it('are cut between words in English and between characters in Japanese', () => {
    expect(wrapLine('  one two three four', 12)).toEqual(['  one two', '    three', '    four'])
    expect(wrapLine('  資格確認書です。', 12)).toEqual(['  資格確認書', '    です。'])
  })

  it('leave a line that fits as it is', () => {
    expect(wrapLine('  short', 20)).toEqual(['  short'])
    expect(wrapLine('', 20)).toEqual([''])
    expect(padColumns('資格', 6)).toBe('資格  ')
    expect(clipped('資格確認書', 7)).toBe('資格確…')
    expect(clipped('資格', 4)).toBe('資格')
  })

  const words = fc.array(fc.constantFrom('資格', '確認。', 'card', 'in grace', '(M03)', '「印」'), { maxLength: 30 })

  it('lose no character, and keep to the width', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 16, max: 60 }), (parts, width) => {
        const line = parts.join(' ')
        const lines = wrapLine(line, width)
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(line.replaceAll(/\s/g, ''))
        expect(lines.every((one) => columnsOf(one) <= width)).toBe(true)
      }),
    )
  })
})
