import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { encode } from 'uqr'
import { documentTwin, renderDocument } from '../../../generators/documents/index.ts'
import { member, population } from '../../../generators/index.ts'
import { instant } from '../../../src/domain/civil-date.ts'
import { coverageStates } from '../../../src/domain/ledger.ts'
import { readAnyPaper } from '../../../src/wire/paper/any.ts'
import { readPicture } from '../../../src/wire/paper/picture.ts'
import { UnreadablePaper, pagePicture, rasterize } from '../../../src/wire/paper/raster.ts'
import { onePage } from './raw-pdf.ts'
import { rows, sheetBytes } from './sheets.ts'

type Context = ReturnType<Canvas['getContext']>

/** A picture with something on it. */
function picture(width: number, height: number, draw: (context: Context) => void): Canvas {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.fillStyle = 'black'
  draw(context)
  return canvas
}

const pngOf = (canvas: Canvas): Uint8Array => new Uint8Array(canvas.toBuffer('image/png'))

const code =
  (text: string | number[], left: number, top: number) =>
  (context: Context): void => {
    encode(text, { ecc: 'M', border: 4 }).data.forEach((row, y) =>
      row.forEach((dark, x) => {
        if (dark) context.fillRect(left + x * 5, top + y * 5, 5, 5)
      }),
    )
  }

/** A clock, and three signs. */
const statusBar = (context: Context): void => {
  for (let at = 0; at < 5; at += 1) context.fillRect(40 + at * 14, 20, at === 2 ? 3 : 8, 18)
  for (let at = 0; at < 3; at += 1) context.fillRect(470 + at * 30, 20, 20, 16)
}

/** A title of seven letters, and a word to close it. */
const appHeader = (context: Context): void => {
  for (let at = 0; at < 7; at += 1) context.fillRect(40 + at * 20, 20, 16, 18)
  for (let at = 0; at < 3; at += 1) context.fillRect(490 + at * 20, 20, 16, 16)
}

describe('readPicture', () => {
  it('tells format, size and the codes on it, and no fields', async () => {
    const both = picture(700, 400, (context) => {
      code('https://madoguchi.example/help', 10, 10)(context)
      code('資格情報', 380, 60)(context)
    })
    const found = await readPicture(pngOf(both))
    expect(found).toMatchObject({
      ok: true,
      value: { format: 'png', width: 700, height: 400, specimenMark: 'not-proven', textLayer: false },
    })
    expect(found.ok && [...found.value.qr].toSorted()).toEqual(['https://madoguchi.example/help', '資格情報'])
  })

  it('reads a code in Shift_JIS, which its library does not', async () => {
    // 山田
    const sjis = picture(300, 300, code([0x8e, 0x52, 0x93, 0x63], 20, 20))
    expect(await readPicture(pngOf(sjis))).toMatchObject({ value: { qr: ['山田'] } })
  })

  it('knows a JPEG by its bytes', async () => {
    const jpeg = picture(120, 80, (context) => context.fillRect(10, 10, 20, 20)).toBuffer('image/jpeg')
    expect(await readPicture(new Uint8Array(jpeg))).toMatchObject({ value: { format: 'jpeg', width: 120, height: 80 } })
  })

  it('sees a specimen only where a code says so', async () => {
    const marked = picture(500, 500, code('{"specimen":"SIM-MIHON"}', 20, 20))
    expect(await readPicture(pngOf(marked))).toMatchObject({ value: { specimenMark: 'seen' } })
  })

  it.each([
    ['a phone with its bar', 600, 1300, statusBar, 'seen', 'phone-portrait'],
    ['a phone without one', 600, 1300, () => undefined, 'not-seen', 'phone-portrait'],
    ['a phone with the header of an app', 600, 1300, appHeader, 'not-seen', 'phone-portrait'],
    [
      'a phone with a picture up to its edges',
      600,
      1300,
      (c: Context) => c.fillRect(300, 0, 300, 1300),
      'not-seen',
      'phone-portrait',
    ],
    ['a page with a line of text on top', 840, 1188, statusBar, 'not-seen', 'a4-portrait'],
    ['a card', 856, 540, statusBar, 'not-seen', 'card'],
  ])('takes %s for what it looks like', async (_, width, height, draw, phoneStatusBar, aspect) => {
    const found = await readPicture(pngOf(picture(width, height, draw)))
    expect(found).toMatchObject({ value: { phoneStatusBar, aspect } })
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['another format', new Uint8Array(Buffer.from('GIF89a............................'))],
    ['a header without a picture', pngOf(createCanvas(10, 10)).slice(0, 40)],
    ['a header that is cut off', pngOf(createCanvas(10, 10)).slice(0, 20)],
    ['a JPEG without a frame', Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)],
    ['a JPEG of segments without length', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
  ])('refuses %s', async (_, bytes) => {
    expect(await readPicture(bytes)).toMatchObject({ ok: false, problem: { code: 'SIM-D011' } })
  })

  it('refuses the size in a header before it unpacks anything', async () => {
    const bytes = pngOf(createCanvas(10, 10))
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(16, 60_000)
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(20, 60_000)
    expect(await readPicture(bytes)).toMatchObject({
      ok: false,
      problem: { code: 'SIM-D011', facts: { reason: '60000 × 60000 pixels' } },
    })
  })
})

