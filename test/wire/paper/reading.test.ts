import { describe, expect, it } from 'vitest'
import type { DocumentReading } from '../../../src/domain/document.ts'
import { readPaper } from '../../../src/wire/paper/index.ts'
import { type Piece, type Sheet, rows, sheetBytes } from './sheets.ts'
import { rawPdf } from './raw-pdf.ts'

async function reading(sheet: Sheet): Promise<DocumentReading> {
  const result = await readPaper(await sheetBytes(sheet))
  if (!result.ok) throw new Error(result.problem.code)
  return result.value
}

const fieldsOf = async (...pieces: readonly Piece[]): Promise<DocumentReading['fields']> =>
  (await reading({ pages: [pieces] })).fields

describe('a paper that is not ours', () => {
  it('is read with labels left of their values, on a card', async () => {
    const { kind, fields, unclear, specimen, size } = await reading({
      width: 85.6,
      height: 54,
      pages: [
        [
          { text: '健康保険　資格確認書', x: 4, y: 7, size: 9 },
          { text: '本人（被保険者）', x: 60, y: 7, size: 6 },
          { text: '見本', x: 30, y: 35, size: 40 },
          { text: '有効期限　令和11年11月30日', x: 4, y: 13, size: 7 },
          { text: '記号 12345678　番号 1234567　（枝番）00', x: 4, y: 19, size: 7 },
          { text: 'ヤマダ　タロウ', x: 14, y: 24.5, size: 5 },
          { text: '氏名', x: 4, y: 28, size: 6 },
          { text: '髙﨑　太郎', x: 14, y: 28, size: 9 },
          { text: '性別', x: 60, y: 28, size: 6 },
          { text: '男', x: 68, y: 28, size: 8 },
          { text: '生年月日', x: 4, y: 32, size: 6 },
          { text: '昭和31年11月2日', x: 20, y: 32, size: 7 },
          { text: '資格取得年月日 平成26年4月1日', x: 4, y: 36, size: 6 },
          { text: '交付年月日 令和7年1月6日', x: 45, y: 36, size: 6 },
          { text: '負担割合', x: 4, y: 40, size: 6 },
          { text: '２割', x: 18, y: 40, size: 7 },
          { text: '発効期日', x: 26, y: 40, size: 6 },
          { text: '令和8年8月1日', x: 40, y: 40, size: 7 },
          { text: '限度区分', x: 4, y: 44, size: 6 },
          { text: '＊', x: 18, y: 44, size: 6 },
          { text: '発効期日', x: 26, y: 44, size: 6 },
          { text: '保険者番号', x: 4, y: 49, size: 6 },
          { text: '01130012', x: 20, y: 49, size: 8, pitch: 4 },
          { text: '保険者名称', x: 4, y: 52.5, size: 6 },
          { text: '全国健康保険協会　東京支部', x: 20, y: 52.5, size: 7 },
        ],
      ],
    })
    expect({ kind, unclear, specimen, size }).toEqual({
      kind: 'certificate',
      unclear: [],
      specimen: true,
      size: { width: 85.6, height: 54 },
    })
    expect(fields).toEqual({
      title: '健康保険 資格確認書',
      holder: '本人（被保険者）',
      validUntil: '2029-11-30',
      symbol: '12345678',
      number: '1234567',
      branch: '00',
      kana: 'ヤマダ　タロウ',
      name: '髙﨑　太郎',
      sex: 'male',
      birthDate: '1956-11-02',
      acquired: '2014-04-01',
      issued: '2025-01-06',
      ratio: '020',
      ratioFrom: '2026-08-01',
      insurerNumber: '01130012',
      insurerName: '全国健康保険協会　東京支部',
    })
  })

  it('is read with labels above their values', async () => {
    const fields = await fieldsOf(
      { text: '国民健康保険　資格確認書', x: 70, y: 20, size: 16 },
      { text: '記号', x: 20, y: 40, size: 7 },
      { text: '番号', x: 60, y: 40, size: 7 },
      { text: '枝番', x: 100, y: 40, size: 7 },
      { text: '千代田', x: 20, y: 46 },
      { text: '123456', x: 60, y: 46 },
      { text: '01', x: 100, y: 46 },
      { text: '氏名', x: 32, y: 56, size: 7 },
      { text: '性別', x: 82, y: 56, size: 7 },
      { text: '生年月日', x: 112, y: 56, size: 7 },
      // Centred under their headings.
      { text: '山田　花子', x: 25, y: 62 },
      { text: '女', x: 83, y: 62 },
      { text: '平成2年3月4日', x: 106, y: 62 },
      { text: '世帯主氏名', x: 20, y: 72, size: 7 },
      { text: '山田　太郎', x: 20, y: 78 },
    )
    expect(fields).toEqual({
      title: '国民健康保険 資格確認書',
      symbol: '千代田',
      number: '123456',
      branch: '01',
      name: '山田　花子',
      sex: 'female',
      birthDate: '1990-03-04',
      insuredName: '山田　太郎',
    })
  })

  it('is read as a table whose labels are spread over their column', async () => {
    const fields = await fieldsOf(
      { text: '後期高齢者医療　資格確認書', x: 60, y: 20, size: 16 },
      ...rows([
        ['被保険者番号', '１２３４５６７８'],
        ['氏　　　名', '鈴木　一郎'],
        ['生 年 月 日', '昭和 10 年 1 月 9 日'],
        ['一部負担金の割合', '１ 割'],
        ['発効期日', '令和8年8月1日'],
        ['有効期限', '令和９年７月３１日'],
        ['保険者番号', '39131016'],
        ['保険者名', '東京都後期高齢者医療広域連合'],
      ]),
    )
    expect(fields).toMatchObject({
      number: '12345678',
      name: '鈴木　一郎',
      birthDate: '1935-01-09',
      ratio: '010',
      ratioFrom: '2026-08-01',
      validUntil: '2027-07-31',
      insurerNumber: '39131016',
    })
  })

  it('is read from one run with colons, as a portal writes it', async () => {
    const { kind, fields } = await reading({
      pages: [
        [
          { text: '医療保険の資格情報', x: 20, y: 20, size: 16 },
          { text: 'この画面のみでは受診できません。マイナ保険証とあわせて医療機関等の', x: 20, y: 32 },
          { text: '受付に提示してください。', x: 20, y: 38 },
          { text: '保存日時： 2026年11月20日 9時05分 時点', x: 20, y: 54 },
          { text: '保険者名：見本健康保険組合', x: 20, y: 64 },
          { text: '保険者番号：06139992', x: 20, y: 73 },
          { text: '記号・番号・枝番：99・1234・01', x: 20, y: 82 },
          { text: '氏名：山田 太郎', x: 20, y: 91 },
          { text: '本人・家族の別：本人', x: 20, y: 100 },
        ],
      ],
    })
    expect(kind).toBe('portal-pdf')
    expect(fields).toEqual({
      title: '医療保険の資格情報',
      footer: 'この画面のみでは受診できません。マイナ保険証とあわせて医療機関等の受付に提示してください。',
      savedAt: '2026-11-20T09:05:00+09:00',
      insurerName: '見本健康保険組合',
      insurerNumber: '06139992',
      symbol: '99',
      number: '1234',
      branch: '01',
      name: '山田　太郎',
      holder: '本人',
    })
  })

  it('is read where its Japanese font is not embedded and its text is Shift_JIS', async () => {
    // 資格情報のお知らせ, 氏名, 山田
    const content =
      'BT /F 14 Tf 20 250 Td <8e918a698fee95f182cc82a8926d82e782b9> Tj 0 -30 Td <8e8196bc8140 8e529363> Tj ET'
    const bytes = rawPdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
      { value: `<< /Length ${content.length} >>`, stream: Buffer.from(content) },
      '<< /Type /Font /Subtype /Type0 /BaseFont /MS-Gothic /Encoding /90ms-RKSJ-H /DescendantFonts [6 0 R] >>',
      '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /MS-Gothic /DW 1000 /FontDescriptor 7 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>',
      '<< /Type /FontDescriptor /FontName /MS-Gothic /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /StemV 80 /CapHeight 700 >>',
    ])
    expect(await readPaper(bytes)).toMatchObject({ ok: true, value: { kind: 'notice', fields: { name: '山田' } } })
  })
})

