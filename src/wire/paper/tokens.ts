import type { DocumentReading } from '../../domain/document.ts'
import { foldWidth } from '../../domain/text.ts'

/** One run of text as it was drawn; points, from the top left corner of the page. */
export interface Run {
  readonly text: string
  readonly x: number
  /** Baseline. */
  readonly y: number
  readonly width: number
  readonly size: number
}

/** One page: its size in points, and its level text. */
export interface PageText {
  readonly width: number
  readonly height: number
  readonly runs: readonly Run[]
  /** Text that stands askew, upright or upside down: it says something, and belongs to no row. */
  readonly askew: readonly string[]
}

/** One visible character with its place; `gap` is the free space before it in its row, in ems. */
export interface Glyph {
  readonly char: string
  readonly x: number
  readonly right: number
  readonly size: number
  readonly gap: number
}

/** 行: the characters whose height overlaps, from left to right. */
export interface Line {
  readonly glyphs: readonly Glyph[]
  readonly top: number
  readonly bottom: number
  readonly y: number
  readonly size: number
  /** The characters without spaces and in half width, one for each glyph: what labels are sought in. */
  readonly plain: string
}

const topOf = (run: Run): number => run.y - run.size * 0.85
const bottomOf = (run: Run): number => run.y + run.size * 0.12

interface Drawn extends Run {
  readonly top: number
  readonly bottom: number
}

const SPECIMEN = /見本|SPECIMEN|サンプル/i

/** True for a run that says nothing but that this is a specimen: it may lie across rows that it does not belong to. */
export const isSpecimenMark = (text: string): boolean =>
  SPECIMEN.test(text) &&
  text.replaceAll(/見本|SPECIMEN|サンプル|[\s印()（）[\]【】〔〕［］「」・/／※*＊―—-]/gi, '') === ''

/** 見本表示: whether a page carries the mark as words of its own; an insurer whose name holds it does not mark a paper. */
export const carriesSpecimenMark = ({ runs, askew }: PageText): boolean =>
  [...runs.map(({ text }) => text), ...askew].some(
    (text) => isSpecimenMark(text) || text.split(/\s+/).some(isSpecimenMark) || /[【［[(（「〔]見本/.test(text),
  ) || SPECIMEN.test(askew.join(''))

/** True for the content of a code that calls itself a specimen. */
export const isNamedSpecimen = (text: string): boolean => SPECIMEN.test(text) || /MIHON/.test(text)

const isNarrow = (code: number): boolean => code < 0x100 || (code >= 0xff61 && code <= 0xff9f)
const widthOf = (char: string): number => (isNarrow(char.charCodeAt(0)) ? 0.5 : 1)

/** One character in half width; of what needs several units, the first. */
function plainOf(char: string): string {
  const code = char.charCodeAt(0)
  // Han and kana are what they are.
  return code < 0x7f || (code >= 0x3041 && code <= 0x9fff) ? char.charAt(0) : foldWidth(char).charAt(0)
}

const MARKS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u3099\u309a]/u

/** Characters of a text, each with the variation selectors and sound marks that belong to it. */
export function charactersOf(text: string): string[] {
  if (!MARKS.test(text)) return [...text]
  const characters: string[] = []
  for (const char of text) {
    const last = characters.at(-1)
    if (last !== undefined && MARKS.test(char)) characters[characters.length - 1] = last + char
    else characters.push(char)
  }
  return characters
}

/** A run as characters; places inside a run are shared out by width. */
function glyphsOf(run: Run, before: Glyph | undefined): Glyph[] {
  const characters = charactersOf(run.text)
  const units = characters.reduce((sum, char) => sum + widthOf(char), 0)
  const unit = units === 0 ? 0 : run.width / units
  const glyphs: Glyph[] = []
  let x = run.x
  let spaced = 0
  for (const char of characters) {
    const right = x + widthOf(char) * unit
    if (char === ' ' || char === '\u3000' || /\s/.test(char)) spaced += widthOf(char)
    else {
      const last = glyphs.at(-1) ?? before
      const free = last === undefined ? 0 : (x - last.right) / Math.max(Math.min(run.size, last.size), 1)
      glyphs.push({ char, x, right, size: run.size, gap: spaced > 0 ? Math.max(free, spaced, 0.3) : Math.max(free, 0) })
      spaced = 0
    }
    x = right
  }
  return glyphs
}

/** The same characters drawn twice at one place (a makeshift bold) count once. */
function withoutEchoes(runs: readonly Drawn[]): Drawn[] {
  const kept: Drawn[] = []
  for (const run of runs) {
    const echo = kept.some(
      (other) => other.text === run.text && Math.abs(other.x - run.x) + Math.abs(other.y - run.y) < run.size * 0.15,
    )
    if (!echo) kept.push(run)
  }
  return kept
}

const overlap = (a: { readonly top: number; readonly bottom: number }, b: typeof a): number =>
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)

