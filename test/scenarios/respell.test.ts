import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { member, population } from '../../generators/index.ts'
import { respell } from '../../scenarios/respell.ts'

describe('another usual spelling', () => {
  it.each([
    ['kanji', '髙橋　京', '高橋　京'],
    ['kanji', '見本　花子', '見本　花子'],
    ['kana', 'タカハシ　キョウ', 'タカハシ　キヨウ'],
    ['kana', 'ミホン　ハナコ', 'ミホン　ハナコ'],
    ['address', '福島県平岡市古谷台2丁目27番6号', '福島県平岡市古谷台2-27-6'],
    ['address', '東京都見本区見本1丁目2番地の3', '東京都見本区見本1-2-3'],
    ['address', '東京都見本区見本9-9-9', '東京都見本区見本9-9-9'],
    ['address', '東京都見本区見本10番地', '東京都見本区見本10'],
  ] as const)('of %s %s is %s', (item, text, expected) => {
    expect(respell(item, text)).toBe(expected)
  })

  it('says nothing new the second time', () => {
    fc.assert(
      fc.property(fc.constantFrom('kanji', 'kana', 'address'), fc.string(), (item, text) => {
        const once = respell(item, text)
        expect(respell(item, once)).toBe(once)
      }),
    )
  })

  it('exists for the address of anybody', () => {
    const people = population({ seed: 42 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 124_999_999 }), (index) => {
        const { text } = member(people, index).address
        expect(respell('address', text)).not.toBe(text)
      }),
    )
  })
})
