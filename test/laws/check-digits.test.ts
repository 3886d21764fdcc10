import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CheckedSystemId,
  LAW_NUMBERS,
  NUMBER_SYSTEMS,
  PREFECTURES,
  checkDigit,
  completeNumber,
  isUnknownInsurerNumber,
  lawOfNumber,
  maskIndividualNumber,
  normalizeInsurerNumber,
  parseBranch,
  parseInsurerNumber,
  parseNumber,
  prefectureOf,
  schemeOfInsurerNumber,
  symbolForClaim,
} from '../../src/domain/numbers.ts'
import { widenWidth } from '../../src/domain/text.ts'

const CHECKED: readonly CheckedSystemId[] = [
  'insurer-8',
  'insurer-6',
  'public-payer',
  'public-recipient',
  'institution',
  'individual',
  'kouki-insured',
]

describe('check digits', () => {
  it('completes the number of the Chiba police as published', () => {
    expect(checkDigit('insurer-8', '3312001')).toBe('5')
    expect(completeNumber('insurer-8', '3312001')).toBe('33120015')
  })

  it.each([
    ['insurer-8', '0113001', '01130012'],
    ['insurer-8', '0127001', '01270016'],
    ['insurer-6', '13801', '138016'],
    ['public-payer', '5401602', '54016027'],
    ['insurer-8', '3913101', '39131016'],
    ['public-recipient', '123456', '1234566'],
    ['public-recipient', '999999', '9999996'],
    ['public-recipient', '000001', '0000018'],
    ['institution', '011011371', '0110113719'],
    ['institution', '131999999', '1319999999'],
    ['institution', '133999999', '1339999995'],
    ['institution', '134999999', '1349999993'],
    ['kouki-insured', '1234567', '12345674'],
  ] as const)('%s: %s becomes %s', (system, body, whole) => {
    expect(completeNumber(system, body)).toBe(whole)
    expect(parseNumber(system, whole, { checkDigit: true })).toEqual({ ok: true, value: { system, text: whole } })
  })

  it.each([
    '06139992',
    '02139996',
    '07139991',
    '31139991',
    '32139990',
    '34139998',
    '63139992',
    '67139998',
    '12139994',
    '21139993',
    '139998',
  ])('accepts the synthetic insurer number %s', (number) => {
    expect(parseInsurerNumber(number)).toEqual({ ok: true, value: number })
    expect(prefectureOf(number.slice(-6, -4))?.ja).toBe('東京都')
  })

  it.each([
    ['77777777', '7', '9'],
    ['99999999', '9', '7'],
  ])('refuses the filler %s and names the expected digit', (number, found, expected) => {
    expect(parseNumber('insurer-8', number)).toEqual({
      ok: false,
      problem: { code: 'NUMBER_CHECK_DIGIT', system: 'insurer-8', found, expected },
    })
  })

  it('lets 77777779 pass and knows both fillers of an unknown insurer', () => {
    expect(parseNumber('insurer-8', '77777779').ok).toBe(true)
    expect(['77777777', '77777779', '99999999'].map(isUnknownInsurerNumber)).toEqual([true, true, false])
    expect(schemeOfInsurerNumber('77777779')).toBeNull()
  })

  it('cannot tell 09 from 90: both of these pass', () => {
    expect(parseInsurerNumber('06130991').ok).toBe(true)
    expect(parseInsurerNumber('06139091').ok).toBe(true)
  })

  it('enforces the digit of a 後期 number only on request', () => {
    expect(parseNumber('kouki-insured', '12345670').ok).toBe(true)
    expect(parseNumber('kouki-insured', '12345670', { checkDigit: true })).toMatchObject({
      problem: { found: '0', expected: '4' },
    })
    expect(parseNumber('insurer-8', '33120010', { checkDigit: false }).ok).toBe(true)
  })

  it('throws on a body that cannot have a check digit', () => {
    expect(() => checkDigit('insurer-8', '331200')).toThrow(RangeError)
    expect(() => checkDigit('insurer-8', '33120O1')).toThrow(RangeError)
  })
})

