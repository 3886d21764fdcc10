import { foldWidth } from './text.ts'

/** 正式な名前と、出回っている別の名前: what documents call the same paper, with where the other name stands. */
export interface TitleAlias {
  readonly title: string
  readonly others: readonly string[]
  /** The other name is no word of anything else: it is also replaced inside a longer title. */
  readonly inside?: true
  readonly source: string
}

/** 書類の名前: official titles, and what the original documents and counters write for them. @see facts/rules.md section 9 nos. 20, 29 */
export const TITLE_ALIASES: readonly TitleAlias[] = [
  { title: '資格確認書', others: ['資格確認証'], inside: true, source: 'rules.md 9 no. 20 [S4]' },
  {
    title: '限度額適用認定証',
    others: ['限度額適用認定書', '限度額認定証', '限度額認定書'],
    inside: true,
    source: 'rules.md 9 no. 20 [S0][S2]',
  },
  { title: '資格情報のお知らせ', others: ['資格情報通知書'], source: 'insurer.md 4.1 [L1]' },
  { title: '被保険者証', others: ['健康保険証', '保険証'], source: 'rules.md 1.3 M01' },
  { title: '被保険者資格申立書', others: ['資格申立書'], source: 'rules.md 4.5' },
  { title: '特定疾病療養受療証', others: ['特定疾病受療証'], source: 'rules.md 4.6' },
  { title: '人工腎臓', others: ['人工透析'], source: 'rules.md 9 no. 29' },
]

const CANONICAL: ReadonlyMap<string, string> = new Map(
  TITLE_ALIASES.flatMap(({ title, others }) => [title, ...others].map((name) => [name, title] as const)),
)

const INSIDE = TITLE_ALIASES.flatMap(({ title, others, inside }) =>
  inside === true ? others.map((other) => ({ other, title })) : [],
)

/** The official title of a paper under any of its names; spaces and width do not count. A title that is not known stays as it is. */
export function canonicalTitle(text: string): string {
  const name = foldWidth(text).replaceAll(/\s/g, '')
  const whole = CANONICAL.get(name)
  if (whole !== undefined) return whole
  const part = INSIDE.find(({ other }) => name.includes(other))
  return part === undefined ? text : name.replace(part.other, part.title)
}
