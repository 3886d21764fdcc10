import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  APP_LINK,
  DOCUMENTS,
  type QrPayload,
  RENDER_FAULTS,
  type RenderFault,
  createRenderer,
  documentTwin,
  printedValue,
  renderDocument,
  syntheticQr,
} from '../../../generators/documents/index.ts'
import { civilDate } from '../../../src/domain/civil-date.ts'
import {
  DOCUMENT_KINDS,
  type DocumentFormat,
  type DocumentKind,
  type DocumentTwin,
  type FieldId,
} from '../../../src/domain/document.ts'
import { objectionsTo, readBack, sideChannels, stripped, wordObjections } from './oracle.ts'
import { TODAY, fullTwin, magicSubject, named } from './subjects.ts'

const SOUND = 'name/gaiji'
const all = DOCUMENT_KINDS.flatMap((kind) => DOCUMENTS[kind].formats.map((format) => [kind, format] as const))

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16)

/** The code a kind may carry. */
function codeOf(kind: DocumentKind, twin: DocumentTwin): QrPayload | null {
  const { qr } = DOCUMENTS[kind]
  return qr.includes('synthetic') ? syntheticQr(twin) : qr.includes('link') ? APP_LINK : null
}

describe('the twin of a document', () => {
  it('says what a certificate of an employee says', () => {
    const twin = documentTwin('certificate', magicSubject(SOUND), {
      issued: TODAY,
      validUntil: civilDate('2031-11-30'),
    })
    expect(twin).toEqual({
      v: 1,
      kind: 'certificate',
      format: 'card',
      fields: {
        title: '健康保険 資格確認書',
        holder: '本人（被保険者）',
        validUntil: '2031-11-30',
        insurerNumber: '01139997',
        insurerName: '見本健康保険協会東京見本支部',
        symbol: '13990001',
        number: '401',
        branch: '00',
        name: '髙﨑　𠮷彦',
        kana: 'タカサキ　ヨシヒコ',
        sex: 'male',
        birthDate: '1981-03-01',
        acquired: '2024-04-01',
        issued: '2026-11-21',
      },
    })
  })

  it.each([
    ['certificate', 'name/gaiji', '健康保険 資格確認書'],
    ['certificate', 'name/half-width-kana', '国民健康保険 資格確認書'],
    ['certificate', 'key/kouki', '後期高齢者医療 資格確認書'],
    ['notice', 'key/kouki', '資格情報のお知らせ'],
    ['member-notice', 'name/gaiji', '加入者情報のお知らせ'],
    ['number-form', 'name/gaiji', '個人番号（マイナンバー）申出書'],
    ['portal-pdf', 'name/gaiji', '医療保険の資格情報'],
    ['portal-screen', 'name/gaiji', '医療保険の資格情報'],
    ['declaration', 'name/gaiji', '被保険者資格申立書'],
  ] as const)('gives a %s of %s the title %s', (kind, id, title) => {
    expect(documentTwin(kind, magicSubject(id)).fields.title).toBe(title)
  })

  it('has neither symbol nor branch for 後期, and names the share', () => {
    const { fields } = documentTwin('certificate', magicSubject('key/kouki'), { issued: TODAY })
    expect(Object.keys(fields)).not.toContain('symbol')
    expect(Object.keys(fields)).not.toContain('branch')
    expect(fields.ratio).toMatch(/^0[123]0$/)
    expect(fields.ratioFrom).toBe('2026-08-01')
  })

  it('is marked and says ten tenths where the whole sum is paid first', () => {
    const { fields } = documentTwin('notice', magicSubject('name/half-width-kana'), { special: true })
    expect(fields.title).toBe('資格情報のお知らせ（特別療養）')
    expect(fields.ratio).toBe('100')
  })

  it('leaves out what an option sets to null and what nobody applied for', () => {
    const subject = magicSubject(SOUND)
    const { fields } = documentTwin('notice', subject, { branch: null, footer: null })
    expect(Object.keys(fields)).not.toContain('branch')
    expect(Object.keys(fields)).not.toContain('footer')
    expect(Object.keys(documentTwin('certificate', subject).fields)).not.toContain('limitBand')
  })

  it('of an empty form has its title only', () => {
    expect(documentTwin('declaration', magicSubject(SOUND), { filled: false }).fields).toEqual({
      title: '被保険者資格申立書',
    })
  })
})