describe('what a reader does not guess', () => {
  it('calls a fact that stands there twice with two values unclear', async () => {
    const { fields, unclear } = await reading({
      pages: [
        [
          { text: '資格情報のお知らせ', x: 60, y: 20, size: 16 },
          ...rows([
            ['氏名', '山田　太郎'],
            ['記号', '405'],
          ]),
          { text: '氏名　山田　次郎', x: 110, y: 240 },
          { text: '記号　４０５', x: 110, y: 246 },
        ],
      ],
    })
    expect(fields).toEqual({ title: '資格情報のお知らせ', symbol: '405' })
    expect(unclear).toEqual([{ field: 'name', text: '山田 太郎 / 山田 次郎' }])
  })

  it.each([
    ['生年月日', '昭和64年1月8日', 'birthDate'],
    ['生年月日', '昭和31年13月2日', 'birthDate'],
    ['生年月日', '不明', 'birthDate'],
    ['負担割合', '2割又は3割', 'ratio'],
    ['性別', '？', 'sex'],
    ['保存日時', '2024年2月6日 時点', 'savedAt'],
    ['マイナンバー下4桁', '12345', 'last4'],
    ['保険者番号', '0113OO12', 'insurerNumber'],
    ['氏名', '長い名前の…', 'name'],
  ])('finds %s %s unclear', async (label, value, field) => {
    const { unclear, fields } = await reading({ pages: [rows([[label, value]])] })
    expect(fields).toEqual({})
    expect(unclear).toEqual([{ field, text: value }])
  })

  it.each([
    ['限度区分', '＊'],
    ['負担割合', '法定負担割合のとおり'],
    ['生年月日', '令和　　年　　月　　日'],
    ['性別', '男・女'],
    ['一部負担金の割合', '□3割 □2割 □1割 □わからない'],
    ['マイナンバー下4桁', '＊＊＊＊ ＊＊＊＊'],
    ['記号', '－'],
  ])('takes %s %s for nothing', async (label, value) => {
    const { unclear, fields } = await reading({ pages: [rows([[label, value]])] })
    expect({ fields, unclear }).toEqual({ fields: {}, unclear: [] })
  })

  it('takes no label from running text and no title from a mention', async () => {
    const { kind, fields } = await reading({
      pages: [
        [
          { text: 'この資格情報のお知らせの有効期限は、氏名の変更があるまでです。', x: 20, y: 30 },
          { text: '氏名が変わったときは届け出てください。番号等は裏面にあります。', x: 20, y: 40 },
          { text: '資格確認書をなくした場合', x: 20, y: 50 },
        ],
      ],
    })
    expect({ kind, fields }).toEqual({ kind: null, fields: {} })
  })

  it('leaves an empty cell empty instead of taking the next one', async () => {
    const fields = await fieldsOf(
      ...rows([
        ['限度区分', ''],
        ['長期入院該当日', '令和8年5月1日'],
        ['特定疾病区分', ''],
        ['備考', 'なし'],
      ]),
    )
    expect(fields).toEqual({ longStay: '2026-05-01' })
  })
})