describe('個人番号', () => {
  it.each(['983205673214', '123456789018', '111111111118', '000000000000'])(
    'accepts %s and shows its last four',
    (text) => {
      expect(parseNumber('individual', text)).toEqual({
        ok: true,
        value: { system: 'individual', text: `********${text.slice(-4)}` },
      })
    },
  )

  it('never lets more than four digits out, whether it reads or refuses', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{11}$/), fc.integer({ min: 0, max: 9 }), (body, digit) => {
        const shown = JSON.stringify(parseNumber('individual', `${body}${digit}`))
        expect(shown).not.toContain(`${body}${digit}`.slice(-5))
        expect(maskIndividualNumber(`${body}${digit}`)).toBe(`********${body.slice(-3)}${digit}`)
      }),
    )
  })
})

describe('reading numbers', () => {
  it('folds full-width digits and drops surrounding spaces, keeping zeros', () => {
    expect(parseNumber('number', '　０１２３４５ ')).toEqual({ ok: true, value: { system: 'number', text: '012345' } })
    expect(parseInsurerNumber('０１１３００１２')).toEqual({ ok: true, value: '01130012' })
  })

  it.each(['公立東京', '千代田', '405-0071', 'イロハ', '12345678'])('takes the symbol %s as it is', (symbol) => {
    expect(parseNumber('symbol', symbol)).toEqual({ ok: true, value: { system: 'symbol', text: symbol } })
  })

  it.each([
    ['symbol', '', 1, 20],
    ['symbol', '1'.repeat(21), 1, 20],
    ['reference', 'x'.repeat(51), 1, 50],
    ['institution', '011011371', 10, 10],
  ] as const)('refuses a %s of the wrong length', (system, text, min, max) => {
    expect(parseNumber(system, text)).toEqual({
      ok: false,
      problem: { code: 'NUMBER_LENGTH', system, found: text.length, min, max },
    })
  })

  it('points at the first character that is no digit', () => {
    expect(parseNumber('insurer-8', '0613O992')).toEqual({
      ok: false,
      problem: { code: 'NUMBER_CHARACTER', system: 'insurer-8', position: 5, character: 'O' },
    })
  })

  it('treats a look-up key of up to fifty characters as opaque', () => {
    const key = `x-${'9'.repeat(48)}`
    expect(parseNumber('reference', key)).toEqual({ ok: true, value: { system: 'reference', text: key } })
  })

  it('reads a branch as two digits and nothing else', () => {
    expect(['00', '01', '０１', ' 02 '].map(parseBranch)).toEqual(
      ['00', '01', '01', '02'].map((value) => ({ ok: true, value })),
    )
    expect(['1', '', '001', 'A1'].map((text) => parseBranch(text).ok)).toEqual([false, false, false, false])
  })

  it.each([
    ['①', '(1)'],
    ['東⑫', '東(12)'],
    ['㋐１', '(ア)１'],
    ['Ⓐ・㊎', '(A)・(金)'],
    ['公立東京', '公立東京'],
  ])('writes the symbol %s on a claim as %s', (symbol, claim) => {
    expect(symbolForClaim(symbol)).toBe(claim)
  })
})

describe('padding of insurer numbers', () => {
  it.each([
    ['  138016', '138016'],
    ['00138016', '138016'],
    ['　　１３８０１６', '138016'],
    ['138016  ', '138016'],
    ['138016', '138016'],
    ['01130012', '01130012'],
    [' 01130012 ', '01130012'],
    ['01270016', '01270016'],
    ['00138017', '00138017'],
    ['00488015', '00488015'],
    ['01138016', '01138016'],
    ['0138016', '0138016'],
    ['', ''],
  ])('normalises "%s" to "%s"', (text, normal) => {
    expect(normalizeInsurerNumber(text)).toBe(normal)
  })

  const six = fc
    .tuple(fc.constantFrom(...PREFECTURES), fc.integer({ min: 0, max: 999 }))
    .map(([prefecture, insurer]) =>
      completeNumber('insurer-6', `${prefecture.code}${String(insurer).padStart(3, '0')}`),
    )
  const eight = fc
    .tuple(fc.constantFrom(...LAW_NUMBERS), six)
    .map(([law, tail]) => completeNumber('insurer-8', `${law.code}${tail.slice(0, 5)}`))

  it('takes every padding off every six-digit number', () => {
    fc.assert(
      fc.property(six, fc.constantFrom('', '00', '  ', '　　'), fc.boolean(), (number, padding, wide) => {
        const written = wide ? widenWidth(`${padding}${number}`) : `${padding}${number}`
        expect(normalizeInsurerNumber(written)).toBe(number)
        expect(parseInsurerNumber(written)).toEqual({ ok: true, value: number })
      }),
    )
  })

  it('takes nothing off any eight-digit number of a known law', () => {
    fc.assert(
      fc.property(eight, (number) => {
        expect(normalizeInsurerNumber(number)).toBe(number)
        expect(parseInsurerNumber(number)).toEqual({ ok: true, value: number })
      }),
    )
  })

  it('has nothing left to do the second time', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ 0-9０-９]{0,10}$/), (text) => {
        expect(normalizeInsurerNumber(normalizeInsurerNumber(text))).toBe(normalizeInsurerNumber(text))
      }),
    )
  })
})

