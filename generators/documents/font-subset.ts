import { type Font, create } from 'fontkit'
import type { DocumentFonts } from './fonts/index.ts'
import { type TrueType, cutTrueType, readTrueType } from './true-type.ts'

/** 太さ. */
export type Weight = 'regular' | 'bold'

/** 下駄: what is drawn in the place of a character the font does not have. */
export const GETA = '〓'

/** 字: one drawn character. */
export interface Glyph {
  readonly gid: number
  /** Advance width in em. */
  readonly advance: number
  /** What the drawn form says: the character with its variation selector, or 〓. */
  readonly shown: string
  /** True when 〓 stands for a character that the font does not have. */
  readonly missing: boolean
}

/** One step of an outline, in em, y upwards. */
export interface OutlineStep {
  readonly command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath'
  readonly args: readonly number[]
}

/** 書体の一つの太さ, parsed once. */
export interface Face {
  readonly name: string
  /** All in em; the descent is negative. */
  readonly metrics: {
    readonly ascent: number
    readonly descent: number
    readonly capHeight: number
    readonly box: readonly [number, number, number, number]
  }
  /** The glyph of one character as `charactersOf` cuts them. */
  readonly glyph: (character: string) => Glyph
  readonly outline: (gid: number) => readonly OutlineStep[]
  /** The width of a text in em. */
  readonly width: (text: string) => number
  /** A font file of `.notdef` and the given glyphs; `swap` exchanges the outlines of two of them, a fault for tests. */
  readonly subset: (gids: readonly number[], swap: readonly [number, number] | null) => Uint8Array
}

/** The first and last variation selector of the two blocks. */
const isSelector = (code: number): boolean => (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)

function cut(text: string): readonly string[] {
  const characters: string[] = []
  for (const character of text) {
    const last = characters.length - 1
    if (last >= 0 && isSelector(character.codePointAt(0) ?? 0)) characters[last] += character
    else characters.push(character)
  }
  return characters
}

const KEPT_TEXTS = 4096
const texts = new Map<string, readonly string[]>()

/** 文字に分ける: characters, each with its variation selector. The labels of papers come again and again and are kept. */
export function charactersOf(text: string): readonly string[] {
  const known = texts.get(text)
  if (known !== undefined) return known
  const characters = cut(text)
  if (texts.size >= KEPT_TEXTS) texts.clear()
  texts.set(text, characters)
  return characters
}

function parse(bytes: Uint8Array): Font {
  const font = create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if ('fonts' in font) throw new RangeError('a font collection is no font')
  return font
}

/** The glyph number of a character, null when the font has none. */
function gidOf(font: Font, raw: TrueType, character: string): number | null {
  const code = character.codePointAt(0) ?? 0
  if (!font.hasGlyphForCodePoint(code)) return null
  const rest = character.slice(String.fromCodePoint(code).length)
  const ordinary = font.glyphForCodePoint(code).id
  if (rest === '') return ordinary
  const variation = raw.variation(code, rest.codePointAt(0) ?? 0)
  return variation === 'default' ? ordinary : variation
}

const memoised = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, V>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}

const isStep = (command: string): command is OutlineStep['command'] =>
  ['moveTo', 'lineTo', 'quadraticCurveTo', 'bezierCurveTo', 'closePath'].includes(command)

function createFace(bytes: Uint8Array): Face {
  const font = parse(bytes)
  const raw = readTrueType(bytes)
  const em = font.unitsPerEm
  const glyph = memoised((character: string): Glyph => {
    const own = gidOf(font, raw, character)
    const gid = own ?? font.glyphForCodePoint(GETA.codePointAt(0) ?? 0).id
    return { gid, advance: raw.advance(gid) / em, shown: own === null ? GETA : character, missing: own === null }
  })
  const bare = memoised((gid: number) => raw.outline(gid))
  return {
    name: font.postscriptName,
    metrics: {
      ascent: font.ascent / em,
      descent: font.descent / em,
      capHeight: font.capHeight / em,
      box: [font.bbox.minX / em, font.bbox.minY / em, font.bbox.maxX / em, font.bbox.maxY / em],
    },
    glyph,
    outline: memoised((gid: number) =>
      font
        .getGlyph(gid)
        .path.commands.flatMap(({ command, args }) =>
          isStep(command) ? [{ command, args: args.map((unit) => unit / em) }] : [],
        ),
    ),
    width: (text) => {
      let width = 0
      for (const character of charactersOf(text)) width += glyph(character).advance
      return width
    },
    subset: (gids, swap) =>
      cutTrueType(raw, [0, ...gids], (gid) => bare(gid === swap?.[0] ? swap[1] : gid === swap?.[1] ? swap[0] : gid)),
  }
}

/** 書体の組. */
export type Faces = Readonly<Record<Weight, Face>>

const parsed = new WeakMap<DocumentFonts, Faces>()

/** 書体を開く: parses the font files once per pair. */
export function facesOf(fonts: DocumentFonts): Faces {
  const known = parsed.get(fonts)
  if (known !== undefined) return known
  const faces = { regular: createFace(fonts.regular), bold: createFace(fonts.bold) }
  parsed.set(fonts, faces)
  return faces
}
