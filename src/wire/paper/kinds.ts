import { canonicalTitle } from '../../domain/aliases.ts'
import type { DocumentKind } from '../../domain/document.ts'
import { foldWidth } from '../../domain/text.ts'
import type { Line } from './tokens.ts'

/** A title that stands on a page. */
export interface Title {
  readonly kind: DocumentKind
  readonly text: string
  readonly size: number
}

const CERTIFICATE =
  /^(?:\S{0,20}(?:健康保険|後期高齢者医療|船員保険|共済組合|共済|国保))?(?:被保険者|組合員|加入者)?資格確認書(?:\((?:被保険者|被扶養者|組合員|本人|家族|カード型|はがき型|A4型|特別療養)\))?$/

/** Titles by which papers are known; the first of several counts when they are of one size. */
const TITLES: readonly { readonly kind: DocumentKind; readonly title: RegExp }[] = [
  { kind: 'member-notice', title: /^\S{0,20}加入者情報のお知らせ$/ },
  { kind: 'declaration', title: /^(?:\(?別紙様式\)?)?被保険者資格申立書$/ },
  { kind: 'number-form', title: /^(?:個人番号(?:\(マイナンバー\))?|マイナンバー)申出書$/ },
  { kind: 'portal-pdf', title: /^医療保険の資格情報$/ },
  { kind: 'certificate', title: CERTIFICATE },
  {
    kind: 'notice',
    title:
      /^(?:\S{0,20}(?:健康保険|後期高齢者医療|共済組合|国保))?(?:資格情報のお知らせ|資格情報通知書)(?:\((?:資格情報(?:通知書|のお知らせ)|特別療養)\))?$/,
  },
]

/** Runs of a row between wide gaps, each also together with what follows it. */
function cellsOf(line: Line): { readonly plain: string; readonly from: number; readonly to: number }[] {
  const starts = line.glyphs.flatMap(({ gap }, index) => (index === 0 || gap >= 1.5 ? [index] : []))
  return starts.flatMap((from, place) =>
    [starts[place + 1], starts[place + 2], line.glyphs.length].flatMap((end) => {
      const to = end ?? line.glyphs.length
      return [{ plain: line.plain.slice(from, to), from, to }]
    }),
  )
}

const bare = (plain: string): string =>
  plain
    .replaceAll(/[[(【〔「](?:見本|SPECIMEN|サンプル)[\])】〕」]|見本|SPECIMEN|サンプル/gi, '')
    .replaceAll(/[「」『』【】]/g, '')

/** The words of a title: a plain space where there was one on the paper. */
const wordsOf = (line: Line, from: number, to: number): string =>
  bare(
    line.glyphs
      .slice(from, to)
      .map(({ char, gap }, index) => (index > 0 && gap >= 0.25 ? ` ${char}` : char))
      .join(''),
  ).trim()

/** Every title on a page, top to bottom. A mention inside a sentence is none. */
export function titlesOf(lines: readonly Line[]): Title[] {
  return lines.flatMap((line) => {
    for (const { plain, from, to } of cellsOf(line)) {
      const text = bare(foldWidth(plain))
      const known = canonicalTitle(text)
      const row = TITLES.find(({ title }) => title.test(known))
      if (row === undefined) continue
      const spread = line.glyphs.slice(from + 1, to).every(({ gap }) => gap >= 0.25)
      return [{ kind: row.kind, text: spread ? text : wordsOf(line, from, to), size: line.glyphs[from]?.size ?? 0 }]
    }
    return []
  })
}

/** The title that names the paper: the largest, and the first of the largest. A member's notice holds a notice in it. */
export function mainTitle(titles: readonly Title[]): Title | null {
  const outer = titles.find(({ kind }) => kind === 'member-notice')
  if (outer !== undefined) return outer
  return titles.reduce<Title | null>(
    (best, title) => (best === null || title.size > best.size + 0.5 ? title : best),
    null,
  )
}
