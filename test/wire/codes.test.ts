import { describe, expect, it } from 'vitest'
import { CODE_LISTS, codeLabel, isCode } from '../../src/wire/codes.ts'

describe('the code lists', () => {
  it.each(Object.entries(CODE_LISTS))('%s has every code once, with both readings', (_, list) => {
    const codes = list.values.map((value) => value.code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(list.values.every((value) => value.ja !== '' && value.en !== '')).toBe(true)
    expect(list.source).not.toBe('')
  })

  it.each([
    ['OQSCD003', '9', '異常終了', 'failed'],
    ['OQSCD005', '0', 'UTF-8', 'UTF-8'],
    ['OQSCD006', '3', '無効（新しい資格あり）', 'not valid, a newer qualification exists'],
    ['OQSCD008', '99', 'その他', 'other'],
    ['OQSCD010', 'A1', '医療扶助', 'medical assistance'],
    ['OQSCD012', 'B10', '一般Ⅰ', 'ordinary I (late elderly)'],
    ['OQSCD031', '2', '患者による取消', 'cancelled by the patient'],
    ['OQSCD036', 'SHJ', '手術情報', 'operations'],
    ['OQSCD044', '8', '介護保険', 'long-term care insurance'],
  ] as const)('%s %s reads %s', (list, code, ja, en) => {
    expect([codeLabel(list, code, 'ja'), codeLabel(list, code, 'en')]).toEqual([ja, en])
  })

  it('are all of 別紙5-1, 001 to 044', () => {
    const ids = Array.from({ length: 44 }, (_, at) => `OQSCD${String(at + 1).padStart(3, '0')}`)
    expect(Object.keys(CODE_LISTS)).toEqual(ids)
  })

  it('has no label for a code that is not in the list', () => {
    expect([codeLabel('OQSCD003', '3', 'ja'), isCode('OQSCD015', '2')]).toEqual([null, false])
  })
})