describe('a label', () => {
  it.each([
    ['記号', '１２３４', 'symbol', '1234'],
    ['（枝番）', '００', 'branch', '00'],
    ['交付年月日', '２０２６/０８/０１', 'issued', '2026-08-01'],
    ['発行日', 'R8.7.20', 'issued', '2026-07-20'],
    ['認定年月日', '令和元年５月１日', 'acquired', '2019-05-01'],
    ['生年月日', '令和8年(2026年)1月2日', 'birthDate', '2026-01-02'],
    ['生年月日（西暦）', '1956.11.2', 'birthDate', '1956-11-02'],
    ['性別', '裏面参照', 'sex', 'unset'],
    ['マイナンバー下４桁', '＊＊＊＊ ＊＊＊＊ 1234', 'last4', '1234'],
    ['一部負担金割合', '３０％', 'ratio', '030'],
    ['一部負担金の割合', '□3割 ■2割 □1割', 'ratio', '020'],
    ['保険種別', '□社保 ■国保 □後期', 'schemeKind', '国保'],
    ['フリガナ', 'ﾔﾏﾀﾞ ﾀﾛｳ', 'kana', 'ヤマダ　タロウ'],
    ['住所', '〒100-0001 見本県見本市1丁目', 'address', '〒100-0001 見本県見本市1丁目'],
    ['宛名', '山田 太郎 様', 'addressee', '山田　太郎'],
  ] as const)('%s %s means %s %s', async (label, text, field, value) => {
    expect(await fieldsOf(...rows([[label, text]]))).toEqual({ [field]: value })
  })

  it('may stand behind its value', async () => {
    expect(await fieldsOf({ text: '令和8年7月20日発行', x: 20, y: 30 })).toEqual({ issued: '2026-07-20' })
  })

  it('lends its first day to the class or disease it stands beside', async () => {
    const row = (y: number, label: string, value: string, day: string): Piece[] => [
      { text: label, x: 20, y },
      { text: value, x: 50, y },
      { text: '発効期日', x: 90, y },
      { text: day, x: 120, y },
    ]
    const fields = await fieldsOf(
      ...row(30, '適用区分', 'ウ', '令和8年8月1日'),
      ...row(38, '特定疾病', '1', '令和8年4月1日'),
      ...row(46, '負担割合', '2割', '令和8年9月1日'),
    )
    expect(fields).toMatchObject({ limitFrom: '2026-08-01', diseaseFrom: '2026-04-01', ratioFrom: '2026-09-01' })
  })
})

