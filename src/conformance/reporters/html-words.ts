import type { Report, Severity, Verdict, VerdictKind } from '../requirement.ts'
import { type Markup, markup } from './html-markup.ts'
import type { Lang } from './reporter.ts'

export type Bilingual = Readonly<Record<Lang, string>>

/** A text in both languages; the switch of the page shows one of them. Without style sheets both can be read. */
export const both = ({ ja, en }: Bilingual): Markup =>
  ja === en
    ? markup`<span>${ja}</span>`
    : markup`<span class="ja" lang="ja">${ja}</span> <span class="en" lang="en">${en}</span>`

interface VerdictWord extends Bilingual {
  /** Sign that carries the verdict where there is no colour. */
  readonly mark: string
}

export const VERDICTS = {
  violated: { ja: '違反', en: 'violated', mark: '✗' },
  unproven: { ja: '未証明', en: 'unproven', mark: '?' },
  waived: { ja: '免除', en: 'waived', mark: '~' },
  'not-applicable': { ja: '対象外', en: 'not applicable', mark: '–' },
  proven: { ja: '適合', en: 'proven', mark: '✓' },
} as const satisfies Readonly<Record<VerdictKind, VerdictWord>>

/** Verdicts in the order in which a page counts them: what needs work first. */
export const VERDICT_ORDER = [
  'violated',
  'unproven',
  'waived',
  'not-applicable',
  'proven',
] as const satisfies readonly VerdictKind[]

export const countOf = (summary: Report['summary'], kind: VerdictKind): number =>
  summary[kind === 'not-applicable' ? 'notApplicable' : kind]

export const SEVERITIES = {
  must: { ja: '必須', en: 'must' },
  should: { ja: '推奨', en: 'should' },
} as const satisfies Readonly<Record<Severity, Bilingual>>

export const EVIDENCE = {
  observed: { ja: '観測', en: 'observed' },
  reported: { ja: '申告', en: 'reported' },
  none: { ja: 'なし', en: 'none' },
} as const satisfies Readonly<Record<Verdict['evidence'], Bilingual>>

const SUITES: Readonly<Record<string, Bilingual>> = {
  clinic: { ja: '医療機関・薬局', en: 'Clinic' },
  insurer: { ja: '保険者', en: 'Insurer' },
}

export const suiteWord = (suite: string): Bilingual => SUITES[suite] ?? { ja: suite, en: suite }

/** The sign and the word of a verdict, coloured. */
export const badge = (kind: VerdictKind): Markup =>
  markup`<span class="badge ${kind}"><span aria-hidden="true">${VERDICTS[kind].mark}</span> ${both(VERDICTS[kind])}</span>`

/** A name that came from outside: kept from turning the words beside it around. */
export const name = (text: string): Markup => markup`<bdi>${text}</bdi>`
