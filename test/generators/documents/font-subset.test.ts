import { create } from 'fontkit'
import { describe, expect, it } from 'vitest'
import { GETA, charactersOf, facesOf } from '../../../generators/documents/font-subset.ts'
import { loadFonts } from '../../../generators/documents/fonts/index.ts'
import { readTrueType } from '../../../generators/documents/true-type.ts'

const faces = facesOf(loadFonts())
const file = Buffer.from(loadFonts().regular)

describe('characters', () => {
  it('are cut with their variation selectors, and outside the basic plane as one', () => {
    expect(charactersOf('葛\u{e0100}城𠮷ｶﾞ')).toEqual(['葛\u{e0100}', '城', '𠮷', 'ｶ', 'ﾞ'])
    expect(charactersOf('')).toEqual([])
  })

  it.each(['髙', '﨑', '●', 'ｱ', '德', '栁', '㐂', '葛\u{e0100}', '〓', '　'])('%s is in the font', (character) => {
    const glyph = faces.regular.glyph(character)
    expect(glyph).toMatchObject({ shown: character, missing: false })
  })

  it.each(['𠮷', '👍', '辻\u{e0101}', '\u{e0100}', '\n'])('%j is not, and is drawn as 〓', (character) => {
    const glyph = faces.regular.glyph(character)
    expect(glyph).toMatchObject({ shown: GETA, missing: true, gid: faces.regular.glyph(GETA).gid })
  })

  it('of one variation sequence have a form of their own', () => {
    const rare = '\u{5026}\u{e0100}'
    expect(faces.regular.glyph(rare).missing).toBe(false)
    expect(faces.regular.glyph(rare).gid).not.toBe(faces.regular.glyph('\u{5026}').gid)
  })
})

describe('a cut font', () => {
  const characters = charactersOf('見本　髙﨑0123令和（）ｱﾞ●')
  const gids = characters.map((character) => faces.regular.glyph(character).gid)
  const subset = faces.regular.subset(gids, null)

  it('has the outlines and widths of the whole one, in the order asked for, after .notdef', () => {
    const [whole, cut] = [readTrueType(file), readTrueType(withCmap(subset))]
    expect(cut.numGlyphs).toBe(gids.length + 1)
    gids.forEach((gid, index) => {
      expect(cut.advance(index + 1)).toBe(whole.advance(gid))
      expect(cut.leftBearing(index + 1)).toBe(whole.leftBearing(gid))
      const outline = whole.outline(gid)
      expect([...cut.outline(index + 1).subarray(0, outline.length)]).toEqual([...outline])
    })
  })

  it('is read by fontkit as the same shapes', () => {
    const [whole, cut] = [create(file), create(Buffer.from(subset))]
    if ('fonts' in whole || 'fonts' in cut) throw new RangeError('a collection')
    gids.forEach((gid, index) => {
      expect(cut.getGlyph(index + 1).path.toSVG()).toBe(whole.getGlyph(gid).path.toSVG())
    })
  })

  it('may hold a glyph twice', () => {
    const [gid = 0] = gids
    const cut = readTrueType(withCmap(faces.regular.subset([gid, gid], null)))
    expect(cut.outline(1)).toEqual(cut.outline(2))
    expect(cut.outline(1).length).toBeGreaterThan(0)
  })

  it('has checksums that add up', () => {
    const view = new DataView(subset.buffer, subset.byteOffset, subset.byteLength)
    let sum = 0
    for (let at = 0; at < subset.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
    expect(sum).toBe(0xb1b0_afba)
  })
})

/** A cut font has no `cmap`, which the reader asks for: an empty one is put behind it. */
function withCmap(font: Uint8Array): Uint8Array {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const count = view.getUint16(4)
  const entry = 16
  const bytes = new Uint8Array(font.length + entry + 4)
  bytes.set(font.subarray(0, 12 + count * 16))
  bytes.set(font.subarray(12 + count * 16), 12 + count * 16 + entry)
  const out = new DataView(bytes.buffer)
  out.setUint16(4, count + 1)
  for (let index = 0; index < count; index += 1) {
    const at = 12 + index * 16 + 8
    out.setUint32(at, out.getUint32(at) + entry)
  }
  const at = 12 + count * 16
  for (const [letter, code] of [0x63, 0x6d, 0x61, 0x70].entries()) bytes[at + letter] = code
  out.setUint32(at + 8, font.length + entry)
  out.setUint32(at + 12, 4)
  return bytes
}
