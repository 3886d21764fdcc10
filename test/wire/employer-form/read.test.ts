import { describe, expect, it } from 'vitest'
import { civilDate } from '../../../src/domain/civil-date.ts'
import {
  FORM_FILE_LIMIT,
  FORM_LAYOUTS,
  type FormReading,
  JPS_PREFECTURES,
  formDay,
  formDayOf,
  formKana,
  fullKana,
  looksLikeForms,
  readForms,
  writeForms,
  writeWrongForms,
} from '../../../src/wire/employer-form/index.ts'

const today = civilDate('2026-11-21')
const office = { prefecture: '21', city: '01', symbol: 'ﾃｽﾄ', number: '123' }

// The synthetic rows of facts/insurer.md 5.2 and 5.3.
const ACQUISITION =
  '2200700,21,01,ﾃｽﾄ,123,45,ﾐﾎﾝ ﾀﾛｳ,見本　太郎,7,050401,1,1,123456789012,,,,,9,081101,1,300000,0,300000,,,,,,,,,,,1'.split(
    ',',
  )
const LOSS = '2201700,21,01,ﾃｽﾄ,123,45,ﾐﾎﾝ ﾀﾛｳ,見本　太郎,7,050401,123456789012,,,9,081101,4,9,081031,,,,1,0,,,,'.split(
  ',',
)

/** A row from the items in which something stands. */
const row = (code: keyof typeof FORM_LAYOUTS, items: Readonly<Record<number, string>>): readonly string[] =>
  FORM_LAYOUTS[code].items.map(({ no }) => items[no] ?? '')

const FAMILY_ITEMS: Readonly<Record<number, string>> = {
  1: '2202700',
  2: '21',
  3: '01',
  4: 'ﾃｽﾄ',
  5: '1',
  6: '9',
  7: '081121',
  8: '45',
  9: 'ﾐﾎﾝ ﾀﾛｳ',
  10: '見本　太郎',
  11: '5',
  12: '600615',
  13: '1',
  14: '123456789012',
  21: '1',
  71: 'ﾐﾎﾝ ｲﾁﾛｳ',
  72: '見本　一郎',
  73: '7',
  74: '270320',
  75: '1',
  76: '01',
  78: '123456789029',
  79: '1',
  80: '100',
  81: '0000',
  82: '東京都見本区見本１－２－３',
  90: '9',
  91: '081101',
  92: '1',
  94: '0',
  95: '4',
  138: '1',
}
const FAMILY = row('2202700', FAMILY_ITEMS)
const ADDRESS = row('22187041', {
  1: '22187041',
  2: '01',
  3: 'ﾃｽﾄ',
  4: '45',
  7: '7',
  8: '050401',
  9: '100',
  10: '0000',
  11: 'ﾄｳｷﾖｳﾄ ﾐﾎﾝｸ',
  12: '東京都見本区',
  13: '9',
  14: '081121',
  15: 'ﾐﾎﾝ ﾀﾛｳ',
  17: 'ﾁﾊﾞｹﾝ',
})

const set = (values: readonly string[], ...changes: readonly (readonly [no: number, value: string])[]) =>
  changes.reduce((now, [no, value]) => now.with(no - 1, value), values)

const fileOf = (...rows: readonly (readonly string[])[]): Uint8Array =>
  writeWrongForms({ office, serial: 1, made: today, rows })

/** `item code` of everything that is wrong with the first row. */
const wrong = (values: readonly string[], reading: Partial<FormReading> = {}): string[] =>
  readForms(fileOf(values), { today, ...reading }).problems.map(({ item, code }) => `${item ?? '-'} ${code.slice(-3)}`)