describe('the print of a value', () => {
  it.each([
    ['issued', '2026-11-21', '令和8年11月21日'],
    ['birthDate', '1956-11-02', '昭和31年11月2日'],
    ['birthDate', '2019-05-01', '令和元年5月1日'],
    ['savedAt', '2026-11-21T12:00:00+09:00', '2026年11月21日 12:00'],
    ['ratio', '030', '3割'],
    ['ratio', '100', '10割'],
    ['sex', 'female', '女'],
    ['sex', 'unset', '裏面参照'],
    ['issued', 'いつか', 'いつか'],
  ] as const)('of %s %s is %s', (field, value, print) => {
    expect(printedValue(field, value)).toBe(print)
  })
})

describe('printing', () => {
  it.each(all)('gives the same bytes twice for a %s on %s, of at most 60 kB', async (kind, format) => {
    const twin = fullTwin(kind, magicSubject(SOUND), { format })
    const qr = codeOf(kind, twin)
    const [one, other] = [await renderDocument(twin, { qr }), await renderDocument(structuredClone(twin), { qr })]
    expect(hash(one.bytes)).toBe(hash(other.bytes))
    expect(one.bytes.length).toBeLessThanOrEqual(60_000)
  })

  /** Pictures are left out: how letters are drawn on a screen may differ from processor to processor. */
  const GOLDEN: Readonly<Partial<Record<DocumentKind, string>>> = {
    certificate: 'a8728dfd88787f86',
    notice: '25d8ff69f6087fb4',
    'member-notice': '55750cebace45064',
    'number-form': '15db0f34b502f95e',
    'portal-pdf': '2ba0eeb1ab95c79d',
    declaration: '80096d96e2bbf80f',
  }

  it.each(DOCUMENT_KINDS.filter((kind) => kind in GOLDEN))(
    'gives the bytes of a %s that it has always given',
    async (kind) => {
      const { bytes } = await renderDocument(fullTwin(kind, magicSubject(SOUND)))
      expect(hash(bytes)).toBe(GOLDEN[kind])
    },
  )

  it('draws 〓 for a character that the font does not have, and tells which', async () => {
    const printed = await renderDocument(fullTwin('notice', magicSubject(SOUND)))
    expect(printed.missing).toEqual(['𠮷'])
  })

  it('takes a variation sequence that the font does not have for a missing character, not for the ordinary one', async () => {
    const subject = named(magicSubject(SOUND), '葛\u{e0100}城　辻\u{e0101}', 'カツラギ　ツジ')
    expect((await renderDocument(fullTwin('notice', subject))).missing).toEqual(['辻\u{e0101}'])
  })

  it('cuts a name of forty characters with a mark and tells so', async () => {
    const subject = named(magicSubject(SOUND), '寿'.repeat(40), '')
    expect((await renderDocument(fullTwin('certificate', subject))).truncated).toEqual(['name'])
  })

  it.each([
    ['notice', 'card'],
    ['certificate', 'phone'],
    ['portal-screen', 'a4'],
  ] as const)('refuses a %s on %s', async (kind, format: DocumentFormat) => {
    const twin = { ...fullTwin(kind, magicSubject(SOUND)), format }
    await expect(renderDocument(twin)).rejects.toThrow(RangeError)
  })

  it.each(['portal-pdf', 'portal-screen', 'declaration'] as const)('refuses a QR on a %s', async (kind) => {
    await expect(renderDocument(fullTwin(kind, magicSubject(SOUND)), { qr: APP_LINK })).rejects.toThrow(RangeError)
  })

  it('keeps no more renderings than it was told to', async () => {
    const render = createRenderer({ limit: 1 })
    const [one, other] = (['notice', 'declaration'] as const).map((kind) => fullTwin(kind, magicSubject(SOUND)))
    if (one === undefined || other === undefined) throw new RangeError('two twins')
    const first = render(one)
    expect(render(structuredClone(one))).toBe(first)
    expect(render(one, { screenshot: true })).not.toBe(first)
    await render(other)
    expect(render(one)).not.toBe(first)
    expect(hash((await render(one)).bytes)).toBe(hash((await first).bytes))
  })
})