describe('the kind of a paper', () => {
  it.each([
    ['健康保険資格確認書', 'certificate'],
    ['健康保険資格確認証', 'certificate'],
    ['後期高齢者医療　資格確認書', 'certificate'],
    ['資格情報のお知らせ', 'notice'],
    ['資格情報通知書', 'notice'],
    ['加入者情報のお知らせ', 'member-notice'],
    ['個人番号（マイナンバー）申出書', 'number-form'],
    ['医療保険の資格情報', 'portal-screen'],
    ['被保険者資格申立書', 'declaration'],
    ['資 格 確 認 書', 'certificate'],
    ['診療申込書', null],
  ])('of "%s" is %s', async (title, kind) => {
    expect((await reading({ pages: [[{ text: title, x: 60, y: 20, size: 16 }]] })).kind).toBe(kind)
  })

  it('is that of the largest title', async () => {
    const { kind } = await reading({
      pages: [
        [
          { text: '資格確認書', x: 20, y: 20, size: 8 },
          { text: '資格情報のお知らせ', x: 60, y: 40, size: 16 },
        ],
      ],
    })
    expect(kind).toBe('notice')
  })
})

describe('the mark of a specimen', () => {
  it.each([
    ['見本', true],
    ['見 本', true],
    ['見本 SPECIMEN', true],
    ['見本印', true],
    ['資格確認書（見本）', true],
    ['見本健康保険組合', false],
    ['資格確認書', false],
  ])('%s: %s', async (text, specimen) => {
    expect((await reading({ pages: [[{ text, x: 20, y: 20 }]] })).specimen).toBe(specimen)
  })
})

it('gives all text in reading order, pages apart', async () => {
  const { text, pages } = await reading({
    pages: [
      [
        { text: '下', x: 20, y: 60 },
        { text: '右', x: 80, y: 40 },
        { text: '左', x: 20, y: 40 },
      ],
      [{ text: '裏', x: 20, y: 40 }],
    ],
  })
  expect({ text, pages }).toEqual({ text: '左 右\n下\f裏', pages: 2 })
})