describe('the layouts', () => {
  it.each([
    ['2200700', 34],
    ['2201700', 27],
    ['2202700', 139],
    ['22187041', 19],
  ] as const)('%s has %i items', (code, count) => {
    expect(FORM_LAYOUTS[code].items).toHaveLength(count)
  })

  it.each([
    [28, '配偶者性別（続柄）'],
    [46, '配偶者 被扶養者になった理由'],
    [52, '配偶者 被扶養者でなくなった理由'],
    [56, '配偶者備考'],
    [70, 'その他の被扶養者１ 被扶養者番号'],
    [76, 'その他の被扶養者１ 続柄コード'],
    [95, 'その他の被扶養者１ 被扶養者になった理由'],
    [99, 'その他の被扶養者１ 被扶養者でなくなった理由'],
    [101, 'その他の被扶養者１ 備考'],
    [103, 'その他の被扶養者２ 被扶養者番号'],
    [136, '届出意思確認済'],
  ])('item %i of 2202700 is %s', (no, title) => {
    expect(FORM_LAYOUTS['2202700'].items[no - 1]).toMatchObject({ no, title })
  })

  it('has the 47 prefectures of the pension service, of which 13 is none', () => {
    expect(Object.keys(JPS_PREFECTURES)).toHaveLength(47)
    expect(JPS_PREFECTURES).toMatchObject({ '21': '東京都', '41': '大阪府', '51': '愛知県', '82': '沖縄県' })
    expect(JPS_PREFECTURES['13']).toBeUndefined()
  })
})

describe('a right file', () => {
  it('is written with commas and CRLF, without quotation marks, in Shift_JIS', () => {
    const written = writeForms({ office, serial: 7, made: today, rows: [ACQUISITION] })
    if (!written.ok) throw new Error(written.problem.en)
    const text = new TextDecoder('shift_jis').decode(written.value)
    expect(text.split('\r\n').slice(0, 3)).toEqual(['21,01,ﾃｽﾄ,007,20261121,22223', '[kanri]', ',001'])
    expect(text.split('\r\n')[5]).toBe(ACQUISITION.join(','))
    expect(text.endsWith('\r\n')).toBe(true)
    expect(text).not.toContain('"')
  })

  it('is read without a problem: acquisition, loss, dependants, address', () => {
    const { records, problems } = readForms(fileOf(ACQUISITION, LOSS, FAMILY, ADDRESS), { today })
    expect(problems).toEqual([])
    expect(records.map(({ line, form }) => [line, form])).toEqual([
      [6, '2200700'],
      [7, '2201700'],
      [8, '2202700'],
      [9, '22187041'],
    ])
  })

  it('is told from other files', () => {
    expect(looksLikeForms(fileOf(ACQUISITION))).toBe(true)
    expect(looksLikeForms(new TextEncoder().encode('name,number\r\n見本,1\r\n'))).toBe(false)
  })
})