describe('a page as a picture', () => {
  it('has the size of the paper, and what stands on it is dark', async () => {
    const bytes = await sheetBytes({ pages: [rows([['氏名', '山田　太郎']])] })
    const raster = await rasterize(bytes, { dpi: 72 })
    if (!raster.ok) throw new Error(raster.problem.code)
    const { width, height, rgba } = raster.value
    expect([width, height]).toEqual([595, 841])
    let dark = 0
    for (let at = 0; at < rgba.length; at += 4) if ((rgba[at] ?? 255) < 100) dark += 1
    expect(dark).toBeGreaterThan(100)
    expect(dark).toBeLessThan(5_000)
  })

  it('is never larger than its pixels', async () => {
    const bytes = await sheetBytes({ pages: [[{ text: '見本', x: 20, y: 20 }]] })
    const raster = await rasterize(bytes, { dpi: 2_400, pixels: 100_000 })
    expect(raster.ok && raster.value.width * raster.value.height).toBeLessThanOrEqual(100_000)
    expect(await readPicture(await pagePicture(bytes, { dpi: 72 }))).toMatchObject({ value: { width: 595 } })
  })

  it('is not made of what is no paper or no page', async () => {
    await expect(pagePicture(new Uint8Array(9))).rejects.toThrow(UnreadablePaper)
    await expect(pagePicture(onePage(''), { page: 2 })).rejects.toThrow('no page 2 of 1')
  })
})

it.each([
  [true, 'seen'],
  [false, 'not-seen'],
])('sees the bar of a phone on a screenshot (%s) of the portal', async (screenshot, phoneStatusBar) => {
  const people = population({ seed: 42 })
  const person = member(people, 13)
  const cover = coverageStates(person.ledger, instant('2026-11-21T09:00:00+09:00')).at(-1)
  if (cover === undefined) throw new Error('no cover')
  const twin = documentTwin('portal-screen', { member: person, cover })
  const { bytes } = await renderDocument(twin, { screenshot })
  expect(await readPicture(bytes)).toMatchObject({ value: { phoneStatusBar, aspect: 'phone-portrait' } })
})

it('looks at the pixels of a paper without text, and only then', async () => {
  const scan = await readAnyPaper(onePage('0 0 100 100 re f'))
  expect(scan).toMatchObject({
    value: { medium: 'pdf', reading: { text: '', fields: {} }, picture: { format: 'pdf' } },
  })
  const text = await readAnyPaper(await sheetBytes({ pages: [rows([['氏名', '山田']])] }))
  expect(text).toMatchObject({ value: { medium: 'pdf', reading: { fields: { name: '山田' } }, picture: null } })
})