const sameRow = (a: Drawn, b: Drawn): boolean => overlap(a, b) >= 0.6 * Math.min(a.bottom - a.top, b.bottom - b.top)

function lineOf(runs: readonly Drawn[]): Line {
  const glyphs: Glyph[] = []
  for (const run of runs.toSorted((a, b) => a.x - b.x)) glyphs.push(...glyphsOf(run, glyphs.at(-1)))
  return {
    glyphs,
    top: Math.min(...runs.map(({ top }) => top)),
    bottom: Math.max(...runs.map(({ bottom }) => bottom)),
    y: Math.max(...runs.map(({ y }) => y)),
    size: Math.max(...runs.map(({ size }) => size)),
    plain: glyphs.map(({ char }) => plainOf(char)).join(''),
  }
}

/** 見本 as the beginning of a name: more text of the same size follows it in the row. */
const isFamilyName = (run: Run, others: readonly Run[]): boolean =>
  run.text.trim() === '見本' &&
  others.some(
    (other) =>
      other.y === run.y &&
      other.size === run.size &&
      other.text.trim() !== '' &&
      !isSpecimenMark(other.text) &&
      other.x >= run.x + run.width - run.size * 0.1 &&
      other.x <= run.x + run.width + run.size * 2,
  )

/**
 * 行に分ける: rows from top to bottom. A run joins the row whose first member it overlaps most; small labels beside large
 * values stand in one row.
 */
export function linesOf(page: PageText): Line[] {
  const drawn = page.runs
    .filter((run) => run.text.trim() !== '' && (!isSpecimenMark(run.text) || isFamilyName(run, page.runs)))
    .map((run) => ({ ...run, top: topOf(run), bottom: bottomOf(run) }))
    .toSorted((a, b) => a.y - b.y || a.x - b.x)
  const open: { readonly first: Drawn; readonly members: Drawn[] }[] = []
  const closed: (typeof open)[number][] = []
  for (const run of drawn) {
    while (open[0] !== undefined && open[0].first.bottom < run.top - 40) closed.push(...open.splice(0, 1))
    const home = open.findLast(({ first, members }) => sameRow(first, run) && sameRow(members.at(-1) ?? first, run))
    if (home === undefined) open.push({ first: run, members: [run] })
    else home.members.push(run)
  }
  return [...closed, ...open].map(({ members }) => lineOf(withoutEchoes(members)))
}

/** 読む順の文字列: rows from top to bottom, wide gaps as one space. */
export const textOfLines = (lines: readonly Line[]): string =>
  lines
    .map(({ glyphs }) => glyphs.map(({ char, gap }, index) => (index > 0 && gap >= 0.25 ? ` ${char}` : char)).join(''))
    .join('\n')

const POINTS = 72 / 25.4

/** Millimetres of the first page, to a tenth. */
export const sizeOf = (page: PageText | undefined): DocumentReading['size'] => ({
  width: Math.round(((page?.width ?? 0) / POINTS) * 10) / 10,
  height: Math.round(((page?.height ?? 0) / POINTS) * 10) / 10,
})