describe('a wrong row is reported with its item', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['13 for Tokyo', set(ACQUISITION, [2, '13']), ['2 108']],
    ['47 for Okinawa', set(ACQUISITION, [2, '47']), ['2 108']],
    ['2221700 on a loss', set(LOSS, [1, '2221700']), ['1 103']],
    ['髙 in a name', set(ACQUISITION, [8, '髙見本　太郎']), ['8 102']],
    ['﨑 in an address', set(FAMILY, [82, '東京都﨑']), ['82 102']],
    ['德 in a name', set(ACQUISITION, [8, '見本　德郎']), ['8 102']],
    ['栁 in a name', set(ACQUISITION, [8, '栁見本　太郎']), ['8 102']],
    ['① and ㈱ in a remark', set(ACQUISITION, [28, '①㈱']), ['28 102']],
    ['𠮷, which no code has', set(ACQUISITION, [8, '𠮷見本　太郎']), ['8 106']],
    ['an item missing', ACQUISITION.toSpliced(32, 1), ['34 104']],
    ['a separator too many', set(ACQUISITION, [34, '1,']), ['34 104']],
    ['one column late', [...ACQUISITION.slice(0, 7), '', ...ACQUISITION.slice(7, -1)], ['9 121']],
    ['one column early', [...ACQUISITION.toSpliced(5, 1), ''], ['6 121']],
    ['a comma in an address', set(FAMILY, [82, '東京都見本区見本１,２－３']), ['82 122']],
    ['a comma in quotation marks', set(FAMILY, [82, '"東京都見本区見本１,２－３"']), ['82 122']],
    ['quotation marks alone', set(ACQUISITION, [8, '"見本　太郎"']), ['8 122']],
    ['an acquisition of tomorrow', set(ACQUISITION, [19, '081122']), ['18 110']],
    ['a receipt of tomorrow', set(FAMILY, [7, '081122']), ['6 110']],
    ['a change of address of tomorrow', set(ADDRESS, [14, '081122']), ['13 110']],
    ['30 February', set(ACQUISITION, [19, '080230']), ['19 109']],
    ['昭和64年1月8日', set(ACQUISITION, [9, '5'], [10, '640108']), ['10 109']],
    ['era 8', set(ACQUISITION, [9, '8']), ['9 106']],
    ['a total a yen off', set(ACQUISITION, [23, '300001']), ['23 111']],
    ['pay below 1000', set(ACQUISITION, [21, '999'], [23, '999']), ['23 111']],
    ['an address beside the number', set(ACQUISITION, [29, '100'], [32, '東京都']), ['29 112', '32 112']],
    ['neither number nor address', set(ACQUISITION, [13, '']), ['29 112', '30 112', '31 112']],
    ['a dependant without address', set(FAMILY, [80, ''], [81, ''], [82, '']), ['80 112', '81 112', '82 112']],
    [
      'その他 without its reason',
      set(ACQUISITION, [13, ''], [14, '3'], [29, '100'], [30, '0000'], [31, 'ﾄｳｷﾖｳﾄ']),
      ['15 113'],
    ],
    ['a reason without その他', set(ACQUISITION, [15, '海外']), ['15 117']],
    [
      'a change without a remark',
      set(row('2202700', { ...FAMILY_ITEMS, 21: '3', 79: '', 90: '', 91: '', 92: '', 94: '', 95: '' })),
      ['101 113'],
    ],
    ['half a pension number', set(ACQUISITION, [16, '1234']), ['17 114']],
    ['the other half', set(LOSS, [13, '123456']), ['12 114']],
    ['a loss without any number', set(LOSS, [11, '']), ['12 105']],
    ['a loss on the retirement day', set(LOSS, [15, '081031']), ['14 115']],
    ['a loss two days after a death', set(LOSS, [16, '5'], [15, '081102']), ['14 115']],
    ['不該当日 a day later', set(LOSS, [24, '1'], [25, '9'], [26, '081101']), ['25 115']],
    ['a retirement without its day', set(LOSS, [17, ''], [18, '']), ['17 105', '18 105']],
    ['75 with a day of retirement', set(LOSS, [9, '5'], [10, '250101'], [16, '7']), ['17 117', '18 117']],
    ['a child with 03', set(FAMILY, [76, '03']), ['76 116']],
    ['a parent with 01', set(FAMILY, [73, '5'], [74, '331103']), ['76 116']],
    ['a number of the dependant', set(FAMILY, [70, '1']), ['70 117']],
    ['something in item 136', set(FAMILY, [136, '1']), ['136 117']],
    ['a tick for nobody', set(FAMILY, [139, '1']), ['139 118']],
    ['26 bytes of kana', set(ACQUISITION, [7, `ﾐﾎﾝ ${'ｱ'.repeat(22)}`]), ['7 107']],
    ['two spaces in the kana', set(ACQUISITION, [7, 'ﾐﾎﾝ  ﾀﾛｳ']), ['7 106']],
    ['76 bytes of remark', set(ACQUISITION, [28, 'あ'.repeat(38)]), ['28 107']],
    ['郡市区符号 99', set(ACQUISITION, [3, '99']), ['3 106']],
    ['事業所記号 of zeros', set(ACQUISITION, [4, '000']), ['4 106']],
  ])('%s', (_what, values, expected) => {
    expect(wrong(values)).toEqual(expected)
  })

  it.each<[string, readonly string[]]>([
    ['the day of the check itself', set(ACQUISITION, [19, '081121'])],
    ['82 for Okinawa', set(ACQUISITION, [2, '82'])],
    ['25 bytes of kana', set(ACQUISITION, [7, `ﾐﾎﾝ ${'ｱ'.repeat(21)}`])],
    ['昭和64年1月7日', set(ACQUISITION, [9, '5'], [10, '640107'])],
    ['a capped total', set(ACQUISITION, [21, '9999999'], [22, '5'], [23, '9999999'])],
    ['the 75th birthday', set(LOSS, [9, '5'], [10, '261101'], [16, '7'], [17, ''], [18, ''])],
    ['不該当日 on the day of retirement', set(LOSS, [24, '1'], [25, '9'], [26, '081031'])],
    ['number left out, address in its place', set(ACQUISITION, [13, ''], [29, '100'], [30, '0000'], [31, 'ﾄｳｷﾖｳﾄ'])],
    ['a father with 03', set(FAMILY, [76, '03'], [73, '5'], [74, '331103'])],
  ])('but not %s', (_what, values) => {
    expect(wrong(values)).toEqual([])
  })

  it('says the day before the 75th birthday is too early', () => {
    expect(wrong(set(LOSS, [9, '5'], [10, '261102'], [16, '7'], [17, ''], [18, '']))).toEqual(['14 115'])
  })

  it('lets 髙 pass where CP932 is tolerated, and says nothing else of it', () => {
    expect(wrong(set(ACQUISITION, [8, '髙見本　太郎']), { characters: 'cp932' })).toEqual([])
  })

  it('never shows an Individual Number whole', () => {
    const { problems } = readForms(fileOf(set(ACQUISITION, [12, '123456789012'])), { today })
    expect(problems.map(({ ja, en }) => `${ja} ${en}`).join(' ')).not.toMatch(/\d{12}/)
    expect(problems[0]?.en).toContain('********9012')
  })
})