describe('the round trip', () => {
  it.each(all)('finds a %s on %s sound', async (kind, format) => {
    const twin = fullTwin(kind, magicSubject('name/variation-selector'), { format })
    const qr = codeOf(kind, twin)
    const printed = await renderDocument(twin, { qr })
    expect(await objectionsTo(twin, printed, { qr })).toEqual([])
  })

  it('finds empty forms sound', async () => {
    for (const kind of ['declaration', 'number-form'] as const) {
      const twin = documentTwin(kind, magicSubject(SOUND), { filled: false })
      expect(await objectionsTo(twin, await renderDocument(twin))).toEqual([])
    }
  })

  const faulty: readonly (readonly [RenderFault, DocumentKind])[] = [
    ...RENDER_FAULTS.map((fault) => [fault, 'certificate'] as const),
    ...RENDER_FAULTS.filter((fault) => fault !== 'foreign-qr').map((fault) => [fault, 'portal-screen'] as const),
  ]

  it.each(faulty)('catches the fault %s in a %s', async (faults, kind) => {
    const twin = fullTwin(kind, magicSubject('name/variation-selector'))
    const qr = codeOf(kind, twin)
    expect(await objectionsTo(twin, await renderDocument(twin, { qr, faults }), { qr })).not.toEqual([])
  })

  it('names the broken letters although the text layer is good', async () => {
    const twin = fullTwin('notice', magicSubject('name/variation-selector'))
    const objections = await objectionsTo(twin, await renderDocument(twin, { faults: 'swapped-glyph' }))
    expect(objections.length).toBeGreaterThan(0)
    expect(objections.filter((one) => !one.startsWith('glyphs:'))).toEqual([])
  })

  it('sees for every field that a notice does not say another value', async () => {
    const twin = fullTwin('notice', magicSubject(SOUND))
    const printed = await renderDocument(twin)
    const pages = await readBack(twin, printed)
    const others: readonly (readonly [FieldId, string])[] = [
      ['name', '見本　次郎'],
      ['birthDate', '1981-03-02'],
      ['number', '410'],
      ['insurerNumber', '01139979'],
      ['branch', '01'],
      ['symbol', '13990010'],
      ['sex', 'female'],
      ['acquired', '2024-04-02'],
      ['insurerName', '見本健康保険組合'],
      ['ratio', '020'],
      ['title', '加入者情報のお知らせ'],
    ]
    const unseen = others.filter(([field, value]) => {
      const other = { ...twin, fields: { ...twin.fields, [field]: value } }
      return !wordObjections(other, pages, printed.missing).some((one) => one.startsWith(field))
    })
    expect(unseen).toEqual([])
    expect(wordObjections(twin, pages, printed.missing)).toEqual([])
  })

  it('reads from the pages alone: the Info dictionary is blanked first, and facts stand nowhere else', async () => {
    const { bytes } = await renderDocument(fullTwin('certificate', magicSubject(SOUND)))
    const text = Buffer.from(bytes).toString('latin1')
    const bare = Buffer.from(stripped(bytes)).toString('latin1')
    expect(text).toMatch(/\/Info \d+ 0 R/)
    expect(bare).not.toMatch(/\/Info|\/Title|\/Producer/)
    expect(bare.length).toBe(text.length)
    expect(sideChannels(bytes)).toEqual([])
  })
})