describe('what a number says', () => {
  it.each([
    ['01130012', 'kyokai'],
    ['06139992', 'kenpo'],
    ['33120015', 'kyosai'],
    ['34139998', 'kyosai'],
    ['39131016', 'kouki'],
    ['63139992', 'kenpo'],
    ['67139998', 'kokuho'],
    ['12139994', 'assistance'],
    ['138016', 'kokuho'],
    ['139998', 'kokuho'],
    ['133033', 'kokuho-kumiai'],
    ['54016027', null],
    ['99139991', null],
    ['1380160', null],
    ['abcdef', null],
  ])('%s belongs to %s', (number, scheme) => {
    expect(schemeOfInsurerNumber(number)).toBe(scheme)
  })

  it('names the law of an eight-digit number and none for six digits', () => {
    expect(lawOfNumber('54016027')).toMatchObject({ ja: '指定難病', kind: 'public' })
    expect(lawOfNumber('138016')).toBeNull()
  })

  it('lists the prefectures in JIS order and every law once', () => {
    expect(PREFECTURES.map((row) => row.code)).toEqual(
      Array.from({ length: 47 }, (_, index) => String(index + 1).padStart(2, '0')),
    )
    expect(['01', '13', '27', '47', '00', '48'].map((code) => prefectureOf(code)?.ja)).toEqual([
      '北海道',
      '東京都',
      '大阪府',
      '沖縄県',
      undefined,
      undefined,
    ])
    expect(new Set(LAW_NUMBERS.map((row) => row.code)).size).toBe(LAW_NUMBERS.length)
  })

  it('gives every system a name in both languages and a source', () => {
    for (const row of Object.values(NUMBER_SYSTEMS)) {
      expect([row.ja, row.en, row.source].every((text) => text.length > 0)).toBe(true)
      expect(row.source).toMatch(/^facts\/rules\.md section 5/)
    }
  })
})

describe('laws of the check digit', () => {
  const whole = (system: CheckedSystemId) => {
    const length = NUMBER_SYSTEMS[system].length.max - 1
    return fc.stringMatching(new RegExp(`^\\d{${length}}$`)).map((body) => `${body}${checkDigit(system, body)}`)
  }
  const replaceAt = (text: string, index: number, character: string) =>
    `${text.slice(0, index)}${character}${text.slice(index + 1)}`

  it.each(CHECKED)('%s: accepts each body with its own digit and with no other', (system) => {
    fc.assert(
      fc.property(whole(system), (number) => {
        const accepted = Array.from('0123456789').filter(
          (digit) => parseNumber(system, `${number.slice(0, -1)}${digit}`, { checkDigit: true }).ok,
        )
        expect(accepted).toEqual([number.slice(-1)])
      }),
    )
  })

  it.each(CHECKED.filter((system) => system !== 'individual'))('%s: finds every single wrong digit', (system) => {
    fc.assert(
      fc.property(whole(system), fc.nat(11), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
        const index = place % number.length
        const wrong = String((Number(number[index]) + by) % 10)
        expect(parseNumber(system, replaceAt(number, index, wrong), { checkDigit: true }).ok).toBe(false)
      }),
    )
  })

  it.each(CHECKED.filter((system) => system !== 'individual'))(
    '%s: finds every exchange of neighbours except 09 and 90',
    (system) => {
      fc.assert(
        fc.property(whole(system), fc.nat(11), (number, place) => {
          const index = place % (number.length - 1)
          const [left, right] = [number[index] ?? '', number[index + 1] ?? '']
          const exchanged = `${number.slice(0, index)}${right}${left}${number.slice(index + 2)}`
          const blind = left === right || ['09', '90'].includes(`${left}${right}`)
          expect(parseNumber(system, exchanged, { checkDigit: true }).ok).toBe(blind)
        }),
      )
    },
  )
})