describe('a wrong file', () => {
  const lines = (change: (lines: string[]) => readonly string[]): Uint8Array => {
    const text = new TextDecoder('shift_jis').decode(fileOf(ACQUISITION.with(6, 'ﾐﾎﾝ ﾀﾛｳ')))
    const bytes = change(text.trimEnd().split('\r\n'))
    return Uint8Array.from(Buffer.from(bytes.join('\r\n').replaceAll(/[^ -~\r\n]/g, 'A') + '\r\n', 'latin1'))
  }
  const codes = (bytes: Uint8Array) => readForms(bytes, { today }).problems.map(({ line, code }) => `${line} ${code}`)

  it('of 4.5 MB is refused as a whole', () => {
    expect(codes(new Uint8Array(FORM_FILE_LIMIT))).toEqual(['0 SIM-F119'])
  })

  it.each<[string, (lines: string[]) => readonly string[], string]>([
    ['another form for the whole', (all) => all.with(0, all[0]?.replace('22223', '22224') ?? ''), '1 SIM-F120'],
    ['13 for Tokyo in its first line', (all) => all.with(0, all[0]?.replace('21,', '13,') ?? ''), '1 SIM-F108'],
    ['serial number 000', (all) => all.with(0, all[0]?.replace(',001,', ',000,') ?? ''), '1 SIM-F120'],
    ['no [kanri]', (all) => all.with(1, 'kanri'), '2 SIM-F120'],
    ['no [data]', (all) => all.toSpliced(4, 1), '5 SIM-F120'],
  ])('with %s is reported', (_what, change, expected) => {
    expect(codes(lines(change))).toContain(expected)
  })

  it('with bare line feeds is reported once', () => {
    const bytes = fileOf(ACQUISITION, LOSS).filter((byte) => byte !== 0x0d)
    expect(codes(bytes)).toEqual(['1 SIM-F120'])
  })

  it('is not written: a comma or 髙 is refused with its item', () => {
    const sheet = (values: readonly string[]) => ({ office, serial: 1, made: today, rows: [values] })
    expect(writeForms(sheet(set(ACQUISITION, [32, '見本,区'])))).toMatchObject({
      problem: { item: 32, code: 'SIM-F122' },
    })
    expect(writeForms(sheet(set(ACQUISITION, [8, '髙　太郎'])))).toMatchObject({
      problem: { item: 8, code: 'SIM-F102' },
    })
    expect(writeForms(sheet(set(ACQUISITION, [8, '髙　太郎'])), 'cp932').ok).toBe(true)
  })
})

describe('days and kana', () => {
  it.each([
    ['5', '640107', '1989-01-07'],
    ['7', '010108', '1989-01-08'],
    ['7', '310430', '2019-04-30'],
    ['9', '010501', '2019-05-01'],
  ])('era %s %s is %s, and back', (era, text, day) => {
    expect(formDay(era, text)).toBe(day)
    expect(formDayOf(civilDate(day))).toEqual([era, text])
  })

  it.each([
    ['5', '640108'],
    ['7', '010107'],
    ['7', '310501'],
    ['9', '010430'],
    ['9', '070229'],
    ['8', '010101'],
  ])('era %s has no %s', (era, text) => {
    expect(formDay(era, text)).toBeNull()
  })

  it('turns kana into half width and back', () => {
    expect(formKana('ミホン　ダイゴロウ')).toBe('ﾐﾎﾝ ﾀﾞｲｺﾞﾛｳ')
    expect(fullKana('ﾐﾎﾝ ﾀﾞｲｺﾞﾛｳ')).toBe('ミホン　ダイゴロウ')
  })
})
